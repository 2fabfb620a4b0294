package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

var update = flag.Bool("update", false, "write the golden files")

// A result is what one run left behind.
type result struct {
	status   int
	out, err string
}

// sdpdiff runs the command with an environment of "NAME=value" pairs.
func sdpdiff(stdin string, env []string, args ...string) result {
	var out, errs bytes.Buffer
	status := run(args, strings.NewReader(stdin), &out, &errs, func(name string) (string, bool) {
		for _, e := range env {
			if n, v, _ := strings.Cut(e, "="); n == name {
				return v, true
			}
		}
		return "", false
	})
	return result{status, out.String(), errs.String()}
}

const data = "../../testdata/"

// workdir makes a directory with the files that the tests name, and goes there.
// The exchanges keep their place beside it.
func workdir(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	step := func(exchange string, n int) *replay.Step {
		f, err := os.Open(data + "exchanges/" + exchange + ".json")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		trace, err := replay.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		return &trace.Timeline()[n]
	}
	restart := step("ice-restart__chromium-firefox", 4)
	write("current.sdp", restart.BaseText)
	write("pending.sdp", restart.Text)
	wrapped, err := json.Marshal(map[string]string{"type": "offer", "sdp": restart.Text})
	if err != nil {
		t.Fatal(err)
	}
	write("pending.json", string(wrapped))
	added := step("add-track-renegotiate__firefox-chromium", 4)
	write("one-track.sdp", added.BaseText)
	write("two-tracks.sdp", added.Text)
	offer, err := os.ReadFile(data + "descriptions/chromium-audio-video-offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	write("offer.sdp", string(offer))
	write("permuted.sdp", permuted(string(offer)))
	write("lf.sdp", strings.ReplaceAll(string(offer), "\r\n", "\n"))
	write("bad.sdp", strings.Replace(strings.Replace(string(offer), "m=video 9 ", "m=video x ", 1), "a=ice-pwd:", "a=ice-pwd", 1))
	parts := strings.SplitAfter(restart.Text, "\r\nm=")
	swapped := strings.Join([]string{parts[0] + strings.TrimSuffix(parts[2], "\r\n"), "m=" + strings.TrimSuffix(parts[1], "m=")}, "\r\n")
	write("swapped.sdp", swapped)
	version := regexp.MustCompile(`(?m)^(o=\S+ \S+) \d+`)
	write("reordered.sdp", version.ReplaceAllString(swapped, "$1 4"))
	write("bad-port.sdp", strings.Replace(string(offer), "m=video 9 ", "m=video x ", 1))
	write("empty.sdp", "")
	write("call.sdp", "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 5004 RTP/AVP 111 0\na=rtpmap:111 opus/48000/2\n")
	write("edits.json", "[{\"edit\": \"drop-codecs\", \"codecs\": [\"PCMU\"]}, {\"edit\": \"hold\"}, {\"edit\": \"bump-version\"}]")
	write("wrong.json", "[\n  {\"edit\": \"hodl\"}]")
	write("too-much.json", "[{\"edit\": \"drop-codecs\", \"codecs\": [\"PCMU\", \"opus\"]}]")
	write("odd.json", `{"type": "offer"}`)
	write("broken.json", "{\n  \"type\": \"offer\",\n  \"sdp\": oops\n}")
	for _, name := range []string{"glare-implicit-rollback__chromium-firefox", "sip-hold-resume__baresip-baresip", "rollback-local__wrtc-wrtc", "answer-edits-1__chromium-chromium", "dtls-answer-passive__chromium-firefox"} {
		text, err := os.ReadFile(data + "exchanges/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ = strings.Cut(name, "__")
		write(name+".json", string(text))
	}
	t.Chdir(dir)
}

// permuted gives VP8, H264 and their rtx each other's numbers and turns the
// parameters round: 96 ↔ 102, 97 ↔ 103.
func permuted(text string) string {
	other := map[string]string{"96": "102", "102": "96", "97": "103", "103": "97"}
	number := regexp.MustCompile(`(?m)(^a=(?:rtpmap|fmtp|rtcp-fb):|apt=)(96|97|102|103)\b`)
	text = number.ReplaceAllStringFunc(text, func(s string) string {
		m := number.FindStringSubmatch(s)
		return m[1] + other[m[2]]
	})
	text = strings.Replace(text, "SAVPF 96 97 102 103", "SAVPF 102 103 96 97", 1)
	params := regexp.MustCompile(`(?m)^(a=fmtp:\d+ )([^;\r\n]+);([^\r\n]+)`)
	return params.ReplaceAllString(text, "$1$3;$2")
}

func TestGolden(t *testing.T) {
	golden, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	workdir(t)
	for name, tt := range map[string]struct {
		env  []string
		args []string
	}{
		"ice-restart":        {nil, []string{"current.sdp", "pending.sdp"}},
		"ice-restart-wide":   {[]string{"COLUMNS=120"}, []string{"current.sdp", "pending.json"}},
		"ice-restart-json":   {nil, []string{"--format=json", "current.sdp", "pending.sdp"}},
		"ice-restart-colour": {[]string{"FORCE_COLOR=1"}, []string{"current.sdp", "pending.sdp"}},
		"mline-order":        {nil, []string{"--as=reoffer", "pending.sdp", "reordered.sdp"}},
		"mline-order-wide":   {[]string{"COLUMNS=120"}, []string{"--as=reoffer", "pending.sdp", "reordered.sdp"}},
		"bad-port":           {nil, []string{"current.sdp", "bad-port.sdp"}},
		"page":               {nil, []string{"--format=html", "current.sdp", "pending.sdp"}},
		"page-timeline":      {nil, []string{"--format=html", "rollback-local.json"}},
		"swapped":            {nil, []string{"pending.sdp", "swapped.sdp"}},
		"add-track":          {nil, []string{"one-track.sdp", "two-tracks.sdp"}},
		"permuted":           {nil, []string{"offer.sdp", "permuted.sdp"}},
		"permuted-reoffer":   {nil, []string{"--as=reoffer", "offer.sdp", "permuted.sdp"}},
		"line-endings-all":   {nil, []string{"-a", "offer.sdp", "lf.sdp"}},
		"broken":             {nil, []string{"offer.sdp", "bad.sdp"}},
		"glare":              {nil, []string{"glare-implicit-rollback.json"}},
		"glare-list":         {[]string{"COLUMNS=120"}, []string{"glare-implicit-rollback.json", "--list"}},
		"rollback":           {nil, []string{"rollback-local.json", "--pc=a"}},
		"sip-hold":           {nil, []string{"sip-hold-resume.json", "--side=local", "--pc", "a"}},
		"broken-answers":     {nil, []string{"answer-edits-1.json", "--pc=a", "--side=remote"}},
		"munged":             {nil, []string{"dtls-answer-passive.json", "--step=2"}},
		"apply":              {nil, []string{"--apply", "edits.json", "call.sdp"}},
		"apply-format":       {nil, []string{"--apply", "edits.json", "call.sdp", "--format=text"}},
		"help":               {nil, []string{"-h"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := sdpdiff("", tt.env, tt.args...)
			got := "$ sdpdiff " + strings.Join(tt.args, " ") + "\n" + r.out
			if r.err != "" {
				got += "-- stderr --\n" + r.err
			}
			got += "-- exit " + string(rune('0'+r.status)) + " --\n"
			got = strings.ReplaceAll(got, versionOf(), "VERSION")
			file := filepath.Join(golden, name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if len(tt.env) == 0 && tt.args[0] != "--format=json" && tt.args[0] != "--format=html" {
				for line := range strings.Lines(r.out) {
					if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
						t.Errorf("%d columns: %s", n, line)
					}
				}
			}
		})
	}
}

func TestTextFitsItsColumns(t *testing.T) {
	files, err := filepath.Glob(data + "descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	runs := [][]string{{data + "exchanges/ice-restart__chromium-firefox.json"}, {data + "exchanges/answer-edits-1__chromium-chromium.json"}}
	for i, f := range files {
		runs = append(runs, []string{f, files[(i+7)%len(files)]}, []string{"-a", f, files[(i+1)%len(files)]}, []string{"--stat", f, files[(i+3)%len(files)]})
	}
	for _, columns := range []int{40, 60, 80} {
		for _, args := range runs {
			r := sdpdiff("", []string{"COLUMNS=" + strconv.Itoa(columns)}, args...)
			for line := range strings.Lines(r.out) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > columns {
					t.Errorf("%v: %d columns of %d: %s", args, n, columns, line)
				}
			}
		}
	}
}

func TestTroubleIsOnStderrAlone(t *testing.T) {
	workdir(t)
	for name, tt := range map[string]struct {
		stdin string
		args  []string
		want  string // at the start of stderr
	}{
		"a port that is no number":       {"", []string{"offer.sdp", "bad.sdp"}, "sdpdiff: bad.sdp:"},
		"a file that isn't there":        {"", []string{"offer.sdp", "none.sdp"}, "sdpdiff: open none.sdp: "},
		"an empty file":                  {"", []string{"empty.sdp", "offer.sdp"}, "sdpdiff: empty.sdp:"},
		"an empty stdin":                 {"", []string{"-", "offer.sdp"}, "sdpdiff: <stdin>:"},
		"JSON without a description":     {"", []string{"offer.sdp", "odd.json"}, `sdpdiff: odd.json:1:1: JSON without "sdp"`},
		"JSON that isn't any":            {"", []string{"offer.sdp", "broken.json"}, "sdpdiff: broken.json:3:10: "},
		"a type that isn't one":          {`{"type": "offre", "sdp": "v=0"}`, []string{"offer.sdp", "-"}, `sdpdiff: <stdin>:1:26: type "offre" is not`},
		"stdin twice":                    {"", []string{"-", "-"}, "sdpdiff: stdin can stand for one file only"},
		"no file":                        {"", nil, "sdpdiff: 0 files given"},
		"three files":                    {"", []string{"a", "b", "c"}, "sdpdiff: 3 files given"},
		"one description":                {"", []string{"offer.sdp"}, "sdpdiff: offer.sdp: is one description"},
		"an exchange beside a file":      {"", []string{"offer.sdp", "glare-implicit-rollback.json"}, "sdpdiff: glare-implicit-rollback.json: is a recording (recorded exchange)"},
		"a flag that isn't one":          {"", []string{"offer.sdp", "offer.sdp", "--frobnicate"}, "sdpdiff: unknown option: --frobnicate"},
		"a role that isn't one":          {"", []string{"offer.sdp", "offer.sdp", "--as=boss"}, "sdpdiff: --as boss: want"},
		"a format that isn't one":        {"", []string{"offer.sdp", "offer.sdp", "--format=yaml"}, "sdpdiff: --format yaml: want"},
		"a colour that isn't one":        {"", []string{"offer.sdp", "offer.sdp", "--color=red"}, "sdpdiff: --color red: want"},
		"edits that aren't any":          {"", []string{"--apply", "wrong.json", "call.sdp"}, "sdpdiff: wrong.json:2:12: [0].edit: no edit is called \"hodl\""},
		"edits that can't be done":       {"", []string{"--apply", "too-much.json", "call.sdp"}, "sdpdiff: call.sdp: [0] drop-codecs: m[0]: no codec would be left"},
		"edits of two files":             {"", []string{"--apply", "edits.json", "call.sdp", "offer.sdp"}, "sdpdiff: 2 files given: --apply wants one"},
		"edits of an exchange":           {"", []string{"--apply", "edits.json", "glare-implicit-rollback.json"}, "sdpdiff: glare-implicit-rollback.json: --apply wants one description"},
		"edits that aren't there":        {"", []string{"--apply", "none.json", "call.sdp"}, "sdpdiff: open none.json: "},
		"stdin for edits and file":       {"", []string{"--apply", "-", "-"}, "sdpdiff: stdin can stand for one file only"},
		"a step that isn't there":        {"", []string{"glare-implicit-rollback.json", "--step=99"}, "sdpdiff: glare-implicit-rollback.json: no step"},
		"a step of what is no exchange":  {"", []string{"offer.sdp", "offer.sdp", "--step=1"}, "sdpdiff: --list, --step"},
		"an exchange that refers to air": {`{"peers": {"a": {}}, "descriptions": {"d1": {"type": "offer", "base": "d9", "edits": []}}, "events": []}`, []string{"-"}, "sdpdiff: <stdin>:1:"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, format := range []string{"text", "json"} {
				args := tt.args
				if name != "a format that isn't one" {
					args = append([]string{"--format", format}, args...)
				}
				r := sdpdiff(tt.stdin, nil, args...)
				if r.status != exitTrouble || r.out != "" || !strings.HasPrefix(r.err, tt.want) {
					t.Errorf("exit %d, stdout %q, stderr %q; want it to start with %q", r.status, r.out, r.err, tt.want)
				}
			}
		})
	}
}

func TestTheExitStatusTellsAlone(t *testing.T) {
	workdir(t)
	for name, tt := range map[string]struct {
		args []string
		want int
	}{
		"equal bytes":                  {[]string{"offer.sdp", "offer.sdp"}, exitSame},
		"cosmetic differences":         {[]string{"offer.sdp", "lf.sdp"}, exitSame},
		"a difference":                 {[]string{"current.sdp", "pending.sdp"}, exitDiffer},
		"an exchange with a re-offer":  {[]string{"sip-hold-resume.json"}, exitDiffer},
		"first descriptions of a call": {[]string{"sip-hold-resume.json", "--step=0"}, exitSame},
		"trouble":                      {[]string{"offer.sdp", "bad.sdp"}, exitTrouble},
	} {
		if r := sdpdiff("", nil, append(tt.args, "-q")...); r.status != tt.want || r.out != "" {
			t.Errorf("%s: exit %d, want %d; stdout %q", name, r.status, tt.want, r.out)
		}
	}
}

func TestStdinStandsForEitherFile(t *testing.T) {
	workdir(t)
	text, err := os.ReadFile("pending.sdp")
	if err != nil {
		t.Fatal(err)
	}
	if r := sdpdiff(string(text), nil, "current.sdp", "-"); r.status != exitDiffer || !strings.Contains(r.out, "<stdin>") {
		t.Errorf("exit %d\n%s%s", r.status, r.out, r.err)
	}
	if r := sdpdiff(string(text), nil, "-", "pending.sdp"); r.status != exitSame || !strings.Contains(r.out, "No difference.") {
		t.Errorf("exit %d\n%s%s", r.status, r.out, r.err)
	}
}

func TestSecretsAreShownOnRequestOnly(t *testing.T) {
	workdir(t)
	text, err := os.ReadFile("pending.sdp")
	if err != nil {
		t.Fatal(err)
	}
	pwd := regexp.MustCompile(`a=ice-pwd:(\S+)`).FindStringSubmatch(string(text))[1]
	bad := strings.Replace(string(text), "a=ice-pwd:", "a=ice-pwd", 1)
	for _, args := range [][]string{
		{"current.sdp", "pending.sdp"}, {"-a", "current.sdp", "pending.sdp"}, {"--format=json", "current.sdp", "pending.sdp"}, {"current.sdp", "-"},
	} {
		if r := sdpdiff(bad, nil, args...); strings.Contains(r.out+r.err, pwd) {
			t.Errorf("%v shows the password:\n%s%s", args, r.out, r.err)
		}
		if args[len(args)-1] == "-" {
			continue
		}
		if r := sdpdiff(bad, nil, append(args, "--show-secrets")...); !strings.Contains(r.out, pwd) {
			t.Errorf("%v --show-secrets hides the password:\n%s%s", args, r.out, r.err)
		}
	}
}

// A message may quote the value alone, which nothing tells from a harmless one.
func TestASecretOnALineOfAnotherTypeIsNotQuoted(t *testing.T) {
	workdir(t)
	for _, secret := range []string{"SECRETSECRET", "SECRET\\SEC\"RET", strings.Repeat("SECRET", 20)} {
		text := "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nb=ice-pwd:" + secret + "\r\nt=0 0\r\n"
		if r := sdpdiff(text, nil, "-", "pending.sdp"); r.status != exitTrouble || strings.Contains(r.out+r.err, "SEC") {
			t.Errorf("exit %d shows the password:\n%s%s", r.status, r.out, r.err)
		}
		if r := sdpdiff(text, nil, "--show-secrets", "-", "pending.sdp"); !strings.Contains(r.err, "bandwidth \"SEC") {
			t.Errorf("--show-secrets hides the password:\n%s%s", r.out, r.err)
		}
	}
}

func TestATileNamesWhatIsWrong(t *testing.T) {
	workdir(t)
	offer, err := os.ReadFile("offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	remapped := strings.NewReplacer(" 2 IN IP4", " 3 IN IP4", "a=rtpmap:96 VP8/", "a=rtpmap:96 VP9/").Replace(string(offer))
	r := sdpdiff(remapped, nil, "--format=html", "offer.sdp", "-")
	tiles := regexp.MustCompile(`<li class="tile.*?</li>`).FindAllString(r.out, -1)
	if len(tiles) != 2 {
		t.Fatalf("%d tiles\n%s", len(tiles), r.err)
	}
	for i, want := range []string{`tile same">.*same</span>`, `tile violation">.* 1 violation, .*<code>pt-remapped</code></span>`} {
		if !regexp.MustCompile(want).MatchString(tiles[i]) {
			t.Errorf("want %s:\n%s", want, tiles[i])
		}
	}
}

func TestABatchMayBePacked(t *testing.T) {
	workdir(t)
	const offer = `"v=0\r\no=- 1 %d IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"`
	var batch strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&batch, `{"id":%d,"old":`+offer+`,"new":`+offer+"}\n", i, 7*i, 8*i)
	}
	pack := func(text string) string {
		var b strings.Builder
		w := gzip.NewWriter(&b)
		io.WriteString(w, text)
		w.Close()
		return b.String()
	}
	want, packed := sdpdiff(batch.String(), nil, "--batch"), pack(batch.String())
	if got := sdpdiff(packed, nil, "--batch"); got != want || strings.Count(got.out, "\n") != 2000 {
		t.Errorf("exit %d with %d bytes of %d\n%s", got.status, len(got.out), len(want.out), got.err)
	}
	for text, message := range map[string]string{
		packed[:len(packed)/2]: "a broken gzip file: unexpected EOF",
		"\x1f\x8b7":            "begins like a gzip file, but isn't one: unexpected EOF",
		pack(packed):           "a gzip file within a gzip file",
	} {
		if r := sdpdiff(text, nil, "--batch"); r.status != exitTrouble || r.err != "sdpdiff: <stdin>: "+message+"\n" || !strings.HasPrefix(want.out, r.out) {
			t.Errorf("want %s: exit %d\n%s", message, r.status, r.err)
		}
	}
}

func TestColourFollowsFlagThenEnvironment(t *testing.T) {
	workdir(t)
	for name, tt := range map[string]struct {
		when string
		env  []string
		want bool
	}{
		"no terminal":               {"auto", nil, false},
		"FORCE_COLOR":               {"auto", []string{"FORCE_COLOR=1"}, true},
		"FORCE_COLOR over NO_COLOR": {"auto", []string{"FORCE_COLOR=1", "NO_COLOR=1"}, true},
		"FORCE_COLOR=0":             {"auto", []string{"FORCE_COLOR=0"}, false},
		"always over NO_COLOR":      {"always", []string{"NO_COLOR=1", "TERM=dumb"}, true},
		"never over FORCE_COLOR":    {"never", []string{"FORCE_COLOR=1"}, false},
	} {
		r := sdpdiff("", tt.env, "--color", tt.when, "current.sdp", "pending.sdp")
		if got := strings.Contains(r.out, "\x1b["); got != tt.want {
			t.Errorf("%s: colour %v", name, got)
		}
		plain := sdpdiff("", nil, "current.sdp", "pending.sdp")
		if escapes().ReplaceAllString(r.out, "") != plain.out {
			t.Errorf("%s: without its colours the text is another", name)
		}
	}
}

func TestHelpFitsOneScreen(t *testing.T) {
	if r := sdpdiff("", nil, "-h"); r.status != exitSame || strings.Count(r.out, "\n") > 24 {
		t.Errorf("exit %d, %d lines", r.status, strings.Count(r.out, "\n"))
	}
}

func TestWhatStrangersWriteCannotSteerTheTerminal(t *testing.T) {
	workdir(t)
	text, err := os.ReadFile("offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	const steers = "\x1b\x07\u009b\u061c\u200b\u200f\u2028\u2029\u202a\u202e\u2066\ufeff\U000e0041"
	evil := strings.Replace(string(text), "s=-", "s=\x1b[2J\x1b]0;x\x07"+steers, 1)
	for _, args := range [][]string{{"offer.sdp", "-"}, {"-a", "-", "offer.sdp"}, {"--canon", "-"}, {"offer.sdp", "\x1b[2J" + steers}} {
		for _, format := range formats {
			r := sdpdiff(evil, nil, append(args, "--format", format)...)
			if format == "json" {
				r.out = "" // where a string is what it is
			}
			if strings.ContainsAny(r.out+r.err, steers) {
				t.Errorf("%v %s: %q %q", args, format, r.out, r.err)
			}
		}
	}
}

func TestEveryExchangeOfTheTestDataIsShown(t *testing.T) {
	files, err := filepath.Glob(data + "exchanges/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, args := range [][]string{{f, "-a"}, {f, "--format=json"}, {f, "--list"}} {
			if r := sdpdiff("", []string{"COLUMNS=100"}, args...); r.status == exitTrouble || r.err != "" || r.out == "" {
				t.Errorf("%v: exit %d, %s", args, r.status, r.err)
			}
		}
	}
}
