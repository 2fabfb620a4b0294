package candidate

// WithLiberties is ParseLax with the liberties that a text takes among its problems.
func WithLiberties(s string) ErrorList {
	text, at := frame(s)
	_, _, errs := read(text, at, true)
	return errs
}

// Quickly reads a value of the usual form in one pass; ok is false for another one.
func Quickly(text string) (c Candidate, ok bool) {
	ok = c.scan(text)
	return c, ok
}

// Thoroughly reads a value word by word.
func Thoroughly(text string) (Candidate, ErrorList) {
	c, _, errs := read(text, 0, false)
	return c, errs
}
