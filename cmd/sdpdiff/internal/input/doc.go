// Package input finds out what a file is and reads the descriptions or the recording in it.
//
// # The model
//
// [Open] looks at the content, never at the name. What it finds is either one or two
// descriptions ([Input.Descriptions]) or recordings ([Input.Recordings]), whose steps
// come one after the other as package replay defines them.
//
//   - SDP text, with any line endings. It is kept to the byte.
//   - JSON: {"type", "sdp"}, whose sdp is a string or an array of lines, anywhere inside
//     arrays and objects, and several values after each other (NDJSON). Two descriptions
//     make a pair; more than two a list, told apart by the session in o=. An object with
//     pendingLocalDescription, currentLocalDescription and so on is what an
//     RTCPeerConnection shows of itself.
//   - Recorded exchanges, the format of package replay.
//   - Dumps of chrome://webrtc-internals, old and new.
//   - Dumps of rtcstats: "RTCStatsDump", a line of metadata, then one JSON array for each
//     event, with the numbers for methods and the placeholders for unchanged sections
//     that the recorder writes.
//   - Logs with SIP messages (RFC 3261 §7): those of one Call-ID are a call. Bodies
//     are application/sdp or a part of a multipart body (RFC 5621).
//   - What people paste from consoles, chats and mails: strings with \r\n in them, also those
//     that Node prints in pieces, ↵ for line ends, indentation, "> " before each line.
//
// Each of these may be packed with gzip, and may be UTF-16 with a byte order mark. [Unpacked]
// is for a stream of texts, each of which is one of these.
//
// # Guesses
//
// Where more than one reading was possible, [Input.Notes] says which was taken. Nothing else is
// ever repaired: a text that comes out of a paste is what was pasted, or an error.
//
// # Errors
//
// An error is an [*Error] with name, line, column and the line that it is about,
// unless the file can't be opened or read at all.
//
// # Limits and security
//
// Files are hostile until read. Whole files have [MaxText] bytes at most. Dumps are
// read while they are shown, may be of any length, and need the memory of the
// descriptions that a connection holds. A single description or other value has
// [MaxValue] bytes at most, a packed file [MaxUnpacked] bytes when unpacked; JSON nests
// jsonstream.MaxDepth deep. Time is linear in the length, apart from sorting the messages of a
// SIP call.
package input
