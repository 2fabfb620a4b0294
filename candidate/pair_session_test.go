package candidate_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
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
