package input

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/jsonstream"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// methodNumbers are those that rtcstats writes instead of the names, in version 3 of
// its file format; a number is never given to another method.
var methodNumbers = map[string]string{
	"3": "createOfferOnSuccess", "5": "createAnswerOnSuccess",
	"6": "setLocalDescription", "7": "setLocalDescriptionOnSuccess", "14": "setLocalDescriptionOnFailure",
	"8": "setRemoteDescription", "9": "setRemoteDescriptionOnSuccess", "15": "setRemoteDescriptionOnFailure",
	"10": "addIceCandidate", "11": "addIceCandidateOnSuccess", "16": "addIceCandidateOnFailure", "20": "onicecandidate",
}

// rtcstats sets up a recording that is read while its steps are asked for. After the
// header each line is an array: method, connection or null, argument, perhaps more, and the time
// in milliseconds, in version 3 since the line before.
func (in *Input) rtcstats(r *bufio.Reader) error {
	lead := 0 // lines before the first value
	for {
		line, err := r.ReadSlice('\n')
		if err != nil && err != io.EOF {
			return &Error{Name: in.Name, Line: 1, Column: 1, Msg: "the line after " + rtcstatsHeader + " doesn't end"}
		}
		lead++
		if word := strings.TrimSpace(string(line)); word == rtcstatsHeader {
			break
		} else if word != "" {
			return &Error{Name: in.Name, Line: lead, Column: 1, Msg: "the first line must be " + rtcstatsHeader, After: word[:min(len(word), 200)]}
		}
	}
	d := &rtcstats{dump{in: in, Reader: jsonstream.NewReader(r, MaxValue), lead: lead, log: newCallLog()}, false, 0}
	if err := d.metadata(); err != nil {
		return d.named(err)
	}
	in.Recordings = []*Recording{{steps: replay.Steps(d.entries)}}
	return nil
}

// An rtcstats is a file of that while it is read.
type rtcstats struct {
	dump
	deltas bool
	now    float64
}

// metadata reads the object that has the version.
func (d *rtcstats) metadata() error {
	if d.Kind() != jsonstream.Object {
		return d.Skip()
	}
	for key := range d.Members() {
		if key != "fileFormat" || d.Err() != nil {
			continue
		}
		raw, err := d.Value()
		if err != nil {
			return err
		}
		version, err := strconv.Atoi(string(raw))
		if err != nil || version < 1 || version > 3 {
			return &Error{Name: d.in.Name, Msg: fmt.Sprintf("fileFormat %s of rtcstats is not known: 1 to 3 are", raw)}
		}
		d.deltas = version == 3
	}
	return d.Err()
}

// entries yields what the descriptions need.
func (d *rtcstats) entries(yield func(replay.Entry, error) bool) {
	for d.More() {
		if d.Kind() != jsonstream.Array {
			if d.Skip() != nil {
				break
			}
			continue
		}
		l, err := d.line()
		if err != nil {
			break
		}
		if l.conn != "" && interesting[l.method] && !d.entry(l, yield) {
			return
		}
	}
	d.end(yield)
}

// line reads one event.
func (d *rtcstats) line() (l logged, err error) {
	var last json.RawMessage // of what stands behind the argument: the time
	for i := range d.Elements() {
		switch {
		case i < 0:
			return l, d.Err()
		case i == 0:
			raw, _ := d.Value()
			l.method = word(raw)
			if name, ok := methodNumbers[l.method]; ok {
				l.method = name
			}
		case i == 1:
			raw, _ := d.Value()
			l.conn = word(raw)
		case i == 2 && !interesting[l.method]:
			d.Skip()
		case i == 2:
			l.arg, _ = d.Value()
		default:
			if k := d.Kind(); k != jsonstream.Number && k != jsonstream.String {
				continue
			}
			if s := word(last); s != "" && last[0] == '"' {
				l.id = s
			}
			last, _ = d.Value()
		}
	}
	t, _ := strconv.ParseFloat(string(last), 64)
	if d.deltas {
		d.now += t
	} else {
		d.now = t
	}
	l.time = d.now
	return l, d.Err()
}

// word is what a string says, or a number as it stands; "" for null and the rest.
func word(raw json.RawMessage) string {
	var s string
	switch {
	case len(raw) == 0 || json.Unmarshal(raw, &s) == nil:
		return s
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return string(raw)
	}
	return ""
}
