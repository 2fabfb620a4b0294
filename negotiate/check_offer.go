package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// offerRules are what a description owes to nobody but the dialect. [Peer] holds offers
// of the other side against all of them, and answers against the first; that an answer
// has the rest is a matter of [CheckAnswer].
var offerRules = []Rule{
	{
		ID: "policy-rtcp-mux", Code: "P1", RFC: "RFC 9429", Section: "5.8.3", Basis: Must, Mode: WebRTC,
		Title: "Where the policy requires it, RTP and RTCP share a port in every section.",
		Seen:  "Chromium: \"rtcpMuxPolicy is 'require', but media description with mid='0' does not contain a=rtcp-mux\".",
		each: func(c *check, _, s *section) {
			if s.proto.rtp && !s.rejected && !c.b.mux(s).has() {
				c.report(s, sdp.Line{}, "no a=rtcp-mux", "a=rtcp-mux", "the section doesn't multiplex RTP and RTCP, which the policy requires")
			}
		},
	},
	{
		ID: "offer-rtcp-mux-only", Code: "P2", RFC: "RFC 9429", Section: "5.8.3", Basis: Must,
		Title: "A section with a=rtcp-mux-only has a=rtcp-mux.",
		each: func(c *check, _, s *section) {
			if s.muxOnly.has() && !s.mux.has() {
				c.report(s, s.muxOnly.line, "no a=rtcp-mux", "a=rtcp-mux", "a=rtcp-mux-only stands alone")
			}
		},
	},
	{
		ID: "offer-ice", Code: "P3", RFC: "RFC 9429", Section: "5.8.3", Basis: Must, Mode: WebRTC,
		Title: "Every section has ICE credentials, its own or inherited, of the length that RFC 8839 §5.4 demands.",
		Seen:  "Chromium: \"Called with SDP without ice-ufrag and ice-pwd.\"",
		each: func(c *check, _, s *section) {
			ufrag, pwd := c.b.ufrag(s), c.b.pwd(s)
			switch {
			case s.rejected:
			case !ufrag.has() || !pwd.has():
				c.report(s, s.mline, "no credentials", "a=ice-ufrag and a=ice-pwd", "the section lacks ICE credentials")
			case len(ufrag.v) < 4 || len(ufrag.v) > 256:
				c.report(s, ufrag.line, "a=ice-ufrag of another length", "4 to 256 characters", "the username fragment is too short or too long")
			case len(pwd.v) < 22 || len(pwd.v) > 256:
				c.report(s, pwd.line, "a=ice-pwd of another length", "22 to 256 characters", "the password is too short or too long")
			}
		},
	},
	{
		ID: "offer-dtls", Code: "P4", RFC: "RFC 9429", Section: "5.8.3", Basis: Must, Mode: WebRTC,
		Title: "Every section has a fingerprint and a=setup, its own or inherited.",
		Seen:  "Chromium: \"Called with SDP without DTLS fingerprint.\"",
		each: func(c *check, _, s *section) {
			switch {
			case s.rejected:
			case len(c.b.fingerprints(s)) == 0:
				c.report(s, s.mline, "no a=fingerprint", "a=fingerprint", "the section lacks a fingerprint, so its keys can't be trusted")
			case !c.b.setup(s).has():
				c.report(s, s.mline, "no a=setup", "a=setup:actpass", "the section doesn't say who opens the DTLS connection")
			}
		},
	},
	{
		ID: "offer-simulcast-rid", Code: "P5", RFC: "RFC 9429", Section: "5.8.3", Basis: Must,
		Title: "Every rid that a=simulcast names has an a=rid line.",
		each: func(c *check, _, s *section) {
			known := make(map[string]bool, len(s.rids()))
			for _, r := range s.rids() {
				known[r.v.ID] = true
			}
			for _, list := range []sdp.SimulcastStreams{s.simulcast.v.Send, s.simulcast.v.Recv} {
				for stream := range list.All() {
					for rid := range stream.Alternatives() {
						if !known[rid] && s.simulcast.v.Draft != "pt" {
							c.report(s, s.simulcast.line, "no a=rid:"+rid, "a=rid:"+rid, "a=simulcast names a rid that isn't there")
						}
					}
				}
			}
		},
	},
	{
		ID: "offer-mid-unique", Code: "P6", RFC: "RFC 5888", Section: "4", Basis: Must,
		Title: "No two sections have the same mid.",
		Seen:  "Chromium: \"Duplicate a=mid value '0'.\"",
		each: func(c *check, _, s *section) {
			if first, ok := c.b.byMID(s.midOf()); ok && s.mid.has() && first != s {
				c.report(s, s.mid.line, "a=mid:"+s.midOf(), "another mid", "the mid is that of a section before")
			}
		},
	},
	{
		ID: "offer-rtx", Code: "P7", RFC: "RFC 9429", Section: "5.10", Basis: Must,
		Title: "A codec for retransmission names one that the section has.",
		each: func(c *check, _, s *section) {
			var listed [128]bool
			for i := range s.codecs {
				listed[s.codecs[i].PayloadType] = true
			}
			for i := range s.codecs {
				k := &s.codecs[i]
				if !strings.EqualFold(k.Name, "rtx") {
					continue
				}
				if p, err := sdp.ParseRTXParams(k.FMTP()); err != nil || !p.HasAPT || p.APT > 127 || !listed[p.APT] {
					c.report(s, s.fmtpLine(k), k.Params, "apt= with a payload type of the section", "rtx retransmits nothing that the section has")
				}
			}
		},
	},
}

// checkOffer says which of offerRules a description breaks.
func checkOffer(d *sdp.Description, typ Type, o *Options) []Finding {
	c := &check{options: newOptions(nil), b: newView(d), side: Offerer}
	c.a = c.b
	if typ.answers() {
		c.side = Answerer
	}
	for i := range offerRules {
		c.rule = &offerRules[i]
		if c.rule.Mode != 0 && c.rule.Mode != o.Capabilities.Mode || i == 0 && o.Capabilities.mux() != RequireMux || i > 0 && typ.answers() {
			continue
		}
		for n := range c.b.media {
			c.rule.each(c, &c.b.media[n], &c.b.media[n])
		}
	}
	return slices.Clip(c.verdict.Findings)
}
