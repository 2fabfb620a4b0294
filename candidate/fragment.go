package candidate

import (
	"fmt"
	"iter"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Fragment is the body of a message that brings candidates: an
// application/trickle-ice-sdpfrag (RFC 8840 §9), which SIP sends in INFO requests and
// WHIP and WHEP in PATCH requests.
//
//	a=ice-ufrag:8hhY
//	a=ice-pwd:asd88fgpdd777uzjYhagZg
//	m=audio 9 RTP/AVP 0
//	a=mid:1
//	a=candidate:1 1 UDP 2130706431 192.0.2.1 5010 typ host
//	a=end-of-candidates
//
// It is text, as an sdp.Description is, and is kept in one: what a Fragment was read
// from comes back byte for byte, unknown lines and all, and Description gives access
// to every line. What a fragment lacks of a description (v=, o=, s=, t=) is nobody's
// loss, and what it has (sections, inheritance, attributes) is the same.
//
// The zero Fragment is empty. A Fragment must not be copied by value.
type Fragment struct {
	d sdp.Description
}

// ContentType is the media type of a Fragment (RFC 8840 §12.2).
const ContentType = "application/trickle-ice-sdpfrag"

// ParseFragment reads a fragment. It refuses what RFC 8840 §9.2 and §4.4 refuse: lines
// that are neither a= nor m= lines, candidates outside a block or before its a=mid, a
// block without one, known attributes that can't be parsed, and a block for which
// there is no ice-ufrag or ice-pwd. Line endings and blank lines are as free as they
// are in package sdp, and nothing is asked of unknown attributes.
//
// A refusal is an sdp.ErrorList with every problem, with line and column; the Fragment
// is never nil and holds what ParseFragmentLax would give. It refers to text and so
// keeps it in memory.
func ParseFragment(text string) (*Fragment, error) {
	f, errs := ParseFragmentLax(text)
	return f, errs.Err()
}

// ParseFragmentLax reads any text at all; the ErrorList says what ParseFragment would
// have refused.
func ParseFragmentLax(text string) (*Fragment, sdp.ErrorList) {
	f := new(Fragment)
	_ = f.d.Reset(text) // what it finds is about descriptions
	return f, f.problems()
}

// Description returns the fragment as a description, to read and edit its lines. It is
// none that sdp.Parse would accept. Attribute names are as they were written; those
// that are not in lower case only the Fragment itself understands (RFC 8840 §9.2).
func (f *Fragment) Description() *sdp.Description { return &f.d }

// Session returns what stands before the first block: ice-ufrag and ice-pwd, if they
// are the same for all blocks, and a=ice-options, a=ice-pacing, a=ice-lite, a=group.
func (f *Fragment) Session() sdp.Section { return f.d.Session() }

// String returns the text.
func (f *Fragment) String() string { return f.d.String() }

// AppendText appends the text. The error is nil.
func (f *Fragment) AppendText(b []byte) ([]byte, error) { return f.d.AppendText(b) }

// MarshalText returns the text. The error is nil.
func (f *Fragment) MarshalText() ([]byte, error) { return f.d.MarshalText() }

// UnmarshalText is ParseFragment.
func (f *Fragment) UnmarshalText(text []byte) error {
	_ = f.d.Reset(string(text))
	return f.problems().Err()
}

// Equal reports whether both have the same text, byte for byte.
func (f *Fragment) Equal(o *Fragment) bool { return f == o || f != nil && o != nil && f.d.Equal(&o.d) }

// IsEnded reports whether the fragment says that no section has more candidates to
// come (RFC 8840 §4.4).
func (f *Fragment) IsEnded() bool { return has(f.d.Session(), "end-of-candidates") }

// A Block is what a fragment says of one section: a pseudo m= line, which means nothing
// but that a block begins, and the lines behind it (RFC 8840 §4.4).
type Block struct {
	MID     string      // the section of the description that is meant; "" where a=mid is missing
	Ufrag   string      // the block's ice-ufrag, or the fragment's
	Pwd     string      // the block's ice-pwd, or the fragment's
	Section sdp.Section // the block's lines
}

// Blocks iterates over the blocks, in order. Nothing keeps a sender from giving a
// section two of them.
func (f *Fragment) Blocks() iter.Seq[Block] {
	return func(yield func(Block) bool) {
		ufrag, pwd := attributeValue(f.d.Session(), "ice-ufrag"), attributeValue(f.d.Session(), "ice-pwd")
		for _, m := range f.d.AllMedia() {
			b := Block{attributeValue(m, "mid"), attributeValue(m, "ice-ufrag"), attributeValue(m, "ice-pwd"), m}
			if b.Ufrag == "" {
				b.Ufrag = ufrag
			}
			if b.Pwd == "" {
				b.Pwd = pwd
			}
			if !yield(b) {
				return
			}
		}
	}
}

// Candidates iterates over the candidates of the block, in order. The error is an
// *sdp.SyntaxError with line and column.
func (b Block) Candidates() iter.Seq2[Candidate, error] {
	return func(yield func(Candidate, error) bool) {
		path := ""
		for l, value := range attributes(b.Section, "candidate") {
			c, err := Candidate{}.ParseAttribute("", value, true)
			if err != nil {
				if path == "" {
					path = pathOf(b.Section)
				}
				err = lineError(l, path, err)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// IsEnded reports whether the block says that its section has no more candidates to
// come.
func (b Block) IsEnded() bool { return has(b.Section, "end-of-candidates") }

// Inits iterates over what the fragment says: the candidates of each block and, where
// it has ended, its end; at last the end for all, if there is one. Each has the mid and
// the username fragment of its block, and no index, for blocks come in any order.
func (f *Fragment) Inits() iter.Seq[Init] {
	return func(yield func(Init) bool) {
		for b := range f.Blocks() {
			// A mid that is missing is not null: an end of nothing is not one of all.
			end := Init{SDPMid: &b.MID, UsernameFragment: named(b.Ufrag)}
			for _, value := range attributes(b.Section, "candidate") {
				if !yield(end.of(prefix + value)) {
					return
				}
			}
			if b.IsEnded() && !yield(end) {
				return
			}
		}
		if f.IsEnded() {
			yield(Init{UsernameFragment: named(attributeValue(f.d.Session(), "ice-ufrag"))})
		}
	}
}

// named is s, or nil where there is none.
func named(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// AddTo adds what the fragment brings to the description of the peer that sent it, as
// AddAll does, and returns how many candidates and ends were new. A fragment of another
// ICE session, with another ice-ufrag or ice-pwd, has to be discarded whole (RFC 8840
// §4.4): ErrUfrag, ErrPwd. On an error the description is as it was.
func (f *Fragment) AddTo(d *sdp.Description) (changed int, err error) {
	if err := f.matches(newSections(d)); err != nil {
		return 0, err
	}
	return AddAll(d, f.Inits())
}

// matches says whether the fragment is of the ICE session of a description.
func (f *Fragment) matches(s *sections) error {
	same := func(got, want credentials, where string) error {
		switch {
		case got.ufrag != "" && got.ufrag != want.ufrag:
			return fmt.Errorf("%w: username fragment %s in %s, where the media section has %s", ErrUfrag, quote(got.ufrag), where, quote(want.ufrag))
		case got.pwd != "" && got.pwd != want.pwd:
			return fmt.Errorf("%w: in %s", ErrPwd, where)
		}
		return nil
	}
	blocks := 0
	for b := range f.Blocks() {
		blocks++
		if m, ok := s.mids[b.MID]; ok {
			if err := same(credentials{b.Ufrag, b.Pwd}, s.credentialsOf(m), "block "+quote(b.MID)); err != nil {
				return err
			}
		}
	}
	if blocks > 0 {
		return nil
	}
	all := credentials{attributeValue(f.d.Session(), "ice-ufrag"), attributeValue(f.d.Session(), "ice-pwd")}
	var err error
	for _, m := range s.d.AllMedia() { // one has to match
		if err = same(all, s.credentialsOf(m), "the fragment"); err == nil {
			break
		}
	}
	return err
}

// attributes iterates over a section's attributes with a name, which has no letter
// case in a fragment (RFC 8840 §9.2), and their values.
func attributes(m sdp.Section, name string) iter.Seq2[sdp.Line, string] {
	return func(yield func(sdp.Line, string) bool) {
		for l := range m.LinesOf('a') {
			if n, value, _, ok := l.Attr(); ok && strings.EqualFold(n, name) && !yield(l, value) {
				return
			}
		}
	}
}

// attributeValue is the first of them.
func attributeValue(m sdp.Section, name string) string {
	for _, value := range attributes(m, name) {
		return strings.TrimRight(value, " ")
	}
	return ""
}

func has(m sdp.Section, name string) bool {
	for range attributes(m, name) {
		return true
	}
	return false
}
