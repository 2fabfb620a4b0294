package main

import (
	"os"
	"strings"
	"testing"
)

// Each of these lines holds a secret in a form that stacks have, or that people make of it who edit
// by hand.
func TestNoFormOfASecretIsShown(t *testing.T) {
	workdir(t)
	offer, err := os.ReadFile("offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	const secret = "0123secret0123secret0123"
	for _, line := range []string{
		"a=ice-pwd:" + secret,
		"a=ice-pwd " + secret,
		"a=ice-pwd\t:" + secret,
		"a =ice-pwd:" + secret,
		"a= ice-pwd:" + secret,
		"a=ICE-PWD:" + secret,
		"ice-pwd:" + secret,
		"a=remote-ice-pwd:" + secret,
		"a=dcsa:0 ice-pwd:" + secret,
		"a=candidate:1 1 udp 1 192.0.2.1 9 typ host username abcd password " + secret,
		"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + secret + "|2^20|1:32;inline:" + secret + "|2^20|2:32",
		"a=crypto:1 AES_CM_128_HMAC_SHA1_80  inline: " + secret,
		"a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + secret,
		"a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + secret,
		"a=crypto 1 AES_CM_128_HMAC_SHA1_80 inline:" + secret,
		"a=key-mgmt:mikey " + secret,
		"a=key-mgmt mikey:" + secret,
		"k=base64:" + secret,
	} {
		text := strings.Replace(string(offer), "a=ice-ufrag:", line+"\r\na=ice-ufrag:", 1)
		if err := os.WriteFile("other.sdp", []byte(strings.ReplaceAll(text, secret, "9999"+secret[4:])), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, format := range formats {
			for _, args := range [][]string{{"offer.sdp", "-"}, {"-", "offer.sdp"}, {"-a", "other.sdp", "-"}, {"--lines", "other.sdp", "-"}} {
				if r := sdpdiff(text, nil, append(args, "--format", format)...); strings.Contains(r.out+r.err, secret[4:]) {
					t.Errorf("%s: %v %s: exit %d\n%s%s", line, args, format, r.status, r.out, r.err)
				}
			}
		}
		if err := os.WriteFile("this.sdp", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		// git's driver compares what Parse refuses too.
		if r := sdpdiff("", nil, "x.sdp", "this.sdp", "0", "0", "offer.sdp", "0", "0"); strings.Contains(r.out+r.err, secret[4:]) {
			t.Errorf("%s: git: exit %d\n%s%s", line, r.status, r.out, r.err)
		}
		if r := sdpdiff(text, nil, "--canon", "-"); strings.Contains(r.out+r.err, secret[4:]) {
			t.Errorf("%s: --canon: exit %d\n%s%s", line, r.status, r.out, r.err)
		}
	}
}

func TestWordsAboutSecretsStay(t *testing.T) {
	for _, s := range []string{
		"ice-pwd changed, ice-ufrag did not", "a=ice-pwd: 1 gone, 1 new", "a=crypto: 1 changed", "a=key-mgmt: 1 new", "m=audio 9 RTP/SAVP 0",
		"a=crypto:1 AES_CM_128_HMAC_SHA1_80",
	} {
		if got := maskLine(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}
