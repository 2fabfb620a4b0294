package input

import (
	"encoding/json"
	"io"
	"strconv"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/jsonstream"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A dump is a file of a recorder while it is read.
type dump struct {
	in *Input
	*jsonstream.Reader
	lead int // lines before what the Reader reads
	log  *callLog
}

// named puts name and line of the file to an error.
func (d *dump) named(err error) error {
	err = d.in.named(err, "")
	if e, ok := err.(*Error); ok && e.Line > 0 {
		e.Line += d.lead
	}
	return err
}

// entry yields what l completes.
func (d *dump) entry(l logged, yield func(replay.Entry, error) bool) bool {
	e, ok := d.log.add(l)
	return !ok || yield(e, nil)
}

// end yields a fault, or what is left.
func (d *dump) end(yield func(replay.Entry, error) bool) {
	if err := d.Err(); err != nil {
		yield(replay.Entry{}, d.in.moved(d.named(err)))
		return
	}
	for _, e := range d.log.rest() {
		if !yield(e, nil) {
			return
		}
	}
	for _, id := range d.log.order {
		if d.log.conns[id].held.restored {
			d.in.note("%s leaves out sections that didn't change; they were put back from the description before, without the candidates gathered since", d.in.Name)
			break
		}
	}
}

// An internals is a dump of chrome://webrtc-internals: an object with PeerConnections,
// and in each an updateLog of {type, value, timestamp}. The value is a string: JSON, or in
// older ones "type: offer, sdp: v=0…". Connections stand one after the other.
type internals struct{ dump }

func (in *Input) internals(r io.Reader) error {
	in.Format = Internals
	d := &internals{dump{in: in, Reader: jsonstream.NewReader(r, MaxValue), log: newCallLog()}}
	in.Recordings = []*Recording{{steps: replay.Steps(d.entries)}}
	return nil
}

func (d *internals) entries(yield func(replay.Entry, error) bool) {
	for key := range d.Members() {
		if key != "PeerConnections" || d.Kind() != jsonstream.Object {
			continue
		}
		for id := range d.Members() {
			if d.Kind() == jsonstream.Object && !d.connection(id, yield) {
				return
			}
		}
	}
	if d.Err() == nil && d.More() {
		line, column := d.Position()
		yield(replay.Entry{}, d.in.moved(&Error{Name: d.in.Name, Line: line, Column: column, Msg: "more text behind the dump"}))
		return
	}
	d.end(yield)
}

// connection reads one; it is false when the loop over the entries was left.
func (d *internals) connection(id string, yield func(replay.Entry, error) bool) bool {
	for key := range d.Members() {
		if key != "updateLog" || d.Kind() != jsonstream.Array {
			continue
		}
		for range d.Elements() {
			if d.Kind() != jsonstream.Object {
				continue
			}
			if l := d.update(id); d.Err() == nil && interesting[l.method] && !d.entry(l, yield) {
				return false
			}
		}
	}
	return true
}

// update reads one entry of an updateLog.
func (d *internals) update(id string) logged {
	l := logged{conn: id}
	for key := range d.Members() {
		switch {
		case key == "type" && d.Kind() == jsonstream.String:
			l.method, _ = d.Text()
		case key == "value" && (l.method == "" || interesting[l.method] || l.method == "icecandidate"):
			l.arg, _ = d.Value()
		case key == "timestamp" && d.Kind() == jsonstream.Number:
			var raw json.RawMessage
			raw, _ = d.Value()
			l.time, _ = strconv.ParseFloat(string(raw), 64)
		}
	}
	switch l.method {
	case "icecandidate":
		l.method = "onicecandidate"
	case "addIceCandidate":
		l.method = "addIceCandidateOnSuccess" // it is written when the call has settled
	}
	return l
}
