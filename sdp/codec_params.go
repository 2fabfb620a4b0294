package sdp

import "strconv"

// A ParamError is a format parameter with a value that its specification doesn't
// allow. The value that comes with it is usable: this parameter counts as absent.
type ParamError struct {
	Name  string // "profile-level-id"
	Value string // as written
	Want  string // what it has to be, and the clause that says so
}

func (e *ParamError) Error() string {
	return "format parameter " + e.Name + ": " + quote(e.Value) + " is not " + e.Want
}

// A paramReader takes typed values out of format parameters. Of a parameter that
// stands there twice the first counts, as for FMTP.Get; the first problem is kept.
type paramReader struct {
	f   FMTP
	err *ParamError
}

func (r *paramReader) fail(name, value, want string) {
	if r.err == nil {
		r.err = &ParamError{name, value, want}
	}
}

// done returns the first problem, as an error that is nil when there is none.
func (r *paramReader) done() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// number reads a decimal number; it returns missing and false for one that is
// absent or out of range.
func (r *paramReader) number(name string, least, most, missing uint64) (n uint64, ok bool) {
	v, ok := r.f.Get(name)
	if !ok {
		return missing, false
	}
	if n, ok = number(v, most); !ok || n < least {
		r.fail(name, v, "a number from "+strconv.FormatUint(least, 10)+" to "+strconv.FormatUint(most, 10))
		return missing, false
	}
	return n, true
}

// count reads a number of 32 bits that is 0 when absent.
func (r *paramReader) count(name string) uint32 {
	n, _ := r.number(name, 0, 1<<32-1, 0)
	return uint32(n)
}

// flag reads a parameter that is 0 or 1, and 0 when absent.
func (r *paramReader) flag(name string) bool {
	n, _ := r.number(name, 0, 1, 0)
	return n == 1
}

// text returns a parameter's value, "" when absent.
func (r *paramReader) text(name string) string {
	v, _ := r.f.Get(name)
	return v
}

// hex reads exactly so many hexadecimal digits.
func (r *paramReader) hex(name string, digits int, want string) (n uint64, ok bool) {
	v, ok := r.f.Get(name)
	if !ok {
		return 0, false
	}
	if n, ok = hexNumber(v, digits); !ok {
		r.fail(name, v, want)
	}
	return n, ok
}

// hexNumber reads a base16 number of exactly so many digits, at most 16.
func hexNumber(s string, digits int) (n uint64, ok bool) {
	if len(s) != digits {
		return 0, false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		n = n<<4 | uint64(c)
	}
	return n, true
}

// bare returns the first parameter when it has no name, such as the "0-15" of
// telephone-event; ok is false when there is none.
func (r *paramReader) bare() (value string, ok bool) {
	for name, value := range r.f.All() {
		return name, value == ""
	}
	return "", false
}
