package munge

import (
	"net/netip"
	"slices"
	"strings"
)

// A Secret is a class of what Redact replaces.
type Secret string

// The classes of secrets.
const (
	Addresses    Secret = "addresses"    // IP addresses, and the foundations that libwebrtc computes from them
	Ports        Secret = "ports"        // those above 1023; 9 and 0 have a meaning
	Names        Secret = "names"        // host names, mDNS names, the hosts of URIs
	Credentials  Secret = "credentials"  // ICE user name fragments and passwords
	Fingerprints Secret = "fingerprints" // of certificates; tls-id, identity
	Keys         Secret = "keys"         // of a=crypto, a=key-mgmt and k=; the queries of URIs
	CNames       Secret = "cname"        // of sources
	MSIDs        Secret = "msid"         // streams and tracks
	Users        Secret = "users"        // the user name of o=, e=, p=
	Texts        Secret = "texts"        // s=, i=, u=
)

// Secrets lists the classes.
func Secrets() []Secret {
	return []Secret{Addresses, Ports, Names, Credentials, Fingerprints, Keys, CNames, MSIDs, Users, Texts}
}

type redact struct {
	Key  string   `json:"key"`
	What []Secret `json:"what,omitempty"`
}

// Redact replaces secrets of these classes, or of all, in the whole description. What
// stands for what depends on the key and nothing else: whatever is equal stays equal,
// in every description that is redacted under the same key, so that both sides of an
// exchange still fit together. Addresses stay of their family, private ones private;
// ufrags, passwords, fingerprints, keys and names keep length and alphabet.
//
// In attributes of no known form it looks for IP addresses, names of mDNS, and the user,
// host and query of URIs, but not in a=extmap, whose URIs are names. The path of a URI
// stays. A line that is none, and an a= line whose name no name may be, can't be
// written anew; if there is an address in it, the redaction is refused.
//
// Report.Mapping is what Restore takes to undo it; where one address, port or name was
// written in several ways, it gets the first of them back. Whoever knows the key can find out
// whether a guess is right, an IPv4 address for instance; treat it as a password.
func Redact(key string, what ...Secret) Edit { return Edit{op: &redact{key, what}} }

func (*redact) kind() string { return "redact" }

func (o *redact) check() error {
	if o.Key == "" {
		return fail(ErrArgument, "there is no key")
	}
	for _, s := range o.What {
		if !slices.Contains(Secrets(), s) {
			return fail(ErrArgument, "%q is no class of secrets", s)
		}
	}
	return nil
}

func (o *redact) apply(p *pass) error {
	r := &replacer{o: o}
	r.sub.init(o.Key)
	if err := p.redactAll(r.swap); err != nil {
		return err
	}
	if r.clash != nil {
		return r.clash
	}
	if m := r.mapping(); p.report.Mapping == nil {
		p.report.Mapping = m
	} else {
		p.report.Mapping = append(p.report.Mapping, m...)
	}
	return nil
}

// A replacer finds what stands for a secret, each once.
type replacer struct {
	o     *redact
	sub   substitute
	known []Replacement  // the secrets so far, each once, those too that stay as they are
	again []int          // indexes in known of what is one before it in another spelling
	to    map[secret]int // index in known of a secret; nil while there are few
	from  map[secret]int // and of the first that has a replacement
	clash *Error         // two secrets that would become one
}

type secret struct {
	class Secret
	value string
}

// fewSecrets is how many are found sooner by looking at each.
const fewSecrets = 16

func (r *replacer) swap(class Secret, value string) string {
	if len(r.o.What) > 0 && !slices.Contains(r.o.What, class) {
		return value
	}
	if i := r.was(class, value); i >= 0 {
		return r.known[i].Replacement
	}
	s := r.sub.replace(class, value)
	i := r.became(class, s)
	if i >= 0 && !spelled(class, r.known[i].Original, value) && r.clash == nil {
		r.clash = fail(ErrCollision, "%s: two of them, of %d and %d bytes, would become one; take another key", class, len(r.known[i].Original), len(value))
	}
	r.learn(Replacement{class, value, s}, i >= 0)
	return s
}

// was is the index of a known secret by what it is, -1 without one.
func (r *replacer) was(class Secret, value string) int {
	if r.to != nil {
		return at(r.to, secret{class, value})
	}
	for i := range r.known {
		if x := &r.known[i]; x.Original == value && x.Class == class {
			return i
		}
	}
	return -1
}

// became is the index of the first known secret by what stands for it, -1 without one.
func (r *replacer) became(class Secret, value string) int {
	if r.from != nil {
		return at(r.from, secret{class, value})
	}
	for i := range r.known {
		if x := &r.known[i]; x.Replacement == value && x.Class == class {
			return i
		}
	}
	return -1
}

func at(index map[secret]int, s secret) int {
	if i, ok := index[s]; ok {
		return i
	}
	return -1
}

// learn adds a secret to those that are known.
func (r *replacer) learn(x Replacement, again bool) {
	if r.known == nil {
		r.known = make([]Replacement, 0, fewSecrets)
	}
	if again {
		r.again = append(r.again, len(r.known))
	}
	r.known = append(r.known, x)
	from := len(r.known) - 1
	switch {
	case len(r.known) <= fewSecrets:
		return
	case r.to == nil:
		r.to, r.from = map[secret]int{}, map[secret]int{}
		from = 0
	}
	for i := from; i < len(r.known); i++ {
		x := &r.known[i]
		r.to[secret{x.Class, x.Original}] = i
		if _, ok := r.from[secret{x.Class, x.Replacement}]; !ok {
			r.from[secret{x.Class, x.Replacement}] = i
		}
	}
}

// mapping is what was replaced. It is written over what is known, which nobody needs any more.
func (r *replacer) mapping() Mapping {
	m := r.known[:0]
	for i, x := range r.known {
		if len(r.again) > 0 && r.again[0] == i {
			r.again = r.again[1:]
		} else if x.Original != x.Replacement {
			m = append(m, x)
		}
	}
	return m
}

// spelled says that two values are one, written in two ways.
func spelled(class Secret, a, b string) bool {
	switch class {
	case Names:
		return strings.EqualFold(a, b)
	case Ports:
		return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
	}
	x, err := netip.ParseAddr(a)
	y, err2 := netip.ParseAddr(b)
	return class == Addresses && err == nil && err2 == nil && x == y
}

// replace is what stands for a value.
func (u *substitute) replace(class Secret, value string) string {
	switch class {
	case Addresses:
		if ip, err := netip.ParseAddr(value); err == nil {
			return u.ip(ip).String()
		}
	case Ports:
		return u.port(value)
	case Names:
		return u.host(value)
	}
	return u.shape(class, value)
}
