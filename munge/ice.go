package munge

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of what an ICE agent says of itself (RFC 8839).

type setCredentials struct {
	Ufrag string `json:"ufrag"`
	Pwd   string `json:"pwd"`
}

// SetICECredentials writes a=ice-ufrag and a=ice-pwd, together, and for the whole BUNDLE
// group, which has one transport. What sections without any inherit from the session
// part is replaced there if no section is out of scope. In a session that is under way
// new credentials are an ICE restart (RFC 8839 §4.4.1.1.1). Chrome may refuse them
// before setLocalDescription: see Detect. The candidates' own ufrag is changed with
// them.
func SetICECredentials(ufrag, pwd string) Edit { return Edit{op: &setCredentials{ufrag, pwd}} }

func (*setCredentials) kind() string { return "set-ice-credentials" }

func (o *setCredentials) check() error {
	if n := len(o.Ufrag); n < 4 || n > 32 || !iceChars(o.Ufrag) {
		return fail(ErrArgument, "ufrag %q is not 4 to 32 letters, digits, \"+\" and \"/\"", o.Ufrag)
	}
	if n := len(o.Pwd); n < 22 || n > 256 || !iceChars(o.Pwd) {
		return fail(ErrArgument, "the password is not 22 to 256 letters, digits, \"+\" and \"/\"")
	}
	return nil
}

// iceChars says that s is RFC 8839 §5.4's alphabet.
func iceChars(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
			return false
		}
	}
	return true
}

func (o *setCredentials) apply(p *pass) error {
	session := p.everything() && hasICE(p.d.Session())
	places := p.wide()
	if session {
		places = append([]sdp.Section{p.d.Session()}, places...)
	}
	for _, m := range places {
		if m.IsMedia() && !hasICE(m) && (session || p.carried(m) || !p.inheritsICE(m)) {
			continue
		}
		if err := set(p, m, sdp.ICEUfrag(o.Ufrag)); err != nil {
			return err
		}
		if err := set(p, m, sdp.ICEPwd(o.Pwd)); err != nil {
			return err
		}
	}
	for _, m := range places {
		if err := p.rename(m, o.Ufrag); err != nil {
			return err
		}
	}
	return nil
}

// hasICE says that a section has credentials of its own.
func hasICE(s sdp.Section) bool {
	for range sdp.LinesOf[sdp.ICEUfrag](s) {
		return true
	}
	for range sdp.LinesOf[sdp.ICEPwd](s) {
		return true
	}
	return false
}

// inheritsICE says that credentials hold for a section that has none of its own.
func (p *pass) inheritsICE(m sdp.Section) bool {
	_, ok, _ := lookup[sdp.ICEUfrag](p, m)
	return ok
}

type setLite struct {
	On bool `json:"on"`
}

// SetICELite says with a=ice-lite that the agent is a lite implementation, or that it
// isn't (RFC 8839 §5.3). The attribute stands in the session part; where a stack has
// written it into sections it goes with off.
func SetICELite(on bool) Edit { return Edit{op: &setLite{on}} }

func (*setLite) kind() string { return "set-ice-lite" }
func (*setLite) check() error { return nil }

func (o *setLite) apply(p *pass) error {
	if o.On {
		return set(p, p.d.Session(), sdp.ICELite{})
	}
	if err := dropAll[sdp.ICELite](p, p.d.Session()); err != nil {
		return err
	}
	for _, m := range p.d.AllMedia() {
		if err := dropAll[sdp.ICELite](p, m); err != nil {
			return err
		}
	}
	return nil
}

type editOptions struct {
	name    string
	Options []string `json:"options"`
}

// AddICEOptions says that the agent knows extensions of ICE: "trickle", "ice2",
// "renomination" (RFC 8839 §5.6). They are added to each a=ice-options in the sections,
// or to that of the session part if no section has one; where there is none at all the
// session part gets one.
func AddICEOptions(options ...string) Edit { return Edit{op: &editOptions{"add-ice-options", options}} }

// DropICEOptions takes options away; a line that is left without any goes.
func DropICEOptions(options ...string) Edit {
	return Edit{op: &editOptions{"drop-ice-options", options}}
}

func (o *editOptions) kind() string { return o.name }

func (o *editOptions) check() error {
	if len(o.Options) == 0 {
		return fail(ErrArgument, "no option is named")
	}
	for _, s := range o.Options {
		if s == "" || strings.ContainsAny(s, " ,\t\r\n\x00") {
			return fail(ErrArgument, "%q is not an ICE option", s)
		}
	}
	_, err := render(sdp.NewICEOptions(o.Options...))
	return err
}

func (o *editOptions) apply(p *pass) error {
	var lines []sdp.Line
	for m := range p.live() {
		lines = slices.AppendSeq(lines, sdp.LinesOf[sdp.ICEOptions](m))
	}
	if p.everything() {
		lines = slices.AppendSeq(lines, sdp.LinesOf[sdp.ICEOptions](p.d.Session()))
	}
	for _, l := range lines {
		was, ok := read[sdp.ICEOptions](l)
		if !ok {
			continue
		}
		have := slices.Collect(was.All())
		left := have
		if o.name == "add-ice-options" {
			for _, s := range o.Options {
				if !slices.Contains(left, s) {
					left = append(left, s)
				}
			}
		} else {
			left = slices.DeleteFunc(slices.Clone(have), func(s string) bool { return slices.Contains(o.Options, s) })
		}
		var err error
		switch {
		case len(left) == len(have):
		case len(left) == 0:
			err = p.remove(l)
		default:
			err = p.rewrite(l, sdp.NewICEOptions(left...).AppendAttribute(nil))
		}
		if err != nil {
			return err
		}
	}
	if len(lines) > 0 || o.name != "add-ice-options" {
		return nil
	}
	if p.everything() {
		return set(p, p.d.Session(), sdp.NewICEOptions(o.Options...))
	}
	for m := range p.live() {
		have := sdp.NewICEOptions(o.Options...)
		if of, ok, err := lookup[sdp.ICEOptions](p, m); ok && err == nil { // its own line hides the session's
			have = merged(of, o.Options)
			if have.Equal(of) {
				continue
			}
		}
		if err := set(p, m, have); err != nil {
			return err
		}
	}
	return nil
}

// merged adds options to those that are there.
func merged(was sdp.ICEOptions, options []string) sdp.ICEOptions {
	list := slices.Collect(was.All())
	for _, s := range options {
		if !was.Has(s) {
			list = append(list, s)
		}
	}
	return sdp.NewICEOptions(list...)
}
