package diff_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

var update = flag.Bool("update", false, "write what the reports are into testdata/reports, to be read before it is committed")

// phone is a small offer of the kind that a SIP phone writes.
const phone = `v=0
o=alice 77 1 IN IP4 192.0.2.1
s=call
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0 8 96
a=rtpmap:0 PCMU/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:96 telephone-event/8000
a=fmtp:96 0-15
a=ptime:20
a=sendrecv
m=video 5006 RTP/AVP 97
a=rtpmap:97 H263-1998/90000
a=fmtp:97 CIF=1;QCIF=1
`

// Each file of testdata/reports holds cases of one topic: a title after "#", what is
// done to a base text, and below a line of dashes the report in full.
//
//	base NAME           the text that both start from, "call" if it isn't said
//	old, new, both      "what is replaced" "by what"
//	role, dialect NAME  fixed instead of found
//	types OLD NEW       what the descriptions are
//
// A case that fixes neither role nor types is a re-offer: the version goes up, and the
// change that says so is left out.
func TestReportsInFull(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "reports", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, text := range strings.Split("\n"+string(b), "\n# ")[1:] {
			given, want, _ := strings.Cut(text+"\n", "----\n")
			title, _, _ := strings.Cut(given, "\n")
			got := ""
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txt")+"/"+title, func(t *testing.T) {
				got = reportOf(t, given)
				if d := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); d != "" && !*update {
					t.Errorf("(-want +got)\n%s", d)
				}
			})
			out.WriteString("# " + given + "----\n" + got + "\n")
		}
		if *update && !t.Failed() {
			if err := os.WriteFile(name, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reportOf does what a case says.
func reportOf(t *testing.T, given string) string {
	texts := map[string]string{"call": call, "phone": phone}
	old, new := call, call
	versions := []string{"4242 2 IN", "4242 3 IN"}
	var opts []diff.Option
	for _, l := range strings.Split(given, "\n")[1:] {
		word, rest, _ := strings.Cut(l, " ")
		switch word {
		case "":
		case "base":
			old, new = texts[rest], texts[rest]
			versions = []string{"alice 77 1 IN", "alice 77 2 IN"}
		case "old", "new", "both":
			from, to := quoted(t, rest)
			if word != "new" {
				old = edit(t, old, from, to)
			}
			if word != "old" {
				new = edit(t, new, from, to)
			}
		case "role":
			var r diff.Role
			if err := r.UnmarshalText([]byte(rest)); err != nil {
				t.Fatal(err)
			}
			opts = append(opts, diff.As(r))
			versions = nil
		case "dialect":
			var d diff.Dialect
			if err := d.UnmarshalText([]byte(rest)); err != nil {
				t.Fatal(err)
			}
			opts = append(opts, diff.In(d))
		case "types":
			before, after, _ := strings.Cut(rest, " ")
			opts = append(opts, diff.Types(before, after))
			versions = nil
		default:
			t.Fatalf("nobody knows how to %q", l)
		}
	}
	if versions != nil && strings.Contains(new, versions[0]) {
		new = edit(t, new, versions...)
	} else {
		versions = nil
	}
	r := compare(old, new, opts...)
	check(t, old, new, r)
	return inFull(r, versions != nil)
}

func quoted(t *testing.T, s string) (from, to string) {
	t.Helper()
	first, err := strconv.QuotedPrefix(s)
	if err == nil {
		from, err = strconv.Unquote(first)
	}
	if err == nil {
		to, err = strconv.Unquote(strings.TrimSpace(s[len(first):]))
	}
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return from, to
}

// inFull is everything that a report says.
func inFull(r *diff.Report, raised bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v, %v: %s\n", r.Role, r.Dialect, r.Verdict())
	fmt.Fprintf(&b, "%s\n%s\n", header(r.Old), header(r.New))
	for i := range r.Changes {
		c := &r.Changes[i]
		if raised && c.ID == "origin" && c.Level == diff.Info {
			continue
		}
		fmt.Fprintf(&b, "%v %s %s", c.Level, c.ID, c.Path)
		if where := r.Where(c); where != "" {
			fmt.Fprintf(&b, " on %s", where)
		}
		if c.Rule != "" {
			fmt.Fprintf(&b, " [%s]", c.Rule)
		}
		fmt.Fprintf(&b, " (%s): %s\n", c.Clause, c.Summary)
		for _, d := range c.Detail {
			b.WriteString("    " + d.Text)
			if d.Name+d.Old+d.New != "" {
				fmt.Fprintf(&b, "%s: %q → %q", d.Name, d.Old, d.New)
			}
			if d.Secret {
				b.WriteString(" (secret)")
			}
			b.WriteString("\n")
		}
		for _, l := range c.Old {
			fmt.Fprintf(&b, "  - %d %s\n", l.Number, l.Text)
		}
		for _, l := range c.New {
			fmt.Fprintf(&b, "  + %d %s\n", l.Number, l.Text)
		}
	}
	return b.String()
}

// header is what a report says of one of the descriptions.
func header(s diff.Summary) string {
	return fmt.Sprintf("  %s %s v%s, %d lines: %v, stopped %v, bundles %v", s.Type, s.SessionID, s.Version, s.Lines, s.Kinds, s.Stopped, s.Bundles)
}
