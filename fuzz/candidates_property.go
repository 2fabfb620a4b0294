package fuzz

import (
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

// Candidates holds a parser of ICE candidates, and what writes them again, to
// this. trip is given "candidate:…", the attribute without "a=", and returns what it
// would write; "" if it writes nothing, for a parser alone.
//
//   - A correct candidate is accepted, and what is written says the same: foundation,
//     component, priority, address, port, type, tcptype, raddr, rport, and the
//     extensions in their order (RFC 8839 §5.1).
//   - What it writes it accepts. No text makes it panic.
func Candidates(tb testing.TB, trip func(line string) (string, error), opts ...Option) {
	tb.Helper()
	p := property{name: "Candidates", seeds: func() []string { return slices.Collect(SeedCandidates()) }}
	judge := func(line string, correct bool) string {
		written, err := trip(line)
		switch {
		case err != nil && correct:
			return "refuses a correct candidate: " + err.Error()
		case err != nil || written == "":
			return ""
		}
		if _, err := trip(written); err != nil {
			return "refuses what it has written: " + err.Error() + ": " + written
		}
		if !correct {
			return ""
		}
		was, _ := candidate.Parse(line)
		is, err := candidate.Parse(written)
		if err != nil {
			return "writes what is no candidate: " + err.Error() + ": " + written
		}
		if !was.Equal(is) {
			return "writes another candidate: " + written
		}
		return ""
	}
	p.text = judge
	p.checks = []check{
		forTexts("Correct", CandidateLines(), func(line string) string { return judge(line, true) }),
		forTexts(hostileCheck, HostileCandidates(), func(line string) string { return judge(line, false) }),
	}
	run(tb, p, opts)
}

// HostileCandidates returns a generator of candidates with a field that is missing,
// doubled, huge or odd, and of texts that are none. None is longer than 128 KiB.
func HostileCandidates() Generator[string] {
	correct := CandidateLines()
	return func(s *Source) string {
		fields := strings.Split(correct(s), " ")
		s.Repeat(1, 4, func(int) {
			at := s.Intn(len(fields))
			switch s.Intn(6) {
			case 0:
				fields[at] = Pick(s, append([]string{"", " ", "\t", "\x00", "\r\n", "raddr", "typ", "[::1]", "fe80::1%eth0", "1.2.3", "a.local", "tcptype"}, hugeNumbers...)...)
			case 1:
				fields = append(fields[:at], fields[min(at+1, len(fields)-1):]...)
			case 2:
				fields = fields[:at+1]
			case 3:
				fields = append(fields, Pick(s, "raddr", "rport", "tcptype", "generation", "ufrag", "x"))
			case 4:
				fields[at] = strings.Repeat(fields[at], min(s.size(512), 1+maxHostile/8/(1+len(fields[at]))))
			default:
				other := s.Intn(len(fields))
				fields[at], fields[other] = fields[other], fields[at]
			}
		})
		return strings.Join(fields, " ")
	}
}
