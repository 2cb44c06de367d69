package report

import (
	"bytes"
	"encoding/json"
	"math"
)

// An object is a JSON object whose keys keep their order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), value...)
	}
	return append(b, '}'), nil
}

// A figure is a number that is null where it is undefined or infinite, which JSON can not say.
type figure float64

// MarshalJSON implements json.Marshaler.
func (f figure) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f) + 0) // + 0 makes -0 a 0
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
	var out bytes.Buffer
	newLine := func(depth int) {
		out.WriteByte('\n')
		for range depth {
			out.WriteByte(' ')
		}
	}
	depth, quoted := 0, false
	for i := 0; i < len(compact); i++ {
		c := compact[i]
		switch {
		case quoted:
			out.WriteByte(c)
			if c == '\\' {
				i++
				out.WriteByte(compact[i])
			} else if c == '"' {
				quoted = false
			}
			continue
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			out.WriteByte(c)
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
			out.WriteByte(c)
			newLine(depth)
			continue
		case c == ':':
			out.WriteString(": ")
			continue
		case c == ',':
			out.WriteString(", ")
			continue
		}
		out.WriteByte(c)
	}
	out.WriteByte('\n')
	return out.Bytes()
}
