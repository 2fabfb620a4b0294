package candidate_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

// Candidates are ordered by one field after the other: of each two below the first comes
// first by the field that is named, although it would come last by all that follow.
func TestCandidatesAreOrderedByOneFieldAfterTheOther(t *testing.T) {
	for _, tt := range []struct{ by, first, second string }{
		{"priority, the highest first", "9 2 udp 2 192.0.2.9 9 typ srflx raddr 192.0.2.9 rport 9", "1 1 udp 1 192.0.2.1 1 typ host"},
		{"component", "9 1 udp 1 192.0.2.9 9 typ srflx raddr 192.0.2.9 rport 9", "1 2 udp 1 192.0.2.1 1 typ host"},
		{"address", "9 1 udp 1 192.0.2.1 9 typ srflx raddr 192.0.2.9 rport 9", "1 1 udp 1 192.0.2.2 9 typ host"},
		{"port", "9 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.9 rport 9", "1 1 udp 1 192.0.2.1 2 typ host"},
		{"type", "9 1 udp 1 192.0.2.1 1 typ host", "1 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.9 rport 9"},
		{"related address", "9 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.1 rport 9", "1 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.9 rport 1"},
		{"related port", "9 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.1 rport 1", "1 1 udp 1 192.0.2.1 1 typ srflx raddr 192.0.2.1 rport 2"},
		{"foundation", "1 1 udp 1 192.0.2.1 1 typ host generation 9", "2 1 udp 1 192.0.2.1 1 typ host generation 1"},
		{"text", "1 1 udp 1 192.0.2.1 1 typ host generation 0", "1 1 udp 1 192.0.2.1 1 typ host generation 1"},
	} {
		a, errA := candidate.Parse(tt.first)
		b, errB := candidate.Parse(tt.second)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if candidate.Compare(a, b) >= 0 || candidate.Compare(b, a) <= 0 || candidate.Compare(a, a) != 0 {
			t.Errorf("by %s: %d, and the other way round %d", tt.by, candidate.Compare(a, b), candidate.Compare(b, a))
		}
	}
}
