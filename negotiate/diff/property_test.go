package diff_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// hold runs a property over numbers that select a description and seed what is
// done to it. It is silent unless the property fails.
func hold(t *testing.T, property func(text, other string, r *rand.Rand) error) {
	t.Helper()
	all := texts(t)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	params := gopter.DefaultTestParameters()
	params.MinSuccessfulTests = 150
	if testing.Short() {
		params.MinSuccessfulTests = 20
	}
	props := gopter.NewProperties(params)
	props.Property("holds", prop.ForAll(func(which, with int, seed int64) (string, error) {
		text, other := all[names[which]], all[names[with]]
		if err := property(text, other, rand.New(rand.NewPCG(uint64(seed), 1))); err != nil {
			return "", fmt.Errorf("%s, %s: %w", names[which], names[with], err)
		}
		return "", nil
	}, gen.IntRange(0, len(names)-1), gen.IntRange(0, len(names)-1), gen.Int64()))
	var out bytes.Buffer
	if !props.Run(gopter.NewFormatedReporter(true, 120, &out)) {
		t.Errorf("seed %d\n%s", params.Seed(), out.String())
	}
}

func TestADescriptionDoesNotDifferFromItself(t *testing.T) {
	hold(t, func(text, _ string, r *rand.Rand) error {
		role := diff.Role(r.IntN(5))
		if rep := compare(text, text, diff.As(role)); len(rep.Changes) > 0 {
			return fmt.Errorf("as %v: %s", role, dump(rep))
		}
		return nil
	})
}

func TestTheSameTextsGiveTheSameReport(t *testing.T) {
	hold(t, func(text, other string, _ *rand.Rand) error {
		if a, b := dump(compare(text, other)), dump(compare(text, other)); a != b {
			return fmt.Errorf("%s\nand then\n%s", a, b)
		}
		return nil
	})
}

func TestChangesNameLinesThatExistAndLeaveNoneOut(t *testing.T) {
	hold(t, func(text, other string, _ *rand.Rand) error {
		check(t, text, other, compare(text, other))
		return nil
	})
}

func TestOrderAndNumbersMeanNothing(t *testing.T) {
	hold(t, func(text, _ string, r *rand.Rand) error {
		new := permute(text, r)
		rep := compare(text, new)
		check(t, text, new, rep)
		for _, c := range rep.Changes {
			if c.Level != diff.Cosmetic && c.ID != "pt-renumbered" {
				return fmt.Errorf("%v %s: %s\n%s", c.Level, c.ID, c.Summary, new)
			}
		}
		return nil
	})
}

func TestTheOtherWayRoundAddedIsRemoved(t *testing.T) {
	opposite := map[string]string{"codec-added": "codec-removed", "extmap-added": "extmap-removed"}
	hold(t, func(text, other string, _ *rand.Rand) error {
		there, back := compare(text, other, diff.As(diff.Plain)), compare(other, text, diff.As(diff.Plain))
		for added, removed := range opposite {
			for _, ids := range [][2]string{{added, removed}, {removed, added}} {
				if a, b := summaries(there, ids[0]), summaries(back, ids[1]); !slices.Equal(a, b) {
					return fmt.Errorf("%s: %q\n%s back: %q", ids[0], a, ids[1], b)
				}
			}
		}
		return nil
	})
}

func summaries(r *diff.Report, id string) []string {
	var out []string
	for _, c := range r.Changes {
		if c.ID == id {
			out = append(out, strconv.Itoa(len(c.Sections))+" "+c.Summary)
		}
	}
	slices.Sort(out)
	return out
}

var (
	perPT  = regexp.MustCompile(`^a=(rtpmap|fmtp|rtcp-fb):(\d+) (.*)$`)
	aptRef = regexp.MustCompile(`apt=(\d+)`)
	redRef = regexp.MustCompile(`^\d+(/\d+)+$`)
)

// permute gives payload types other numbers within their section, and mixes the
// attributes and the parameters. It leaves alone what has an order or refers to
// numbers in ways that have no codec behind them.
func permute(text string, r *rand.Rand) string {
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	var out []string
	lines := strings.Split(strings.TrimSuffix(text, end), end)
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && !strings.HasPrefix(lines[n], "m=") {
			n++
		}
		out = append(out, permuteSection(slices.Clone(lines[:n]), r)...)
		lines = lines[n:]
	}
	return strings.Join(out, end) + end
}

func permuteSection(lines []string, r *rand.Rand) []string {
	number := make(map[string]string)
	renumber := func(pt string) string {
		if n, ok := number[pt]; ok {
			return n
		}
		return pt
	}
	f := strings.Split(lines[0], " ")
	if len(f) > 3 && strings.Contains(f[2], "RTP/") && !slices.ContainsFunc(lines, refersToNumbers) {
		var dynamic []string
		for _, pt := range f[3:] {
			if n, err := strconv.Atoi(pt); err == nil && n > 34 {
				dynamic = append(dynamic, pt)
			}
		}
		for i, j := range r.Perm(len(dynamic)) {
			number[dynamic[i]] = dynamic[j]
		}
		for i, pt := range f[3:] {
			f[3+i] = renumber(pt)
		}
		lines[0] = strings.Join(f, " ")
	}
	var attrs []int
	for i, l := range lines {
		if m := perPT.FindStringSubmatch(l); m != nil {
			lines[i] = "a=" + m[1] + ":" + renumber(m[2]) + " " + permuteParams(m[1], m[3], renumber, r)
		}
		if strings.HasPrefix(l, "a=") && !ordered(l) {
			attrs = append(attrs, i)
		}
	}
	mixed := slices.Clone(lines)
	for i, j := range r.Perm(len(attrs)) {
		mixed[attrs[i]] = lines[attrs[j]]
	}
	return mixed
}

func permuteParams(attr, params string, renumber func(string) string, r *rand.Rand) string {
	if attr != "fmtp" {
		return params
	}
	if redRef.MatchString(params) {
		var parts []string
		for pt := range strings.SplitSeq(params, "/") {
			parts = append(parts, renumber(pt))
		}
		return strings.Join(parts, "/")
	}
	params = aptRef.ReplaceAllStringFunc(params, func(s string) string { return "apt=" + renumber(s[4:]) })
	if parts := strings.Split(params, ";"); strings.Contains(params, "=") {
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return strings.Join(parts, ";")
	}
	return params
}

// refersToNumbers says that a line holds payload types which renumbering would
// have to follow.
func refersToNumbers(l string) bool {
	return strings.HasPrefix(l, "a=rid:") && strings.Contains(l, "pt=") || strings.HasPrefix(l, "a=imageattr:") ||
		strings.HasPrefix(l, "a=acap:") || strings.HasPrefix(l, "a=framerate")
}

// ordered says that the place of a line among its like has a meaning, or may have.
func ordered(l string) bool {
	name, _, _ := strings.Cut(l[2:], ":")
	switch name {
	case "candidate", "extmap", "fingerprint", "fmtp", "msid", "rid", "rtcp-fb", "rtpmap", "ssrc", "mid", "rtcp-mux", "ice-ufrag", "ice-pwd", "setup",
		"sendrecv", "sendonly", "recvonly", "inactive", "rtcp-rsize", "ptime":
		return false
	}
	return true
}
