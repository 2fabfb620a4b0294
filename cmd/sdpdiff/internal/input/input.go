package input

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// The limits of what is read.
const (
	MaxText     = 64 << 20 // bytes of a file that has to be held as a whole
	MaxValue    = 16 << 20 // bytes of one description, or one value in a stream
	MaxUnpacked = 1 << 30  // bytes that a gzip file may become
)

// An Input is what a file holds: descriptions or recordings, not both.
type Input struct {
	Name         string // as given; "<stdin>" for "-"
	Format       Format
	Notes        []string // the guesses that were made, each a sentence
	Descriptions []Description
	Recordings   []*Recording

	file  io.Closer
	watch func(n int)
	start place // of what is read as JSON or as a dump
}

// A place is where something stands behind what was passed over: lines before it, and bytes of its own
// line.
type place struct{ lines, columns int }

// A Format says what a file was recognised as.
type Format string

// The formats.
const (
	SDP        Format = "SDP"
	JSON       Format = "JSON descriptions"
	Connection Format = "the descriptions of an RTCPeerConnection"
	Exchange   Format = "recorded exchange"
	RTCStats   Format = "rtcstats dump"
	Internals  Format = "webrtc-internals dump"
	SIP        Format = "SIP messages"
	Paste      Format = "paste"
)

// A Description is one text of the file.
type Description struct {
	Path string // where it stands in the file: "sdp", "[1].sdp"; "" when it is the file
	Type string // "offer", …; "" when the file doesn't tell
	Text string
}

// A Recording is a call, or what a recorder has of one or more connections.
type Recording struct {
	ID      string        // a Call-ID; "" when the file has one recording only
	Name    string        // what it calls itself; "" for none
	Stopped string        // why it ended early; "" when it didn't
	Peers   []replay.Peer // nil when they show as the steps come

	steps iter.Seq2[*replay.Step, error]
}

// Steps reads the recording: a dump may be read once only. An error ends it.
func (r *Recording) Steps() iter.Seq2[*replay.Step, error] { return r.steps }

// Close closes the file.
func (in *Input) Close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}

func (in *Input) note(format string, args ...any) {
	in.Notes = append(in.Notes, fmt.Sprintf(format, args...))
}

// Open reads the file of this name, or stdin for "-", as far as it takes to
// know what it holds. The Input has to be closed. watch, if it isn't nil, is told how
// many bytes each read has given.
func Open(name string, stdin io.Reader, watch func(n int)) (*Input, error) {
	in := &Input{Name: name, watch: watch}
	var src io.Reader = stdin
	if name == "-" {
		in.Name = "<stdin>"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		in.file, src = f, f
	}
	if err := in.read(src); err != nil {
		in.Close()
		return nil, err
	}
	return in, nil
}

// Bytes is Open for a text that is at hand.
func Bytes(name string, text io.Reader) (*Input, error) {
	in := &Input{Name: name}
	return in, in.read(text)
}

// read finds out what the bytes are.
func (in *Input) read(src io.Reader) error {
	r, err := in.plain(bufio.NewReaderSize(&reading{in.Name, src, in.watch}, sniffed))
	if err != nil {
		return err
	}
	blanks, err := in.blanks(r)
	if err != nil {
		return err
	}
	head, err := r.Peek(sniffed)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return err
	}
	switch kind := sniff(head); kind {
	case RTCStats:
		in.Format = RTCStats
		return in.moved(in.rtcstats(r))
	case JSON:
		return in.moved(in.json(r))
	default:
		in.start = place{}
		text, err := in.all(io.MultiReader(append(blanks, r)...))
		if err != nil {
			return err
		}
		return in.text(text)
	}
}

// reading names the file in errors of the operating system, which don't always.
type reading struct {
	name  string
	src   io.Reader
	watch func(n int)
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	if r.watch != nil {
		r.watch(n)
	}
	if _, ok := err.(*os.PathError); err != nil && err != io.EOF && !ok {
		err = fmt.Errorf("%s: %w", r.name, err)
	}
	return n, err
}

// all reads what has to be held as a whole.
func (in *Input) all(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxText+1))
	if err == nil && len(data) > MaxText {
		err = &Error{Name: in.Name, Msg: fmt.Sprintf("more than %d bytes", MaxText)}
	}
	return string(data), err
}
