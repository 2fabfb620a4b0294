package candidate_test

import (
	"fmt"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// The candidates of a description.
func Example() {
	d, err := sdp.Parse(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 40000 RTP/AVP 0
c=IN IP4 192.0.2.1
a=candidate:1 1 UDP 2130706431 192.0.2.1 40000 typ host
a=candidate:2 1 UDP 1694498815 203.0.113.7 40000 typ srflx raddr 192.0.2.1 rport 40000
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c, err := range sdp.All[candidate.Candidate](d.Media(0)) {
		if err != nil {
			fmt.Println(err) // with line, column and path
			continue
		}
		fmt.Println(c.Type, c.Transport, c.Address, c.Port)
	}
	// Output:
	// host udp 192.0.2.1 40000
	// srflx udp 203.0.113.7 40000
}

func ExampleParse() {
	c, err := candidate.Parse("candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag EsAw network-cost 999")
	if err != nil {
		fmt.Println(err)
		return
	}
	ip, ok := c.Address.IP()
	fmt.Println(ip, ok)
	for name, value := range c.Extensions() {
		fmt.Println(name, value)
	}
	_, err = candidate.Parse("candidate:1 1 udp 0 192.0.2.1 40000 typ host")
	fmt.Println(err)
	// Output:
	// 203.0.113.77 true
	// generation 0
	// ufrag EsAw
	// network-cost 999
	// candidate: column 19: priority "0" is not a number from 1 to 2147483647
}

// Nothing is lost of a candidate that breaks rules.
func ExampleParseLax() {
	c, problems := candidate.ParseLax("candidate: 300 UDP  2122260223 192.0.2.1 40000 typ host")
	for _, p := range problems {
		fmt.Println(p)
	}
	fmt.Printf("%d %q\n", c.Component, c.String())
	// Output:
	// candidate: column 11: the foundation is empty
	// candidate: column 12: component-id "300" is not a number from 1 to 256
	// 300 "candidate: 300 UDP  2122260223 192.0.2.1 40000 typ host"
}

// A change replaces its own word.
func ExampleCandidate() {
	c, err := candidate.Parse("candidate:7 1 UDP 0212226022 FD77::10 40001 typ host x y")
	if err != nil {
		fmt.Println(err)
		return
	}
	c.Port = 40002
	c.RelatedAddress, c.RelatedPort = "::", 9
	fmt.Println(c)
	// Output: candidate:7 1 UDP 0212226022 FD77::10 40002 typ host raddr :: rport 9 x y
}

func ExampleCandidate_SetExtension() {
	c := candidate.Candidate{
		Foundation: "1", Component: 1, Transport: candidate.TCP, Priority: 2105524479,
		Address: "2001:db8::1", Port: 9, Type: candidate.Host, TCPType: candidate.Active,
	}
	if err := c.SetExtension("ufrag", "EsAw"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c)
	// Output: candidate:1 1 tcp 2105524479 2001:db8::1 9 typ host tcptype active ufrag EsAw
}

func ExampleCheck() {
	d, err := sdp.Parse(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 40000 RTP/AVP 0
c=IN IP4 192.0.2.1
a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
a=candidate:2 1 udp 2130706431 2001:db8::1 40000 typ host
a=candidate:3 1 tcp 2105524479 192.0.2.1 40000 typ host tcptype active
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range sdp.Check(d, candidate.Check) {
		fmt.Println(p.String())
	}
	// Output:
	// 8:21: error: a=candidate: another candidate of line 7 has priority 2130706431 (candidate-priority-twice)
	// 9:42: error: a=candidate: an active TCP candidate has port 9, not 40000 (candidate-active-port)
}
