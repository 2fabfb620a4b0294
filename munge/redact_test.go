package munge_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// A redaction can be taken back with its mapping, through JSON, byte for byte.
func TestARedactionCanBeTakenBack(t *testing.T) {
	for _, name := range names() {
		d := lax(texts()[name])
		redacted, report, err := munge.Apply(d, munge.Redact("key"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		saved, err := json.Marshal(report.Mapping.Sort())
		if err != nil {
			t.Fatal(err)
		}
		mapping, err := munge.ParseMapping(saved)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		back, _, err := munge.Apply(redacted, munge.Restore(mapping))
		if err != nil || back.String() != texts()[name] {
			t.Errorf("%s: %v\n%s", name, err, back)
		}
	}
}

// secretsOf are texts that must not be found after a redaction: addresses that are
// somebody's, passwords, fingerprints, keys.
func secretsOf(d *sdp.Description) (list []string) {
	secret := regexp.MustCompile(`^a=(ice-pwd|tls-id|crypto):(?:\d+ \S+ inline:)?([^|\s]+)`)
	for l := range allLines(d) {
		if m := secret.FindStringSubmatch(l.Text()); m != nil {
			list = append(list, m[2])
		}
		if _, value, _, _ := l.Attr(); strings.HasPrefix(l.Text(), "a=fingerprint:") {
			list = append(list, value[strings.IndexByte(value, ' ')+1:])
		}
		for _, w := range strings.FieldsFunc(l.Text(), func(r rune) bool { return strings.ContainsRune(" /=[]", r) }) {
			if ip, err := netip.ParseAddr(w); err == nil && !ip.IsUnspecified() && !ip.IsLoopback() {
				list = append(list, w)
			}
		}
	}
	return list
}

func allLines(d *sdp.Description) func(func(sdp.Line) bool) {
	return func(yield func(sdp.Line) bool) {
		sections := []sdp.Section{d.Session()}
		for _, m := range d.AllMedia() {
			sections = append(sections, m)
		}
		for _, s := range sections {
			for l := range s.Lines() {
				if !yield(l) {
					return
				}
			}
		}
	}
}

func TestNoSecretIsLeft(t *testing.T) {
	found := 0
	for _, name := range names() {
		d := lax(texts()[name])
		out, _, err := munge.Apply(d, munge.Redact("key"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after := strings.Fields(strings.NewReplacer("/", " ", "=", " ", ":", " ").Replace(out.String()))
		for _, s := range secretsOf(d) {
			found++
			if strings.ContainsAny(s, ":+/=") && strings.Contains(out.String(), s) || slices.Contains(after, s) {
				t.Errorf("%s: %s is still there", name, s)
			}
		}
		for _, p := range worse(d, out, munge.Redact("key")) {
			t.Errorf("%s: %s", name, p)
		}
	}
	if found < 1000 {
		t.Errorf("only %d secrets were looked for", found)
	}
	t.Logf("%d secrets", found)
}

// What differs between two descriptions differs in the same way when both are redacted
// under one key, whatever the values are.
func TestRedactedDescriptionsDifferAsBefore(t *testing.T) {
	hold(t, func(name, text string, r *rand.Rand) error {
		// Two descriptions of one exchange, or any two.
		other := texts()[names()[r.IntN(len(names()))]]
		if file, _, ok := strings.Cut(name, "#"); ok {
			var mates []string
			for _, n := range names() {
				if strings.HasPrefix(n, file+"#") {
					mates = append(mates, texts()[n])
				}
			}
			other = one(r, mates...)
		}
		key := munge.Redact(fmt.Sprint(r.Uint64()))
		a, _, errA := munge.Apply(lax(text), key)
		b, _, errB := munge.Apply(lax(other), key)
		if errA != nil || errB != nil {
			return fmt.Errorf("%v, %v", errA, errB)
		}
		for _, role := range []diff.Role{diff.Plain, diff.Reoffer, diff.Answer} {
			before := shape(diff.Compare(lax(text), lax(other), diff.As(role)))
			after := shape(diff.Compare(lax(a.String()), lax(b.String()), diff.As(role)))
			if !slices.Equal(before, after) {
				return fmt.Errorf("as %v: %q\nand redacted %q\n%s\n%s", role, before, after, a, b)
			}
		}
		return nil
	})
}

// What an offer and an answer agree on, and what is wrong with the answer, is the same
// when both are redacted under one key.
func TestRedactedDescriptionsStillNegotiate(t *testing.T) {
	pairs, sound := 0, 0
	for i, name := range names()[1:] {
		file, _, ok := strings.Cut(name, "#")
		if !ok || !strings.HasPrefix(names()[i], file+"#") {
			continue
		}
		offer, answer := lax(texts()[names()[i]]), lax(texts()[name])
		a, _, errA := munge.Apply(offer, munge.Redact("key"))
		b, _, errB := munge.Apply(answer, munge.Redact("key"))
		if errA != nil || errB != nil {
			t.Errorf("%s: %v, %v", name, errA, errB)
			continue
		}
		before, verdict := negotiate.Agree(offer, answer)
		after, redacted := negotiate.Agree(lax(a.String()), lax(b.String()))
		if diff := cmp.Diff(findings(verdict), findings(redacted)); diff != "" {
			t.Errorf("%s: the verdict changes (-before +after):\n%s", name, diff)
		}
		if diff := cmp.Diff(flows(before), flows(after)); diff != "" {
			t.Errorf("%s: the agreement changes (-before +after):\n%s", name, diff)
		}
		if pairs++; verdict.OK() {
			sound++
		}
	}
	if sound < 20 {
		t.Errorf("of %d pairs only %d are a sound offer and answer", pairs, sound)
	}
	t.Logf("%d pairs, %d of them sound", pairs, sound)
}

// findings is a verdict without values.
func findings(v negotiate.Verdict) (list []string) {
	for _, f := range v.Findings {
		list = append(list, fmt.Sprint(f.Rule, f.Severity, f.Side, f.Index, f.Line))
	}
	for _, s := range v.NotEvaluated {
		list = append(list, fmt.Sprint(s.Rule))
	}
	return list
}

// flows is an agreement as a table, in which the ufrag is the one thing that is replaced.
func flows(a negotiate.Agreement) []string {
	return strings.Split(regexp.MustCompile(`ICE [^,]+`).ReplaceAllString(a.String(), "ICE"), "\n")
}

// shape is a report without values: class, level, place, and the lines concerned.
func shape(r *diff.Report) (list []string) {
	for _, c := range r.Changes {
		var old, new []int
		for _, l := range c.Old {
			old = append(old, l.Number)
		}
		for _, l := range c.New {
			new = append(new, l.Number)
		}
		slices.Sort(old)
		slices.Sort(new)
		list = append(list, fmt.Sprint(c.ID, c.Level, c.Sections, old, new))
	}
	slices.Sort(list)
	return list
}

// Addresses stay of their family and scope, ports what they mean, candidates candidates.
func TestReplacementsAreOfTheKindOfTheirOriginals(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"c=IN IP4 192.168.1.7", `c=IN IP4 192\.168\.\d+\.\d+`},
		{"c=IN IP4 10.1.2.3", `c=IN IP4 10\.\d+\.\d+\.\d+`},
		{"c=IN IP4 172.20.2.3", `c=IN IP4 172\.(1[6-9]|2\d|3[01])\.\d+\.\d+`},
		{"c=IN IP4 100.64.2.3", `c=IN IP4 100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+`},
		{"c=IN IP4 224.2.1.1/127/3", `c=IN IP4 2(2[4-9]|3\d)\.\d+\.\d+\.\d+/127/3`},
		{"c=IN IP4 198.51.100.1", `c=IN IP4 2(4\d|5[0-5])\.\d+\.\d+\.\d+`},
		{"c=IN IP6 2a00::1", `c=IN IP6 2001:db8:[0-9a-f:]+`},
		{"c=IN IP6 fe80::1", `c=IN IP6 fe80::[0-9a-f:]+`},
		{"c=IN IP6 fd00::1", `c=IN IP6 fd[0-9a-f:]+`},
		{"c=IN IP4 0.0.0.0", `c=IN IP4 0\.0\.0\.0`},
		{"c=IN IP4 host.example.com", `c=IN IP4 host-[0-9a-f]{12}\.example`},
		{"a=candidate:1 1 udp 1 3b6a6a5e-1111-4222-8333-444455556666.local 9 typ host", `a=candidate:1 1 udp 1 [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local 9 typ host`},
		{"a=candidate:842163049 1 UDP 7  [2a00::1] 5004 typ srflx raddr 10.0.0.1 rport 0 ufrag abcd x y", `a=candidate:\d{9} 1 UDP 7  \[2001:db8:[0-9a-f:]+\] [1-9]\d{3,4} typ srflx raddr 10\.\d+\.\d+\.\d+ rport 0 ufrag [A-Za-z0-9+/]{4} x y`},
		{"a=rtcp:5005 IN IP4 198.51.100.1", `a=rtcp:\d+ IN IP4 2\d\d\.\d+\.\d+\.\d+`},
		{"a=ice-ufrag:aB3+", `a=ice-ufrag:[A-Za-z0-9+/]{4}`},
		{"a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB", `a=fingerprint:sha-1 ([0-9A-F]{2}:){19}[0-9A-F]{2}`},
		{"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4", `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9]{40}\|2\^20\|1:4`},
		{"a=msid:- {f50e590e-e801-4127-b289-f6eefc2e2890}", `a=msid:- \{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}`},
		{"a=ssrc:7 cname:alice@example.com", `a=ssrc:7 cname:[a-z]{5}@[a-z]{7}\.[a-z]{3}`},
		{"a=control:rtsp://admin:secret@192.168.1.64:8554/main", `a=control:rtsp://[a-z]{5}:[a-z]{6}@192\.168\.\d+\.\d+:\d+/main`},
		{"a=198.51.100.1", `a=2\d\d\.\d+\.\d+\.\d+`},
		{"a=2a00::1", `a=2001:db8:[0-9a-f:]+`}, // its name is "2a00"
		{"a=2a00::1 7", `a=2001:db8:[0-9a-f:]+ 7`},
		{"a=x:2a00::1 [2a00::2]", `a=x:2001:db8:[0-9a-f:]+ \[2001:db8:[0-9a-f:]+\]`},
		{"a=fe80:1", `a=fe80:1`}, // no address
		{"a=extmap:1 http://www.webrtc.org/experiments/rtp-hdrext/video-timing", `a=extmap:1 http://www\.webrtc\.org/experiments/rtp-hdrext/video-timing`},
	} {
		text := "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 9 RTP/AVP 0\n" + tt.line + "\n"
		out := lines(lax(redacted(t, text)))
		if got := out[len(out)-1]; !regexp.MustCompile("^" + tt.want + "$").MatchString(got) {
			t.Errorf("%s\nbecomes\n%s", tt.line, got)
		}
		if !strings.HasPrefix(tt.line, "a=candidate") {
			continue
		}
		if _, err := candidate.Parse(out[len(out)-1]); err != nil {
			t.Error(err)
		}
	}
}

// A name can't have a space in it, so such a line can't be written anew.
func TestWhatCanNotBeRewrittenIsNotLeftAsItIs(t *testing.T) {
	const text = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n"
	for _, line := range []string{"a=x-address 198.51.100.1 7", "a=x-address 2a00::1", "a=[2a00::1]", "a=x y://host", "a=x host.local:1"} {
		if out, _, err := munge.Apply(lax(text+line+"\n"), munge.Redact("key")); !errors.As(err, new(*munge.Error)) {
			t.Errorf("%v\n%s", err, out)
		}
	}
	if _, _, err := munge.Apply(lax(text+"a=x-address none\n"), munge.Redact("key")); err != nil {
		t.Error(err)
	}
}

// What stands behind a limit has not been read, whatever it starts with, and is no attribute.
func TestWhatWasNotReadIsNotLeftWithAnAddressInIt(t *testing.T) {
	const text = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n"
	for _, tt := range []struct {
		rest    string
		refused bool
	}{
		{"a=extmap:1 urn:x\na=x:198.51.100.1\n", true},
		{"a=x\na=y:2a00::1\n", true},
		{"a=x\na=y://host/\n", true},
		{"a=x\na=y:1\n", false},
	} {
		d, _ := sdp.Options{MaxLines: 4}.ParseLax(text + tt.rest)
		out, _, err := munge.Apply(d, munge.Redact("key"))
		if refused := errors.As(err, new(*munge.Error)); refused != tt.refused {
			t.Errorf("%q: %v\n%s", tt.rest, err, out)
		}
	}
}

func redacted(t *testing.T, text string, what ...munge.Secret) string {
	t.Helper()
	out, _, err := munge.Apply(lax(text), munge.Redact("key", what...))
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// RTP and RTCP on neighbouring ports stay neighbours, and no two ports become one.
func TestPortsStayApart(t *testing.T) {
	seen := map[string]int{}
	for port := 1024; port < 65536; port += 97 {
		text := fmt.Sprintf("v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio %d RTP/AVP 0\na=rtcp:%d\n", port&^1, port|1)
		var rtp, rtcp int
		got := lines(lax(redacted(t, text, munge.Ports)))
		if _, err := fmt.Sscanf(got[4]+got[5], "m=audio %d RTP/AVP 0a=rtcp:%d", &rtp, &rtcp); err != nil || rtcp != rtp+1 || rtp < 1024 {
			t.Fatalf("%d: %q, %v", port, got, err)
		}
		if was, ok := seen[got[4]]; ok && was&^1 != port&^1 {
			t.Errorf("%d and %d become one", was, port)
		}
		seen[got[4]] = port
	}
}

func TestOnlyTheClassesThatAreNamedAreRedacted(t *testing.T) {
	text := file(t, "made: everything in the session part")
	all := map[string]bool{}
	for _, class := range munge.Secrets() {
		got := lines(lax(redacted(t, text, class)))
		for i, l := range lines(lax(text)) {
			if got[i] != l {
				all[string(class)] = true
			}
		}
	}
	want := []string{"addresses", "credentials", "fingerprints", "names", "ports", "texts", "users"}
	var got []string
	for class := range all {
		got = append(got, class)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q change something, and not %q", got, want)
	}
}

func TestAnotherKeyGivesOtherReplacements(t *testing.T) {
	d := parse(t, file(t, "chromium-complete-offer.sdp"))
	a, b, c := apply(t, d.String(), munge.Redact("a")), apply(t, d.String(), munge.Redact("b")), apply(t, d.String(), munge.Redact("a"))
	if a == b || a != c {
		t.Error("the key does not decide")
	}
}
