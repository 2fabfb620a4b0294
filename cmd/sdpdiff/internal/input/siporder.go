package input

import (
	"container/heap"
	"slices"
)

// arranged puts the messages of one call in an order that CSeq allows, and otherwise leaves
// them as they stand: a log interleaves the two directions, but what one side asks
// has rising numbers (RFC 3261 §12.2.1.1), an answer stands behind what it answers,
// and ACK behind the final response. moved says that something had to be moved.
func arranged(list []*message) (out []*message, moved bool) {
	type transaction struct {
		from string
		cseq int
	}
	const request, provisional, final, ack = 0, 1, 2, 3
	rank := func(m *message) int {
		switch {
		case m.method == "ACK":
			return ack
		case m.code == 0:
			return request
		case m.code < 200:
			return provisional
		}
		return final
	}
	waits := make([]int, len(list))
	then := make([][]int, len(list))
	after := func(i, j int) {
		waits[j]++
		then[i] = append(then[i], j)
	}
	stages := make(map[transaction]*[4][]int)
	asked := make(map[string][]int) // requests of one side
	for i, m := range list {
		key := transaction{m.from, m.cseq}
		if stages[key] == nil {
			stages[key] = new([4][]int)
		}
		s := rank(m)
		stages[key][s] = append(stages[key][s], i)
		// CANCEL has the number of what it cancels (RFC 3261 §9.1).
		if s == request && m.method != "CANCEL" {
			asked[m.from] = append(asked[m.from], i)
		}
	}
	for i, m := range list {
		st := stages[transaction{m.from, m.cseq}]
		for s := rank(m) - 1; s >= 0; s-- {
			if n := len(st[s]); n > 0 {
				// The last of the stage below is enough: within a stage the log's order stays.
				after(st[s][n-1], i)
				break
			}
		}
	}
	for _, s := range stages {
		for _, same := range s {
			for k := 1; k < len(same); k++ {
				after(same[k-1], same[k])
			}
		}
	}
	for _, requests := range asked {
		slices.SortStableFunc(requests, func(i, j int) int { return list[i].cseq - list[j].cseq })
		for k := 1; k < len(requests); k++ {
			if list[requests[k-1]].cseq < list[requests[k]].cseq {
				after(requests[k-1], requests[k])
			}
		}
	}
	ready := &ints{}
	for i := range list {
		if waits[i] == 0 {
			heap.Push(ready, i)
		}
	}
	last := -1
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		moved = moved || i < last
		last = max(last, i)
		out = append(out, list[i])
		for _, j := range then[i] {
			if waits[j]--; waits[j] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	return out, moved
}

// ints is a heap of indices: the first in the log comes first.
type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
