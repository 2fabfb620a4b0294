package sdp

import (
	"strings"
	"testing"
)

// Whatever strings a value is made of, it is refused, or it is one line that is read as
// the same value.
func FuzzValues(f *testing.F) {
	f.Add("BUNDLE", "0 1", uint16(1), uint32(2))
	f.Add("FID", "a\r\na=inactive", uint16(0), uint32(1<<32-1))
	f.Add("", "", uint16(9), uint32(0))
	f.Add("x y", "\x00", uint16(1), uint32(1))
	f.Fuzz(func(t *testing.T, a, b string, small uint16, large uint32) {
		isOneLine(t, NewGroup(a, b, a))
		isOneLine(t, NewICEOptions(a, b))
		isOneLine(t, NewMSIDSemantic(a, b))
		isOneLine(t, NewRTCPXR(a, b))
		isOneLine(t, NewFloorID(small, a, b))
		isOneLine(t, NewSSRCGroup(a, large, uint32(small)))
	})
}

func isOneLine[T Attribute[T]](t *testing.T, v T) {
	t.Helper()
	d, err := Parse("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=sendrecv\r\n")
	if err != nil {
		t.Fatal(err)
	}
	before := d.String()
	m := d.Media(0)
	if err := Add(m, v); err != nil {
		if d.String() != before {
			t.Fatalf("%#v is refused, %v, and the text is %q", v, err, d)
		}
		return
	}
	line, ok := strings.CutPrefix(d.String(), before)
	if !ok || strings.Count(line, "\n") != 1 || strings.ContainsAny(strings.TrimSuffix(line, "\r\n"), "\r\n\x00") {
		t.Fatalf("%#v becomes %q", v, d)
	}
	again, found, err := First[T](m)
	if !found || err != nil || string(again.AppendAttribute(nil)) != string(v.AppendAttribute(nil)) {
		t.Fatalf("%#v becomes %q, which is read as %#v, %v", v, line, again, err)
	}
}

// What codec parameters have in them is read as it is written.
func FuzzParams(f *testing.F) {
	for _, s := range []string{"0-15,66,70", "0-255", "15-0", "256", "", "42e01f", "640C1F", "4200", "42e01g", "\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if e, err := ParseEventSet(s); err == nil {
			if again, err := ParseEventSet(e.String()); err != nil || again != e {
				t.Errorf("%q is %v, which is read as %v, %v", s, e, again, err)
			}
		}
		if p, err := ParseH264ProfileLevelID(s); err == nil {
			if again, err := ParseH264ProfileLevelID(p.String()); err != nil || again != p || !strings.EqualFold(p.String(), s) {
				t.Errorf("%q is %v, which is read as %v, %v", s, p, again, err)
			}
		}
	})
}
