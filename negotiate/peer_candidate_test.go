package negotiate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// trickledIn lists the ports of candidates in each section of a description, "end"
// where they have ended.
func trickledIn(t *testing.T, d *Description) []string {
	t.Helper()
	if d == nil {
		return nil
	}
	parsed, err := sdp.Parse(d.SDP)
	must(t, err)
	list := []string{}
	for i, m := range parsed.AllMedia() {
		var in []string
		for c, err := range sdp.All[candidate.Candidate](m) {
			must(t, err)
			in = append(in, fmt.Sprint(c.Port))
		}
		if _, ended, _ := sdp.First[sdp.EndOfCandidates](m); ended {
			in = append(in, "end")
		}
		list = append(list, fmt.Sprintf("%d: %s", i, strings.Join(in, " ")))
	}
	return list
}

func wantTrickled(t *testing.T, d *Description, want ...string) {
	t.Helper()
	if d := cmp.Diff(want, trickledIn(t, d)); d != "" {
		t.Errorf("candidates (-want +got):\n%s", d)
	}
}

func TestChecksOfACandidateComeInTheOrderOfTheW3C(t *testing.T) {
	p := munging()
	const line = "candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host"
	add := func(i candidate.Init) func() error { return func() error { return p.AddCandidate(&i) } }
	refused(t, p, ErrType, add(candidate.Init{Candidate: line}))
	refused(t, p, ErrInvalidState, add(candidate.Init{Candidate: line, SDPMid: ptr("nope")}))
	must(t, p.SetRemote(offerOf(1, av0, av1)))
	for name, i := range map[string]candidate.Init{
		"unknown mid":                     {Candidate: line, SDPMid: ptr("nope")},
		"unknown mid with a good index":   {Candidate: line, SDPMid: ptr("nope"), SDPMLineIndex: ptr(uint16(0))},
		"index out of range":              {Candidate: line, SDPMLineIndex: ptr(uint16(2))},
		"foreign ufrag":                   {Candidate: line, SDPMid: ptr("0"), UsernameFragment: ptr("nope")},
		"foreign ufrag of the end":        {SDPMid: ptr("0"), UsernameFragment: ptr("nope")},
		"foreign ufrag of the end of all": {UsernameFragment: ptr("nope")},
		"garbage":                         {Candidate: "garbage", SDPMid: ptr("0")},
	} {
		t.Run(name, func(t *testing.T) { refused(t, p, ErrOperation, add(i)) })
	}
	wantTrickled(t, p.PendingRemote(), "0: ", "1: ")
	must(t, p.AddCandidate(&candidate.Init{Candidate: line, SDPMid: ptr("1"), SDPMLineIndex: ptr(uint16(0))}))
	wantTrickled(t, p.PendingRemote(), "0: ", "1: 5000") // the mid wins over the index
	must(t, p.AddCandidate(&candidate.Init{Candidate: line, SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("oooo")}))
	wantTrickled(t, p.PendingRemote(), "0: 5000", "1: 5000")
	must(t, p.Close())
	refused(t, p, ErrType, add(candidate.Init{Candidate: line}))
	refused(t, p, ErrInvalidState, add(candidate.Init{Candidate: line, SDPMid: ptr("nope")}))
}

func TestAUfragOfAnotherSectionIsWrong(t *testing.T) {
	two := strings.Replace(offerOf(1, av0, av1).SDP, "a=group:BUNDLE 0 1\r\n", "", 1)
	i := strings.LastIndex(two, "a=ice-ufrag:oooo")
	two = two[:i] + "a=ice-ufrag:pppp" + two[i+len("a=ice-ufrag:oooo"):]
	p := munging()
	must(t, p.SetRemote(Description{TypeOffer, two}))
	c := host(5000)
	c.UsernameFragment = ptr("pppp")
	refused(t, p, ErrOperation, func() error { return p.AddCandidate(c) })
	must(t, p.AddCandidate(&candidate.Init{UsernameFragment: ptr("pppp")}))
	wantTrickled(t, p.PendingRemote(), "0: ", "1: end")
}

func TestACandidateForAStoppedSectionIsIgnored(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, "-audio 0 inactive", av1)))
	must(t, p.AddCandidate(host(5000)))
	wantTrickled(t, p.PendingRemote(), "0: ", "1: ")
	must(t, p.SetLocal(answerOf(1, "-audio 0 inactive", av1)))
	must(t, p.AddCandidate(host(5000)))
	wantTrickled(t, p.CurrentRemote(), "0: ", "1: ")
}

func TestACandidateEntersPendingAndCurrentOfItsGeneration(t *testing.T) {
	p := agreedPeer(t)
	again := reofferOf(2, av0)
	restart := Description{TypeOffer, strings.ReplaceAll(again.SDP, "aaaa", "bbbb")}

	must(t, p.SetRemote(again))
	must(t, p.AddCandidate(host(5000)))
	wantTrickled(t, p.PendingRemote(), "0: 5000")
	wantTrickled(t, p.CurrentRemote(), "0: 5000")
	must(t, p.SetRemote(rollback))
	wantTrickled(t, p.CurrentRemote(), "0: 5000")

	must(t, p.SetRemote(restart))
	must(t, p.AddCandidate(host(5001))) // the newest generation
	old := host(5002)
	old.UsernameFragment = ptr("aaaa")
	must(t, p.AddCandidate(old))
	wantTrickled(t, p.PendingRemote(), "0: 5001")
	wantTrickled(t, p.CurrentRemote(), "0: 5000 5002")
	must(t, p.SetLocal(Description{TypeAnswer, strings.ReplaceAll(reanswerOf(2, av0).SDP, "oooo", "nnnn")}))
	wantTrickled(t, p.CurrentRemote(), "0: 5001")
	refused(t, p, ErrOperation, func() error { return p.AddCandidate(old) })
}

func TestTheEndOfCandidatesIsALineOfItsSectionOrOfAll(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0, av1)))
	must(t, p.AddCandidate(&candidate.Init{SDPMid: ptr("1")}))
	wantTrickled(t, p.PendingRemote(), "0: ", "1: end")
	before := p.Snapshot()
	must(t, p.AddCandidate(&candidate.Init{}))
	wantTrickled(t, p.PendingRemote(), "0: end", "1: end")
	must(t, p.AddCandidate(&candidate.Init{}))
	wantTrickled(t, p.PendingRemote(), "0: end", "1: end")
	p.Restore(before)
	must(t, p.AddCandidate(nil))
	wantTrickled(t, p.PendingRemote(), "0: end", "1: end")
	refused(t, p, ErrOperation, func() error { return p.AddCandidate(host(5000)) })
	if err := p.AddCandidate(host(5000)); !strings.Contains(err.Error(), "end") {
		t.Errorf("the error doesn't say that the candidates have ended: %v", err)
	}
}

func TestCandidatesVanishWithTheirDescription(t *testing.T) {
	p := munging()
	offer := offerOf(1, av0)
	must(t, p.SetRemote(offer))
	must(t, p.AddCandidate(host(5000)))
	must(t, p.SetRemote(rollback))
	must(t, p.SetRemote(offer))
	wantTrickled(t, p.PendingRemote(), "0: ")

	q := munging()
	must(t, q.SetLocal(offer))
	must(t, q.AddLocalCandidate(host(5000)))
	wantTrickled(t, q.PendingLocal(), "0: 5000")
	must(t, q.SetLocal(rollback))
	must(t, q.SetLocal(offer))
	wantTrickled(t, q.PendingLocal(), "0: ")
}

func TestLocalCandidatesWaitForTheirDescription(t *testing.T) {
	p := munging()
	c := host(5000)
	c.UsernameFragment = ptr("oooo")
	must(t, p.AddLocalCandidate(c))
	later := host(5001)
	later.UsernameFragment = ptr("pppp")
	must(t, p.AddLocalCandidate(later))
	wantEvents(t, p)
	must(t, p.SetLocal(offerOf(1, av0)))
	wantTrickled(t, p.PendingLocal(), "0: 5000")
	events := p.Events()
	if n := len(events); n != 3 || events[2].Kind != EventCandidate {
		t.Fatalf("events are %v", kinds(events))
	}
	want := candidate.Init{Candidate: c.Candidate, SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("oooo")}
	if d := cmp.Diff(want, *events[2].Candidate); d != "" {
		t.Errorf("the candidate to be sent (-want +got):\n%s", d)
	}
	must(t, p.SetLocal(Description{TypeOffer, strings.ReplaceAll(offerOf(2, av0).SDP, "oooo", "pppp")}))
	wantTrickled(t, p.PendingLocal(), "0: 5001")
}

func TestGatheringEndsWithNull(t *testing.T) {
	p := munging()
	if p.GatheringState() != GatheringNew {
		t.Errorf("a new peer is %s", p.GatheringState())
	}
	must(t, p.SetLocal(offerOf(1, av0, av1)))
	must(t, p.AddLocalCandidate(host(5000)))
	must(t, p.AddLocalCandidate(&candidate.Init{SDPMid: ptr("1")}))
	wantEvents(t, p, "have-local-offer", "gathering gathering",
		`icecandidate "candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host"`, `icecandidate ""`)
	must(t, p.AddLocalCandidate(nil))
	wantEvents(t, p, `icecandidate ""`, "gathering complete", "icecandidate null")
	wantTrickled(t, p.PendingLocal(), "0: 5000 end", "1: end")
	must(t, p.AddLocalCandidate(nil))
	wantEvents(t, p)
	refused(t, p, ErrOperation, func() error { return p.AddLocalCandidate(host(5001)) })

	// A restart begins a new generation.
	must(t, p.SetRemote(answerOf(1, av0, av1)))
	p.Events()
	must(t, p.SetLocal(Description{TypeOffer, strings.ReplaceAll(offerOf(2, av0, av1).SDP, "oooo", "pppp")}))
	wantEvents(t, p, "have-local-offer", "gathering gathering")
	must(t, p.SetLocal(rollback))
	wantEvents(t, p, "stable", "gathering complete")
	wantTrickled(t, p.CurrentLocal(), "0: 5000 end", "1: end")
}

func TestDescriptionsAreMadeInTimeLinearInTheirCandidates(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0)))
	for port := 1; port <= 3000; port++ {
		must(t, p.AddCandidate(host(port)))
	}
	got := trickledIn(t, p.PendingRemote())
	if n := len(strings.Fields(got[0])); n != 3001 {
		t.Errorf("there are %d candidates", n-1)
	}
	// What came before is not copied for each candidate.
	before := p.now.pending[theirs].trickled
	must(t, p.AddCandidate(host(4000)))
	if after := p.now.pending[theirs].trickled; after.before != before || after.len() != before.len()+1 {
		t.Error("the candidates that came before are copied")
	}
}

func TestEveryCandidateOfARecordedKindIsTaken(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0)))
	for _, line := range []string{
		"candidate:1 1 udp 2122260223 192.0.2.1 1 typ host generation 0 ufrag zzzz network-id 1",
		"a=candidate:1 1 UDP 2122260223 192.0.2.1 2 typ host\r\n",
		"1 1 tcp 1518280447 fd77::10 9 typ host tcptype active",
		"candidate:2 1 udp 1 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 3 typ host",
	} {
		must(t, p.AddCandidate(&candidate.Init{Candidate: line, SDPMid: ptr(""), SDPMLineIndex: ptr(uint16(0))}))
	}
	if got := trickledIn(t, p.PendingRemote()); !slices.Equal(got, []string{"0: 1 2 9 3"}) {
		t.Errorf("candidates are %v", got)
	}
}

// A section that was offered for a bundle has candidates of its own until the answer is
// there. One that the answer rejects has none to wait for any more.
func TestASectionThatTheAnswerRejectsGathersNoMore(t *testing.T) {
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0, av1)))
	must(t, p.AddLocalCandidate(&candidate.Init{SDPMid: ptr("0")}))
	if got := p.GatheringState(); got != Gathering {
		t.Errorf("with section 1 on its way gathering is %s", got)
	}
	answer := answerOf(1, av0, av1).SDP
	answer = strings.Replace(answer, "a=group:BUNDLE 0 1", "a=group:BUNDLE 0", 1)
	answer = strings.Replace(answer, "m=video 9", "m=video 0", 1)
	must(t, p.SetRemote(Description{TypeAnswer, answer}))
	if got := p.GatheringState(); got != GatheringComplete {
		t.Errorf("after the answer gathering is %s", got)
	}
}
