package sdp

import (
	"iter"
	"slices"
	"strings"
)

// This file has the attributes that say what a section shows and from whom it is
// taken: label, content, orient and source-filter.

// Label is a=label (RFC 4574 §4): a token by which an application, such as floor
// control (see FloorID), refers to the section.
type Label string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Label) MatchName(name string) bool { return name == "label" }

func (Label) ParseAttribute(_, value string, hasValue bool) (Label, error) {
	s, err := token(value, hasValue, "label")
	return Label(s), err
}

func (a Label) AppendAttribute(b []byte) []byte { return append(append(b, "label:"...), a...) }

// Content is a=content (RFC 4796 §5): what the media shows, "slides", "speaker",
// "sl" (sign language), "main", "alt" or another token; several with "," between.
type Content string

// Tags iterates over the tokens.
func (a Content) Tags() iter.Seq[string] { return strings.SplitSeq(string(a), ",") }

// Has reports whether tag is one of the tokens, without regard to case.
func (a Content) Has(tag string) bool {
	for t := range a.Tags() {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Content) MatchName(name string) bool { return name == "content" }

func (Content) ParseAttribute(_, value string, hasValue bool) (Content, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	for i := 0; ; i++ {
		n := span(value[i:], clsToken)
		i += n
		if n == 0 || i < len(value) && value[i] != ',' {
			return "", attrError(i, "content "+quote(value)+" is not tokens with \",\" between them")
		}
		if i == len(value) {
			return Content(value), nil
		}
	}
}

func (a Content) AppendAttribute(b []byte) []byte { return append(append(b, "content:"...), a...) }

// Equal reports whether both have the same tokens, in whatever order and case.
func (a Content) Equal(o Content) bool {
	return a == o || sameNames(strings.Split(string(a), ","), strings.Split(string(o), ","))
}

// Orient is a=orient (RFC 8866 §6.8): how the workspace of a whiteboard lies on the
// screen, "portrait", "landscape" or "seascape", which have a case.
type Orient string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Orient) MatchName(name string) bool { return name == "orient" }

func (Orient) ParseAttribute(_, value string, hasValue bool) (Orient, error) {
	s, err := token(value, hasValue, "orientation")
	if err != nil {
		return "", err
	}
	switch s {
	case "portrait", "landscape", "seascape":
		return Orient(s), nil
	}
	return "", attrError(0, "orientation "+quote(s)+" is not portrait, landscape or seascape")
}

func (a Orient) AppendAttribute(b []byte) []byte { return append(append(b, "orient:"...), a...) }

// SourceFilter is a=source-filter (RFC 4570 §3): from whom alone, or from whom not,
// packets to a destination are to be taken. The value starts with a space, which
// the grammar wants and some senders leave out: it is written, and not missed.
type SourceFilter struct {
	Exclude     bool   // "excl": from all but the sources; else "incl": from the sources only
	NetworkType string // "IN"
	AddressType string // "IP4", "IP6", or "*" for both, with names only
	Destination string // an address of a c= line without TTL and count, or "*" for all
	sources     string // with single spaces between them
}

// WithSources returns the filter with these sources, addresses or names, in place
// of those that it has.
func (a SourceFilter) WithSources(sources ...string) SourceFilter {
	a.sources = strings.Join(sources, " ")
	return a
}

// Sources iterates over the sources.
func (a SourceFilter) Sources() iter.Seq[string] { return words(a.sources) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SourceFilter) MatchName(name string) bool { return name == "source-filter" }

func (SourceFilter) ParseAttribute(_, value string, hasValue bool) (SourceFilter, error) {
	start := len(value) - len(strings.TrimLeft(value, " "))
	f := fields{s: value, pos: start}
	mode, at, _ := f.next()
	if !hasValue || mode == "" {
		return SourceFilter{}, errNoValue
	}
	a := SourceFilter{Exclude: strings.EqualFold(mode, "excl")}
	if !a.Exclude && !strings.EqualFold(mode, "incl") {
		return SourceFilter{}, attrError(at, "filter mode "+quote(mode)+" is not incl or excl")
	}
	for i, what := range [...]string{"network type", "address type", "destination"} {
		field, at, ok := f.next()
		if !ok {
			return SourceFilter{}, attrError(at, what+" is missing")
		}
		if i < 2 && !is(field, clsToken) || !visible(field) {
			return SourceFilter{}, attrError(at, what+" "+quote(field)+" is not a token")
		}
		*[...]*string{&a.NetworkType, &a.AddressType, &a.Destination}[i] = field
	}
	rest := f.pos
	n := 0
	for {
		source, at, ok := f.next()
		if !ok && n == 0 {
			return SourceFilter{}, attrError(at, "source is missing")
		}
		if !ok {
			break
		}
		if !visible(source) {
			return SourceFilter{}, attrError(at, "source "+quote(source)+" holds an invisible byte")
		}
		n++
	}
	a.sources = value[rest:]
	if f.loose != 0 {
		a.sources = tidy(a.sources)
	}
	return a, nil
}

func (a SourceFilter) AppendAttribute(b []byte) []byte {
	mode := " incl"
	if a.Exclude {
		mode = " excl"
	}
	b = append(append(b, "source-filter:"...), mode...)
	for _, s := range [...]string{a.NetworkType, a.AddressType, a.Destination, a.sources} {
		b = append(append(b, ' '), s...)
	}
	return b
}

// Equal reports whether both let the same through. Neither addresses nor names have
// a case, and sources no order.
func (a SourceFilter) Equal(o SourceFilter) bool {
	return a == o || a.Exclude == o.Exclude && strings.EqualFold(a.NetworkType, o.NetworkType) &&
		strings.EqualFold(a.AddressType, o.AddressType) && strings.EqualFold(a.Destination, o.Destination) &&
		sameNames(slices.Collect(a.Sources()), slices.Collect(o.Sources()))
}

func (a Label) String() string                       { return string(a) }
func (a Label) MarshalText() ([]byte, error)         { return []byte(a), nil }
func (a *Label) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a Label) Equal(o Label) bool                   { return a == o }
func (a Content) String() string                     { return string(a) }
func (a Content) MarshalText() ([]byte, error)       { return []byte(a), nil }
func (a *Content) UnmarshalText(b []byte) error      { return unmarshalAttribute(a, b) }
func (a Orient) String() string                      { return string(a) }
func (a Orient) MarshalText() ([]byte, error)        { return []byte(a), nil }
func (a *Orient) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a Orient) Equal(o Orient) bool                 { return a == o }
func (a SourceFilter) String() string                { return attributeValue(a) }
func (a SourceFilter) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *SourceFilter) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
