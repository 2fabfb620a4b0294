package input

import (
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// slotTexts are the descriptions that a connection held when the recorder wrote, which it
// leaves parts out against: a section that is equal to that of the description
// held before is written as "v=" or "m=" and nothing else, if both are of one type.
type slotTexts struct {
	pending, current [2]*replay.Description // by replay.Side
	created          *replay.Description
	restored         bool
}

// set follows the state machine.
func (h *slotTexts) set(d *replay.Description, side replay.Side) {
	if d == nil {
		return
	}
	switch d.Type {
	case replay.Offer, replay.Pranswer:
		if d.Type == replay.Offer {
			h.pending = [2]*replay.Description{}
		}
		h.pending[side] = d
	case replay.Answer:
		h.current[side], h.current[1-side] = d, h.pending[1-side]
		h.pending = [2]*replay.Description{}
	case replay.Rollback:
		h.pending = [2]*replay.Description{}
	}
	if side == replay.Local {
		h.created = nil
	}
}

// restore puts back what was left out of d. What can't be found stays as it is, so that the
// text shows as broken.
func (h *slotTexts) restore(d *replay.Description, side replay.Side) *replay.Description {
	if d == nil || !strings.HasPrefix(d.SDP, "v=\r\n") && !strings.Contains(d.SDP, "\nm=\r\n") {
		return d
	}
	for _, base := range []*replay.Description{h.pending[side], h.current[side], h.created} {
		if base == nil || base.Type != d.Type {
			continue
		}
		h.restored = true
		return &replay.Description{Type: d.Type, SDP: fill(d.SDP, base.SDP)}
	}
	return d
}

// fill replaces the sections of text that are empty by those of base.
func fill(text, base string) string {
	from := strings.Split(base, "\nm=")
	parts := strings.Split(text, "\nm=")
	for i, part := range parts {
		empty := strings.TrimSpace(part) == ""
		if i == 0 {
			empty = strings.TrimSpace(part) == "v="
		}
		if !empty || i >= len(from) {
			continue
		}
		parts[i] = strings.TrimRight(from[i], "\r\n") + "\r"
		if i == len(parts)-1 {
			parts[i] += "\n"
		}
	}
	return strings.Join(parts, "\nm=")
}
