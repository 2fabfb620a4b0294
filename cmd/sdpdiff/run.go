package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// Exit statuses, as diff(1) has them.
const (
	exitSame    = 0
	exitDiffer  = 1
	exitTrouble = 2
)

const usage = `Usage: sdpdiff CURRENT PENDING     what changes between two session descriptions
       sdpdiff EXCHANGE.json       the timeline of a recorded exchange
       sdpdiff --apply EDITS FILE  a description with edits done to it
Input is SDP text or {"type", "sdp"} JSON, known by its content; "-" is stdin.

  -a, --all              show cosmetic differences too, and every detail
      --as ROLE          auto, plain, reoffer, answer or munged
      --format FORMAT    text or json
  -q, --quiet            print nothing, tell by the exit status
      --color WHEN       auto, always or never
      --show-secrets     don't mask ICE passwords and SRTP keys
      --apply EDITS      edits in JSON; with --format, the difference they make
  -h, --help             this text
      --version          print the version
For an exchange:
      --list             one line for each step
      --peer NAME        only steps of this peer
      --side SIDE        only local or only remote descriptions
      --step N           only step N
Exit status: 0 same (cosmetic differences don't count), 1 different, 2 trouble
`

// options are what the flags say.
type options struct {
	all, quiet, secrets, list bool
	format, peer, side        string
	only                      int // --step, -1 for all
	role                      diff.Role
}

// lookup is os.LookupEnv.
type lookup func(string) (string, bool)

// run is the whole program. Output is held back until it is complete: after an
// error nothing may be on stdout.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env lookup) int {
	var out bytes.Buffer
	status, err := command(args, stdin, &out, stdout, env)
	if err != nil {
		for _, e := range flatten(err) {
			fmt.Fprintf(stderr, "sdpdiff: %v\n", e)
		}
		return exitTrouble
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

func command(args []string, stdin io.Reader, out *bytes.Buffer, stdout io.Writer, env lookup) (int, error) {
	var o options
	flags := pflag.NewFlagSet("sdpdiff", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	flags.BoolVarP(&o.all, "all", "a", false, "")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "")
	flags.BoolVar(&o.secrets, "show-secrets", false, "")
	flags.BoolVar(&o.list, "list", false, "")
	flags.StringVar(&o.format, "format", "text", "")
	flags.StringVar(&o.peer, "peer", "", "")
	flags.StringVar(&o.side, "side", "", "")
	flags.IntVar(&o.only, "step", -1, "")
	as := flags.String("as", "auto", "")
	when := flags.String("color", "auto", "")
	apply := flags.String("apply", "", "")
	version := flags.Bool("version", false, "")
	help := flags.BoolP("help", "h", false, "")
	if err := flags.Parse(args); err != nil {
		return 0, fmt.Errorf("%w (sdpdiff -h shows the flags)", err)
	}
	switch {
	case *help:
		out.WriteString(usage)
		return exitSame, nil
	case *version:
		out.WriteString("sdpdiff " + versionOf() + "\n")
		return exitSame, nil
	}
	if err := o.check(*as, *when); err != nil {
		return 0, err
	}
	p := &printer{options: o, out: out, width: width(stdout, env), color: colored(*when, stdout, env)}
	var status int
	var err error
	if flags.Changed("apply") {
		status, err = p.applied(*apply, flags.Args(), flags.Changed("format"), stdin)
	} else {
		status, err = p.compare(flags.Args(), stdin)
	}
	if o.quiet {
		out.Reset()
	}
	return status, err
}

func (o *options) check(as, when string) error {
	if err := o.role.UnmarshalText([]byte(as)); err != nil {
		return fmt.Errorf("--as %s: want auto, plain, reoffer, answer or munged", as)
	}
	if o.format != "text" && o.format != "json" {
		return fmt.Errorf("--format %s: want text or json", o.format)
	}
	if when != "auto" && when != "always" && when != "never" {
		return fmt.Errorf("--color %s: want auto, always or never", when)
	}
	if o.side != "" && o.side != "local" && o.side != "remote" {
		return fmt.Errorf("--side %s: want local or remote", o.side)
	}
	return nil
}

// compare reads the inputs and decides between the two forms.
func (p *printer) compare(names []string, stdin io.Reader) (int, error) {
	if len(names) == 0 || len(names) > 2 {
		return 0, fmt.Errorf("%d files given: want two descriptions, or one recorded exchange (sdpdiff -h shows how)", len(names))
	}
	if len(names) == 2 && names[0] == "-" && names[1] == "-" {
		return 0, errors.New("stdin can stand for one file only")
	}
	var inputs []*input
	var errs []error
	for _, name := range names {
		in, err := readInput(name, stdin, p.secrets)
		inputs = append(inputs, in)
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return 0, err
	}
	if len(inputs) == 1 {
		if inputs[0].trace == nil {
			return 0, fmt.Errorf("%s: is one description; give a second one to compare it with", inputs[0].name)
		}
		return p.exchange(inputs[0])
	}
	for _, in := range inputs {
		if in.trace != nil {
			return 0, fmt.Errorf("%s: is a recorded exchange; give it alone to see its timeline", in.name)
		}
	}
	if p.list || p.peer != "" || p.side != "" || p.only >= 0 {
		return 0, errors.New("--list, --peer, --side and --step are for a recorded exchange")
	}
	return p.pair(inputs[0], inputs[1])
}

func (p *printer) pair(old, new *input) (int, error) {
	r := diff.Compare(old.desc, new.desc, diff.As(p.role), diff.Types(old.typ, new.typ))
	if p.format == "json" {
		return statusOf(r), p.pairJSON(old, new, r)
	}
	p.oldName, p.newName = old.name, new.name
	p.report(r)
	return statusOf(r), nil
}

func statusOf(r *diff.Report) int {
	if r.Same() {
		return exitSame
	}
	return exitDiffer
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
		return strings.TrimSpace(info.Main.Version + " " + info.GoVersion)
	}
	return "unknown"
}
