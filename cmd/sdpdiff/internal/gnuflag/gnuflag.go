// Package gnuflag reads a command line as GNU programs do: flags may follow files, -aq is -a -q, -U3 is
// -U 3, --unified=3 is --unified 3, and nothing behind "--" is a flag. It exists because the
// packages that do the same import package net for flags that are addresses, and with cgo that
// alone makes a program start twice as slowly as one without.
package gnuflag

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// A Flag is one that a Set knows.
type Flag struct {
	Name  string // without "--"
	Short string // one letter without "-", "" for none

	given bool
	value func(string) error
	alone bool // it stands alone; a value only behind "="
}

// String is how the flag is called in messages: "-U, --unified".
func (f *Flag) String() string {
	if f.Short != "" {
		return "-" + f.Short + ", --" + f.Name
	}
	return "--" + f.Name
}

func (f *Flag) set(value string) error {
	if err := f.value(value); err != nil {
		return fmt.Errorf("invalid argument %q for %q: %w", value, f.String(), err)
	}
	f.given = true
	return nil
}

// A Set is the flags of a program. The zero Set knows none.
type Set struct{ flags []*Flag }

// All iterates over the flags in the order in which they were added.
func (s *Set) All() iter.Seq[*Flag] { return slices.Values(s.flags) }

// Given reports whether the command line that was parsed has the flag with this name.
func (s *Set) Given(name string) bool {
	return slices.ContainsFunc(s.flags, func(f *Flag) bool { return f.Name == name && f.given })
}

func (s *Set) add(name, short string, value func(string) error) *Flag {
	f := &Flag{Name: name, Short: short, value: value}
	s.flags = append(s.flags, f)
	return f
}

// Bool adds a flag that is true when it stands there: --all, or --all=false. As with all that follow, *p
// keeps its value, which is the default, when the flag isn't given, and short may be "".
func (s *Set) Bool(p *bool, name, short string) *Flag {
	f := s.add(name, short, func(v string) (err error) {
		if *p, err = strconv.ParseBool(v); err != nil {
			err = errors.New("not true or false")
		}
		return err
	})
	f.alone = true
	return f
}

// String adds a flag with a text.
func (s *Set) String(p *string, name, short string) *Flag {
	return s.add(name, short, func(v string) error {
		*p = v
		return nil
	})
}

// Int adds a flag with a number.
func (s *Set) Int(p *int, name, short string) *Flag {
	return s.add(name, short, func(v string) (err error) {
		if *p, err = strconv.Atoi(v); err != nil {
			err = errors.New("not a number")
		}
		return err
	})
}

// List adds a flag with several texts, between commas or by giving it again.
func (s *Set) List(p *[]string, name, short string) *Flag {
	return s.add(name, short, func(v string) error {
		if v != "" {
			*p = append(*p, strings.Split(v, ",")...)
		}
		return nil
	})
}

// Parse sets the flags that args has and returns the other arguments. It stops at the first
// error: an unknown flag, one without its argument, an argument that isn't one.
func (s *Set) Parse(args []string) (rest []string, err error) {
	for len(args) > 0 && err == nil {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			return append(rest, args...), nil
		case strings.HasPrefix(arg, "--"):
			args, err = s.long(arg[2:], args)
		case len(arg) > 1 && arg[0] == '-':
			args, err = s.short(arg[1:], args)
		default:
			rest = append(rest, arg)
		}
	}
	return rest, err
}

// long does --name, --name=value and --name value. It returns what is left of args.
func (s *Set) long(arg string, args []string) ([]string, error) {
	name, value, has := strings.Cut(arg, "=")
	i := slices.IndexFunc(s.flags, func(f *Flag) bool { return f.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("unknown flag: --%s", name)
	}
	f := s.flags[i]
	switch {
	case has:
	case f.alone:
		value = "true"
	case len(args) == 0:
		return nil, fmt.Errorf("flag needs an argument: --%s", name)
	default:
		value, args = args[0], args[1:]
	}
	return args, f.set(value)
}

// short does -aq, -U3, -U=3 and -U 3. It returns what is left of args.
func (s *Set) short(letters string, args []string) ([]string, error) {
	for i, letter := range letters {
		j := slices.IndexFunc(s.flags, func(f *Flag) bool { return f.Short != "" && f.Short == string(letter) })
		if j < 0 {
			return nil, fmt.Errorf("unknown flag: %q in -%s", letter, letters)
		}
		f := s.flags[j]
		if f.alone {
			if err := f.set("true"); err != nil {
				return nil, err
			}
			continue
		}
		value := letters[i+len(string(letter)):]
		switch {
		case value != "":
			value = strings.TrimPrefix(value, "=")
		case len(args) == 0:
			return nil, fmt.Errorf("flag needs an argument: -%c", letter)
		default:
			value, args = args[0], args[1:]
		}
		return args, f.set(value)
	}
	return args, nil
}
