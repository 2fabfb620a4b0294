package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// candidates says how many candidates came before the step and after it.
func (v *stepView) candidates() []string {
	var lines []string
	verb := "gathered"
	if v.Side == replay.Remote {
		verb = "added"
	}
	if n, kinds := countCandidates(v.Since); n != "" {
		since := ""
		if v.previous >= 0 {
			since = " since #" + strconv.Itoa(v.previous)
		}
		lines = append(lines, n+" "+verb+since+", before this call"+kinds)
	}
	if n, kinds := countCandidates(v.Trickled); n != "" {
		lines = append(lines, "then "+n+" "+verb+kinds)
	}
	return lines
}

func countCandidates(list []replay.Candidate) (n, kinds string) {
	count := make(map[string]int)
	total, ends := 0, 0
	for _, c := range list {
		if c.Line == "" {
			ends++
			continue
		}
		total++
		kind := "other"
		switch c, _ := candidate.ParseLax(c.Line); c.Type {
		case candidate.Host, candidate.ServerReflexive, candidate.PeerReflexive, candidate.Relayed:
			kind = string(c.Type)
		}
		count[kind]++
	}
	var parts []string
	for _, kind := range []string{"host", "srflx", "prflx", "relay", "other"} {
		if count[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[kind], kind))
		}
	}
	if ends > 0 {
		parts = append(parts, "end of candidates")
	}
	switch total {
	case 0:
		if ends == 0 {
			return "", ""
		}
		return "end of candidates", ""
	case 1:
		n = "1 candidate"
	default:
		n = fmt.Sprintf("%d candidates", total)
	}
	return n, " (" + strings.Join(parts, ", ") + ")"
}
