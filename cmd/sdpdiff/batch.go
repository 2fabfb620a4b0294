package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
)

// maxBatchLine bounds a line of a batch.
const maxBatchLine = input.MaxText

// batched reads one comparison or recording from each line of stdin, which may be packed with
// gzip, and writes one line of JSON for each, in the same order. A line is {"old", "new"}, whose values are descriptions or texts, or
// anything that a file could be. "id" is handed through. Nothing of a line has an influence on
// another one, so that lines may be spread over any number of processes.
func (p *printer) batched(stdin io.Reader, stdout io.Writer) (int, error) {
	type job struct {
		line   []byte
		number int
		done   chan batchResult
	}
	p.progress.beside(stdout)
	r, err := input.Unpacked("<stdin>", stdin)
	if err != nil {
		return 0, err
	}
	workers := runtime.GOMAXPROCS(0)
	jobs := make(chan job)
	order := make(chan job, 4*workers) // as read; a full one keeps the reader from running ahead
	for range workers {
		go func() {
			for j := range jobs {
				j.done <- p.batchLine(j.line, j.number)
			}
		}()
	}
	var readErr error
	go func() {
		defer close(order)
		defer close(jobs)
		for n := 1; readErr == nil; n++ {
			var line []byte
			line, readErr = longLine(r)
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			p.progress.addLine(len(line))
			j := job{bytes.TrimRight(line, "\r\n"), n, make(chan batchResult, 1)}
			order <- j
			jobs <- j
		}
	}()
	w := bufio.NewWriterSize(stdout, 1<<16)
	status := exitSame
	var writeErr error
	for j := range order {
		r := <-j.done
		status = max(status, r.status)
		if writeErr == nil && !p.quiet {
			_, writeErr = w.Write(r.out)
		}
		if len(order) == 0 && writeErr == nil {
			writeErr = w.Flush() // somebody may wait for it
		}
	}
	if readErr != io.EOF {
		return 0, errors.Join(readErr, w.Flush())
	}
	return status, errors.Join(writeErr, w.Flush())
}

type batchResult struct {
	out    []byte
	status int
}

// longLine reads a line, without its ending, up to a limit.
func longLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxBatchLine {
			return nil, fmt.Errorf("<stdin>: a line of more than %d bytes", maxBatchLine)
		}
		switch err {
		case bufio.ErrBufferFull:
		case nil, io.EOF:
			return line, err
		default:
			return nil, err // nobody knows how the line goes on
		}
	}
}

// batchLine is one line of a batch with a printer of its own.
func (p *printer) batchLine(line []byte, number int) batchResult {
	var out bytes.Buffer
	own := &printer{options: p.options, out: &out, width: p.width}
	if p.redact != nil {
		own.redact = newRedactor()
	}
	var shape struct {
		ID       json.RawMessage `json:"id"`
		Old, New json.RawMessage
	}
	const name = "line"          // without its number, which is another one when the lines are spread
	json.Unmarshal(line, &shape) // what isn't JSON has no id, and an error later
	status, err := own.batchOne(name, line, shape.Old, shape.New)
	if err != nil {
		out.Reset()
		var messages []string
		for _, e := range flatten(err) {
			s := e.Error()
			var place *input.Error
			if errors.As(e, &place) && place.Line == 1 { // of the value, which is one line of the batch
				s = fmt.Sprintf("%s:%d: %s", place.Name, place.Column, place.Msg)
			}
			messages = append(messages, s)
		}
		status = exitTrouble
		own.encode(struct {
			SchemaVersion int      `json:"schemaVersion"`
			Line          int      `json:"line"`
			Errors        []string `json:"errors"`
		}{schemaVersion, number, messages})
	}
	result := out.Bytes()
	if shape.ID != nil {
		// An object with at least one member: the id goes first.
		var id bytes.Buffer
		json.Compact(&id, shape.ID)
		result = append([]byte(`{"id":`+id.String()+`,`), result[1:]...)
	}
	return batchResult{result, status}
}

func (p *printer) batchOne(name string, line, old, new []byte) (int, error) {
	p.format = "json"
	if old == nil || new == nil {
		s, err := p.loadBytes(name, line)
		if err != nil {
			return 0, err
		}
		switch {
		case len(s.Recordings) > 0:
			return p.recordings(s)
		case len(s.texts) == 2:
			return p.pair(s.texts[0], s.texts[1])
		}
		return 0, fmt.Errorf(`%s: one description; want {"old", "new"}, two descriptions or a recording`, name)
	}
	var texts []*text
	for _, side := range []struct {
		name string
		raw  []byte
	}{{"old", old}, {"new", new}} {
		s, err := p.loadBytes(side.name, side.raw)
		if err != nil {
			return 0, err
		}
		if len(s.texts) != 1 {
			return 0, fmt.Errorf("%s: is not one description", side.name)
		}
		texts = append(texts, s.texts[0])
	}
	return p.pair(texts[0], texts[1])
}
