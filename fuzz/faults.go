package fuzz

import (
	"slices"
	"strings"
)

// faults has every fault that near-valid descriptions may have. The first is one
// that every description has a place for.
var faults = []Fault{
	{"missing-version", "RFC 8866 §5", true, missing("v=")},
	{"version", "RFC 8866 §5.1", true, becomes("v=", "v=1", "v=", "v=0.0", "v=-0")},
	{"missing-origin", "RFC 8866 §5", true, missing("o=")},
	{"missing-name", "RFC 8866 §5", true, missing("s=")},
	{"origin-short", "RFC 8866 §5.2", true, func(s *Source, l *lines) bool {
		at := l.all("o=")[0]
		fields := strings.Split(l.list[at], " ")
		l.list[at] = strings.Join(slices.Delete(fields, 1, 2), " ")
		return true
	}},
	{"origin-number", "RFC 8866 §5.2", true, field("o=", 1, "x1", "-1", "0x1f", "1.5", "")},
	{"network-type", "RFC 8866 §5.7", true, becomes("c=", "c=", "c=IN", "c=IN IP4", "c=IN  192.0.2.1")},
	{"multicast-ttl", "RFC 8866 §5.7", true, becomes("c=", "c=IN IP4 233.252.0.1/256", "c=IN IP4 233.252.0.1/x", "c=IN IP4 233.252.0.1/1/0", "c=IN IP6 ff15::1/1/2")},
	{"time-short", "RFC 8866 §5.9", true, becomes("t=", "t=0", "t=", "t=0 0 0", "t=now 0")},
	{"bandwidth", "RFC 8866 §5.8", true, becomes("b=", "b=AS", "b=AS:", "b=AS:x", "b=:1", "b=AS:-1")},
	{"unknown-type", "RFC 8866 §5", true, adds("v=", "q=1", "A=tool:x", "0=1")},
	{"no-equals", "RFC 8866 §5", true, adds("v=", "rtpmap", "a", "a:sendrecv")},
	{"space-before-equals", "RFC 8866 §5", true, adds("v=", "a =sendrecv", " a=sendrecv")},
	{"empty-attribute", "RFC 8866 §5.13", true, adds("v=", "a=", "a=:", "a=:x")},
	{"attribute-name", "RFC 8866 §5.13", true, adds("v=", "a=x y", "a=(x)", "a=\xff")},
	{"nul", "RFC 8866 §9", true, ends("s=", "\x00", "\x00x")},
	{"late-version", "RFC 8866 §5", true, func(_ *Source, l *lines) bool {
		l.list[0], l.list[1] = l.list[1], l.list[0]
		return true
	}},
	{"origin-twice", "RFC 8866 §5", true, doubled("o=")},
	{"time-after-media", "RFC 8866 §5", true, adds("m=", "t=0 0")},
	{"media-port", "RFC 8866 §5.14", true, field("m=", 1, "65536", "-1", "x", "", "9/0", "9/x", "99999999999999999999")},
	{"media-short", "RFC 8866 §5.14", true, func(s *Source, l *lines) bool {
		at, ok := l.pick(s, "m=")
		if ok {
			fields := strings.Split(l.list[at], " ")
			l.list[at] = strings.Join(fields[:1+s.Intn(3)], " ")
		}
		return ok
	}},
	{"cut-off", "RFC 8866 §5", true, func(s *Source, l *lines) bool {
		l.list = l.list[:1+s.Intn(2)]
		return true
	}},

	{"rtpmap-missing", "RFC 8866 §6.6", false, func(s *Source, l *lines) bool {
		at, ok := l.pickFunc(s, func(i int, line string) bool {
			pt, ok := after(line, "a=rtpmap:")
			return ok && len(pt) >= 2 && l.is(i, pt) && pt != "10" && pt != "13" && pt != "18" && pt != "26" && pt != "33" && pt != "34"
		})
		if ok {
			l.remove(at)
		}
		return ok
	}},
	{"rtpmap-value", "RFC 8866 §6.6", false, func(s *Source, l *lines) bool {
		at, ok := l.pickFunc(s, func(_ int, line string) bool { // one that no other section uses
			pt, ok := after(line, "a=rtpmap:")
			return ok && l.count(func(m string) bool { return strings.HasPrefix(m, "m=") && strings.Contains(m+" ", " "+pt+" ") }) == 1
		})
		if ok {
			pt, _ := after(l.list[at], "a=rtpmap:")
			l.list[at] = "a=rtpmap:" + pt + Pick(s, " opus", "", " opus/", " opus/x", " opus/48000/x", " opus/0", " /48000", " opus/99999999999")
		}
		return ok
	}},
	{"rtpmap-twice", "RFC 8866 §6.6", false, doubled("a=rtpmap:")},
	{"payload-type", "RFC 8866 §5.14", false, func(s *Source, l *lines) bool {
		at, ok := l.pickFunc(s, func(i int, line string) bool {
			return strings.HasPrefix(line, "m=") && strings.Contains(line, "RTP/")
		})
		if ok {
			l.list[at] += Pick(s, " 128", " x", " -1", " 1e1")
		}
		return ok
	}},
	{"fmtp-unlisted", "RFC 8866 §6.15", false, func(s *Source, l *lines) bool {
		at, ok := l.pick(s, "a=rtpmap:")
		if ok {
			l.insert(at+1, "a=fmtp:126 x=1")
			ok = !l.is(at, "126")
		}
		return ok
	}},
	{"apt", "RFC 4588 §8.1", false, func(s *Source, l *lines) bool {
		at, ok := l.pickFunc(s, func(i int, line string) bool {
			return strings.HasPrefix(line, "a=fmtp:") && strings.Contains(line, " apt=")
		})
		if ok {
			pt, _ := after(l.list[at], "a=fmtp:")
			l.list[at] = "a=fmtp:" + pt + Pick(s, " apt=1", " apt="+pt, " apt=", " apt=x", " rtx-time=3000")
		}
		return ok
	}},
	{"mid-twice", "RFC 5888 §4", false, func(s *Source, l *lines) bool {
		at := l.all("a=mid:")
		if len(at) < 2 || l.has(at[1], "a=bundle-only") {
			return false
		}
		// The groups lose the mid that is no more.
		mid := strings.TrimPrefix(l.list[at[1]], "a=mid:")
		for _, group := range l.all("a=group:") {
			members := strings.Split(l.list[group], " ")
			l.list[group] = strings.Join(slices.DeleteFunc(members, func(m string) bool { return m == mid }), " ")
		}
		l.list[at[1]] = l.list[at[0]]
		return true
	}},
	{"group-member", "RFC 5888 §6", false, ends("a=group:BUNDLE ", " nobody")},
	{"group-twice", "RFC 9143 §5", false, doubled("a=group:BUNDLE ")},
	{"bundle-no-mux", "RFC 9143 §9.3", false, func(s *Source, l *lines) bool {
		// From all: one section's would hold for the others if it were the tagged one.
		at, ok := l.pickFunc(s, func(i int, line string) bool {
			start, _ := l.section(i)
			return line == "a=rtcp-mux" && strings.Contains(l.list[start], "RTP/")
		})
		if ok = ok && len(l.all("a=group:BUNDLE ")) > 0; ok {
			mux := l.list[at]
			l.list = slices.DeleteFunc(l.list, func(line string) bool { return line == mux })
		}
		return ok
	}},
	{"direction-twice", "RFC 8866 §6.7", false, func(s *Source, l *lines) bool {
		at, ok := l.pick(s, "a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive")
		if ok {
			l.insert(at, Pick(s, "a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive"))
		}
		return ok
	}},
	{"extmap-id", "RFC 8285 §5", false, func(s *Source, l *lines) bool {
		id := func(line string) string {
			id, _ := after(line, "a=extmap:")
			id, _, _ = strings.Cut(id, "/")
			return id
		}
		at, ok := l.pickFunc(s, func(_ int, line string) bool { // one that no other section uses
			return strings.HasPrefix(line, "a=extmap:") && l.count(func(other string) bool { return id(other) == id(line) }) == 1
		})
		if ok {
			id := id(l.list[at])
			l.insert(at, "a=extmap:"+id+" urn:example:other")
		}
		return ok
	}},
	{"extmap-value", "RFC 8285 §5", false, becomes("a=extmap:", "a=extmap:0 urn:example:x", "a=extmap:x urn:example:x", "a=extmap:1", "a=extmap:1/both urn:example:x")},
	{"ufrag-short", "RFC 8839 §5.4", false, everywhere("a=ice-ufrag:", "a=ice-ufrag:abc", "a=ice-ufrag", "a=ice-ufrag:ab-d", "a=ice-ufrag:ab d")},
	{"pwd-missing", "RFC 8839 §5.4", false, func(s *Source, l *lines) bool {
		// From all, for one may be inherited.
		_, ok := l.pickFunc(s, func(i int, line string) bool {
			start, _ := l.section(i)
			return strings.HasPrefix(line, "a=ice-ufrag:") && start > 0
		})
		if ok {
			l.list = slices.DeleteFunc(l.list, func(line string) bool { return strings.HasPrefix(line, "a=ice-pwd:") })
		}
		return ok
	}},
	{"pwd-short", "RFC 8839 §5.4", false, everywhere("a=ice-pwd:", "a=ice-pwd:short", "a=ice-pwd:abcdefghijklmnopqrstu")},
	{"fingerprint-length", "RFC 8122 §5", false, everywhere("a=fingerprint:", "a=fingerprint:sha-256 00:11", "a=fingerprint:sha-1 00", "a=fingerprint:sha-256")},
	{"setup-value", "RFC 4145 §4", false, everywhere("a=setup:", "a=setup:both", "a=setup: ", "a=setup", "a=setup:ACTPASS")},
	{"sctp-port-missing", "RFC 8841 §5.1", false, missing("a=sctp-port:")},
	{"simulcast-id", "RFC 8853 §5.2", false, func(s *Source, l *lines) bool {
		at, ok := l.pick(s, "a=simulcast:")
		if ok {
			l.list[at] += ";nobody"
		}
		return ok
	}},
	{"rid-twice", "RFC 8851 §4", false, doubled("a=rid:")},
	{"ssrc-group", "RFC 5576 §4.2", false, ends("a=ssrc-group:", " 1", " x", " 4294967296")},
	{"crypto-tag", "RFC 4568 §4.1", false, doubled("a=crypto:")},
	{"candidate", "RFC 8839 §5.1", false, func(s *Source, l *lines) bool {
		at, ok := l.pick(s, "a=candidate:")
		if ok {
			fields := strings.Split(l.list[at], " ")
			i := 1 + s.Intn(7)
			if i == 6 {
				i = 5
			}
			fields[i] = [...]string{"", Pick(s, "0", "257", "x"), "u(p", Pick(s, "0", "4294967296", "-1"), "a\tb", Pick(s, "65536", "x"), "", "h/ost"}[i]
			l.list[at] = strings.Join(fields, " ")
		}
		return ok
	}},
	{"number-too-large", "RFC 8866 §5.13", false, adds("m=", "a=max-message-size:18446744073709551616", "a=sctp-port:65536", "a=rtcp:65536", "a=ssrc:4294967296 cname:x", "a=confid:99999999999999999999")},
}

// after returns what stands between the prefix and the next space.
func after(line, prefix string) (word string, ok bool) {
	line, ok = strings.CutPrefix(line, prefix)
	word, _, _ = strings.Cut(line, " ")
	return word, ok
}

// is reports whether the m= line of line i's section lists a format.
func (l *lines) is(i int, format string) bool {
	start, _ := l.section(i)
	return slices.Contains(strings.Split(l.list[start], " ")[1:], format)
}

// pickFunc returns the place of one of the live lines that ok is true for.
func (l *lines) pickFunc(s *Source, ok func(int, string) bool) (int, bool) {
	var at []int
	for i, line := range l.list {
		if l.live(i) && ok(i, line) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return 0, false
	}
	return Pick(s, at...), true
}
