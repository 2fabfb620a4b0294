package fuzz

import (
	"embed"
	"iter"
	"testing"
)

//go:embed seeds/*.sdp
var seedFiles embed.FS

// Seeds iterates over the names and texts of real descriptions, recorded from eight
// stacks with addresses and keys that lead nowhere.
func Seeds() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		entries, err := seedFiles.ReadDir("seeds")
		for _, e := range entries {
			b, readErr := seedFiles.ReadFile("seeds/" + e.Name())
			if err == nil && readErr == nil && !yield(e.Name(), string(b)) {
				return
			}
		}
	}
}

// AddSeeds adds the real descriptions to a fuzz target of your own that takes a
// string:
//
//	fuzz.AddSeeds(f)
//	f.Fuzz(func(t *testing.T, text string) { … })
func AddSeeds(f *testing.F) {
	f.Helper()
	for _, text := range Seeds() {
		f.Add(text)
	}
}

// seedTexts returns the texts of Seeds.
func seedTexts() (texts []string) {
	for _, text := range Seeds() {
		texts = append(texts, text)
	}
	return texts
}

// SeedCandidates iterates over candidates that were given to eight stacks, and that
// they gave; some are odd, and refused by most.
func SeedCandidates() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, c := range seedCandidates {
			if !yield(c) {
				return
			}
		}
	}
}

var seedCandidates = []string{
	"candidate:7 1 udp 2122260223 192.168.77.10 40001 typ host ufrag N5GY",
	"candidate:7 1 UDP 2122260223 192.168.77.10 40005 typ host",
	"candidate:7 1 udp 2122260223 192.168.77.10 40006 typ host foo bar baz qux",
	"candidate:7 1 udp 2122260223 192.168.77.10 40007 typ host foo",
	"candidate:8 1 tcp 1518280447 192.168.77.10 9 typ host tcptype active",
	"candidate:8 1 tcp 1518280447 192.168.77.10 40009 typ host tcptype passive",
	"candidate:8 1 tcp 1518280447 192.168.77.10 40010 typ host tcptype so",
	"candidate:8 1 tcp 1518280447 192.168.77.10 40011 typ host",
	"candidate:8 1 ssltcp 1518280447 192.168.77.10 443 typ host",
	"candidate:9 1 udp 1686052607 203.0.113.77 40012 typ srflx raddr 192.168.77.10 rport 40001",
	"candidate:9 1 udp 1686052607 203.0.113.77 40013 typ srflx",
	"candidate:9 1 udp 41819903 203.0.113.5 40014 typ relay raddr 0.0.0.0 rport 0",
	"candidate:9 1 udp 1845501695 192.168.77.10 40015 typ prflx raddr 0.0.0.0 rport 0",
	"candidate:10 1 udp 2122262783 [fd77::10] 40017 typ host",
	"candidate:10 1 udp 2122262783 fe80::1%eth7 40018 typ host",
	"candidate:11 1 udp 2122260223 example.invalid 40019 typ host",
	"candidate:11 1 udp 2122260223 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 40020 typ host",
	"candidate:a/b+c 1 udp 2122260223 192.168.77.10 40024 typ host",
	"candidate:13 1 udp 2122260223 192.168.77.10 40025 typ warp",
	"candidate:13 1 udp 2122260223 192.168.77.10 40026",
	"candidate:13 1  udp 2122260223 192.168.77.10 40027 typ host",
	"candidate:garbage",
	"candidate:4138190671 1 udp 2122265343 fd77::10 59984 typ host generation 0 ufrag dWDz network-id 2",
	"candidate:2288526807 1 tcp 1518285567 fd77::10 9 typ host tcptype active generation 0 ufrag dWDz network-id 2",
	"candidate:3 1 TCP 1010827519 192.168.77.10 44341 typ host tcptype passive",
	"candidate:142b85fb4a99e44e970855cc1 1 udp 2116026367 192.168.77.10 43187 typ host generation 0 ufrag af1a",
	"candidate:559267639 1 udp 2122136831 ::1 37234 typ host generation 0 ufrag Pewt network-id 5",
	"candidate:990899873 1 udp 2113937151 ad0fc2b3-78e2-41bc-b03e-e8117eb02ff8.local 49999 typ host generation 0 ufrag uqxS network-cost 999",
	"candidate:259801599 1 udp 16777215 203.0.113.5 50375 typ relay raddr 0.0.0.0 rport 52040 ufrag NMBZJgvGgEXfdIKQ",
	"",
	"candidate:13 1 udp 2122260223 192.168.77.10 40028 typ host\r\n",
}
