package negotiate

import "github.com/sdpkit/sdpkit/sdp"

// This file finds what holds for a section where it says nothing itself.

// tagOf is the section whose transport a section uses: the tagged one of its BUNDLE
// group (RFC 9143 §7.1.3), else itself.
func (v *view) tagOf(s *section) *section {
	if s.bundle >= 0 && v.bundles[s.bundle].tag >= 0 {
		return &v.media[v.bundles[s.bundle].tag]
	}
	return s
}

// inForce is the attribute that holds for a section: its own, else for transport
// attributes in a BUNDLE group that of the tagged section, else the session's.
func inForce[T any](v *view, s *section, of func(*section) held[T]) held[T] {
	if own := of(s); own.has() {
		return own
	}
	if tag := v.tagOf(s); tag != s {
		if h := of(tag); h.has() {
			return h
		}
	}
	return of(&v.session)
}

// allInForce is inForce of an attribute that may stand several times.
func allInForce[T any](v *view, s *section, of func(*section) []held[T]) []held[T] {
	if own := of(s); len(own) > 0 {
		return own
	}
	if tag := v.tagOf(s); tag != s {
		if h := of(tag); len(h) > 0 {
			return h
		}
	}
	return of(&v.session)
}

func (v *view) ufrag(s *section) held[sdp.ICEUfrag] {
	return inForce(v, s, func(s *section) held[sdp.ICEUfrag] { return s.ufrag })
}

func (v *view) pwd(s *section) held[sdp.ICEPwd] {
	return inForce(v, s, func(s *section) held[sdp.ICEPwd] { return s.pwd })
}

func (v *view) setup(s *section) held[sdp.Setup] {
	return inForce(v, s, func(s *section) held[sdp.Setup] { return s.setup })
}

func (v *view) tlsID(s *section) held[sdp.TLSID] {
	return inForce(v, s, func(s *section) held[sdp.TLSID] { return s.tlsID })
}

func (v *view) fingerprints(s *section) []held[sdp.Fingerprint] {
	return allInForce(v, s, func(s *section) []held[sdp.Fingerprint] { return s.fingerprints() })
}

// hasFingerprint says that there are some, and for that reads one at most.
func (v *view) hasFingerprint(s *section) bool {
	for _, of := range [...]*section{s, v.tagOf(s), &v.session} {
		list := &of.lists.fingerprints
		if list.lines == 0 || list.all != nil {
			if len(list.all) > 0 {
				return true
			}
			continue
		}
		for range sdp.Entries[sdp.Fingerprint](of.sec) {
			return true
		}
	}
	return false
}

// options are not the tagged section's: a=ice-options is NORMAL in a BUNDLE group
// (RFC 8859 §5.12), and the session part's hold where a section has none.
func (v *view) options(s *section) held[sdp.ICEOptions] {
	if s.options.has() {
		return s.options
	}
	return v.session.options
}

// hasOption says that an ICE option holds for a section. Among those of the session part it
// is looked up, since all sections may ask for it.
func (v *view) hasOption(s *section, name string) bool {
	switch {
	case s.options.has():
		return s.options.v.Has(name)
	case !v.session.options.has():
		return false
	}
	_, ok := v.optionSet(s)[name]
	return ok
}

// optionSet has for each of a section's ICE options its place in the list. Sections that
// inherit the list share the set: it must not be changed.
func (v *view) optionSet(s *section) map[string]int {
	h := v.options(s)
	if set, ok := v.optionSets[h.line]; ok {
		return set
	}
	set := map[string]int{}
	for option := range h.v.All() {
		if _, twice := set[option]; !twice {
			set[option] = len(set)
		}
	}
	if v.optionSets == nil {
		v.optionSets = map[sdp.Line]map[string]int{}
	}
	v.optionSets[h.line] = set
	return set
}

func (v *view) mux(s *section) held[sdp.RTCPMux] {
	return inForce(v, s, func(s *section) held[sdp.RTCPMux] { return s.mux })
}

func (v *view) mixed(s *section) held[sdp.ExtMapAllowMixed] {
	return inForce(v, s, func(s *section) held[sdp.ExtMapAllowMixed] { return s.mixed })
}

// pacing is as options: a=ice-pacing stands in the session part (RFC 8839 §5.5).
func (v *view) pacing(s *section) held[sdp.ICEPacing] {
	if s.pacing.has() {
		return s.pacing
	}
	return v.session.pacing
}

// lite says that the agent is a lite one. Some write it in a section.
func (v *view) lite(s *section) held[sdp.ICELite] {
	if s.lite.has() {
		return s.lite
	}
	return v.session.lite
}

// connection is the c= line of the section, else the session's (RFC 8866 §5.7).
func (v *view) connection(s *section) held[sdp.Connection] {
	for _, of := range [...]*section{s, &v.session} {
		if of.cline == (sdp.Line{}) {
			continue
		}
		if c, ok, err := of.sec.Connection(); ok && err == nil {
			return held[sdp.Connection]{c, of.cline}
		}
	}
	return held[sdp.Connection]{}
}

// usesICE says that the section has credentials, its own or inherited.
func (v *view) usesICE(s *section) bool { return v.ufrag(s).has() || v.pwd(s).has() }

// usesDTLS says that the section's keys come from DTLS: its proto says so, or there is
// a fingerprint with a profile of RTP, which is how the first WebRTC endpoints and SIP
// phones wrote it (RFC 9429 §5.1.2).
func (v *view) usesDTLS(s *section) bool {
	return s.proto.dtls || s.proto.rtp && v.hasFingerprint(s)
}
