package candidate_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// crlf gives a text from a raw string the line endings of SDP.
func crlf(text string) string {
	return strings.ReplaceAll(strings.TrimPrefix(text, "\n"), "\n", "\r\n")
}

// bundled is an answer: video uses the transport of audio, data has its own, and text
// is rejected.
var bundled = crlf(`
v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE a v
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
b=AS:50
a=rtcp:9 IN IP4 0.0.0.0
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=mid:a
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:v
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
a=mid:d
a=ice-ufrag:Zz09
a=ice-pwd:9xY2Z5pwtFVIsoTtRq7bKZQc
a=rtcp:9
m=text 0 RTP/AVP 98
a=mid:t
`)

func TestCandidatesGoWhereBrowsersPutThem(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	for _, i := range []candidate.Init{
		{Candidate: "candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host generation 0 ufrag EsAw network-id 1", SDPMid: ptr("a"), UsernameFragment: ptr("EsAw")},
		{Candidate: "1 1 UDP 1694498815 203.0.113.1 40001 typ srflx raddr 192.0.2.1 rport 40000 foo bär baz ", SDPMid: ptr(""), SDPMLineIndex: ptr(uint16(0))},
		{Candidate: "a=candidate:2 1 udp 2130706431 192.0.2.1 40002 typ host\r\n", SDPMLineIndex: ptr(uint16(2))},
		{Candidate: "candidate:3 1 udp 2130706431 192.0.2.1 40003 typ host", SDPMid: ptr("v"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("EsAw")},
		{SDPMid: ptr("a"), UsernameFragment: ptr("EsAw")},
	} {
		if changed, err := candidate.Add(d, &i); err != nil || !changed {
			t.Errorf("%s: %v, %v", i.Candidate, changed, err)
		}
	}
	want := crlf(`
v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE a v
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
b=AS:50
a=rtcp:9 IN IP4 0.0.0.0
a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host generation 0 ufrag EsAw network-id 1
a=candidate:1 1 UDP 1694498815 203.0.113.1 40001 typ srflx raddr 192.0.2.1 rport 40000 foo bär baz 
a=end-of-candidates
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=mid:a
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=candidate:3 1 udp 2130706431 192.0.2.1 40003 typ host
a=mid:v
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
a=candidate:2 1 udp 2130706431 192.0.2.1 40002 typ host
a=mid:d
a=ice-ufrag:Zz09
a=ice-pwd:9xY2Z5pwtFVIsoTtRq7bKZQc
a=rtcp:9
m=text 0 RTP/AVP 98
a=mid:t
`)
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
}

func TestDropUfragLeavesTheExtensionOut(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	i := candidate.Init{Candidate: host + " generation 0 ufrag EsAw network-id 1", SDPMid: ptr("a")}
	if _, err := (candidate.TrickleOptions{DropUfrag: true}).Add(d, &i); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.String(), "a="+host+" generation 0 network-id 1\r\n") {
		t.Error(d)
	}
}

func TestWhatCannotBeAddedChangesNothing(t *testing.T) {
	text := strings.Replace(bundled, "a=mid:d\r\n", "a=mid:d\r\na=end-of-candidates\r\n", 1)
	d, _ := sdp.ParseLax(text)
	good := candidate.Init{Candidate: host, SDPMid: ptr("a")}
	var syntax *candidate.SyntaxError
	for _, tt := range []struct {
		name string
		init candidate.Init
		is   error // nil: a *SyntaxError
		want string
	}{
		{"neither mid nor index", candidate.Init{Candidate: host}, candidate.ErrNoSection, ""},
		{"unknown mid", candidate.Init{Candidate: host, SDPMid: ptr("x")}, candidate.ErrUnknownMid, `no media section has that mid: "x"`},
		{"unknown mid, good index", candidate.Init{Candidate: host, SDPMid: ptr("x"), SDPMLineIndex: ptr(uint16(0))}, candidate.ErrUnknownMid, ""},
		{"empty mid", candidate.Init{Candidate: host, SDPMid: ptr("")}, candidate.ErrUnknownMid, ""},
		{"end of an unknown mid", candidate.Init{SDPMid: ptr("x")}, candidate.ErrUnknownMid, ""},
		{"index out of range", candidate.Init{Candidate: host, SDPMLineIndex: ptr(uint16(4))}, candidate.ErrUnknownIndex, "4 of 4"},
		{"another generation", candidate.Init{Candidate: host, SDPMid: ptr("a"), UsernameFragment: ptr("Zz09")}, candidate.ErrUfrag, `username fragment "Zz09", where the media section has "EsAw"`},
		{"no generation", candidate.Init{Candidate: host, SDPMid: ptr("a"), UsernameFragment: ptr("")}, candidate.ErrUfrag, ""},
		{"another generation in the line", candidate.Init{Candidate: host + " ufrag Zz09", SDPMid: ptr("a")}, candidate.ErrUfrag, ""},
		{"end of another generation", candidate.Init{SDPMid: ptr("a"), UsernameFragment: ptr("Zz09")}, candidate.ErrUfrag, ""},
		{"end of a generation that there is not", candidate.Init{UsernameFragment: ptr("none")}, candidate.ErrUfrag, ""},
		{"rejected section", candidate.Init{Candidate: host, SDPMid: ptr("t")}, candidate.ErrRejected, ""},
		{"after the end", candidate.Init{Candidate: host, SDPMid: ptr("d")}, candidate.ErrEnded, ""},
		{"no candidate", candidate.Init{Candidate: "candidate:", SDPMid: ptr("a")}, nil, "column 11: the value is missing"},
		{"two lines", candidate.Init{Candidate: host + "\r\na=x", SDPMid: ptr("a")}, nil, "cannot stand in a line"},
	} {
		_, err := candidate.AddAll(d, slices.Values([]candidate.Init{good, tt.init}))
		if tt.is == nil && !errors.As(err, &syntax) || !errors.Is(err, tt.is) && tt.is != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if d.String() != text {
			t.Fatalf("%s: the description has changed", tt.name)
		}
	}
}

func TestTheUsernameFragmentOfAnInitCountsMoreThanItsLines(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	i := candidate.Init{Candidate: host + " ufrag old1", SDPMid: ptr("a"), UsernameFragment: ptr("EsAw")}
	if changed, err := candidate.Add(d, &i); err != nil || !changed {
		t.Error(changed, err)
	}
}

func TestACandidateThatIsThereIsNotAddedAgain(t *testing.T) {
	for _, tt := range []struct {
		name, first, second string
		changed             bool
	}{
		{"the same text", host, host, false},
		{"another foundation, priority, type and case", host, "candidate:2 1 UDP 5 192.0.2.1 40000 TYP srflx raddr 10.0.0.1 rport 9", false},
		{"another component", host, "candidate:1 2 udp 2130706431 192.0.2.1 40000 typ host", true},
		{"another transport", host, "candidate:1 1 tcp 2130706431 192.0.2.1 40000 typ host tcptype passive", true},
		{"another address", host, "candidate:1 1 udp 2130706431 192.0.2.2 40000 typ host", true},
		{"another port", host, "candidate:1 1 udp 2130706431 192.0.2.1 40001 typ host", true},
		{"another TCP type", "candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype passive", "candidate:1 1 TCP 1 192.0.2.1 9 typ host tcptype so", true},
		{"an IPv6 address in another spelling", "candidate:1 1 udp 1 2001:db8::1 9 typ host", "candidate:1 1 udp 1 [2001:DB8:0::0001] 9 typ host", false},
		{"a name in another case", "candidate:1 1 udp 1 a-b.local 9 typ host", "candidate:1 1 udp 1 A-B.LOCAL 9 typ host", false},
	} {
		d, _ := sdp.ParseLax(bundled)
		if _, err := candidate.Add(d, &candidate.Init{Candidate: tt.first, SDPMid: ptr("a")}); err != nil {
			t.Fatal(err)
		}
		changed, err := candidate.Add(d, &candidate.Init{Candidate: tt.second, SDPMid: ptr("a")})
		if err != nil || changed != tt.changed {
			t.Errorf("%s: %v, %v", tt.name, changed, err)
		}
	}
}

func TestARepeatedCandidateIsNoNewsAfterTheEnd(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	inits := []candidate.Init{{Candidate: host, SDPMid: ptr("a")}, {SDPMid: ptr("a")}, {Candidate: host, SDPMid: ptr("a")}, {SDPMid: ptr("a")}}
	if n, err := candidate.AddAll(d, slices.Values(inits)); n != 2 || err != nil {
		t.Error(n, err)
	}
	if n, err := candidate.AddAll(d, slices.Values(inits)); n != 0 || err != nil {
		t.Error(n, err)
	}
}

func TestLaxTakesWhatParseRefuses(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	lax := candidate.TrickleOptions{Lax: true}
	for _, text := range []string{"candidate: 300 udp 0 x 65536 typ", "candidate: 300 udp 0 x 65537 typ", "garbage"} {
		i := candidate.Init{Candidate: text, SDPMid: ptr("v")}
		if _, err := candidate.Add(d, &i); err == nil {
			t.Errorf("%q is strict", text)
		}
		for _, want := range []bool{true, false} {
			if changed, err := lax.Add(d, &i); err != nil || changed != want {
				t.Errorf("%q: %v, %v", text, changed, err)
			}
		}
	}
	if !strings.Contains(d.String(), "\r\na=candidate: 300 udp 0 x 65536 typ\r\na=candidate: 300 udp 0 x 65537 typ\r\na=candidate:garbage\r\na=mid:v\r\n") {
		t.Error(d)
	}
	was := d.String()
	if _, err := lax.Add(d, &candidate.Init{Candidate: "x\r\na=y", SDPMid: ptr("v")}); err == nil || d.String() != was {
		t.Error(err, d)
	}
}

func TestTheEndOfAllGoesIntoEverySectionThatHasATransport(t *testing.T) {
	ended := func(d *sdp.Description) (mids []string) {
		for _, m := range d.AllMedia() {
			if _, ok, _ := sdp.First[sdp.EndOfCandidates](m); ok {
				mid, _ := m.MID()
				mids = append(mids, mid)
			}
		}
		return mids
	}
	for _, tt := range []struct {
		name string
		init *candidate.Init
		want []string
	}{
		{"null", nil, []string{"a", "d"}},
		{"neither mid nor index", &candidate.Init{}, []string{"a", "d"}},
		{"of one generation", &candidate.Init{UsernameFragment: ptr("EsAw")}, []string{"a"}},
	} {
		d, _ := sdp.ParseLax(bundled)
		if changed, err := candidate.Add(d, tt.init); err != nil || !changed {
			t.Errorf("%s: %v, %v", tt.name, changed, err)
		}
		if diff := cmp.Diff(tt.want, ended(d)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if changed, err := candidate.Add(d, tt.init); err != nil || changed {
			t.Errorf("%s, again: %v, %v", tt.name, changed, err)
		}
	}
}

func TestACandidateAfterTheEndOfTheSessionIsTooLate(t *testing.T) {
	d, _ := sdp.ParseLax(strings.Replace(bundled, "a=group", "a=end-of-candidates\r\na=group", 1))
	if _, err := candidate.Add(d, &candidate.Init{Candidate: host, SDPMid: ptr("a")}); !errors.Is(err, candidate.ErrEnded) {
		t.Error(err)
	}
}

func TestLineEndingsOfNewLinesAreThoseAround(t *testing.T) {
	d, _ := sdp.ParseLax("v=0\nm=audio 9 RTP/AVP 0\nm=video 9 RTP/AVP 31")
	for i := range uint16(2) {
		if _, err := candidate.Add(d, &candidate.Init{Candidate: host, SDPMLineIndex: &i}); err != nil {
			t.Fatal(err)
		}
	}
	want := "v=0\nm=audio 9 RTP/AVP 0\na=" + host + "\nm=video 9 RTP/AVP 31\na=" + host
	if got := strings.TrimSuffix(d.String(), "\n"); got != want {
		t.Errorf("%q", got)
	}
}

func TestAMidThatStandsTwiceIsTheFirstSections(t *testing.T) {
	const m = "m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=ice-ufrag:EsAw\r\n"
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" + m + m)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := candidate.Add(d, &candidate.Init{Candidate: host, SDPMid: ptr("0")}); err != nil || !changed {
		t.Fatal(changed, err)
	}
	for i, want := range []bool{true, false} {
		if _, ok, _ := sdp.First[candidate.Candidate](d.Media(i)); ok != want {
			t.Errorf("section %d has the candidate: %v", i, ok)
		}
	}
}

func TestInitsOfADescriptionSayWhatItSays(t *testing.T) {
	d, _ := sdp.ParseLax(crlf(`
v=0
a=ice-ufrag:EsAw
a=end-of-candidates
m=audio 9 RTP/AVP 0
a=end-of-candidates
a=candidate:1 1 udp 1 192.0.2.1 9 typ host
a=candidate:strange
m=video 9 RTP/AVP 31
a=mid:v
a=ice-ufrag:Zz09
a=candidate:2 1 udp 1 192.0.2.1 9 typ host
`))
	want := []candidate.Init{
		{Candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("EsAw")},
		{Candidate: "candidate:strange", SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("EsAw")},
		{SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("EsAw")},
		{Candidate: "candidate:2 1 udp 1 192.0.2.1 9 typ host", SDPMid: ptr("v"), SDPMLineIndex: ptr(uint16(1)), UsernameFragment: ptr("Zz09")},
		{UsernameFragment: ptr("EsAw")},
	}
	if diff := cmp.Diff(want, slices.Collect(candidate.Inits(d))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[3:4], slices.Collect(candidate.SectionInits(d.Media(1)))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[4:], slices.Collect(candidate.SectionInits(d.Session()))); diff != "" {
		t.Error(diff)
	}
	for n := range len(want) {
		got := 0
		for range candidate.Inits(d) {
			if got++; got == n {
				break
			}
		}
		if n > 0 && got != n {
			t.Errorf("stopped at %d of %d", got, n)
		}
	}
}

func TestASectionWithoutNameAndNumberIsNotAll(t *testing.T) {
	d, _ := sdp.ParseLax("v=0\n" + strings.Repeat("m=audio 9 RTP/AVP 0\n", 1<<16) + "m=audio 9 RTP/AVP 0\na=end-of-candidates\n")
	inits := slices.Collect(candidate.Inits(d))
	if len(inits) != 1 || inits[0].IsForAll() {
		t.Error(inits)
	}
}

func TestInitsShareNothing(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	m, _ := d.MediaByMID("a")
	if _, err := candidate.AddAll(d, slices.Values([]candidate.Init{{Candidate: host, SDPMid: ptr("a")}, {SDPMid: ptr("a")}})); err != nil {
		t.Fatal(err)
	}
	fragment, err := candidate.NewFragment(d, candidate.Inits(d))
	if err != nil {
		t.Fatal(err)
	}
	for _, inits := range [][]candidate.Init{slices.Collect(candidate.SectionInits(m)), slices.Collect(fragment.Inits())} {
		*inits[0].SDPMid, *inits[0].UsernameFragment = "x", "y"
		if *inits[1].SDPMid != "a" || *inits[1].UsernameFragment != "EsAw" {
			t.Errorf("%v", inits)
		}
	}
}

// The place of a candidate may go away before it is used: inits may come from what
// edits the description.
func TestWhatWasAddedIsTakenBackWhenAPlaceIsGone(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	n, err := candidate.AddAll(d, func(yield func(candidate.Init) bool) {
		if yield(candidate.Init{Candidate: host, SDPMid: ptr("v")}) && yield(candidate.Init{Candidate: host, SDPMid: ptr("a")}) {
			sdp.Delete[sdp.RTCP](d.Media(0))
		}
	})
	if want := strings.Replace(bundled, "a=rtcp:9 IN IP4 0.0.0.0\r\n", "", 1); n != 0 || !errors.Is(err, sdp.ErrStale) || d.String() != want {
		t.Errorf("%d, %v: %s", n, err, d)
	}
}

func TestRemoveAllTakesCandidatesAndTheirEnd(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	if _, err := candidate.AddAll(d, slices.Values([]candidate.Init{
		{Candidate: host, SDPMid: ptr("a")}, {Candidate: host, SDPMid: ptr("v")}, {SDPMid: ptr("a")}, {SDPMid: ptr("v")},
	})); err != nil {
		t.Fatal(err)
	}
	if a, v, text := candidate.RemoveAll(d.Media(0)), candidate.RemoveAll(d.Media(1)), candidate.RemoveAll(d.Media(3)); a != 2 || v != 2 || text != 0 {
		t.Error(a, v, text)
	}
	if diff := cmp.Diff(bundled, d.String()); diff != "" {
		t.Error(diff)
	}
}

// The generation of a section is looked up once for all candidates, and not with
// sdp.Lookup; the rule is the same.
func TestTheGenerationOfASectionIsWhatLookupFinds(t *testing.T) {
	checked := 0
	for name, tr := range traces(t) {
		for id, text := range tr.Descriptions {
			checked += generationsAreAsLookupHasThem(t, name+" "+id, text)
		}
	}
	files, _ := filepath.Glob("../testdata/*/*.sdp")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checked += generationsAreAsLookupHasThem(t, file, replay.Description{SDP: string(text)})
	}
	t.Log(checked, "sections")
}

// A thousand sections may use the transport of one that has a thousand lines, so these
// are gone through once, and not for each: what changes meanwhile is not seen.
func TestTheTransportOfAGroupIsReadOnce(t *testing.T) {
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n" +
		"m=audio 9 RTP/AVP 0\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=end-of-candidates\r\n" +
		"m=audio 9 RTP/AVP 0\r\na=mid:1\r\na=end-of-candidates\r\n")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range candidate.Inits(d) {
		if n++; i.UsernameFragment == nil || *i.UsernameFragment != "EsAw" {
			t.Errorf("%d: %v", n, i)
		}
		if err := sdp.Set(d.Media(0), sdp.ICEUfrag("9uB6")); err != nil {
			t.Fatal(err)
		}
	}
	if n != 2 {
		t.Errorf("%d ends", n)
	}
}

func generationsAreAsLookupHasThem(t *testing.T, name string, text replay.Description) (checked int) {
	d, _ := sdp.ParseLax(text.SDP)
	for i, m := range d.AllMedia() {
		checked++
		index := uint16(i)
		ufrag, ok, _ := sdp.Lookup[sdp.ICEUfrag](m)
		rejected := m.Rejected()
		_, ended, _ := sdp.First[sdp.EndOfCandidates](m)
		_, all, _ := sdp.First[sdp.EndOfCandidates](d.Session())
		one := candidate.Init{Candidate: "candidate:1 1 udp 1 192.0.2.250 1 typ host", SDPMLineIndex: &index, UsernameFragment: ptr(string(ufrag))}
		_, err := candidate.Add(d.Clone(), &one)
		var want error
		switch {
		case rejected:
			want = candidate.ErrRejected
		case ended || all:
			want = candidate.ErrEnded
		}
		if want == nil && err != nil || !errors.Is(err, want) {
			t.Errorf("%s: section %d: %v, not %v", name, i, err, want)
		}
		one.UsernameFragment = ptr(string(ufrag) + "x")
		if _, err := candidate.Add(d.Clone(), &one); ok && !errors.Is(err, candidate.ErrUfrag) {
			t.Errorf("%s: section %d: %v", name, i, err)
		}
	}
	return checked
}

func ExampleAdd() {
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	mid, ufrag := "0", "EsAw"
	for _, line := range []string{
		"candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host",
		"candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host", // said twice
		"", // no more will come
	} {
		changed, err := candidate.Add(d, &candidate.Init{Candidate: line, SDPMid: &mid, UsernameFragment: &ufrag})
		fmt.Println(changed, err)
	}
	old := "9uB6" // of before the ICE restart
	_, err = candidate.Add(d, &candidate.Init{Candidate: "candidate:2 1 udp 1 192.0.2.1 40001 typ host", SDPMid: &mid, UsernameFragment: &old})
	fmt.Println(errors.Is(err, candidate.ErrUfrag), err)
	for l := range d.Media(0).Lines() {
		fmt.Println(l)
	}
	// Output:
	// true <nil>
	// false <nil>
	// true <nil>
	// true candidate: another ICE generation: username fragment "9uB6", where the media section has "EsAw"
	// m=audio 9 UDP/TLS/RTP/SAVPF 111
	// c=IN IP4 0.0.0.0
	// a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
	// a=end-of-candidates
	// a=mid:0
	// a=ice-ufrag:EsAw
	// a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
}
