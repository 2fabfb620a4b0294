package interop

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pion/ice/v4"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A difference is one way in which candidates are read or written otherwise than by
// pion/ice v4.4.8, and why.
type difference struct {
	name, text string // an example
	pion, ours string // what becomes of it
	why        string
	count      int                                           // recorded candidates that show it; the example is made up where none does
	applies    func(text string, c candidate.Candidate) bool // both say something else about it, for this reason
}

// The outcomes of a comparison.
const (
	refused  = "refused" // by one, and not by the other
	fieldsOf = "fields"  // read otherwise
	written  = "written" // written otherwise
	same     = "the same"
)

func hasZone(a candidate.Address) bool { return strings.Contains(string(a), "%") }

// differences are all that the recorded candidates show.
var differences = map[string][]difference{
	refused: {
		{name: "a= in front", count: 21, text: "a=candidate:1 1 udp 2 192.0.2.1 9 typ host",
			pion: "refuses", ours: "reads it", why: "libdatachannel's candidates have it",
			applies: func(text string, _ candidate.Candidate) bool { return strings.HasPrefix(text, "a=") }},
		{name: "a line ending", count: 1, text: "candidate:1 1 udp 2 192.0.2.1 9 typ host foo bar\r\n",
			pion: "refuses it behind an extension, else takes it for a part of the type", ours: "leaves it out", why: "applications cut candidates out of descriptions",
			applies: func(text string, _ candidate.Candidate) bool { return strings.HasSuffix(text, "\n") }},
		{name: "spaces", count: 1, text: "candidate:1  1 udp 2 192.0.2.1 9 typ host",
			pion: "refuses", ours: "reads it", why: "what is meant is plain; Firefox and libdatachannel read it, too",
			applies: func(text string, _ candidate.Candidate) bool { return strings.Contains(text, "  ") }},
		{name: "names", text: "candidate:1 1 udp 2 host.example 9 typ host",
			pion: "refuses those that end in neither .local nor .invalid", ours: "reads them", why: "RFC 8839 §5.1 has them ignored, not refused; that is for the ICE agent",
			applies: func(_ string, c candidate.Candidate) bool { return c.Address.IsName() && !c.Address.IsMDNS() }},
		{name: "brackets", count: 2, text: "candidate:1 1 udp 2 [2001:db8::1] 9 typ host",
			pion: "refuses", ours: "reads it", why: "browsers do",
			applies: func(_ string, c candidate.Candidate) bool { return strings.HasPrefix(string(c.Address), "[") }},
		{name: "types and transports", count: 3, text: "candidate:1 1 ssltcp 2 192.0.2.1 9 typ warp",
			pion: "refuses those that it doesn't know", ours: "keeps them", why: "the grammar is open for more (RFC 8839 §5.1)",
			applies: func(_ string, c candidate.Candidate) bool {
				return c.Type != candidate.Host && c.Type != candidate.ServerReflexive && c.Type != candidate.PeerReflexive && c.Type != candidate.Relayed ||
					c.Transport != candidate.UDP && c.Transport != candidate.TCP
			}},
		{name: "component-id", count: 2, text: "candidate:1 300 udp 2 192.0.2.1 9 typ host",
			pion: "reads up to 65535", ours: "refuses; ParseLax keeps it", why: "it is from 1 to 256 (RFC 8839 §5.1)",
			applies: func(_ string, c candidate.Candidate) bool { return c.Component < 1 || c.Component > 256 }},
		{name: "priority", count: 2, text: "candidate:1 1 udp 0 192.0.2.1 9 typ host",
			pion: "reads 0 and up to 4294967295", ours: "refuses; ParseLax keeps it", why: "it is from 1 to 2147483647 (RFC 8839 §5.1)",
			applies: func(_ string, c candidate.Candidate) bool { return c.Priority < 1 || c.Priority > 1<<31-1 }},
		{name: "empty foundations", text: "candidate: 1 udp 2 192.0.2.1 9 typ host",
			pion: "reads them as a space", ours: "refuses; ParseLax reads them as empty", why: "they are not ice-chars (RFC 8839 §5.1)",
			applies: func(_ string, c candidate.Candidate) bool { return c.Foundation == "" }},
	},
	fieldsOf: {
		{name: "zones", count: 2, text: "candidate:1 1 udp 2 fe80::1%eth7 9 typ host",
			pion: "drops the zone", ours: "keeps it, as what was written", why: "nothing is lost; Address.IP().WithZone(\"\") drops it",
			applies: func(_ string, c candidate.Candidate) bool { return hasZone(c.Address) }},
		{name: "TCP and mDNS", count: 10, text: "candidate:1 1 tcp 2 x.local 9 typ host tcptype active",
			pion: "takes a candidate with an mDNS name for UDP", ours: "reads TCP", why: "that is what the line says",
			applies: func(_ string, c candidate.Candidate) bool { return c.Address.IsMDNS() && c.Transport == candidate.TCP }},
	},
	written: {
		{name: "letter case", count: 206, text: "candidate:1 1 UDP 2 192.0.2.1 9 typ host",
			pion: "writes udp and tcp", ours: "writes what was there", why: "what is passed on must not change",
			applies: func(text string, c candidate.Candidate) bool {
				return !strings.Contains(text, " "+string(c.Transport)+" ")
			}},
		{name: "hidden related addresses", count: 20, text: "candidate:1 1 udp 2 192.0.2.1 9 typ relay raddr 0.0.0.0 rport 0",
			pion: "leaves out raddr 0.0.0.0 rport 0", ours: "writes what was there", why: "RFC 8839 §5.1 wants a relayed candidate to have both",
			applies: func(_ string, c candidate.Candidate) bool {
				ip, _ := c.RelatedAddress.IP()
				return ip.IsUnspecified() && c.RelatedPort == 0
			}},
		{name: "odd extensions", count: 1, text: "candidate:1 1 udp 2 192.0.2.1 9 typ host foo",
			pion: "writes a space for the value that is missing", ours: "writes what was there", why: "what is passed on must not change",
			applies: func(text string, c candidate.Candidate) bool {
				return !strings.HasSuffix(text, " ") && len(strings.Fields(text))%2 == 1
			}},
	},
}

// compare gives the outcome for a text.
func compare(text string) (outcome, detail string, c candidate.Candidate) {
	p, pionErr := ice.UnmarshalCandidate(text)
	c, err := candidate.Parse(text)
	if (err == nil) != (pionErr == nil) {
		if err != nil {
			c, _ = candidate.ParseLax(text)
		}
		return refused, fmt.Sprintf("pion: %v, we: %v", pionErr, err), c
	}
	if err != nil {
		return same, "", c
	}
	theirs := fmt.Sprintf("%q %d %s %d %q %d %s %s", p.Foundation(), p.Component(), p.NetworkType().NetworkShort(), p.Priority(), p.Address(), p.Port(), p.Type(), p.TCPType())
	tcpType := ice.TCPTypeUnspecified.String()
	if c.TCPType != "" {
		tcpType = string(c.TCPType)
	}
	ours := fmt.Sprintf("%q %d %s %d %q %d %s %s", c.Foundation, c.Component, c.Transport, c.Priority, c.Address, c.Port, c.Type, tcpType)
	if r := p.RelatedAddress(); r != nil && r.Address != "" {
		theirs += fmt.Sprintf(" %s %d", r.Address, r.Port)
	}
	if c.RelatedAddress != "" {
		ours += fmt.Sprintf(" %s %d", c.RelatedAddress, c.RelatedPort)
	}
	for _, e := range p.Extensions() {
		if e.Key != "tcptype" {
			theirs += fmt.Sprintf(" %s=%q", e.Key, e.Value)
		}
	}
	for name, value := range c.Extensions() {
		ours += fmt.Sprintf(" %s=%q", name, value)
	}
	if ours != theirs {
		return fieldsOf, fmt.Sprintf("pion: %s, we: %s", theirs, ours), c
	}
	if value := strings.TrimPrefix(c.String(), "candidate:"); p.Marshal() != value {
		return written, fmt.Sprintf("pion: %s, we: %s", p.Marshal(), value), c
	}
	return same, "", c
}

func explain(outcome, text string, c candidate.Candidate) (name string, ok bool) {
	for _, d := range differences[outcome] {
		if d.applies(text, c) {
			return d.name, true
		}
	}
	return "", false
}

func TestEveryDifferenceFromPionIsNamed(t *testing.T) {
	for outcome, list := range differences {
		for _, d := range list {
			got, detail, c := compare(d.text)
			if name, ok := explain(got, d.text, c); !ok || name != d.name {
				t.Errorf("%s: %q gives %s (wanted %s), %q: %s", d.name, d.text, got, outcome, name, detail)
			}
			if d.pion == "" || d.ours == "" || d.why == "" {
				t.Errorf("%s is not explained", d.name)
			}
		}
	}
	files, err := filepath.Glob("../testdata/exchanges/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	texts := map[string]bool{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := replay.Read(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range trace.Events {
			if e.Candidate != nil && e.Candidate.Line != "" {
				texts[e.Candidate.Line] = true
			}
		}
		for _, d := range trace.Descriptions {
			for line := range strings.Lines(d.SDP) {
				if line, ok := strings.CutPrefix(line, "a=candidate:"); ok {
					texts["candidate:"+strings.TrimRight(line, "\r\n")] = true
				}
			}
		}
	}
	counts := map[string]int{}
	for text := range texts {
		outcome, detail, c := compare(text)
		if outcome == same {
			counts[same]++
			continue
		}
		name, ok := explain(outcome, text, c)
		if !ok {
			t.Errorf("%q: %s: %s", text, outcome, detail)
		}
		counts[outcome+": "+name]++
	}
	t.Logf("%d different candidates, of which %d are read and written the same", len(texts), counts[same])
	for _, outcome := range []string{refused, fieldsOf, written} {
		for _, d := range differences[outcome] {
			n := counts[outcome+": "+d.name]
			t.Logf("%4d × %s: %s", n, outcome, d.name)
			if n != d.count {
				t.Errorf("%s: %d recorded candidates show it and not %d", d.name, n, d.count)
			}
		}
	}
}
