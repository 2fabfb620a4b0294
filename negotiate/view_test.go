package negotiate

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/sdp"
)

// lax reads a text whatever is wrong with it.
func lax(text string) *sdp.Description {
	d, _ := sdp.ParseLax(text)
	return d
}

func TestAPortOfZeroRejectsUnlessItIsBundled(t *testing.T) {
	v := newView(lax(`v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE a b
m=audio 9 RTP/AVP 0
a=mid:a
m=video 0 RTP/AVP 96
a=mid:b
a=bundle-only
m=video 0 RTP/AVP 96
a=mid:c
a=bundle-only
m=video 0 RTP/AVP 96
`))
	var got []bool
	for i := range v.media {
		got = append(got, v.media[i].rejected)
	}
	if diff := cmp.Diff([]bool{false, false, true, true}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatASectionInheritsIsItsOwnThenTheTagsThenTheSessions(t *testing.T) {
	v := newView(lax(`v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=sendonly
a=ice-ufrag:session
a=setup:actpass
a=group:BUNDLE a b
m=audio 9 UDP/TLS/RTP/SAVPF 0
a=mid:a
a=ice-ufrag:tagged
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:b
a=recvonly
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:c
a=setup:active
`))
	type row struct {
		Ufrag     sdp.ICEUfrag
		Setup     sdp.Setup
		Direction sdp.Direction
	}
	var got []row
	for i := range v.media {
		s := &v.media[i]
		got = append(got, row{v.ufrag(s).v, v.setup(s).v, s.direction})
	}
	want := []row{{"tagged", "actpass", sdp.SendOnly}, {"tagged", "actpass", sdp.RecvOnly}, {"session", "active", sdp.SendOnly}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCodecsArePairedByWhatTheyAre(t *testing.T) {
	offer := newView(lax(`v=0
m=video 9 RTP/AVP 96 97 98 99 100 101
a=rtpmap:96 H264/90000
a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 h264/90000
a=fmtp:98 profile-level-id=42e01f
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rtpmap:100 VP8/90000
a=rtpmap:101 VP8/90000
`))
	answer := newView(lax(`v=0
m=video 9 RTP/AVP 101 99 98 120 121
a=rtpmap:101 VP8/90000
a=rtpmap:98 H264/90000
a=fmtp:98 profile-level-id=42e01f
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rtpmap:120 H264/90000
a=fmtp:120 profile-level-id=640c1f
a=rtpmap:121 H265/90000
`))
	m := newMatcher(sdp.Comparison{}, answer.media[0].codecs, offer.media[0].codecs)
	var got [][2]uint8
	for _, p := range m.pairs() {
		got = append(got, [2]uint8{m.a[p.a].PayloadType, m.b[p.b].PayloadType})
	}
	if diff := cmp.Diff([][2]uint8{{101, 101}, {99, 99}, {98, 98}}, got); diff != "" {
		t.Error(diff)
	}
	if j, why, ok := m.find(3); ok || m.b[j].PayloadType != 96 || why.Param != "packetization-mode" && why.Param != "profile-level-id" {
		t.Errorf("H264 of another profile: codec %d, %v", j, why)
	}
	if j, _, ok := m.find(4); ok || j != -1 {
		t.Errorf("H265 is near codec %d", j)
	}
}
