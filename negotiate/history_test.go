package negotiate_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

func version(t *testing.T, d *sdp.Description) string {
	t.Helper()
	o, err := d.Origin()
	if err != nil {
		t.Fatal(err)
	}
	return string(o.SessionVersion)
}

func state(t *testing.T, h *negotiate.History) string {
	t.Helper()
	b, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheVersionRisesExactlyWhenTheTextChanges(t *testing.T) {
	h, caps := new(negotiate.History), browser(audio())
	offer := func(want string) *sdp.Description {
		t.Helper()
		d, err := h.Offer(caps)
		if err != nil {
			t.Fatal(err)
		}
		if got := version(t, d); got != want {
			t.Errorf("version %s, want %s", got, want)
		}
		return d
	}
	offer("1")
	first := offer("1")
	must(t, h.SetLocal(negotiate.TypeOffer, first))
	offer("1")
	answer, err := negotiate.Answer(first, browser(audio()))
	must(t, err)
	must(t, h.SetRemote(negotiate.TypeAnswer, answer))
	// A later offer has no a=rtcp-mux-only, so it is another text.
	offer("2")
	caps.Media[0].Direction = sdp.SendOnly
	second := offer("3")
	must(t, h.SetLocal(negotiate.TypeOffer, second))
	must(t, h.SetLocal(negotiate.TypeRollback, nil))
	// What was rolled back has had its version: the same text keeps it, another has a
	// higher one, also the text from before.
	offer("3")
	caps.Media[0].Direction = sdp.SendRecv
	offer("4")
}

func TestNamesAreNotUsedAgainAfterARollback(t *testing.T) {
	h, caps := new(negotiate.History), browser(audio())
	caps.Media[0].Extensions = []negotiate.Extension{{URI: "urn:one", ID: 1}}
	must(t, h.SetLocal(negotiate.TypeOffer, offered(t, h, caps)))
	must(t, h.SetLocal(negotiate.TypeRollback, nil))
	caps.Media[0].Extensions[0].URI = "urn:two"
	caps.Media[0].Codecs[0].Name = "SILK" // 111 was opus, and 63 its redundancy
	d := offered(t, h, caps)
	if mid, _ := d.Media(0).MID(); mid != "1" {
		t.Errorf("mid %s is used again", mid)
	}
	for e := range sdp.All[sdp.ExtMap](d.Media(0)) {
		if e.ID != 2 {
			t.Errorf("id %d has another meaning now", e.ID)
		}
	}
	for k := range d.Media(0).Codecs() {
		if k.Name == "SILK" && k.PayloadType == 111 || k.Name == "red" && k.PayloadType == 63 {
			t.Errorf("payload type %d has another meaning now", k.PayloadType)
		}
	}
}

func offered(t *testing.T, h *negotiate.History, caps capabilities) *sdp.Description {
	t.Helper()
	d, err := h.Offer(caps)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAMIDThatWasUsedIsRefused(t *testing.T) {
	caps := browser(audio())
	h := agree(t, caps, browser(audio()))
	caps.Media = append(caps.Media, video(vp8))
	caps.Media[1].MID = "0"
	_, err := h.Offer(caps)
	var bad *negotiate.CapabilitiesError
	if !errors.As(err, &bad) || bad.Path != "media[1].mid" {
		t.Errorf("got %v", err)
	}
}

func TestAFailedCallChangesNothing(t *testing.T) {
	caps := browser(audio())
	h := agree(t, caps, browser(audio()))
	before := state(t, h)
	local, _ := h.Current()
	bad := caps
	bad.Mode = 0
	calls := map[string]func() error{
		"Offer without a mode":     func() error { _, err := h.Offer(bad); return err },
		"Answer without a mode":    func() error { _, err := h.Answer(local, bad); return err },
		"Answer without an offer":  func() error { _, err := h.Answer(nil, caps); return err },
		"an answer without offer":  func() error { return h.SetLocal(negotiate.TypeAnswer, local) },
		"a pranswer without offer": func() error { return h.SetRemote(negotiate.TypePranswer, local) },
		"nothing to roll back":     func() error { return h.SetLocal(negotiate.TypeRollback, nil) },
		"an offer of nothing":      func() error { return h.SetRemote(negotiate.TypeOffer, nil) },
		"an unknown type":          func() error { return h.SetRemote("question", local) },
		"a restart without keys": func() error {
			caps.Transport.ICE.Restart = true
			_, err := h.Offer(caps)
			return err
		},
	}
	for name, call := range calls {
		if err := call(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if diff := cmp.Diff(before, state(t, h)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	must(t, h.SetLocal(negotiate.TypeOffer, local))
	if err := h.SetRemote(negotiate.TypeOffer, local); !errors.Is(err, negotiate.ErrState) {
		t.Errorf("an offer while one is out: %v", err)
	}
}

func TestASnapshotStaysAsItIs(t *testing.T) {
	caps := browser(audio())
	h := agree(t, caps, browser(audio()))
	s := h.Snapshot()
	before := state(t, s)
	caps.Media = append(caps.Media, video(vp8))
	agreeOn(t, h, caps, browser(audio(), video(vp8)))
	must(t, h.SetRemote(negotiate.TypeOffer, h.Local()))
	if diff := cmp.Diff(before, state(t, s)); diff != "" {
		t.Error(diff)
	}
	if state(t, h) == before {
		t.Error("the session is what it was")
	}
}

func TestAHistoryGoesThroughJSON(t *testing.T) {
	caps := browser(audio(), video(vp8, rtx[:1]))
	h := agree(t, caps, browser(audio()))
	must(t, h.SetLocal(negotiate.TypeOffer, offered(t, h, caps)))
	var read negotiate.History
	must(t, json.Unmarshal([]byte(state(t, h)), &read))
	if diff := cmp.Diff(state(t, h), state(t, &read)); diff != "" {
		t.Error(diff)
	}
	caps.Media[0].Direction = sdp.SendOnly
	if diff := cmp.Diff(offered(t, h, caps).String(), offered(t, &read, caps).String()); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{
		`{"initiator":"someone"}`, `{"origin":"x"}`, `{"payloadTypes":[{"payloadType":200}]}`,
		`{"current":{"local":"v=0\r\nm=audio 9 RTP/AVP 0\r\n"}}`, `[]`,
	} {
		if err := json.Unmarshal([]byte(bad), new(negotiate.History)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

func TestAProvisionalAnswerIsFollowedByAFinalOne(t *testing.T) {
	caps := browser(audio())
	offer := offered(t, new(negotiate.History), browser(audio()))
	h := new(negotiate.History)
	must(t, h.SetRemote(negotiate.TypeOffer, offer))
	answer, err := h.Answer(offer, caps)
	must(t, err)
	must(t, h.SetLocal(negotiate.TypePranswer, answer))
	if err := h.SetLocal(negotiate.TypeRollback, nil); err == nil {
		t.Error("a provisional answer was rolled back")
	}
	if l, _ := h.Current(); l != nil {
		t.Error("a provisional answer ended the exchange")
	}
	caps.Media[0].Direction = sdp.RecvOnly
	final, err := h.Answer(offer, caps)
	must(t, err)
	must(t, h.SetLocal(negotiate.TypeAnswer, final))
	if version(t, final) != "2" || !strings.Contains(final.String(), "a=recvonly") {
		t.Errorf("final answer\n%s", final)
	}
}

func TestAMediaKeepsItsSectionWhereverOthersGo(t *testing.T) {
	// The offerer stops its first video, and puts another kind there: the answerer's
	// second video doesn't move up.
	v, w := video(vp8), video(av1)
	caps := compat(browser(v, w))
	offerer := compat(browser(video(vp8, av1), video(vp8, av1)))
	hs := new(negotiate.History)
	offer := offered(t, hs, offerer)
	h := answered(t, offer, caps)
	answer := h.Local()
	must(t, hs.SetLocal(negotiate.TypeOffer, offer))
	must(t, hs.SetRemote(negotiate.TypeAnswer, answer))
	offerer.Media[0].Stopped = true
	again := offered(t, hs, offerer)
	d, err := h.Answer(again, caps)
	must(t, err)
	if !d.Media(0).Rejected() {
		t.Error("what was stopped is alive")
	}
	for k := range d.Media(1).Codecs() {
		if k.Name != "AV1" {
			t.Errorf("the second section has %s", k.Name)
		}
	}
}
