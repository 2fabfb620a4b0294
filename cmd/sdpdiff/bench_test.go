package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// largeDump writes a webrtc-internals dump of 100 MB with 200 renegotiations: mostly
// statistics, as such dumps are.
func largeDump(b *testing.B) string {
	b.Helper()
	offer, err := os.ReadFile(data + "descriptions/chromium-audio-video-offer.sdp")
	if err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), "dump.json")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	const size, renegotiations = 100 << 20, 200
	stats := `,{"type":"stats","value":"[` + strings.Repeat("12345.678,", 1000) + `1]","timestamp":3}`
	io.WriteString(f, `{"PeerConnections":{"1-1":{"updateLog":[{"type":"x","value":"","timestamp":1}`)
	for i := range renegotiations {
		text := strings.NewReplacer(" 2 IN IP4", " "+strconv.Itoa(i+2)+" IN IP4", "a=ice-ufrag:", "a=ice-ufrag:x"+strconv.Itoa(i), "a=ice-pwd:", "a=ice-pwd:x"+strconv.Itoa(i)).Replace(string(offer))
		for _, call := range [][3]string{
			{"createOfferOnSuccess", "offer", text}, {"setLocalDescription", "offer", text}, {"setLocalDescriptionOnSuccess"},
			{"setRemoteDescription", "answer", strings.ReplaceAll(text, "actpass", "active")}, {"setRemoteDescriptionOnSuccess"},
		} {
			value := ""
			if call[2] != "" {
				inner, err := json.Marshal(map[string]string{"type": call[1], "sdp": call[2]})
				if err != nil {
					b.Fatal(err)
				}
				value = string(inner)
			}
			outer, err := json.Marshal(map[string]any{"type": call[0], "value": value, "timestamp": 2})
			if err != nil {
				b.Fatal(err)
			}
			fmt.Fprintf(f, ",%s", outer)
		}
		for range size / renegotiations / len(stats) {
			io.WriteString(f, stats)
		}
	}
	if _, err := io.WriteString(f, `]}}}`); err != nil {
		b.Fatal(err)
	}
	return name
}

// BenchmarkList reports how many times as long as encoding/json needs to read a
// dump into a RawMessage it takes to list it.
func BenchmarkList(b *testing.B) {
	name := largeDump(b)
	info, err := os.Stat(name)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	var reading, listing time.Duration
	for b.Loop() {
		start := time.Now()
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		var raw json.RawMessage
		if err := json.NewDecoder(f).Decode(&raw); err != nil {
			b.Fatal(err)
		}
		f.Close()
		read := time.Now()
		r := sdpdiff("", nil, "--list", name)
		listing += time.Since(read)
		reading += read.Sub(start)
		if r.status != exitDiffer || !strings.Contains(r.out, "400 steps") {
			b.Fatalf("exit %d: %s%.500s", r.status, r.err, r.out)
		}
	}
	b.ReportMetric(float64(listing)/float64(reading), "times-json")
}

// Package net alone would take as long to start as all else: where there is cgo it brings in the C
// library.
func TestNothingNeedsTheCLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{.ImportPath}} {{len .CgoFiles}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(packages) < 10 {
		t.Fatalf("%d packages: %s", len(packages), out)
	}
	for _, p := range packages {
		if name, cgo, _ := strings.Cut(p, " "); cgo != "0" && name != "runtime/cgo" || name == "net" {
			t.Errorf("%s is linked, with %s files of cgo", name, cgo)
		}
	}
}

// BenchmarkStartup reports how many times as long as diff(1) a comparison of two small
// files takes, both as programs of their own. The fastest runs are compared: what else the
// machine does meanwhile hits both, but the one with more threads more.
func BenchmarkStartup(b *testing.B) {
	other, err := exec.LookPath("diff")
	if err != nil {
		b.Skip("there is no diff")
	}
	dir := b.TempDir()
	program := filepath.Join(dir, "sdpdiff")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	const text = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\n"
	old, new := filepath.Join(dir, "old.sdp"), filepath.Join(dir, "new.sdp")
	for name, text := range map[string]string{old: text, new: strings.Replace(text, "1 1", "1 2", 1)} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	took := func(program string) time.Duration {
		start := time.Now()
		err := exec.Command(program, old, new).Run()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitDiffer {
			b.Fatal(program, err)
		}
		return time.Since(start)
	}
	ours, theirs := time.Hour, time.Hour
	for b.Loop() {
		theirs = min(theirs, took(other))
		ours = min(ours, took(program))
	}
	b.ReportMetric(float64(ours)/float64(theirs), "times-diff")
}
