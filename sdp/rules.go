package sdp

// A rule is one thing that a description must obey: the clause that says so and
// what to do about a line that doesn't. Each is written here once, for the
// parser, the edits, the messages and the documentation.
type rule struct {
	clause string
	fix    string
}

var (
	ruleEmpty     = rule{"RFC 8866 §5", "a description starts with v=0 and has at least v=, o=, s= and t="}
	ruleOrder     = rule{"RFC 8866 §5", "move the line to its place: v o s i u e p c b t r z k a, then for each m=: i c b k a"}
	ruleLevel     = rule{"RFC 8866 §5", "move the line in front of the first m= line"}
	ruleOnce      = rule{"RFC 8866 §9", "keep one of the lines"}
	ruleMissing   = rule{"RFC 8866 §5", "add the line; a text that stops here was probably cut off"}
	ruleType      = rule{"RFC 8866 §5", "remove the line: RFC 8866 has no such type, and a parser ignores or refuses the whole text for it"}
	ruleForm      = rule{"RFC 8866 §5", "write the line as one letter, \"=\" and a value, without space around the \"=\""}
	ruleBytes     = rule{"RFC 8866 §9", "remove the byte: NUL, CR and LF are no part of any value"}
	ruleVersion   = rule{"RFC 8866 §5.1", "write v=0"}
	ruleOrigin    = rule{"RFC 8866 §5.2", "write o=<username> <sess-id> <sess-version> IN IP4|IP6 <address>"}
	ruleURI       = rule{"RFC 8866 §5.5", "write a URI as RFC 3986 has it, with other bytes percent-encoded"}
	ruleConn      = rule{"RFC 8866 §5.7", "write c=IN IP4|IP6 <address>, for IP4 multicast with /<ttl>[/<count>], for IP6 multicast with [/<count>]"}
	ruleBandwidth = rule{"RFC 8866 §5.8", "write b=<type>:<number>, for instance b=AS:512"}
	ruleTime      = rule{"RFC 8866 §5.9", "write t=<start> <stop>; t=0 0 for a session that is not bounded"}
	ruleRepeat    = rule{"RFC 8866 §5.10", "write r=<interval> <duration> <offsets>, after the t= line that it repeats"}
	ruleZone      = rule{"RFC 8866 §5.11", "write z= as pairs of a time and an offset, after the t= and r= lines that it adjusts"}
	ruleAttribute = rule{"RFC 8866 §5.13", "write a=<name> or a=<name>:<value>; a name has letters, digits and !#$%&'*+-.^_`{|}~"}
	ruleMedia     = rule{"RFC 8866 §5.14", "write m=<media> <port>[/<count>] <proto> <fmt>…"}
	rulePort      = rule{"RFC 8866 §5.14", "write the port as a decimal number from 0 to 65535"}
	rulePortCount = rule{"RFC 8866 §5.14", "write the number of ports behind the \"/\" as a decimal number from 1"}
	ruleBOM       = rule{"RFC 8866 §5", "remove the byte order mark, the three bytes EF BB BF"}
	ruleLimit     = rule{"sdp.Options", "raise the limit if you trust the sender"}
)

// Liberty is a departure from RFC 8866's grammar that Parse accepts because
// deployed endpoints take it. Options.Strict refuses all of them.
type Liberty struct {
	ID     string // a short name, such as "missing-time"
	Clause string // what RFC 8866 says
	Reason string // who departs from it
}

// liberty numbers index the table below.
type liberty uint8

const (
	noLiberty liberty = iota
	libEnding
	libNoFinalEnding
	libBlankLine
	libOrder
	libMediaOrder
	libNoName
	libNoTime
	libNoConnection
	libEmptyValue
	libSpacing
	libOriginShort
	libOriginName
	libConnectionShort
	libTimeDigits
	libRepeatShort
	libZone
	libKey
	libContact
	libMediaToken
	libLeadingZero
	libIRI
)

var liberties = [...]Liberty{
	noLiberty:          {},
	libEnding:          {"line-ending", "§5 (CRLF, a single LF tolerated)", "files edited by hand, Unix tools and every browser's tests write LF, old tools a single CR, and mixtures occur"},
	libNoFinalEnding:   {"no-final-ending", "§9 (every line ends with CRLF)", "text that went through a trim(), a shell variable or a form loses its last line ending; Firefox accepts it"},
	libBlankLine:       {"blank-line", "§9 (no empty lines)", "SIP bodies, e-mail and log copies add empty lines; ffmpeg, pion and gortsplib pass over them"},
	libOrder:           {"session-order", "§5 (fixed order)", "a=, b=, c= and i= lines of the session part stand before or after their place: Anpviz cameras write a= before t=, macro-video RTSP servers c= after a=, Hanwha recorders i= in second place"},
	libMediaOrder:      {"media-order", "§5 (i c b k a)", "many RTSP servers and telephones write b= or c= after a= lines of a media section"},
	libNoName:          {"missing-name", "§5.3 (s= is required)", "cameras leave s= out"},
	libNoTime:          {"missing-time", "§5.9 (t= is required)", "GeoVision and other cameras go from s= to m="},
	libNoConnection:    {"missing-connection", "§5.7 (c= in the session part or in every media section)", "RTSP servers leave it out because SETUP gives the address; so do rejected sections"},
	libEmptyValue:      {"empty-value", "§9 (text and byte-string have at least one byte)", "cameras write s=, i=, e= or a=fmtp: with nothing behind it"},
	libSpacing:         {"spacing", "§5 (single spaces)", "several spaces between fields, or some at the end of a line, are common in m= and o= lines"},
	libOriginShort:     {"origin-short", "§5.2 (six fields)", "Uniview cameras write o=- 1001 1 IN, some Hikvision models o=- 1001 1 IN IP4"},
	libOriginName:      {"origin-name", "§5.2 (no space in the username)", "IP converters write o=RTSP Session 0 0 IN IP4 0.0.0.0, TP-Link cameras one number too many"},
	libConnectionShort: {"connection-short", "§5.7 (three fields)", "cameras write c=IN IP4, Uniview ones c=IN, Sony ones c= with nothing behind it"},
	libTimeDigits:      {"time-digits", "§9 (0, or ten digits and more)", "t=0 3600 and the like: seconds from now on; z=0 0"},
	libRepeatShort:     {"repeat-short", "§5.10 (interval, duration and at least one offset)", "r=0 0 is sent with t=0 0"},
	libZone:            {"zone-without-repeat", "§5.11 (z= follows r=)", "RFC 4566 and RFC 2327 allow z= after t= lines alone"},
	libKey:             {"key", "§5.12 (k= must not be used, and is discarded)", "old senders write it; any value is kept and nothing is made of it"},
	libContact:         {"contact", "§5.6 (RFC 5322 address, telephone number)", "e=NONE and other free text"},
	libMediaToken:      {"media-token", "§9 (media and fmt are tokens)", "TP-Link and Mercury cameras write m=application/TP-LINK 0 RTP/AVP smart/1/90000"},
	libLeadingZero:     {"leading-zero", "§9 (integer, ttl: no leading zero)", "numbers padded by printf, as in /007"},
	libIRI:             {"iri", "§5.5 (RFC 3986: ASCII)", "u= with letters beyond ASCII, as RFC 3987 has them"},
}

// Liberties lists every departure from RFC 8866 that Parse accepts, in the
// order of the package documentation.
func Liberties() []Liberty {
	return append([]Liberty(nil), liberties[1:]...)
}

func (l liberty) rule() *rule {
	return &rule{"RFC 8866 " + liberties[l].Clause, "liberty " + liberties[l].ID + ": accepted unless Options.Strict is set"}
}
