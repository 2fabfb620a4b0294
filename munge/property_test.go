package munge_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// hold runs a property over numbers that select a description and seed what is done to
// it. It is silent unless the property fails.
func hold(t *testing.T, property func(name, text string, r *rand.Rand) error) {
	t.Helper()
	params := gopter.DefaultTestParameters()
	params.MinSuccessfulTests = 1500
	if testing.Short() {
		params.MinSuccessfulTests = 100
	}
	props := gopter.NewProperties(params)
	props.Property("holds", prop.ForAll(func(which int, seed int64) (string, error) {
		name := names()[which]
		if err := property(name, texts()[name], rand.New(rand.NewPCG(uint64(seed), 1))); err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		return "", nil
	}, gen.IntRange(0, len(names())-1), gen.Int64()))
	var out bytes.Buffer
	if !props.Run(gopter.NewFormatedReporter(true, 120, &out)) {
		t.Errorf("seed %d\n%s", params.Seed(), out.String())
	}
}

// one picks an element.
func one[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// randomEdit makes an edit with arguments that have something to do with a description.
func randomEdit(r *rand.Rand, d *sdp.Description) munge.Edit {
	specs, uris, mids, lines, rids := []string{"", "opus", "VP8", "rtx", "red", "telephone-event"}, []string{"urn:x"}, []string{"0"}, []string{"a=sendrecv"}, []string{"1"}
	for _, m := range d.AllMedia() {
		for c := range m.Codecs() {
			specs = append(specs, c.Name, strconv.Itoa(int(c.PayloadType)), fmt.Sprintf("%s/%d", c.Name, c.ClockRate))
			if c.Params != "" && !strings.ContainsAny(c.Params, " ") {
				specs = append(specs, c.Name+";"+c.Params)
			}
		}
		for e, err := range sdp.All[sdp.ExtMap](m) {
			if err == nil {
				uris = append(uris, e.URI)
			}
		}
		if mid, ok := m.MID(); ok {
			mids = append(mids, mid)
		}
		for rid, err := range sdp.All[sdp.RID](m) {
			if err == nil {
				rids = append(rids, rid.ID)
			}
		}
		for l := range m.Lines() {
			lines = append(lines, l.Text())
		}
	}
	some := func(list []string) (out []string) {
		for range 1 + r.IntN(3) {
			out = append(out, one(r, list...))
		}
		return out
	}
	on := r.IntN(2) == 0
	line := one(r, lines...)
	filter := munge.Candidates{Types: some([]string{"host", "srflx", "relay"})}
	if on {
		filter = munge.Candidates{Families: []string{one(r, "ip4", "ip6", "name")}, Transports: []string{one(r, "udp", "tcp")}}
	}
	edits := []munge.Edit{
		munge.KeepCodecs(some(specs)...), munge.DropCodecs(some(specs)...), munge.DropCodecs(some(specs)...),
		munge.PreferCodecs(some(specs)...), munge.DeferCodecs(some(specs)...), munge.MoveCodecsUp(some(specs)...), munge.MoveCodecsDown(some(specs)...),
		munge.Renumber(munge.PT{Codec: one(r, specs[1:]...), To: r.IntN(129) - 1}),
		munge.Renumber(munge.PT{Codec: "96", To: 97}, munge.PT{Codec: "97", To: 96}, munge.PT{Codec: one(r, specs[1:]...), To: -1}),
		munge.UniquePayloadTypes(),
		munge.SetParams(one(r, specs...), "x-a=1;useinbandfec=0"), munge.ReplaceParams(one(r, specs...), "x-b=2"), munge.UnsetParams(one(r, specs...), "minptime", "profile-level-id"),
		munge.OpusStereo(on), munge.OpusSendStereo(on), munge.OpusDTX(on), munge.OpusFEC(on), munge.OpusCBR(on), munge.OpusMaxAverageBitrate(6000 + r.IntN(9000)),
		munge.SetPtime(one(r, "", "10", "20")), munge.SetMaxPtime(one(r, "", "60")),
		munge.AddFeedback(one(r, specs...), one(r, "nack", "nack pli", "ccm fir", "transport-cc")), munge.DropFeedback(one(r, specs...), one(r, "nack", "nack pli", "goog-remb")),
		munge.AddExtension(one(r, uris...), one(r, "", "recvonly")), munge.DropExtensions(some(uris)...), munge.RenumberExtension(one(r, uris...), 1+r.IntN(20)), munge.AllowMixed(on),
		munge.SetBandwidth(one(r, "AS", "TIAS", "CT"), r.Uint64()>>40), munge.LimitBandwidth(r.Uint64() >> 40), munge.DropBandwidth(), munge.DropBandwidth("AS"),
		munge.SetDirection(sdp.Direction(r.IntN(4))), munge.Hold(), munge.Resume(),
		munge.SetBundlePolicy(one(r, "max-compat", "balanced", "max-bundle")), munge.Unbundle(),
		munge.RTCPMux(on), munge.RTCPMuxOnly(), munge.SetSetup(one[sdp.Setup](r, "active", "passive", "actpass")),
		munge.SetFingerprint("sha-1", "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB"),
		munge.SetICECredentials("newU", "abcdefghijklmnopqrstuvwx"), munge.SetICELite(on), munge.AddICEOptions(one(r, "trickle", "ice2")), munge.DropICEOptions("trickle"),
		munge.KeepCandidates(filter), munge.DropCandidates(filter), munge.RelayOnly(), munge.EndOfCandidates(on),
		munge.AddCandidates("candidate:99 1 udp 1 192.0.2.77 9 typ host"),
		munge.SetSimulcast(some([]string{"h", "m", "1"})...), munge.DropLayers(some(rids)...), munge.StripSimulcast(),
		munge.StripSources(), munge.RenameSource(1, 77), munge.SetCNAME("x"), munge.SetMSID(one(r, "-", "s"), one(r, "", "t")), munge.StripMSID(),
		munge.RejectSections(), munge.RemoveSections(), munge.OrderSections(some([]string{"audio", "video", "application"})...),
		munge.SetSessionName("x"), munge.SetOrigin("u", "7", one(r, "192.0.2.1", "2001:db8::1")), munge.BumpVersion(),
		munge.SetDestination(addr(one(r, "0.0.0.0", "192.0.2.1")), one(r, 0, 9, 40000), 0),
		munge.StripSDES(), munge.AddCrypto("AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"), munge.StripDTLS(),
		munge.SetProto(one(r, "RTP/AVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVPF")), munge.PlainSIP(), munge.Redact("key"),
		munge.AddLine(line), munge.AddLine("a=x-y:1"), munge.DropLines(line[:min(len(line), 7)]), munge.ReplaceLine(line, line+"x"),
	}
	e := one(r, edits...)
	if one(r, true, false, false) {
		e = munge.OrReject(e)
	}
	switch r.IntN(6) {
	case 0:
		return munge.Kind(one(r, "audio", "video", "application"), e)
	case 1:
		return munge.MID(one(r, mids...), e)
	case 2:
		return munge.Index(r.IntN(3), e)
	}
	return e
}

func program(r *rand.Rand, d *sdp.Description) (list []munge.Edit) {
	for range 1 + r.IntN(4) {
		list = append(list, randomEdit(r, d))
	}
	return list
}

func TestNothingIsWorseThanBefore(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		edits := program(r, d)
		out, _, err := munge.Apply(d, edits...)
		if err != nil {
			return nil
		}
		if list := worse(d, out, edits...); len(list) > 0 {
			return fmt.Errorf("%v: %q\n%s", edits, list, out)
		}
		if _, err := sdp.Parse(text); err == nil {
			if _, err := sdp.Parse(out.String()); err != nil {
				return fmt.Errorf("%v: %w\n%s", edits, err, out)
			}
		}
		return nil
	})
}

func TestAllEditsAreDoneOrNone(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		edits := program(r, d)
		out, report, err := munge.Apply(d, edits...)
		if d.String() != text {
			return fmt.Errorf("%v touched the input", edits)
		}
		if err == nil {
			// A program that can't end well does nothing, however well it began.
			_, _, err := munge.Apply(d, append(slices.Clone(edits), munge.MID("no such mid", munge.Hold()))...)
			var e *munge.Error
			if !errors.As(err, &e) || e.Path != fmt.Sprintf("[%d].edits[0]", len(edits)) || !errors.Is(err, munge.ErrNoSection) {
				return fmt.Errorf("%v and a section that is not there: %v", edits, err)
			}
			return nil
		}
		if out != nil || report.Changed() || len(report.Edits) > 0 {
			return fmt.Errorf("%v: %v, and yet\n%s", edits, err, report)
		}
		var e *munge.Error
		if !errors.As(err, &e) || e.Edit == "" || e.Path == "" || e.Clause == "" || e.Msg == "" || e.Err == nil {
			return fmt.Errorf("%v: the error is %#v", edits, err)
		}
		return nil
	})
}

func TestDoingItTwiceIsDoingItOnce(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		e := randomEdit(r, d)
		if !e.Idempotent() {
			return nil
		}
		one, _, err := munge.Apply(d, e)
		if err != nil {
			return nil
		}
		two, report, err := munge.Apply(one, e)
		if err != nil {
			return fmt.Errorf("%v, the second time: %w\n%s", e, err, one)
		}
		if report.Changed() || one.String() != two.String() {
			return fmt.Errorf("%v does something the second time:\n%s\nto\n%s", e, report, one)
		}
		return nil
	})
}

// The report and the text that was given make the text that came out, and what is not
// in the report has not changed.
func TestTheReportAndTheInputGiveTheOutput(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		edits := program(r, d)
		out, report, err := munge.Apply(d, edits...)
		if err != nil {
			return nil
		}
		got, want := replay(d, report), lines(out)
		if !slices.Equal(got, want) {
			return fmt.Errorf("%v:\n%s\ngives\n%q\nand not\n%q", edits, report, got, want)
		}
		if report.Changed() == slices.Equal(lines(d), want) {
			return fmt.Errorf("%v: the report says changed %v", edits, report.Changed())
		}
		return nil
	})
}

func lines(d *sdp.Description) (list []string) {
	for l := range d.Session().Lines() {
		list = append(list, l.Text())
	}
	for _, m := range d.AllMedia() {
		for l := range m.Lines() {
			list = append(list, l.Text())
		}
	}
	return list
}

// replay does what a report says.
func replay(d *sdp.Description, report munge.Report) (out []string) {
	changed, added := map[int]munge.Change{}, map[int][]string{}
	for _, c := range report.Lines() {
		if c.Added() {
			added[c.Line] = append(added[c.Line], c.After)
		} else {
			changed[c.Line] = c
		}
	}
	write := func(s sdp.Section) {
		for l := range s.Lines() {
			if c, ok := changed[l.Number()]; !ok {
				out = append(out, l.Text())
			} else if c.Before != l.Text() {
				out = append(out, "another line was there: "+c.Before)
			} else if !c.Removed() {
				out = append(out, c.After)
			}
			out = append(out, added[l.Number()]...)
		}
	}
	out = append(out, added[0]...)
	write(d.Session())
	order := report.Order
	if order == nil {
		for i := range d.NumMedia() {
			order = append(order, i)
		}
	}
	for _, i := range order {
		write(d.Media(i))
	}
	return out
}

// Scopes hold: an edit of one section changes that one, and what it must outside: the
// session part, and the sections that are bundled with it.
func TestOnlyTheNamedSectionsChange(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		if d.NumMedia() == 0 {
			return nil
		}
		i := r.IntN(d.NumMedia())
		e := randomEdit(r, d)
		_, report, err := munge.Apply(d, munge.Index(i, e))
		if err != nil {
			return nil
		}
		mid, _ := d.Media(i).MID()
		for _, c := range report.Lines() {
			if c.Section == i || c.Section < 0 {
				continue
			}
			other, _ := d.Media(c.Section).MID()
			bundled := false
			for g, err := range sdp.All[sdp.Group](d.Session()) {
				bundled = bundled || err == nil && g.Semantics == "BUNDLE" && g.Has(mid) && g.Has(other)
			}
			floor := strings.HasPrefix(c.Before, "a=floorid:")
			if !bundled && !floor {
				return fmt.Errorf("%v of m[%d] changed m[%d]: %s", e, i, c.Section, c)
			}
		}
		return nil
	})
}

func TestEditsInJSONAreTheSameEdits(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		for _, e := range program(r, d) {
			again, err := munge.ParseEdits([]byte(e.String()))
			if err != nil {
				// An argument that makes no sense is refused here or there.
				if _, _, err2 := munge.Apply(d, e); err2 == nil {
					return fmt.Errorf("%v can be applied and not read: %w", e, err)
				}
				continue
			}
			if len(again) != 1 || again[0].String() != e.String() {
				return fmt.Errorf("%v is read as %v", e, again)
			}
			a, ra, errA := munge.Apply(d, e)
			b, rb, errB := munge.Apply(d, again...)
			if fmt.Sprint(errA) != fmt.Sprint(errB) || errA == nil && (a.String() != b.String() || ra.String() != rb.String()) {
				return fmt.Errorf("%v: %v, and from JSON %v", e, errA, errB)
			}
		}
		return nil
	})
}

// negotiate/diff sees every line that the report has, and nothing else. A line that was
// removed and written again elsewhere it may call the same.
func TestTheReportIsWhatDiffSees(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		d := lax(text)
		edits := program(r, d)
		out, report, err := munge.Apply(d, edits...)
		if err != nil || report.Order != nil {
			return nil
		}
		oldSeen, newSeen := map[int]bool{}, map[int]bool{}
		rep := diff.Compare(d, lax(out.String()), diff.As(diff.Munged))
		for _, c := range rep.Changes {
			for _, l := range c.Old {
				oldSeen[l.Number] = true
			}
			for _, l := range c.New {
				newSeen[l.Number] = true
			}
		}
		at := newNumbers(d, report)
		was, is := map[string]bool{}, map[string]bool{}
		for _, c := range report.Lines() {
			was[c.Before], is[c.After] = true, true
		}
		for i, c := range report.Lines() {
			if !c.Added() && is[c.Before] || !c.Removed() && was[c.After] {
				continue
			}
			if !c.Added() && !oldSeen[c.Line] && (c.Removed() || !newSeen[at[i]]) || c.Added() && !newSeen[at[i]] {
				return fmt.Errorf("%v: diff does not see %s\n%s", edits, c, out)
			}
		}
		// What one edit removes another may put back: then both are reported, and no line differs.
		differs := !slices.Equal(lines(d), lines(out))
		if (len(rep.Changes) > 0) != differs || differs && !report.Changed() {
			return fmt.Errorf("%v: %d changes, and the report\n%s", edits, len(rep.Changes), report)
		}
		return nil
	})
}

// newNumbers is where the lines of a report stand in the result, 0 for those that don't.
func newNumbers(d *sdp.Description, report munge.Report) []int {
	list := report.Lines()
	at := make([]int, len(list))
	changed, added := map[int]int{}, map[int][]int{}
	for i, c := range list {
		if c.Added() {
			added[c.Line] = append(added[c.Line], i)
		} else {
			changed[c.Line] = i
		}
	}
	n := 0
	place := func(number int) {
		for _, i := range added[number] {
			n++
			at[i] = n
		}
	}
	place(0)
	for number := 1; number <= len(lines(d)); number++ {
		if i, ok := changed[number]; !ok {
			n++
		} else if !list[i].Removed() {
			n++
			at[i] = n
		}
		place(number)
	}
	return at
}
