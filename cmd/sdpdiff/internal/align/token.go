package align

import "strings"

// A Token is a piece of a line.
type Token struct {
	Text    string
	Changed bool
}

// Tokens cuts two lines into pieces and marks those that the other doesn't have. Neighbours
// that are marked alike are one piece.
func Tokens(old, new string) (a, b []Token) {
	const most = 400 // words; beyond that a line is marked as a whole
	x, y := words(old), words(new)
	if len(x) > most || len(y) > most {
		return whole(old), whole(new)
	}
	// The common words at both ends first, then the longest common run of the rest.
	start := 0
	for start < len(x) && start < len(y) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < len(x)-start && end < len(y)-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	keepX, keepY := common(x[start:len(x)-end], y[start:len(y)-end])
	return marked(x, start, end, keepX), marked(y, start, end, keepY)
}

func whole(s string) []Token {
	if s == "" {
		return nil
	}
	return []Token{{s, true}}
}

// words cuts between what is letter or digit and what is not.
func words(s string) []string {
	var list []string
	start := 0
	for i := 1; i <= len(s); i++ {
		if i == len(s) || !wordByte(s[i-1]) || !wordByte(s[i]) {
			list = append(list, s[start:i])
			start = i
		}
	}
	return list
}

func wordByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= 0x80
}

// common marks a longest common subsequence.
func common(x, y []string) (keepX, keepY []bool) {
	keepX, keepY = make([]bool, len(x)), make([]bool, len(y))
	best := make([][]int, len(x)+1) // length of it for what follows i and j
	for i := range best {
		best[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if best[i][j] = max(best[i+1][j], best[i][j+1]); x[i] == y[j] {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j] && best[i][j] == best[i+1][j+1]+1:
			keepX[i], keepY[j] = true, true
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return keepX, keepY
}

// marked joins words into tokens. A sign between two marked words is marked too: single
// kept colons in the middle of another fingerprint say nothing.
func marked(words []string, start, end int, keep []bool) []Token {
	changed := make([]bool, len(words))
	for i, k := range keep {
		changed[start+i] = !k
	}
	for i := start + 1; i < len(words)-end-1; i++ {
		if changed[i-1] && changed[i+1] && !wordByte(words[i][0]) {
			changed[i] = true
		}
	}
	var list []Token
	for i, w := range words {
		if n := len(list); n > 0 && list[n-1].Changed == changed[i] {
			list[n-1].Text += w
		} else {
			list = append(list, Token{w, changed[i]})
		}
	}
	return list
}

// Plain is the text of tokens.
func Plain(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Text)
	}
	return b.String()
}
