package sdp

import (
	"fmt"
	"strings"
	"testing"

	pion "github.com/pion/sdp/v3"
)

// A difference is one way in which we treat a text otherwise than pion/sdp
// v3.0.20, and why. FuzzParse allows these and no others.
type difference struct {
	name  string
	text  string // an example
	pion  string // what pion does with it
	ours  string // what we do: the message of the refusal, or how we read it
	rules []*rule
	reads func(text string) bool // texts that both accept and read differently
}

func (x difference) refuses(e *SyntaxError) bool {
	for _, r := range x.rules {
		if e.Rule == r.clause && e.Fix == r.fix {
			return true
		}
	}
	return false
}

// differences lists where pion accepts and we refuse (rules is set), where both
// accept and read another thing (reads is set), and where pion refuses what is
// legal or deployed.
var differences = []difference{
	// We refuse.
	{name: "a text without its required lines is no description", text: "v=0\r\n",
		pion: "accepts, with empty fields", ours: "2:1: o= is missing", rules: []*rule{&ruleMissing, &ruleEmpty}},
	{name: "NUL stands in no value", text: minimal + "a=x:\x00\r\n",
		pion: "keeps the byte", ours: "5:5: a-line: NUL byte", rules: []*rule{&ruleBytes}},
	{name: "an attribute name is a token", text: minimal + "a=two words\r\n",
		pion: "takes any text", ours: "5:6: a-line: byte \" \" cannot stand in an attribute name", rules: []*rule{&ruleAttribute}},
	{name: "the version is there, and 0, not 2^64", text: strings.Replace(minimal, "v=0", "v=18446744073709551616", 1),
		pion: "wraps around to 0", ours: "1:3: v-line: version \"18446744073709551616\" is not 0", rules: []*rule{&ruleVersion}},
	{name: "o= has a username and visible fields", text: strings.Replace(minimal, "o=- ", "o= ", 1),
		pion: "reads an empty username", ours: "2:8: o-line: session version \"IN\" is not a number; or is the username missing?", rules: []*rule{&ruleOrigin}},
	{name: "a line is one line", text: strings.Replace(minimal, "t=0 0\r\n", "t=0 0 a=x\r\n", 1),
		pion: "reads what follows a field as the next line", ours: "4:7: t-line: unexpected \"a=x\"", rules: []*rule{&ruleTime, &ruleConn}},
	{name: "a line starts with its letter", text: "v=0 o=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n",
		pion: "reads o= behind v=", ours: "1:5: v-line: unexpected \"o=-\"", rules: []*rule{&ruleForm, &ruleType, &ruleBOM}},
	{name: "t= has two numbers", text: strings.Replace(minimal, "t=0 0", "t=", 1),
		pion: "reads what is missing as 0", ours: "4:3: t-line: start time is missing", rules: []*rule{&ruleTime}},
	{name: "r= has times without a sign", text: minimal + "r=+1 -1 0\r\n",
		pion: "takes a sign", ours: "5:3: r-line: \"+1\" is not a time such as 604800 or 7d, or beyond 64 bits", rules: []*rule{&ruleRepeat}},
	{name: "z= has pairs", text: minimal + "z=1\r\n",
		pion: "drops the odd one", ours: "5:4: z-line: times and offsets are not in pairs", rules: []*rule{&ruleZone}},
	{name: "u= is a URI", text: strings.Replace(minimal, "t=", "u=a b\r\nt=", 1),
		pion: "takes what net/url takes", ours: "4:4: u-line: byte \" \" cannot stand in a URI", rules: []*rule{&ruleURI}},
	{name: "TTL and number of addresses are numbers in range", text: minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 224.0.0.1/256\r\n",
		pion: "keeps address, TTL and number as one text", ours: "6:20: c-line: TTL \"256\" is not a number from 0 to 255", rules: []*rule{&ruleConn}},
	{name: "a bandwidth type is a token", text: strings.Replace(minimal, "t=", "b=X-a b:1\r\nt=", 1),
		pion: "takes any text behind X-", ours: "4:6: b-line: \"X-a b:1\" is not <type>:<number>", rules: []*rule{&ruleBandwidth}},
	{name: "a port is a number without a sign", text: minimal + "m=audio +9 RTP/AVP 0\r\n",
		pion: "takes a sign", ours: "5:9: m-line: port \"+9\" is not a number", rules: []*rule{&rulePort, &rulePortCount}},
	{name: "m= has a format, and tokens", text: minimal + "m=audio 9 RTP/AVP\r\n",
		pion: "accepts a list of none", ours: "5:18: m-line: there is no format", rules: []*rule{&ruleMedia}},
	{name: "what may stand once stands once", text: minimal + "m=audio 9 RTP/AVP 0\r\ni=a\r\ni=b\r\n",
		pion: "keeps the last", ours: "7:1: i-line: there is one already", rules: []*rule{&ruleOnce}},
	{name: "a lone CR may leave lines in another order", text: minimal + "a=x\ro=- 1 1 IN IP4 192.0.2.1\r\n",
		pion: "reads one line and drops a byte of it", ours: "6:1: o-line: there is one already", rules: []*rule{&ruleOrder, &ruleLevel}},

	// Both accept.
	{name: "a lone CR ends a line", text: minimal + "a=x:1\ra=y:2\r\n",
		pion: "reads one attribute and drops its last byte", ours: "a=x:1 | a=y:2",
		reads: func(text string) bool { return strings.Count(text, "\r") != strings.Count(text, "\r\n") }},
	{name: "numbers keep their width", text: strings.Replace(minimal, "o=- 1 ", "o=- 18446744073709551617 ", 1),
		pion: "wraps around", ours: "session id 18446744073709551617",
		reads: func(text string) bool { return hasLongNumber(text) }},
	{name: "several c= lines are kept", text: minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\n",
		pion: "keeps the last", ours: "c=IN IP4 192.0.2.1 | c=IN IP4 192.0.2.2",
		reads: func(text string) bool { return strings.Count(text, "c=") > 1 }},

	// pion refuses.
	{name: "any media type", text: minimal + "m=image 9 udptl t38\r\n", pion: "refuses", ours: "m=image 9 udptl t38"},
	{name: "any protocol", text: minimal + "m=audio 9 UDP/X 0\r\n", pion: "refuses: invalid numeric value", ours: "m=audio 9 UDP/X 0"},
	{name: "any bandwidth type", text: strings.Replace(minimal, "t=", "b=NEW:1\r\nt=", 1), pion: "refuses", ours: "b=NEW:1"},
	{name: "any network", text: strings.Replace(minimal, "IN IP4", "TN RFC2543", 1), pion: "refuses", ours: "o=- 1 1 TN RFC2543 192.0.2.1"},
	{name: "several e= lines", text: strings.Replace(minimal, "t=", "e=a@b\r\ne=c@d\r\nt=", 1), pion: "refuses", ours: "e=a@b | e=c@d"},
	{name: "no final line ending", text: strings.TrimSuffix(minimal, "\r\n"), pion: "refuses: EOF", ours: "t=0 0"},
	{name: "a= before t=", text: strings.Replace(minimal, "t=", "a=x\r\nt=", 1), pion: "refuses", ours: "a=x | t=0 0"},
	{name: "no t=", text: "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nm=audio 9 RTP/AVP 0\r\n", pion: "refuses", ours: "m=audio 9 RTP/AVP 0"},
	{name: "no s=", text: strings.Replace(minimal, "s=-\r\n", "", 1), pion: "refuses", ours: "t=0 0"},
	{name: "a username with a space", text: strings.Replace(minimal, "o=-", "o=RTSP Session", 1), pion: "refuses", ours: "o=RTSP Session 1 1 IN IP4 192.0.2.1"},
}

// hasLongNumber reports whether a run of digits may be beyond 64 bits.
func hasLongNumber(text string) bool {
	run := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			run = 0
		} else if run++; run > 18 {
			return true
		}
	}
	return false
}

func TestDifferencesFromPionAreAsListed(t *testing.T) {
	for _, x := range differences {
		t.Run(x.name, func(t *testing.T) {
			var p pion.SessionDescription
			pionErr := p.UnmarshalString(x.text)
			d, err := Parse(x.text)
			switch {
			case x.rules != nil:
				if pionErr != nil {
					t.Errorf("pion refuses it: %v", pionErr)
				}
				if err == nil {
					t.Fatal("we accept it")
				}
				if first := err.(ErrorList)[0]; first.Error() != x.ours {
					t.Errorf("we say %q, not %q", first, x.ours)
				}
			case err != nil:
				t.Errorf("we refuse it: %v", err)
			case x.reads != nil:
				if pionErr != nil || readAlike(d, &p) == "" || !x.reads(x.text) {
					t.Errorf("no difference (pion: %v)", pionErr)
				}
			default:
				if pionErr == nil {
					t.Error("pion accepts it")
				}
			}
			if err == nil && !strings.HasPrefix(x.ours, "session id") {
				want := strings.Split(x.ours, " | ")
				have := strings.Join(contents(d), "\n") + "\n"
				if !strings.Contains(have, strings.Join(want, "\n")+"\n") {
					t.Errorf("we read\n%s", have)
				}
			}
		})
	}
}

// readAlike says where our reading departs from pion's, "" if nowhere.
func readAlike(d *Description, p *pion.SessionDescription) string {
	if o, err := d.Origin(); err != nil || !sameOrigin(o, p.Origin) {
		return fmt.Sprintf("o=: %v, %v", o, p.Origin)
	}
	if d.SessionName() != string(p.SessionName) {
		return fmt.Sprintf("s=: %q, %q", d.SessionName(), p.SessionName)
	}
	if s := alike(d.Session(), p.Attributes, p.Bandwidth, p.ConnectionInformation); s != "" {
		return "session: " + s
	}
	if d.NumMedia() != len(p.MediaDescriptions) {
		return fmt.Sprintf("%d media, %d", d.NumMedia(), len(p.MediaDescriptions))
	}
	for i, m := range d.AllMedia() {
		pm := p.MediaDescriptions[i]
		name, err := m.MediaName()
		count := 0
		if pm.MediaName.Port.Range != nil {
			count = *pm.MediaName.Port.Range
		}
		if err != nil || !name.Equal(MediaName{pm.MediaName.Media, pm.MediaName.Port.Value, count, strings.Join(pm.MediaName.Protos, "/"), pm.MediaName.Formats}) {
			return fmt.Sprintf("m=: %v, %v, %v", name, pm.MediaName, err)
		}
		if s := alike(m, pm.Attributes, pm.Bandwidth, pm.ConnectionInformation); s != "" {
			return fmt.Sprintf("m[%d]: %s", i, s)
		}
	}
	return ""
}

func sameOrigin(o Origin, p pion.Origin) bool {
	if o.Address == "" { // pion makes one up
		o.AddressType, o.Address = p.AddressType, p.UnicastAddress
	}
	id, ok := o.SessionID.Uint64()
	version, ok2 := o.SessionVersion.Uint64()
	return ok && ok2 && o.Username == p.Username && id == p.SessionID && version == p.SessionVersion &&
		o.NetworkType == p.NetworkType && o.AddressType == p.AddressType && o.Address == p.UnicastAddress
}

func alike(s Section, attrs []pion.Attribute, bandwidth []pion.Bandwidth, c *pion.ConnectionInformation) string {
	i := 0
	for l := range s.LinesOf('a') {
		name, value, _, _ := l.Attr()
		if i >= len(attrs) || attrs[i].Key != name || attrs[i].Value != value {
			return fmt.Sprintf("attribute %d is %q", i, l)
		}
		i++
	}
	if i != len(attrs) {
		return fmt.Sprintf("%d attributes, %d", i, len(attrs))
	}
	i = 0
	for b := range s.Bandwidths() {
		if i >= len(bandwidth) || bandwidth[i].Bandwidth != b.Value || strings.TrimPrefix(b.Type, "X-") != bandwidth[i].Type {
			return fmt.Sprintf("bandwidth %d is %v", i, b)
		}
		i++
	}
	if i != len(bandwidth) {
		return fmt.Sprintf("%d bandwidths, %d", i, len(bandwidth))
	}
	own, ok, _ := s.Connection()
	if ok != (c != nil) {
		return "c= is there for one only"
	}
	if ok {
		addr := ""
		if c.Address != nil {
			addr = c.Address.Address
		}
		if whole := strings.TrimPrefix(own.String(), own.NetworkType+" "+own.AddressType); strings.TrimPrefix(whole, " ") != addr {
			return fmt.Sprintf("c=: %v, %v", own, c)
		}
	}
	return ""
}
