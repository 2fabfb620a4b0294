package munge

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of RTCP and DTLS.

type setMux struct {
	On   bool `json:"on"`
	Only bool `json:"only,omitempty"`
}

// RTCPMux says with a=rtcp-mux that RTP and RTCP share a port (RFC 5761 §5.1.1), or
// takes that back, which is refused in a BUNDLE group (RFC 9143 §9.3), with an a=rtcp that
// names the port of RTP. Payload types from 64 to 95 are refused with it, for they can't be told from RTCP (RFC 5761 §4).
func RTCPMux(on bool) Edit { return Edit{op: &setMux{On: on}} }

// RTCPMuxOnly says in addition that there will be no RTCP on a port of its own (RFC 8858
// §4.2). It belongs into an offer.
func RTCPMuxOnly() Edit { return Edit{op: &setMux{On: true, Only: true}} }

func (*setMux) kind() string { return "rtcp-mux" }

func (o *setMux) check() error {
	if o.Only && !o.On {
		return fail(ErrArgument, "there is no rtcp-mux-only without rtcp-mux")
	}
	return nil
}

func (o *setMux) apply(p *pass) error {
	for m := range p.rtp() {
		if !o.On {
			if p.bundled(m) {
				return fail(ErrIllegal, "the section is in a BUNDLE group").in(m).by("RFC 9143 §9.3")
			}
			if has[sdp.RTCPMux](m) {
				if err := drop(p, m, func(a sdp.RTCP) bool { return p.onePort(m, a) }); err != nil {
					return err
				}
			}
			if err := dropAll[sdp.RTCPMuxOnly](p, m); err != nil {
				return err
			}
			if err := dropAll[sdp.RTCPMux](p, m); err != nil {
				return err
			}
			continue
		}
		_, have, err := lookup[sdp.RTCPMux](p, m)
		if have = have && err == nil; !have {
			if err := p.mayMux(m); err != nil {
				return err
			}
			if err := set(p, m, sdp.RTCPMux{}); err != nil {
				return err
			}
		}
		if o.Only && !has[sdp.RTCPMuxOnly](m) {
			if err := set(p, m, sdp.RTCPMuxOnly{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// onePort says that an a=rtcp names the port of RTP, which makes sense with a=rtcp-mux
// only.
func (p *pass) onePort(m sdp.Section, a sdp.RTCP) bool {
	media := p.mediaTo(m)
	return int(a.Port) == media.Port && (a.Address == "" || a.Address == media.Address)
}

// mayMux refuses payload types that look like RTCP. What the section says holds for the
// group if it carries one.
func (p *pass) mayMux(m sdp.Section) error {
	list := []sdp.Section{m}
	if p.tagOf(m) == m {
		list = p.groupOf(m)
	}
	for _, o := range list {
		for c := range o.Codecs() {
			if c.PayloadType >= 64 && c.PayloadType <= 95 {
				return fail(ErrIllegal, "payload type %d can't be told from RTCP on the same port", c.PayloadType).in(o).by("RFC 5761 §4")
			}
		}
	}
	return nil
}

type setSetup struct {
	Role string `json:"role"`
}

// SetSetup says who opens the DTLS association: "actpass" in an offer, "active" or
// "passive" in an answer (RFC 8842 §5.2, §5.3).
func SetSetup(role sdp.Setup) Edit { return Edit{op: &setSetup{string(role)}} }

func (*setSetup) kind() string { return "set-setup" }

func (o *setSetup) check() error {
	if !slices.Contains([]string{"actpass", "active", "passive"}, o.Role) {
		return fail(ErrArgument, "role %q is not actpass, active or passive", o.Role)
	}
	return nil
}

func (o *setSetup) apply(p *pass) error {
	return setTransport(p, sdp.Setup(o.Role), func(m sdp.Section) bool {
		_, ok, _ := lookup[sdp.Setup](p, m)
		return ok || isDTLS(m.Proto())
	})
}

// setTransport writes an attribute of the transport for which use is true: into the
// section that carries it, and into those of its group that have one as well, in place
// of what is in the session part if all sections are meant.
func setTransport[T sdp.Attribute[T]](p *pass, v T, use func(sdp.Section) bool) error {
	session := p.everything() && len(slices.Collect(sdp.LinesOf[T](p.d.Session()))) > 0
	if session {
		if err := set(p, p.d.Session(), v); err != nil {
			return err
		}
	}
	for _, m := range p.wide() {
		if !use(m) {
			continue
		}
		own := len(slices.Collect(sdp.LinesOf[T](m))) > 0
		if !own && (session || p.carried(m)) {
			continue
		}
		if err := set(p, m, v); err != nil {
			return err
		}
	}
	return nil
}

type setFingerprint struct {
	Hash  string `json:"hash"`
	Value string `json:"value"`
}

// SetFingerprint writes the hash of a certificate in place of all that are there (RFC
// 8122 §5). A new certificate is a new DTLS association, so a=tls-id goes: its value
// named the old one (RFC 8842 §4).
func SetFingerprint(hash, value string) Edit { return Edit{op: &setFingerprint{hash, value}} }

func (*setFingerprint) kind() string { return "set-fingerprint" }

// hashBytes are the lengths of the hash functions of RFC 8122 §5 that may be used.
var hashBytes = map[string]int{"sha-1": 20, "sha-224": 28, "sha-256": 32, "sha-384": 48, "sha-512": 64}

func (o *setFingerprint) check() error {
	if n := hashBytes[o.Hash]; n == 0 || len(o.Value) != 3*n-1 {
		return fail(ErrArgument, "%q has not the length of a hash function that RFC 8122 §5 allows", o.Hash)
	}
	_, err := render(sdp.Fingerprint{Hash: o.Hash, Value: o.Value})
	return err
}

func (o *setFingerprint) apply(p *pass) error {
	for _, m := range p.wide() {
		if err := dropAll[sdp.TLSID](p, m); err != nil {
			return err
		}
	}
	return setTransport(p, sdp.Fingerprint{Hash: o.Hash, Value: o.Value}, func(m sdp.Section) bool { return isDTLS(m.Proto()) })
}
