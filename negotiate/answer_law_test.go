package negotiate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// choices makes capabilities out of bytes: few bytes make simple ones, so that what
// shrinks stays simple.
type choices []byte

func (c *choices) pick(n int) int {
	if len(*c) == 0 {
		return 0
	}
	b := int((*c)[0])
	*c = (*c)[1:]
	return b % n
}

func (c *choices) media() negotiate.Media {
	var m negotiate.Media
	switch c.pick(3) {
	case 0:
		m = negotiate.WebRTCAudioVideo().Media[0]
	case 1:
		m = negotiate.WebRTCAudioVideo().Media[1]
	case 2:
		m = negotiate.DataOnly().Media[0]
	}
	m.Direction = sdp.Direction(3 - c.pick(4))
	drop := c.pick(256)
	var kept []negotiate.Codec
	for i, k := range m.Codecs {
		// What others refer to stays, unless all of them go with it.
		if drop>>(i%7)&1 == 0 || i == 0 {
			kept = append(kept, k)
		}
	}
	m.Codecs = slices.DeleteFunc(kept, func(k negotiate.Codec) bool {
		apt, ok := sdp.FMTP{Params: k.Params}.Get("apt")
		return ok && !slices.ContainsFunc(kept, func(o negotiate.Codec) bool { return fmt.Sprint(o.PayloadType) == apt })
	})
	if shift := c.pick(20); shift > 0 && len(m.Codecs) > 0 {
		m.Codecs[0].PayloadType = 0
		m.Codecs = slices.DeleteFunc(m.Codecs, func(k negotiate.Codec) bool {
			return k.Name == "rtx" && k.Params == "apt=96" || k.Name == "red" && k.Params != ""
		})
	}
	for i := range m.Extensions {
		m.Extensions[i].ID = (m.Extensions[i].ID + c.pick(3)) % 15
		m.Extensions[i].Direction = sdp.Direction(c.pick(4))
	}
	m.RecvEncodings = c.pick(4)
	if m.Kind == "video" {
		for i := range c.pick(4) {
			m.Encodings = append(m.Encodings, negotiate.Encoding{RID: string(rune('a' + i)), Paused: c.pick(2) == 1})
		}
	}
	m.AllowMixed, m.ReducedRTCP = c.pick(2) == 0, c.pick(2) == 0
	m.Sections = []int{0, -1, 2}[c.pick(3)]
	m.Stopped = c.pick(8) == 7
	return m
}

func (c *choices) capabilities(name string) capabilities {
	caps := browser()
	caps.Transport.SessionID = name
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "user"+name, "passwordpasswordpassw"+name
	caps.Policy.Bundle = []negotiate.BundlePolicy{"", negotiate.MaxCompat, negotiate.MaxBundle, negotiate.NoBundle}[c.pick(4)]
	caps.Policy.RTCPMux = []negotiate.MuxPolicy{"", negotiate.NegotiateMux}[c.pick(2)]
	caps.Policy.OwnOrder, caps.Policy.TaggedOnly, caps.Policy.MaxCodecs = c.pick(3) == 2, c.pick(3) == 2, c.pick(4)
	caps.Transport.DTLS.Setup = []string{"", "passive"}[c.pick(2)]
	for range c.pick(5) + 1 {
		caps.Media = append(caps.Media, c.media())
	}
	return caps
}

// sessionLaws holds an exchange, and a second one that the answerer begins, against what is
// true of all of them.
func sessionLaws(ours, theirs capabilities) error {
	a, b := new(negotiate.History), new(negotiate.History)
	for round := range 3 {
		if err := exchangeLaws(a, b, ours, theirs); err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		a, b, ours, theirs = b, a, theirs, ours
	}
	return nil
}

func exchangeLaws(a, b *negotiate.History, ours, theirs capabilities) error {
	offer, err := a.Offer(ours)
	if err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	bl, br := b.Current()
	if al, ar := a.Current(); al != nil {
		for _, f := range negotiate.CheckReoffer(al, offer, negotiate.InMode(negotiate.WebRTC), negotiate.After(al, ar)).Violations() {
			return fmt.Errorf("%s\n%s\n%s", f, short(al), short(offer))
		}
	}
	answer, err := b.Answer(offer, theirs)
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	again, err := b.Snapshot().Answer(offer, theirs)
	if err != nil || again.String() != answer.String() {
		return fmt.Errorf("two answers to one offer (%v)\n%s\n%s", err, short(answer), short(again))
	}
	opts := []negotiate.Option{negotiate.InMode(negotiate.WebRTC)}
	if bl != nil {
		opts = append(opts, negotiate.After(br, bl))
	}
	for _, f := range negotiate.CheckAnswer(offer, answer, opts...).Violations() {
		return fmt.Errorf("%s\n%s\n%s", f, short(offer), short(answer))
	}
	for _, d := range []*sdp.Description{offer, answer} {
		for _, p := range sdp.Check(d) {
			if p.Severity == sdp.SeverityError {
				return fmt.Errorf("%s\n%s", p, short(d))
			}
		}
	}
	for i, s := range offer.AllMedia() {
		if s.Rejected() && !answer.Media(i).Rejected() {
			return fmt.Errorf("section %d is rejected and answered", i)
		}
		mid, _ := s.MID()
		if bl != nil && i < bl.NumMedia() && !s.Rejected() {
			if was, _ := bl.Media(i).MID(); bl.Media(i).Rejected() && was == mid {
				return fmt.Errorf("section %d was rejected and has its mid again", i)
			}
		}
	}
	agreed, _ := negotiate.Agree(offer, answer)
	for i, s := range agreed.Sections {
		for _, k := range slices.Concat(s.ToAnswerer.Codecs, s.ToOfferer.Codecs) {
			if !lists(offer.Media(i), k.PayloadType) || !lists(answer.Media(i), k.PayloadType) {
				return fmt.Errorf("section %d: payload type %d is not in both texts", i, k.PayloadType)
			}
		}
	}
	for _, err := range []error{
		a.SetLocal(negotiate.TypeOffer, offer), b.SetRemote(negotiate.TypeOffer, offer),
		b.SetLocal(negotiate.TypeAnswer, answer), a.SetRemote(negotiate.TypeAnswer, answer),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func lists(s sdp.Section, pt uint8) bool {
	for k := range s.Codecs() {
		if k.PayloadType == pt {
			return true
		}
	}
	return false
}

func TestExchangesKeepTheLaws(t *testing.T) {
	p := gopter.DefaultTestParameters()
	p.MinSuccessfulTests = 300
	properties := gopter.NewProperties(p)
	properties.Property("an offer, its answer, and those after them", prop.ForAll(func(x, y []byte) (string, error) {
		cx, cy := choices(x), choices(y)
		if err := sessionLaws(cx.capabilities("1"), cy.capabilities("2")); err != nil {
			return err.Error(), nil
		}
		return "", nil
	}, gen.SliceOfN(60, gen.UInt8()), gen.SliceOfN(60, gen.UInt8())))
	reporter := gopter.NewFormatedReporter(false, 160, writerFunc(func(b []byte) (int, error) { t.Logf("seed %d: %s", p.Seed(), b); return len(b), nil }))
	if !properties.Run(reporter) {
		t.Fail()
	}
}

// short leaves out what is long.
func short(d *sdp.Description) string {
	var b strings.Builder
	for l := range strings.Lines(d.String()) {
		if !strings.HasPrefix(l, "a=rtcp-fb") && !strings.HasPrefix(l, "a=rtpmap") && !strings.HasPrefix(l, "a=fmtp") && !strings.HasPrefix(l, "a=ice-pwd") && !strings.HasPrefix(l, "a=fingerprint") && !strings.HasPrefix(l, "a=extmap:") && !strings.HasPrefix(l, "c=") {
			b.WriteString(strings.TrimSpace(l) + "|")
		}
	}
	return b.String()
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }
