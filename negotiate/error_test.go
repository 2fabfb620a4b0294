package negotiate_test

import (
	"errors"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
)

func TestErrorsSayTheCallTheStateAndTheLine(t *testing.T) {
	cause := errors.New("cause")
	for _, tt := range []struct {
		err  *negotiate.Error
		want string
	}{
		{&negotiate.Error{Name: negotiate.ErrInvalidState, Op: "SetRemote(answer)", State: negotiate.Stable, Msg: "why"}, "SetRemote(answer) in stable: InvalidStateError: why"},
		{&negotiate.Error{Name: negotiate.ErrSyntax, Op: "SetRemote(offer)", State: negotiate.HaveLocalOffer, Line: 1, Msg: "why"}, "SetRemote(offer) in have-local-offer: RTCError: line 1: why"},
		{&negotiate.Error{Name: negotiate.ErrType, Op: "AddCandidate", Msg: "why", Err: cause}, "AddCandidate: TypeError: why"},
	} {
		if tt.err.Error() != tt.want {
			t.Errorf("%q, and not %q", tt.err, tt.want)
		}
		if !errors.Is(tt.err, tt.err.Name) || errors.Is(tt.err, negotiate.ErrOperation) || errors.Is(tt.err, cause) != (tt.err.Err != nil) {
			t.Errorf("%v is not what errors.Is says", tt.err)
		}
	}
}
