package candidate

import "testing"

func TestWhatParseAcceptsComesBack(t *testing.T) {
	for _, value := range []string{
		"7 1 udp 2122260223 192.168.77.10 40001 typ host",
		"13 01  UDP 2122260223 fd77::10 040027 typ srflx raddr 1.2.3.4 rport 9 generation 0 ufrag  foo",
		"7 1 tcp 12 [::1] 9 typ host tcptype active",
	} {
		c, err := Parse("candidate:" + value)
		if err != nil {
			t.Error(err)
		}
		if got := c.String(); got != "candidate:"+value {
			t.Errorf("%q comes back as %q", value, got)
		}
	}
}
