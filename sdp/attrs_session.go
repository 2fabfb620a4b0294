package sdp

import "strings"

// This file has the attributes about a session as a whole, which announcements
// have: tool, cat, keywds, type, charset; and the languages, sdplang and lang.

// Tool is a=tool (RFC 8866 §6.3): name and version of what made the description,
// any text.
type Tool string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Tool) MatchName(name string) bool { return name == "tool" }

func (Tool) ParseAttribute(_, value string, hasValue bool) (Tool, error) {
	s, err := textValue(value, hasValue)
	return Tool(s), err
}

func (a Tool) AppendAttribute(b []byte) []byte { return append(append(b, "tool:"...), a...) }

// Cat is a=cat (RFC 8866 §6.1): the session's category, with dots between its
// levels. It is obsolete; a receiver should ignore it.
type Cat string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Cat) MatchName(name string) bool { return name == "cat" }

func (Cat) ParseAttribute(_, value string, hasValue bool) (Cat, error) {
	s, err := wordValue(value, hasValue, "category")
	return Cat(s), err
}

func (a Cat) AppendAttribute(b []byte) []byte { return append(append(b, "cat:"...), a...) }

// Keywds is a=keywds (RFC 8866 §6.2): keywords of the session, any text in the
// session's Charset. It is obsolete; a receiver should ignore it.
type Keywds string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Keywds) MatchName(name string) bool { return name == "keywds" }

func (Keywds) ParseAttribute(_, value string, hasValue bool) (Keywds, error) {
	s, err := textValue(value, hasValue)
	return Keywds(s), err
}

func (a Keywds) AppendAttribute(b []byte) []byte { return append(append(b, "keywds:"...), a...) }

// ConferenceType is a=type (RFC 8866 §6.9): "broadcast", "meeting", "moderated",
// "test" or "H332", which have a case.
type ConferenceType string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ConferenceType) MatchName(name string) bool { return name == "type" }

func (ConferenceType) ParseAttribute(_, value string, hasValue bool) (ConferenceType, error) {
	s, err := token(value, hasValue, "conference type")
	if err != nil {
		return "", err
	}
	switch s {
	case "broadcast", "meeting", "moderated", "test", "H332":
		return ConferenceType(s), nil
	}
	return "", attrError(0, "conference type "+quote(s)+" is not broadcast, meeting, moderated, test or H332")
}

func (a ConferenceType) AppendAttribute(b []byte) []byte { return append(append(b, "type:"...), a...) }

// Charset is a=charset (RFC 8866 §6.10): the character set, by its IANA name, of
// the session's name and information, also of the media's; UTF-8 without the
// attribute. Nothing in this package converts text. The registry has names that
// are no tokens ("ISO_8859-1:1987"), so that any visible bytes are let through.
type Charset string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Charset) MatchName(name string) bool { return name == "charset" }

func (Charset) ParseAttribute(_, value string, hasValue bool) (Charset, error) {
	s, err := wordValue(value, hasValue, "character set")
	return Charset(s), err
}

func (a Charset) AppendAttribute(b []byte) []byte { return append(append(b, "charset:"...), a...) }

// Equal compares the names without regard to case (RFC 8866 §6.10).
func (a Charset) Equal(o Charset) bool { return strings.EqualFold(string(a), string(o)) }

// SDPLang is a=sdplang (RFC 8866 §6.11): the language of the description's own
// text, as a language tag of RFC 5646. Of several each counts.
type SDPLang string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SDPLang) MatchName(name string) bool { return name == "sdplang" }

func (SDPLang) ParseAttribute(_, value string, hasValue bool) (SDPLang, error) {
	s, err := languageTag(value, hasValue)
	return SDPLang(s), err
}

func (a SDPLang) AppendAttribute(b []byte) []byte { return append(append(b, "sdplang:"...), a...) }

// Equal compares the tags without regard to case (RFC 5646 §2.1.1).
func (a SDPLang) Equal(o SDPLang) bool { return strings.EqualFold(string(a), string(o)) }

// Lang is a=lang (RFC 8866 §6.12): a language of the media, as a language tag of
// RFC 5646. Of several the first is the most preferred.
type Lang string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Lang) MatchName(name string) bool { return name == "lang" }

func (Lang) ParseAttribute(_, value string, hasValue bool) (Lang, error) {
	s, err := languageTag(value, hasValue)
	return Lang(s), err
}

func (a Lang) AppendAttribute(b []byte) []byte { return append(append(b, "lang:"...), a...) }

// Equal compares the tags without regard to case (RFC 5646 §2.1.1).
func (a Lang) Equal(o Lang) bool { return strings.EqualFold(string(a), string(o)) }

// languageTag parses what RFC 5646 §2.1 makes of every tag: subtags of one to eight
// letters and digits with "-" between them, the first of letters only. Which
// subtags may follow which is not looked into.
func languageTag(value string, hasValue bool) (string, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	start := 0
	for i := 0; i <= len(value); i++ {
		if i < len(value) && (letter(value[i]) || start > 0 && value[i] >= '0' && value[i] <= '9') {
			continue
		}
		if i < len(value) && value[i] != '-' || i == start || i-start > 8 {
			return "", attrError(i, quote(value)+" is not a language tag")
		}
		start = i + 1
	}
	return value, nil
}

func (a Tool) String() string                          { return string(a) }
func (a Tool) MarshalText() ([]byte, error)            { return []byte(a), nil }
func (a *Tool) UnmarshalText(b []byte) error           { return unmarshalAttribute(a, b) }
func (a Tool) Equal(o Tool) bool                       { return a == o }
func (a Cat) String() string                           { return string(a) }
func (a Cat) MarshalText() ([]byte, error)             { return []byte(a), nil }
func (a *Cat) UnmarshalText(b []byte) error            { return unmarshalAttribute(a, b) }
func (a Cat) Equal(o Cat) bool                         { return a == o }
func (a Keywds) String() string                        { return string(a) }
func (a Keywds) MarshalText() ([]byte, error)          { return []byte(a), nil }
func (a *Keywds) UnmarshalText(b []byte) error         { return unmarshalAttribute(a, b) }
func (a Keywds) Equal(o Keywds) bool                   { return a == o }
func (a ConferenceType) String() string                { return string(a) }
func (a ConferenceType) MarshalText() ([]byte, error)  { return []byte(a), nil }
func (a *ConferenceType) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a ConferenceType) Equal(o ConferenceType) bool   { return a == o }
func (a Charset) String() string                       { return string(a) }
func (a Charset) MarshalText() ([]byte, error)         { return []byte(a), nil }
func (a *Charset) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a SDPLang) String() string                       { return string(a) }
func (a SDPLang) MarshalText() ([]byte, error)         { return []byte(a), nil }
func (a *SDPLang) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a Lang) String() string                          { return string(a) }
func (a Lang) MarshalText() ([]byte, error)            { return []byte(a), nil }
func (a *Lang) UnmarshalText(b []byte) error           { return unmarshalAttribute(a, b) }
