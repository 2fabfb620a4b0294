package munge

import "github.com/sdpkit/sdpkit/sdp"

// This file has the edits of what secures the media: a=crypto (RFC 4568), and DTLS.

type stripSDES struct{}

// StripSDES removes a=crypto, and with it the keys that everybody on the signalling path
// could read. A section whose protocol has SRTP keyed by nothing else is refused: change
// the protocol first.
func StripSDES() Edit { return Edit{op: &stripSDES{}} }

func (*stripSDES) kind() string { return "strip-sdes" }
func (*stripSDES) check() error { return nil }

func (*stripSDES) apply(p *pass) error {
	for m := range p.live() {
		if !has[sdp.Crypto](m) {
			continue
		}
		prof := profileOf(m.Proto())
		if _, dtls, _ := lookup[sdp.Fingerprint](p, m); prof.secure && !dtls && !has[sdp.KeyMgmt](m) && !knows[sdp.KeyMgmt](p, p.d.Session()) {
			return fail(ErrIllegal, "%s would be left without keys", m.Proto()).in(m).by("RFC 4568 §1")
		}
		if err := dropAll[sdp.Crypto](p, m); err != nil {
			return err
		}
	}
	return nil
}

type addCrypto struct {
	Crypto string `json:"crypto"`
}

// AddCrypto adds an a=crypto with the next free tag, given as "<crypto-suite> <key-params>
// <session-param> …" (RFC 4568 §9.1). One with that suite and key is left as it is.
func AddCrypto(crypto string) Edit { return Edit{op: &addCrypto{crypto}} }

func (*addCrypto) kind() string { return "add-crypto" }

func (o *addCrypto) check() error {
	if _, err := o.value(1); err != nil {
		return fail(ErrArgument, "it is not <crypto-suite> <key-params>: %v", err)
	}
	return nil
}

func (o *addCrypto) value(tag uint32) (sdp.Crypto, error) {
	c, err := sdp.Crypto{}.ParseAttribute("crypto", "1 "+o.Crypto, true)
	if err == nil {
		c.Tag = tag
		_, err = render(c)
	}
	return c, err
}

func (o *addCrypto) apply(p *pass) error {
	for m := range p.rtp() {
		tag, have := uint32(1), false
		want, err := o.value(tag)
		if err != nil {
			return err
		}
		for c, err := range sdp.All[sdp.Crypto](m) {
			if err == nil {
				tag = max(tag, c.Tag+1)
				want.Tag = c.Tag
				have = have || c.Equal(want)
			}
		}
		if have {
			continue
		}
		if want, err = o.value(tag); err != nil {
			return fail(ErrCollision, "no tag is free: %v", err).in(m)
		}
		if err := addBehind(p, m, want); err != nil {
			return err
		}
	}
	return nil
}

type stripDTLS struct{}

// StripDTLS removes what sets a DTLS association up: a=fingerprint, a=setup, a=tls-id,
// a=connection, in the whole BUNDLE group. A section whose protocol needs DTLS is
// refused: change the protocol first, with SetProto.
func StripDTLS() Edit { return Edit{op: &stripDTLS{}} }

func (*stripDTLS) kind() string { return "strip-dtls" }
func (*stripDTLS) check() error { return nil }

func (*stripDTLS) apply(p *pass) error {
	list := p.wide()
	for _, m := range list {
		if isDTLS(m.Proto()) {
			return fail(ErrIllegal, "%s needs DTLS", m.Proto()).in(m).by("RFC 8842 §5.2")
		}
	}
	if p.everything() {
		list = append(list, p.d.Session())
	}
	for _, s := range list {
		if err := p.stripDTLS(s); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) stripDTLS(s sdp.Section) error {
	for l := range s.LinesOf('a') {
		switch name, _, _, _ := l.Attr(); name {
		case "fingerprint", "setup", "tls-id", "connection", "identity", "dtls-message":
			if err := p.remove(l); err != nil {
				return err
			}
		}
	}
	return nil
}
