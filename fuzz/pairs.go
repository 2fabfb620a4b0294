package fuzz

import (
	"slices"
	"strconv"
	"strings"
)

// A Pair is an offer and an answer to it. The zero Pair is neither.
type Pair struct{ Offer, Answer string }

// Pairs returns a generator of offers with answers that are legal by construction: a
// section is rejected or accepted, with some of its codecs, feedback and header
// extensions, and a direction that the offer allows (RFC 3264 §6, RFC 9429 §5.3.1);
// simulcast is declined, or taken with some of its streams (RFC 8853 §5.3.2). In it
// negotiate.CheckAnswer finds no violation. The shape is WebRTC or SIP; others, which are
// no offers, count as WebRTC.
func Pairs(sh Shape) Generator[Pair] {
	if sh.Profile != SIP {
		sh.Profile = WebRTC
	}
	offers := Descriptions(sh)
	return func(s *Source) Pair {
		offer := offers(s)
		a := &answerDraft{Source: s, lines: newLines(offer), profile: sh.Profile}
		s.Part(a.compose)
		return Pair{offer, strings.Join(a.out, "\r\n") + "\r\n"}
	}
}

// An answerDraft makes an answer out of an offer's lines.
type answerDraft struct {
	*Source
	*lines
	profile Profile
	session []string // lines of the offer's session part
	out     []string
	mids    []string // of accepted sections

	atSession   bool // the offer has its transport in the session part
	ufrag, pwd  string
	fingerprint string
	setup       string
}

func (a *answerDraft) compose() {
	_, end := a.section(0)
	a.session = a.list[:end]
	a.ufrag, a.pwd = a.Source.Text(iceChars, 4, 8), a.Source.Text(iceChars, 22, 32)
	a.Part(func() { a.fingerprint = a.Source.fingerprint() })
	a.setup = Pick(a.Source, "active", "passive")
	a.atSession = a.in(a.session, "a=fingerprint:")
	var sections []string
	for start := end; start < len(a.list); start = end {
		_, end = a.section(start)
		a.Part(func() { sections = append(sections, a.answered(a.list[start:end])...) })
	}
	a.out = []string{"v=0", "o=- " + a.number(1<<62) + " 1 IN IP4 127.0.0.1", "s=-"}
	if a.profile == SIP {
		a.out = append(a.out, "c=IN IP4 "+a.ip4())
	}
	a.out = append(a.out, "t=0 0")
	if i := indexPrefix(a.session, "a=group:BUNDLE "); i >= 0 && len(a.mids) > 0 {
		a.out = append(a.out, "a=group:BUNDLE "+strings.Join(a.mids, " "))
	}
	if a.in(a.session, "a=extmap-allow-mixed") {
		a.some("a=extmap-allow-mixed")
	}
	a.out = append(a.out, sections...)
}

// in reports whether one of the lines starts with prefix.
func (a *answerDraft) in(list []string, prefix string) bool { return indexPrefix(list, prefix) >= 0 }

// some adds a line as often as not.
func (a *answerDraft) some(line string) {
	if a.Chance(2) {
		a.out = append(a.out, line)
	}
}

// answered returns the lines that answer a section.
func (a *answerDraft) answered(offer []string) []string {
	m := strings.Split(offer[0], " ")
	only := slices.Contains(offer, "a=bundle-only")
	mid := ""
	if i := indexPrefix(offer, "a=mid:"); i >= 0 {
		mid = offer[i]
	}
	formats, lines := a.formats(m[3:], offer)
	// What is in the bundle only needs a section before it whose transport it can use
	// (RFC 9143 §7.3.1).
	if m[1] == "0" && (!only || len(a.mids) == 0) || a.Chance(6) {
		m[1] = "0" // rejected: it keeps its formats, which nobody reads (RFC 3264 §6)
		out := []string{strings.Join(append(m[:3], formats...), " ")}
		if a.profile == WebRTC {
			out = append(out, "c=IN IP4 0.0.0.0")
		}
		out = append(out, a.mapped(formats, offer)...)
		if mid != "" {
			out = append(out, mid)
		}
		return out
	}
	m[1] = "9"
	if a.profile == SIP && m[2] != "TCP/BFCP" {
		m[1] = strconv.Itoa(1024 + 2*a.Intn(32000))
	}
	out := []string{strings.Join(append(m[:3], formats...), " ")}
	if mid != "" {
		a.mids = append(a.mids, strings.TrimPrefix(mid, "a=mid:"))
		out = append(out, "c=IN IP4 0.0.0.0", mid)
	}
	if strings.Contains(m[2], "TLS") {
		out = append(out, "a=ice-ufrag:"+a.ufrag, "a=ice-pwd:"+a.pwd, "a=fingerprint:"+a.fingerprint, "a=setup:"+a.setup)
		if a.in(append(slices.Clone(a.session), offer...), "a=ice-options:trickle") {
			out = append(out, "a=ice-options:trickle")
		}
	}
	if only && strings.Contains(m[2], "RTP/") {
		out = append(out, "a=rtcp-mux") // what is offered for the group
	}
	return append(append(out, lines...), a.more(m[2], offer)...)
}

// mapped returns the a=rtpmap lines of formats.
func (a *answerDraft) mapped(formats, offer []string) (out []string) {
	for _, f := range formats {
		if i := indexPrefix(offer, "a=rtpmap:"+f+" "); i >= 0 {
			out = append(out, offer[i])
		}
	}
	return out
}

// formats returns some of the formats of a section, the first medium of its own among
// them, and the lines about them.
func (a *answerDraft) formats(offered, offer []string) (kept, lines []string) {
	has := func(f string) bool { return slices.Contains(kept, f) }
	rate := ""
	for i, f := range offered {
		encoding, params := "", ""
		if at := indexPrefix(offer, "a=rtpmap:"+f+" "); at >= 0 {
			_, encoding, _ = strings.Cut(offer[at], " ")
		}
		if at := indexPrefix(offer, "a=fmtp:"+f+" "); at >= 0 {
			_, params, _ = strings.Cut(offer[at], " ")
		}
		name, rest, _ := strings.Cut(encoding, "/")
		clock, _, _ := strings.Cut(rest, "/")
		keep := i == 0 || !a.Chance(3)
		switch name {
		case "rtx": // goes with what it repeats (RFC 4588 §8.1)
			apt, _, _ := strings.Cut(strings.TrimPrefix(params, "apt="), ";")
			keep = keep && has(apt)
		case "red":
			first, _, _ := strings.Cut(params, "/")
			keep = keep && (params == "" || has(first))
		case "telephone-event", "CN":
			keep = keep && strings.Contains(rate, " "+clock+" ")
		case "":
			if f == "13" {
				keep = keep && strings.Contains(rate, " 8000 ")
			} else {
				rate += " 8000 "
			}
		default:
			rate += " " + clock + " "
		}
		if !keep {
			continue
		}
		kept = append(kept, f)
		for _, l := range offer {
			switch about, _, _ := strings.Cut(l, " "); about {
			case "a=rtpmap:" + f, "a=fmtp:" + f:
				lines = append(lines, l)
			case "a=rtcp-fb:" + f:
				if !a.Chance(3) {
					lines = append(lines, l)
				}
			}
		}
	}
	return kept, lines
}

// turned has the direction that answers each of the offer's, all of it.
var turned = map[string]string{"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}

// more returns the lines that answer what is not about formats.
func (a *answerDraft) more(proto string, offer []string) (out []string) {
	media := strings.Contains(proto, "RTP/")
	direction := "sendrecv"
	for _, l := range offer {
		if _, ok := turned[strings.TrimPrefix(l, "a=")]; ok {
			direction = l[2:]
		}
	}
	direction = turned[direction]
	if direction == "sendrecv" {
		direction = Pick(a.Source, "sendrecv", "recvonly", "sendonly", "inactive")
	} else if a.Chance(4) {
		direction = "inactive"
	}
	if media || direction != "sendrecv" {
		out = append(out, "a="+direction)
	}
	if media && a.profile == WebRTC && direction != "recvonly" && direction != "inactive" {
		out = append(out, "a=msid:- "+a.uuid())
	}
	for _, l := range offer {
		name, value, _ := strings.Cut(l, ":")
		switch name {
		case "a=rtcp-mux", "a=rtcp-rsize", "a=sctp-port", "a=connection":
			if name == "a=rtcp-mux" || name == "a=sctp-port" || name == "a=connection" || a.Chance(2) {
				out = append(out, l)
			}
		case "a=extmap":
			if !a.Chance(3) {
				out = append(out, l)
			}
		case "a=max-message-size":
			out = append(out, "a=max-message-size:"+Pick(a.Source, "262144", "0"))
		case "a=setup":
			if proto == "TCP/BFCP" {
				out = append(out, "a=setup:"+map[string]string{"actpass": a.setup, "active": "passive", "passive": "active"}[value])
			}
		case "a=floorctrl":
			out = append(out, "a=floorctrl:"+map[string]string{"c-s": "c-s", "c-only": "s-only", "s-only": "c-only"}[value])
		case "a=crypto":
			// One is taken, with its tag and session parameters (RFC 4568 §5.1.2).
			if !a.in(out, "a=crypto:") {
				fields := strings.Fields(value)
				fields[2] = "inline:" + a.base64(30)
				out = append(out, "a=crypto:"+strings.Join(fields, " "))
			}
		case "a=simulcast":
			a.Part(func() {
				if !a.Chance(3) {
					out = append(out, a.simulcast(value, direction, offer)...)
				}
			})
		case "a=accept-types":
			out = append(out, l)
		case "a=path":
			out = append(out, "a=path:msrp://"+a.hostname()+":2855/"+a.word(4, 10)+";tcp")
		}
	}
	return out
}
