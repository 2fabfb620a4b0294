package negotiate_test

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A new tls-id is a new DTLS association, whose roles are chosen anew (RFC 8842 §5.3);
// the same one goes on, and so do its roles.
func TestANewTLSIDHasNewRoles(t *testing.T) {
	const first, second = "a=tls-id:aaaaaaaaaaaaaaaaaaaa\n", "a=tls-id:bbbbbbbbbbbbbbbbbbbb\n"
	caps := browser(audio())
	caps.Transport.DTLS.Setup, caps.Transport.DTLS.TLSID = "passive", "cccccccccccccccccccc"
	made, err := negotiate.Offer(browser(audio()), nil)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(lines(made), "a=mid:0\n", "a=mid:0\n"+first, 1)
	for _, tt := range []struct{ tlsID, want string }{{first, "passive"}, {second, "active"}} {
		h := answered(t, mustParse(t, text), caps)
		again := caps
		ice, dtls := *caps.Transport.ICE, *caps.Transport.DTLS
		ice.Ufrag, ice.Pwd = "newu", "newpasswordnewpassword"
		dtls.Setup, dtls.TLSID = "active", "dddddddddddddddddddd"
		again.Transport.ICE, again.Transport.DTLS = &ice, &dtls
		restart := strings.NewReplacer("a=ice-ufrag:answ", "a=ice-ufrag:offr", first, tt.tlsID).Replace(text)
		answer, err := h.Answer(mustParse(t, restart), again)
		if err != nil {
			t.Fatal(err)
		}
		if setup, _, _ := sdp.First[sdp.Setup](answer.Media(0)); string(setup) != tt.want {
			t.Errorf("%s is answered with setup %s, not %s", strings.TrimSpace(tt.tlsID), setup, tt.want)
		}
	}
}

// An offer made while one that restarts ICE is out restarts it no second time.
func TestAPendingRestartIsNotRestarted(t *testing.T) {
	h := agree(t, browser(audio()), browser(audio()))
	caps := browser(audio())
	caps.Rand = rand.New(rand.NewSource(1))
	ice := *caps.Transport.ICE
	ice.Ufrag, ice.Pwd, ice.Restart = "", "", true
	caps.Transport.ICE = &ice
	offer, err := h.Offer(caps)
	if err != nil {
		t.Fatal(err)
	}
	old, _, _ := sdp.Lookup[sdp.ICEUfrag](h.Local().Media(0))
	ufrag, _, _ := sdp.Lookup[sdp.ICEUfrag](offer.Media(0))
	if ufrag == old {
		t.Fatalf("the offer has the username fragment %s of before", old)
	}
	must(t, h.SetLocal(negotiate.TypeOffer, offer))
	offer, err = h.Offer(caps)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, _ := sdp.Lookup[sdp.ICEUfrag](offer.Media(0)); again != ufrag {
		t.Errorf("the username fragment of the pending offer was %s, the next offer has %s", ufrag, again)
	}
}
