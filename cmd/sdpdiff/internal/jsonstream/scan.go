package jsonstream

import "strings"

// value takes a value of any kind, RFC 8259 §3.
func (r *Reader) value() error {
	c, err := r.peek()
	if err != nil {
		return r.missing(err, "a value")
	}
	switch {
	case c == '"':
		return r.str()
	case c == '{' || c == '[':
		return r.composite(c)
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	case c == 't':
		return r.literal("true")
	case c == 'f':
		return r.literal("false")
	case c == 'n':
		return r.literal("null")
	}
	return r.fault("no JSON value begins with %q", rune(c))
}

// composite takes an object or an array. The depth is limited, and so is the recursion.
func (r *Reader) composite(open byte) error {
	if err := r.deeper(); err != nil {
		return err
	}
	for i := 0; ; i++ {
		done, err := r.separator(open+2, i) // '}' is '{'+2, and ']' is '['+2
		if err != nil {
			return err
		}
		if done {
			r.depth--
			return nil
		}
		if open == '{' {
			if err := r.skipName(); err != nil {
				return err
			}
		}
		if err := r.value(); err != nil {
			return err
		}
	}
}

// atName says that the name of a member starts here.
func (r *Reader) atName() error {
	c, err := r.peek()
	if err != nil {
		return r.missing(err, "the name of a member")
	}
	if c != '"' {
		return r.fault("the name of a member must stand here, in \"\"")
	}
	return nil
}

func (r *Reader) skipName() error {
	if err := r.atName(); err != nil {
		return err
	}
	if err := r.str(); err != nil {
		return err
	}
	switch c, err := r.peek(); {
	case err != nil:
		return r.missing(err, "':'")
	case c != ':':
		return r.fault("':' must stand here")
	}
	r.advance(1)
	return nil
}

// special are the bytes that end a run of plain ones in a string.
var special = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// str takes a string, RFC 8259 §7.
func (r *Reader) str() error {
	if err := r.need(1); err != nil {
		return r.missing(err, "a string")
	}
	r.advance(1)
	for {
		if err := r.need(1); err != nil {
			return r.missing(err, "the '\"' that ends a string")
		}
		rest := r.buf[r.pos:]
		i := 0
		for i < len(rest) && !special[rest[i]] {
			i++
		}
		if err := r.take(i); err != nil {
			return err
		}
		if i == len(rest) {
			continue
		}
		switch c := r.buf[r.pos]; c {
		case '"':
			return r.take(1)
		case '\\':
			if err := r.escape(); err != nil {
				return err
			}
		default:
			return r.fault("control character %U inside a string: escape it", rune(c))
		}
	}
}

func (r *Reader) escape() error {
	if err := r.need(2); err != nil {
		return r.missing(err, "the rest of an escape")
	}
	c := r.buf[r.pos+1]
	if c != 'u' {
		if strings.IndexByte(`"\/bfnrt`, c) < 0 {
			return r.fault("no escape begins with \\%c", printable(c))
		}
		return r.take(2)
	}
	if err := r.need(6); err != nil {
		return r.missing(err, "four hexadecimal digits")
	}
	for _, c := range r.buf[r.pos+2 : r.pos+6] {
		if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return r.fault("four hexadecimal digits must follow \\u")
		}
	}
	return r.take(6)
}

func printable(c byte) rune {
	if c < ' ' || c > '~' {
		return '?'
	}
	return rune(c)
}

// number takes a number, RFC 8259 §6.
func (r *Reader) number() error {
	if _, err := r.one("-"); err != nil {
		return err
	}
	if zero, err := r.one("0"); err != nil {
		return err
	} else if !zero {
		if err := r.digits(); err != nil {
			return err
		}
	}
	if point, err := r.one("."); err != nil {
		return err
	} else if point {
		if err := r.digits(); err != nil {
			return err
		}
	}
	if exponent, err := r.one("eE"); err != nil || !exponent {
		return err
	}
	if _, err := r.one("+-"); err != nil {
		return err
	}
	return r.digits()
}

// one takes the next byte if it is one of these.
func (r *Reader) one(of string) (bool, error) {
	if r.need(1) != nil || strings.IndexByte(of, r.buf[r.pos]) < 0 {
		return false, nil // where the text ends, what follows the number says so
	}
	return true, r.take(1)
}

func (r *Reader) digits() error {
	for n := 0; ; {
		i := 0
		if r.need(1) == nil {
			rest := r.buf[r.pos:]
			for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
				i++
			}
			if err := r.take(i); err != nil {
				return err
			}
			n += i
		}
		switch {
		case n == 0:
			return r.fault("a digit must stand here")
		case i == 0 || r.pos < len(r.buf):
			return nil
		}
	}
}

func (r *Reader) literal(word string) error {
	err := r.need(len(word))
	have := string(r.buf[r.pos:min(r.pos+len(word), len(r.buf))])
	switch {
	case have == word:
		return r.take(len(word))
	case err != nil && strings.HasPrefix(word, have):
		return r.missing(err, word)
	}
	return r.fault("%q must stand here", word)
}
