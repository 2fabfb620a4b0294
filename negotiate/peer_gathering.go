package negotiate

import (
	"github.com/sdpkit/sdpkit/candidate"
)

// surface takes a local candidate or the end of them, and tells of it (webrtc-pc,
// "surface a candidate"). One without a description to go to waits.
func (s *peerState) surface(init candidate.Init) error {
	newest := s.latest(ours)
	if newest == nil {
		if init.Candidate != "" || init.UsernameFragment != nil { // else it ends nothing
			s.early = s.early.with(init)
		}
		return nil
	}
	i, err := newest.find(init)
	if err != nil || init.UsernameFragment != nil && !newest.has(i, *init.UsernameFragment) && !s.current[ours].has(i, *init.UsernameFragment) {
		s.early = s.early.with(init)
		return nil
	}
	if init.Candidate == "" {
		return s.surfaceEnd(i, init)
	}
	if err := s.trickle(ours, i, init); err != nil {
		return err
	}
	s.tell(Event{Kind: EventCandidate, Candidate: newest.complete(i, init)})
	return nil
}

// surfaceEnd ends the candidates of a section or of all, with an event for each
// transport, and another when nothing gathers any more.
func (s *peerState) surfaceEnd(i int, init candidate.Init) error {
	newest, before := s.latest(ours), s.gathering
	if err := s.trickle(ours, i, init); err != nil {
		return err
	}
	ended := s.latest(ours).ended
	for n := range newest.sections {
		if (i == n || i == everywhere && s.gathers(newest, n)) && ended[n] && !newest.ended[n] {
			s.tell(Event{Kind: EventCandidate, Candidate: newest.complete(n, candidate.Init{})})
		}
	}
	s.gather()
	if s.gathering == GatheringComplete && before != GatheringComplete {
		s.tell(Event{Kind: EventCandidate})
	}
	return nil
}

// complete is a candidate with everything that tells its section and generation.
func (a *applied) complete(i int, init candidate.Init) *candidate.Init {
	s := a.at(i)
	if s == nil {
		return &init
	}
	if init.SDPMid == nil && s.mid != "" {
		init.SDPMid = &s.mid
	}
	if init.SDPMLineIndex == nil {
		index := uint16(i)
		init.SDPMLineIndex = &index
	}
	if init.UsernameFragment == nil && s.ufrag != "" {
		ufrag := string(s.ufrag)
		init.UsernameFragment = &ufrag
	}
	return &init
}

// releaseEarly takes the candidates that were waiting for a local description; those
// that have none yet go on waiting.
func (s *peerState) releaseEarly() {
	waiting := s.early.list()
	s.early = nil
	for _, init := range waiting {
		_ = s.surface(init) // after the end of candidates one is ignored (RFC 8838 §14)
	}
}

// gathers says that candidates are gathered for a section of a local description: not
// when it is rejected, has no ICE or uses the transport of another section (RFC 9429
// §5.9). In an offer those that are to be bundled gather, until they are.
func (s *peerState) gathers(a *applied, i int) bool {
	sec := &a.sections[i]
	if sec.rejected || sec.ufrag == "" || sec.bundleOnly {
		return false
	}
	if a != s.current[ours] {
		was := s.current[ours].at(i)
		return !sec.shared || a.typ == TypeOffer && (was == nil || was.mid != sec.mid)
	}
	other := s.current[theirs].at(i)
	return !sec.shared || other == nil || !other.shared && !other.rejected
}

// gather finds out how far gathering has come, and tells of a change: it is complete
// when the candidates of every transport have ended (webrtc-pc, "RTCIceGatheringState").
func (s *peerState) gather() {
	to := GatheringNew
	for _, a := range [...]*applied{s.pending[ours], s.current[ours]} {
		if a == nil {
			continue
		}
		for i := range a.sections {
			switch {
			case !s.gathers(a, i):
			case !a.ended[i]:
				to = Gathering
			case to == GatheringNew:
				to = GatheringComplete
			}
		}
	}
	if s.gathering == to {
		return
	}
	s.gathering = to
	s.tell(Event{Kind: EventGatheringState, Gathering: to})
}
