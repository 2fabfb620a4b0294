package negotiate_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// realTexts are the descriptions of the test data, sorted by name.
func realTexts(t testing.TB) (list []string) {
	t.Helper()
	for _, pattern := range []string{"descriptions", "rfc"} {
		files, err := filepath.Glob(filepath.Join("..", "testdata", pattern, "*.sdp"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no test data in %s: %v", pattern, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, string(b))
		}
	}
	return list
}

// laws holds what is true of any two texts.
func laws(offer, answer string, opts ...negotiate.Option) error {
	o, _ := sdp.ParseLax(offer)
	a, _ := sdp.ParseLax(answer)
	agreement, verdict := negotiate.Agree(o, a, opts...)
	if o.String() != offer || a.String() != answer {
		return fmt.Errorf("the texts were changed")
	}
	if again, v := negotiate.Agree(o, a, opts...); !cmp.Equal(agreement, again) || !cmp.Equal(verdict, v) {
		return fmt.Errorf("twice the same gives different results")
	}
	if v := negotiate.CheckAnswer(o, a, opts...); !cmp.Equal(verdict, v) {
		return fmt.Errorf("Agree and CheckAnswer judge differently:\n%v\n%v", verdict, v)
	}
	if len(agreement.Sections) != o.NumMedia() {
		return fmt.Errorf("%d sections of %d", len(agreement.Sections), o.NumMedia())
	}
	mine, theirs := agreement.For(negotiate.Offerer), agreement.For(negotiate.Answerer)
	for i, s := range agreement.Sections {
		p, q := mine.Sections[i], theirs.Sections[i]
		if !cmp.Equal(p.Send, q.Recv) || !cmp.Equal(p.Recv, q.Send) || p.Direction != q.Direction.Reverse() {
			return fmt.Errorf("m[%d]: what one sends is not what the other receives", i)
		}
		if s.Rejected != "" {
			continue
		}
		// What the offerer sends has the answer's numbers, and the other way round; and
		// both texts have the codec.
		if err := listed(s.ToAnswerer, a.Media(i)); err != nil {
			return fmt.Errorf("m[%d]: %w of the answer", i, err)
		}
		if err := listed(s.ToOfferer, o.Media(i)); err != nil {
			return fmt.Errorf("m[%d]: %w of the offer", i, err)
		}
		if len(s.ToAnswerer.Codecs) != len(s.ToOfferer.Codecs) {
			return fmt.Errorf("m[%d]: %d codecs one way and %d the other", i, len(s.ToAnswerer.Codecs), len(s.ToOfferer.Codecs))
		}
		if d := o.Media(i).Direction(); s.Direction&^d != 0 {
			return fmt.Errorf("m[%d]: %v of an offered %v", i, s.Direction, d)
		}
		if !slices.Contains(agreement.Transports[s.Transport].Sections, i) {
			return fmt.Errorf("m[%d] is not among the sections of its transport", i)
		}
	}
	for _, f := range verdict.Findings {
		if _, ok := negotiate.RuleByID(f.Rule); !ok || f.Msg == "" || strings.ContainsAny(f.Msg, "\r\n\x00") {
			return fmt.Errorf("a bad finding: %+v", f)
		}
	}
	for _, s := range verdict.NotEvaluated {
		if s.Why == "" {
			return fmt.Errorf("%s is not evaluated for no reason", s.Rule)
		}
	}
	var back negotiate.Agreement
	b, err := json.Marshal(agreement)
	if err == nil {
		err = json.Unmarshal(b, &back)
	}
	if err != nil {
		return err
	}
	// JSON can't hold bytes that aren't UTF-8.
	if c, _ := json.Marshal(back); string(b) != string(c) && utf8.ValidString(offer+answer) {
		return fmt.Errorf("JSON comes back as\n%s\nand not\n%s", c, b)
	}
	_, _, _ = agreement.String(), mine.String(), verdict.String()
	if v := negotiate.CheckReoffer(o, o, opts...); v.Has("R1") || v.Has("R2") || v.Has("R3") || v.Has("R4") || v.Has("R12") {
		return fmt.Errorf("the same offer again: %v", v)
	}
	return nil
}

func listed(f negotiate.Flow, m sdp.Section) error {
	var have [128]string
	for k := range m.Codecs() {
		have[k.PayloadType] = k.Name
	}
	for _, k := range f.Codecs {
		if have[k.PayloadType] != k.Name {
			return fmt.Errorf("payload type %d is %q in the agreement and %q in the text", k.PayloadType, k.Name, have[k.PayloadType])
		}
	}
	return nil
}

// mutate changes a text in a way that happens: lines are lost, doubled, moved and taken
// from other texts; numbers and names change.
func mutate(r *rand.Rand, text string, others []string) string {
	lines := strings.SplitAfter(text, "\n")
	for range r.IntN(6) {
		i := r.IntN(len(lines))
		switch r.IntN(6) {
		case 0:
			lines = slices.Delete(lines, i, i+1)
			if len(lines) == 0 {
				return ""
			}
		case 1:
			lines = slices.Insert(lines, i, lines[r.IntN(len(lines))])
		case 2:
			j := r.IntN(len(lines))
			lines[i], lines[j] = lines[j], lines[i]
		case 3:
			other := strings.SplitAfter(others[r.IntN(len(others))], "\n")
			lines = slices.Insert(lines, i, other[r.IntN(len(other))])
		case 4:
			b := []byte(lines[i])
			for j := range b {
				if b[j] >= '0' && b[j] <= '9' && r.IntN(3) == 0 {
					b[j] = byte('0' + r.IntN(10))
				}
			}
			lines[i] = string(b)
		case 5:
			if b := []byte(lines[i]); len(b) > 0 {
				b[r.IntN(len(b))] = byte(r.IntN(256))
				lines[i] = string(b)
			}
		}
	}
	return strings.Join(lines, "")
}

func TestTheLawsHoldForAnyTwoTexts(t *testing.T) {
	all := realTexts(t)
	const seed = 20261122
	r := rand.New(rand.NewPCG(seed, 1))
	n := 3000
	if testing.Short() {
		n = 300
	}
	for i := range n {
		offer := all[r.IntN(len(all))]
		answer := offer
		if r.IntN(2) == 0 {
			answer = all[r.IntN(len(all))]
		}
		offer, answer = mutate(r, offer, all), mutate(r, answer, all)
		before, _ := sdp.ParseLax(all[r.IntN(len(all))])
		opts := [][]negotiate.Option{nil, {negotiate.InMode(negotiate.WebRTC)}, {negotiate.InMode(negotiate.SIP), negotiate.After(before, before)}}[r.IntN(3)]
		if err := laws(offer, answer, opts...); err != nil {
			t.Fatalf("run %d with seed %d: %v\noffer\n%s\nanswer\n%s", i, seed, err, offer, answer)
		}
	}
}

// FuzzAgree holds the laws for any bytes at all.
func FuzzAgree(f *testing.F) {
	all := realTexts(f)
	for i, text := range all {
		f.Add(text, all[(i*7+1)%len(all)], uint8(i))
		f.Add(text, text, uint8(i))
	}
	f.Add("m=audio 9 RTP/AVP 0\n", "m=audio 9 RTP/AVP 0\na=extmap:1 urn:\x00x\n", uint8(1))
	f.Fuzz(func(t *testing.T, offer, answer string, how uint8) {
		opts := []negotiate.Option{negotiate.InMode(negotiate.Mode(how % 3))}
		if how&64 != 0 {
			d, _ := sdp.ParseLax(offer)
			e, _ := sdp.ParseLax(answer)
			opts = append(opts, negotiate.After(e, d))
		}
		if err := laws(offer, answer, opts...); err != nil {
			t.Fatal(err)
		}
	})
}
