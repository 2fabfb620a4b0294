package candidate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tableWidth is the width that lists in the table are broken at.
const tableWidth = 98

// String is a table to paste into an issue: the candidates of both sides, then what
// became of their pairs, by the candidates' labels. A name stays a name.
func (r PairResult) String() string {
	var b strings.Builder
	b.WriteString(r.Role.String())
	if r.facts != "" {
		b.WriteString("; " + r.facts)
	}
	b.WriteString("\n\n")
	local := labels('L', r.Local)
	remote := labels('R', r.Remote)
	var cands [][]string
	side := func(title string, cs []Candidate, names map[string]string, passed int) {
		cands = append(cands, []string{title, "comp", "transport", "address", "priority", "foundation"})
		for _, c := range cs {
			cands = append(cands, []string{names[key(c)] + " " + printable(string(c.Type)), strconv.Itoa(int(c.Component)),
				strings.TrimSpace(printable(string(c.Transport)) + " " + printable(string(c.TCPType))), hostPort(c),
				strconv.FormatUint(uint64(c.Priority), 10), printable(c.Foundation)})
		}
		if passed > 0 {
			cands = append(cands, []string{fmt.Sprintf("and %d of lower priority", passed)})
		}
	}
	side("local", r.Local, local, r.LocalPassed)
	side("remote", r.Remote, remote, r.RemotePassed)
	writeTable(&b, cands, 4)

	rows := [][]string{{"", "pair", "comp", "priority", "at first", "in the end"}}
	for i, p := range r.Pairs {
		if p.Status == NotFormed {
			break
		}
		mark := ""
		if p.Selected {
			mark = "> "
		}
		first := p.Status.String()
		if p.Initial != NoState {
			first = p.Initial.String()
		}
		rows = append(rows, []string{mark + strconv.Itoa(i+1), local[key(p.Local)] + "-" + remote[key(p.Remote)],
			strconv.Itoa(int(p.Component())), strconv.FormatUint(p.Priority, 10), first, p.end()})
	}
	b.WriteString("\n")
	if len(rows) > 1 {
		writeTable(&b, rows, 0, 3)
	} else {
		b.WriteString("no pairs\n")
	}
	r.writeNotFormed(&b, local, remote)
	for _, p := range r.Unmatched {
		fmt.Fprintf(&b, "nominated, but not valid: %s - %s\n", brief(p.Local), brief(p.Remote))
	}
	return b.String()
}

// writeNotFormed lists the combinations that are no pairs, those with the same
// reason together. "L1-*" is L1 with every remote candidate, "*-R1" every local one
// with R1.
func (r PairResult) writeNotFormed(b *strings.Builder, local, remote map[string]string) {
	type ends struct{ local, remote string }
	var found [len(reasons)][]ends
	total := make(map[string]int) // how many combinations a label stands in
	for _, p := range r.Pairs {
		e := ends{local[key(p.Local)], remote[key(p.Remote)]}
		total[e.local]++
		total[e.remote]++
		if p.Status == NotFormed && int(p.Reason) < len(found) {
			found[p.Reason] = append(found[p.Reason], e)
		}
	}
	title := "\nnot formed\n"
	for reason, all := range found {
		if len(all) == 0 {
			continue
		}
		b.WriteString(title)
		title = ""
		count := make(map[string]int)
		for _, e := range all {
			count[e.local]++
			count[e.remote]++
		}
		var names []string
		for _, e := range all {
			switch {
			case total[e.local] > 1 && count[e.local] == total[e.local]:
				names = append(names, e.local+"-*")
			case total[e.remote] > 1 && count[e.remote] == total[e.remote]:
				names = append(names, "*-"+e.remote)
			default:
				names = append(names, e.local+"-"+e.remote)
			}
		}
		slices.SortFunc(names, byLabel)
		writeList(b, "  "+reasonOf(Reason(reason), -1)+":", slices.Compact(names))
	}
}

// writeList writes words behind a start, on as many lines as they need.
func writeList(b *strings.Builder, line string, words []string) {
	for _, w := range words {
		if utf8.RuneCountInString(line)+1+len(w) > tableWidth {
			b.WriteString(line + "\n")
			line = "   "
		}
		line += " " + w
	}
	b.WriteString(line + "\n")
}

// byLabel orders L2-R10 behind L2-R9.
func byLabel(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// labels names the candidates of a side by their text.
func labels(letter rune, cs []Candidate) map[string]string {
	names := make(map[string]string, len(cs))
	for i, c := range cs {
		names[key(c)] = string(letter) + strconv.Itoa(i+1)
	}
	return names
}

func key(c Candidate) string { return c.text() }

// brief is a candidate in a few words: "host udp 192.0.2.1:5000".
func brief(c Candidate) string {
	words := []string{printable(string(c.Type)), printable(string(c.Transport))}
	if c.TCPType != "" {
		words = append(words, printable(string(c.TCPType)))
	}
	return strings.Join(append(words, hostPort(c)), " ")
}

// hostPort is a candidate's address and port, an IPv6 address in brackets. A port
// that is not known, since no line says it, is a question mark.
func hostPort(c Candidate) string {
	host, port := printable(string(c.Address)), strconv.Itoa(int(c.Port))
	if ip, ok := c.Address.IP(); ok && ip.Is6() && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	if c.Port == 0 && !c.source.parsed {
		port = "?"
	}
	return host + ":" + port
}

// printable is a word as it may be shown on a terminal: one that a hostile peer made
// of something else is quoted.
func printable(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return s
}

// writeTable writes cells in columns. The columns in right are flush right; the last
// cell of a row takes what it needs.
func writeTable(b *strings.Builder, rows [][]string, right ...int) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := ""
			if i < len(row)-1 {
				pad = strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
			}
			if slices.Contains(right, i) && pad != "" {
				cell, pad = pad[2:]+cell, pad[:2]
			}
			line.WriteString(cell + pad)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
