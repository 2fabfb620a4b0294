package sdp

import (
	"iter"
	"strings"
)

// Simulcast is a=simulcast (RFC 8853 §5.1): the encodings of its source that a
// section sends, and those that it can receive.
//
//	a=simulcast:send <streams>
//	a=simulcast:recv <streams> send <streams>
//
// Streams have ";" between them, the most wanted first; the alternatives of a
// stream have ","; "~" before a rid-id says that it starts paused.
//
// Before the RFC, Firefox and others wrote the form of a draft,
// "a=simulcast: send rid=1;2 recv rid=3", and "send pt=97;98" with payload types
// for rid-ids. These are read as well, and written again as they were.
type Simulcast struct {
	Send SimulcastStreams // none: ""
	Recv SimulcastStreams
	// Draft is "rid" or "pt" when the streams have the form of the draft; with
	// "pt" they consist of payload types.
	Draft     string
	recvFirst bool // recv was written before send
}

// SimulcastStreams are the streams of one direction, as written: "1;~2,3".
type SimulcastStreams string

// All iterates over the streams, the most wanted first.
func (s SimulcastStreams) All() iter.Seq[SimulcastStream] {
	return func(yield func(SimulcastStream) bool) {
		for v := range items(string(s), ';') {
			if !yield(SimulcastStream(v)) {
				return
			}
		}
	}
}

// SimulcastStream is one stream, as written: "~2,3".
type SimulcastStream string

// Alternatives iterates over the rid-ids of the stream, the most wanted first, and
// says of each whether it starts paused.
func (s SimulcastStream) Alternatives() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for v := range items(string(s), ',') {
			if id, paused := strings.CutPrefix(v, "~"); !yield(id, paused) {
				return
			}
		}
	}
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Simulcast) MatchName(name string) bool { return name == "simulcast" }

func (Simulcast) ParseAttribute(_, value string, hasValue bool) (a Simulcast, err error) {
	f := fields{s: value}
	dir, at, ok := f.next()
	if !hasValue || !ok {
		return a, errNoValue
	}
	for n := 0; ok; n++ {
		d, known := ridDirection(dir)
		if !known || d == RecvOnly && a.Recv != "" || d == SendOnly && a.Send != "" {
			return a, attrError(at, "unexpected "+quote(dir)+", not one send and one recv")
		}
		list, pos, _ := f.next()
		draft := ""
		for _, form := range []string{"rid", "pt"} {
			if s, ok := strings.CutPrefix(list, form); ok && strings.HasPrefix(s, "=") {
				draft, list = form, s[1:]
				pos += len(form) + 1
			}
		}
		if n > 0 && draft != a.Draft {
			return a, attrError(pos, "one direction has the form of a draft, the other has not")
		}
		if list == "" {
			return a, attrError(pos, "streams are missing")
		}
		for stream := range SimulcastStreams(list).All() {
			if stream == "" {
				return a, attrError(pos, "stream is empty")
			}
			for id, paused := range stream.Alternatives() {
				if paused {
					pos++
				}
				if i := badRID(id); i >= 0 {
					return a, attrError(pos+i, "rid-id "+quote(id)+notRID)
				}
				pos += len(id) + 1
			}
		}
		a.Draft = draft
		if d == SendOnly {
			a.Send = SimulcastStreams(list)
		} else {
			a.Recv, a.recvFirst = SimulcastStreams(list), n == 0
		}
		dir, at, ok = f.next()
	}
	a.recvFirst = a.recvFirst && a.Send != ""
	return a, nil
}

func (a Simulcast) AppendAttribute(b []byte) []byte {
	b = append(b, "simulcast:"...)
	first := len(b)
	for i := range 2 {
		dir, streams := "send ", a.Send
		if (i == 0) == a.recvFirst {
			dir, streams = "recv ", a.Recv
		}
		if streams == "" {
			continue
		}
		if len(b) > first {
			b = append(b, ' ')
		}
		b = append(b, dir...)
		if a.Draft != "" {
			b = append(append(b, a.Draft...), '=')
		}
		b = append(b, streams...)
	}
	return b
}

// Equal ignores which direction is written first.
func (a Simulcast) Equal(o Simulcast) bool {
	return a.Send == o.Send && a.Recv == o.Recv && a.Draft == o.Draft
}

func (a Simulcast) String() string                { return attributeValue(a) }
func (a Simulcast) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *Simulcast) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
