package sdp

import (
	"slices"
	"strconv"
	"strings"
)

// This file has the shapes that values of several attributes share.

// textValue parses an attribute whose value is any text.
func textValue(value string, hasValue bool) (string, error) {
	if !hasValue || value == "" {
		return "", errNoValue
	}
	return value, nil
}

// wordValue parses an attribute whose value is one non-ws-string. White space at the
// end is not part of it.
func wordValue(value string, hasValue bool, what string) (string, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	if i := span(value, clsVisible); i < len(value) {
		return "", attrError(i, what+" "+quote(value)+" holds white space or a control byte")
	}
	return value, nil
}

// decimal parses a value that is RFC 8866's non-zero-int-or-real, and keeps its
// text. Zeros at the end of the fraction, which the grammar refuses and baresip
// and GStreamer write ("25.00"), are let through.
func decimal(value string, hasValue bool, what string) (string, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	whole, fraction, point := strings.Cut(value, ".")
	if !is(whole, clsDigit) || point && !is(fraction, clsDigit) || len(whole) > 1 && whole[0] == '0' || strings.Trim(value, "0.") == "" {
		return "", attrError(0, what+" "+quote(value)+" is not a decimal number above 0")
	}
	return value, nil
}

// integer parses a value that is one number.
func integer(value string, hasValue bool, what string, limit uint64) (uint64, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return 0, errNoValue
	}
	n, ok := number(value, limit)
	if !ok {
		return 0, attrError(0, what+" "+quote(value)+" is not a number from 0 to "+strconv.FormatUint(limit, 10))
	}
	return n, nil
}

// tidy puts single spaces between words, for == to mean equal.
func tidy(s string) string { return strings.Join(slices.Collect(words(s)), " ") }

// sameNames compares lists of names without regard to case, order and repetition.
func sameNames(a, b []string) bool {
	for _, list := range []*[]string{&a, &b} {
		for i, s := range *list {
			(*list)[i] = strings.ToLower(s)
		}
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return slices.Equal(a, b)
}

// printable says that s has only visible ASCII.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// cutFold is strings.CutPrefix without regard to case.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// canonical is that of names which s is without regard to case, or else s.
func canonical(s string, names ...string) string {
	for _, name := range names {
		if strings.EqualFold(s, name) {
			return name
		}
	}
	return s
}

// eui says that s is n hexadecimal bytes with "-" between them.
func eui(s string, n int) bool {
	if len(s) != 3*n-1 {
		return false
	}
	for i := range len(s) {
		if i%3 == 2 && s[i] != '-' || i%3 != 2 && strings.IndexByte("0123456789abcdefABCDEF", s[i]) < 0 {
			return false
		}
	}
	return true
}

// badBase64 is the offset at which s departs from base64 (RFC 8866 §9) that is not
// empty, or -1.
func badBase64(s string) int {
	i := 0
	for i < len(s) && (letter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] == '+' || s[i] == '/') {
		i++
	}
	n := i
	for i < len(s) && i < n+2 && s[i] == '=' {
		i++
	}
	if n > 0 && i == len(s) && i%4 == 0 {
		return -1
	}
	return i
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
