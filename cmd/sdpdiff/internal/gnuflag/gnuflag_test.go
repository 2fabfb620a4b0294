package gnuflag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// values are what the flags of these tests set.
type values struct {
	All, Quiet bool
	Lines      int
	Format     string
	Ignore     []string
	Rest       []string
}

func parse(args []string) (v values, given []string, err error) {
	v.Lines, v.Format = 3, "text"
	var s Set
	s.Bool(&v.All, "all", "a")
	s.Bool(&v.Quiet, "quiet", "q")
	s.Int(&v.Lines, "unified", "U")
	s.String(&v.Format, "format", "")
	s.List(&v.Ignore, "ignore", "")
	v.Rest, err = s.Parse(args)
	for f := range s.All() {
		if s.Given(f.Name) {
			given = append(given, f.Name)
		}
	}
	return v, given, err
}

func TestFlagsAreReadAsGNUProgramsDo(t *testing.T) {
	for line, tt := range map[string]struct {
		want  values
		given []string
	}{
		"":                             {values{Lines: 3, Format: "text"}, nil},
		"a b":                          {values{Lines: 3, Format: "text", Rest: []string{"a", "b"}}, nil},
		"a -q b --all":                 {values{All: true, Quiet: true, Lines: 3, Format: "text", Rest: []string{"a", "b"}}, []string{"all", "quiet"}},
		"-aq - -U0":                    {values{All: true, Quiet: true, Format: "text", Rest: []string{"-"}}, []string{"all", "quiet", "unified"}},
		"-aU 7 x":                      {values{All: true, Lines: 7, Format: "text", Rest: []string{"x"}}, []string{"all", "unified"}},
		"-U=7 --format=":               {values{Lines: 7}, []string{"unified", "format"}},
		"-U -1 --format -q":            {values{Lines: -1, Format: "-q"}, []string{"unified", "format"}},
		"--all --all=false":            {values{Lines: 3, Format: "text"}, []string{"all"}},
		"--ignore a,b x --ignore=c":    {values{Lines: 3, Format: "text", Ignore: []string{"a", "b", "c"}, Rest: []string{"x"}}, []string{"ignore"}},
		"--ignore= x -- -q --all -- y": {values{Lines: 3, Format: "text", Rest: []string{"x", "-q", "--all", "--", "y"}}, []string{"ignore"}},
		"--format a=b":                 {values{Lines: 3, Format: "a=b"}, []string{"format"}},
	} {
		got, given, err := parse(strings.Fields(line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got)\n%s", line, d)
		}
		if d := cmp.Diff(tt.given, given); d != "" {
			t.Errorf("%s: given (-want +got)\n%s", line, d)
		}
	}
}

func TestTroubleNamesTheFlag(t *testing.T) {
	for line, want := range map[string]string{
		"a --frobnicate=3": "unknown flag: --frobnicate",
		"-ax":              "unknown flag: 'x' in -ax",
		"--ü":              "unknown flag: --ü",
		"-ü":               "unknown flag: 'ü' in -ü",
		"-U":               "flag needs an argument: -U",
		"-aU":              "flag needs an argument: -U",
		"x --format":       "flag needs an argument: --format",
		"--unified=x":      `invalid argument "x" for "-U, --unified": not a number`,
		"--all=perhaps":    `invalid argument "perhaps" for "-a, --all": not true or false`,
		"--=x":             "unknown flag: --",
	} {
		if _, _, err := parse(strings.Fields(line)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
}
