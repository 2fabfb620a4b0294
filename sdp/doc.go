// Package sdp reads, edits and writes session descriptions (SDP: RFC 8866, and
// before it RFC 4566 and RFC 2327) without ever losing or inventing a byte.
//
// # Model
//
// A [Description] is text. It has a session part and any number of media
// sections, each starting with its m= line; both are a [Section]. A Section has
// lines; each is a [Line]. Sections and lines are handles, small values that stay
// good while other things are edited.
//
// Meaning is read from the text when it is asked for and never stored beside it.
// The lines that every description has are methods: [Description.Origin],
// [Section.MediaName], [Section.Connection]. Attributes are types of their own
// behind one door, which a user's own types go through as well (see [Attribute]):
//
//	for m, err := range sdp.All[sdp.RTPMap](section) { … }   // every a=rtpmap
//	setup, ok, err := sdp.Lookup[sdp.Setup](section)         // with inheritance
//	err = sdp.Set(section, sdp.SendOnly)                     // one line changes
//
// # Fidelity
//
// For every text that [Parse] accepts, and for every text at all that [ParseLax]
// is given, String returns that text, byte for byte: line endings (CRLF, LF, CR,
// mixed, a missing last one), blank lines, order, odd spacing, unknown lines,
// invalid UTF-8; and "a=x:" is not "a=x". An edit changes its own line and no
// other. A new line takes the ending of the line before it. No edit lets CR, LF or
// NUL in, or a line that Parse would refuse, so that what Parse accepted it still
// accepts afterwards, unless something was removed that a description must have:
// v=, o=, s= and t=, or the media section that made up for the lack of t=. (Strict
// is a matter of reading: edits may take liberties.)
//
// Edits through handles, and adding a= lines at the end of a section, cost the same
// however long the description is. What has to look for its place first (other
// types of lines, Set, Add behind others of its kind) looks through its section.
// There are no caches: Direction, Destination, Rejected and Lookup read the session
// part and, for a BUNDLE, look for the tagged section, each time. Removing a codec by
// hand leaves lines about it behind, its a=fmtp and a=rtcp-fb, and the a=fmtp of the
// codecs that refer to it; to follow them all is the task of package munge.
//
// # Strictness
//
// Parse refuses what RFC 8866 refuses, with every problem in an [ErrorList]: line,
// column, path, clause, and what to do; [SyntaxError.Detail] shows the place. A
// refusal does not lose the tree. ParseLax refuses nothing, keeps what it can't
// understand as opaque lines, and reports the same problems. Neither looks into
// the values of attributes beyond "a=<name>" and "a=<name>:<value>".
//
// Parse takes these liberties with RFC 8866, because deployed endpoints do.
// [Options.Strict] refuses them; [Liberties] lists them with clause and reason.
//
//   - line-ending: lines end with LF or CR, or differently from each other
//   - no-final-ending: the last line has no ending
//   - blank-line: there are empty lines
//   - session-order: a=, b=, c= and i= lines of the session part stand elsewhere
//   - media-order: i=, c=, b=, k= and a= of a media section in any order
//   - missing-name: there is no s=, if there is t= or m=
//   - missing-time: there is no t=, if there is m=
//   - missing-connection: there is no c=
//   - empty-value: nothing behind s=, i=, u=, e=, p= or "a=<name>:"
//   - spacing: several spaces between fields, or some at the end of a line
//   - origin-short: o= lacks its address, or also the address type
//   - origin-name: the username in o= has spaces
//   - connection-short: c= lacks its address, or more
//   - time-digits: times in t= and z= have fewer than ten digits
//   - repeat-short: r= has no offset, or an interval of 0
//   - zone-without-repeat: z= follows t= directly, as RFC 4566 allows
//   - key: k=, which RFC 8866 has made obsolete, with any value
//   - contact: e= and p= hold any text
//   - media-token: slashes in the media and in the formats of m=
//   - leading-zero: numbers behind a slash start with 0
//   - iri: u= has bytes beyond ASCII
//
// It does refuse, as RFC 8866's text or good sense does although the grammar
// doesn't, ports beyond 65535, TTLs beyond 255, counts, bandwidths and repeat times
// beyond what 16, 31 and 64 bits hold, and what follows a "/" in an IP4 or IP6
// address and isn't TTL or count. And it refuses some texts that cameras send, of
// which no reading is safe: without v= or o=, with o= numbers in hexadecimal, with
// t=now-, with lines that have no "=". ParseLax keeps them all.
//
// # Checking
//
// Parse looks at lines one by one. [Check] asks whether they make sense together:
// it parses every attribute that has a type, holds it against the level and the
// number that its specification allows, and follows every reference, from a=fmtp
// to the m= line, from a=group to the mids, from payload type to payload type
// across a BUNDLE group. Each [Problem] has position, path, clause and, where there
// is one, a remedy; [Problems] lists the classes. What a real stack sends is no
// exception: that Chromium refuses the header extensions of aiortc is among them.
//
// # Terminology
//
// Names are the RFCs': a section is a media description of RFC 8866 or its
// session-level section; a mid is the identification-tag of RFC 5888; the kind of
// a section is the media type of its m= line. Lines, columns and numbers of
// problems count from 1 and columns count bytes; sections count from 0.
//
// # Specifications
//
// RFC 8866 (session description), 3264 (a port of 0 rejects), 3551 (static payload
// types), 3605 (a=rtcp), 3611 (a=rtcp-xr), 4145 and 8842 (a=setup, a=connection,
// a=tls-id), 4567 (a=key-mgmt), 4568 (a=crypto), 4570 (a=source-filter), 4574
// (a=label), 4585 (a=rtcp-fb), 4796 (a=content), 5506 (a=rtcp-rsize), 5576 (a=ssrc,
// a=ssrc-group), 5761 (a=rtcp-mux), 5888 (a=group, a=mid), 6236 (a=imageattr), 7273
// (a=ts-refclk, a=mediaclk), 7826 (a=control, a=range), 8122 (a=fingerprint), 8285
// (a=extmap, a=extmap-allow-mixed), 8830 (a=msid), 8839 (a=ice-ufrag, a=ice-pwd,
// a=ice-options, a=ice-lite, a=ice-pacing, a=ice-mismatch, a=remote-candidates),
// 8840 (a=end-of-candidates), 8841 (a=sctp-port, a=max-message-size), 8851 (a=rid),
// 8853 (a=simulcast), 8856 (a=floorctrl, a=confid, a=userid, a=floorid), 8858
// (a=rtcp-mux-only), 8859 (attributes in a BUNDLE group), 8864 (a=dcmap, a=dcsa),
// 9143 (BUNDLE); ITU-T T.38 Annex D (a=T38FaxVersion and its like); of drafts
// a=msid-semantic and a=sctpmap, which became other things.
//
// Codecs: RFC 2198 (red), 3389 (CN), 3952 (iLBC), 4588 (rtx), 4733 (telephone-event),
// 4856 (G723, G729, L16), 4867 (AMR), 5109 (ulpfec), 6184 (H264), 7587 (opus), 7741
// (VP8), 7798 (H265), 8627 (flexfec), 9628 (VP9), AOMedia's RTP payload format (AV1).
//
// # Security
//
// Whatever the bytes, nothing panics, and time and memory are linear in the length
// of the text: parsing takes 8 bytes a line beside the text itself. Set limits with
// [Options] for text from strangers. A Description and every string that comes out
// of it refer to the text they were parsed from and keep it in memory, as it does the
// lines that are put into it; [Description.Clone] and strings.Clone detach. Nothing is
// ever resolved or fetched. ICE passwords and fingerprints are ordinary text here: mind
// your logs.
package sdp
