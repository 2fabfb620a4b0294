package negotiate_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// newEndpoint is a browser with audio and video. Credentials and fingerprint are given,
// so that the example prints the same every time.
func newEndpoint(name string) *negotiate.Peer {
	caps := negotiate.WebRTCAudioVideo()
	caps.Transport = transport(name)
	return negotiate.NewPeer(negotiate.Options{Capabilities: caps})
}

// transport has credentials that are easy to see.
func transport(ufrag string) negotiate.Transport {
	t := negotiate.WebRTCAudioVideo().Transport
	t.SessionID = "4611"
	t.ICE.Ufrag, t.ICE.Pwd = ufrag, strings.Repeat(ufrag, 6)
	t.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: strings.Repeat("AB:", 31) + "AB"}}
	return t
}

// label is what an example shows of a description: type, version, and how many
// candidates it has.
func label(d *negotiate.Description) string {
	if d == nil {
		return "null"
	}
	parsed, err := sdp.Parse(d.SDP)
	if err != nil {
		return err.Error()
	}
	o, _ := parsed.Origin()
	s := fmt.Sprintf("%s %s", d.Type, o.SessionVersion)
	if n := strings.Count(d.SDP, "a=candidate:"); n > 0 {
		s += fmt.Sprintf(" with %d candidates", n)
	}
	return s
}

// print shows what a peer holds.
func print(what string, p *negotiate.Peer) {
	fmt.Printf("%s\n  %s, pending %s | %s, current %s | %s\n", what, p.State(),
		label(p.PendingLocal()), label(p.PendingRemote()), label(p.CurrentLocal()), label(p.CurrentRemote()))
}

// The thirteen steps of a call, by which two peers come to an agreement. What travels
// goes through a channel, and through nothing else. Of each peer the pending and the
// current descriptions are shown, local | remote.
func ExamplePeer() {
	signalling := make(chan negotiate.Description, 1)
	caller, callee := newEndpoint("caller"), newEndpoint("callee")

	// 1 and 2: the caller has captured media and adds its tracks.
	caller.AddMedia("audio", sdp.SendRecv, negotiate.InStreams("home"))
	print("2 tracks are added", caller)
	// 3 and 4: it creates an offer and sets it.
	offer, err := caller.CreateOffer()
	check(err)
	print("3 the offer is created", caller)
	check(caller.SetLocal(offer))
	print("4 the offer is set", caller)
	// 5: its ICE agent gathers.
	gathered := candidate.Init{Candidate: "candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host", SDPMid: &mid0}
	check(caller.AddLocalCandidate(&gathered))
	print("5 a candidate is gathered", caller)
	// 6: the offer travels.
	signalling <- *caller.Local()
	// 7: the callee sets it.
	check(callee.SetRemote(<-signalling))
	print("7 the offer has arrived", callee)
	// 8: the callee adds its own track, which takes the section that was offered.
	callee.AddMedia("audio", sdp.SendRecv, negotiate.InStreams("office"))
	// 9 and 10: it creates an answer and sets it. Now it knows both ends.
	answer, err := callee.CreateAnswer()
	check(err)
	print("9 the answer is created", callee)
	check(callee.SetLocal(answer))
	print("10 the answer is set", callee)
	// 11 and 12: the answer travels.
	signalling <- *callee.Local()
	// 13: the caller sets it, and both know both ends.
	check(caller.SetRemote(<-signalling))
	print("13 the answer has arrived", caller)

	seat, _ := caller.Seat()
	fmt.Printf("%s is %s, the first codec is %s\n", seat.Sections[0].Kind, seat.Sections[0].Direction, seat.Sections[0].Send.Codecs[0].Name)
	// Output:
	// 2 tracks are added
	//   stable, pending null | null, current null | null
	// 3 the offer is created
	//   stable, pending null | null, current null | null
	// 4 the offer is set
	//   have-local-offer, pending offer 1 | null, current null | null
	// 5 a candidate is gathered
	//   have-local-offer, pending offer 1 with 1 candidates | null, current null | null
	// 7 the offer has arrived
	//   have-remote-offer, pending null | offer 1 with 1 candidates, current null | null
	// 9 the answer is created
	//   have-remote-offer, pending null | offer 1 with 1 candidates, current null | null
	// 10 the answer is set
	//   stable, pending null | null, current answer 1 | offer 1 with 1 candidates
	// 13 the answer has arrived
	//   stable, pending null | null, current offer 1 with 1 candidates | answer 1
	// audio is sendrecv, the first codec is opus
}

var mid0 = "0"

func check(err error) {
	if err != nil {
		fmt.Println(err)
	}
}

// connected has two peers that have agreed on audio.
func connected() (caller, callee *negotiate.Peer) {
	caller, callee = newEndpoint("caller"), newEndpoint("callee")
	caller.AddMedia("audio", sdp.SendRecv)
	check(caller.SetLocal(negotiate.Description{}))
	check(callee.SetRemote(*caller.Local()))
	callee.AddMedia("audio", sdp.SendRecv)
	check(callee.SetLocal(negotiate.Description{}))
	check(caller.SetRemote(*callee.Local()))
	return caller, callee
}

// A renegotiation is refused in part: the callee takes the audio that there is and rejects
// the video that is added, with port 0.
func ExamplePeer_refuseSection() {
	caller, callee := connected()
	caller.AddMedia("video", sdp.SendRecv)
	check(caller.SetLocal(negotiate.Description{}))
	check(callee.SetRemote(*caller.Local()))
	check(callee.Slots()[1].Reject()) // no video
	check(callee.SetLocal(negotiate.Description{}))
	answer := *callee.Local()
	for line := range strings.Lines(answer.SDP) {
		if strings.HasPrefix(line, "m=") {
			fmt.Println(strings.Join(strings.Fields(line)[:2], " "))
		}
	}
	check(caller.SetRemote(answer))
	print("the caller has the answer", caller)
	seat, _ := caller.Seat()
	for _, s := range seat.Sections {
		fmt.Printf("%s: %s %q\n", s.Kind, s.Direction, s.Rejected)
	}
	// Output:
	// m=audio 9
	// m=video 0
	// the caller has the answer
	//   stable, pending null | null, current offer 2 | answer 2
	// audio: sendrecv ""
	// video: inactive "the answer has port 0"
}

// A renegotiation is refused as a whole: each side rolls back, and what was agreed on
// before stays in use.
func ExamplePeer_refuseOffer() {
	caller, callee := connected()
	rollback := negotiate.Description{Type: negotiate.TypeRollback}

	caller.AddMedia("video", sdp.SendRecv)
	offer, err := caller.Propose()
	check(err)
	check(callee.SetRemote(offer.Description()))
	print("the callee has the offer", callee)
	check(callee.SetRemote(rollback))
	print("the callee has rolled back", callee)
	check(offer.Drop()) // the same as SetLocal(rollback)
	print("the caller has dropped its offer", caller)
	fmt.Println(offer.Accept(negotiate.Description{Type: negotiate.TypeAnswer}))
	// Output:
	// the callee has the offer
	//   have-remote-offer, pending null | offer 2, current answer 1 | offer 1
	// the callee has rolled back
	//   stable, pending null | null, current answer 1 | offer 1
	// the caller has dropped its offer
	//   stable, pending null | null, current offer 1 | answer 1
	// Accept in stable: InvalidStateError: the offer is stale: it was answered, rolled back or replaced
}

// Both sides offer at once. The polite one gives way and becomes the one who answers.
func ExamplePerfect() {
	a, b := connected()
	polite, impolite := negotiate.Perfect{Peer: a, Polite: true}, negotiate.Perfect{Peer: b}
	a.AddMedia("video", sdp.SendRecv)
	b.AddMedia("audio", sdp.RecvOnly)
	a.Events()

	ours, err := polite.Negotiate()
	check(err)
	theirs, err := impolite.Negotiate()
	check(err)

	answer, err := impolite.Receive(ours)
	fmt.Println("the impolite side ignores the offer:", answer == nil, err)
	answer, err = polite.Receive(theirs)
	check(err)
	_, err = impolite.Receive(*answer)
	check(err)
	for _, e := range a.Events() {
		fmt.Printf("%s %q\n", e.Kind, e.State)
	}
	// The offer that was given up is made again.
	ours, err = polite.Negotiate()
	check(err)
	answer, err = impolite.Receive(ours)
	check(err)
	_, err = polite.Receive(*answer)
	check(err)
	print("the polite side at last", a)
	// Output:
	// the impolite side ignores the offer: true <nil>
	// signalingstatechange "have-local-offer"
	// signalingstatechange "stable"
	// signalingstatechange "have-remote-offer"
	// signalingstatechange "stable"
	// negotiationneeded ""
	// the polite side at last
	//   stable, pending null | null, current offer 4 | answer 3
}

// An ICE restart begins a new generation of candidates. Until the answer has come, those
// of the old one still have a place in the current description.
func ExamplePeer_RestartICE() {
	caller, callee := connected()
	check(caller.SetTransport(transport("anew"))) // with Capabilities.Rand it would find new credentials itself
	check(caller.RestartICE())
	fmt.Println("negotiation needed:", caller.NegotiationNeeded())
	check(caller.SetLocal(negotiate.Description{}))
	check(callee.SetRemote(*caller.Local()))

	for _, ufrag := range []string{"caller", "anew", "other"} {
		err := callee.AddCandidate(&candidate.Init{
			Candidate: "candidate:1 1 udp 2122260223 192.0.2.1 50001 typ host", SDPMid: &mid0, UsernameFragment: &ufrag,
		})
		print(fmt.Sprintf("a candidate of %s: %v", ufrag, err), callee)
	}
	check(callee.SetTransport(transport("back")))
	check(callee.SetLocal(negotiate.Description{}))
	check(caller.SetRemote(*callee.Local()))
	for _, change := range caller.Changes() {
		fmt.Println(change)
	}
	// Output:
	// negotiation needed: true
	// a candidate of caller: <nil>
	//   have-remote-offer, pending null | offer 2, current answer 1 | offer 1 with 1 candidates
	// a candidate of anew: <nil>
	//   have-remote-offer, pending null | offer 2 with 1 candidates, current answer 1 | offer 1 with 1 candidates
	// a candidate of other: AddCandidate in have-remote-offer: OperationError: candidate: another ICE generation
	//   have-remote-offer, pending null | offer 2 with 1 candidates, current answer 1 | offer 1 with 1 candidates
	// m[0] (mid 0): local ICE generation: anew, was caller
	// m[0] (mid 0): remote ICE generation: back, was callee
}

// The end of candidates is a candidate too: an empty one for one section, nil for all.
func ExamplePeer_AddLocalCandidate() {
	caller, callee := newEndpoint("caller"), newEndpoint("callee")
	caller.AddMedia("audio", sdp.SendRecv)
	check(caller.SetLocal(negotiate.Description{}))
	check(callee.SetRemote(*caller.Local()))

	check(caller.AddLocalCandidate(&candidate.Init{Candidate: "candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host", SDPMid: &mid0}))
	check(caller.AddLocalCandidate(nil))
	for _, e := range caller.Events() {
		switch {
		case e.Kind == negotiate.EventGatheringState:
			fmt.Println(e.Kind, e.Gathering)
		case e.Kind == negotiate.EventCandidate && e.Candidate == nil:
			fmt.Println(e.Kind, "null")
		case e.Kind == negotiate.EventCandidate:
			fmt.Printf("%s %q\n", e.Kind, e.Candidate.Candidate)
			check(callee.AddCandidate(e.Candidate))
		}
	}
	for line := range strings.Lines(callee.PendingRemote().SDP) {
		if strings.Contains(line, "candidate") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// icegatheringstatechange gathering
	// icecandidate "candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host"
	// icecandidate ""
	// icegatheringstatechange complete
	// icecandidate null
	// a=candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host
	// a=end-of-candidates
}

// What a peer refuses it says by the names that W3C has, and with the reason.
func ExampleError() {
	p := newEndpoint("lone")
	err := p.SetRemote(negotiate.Description{Type: negotiate.TypeAnswer, SDP: "v=0\r\n"})
	fmt.Println(err)
	fmt.Println(errors.Is(err, negotiate.ErrInvalidState))
	err = p.SetRemote(negotiate.Description{Type: negotiate.TypeOffer, SDP: "v=0\r\n"})
	var e *negotiate.Error
	if errors.As(err, &e) {
		fmt.Println(e.Name, "in line", e.Line)
	}
	// Output:
	// SetRemote(answer) in stable: InvalidStateError: no remote answer can be set in this state
	// true
	// RTCError in line 2
}

// A snapshot costs nothing, and brings back what was.
func ExamplePeer_Snapshot() {
	caller, _ := connected()
	before := caller.Snapshot()
	check(caller.RestartICE())
	fmt.Println(caller.NegotiationNeeded(), caller.Snapshot().Equal(before))
	caller.Restore(before)
	fmt.Println(caller.NegotiationNeeded(), caller.Snapshot().Equal(before))
	// Output:
	// true false
	// false true
}
