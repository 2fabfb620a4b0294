package candidate_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// The bodies of INFO requests that RFC 8840 has as examples, folded lines joined.
var (
	figure7 = crlf(`
a=ice-pwd:asd88fgpdd777uzjYhagZg
a=ice-ufrag:8hhY
m=audio 9 RTP/AVP 0
a=mid:1
a=candidate:1 1 UDP 2130706432 2001:db8:a0b:12f0::1 5000 typ host
a=candidate:1 2 UDP 2130706432 2001:db8:a0b:12f0::1 5001 typ host
a=candidate:1 1 UDP 2130706431 192.0.2.1 5010 typ host
a=candidate:1 2 UDP 2130706431 192.0.2.1 5011 typ host
a=candidate:2 1 UDP 1694498815 192.0.2.3 5010 typ srflx raddr 192.0.2.1 rport 8998
a=candidate:2 2 UDP 1694498815 192.0.2.3 5011 typ srflx raddr 192.0.2.1 rport 8998
a=end-of-candidates
m=audio 9 RTP/AVP 0
a=mid:2
a=candidate:1 1 UDP 2130706432 2001:db8:a0b:12f0::1 6000 typ host
a=candidate:1 2 UDP 2130706432 2001:db8:a0b:12f0::1 6001 typ host
a=candidate:1 1 UDP 2130706431 192.0.2.1 6010 typ host
a=candidate:1 2 UDP 2130706431 192.0.2.1 6011 typ host
a=candidate:2 1 UDP 1694498815 192.0.2.3 6010 typ srflx raddr 192.0.2.1 rport 9998
a=candidate:2 2 UDP 1694498815 192.0.2.3 6011 typ srflx raddr 192.0.2.1 rport 9998
a=end-of-candidates
`)
	section6 = crlf(`
a=ice-pwd:asd88fgpdd777uzjYhagZg
a=ice-ufrag:8hhY
m=audio 9 RTP/AVP 0
a=mid:1
a=rtcp-mux
a=candidate:1 1 UDP 1658497382 2001:db8:a0b:12f0::4 6000 typ host
`)
	section7 = crlf(`
a=group:BUNDLE foo bar
a=ice-pwd:asd88fgpdd777uzjYhagZg
a=ice-ufrag:8hhY
m=audio 9 RTP/AVP 0
a=mid:foo
a=rtcp-mux
a=candidate:1 1 UDP 1658497328 2001:db8:a0b:12f0::3 5000 typ host
`)
)

func TestFragmentsComeBackByteForByte(t *testing.T) {
	for _, text := range []string{
		figure7, section6, section7,
		"", "\r\n", "x", "a=", "m=", "a=mid:0\nm=audio\n\n a=x\r\rv=0\nm=x", "\xff\x00a=b\r",
		strings.ReplaceAll(figure7, "\r\n", "\n"), strings.TrimSuffix(figure7, "\r\n"),
		"v=0\r\ns=-\r\n" + figure7,
	} {
		f, _ := candidate.ParseFragmentLax(text)
		if diff := cmp.Diff(text, f.String()); diff != "" {
			t.Error(diff)
		}
		var again candidate.Fragment
		err := again.UnmarshalText([]byte(text))
		if b, _ := again.MarshalText(); string(b) != text || !again.Equal(f) {
			t.Errorf("%q: %v", b, err)
		}
		if strict, err2 := candidate.ParseFragment(text); !strict.Equal(f) || (err == nil) != (err2 == nil) {
			t.Errorf("%q: %v, %v", text, err, err2)
		}
	}
}

func TestTheExamplesOfRFC8840AreAccepted(t *testing.T) {
	for _, text := range []string{figure7, section6, section7} {
		if _, err := candidate.ParseFragment(text); err != nil {
			t.Error(err)
		}
	}
	f, _ := candidate.ParseFragment(figure7)
	var mids []string
	n := 0
	for b := range f.Blocks() {
		mids = append(mids, b.MID)
		if b.Ufrag != "8hhY" || b.Pwd != "asd88fgpdd777uzjYhagZg" || !b.IsEnded() {
			t.Errorf("block %+v", b)
		}
		for c, err := range b.Candidates() {
			if n++; err != nil || c.Foundation == "" {
				t.Error(c, err)
			}
		}
	}
	if diff := cmp.Diff([]string{"1", "2"}, mids); diff != "" || n != 12 || f.IsEnded() {
		t.Error(diff, n, f.IsEnded())
	}
}

func TestFragmentsAreReadWhateverLettersTheirAttributesHave(t *testing.T) {
	f, err := candidate.ParseFragment(crlf(`
a=ICE-UFRAG:8hhY
a=Ice-Pwd:asd88fgpdd777uzjYhagZg
a=End-Of-Candidates
m=audio 9 RTP/AVP 0
a=MID:1
a=Candidate:1 1 UDP 2130706431 192.0.2.1 5010 TYP HOST
a=X-Unknown
`))
	if err != nil {
		t.Fatal(err)
	}
	want := []candidate.Init{
		{Candidate: "candidate:1 1 UDP 2130706431 192.0.2.1 5010 TYP HOST", SDPMid: ptr("1"), UsernameFragment: ptr("8hhY")},
		{UsernameFragment: ptr("8hhY")},
	}
	if diff := cmp.Diff(want, slices.Collect(f.Inits())); diff != "" {
		t.Error(diff)
	}
}

func TestFragmentRefusesWithLineAndColumn(t *testing.T) {
	const head = "a=ice-ufrag:8hhY\na=ice-pwd:asd88fgpdd777uzjYhagZg\n"
	const block = head + "m=audio 9 RTP/AVP 0\na=mid:1\n"
	for _, tt := range []struct{ text, want string }{
		{"", "1:1: there is no ice-ufrag · session · RFC 8840 §4.4"},
		{"a=ice-ufrag:8hhY\n", "1:1: there is no ice-pwd · session/a=ice-ufrag · RFC 8840 §4.4"},
		{"a=ice-ufrag:8hhY\nm=audio 9 RTP/AVP 0\na=mid:1\n", "2:1: there is no ice-pwd for this block · m[0](mid=1) · RFC 8840 §4.4"},
		{block + "a=candidate:1 1 UDP x 192.0.2.1 5010 typ host\n", `5:21: a=candidate: priority "x" is not a number from 1 to 2147483647 · m[0](mid=1)/a=candidate · RFC 8839 §5.1`},
		{block + "a=candidate\n", "5:12: a=candidate: the value is missing · m[0](mid=1)/a=candidate · RFC 8839 §5.1"},
		{block + "a=end-of-candidates:yes\n", "5:21: a=end-of-candidates: takes no value · m[0](mid=1)/a=end-of-candidates · RFC 8840 §9.2"},
		{head + "m=audio 9 RTP/AVP 0\na=candidate:1 1 UDP 1 192.0.2.1 5010 typ host\na=mid:1\n", "4:1: a=candidate: comes before the a=mid of its block · m[0](mid=1)/a=candidate · RFC 8840 §4.4"},
		{head + "m=audio 9 RTP/AVP 0\n", "3:1: there is no a=mid in this block · m[0] · RFC 8840 §4.4"},
		{block + "a=mid:2\n", "5:1: there is a second a=mid in this block · m[0](mid=1)/a=mid · RFC 8840 §4.4"},
		{head + "a=candidate:1 1 UDP 1 192.0.2.1 5010 typ host\n", "3:1: a=candidate: does not belong here · session/a=candidate · RFC 8840 §4.4"},
		{block + "a=ice-pacing:50\n", "5:1: a=ice-pacing: does not belong here · m[0](mid=1)/a=ice-pacing · RFC 8840 §4.4"},
		{block + "a=ice-lite\n", "5:1: a=ice-lite: does not belong here · m[0](mid=1)/a=ice-lite · RFC 8840 §4.4"},
		{block + "a=group:BUNDLE 1\n", "5:1: a=group: does not belong here · m[0](mid=1)/a=group · RFC 8840 §4.4"},
		{head + "m=audio x RTP/AVP 0\na=mid:1\n", `3:9: m-line: port "x" is not a number · m[0](mid=1)/m= · RFC 8866 §5.14`},
		{head + "c=IN IP4 0.0.0.0\n", `3:1: line "c=IN IP4 0.0.0.0" is neither an a= nor an m= line · session · RFC 8840 §9.2`},
		{block + "what\na=\n", "5:1: line \"what\" is neither an a= nor an m= line · m[0](mid=1) · RFC 8840 §9.2\n" +
			"6:3: a-line: attribute name is missing · m[0](mid=1) · RFC 8840 §9.2"},
	} {
		f, err := candidate.ParseFragment(tt.text)
		var list sdp.ErrorList
		if !errors.As(err, &list) {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		var got []string
		for _, e := range list {
			got = append(got, e.Error()+" · "+e.Path+" · "+e.Rule)
			if e.Fix == "" {
				t.Errorf("%v has no remedy", e)
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%q: %s", tt.text, diff)
		}
		if f.String() != tt.text {
			t.Errorf("%q is kept as %q", tt.text, f)
		}
	}
}

func TestAFragmentIsEditedAsADescriptionIs(t *testing.T) {
	var f candidate.Fragment
	if err := errors.Join(sdp.Set(f.Session(), sdp.ICEPacing(50)), sdp.Set(f.Description().Session(), sdp.NewICEOptions("trickle", "ice2"))); err != nil {
		t.Fatal(err)
	}
	b, err := f.AppendText([]byte("> "))
	if want := "> a=ice-pacing:50\r\na=ice-options:trickle ice2\r\n"; string(b) != want || err != nil {
		t.Errorf("%q, %v", b, err)
	}
}

func TestIterationOverFragmentsCanStop(t *testing.T) {
	f, _ := candidate.ParseFragment(figure7)
	blocks, candidates := 0, 0
	for b := range f.Blocks() {
		blocks++
		for range b.Candidates() {
			candidates++
			break
		}
		break
	}
	inits := 0
	for i := range f.Inits() {
		if inits++; i.IsEndOfCandidates() {
			break
		}
	}
	if blocks != 1 || candidates != 1 || inits != 7 {
		t.Error(blocks, candidates, inits)
	}
}

func TestAnEndOfABlockWithoutMidEndsNothing(t *testing.T) {
	f, _ := candidate.ParseFragmentLax("m=audio 9 RTP/AVP 0\r\na=end-of-candidates\r\n")
	for i := range f.Inits() {
		if i.IsForAll() {
			t.Error("it ends all")
		}
	}
	d, _ := sdp.ParseLax(bundled)
	if _, err := f.AddTo(d); !errors.Is(err, candidate.ErrUnknownMid) || d.String() != bundled {
		t.Error(err)
	}
}

// offer6 is the side of RFC 8840 §6 that sends section6.
var offer6 = crlf(`
v=0
o=bob 1 1 IN IP6 ::
s=-
t=0 0
a=ice-pwd:asd88fgpdd777uzjYhagZg
a=ice-ufrag:8hhY
m=audio 9 RTP/AVP 0
c=IN IP6 ::
a=mid:1
a=rtcp-mux
`)

func TestAFragmentGoesIntoTheDescriptionOfItsSender(t *testing.T) {
	f, _ := candidate.ParseFragment(section6)
	d, _ := sdp.ParseLax(offer6)
	for _, want := range []int{1, 0} { // INFO requests repeat what was sent before
		if n, err := f.AddTo(d); n != want || err != nil {
			t.Error(n, err)
		}
	}
	want := strings.Replace(offer6, "a=mid", "a=candidate:1 1 UDP 1658497382 2001:db8:a0b:12f0::4 6000 typ host\r\na=mid", 1)
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
}

func TestAFragmentOfAnotherSessionIsDiscarded(t *testing.T) {
	for _, tt := range []struct {
		text string
		is   error
	}{
		{strings.Replace(section6, "8hhY", "9iiZ", 1), candidate.ErrUfrag},
		{strings.Replace(section6, "asd88", "bsd88", 1), candidate.ErrPwd},
		{strings.Replace(section6, "a=mid:1\r\n", "a=mid:1\r\na=ice-pwd:bsd88fgpdd777uzjYhagZg\r\n", 1), candidate.ErrPwd},
		{strings.Replace(section6, "a=mid:1", "a=mid:2", 1), candidate.ErrUnknownMid},
		{"a=ice-pwd:bsd88fgpdd777uzjYhagZg\r\na=ice-ufrag:8hhY\r\na=end-of-candidates\r\n", candidate.ErrPwd},
		{"a=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=ice-ufrag:9iiZ\r\n", candidate.ErrUfrag},
	} {
		f, err := candidate.ParseFragment(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := sdp.ParseLax(offer6)
		if n, err := f.AddTo(d); n != 0 || !errors.Is(err, tt.is) || d.String() != offer6 {
			t.Errorf("%q: %d, %v", tt.text, n, err)
		}
	}
}

func TestFragmentsHaveCredentialsAtTheLevelOfTheDescription(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	if _, err := candidate.AddAll(d, slices.Values([]candidate.Init{
		{Candidate: host, SDPMid: ptr("v")}, {Candidate: host + " x y", SDPMid: ptr("a")}, {SDPMid: ptr("a")}, {SDPMid: ptr("d")},
	})); err != nil {
		t.Fatal(err)
	}
	f, err := candidate.NewFragment(d, candidate.Inits(d))
	if err != nil {
		t.Fatal(err)
	}
	want := crlf(`
a=group:BUNDLE a v
m=audio 9 RTP/AVP 0
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=mid:a
a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host x y
a=end-of-candidates
m=audio 9 RTP/AVP 0
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=mid:v
a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
m=audio 9 RTP/AVP 0
a=ice-ufrag:Zz09
a=ice-pwd:9xY2Z5pwtFVIsoTtRq7bKZQc
a=mid:d
a=end-of-candidates
`)
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
	if _, err := candidate.ParseFragment(f.String()); err != nil {
		t.Error(err)
	}
	empty, _ := sdp.ParseLax(bundled)
	if n, err := f.AddTo(empty); n != 4 || err != nil || empty.String() != d.String() {
		t.Error(n, err, cmp.Diff(d.String(), empty.String()))
	}
}

func TestTheEndOfAllStandsBeforeTheBlocks(t *testing.T) {
	d, _ := sdp.ParseLax(offer6)
	f, err := candidate.NewFragment(d, slices.Values([]candidate.Init{{Candidate: host, SDPMLineIndex: ptr(uint16(0))}, {}}))
	if err != nil {
		t.Fatal(err)
	}
	want := crlf(`
a=ice-ufrag:8hhY
a=ice-pwd:asd88fgpdd777uzjYhagZg
a=end-of-candidates
m=audio 9 RTP/AVP 0
a=mid:1
a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
`)
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
	if !f.IsEnded() {
		t.Error("it is not ended")
	}

	// Where another generation goes on, each section of this one has its own end.
	d, _ = sdp.ParseLax(bundled)
	f, err = candidate.NewFragment(d, slices.Values([]candidate.Init{{UsernameFragment: ptr("EsAw")}}))
	if err != nil {
		t.Fatal(err)
	}
	want = crlf(`
a=group:BUNDLE a v
m=audio 9 RTP/AVP 0
a=ice-ufrag:EsAw
a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
a=mid:a
a=end-of-candidates
`)
	if diff := cmp.Diff(want, f.String()); diff != "" {
		t.Error(diff)
	}
}

func TestNewFragmentSaysWhatItCannotSay(t *testing.T) {
	for _, tt := range []struct {
		from string
		init candidate.Init
		is   error
	}{
		{bundled, candidate.Init{Candidate: host}, candidate.ErrNoSection},
		{bundled, candidate.Init{Candidate: host, SDPMid: ptr("x")}, candidate.ErrUnknownMid},
		{bundled, candidate.Init{Candidate: host, SDPMid: ptr("a"), UsernameFragment: ptr("Zz09")}, candidate.ErrUfrag},
		{bundled, candidate.Init{UsernameFragment: ptr("none")}, candidate.ErrUfrag},
		{bundled, candidate.Init{Candidate: host, SDPMid: ptr("t")}, candidate.ErrRejected},
		{strings.Replace(bundled, "a=mid:d\r\n", "", 1), candidate.Init{Candidate: host, SDPMLineIndex: ptr(uint16(2))}, candidate.ErrNoMid},
		{strings.Replace(bundled, "a=ice-pwd:9xY2Z5pwtFVIsoTtRq7bKZQc\r\n", "", 1), candidate.Init{Candidate: host, SDPMid: ptr("d")}, candidate.ErrNoCredentials},
	} {
		d, _ := sdp.ParseLax(tt.from)
		if f, err := candidate.NewFragment(d, slices.Values([]candidate.Init{tt.init})); !errors.Is(err, tt.is) || f != nil {
			t.Errorf("%+v: %v, %v", tt.init, f, err)
		}
	}
	d, _ := sdp.ParseLax(bundled)
	if _, err := candidate.NewFragment(d, slices.Values([]candidate.Init{{SDPMid: ptr("a")}, {Candidate: host, SDPMid: ptr("a")}})); !errors.Is(err, candidate.ErrEnded) {
		t.Error(err)
	}
}

// What every stack has said of itself goes into a fragment and out of it again.
func TestRecordedDescriptionsSurviveAsFragments(t *testing.T) {
	n := 0
	for name, tr := range traces(t) {
		for id, text := range tr.Descriptions {
			d, _ := sdp.ParseLax(text.SDP)
			var inits []candidate.Init
			bare := d.Clone()
			for i, m := range d.AllMedia() {
				if _, ok := m.MID(); ok && !m.Rejected() {
					inits = slices.AppendSeq(inits, candidate.SectionInits(m))
					candidate.RemoveAll(bare.Media(i))
				}
			}
			whole := bare.Clone()
			_, err := candidate.AddAll(whole, slices.Values(inits))
			f, err2 := candidate.NewFragment(d, slices.Values(inits))
			if (err == nil) != (err2 == nil) {
				t.Errorf("%s: %s: %v, %v", name, id, err, err2)
			}
			if err != nil || len(inits) == 0 {
				continue
			}
			n++
			again, err := candidate.ParseFragment(f.String())
			if err != nil {
				t.Errorf("%s: %s: %v", name, id, err)
			}
			if _, err := again.AddTo(bare); err != nil || bare.String() != whole.String() {
				t.Errorf("%s: %s: %v, %s", name, id, err, cmp.Diff(whole.String(), bare.String()))
			}
		}
	}
	t.Log(n, "descriptions")
}

func ExampleParseFragment() {
	f, err := candidate.ParseFragment("a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\n" +
		"m=audio 9 RTP/AVP 0\r\na=mid:1\r\n" +
		"a=candidate:1 1 UDP 2130706431 192.0.2.1 5010 typ host\r\n" +
		"a=end-of-candidates\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	for b := range f.Blocks() {
		fmt.Println("section", b.MID, "generation", b.Ufrag)
		for c, err := range b.Candidates() {
			fmt.Println(c.Type, c.Address, c.Port, err)
		}
		fmt.Println("ended:", b.IsEnded())
	}
	_, err = candidate.ParseFragment("a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\n" +
		"m=audio 9 RTP/AVP 0\r\na=candidate:1 1 UDP 2130706431 192.0.2.1 5010 typ host\r\n")
	fmt.Println(err)
	// Output:
	// section 1 generation 8hhY
	// host 192.0.2.1 5010 <nil>
	// ended: true
	// 4:1: a=candidate: comes before the a=mid of its block
}

func ExampleNewFragment() {
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" +
		"a=ice-ufrag:EsAw\r\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n" +
		"a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host\r\na=end-of-candidates\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := candidate.NewFragment(d, candidate.Inits(d))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.ReplaceAll(f.String(), "\r\n", "\n"))
	// Output:
	// a=ice-ufrag:EsAw
	// a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1
	// m=audio 9 RTP/AVP 0
	// a=mid:0
	// a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
	// a=end-of-candidates
}

func ExampleInit() {
	var i *candidate.Init
	for _, text := range []string{
		`{"candidate":"candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"EsAw"}`,
		`{"candidate":"","sdpMid":"0"}`,
		`null`,
	} {
		i = nil
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			fmt.Println(err)
			return
		}
		switch {
		case i == nil || i.IsForAll():
			fmt.Println("no more candidates at all")
		case i.IsEndOfCandidates():
			fmt.Println("no more candidates for", *i.SDPMid)
		default:
			c, err := i.Parse()
			fmt.Println(c.Address, c.Port, err)
		}
	}
	// Output:
	// 192.0.2.1 40000 <nil>
	// no more candidates for 0
	// no more candidates at all
}
