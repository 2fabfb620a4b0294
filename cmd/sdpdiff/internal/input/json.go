package input

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/jsonstream"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// json reads JSON of any shape, and says by what is in it what it is.
func (in *Input) json(r io.Reader) error {
	kept := new(bytes.Buffer)
	s := &search{
		Reader: jsonstream.NewReader(io.TeeReader(r, &prefix{kept, MaxText}), MaxValue), top: make(map[string]bool), left: MaxText,
	}
	for s.More() {
		path := ""
		if s.values > 0 {
			line, _ := s.Position()
			path = fmt.Sprintf("line %d:", in.start.lines+line)
		}
		if s.values++; s.value(path, "") != nil || s.stopped() {
			break
		}
	}
	if s.dump {
		return in.internals(io.MultiReader(bytes.NewReader(kept.Bytes()), r))
	}
	text := kept.String()
	if err := s.Err(); err != nil && s.problem == "" {
		return in.named(err, text)
	}
	if s.problem != "" {
		return fault(in.Name, text, s.at, "%s", s.problem)
	}
	if s.top["descriptions"] && s.top["events"] {
		trace, err := replay.Read(strings.NewReader(text))
		if err != nil {
			return in.named(err, text)
		}
		in.Format = Exchange
		in.Recordings = []*Recording{traced(trace)}
		return nil
	}
	in.Format = JSON
	if len(s.found) == 0 {
		return fault(in.Name, text, len(text)-len(strings.TrimLeft(text, blank)),
			`JSON without "sdp": want {"type", "sdp"}, several of these, or a recorded exchange`)
	}
	return in.descriptions(s.found)
}

// A prefix keeps the beginning of what is written to it.
type prefix struct {
	buf  *bytes.Buffer
	most int
}

func (p *prefix) Write(b []byte) (int, error) {
	p.buf.Write(b[:min(len(b), max(0, p.most+1-p.buf.Len()))])
	return len(b), nil
}

// A search looks for descriptions in JSON.
type search struct {
	*jsonstream.Reader
	values int             // at the top
	top    map[string]bool // the names of the members there
	found  []found
	left   int  // bytes that the texts may still have
	dump   bool // of webrtc-internals: what was read has to be read again
	// problem is what is wrong with the JSON as descriptions, and at where.
	problem string
	at      int
}

// found is a description with the member that it is the value of: "pendingLocalDescription".
type found struct {
	Description
	parent, member string
}

// slots are the members of an RTCPeerConnection that hold descriptions (webrtc-pc, "RTCPeerConnection").
var slots = map[string]bool{
	"pendingLocalDescription": true, "currentLocalDescription": true, "localDescription": true,
	"pendingRemoteDescription": true, "currentRemoteDescription": true, "remoteDescription": true,
}

// stopped says that the reading is over: there is a fault, or nothing more to find out.
func (s *search) stopped() bool { return s.Err() != nil || s.problem != "" || s.dump }

// value reads the value at hand, whose place is path.
func (s *search) value(path, member string) error {
	switch s.Kind() {
	case jsonstream.Object:
		return s.object(path, member)
	case jsonstream.Array:
		for i := range s.Elements() {
			if s.stopped() {
				break
			}
			s.value(fmt.Sprintf("%s[%d]", path, i), "")
		}
		return s.Err()
	case jsonstream.String:
		if path == "" || path[len(path)-1] == ':' || slots[member] {
			at := s.offset()
			text, err := s.Text()
			if err == nil {
				s.add(found{Description{Path: path, Text: text}, parent(path, member), member}, at)
			}
			return err
		}
	}
	return s.Skip()
}

// object reads an object: a description if it has "sdp", else perhaps some inside.
func (s *search) object(path, member string) error {
	d := found{Description{Path: join(path, "sdp")}, parent(path, member), member}
	has, at := false, 0
	for key := range s.Members() {
		if s.stopped() {
			break
		}
		if path == "" {
			s.top[key] = true
		}
		switch {
		case key == "type" && s.Kind() == jsonstream.String:
			d.Type, _ = s.Text()
		case key == "sdp" && s.Kind() == jsonstream.String:
			at = s.offset()
			d.Text, _ = s.Text()
			has = true
		case key == "sdp" && s.Kind() == jsonstream.Array:
			at = s.offset()
			d.Text = s.lines()
			has = true
		case path == "" && key == "PeerConnections" && s.Kind() == jsonstream.Object:
			if s.dump = s.InputOffset() <= MaxText; !s.dump {
				s.problem = fmt.Sprintf("PeerConnections must begin within %d bytes", MaxText)
			}
			return nil // which ends the reading
		case path == "" && key == "descriptions" && s.Kind() == jsonstream.Object:
			// of a recorded exchange, which package replay reads
		default:
			s.value(join(path, key), key)
		}
	}
	if has && !s.stopped() {
		s.add(d, at)
	}
	return s.Err()
}

// lines joins an array of lines, which may have line endings.
func (s *search) lines() string {
	var b strings.Builder
	at := s.offset()
	for range s.Elements() {
		line, err := s.Text()
		if err != nil {
			break
		}
		b.WriteString(strings.TrimRight(line, "\r\n") + "\r\n")
		if b.Len() > MaxValue {
			s.problem, s.at = fmt.Sprintf("more than %d bytes of lines", MaxValue), at
			break
		}
	}
	return b.String()
}

func (s *search) add(d found, at int) {
	s.left -= len(d.Text)
	problem := ""
	switch d.Type {
	case "", replay.Offer, replay.Answer, replay.Pranswer, replay.Rollback:
	default:
		problem = fmt.Sprintf("type %q is not offer, answer, pranswer or rollback", d.Type)
	}
	if s.left < 0 {
		problem = fmt.Sprintf("more than %d bytes of descriptions", MaxText)
	}
	switch {
	case problem != "" && s.problem == "":
		s.problem, s.at = problem, at
	case problem == "" && d.Type != replay.Rollback:
		s.found = append(s.found, d)
	}
}

// offset is that of the value at hand.
func (s *search) offset() int {
	s.Kind() // which passes over the spaces before it
	return int(s.InputOffset())
}

func join(path, member string) string {
	switch {
	case path == "":
		return member
	case path[len(path)-1] == ':':
		return path + " " + member
	}
	return path + "." + member
}

// parent is the place of the object that has the member.
func parent(path, member string) string {
	return strings.TrimSuffix(strings.TrimSuffix(path, member), ".")
}
