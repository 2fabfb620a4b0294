package munge

import (
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// An Edit is one thing to be done to a description, as data. Functions of this
// package make them, ParseEdits reads them from JSON. An Edit is a value and can be
// applied any number of times, to any description. The zero Edit does nothing.
type Edit struct {
	scope *scope
	op    op     // nil for a group
	edits []Edit // of a group
}

// An op is the work of an edit. Its exported fields are what JSON holds.
type op interface {
	// kind is its name in the table of kinds.
	kind() string
	// check refuses arguments that make no sense, whatever the description.
	check() error
	// apply does it, through the pass, which keeps the report.
	apply(p *pass) error
}

// A scope says which sections an edit is about: all that fit everything that is set.
type scope struct {
	kind     string
	hasKind  bool
	mid      string
	hasMID   bool
	index    int
	hasIndex bool
	session  bool
	reject   bool // not about sections: what to do with one that is left without codecs
	where    func(sdp.Section) bool
	hasWhere bool
}

func scoped(s scope, edits []Edit) Edit { return Edit{scope: &s, edits: edits} }

// Video restricts edits to the sections with m=video.
func Video(edits ...Edit) Edit { return Kind("video", edits...) }

// Audio restricts edits to the sections with m=audio.
func Audio(edits ...Edit) Edit { return Kind("audio", edits...) }

// Kind restricts edits to the sections of one media type. There need not be one.
func Kind(kind string, edits ...Edit) Edit { return scoped(scope{kind: kind, hasKind: true}, edits) }

// MID restricts edits to the section with this mid. Without such a section Apply
// fails with ErrNoSection.
func MID(mid string, edits ...Edit) Edit { return scoped(scope{mid: mid, hasMID: true}, edits) }

// Index restricts edits to media section i, from 0. Without such a section Apply
// fails with ErrNoSection.
func Index(i int, edits ...Edit) Edit { return scoped(scope{index: i, hasIndex: true}, edits) }

// Session restricts line edits to the session part. Other edits don't take it: they
// know themselves whether they belong there.
func Session(edits ...Edit) Edit { return scoped(scope{session: true}, edits) }

// Where restricts edits to the media sections for which keep returns true. As a
// function is not data, such an edit has no JSON.
func Where(keep func(sdp.Section) bool, edits ...Edit) Edit {
	return scoped(scope{where: keep, hasWhere: true}, edits)
}

// OrReject says that a section which edits leave without codecs is to be rejected.
// Without it they are refused with ErrNoCodecs.
func OrReject(edits ...Edit) Edit { return scoped(scope{reject: true}, edits) }

// Group makes one edit of several, to be done in turn. Groups and scopes may be nested
// 32 deep; Apply refuses more, as ParseEdits does.
func Group(edits ...Edit) Edit { return Edit{edits: edits} }

// Name returns the edit's name in JSON, "" for a group.
func (e Edit) Name() string {
	if e.op == nil {
		return ""
	}
	return e.op.kind()
}

// Idempotent reports whether doing the edit twice is the same as doing it once,
// whatever the description. A group of edits is not, unless it holds one only: the
// second may undo what the first did.
func (e Edit) Idempotent() bool {
	if e.op == nil {
		return len(e.edits) == 0 || len(e.edits) == 1 && e.edits[0].Idempotent()
	}
	return kindOf(e.op.kind()).trait&once != 0
}

// Apply returns d with the edits done to it, one after the other, and what each of
// them changed. It does all of them or none: the error is an *Error that names the
// edit and why it cannot be done, and with it there is neither description nor
// report. d itself is never touched, so Apply is its own dry run. The lines of the
// result keep the numbers that they have in d; in a Fork of it they are numbered anew.
func Apply(d *sdp.Description, edits ...Edit) (*sdp.Description, Report, error) {
	p := newPass(d)
	if err := p.runAll(edits); err != nil {
		return nil, Report{}, err
	}
	if err := p.verify(d, edits); err != nil {
		return nil, Report{}, err
	}
	p.finish()
	return p.d, p.report, nil
}

// A step is the place of an edit in the program, innermost first.
type step struct {
	prev  *step
	index int
}

func (s *step) String() string {
	var room [32]byte
	return string(s.append(room[:0]))
}

func (s *step) append(b []byte) []byte {
	if s.prev != nil {
		b = append(s.prev.append(b), ".edits"...)
	}
	return append(strconv.AppendInt(append(b, '['), int64(s.index), 10), ']')
}

// depth counts the lists of edits that a step is in.
func (s *step) depth() (n int) {
	for ; s != nil; s = s.prev {
		n++
	}
	return n
}
