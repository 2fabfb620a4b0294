package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Report has the reason for every decision of an answer, the session part's first, then
// those of each section in order.
type Report struct {
	Decisions []Decision `json:"decisions"`
}

// A Decision is one thing that an answer took, changed or left out.
type Decision struct {
	About   About  `json:"about"`
	Index   int    `json:"index"` // of the section; -1 for the session part
	MID     string `json:"mid,omitempty"`
	Subject string `json:"subject"`          // what was offered: "opus/48000/2 (111)", "sendonly"
	Taken   bool   `json:"taken"`            // it is in the answer
	Result  string `json:"result,omitempty"` // what the answer has, where that is not the same
	Why     string `json:"why"`
	Rule    string `json:"rule,omitempty"` // ID of the rule of [Rules] that the decision keeps, "" where the choice is free
	Clause  string `json:"clause"`
	// The lines that say it in either text, from 1; 0 where there is none.
	OfferLine  int `json:"offerLine,omitempty"`
	AnswerLine int `json:"answerLine,omitempty"`
}

// About is the kind of thing that was decided about.
type About string

const (
	AboutBundle    About = "bundle"
	AboutSection   About = "section"
	AboutDirection About = "direction"
	AboutCodec     About = "codec"
	AboutFeedback  About = "feedback"
	AboutExtension About = "extension"
	AboutEncoding  About = "encoding"
	AboutRTCP      About = "rtcp"
	AboutICE       About = "ice"
	AboutDTLS      About = "dtls"
	AboutCrypto    About = "crypto"
)

// String has a line for each decision: section, what, whether, why, and the clause.
func (r *Report) String() string {
	var b strings.Builder
	for _, d := range r.Decisions {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// String is the decision in one line: "m[1] codec VP9/90000 (98): left out: … (RFC 3264
// §6.1; offer line 70)".
func (d Decision) String() string {
	var b strings.Builder
	if d.Index >= 0 {
		b.WriteString("m[" + strconv.Itoa(d.Index) + "] ")
	}
	b.WriteString(string(d.About) + " " + d.Subject + ": ")
	switch {
	case !d.Taken:
		b.WriteString("left out: ")
	case d.Result != "":
		b.WriteString(d.Result + ": ")
	default:
		b.WriteString("taken: ")
	}
	b.WriteString(d.Why + " (" + d.Clause)
	if d.Rule != "" {
		b.WriteString(", " + d.Rule)
	}
	var places []string
	if d.OfferLine > 0 {
		places = append(places, "offer line "+strconv.Itoa(d.OfferLine))
	}
	if d.AnswerLine > 0 {
		places = append(places, "answer line "+strconv.Itoa(d.AnswerLine))
	}
	if places != nil {
		b.WriteString("; " + strings.Join(places, ", "))
	}
	return b.String() + ")"
}

// A reporter reads the decisions off the plans and finds the lines in both texts.
type reporter struct {
	a      *answering
	answer *view
	report Report
	index  int
	mid    string
}

func (a *answering) report(d *sdp.Description) *Report {
	r := reporter{a: a, answer: newView(d), index: -1}
	for g := range a.groups {
		r.bundle(g)
	}
	for i := range a.plans {
		r.index, r.mid = i, a.plans[i].o.midOf()
		r.section(&a.plans[i], &r.answer.media[i])
	}
	return &r.report
}

func (r *reporter) add(d Decision, offered, answered sdp.Line) {
	d.Index, d.MID, d.OfferLine, d.AnswerLine = r.index, r.mid, offered.Number(), answered.Number()
	r.report.Decisions = append(r.report.Decisions, d)
}

func (r *reporter) bundle(g int) {
	b, group := &r.a.offer.bundles[g], &r.a.groups[g]
	d := Decision{About: AboutBundle, Subject: strings.Join(slices.Collect(b.group.MIDs()), " "), Clause: "RFC 9143 §7.3.1", Rule: "answer-bundle-tag"}
	if group.tag < 0 {
		d.Why = "none of its sections can carry the others"
		if r.a.caps.bundle(false) == NoBundle {
			d.Why = "the policy has no BUNDLE"
		}
		r.add(d, b.line, sdp.Line{})
		return
	}
	d.Taken = true
	tag := r.a.plans[group.tag].o.midOf()
	d.Why = "the first of its sections carries the others"
	if lead := b.lead(); lead != "" && tag != lead {
		d.Why = "the section " + tag + " carries the others, since those before it can't"
	}
	var kept []string
	for _, i := range group.members {
		kept = append(kept, r.a.plans[i].o.midOf())
	}
	if d.Result = strings.Join(kept, " "); d.Result == d.Subject {
		d.Result = ""
	}
	var line sdp.Line
	for i := range r.answer.bundles {
		if r.answer.bundles[i].tag == group.tag {
			line = r.answer.bundles[i].line
		}
	}
	r.add(d, b.line, line)
}

func (r *reporter) section(p *plan, s *section) {
	o := p.o
	why := refusals[p.refused]
	d := Decision{About: AboutSection, Subject: o.kind + " " + o.proto.text, Taken: p.refused == accepted, Rule: why.rule, Clause: why.clause, Why: why.why}
	if d.Taken {
		d.Why = "media[" + strconv.Itoa(p.entry) + "] of the capabilities takes it"
	}
	r.add(d, o.mline, s.mline)
	for i := range p.fates {
		r.codec(p, s, i)
	}
	if p.refused != accepted {
		return
	}
	if !o.proto.sctp { // whose direction means nothing (RFC 8841 §9.2)
		r.direction(p, s)
	}
	r.transport(p, s)
	if o.proto.rtp {
		r.feedback(p, s)
		r.extensions(p, s)
		r.encodings(p, s)
	}
}

// direction reports which way media goes.
func (r *reporter) direction(p *plan, s *section) {
	o := p.o
	d := Decision{About: AboutDirection, Subject: o.direction.String(), Taken: true, Rule: "answer-direction", Clause: "RFC 3264 §6.1"}
	d.Result, d.Why = p.direction.String(), "turned round it is "+o.direction.Reverse().String()+", and "+p.m.Direction.String()+" is wanted here"
	if p.m.Stopped {
		d.Rule, d.Clause = "answer-bundle-tag-rejected", "RFC 9143 §7.3.3"
		d.Why = "it is stopped here, and as the tagged section of its BUNDLE group can't be rejected alone"
	}
	r.add(d, o.dirLine, s.dirLine)
}

// codec reports on one offered codec.
func (r *reporter) codec(p *plan, s *section, i int) {
	o, f := &p.o.codecs[i], &p.fates[i]
	why := rulings[f.ruling]
	d := Decision{About: AboutCodec, Subject: codecName(o), Taken: f.ruling == taken && p.refused == accepted, Rule: why.rule, Clause: why.clause, Why: why.why}
	var line sdp.Line
	switch {
	case f.ruling == taken && p.refused != accepted:
		d.Why = "its section is rejected"
	case f.ruling == taken:
		if k := s.codec(o.PayloadType); k != nil {
			line = s.codecLine(k)
		}
		if f.match.Param != "" {
			d.because(f.match)
		}
		for k := range p.codecs {
			if c := &p.codecs[k]; c.offered.PayloadType == o.PayloadType && c.params != o.Params {
				d.Result = "with " + quote(c.params)
			}
		}
	case f.ruling == notSame && f.match.Param != "" && f.match.Param != "encoding name":
		d.because(f.match)
		if strings.EqualFold(o.Name, "H264") {
			d.Rule = "answer-h264-config"
		} else {
			d.Rule = "answer-codec-config"
		}
	}
	r.add(d, p.o.codecLine(o), line)
}

// because takes the reason of a comparison, which has its clause behind it.
func (d *Decision) because(m sdp.Match) {
	d.Why = m.Why()
	if m.Clause != "" {
		d.Why, d.Clause = strings.TrimSuffix(d.Why, " ("+m.Clause+")"), m.Clause
	}
}

func (r *reporter) feedback(p *plan, s *section) {
	type subject struct{ format, key string }
	answered := make(map[subject]sdp.Line, 2*len(s.feedback())) // "*" has the first of any format
	for _, g := range s.feedback() {
		for _, format := range [...]string{g.v.Format, "*"} {
			k := subject{format, feedbackKey(g.v)}
			if _, has := answered[k]; !has {
				answered[k] = g.line
			}
		}
	}
	for _, f := range p.o.feedback() {
		text := strings.TrimSuffix(f.v.Format+" "+f.v.ID+" "+f.v.Param, " ")
		d := Decision{About: AboutFeedback, Subject: text, Rule: "answer-rtcp-fb", Clause: "RFC 4585 §4.2", Why: "no codec of the answer has it here"}
		line, taken := answered[subject{f.v.Format, feedbackKey(f.v)}]
		if taken {
			d.Taken, d.Why = true, "both sides have it"
		}
		r.add(d, f.line, line)
	}
}

func (r *reporter) extensions(p *plan, s *section) {
	for i, e := range p.o.extmaps() {
		ruling := unsupported
		if i < len(p.rulings) {
			ruling = p.rulings[i]
		}
		why := rulings[ruling]
		d := Decision{About: AboutExtension, Subject: strconv.Itoa(e.v.ID) + " " + e.v.URI, Taken: ruling == taken || ruling == encryptedTaken, Rule: why.rule, Clause: why.clause, Why: why.why}
		var line sdp.Line
		if d.Taken {
			if ruling == taken {
				d.Clause = "RFC 8285 §7"
			}
			for _, x := range s.extmaps() {
				if extensionName(x.v.URI, x.v.Attributes) == extensionName(e.v.URI, e.v.Attributes) {
					line = x.line
					switch {
					case x.v.ID != e.v.ID:
						d.Result = "id " + strconv.Itoa(x.v.ID)
					case x.v.HasDirection:
						d.Result = x.v.Direction.String()
					}
				}
			}
		}
		r.add(d, e.line, line)
	}
}

func (r *reporter) encodings(p *plan, s *section) {
	for _, o := range p.o.rids() {
		d := Decision{About: AboutEncoding, Subject: o.v.ID, Rule: "answer-rid", Clause: "RFC 8851 §6.3", Why: "more encodings than here are wanted, or none of its formats is taken"}
		if !p.hasExtension(ridURI) {
			d.Why = "without the header extension for rids its packets couldn't be told apart"
		}
		var line sdp.Line
		for _, answered := range s.rids() {
			if answered.v.ID == o.v.ID {
				d.Taken, d.Why, line = true, "turned round", answered.line
				d.Result = ridWord(answered.v.Direction)
			}
		}
		r.add(d, o.line, line)
	}
}

// transport reports on RTCP, ICE and keys.
func (r *reporter) transport(p *plan, s *section) {
	v := r.a.offer
	if p.o.proto.rtp {
		mux := v.mux(p.o)
		d := Decision{About: AboutRTCP, Subject: "rtcp-mux", Taken: p.mux, Rule: "answer-rtcp-mux", Clause: "RFC 5761 §5.1.1", Why: "it is offered"}
		switch {
		case !mux.has():
			d.Why = "it is not offered"
		case !p.mux:
			d.Why = "the policy has none"
		}
		r.add(d, mux.line, r.answer.mux(s).line)
	}
	if v.usesICE(p.o) {
		d := Decision{About: AboutICE, Subject: "ice-ufrag " + string(v.ufrag(p.o).v), Taken: p.ice, Rule: "answer-ice-credentials", Clause: "RFC 8839 §4.3.2", Why: "new credentials"}
		if !p.ice {
			d.Why = "there is no ICE here"
		} else if l := r.a.wasLocal(p.tag, p.o); l != nil {
			d.Rule, d.Clause, d.Why = "answer-ice-restart", "RFC 9429 §5.3.2", "the offer restarts ICE, so does the answer"
			if r.a.local.ufrag(l).v == r.answer.ufrag(s).v {
				d.Why = "the offer doesn't restart ICE, so the credentials stay"
			}
		}
		r.add(d, v.ufrag(p.o).line, r.answer.ufrag(s).line)
	}
	switch {
	case p.dtls:
		setup := v.setup(p.o)
		d := Decision{About: AboutDTLS, Subject: "setup:" + string(setup.v), Taken: true, Result: string(r.answer.setup(s).v), Rule: "answer-setup", Clause: "RFC 8842 §5.3", Why: "the offer leaves the choice"}
		switch before := r.a.roleBefore(p.tag, p.o); {
		case setup.v == "active" || setup.v == "passive":
			d.Why = "the only role that the offer leaves"
		case before != "":
			d.Rule, d.Why = "answer-dtls-role", "the association goes on, and its roles with it"
		}
		r.add(d, setup.line, r.answer.setup(s).line)
	case len(p.o.cryptos()) > 0:
		for _, o := range p.o.cryptos() {
			d := Decision{About: AboutCrypto, Subject: o.v.Suite, Taken: p.crypto != nil && p.crypto.Tag == o.v.Tag, Rule: "answer-crypto", Clause: "RFC 4568 §5.1.2", Why: "the first suite that both have"}
			var line sdp.Line
			if !d.Taken {
				d.Why = "another is taken, or it is not supported here"
			} else if len(s.cryptos()) > 0 {
				line = s.cryptos()[0].line
			}
			r.add(d, o.line, line)
		}
	}
}
