package fuzz

import (
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxHostile bounds hostile texts: large enough that what takes quadratic time or a
// deep stack shows, small enough for thousands of runs.
const maxHostile = 1 << 17

// Hostile returns a generator of texts that are meant to break readers: long lines,
// very many lines, sections and groups, huge numbers, odd bytes, other line endings,
// texts that are cut off, lines in any order, references that go in circles. Some
// are still correct descriptions. None is longer than 128 KiB.
func Hostile() Generator[string] {
	shapes := make([]Generator[string], numProfiles)
	for i, p := range Profiles() {
		shapes[i] = Descriptions(Shape{Profile: p, MaxSections: 2, MaxAttributes: 3})
	}
	base := OneOf(shapes...)
	return func(s *Source) string {
		l := newLines(base(s))
		s.Repeat(0, 6, func(int) { Pick(s, attacks...)(s, l) })
		text := l.ended(s)
		s.Repeat(0, 3, func(int) { text = Pick(s, byteAttacks...)(s, text) })
		return text[:min(len(text), maxHostile)]
	}
}

// size returns a number from 1 to max, each magnitude as often as the others.
func (s *Source) size(max int) int {
	magnitude := s.Intn(bits.Len(uint(max)))
	return min(1<<magnitude+s.Intn(1<<magnitude), max)
}

var hugeNumbers = []string{"0", "-1", "65536", "2147483648", "4294967295", "4294967296", "9223372036854775808", "18446744073709551615", "18446744073709551616",
	"99999999999999999999999", "00000000000000000000001", "0x10", "1e9", "NaN", "1.5", "+1", "٣"}

var digitRuns = regexp.MustCompile(`[0-9]+`)

// attacks change the lines of a text.
var attacks = []func(*Source, *lines){
	func(s *Source, l *lines) { // one line very often
		at := s.Intn(len(l.list))
		line := l.list[at]
		n := s.size(min(maxHostile/(len(line)+2), 8192))
		l.list = slices.Insert(l.list, at, slices.Repeat([]string{line}, n)...)
	},
	func(s *Source, l *lines) { // one line very long
		l.list[s.Intn(len(l.list))] += strings.Repeat(Pick(s, " ", "x", "a:", ",", ";", "/", "[", "=", " 0", "\t"), s.size(maxHostile/4))
	},
	func(s *Source, l *lines) { // very many sections, in very many groups
		n := s.size(1024)
		var group strings.Builder
		group.WriteString("a=group:BUNDLE")
		for i := range n {
			mid := strconv.Itoa(Pick(s, i, 0))
			group.WriteString(" " + mid)
			l.list = append(l.list, "m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=mid:"+mid)
		}
		l.list = slices.Insert(l.list, min(4, len(l.list)), slices.Repeat([]string{group.String()}, s.size(8))...)
	},
	func(s *Source, l *lines) { // codecs that refer to each other in circles
		n := 2 + s.Intn(30)
		m := "m=video 9 RTP/AVPF"
		var about []string
		for i := range n {
			m += " " + strconv.Itoa(96+i)
			about = append(about, "a=rtpmap:"+strconv.Itoa(96+i)+" "+Pick(s, "rtx/90000", "red/90000"), "a=fmtp:"+strconv.Itoa(96+i)+" "+Pick(s, "apt=", "")+strconv.Itoa(96+(i+1)%n))
		}
		l.list = append(append(l.list, m), about...)
	},
	func(s *Source, l *lines) { // a number that is none, or none that fits
		at := s.Intn(len(l.list))
		number := Pick(s, hugeNumbers...)
		if runs := digitRuns.FindAllStringIndex(l.list[at], -1); len(runs) > 0 && !s.Chance(3) {
			run := Pick(s, runs...)
			l.list[at] = l.list[at][:run[0]] + number + l.list[at][run[1]:]
			return
		}
		fields := strings.Split(l.list[at], " ")
		fields[s.Intn(len(fields))] = number
		l.list[at] = strings.Join(fields, " ")
	},
	func(s *Source, l *lines) { l.list[s.Intn(len(l.list))] = "" },
	func(s *Source, l *lines) { // nothing behind the colon, or no colon, or too many
		at := s.Intn(len(l.list))
		name, value, _ := strings.Cut(l.list[at], ":")
		l.list[at] = Pick(s, name+":", name, name+"::"+value, ":"+value, name+": "+value, name+" :"+value, name+":"+value+" ")
	},
	func(s *Source, l *lines) { Shuffle(s, l.list) },
	func(s *Source, l *lines) { // two descriptions, one behind the other
		l.list = append(l.list, l.list...)
		l.list = l.list[:min(len(l.list), 4096)]
	},
	func(s *Source, l *lines) { // lines that are odd by themselves
		l.insert(s.Intn(len(l.list)+1), Pick(s, "=", "a", "a=", "m=", "m= ", "m=audio", "v=0", "a=:", "a= ", "a==", "a=rtpmap", "a=fmtp:", "a=ssrc:1", "a=candidate:", "a=simulcast:send ;;,~",
			"a=rid:", "a=group:", "a=group:BUNDLE", "a=mid:", "a=imageattr:* send [", "a=key-mgmt:", "a=crypto:1 A inline:", "k=", "z=0", "r=0", "c=IN IP4 /", "o=", "a=ssrc-group:FID", "a=fingerprint:sha-256 ", "a=x:"))
	},
	func(s *Source, l *lines) { l.remove(s.Intn(len(l.list))); l.insert(0, "v=0") },
}

// ended puts line endings behind the lines, mostly the right ones.
func (l *lines) ended(s *Source) string {
	var b strings.Builder
	style := Pick(s, "\r\n", "\n", "\r", "\n\r", "\u2028", "mixed")
	for i, line := range l.list {
		b.WriteString(line)
		ending := style
		if style == "mixed" {
			ending = "\r\n"
			if i < 64 {
				ending = Pick(s, "\r\n", "\n", "\r", "\r\r\n", "\n\n", "")
			}
		}
		if b.WriteString(ending); b.Len() > maxHostile {
			break
		}
	}
	return b.String()
}

// byteAttacks change the bytes of a text.
var byteAttacks = []func(*Source, string) string{
	func(s *Source, text string) string { return text[:s.Intn(len(text)+1)] },
	func(s *Source, text string) string { return strings.TrimRight(text, "\r\n") },
	func(s *Source, text string) string { // bytes that have no business there
		at := s.Intn(len(text) + 1)
		return text[:at] + Pick(s, "\x00", "\r", "\n", "\xff", "\xc3", "\u00e9", "\ufeff", "\u2028", "\x1b[2J", "\x7f", "\t", " ", "%n%s", "\\", "\"", "<script>", "'; --") + text[at:]
	},
	func(s *Source, text string) string {
		at := s.Intn(len(text) + 1)
		return text[:at] + text[min(len(text), at+s.size(64)):]
	},
	func(s *Source, text string) string {
		if text == "" {
			return text
		}
		b := []byte(text)
		b[s.Intn(len(b))] ^= 1 << s.Intn(8)
		return string(b)
	},
	func(s *Source, text string) string { return "\ufeff" + text },
	func(s *Source, text string) string { // nothing but bytes
		b := make([]byte, s.Intn(64))
		for i := range b {
			b[i] = byte(s.Intn(256))
		}
		return string(b)
	},
}
