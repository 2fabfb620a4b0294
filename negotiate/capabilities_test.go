package negotiate_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// texts are the descriptions in testdata.
func texts(t testing.TB) map[string]string {
	t.Helper()
	list := map[string]string{}
	for _, dir := range []string{"descriptions", "rfc"} {
		files, err := filepath.Glob("../testdata/" + dir + "/*.sdp")
		if err != nil || len(files) == 0 {
			t.Fatalf("no descriptions in %s: %v", dir, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			list[filepath.Base(f)] = string(b)
		}
	}
	return list
}

// As JSON, capabilities lose nothing.
func TestCapabilitiesGoThroughJSON(t *testing.T) {
	all := map[string]capabilities{
		"browser": negotiate.WebRTCAudioVideo(), "data": negotiate.DataOnly(), "phone": negotiate.SIPPhone(),
		"much": lite(tlsID(sdes2(browser(streams()...)))), "path": iced(phone()), "wishes": browser(append(wishes(), candidates(), extensions(), simulcast(2, 3))...),
	}
	for name, text := range texts(t) {
		d, _ := sdp.ParseLax(text)
		caps := negotiate.CapabilitiesFrom(d)
		caps.Mode = negotiate.SIP
		all[name] = caps
	}
	for name, caps := range all {
		first, err := json.Marshal(caps)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var read capabilities
		if err := json.Unmarshal(first, &read); err != nil {
			t.Errorf("%s: %v\n%s", name, err, first)
			continue
		}
		second, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(first), string(second)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(caps, read); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func sdes2(c capabilities) capabilities {
	c.Transport.Crypto = sdes(phone()).Transport.Crypto
	return c
}

// The place that an error has to name is marked with "^".
func TestErrorsInJSONPointIntoIt(t *testing.T) {
	const start = "{\n  \"mode\": \"webrtc\",\n  \"media\": [\n    {\"kind\": \"audio\", \"direction\": \"sendrecv\", "
	for _, test := range []struct{ json, want string }{
		{`^{"media": []}`, `mode: is not said; it is never guessed: webrtc or sip`},
		{`{"mode": ^"xmpp"}`, `mode: "xmpp" is not a mode: webrtc or sip`},
		{`{"mode": "sip", "medai": ^[]}`, `medai: no such field`},
		{start + `"codecs": [{"name": "opus", "clockRate": 48000}, {"name": ^"a b", "clockRate": 1}]}]}`,
			`media[0].codecs[1].name: "a b" is not a name`},
		{start + `"codecs": [{"name": "opus", "clockRate": ^"x"}]}]}`, `media[0].codecs[0].clockRate: a JSON string is no uint32`},
		{start + `"codecs": ^{"name": "opus"}}]}`, `media[0].codecs: a JSON object is no []negotiate.Codec`},
		{start + `"codecs": [^{"name": "opus"}]}]}`, `media[0].codecs[0].clockRate: is missing`},
		{start + `"codecs": [{"name": "opus", "rate": ^1}]}]}`, `media[0].codecs[0].rate: no such field`},
		{start + `"direction": ^"both"}]}`, `media[0].direction: "both" is not the name of the attribute`},
		{start + `"path": {"candidates": ["candidate:1 1 udp 1 192.0.2.1 1 typ host", ^"x"]}}]}`, `media[0].path.candidates[1]: `},
		{start + `"codecs": [^}]}`, `capabilities: `},
		{start + "^", `capabilities: the JSON ends too early`},
		{`{"mode": "sip", "policy": {"bundle": ^"some"}}`, `policy.bundle: "some" is not a bundle policy: [balanced max-compat max-bundle none]`},
		{`{"mode": "sip", "transport": {"ice": {"ufrag": ^"a"}}}`, `transport.ice.ufrag: "a" is not 4 to 256 letters, digits, "+" and "/" (RFC 8839 §5.4)`},
	} {
		before, after, _ := strings.Cut(test.json, "^")
		place := fmt.Sprintf("negotiate: %d:%d: ", 1+strings.Count(before, "\n"), len(before)-strings.LastIndexByte(before, '\n'))
		var read capabilities
		err := read.UnmarshalJSON([]byte(before + after))
		var bad *negotiate.CapabilitiesError
		if !errors.As(err, &bad) || !strings.HasPrefix(err.Error(), place+test.want) {
			t.Errorf("%s\n got %v\nwant %s%s", test.json, err, place, test.want)
		}
	}
}

// No field lets a line break into a description.
func TestNoLineBreakGetsIntoADescription(t *testing.T) {
	for _, bad := range []string{"x\r\na=evil", "x\ny", "x\ry", "x\x00y", "x y z"} {
		for name, set := range map[string]func(*capabilities){
			"kind":       func(c *capabilities) { c.Media[0].Kind = bad },
			"mid":        func(c *capabilities) { c.Media[0].MID = bad },
			"proto":      func(c *capabilities) { c.Media[0].Protos = []string{bad} },
			"codec":      func(c *capabilities) { c.Media[0].Codecs[0].Name = bad },
			"params":     func(c *capabilities) { c.Media[0].Codecs[0].Params = bad },
			"feedback":   func(c *capabilities) { c.Media[0].Codecs[0].Feedback = []string{bad} },
			"extension":  func(c *capabilities) { c.Media[0].Extensions = []negotiate.Extension{{URI: bad}} },
			"attributes": func(c *capabilities) { c.Media[0].Extensions = []negotiate.Extension{{URI: "u", Attributes: bad}} },
			"encoding":   func(c *capabilities) { c.Media[0].Encodings = []negotiate.Encoding{{RID: "r", Params: bad}} },
			"msid":       func(c *capabilities) { c.Media[0].MSIDs = []sdp.MSID{{ID: bad}} },
			"ssrc":       func(c *capabilities) { c.Media[0].SSRCs = []sdp.SSRC{{Name: "cname", Value: bad, HasValue: true}} },
			"group":      func(c *capabilities) { c.Media[0].SSRCGroups = []sdp.SSRCGroup{sdp.NewSSRCGroup(bad, 1)} },
			"image":      func(c *capabilities) { c.Media[0].Images = []sdp.ImageAttr{{Format: "*", Send: sdp.ImageSets(bad)}} },
			"bandwidth":  func(c *capabilities) { c.Media[0].Bandwidths = []string{bad + ":1"} },
			"attribute":  func(c *capabilities) { c.Media[0].Attributes = []string{bad} },
			"address":    func(c *capabilities) { c.Media[0].Path.Address = bad },
			"username":   func(c *capabilities) { c.Transport.Username = bad },
			"session":    func(c *capabilities) { c.Transport.SessionID = bad },
			"name":       func(c *capabilities) { c.Transport.SessionName = bad },
			"home":       func(c *capabilities) { c.Transport.Address = bad },
			"ufrag":      func(c *capabilities) { c.Transport.ICE.Ufrag = bad },
			"pwd":        func(c *capabilities) { c.Transport.ICE.Pwd = bad },
			"option":     func(c *capabilities) { c.Transport.ICE.Options = []string{bad} },
			"hash":       func(c *capabilities) { c.Transport.DTLS.Fingerprints[0].Hash = bad },
			"print":      func(c *capabilities) { c.Transport.DTLS.Fingerprints[0].Value = bad },
			"setup":      func(c *capabilities) { c.Transport.DTLS.Setup = bad },
			"tls-id":     func(c *capabilities) { c.Transport.DTLS.TLSID = bad },
			"candidate": func(c *capabilities) {
				x := parsed("candidate:1 1 udp 1 192.0.2.1 1 typ host")
				x.Foundation = bad
				c.Media[0].Path.Candidates = append(c.Media[0].Path.Candidates, x)
			},
		} {
			caps := browser(audio())
			set(&caps)
			d, err := negotiate.Offer(caps, nil)
			if err != nil {
				continue
			}
			if s := d.String(); strings.Contains(s, "evil") && strings.Contains(s, "\na=evil") || strings.ContainsRune(s, 0) || strings.Count(s, "\n") != strings.Count(s, "\r\n") || strings.Count(s, "\r") != strings.Count(s, "\r\n") {
				t.Errorf("%s %q: %q", name, bad, s)
			}
		}
	}
}

// A candidate writes itself without the line breaks in its fields, which would be another
// candidate: it is refused.
func TestACandidateThatIsNoneIsRefused(t *testing.T) {
	good := parsed("candidate:1 1 tcp 1 192.0.2.1 1 typ srflx raddr 10.0.0.1 rport 9 tcptype passive")
	for name, spoil := range map[string]func(*candidate.Candidate, string){
		"foundation": func(c *candidate.Candidate, s string) { c.Foundation += s },
		"transport":  func(c *candidate.Candidate, s string) { c.Transport += candidate.Transport(s) },
		"address":    func(c *candidate.Candidate, s string) { c.Address += candidate.Address(s) },
		"type":       func(c *candidate.Candidate, s string) { c.Type += candidate.Type(s) },
		"raddr":      func(c *candidate.Candidate, s string) { c.RelatedAddress += candidate.Address(s) },
		"tcptype":    func(c *candidate.Candidate, s string) { c.TCPType += candidate.TCPType(s) },
	} {
		for _, bad := range []string{"\r\na=evil", "\x00", " x"} {
			spoilt := good
			spoil(&spoilt, bad)
			for where, put := range map[string]func(*negotiate.Path){
				"media[0].path.candidates[0]": func(p *negotiate.Path) { p.Candidates = []candidate.Candidate{spoilt} },
				"media[0].path.selected[0]":   func(p *negotiate.Path) { p.Selected = []negotiate.Pair{{Local: good, Remote: spoilt}} },
			} {
				caps := browser(audio())
				put(&caps.Media[0].Path)
				var e *negotiate.CapabilitiesError
				if err := caps.Validate(); !errors.As(err, &e) || e.Path != where {
					t.Errorf("%s %q: %v", name, bad, err)
				}
			}
		}
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	offer, err := negotiate.Offer(browser(audio()), nil)
	must(t, err)
	plain, err := negotiate.Offer(phone(), nil)
	must(t, err)
	for path, caps := range map[string]capabilities{
		"mode":                        {},
		"transport.sessionID":         func() capabilities { c := browser(audio()); c.Transport.SessionID = ""; return c }(),
		"transport.ice.ufrag":         func() capabilities { c := browser(audio()); c.Transport.ICE = nil; return c }(),
		"transport.dtls.fingerprints": func() capabilities { c := browser(audio()); c.Transport.DTLS = nil; return c }(),
		"transport.address":           func() capabilities { c := phone(); c.Transport.Address = ""; return c }(),
		"media[0].path.port":          func() capabilities { c := phone(); c.Media[0].Path.Port = 0; return c }(),
	} {
		o := offer
		if caps.Mode == negotiate.SIP {
			o = plain
		}
		_, err := negotiate.Answer(o, caps)
		var bad *negotiate.CapabilitiesError
		if !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("answer: want %s, got %v", path, err)
		}
		if _, err = negotiate.Offer(caps, nil); !errors.As(err, &bad) || bad.Path != path {
			t.Errorf("offer: want %s, got %v", path, err)
		}
	}
	offer = mustParse(t, strings.Replace(lines(offer), "a=setup", "a=tls-id:0123456789abcdefghij\na=setup", 1))
	if _, err := negotiate.Answer(offer, browser(audio())); err == nil || !strings.Contains(err.Error(), "tlsID") {
		t.Errorf("tls-id: %v", err)
	}
	caps := negotiate.WebRTCAudioVideo()
	caps.Rand = &counting{}
	if _, err := negotiate.Answer(offer, caps); err != nil {
		t.Errorf("with Rand: %v", err)
	}
}

// The presets in full, as they may be read and changed.
func TestPresetsInFull(t *testing.T) {
	var b strings.Builder
	for _, p := range []struct {
		name string
		caps negotiate.Capabilities
	}{{"WebRTCAudioVideo", negotiate.WebRTCAudioVideo()}, {"DataOnly", negotiate.DataOnly()}, {"SIPPhone", negotiate.SIPPhone()}} {
		text, err := json.MarshalIndent(p.caps, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString("# " + p.name + "\n" + string(text) + "\n\n")
	}
	const golden = "testdata/presets.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}
