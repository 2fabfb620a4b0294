package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// Exit statuses, as diff(1) has them.
const (
	exitSame    = 0
	exitDiffer  = 1
	exitTrouble = 2
)

// lookup is os.LookupEnv.
type lookup func(string) (string, bool)

// run is the whole program. Output is held back until it is complete: after an
// error nothing may be on stdout. (A batch is many results, and writes each.)
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env lookup) int {
	var out bytes.Buffer
	p := &printer{out: &out}
	p.progress = newProgress(stderr)
	status, err := p.command(args, stdin, stdout, env)
	p.progress.done()
	if err != nil {
		for _, e := range flatten(err) {
			for l := range strings.Lines(p.trouble(e)) { // which may quote a file, and a file's name
				fmt.Fprintln(stderr, safe(strings.TrimSuffix(l, "\n")))
			}
		}
		return exitTrouble
	}
	if p.quiet {
		out.Reset()
	} else {
		for _, note := range p.noted {
			fmt.Fprintf(stderr, "sdpdiff: note: %s\n", safe(note))
		}
	}
	if _, err := out.WriteTo(stdout); err != nil {
		fmt.Fprintf(stderr, "sdpdiff: %v\n", err)
		return exitTrouble
	}
	return status
}

// flatten takes errors.Join apart, so that each problem has its own line.
func flatten(err error) []error {
	if list, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range list.Unwrap() {
			all = append(all, flatten(e)...)
		}
		return all
	}
	return []error{err}
}

func (p *printer) command(args []string, stdin io.Reader, stdout io.Writer, env lookup) (int, error) {
	o, names, err := parseFlags(args)
	if err != nil {
		return 0, err
	}
	p.options, p.width, p.color = o, width(stdout, env), colored(o.when, stdout, env)
	_, git := env("GIT_DIFF_PATH_COUNTER")
	word := ""
	if len(names) > 0 {
		word = names[0]
	}
	switch {
	case o.help:
		p.out.WriteString(usage)
		return exitSame, nil
	case o.version:
		p.line("sdpdiff " + versionOf())
		return exitSame, nil
	case o.batch && len(names) == 0:
		return p.batched(stdin, stdout)
	case o.batch:
		return 0, errors.New("--batch reads stdin: it takes no files")
	case word == "rules" && len(names) == 1:
		return exitSame, p.rules()
	case word == "schema" && len(names) == 1:
		p.out.WriteString(schema)
		return exitSame, nil
	case word == "explain" && len(names) <= 2:
		return exitSame, p.explained(names[1:])
	case o.canon:
		return p.canonical(names, stdin)
	case o.apply != "":
		return p.applied(o.apply, names, stdin)
	case len(names) == 7 || len(names) == 9 || git && len(names) == 1:
		return p.gitDriver(names)
	}
	return p.files(names, stdin)
}

// files reads the inputs and decides between the two forms.
func (p *printer) files(names []string, stdin io.Reader) (int, error) {
	if len(names) == 0 || len(names) > 2 {
		return 0, fmt.Errorf("%d files given: want two descriptions, or one recording (sdpdiff -h shows how)", len(names))
	}
	if len(names) == 2 && names[0] == "-" && names[1] == "-" {
		return 0, errors.New("stdin can stand for one file only")
	}
	var inputs []*source
	var errs []error
	for _, name := range names {
		s, err := p.load(name, stdin)
		if s != nil {
			defer func() { p.noted = append(p.noted, s.Notes...) }()
			defer s.Close()
		}
		inputs = append(inputs, s)
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return 0, err
	}
	var texts []*text
	for _, s := range inputs {
		if len(s.Recordings) > 0 && len(inputs) > 1 {
			return 0, fmt.Errorf("%s: is a recording (%s); give it alone to see its timeline", s.Name, s.Format)
		}
		if len(s.texts) > 1 && len(inputs) > 1 {
			return 0, fmt.Errorf("%s: holds two descriptions; give it alone to compare them", s.Name)
		}
		texts = append(texts, s.texts...)
	}
	switch {
	case len(inputs) == 1 && len(inputs[0].Recordings) > 0:
		return p.recordings(inputs[0])
	case len(texts) == 1:
		return 0, fmt.Errorf("%s: is one description; give a second one to compare it with", texts[0].name)
	case p.list || p.munged || p.pc != "" || p.side != "" || p.only >= 0:
		return 0, errors.New("--list, --step, --pc, --side and --munged are for a recording")
	}
	return p.pair(texts[0], texts[1])
}

func (p *printer) pair(old, new *text) (int, error) {
	r := p.compare(old, new, p.role)
	c := &comparison{old, new, r}
	status := p.status(r)
	switch p.format {
	case "json":
		return status, p.pairJSON(c)
	case "html":
		return status, p.pairHTML(c)
	case "markdown":
		p.markdown(c)
	case "brief":
		p.briefly(c, "")
	case "github":
		p.annotate(c, "")
	default:
		p.oldName, p.newName = old.name, new.name
		p.report(c)
	}
	return status, nil
}

// A comparison is two texts and what came of it.
type comparison struct {
	old, new *text
	report   *diff.Report
}

// width is that of the terminal, or COLUMNS; 80 elsewhere.
func width(stdout io.Writer, env lookup) int {
	const least, most, usual = 40, 160, 80
	if v, ok := env("COLUMNS"); ok {
		if n, err := strconv.Atoi(v); err == nil && n > 0 {
			return min(max(n, least), most)
		}
	}
	if f, ok := stdout.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return min(max(n, least), most)
		}
	}
	return usual
}

func versionOf() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return strings.TrimSpace(cmp.Or(info.Main.Version, "unknown") + " " + info.GoVersion)
	}
	return "unknown"
}
