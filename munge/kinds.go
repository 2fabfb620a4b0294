package munge

import (
	"iter"
	"sort"
	"strings"
)

// A level says what an edit is about.
type level uint8

const (
	levelMedia       level = iota // media sections
	levelDescription              // the description as a whole
	levelLines                    // lines, of media sections or of the session part
)

// A trait is what is promised of an edit.
type trait uint8

const (
	once    trait = 1 << iota // doing it twice is the same as doing it once
	checked                   // it is held against Check afterwards
	again   trait = 0
)

// A kind is a row of the table of edits: what JSON, the documentation and the tests
// know of each.
type kind struct {
	name    string
	clause  string // behind the edit
	level   level
	trait   trait
	make    func() op
	example string // its arguments in JSON
	summary string
}

// An EditKind describes one kind of edit.
type EditKind struct {
	Name       string // in JSON and in reports: "keep-codecs"
	Clause     string // the one behind it
	Idempotent bool   // doing it twice is the same as doing it once
	Checked    bool   // see the package documentation, Promises
	Example    string // an edit of this kind in JSON
	Summary    string // one line
}

// Kinds iterates over all kinds of edits, by name.
func Kinds() iter.Seq[EditKind] {
	return func(yield func(EditKind) bool) {
		for _, k := range kinds {
			example := `{"edit":"` + k.name + `"}`
			if k.example != "" {
				example = `{"edit":"` + k.name + `",` + k.example + `}`
			}
			if !yield(EditKind{k.name, k.clause, k.trait&once != 0, k.trait&checked != 0, example, k.summary}) {
				return
			}
		}
	}
}

// kindOf finds a kind by its name; it is nil for a name that no edit has.
func kindOf(name string) *kind {
	i, ok := sort.Find(len(kinds), func(i int) int { return strings.Compare(name, kinds[i].name) })
	if !ok {
		return nil
	}
	return &kinds[i]
}

// kinds is the table of edits, by name.
var kinds = []kind{
	{"add-candidates", "RFC 8839 §5.1", levelMedia, once | checked, func() op { return &addCandidates{} },
		`"candidates":["candidate:1 1 udp 2130706431 192.0.2.7 5004 typ host"]`, "adds ICE candidates"},
	{"add-crypto", "RFC 4568 §9.1", levelMedia, once, func() op { return &addCrypto{} },
		`"crypto":"AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"`, "adds an SDES key"},
	{"add-extension", "RFC 8285 §5", levelMedia, once, func() op { return &addExtension{} },
		`"uri":"urn:ietf:params:rtp-hdrext:sdes:mid"`, "offers a header extension"},
	{"add-feedback", "RFC 4585 §4.2", levelMedia, once, func() op { return &addFeedback{} },
		`"codec":"opus","feedback":"nack"`, "offers an RTCP feedback message"},
	{"add-ice-options", "RFC 8839 §5.6", levelMedia, once, func() op { return &editOptions{name: "add-ice-options"} },
		`"options":["ice2"]`, "says that an extension of ICE is known"},
	{"add-line", "RFC 8866 §5", levelLines, once | checked, func() op { return &addLine{} },
		`"line":"a=x-note:edited"`, "adds a line as it is"},
	{"allow-mixed", "RFC 8285 §6", levelDescription, once, func() op { return &setAllowMixed{} },
		`"on":true`, "lets header extensions of one and two bytes mix"},
	{"bump-version", "RFC 3264 §8", levelDescription, again, func() op { return &bumpVersion{} },
		"", "raises the version of o="},
	{"defer-codecs", "RFC 8866 §5.14", levelMedia, once, func() op { return &orderCodecs{name: "defer-codecs"} },
		`"codecs":["H264"]`, "moves codecs to the end of the m= line"},
	{"drop-bandwidth", "RFC 8866 §5.8", levelLines, once, func() op { return &dropBandwidth{} },
		`"types":["AS"]`, "removes b= lines"},
	{"drop-candidates", "RFC 8839 §5.1", levelMedia, once, func() op { return &chooseCandidates{name: "drop-candidates"} },
		`"families":["ip6"]`, "drops ICE candidates"},
	{"drop-codecs", "RFC 8866 §5.14", levelMedia, once, func() op { return &dropCodecs{} },
		`"codecs":["H264"]`, "takes codecs out, with all that is said about them"},
	{"drop-extensions", "RFC 8285 §5", levelMedia, once, func() op { return &dropExtensions{} },
		`"uris":["urn:3gpp:video-orientation"]`, "takes header extensions away"},
	{"drop-feedback", "RFC 4585 §4.2", levelMedia, once, func() op { return &dropFeedback{} },
		`"codec":"","feedback":"goog-remb"`, "takes an RTCP feedback message away"},
	{"drop-ice-options", "RFC 8839 §5.6", levelMedia, once, func() op { return &editOptions{name: "drop-ice-options"} },
		`"options":["trickle"]`, "takes ICE options away"},
	{"drop-layers", "RFC 8853 §5.1", levelMedia, once, func() op { return &dropLayers{} },
		`"rids":["q"]`, "takes streams out of simulcast"},
	{"drop-lines", "RFC 8866 §5", levelLines, once | checked, func() op { return &dropLines{} },
		`"prefix":"a=rtcp-xr"`, "removes lines by their beginning"},
	{"end-of-candidates", "RFC 8840 §8", levelMedia, once | checked, func() op { return &setEnd{} },
		`"on":true`, "says whether more candidates will come"},
	{"hold", "RFC 3264 §8.4", levelMedia, once, func() op { return &hold{"hold"} },
		"", "puts the other side on hold"},
	{"keep-candidates", "RFC 8839 §5.1", levelMedia, once, func() op { return &chooseCandidates{name: "keep-candidates"} },
		`"types":["host"],"networks":["192.168.0.0/16"]`, "keeps those ICE candidates only"},
	{"keep-codecs", "RFC 8866 §5.14", levelMedia, once, func() op { return &keepCodecs{} },
		`"codecs":["VP8","opus"]`, "keeps those codecs only, and what serves them"},
	{"limit-bandwidth", "RFC 3890 §6.2", levelLines, once, func() op { return &limitBandwidth{} },
		`"bps":500000`, "asks for no more than so much, as b=AS and b=TIAS"},
	{"move-codecs-down", "RFC 8866 §5.14", levelMedia, again, func() op { return &orderCodecs{name: "move-codecs-down"} },
		`"codecs":["VP8"]`, "moves codecs one place to the end"},
	{"move-codecs-up", "RFC 8866 §5.14", levelMedia, again, func() op { return &orderCodecs{name: "move-codecs-up"} },
		`"codecs":["VP9"]`, "moves codecs one place to the front"},
	{"opus-cbr", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusFlag{"opus-cbr", "cbr", false} },
		`"on":true`, "asks for a constant bit rate"},
	{"opus-dtx", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusFlag{"opus-dtx", "usedtx", false} },
		`"on":true`, "asks for nothing during silence"},
	{"opus-fec", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusFlag{"opus-fec", "useinbandfec", false} },
		`"on":false`, "says whether in-band FEC is of use"},
	{"opus-max-average-bitrate", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusBitrate{} },
		`"bitrate":64000`, "asks for no more bits a second, on average"},
	{"opus-send-stereo", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusFlag{"opus-send-stereo", "sprop-stereo", false} },
		`"on":true`, "says that stereo will be sent"},
	{"opus-stereo", "RFC 7587 §6.1", levelMedia, once, func() op { return &opusFlag{"opus-stereo", "stereo", false} },
		`"on":true`, "asks for stereo"},
	{"order-sections", "RFC 3264 §8", levelDescription, once, func() op { return &orderSections{} },
		`"kinds":["video","audio"]`, "sorts the sections of a first offer"},
	{"plain-sip", "RFC 3264 §5.1", levelDescription, once | checked, func() op { return &plainSIP{} },
		"", "takes everything of WebRTC out"},
	{"prefer-codecs", "RFC 8866 §5.14", levelMedia, once, func() op { return &orderCodecs{name: "prefer-codecs"} },
		`"codecs":["VP9","AV1"]`, "moves codecs to the front of the m= line"},
	{"redact", "RFC 8866 §7", levelDescription, again, func() op { return &redact{} },
		`"key":"a secret","what":["addresses","ports"]`, "replaces what nobody else should read"},
	{"reject-sections", "RFC 3264 §8.2", levelMedia, once | checked, func() op { return &rejectSections{} },
		"", "rejects or stops streams"},
	{"relay-only", "RFC 8839 §9.1", levelMedia, once, func() op { return &relayOnly{} },
		"", "keeps relayed candidates, and hides where the agent is"},
	{"remove-sections", "RFC 3264 §8", levelMedia, checked, func() op { return &removeSections{} },
		"", "takes sections out of a first offer"},
	{"rename-source", "RFC 5576 §4.1", levelMedia, once, func() op { return &renameSource{} },
		`"from":1834246236,"to":1111`, "gives an RTP source another SSRC"},
	{"renumber-extension", "RFC 8285 §7", levelMedia, once, func() op { return &renumberExtension{} },
		`"uri":"urn:ietf:params:rtp-hdrext:sdes:mid","to":9`, "gives a header extension another id"},
	{"renumber-payload-types", "RFC 8866 §6.6", levelMedia, again, func() op { return &renumber{} },
		`"types":[{"codec":"VP8","to":97},{"codec":"rtx;apt=96","to":96}]`, "gives codecs other payload types"},
	{"replace-line", "RFC 8866 §5", levelLines, checked, func() op { return &replaceLine{} },
		`"before":"a=ice-options:trickle","after":"a=ice-options:ice2"`, "gives a line another text"},
	{"replace-params", "RFC 8866 §6.15", levelMedia, once, func() op { return &setParams{name: "replace-params"} },
		`"codec":"opus","params":"useinbandfec=1"`, "writes all format parameters of a codec"},
	{"restore", "RFC 8866 §7", levelDescription, again, func() op { return &restore{} },
		`"mapping":[{"class":"ports","original":"5004","replacement":"40000"}]`, "takes a redaction back"},
	{"resume", "RFC 3264 §8.4", levelMedia, once, func() op { return &hold{"resume"} },
		"", "takes a hold back"},
	{"rtcp-mux", "RFC 5761 §5.1.1", levelMedia, once, func() op { return &setMux{} },
		`"on":true`, "says whether RTP and RTCP share a port"},
	{"set-bandwidth", "RFC 8866 §5.8", levelLines, once, func() op { return &setBandwidth{} },
		`"type":"AS","value":500`, "writes a b= line"},
	{"set-bundle-policy", "RFC 9143 §7.2", levelDescription, once | checked, func() op { return &setBundlePolicy{} },
		`"policy":"max-bundle"`, "gives an offer the form of an RTCBundlePolicy"},
	{"set-cname", "RFC 5576 §6.1", levelMedia, once, func() op { return &setCNAME{} },
		`"cname":"alice"`, "gives the sources another cname"},
	{"set-destination", "RFC 8866 §5.7", levelMedia, once, func() op { return &setDestination{} },
		`"address":"192.0.2.9"`, "says where media is to be sent"},
	{"set-direction", "RFC 8866 §6.7", levelMedia, once, func() op { return &setDirection{} },
		`"direction":"recvonly"`, "says which way media goes"},
	{"set-fingerprint", "RFC 8122 §5", levelMedia, once, func() op { return &setFingerprint{} },
		`"hash":"sha-1","value":"4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB"`, "names another certificate"},
	{"set-ice-credentials", "RFC 8839 §5.4", levelMedia, once, func() op { return &setCredentials{} },
		`"ufrag":"abcd","pwd":"abcdefghijklmnopqrstuv"`, "writes ICE credentials"},
	{"set-ice-lite", "RFC 8839 §5.3", levelDescription, once, func() op { return &setLite{} },
		`"on":true`, "says whether the agent is a lite one"},
	{"set-maxptime", "RFC 8866 §6.5", levelMedia, once, func() op { return &setPtime{name: "set-maxptime"} },
		`"ms":"60"`, "says how much media a packet may hold"},
	{"set-msid", "RFC 8830 §2", levelMedia, once, func() op { return &setMSID{} },
		`"stream":"camera","track":"front"`, "names stream and track"},
	{"set-origin", "RFC 8866 §5.2", levelDescription, once, func() op { return &setOrigin{} },
		`"username":"-","address":"192.0.2.9"`, "changes fields of o="},
	{"set-params", "RFC 8866 §6.15", levelMedia, once, func() op { return &setParams{name: "set-params"} },
		`"codec":"H264","params":"x-google-start-bitrate=1000"`, "writes format parameters"},
	{"set-proto", "RFC 8866 §5.14", levelMedia, once, func() op { return &setProto{} },
		`"proto":"RTP/AVP"`, "changes the RTP profile, with what that implies"},
	{"set-ptime", "RFC 8866 §6.4", levelMedia, once, func() op { return &setPtime{name: "set-ptime"} },
		`"ms":"20"`, "says how much media a packet should hold"},
	{"set-session-name", "RFC 8866 §5.3", levelDescription, once, func() op { return &setName{} },
		`"name":"call"`, "writes s="},
	{"set-setup", "RFC 8842 §5.2", levelMedia, once, func() op { return &setSetup{} },
		`"role":"passive"`, "says who opens the DTLS association"},
	{"set-simulcast", "RFC 8853 §5.1", levelMedia, once, func() op { return &setSimulcast{} },
		`"rids":["h","m","l"]`, "offers to send simulcast"},
	{"strip-dtls", "RFC 8842 §5.2", levelMedia, once, func() op { return &stripDTLS{} },
		"", "removes what sets DTLS up"},
	{"strip-msid", "RFC 8830 §2", levelMedia, once, func() op { return &stripMSID{} },
		"", "removes streams and tracks"},
	{"strip-sdes", "RFC 4568 §9.1", levelMedia, once, func() op { return &stripSDES{} },
		"", "removes the keys that stand in the text"},
	{"strip-simulcast", "RFC 8853 §5.1", levelMedia, once, func() op { return &stripSimulcast{} },
		"", "leaves one stream, of either form"},
	{"strip-sources", "RFC 5576 §4.1", levelMedia, once, func() op { return &stripSources{} },
		"", "removes a=ssrc and a=ssrc-group"},
	{"unbundle", "RFC 9143 §7.5.2", levelDescription, once | checked, func() op { return &unbundle{} },
		"", "takes BUNDLE away"},
	{"unique-payload-types", "RFC 9143 §9.1.1", levelMedia, once, func() op { return &uniqueTypes{} },
		"", "resolves collisions in a BUNDLE group"},
	{"unset-params", "RFC 8866 §6.15", levelMedia, once, func() op { return &unsetParams{} },
		`"codec":"opus","names":["minptime"]`, "removes format parameters"},
}
