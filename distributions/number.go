package distributions

import (
	"math"
	"strconv"
	"strings"
)

// formatNumber writes x in the shortest form that reads back as x, with an exponent only where it is very large or small.
func formatNumber(x float64) string {
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(x, 'e', -1, 64)
	}
	return strconv.FormatFloat(x+0, 'f', -1, 64) // + 0 turns −0 into 0
}

// powers of ten that a number's suffix stands for.
var powers = map[byte]int{'%': -2, 'k': 3, 'M': 6}

// A misspelling says what is wrong with a number and, where it can be told, what was meant.
type misspelling struct{ message, mended string }

// parseNumber reads one unsigned number: digits with optional _ or well-formed thousands commas, a point, an
// exponent, a leading $ and one of the suffixes %, k, M. A suffix moves the decimal point, so that 3.5% is
// exactly the float64 nearest to 0.035.
func parseNumber(text string) (float64, *misspelling) {
	x, wrong := readNumber(text)
	if wrong == noNumber {
		wrong = misspelled(text)
	}
	return x, wrong
}

// noNumber is what readNumber finds where there is more to say than it knows: misspelled says it.
var noNumber = &misspelling{}

// readNumber is parseNumber without the words for what is no number at all.
func readNumber(text string) (float64, *misspelling) {
	body := strings.TrimPrefix(text, "$")
	power := 0
	if body != "" {
		if p, ok := powers[body[len(body)-1]]; ok {
			power, body = p, body[:len(body)-1]
		}
	}
	mantissa, exponent := body, ""
	if e := strings.IndexAny(body, "eE"); e >= 0 {
		mantissa, exponent = body[:e], body[e+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits, wrong := joinGroups(whole)
	switch {
	case wrong != nil:
		if wrong.mended != "" {
			wrong.mended += text[strings.IndexByte(text, ',')+len(whole)-strings.IndexByte(whole, ','):]
			if text[0] == '$' {
				wrong.mended = "$" + wrong.mended
			}
		}
		return 0, wrong
	case !allDigits(digits) || !allDigits(fraction) || digits+fraction == "",
		strings.HasSuffix(mantissa, ".") && fraction == "",
		strings.ContainsAny(body, "eE") && !allDigits(strings.TrimLeft(exponent, "+-")),
		strings.ContainsAny(body, "eE") && (len(exponent) > 6 || strings.TrimLeft(exponent, "+-") == "" || strings.LastIndexAny(exponent, "+-") > 0):
		return 0, noNumber
	}
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil {
			return 0, noNumber
		}
		power += e
	}
	x, err := strconv.ParseFloat(digits+"."+fraction+"e"+strconv.Itoa(power), 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, &misspelling{message: "a number this large cannot be held"}
	}
	if x == 0 && strings.Trim(digits+fraction, "0") != "" {
		return 0, &misspelling{"a number this small cannot be held", "0"}
	}
	return x, nil
}

// joinGroups takes the separators out of the whole part of a number.
func joinGroups(whole string) (string, *misspelling) {
	if strings.ContainsRune(whole, ',') {
		groups := strings.Split(whole, ",")
		ok := len(groups[0]) >= 1 && len(groups[0]) <= 3 && groups[0] != "0"
		for _, g := range groups[1:] {
			ok = ok && len(g) == 3
		}
		for _, g := range groups {
			ok = ok && allDigits(g)
		}
		if ok {
			return strings.Join(groups, ""), nil
		}
		if len(groups) == 2 && groups[0] != "" && allDigits(groups[0]) && allDigits(groups[1]) {
			return "", &misspelling{"a comma is no decimal point", groups[0] + "." + groups[1]}
		}
		return "", &misspelling{message: "thousands are grouped by three digits, as in 1,200"}
	}
	if strings.ContainsRune(whole, '_') {
		for _, g := range strings.Split(whole, "_") {
			if g == "" || !allDigits(g) {
				return "", &misspelling{message: "an underscore stands between digits, as in 1_200"}
			}
		}
		return strings.ReplaceAll(whole, "_", ""), nil
	}
	return whole, nil
}

// exchangedSigns reads the signs of numbers as half of the world writes them: 1.200,50.
var exchangedSigns = strings.NewReplacer(".", ",", ",", ".")

// lettersAsDigits reads the letters that look like digits.
var lettersAsDigits = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1")

// misspelled explains a word that begins like a number and is none.
func misspelled(text string) *misspelling {
	lower := strings.ToLower(text)
	stem := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	mended := func(text string) string {
		if _, wrong := readNumber(text); wrong != nil {
			return ""
		}
		return text
	}
	switch suffix := text[len(stem):]; {
	case strings.HasPrefix(lower, "0x"):
		return &misspelling{message: "hexadecimal numbers are not read"}
	case stem == "" || stem == "$":
	case suffix == "m" || suffix == "MM" || suffix == "mm" || suffix == "mio" || suffix == "mn":
		return &misspelling{"a million is written M", mended(stem + "M")}
	case suffix == "K":
		return &misspelling{"a thousand is written k", mended(stem + "k")}
	case suffix == "B" || suffix == "bn" || suffix == "b":
		return &misspelling{"a billion is written 1000M", mended(stem + "e9")}
	case strings.EqualFold(suffix, "usd"):
		return &misspelling{ownUnit, mended(stem)}
	case strings.LastIndexByte(text, '$') > 0:
		return &misspelling{dollarFirst, mended("$" + strings.ReplaceAll(text, "$", ""))}
	case strings.HasSuffix(text, "%%"):
		return &misspelling{"one percent sign is enough", mended(strings.TrimRight(text, "%") + "%")}
	case strings.HasSuffix(text, "."):
		return &misspelling{"digits stand behind a point", mended(text + "0")}
	}
	if low, high, ok := strings.Cut(text, ".."); ok {
		if high = strings.TrimPrefix(high, "."); mended(low) != "" && mended(high) != "" && high[0] != '.' {
			return &misspelling{"a range is written with to", low + " to " + high}
		}
	}
	if point := strings.IndexByte(text, '.'); point > 0 && strings.ContainsAny(text[point+1:], ".,") {
		if exchanged := mended(exchangedSigns.Replace(text)); exchanged != "" {
			return &misspelling{"a comma groups thousands, a point stands before decimals", strings.ReplaceAll(exchanged, ",", "")}
		}
	}
	if low, high, ok := strings.Cut(lower, "to"); ok && mended(low) != "" && mended(high) != "" {
		return &misspelling{"a range is written with spaces around to", low + " to " + high}
	}
	if slip := mended(lettersAsDigits.Replace(text)); slip != "" {
		return &misspelling{"a letter stands in the place of a digit", slip}
	}
	if len(text)-len(stem) > 1 && mended(stem) != "" { // a single letter may be a slip of the finger
		return &misspelling{message: ownUnit}
	}
	return &misspelling{message: "this is not a number"}
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
