package sdp

import (
	"strings"
	"testing"
)

func TestPlainFormatsAreReadAsTheGrammarReadsThem(t *testing.T) {
	hits := 0
	try := func(v string) {
		if pt, encoding, rate, params, ok := plainRTPMap(v); ok {
			a := RTPMap{pt, encoding, rate, params}
			hits++
			if b, err := parseRTPMap(v); err != nil || a != b {
				t.Errorf("a=rtpmap:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, pt, ok := plainFMTP(v); ok {
			hits++
			n, _ := leadingType(v)
			if b, err := parseFMTP(v); err != nil || a != b || pt != n {
				t.Errorf("a=fmtp:%s is %+v about %d as plain, and by the grammar %+v about %d, %v", v, a, pt, b, n, err)
			}
		}
		if a, ok := plainFeedback(v); ok {
			hits++
			if b, err := parseFeedback(v, true); err != nil || a != b {
				t.Errorf("a=rtcp-fb:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, ok := plainFingerprint(v); ok {
			hits++
			if b, err := parseFingerprint(v, true); err != nil || a != b {
				t.Errorf("a=fingerprint:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, ok := plainExtMap(v); ok {
			hits++
			if b, err := parseExtMap(v); err != nil || a != b {
				t.Errorf("a=extmap:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
	}
	for _, text := range []string{"111 opus/48000/2", "0 PCMU/8000", "96 x/4294967295/1", "111 minptime=10; useinbandfec=1", "97 apt=96", "255 urn:x y", "96 nack pli", "97 goog-remb", "sha-1 4A:ad", "4096 urn:x"} {
		for i := range len(text) + 1 {
			for _, ins := range []string{"", " ", "  ", "/", ":", "x", "9", "999999", "\x7f", "\x01", "é", "\t", ",", ";", "="} {
				try(text[:i] + ins + text[i:])
				if i < len(text) {
					try(text[:i] + ins + text[i+1:])
					try(text[:i] + ins)
				}
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d values pass as plain", hits)
	}
}

func TestPlainLinesAreThoseTheGrammarAcceptsStrictly(t *testing.T) {
	strict := map[byte]func(string) finding{
		'o': func(v string) finding {
			var o Origin
			f := fields{s: v}
			if bad := readOrigin(&f, &o); bad.rule != nil {
				return bad
			}
			if o.Address == "" || strings.Contains(o.Username, " ") {
				return taken(libOriginShort, 0, "")
			}
			return f.spacing("", true)
		},
		'c': func(v string) finding {
			var c Connection
			f := fields{s: v}
			if bad := readConnection(&f, &c); bad.rule != nil {
				return bad
			}
			if c.Address == "" {
				return taken(libConnectionShort, 0, "")
			}
			return f.spacing("", true)
		},
		'm': func(v string) finding {
			m, bad := parseMedia(v)
			if bad.rule != nil {
				return bad
			}
			for _, f := range m.Formats {
				if !is(f, clsToken) {
					return finding{rule: &ruleMedia}
				}
			}
			if m.String() != v && m.Port != 0 { // (leading zeros of the port)
				return taken(libSpacing, 0, "")
			}
			if len(m.Formats) == 0 {
				return finding{rule: &ruleMedia}
			}
			return finding{}
		},
	}
	plain := map[byte]func(string) bool{'o': plainOrigin, 'c': plainConnection, 'm': plainMedia}
	bases := map[byte][]string{
		'o': {"- 1 1 IN IP4 192.0.2.1", "a 99 0 IN IP6 ::1"},
		'c': {"IN IP4 0.0.0.0", "IN IP6 ff15::1/3", "IN IP4 224.0.0.1/5/6"},
		'm': {"audio 9 UDP/TLS/RTP/SAVPF 111 0", "video 65535 RTP/AVP 96", "application 9 DTLS/SCTP 5000"},
	}
	hits := 0
	for typ, texts := range bases {
		for _, text := range texts {
			try := func(v string) {
				if plain[typ](v) {
					hits++
					if bad := strict[typ](v); bad.rule != nil {
						t.Errorf("%c=%q passes as plain, the grammar says %q", typ, v, bad.msg)
					}
				}
			}
			try(text)
			for i := range len(text) + 1 {
				for _, ins := range []string{" ", "  ", "/", ":", "x", "9", "999999", "\x7f", "\x01", "é", "\t", ","} {
					try(text[:i] + ins + text[i:])
					if i < len(text) {
						try(text[:i] + ins + text[i+1:])
						try(text[:i] + text[i+1:])
					}
				}
			}
		}
	}
	if hits < 500 {
		t.Errorf("only %d lines pass as plain", hits)
	}
}
