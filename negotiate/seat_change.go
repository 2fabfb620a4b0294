package negotiate

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A SeatChange is one thing that differs between two agreements of a session.
type SeatChange struct {
	Index int    `json:"index"` // of the section
	MID   string `json:"mid,omitempty"`
	What  string `json:"what"` // "direction", "codecs sent", … : see [Seat.Changes]
	Old   string `json:"old"`  // in words; "" for what wasn't there
	New   string `json:"new"`  // "" for what is gone
}

// String has the shape "m[1] (mid 1): direction: sendrecv, was sendonly".
func (c SeatChange) String() string {
	where := fmt.Sprintf("m[%d]", c.Index)
	if c.MID != "" {
		where += " (mid " + c.MID + ")"
	}
	now, was := c.New, c.Old
	if now == "" {
		now = "none"
	}
	if was == "" {
		was = "none"
	}
	return where + ": " + c.What + ": " + now + ", was " + was
}

// aspects are what is compared of a section, in words.
var aspects = [...]struct {
	what  string
	words func(*Seat, *SeatSection) string
}{
	{"state", func(_ *Seat, s *SeatSection) string { return s.Kind + or(s.Rejected != "", " rejected", "") }},
	{"mid", func(_ *Seat, s *SeatSection) string { return s.MID }},
	{"direction", func(_ *Seat, s *SeatSection) string { return s.live(s.Direction.String()) }},
	{"codecs sent", func(_ *Seat, s *SeatSection) string { return s.Send.words() }},
	{"codecs received", func(_ *Seat, s *SeatSection) string { return s.Recv.words() }},
	{"simulcast sent", func(_ *Seat, s *SeatSection) string { return asJSON(s.Send.Streams) }},
	{"simulcast received", func(_ *Seat, s *SeatSection) string { return asJSON(s.Recv.Streams) }},
	{"wishes", func(_ *Seat, s *SeatSection) string { return s.Send.wishes() + s.Recv.wishes() }},
	{"addresses", func(_ *Seat, s *SeatSection) string {
		return strings.TrimSpace(s.Send.Media + " " + s.Send.RTCP + or(s.Send.Nowhere, " nowhere", ""))
	}},
	{"header extensions", func(_ *Seat, s *SeatSection) string { return asJSON(s.Extensions) }},
	{"RTCP", func(_ *Seat, s *SeatSection) string {
		return strings.TrimSpace(or(s.RTCPMux, "multiplexed", "") + or(s.RTCPRsize, " reduced", ""))
	}},
	{"crypto", func(_ *Seat, s *SeatSection) string { return asJSON(s.Crypto) }},
	{"transport", func(t *Seat, s *SeatSection) string {
		return t.of(s, func(t *SeatTransport) string { return asJSON(t.Sections) })
	}},
	{"local ICE generation", func(t *Seat, s *SeatSection) string {
		return t.of(s, func(t *SeatTransport) string { return t.ICE.ufrag(func(i *SeatICE) string { return i.Local.Ufrag }) })
	}},
	{"remote ICE generation", func(t *Seat, s *SeatSection) string {
		return t.of(s, func(t *SeatTransport) string { return t.ICE.ufrag(func(i *SeatICE) string { return i.Remote.Ufrag }) })
	}},
	{"DTLS", func(t *Seat, s *SeatSection) string {
		return t.of(s, func(t *SeatTransport) string { return asJSON(t.DTLS) })
	}},
}

// Changes says in what the agreement differs from an earlier one of the session, both seen
// from the same peer: section by section, for each the aspects "state" (whether it is
// live), "mid", "direction", "codecs sent" and "codecs received", "simulcast sent" and
// "simulcast received", "wishes" (ptime, bandwidth, sizes), "addresses", "header
// extensions", "RTCP", "crypto", "transport" (which sections share it), "local ICE
// generation", "remote ICE generation" and "DTLS", in this order. Candidates don't count.
func (s Seat) Changes(earlier Seat) []SeatChange {
	var list []SeatChange
	for i := range max(len(s.Sections), len(earlier.Sections)) {
		for _, a := range aspects {
			c := SeatChange{Index: i, What: a.what}
			if i < len(earlier.Sections) {
				c.MID = earlier.Sections[i].MID
				c.Old = a.words(&earlier, &earlier.Sections[i])
			}
			if i < len(s.Sections) {
				c.MID = s.Sections[i].MID
				c.New = a.words(&s, &s.Sections[i])
			}
			if c.Old != c.New {
				list = append(list, c)
			}
		}
	}
	return list
}

// of reads the transport of a section, "" where it has none.
func (s *Seat) of(section *SeatSection, words func(*SeatTransport) string) string {
	if section.Transport < 0 || section.Transport >= len(s.Transports) {
		return ""
	}
	return words(&s.Transports[section.Transport])
}

func (i *SeatICE) ufrag(of func(*SeatICE) string) string {
	if i == nil {
		return ""
	}
	return of(i)
}

// live is words for a section that is live.
func (s *SeatSection) live(words string) string { return or(s.Rejected == "", words, "") }

// words lists codecs with the numbers they have, or formats.
func (f *Flow) words() string {
	var list []string
	for _, c := range f.Codecs {
		w := fmt.Sprintf("%s/%d (%d)", c.Name, c.ClockRate, c.PayloadType)
		if c.Params != "" {
			w += " " + c.Params
		}
		list = append(list, strings.Join(append([]string{w}, c.Feedback...), ", "))
	}
	return strings.Join(append(list, f.Formats...), "; ")
}

// wishes are what the receiver of a flow asks for.
func (f *Flow) wishes() string {
	type wishes struct {
		Ptime, MaxPtime string   `json:",omitempty"`
		Bandwidths      []string `json:",omitempty"`
		SCTPPort        *uint16  `json:",omitempty"`
		MaxMessageSize  *uint64  `json:",omitempty"`
	}
	w := wishes{f.Ptime, f.MaxPtime, nil, f.SCTPPort, f.MaxMessageSize}
	for _, b := range f.Bandwidths {
		w.Bandwidths = append(w.Bandwidths, asJSON(b))
	}
	if s := asJSON(w); s != "{}" {
		return s
	}
	return ""
}

// asJSON is a value as JSON, "" for none.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if s := string(b); err == nil && s != "null" && s != "[]" {
		return s
	}
	return ""
}

func or(is bool, a, b string) string {
	if is {
		return a
	}
	return b
}
