package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/pattern"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// keys finds what only the two peers may know: ICE passwords, those too whose line is
// misspelt, stands in another attribute or in the password of an old kind of candidate; SDES
// keys (RFC 4568 §9.2), key-mgmt's messages (RFC 4567 §3.1) and what an obsolete k= line holds.
// Each alternative is what stays, and then the secret.
var keys = pattern.New(`(?mi)` + strings.Join([]string{
	`(a=ice-pwd:|inline:[ \t]*|^k=)([^\s|;]+)`,
	`(a=[\w-]*ice-pwd[ \t:=]*|ice-pwd[ \t]*[:=][ \t]*|\bpassword[ \t]+)([^\s|;:]{8,})`,
	`(key-mgmt[: ][^\s:]+[ \t:]+)(\S+)`,
}, "|"))

// bare finds the key of a=crypto. It is for one that isn't said to be inline: keys knows the others.
var bare = pattern.New(`(?mi)^(a=crypto:\S+[ \t]+\S+[ \t]+)(\S+)`)

// secretWords are in each text that has a secret.
var secretWords = []string{"ice-pwd", "inline:", "k=", "password", "key-mgmt", "crypto"}

// replaceKeys replaces each secret by what mask makes of it. The patterns aren't asked about text that
// has none of their words, which is most.
func replaceKeys(s string, mask func(string) string) string {
	lower := strings.ToLower(s)
	if !slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(lower, word) }) {
		return s
	}
	s = keys().ReplaceAllStringFunc(s, func(m string) string {
		sub := keys().FindStringSubmatch(m)
		return sub[1] + sub[3] + sub[5] + mask(sub[2]+sub[4]+sub[6])
	})
	return bare().ReplaceAllStringFunc(s, func(m string) string {
		sub := bare().FindStringSubmatch(m)
		if strings.Contains(strings.ToLower(sub[2]), "inline:") {
			return m
		}
		return sub[1] + mask(sub[2])
	})
}

// hidden masks a secret: "GdpW…Gg" still tells one from another.
func hidden(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:4]) + "…" + string(r[len(r)-2:])
	}
	return "…"
}

// maskLine masks the secrets in a line.
func maskLine(s string) string { return replaceKeys(s, hidden) }

// stars masks secrets and keeps every column, for excerpts with a caret.
func stars(text string) string {
	return replaceKeys(text, func(key string) string { return strings.Repeat("*", len(key)) })
}

// quotedKeys replaces by stars what a message about a text quotes of its secrets, without the
// words by which they are known for secrets.
func quotedKeys(text string) *strings.Replacer {
	const most = 40 // bytes that package sdp quotes
	var pairs []string
	replaceKeys(text, func(key string) string {
		quoted := strconv.Quote(key[:min(len(key), most)])
		pairs = append(pairs, quoted, `"`+strings.Repeat("*", len(quoted)-len(`""`))+`"`)
		return key
	})
	return strings.NewReplacer(pairs...)
}

// masked is the change as it may be shown.
func (p *printer) masked(c diff.Change) diff.Change {
	if p.secrets {
		return c
	}
	line := func(refs []diff.LineRef) []diff.LineRef {
		out := make([]diff.LineRef, len(refs))
		for i, r := range refs {
			out[i] = diff.LineRef{Number: r.Number, Text: maskLine(r.Text)}
		}
		return out
	}
	c.Old, c.New = line(c.Old), line(c.New)
	c.Summary = maskLine(c.Summary)
	details := make([]diff.Detail, len(c.Detail))
	for i, d := range c.Detail {
		d.Text, d.Name = maskLine(d.Text), maskLine(d.Name)
		if d.Secret {
			d.Old, d.New = secretValue(d.Name, d.Old), secretValue(d.Name, d.New)
		} else {
			d.Old, d.New = maskLine(d.Old), maskLine(d.New)
		}
		details[i] = d
	}
	c.Detail = details
	return c
}

// secretValue masks a value; of a=crypto the suite stays readable.
func secretValue(name, v string) string {
	switch {
	case v == "":
		return ""
	case strings.Contains(v, "inline:"):
		return maskLine(v)
	}
	return hidden(v)
}
