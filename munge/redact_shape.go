package munge

// This file makes a text that looks like another.

// An alphabet has a letter for each value of a byte, all equally often; 0 for the few that
// are left over then.
type alphabet [256]byte

func newAlphabet(letters string) (a alphabet) {
	for i := range len(a) - len(a)%len(letters) {
		a[i] = letters[i%len(letters)]
	}
	return a
}

var (
	digits   = newAlphabet("0123456789")
	lowerHex = newAlphabet("0123456789abcdef")
	upperHex = newAlphabet("0123456789ABCDEF")
	lower    = newAlphabet("abcdefghijklmnopqrstuvwxyz")
	upper    = newAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	iceChar  = newAlphabet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/") // RFC 8839 §5.4
)

// The kinds of characters that shape tells apart.
const (
	glyphOther = iota
	glyphDigit
	glyphLowHex
	glyphUpHex
	glyphLow // g to z
	glyphUp
	glyphSign // that ICE credentials may have
	glyphHigh // not ASCII: a part of a letter in UTF-8, or a letter in ISO 8859
	numGlyphs
)

var glyphs = func() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case c >= '0' && c <= '9':
			t[i] = glyphDigit
		case c >= 'a' && c <= 'f':
			t[i] = glyphLowHex
		case c >= 'A' && c <= 'F':
			t[i] = glyphUpHex
		case c >= 'a' && c <= 'z':
			t[i] = glyphLow
		case c >= 'A' && c <= 'Z':
			t[i] = glyphUp
		case c == '+' || c == '/':
			t[i] = glyphSign
		case c >= 0x80:
			t[i] = glyphHigh
		}
	}
	return t
}()

// shape maps a text to one of its shape: letters become letters of the same case,
// digits digits, in hexadecimal text either, and in ICE credentials anything that these
// may have; what is not ASCII becomes letters, and all else stays where it is. A text with
// fewer than four of them gets more, to be told from others.
func (u *substitute) shape(class Secret, text string) string {
	low, up, num, sign := &lower, &upper, &digits, (*alphabet)(nil)
	if class == Credentials {
		low, up, num, sign = &iceChar, &iceChar, &iceChar, &iceChar
	}
	if hex := hexDigits(text); hex != nil {
		low, up, num = hex, hex, hex
	}
	alphabets := [numGlyphs]*alphabet{
		glyphDigit: num, glyphLowHex: low, glyphLow: low, glyphUpHex: up, glyphUp: up, glyphSign: sign, glyphHigh: &lower,
	}
	s := u.stream(class, text)
	b := append(u.out[:0], text...)
	for n := s.letters(b, &alphabets); n < 4; n++ {
		b = append(b, s.letter(low))
	}
	u.out = b
	return u.keep(b)
}

// hexDigits is what a text is made of that has eight hexadecimal digits and more, some
// of them letters, and no other letters; else nil.
func hexDigits(text string) *alphabet {
	const (
		low     = 1 << glyphLowHex
		up      = 1 << glyphUpHex
		hexa    = 1<<glyphDigit | low | up
		letters = 1<<glyphLow | 1<<glyphUp
	)
	n, seen := 0, 0
	for i := range len(text) {
		glyph := glyphs[text[i]] % numGlyphs
		seen |= 1 << glyph
		n += hexa >> glyph & 1
	}
	switch {
	case n < 8 || seen&letters != 0:
		return nil
	case seen&(low|up) == low:
		return &lowerHex
	case seen&(low|up) == up:
		return &upperHex
	}
	return nil // digits only, or of both cases
}
