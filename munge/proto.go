package munge

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of the protocol in m=.

// A profile is what the name of an RTP protocol says.
type profile struct{ dtls, secure, feedback bool }

// profileOf takes "UDP/TLS/RTP/SAVPF" apart.
func profileOf(proto string) (f profile) {
	if !isRTP(proto) {
		return f
	}
	_, name, _ := strings.Cut(proto, "RTP/")
	return profile{isDTLS(proto), strings.HasPrefix(name, "SAVP"), strings.HasSuffix(name, "F")}
}

type setProto struct {
	Proto string `json:"proto"`
}

// protos are the profiles of RTP that SetProto writes.
var protos = []string{"RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"}

// SetProto changes the profile of RTP sections, with what that implies: without
// feedback (no F) a=rtcp-fb and a=rtcp-rsize go (RFC 4585 §4.2, RFC 5506 §5); without
// DTLS a=fingerprint, a=setup and a=tls-id; without SRTP a=crypto too. What the new
// profile needs must be there: keys for RTP/SAVP (see AddCrypto), a fingerprint for
// UDP/TLS/RTP/SAVP. A BUNDLE group has one protocol (RFC 9143 §9.1), so the edit is done
// to all of its RTP sections.
func SetProto(proto string) Edit { return Edit{op: &setProto{proto}} }

func (*setProto) kind() string { return "set-proto" }

func (o *setProto) check() error {
	for _, p := range protos {
		if p == o.Proto {
			return nil
		}
	}
	return fail(ErrArgument, "%q is not one of %s", o.Proto, strings.Join(protos, ", "))
}

func (o *setProto) apply(p *pass) error {
	want := profileOf(o.Proto)
	changed := false
	for _, m := range p.wide() {
		if !isRTP(m.Proto()) || m.Proto() == o.Proto {
			continue
		}
		changed = true
		_, print, _ := lookup[sdp.Fingerprint](p, m)
		keys := has[sdp.Crypto](m) || knows[sdp.Crypto](p, p.tagOf(m)) || has[sdp.KeyMgmt](m) || knows[sdp.KeyMgmt](p, p.d.Session())
		switch {
		case want.dtls && !print:
			return fail(ErrIllegal, "there is no a=fingerprint for %s", o.Proto).in(m).by("RFC 8842 §5.2")
		case want.dtls && !p.hasSetup(m):
			return fail(ErrIllegal, "there is no a=setup for %s", o.Proto).in(m).by("RFC 8842 §5.2")
		case want.secure && !want.dtls && !keys:
			return fail(ErrIllegal, "there is no a=crypto for %s", o.Proto).in(m).by("RFC 4568 §1")
		}
		if err := p.setProto(m, o.Proto); err != nil {
			return err
		}
		if err := p.suit(m, want); err != nil {
			return err
		}
	}
	if changed && !want.dtls && p.everything() && !p.needsDTLS() {
		return p.stripDTLS(p.d.Session())
	}
	return nil
}

// hasSetup says that a=setup holds for a section.
func (p *pass) hasSetup(m sdp.Section) bool {
	_, ok, _ := lookup[sdp.Setup](p, m)
	return ok
}

// needsDTLS says that a section is left that has DTLS below it.
func (p *pass) needsDTLS() bool {
	for _, m := range p.d.AllMedia() {
		if p.alive(m) && isDTLS(m.Proto()) {
			return true
		}
	}
	return false
}

// setProto writes the protocol into m= and leaves the rest of the line alone.
func (p *pass) setProto(m sdp.Section, proto string) error {
	for l := range m.LinesOf('m') {
		if w, ok := word(l.Text(), len("m="), 2); ok {
			return p.replace(l, w.put(l.Text(), proto))
		}
	}
	return nil
}

// suit removes what a profile has no use for. What a data channel of the same BUNDLE
// group still needs stays.
func (p *pass) suit(m sdp.Section, want profile) error {
	dtls := want.dtls
	if !dtls && p.tagOf(m) == m {
		for _, o := range p.groupOf(m) {
			dtls = dtls || o != m && isDTLS(o.Proto()) && !isRTP(o.Proto())
		}
	}
	if !dtls {
		if err := p.stripDTLS(m); err != nil {
			return err
		}
	}
	if !want.secure {
		if err := dropAll[sdp.Crypto](p, m); err != nil {
			return err
		}
	}
	if want.feedback {
		return nil
	}
	if err := dropAll[sdp.RTCPFeedback](p, m); err != nil {
		return err
	}
	return dropAll[sdp.RTCPRsize](p, m)
}
