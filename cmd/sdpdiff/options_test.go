package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlagsAreReadAsGNUProgramsDo(t *testing.T) {
	type values struct {
		All, Quiet, Lines bool
		Context           int
		Format            string
		Ignore            string
		Rest              []string
	}
	for line, want := range map[string]values{
		"":                                  {Context: 3, Format: "text"},
		"a b":                               {Context: 3, Format: "text", Rest: []string{"a", "b"}},
		"a -q b --all":                      {All: true, Quiet: true, Context: 3, Format: "text", Rest: []string{"a", "b"}},
		"-aq - -U0":                         {All: true, Quiet: true, Lines: true, Format: "text", Rest: []string{"-"}},
		"-aU 7 x":                           {All: true, Lines: true, Context: 7, Format: "text", Rest: []string{"x"}},
		"--unified=7 --format=brief":        {Lines: true, Context: 7, Format: "brief"},
		"--all --all=false":                 {Context: 3, Format: "text"},
		"--ignore fmtp,rid x --ignore=sctp": {Context: 3, Format: "text", Ignore: "fmtp rid sctp", Rest: []string{"x"}},
		"--ignore= x -- -q --all -- y":      {Context: 3, Format: "text", Rest: []string{"x", "-q", "--all", "--", "y"}},
		"-- --":                             {Context: 3, Format: "text", Rest: []string{"--"}},
	} {
		o, rest, err := parseFlags(strings.Fields(line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		got := values{All: o.all, Quiet: o.quiet, Lines: o.lines, Context: o.context, Format: o.format, Rest: rest}
		for _, id := range strings.Fields("fmtp rid sctp") {
			if o.ignore[id] {
				got.Ignore = strings.TrimSpace(got.Ignore + " " + id)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", line, d)
		}
	}
}

func TestTroubleNamesTheFlag(t *testing.T) {
	for line, want := range map[string]string{
		"a --frobnicate=3":  "unknown option: --frobnicate",
		"-ax":               "unknown option: -x",
		"--ü":               "unknown option: --ü",
		"-ü":                "unknown option: -ü",
		"-U":                "missing parameter for -U",
		"-aU":               "missing parameter for -U",
		"x --format":        "missing parameter for --format",
		"--unified=x":       "--unified: not a valid number: x",
		"--step 1e3":        "--step: not a valid number: 1e3",
		"--all=perhaps":     `--all: invalid value for bool --all: "perhaps"`,
		"--=x":              "unknown option: --",
		"--level=origin":    "--level origin: want ID=LEVEL, such as origin=info",
		"--step=-1":         "--step -1: want 0 or more",
		"-U -1":             "-U -1: want 0 or more",
		"--ignore nonsense": "--ignore nonsense: no class is called that (sdpdiff rules lists them)",
	} {
		if _, _, err := parseFlags(strings.Fields(line)); err == nil || strings.TrimSuffix(err.Error(), " (sdpdiff -h shows the flags)") != want {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}
