package diff

import (
	"slices"
	"strconv"
	"strings"
)

// Verdict says in a sentence or two what the whole comes to.
func (r *Report) Verdict() string {
	if r.Same() {
		n := r.Count(Cosmetic)
		switch n {
		case 0:
			return "No difference."
		case 1:
			return "No difference in meaning; 1 cosmetic one."
		}
		return "No difference in meaning; " + strconv.Itoa(n) + " cosmetic ones."
	}
	what := r.what()
	violations := r.Count(Violation)
	if violations > 0 {
		s := "ILLEGAL " + what + ": " + plural(violations, "violation") + "."
		order := slices.ContainsFunc(r.Changes, func(c Change) bool { return c.ID == "mline-order" && c.Level == Violation })
		if stack := refuser("reoffer-mid"); stack != "" && order {
			s += " " + stack + " rejects the whole description."
		}
		if effects := r.effects(); effects != "" {
			s += " It also means: " + effects + "."
		}
		return s
	}
	head := "Legal " + what
	switch r.Role {
	case Plain:
		head = "Different"
		if r.Old.SessionID.Compare(r.New.SessionID) != 0 {
			head = "Two sessions, not a re-offer"
		}
	case Answer:
		head = "Offer and answer"
	case Munged:
		head = "Munged"
	}
	effects := r.effects()
	if effects == "" {
		if r.Worst() == Warning {
			return head + ", with " + plural(r.Count(Warning), "warning") + "."
		}
		return head + ": nothing happens to media."
	}
	s := head + ": " + effects + "."
	if r.Has("ice-restart") && r.Role == Reoffer {
		s += " Media keeps the old path until the new one is up"
		if r.Dialect == JSEP && !r.Has("dtls-restart") {
			s += "; DTLS continues" // of what isn't JSEP's, nobody knows that there is DTLS
		}
		s += "."
	}
	return s
}

// refuser is the stack whose error message the table of rules quotes for this one, "" for none.
func refuser(rule string) string {
	stack, _, ok := strings.Cut(seen(rule), ": \"")
	if !ok {
		return ""
	}
	return stack
}

// Has reports whether there is a change of this class, cosmetic ones left out.
func (r *Report) Has(id string) bool {
	return slices.ContainsFunc(r.Changes, func(c Change) bool { return c.ID == id && c.Level > Cosmetic })
}

func (r *Report) what() string {
	switch r.New.Type {
	case "answer", "pranswer":
		return "answer"
	}
	switch r.Role {
	case Munged:
		return "munging"
	case Answer:
		return "answer"
	}
	return "re-offer"
}

func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}

// Where names the sections of a change: "all of BUNDLE 0 1 2", "mid 1", "slots 0 1";
// "" for the session part.
func (r *Report) Where(c *Change) string {
	var mids, slots []string
	for _, p := range c.Sections {
		if p.MID != "" {
			mids = append(mids, p.MID)
		}
		slots = append(slots, strconv.Itoa(max(p.New, p.Old)))
	}
	switch {
	case len(slots) == 0:
		return ""
	case len(mids) < len(slots):
		return numbered("slot", slots)
	}
	for _, g := range r.New.Bundles {
		if len(g) > 1 && len(mids) > 1 && contains(mids, g) && contains(g, mids) {
			return "all of BUNDLE " + strings.Join(g, " ")
		}
	}
	return numbered("mid", mids)
}

func numbered(word string, list []string) string {
	if len(list) > 1 {
		word += "s"
	}
	return word + " " + strings.Join(list, " ")
}

func contains(set, all []string) bool {
	have := setOf(set)
	return !slices.ContainsFunc(all, func(s string) bool { return !have[s] })
}

// verdictWords gives the words of classes that are named in the verdict; the rest
// is counted.
var verdictWords = map[string]string{
	"ice-restart": "ICE restart", "ice-restart-some": "ICE restart", "dtls-restart": "DTLS restart",
	"codec-added": "codecs added", "codec-removed": "codecs removed", "codec-order": "codec preference changed",
	"fmtp": "format parameters changed", "rtcp-fb": "RTCP feedback changed",
	"extmap-added": "header extensions added", "extmap-removed": "header extensions removed",
	"proto": "another transport protocol", "media-type": "another media type", "bandwidth": "another bandwidth", "ptime": "another packet time",
	"pt-renumbered": "codecs renumbered", "simulcast": "simulcast changed", "crypto": "SRTP keys changed", "endpoint": "media goes elsewhere", "bundle": "BUNDLE changed",
}

// effects lists what happens, in the order of weight; what happens in several
// places is said once.
func (r *Report) effects() string {
	type part struct {
		words  string
		places []string
	}
	var parts []*part
	others := 0
	add := func(words, place string) {
		i := slices.IndexFunc(parts, func(p *part) bool { return p.words == words })
		if i < 0 {
			i = len(parts)
			parts = append(parts, &part{words: words})
		}
		if p := parts[i]; place != "" && !slices.Contains(p.places, place) {
			p.places = append(p.places, place)
		}
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		if c.Level != Effect && c.Level != Warning {
			continue
		}
		words, ok := verdictWords[c.ID]
		where := strings.Replace(r.Where(c), "all of BUNDLE "+strings.Join(r.firstBundle(), " "), "the whole BUNDLE", 1)
		switch {
		case c.ID == "media-added", c.ID == "media-stopped", c.ID == "mline-recycled":
			words, _, _ = strings.Cut(c.Summary, ",")
			if c.ID == "media-added" && !strings.Contains(words, "live again") {
				words += " added"
			}
			add(words, "")
		case c.ID == "direction":
			add(c.Summary, where)
		case c.ID == "bundle" && (r.Has("media-added") || r.Has("media-stopped") || r.Has("mline-recycled")):
			// it goes with that
		case ok:
			add(words, where)
		case c.Level == Effect:
			others++
		}
	}
	var list []string
	const most = 4
	for i, p := range parts {
		if i == most {
			others += len(parts) - most
			break
		}
		s := p.words
		if len(p.places) > 0 {
			s += " on " + strings.Join(p.places, " and ")
		}
		list = append(list, s)
	}
	switch {
	case others > 0 && len(list) > 0:
		list = append(list, plural(others, "other effect"))
	case others > 0:
		list = append(list, plural(others, "effect"))
	}
	return strings.Join(list, ", ")
}

// firstBundle is the only BUNDLE group of most descriptions.
func (r *Report) firstBundle() []string {
	if len(r.New.Bundles) != 1 {
		return nil
	}
	return r.New.Bundles[0]
}
