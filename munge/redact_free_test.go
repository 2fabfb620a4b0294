package munge_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// Secrets that stand where no parser of this toolkit looks: in attributes of other RFCs
// and of nobody's, in attributes inside of attributes, in lines that can't be parsed, and
// in letters that are not ASCII. What is in secret must not be found afterwards, in any
// case of letters; the mapping gives the line back.
func TestSecretsHaveNoWayOut(t *testing.T) {
	for _, tt := range []struct {
		line   string
		secret []string
	}{
		{"a=path:msrp://alice@192.168.1.7:7654/jshA7we;tcp", []string{"alice", "192.168.1.7", "7654"}},
		{"a=path:msrps://a.corp.invalid:7654/jshA7we;tcp msrp://10.1.1.1:7394/x;tcp", []string{"corp", "7654", "10.1.1.1", "7394"}},
		{"a=ws-uri:wss://bfcp.corp.invalid?token=1", []string{"corp"}},
		{"a=x-url:https://bob:pw1@host.corp.invalid:8443/a", []string{"bob", "pw1", "corp", "8443"}},
		{"a=http://192.168.1.7/x", []string{"192.168.1.7"}},
		{"a=x://host/ msrp://corp/", []string{"corp"}},
		{"a=x-uri:msrp://corp/", []string{"corp"}},
		{"a=ts-refclk:ntp=203.0.113.10:4123", []string{"203.0.113.10", "4123"}},
		{"a=ts-refclk:ntp=2a00::7", []string{"2a00::7"}},
		{"a=ts-refclk:ntp=time.corp.invalid", []string{"corp"}},
		{"a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4", []string{"WVNfX19z"}},
		{"a=acap:2 acap:3 ice-pwd:asd88fgpdd777uzjYhagZg", []string{"asd88fg"}},
		{"a=ccap:1 IN IP4 192.168.1.7", []string{"192.168.1.7"}},
		{"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj FEC_KEY=inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj", []string{"d0Rmdmcm", "NzB4d1B"}},
		{"a=candidate:1 1 udp 1 192.168.1.7 5004 typ host x-addr 10.9.8.7", []string{"192.168.1.7", "5004", "10.9.8.7"}},
		{"a=candidate:842163049 1 udp x 192.168.1.7 50004 typ host ufrag abcd", []string{"842163049", "192.168.1.7", "50004", "abcd"}},
		{"a=candidate:1 1 udp 1 foo.local 50004 host raddr 10.9.8.7 rport 6004 ufrag abcd", []string{"foo", "50004", "10.9.8.7", "6004", "abcd"}},
		{"a=candidate: 1 udp 1 192.168.1.7 50004 typ host", []string{"192.168.1.7", "50004"}},
		{"a=candidate: 1 udp 1 host.invalid 50004 host", []string{"host.invalid", "50004"}},
		{"a=x-foo:addr=192.168.1.7;port=1", []string{"192.168.1.7"}},
		{"a=x-foo:192.168.1.7:5000,10.0.0.1", []string{"192.168.1.7", "5000", "10.0.0.1"}},
		{"a=x-foo:\"192.168.1.7\" ([2a00::1]:5000)", []string{"192.168.1.7", "2a00::1", "5000"}},
		{"a=x-foo:v=fe80::1%eth0", []string{"fe80::1", "eth0"}},
		{"a=x-foo:::ffff:203.0.113.7", []string{"203.0.113.7"}},
		{"a=x-foo:name=3B6A-11.LOCAL;", []string{"3b6a-11"}},
		{"a=fmtp:0 server=192.168.1.7", []string{"192.168.1.7"}},
		{"a=ssrc:x cname:alice", []string{"alice"}},
		{"a=ssrc:1 x-addr:192.168.1.7", []string{"192.168.1.7"}},
		{"a=ssrc:1 cname:Бобby", []string{"Боб"}},
		{"a=msid:поток трек", []string{"поток", "трек"}},
		{"i=Füße \xfc", []string{"ü", "ß", "\xfc"}},
		{"k=clear:пароль", []string{"пароль"}},
	} {
		text := "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 9 RTP/AVP 0\n" + tt.line + "\n"
		d := lax(text)
		out, report, err := munge.Apply(d, munge.Redact("key"))
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		got := strings.ToLower(out.String())
		for _, s := range tt.secret {
			if strings.Contains(got, strings.ToLower(s)) {
				t.Errorf("%s\nkeeps %q:\n%s", tt.line, s, out)
			}
		}
		for _, p := range worse(d, out, munge.Redact("key")) {
			t.Errorf("%s: %s\n%s", tt.line, p, out)
		}
		if back, _, err := munge.Apply(lax(out.String()), munge.Restore(report.Mapping)); err != nil || back.String() != text {
			t.Errorf("%s comes back as\n%s%v", tt.line, back, err)
		}
	}
}

// Names of other things are no secrets, although they look like some.
func TestWhatIsNoSecretStays(t *testing.T) {
	for _, line := range []string{
		"a=extmap:13 https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
		"a=x-version:1.2.3.4.5 v1.2.3.4 1.2.3",
		"a=range:clock=19961108T142300Z-19961108T143520Z",
		"a=x-time:12:30:45 std::string",
		"a=ts-refclk:ntp=/traceable/",
		"a=ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37",
		"a=x-local:.local foo.locals",
		"a=rtcp:9 IN IP4 0.0.0.0",
		"k=prompt",
	} {
		text := "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 9 RTP/AVP 0\n" + line + "\n"
		if got := redacted(t, text); got != text {
			t.Errorf("%s becomes\n%s", line, got)
		}
	}
}

// A port is the same with zeros before it, in each order.
func TestAPortWithZerosIsOnePort(t *testing.T) {
	const text = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\nm=audio 5004 RTP/AVP 0\na=rtcp:05004\n"
	got := lines(lax(redacted(t, text)))
	if port := strings.Fields(got[4])[1]; port == "5004" || got[5] != "a=rtcp:"+port {
		t.Errorf("%q", got)
	}
}
