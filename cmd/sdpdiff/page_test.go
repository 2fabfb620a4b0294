package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// chromium finds the browser; without one the tests that need it are skipped, loudly. .ci/run
// installs it.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("NOT TESTED: there is no chromium on this machine, so no page was opened in a browser")
	return ""
}

// opened is what a page looks like from inside the browser.
type opened struct {
	Title                      string
	Errors                     []string
	Tiles, Cards, Steps        int
	Details, Unreachable, Wide int
	Resources                  []string
	Contrast                   []string
}

// probe is put into the page by the test: the page itself has no script.
const probe = `<script>
addEventListener("load", () => {
	const all = s => [...document.querySelectorAll(s)];
	const rgb = c => { const x = document.createElement("canvas").getContext("2d"); x.fillStyle = c; x.fillRect(0, 0, 1, 1); return x.getImageData(0, 0, 1, 1).data; };
	const light = c => { const [r, g, b] = [...c].slice(0, 3).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
	const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgb(c)[3] > 250) return rgb(c); } return rgb("white"); };
	const low = new Set();
	for (const e of all("body *")) {
		if (![...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()) || !e.checkVisibility()) continue;
		const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e));
		if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5) low.add(e.tagName + "." + e.className);
	}
	const result = {
		Title: document.title, Errors: window.problems, Tiles: all(".tile").length, Cards: all(".card").length, Steps: all(".steps a").length,
		Details: all("details").length, Unreachable: all("summary, a[href]").filter(e => e.tabIndex < 0).length,
		Wide: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
		Resources: performance.getEntriesByType("resource").map(r => r.name), Contrast: [...low],
	};
	const e = document.createElement("pre"); e.id = "result"; e.textContent = JSON.stringify(result); document.body.append(e);
});
</script>`

const early = `<script>window.problems = []; addEventListener("error", e => problems.push(String(e.message || e.target.src || e.target.href)), true);
addEventListener("securitypolicyviolation", e => problems.push("policy: " + e.violatedDirective + " " + e.blockedURI));</script>`

// open lets the browser load a page from a server of ours that writes down every request.
func open(t *testing.T, html string, flags ...string) (o opened, requests []string) {
	t.Helper()
	// The policy forbids scripts, so that of the test has to be let in.
	withProbe := strings.Replace(html, "default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';", 1)
	withProbe = strings.Replace(withProbe, "<title>", early+"<title>", 1)
	withProbe = strings.Replace(withProbe, "</body>", probe+"</body>", 1)
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The browser asks for things of its own; what a page asks for has a referrer, or goes to
		// a host that it names.
		if r.Header.Get("Referer") != "" || r.Host == "page.test" || strings.Contains(html, strings.TrimSuffix(r.Host, ":443")) {
			mu.Lock()
			requests = append(requests, r.Method+" "+r.Host+r.URL.Path)
			mu.Unlock()
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(withProbe))
	}))
	defer server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute) // of a browser that hangs
	defer cancel()
	args := append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir=" + t.TempDir(), "--proxy-server=" + server.Listener.Addr().String(),
		"--dump-dom",
	}, flags...)
	// Through the proxy every request of the page, wherever it wants to go, ends at the server.
	cmd := exec.CommandContext(ctx, chromium(t), append(args, "http://page.test/")...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	m := regexp.MustCompile(`(?s)<pre id="result">(.*?)</pre>`).FindSubmatch(out)
	if m == nil {
		t.Fatalf("the page has no result:\n%.500s", out)
	}
	text := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(string(m[1]))
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	return o, requests
}

// evil tries to get out of where it is shown.
const evil = `</style></script><script>problems.push("ran")</script><img src=http://evil.test/x onerror=problems.push("ran")>"'`

func TestPagesOpenInABrowser(t *testing.T) {
	chromium(t)
	workdir(t)
	text, err := os.ReadFile("pending.sdp")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("evil.sdp", []byte(strings.Replace(strings.ReplaceAll(string(text), "a=mid:1", "a=mid:1\r\na=x-evil:"+evil), "s=-", "s="+evil, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		args  []string
		flags []string
		want  opened
	}{
		"a pair, narrow, light":    {[]string{"current.sdp", "pending.sdp"}, []string{"--window-size=400,900"}, opened{Title: "current.sdp → pending.sdp", Tiles: 2}},
		"a pair, dark":             {[]string{"offer.sdp", "pending.sdp"}, []string{"--window-size=1000,900", "--blink-settings=preferredColorScheme=0"}, opened{Title: "offer.sdp → pending.sdp", Tiles: 2}},
		"violations":               {[]string{"pending.sdp", "swapped.sdp"}, []string{"--window-size=1000,900"}, opened{Title: "pending.sdp → swapped.sdp", Tiles: 3}},
		"a timeline, wide, dark":   {[]string{"glare-implicit-rollback.json"}, []string{"--window-size=1600,900", "--blink-settings=preferredColorScheme=0"}, opened{Title: "glare-implicit-rollback.json", Tiles: 4, Steps: 9}},
		"a SIP call, narrow":       {[]string{"sip-hold-resume.json"}, []string{"--window-size=400,900"}, opened{Title: "sip-hold-resume.json", Tiles: 16, Steps: 12}},
		"broken answers, narrow":   {[]string{"answer-edits-1.json"}, []string{"--window-size=400,900"}, opened{Title: "answer-edits-1.json", Steps: 54}},
		"what strangers may write": {[]string{"pending.sdp", "evil.sdp"}, []string{"--window-size=1000,900"}, opened{Title: "pending.sdp → evil.sdp", Tiles: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			r := sdpdiff("", nil, append(tt.args, "--format=html")...)
			if r.status == exitTrouble || r.err != "" {
				t.Fatalf("exit %d: %s", r.status, r.err)
			}
			got, requests := open(t, r.out, tt.flags...)
			if len(got.Errors)+len(got.Resources)+len(got.Contrast)+got.Wide+got.Unreachable > 0 {
				t.Errorf("errors %q, loads %q, hard to read %q, %d pixels too wide, %d out of the keyboard's reach", got.Errors, got.Resources, got.Contrast, got.Wide, got.Unreachable)
			}
			if got.Details == 0 && got.Tiles > 0 {
				t.Error("nothing is folded")
			}
			for _, path := range requests {
				if path != "GET page.test/" {
					t.Errorf("the page asks for %s", path)
				}
			}
			// A card for each change that does something, as JSON has them.
			j := sdpdiff("", nil, append(tt.args, "--format=json")...).out
			cards := len(regexp.MustCompile(`"level": "(?:violation|warning|effect)"`).FindAllString(j, -1))
			want := []any{tt.want.Title, tt.want.Tiles, cards, tt.want.Steps}
			if d := cmp.Diff(want, []any{got.Title, got.Tiles, got.Cards, got.Steps}); d != "" {
				t.Errorf("title, tiles, cards, steps: (-want +got)\n%s", d)
			}
		})
	}
}

// Without a browser too: one file, without script and without anything from elsewhere.
func TestPagesStandAlone(t *testing.T) {
	files, err := filepath.Glob(data + "exchanges/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		r := sdpdiff("", nil, "--format=html", f)
		if r.status == exitTrouble || !strings.HasPrefix(r.out, "<!DOCTYPE html>") || !strings.HasSuffix(strings.TrimSpace(r.out), "</html>") {
			t.Fatalf("%s: exit %d %s", f, r.status, r.err)
		}
		for _, bad := range []string{"<script", "<link rel=\"stylesheet", "@import", "url(", " src=", "javascript:"} {
			if strings.Contains(strings.ToLower(r.out), bad) {
				t.Errorf("%s: the page has %q", f, bad)
			}
		}
		for _, m := range regexp.MustCompile(`(?:href|action)="([^"]*)"`).FindAllStringSubmatch(r.out, -1) {
			if m[1] != "data:," && !strings.HasPrefix(m[1], "#") {
				t.Errorf("%s: the page leads to %q", f, m[1])
			}
		}
		open, closed := 0, 0
		for _, tag := range []string{"details", "table", "section", "article", "div", "ul", "ol", "dl"} {
			open += len(regexp.MustCompile("<"+tag+"[ >]").FindAllString(r.out, -1))
			closed += strings.Count(r.out, "</"+tag+">")
		}
		if open != closed || open == 0 {
			t.Errorf("%s: %d tags are opened and %d closed", f, open, closed)
		}
	}
}
