package jsonstream

import (
	"bytes"
	"fmt"
	"io"
)

const (
	window  = 64 << 10 // bytes that are read at once
	history = 4 << 10  // bytes before the position that are kept for excerpts
)

// A buffer is a window on the text that knows where it stands.
type buffer struct {
	src   io.Reader
	buf   []byte // what was read and is still here
	pos   int    // of the next byte in buf
	base  int64  // offset of buf[0] in the text
	lines int    // line ends before buf[0]
	line  int64  // offset where the line begins that buf[0] is in
	end   error  // why src has no more, nil as long as it may have

	keeping bool
	kept    []byte
	limit   int // of kept
}

func newBuffer(src io.Reader) buffer {
	return buffer{src: src, buf: make([]byte, 0, window+history)}
}

// need makes sure that n bytes are here, n being small. The error is that of the source.
func (b *buffer) need(n int) error {
	for len(b.buf)-b.pos < n {
		if b.end != nil {
			return b.end
		}
		b.fill()
	}
	return nil
}

// fill reads more, and lets go of what is older than the history.
func (b *buffer) fill() {
	if drop := b.pos - history; drop > 0 && len(b.buf) > window {
		gone := b.buf[:drop]
		if n := bytes.Count(gone, []byte{'\n'}); n > 0 {
			b.lines += n
			b.line = b.base + int64(bytes.LastIndexByte(gone, '\n')) + 1
		}
		b.base += int64(drop)
		b.pos = history
		b.buf = b.buf[:copy(b.buf, b.buf[drop:])]
	}
	// A Reader may return nothing a few times.
	for range 100 {
		n, err := b.src.Read(b.buf[len(b.buf):cap(b.buf)])
		b.buf = b.buf[:len(b.buf)+n]
		if err != nil {
			b.end = err
			return
		}
		if n > 0 {
			return
		}
	}
	b.end = io.ErrNoProgress
}

// peek passes over spaces and returns the next byte.
func (b *buffer) peek() (byte, error) {
	for {
		for b.pos < len(b.buf) {
			switch c := b.buf[b.pos]; c {
			case ' ', '\t', '\r', '\n':
				if err := b.take(1); err != nil {
					return 0, err
				}
			default:
				return c, nil
			}
		}
		if err := b.need(1); err != nil {
			return 0, err
		}
	}
}

// advance passes over n bytes that are here and of which the limit doesn't matter.
func (b *buffer) advance(n int) {
	if b.keeping {
		b.kept = append(b.kept, b.buf[b.pos:b.pos+n]...)
	}
	b.pos += n
}

// take is advance under the limit of what is kept.
func (b *buffer) take(n int) error {
	if b.keeping && len(b.kept)+n > b.limit {
		return b.fault("a value of more than %d bytes", b.limit)
	}
	b.advance(n)
	return nil
}

// keep returns what f takes.
func (b *buffer) keep(limit int, f func() error) ([]byte, error) {
	b.keeping, b.limit, b.kept = true, limit, nil
	err := f()
	kept := b.kept
	b.keeping, b.kept = false, nil
	return kept, err
}

// position is the line and column of the next byte.
func (b *buffer) position() (line, column int) {
	before := b.buf[:b.pos]
	start := b.line
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		start = b.base + int64(i) + 1
	}
	return b.lines + bytes.Count(before, []byte{'\n'}) + 1, int(b.base+int64(b.pos)-start) + 1
}

// A SyntaxError says where a text isn't JSON, or is more than may be taken of it.
type SyntaxError struct {
	Line, Column  int // in bytes, from 1
	Msg           string
	Before, After string // of the position, of the same line; the line may be longer at both ends
	Err           error  // of the source, if that is the reason
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg) }

// Unwrap returns Err.
func (e *SyntaxError) Unwrap() error { return e.Err }

// fault returns the error that something is wrong with the next byte.
func (b *buffer) fault(format string, args ...any) error {
	b.need(1)
	line, column := b.position()
	e := &SyntaxError{Line: line, Column: column, Msg: fmt.Sprintf(format, args...)}
	before, after := b.buf[:b.pos], b.buf[b.pos:]
	e.Before = string(before[bytes.LastIndexByte(before, '\n')+1:])
	if i := bytes.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	e.After = string(bytes.TrimSuffix(after[:min(len(after), history)], []byte{'\r'}))
	return e
}

// missing is the fault that the text ends too early.
func (b *buffer) missing(err error, what string) error {
	if err == io.EOF {
		return b.fault("the text ends where %s must stand", what)
	}
	if _, ok := err.(*SyntaxError); ok {
		return err
	}
	e := b.fault("%v", err).(*SyntaxError)
	e.Err = err
	return e
}
