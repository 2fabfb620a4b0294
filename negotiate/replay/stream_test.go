package replay

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entries hands out the calls of one peer of a trace, without the recorded states,
// as a reader of another format would.
func entries(t *Trace, peer string) iter.Seq2[Entry, error] {
	described := func(id string) *Description {
		if d, ok := t.Descriptions[id]; ok && id != "" {
			return &d
		}
		return nil
	}
	return func(yield func(Entry, error) bool) {
		for _, e := range t.Events {
			if e.Kind != Note && e.Peer != peer {
				continue
			}
			entry := Entry{Event: e, Given: described(e.Description), Made: described(e.Created)}
			entry.State = nil
			if !yield(entry, nil) {
				return
			}
		}
	}
}

// A stream says of a recording what Timeline says of the same events.
func TestAStreamHasTheStepsOfTheTimeline(t *testing.T) {
	type view struct {
		Index                              int
		Peer, Call, Type, Text, Base, Made string
		Before, After                      string
		Implicit, Failed                   bool
		Since, Trickled                    int
	}
	look := func(s *Step) view {
		return view{
			s.Index, s.Peer, s.Call, s.Type, s.Text, s.BaseText, s.CreatedText, s.Before.State, s.After.State,
			s.ImplicitRollback, s.Error != nil, len(s.Since), len(s.Trickled),
		}
	}
	files, err := filepath.Glob("../../testdata/exchanges/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	compared := 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := Read(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, peer := range trace.Peers {
			alone := *trace
			alone.Events = nil
			for e := range entries(trace, peer.Name) {
				if e.Kind != SIP {
					alone.Events = append(alone.Events, e.Event)
				}
			}
			var want, got []view
			for _, s := range alone.Timeline() {
				want = append(want, look(&s))
			}
			var steps []*Step
			for s, err := range Steps(entries(&alone, peer.Name)) {
				if err != nil {
					t.Fatal(err)
				}
				steps = append(steps, s)
			}
			for _, s := range steps { // now Trickled is complete
				got = append(got, look(s))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s, peer %s: (-timeline +stream)\n%s", file, peer.Name, d)
			}
			compared += len(got)
		}
	}
	if compared < 100 {
		t.Errorf("only %d steps compared", compared)
	}
}

func TestAStreamNamesEqualDescriptionsAlikeAndForgetsOldOnes(t *testing.T) {
	offer, answer := &Description{Offer, "v=0\r\n"}, &Description{Answer, "v=0\r\n"}
	call := func(name string, d *Description) Entry {
		return Entry{Event: Event{Kind: Call, Peer: "x", Name: name}, Given: d}
	}
	list := []Entry{
		{Event: Event{Kind: Call, Peer: "x", Name: "createOffer"}, Made: offer},
		call("setLocalDescription", offer),
		call("setRemoteDescription", answer),
		call("setLocalDescription", &Description{Offer, "v=0\r\ns=2\r\n"}),
		call("setLocalDescription", offer),
	}
	fault := errors.New("torn")
	var got []string
	var last error
	for s, err := range Steps(func(yield func(Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
		yield(Entry{}, fault)
	}) {
		if err != nil {
			last = err
			continue
		}
		got = append(got, s.ID+" created "+s.Created+" on "+s.Base+" dropped "+s.Dropped)
	}
	want := []string{"d1 created d1 on  dropped ", "d2 created  on  dropped ", "d3 created d1 on d1 dropped ", "d1 created d1 on d1 dropped d3"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if last != fault {
		t.Errorf("ended with %v", last)
	}
}
