package negotiate

import (
	"strconv"
	"strings"
)

// This file writes agreements for people.

// String is a readable table: each section with what either side sends, then the
// transports. Secrets such as ice-pwd are not in it.
func (a Agreement) String() string {
	var b strings.Builder
	for _, s := range a.Sections {
		writeSection(&b, s, [2]string{"offerer sends", "answerer sends"})
	}
	for i, t := range a.Transports {
		t.write(&b, i)
	}
	return b.String()
}

// String is a readable table like [Agreement.String].
func (s Seat) String() string {
	var b strings.Builder
	for _, m := range s.Sections {
		writeSection(&b, AgreedSection{
			m.Index, m.MID, m.Kind, m.Proto, m.Rejected, m.Direction, m.Transport, m.Send, m.Recv, m.Extensions,
			m.MixedIDs, m.RTCPMux, m.RTCPRsize, m.Crypto,
		}, [2]string{"sends", "receives"})
	}
	for i, t := range s.Transports {
		t.write(&b, i)
	}
	return b.String()
}

func row(b *strings.Builder, label, text string) {
	if text == "" {
		return
	}
	b.WriteString("  " + label + strings.Repeat(" ", max(1, 16-len(label))) + oneLine(text) + "\n")
}

func writeSection(b *strings.Builder, s AgreedSection, ways [2]string) {
	b.WriteString("m[" + strconv.Itoa(s.Index) + "]")
	if s.MID != "" {
		b.WriteString(" (mid " + s.MID + ")")
	}
	b.WriteString(" " + s.Kind)
	if s.Rejected != "" {
		b.WriteString(", rejected: " + oneLine(s.Rejected) + "\n")
		return
	}
	b.WriteString(" " + s.Proto + ", " + s.Direction.String() + ", transport " + strconv.Itoa(s.Transport) + "\n")
	for i, f := range [2]Flow{s.ToAnswerer, s.ToOfferer} {
		on := i == 0 && s.Direction.Send() || i == 1 && s.Direction.Recv()
		row(b, ways[i], f.text(on))
	}
	var ext []string
	for _, e := range s.Extensions {
		ext = append(ext, strconv.Itoa(e.ID)+" "+e.URI+" "+e.Direction.String())
	}
	for i, e := range ext {
		label := ""
		if i == 0 {
			label = "extensions"
		}
		row(b, label, e)
	}
	var rtcp []string
	if s.RTCPMux {
		rtcp = append(rtcp, "rtcp-mux")
	}
	if s.RTCPRsize {
		rtcp = append(rtcp, "rtcp-rsize")
	}
	if s.MixedIDs {
		rtcp = append(rtcp, "extmap-allow-mixed")
	}
	row(b, "options", strings.Join(rtcp, ", "))
	if k := s.Crypto; k != nil {
		row(b, "crypto", strconv.FormatUint(uint64(k.Tag), 10)+" "+k.Suite)
	}
}

// text is what travels, and what is known of where to; on says that the direction lets
// it.
func (f Flow) text(on bool) string {
	var parts []string
	switch {
	case !on:
		parts = append(parts, "nothing now")
	case f.Nowhere:
		parts = append(parts, "to nowhere")
	}
	var codecs []string
	for i := range f.Codecs {
		codecs = append(codecs, f.Codecs[i].String())
	}
	if len(codecs) > 0 {
		parts = append(parts, strings.Join(codecs, ", "))
	}
	if len(f.Formats) > 0 {
		parts = append(parts, strings.Join(f.Formats, " "))
	}
	var streams []string
	for _, s := range f.Streams {
		streams = append(streams, s.String())
	}
	if len(streams) > 0 {
		parts = append(parts, "simulcast "+strings.Join(streams, " "))
	}
	if f.SCTPPort != nil {
		parts = append(parts, "SCTP port "+strconv.Itoa(int(*f.SCTPPort)))
	}
	if f.MaxMessageSize != nil {
		parts = append(parts, "messages of "+strconv.FormatUint(*f.MaxMessageSize, 10)+" bytes")
	}
	if f.Ptime != "" {
		parts = append(parts, "ptime "+f.Ptime)
	}
	for _, w := range f.Bandwidths {
		parts = append(parts, "b="+w.String())
	}
	return strings.Join(parts, "; ")
}

// String returns "111 opus/48000/2 minptime=10", with what the receiver says of it.
func (k AgreedCodec) String() string {
	s := strconv.Itoa(int(k.PayloadType)) + " " + k.Name + "/" + strconv.FormatUint(uint64(k.ClockRate), 10)
	if k.Channels > 1 {
		s += "/" + strconv.Itoa(k.Channels)
	}
	if k.Params != "" {
		s += " " + k.Params
	}
	return s
}

// String returns the stream as a=simulcast would have it, "~2,3".
func (s AgreedStream) String() string {
	text := s.RID
	if s.Paused {
		text = "~" + text
	}
	for _, a := range s.Alternatives {
		text += "," + a
	}
	return text
}

func transportHead(b *strings.Builder, i int, mid string, sections []int) {
	b.WriteString("transport " + strconv.Itoa(i))
	if mid != "" {
		b.WriteString(" (mid " + mid + ")")
	}
	b.WriteString(" of")
	for _, n := range sections {
		b.WriteString(" m[" + strconv.Itoa(n) + "]")
	}
}

func (t AgreedTransport) write(b *strings.Builder, i int) {
	transportHead(b, i, t.MID, t.Sections)
	if k := t.ICE; k != nil {
		b.WriteString(", ICE " + k.Offerer.text() + "/" + k.Answerer.text() + ", " + k.Controlling.String() + " controlling")
	}
	switch {
	case t.DTLS != nil && t.DTLS.Client != 0:
		b.WriteString(", DTLS client: " + t.DTLS.Client.String())
	case t.DTLS != nil:
		b.WriteString(", DTLS, client open")
	case t.TCP != nil && t.TCP.Active != 0:
		b.WriteString(", TCP active: " + t.TCP.Active.String())
	case t.TCP != nil:
		b.WriteString(", TCP, nobody opens it")
	}
	b.WriteByte('\n')
}

func (t SeatTransport) write(b *strings.Builder, i int) {
	transportHead(b, i, t.MID, t.Sections)
	if k := t.ICE; k != nil {
		role := "controlled"
		if k.Controlling {
			role = "controlling"
		}
		b.WriteString(", ICE " + k.Local.text() + "/" + k.Remote.text() + ", " + role)
	}
	if t.DTLS != nil {
		b.WriteString(", DTLS " + orOpen(t.DTLS.Role))
	}
	b.WriteByte('\n')
}

func orOpen(role string) string {
	if role == "" {
		return "role open"
	}
	return role
}

func (a Agent) text() string {
	if a.Lite {
		return a.Ufrag + " (lite)"
	}
	return a.Ufrag
}
