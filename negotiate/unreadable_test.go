package negotiate

import (
	"slices"
	"strings"
	"testing"
)

// unreadable are the texts of a call with each of its attributes spoilt in turn: without
// its value, or with one where there is none.
func unreadable(text string) (list [][2]string) {
	lines := strings.SplitAfter(text, "\n")
	for i, l := range lines {
		line := strings.TrimSuffix(l, "\n")
		name, _, valued := strings.Cut(line, ":")
		bad := name + ":"
		if !valued {
			bad += "x y"
		}
		if strings.HasPrefix(line, "a=") {
			list = append(list, [2]string{bad, strings.Join(slices.Concat(lines[:i], []string{bad + "\n"}, lines[i+1:]), "")})
		}
	}
	return list
}

// An attribute that can't be parsed counts as absent. That is a fault of the text,
// and no reason to say that somebody has left the attribute out.
func TestWhatCannotBeReadAccusesNobody(t *testing.T) {
	texts := 0
	accuses := func(what string, v Verdict) {
		t.Helper()
		texts++
		for _, f := range v.Violations() {
			if f.Code != "V24" && f.Code != "R12" { // the text is another one
				t.Errorf("%q: %v", what, f)
			}
		}
	}
	for _, call := range calls {
		o, a := lax(call[0]), lax(call[1])
		for _, bad := range unreadable(call[0]) {
			accuses(bad[0], CheckAnswer(lax(bad[1]), a))
			accuses(bad[0], CheckAnswer(lax(bad[1]), a, After(o, a)))
			accuses(bad[0], CheckAnswer(o, a, After(lax(bad[1]), a)))
			accuses(bad[0], CheckReoffer(o, lax(again(t, bad[1])), InMode(WebRTC)))
			accuses(bad[0], CheckReoffer(lax(bad[1]), lax(again(t, call[0])), After(nil, a)))
		}
		for _, bad := range unreadable(call[1]) {
			accuses(bad[0], CheckAnswer(o, lax(bad[1]), InMode(SIP)))
			accuses(bad[0], CheckAnswer(o, lax(bad[1]), After(o, a)))
			accuses(bad[0], CheckAnswer(o, a, After(o, lax(bad[1]))))
		}
	}
	t.Logf("%d verdicts", texts)
}

func TestARuleWhoseAttributeCannotBeReadIsListed(t *testing.T) {
	v := CheckAnswer(lax(webrtcOffer), lax(edited(webrtcAnswer, "a=recvonly", "a=recvonly:x")))
	if v.Has("V6") || !slices.Contains(v.NotEvaluated, Skipped{"answer-direction", "V6", "a direction can't be parsed"}) {
		t.Error(v)
	}
}
