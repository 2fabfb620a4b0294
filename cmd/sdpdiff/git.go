package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
)

// gitDriver is what git runs for a file whose diff attribute names a driver with sdpdiff as
// its command: path, old file, hash and mode, new file, hash and mode, and for a rename the new
// path and words about it. The exit status is 0 also where they differ: git takes any other for
// a crash. So trouble is told on stdout, where the reader of the diff sees it. A text with faults is
// compared as far as it can be read: a commit that mends them is a difference too.
func (p *printer) gitDriver(args []string) (int, error) {
	if len(args) == 1 {
		p.line("* Unmerged path " + safe(args[0]))
		return exitSame, nil
	}
	p.format, p.lax = "text", true
	path, newPath := args[0], args[0]
	if len(args) == 9 {
		newPath = args[7]
	}
	p.line(p.paint(bold, "sdpdiff a/"+safe(path)+" b/"+safe(newPath)))
	old, oldErr := p.gitFile(args[1], "a/"+path)
	new, newErr := p.gitFile(args[4], "b/"+newPath)
	err := errors.Join(oldErr, newErr)
	for _, t := range []*text{old, new} {
		if err == nil && t != nil {
			p.broken(t.name+":", t.broken)
		}
	}
	switch {
	case err != nil:
	case old == nil && new == nil:
		return exitSame, nil
	case old == nil:
		p.line("new description")
		p.alone(new, "+")
		return exitSame, nil
	case new == nil:
		p.line("description deleted")
		p.alone(old, "-")
		return exitSame, nil
	default:
		_, err := p.pair(old, new)
		return exitSame, err
	}
	for _, e := range flatten(err) {
		p.out.WriteString(p.trouble(e) + "\n")
	}
	return exitSame, nil
}

// gitFile reads a file of git's; nil for one that isn't there.
func (p *printer) gitFile(file, name string) (*text, error) {
	if file == os.DevNull || file == "/dev/null" {
		return nil, nil
	}
	s, err := p.load(file, strings.NewReader(""))
	var place *input.Error
	if errors.As(err, &place) {
		place.Name = name // the file is one that git has made for the moment
	}
	if err != nil {
		return nil, err
	}
	defer s.Close()
	p.noted = append(p.noted, s.Notes...)
	if len(s.texts) != 1 {
		return nil, fmt.Errorf("%s: is not one description", name)
	}
	s.texts[0].name = name
	return s.texts[0], nil
}

// alone prints the lines of a description that has nothing beside it.
func (p *printer) alone(t *text, sign string) {
	code := green
	if sign == "-" {
		code = red
	}
	for _, s := range align.Sections(t.desc, t.desc) {
		for _, r := range s.Rows {
			p.line(p.paint(code, sign+p.lineText(r.New)))
		}
	}
}
