package candidate_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

var exchanges = flag.String("exchanges", "../testdata/exchanges", "the folder of recorded exchanges")

// A session is one peer of a recorded exchange that ended with a selected pair.
type session struct {
	name          string // "ice-lite__pion-chromium a"
	stack, other  string
	role          candidate.Role
	lite, liteOf  bool // this agent, the other one
	local, remote []candidate.Candidate
	selected      candidate.Path // as the stack reports it
	listed        candidate.Path // the candidates it was signalled as, where they were
	unsignalled   string         // "", "local" or "remote": that candidate was not signalled
	addressless   bool           // the stack tells no addresses at all
	priority      string         // of the pair as recorded: decimal, rounded to a double; "" where the stack tells none
}

// gathering is the candidates of one side of a peer by section and generation.
type gathering struct {
	ufrag map[string]string // the newest generation by mid
	sets  map[[2]string][]candidate.Candidate
}

func newGathering() *gathering {
	return &gathering{make(map[string]string), make(map[[2]string][]candidate.Candidate)}
}

// add keeps each candidate once: stacks write them again with other extensions.
func (g *gathering) add(mid, ufrag string, c candidate.Candidate) {
	at := [2]string{mid, ufrag}
	for _, old := range g.sets[at] {
		if place(old) == place(c) && old.Type == c.Type {
			return
		}
	}
	g.sets[at] = append(g.sets[at], c)
}

// description takes over the candidates of a text and its generations.
func (g *gathering) description(text string) (lite bool) {
	d, _ := sdp.ParseLax(text)
	for i, m := range d.AllMedia() {
		mid, _ := m.MID()
		if mid == "" {
			mid = fmt.Sprint(i)
		}
		if u, ok, _ := sdp.Lookup[sdp.ICEUfrag](m); ok {
			g.ufrag[mid] = string(u)
		}
		for c, err := range sdp.All[candidate.Candidate](m) {
			if err == nil {
				g.add(mid, g.ufrag[mid], c)
			}
		}
		if _, ok, _ := sdp.Lookup[sdp.ICELite](m); ok {
			lite = true
		}
	}
	return lite
}

// trickled takes over one candidate that came by itself.
func (g *gathering) trickled(init *replay.Candidate) {
	if init == nil || init.Line == "" {
		return
	}
	c, err := candidate.Parse(init.Line)
	if err != nil {
		return
	}
	mid := ""
	switch {
	case init.MID != nil && *init.MID != "":
		mid = *init.MID
	case init.Index != nil:
		mid = fmt.Sprint(*init.Index)
	}
	ufrag := g.ufrag[mid]
	if init.Ufrag != nil && *init.Ufrag != "" {
		ufrag = *init.Ufrag
	}
	if u, ok := c.Ufrag(); ok {
		ufrag = u
	}
	g.add(mid, ufrag, c)
}

// generation is the newest set that has a candidate for what the stack reported.
func (g *gathering) generation(reported candidate.Candidate) (mid string, set []candidate.Candidate) {
	for key, cs := range g.sets {
		if _, ok := signalled(cs, reported); ok && (set == nil || g.ufrag[key[0]] == key[1] && key[0] <= mid) {
			mid, set = key[0], cs
		}
	}
	return mid, set
}

// signalled is the candidate that a reported one was signalled as. An active TCP
// candidate is signalled with port 9, or its connection has another one than it.
// Addresses behind an mDNS name are not reported; the port has to do.
func signalled(cs []candidate.Candidate, reported candidate.Candidate) (candidate.Candidate, bool) {
	matches := []func(c candidate.Candidate) bool{
		func(c candidate.Candidate) bool { return place(c) == place(reported) },
		func(c candidate.Candidate) bool { return c.Address.IsMDNS() && c.Port == reported.Port },
		func(c candidate.Candidate) bool {
			return c.TCPType == candidate.Active && c.Transport == reported.Transport && c.Address.Equal(reported.Address)
		},
	}
	for _, match := range matches {
		for _, c := range cs {
			if c.Component == 1 && match(c) {
				return c, true
			}
		}
	}
	return reported, false
}

// place is a candidate's transport address as a key.
func place(c candidate.Candidate) string {
	address := string(c.Address)
	if ip, ok := c.Address.IP(); ok {
		address = ip.String()
	}
	return strings.ToLower(fmt.Sprint(max(c.Component, 1), " ", c.Transport, " ", address, " ", c.Port))
}

type stat struct {
	CandidateType string `json:"candidateType"`
	Type          string `json:"type"`
	Address       string `json:"address"`
	Port          uint16 `json:"port"`
	Protocol      string `json:"protocol"`
	Priority      uint32 `json:"priority"`
}

func (s stat) candidate() candidate.Candidate {
	return candidate.Candidate{Component: 1, Transport: candidate.Transport(strings.ToLower(s.Protocol)), Priority: s.Priority,
		Address: candidate.Address(s.Address), Port: s.Port, Type: candidate.Type(s.CandidateType + s.Type)}
}

func sessions(t *testing.T) (all []session) {
	files, err := filepath.Glob(filepath.Join(*exchanges, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no exchanges", err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := replay.Read(f)
		f.Close()
		if err != nil {
			t.Fatal(file, err)
		}
		var final map[string]struct {
			Pairs []struct {
				Local, Remote stat
				Priority      any `json:"priority"`
			} `json:"selectedCandidatePairs"`
			Transports []struct{ IceRole string }
		}
		if tr.Final == nil {
			continue
		}
		if err := json.Unmarshal(tr.Final, &final); err != nil {
			t.Fatal(file, err)
		}
		gathered := make(map[string][2]*gathering)
		lite := make(map[string]bool)
		for _, p := range tr.Peers {
			gathered[p.Name] = [2]*gathering{newGathering(), newGathering()}
		}
		for _, e := range tr.Events {
			g := gathered[e.Peer]
			if g[0] == nil {
				continue
			}
			if e.Name == "icecandidate" {
				g[0].trickled(e.Candidate)
			}
			if e.Name == "addIceCandidate" && e.Error == nil {
				g[1].trickled(e.Candidate)
			}
			if e.State == nil {
				continue
			}
			s := e.State.Slots
			for i, ids := range [][]string{{s.PendingLocal, s.CurrentLocal}, {s.PendingRemote, s.CurrentRemote}} {
				for _, id := range ids {
					if text, err := tr.Text(id); err == nil && g[i].description(text) && i == 0 {
						lite[e.Peer] = true
					}
				}
			}
		}
		for i, p := range tr.Peers {
			for _, pair := range final[p.Name].Pairs {
				other := tr.Peers[1-i]
				s := session{
					name:  strings.TrimSuffix(filepath.Base(file), ".json") + " " + p.Name,
					stack: p.Stack, other: other.Stack, lite: lite[p.Name], liteOf: lite[other.Name],
					selected: candidate.Path{Local: pair.Local.candidate(), Remote: pair.Remote.candidate()},
				}
				if pair.Priority != nil {
					s.priority = fmt.Sprint(pair.Priority)
				}
				if ts := final[p.Name].Transports; len(ts) > 0 && ts[0].IceRole != "" {
					s.role, err = candidate.ParseRole(ts[0].IceRole)
					if err != nil {
						t.Error(s.name, err)
					}
				} else {
					s.role = candidate.DetermineRole(i == 0, s.lite, s.liteOf)
				}
				s.addressless = pair.Local.Protocol == ""
				g := gathered[p.Name]
				mid, local := g[0].generation(s.selected.Local)
				remoteMID, remote := g[1].generation(s.selected.Remote)
				if local == nil {
					mid = remoteMID
					local = g[0].sets[[2]string{mid, g[0].ufrag[mid]}]
				}
				if remote == nil {
					remote = g[1].sets[[2]string{mid, g[1].ufrag[mid]}]
				}
				s.local, s.remote = local, remote
				var ok [2]bool
				s.listed.Local, ok[0] = signalled(local, s.selected.Local)
				s.listed.Remote, ok[1] = signalled(remote, s.selected.Remote)
				switch {
				case !ok[0]:
					s.unsignalled = "local"
				case !ok[1]:
					s.unsignalled = "remote"
				}
				all = append(all, s)
			}
		}
	}
	return all
}

// resolver stands in for mDNS: every host of the captures is one machine, which has
// one address of each family. Which one a name hides is told by the other stack, or,
// where that hides it too, by the order in which all stacks prefer them.
func (s session) resolve(a candidate.Address) netip.Addr {
	for _, end := range [][2]candidate.Candidate{{s.listed.Local, s.selected.Remote}, {s.listed.Remote, s.selected.Local}} {
		if ip, ok := end[1].Address.IP(); ok && end[0].Address.Equal(a) {
			return ip
		}
	}
	for _, cs := range [][]candidate.Candidate{s.local, s.remote} {
		for _, c := range cs {
			if c.Address.Equal(a) && c.Priority>>8&0xffff == 0x7f00 { // Firefox's second address, IPv6
				return netip.MustParseAddr("fd77::10")
			}
		}
	}
	return netip.MustParseAddr("192.168.77.10")
}

// facts is what is known of the recorded session beside its candidates: what the
// reported pair says of candidates that were not signalled, if told.
func (s session) facts(learned bool) candidate.Facts {
	f := candidate.Facts{LocalLite: s.lite, RemoteLite: s.liteOf, Resolve: s.resolve}
	if learned {
		p := s.selected
		if s.selected.Local.Type != candidate.PeerReflexive {
			p.Local = s.listed.Local
		}
		f.Learned = []candidate.Path{p}
	}
	return f
}

// controlling is the stack that decided.
func (s session) controlling() string {
	if s.role == candidate.Controlling {
		return s.stack
	}
	return s.other
}

// A stackRule explains a recorded pair that is not what the RFCs make of it.
type stackRule struct {
	name   string
	reason string
	all    int // how many of the 482 pairs of all 296 captures; a part of them can't have more
	// match is asked about the recorded session, the pair as computed (zero where it
	// is not formed), and the computed winner.
	match func(s session, recorded, winner candidate.Pair) bool
	count int
}

func explain(rules []*stackRule, s session, recorded, winner candidate.Pair) bool {
	for _, r := range rules {
		if r.match(s, recorded, winner) {
			r.count++
			return true
		}
	}
	return false
}

// report prints and checks the counts. Data that is not the test's may leave a rule
// without use.
func report(t *testing.T, rules []*stackRule) {
	own := *exchanges == flag.Lookup("exchanges").DefValue
	for _, r := range rules {
		t.Logf("%4d %s: %s", r.count, r.name, r.reason)
		if r.count == 0 && own {
			t.Errorf("rule %s explains nothing", r.name)
		}
		if r.count > r.all {
			t.Errorf("rule %s explains %d pairs, in all captures there are %d", r.name, r.count, r.all)
		}
	}
}

// hiddenLinkLocal is about pion's own link-local address, which it never signals.
func hiddenLinkLocal(s session) bool {
	local, ok := s.selected.Local.Address.IP()
	remote, _ := s.selected.Remote.Address.IP()
	return ok && s.stack == "pion" && s.unsignalled == "local" && local.IsLinkLocalUnicast() && !remote.IsLinkLocalUnicast()
}

func TestRecordedPairsAreFormedWithTheRFCsPriority(t *testing.T) {
	rules := []*stackRule{
		{name: "pion-link-local", all: 2,
			reason: "pion sends checks from a link-local address that it did not signal to one that is not link-local, which RFC 8445 §6.1.2.2 forbids",
			match:  func(s session, _, _ candidate.Pair) bool { return hiddenLinkLocal(s) }},
	}
	checked, rounded, addressless := 0, 0, 0
	for _, s := range sessions(t) {
		if s.addressless {
			addressless++ // libdatachannel tells ports, but the port of both its addresses is the same
			continue
		}
		learned := s.selected.Local.Type == candidate.PeerReflexive || s.selected.Remote.Type == candidate.PeerReflexive
		facts := s.facts(learned)
		facts.Nominated = []candidate.Path{s.listed}
		if learned {
			facts.Nominated = []candidate.Path{s.selected}
			if s.selected.Remote.Address == "(redacted)" { // by Firefox, for it hid behind a name
				facts.Learned[0].Remote.Address = s.listed.Remote.Address
				facts.Nominated = []candidate.Path{s.listed}
			}
		}
		res := candidate.Pairs(s.local, s.remote, s.role, facts)
		p, ok := res.Selected(1)
		if !learned { // the pair that sends the checks: Firefox and pion report that of a TCP connection too
			p, ok = res.Find(s.listed.Local, s.listed.Remote)
			ok = ok && p.State == candidate.Succeeded || s.lite && p.Valid
		}
		if !ok {
			if !explain(rules, s, p, candidate.Pair{}) {
				t.Errorf("%s: the recorded pair is not among the valid ones\n%v", s.name, res)
			}
			continue
		}
		checked++
		if p.Status != candidate.Listed && p.Status != candidate.Learned {
			t.Errorf("%s: %v", s.name, p)
		}
		g, d := uint64(s.selected.Local.Priority), uint64(s.selected.Remote.Priority)
		if s.role == candidate.Controlled {
			g, d = d, g
		}
		want := min(g, d)<<32 + 2*max(g, d)
		if g > d {
			want++
		}
		if p.Priority != want {
			t.Errorf("%s: priority %d, the reported candidates' is %d\n%v", s.name, p.Priority, want, res)
		}
		if s.priority == "" {
			continue
		}
		rounded++
		if f, err := strconv.ParseFloat(s.priority, 64); err != nil || f != float64(p.Priority) {
			t.Errorf("%s: priority %d, reported %s", s.name, p.Priority, s.priority)
		}
	}
	t.Logf("%d recorded pairs are formed, not pruned, and have the RFC's priority; %d of them report it, rounded; %d tell no address", checked, rounded, addressless)
	report(t, rules)
}

func TestTheRecordedPairWinsOrARuleSaysWhy(t *testing.T) {
	all := sessions(t)
	reported := make(map[string]candidate.Path) // what each side reported
	for _, s := range all {
		reported[s.name] = s.selected
	}
	// agree: the other side reports the same pair. Ports are told even where addresses are hidden.
	agree := func(s session) bool {
		here, side := s.name[:len(s.name)-1], s.name[len(s.name)-1:]
		other := reported[here+map[string]string{"a": "b", "b": "a"}[side]]
		return other.Local.Port == s.selected.Remote.Port && other.Remote.Port == s.selected.Local.Port
	}
	early := func(stack string, bothWays ...bool) func(s session, recorded, winner candidate.Pair) bool {
		return func(s session, recorded, winner candidate.Pair) bool {
			return s.controlling() == stack && slices.Contains(bothWays, agree(s)) && recorded.Valid && recorded.Priority < winner.Priority
		}
	}
	rules := []*stackRule{
		{name: "equal-priority", all: 22,
			reason: "the recorded pair has the same priority as the winner, so that the order is arbitrary (RFC 8445 §6.1.2.3); aiortc and pion prefer no address of their host",
			match: func(_ session, recorded, winner candidate.Pair) bool {
				return recorded.Valid && recorded.Priority == winner.Priority
			}},
		{name: "pion-link-local", all: 4,
			reason: "pion nominates a pair that it sends checks on from a link-local address that it did not signal, which RFC 8445 §6.1.2.2 forbids; its peer learns that address",
			match: func(s session, recorded, _ candidate.Pair) bool {
				remote, ok := s.selected.Remote.Address.IP()
				return hiddenLinkLocal(s) ||
					ok && s.other == "pion" && s.unsignalled == "remote" && remote.IsLinkLocalUnicast() && recorded.Status == candidate.Learned
			}},
		{name: "firefox-early", all: 71, match: early("firefox", true),
			reason: "Firefox nominates the first pair that works, and its IPv4 candidates come first"},
		{name: "werift-early", all: 9, match: early("werift", true, false),
			reason: "werift nominates the first pair that works"},
		{name: "aiortc-early", all: 2, match: early("aiortc", true),
			reason: "aiortc nominates the first pair that works"},
		{name: "pion-early", all: 2, match: early("pion", true),
			reason: "pion nominates the best pair that works at the time"},
		{name: "libnice-early", all: 5, match: early("gstreamer", false),
			reason: "webrtcbin tells no pair; its peer was told one before the best worked"},
		{name: "chromium-in-turn", all: 22, match: early("chromium", false),
			reason: "Chromium nominates each pair that becomes its best; it reports the last one, its peer another"},
		{name: "firefox-in-turn", all: 4, match: early("firefox", false),
			reason: "Firefox nominated several pairs, one for each that worked, and the two sides report different ones"},
	}
	won, explained, addressless := 0, 0, 0
	for _, s := range all {
		if s.addressless {
			addressless++
			continue
		}
		facts := s.facts(s.unsignalled != "")
		res := candidate.Pairs(s.local, s.remote, s.role, facts)
		winner, _ := res.Selected(1)
		facts.Nominated = []candidate.Path{s.listed}
		recorded, ok := candidate.Pairs(s.local, s.remote, s.role, facts).Selected(1)
		switch {
		case ok && recorded.Local == winner.Local && recorded.Remote == winner.Remote:
			won++
		case explain(rules, s, recorded, winner):
			explained++
		default:
			t.Errorf("%s: the recorded pair is\n%v\n%v", s.name, recorded, res)
		}
	}
	t.Logf("%d recorded pairs win when all mutually reachable addresses work, %d are explained by a rule; %d tell no address", won, explained, addressless)
	report(t, rules)
}
