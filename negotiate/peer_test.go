package negotiate

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A sketch is a description in short: "audio 0 sendrecv" for each section; "-" before it
// rejects the section.
type sketch struct {
	version  int
	ufrag    string // of every section
	setup    string
	sections []string
}

// String writes the description as a browser would.
func (k sketch) String() string {
	var b strings.Builder
	var mids []string
	for _, s := range k.sections {
		if s, rejected := strings.CutPrefix(s, "-"); !rejected {
			mids = append(mids, strings.Fields(s)[1])
		}
	}
	fmt.Fprintf(&b, "v=0\r\no=- 4611 %d IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n", k.version)
	if mids != nil {
		fmt.Fprintf(&b, "a=group:BUNDLE %s\r\n", strings.Join(mids, " "))
	}
	for _, s := range k.sections {
		s, rejected := strings.CutPrefix(s, "-")
		f := strings.Fields(s)
		port := 9
		if rejected {
			port = 0
		}
		proto, formats := "UDP/TLS/RTP/SAVPF", map[string]string{"audio": "111", "video": "96"}[f[0]]
		if f[0] == "application" {
			proto, formats = "UDP/DTLS/SCTP", "webrtc-datachannel"
		}
		fmt.Fprintf(&b, "m=%s %d %s %s\r\nc=IN IP4 0.0.0.0\r\n", f[0], port, proto, formats)
		fmt.Fprintf(&b, "a=ice-ufrag:%s\r\na=ice-pwd:%s\r\na=ice-options:trickle\r\n", k.ufrag, strings.Repeat(k.ufrag, 6))
		fmt.Fprintf(&b, "a=fingerprint:sha-256 %s\r\na=setup:%s\r\na=mid:%s\r\n", strings.TrimSuffix(strings.Repeat("AB:", 32), ":"), k.setup, f[1])
		switch f[0] {
		case "audio":
			fmt.Fprintf(&b, "a=%s\r\na=msid:- track\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n", f[2])
		case "video":
			fmt.Fprintf(&b, "a=%s\r\na=msid:- track\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n", f[2])
		case "application":
			b.WriteString("a=sctp-port:5000\r\n")
		}
	}
	return b.String()
}

// Descriptions of two sides that agree. The numbers are o= versions.
func offerOf(version int, sections ...string) Description {
	return Description{TypeOffer, sketch{version, "oooo", "actpass", sections}.String()}
}

func answerOf(version int, sections ...string) Description {
	return Description{TypeAnswer, sketch{version, "aaaa", "active", sections}.String()}
}

// reofferOf and reanswerOf are those of the sides that were the other ones before. Who
// opens the DTLS connection stays (RFC 8842 §5.3).
func reofferOf(version int, sections ...string) Description {
	return Description{TypeOffer, sketch{version, "aaaa", "actpass", sections}.String()}
}

func reanswerOf(version int, sections ...string) Description {
	return Description{TypeAnswer, sketch{version, "oooo", "passive", sections}.String()}
}

func (d Description) as(t Type) Description { return Description{t, d.SDP} }

// munging is a peer whose local descriptions the tests write.
func munging() *Peer {
	return NewPeer(Options{Capabilities: Capabilities{Mode: WebRTC}, MungedLocal: true})
}

var rollback = Description{Type: TypeRollback}

// must fails the test when a call did.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless a call failed with that name and left the peer alone.
func refused(t *testing.T, p *Peer, want ErrorName, call func() error) *Error {
	t.Helper()
	before := p.Snapshot()
	err := call()
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, want) {
		t.Fatalf("the error is %v, not %v", err, want)
	}
	if p.Snapshot() != before {
		t.Errorf("a call that failed has changed the peer: %v", err)
	}
	return e
}

// slots shows the state and which of the four descriptions there are, by o= version.
func slots(p *Peer) string {
	show := func(d *Description) string {
		if d == nil {
			return "-"
		}
		parsed, _ := sdp.ParseLax(d.SDP)
		o, _ := parsed.Origin()
		return fmt.Sprintf("%s %s", d.Type, o.SessionVersion)
	}
	return fmt.Sprintf("%s: local %s / %s, remote %s / %s", p.State(),
		show(p.PendingLocal()), show(p.CurrentLocal()), show(p.PendingRemote()), show(p.CurrentRemote()))
}

func wantSlots(t *testing.T, p *Peer, want string) {
	t.Helper()
	if got := slots(p); got != want {
		t.Errorf("the peer is\n%s, not\n%s", got, want)
	}
}

// kinds are the events in short.
func kinds(events []Event) []string {
	list := []string{}
	for _, e := range events {
		s := string(e.Kind)
		switch e.Kind {
		case EventSignalingState:
			s = string(e.State)
		case EventGatheringState:
			s = "gathering " + string(e.Gathering)
		case EventTrack:
			s += " " + e.MID
		case EventCandidate:
			s += " null"
			if e.Candidate != nil {
				s = fmt.Sprintf("%s %q", e.Kind, e.Candidate.Candidate)
			}
		}
		list = append(list, s)
	}
	return list
}

func wantEvents(t *testing.T, p *Peer, want ...string) {
	t.Helper()
	if d := cmp.Diff(append([]string{}, want...), kinds(p.Events())); d != "" {
		t.Errorf("events (-want +got):\n%s", d)
	}
}

func ptr[T any](v T) *T { return &v }

// host is a candidate of section 0.
func host(port int) *candidate.Init {
	return &candidate.Init{Candidate: fmt.Sprintf("candidate:1 1 udp 2122260223 192.0.2.1 %d typ host", port), SDPMid: ptr("0")}
}

const av0, av1 = "audio 0 sendrecv", "video 1 sendrecv"

func TestAnOfferMayBeReplacedByAnotherFromTheSameSide(t *testing.T) {
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0)))
	must(t, p.SetLocal(offerOf(2, av0, av1)))
	wantSlots(t, p, "have-local-offer: local offer 2 / -, remote - / -")
	q := munging()
	must(t, q.SetRemote(offerOf(1, av0)))
	must(t, q.SetRemote(offerOf(2, av0, av1)))
	wantSlots(t, q, "have-remote-offer: local - / -, remote offer 2 / -")
	wantEvents(t, q, "have-remote-offer", "track 0", "track 1")
}

func TestProvisionalAnswersMayBeRepeated(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0)))
	must(t, p.SetLocal(answerOf(1, av0).as(TypePranswer)))
	wantSlots(t, p, "have-local-pranswer: local pranswer 1 / -, remote offer 1 / -")
	must(t, p.SetLocal(answerOf(2, av0).as(TypePranswer)))
	wantSlots(t, p, "have-local-pranswer: local pranswer 2 / -, remote offer 1 / -")
	must(t, p.SetLocal(answerOf(3, av0)))
	wantSlots(t, p, "stable: local - / answer 3, remote - / offer 1")

	q := munging()
	must(t, q.SetLocal(offerOf(1, av0)))
	must(t, q.SetRemote(answerOf(1, av0).as(TypePranswer)))
	must(t, q.SetRemote(answerOf(2, av0).as(TypePranswer)))
	wantSlots(t, q, "have-remote-pranswer: local offer 1 / -, remote pranswer 2 / -")
	must(t, q.SetRemote(answerOf(3, av0)))
	wantSlots(t, q, "stable: local - / offer 1, remote - / answer 3")
}

func TestAnAnswerMovesBothSidesToCurrent(t *testing.T) {
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0)))
	must(t, p.SetRemote(answerOf(1, av0)))
	must(t, p.SetRemote(reofferOf(2, av0)))
	wantSlots(t, p, "have-remote-offer: local - / offer 1, remote offer 2 / answer 1")
	if got := p.Remote().SDP; got != reofferOf(2, av0).SDP {
		t.Errorf("the remote description isn't the pending one but\n%s", got)
	}
	if got := p.Local().SDP; got != offerOf(1, av0).SDP {
		t.Errorf("the local description isn't the current one but\n%s", got)
	}
	must(t, p.SetLocal(reanswerOf(2, av0)))
	wantSlots(t, p, "stable: local - / answer 2, remote - / offer 2")
}

// states has a peer in each state.
func states(t *testing.T, o Options) map[State]*Peer {
	t.Helper()
	o.MungedLocal = true
	list := map[State]*Peer{}
	reach := func(s State, calls ...func(*Peer) error) {
		p := NewPeer(o)
		for _, call := range calls {
			must(t, call(p))
		}
		p.Events()
		if p.State() != s {
			t.Fatalf("the state is %s, not %s", p.State(), s)
		}
		list[s] = p
	}
	local := func(d Description) func(*Peer) error { return func(p *Peer) error { return p.SetLocal(d) } }
	remote := func(d Description) func(*Peer) error { return func(p *Peer) error { return p.SetRemote(d) } }
	reach(Stable)
	reach(HaveLocalOffer, local(offerOf(1, av0)))
	reach(HaveRemoteOffer, remote(offerOf(1, av0)))
	reach(HaveLocalPranswer, remote(offerOf(1, av0)), local(answerOf(1, av0).as(TypePranswer)))
	reach(HaveRemotePranswer, local(offerOf(1, av0)), remote(answerOf(1, av0).as(TypePranswer)))
	reach(Closed, (*Peer).Close)
	return list
}

func TestADescriptionThatTheStateDoesntAllowIsRefusedAndChangesNothing(t *testing.T) {
	calls := map[string]func(*Peer) error{
		"local offer":     func(p *Peer) error { return p.SetLocal(offerOf(2, av0)) },
		"local pranswer":  func(p *Peer) error { return p.SetLocal(answerOf(2, av0).as(TypePranswer)) },
		"local answer":    func(p *Peer) error { return p.SetLocal(answerOf(2, av0)) },
		"local rollback":  func(p *Peer) error { return p.SetLocal(rollback) },
		"remote offer":    func(p *Peer) error { return p.SetRemote(offerOf(2, av0)) },
		"remote pranswer": func(p *Peer) error { return p.SetRemote(answerOf(2, av0).as(TypePranswer)) },
		"remote answer":   func(p *Peer) error { return p.SetRemote(answerOf(2, av0)) },
		"remote rollback": func(p *Peer) error { return p.SetRemote(rollback) },
		"candidate":       func(p *Peer) error { return p.AddCandidate(host(1)) },
		"local candidate": func(p *Peer) error { return p.AddLocalCandidate(host(1)) },
		"restart":         func(p *Peer) error { return p.RestartICE() },
	}
	allowed := map[State]string{
		Stable:             "local offer, remote offer, local candidate, restart",
		HaveLocalOffer:     "local offer, local rollback, remote offer, remote pranswer, remote answer, remote rollback, local candidate, restart",
		HaveRemoteOffer:    "local pranswer, local answer, local rollback, remote offer, remote rollback, candidate, local candidate, restart",
		HaveLocalPranswer:  "local pranswer, local answer, candidate, local candidate, restart",
		HaveRemotePranswer: "remote pranswer, remote answer, candidate, local candidate, restart",
		Closed:             "",
	}
	for state := range allowed {
		for name, call := range calls {
			p := states(t, Options{Capabilities: Capabilities{Mode: WebRTC}})[state]
			t.Run(string(state)+"/"+name, func(t *testing.T) {
				if strings.Contains(", "+allowed[state]+",", ", "+name+",") {
					must(t, call(p))
					return
				}
				e := refused(t, p, ErrInvalidState, func() error { return call(p) })
				if e.State != state || e.Op == "" || e.Msg == "" {
					t.Errorf("the error doesn't tell where it is from: %+v", e)
				}
				wantEvents(t, p)
			})
		}
	}
}

func TestWhatIsSetLocallyMustBeWhatWasCreated(t *testing.T) {
	p := NewPeer(Options{Capabilities: Capabilities{Mode: WebRTC}})
	refused(t, p, ErrInvalidModification, func() error { return p.SetLocal(offerOf(1, av0)) })
	// The check comes before that of the state.
	refused(t, p, ErrInvalidModification, func() error { return p.SetLocal(answerOf(1, av0)) })
	must(t, p.SetRemote(offerOf(1, av0)))
	refused(t, p, ErrInvalidModification, func() error { return p.SetLocal(offerOf(1, av0)) })
	refused(t, p, ErrInvalidModification, func() error { return p.SetLocal(answerOf(1, av0).as(TypePranswer)) })
}

func TestChecksOfARemoteDescriptionComeInTheOrderOfTheW3C(t *testing.T) {
	stable, offered := munging(), munging()
	must(t, offered.SetLocal(offerOf(1, av0)))
	noMux := strings.Replace(answerOf(1, av0).SDP, "a=rtcp-mux\r\n", "", 1)
	garbage := noMux + "garbage\r\n"
	refused(t, stable, ErrType, func() error { return stable.SetRemote(Description{"hello", garbage}) })
	refused(t, stable, ErrInvalidState, func() error { return stable.SetRemote(Description{TypeAnswer, garbage}) })
	e := refused(t, offered, ErrSyntax, func() error { return offered.SetRemote(Description{TypeAnswer, garbage}) })
	if want := strings.Count(garbage, "\n"); e.Line != want {
		t.Errorf("the error is in line %d, not %d: %v", e.Line, want, e)
	}
	var list sdp.ErrorList
	if !errors.As(e, &list) {
		t.Errorf("the error has no list of problems: %v", e)
	}
	wrong := strings.Replace(noMux, "m=audio", "m=video", 1)
	e = refused(t, offered, ErrInvalidAccess, func() error { return offered.SetRemote(Description{TypeAnswer, wrong}) })
	if len(e.Findings) < 2 || e.Findings[0].Rule != "policy-rtcp-mux" {
		t.Errorf("findings are %v", e.Findings)
	}
	must(t, offered.Close())
	refused(t, offered, ErrInvalidState, func() error { return offered.SetRemote(Description{"hello", garbage}) })
}

func TestChangedRidsAreRefusedBeforeTheRestOfTheContent(t *testing.T) {
	rids := func(d Description, list ...string) Description {
		lines := "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
		for _, rid := range list {
			lines += "a=rid:" + rid + " send\r\n"
		}
		return Description{d.Type, d.SDP + lines + "a=simulcast:send " + strings.Join(list, ";") + "\r\n"}
	}
	p := munging()
	video := "video 0 sendrecv"
	must(t, p.SetRemote(rids(offerOf(1, video), "1", "2")))
	answer := answerOf(1, video)
	answer.SDP += "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\na=rid:1 recv\r\na=rid:2 recv\r\na=simulcast:recv 1;2\r\n"
	must(t, p.SetLocal(answer))

	worse := rids(offerOf(1, video), "1", "3") // the version hasn't risen either
	codes := func() (list []string) {
		e := refused(t, p, ErrInvalidAccess, func() error { return p.SetRemote(worse) })
		for _, f := range e.Findings {
			if len(list) == 0 || list[len(list)-1] != f.Code {
				list = append(list, f.Code)
			}
		}
		return list
	}
	if d := cmp.Diff([]string{"R6", "R12"}, codes()); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
	worse.SDP = strings.Replace(worse.SDP, "a=rtcp-mux\r\n", "", 1)
	if got := codes(); len(got) < 3 || got[0] != "P1" || got[1] != "R6" {
		t.Errorf("findings are %v", got)
	}
}

func TestAnAnswerRestartsICEIfAndOnlyIfTheOfferDoes(t *testing.T) {
	fresh := func(d Description, from, to string) Description {
		return Description{d.Type, strings.ReplaceAll(d.SDP, from, to)}
	}
	for name, x := range map[string]struct {
		offer, answer Description
		refused       bool
	}{
		"neither":         {offerOf(2, av0), answerOf(2, av0), false},
		"both":            {fresh(offerOf(2, av0), "oooo", "pppp"), fresh(answerOf(2, av0), "aaaa", "bbbb"), false},
		"only the offer":  {fresh(offerOf(2, av0), "oooo", "pppp"), answerOf(2, av0), true},
		"only the answer": {offerOf(2, av0), fresh(answerOf(2, av0), "aaaa", "bbbb"), true},
	} {
		t.Run(name, func(t *testing.T) {
			p := agreedPeer(t)
			must(t, p.SetLocal(x.offer))
			if !x.refused {
				must(t, p.SetRemote(x.answer))
				return
			}
			e := refused(t, p, ErrInvalidAccess, func() error { return p.SetRemote(x.answer) })
			if e.Findings[0].Code != "V16" {
				t.Errorf("findings are %v", e.Findings)
			}
		})
	}
}

func TestRemoteCandidatesAreReadAndIgnored(t *testing.T) {
	p := munging()
	d := offerOf(1, av0)
	d.SDP += "a=remote-candidates:1 192.0.2.3 45664\r\n"
	must(t, p.SetRemote(d))
	if got := p.PendingRemote().SDP; got != d.SDP {
		t.Errorf("the description is\n%s", got)
	}
	wantTrickled(t, p.PendingRemote(), "0: ")
}

func TestFirstOffersOweWhatEveryDescriptionOwes(t *testing.T) {
	whole := offerOf(1, av0, av1).SDP
	cut := func(old, new string, n int) string { return strings.Replace(whole, old, new, n) }
	for rule, text := range map[string]string{
		"policy-rtcp-mux":     cut("a=rtcp-mux\r\n", "", -1),
		"offer-rtcp-mux-only": cut("a=rtcp-mux\r\n", "a=rtcp-mux-only\r\n", 1),
		"offer-ice":           cut("a=ice-pwd:", "a=ice-pwd:x\r\na=x:", -1),
		"offer-dtls":          cut("a=fingerprint", "a=x-fingerprint", -1),
		"offer-simulcast-rid": whole + "a=simulcast:send 1\r\n",
		"offer-mid-unique":    cut("a=mid:1", "a=mid:0", 1),
		"offer-rtx":           cut("SAVPF 96", "SAVPF 96 97", 1) + "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=98\r\n",
	} {
		t.Run(rule, func(t *testing.T) {
			p := munging()
			e := refused(t, p, ErrInvalidAccess, func() error { return p.SetRemote(Description{TypeOffer, text}) })
			found := false
			for _, f := range e.Findings {
				found = found || f.Rule == rule && f.Clause != "" && f.Msg != ""
			}
			if !found {
				t.Errorf("findings are %v", e.Findings)
			}
			tolerant := NewPeer(Options{Capabilities: Capabilities{Mode: WebRTC}, Tolerant: true})
			must(t, tolerant.SetRemote(Description{TypeOffer, text}))
		})
	}
	must(t, munging().SetRemote(Description{TypeOffer, whole}))
}

func TestDescriptionsHaveTheJSONOfTheW3C(t *testing.T) {
	for text, want := range map[string]Description{
		`{"type":"offer","sdp":"v=0\r\n"}`:  {TypeOffer, "v=0\r\n"},
		`{"type":"rollback","sdp":""}`:      {TypeRollback, ""},
		`{"type":"rollback"}`:               {TypeRollback, ""},
		`{"sdp":"x","type":"answer","y":1}`: {TypeAnswer, "x"},
	} {
		var got Description
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		b, err := json.Marshal(got)
		must(t, err)
		var again Description
		if err := json.Unmarshal(b, &again); err != nil || again != got {
			t.Errorf("%s doesn't come back: %s", text, b)
		}
	}
	for _, text := range []string{`{}`, `{"sdp":"v=0"}`, `{"type":"hello","sdp":""}`, `{"type":null}`, `[]`, `{"type":1}`} {
		var d Description
		if err := json.Unmarshal([]byte(text), &d); err == nil || d != (Description{}) {
			t.Errorf("%s is %+v", text, d)
		}
	}
}

func TestARemoteOfferThatReplacesAnotherIsHeldAgainstTheStableState(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0)))
	must(t, p.SetLocal(answerOf(1, av0)))
	// The second offer has fewer sections than the first, but not than what is agreed on.
	must(t, p.SetRemote(offerOf(2, av0, av1)))
	must(t, p.SetRemote(offerOf(3, av0)))
	refused(t, p, ErrInvalidAccess, func() error { return p.SetRemote(offerOf(4)) })
	if n := len(p.Slots()); n != 1 {
		t.Errorf("there are %d slots, not that of the offer that holds", n)
	}
}

func TestAFurtherOfferIsRefusedWhileAnAnswerIsProvisional(t *testing.T) {
	for _, state := range []State{HaveLocalPranswer, HaveRemotePranswer} {
		p := states(t, Options{Capabilities: Capabilities{Mode: WebRTC}})[state]
		refused(t, p, ErrInvalidState, func() error { return p.SetRemote(offerOf(2, av0)) })
	}
}

func TestWhetherTheOtherSideTricklesIsUnknownBeforeItsDescription(t *testing.T) {
	p := munging()
	if can, known := p.CanTrickle(); can || known {
		t.Error("it is known before there is a remote description")
	}
	must(t, p.SetRemote(offerOf(1, av0)))
	if can, known := p.CanTrickle(); !can || !known {
		t.Error("an offer with ice-options:trickle doesn't show")
	}
	must(t, p.SetRemote(Description{TypeOffer, strings.ReplaceAll(offerOf(2, av0).SDP, "a=ice-options:trickle\r\n", "")}))
	if can, known := p.CanTrickle(); can || !known {
		t.Error("an offer without ice-options:trickle doesn't show")
	}
}

func TestAClosedPeerKeepsItsDescriptionsToBeRead(t *testing.T) {
	p := munging()
	slot := p.AddMedia("audio", sdp.SendRecv)
	must(t, p.SetLocal(offerOf(1, av0)))
	p.Events()
	must(t, p.Close())
	must(t, p.Close())
	wantSlots(t, p, "closed: local offer 1 / -, remote - / -")
	wantEvents(t, p)
	if !slot.Stopped() || !p.AddMedia("audio", sdp.SendRecv).Stopped() {
		t.Error("a slot lives on in a closed peer")
	}
	refused(t, p, ErrInvalidState, func() error { return slot.SetDirection(sdp.Inactive) })
	refused(t, p, ErrInvalidState, slot.Stop)
	refused(t, p, ErrInvalidState, func() error { _, err := p.CreateOffer(); return err })
	refused(t, p, ErrInvalidState, func() error { _, err := p.CreateAnswer(); return err })
}
