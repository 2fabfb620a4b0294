package pionsdp_test

import (
	"cmp"
	"errors"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
	"github.com/sdpkit/sdpkit/sdp/pionsdp"
)

// corpus is every description in testdata by its name: those in files of their own and
// those of the recorded exchanges.
func corpus(tb testing.TB) map[string]string {
	tb.Helper()
	texts := make(map[string]string)
	files, err := filepath.Glob("../../testdata/*/*.sdp")
	if err != nil || len(files) < 100 {
		tb.Fatalf("%d descriptions, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		texts[filepath.Base(f)] = string(b)
	}
	files, err = filepath.Glob("../../testdata/exchanges/*.json")
	if err != nil || len(files) < 40 {
		tb.Fatalf("%d exchanges, %v", len(files), err)
	}
	for _, f := range files {
		r, err := os.Open(f)
		if err != nil {
			tb.Fatal(err)
		}
		trace, err := replay.Read(r)
		r.Close()
		if err != nil {
			tb.Fatal(err)
		}
		for id, d := range trace.Descriptions {
			if d.SDP != "" {
				texts[filepath.Base(f)+"#"+id] = d.SDP
			}
		}
	}
	return texts
}

const minimal = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n"

// checkLaw holds what ToPion promises: either there is no loss and pion gives the text
// back, or there is one and pion does not.
func checkLaw(t *testing.T, d *sdp.Description) (*pion.SessionDescription, []pionsdp.Loss) {
	t.Helper()
	p, losses := pionsdp.ToPion(d)
	b, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if same := string(b) == d.String(); same != (len(losses) == 0) {
		t.Fatalf("losses: %v\npion writes %q\nof         %q", losses, b, d)
	}
	for _, l := range losses {
		if l.Why == "" || l.Text != "" && l.Text == l.Written && !strings.Contains(l.Why, "behind") || l.String() == "" {
			t.Errorf("strange loss %#v", l)
		}
	}
	return p, losses
}

// checkBack holds what FromPion promises: the description has the text that pion
// writes, or there is an error.
func checkBack(t *testing.T, p *pion.SessionDescription) error {
	t.Helper()
	d, err := pionsdp.FromPion(p)
	if err != nil {
		var list sdp.ErrorList
		var field *pionsdp.FieldError
		if !errors.As(err, &list) && !errors.As(err, &field) || field != nil && d != nil {
			t.Errorf("error of another kind: %v", err)
		}
		return err
	}
	if b, _ := p.Marshal(); d.String() != string(b) {
		t.Errorf("FromPion gives %q\nof pion's       %q", d, b)
	}
	return nil
}

// errata are the examples in RFCs that are not SDP and that pion accepts.
var errata = map[string]string{
	"rfc8840-7-offer.sdp": `13:9: a-line: byte " " cannot stand in an attribute name (and 1 more)`, // "a=extmap 1 urn:…"
}

// Every description goes through both parsers. Where pion accepts one, what it reads
// must be what ToPion makes of our reading.
func TestBothReadEveryDescriptionAlike(t *testing.T) {
	texts := corpus(t)
	var oursAccepts, oursSame, theirsAccepts, theirsSame, lossless int
	why := make(map[string]int)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		d, err := sdp.Parse(text)
		if err == nil {
			oursAccepts++
		}
		if d.String() == text {
			oursSame++
		}
		p, losses := checkLaw(t, d)
		if len(losses) == 0 {
			lossless++
		}
		reasons := make(map[string]bool)
		for _, l := range losses {
			reasons[l.Why] = true
		}
		for r := range reasons {
			why[r]++
		}
		if back := checkBack(t, p); err == nil && back != nil {
			t.Errorf("%s: FromPion refuses what ToPion made: %v", name, back)
		}
		var theirs pion.SessionDescription
		if theirs.UnmarshalString(text) != nil {
			continue
		}
		theirsAccepts++
		if b, _ := theirs.Marshal(); string(b) == text {
			theirsSame++
			if len(losses) > 0 {
				t.Errorf("%s: pion gives the text back, ToPion loses %v", name, losses)
			}
		}
		if err != nil {
			if err.Error() != errata[name] {
				t.Errorf("%s: pion accepts it, we refuse: %v", name, err)
			}
			continue
		}
		unsplit(p)
		if diff := gocmp.Diff(&theirs, p, gocmp.AllowUnexported(url.Userinfo{})); diff != "" {
			t.Errorf("%s: pion reads -, ToPion makes +\n%s", name, diff)
		}
	}
	if oursSame != len(texts) {
		t.Errorf("of %d texts we give back %d", len(texts), oursSame)
	}
	t.Logf("of %d descriptions pion accepts %d and gives back %d byte for byte; we accept %d and give back %d; ToPion loses nothing of %d",
		len(texts), theirsAccepts, theirsSame, oursAccepts, oursSame, lossless)
	for _, r := range slices.SortedFunc(maps.Keys(why), func(a, b string) int { return cmp.Or(cmp.Compare(why[b], why[a]), cmp.Compare(a, b)) }) {
		t.Logf("%4d descriptions: %s", why[r], r)
	}
}

// unsplit puts TTL and number of addresses into the address, where pion's parser
// leaves them.
func unsplit(p *pion.SessionDescription) {
	for _, c := range connections(p) {
		if c != nil && c.Address != nil {
			c.Address = &pion.Address{Address: c.Address.String()}
		}
	}
}

func connections(p *pion.SessionDescription) []*pion.ConnectionInformation {
	list := []*pion.ConnectionInformation{p.ConnectionInformation}
	for _, m := range p.MediaDescriptions {
		list = append(list, m.ConnectionInformation)
	}
	return list
}

// pieces are lines and parts of lines that pion treats in a way of its own.
var pieces = []string{
	"", "a=x:", "a=x", "a=:", "a=two words", "c=IN IP4 192.0.2.1", "c=IN IP4 224.0.0.1/127/3", "c=IN IP4 224.0.0.1/0127", "c=IN  IP4  192.0.2.1",
	"c=IN IP6 ff00::1/3", "c=IN IP4", "c=TN RFC2543 +1", "c=", "b=AS:1", "b=X-Y:01", "b=NEW:5", "b=AS: 5", "b=AS", "b=AS:99999999999999999999", "i=", "i=x",
	"e=a@b", "p=+1", "k=prompt", "k=", "u=http://a/%7e b", "u=http://[", "u=HTTP://A/?q#", "u=", "t=0 0", "t=18446744073709551616 1", "t=01 2", "t=1", "t=x 1",
	"r=7d 1h 0 25h", "r=604800 3600 0", "r=1 2", "r=1", "r=-1 2 3", "r=99999999999999999999 1 2", "r=5dd 1", "z=0 -1h 5 3600", "z=0 0", "z=1", "z=18446744073709551616 1",
	"z=0 99999999999999999999", "s=", "s=two", "v=0", "v=1", "v=00", "o=- 1 1 IN", "o=- 1 1 IN IP6", "o=- 007 18446744073709551617 IN IP4 a", "o=a b 1 1 TN x y", "o=x",
	"m=image 9 udptl t38", "m=audio 9/2 RTP/AVP 0 8", "m=audio 9/02 RTP/AVP 0", "m=x", "m=audio 9 RTP/AVP", "m=audio  9 RTP/AVP 0 ", "m=audio 9 a/b/c d/e",
	"q=1", "no equals sign", " a=b", "a=\x00\xff", "x", "=",
}

// mutate changes, adds, doubles, moves or removes a line, or how one ends.
func mutate(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	piece := pieces[r.IntN(len(pieces))] + []string{"\r\n", "\r\n", "\r\n", "\n", "\r", ""}[r.IntN(6)]
	switch r.IntN(7) {
	case 0:
		lines[i] = piece
	case 1:
		lines = slices.Insert(lines, i, piece)
	case 2:
		lines = slices.Insert(lines, j, lines[i])
	case 3:
		lines[i], lines[j] = lines[j], lines[i]
	case 4:
		lines = slices.Delete(lines, i, i+1)
	case 5:
		lines[i] = strings.Replace(lines[i], []string{"\r\n", "\r\n", " ", ":", "1"}[r.IntN(5)], []string{"\n", "\r", "  ", "", " ", "01", "\x00", "\t"}[r.IntN(8)], 1)
	case 6:
		if b := []byte(lines[i]); len(b) > 0 {
			b[r.IntN(len(b))] = byte(r.IntN(256))
			lines[i] = string(b)
		}
	}
	return strings.Join(lines, "")
}

// mutations is how many texts are made of each description.
const mutations = 20

func TestNothingIsLostUnmentioned(t *testing.T) {
	texts := corpus(t)
	r := rand.New(rand.NewPCG(8866, 4566))
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for range mutations {
			text := texts[name]
			for range 1 + r.IntN(3) {
				text = mutate(r, text)
			}
			checkText(t, text, sdp.Options{})
		}
	}
	for _, a := range pieces {
		for _, b := range pieces {
			for _, text := range []string{a + "\r\n" + b, minimal + a + "\r\n" + b + "\r\n", minimal + "m=audio 9 RTP/AVP 0\r\n" + a + "\r\n" + b + "\r\n"} {
				checkText(t, text, sdp.Options{})
				checkText(t, text, sdp.Options{MaxLines: 5})
			}
		}
	}
}

func checkText(t *testing.T, text string, o sdp.Options) {
	t.Helper()
	d, errs := o.ParseLax(text)
	p, _ := checkLaw(t, d)
	err := checkBack(t, p)
	var theirs pion.SessionDescription
	if theirs.UnmarshalString(text) == nil {
		checkBack(t, &theirs)
		if b, _ := theirs.Marshal(); string(b) == text && len(errs) == 0 && err != nil {
			t.Errorf("FromPion refuses pion's own text %q: %v", text, err)
		}
	}
}

func FuzzBridge(f *testing.F) {
	for _, text := range corpus(f) {
		f.Add(text)
	}
	for _, p := range pieces {
		f.Add(minimal + "m=audio 9 RTP/AVP 0\r\n" + p)
	}
	f.Fuzz(func(t *testing.T, text string) { checkText(t, text, sdp.Options{}) })
}

func TestEachLossIsNamed(t *testing.T) {
	media := minimal + "m=audio 9 RTP/AVP 0\r\n"
	for _, x := range []struct {
		name, text string
		want       []string
	}{
		{"nothing is lost", media + "i=x\r\nc=IN IP4 224.0.0.1/127/3\r\nb=X-Y:1\r\nb=NEW:2\r\nk=prompt\r\na=x:y\r\na=z\r\n", nil},
		{"what pion's parser refuses it can hold", minimal + "m=image 9 udptl t38\r\na=T38FaxVersion:0\r\n", nil},
		{"line endings are one loss", strings.ReplaceAll(media, "\r\n", "\n"), []string{`line endings: pion ends every line with CRLF`}},
		{"a missing last ending is one", strings.TrimSuffix(media, "\r\n"), []string{`line endings: pion ends every line with CRLF`}},
		{"no lines at all", "", []string{
			`session/v=: is missing, and pion writes one always: pion writes "v=0"`,
			`session/o=: is missing, and pion writes one always: pion writes "o= 0 0   "`,
			`session/s=: is missing, and pion writes one always: pion writes "s="`,
		}},
		{"blank and opaque lines", media + "\r\nq=1\r\nx\r\n", []string{
			`6: m[0]: pion has no blank lines`, `7: "q=1": pion has no place for such a line here`, `8: "x": pion has no place for such a line here`,
		}},
		{"a second c= of a section", media + "c=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\n", []string{`7: "c=IN IP4 192.0.2.2": pion has one such line a section: the first stays`}},
		{"a colon without a value", media + "a=x:\r\n", []string{`6: "a=x:": pion has no colon without a value behind it: pion writes "a=x"`}},
		{"order", media + "a=x\r\na=y\r\nb=AS:1\r\n", []string{`8: "b=AS:1": pion writes it before lines that it stands behind`}},
		{"spacing", strings.Replace(media, "audio 9", "audio  9", 1), []string{`5: "m=audio  9 RTP/AVP 0": pion keeps numbers without leading zeros, and no spacing: pion writes "m=audio 9 RTP/AVP 0"`}},
		{"wide numbers", strings.Replace(minimal, "o=- 1", "o=- 18446744073709551618", 1), []string{`2: "o=- 18446744073709551618 1 IN IP4 192.0.2.1": a number is beyond 64 bits: its low 64 bits stay: pion writes "o=- 2 1 IN IP4 192.0.2.1"`}},
		{"no address in o=", strings.Replace(minimal, "IP4 192.0.2.1", "IP6", 1), []string{`2: "o=- 1 1 IN IP6": pion's o= has an address: the one that its parser makes up stays: pion writes "o=- 1 1 IN IP6 ::"`}},
		{"several e= lines", strings.Replace(minimal, "t=", "e=a@b\r\ne=c@d\r\nt=", 1), []string{`5: "e=c@d": pion has one such line a section: the first stays`}},
		{"units", minimal + "r=7d 1h 0\r\nz=2882844526 -1h\r\n", []string{
			`5: "r=7d 1h 0": pion keeps times in seconds, without spacing: pion writes "r=604800 3600 0"`,
			`6: "z=2882844526 -1h": pion keeps times in seconds, without spacing: pion writes "z=2882844526 -3600"`,
		}},
		{"times beyond 64 bits", minimal + "r=9999999999999999999d 1 0\r\n", []string{`5: "r=9999999999999999999d 1 0": a time is beyond 64 bits`}},
		{"a z= for each t=", minimal + "r=1 2 3\r\nz=1 2\r\nt=5 6\r\nr=1 2 3\r\nz=3 4\r\n", []string{
			`7: "t=5 6": pion writes it before lines that it stands behind`,
			`8: "r=1 2 3": pion writes it before lines that it stands behind`,
			`9: "z=3 4": pion has one z= for the session, not one for each t=`,
		}},
		{"a URI that net/url rewrites", strings.Replace(minimal, "t=", "u=HTTP://a/\r\nt=", 1), []string{`4: "u=HTTP://a/": net/url writes it otherwise: pion writes "u=http://a/"`}},
		{"a URI that net/url refuses", strings.Replace(minimal, "t=", "u=http://[\r\nt=", 1), []string{`4: "u=http://[": net/url refuses it`}},
		{"a t= that cannot be read takes its r= along", minimal + "t=x\r\nr=1 2 3\r\n", []string{
			`5: "t=x": pion keeps values, and this one cannot be read`, `6: "r=1 2 3": there is no t= that pion could keep it with`,
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, _ := sdp.ParseLax(x.text)
			_, losses := checkLaw(t, d)
			var got []string
			for _, l := range losses {
				got = append(got, l.String())
			}
			if diff := gocmp.Diff(x.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
