package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// An input is a description or a recorded exchange.
type input struct {
	name  string
	typ   string // "offer", …; "" when the input doesn't tell
	desc  *sdp.Description
	trace *replay.Trace
}

// maxInput bounds what is read of a file that may be anything.
const maxInput = 64 << 20

// readInput reads a file and finds out what it is by its content.
func readInput(name string, stdin io.Reader, secrets bool) (*input, error) {
	data, err := content(name, stdin)
	if err != nil {
		return nil, err
	}
	in := &input{name: name}
	if name == "-" {
		in.name = "<stdin>"
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if start := bytes.TrimLeft(data, " \t\r\n"); len(start) == 0 || start[0] != '{' {
		return in, in.parse(in.name, string(data), secrets)
	}
	var shape struct {
		Type         *string         `json:"type"`
		SDP          *string         `json:"sdp"`
		Descriptions json.RawMessage `json:"descriptions"`
		Events       json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(data, &shape); err != nil {
		return nil, jsonError(in.name, data, err)
	}
	switch {
	case shape.Descriptions != nil && shape.Events != nil:
		in.trace, err = replay.Read(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s:%w", in.name, err)
		}
		return in, nil
	case shape.SDP == nil:
		return nil, fmt.Errorf("%s: JSON without \"sdp\": want {\"type\", \"sdp\"} or a recorded exchange", in.name)
	}
	if shape.Type != nil {
		in.typ = *shape.Type
	}
	switch in.typ {
	case "", replay.Offer, replay.Answer, replay.Pranswer:
	default:
		return nil, fmt.Errorf("%s: type %q is not offer, answer or pranswer", in.name, in.typ)
	}
	return in, in.parse(in.name+"#sdp", *shape.SDP, secrets)
}

func content(name string, stdin io.Reader) ([]byte, error) {
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	} else {
		name = "<stdin>"
	}
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("more than %d bytes", maxInput)
	}
	if err != nil && !strings.Contains(err.Error(), name) {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return data, err
}

// parse reads the text, and returns every problem with its excerpt.
func (in *input) parse(name, text string, secrets bool) error {
	d, err := sdp.Parse(text)
	in.desc = d
	var list sdp.ErrorList
	if !errors.As(err, &list) {
		return err
	}
	var errs []error
	for _, problem := range details(list, text, secrets) {
		errs = append(errs, errors.New(name+":"+problem))
	}
	return errors.Join(errs...)
}

// details returns each problem with its excerpt, whose lines are indented.
func details(list sdp.ErrorList, text string, secrets bool) []string {
	if !secrets {
		text = stars(text)
	}
	var problems []string
	for l := range strings.Lines(list.Detail(text)) {
		if n := len(problems); n > 0 && strings.HasPrefix(l, " ") {
			problems[n-1] += "\n" + strings.TrimSuffix(l, "\n")
		} else {
			problems = append(problems, strings.TrimSuffix(l, "\n"))
		}
	}
	return problems
}

// jsonError adds line and column, which encoding/json leaves to the caller.
func jsonError(name string, data []byte, err error) error {
	offset := int64(-1)
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset - 1
	case errors.As(err, &typ):
		offset = typ.Offset
	}
	if offset < 0 || offset > int64(len(data)) {
		return fmt.Errorf("%s: %w", name, err)
	}
	line, column := position(data, int(offset))
	return fmt.Errorf("%s:%d:%d: %w", name, line, column, err)
}

// position is line and column of an offset, both from 1.
func position(data []byte, offset int) (line, column int) {
	before := data[:offset]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
