package candidate

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/sdp"
)

// An Init is a candidate as it travels between peers: the dictionary
// RTCIceCandidateInit (webrtc-pc §4.8.1), and its JSON. A *Init that is nil is JSON's
// null.
//
// What an Init says, by its Candidate:
//
//   - a candidate: that it belongs to the section of SDPMid, or where that is nil of
//     SDPMLineIndex, and to the generation of UsernameFragment;
//   - "", with a mid or an index: that the section has no more candidates to come;
//   - "", with neither: that no section has. A nil *Init means the same to the one
//     who receives it; a peer gives it to its own application when all gathering
//     has ended, and need not send it.
//
// The zero Init is the last of these, for every generation. Fields are nil for null
// and for a missing member alike, for the W3C knows no difference; but an Init that
// was read remembers which members were missing, and is written as it was read.
type Init struct {
	Candidate        string  // "candidate:1 1 udp …"; see Parse for other forms
	SDPMid           *string // the section's mid (RFC 5888)
	SDPMLineIndex    *uint16 // the section's index, from 0
	UsernameFragment *string // the section's ice-ufrag, which names the generation
	form             form
}

// form is what the fields don't tell of an Init that was read.
type form uint8

const (
	noCandidate form = 1 << iota // the member is missing …
	noMid
	noIndex
	noUfrag
	nullCandidate // the member is null
)

// InitOf returns the Init by which the peer that s describes sends a candidate of
// that section: with the mid and the index of the section and the username fragment
// that holds for it.
func InitOf(s sdp.Section, c Candidate) Init {
	return EndOf(s).of(c.String())
}

// EndOf returns the Init that says that the section has no more candidates to come;
// for the session part, that no section has.
func EndOf(s sdp.Section) Init { return initOf(s, s.Index(), ufragOf(s)) }

func ufragOf(s sdp.Section) string {
	ufrag, _, _ := sdp.Lookup[sdp.ICEUfrag](s)
	return string(ufrag)
}

// initOf makes the Init of the end of a section.
func initOf(s sdp.Section, index int, ufrag string) Init {
	var i Init
	if index >= 0 {
		mid, ok := s.MID()
		if index < 1<<16 {
			n := uint16(index)
			i.SDPMLineIndex = &n
		}
		if ok || i.SDPMLineIndex == nil { // with neither it would be for all
			i.SDPMid = &mid
		}
	}
	if ufrag != "" {
		i.UsernameFragment = &ufrag
	}
	return i
}

// of is i with another candidate, and nothing that both point to.
func (i Init) of(line string) Init {
	i.Candidate = line
	i.SDPMid, i.SDPMLineIndex, i.UsernameFragment = cloned(i.SDPMid), cloned(i.SDPMLineIndex), cloned(i.UsernameFragment)
	return i
}

func cloned[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// Parse parses Candidate in whatever form it has: "candidate:…" as the W3C wants it,
// with "a=" in front (libdatachannel), the bare value, with a line ending behind. It
// is the function Parse; an end of candidates is an error.
func (i Init) Parse() (Candidate, error) { return Parse(i.Candidate) }

// IsEndOfCandidates reports whether the Init says that no more candidates will come.
func (i Init) IsEndOfCandidates() bool { return i.Candidate == "" }

// IsForAll reports whether the Init says so of all sections.
func (i Init) IsForAll() bool {
	return i.Candidate == "" && i.SDPMid == nil && i.SDPMLineIndex == nil
}

// Validate reports what addIceCandidate refuses in an Init before it looks at a
// description (webrtc-pc §4.4.2): a candidate of no section, ErrNoSection, which is a
// TypeError there; and one that can't be parsed, an OperationError. The constructor
// of RTCIceCandidate is stricter: it wants a mid or an index at an end too.
func (i Init) Validate() error {
	if i.IsEndOfCandidates() {
		return nil
	}
	if i.SDPMid == nil && i.SDPMLineIndex == nil {
		return ErrNoSection
	}
	_, err := i.Parse()
	return err
}

// Equal reports whether both say the same: a missing member is null, and the
// candidate is compared as text.
func (i Init) Equal(o Init) bool {
	return i.Candidate == o.Candidate && samePointee(i.SDPMid, o.SDPMid) &&
		samePointee(i.SDPMLineIndex, o.SDPMLineIndex) && samePointee(i.UsernameFragment, o.UsernameFragment)
}

func samePointee[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// MarshalJSON writes the four members in the order of the W3C's toJSON, null for a
// field that is nil, unless the member was missing when i was read. The error is that
// a string isn't UTF-8, which JSON can't hold.
func (i Init) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	var bad string
	member := func(name string, missing form, value []byte, ok bool) {
		if !ok {
			if i.form&missing != 0 {
				return
			}
			value = []byte("null")
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(append(b, '"'), name...), `":`...), value...)
	}
	text := func(name, s string) []byte {
		if !utf8.ValidString(s) && bad == "" {
			bad = name
		}
		quoted, _ := json.Marshal(s)
		return quoted
	}
	member("candidate", noCandidate, text("candidate", i.Candidate),
		i.Candidate != "" || i.form&(noCandidate|nullCandidate) == 0)
	member("sdpMid", noMid, text("sdpMid", pointee(i.SDPMid)), i.SDPMid != nil)
	member("sdpMLineIndex", noIndex, strconv.AppendUint(nil, uint64(pointee(i.SDPMLineIndex)), 10), i.SDPMLineIndex != nil)
	member("usernameFragment", noUfrag, text("usernameFragment", pointee(i.UsernameFragment)), i.UsernameFragment != nil)
	if bad != "" {
		return nil, &MemberError{bad, "is not UTF-8, and JSON holds nothing else"}
	}
	return append(b, '}'), nil
}

// pointee is what p points to, or the zero value.
func pointee[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// UnmarshalJSON reads an RTCIceCandidateInit. Other members, such as those that
// Chromium adds in its dumps and relayProtocol and url of RTCLocalIceCandidateInit,
// are ignored and not kept: the W3C has them stay behind too. Of a member that stands
// twice the last counts. Null in place of the whole gives the zero Init, as it does
// at addIceCandidate; to tell it apart, read into a *Init.
//
// What is not a string or null, a string that no Go string can hold as it is (half a
// surrogate pair, or bytes that aren't UTF-8), and an index that is not a whole number
// from 0 to 65535, is a *MemberError; JSON that is none a *json.SyntaxError.
func (i *Init) UnmarshalJSON(text []byte) error {
	var members map[string]json.RawMessage // names have letter case, other than in struct tags
	if err := json.Unmarshal(text, &members); err != nil {
		var mismatch *json.UnmarshalTypeError
		if errors.As(err, &mismatch) {
			return &MemberError{"", mismatch.Value + " is not an object or null"}
		}
		return err
	}
	if members == nil {
		*i = Init{}
		return nil
	}
	var got Init
	var err error
	read := func(name string, missing form, into any) (null bool) {
		raw, ok := members[name]
		if !ok {
			got.form |= missing
			return false
		}
		if string(raw) == "null" {
			return true
		}
		if e := decode(name, raw, into); e != nil && err == nil {
			err = e
		}
		return false
	}
	if read("candidate", noCandidate, &got.Candidate) {
		got.form |= nullCandidate
	}
	read("sdpMid", noMid, &got.SDPMid)
	read("sdpMLineIndex", noIndex, &got.SDPMLineIndex)
	read("usernameFragment", noUfrag, &got.UsernameFragment)
	if err != nil {
		return err
	}
	*i = got
	return nil
}

// decode reads one member, whose JSON is well formed and not null.
func decode(name string, raw json.RawMessage, into any) error {
	var number json.Number
	switch v := into.(type) {
	case **uint16:
		if raw[0] == '"' || json.Unmarshal(raw, &number) != nil {
			return &MemberError{name, shown(raw) + " is not a number or null"}
		}
		n, ok := wholeIndex(number.String())
		if !ok {
			return &MemberError{name, shown(raw) + " is not a whole number from 0 to 65535"}
		}
		*v = &n
	default:
		if json.Unmarshal(raw, v) != nil {
			return &MemberError{name, shown(raw) + " is not a string or null"}
		}
		if !isUnicode(raw) {
			return &MemberError{name, shown(raw) + " is not Unicode"}
		}
	}
	return nil
}

// isUnicode says that a JSON string means nothing but characters. encoding/json puts
// U+FFFD in the place of bytes that aren't UTF-8 and of halves of surrogate pairs, and
// nothing that was not there may be in a candidate.
func isUnicode(raw []byte) bool {
	if !utf8.Valid(raw) {
		return false
	}
	unit := func(at int) rune { // the UTF-16 unit that is written as \uXXXX
		if at+6 > len(raw) || raw[at] != '\\' || raw[at+1] != 'u' {
			return -1
		}
		n, _ := strconv.ParseUint(string(raw[at+2:at+6]), 16, 16)
		return rune(n)
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		if u := unit(i); utf16.IsSurrogate(u) {
			if utf16.DecodeRune(u, unit(i+6)) == utf8.RuneError {
				return false
			}
			i += 6
		}
		i++ // what is escaped is no backslash
	}
	return true
}

// wholeIndex reads a JSON number. 1.0 and 1e0 are whole numbers too.
func wholeIndex(s string) (n uint16, ok bool) {
	f, err := strconv.ParseFloat(s, 64)
	n = uint16(max(0, min(f, 65535)))
	return n, err == nil && float64(n) == f
}

// shown is a piece of JSON for a message.
func shown(raw []byte) string {
	const most = 40
	if len(raw) > most {
		return string(bytes.ToValidUTF8(raw[:most], nil)) + "…"
	}
	return string(raw)
}

// A MemberError says which member of an Init its JSON is wrong in.
type MemberError struct {
	Member string // "sdpMLineIndex"; "" for the whole
	Msg    string // "65536 is not a whole number from 0 to 65535"
}

// Error has the shape "candidate: sdpMLineIndex: 65536 is not a whole number from 0 to 65535".
func (e *MemberError) Error() string {
	if e.Member == "" {
		return "candidate: RTCIceCandidateInit: " + e.Msg
	}
	return "candidate: " + e.Member + ": " + e.Msg
}
