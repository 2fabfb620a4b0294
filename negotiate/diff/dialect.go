package diff

import (
	"fmt"
	"strconv"

	"github.com/sdpkit/sdpkit/negotiate"
)

// A Dialect says which family of specifications binds the descriptions.
type Dialect uint8

const (
	AutoDialect Dialect = iota // JSEP where there are ICE and DTLS, else RFC3264
	JSEP                       // WebRTC: RFC 9429 on top of RFC 3264
	RFC3264                    // offer and answer alone, as in SIP
)

var dialectNames = [...]string{"auto", "jsep", "rfc3264"}

// String returns "auto", "jsep" or "rfc3264".
func (d Dialect) String() string {
	if int(d) < len(dialectNames) {
		return dialectNames[d]
	}
	return "Dialect(" + strconv.Itoa(int(d)) + ")"
}

// MarshalText returns the dialect's name.
func (d Dialect) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText accepts what MarshalText writes.
func (d *Dialect) UnmarshalText(text []byte) error {
	for i, name := range dialectNames {
		if name == string(text) {
			*d = Dialect(i)
			return nil
		}
	}
	return fmt.Errorf("diff: no dialect is called %q", text)
}

// mode is the same in the words of package negotiate.
func (d Dialect) mode() negotiate.Mode {
	if d == JSEP {
		return negotiate.WebRTC
	}
	return negotiate.SIP
}

// In fixes the dialect instead of finding it.
func In(d Dialect) Option { return func(c *comparison) { c.dialect = d } }

// findDialect looks for ICE and DTLS in either text: a first description that is
// compared with an empty one has only one.
func (c *comparison) findDialect() Dialect {
	for _, d := range []*doc{c.new, c.old} {
		ice, dtls := false, false
		for i := range d.media {
			s := &d.media[i]
			ice = ice || s.value("ice-ufrag") != ""
			dtls = dtls || s.value("fingerprint") != ""
		}
		if ice && dtls {
			return JSEP
		}
	}
	return RFC3264
}
