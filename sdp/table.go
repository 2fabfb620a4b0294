package sdp

import (
	"iter"
	"maps"
	"slices"
)

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
	if info, ok = attributeTable[name]; !ok {
		name, _, _ = t38Name(name) // the one family whose names are written in any case
		info, ok = attributeTable[name]
	}
	return info, ok
}

// AttributeNames iterates over the names that Describe knows, in the order of their
// bytes. With it a test can hold that nothing was forgotten.
func AttributeNames() iter.Seq[string] {
	return slices.Values(slices.Sorted(maps.Keys(attributeTable)))
}

const (
	onSession = LevelSession
	onMedia   = LevelMedia
	onBoth    = LevelSession | LevelMedia
	onAll     = LevelSession | LevelMedia | LevelSource
)

// attributeTable has a row for each attribute that has a type. Categories are RFC
// 8859 §5's, or those that the defining RFC gives itself. The rows of T38 say that
// there may be several, for one type stands for all of them.
var attributeTable = map[string]AttributeInfo{
	"bundle-only":           {"RFC 9143 §6", onMedia, false, false, CategoryNormal},
	"cat":                   {"RFC 8866 §6.1", onSession, false, false, CategoryNormal},
	"charset":               {"RFC 8866 §6.10", onSession, false, true, CategoryNormal},
	"confid":                {"RFC 8856 §5.2", onMedia, false, false, CategoryTBD},
	"connection":            {"RFC 4145 §5", onBoth, false, true, CategoryTransport},
	"content":               {"RFC 4796 §5", onMedia, false, false, CategoryNormal},
	"control":               {"RFC 7826 §D.1.1", onBoth, false, false, CategoryCaution},
	"crypto":                {"RFC 4568 §9", onMedia, true, false, CategoryTransport},
	"dcmap":                 {"RFC 8864 §5.1", onMedia, true, false, CategorySpecial},
	"dcsa":                  {"RFC 8864 §5.2", onMedia, true, false, CategorySpecial},
	"end-of-candidates":     {"RFC 8840 §8", onBoth, false, true, CategoryIdentical},
	"extmap":                {"RFC 8285 §5", onBoth, true, true, CategorySpecial},
	"extmap-allow-mixed":    {"RFC 8285 §6", onBoth, false, true, CategoryIdentical},
	"fingerprint":           {"RFC 8122 §5", onBoth, true, true, CategoryTransport},
	"floorctrl":             {"RFC 8856 §5.1", onMedia, false, false, CategoryTBD},
	"floorid":               {"RFC 8856 §5.4", onMedia, true, false, CategoryTBD},
	"fmtp":                  {"RFC 8866 §6.15", LevelMedia | LevelSource, true, false, CategoryIdenticalPerPT},
	"framerate":             {"RFC 8866 §6.13", onMedia, false, false, CategoryIdenticalPerPT},
	"group":                 {"RFC 5888 §5", onSession, true, false, CategoryNormal},
	"ice-lite":              {"RFC 8839 §5.3", onSession, false, true, CategoryNormal},
	"ice-mismatch":          {"RFC 8839 §5.3", onMedia, false, false, CategoryNormal},
	"ice-options":           {"RFC 8839 §5.6", onBoth, false, true, CategoryNormal},
	"ice-pacing":            {"RFC 8839 §5.5", onSession, false, true, CategoryNormal},
	"ice-pwd":               {"RFC 8839 §5.4", onBoth, false, true, CategoryTransport},
	"ice-ufrag":             {"RFC 8839 §5.4", onBoth, false, true, CategoryTransport},
	"imageattr":             {"RFC 6236 §3.1", onMedia, true, false, CategoryIdenticalPerPT},
	"inactive":              {"RFC 8866 §6.7.4", onBoth, false, true, CategoryNormal},
	"key-mgmt":              {"RFC 4567 §3.1", onBoth, true, true, CategoryIdentical},
	"keywds":                {"RFC 8866 §6.2", onSession, false, false, CategoryNormal},
	"label":                 {"RFC 4574 §4", onMedia, false, false, CategoryNormal},
	"lang":                  {"RFC 8866 §6.12", onBoth, true, true, CategoryNormal},
	"max-message-size":      {"RFC 8841 §6", onMedia, false, false, CategoryCaution},
	"maxptime":              {"RFC 8866 §6.5", onMedia, false, false, CategoryIdenticalPerPT},
	"mediaclk":              {"RFC 7273 §5.4", onAll, true, true, CategoryNormal},
	"mid":                   {"RFC 5888 §4", onMedia, false, false, CategoryNormal},
	"minptime":              {"RFC 8866 §6.4, as baresip has it", onMedia, false, false, CategoryUnknown},
	"msid":                  {"RFC 8830 §2", onMedia, true, false, CategoryNormal},
	"msid-semantic":         {"draft-ietf-mmusic-msid", onSession, true, false, CategoryUnknown},
	"orient":                {"RFC 8866 §6.8", onMedia, false, false, CategoryNormal},
	"ptime":                 {"RFC 8866 §6.4", onMedia, false, false, CategoryIdenticalPerPT},
	"quality":               {"RFC 8866 §6.14", onMedia, false, false, CategoryNormal},
	"range":                 {"RFC 7826 §D.1.6", onBoth, true, true, CategoryCaution},
	"recvonly":              {"RFC 8866 §6.7.1", onBoth, false, true, CategoryNormal},
	"remote-candidates":     {"RFC 8839 §5.2", onMedia, true, false, CategoryTransport},
	"rid":                   {"RFC 8851 §10", onMedia, true, false, CategorySpecial},
	"rtcp":                  {"RFC 3605 §2.1", onMedia, false, false, CategoryTransport},
	"rtcp-fb":               {"RFC 4585 §4.2", onMedia, true, false, CategoryIdenticalPerPT},
	"rtcp-mux":              {"RFC 5761 §5.1.1", onMedia, false, false, CategoryIdentical},
	"rtcp-mux-only":         {"RFC 8858 §3", onMedia, false, false, CategoryIdentical},
	"rtcp-rsize":            {"RFC 5506 §5", onMedia, false, false, CategoryIdentical},
	"rtcp-xr":               {"RFC 3611 §5.1", onBoth, false, true, CategoryNormal},
	"rtpmap":                {"RFC 8866 §6.6", onMedia, true, false, CategoryIdenticalPerPT},
	"sctp-port":             {"RFC 8841 §5", onMedia, false, false, CategoryCaution},
	"sctpmap":               {"draft-ietf-mmusic-sctp-sdp-05", onMedia, true, false, CategoryUnknown},
	"sdplang":               {"RFC 8866 §6.11", onBoth, true, true, CategoryNormal},
	"sendonly":              {"RFC 8866 §6.7.3", onBoth, false, true, CategoryNormal},
	"sendrecv":              {"RFC 8866 §6.7.2", onBoth, false, true, CategoryNormal},
	"setup":                 {"RFC 4145 §4", onBoth, false, true, CategoryTransport},
	"simulcast":             {"RFC 8853 §5.1", onMedia, false, false, CategoryNormal},
	"source-filter":         {"RFC 4570 §3", onBoth, true, true, CategoryIdentical},
	"ssrc":                  {"RFC 5576 §4.1", onMedia, true, false, CategoryNormal},
	"ssrc-group":            {"RFC 5576 §4.2", onMedia, true, false, CategoryNormal},
	"sync-time":             {"RAVENNA Operating Principles", onMedia, false, false, CategoryUnknown},
	"T38FaxFillBitRemoval":  {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxMaxBuffer":       {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxMaxDatagram":     {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxMaxIFP":          {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxRateManagement":  {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxTranscodingJBIG": {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxTranscodingMMR":  {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxUdpEC":           {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxUdpECDepth":      {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxUdpFECMaxSpan":   {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38FaxVersion":         {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38MaxBitRate":         {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38ModemType":          {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"T38VendorInfo":         {"ITU-T T.38 Annex D", onMedia, true, false, CategoryTBD},
	"tls-id":                {"RFC 8842 §4", onMedia, false, false, CategoryIdentical},
	"tool":                  {"RFC 8866 §6.3", onSession, false, false, CategoryNormal},
	"ts-refclk":             {"RFC 7273 §4.8", onAll, true, true, CategoryNormal},
	"type":                  {"RFC 8866 §6.9", onSession, false, false, CategoryNormal},
	"userid":                {"RFC 8856 §5.3", onMedia, false, false, CategoryTBD},
}
