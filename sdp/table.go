package sdp

// Levels says where an attribute may stand.
type Levels uint8

const (
	LevelSession Levels = 1 << iota // in the session part
	LevelMedia                      // in a media section
	LevelSource                     // behind a=ssrc (RFC 5576)
)

// String names the levels as in an error message.
func (l Levels) String() string {
	switch l {
	case LevelSession:
		return "the session part"
	case LevelMedia:
		return "a media section"
	case LevelSource:
		return "a=ssrc"
	}
	return "several places"
}

// level is the section's own.
func (s Section) level() Levels {
	if s.id == 0 {
		return LevelSession
	}
	return LevelMedia
}

// Category is an attribute's behaviour in a BUNDLE group (RFC 8859 §4).
type Category uint8

const (
	CategoryUnknown        Category = iota
	CategoryNormal                  // §4.1: each section for itself
	CategoryCaution                 // §4.2: bundling is not advised
	CategoryIdentical               // §4.3: the same in the whole group
	CategorySum                     // §4.4: the values add up
	CategoryTransport               // §4.5: belongs to the transport, so to the tagged section
	CategoryInherit                 // §4.6: that of the attribute it encapsulates
	CategoryIdenticalPerPT          // §4.7: the same for the same payload type
	CategorySpecial                 // §4.8: the defining document has rules of its own
	CategoryTBD                     // §4.9: not analysed
)

// AttributeInfo is what the specifications say about an attribute, whatever its
// value.
type AttributeInfo struct {
	Clause    string   // where it is defined: "RFC 8866 §6.6"
	Levels    Levels   // where it may stand
	Multiple  bool     // it may stand several times in one section
	Inherited bool     // in the session part it holds for every media section that has none
	Category  Category // in a BUNDLE group
}

// Describe returns what is known of an attribute by its name; ok is false for one
// that this package has no type for.
func Describe(name string) (info AttributeInfo, ok bool) {
	info, ok = attributeTable[name]
	return info, ok
}

const (
	onSession = LevelSession
	onMedia   = LevelMedia
	onBoth    = LevelSession | LevelMedia
)

// attributeTable has a row for each attribute that has a type. Categories are RFC
// 8859 §5's.
var attributeTable = map[string]AttributeInfo{
	"bundle-only": {"RFC 9143 §6", onMedia, false, false, CategoryNormal},
	"extmap":      {"RFC 8285 §5", onBoth, true, true, CategorySpecial},
	"fingerprint": {"RFC 8122 §5", onBoth, true, true, CategoryTransport},
	"fmtp":        {"RFC 8866 §6.15", onMedia, true, false, CategoryIdenticalPerPT},
	"group":       {"RFC 5888 §5", onSession, true, false, CategoryNormal},
	"ice-pwd":     {"RFC 8839 §5.4", onBoth, false, true, CategoryTransport},
	"ice-ufrag":   {"RFC 8839 §5.4", onBoth, false, true, CategoryTransport},
	"inactive":    {"RFC 8866 §6.7.4", onBoth, false, true, CategoryNormal},
	"mid":         {"RFC 5888 §4", onMedia, false, false, CategoryNormal},
	"recvonly":    {"RFC 8866 §6.7.1", onBoth, false, true, CategoryNormal},
	"rtcp":        {"RFC 3605 §2.1", onMedia, false, false, CategoryTransport},
	"rtcp-fb":     {"RFC 4585 §4.2", onMedia, true, false, CategoryIdenticalPerPT},
	"rtcp-mux":    {"RFC 5761 §5.1.1", onMedia, false, false, CategoryIdentical},
	"rtpmap":      {"RFC 8866 §6.6", onMedia, true, false, CategoryIdenticalPerPT},
	"sendonly":    {"RFC 8866 §6.7.3", onBoth, false, true, CategoryNormal},
	"sendrecv":    {"RFC 8866 §6.7.2", onBoth, false, true, CategoryNormal},
	"setup":       {"RFC 4145 §4", onBoth, false, true, CategoryTransport},
}
