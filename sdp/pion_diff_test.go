package sdp

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	pion "github.com/pion/sdp/v3"
)

// A difference is one way in which we treat a text otherwise than pion/sdp
// v3.0.20, and why. Of texts that pion accepts, FuzzParse allows us to refuse or to
// read otherwise these and no others.
type difference struct {
	name   string
	text   string // an example
	pion   string // what pion does with it
	ours   string // what we do: the message of the refusal, or how we read it
	why    string
	rules  []*rule                // pion accepts, we refuse by one of these
	reads  func(text string) bool // texts that both accept and read differently
	writes string                 // lines that pion writes for ours, which we give back as they are
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
// accept and read another thing (reads is set), where both accept and pion writes
// another text (writes is set), and where pion refuses what is legal or deployed.
var differences = []difference{
	// We refuse.
	{name: "a text without its required lines is no description", text: "v=0\r\n",
		pion: "accepts, with empty fields", ours: "2:1: o= is missing",
		why: "a text that was cut off, or is none at all, must not pass for an offer of nothing (RFC 8866 §5)", rules: []*rule{&ruleMissing, &ruleEmpty}},
	{name: "no text is no description", text: "",
		pion: "accepts, and refuses what it then writes", ours: "1:1: the description is empty",
		why: "a body that got lost must not pass for an offer of nothing", rules: []*rule{&ruleMissing, &ruleEmpty}},
	{name: "NUL stands in no value", text: minimal + "a=x:\x00\r\n",
		pion: "keeps the byte", ours: "5:5: a-line: NUL byte",
		why: "the grammar has it in no value (RFC 8866 §9 byte-string), and C code behind us ends the text there", rules: []*rule{&ruleBytes}},
	{name: "an attribute name is a token", text: minimal + "a=two words\r\n",
		pion: "takes any text", ours: "5:6: a-line: byte \" \" cannot stand in an attribute name",
		why: "RFC 8866 §9 attribute-name; a name with a space is mostly a colon forgotten", rules: []*rule{&ruleAttribute}},
	{name: "the version is there, and 0, not 2^64", text: strings.Replace(minimal, "v=0", "v=18446744073709551616", 1),
		pion: "wraps around to 0", ours: "1:3: v-line: version \"18446744073709551616\" is not 0",
		why: "another version has another grammar (RFC 8866 §5.1)", rules: []*rule{&ruleVersion}},
	{name: "o= has a username and visible fields", text: strings.Replace(minimal, "o=- ", "o= ", 1),
		pion: "reads an empty username", ours: "2:8: o-line: session version \"IN\" is not a number; or is the username missing?",
		why: "the field is required (RFC 8866 §5.2), and without it the numbers are taken for others", rules: []*rule{&ruleOrigin}},
	{name: "a line is one line", text: strings.Replace(minimal, "t=0 0\r\n", "t=0 0 a=x\r\n", 1),
		pion: "reads what follows a field as the next line", ours: "4:7: t-line: unexpected \"a=x\"",
		why: "two readers that divide a text into other lines see two different offers", rules: []*rule{&ruleTime, &ruleConn}},
	{name: "a line starts with its letter", text: "v=0 o=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n",
		pion: "reads o= behind v=", ours: "1:5: v-line: unexpected \"o=-\"",
		why: "what one reader takes for part of a line another takes for a line", rules: []*rule{&ruleForm, &ruleType, &ruleBOM}},
	{name: "t= has two numbers", text: strings.Replace(minimal, "t=0 0", "t=", 1),
		pion: "reads what is missing as 0", ours: "4:3: t-line: start time is missing",
		why: "what is not there is not 0: 0 means a session without bounds (RFC 8866 §5.9)", rules: []*rule{&ruleTime}},
	{name: "r= has times without a sign", text: minimal + "r=+1 -1 0\r\n",
		pion: "takes a sign", ours: "5:3: r-line: \"+1\" is not a time such as 604800 or 7d, or beyond 64 bits",
		why: "RFC 8866 §9 repeat-interval; a session that repeats backwards means nothing", rules: []*rule{&ruleRepeat}},
	{name: "z= has pairs", text: minimal + "z=1\r\n",
		pion: "drops the odd one", ours: "5:4: z-line: times and offsets are not in pairs",
		why: "half a pair says that something is missing (RFC 8866 §5.11)", rules: []*rule{&ruleZone}},
	{name: "u= is a URI", text: strings.Replace(minimal, "t=", "u=a b\r\nt=", 1),
		pion: "takes what net/url takes", ours: "4:4: u-line: byte \" \" cannot stand in a URI",
		why: "RFC 8866 §9 uri; a space would be percent-encoded on the way back", rules: []*rule{&ruleURI}},
	{name: "TTL and number of addresses are numbers in range", text: minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 224.0.0.1/256\r\n",
		pion: "keeps address, TTL and number as one text", ours: "6:20: c-line: TTL \"256\" is not a number from 0 to 255",
		why: "a TTL says how far packets go (RFC 8866 §5.7); 256 is not one", rules: []*rule{&ruleConn}},
	{name: "a bandwidth type is a token", text: strings.Replace(minimal, "t=", "b=X-a b:1\r\nt=", 1),
		pion: "takes any text behind X-", ours: "4:6: b-line: \"X-a b:1\" is not <type>:<number>",
		why: "RFC 8866 §9 bwtype", rules: []*rule{&ruleBandwidth}},
	{name: "a port is a number without a sign", text: minimal + "m=audio +9 RTP/AVP 0\r\n",
		pion: "takes a sign", ours: "5:9: m-line: port \"+9\" is not a number",
		why: "RFC 8866 §9 port", rules: []*rule{&rulePort, &rulePortCount}},
	{name: "m= has a format, and tokens", text: minimal + "m=audio 9 RTP/AVP\r\n",
		pion: "accepts a list of none", ours: "5:18: m-line: there is no format",
		why: "RFC 8866 §9 media-field: at least one format", rules: []*rule{&ruleMedia}},
	{name: "what may stand once stands once", text: minimal + "m=audio 9 RTP/AVP 0\r\ni=a\r\ni=b\r\n",
		pion: "keeps the last", ours: "7:1: i-line: there is one already",
		why: "with two values it is the reader's choice which counts, and readers choose differently (RFC 8866 §5)", rules: []*rule{&ruleOnce}},
	{name: "a lone CR may leave lines in another order", text: minimal + "a=x\ro=- 1 1 IN IP4 192.0.2.1\r\n",
		pion: "reads one line and drops a byte of it", ours: "6:1: o-line: there is one already",
		why: "a lone CR ends a line for us, see below", rules: []*rule{&ruleOrder, &ruleLevel}},

	// Both accept.
	{name: "a lone CR ends a line", text: minimal + "a=x:1\ra=y:2\r\n",
		pion: "reads one attribute and drops its last byte", ours: "a=x:1 | a=y:2",
		why:   "some senders end lines with CR, and some readers take it for an end; a value that holds one is an injection",
		reads: func(text string) bool { return strings.Count(text, "\r") != strings.Count(text, "\r\n") }},
	{name: "numbers keep their width", text: strings.Replace(minimal, "o=- 1 ", "o=- 18446744073709551617 ", 1),
		pion: "wraps around", ours: "session id 18446744073709551617",
		why:   "RFC 8866 §5.2 sets no bound; a version that wraps around looks older than the one before",
		reads: func(text string) bool { return hasLongNumber(text) }},
	{name: "several c= lines are kept", text: minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\n",
		pion: "keeps the last", ours: "c=IN IP4 192.0.2.1 | c=IN IP4 192.0.2.2",
		why:   "a media section may have several (RFC 8866 §5.7: one for each layer)",
		reads: func(text string) bool { return strings.Count(text, "c=") > 1 }},

	// Both accept, pion writes another text.
	{name: "a=x: is not a=x", text: minimal + "a=x:\r\n", pion: "drops the colon", writes: "a=x\r\n", ours: "a=x:",
		why: "a signature or a comparison over the text fails otherwise, and a reader may tell them apart"},
	{name: "lines keep their endings", text: strings.ReplaceAll(minimal, "\r\n", "\n"), pion: "writes CRLF", writes: "v=0\r\no=", ours: "v=0",
		why: "a line that nobody touched is not ours to change"},
	{name: "blank lines stay", text: minimal + "\r\na=x\r\n", pion: "drops them", writes: "t=0 0\r\na=x\r\n", ours: "t=0 0 | a=x",
		why: "line numbers stay those of the sender's log"},
	{name: "lines keep their order", text: minimal + "m=audio 9 RTP/AVP 0\r\na=x\r\nc=IN IP4 192.0.2.1\r\n", pion: "sorts them",
		writes: "c=IN IP4 192.0.2.1\r\na=x\r\n", ours: "a=x | c=IN IP4 192.0.2.1", why: "a line that nobody touched is not ours to move"},
	{name: "spacing stays", text: minimal + "m=audio  9 RTP/AVP 0 \r\n", pion: "tidies it", writes: "m=audio 9 RTP/AVP 0\r\n", ours: "m=audio  9 RTP/AVP 0 ",
		why: "a line that nobody touched is not ours to tidy"},
	{name: "times keep their units", text: minimal + "r=7d 1h 0 25h\r\n", pion: "counts in seconds", writes: "r=604800 3600 0 90000\r\n", ours: "r=7d 1h 0 25h",
		why: "7d is what somebody wrote (RFC 8866 §5.10); Seconds counts for those who ask"},
	{name: "numbers keep their zeros", text: strings.Replace(minimal, "t=0 0", "t=00 0", 1), pion: "drops them", writes: "t=0 0\r\n", ours: "t=00 0",
		why: "ids are compared as text elsewhere"},
	{name: "u= stays as it is", text: strings.Replace(minimal, "t=", "u=HTTP://a/b?#\r\nt=", 1), pion: "writes what net/url makes of it",
		writes: "u=http://a/b?\r\n", ours: "u=HTTP://a/b?#", why: "a URI is a reference, and not ours to normalise"},
	{name: "what o= lacks is lacking", text: strings.Replace(minimal, "IN IP4 192.0.2.1", "IN", 1), pion: "makes an address up",
		writes: "o=- 1 1 IN IP4 0.0.0.0\r\n", ours: "o=- 1 1 IN", why: "no byte is invented; Origin has an empty Address"},

	// pion refuses.
	{name: "any media type", text: minimal + "m=image 9 udptl t38\r\n", pion: "refuses", ours: "m=image 9 udptl t38",
		why: "the registry is open (RFC 8866 §8.2.2), and RFC 6466 has put image into it: fax needs it"},
	{name: "any protocol", text: minimal + "m=audio 9 UDP/X 0\r\n", pion: "refuses: invalid numeric value", ours: "m=audio 9 UDP/X 0",
		why: "the registry is open (RFC 8866 §8.2.3), and a section that is not understood is rejected, not the whole offer (RFC 3264 §6)"},
	{name: "any bandwidth type", text: strings.Replace(minimal, "t=", "b=NEW:1\r\nt=", 1), pion: "refuses", ours: "b=NEW:1",
		why: "unknown ones are ignored (RFC 8866 §5.8)"},
	{name: "any network", text: strings.Replace(minimal, "IN IP4", "TN RFC2543", 1), pion: "refuses", ours: "o=- 1 1 TN RFC2543 192.0.2.1",
		why: "RFC 8866 §9 nettype is a token; other networks are described in RFC 3108 and RFC 7195"},
	{name: "several e= lines", text: strings.Replace(minimal, "t=", "e=a@b\r\ne=c@d\r\nt=", 1), pion: "refuses", ours: "e=a@b | e=c@d",
		why: "RFC 8866 §9 email-fields: any number"},
	{name: "no final line ending", text: strings.TrimSuffix(minimal, "\r\n"), pion: "refuses: EOF", ours: "t=0 0",
		why: "nothing is missing, and SIP stacks and editors leave it off"},
	{name: "a= before t=", text: strings.Replace(minimal, "t=", "a=x\r\nt=", 1), pion: "refuses", ours: "a=x | t=0 0",
		why: "cameras send it; nothing depends on the order"},
	{name: "no t=", text: "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nm=audio 9 RTP/AVP 0\r\n", pion: "refuses", ours: "m=audio 9 RTP/AVP 0",
		why: "cameras leave it out"},
	{name: "no s=", text: strings.Replace(minimal, "s=-\r\n", "", 1), pion: "refuses", ours: "t=0 0",
		why: "cameras leave it out"},
	{name: "a username with a space", text: strings.Replace(minimal, "o=-", "o=RTSP Session", 1), pion: "refuses", ours: "o=RTSP Session 1 1 IN IP4 192.0.2.1",
		why: "cameras send it; the numbers tell where it ends"},
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
			case x.writes != "":
				b, _ := p.Marshal()
				if pionErr != nil || !strings.Contains(string(b), x.writes) || strings.Contains(x.text, x.writes) {
					t.Errorf("pion writes %q (%v)", b, pionErr)
				}
				if d.String() != x.text {
					t.Errorf("we write %q", d)
				}
			default:
				if pionErr == nil {
					t.Error("pion accepts it")
				}
			}
			if x.pion == "" || x.ours == "" || x.why == "" {
				t.Error("the list does not say what pion does, what we do, or why")
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

// A callDifference is one between what calls do or say, each shown by a program.
type callDifference struct {
	name, pion, ours, why string
	show                  func() (pion, ours string)
}

var callDifferences = []callDifference{
	{
		name: "errors say where", pion: "sdp: invalid port value `x`", ours: `5:9: m-line: port "x" is not a number`,
		why: "who looks for the fault has a text of two hundred lines before him",
		show: func() (string, string) {
			text := minimal + "m=audio x RTP/AVP 0\r\n"
			_, err := Parse(text)
			return new(pion.SessionDescription).UnmarshalString(text).Error(), err.Error()
		},
	},
	{
		name: "used memory is used again", pion: "2 media sections", ours: "1 media sections",
		why: "pion appends to what the value held: a second offer is the first one and the second",
		show: func() (string, string) {
			var p pion.SessionDescription
			var d Description
			for range 2 {
				_ = p.UnmarshalString(minimal + media)
				_ = d.Reset(minimal + media)
			}
			return fmt.Sprint(len(p.MediaDescriptions), " media sections"), fmt.Sprint(d.NumMedia(), " media sections")
		},
	},
	{
		name: "what is written can be read", pion: "sdp: invalid value ``", ours: "<nil>",
		why: "pion's zero value is written as a text that it refuses; New gives one that is valid",
		show: func() (string, string) {
			var p, again pion.SessionDescription
			b, _ := p.Marshal()
			_, err := Parse(New().String())
			return again.Unmarshal(b).Error(), fmt.Sprint(err)
		},
	},
	{
		name: "no value brings a line in", pion: "2 lines", ours: `sdp: a-line: byte "\r" cannot stand in a line`,
		why: "a label from a user becomes a=inactive, or another fingerprint",
		show: func() (string, string) {
			var p pion.MediaDescription
			p.WithValueAttribute("label", "1\r\na=inactive")
			b, _ := (&pion.SessionDescription{MediaDescriptions: []*pion.MediaDescription{&p}}).Marshal()
			d := New()
			_, err := d.Session().AddLine("a=label:1\r\na=inactive")
			return fmt.Sprint(strings.Count(string(b), "\r\na="), " lines"), err.Error()
		},
	},
	{
		name: "header extensions have ids to 255, and from 4096", pion: "SyntaxError: 247 -- extmap key must be in the range 1-256", ours: "247 4096",
		why: "RFC 8285 §4.3 has ids to 255 with two-byte headers, §5 asks for a choice with 4096 to 4351",
		show: func() (string, string) {
			var e pion.ExtMap
			err := e.Unmarshal("extmap:247 urn:x")
			d, _ := Parse(minimal + media + "a=extmap:247 urn:x\r\na=extmap:4096 urn:y\r\n")
			var ids []int
			for x, err := range All[ExtMap](d.Media(0)) {
				if err == nil {
					ids = append(ids, x.ID)
				}
			}
			return err.Error(), strings.Trim(fmt.Sprint(ids), "[]")
		},
	},
	{
		name: "an extension that was added is there", pion: "false", ours: "true",
		why: "WithExtMap makes the whole line the key, so that Attribute does not find it before the text was read again",
		show: func() (string, string) {
			var p pion.MediaDescription
			p.WithExtMap(pion.ExtMap{Value: 1})
			_, theirs := p.Attribute("extmap")
			d, _ := Parse(minimal + media)
			_ = Add(d.Media(0), ExtMap{ID: 1, URI: "urn:x"})
			_, ours, _ := First[ExtMap](d.Media(0))
			return fmt.Sprint(theirs), fmt.Sprint(ours)
		},
	},
	{
		name: "c= has a TTL and a number of addresses", pion: "224.0.0.1/127/3 <nil> <nil>", ours: "224.0.0.1 127 3",
		why: "RFC 8866 §5.7; pion's struct has fields for them, which its parser leaves empty",
		show: func() (string, string) {
			text := strings.Replace(minimal, "t=", "c=IN IP4 224.0.0.1/127/3\r\nt=", 1)
			var p pion.SessionDescription
			_ = p.UnmarshalString(text)
			a := p.ConnectionInformation.Address
			d, _ := Parse(text)
			c, _, _ := d.Session().Connection()
			return fmt.Sprint(a.Address, " ", a.TTL, " ", a.Range), fmt.Sprint(c.Address, " ", c.TTL, " ", c.Count)
		},
	},
	{
		name: "payload types belong to their section", pion: "opus", ours: "opus VP8",
		why: "without BUNDLE two sections may give one number to two codecs (RFC 3264 §5.1); pion has one map for all",
		show: func() (string, string) {
			text := minimal + "m=audio 9 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\nm=video 9 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n"
			var p pion.SessionDescription
			_ = p.UnmarshalString(text)
			c, _ := p.GetCodecForPayloadType(96)
			d, _ := Parse(text)
			var names []string
			for _, m := range d.AllMedia() {
				for c := range m.Codecs() {
					names = append(names, c.Name)
				}
			}
			return c.Name, strings.Join(names, " ")
		},
	},
	{
		name: "the same question has the same answer", pion: "96 97", ours: "96",
		why: "pion's GetPayloadTypeForCodec goes through a map; Codecs goes in the order of m=, which is that of preference (RFC 3264 §5.1)",
		show: func() (string, string) {
			text := minimal + "m=video 9 RTP/AVP 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 VP8/90000\r\n"
			var p pion.SessionDescription
			_ = p.UnmarshalString(text)
			d, _ := Parse(text)
			theirs, ours := make(map[uint8]bool), make(map[uint8]bool)
			for range 1000 { // that all thousand agree by chance is out of the question
				pt, _ := p.GetPayloadTypeForCodec(pion.Codec{Name: "VP8"})
				theirs[pt] = true
				for c := range d.Media(0).Codecs() {
					if c.Name == "VP8" {
						ours[c.PayloadType] = true
						break
					}
				}
			}
			list := func(m map[uint8]bool) string { return strings.Trim(fmt.Sprint(slices.Sorted(maps.Keys(m))), "[]") }
			return list(theirs), list(ours)
		},
	},
}

func TestCallsDifferFromPionsAsListed(t *testing.T) {
	for _, x := range callDifferences {
		t.Run(x.name, func(t *testing.T) {
			theirs, ours := x.show()
			if theirs != x.pion {
				t.Errorf("pion gives %q, not %q", theirs, x.pion)
			}
			if ours != x.ours {
				t.Errorf("we give %q, not %q", ours, x.ours)
			}
			if x.why == "" {
				t.Error("the list does not say why")
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
