package munge

import (
	"iter"
	"strconv"
	"strings"
)

// This file has what edits share that change a word of a line and leave the rest of
// its bytes as they are.

// cut splits an attribute.
func cut(attr string) (name, value string, hasValue bool) { return strings.Cut(attr, ":") }

// isRTP says that a transport protocol is a profile of RTP: "RTP" is one of its parts.
func isRTP(proto string) bool {
	return strings.HasPrefix(proto, "RTP/") || strings.Contains(proto, "/RTP/") || strings.HasSuffix(proto, "/RTP") || proto == "RTP"
}

// A span is a piece of a text.
type span struct{ at, end int }

func (s span) of(text string) string { return text[s.at:s.end] }

// put replaces the piece.
func (s span) put(text, by string) string { return text[:s.at] + by + text[s.end:] }

// words iterates over what stands between spaces in text from an offset on.
func words(text string, from int) iter.Seq[span] {
	return func(yield func(span) bool) {
		for i := from; i < len(text); {
			if text[i] == ' ' || text[i] == '\t' {
				i++
				continue
			}
			at := i
			for i < len(text) && text[i] != ' ' && text[i] != '\t' {
				i++
			}
			if !yield(span{at, i}) {
				return
			}
		}
	}
}

// word is the nth of words, from 0.
func word(text string, from, n int) (span, bool) {
	for i := from; ; n-- {
		for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
			i++
		}
		at := i
		for i < len(text) && text[i] != ' ' && text[i] != '\t' {
			i++
		}
		if at == i {
			return span{}, false
		}
		if n == 0 {
			return span{at, i}, true
		}
	}
}

// pieces iterates over what stands between sep in a piece of text.
func pieces(text string, in span, sep byte) iter.Seq[span] {
	return func(yield func(span) bool) {
		for at := in.at; at <= in.end; {
			end := in.end
			if i := strings.IndexByte(text[at:in.end], sep); i >= 0 {
				end = at + i
			}
			if !yield(span{at, end}) {
				return
			}
			at = end + 1
		}
	}
}

// payloadType reads a payload type; ok is false for what is not one.
func payloadType(s string) (pt int, ok bool) {
	pt, end := leadingType(s)
	if pt > 127 || end == 0 || end < len(s) {
		return 0, false
	}
	return pt, true
}

// leadingType reads the number that s starts with, of which it only matters whether it is a
// payload type, and returns how long it is.
func leadingType(s string) (n, end int) {
	for end < len(s) && s[end]-'0' <= 9 {
		n = min(n*10+int(s[end]-'0'), 128)
		end++
	}
	return n, end
}

// putAll replaces several pieces, which come in order.
func putAll(text string, at []span, by []string) string {
	if len(at) == 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for i, s := range at {
		b.WriteString(text[from:s.at])
		b.WriteString(by[i])
		from = s.end
	}
	b.WriteString(text[from:])
	return b.String()
}

// decimal writes a number.
func decimal(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// number reads a decimal number of 32 bits.
func number(s string) (uint32, bool) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return uint32(n), err == nil
}

// isDTLS says that a transport protocol has DTLS below it.
func isDTLS(proto string) bool {
	if strings.HasPrefix(proto, "UDP/TLS/") {
		return true
	}
	for part := range strings.SplitSeq(proto, "/") {
		if part == "DTLS" {
			return true
		}
	}
	return false
}
