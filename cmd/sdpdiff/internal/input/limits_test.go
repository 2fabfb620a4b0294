package input

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
)

// An endless reader says the same for ever, and counts.
type endless struct {
	text string
	n    int
}

func (e *endless) Read(b []byte) (int, error) {
	if len(e.text) < 1<<16 {
		e.text = strings.Repeat(e.text, 1<<16/len(e.text)+1)
	}
	n := copy(b, e.text[e.n%len(e.text):])
	e.n += n
	return n, nil
}

func TestHostileFilesStopAtTheLimits(t *testing.T) {
	for name, tt := range map[string]struct {
		start, rest string
		most        int // bytes that may be read
		want        string
	}{
		"an endless line":      {"v=0", "x", MaxText + sniffed, "f: more than 67108864 bytes"},
		"an endless log":       {"INVITE sip:x SIP/2.0\r\n", "A: b\r\n", MaxText + sniffed, "f: more than 67108864 bytes"},
		"an endless string":    {`{"sdp": "`, "x", MaxValue + 2*sniffed, "a value of more than 16777216 bytes"},
		"endless lines":        {`{"sdp": [`, `"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",`, 2 * MaxValue, "more than 16777216 bytes of lines"},
		"an endless name":      {`{"`, "x", 4 * sniffed, "a value of more than 65536 bytes"},
		"endless depth":        {"", "[", 4 * sniffed, "arrays and objects nest more than 200 deep"},
		"endless descriptions": {"[", `{"sdp":"` + strings.Repeat("x", 1000) + `"},`, 2 * MaxText, "more than 67108864 bytes of descriptions"},
		"endless blanks":       {" ", "\n \t", MaxText + 2*sniffed, "f: more than 67108864 bytes of blanks before anything else"},
		"an endless header":    {"RTCStatsDump", "x", 4 * sniffed, "f:1:1: the line after RTCStatsDump doesn't end"},
	} {
		src := &endless{text: tt.rest}
		in := &Input{Name: "f"}
		err := in.read(io.MultiReader(strings.NewReader(tt.start), src))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %.300v", name, err)
		}
		if src.n > tt.most {
			t.Errorf("%s: %d bytes were read", name, src.n)
		}
	}
}

func TestAGzipFileThatBecomesTooMuchIsStopped(t *testing.T) {
	u := &unpacked{name: "f", src: &endless{text: "x"}, left: 1000}
	b, err := io.ReadAll(u)
	var e *Error
	if len(b) != 1000 || !errors.As(err, &e) || e.Error() != "f: unpacks to more than 1073741824 bytes" {
		t.Errorf("%d bytes and %v", len(b), err)
	}
	// And a text in one is held to the limit of texts.
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := io.CopyN(z, &endless{text: "v=0\r\n"}, MaxText+1); err != nil {
		t.Fatal(err)
	}
	z.Close()
	if err := (&Input{Name: "f"}).read(&packed); err == nil || err.Error() != "f: more than 67108864 bytes" {
		t.Errorf("%v", err)
	}
}
