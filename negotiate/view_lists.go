package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the attributes of which a section may have several.

// An attrs is the attributes of one kind. Lines are counted when the section is read, and
// parsed when they are first asked for: nobody asks for all of the lists (an answer never
// looks at the sources, for one), and once the lines are counted each list is one
// allocation of the right size.
type attrs[T sdp.Attribute[T]] struct {
	lines int       // how many there are
	all   []held[T] // nil until asked for
}

// of returns what the section has under that name, without what can't be parsed.
func (l *attrs[T]) of(s *section, name string) []held[T] {
	if l.all != nil || l.lines == 0 {
		return l.all
	}
	l.all = make([]held[T], 0, l.lines)
	for line, a := range sdp.Entries[T](s.sec) {
		l.all = append(l.all, held[T]{a, line})
	}
	if len(l.all) < l.lines {
		s.spoil(name)
	}
	return l.all
}

// lists are those that a section of a browser has.
type lists struct {
	feedback     attrs[sdp.RTCPFeedback]
	extmaps      attrs[sdp.ExtMap]
	ssrcs        attrs[sdp.SSRC]
	ssrcGroups   attrs[sdp.SSRCGroup]
	msids        attrs[sdp.MSID]
	fingerprints attrs[sdp.Fingerprint]
}

// seldomLists are the others, in [seldom].
type seldomLists struct {
	rids     attrs[sdp.RID]
	images   attrs[sdp.ImageAttr]
	remote   attrs[sdp.RemoteCandidates]
	cryptos  attrs[sdp.Crypto]
	sctpMaps attrs[sdp.SCTPMap]
}

func (s *section) feedback() []held[sdp.RTCPFeedback] { return s.lists.feedback.of(s, "rtcp-fb") }
func (s *section) rids() []held[sdp.RID]              { return s.others.rids.of(s, "rid") }
func (s *section) images() []held[sdp.ImageAttr]      { return s.others.images.of(s, "imageattr") }
func (s *section) ssrcs() []held[sdp.SSRC]            { return s.lists.ssrcs.of(s, "ssrc") }
func (s *section) ssrcGroups() []held[sdp.SSRCGroup]  { return s.lists.ssrcGroups.of(s, "ssrc-group") }
func (s *section) msids() []held[sdp.MSID]            { return s.lists.msids.of(s, "msid") }
func (s *section) remote() []held[sdp.RemoteCandidates] {
	return s.others.remote.of(s, "remote-candidates")
}
func (s *section) fingerprints() []held[sdp.Fingerprint] {
	return s.lists.fingerprints.of(s, "fingerprint")
}
func (s *section) cryptos() []held[sdp.Crypto]   { return s.others.cryptos.of(s, "crypto") }
func (s *section) sctpMaps() []held[sdp.SCTPMap] { return s.others.sctpMaps.of(s, "sctpmap") }

// extmaps are the section's own, else those of the session part (RFC 8285 §5).
func (s *section) extmaps() []held[sdp.ExtMap] {
	own := s.lists.extmaps.of(s, "extmap")
	if len(own) == 0 && s.session != nil {
		return s.session.extmaps()
	}
	return own
}

// inheritsExtmaps says that they are those of the session part, if there are any.
func (s *section) inheritsExtmaps() bool { return len(s.lists.extmaps.of(s, "extmap")) == 0 }

// formats are those of the m= line, listed when they are asked for: of RTP they are payload
// types, and in codecs.
func (s *section) formats() []string {
	return slices.AppendSeq(make([]string, 0, strings.Count(s.mline.Text(), " ")), s.sec.Formats())
}

// format is the first of them, "0" where a broken m= line has none.
func (s *section) format() string {
	for f := range s.sec.Formats() {
		return f
	}
	return "0"
}

// rtcp is the first a=rtcp (RFC 3605).
func (s *section) rtcp() (r sdp.RTCP, ok bool) {
	for _, r := range sdp.Entries[sdp.RTCP](s.sec) {
		return r, true
	}
	return r, false
}

// readLists parses all that is still to be parsed.
func (s *section) readLists() {
	s.feedback()
	s.lists.extmaps.of(s, "extmap")
	s.rids()
	s.images()
	s.ssrcs()
	s.ssrcGroups()
	s.msids()
	s.remote()
	s.fingerprints()
	s.cryptos()
	s.sctpMaps()
}

// spoil notes that an attribute can't be parsed.
func (s *section) spoil(name string) {
	if !slices.Contains(s.unread, name) {
		s.unread = append(s.unread, name)
	}
}

// spoils says that an attribute of the section with that name can't be parsed.
func (s *section) spoils(name string) bool {
	switch name {
	case "rtpmap":
		return s.mappings().badRTPMap
	case "fmtp":
		return s.mappings().badFMTP
	}
	s.readLists()
	return slices.Contains(s.unread, name)
}

// spoils says that some section has an attribute with that name that can't be parsed,
// or the session part.
func (v *view) spoils(name string) bool {
	if !v.known {
		v.known = true
		v.session.readLists()
		v.unread = slices.Clone(v.session.unread)
		for i := range v.media {
			v.media[i].readLists()
			for _, name := range v.media[i].unread {
				if !slices.Contains(v.unread, name) {
					v.unread = append(v.unread, name)
				}
			}
		}
	}
	return slices.Contains(v.unread, name)
}
