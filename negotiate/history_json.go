package negotiate

import (
	"encoding/json"
	"fmt"

	"github.com/sdpkit/sdpkit/sdp"
)

// historyJSON is a History as JSON has it.
type historyJSON struct {
	Origin      string          `json:"origin,omitempty"`
	Version     uint64          `json:"version,omitempty"`
	Created     string          `json:"created,omitempty"`
	CreatedAs   uint64          `json:"createdVersion,omitempty"`
	MIDs        []string        `json:"mids,omitempty"`
	Extensions  []usedExtension `json:"extensions,omitempty"`
	Formats     []usedFormat    `json:"payloadTypes,omitempty"`
	Slots       []slot          `json:"sections,omitempty"`
	Proposed    []slot          `json:"proposedSections,omitempty"`
	Offered     []slot          `json:"offeredSections,omitempty"`
	Initiator   Initiator       `json:"initiator,omitempty"`
	Current     exchangeJSON    `json:"current,omitzero"`
	Pending     exchangeJSON    `json:"pending,omitzero"`
	Provisional bool            `json:"provisional,omitempty"`
}

type exchangeJSON struct {
	Local   *string   `json:"local,omitempty"`
	Remote  *string   `json:"remote,omitempty"`
	Offerer Initiator `json:"offerer,omitempty"`
}

// MarshalJSON writes all that a History knows; the names in it are stable.
func (h *History) MarshalJSON() ([]byte, error) {
	j := historyJSON{
		Version: h.version, Created: h.created.text, CreatedAs: h.created.version,
		MIDs: h.mids, Extensions: h.extensions, Formats: h.formats,
		Slots: h.slots, Proposed: h.proposed, Offered: h.offered, Initiator: h.initiator,
		Current: h.current.json(), Pending: h.pending.json(), Provisional: h.provisional,
	}
	if h.origin.SessionID != "" {
		j.Origin = h.origin.String()
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON writes. After an error h is as before.
func (h *History) UnmarshalJSON(data []byte) error {
	var j historyJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	read := History{
		version: j.Version, created: created{j.Created, j.CreatedAs},
		mids: j.MIDs, extensions: j.Extensions, formats: j.Formats,
		slots: j.Slots, proposed: j.Proposed, offered: j.Offered, initiator: j.Initiator,
		current: j.Current.exchange(), pending: j.Pending.exchange(), provisional: j.Provisional,
	}
	if j.Origin != "" {
		d, _ := sdp.ParseLax("o=" + j.Origin + "\r\n")
		o, err := d.Origin()
		if err != nil {
			return fmt.Errorf("negotiate: history: origin: %w", err)
		}
		read.origin = o
	}
	for i, f := range j.Formats {
		if f.PayloadType > 127 || f.Section < -1 {
			return fmt.Errorf("negotiate: history: payloadTypes[%d]: there is no payload type %d in section %d", i, f.PayloadType, f.Section)
		}
	}
	if n := read.current.local; n != nil && len(read.slots) != n.NumMedia() {
		return fmt.Errorf("negotiate: history: %d sections for a description of %d", len(read.slots), n.NumMedia())
	}
	if n := read.pending.local; n != nil && read.pending.offerer == Local && len(read.offered) != n.NumMedia() {
		return fmt.Errorf("negotiate: history: %d offered sections for an offer of %d", len(read.offered), n.NumMedia())
	}
	*h = read
	return nil
}

func (x exchange) json() (j exchangeJSON) {
	text := func(d *sdp.Description) *string {
		if d == nil {
			return nil
		}
		s := d.String()
		return &s
	}
	return exchangeJSON{text(x.local), text(x.remote), x.offerer}
}

func (j exchangeJSON) exchange() exchange {
	parse := func(s *string) *sdp.Description {
		if s == nil {
			return nil
		}
		d, _ := sdp.ParseLax(*s)
		return d
	}
	return exchange{parse(j.Local), parse(j.Remote), j.Offerer}
}

// MarshalText returns "local", "remote", or "" for NoOne.
func (i Initiator) MarshalText() ([]byte, error) {
	switch i {
	case Local:
		return []byte("local"), nil
	case Remote:
		return []byte("remote"), nil
	}
	return nil, nil
}

// UnmarshalText reads what MarshalText writes.
func (i *Initiator) UnmarshalText(b []byte) error {
	switch string(b) {
	case "":
		*i = NoOne
	case "local":
		*i = Local
	case "remote":
		*i = Remote
	default:
		return fmt.Errorf("negotiate: %q is not local or remote", b)
	}
	return nil
}
