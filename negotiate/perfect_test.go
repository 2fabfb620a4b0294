package negotiate

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

func TestThePoliteSideGivesWayAndTheImpoliteOneDoesnt(t *testing.T) {
	for _, polite := range []bool{true, false} {
		p := agreedPeer(t)
		n := &Perfect{Peer: p, Polite: polite}
		must(t, p.SetLocal(offerOf(2, av0)))
		before := p.Snapshot()
		answer, err := n.Receive(Description{TypeOffer, "garbage"})
		if polite {
			if err == nil || p.State() != Stable {
				t.Errorf("garbage left the polite side %s: %v", p.State(), err)
			}
			continue
		}
		if err != nil || answer != nil || p.Snapshot() != before {
			t.Errorf("the impolite side did something about an offer: %v", err)
		}
		must(t, n.ReceiveCandidate(&candidate.Init{Candidate: "garbage", SDPMid: ptr("nope")}))
		must(t, n.ignoreNoMore(answerOf(2, av0)))
		if err := n.ReceiveCandidate(&candidate.Init{Candidate: "garbage", SDPMid: ptr("nope")}); err == nil {
			t.Error("an error is suppressed although no offer was ignored")
		}
	}
}

func (n *Perfect) ignoreNoMore(answer Description) error {
	_, err := n.Receive(answer)
	return err
}
