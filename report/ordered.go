package report

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// An object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) { return encodeJSON(o) }

// A figure is a number that is null where it is undefined or infinite, which JSON can not say.
type figure float64

// MarshalJSON implements json.Marshaler.
func (f figure) MarshalJSON() ([]byte, error) { return encodeJSON(f) }

// encodeJSON writes compact JSON as encoding/json does, which does the rest but takes four times as long for objects in
// objects: it looks once more through what each of them writes.
func encodeJSON(value any) ([]byte, error) { return appendJSON(nil, value) }

func appendJSON(b []byte, value any) ([]byte, error) {
	var err error
	switch v := value.(type) {
	case object:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b, _ = appendJSON(b, m.key)
			b = append(b, ':')
			if b, err = appendJSON(b, m.value); err != nil {
				return nil, err
			}
		}
		return append(b, '}'), nil
	case []object:
		return appendList(b, v)
	case []figure:
		return appendList(b, v)
	case figure:
		return appendFigure(b, float64(v)), nil
	case string:
		if isPlain(v) {
			return append(append(append(b, '"'), v...), '"'), nil
		}
	}
	text, err := json.Marshal(value)
	return append(b, text...), err
}

func appendList[T any](b []byte, list []T) ([]byte, error) {
	b = append(b, '[')
	for i, value := range list {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendJSON(b, value); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// appendFigure writes a number in the fewest digits that read back the same, as encoding/json does.
func appendFigure(b []byte, x float64) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(b, "null"...)
	}
	x += 0 // makes -0 a 0
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		b = strconv.AppendFloat(b, x, 'e', -1, 64)
		if n := len(b); b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // e-09 is e-9
			b = append(b[:n-2], b[n-1])
		}
		return b
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// isPlain reports whether a string stands for itself in JSON.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || strings.IndexByte(`"\<>&`, c) >= 0 {
			return false
		}
	}
	return true
}

func figures(xs []float64) []figure {
	list := make([]figure, len(xs))
	for i, x := range xs {
		list[i] = figure(x)
	}
	return list
}

// named is an object of figures, as many as have both a name and a number.
func named(names []string, xs []float64) object {
	o := make(object, min(len(names), len(xs)))
	for i := range o {
		o[i] = member{names[i], figure(xs[i])}
	}
	return o
}

// breakLines puts the members of the outermost levels of compact JSON on lines of their own, indented, and ends the text
// with a line break; what lies deeper stays on one line, so that a list of 200 numbers is not 200 lines.
func breakLines(compact []byte, levels int) []byte {
	out := make([]byte, 0, len(compact)+len(compact)/4)
	newLine := func(depth int) {
		out = append(out, '\n')
		for range depth {
			out = append(out, ' ')
		}
	}
	depth, quoted := 0, false
	for i := 0; i < len(compact); i++ {
		c := compact[i]
		switch {
		case quoted:
			out = append(out, c)
			if c == '\\' {
				i++
				out = append(out, compact[i])
			} else if c == '"' {
				quoted = false
			}
			continue
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			out = append(out, c)
			depth++
			if depth <= levels && compact[i+1] != '}' && compact[i+1] != ']' {
				newLine(depth)
			}
			continue
		case c == '}' || c == ']':
			depth--
			if depth < levels && compact[i-1] != '{' && compact[i-1] != '[' {
				newLine(depth)
			}
		case c == ',' && depth <= levels:
			out = append(out, c)
			newLine(depth)
			continue
		case c == ':':
			out = append(out, ": "...)
			continue
		case c == ',':
			out = append(out, ", "...)
			continue
		}
		out = append(out, c)
	}
	return append(out, '\n')
}
