package negotiate

// An extensionIDs is what the ids of header extensions stand for in one space: URIs.
type extensionIDs struct {
	low  [16]string // of those that one byte holds, which nearly all are
	high map[int]string
}

// uri is what an id stands for, "" for nothing.
func (x *extensionIDs) uri(id int) string {
	if id < len(x.low) {
		return x.low[id]
	}
	return x.high[id]
}

func (x *extensionIDs) set(id int, uri string) {
	if id < len(x.low) {
		x.low[id] = uri
		return
	}
	if x.high == nil {
		x.high = make(map[int]string)
	}
	x.high[id] = uri
}
