package munge

import (
	"net/netip"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file knows where in the lines the secrets stand; redact_form.go knows it of attributes.

// redactAll goes over all lines, rejected sections too.
func (p *pass) redactAll(swap func(Secret, string) string) error {
	r := &redactor{swap: swap}
	r.texts.Grow(usualLines * usualLine)
	if err := p.redactSection(r, p.d.Session()); err != nil {
		return err
	}
	for _, m := range p.d.AllMedia() {
		if err := p.redactSection(r, m); err != nil {
			return err
		}
	}
	return nil
}

// redactSection goes over the lines of a section. Most are attributes in which there is nothing
// to be found, and those of a known form need not be asked for their names again.
func (p *pass) redactSection(r *redactor, s sdp.Section) error {
	for l := range s.Lines() {
		name, value, hasValue, isAttr := l.Attr()
		swap := formOf(name)
		if isAttr && swap == nil && hidesNothing(name, value) {
			continue
		}
		typ, text, from := l.Type(), l.Text(), r.texts.Len()
		changed := false
		if typ == 'a' && swap != nil && hasValue { // what was not read may start with "a=", and has no type
			changed = swap(r, text, len("a="), len(text)-len(value))
		} else {
			changed = r.line(typ, text)
		}
		if !changed {
			continue
		}
		if err := p.put(l, text, r.texts.String()[from:]); err != nil {
			return err
		}
	}
	return nil
}

// A redactor knows where in a line the secrets stand.
type redactor struct {
	swap  func(Secret, string) string
	texts strings.Builder // what lines with secrets become, one behind the other: one allocation for all
}

// There is room at first for so many lines with secrets, and so many bytes of each.
const usualLines, usualLine = 16, 64

// line swaps the secrets in a line of a type, and says whether it has become another. If so,
// the whole of it stands at the end of the texts; else nothing was added to them. So do all
// methods that it returns the results of.
func (r *redactor) line(typ byte, text string) bool {
	switch typ {
	case 'o':
		return r.each(text, 2, func(i int, s string) string {
			switch i {
			case 0:
				return r.user(s)
			case 5:
				return r.address(s)
			}
			return s
		})
	case 'c':
		return r.word(text, 2, 2, r.address)
	case 'm':
		return r.word(text, 2, 1, func(s string) string {
			port, count, has := strings.Cut(s, "/")
			if has {
				count = "/" + count
			}
			return r.swap(Ports, port) + count
		})
	case 'e', 'p':
		return r.rest(text, 2, Users)
	case 'k':
		if colon := strings.IndexByte(text, ':'); colon >= 0 {
			return r.rest(text, colon+1, Keys)
		}
	case 's', 'i':
		if strings.Trim(text[2:], " -") != "" {
			return r.rest(text, 2, Texts)
		}
	case 'u':
		if len(text) > 2 {
			return r.rest(text, 2, Texts)
		}
	case 'a':
		return r.attribute(text, len("a="))
	case 'v', 't', 'r', 'z', 'b': // numbers
	default: // of a type that is not known, or no line at all
		return r.unknown(text, 0)
	}
	return false
}

// write puts something else in the place of a piece of a line.
func (r *redactor) write(text string, at span, by string) bool {
	if by == at.of(text) {
		return false
	}
	r.texts.WriteString(text[:at.at])
	r.texts.WriteString(by)
	r.texts.WriteString(text[at.end:])
	return true
}

// rest swaps what stands behind an offset, all of it.
func (r *redactor) rest(text string, from int, class Secret) bool {
	return r.write(text, span{from, len(text)}, r.swap(class, text[from:]))
}

// unknown swaps what is found behind an offset in text of no known form.
func (r *redactor) unknown(text string, from int) bool {
	return r.write(text, span{from, len(text)}, r.free(text[from:]))
}

// word swaps the nth word behind an offset.
func (r *redactor) word(text string, from, n int, by func(string) string) bool {
	w, ok := word(text, from, n)
	return ok && r.write(text, w, by(w.of(text)))
}

// each swaps words behind an offset by their numbers.
func (r *redactor) each(text string, from int, by func(int, string) string) bool {
	done, i := 0, 0
	for w := range words(text, from) {
		old := w.of(text)
		if s := by(i, old); s != old {
			r.texts.WriteString(text[done:w.at])
			r.texts.WriteString(s)
			done = w.end
		}
		i++
	}
	if done == 0 {
		return false
	}
	r.texts.WriteString(text[done:])
	return true
}

func (r *redactor) user(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(Users, s)
}

// address swaps an IP address or a host name, with brackets, TTL and count left alone.
func (r *redactor) address(s string) string {
	head, rest, slash := strings.Cut(s, "/")
	if slash {
		rest = "/" + rest
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(head, "["), "]")
	if inner == "" || inner == "*" {
		return s
	}
	class := Names
	if ip, err := netip.ParseAddr(inner); err == nil {
		if class = Addresses; ip.IsUnspecified() || ip.IsLoopback() {
			return s
		}
	}
	return strings.Replace(head, inner, r.swap(class, inner), 1) + rest
}

func (r *redactor) port(s string) string { return r.swap(Ports, s) }
