package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pborman/getopt/v2"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

const usage = `Usage: sdpdiff [FLAGS] CURRENT PENDING  what changes between two descriptions
       sdpdiff [FLAGS] RECORDING        the timeline of a call
       sdpdiff --apply EDITS FILE       FILE edited, or --format: what changed
       sdpdiff --batch <NDJSON          many of both, one JSON result a line
       sdpdiff rules | explain ID | schema
Input is SDP, JSON, a dump, a SIP log or a paste, known by content; - is stdin.
  -a, --all              cosmetic differences too, and every detail
      --as ROLE          auto, plain, reoffer, answer or munged
      --dialect D        auto, jsep or rfc3264: whose rules bind
      --format FORMAT    text, brief, json, html, markdown or github
      --lines, -U N      the lines, with N around (3); --stat: counts a section
  -q, --quiet            print nothing, tell by the exit status
      --ignore LIST      classes, or: origin ice dtls ssrc msid pt order
      --level ID=LEVEL   judge a class as another level
      --fail-on LEVEL    exit 1 from this level on (info), or never
      --canon            one description in canonical order, for git's textconv
      --color WHEN       auto, always or never
      --show-secrets     don't mask ICE passwords and SRTP keys
      --redact           mask addresses too
Of a recording:
      --list, --step N   one line for each step; only step N
      --pc ID, --side S  only this connection or Call-ID; only local or remote
      --munged           only what was changed between create and set
  -h, --help; --version; exit status: 0 same, 1 different, 2 trouble
`

// options are what the flags say.
type options struct {
	all, quiet, secrets, list, stat, lines, munged, batch, canon bool
	context                                                      int // lines around, for lines
	format, pc, side                                             string
	apply                                                        string // a file of edits
	formatted                                                    bool   // --format was given
	only                                                         int    // --step, -1 for all
	role                                                         diff.Role
	dialect                                                      diff.Dialect
	failOn                                                       int // a diff.Level; beyond the highest for never
	ignore                                                       map[string]bool
	levels                                                       map[string]diff.Level
	redact                                                       *redactor // nil unless addresses are masked
	when                                                         string    // --color
	help, version                                                bool
}

// words are the values of flags as they were given, before they are understood.
type words struct {
	as, dialect, failOn string
	ignore, levels      []string
	redact              bool
}

// newFlags returns the flags, and sets what they set to what holds without them.
func newFlags(o *options, w *words) *getopt.Set {
	*o = options{context: 3, format: "text", only: -1, when: "auto"}
	*w = words{as: "auto", dialect: "auto", failOn: "info"}
	f := getopt.New()
	f.FlagLong(&o.all, "all", 'a')
	f.FlagLong(&w.as, "as", 0)
	f.FlagLong(&w.dialect, "dialect", 0)
	f.FlagLong(&o.format, "format", 0)
	f.FlagLong(&o.lines, "lines", 0)
	f.FlagLong(&o.context, "unified", 'U')
	f.FlagLong(&o.stat, "stat", 0)
	f.FlagLong(&o.quiet, "quiet", 'q')
	f.FlagLong(&w.ignore, "ignore", 0)
	f.FlagLong(&w.levels, "level", 0)
	f.FlagLong(&w.failOn, "fail-on", 0)
	f.FlagLong(&o.canon, "canon", 0)
	f.FlagLong(&o.apply, "apply", 0)
	f.FlagLong(&o.batch, "batch", 0)
	f.FlagLong(&o.when, "color", 0)
	f.FlagLong(&o.secrets, "show-secrets", 0)
	f.FlagLong(&w.redact, "redact", 0)
	f.FlagLong(&o.list, "list", 0)
	f.FlagLong(&o.only, "step", 0)
	f.FlagLong(&o.pc, "pc", 0)
	f.FlagLong(&o.side, "side", 0)
	f.FlagLong(&o.munged, "munged", 0)
	f.FlagLong(&o.help, "help", 'h')
	f.FlagLong(&o.version, "version", 0)
	return f
}

// parseFlags reads the flags, which may stand anywhere, and returns the other arguments.
func parseFlags(args []string) (o options, rest []string, err error) {
	var w words
	flags := newFlags(&o, &w)
	for len(args) > 0 && flags.State() != getopt.DashDash {
		if err := flags.Getopt(slices.Concat([]string{"sdpdiff"}, args), nil); err != nil {
			return o, nil, fmt.Errorf("%w (sdpdiff -h shows the flags)", named(err))
		}
		// It has stopped at "--", or before an argument that is no flag.
		args = flags.Args()
		if len(args) > 0 && flags.State() != getopt.DashDash {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	rest = append(rest, args...)
	o.lines = o.lines || flags.IsSet('U')
	o.formatted = flags.IsSet("format")
	if flags.IsSet("apply") && o.apply == "" {
		return o, nil, errors.New("--apply wants a file of edits")
	}
	if w.redact {
		o.redact = newRedactor()
	}
	if err := o.role.UnmarshalText([]byte(w.as)); err != nil {
		return o, nil, fmt.Errorf("--as %s: want auto, plain, reoffer, answer or munged", w.as)
	}
	if err := o.dialect.UnmarshalText([]byte(w.dialect)); err != nil {
		return o, nil, fmt.Errorf("--dialect %s: want auto, jsep or rfc3264", w.dialect)
	}
	for _, check := range []error{
		oneOf("format", o.format, formats...), oneOf("color", o.when, "auto", "always", "never"),
		oneOf("side", o.side, "", "local", "remote"), o.setFailOn(w.failOn), o.setIgnore(w.ignore), o.setLevels(w.levels),
	} {
		if check != nil {
			return o, nil, check
		}
	}
	if o.context < 0 {
		return o, nil, fmt.Errorf("-U %d: want 0 or more", o.context)
	}
	if flags.IsSet("step") && o.only < 0 {
		return o, nil, fmt.Errorf("--step %d: want 0 or more", o.only)
	}
	return o, rest, nil
}

// named is the error of package getopt, which says of a value what is wrong but not whose it is.
func named(err error) error {
	var e *getopt.Error
	if errors.As(err, &e) && e.ErrorCode == getopt.Invalid {
		return fmt.Errorf("%s: %w", e.Name, err)
	}
	return err
}

var formats = []string{"text", "brief", "json", "html", "markdown", "github"}

func oneOf(flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	if words[0] == "" {
		words = words[1:]
	}
	last := len(words) - 1
	return fmt.Errorf("--%s %s: want %s or %s", flag, value, strings.Join(words[:last], ", "), words[last])
}

func (o *options) setFailOn(s string) error {
	var l diff.Level
	if s == "never" {
		o.failOn = int(diff.Violation) + 1
		return nil
	}
	if err := l.UnmarshalText([]byte(s)); err != nil {
		return fmt.Errorf("--fail-on %s: want violation, warning, effect, info, cosmetic or never", s)
	}
	o.failOn = int(l)
	return nil
}

// groups are names for several classes in --ignore.
var groups = map[string][]string{
	"ice":  {"ice-restart", "ice-restart-some", "ice-restart-half", "ice-credentials", "ice-options", "candidates", "end-of-candidates"},
	"dtls": {"dtls-restart", "dtls-role"},
	"pt":   {"pt-renumbered", "pt-remapped", "pt-collision"},
}

func (o *options) setIgnore(list []string) error {
	o.ignore = make(map[string]bool)
	for _, name := range list {
		if name == "" {
			continue // --ignore= takes back nothing, and adds nothing
		}
		ids, ok := groups[name]
		if !ok {
			if _, ok := classOf(name); !ok {
				return fmt.Errorf("--ignore %s: no class is called that (sdpdiff rules lists them)", name)
			}
			ids = []string{name}
		}
		for _, id := range ids {
			o.ignore[id] = true
		}
	}
	return nil
}

func (o *options) setLevels(list []string) error {
	o.levels = make(map[string]diff.Level)
	for _, s := range list {
		id, level, _ := strings.Cut(s, "=")
		var l diff.Level
		if err := l.UnmarshalText([]byte(level)); err != nil {
			return fmt.Errorf("--level %s: want ID=LEVEL, such as origin=info", s)
		}
		if _, ok := classOf(id); !ok {
			return fmt.Errorf("--level %s: no class is called %s (sdpdiff rules lists them)", s, strconv.Quote(id))
		}
		o.levels[id] = l
	}
	return nil
}

// classOf finds a class of change by its id.
func classOf(id string) (diff.Class, bool) {
	list := diff.Classes()
	i := slices.IndexFunc(list, func(k diff.Class) bool { return k.ID == id })
	if i < 0 {
		return diff.Class{}, false
	}
	return list[i], true
}

// compare is diff.Compare under --ignore and --level.
func (o *options) compare(old, new *text, as diff.Role, more ...diff.Option) *diff.Report {
	r := diff.Compare(old.desc, new.desc, append(more, diff.As(as), diff.In(o.dialect), diff.Types(old.typ, new.typ))...)
	r.Changes = slices.DeleteFunc(r.Changes, func(c diff.Change) bool { return o.ignore[c.ID] })
	for i := range r.Changes {
		if l, ok := o.levels[r.Changes[i].ID]; ok && r.Changes[i].Level > diff.Cosmetic {
			r.Changes[i].Level = l
		}
	}
	slices.SortStableFunc(r.Changes, func(a, b diff.Change) int { return int(b.Level) - int(a.Level) })
	return r
}

// status is what a report means for the exit status.
func (o *options) status(r *diff.Report) int {
	if len(r.Changes) > 0 && int(r.Worst()) >= o.failOn {
		return exitDiffer
	}
	return exitSame
}
