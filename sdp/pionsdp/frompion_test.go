package pionsdp_test

import (
	"errors"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
	"github.com/sdpkit/sdpkit/sdp/pionsdp"
)

func ptr[T any](v T) *T { return &v }

// full has something in every field of pion's struct.
func full() *pion.SessionDescription {
	return &pion.SessionDescription{
		Origin:                pion.Origin{Username: "u", SessionID: 1, SessionVersion: 2, NetworkType: "IN", AddressType: "IP4", UnicastAddress: "192.0.2.1"},
		SessionName:           "s",
		SessionInformation:    ptr(pion.Information("i")),
		URI:                   &url.URL{Scheme: "http", Host: "a", Path: "/b"},
		EmailAddress:          ptr(pion.EmailAddress("a@b")),
		PhoneNumber:           ptr(pion.PhoneNumber("+1")),
		ConnectionInformation: &pion.ConnectionInformation{NetworkType: "IN", AddressType: "IP4", Address: &pion.Address{Address: "224.0.0.1", TTL: ptr(1), Range: ptr(2)}},
		Bandwidth:             []pion.Bandwidth{{Type: "AS", Bandwidth: 1}, {Experimental: true, Type: "Y", Bandwidth: 2}},
		TimeDescriptions:      []pion.TimeDescription{{Timing: pion.Timing{StartTime: 1, StopTime: 2}, RepeatTimes: []pion.RepeatTime{{Interval: 3, Duration: 4, Offsets: []int64{5, 6}}}}},
		TimeZones:             []pion.TimeZone{{AdjustmentTime: 7, Offset: -8}},
		EncryptionKey:         ptr(pion.EncryptionKey("prompt")),
		Attributes:            []pion.Attribute{{Key: "x", Value: "y"}, {Key: "z"}},
		MediaDescriptions: []*pion.MediaDescription{{
			MediaName:             pion.MediaName{Media: "image", Port: pion.RangedPort{Value: 9, Range: ptr(2)}, Protos: []string{"TCP", "X"}, Formats: []string{"t38", "u"}},
			MediaTitle:            ptr(pion.Information("i")),
			ConnectionInformation: &pion.ConnectionInformation{NetworkType: "IN", AddressType: "IP6", Address: &pion.Address{Address: "ff00::1", Range: ptr(3)}},
			Bandwidth:             []pion.Bandwidth{{Type: "CT", Bandwidth: 1}},
			EncryptionKey:         ptr(pion.EncryptionKey("clear:x")),
			Attributes:            []pion.Attribute{{Key: "x", Value: "y"}},
		}},
	}
}

func TestEveryFieldGoesThereAndBack(t *testing.T) {
	d, err := pionsdp.FromPion(full())
	if err != nil {
		t.Fatal(err)
	}
	want := "v=0\r\no=u 1 2 IN IP4 192.0.2.1\r\ns=s\r\ni=i\r\nu=http://a/b\r\ne=a@b\r\np=+1\r\nc=IN IP4 224.0.0.1/1/2\r\nb=AS:1\r\nb=X-Y:2\r\n" +
		"t=1 2\r\nr=3 4 5 6\r\nz=7 -8\r\nk=prompt\r\na=x:y\r\na=z\r\n" +
		"m=image 9/2 TCP/X t38 u\r\ni=i\r\nc=IN IP6 ff00::1/3\r\nb=CT:1\r\nk=clear:x\r\na=x:y\r\n"
	if diff := gocmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
	p, losses := pionsdp.ToPion(d)
	if diff := gocmp.Diff(full(), p); diff != "" || len(losses) > 0 {
		t.Error(diff, losses)
	}
}

// eachText calls f with the name of every text that v holds, and a function to set it.
func eachText(v reflect.Value, name string, f func(name string, text reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type() != reflect.TypeFor[*url.URL]() {
			eachText(v.Elem(), name, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), name+"["+strconv.Itoa(i)+"]", f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			eachText(v.Field(i), strings.TrimPrefix(name+"."+v.Type().Field(i).Name, "."), f)
		}
	case reflect.String:
		f(name, v)
	}
}

// No value of any field brings a line in, and a space in it no field.
func TestNoFieldLetsAnotherLineOrFieldIn(t *testing.T) {
	fields := 0
	p := full()
	eachText(reflect.ValueOf(p), "", func(name string, text reflect.Value) {
		fields++
		was := text.String()
		for _, evil := range []string{was + "\r\na=evil", was + "\n", "\r" + was, was + "\x00"} {
			text.SetString(evil)
			d, err := pionsdp.FromPion(p)
			var field *pionsdp.FieldError
			if !errors.As(err, &field) || field.Field != name || d != nil {
				t.Errorf("%s = %q gives %v", name, evil, err)
			}
		}
		// Whatever else stands in a field: it comes back the same, or is refused. Only
		// several protocols in one are divided.
		for _, odd := range []string{was + " 5", "5 " + was, was + "/6", "", " "} {
			text.SetString(odd)
			d, err := pionsdp.FromPion(p)
			if err != nil {
				continue
			}
			again, losses := pionsdp.ToPion(d)
			if b, _ := p.Marshal(); d.String() != string(b) {
				t.Errorf("%s = %q: another text", name, odd)
			}
			divided := strings.Contains(name, "Protos") && strings.Contains(odd, "/")
			if diff := gocmp.Diff(p, again); diff != "" && len(losses) == 0 && !divided {
				t.Errorf("%s = %q is read as something else:\n%s", name, odd, diff)
			}
		}
		text.SetString(was)
	})
	if fields != 31 {
		t.Errorf("%d texts in the struct", fields)
	}
	p.URI = &url.URL{Opaque: "a\r\na=evil"}
	if _, err := pionsdp.FromPion(p); err == nil || err.Error() != `pionsdp: URI: byte "\r" cannot stand in a line` {
		t.Error(err)
	}
}

func TestWhatPionWritesAmbiguouslyIsRefused(t *testing.T) {
	for _, x := range []struct {
		name, want string
		edit       func(p *pion.SessionDescription)
	}{
		{"a number of IP4 addresses without a TTL", "pionsdp: ConnectionInformation.Address: reads as another TTL and number of addresses",
			func(p *pion.SessionDescription) { p.ConnectionInformation.Address.TTL = nil }},
		{"a TTL that does not fit", `8:20: c-line: TTL "257" is not a number from 0 to 255`,
			func(p *pion.SessionDescription) { p.ConnectionInformation.Address.TTL = ptr(257) }},
		{"no media description", "pionsdp: MediaDescriptions[1]: is nil",
			func(p *pion.SessionDescription) { p.MediaDescriptions = append(p.MediaDescriptions, nil) }},
		{"no format", "17:19: m-line: there is no format",
			func(p *pion.SessionDescription) { p.MediaDescriptions[0].MediaName.Formats = nil }},
		{"two protocols in one", "pionsdp: MediaDescriptions[0].MediaName: a field is empty or holds a space",
			func(p *pion.SessionDescription) { p.MediaDescriptions[0].MediaName.Protos = []string{"TCP X"} }},
		{"an address type that is the address", "pionsdp: Origin: a field is empty or holds a space",
			func(p *pion.SessionDescription) {
				p.Origin.AddressType, p.Origin.UnicastAddress = "IP4 192.0.2.1", ""
			}},
		{"a version", `1:3: v-line: version "1" is not 0`, func(p *pion.SessionDescription) { p.Version = 1 }},
		{"a port below 0", `17:9: m-line: port "-1" is not a number`, func(p *pion.SessionDescription) { p.MediaDescriptions[0].MediaName.Port.Value = -1 }},
		{"an empty name", "15:3: a-line: attribute name is missing", func(p *pion.SessionDescription) { p.Attributes[0].Key = "" }},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := full()
			x.edit(p)
			d, err := pionsdp.FromPion(p)
			if err == nil || !strings.HasPrefix(err.Error(), x.want) {
				t.Errorf("%v\n%v", err, d)
			}
		})
	}
	if _, err := pionsdp.FromPion(nil); err == nil {
		t.Error("nil is a description")
	}
	d, err := pionsdp.FromPion(&pion.SessionDescription{})
	if list := sdp.ErrorList(nil); !errors.As(err, &list) || d == nil {
		t.Error(err)
	}
}

// pion's WithExtMap keeps the whole attribute as its key, and its parser TTLs with
// the address. The text is right, and so is what we read in it.
func TestWhatPionKeepsInTheWrongFieldIsReadRight(t *testing.T) {
	p := full()
	p.MediaDescriptions[0].WithExtMap(pion.ExtMap{Value: 3, URI: &url.URL{Scheme: "urn", Opaque: "x"}})
	p.ConnectionInformation.Address = &pion.Address{Address: "224.0.0.1/127/3"}
	d, err := pionsdp.FromPion(p)
	if err != nil {
		t.Fatal(err)
	}
	if e, ok, err := sdp.First[sdp.ExtMap](d.Media(0)); !ok || err != nil || e.ID != 3 || e.URI != "urn:x" {
		t.Error(e, err)
	}
	if c, _, err := d.Session().Connection(); err != nil || c.TTL != 127 || c.Count != 3 {
		t.Error(c, err)
	}
}

func TestAnEditedDescriptionCrosses(t *testing.T) {
	d, err := sdp.Parse(minimal + "m=audio 9 RTP/AVP 0\r\na=x\r\nm=video 9 RTP/AVP 96\r\na=y\r\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveMedia(0); err != nil {
		t.Fatal(err)
	}
	l, err := d.Media(0).AddLine("a=z:")
	if err != nil {
		t.Fatal(err)
	}
	p, losses := checkLaw(t, d)
	want := []pionsdp.Loss{{Path: "m[0]/a=z", Text: l.Text(), Written: "a=z", Why: "pion has no colon without a value behind it"}}
	if diff := gocmp.Diff(want, losses); diff != "" || len(p.MediaDescriptions) != 1 {
		t.Error(diff)
	}
}
