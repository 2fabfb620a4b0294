package negotiate

// A chain is a list that grows at its end and shares what it has with the lists that
// it was before, so that to keep an old one costs nothing. A nil chain is empty.
type chain[T any] struct {
	before *chain[T]
	v      T
	n      int
}

// with is the chain with one more value.
func (c *chain[T]) with(v T) *chain[T] { return &chain[T]{before: c, v: v, n: c.len() + 1} }

func (c *chain[T]) len() int {
	if c == nil {
		return 0
	}
	return c.n
}

// list returns the values, the oldest first; nil for none.
func (c *chain[T]) list() []T {
	if c == nil {
		return nil
	}
	list := make([]T, c.n)
	for i := c.n - 1; i >= 0; i, c = i-1, c.before {
		list[i] = c.v
	}
	return list
}
