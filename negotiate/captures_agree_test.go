package negotiate_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A reported section is what a stack says of one of its transceivers at the end.
type reported struct {
	MID              *string         `json:"mid"`
	Kind             string          `json:"kind"`
	CurrentDirection string          `json:"currentDirection"`
	Stopped          bool            `json:"stopped"`
	Sender           json.RawMessage `json:"sender"`
	Receiver         json.RawMessage `json:"receiver"`
	Codecs           []string        `json:"codecs"`           // aiortc has one list for both ways
	HeaderExtensions []string        `json:"headerExtensions"` // the same
}

type reportedEnd struct {
	Transceivers []reported `json:"transceivers"`
	Transports   []struct {
		DTLSState string `json:"dtlsState"`
		DTLSRole  string `json:"dtlsRole"`
	} `json:"transports"`
	State recordedState `json:"state"`
}

// ways are the codecs and extensions of a sender or receiver, in the two forms that
// stacks report.
type ways struct {
	codecs, extensions       []string
	hasCodecs, hasExtensions bool
}

func readWays(raw json.RawMessage) (w ways) {
	var v struct {
		Codecs           json.RawMessage `json:"codecs"`
		HeaderExtensions json.RawMessage `json:"headerExtensions"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return w
	}
	if json.Unmarshal(v.Codecs, &w.codecs) == nil && len(v.Codecs) > 0 {
		w.hasCodecs = true
	} else {
		var list []struct {
			MimeType    string
			ClockRate   uint32
			Channels    int
			SDPFmtpLine string
			PayloadType uint8
		}
		if json.Unmarshal(v.Codecs, &list) == nil && len(v.Codecs) > 0 {
			w.codecs, w.hasCodecs = []string{}, true
			for _, k := range list {
				w.codecs = append(w.codecs, fmt.Sprintf("%d %s %d %d %s", k.PayloadType, k.MimeType, k.ClockRate, max(k.Channels, 1), k.SDPFmtpLine))
			}
		}
	}
	if json.Unmarshal(v.HeaderExtensions, &w.extensions) == nil && len(v.HeaderExtensions) > 0 {
		w.hasExtensions = true
	} else {
		var list []struct {
			URI string
			ID  int
		}
		w.extensions = nil
		if json.Unmarshal(v.HeaderExtensions, &list) == nil && len(v.HeaderExtensions) > 0 {
			w.hasExtensions = true
			for _, e := range list {
				w.extensions = append(w.extensions, fmt.Sprintf("%d %s", e.ID, e.URI))
			}
		}
	}
	return w
}

// names makes "111 opus/48000/2" of "111 audio/opus 48000 2 minptime=10", sorted.
func names(list []string) []string {
	out := []string{}
	for _, s := range list {
		f := strings.SplitN(s, " ", 4)
		_, name, _ := strings.Cut(f[1], "/")
		channels := "1"
		if len(f) > 3 {
			if c, _, _ := strings.Cut(f[3], " "); c != "" {
				channels = c
			}
		}
		out = append(out, f[0]+" "+strings.ToLower(name)+"/"+f[2]+"/"+channels)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// paramsOf finds the format parameters of a payload type.
func paramsOf(list []string, pt uint8) (string, bool) {
	for _, s := range list {
		// "111 audio/opus 48000 2 minptime=10"; a video codec has no channels and two spaces.
		if f := strings.SplitN(s, " ", 5); f[0] == fmt.Sprint(pt) {
			text := strings.Join(f[min(4, len(f)):], "")
			// An older libwebrtc reports whole lines.
			return strings.TrimPrefix(text, "a=fmtp:"+f[0]+" "), true
		}
	}
	return "", false
}

// paramSet sorts parameters.
func paramSet(params string) string {
	var list []string
	for name, value := range (sdp.FMTP{Params: params}).All() {
		list = append(list, strings.Trim(name+"="+value, "=")) // red's list has no name
	}
	slices.Sort(list)
	return strings.Join(list, ";")
}

func flowNames(f negotiate.Flow) []string {
	out := []string{}
	for _, k := range f.Codecs {
		out = append(out, fmt.Sprintf("%d %s/%d/%d", k.PayloadType, strings.ToLower(k.Name), k.ClockRate, k.Channels))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A difference is one fact that Agree and a stack tell differently.
type difference struct {
	x          *exchange
	stack      string
	peer       string
	seat       negotiate.Side
	section    negotiate.SeatSection
	fact       string // "direction", "send", "params", "recv", "extensions", "dtls"
	ours       string
	theirs     string
	local, rem *sdp.Description
}

// A stackRule explains differences: whose they are, by which clause the stack departs
// or what it means by its report, and which they are exactly.
type stackRule struct {
	name, clause string
	stacks       []string
	count        int // in testdata/exchanges
	matches      func(d *difference) bool
}

var stackRules = []stackRule{
	{"libwebrtc uses one of the extensions for estimating bandwidth, and offset only where abs-send-time and transport-wide-cc are not agreed",
		"RFC 8285 §7: an agreed extension may be left out", []string{"chromium", "wrtc"}, 16,
		func(d *difference) bool {
			const offset = " urn:ietf:params:rtp-hdrext:toffset"
			rest := slices.DeleteFunc(strings.Split(d.ours, ", "), func(e string) bool { return strings.HasSuffix(e, offset) })
			return d.fact == "extensions" && strings.Contains(d.ours, offset) && strings.Join(rest, ", ") == d.theirs
		}},
	{"libwebrtc's answerer reports as its sender's codecs all of the offer's that it knows, those too that its answer leaves out",
		"RFC 3264 §6.1: the answerer sends with a format of the offer that is also in the answer", []string{"chromium", "wrtc"}, 1,
		func(d *difference) bool {
			if d.fact != "send" || d.seat != negotiate.Answerer {
				return false
			}
			offered := map[string]bool{}
			for k := range d.rem.Media(d.section.Index).Codecs() {
				offered[fmt.Sprintf("%d %s/%d/%d", k.PayloadType, strings.ToLower(k.Name), k.ClockRate, k.Channels)] = true
			}
			theirs := strings.Split(d.theirs, ", ")
			return !slices.ContainsFunc(theirs, func(k string) bool { return !offered[k] }) &&
				!slices.ContainsFunc(strings.Split(d.ours, ", "), func(k string) bool { return !slices.Contains(theirs, k) })
		}},
	{"libwebrtc writes out the defaults of AV1 and VP9 where the other side leaves them out",
		"AV1 RTP §7.2, RFC 9628 §6: the same codec", []string{"chromium"}, 11,
		func(d *difference) bool {
			rest := slices.DeleteFunc(strings.Split(d.theirs, ";"), func(p string) bool {
				return slices.Contains([]string{"level-idx=5", "profile=0", "tier=0", "profile-id=0"}, p) && !strings.Contains(d.ours, p)
			})
			return d.fact == "params" && strings.Join(rest, ";") == d.ours
		}},
	{"webrtcbin reports the direction of its transceiver where the agreed one is less",
		"RFC 3264 §6.1", []string{"gstreamer"}, 2,
		func(d *difference) bool {
			return d.fact == "direction" && (d.theirs == "sendrecv" || d.theirs == "recvonly") && d.ours != "stopped"
		}},
	{"a transceiver that was stopped before it answered is stopped at once, and port 0 follows in its next description",
		"RFC 9429 §5.3.1: its section would have to be rejected", []string{"chromium"}, 1,
		func(d *difference) bool {
			return d.fact == "direction" && d.ours == "inactive" && d.theirs == "stopped" && d.seat == negotiate.Answerer
		}},
}

func TestAgreeIsWhatTheStacksReport(t *testing.T) {
	facts, equal := map[string]int{}, map[string]int{}
	var differences []difference
	for _, x := range exchanges(t) {
		for _, peer := range []string{"a", "b"} {
			raw, ok := x.Final[peer]
			if !ok {
				continue
			}
			var end reportedEnd
			if err := json.Unmarshal(raw, &end); err != nil {
				t.Fatalf("%s %s: %v", x.name, peer, err)
			}
			local, remote := end.State.CurrentLocal, end.State.CurrentRemote
			if local == "" {
				local = end.State.PendingLocal
			}
			if remote == "" {
				remote = end.State.PendingRemote
			}
			d := difference{x: x, peer: peer, stack: x.Peers[peer].Stack, seat: negotiate.Offerer}
			offer, answer := local, remote
			switch {
			case end.State.SignalingState != "stable":
				continue
			case x.Descriptions[local].Type == "offer" && x.Descriptions[remote].Type == "answer":
			case x.Descriptions[local].Type == "answer" && x.Descriptions[remote].Type == "offer":
				offer, answer, d.seat = remote, local, negotiate.Answerer
			default:
				continue
			}
			// A stack doesn't always store what it was given, so ask for that.
			if remote = x.given(peer, remote); d.seat == negotiate.Offerer {
				answer = remote
			} else {
				offer = remote
			}
			d.local, d.rem = x.parse(local), x.parse(remote)
			agreement, _ := negotiate.Agree(x.parse(offer), x.parse(answer), negotiate.InMode(negotiate.WebRTC))
			seat := agreement.For(d.seat)
			hold := func(fact, ours, theirs string) {
				facts[fact]++
				if ours == theirs {
					equal[fact]++
					return
				}
				d := d
				d.fact, d.ours, d.theirs = fact, ours, theirs
				differences = append(differences, d)
			}
			compare(end, seat, &d, hold)
		}
	}
	report(t, facts, equal, differences)
}

func compare(end reportedEnd, seat negotiate.Seat, d *difference, hold func(fact, ours, theirs string)) {
	for _, s := range seat.Sections {
		var r *reported
		for i := range end.Transceivers {
			if m := end.Transceivers[i].MID; m != nil && *m == s.MID {
				r = &end.Transceivers[i]
			}
		}
		if r == nil || s.Kind != "audio" && s.Kind != "video" {
			continue
		}
		d.section = s
		if r.CurrentDirection != "" {
			ours := s.Direction.String()
			if s.Rejected != "" {
				ours = "stopped"
			}
			theirs := r.CurrentDirection
			if r.Stopped {
				theirs = "stopped"
			}
			hold("direction", ours, theirs)
		}
		if s.Rejected != "" {
			continue
		}
		send := readWays(r.Sender)
		recv := readWays(r.Receiver)
		if string(r.Receiver) == `"=sender"` {
			recv = send
		}
		if r.Codecs != nil {
			send = ways{r.Codecs, r.HeaderExtensions, true, true}
		}
		if send.hasCodecs && s.Sends() {
			hold("send", strings.Join(flowNames(s.Send), ", "), strings.Join(names(send.codecs), ", "))
			if d.stack == "chromium" || d.stack == "wrtc" {
				// Others write parameters their own way.
				for _, k := range s.Send.Codecs {
					if theirs, ok := paramsOf(send.codecs, k.PayloadType); ok {
						hold("params", paramSet(k.Params), paramSet(theirs))
					}
				}
			}
		}
		if recv.hasCodecs && s.Receives() {
			// A receiver may be ready for more than it will be sent.
			var missing []string
			have := names(recv.codecs)
			for _, k := range flowNames(s.Recv) {
				if !slices.Contains(have, k) {
					missing = append(missing, k)
				}
			}
			hold("recv", strings.Join(missing, ", "), "")
		}
		// Firefox has an empty list always.
		if send.hasExtensions && s.Sends() && d.stack != "firefox" {
			var ours []string
			for _, e := range s.Extensions {
				ours = append(ours, fmt.Sprintf("%d %s", e.ID, e.URI))
			}
			theirs := slices.Clone(send.extensions)
			sort.Strings(ours)
			sort.Strings(theirs)
			hold("extensions", strings.Join(ours, ", "), strings.Join(theirs, ", "))
		}
	}
	d.section = negotiate.SeatSection{}
	for i, tr := range end.Transports {
		if i < len(seat.Transports) && len(end.Transports) == len(seat.Transports) && seat.Transports[i].DTLS != nil && (tr.DTLSRole == "client" || tr.DTLSRole == "server") {
			hold("dtls", seat.Transports[i].DTLS.Role, tr.DTLSRole)
		}
	}
}

func report(t *testing.T, facts, equal map[string]int, differences []difference) {
	counts := make([]int, len(stackRules))
	total, same := 0, 0
	for _, fact := range []string{"direction", "send", "params", "recv", "extensions", "dtls"} {
		t.Logf("%-10s %4d facts, %4d equal", fact, facts[fact], equal[fact])
		total, same = total+facts[fact], same+equal[fact]
	}
	t.Logf("%-10s %4d facts, %4d equal", "all", total, same)
	for i := range differences {
		d := &differences[i]
		rule := slices.IndexFunc(stackRules, func(r stackRule) bool { return slices.Contains(r.stacks, d.stack) && r.matches(d) })
		if rule < 0 {
			t.Errorf("%s %s (%s, %s) m[%d] %s:\n  ours   %s\n  theirs %s", d.x.name, d.peer, d.stack, d.seat, d.section.Index, d.fact, d.ours, d.theirs)
			continue
		}
		counts[rule]++
	}
	t.Logf("%d of %d are equal without any entry: %.1f %%", same, total, 100*float64(same)/float64(total))
	if 10*same < 9*total {
		t.Error("less than 90 % are equal without any entry")
	}
	for i, r := range stackRules {
		t.Logf("%3d %s (%s): %s", counts[i], strings.Join(r.stacks, ", "), r.clause, r.name)
		if *exchangesDir == defaultExchanges && counts[i] != r.count {
			t.Errorf("%d differences and not %d are explained by %q", counts[i], r.count, r.name)
		}
	}
}
