package negotiate_test

import (
	"slices"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// RFC 9429 §5.2.1: sections that send tracks of one stream are in one LS group.
func TestSectionsOfOneStreamAreInOneGroup(t *testing.T) {
	of := func(m negotiate.Media, streams ...string) negotiate.Media {
		for _, id := range streams {
			m.MSIDs = append(m.MSIDs, sdp.MSID{ID: id, AppData: "track"})
		}
		return m
	}
	for _, tt := range []struct {
		name  string
		media []negotiate.Media
		want  []string
	}{
		{"one codec each is enough", []negotiate.Media{of(video(vp8[:1]), "s"), of(video(vp8[:1]), "s")}, []string{"LS 0 1"}},
		{"data is in no stream", []negotiate.Media{of(audio(), "s"), data(), of(video(vp8), "s")}, []string{"LS 0 2"}},
		{"a stream alone needs no group", []negotiate.Media{of(audio(), "s"), of(video(vp8), "t")}, nil},
		{"no stream is no common one", []negotiate.Media{of(audio(), "-"), of(video(vp8), "-")}, nil},
		{"the same sections are one group", []negotiate.Media{of(audio(), "s", "t"), of(video(vp8), "s", "t")}, []string{"LS 0 1"}},
		{"two streams are two groups", []negotiate.Media{of(audio(), "s", "t"), of(video(vp8), "s"), of(video(vp8), "t")}, []string{"LS 0 1", "LS 0 2"}},
	} {
		d, err := negotiate.Offer(browser(tt.media...), nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var got []string
		for l := range d.Session().AttrLines("group") {
			if _, value, _, _ := l.Attr(); value[:3] == "LS " {
				got = append(got, value)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
