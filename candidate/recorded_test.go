package candidate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// recordings reads the recorded exchanges, by the name of their file.
func recordings(t *testing.T, use func(name string, trace *replay.Trace)) {
	t.Helper()
	files, err := filepath.Glob("../testdata/exchanges/*.json")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d recorded exchanges, %v", len(files), err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := replay.Read(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		use(strings.TrimSuffix(filepath.Base(file), ".json"), trace)
	}
}

// texts are all different candidates of the recordings, as they were written, by the
// name of a file that has them: events, arguments of calls and lines of descriptions.
func texts(t *testing.T) map[string]string {
	found := map[string]string{}
	recordings(t, func(name string, trace *replay.Trace) {
		for _, e := range trace.Events {
			if e.Candidate != nil && e.Candidate.Line != "" {
				found[e.Candidate.Line] = name
			}
		}
		for _, d := range trace.Descriptions {
			for line := range strings.Lines(d.SDP) {
				if strings.HasPrefix(line, "a=candidate") {
					found[line] = name
				}
			}
		}
	})
	return found
}

// refused are the recorded candidates that Parse refuses. No stack sent any of them:
// they were made up to see what stacks say, or are what a stack made of that.
var refused = []struct {
	id, files string
	count     int // candidates in testdata/exchanges
	reason    string
}{
	{"candidate-component", "candidate-lines__*", 3, "component 300"},
	{"candidate-port", "candidate-lines__*", 3, "port 65536; and werift remembers NaN where there were two spaces"},
	{"candidate-priority", "candidate-lines__*", 5, "priorities 0 and 4294967296"},
	{"candidate-foundation", "candidate-lines__*", 4, "a foundation of 33 bytes"},
	{"candidate-foundation", "*werift-*", 4, "werift remembers the a= of libdatachannel's candidates as a part of them"},
	{"candidate-syntax", "candidate-lines__*", 5, "\"garbage\", and a candidate without a type"},
}

func TestEveryRecordedCandidateComesBackByteForByte(t *testing.T) {
	used := make([]int, len(refused))
	all := texts(t)
	for text, name := range all {
		value := strings.TrimPrefix(strings.TrimPrefix(strings.TrimRight(text, "\r\n"), "a="), "candidate:")
		c, errs := candidate.ParseLax(text)
		if got := c.String(); got != "candidate:"+value {
			t.Errorf("%s: %q comes back as %q", name, text, got)
		}
		var again candidate.Candidate
		if err := again.UnmarshalText([]byte(text)); err == nil {
			if b, err := again.MarshalText(); err != nil || string(b) != "candidate:"+value {
				t.Errorf("%s: %q comes back as %q, %v", name, text, b, err)
			}
		}
		for _, e := range errs {
			known := false
			for i, r := range refused {
				if match, err := filepath.Match(r.files, name); err != nil {
					t.Fatal(err)
				} else if match && r.id == e.ID {
					used[i]++
					known = true
				}
			}
			if !known {
				t.Errorf("%s: %q: %v", name, text, e)
			}
		}
	}
	for i, r := range refused {
		t.Logf("%4d × %s in %s: %s", used[i], r.id, r.files, r.reason)
		if used[i] != r.count {
			t.Errorf("%s in %s: %d and not %d", r.id, r.files, used[i], r.count)
		}
	}
	t.Logf("%d different candidates come back byte for byte", len(all))
	if len(all) < 1000 {
		t.Error("too few")
	}
}

// fields are what a stack said it had read of its own candidate: the members of
// RTCIceCandidate (W3C webrtc §4.8.1), for pion those of its ICECandidate.
type fields struct {
	Foundation, Protocol, Address, Type, TCPType, RelatedAddress, UsernameFragment *string
	Component                                                                      any
	Priority                                                                       *uint32
	Port, RelatedPort                                                              *uint16
}

// stacks says how the fields of a stack depart from the text of its candidate.
var stacks = []struct {
	id, reason string
	count      int // fields in testdata/exchanges
	applies    func(stack, text string, field, ours, theirs string, c candidate.Candidate) bool
}{
	{"chromium-brackets", "Chromium puts IPv6 addresses in brackets, which the line hasn't", 82, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "chromium" && field == "address" && theirs == `"[`+strings.Trim(ours, `"`)+`]"`
	}},
	{"firefox-ufrag", "Firefox knows the ufrag of a line that doesn't tell it", 205, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "firefox" && field == "usernameFragment" && ours == "null" && theirs != "null"
	}},
	{"pion-empty", "pion's fields are \"\" and 0 where there is nothing", 153, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "pion" && ours == "null" && (theirs == `""` || theirs == "0")
	}},
	{"pion-ufrag", "pion's ICECandidate has no ufrag", 55, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "pion" && field == "usernameFragment" && theirs == "null"
	}},
	{"pion-zone", "pion knows the zone of a link-local address and doesn't write it", 1, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		a := candidate.Address(theirs[1 : len(theirs)-1])
		ip, ok := a.IP()
		return stack == "pion" && field == "address" && ok && ip.IsLinkLocalUnicast() && `"`+ip.WithZone("").String()+`"` == ours
	}},
	{"libdatachannel-prefix", "node-datachannel cuts the words of a line that starts with a=", 20, func(stack, text, field, ours, theirs string, c candidate.Candidate) bool {
		return stack == "libdatachannel" && field == "foundation" && strings.HasPrefix(text, "a=") && theirs == `"a=`+c.Foundation+`"`
	}},
	{"libdatachannel-case", "node-datachannel doesn't bring the protocol into lower case", 20, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "libdatachannel" && field == "protocol" && ours == strings.ToLower(theirs)
	}},
	{"werift-few", "werift's candidates have no fields but the ufrag", 144, func(stack, _, field, ours, theirs string, _ candidate.Candidate) bool {
		return stack == "werift" && field != "usernameFragment" && theirs == "null"
	}},
}

func TestRecordedFieldsAreWhatIsReadOfTheLine(t *testing.T) {
	used := map[string]int{}
	n, compared := 0, 0
	recordings(t, func(name string, trace *replay.Trace) {
		stack := map[string]string{}
		for _, p := range trace.Peers {
			stack[p.Name] = p.Stack
		}
		for _, e := range trace.Events {
			var raw struct{ Fields *fields }
			if err := json.Unmarshal(e.Raw, &raw); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if raw.Fields == nil || e.Candidate == nil || e.Candidate.Line == "" {
				continue
			}
			n++
			c, err := candidate.Parse(e.Candidate.Line)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			for _, pair := range fieldPairs(c, raw.Fields) {
				compared++
				if pair.ours == pair.theirs {
					continue
				}
				explained := false
				for _, s := range stacks {
					if s.applies(stack[e.Peer], e.Candidate.Line, pair.field, pair.ours, pair.theirs, c) {
						used[s.id]++
						explained = true
						break
					}
				}
				if !explained {
					t.Errorf("%s: %s's %s of %q is %s, and we read %s", name, stack[e.Peer], pair.field, e.Candidate.Line, pair.theirs, pair.ours)
				}
			}
		}
	})
	for _, s := range stacks {
		t.Logf("%4d × %s: %s", used[s.id], s.id, s.reason)
		if used[s.id] != s.count {
			t.Errorf("%s: %d and not %d", s.id, used[s.id], s.count)
		}
	}
	t.Logf("%d recorded candidates, %d fields", n, compared)
	if n < 500 {
		t.Error("too few")
	}
}

type fieldPair struct{ field, ours, theirs string }

// fieldPairs lays fields side by side, each as JSON has it.
func fieldPairs(c candidate.Candidate, f *fields) []fieldPair {
	str := func(s string, ok bool) string {
		if !ok {
			return "null"
		}
		return fmt.Sprintf("%q", s)
	}
	ptr := func(p *string) string {
		if p == nil {
			return "null"
		}
		return fmt.Sprintf("%q", *p)
	}
	num := func(n uint64, ok bool) string {
		if !ok {
			return "null"
		}
		return fmt.Sprint(n)
	}
	port := func(p *uint16) string {
		if p == nil {
			return "null"
		}
		return fmt.Sprint(*p)
	}
	component := fmt.Sprint(f.Component)
	switch f.Component {
	case nil:
		component = "null"
	case "rtp": // RTCIceComponent
		component = "1"
	case "rtcp":
		component = "2"
	}
	priority := "null"
	if f.Priority != nil {
		priority = fmt.Sprint(*f.Priority)
	}
	ufrag, hasUfrag := c.Ufrag()
	related := c.RelatedAddress != ""
	return []fieldPair{
		{"foundation", str(c.Foundation, true), ptr(f.Foundation)},
		{"component", num(uint64(c.Component), true), component},
		{"protocol", str(string(c.Transport), true), ptr(f.Protocol)},
		{"priority", num(uint64(c.Priority), true), priority},
		{"address", str(c.Address.String(), true), ptr(f.Address)},
		{"port", num(uint64(c.Port), true), port(f.Port)},
		{"type", str(string(c.Type), true), ptr(f.Type)},
		{"tcpType", str(string(c.TCPType), c.TCPType != ""), ptr(f.TCPType)},
		{"relatedAddress", str(c.RelatedAddress.String(), related), ptr(f.RelatedAddress)},
		{"relatedPort", num(uint64(c.RelatedPort), related), port(f.RelatedPort)},
		{"usernameFragment", str(ufrag, hasUfrag), ptr(f.UsernameFragment)},
	}
}

// What sdp.All gives for the lines of a description is what Parse gives.
func TestRecordedDescriptionsGiveTheirCandidates(t *testing.T) {
	n := 0
	recordings(t, func(name string, trace *replay.Trace) {
		for _, text := range trace.Descriptions {
			d, _ := sdp.ParseLax(text.SDP)
			for _, m := range d.AllMedia() {
				for l, c := range sdp.Entries[candidate.Candidate](m) {
					n++
					if got, err := candidate.Parse(l.Text()); err != nil || got != c || c.String() != l.Text()[2:] {
						t.Fatalf("%s: %q is read as %s, %v", name, l.Text(), c, err)
					}
				}
			}
		}
	})
	if n < 1000 {
		t.Errorf("only %d", n)
	}
}
