package sdp

import (
	"fmt"
	"strings"
	"testing"
)

// An attribute with a number in it, at "%s": the last that is read, and the next, which
// is refused at its place.
type limitTest struct {
	text         string // "rtpmap:%s VP8/90000"
	last, beyond string
	err          string // for beyond, after "7:<column>: a=<name>: "
	read         func(text string) error
}

// reads parses an attribute as it stands in a section.
func reads[T Attribute[T]](text string) error {
	d, _ := ParseLax(minimal + media + "a=mid:x\r\na=" + text + "\r\n")
	for _, err := range All[T](d.Media(0)) {
		return err
	}
	return fmt.Errorf("%q is no %T", text, *new(T))
}

func TestNumbersEndWhereTheirGrammarsEnd(t *testing.T) {
	for _, tt := range []limitTest{
		// RFC 3551 §3: seven bits.
		{"rtpmap:%s VP8/90000", "127", "128", `payload type "128" is not a number from 0 to 127`, reads[RTPMap]},
		{"rtcp-fb:%s nack", "127", "128", `payload type "128" is neither "*" nor a number from 0 to 127`, reads[RTCPFeedback]},
		{"imageattr:%s recv *", "127", "128", `payload type "128" is neither "*" nor a number from 0 to 127`, reads[ImageAttr]},
		{"rtpmap:96 VP8/%s", "4294967295", "4294967296", "", reads[RTPMap]},
		// RFC 8285 §5: 1 to 255, and 4096 to 4351 for what the answerer chooses.
		{"extmap:%s urn:x", "255", "256", "", reads[ExtMap]},
		{"extmap:%s urn:x", "4351", "4352", "", reads[ExtMap]},
		{"extmap:%s urn:x", "4096", "4095", "", reads[ExtMap]},
		{"extmap:%s urn:x", "1", "0", "", reads[ExtMap]},
		// RFC 3550 §3: an SSRC has 32 bits.
		{"ssrc:%s cname:x", "4294967295", "4294967296", "", reads[SSRC]},
		{"ssrc-group:FID 1 %s", "4294967295", "4294967296", "", reads[SSRCGroup]},
		// Ports have 16 bits.
		{"rtcp:%s", "65535", "65536", "", reads[RTCP]},
		{"sctp-port:%s", "65535", "65536", "", reads[SCTPPort]},
		{"sctpmap:%s webrtc-datachannel 1024", "65535", "65536", "", reads[SCTPMap]},
		{"sctpmap:5000 webrtc-datachannel %s", "65535", "65536", "", reads[SCTPMap]},
		{"remote-candidates:1 192.0.2.1 %s", "65535", "65536", "", reads[RemoteCandidates]},
		// RFC 8839 §5.1: a component from 1 to 256.
		{"remote-candidates:%s 192.0.2.1 9", "256", "257", "", reads[RemoteCandidates]},
		// RFC 4568 §9.1: a tag of nine digits.
		{"crypto:%s AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj", "999999999", "1000000000", "", reads[Crypto]},
		// An SCTP stream has 16 bits (RFC 9260 §3.3.1).
		{"dcmap:%s", "65535", "65536", "", reads[DCMap]},
		// RFC 6236 §3.1.1: six digits, none of which is a zero in front.
		{"imageattr:96 recv [x=%s,y=1]", "999999", "1000000", "", reads[ImageAttr]},
		{"imageattr:96 recv [x=%s,y=1]", "1", "0", "", reads[ImageAttr]},
		// RFC 7273 §4.8: a PTP domain has seven bits.
		{"ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:%s", "127", "128", "", reads[TSRefClk]},
		// RFC 7273 §4.8: a name has 1 to 16 octets.
		{"ts-refclk:ptp=IEEE1588-2002:39-A7-94-FF-FE-07-CB-D0:%s", "domain-name=abcdefghijklmnop", "domain-name=abcdefghijklmnopq", "", reads[TSRefClk]},
		{"ts-refclk:ptp=IEEE1588-2002:39-A7-94-FF-FE-07-CB-D0:%s", "domain-name=x", "domain-name=", "", reads[TSRefClk]},
		// RFC 4583 §4: a floor and a BFCP id have 16 bits.
		{"floorid:%s mstrm:1", "65535", "65536", "", reads[FloorID]},
		{"confid:%s", "4294967295", "4294967296", "", reads[ConfID]},
		{"userid:%s", "65535", "65536", "", reads[UserID]},
		{"quality:%s", "4294967295", "4294967296", "", reads[Quality]},
		// RFC 2326 §3.6: minutes and seconds.
		{"range:npt=%s-", "0:59:00", "0:60:00", "", reads[Range]},
		{"range:npt=%s-", "0:00:59", "0:00:60", "", reads[Range]},
	} {
		t.Run(fmt.Sprintf(tt.text, tt.beyond), func(t *testing.T) {
			if err := tt.read(fmt.Sprintf(tt.text, tt.last)); err != nil {
				t.Errorf("the last one: %v", err)
			}
			err := tt.read(fmt.Sprintf(tt.text, tt.beyond))
			if err == nil {
				t.Fatal("the next one is read")
			}
			name, _, _ := strings.Cut(tt.text, ":")
			want := fmt.Sprintf("7:%d: a=%s: ", 3+strings.Index(tt.text, "%s"), name)
			if !strings.HasPrefix(err.Error(), want+tt.err) || !strings.Contains(err.Error(), tt.beyond) {
				t.Errorf("%v, and not at %s", err, want)
			}
		})
	}
}
