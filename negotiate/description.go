package negotiate

import (
	"encoding/json"
	"fmt"
)

// valid says that RTCSdpType has the type.
func (t Type) valid() bool {
	switch t {
	case TypeOffer, TypePranswer, TypeAnswer, TypeRollback:
		return true
	}
	return false
}

// answers says that a description of the type answers an offer, provisionally or not.
func (t Type) answers() bool { return t == TypeAnswer || t == TypePranswer }

// A Description is a session description with its type, as it travels over signalling:
// webrtc-pc, "RTCSessionDescriptionInit". SDP is unused in a rollback. The zero
// Description stands for setLocalDescription's missing argument.
type Description struct {
	Type Type   `json:"type"`
	SDP  string `json:"sdp"`
}

// UnmarshalJSON reads RTCSessionDescriptionInit: the type must be one of the four and
// be there, the sdp may be missing. Other members are ignored.
func (d *Description) UnmarshalJSON(b []byte) error {
	var init struct {
		Type *Type  `json:"type"`
		SDP  string `json:"sdp"`
	}
	if err := json.Unmarshal(b, &init); err != nil {
		return err
	}
	if init.Type == nil {
		return fmt.Errorf("negotiate: a description without a type (webrtc-pc, RTCSessionDescriptionInit)")
	}
	if !init.Type.valid() {
		return fmt.Errorf("negotiate: %q is not a type of description: offer, pranswer, answer or rollback (webrtc-pc, RTCSdpType)", *init.Type)
	}
	*d = Description{Type: *init.Type, SDP: init.SDP}
	return nil
}
