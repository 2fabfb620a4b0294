package candidate_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
)

// What is the last number that a clause allows is taken, and of the next the error says
// which clause, with both ends.
func TestNumbersEndWhereTheirClausesSay(t *testing.T) {
	addresses := func(n int) error {
		list := make([]netip.Addr, n)
		for i := range list {
			list[i] = netip.AddrFrom4([4]byte{192, 0, 2, byte(i)})
		}
		_, err := candidate.LocalPreferences(list, 3)
		return err
	}
	tcp := func(direction uint8, other uint16) error {
		_, err := candidate.TCPLocalPreference(direction, other)
		return err
	}
	priority := func(typ uint8, component uint16) error {
		_, err := candidate.Priority(typ, 1, component)
		return err
	}
	for _, tt := range []struct {
		last, next error
		want       string
	}{
		{tcp(7, 0), tcp(8, 0), "candidate: direction-pref 8 is not in 0 to 7 (RFC 6544 §4.2)"},
		{tcp(0, 8191), tcp(0, 8192), "candidate: other-pref 8192 is not in 0 to 8191 (RFC 6544 §4.2)"},
		{addresses(4), addresses(5), "candidate: number of addresses 5 is not in 0 to 4 (RFC 8445 §5.1.2.1)"},
		{priority(126, 1), priority(127, 1), "candidate: type preference 127 is not in 0 to 126 (RFC 8445 §5.1.2.1)"},
		{priority(126, 256), priority(126, 257), "candidate: component 257 is not in 1 to 256 (RFC 8445 §5.1.2.1)"},
	} {
		if tt.last != nil {
			t.Errorf("the last is refused: %v", tt.last)
		}
		if diff := cmp.Diff(tt.want, fmt.Sprint(tt.next)); diff != "" {
			t.Error(diff)
		}
	}
}

// The fields of a candidate end where their grammars do (RFC 8839 §5.1), and the error
// says at which column the field stands.
func TestFieldsEndWhereTheirGrammarsDo(t *testing.T) {
	for _, tt := range []struct{ text, last, next string }{
		{"%s 1 udp 1 192.0.2.1 9 typ host", strings.Repeat("f", 32), strings.Repeat("f", 33)},
		{"1 %s udp 1 192.0.2.1 9 typ host", "256", "257"},
		{"1 1 udp %s 192.0.2.1 9 typ host", "2147483647", "2147483648"},
		{"1 1 udp 1 192.0.2.1 %s typ host", "65535", "65536"},
		{"1 1 udp 1 192.0.2.1 9 typ srflx raddr 192.0.2.1 rport %s", "65535", "65536"},
		{"1 1 udp 1 %s 9 typ host", "255.255.255.255", "255.255.255.256"},
		{"1 1 udp 1 %s 9 typ host", "2001:db8::ffff", "2001:db8::fffff"},
	} {
		if _, err := candidate.Parse(fmt.Sprintf(tt.text, tt.last)); err != nil {
			t.Errorf("the last is refused: %v", err)
		}
		_, err := candidate.Parse(fmt.Sprintf(tt.text, tt.next))
		if want := fmt.Sprintf("candidate: column %d: ", 1+strings.Index(tt.text, "%s")); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s is read, or not refused where it stands: %v", fmt.Sprintf(tt.text, tt.next), err)
		}
	}
}
