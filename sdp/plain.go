package sdp

import "strings"

// Nearly all o=, c= and m= lines and values of a=rtpmap, a=fmtp, a=rtcp-fb, a=extmap and
// a=fingerprint are of one form. The functions here recognise it in one pass and with the
// single spaces of the grammar; what they don't recognise the full grammar looks at. A
// test holds the two against each other.

// word is the offset behind a word of class c at offset i and the one space that
// follows it; -1 if there is no such word.
func word(s string, i int, c uint8) int {
	j := i
	for j < len(s) && class[s[j]]&c != 0 {
		j++
	}
	if j == i || j == len(s) || s[j] != ' ' {
		return -1
	}
	return j + 1
}

// plainValue asks about the value of a line. A session that is bounded in time is
// left to the grammar.
func plainValue(typ byte, value string) bool {
	switch typ {
	case 'v':
		return value == "0"
	case 'o':
		return plainOrigin(value)
	case 's':
		return true
	case 'c':
		return plainConnection(value)
	case 't':
		return value == "0 0"
	case 'm':
		return plainMedia(value)
	}
	return false
}

// plainOrigin: "- 4611731400430051336 2 IN IP4 127.0.0.1".
func plainOrigin(value string) bool {
	i := word(value, 0, clsVisible)
	if i > 0 {
		i = word(value, i, clsDigit)
	}
	if i > 0 {
		i = word(value, i, clsDigit)
	}
	return i > 0 && plainAddress(value[i:])
}

// plainAddress: "IN IP4 " or "IN IP6 ", and a word.
func plainAddress(s string) bool {
	return len(s) > 7 && s[:5] == "IN IP" && (s[5] == '4' || s[5] == '6') && s[6] == ' ' && visible(s[7:])
}

// plainConnection: as plainAddress, without a slash and what may follow it.
func plainConnection(value string) bool {
	if !plainAddress(value) {
		return false
	}
	for i := 7; i < len(value); i++ {
		if value[i] == '/' {
			return false
		}
	}
	return true
}

// plainMedia: "audio 9 UDP/TLS/RTP/SAVPF 111 63 9".
func plainMedia(value string) bool {
	_, _, k := plainHead(value)
	if k < 0 {
		return false
	}
	// Each format is a word behind one space.
	space := true
	for k++; k < len(value); k++ {
		if class[value[k]]&clsToken != 0 {
			space = false
		} else if value[k] != ' ' || space {
			return false
		} else {
			space = true
		}
	}
	return !space
}

// plainHead: "audio 9 UDP/TLS/RTP/SAVPF", with the offsets at which the port and the
// protocol start and where that ends, -1 if it is no such thing.
func plainHead(value string) (port, proto, end int) {
	i := word(value, 0, clsToken)
	if i < 0 {
		return 0, 0, -1
	}
	j := word(value, i, clsDigit)
	if j < 0 || j-i > 6 { // at most five digits
		return 0, 0, -1
	}
	if _, ok := number(value[i:j-1], 65535); !ok {
		return 0, 0, -1
	}
	k := j
	for k < len(value) && value[k] != ' ' {
		k++
	}
	switch value[j:k] {
	case "UDP/TLS/RTP/SAVPF", "RTP/AVP", "RTP/SAVPF", "RTP/SAVP", "RTP/AVPF", "UDP/DTLS/SCTP", "DTLS/SCTP":
		return i, j, k
	}
	return 0, 0, -1
}

// plainRTPMap: "111 opus/48000/2". Its results are those of an RTPMap, which would not
// fit into registers.
func plainRTPMap(value string) (pt uint8, encoding string, rate uint32, params string, ok bool) {
	n, i := plainNumber(value, 0, 127)
	if i == 0 || i == len(value) || value[i] != ' ' {
		return 0, "", 0, "", false
	}
	i++
	j := i
	for j < len(value) && class[value[j]]&clsToken != 0 {
		j++
	}
	if j == i || j == len(value) || value[j] != '/' {
		return 0, "", 0, "", false
	}
	hz, k := plainNumber(value, j+1, 1<<32-1)
	if k > j+1 && k+2 == len(value) && value[k] == '/' && class[value[k+1]]&clsToken != 0 {
		return uint8(n), value[i:j], uint32(hz), value[k+1:], true
	}
	return uint8(n), value[i:j], uint32(hz), "", k > j+1 && k == len(value)
}

// plainNumber reads decimal digits from offset i, up to limit; end is the offset behind
// them, i if there are none or too many.
func plainNumber(s string, i int, limit uint64) (n uint64, end int) {
	for end = i; end < len(s) && s[end]-'0' <= 9; end++ {
		if n = n*10 + uint64(s[end]-'0'); n > limit {
			return 0, i
		}
	}
	return n, end
}

// plainFMTP: "111 minptime=10;useinbandfec=1", and the number that it begins with.
func plainFMTP(value string) (a FMTP, pt uint8, ok bool) {
	n, i := plainNumber(value, 0, 127)
	if i == 0 || i+1 >= len(value) || value[i] != ' ' || value[i+1] == ' ' || value[len(value)-1] == ' ' {
		return FMTP{}, 0, false
	}
	return FMTP{value[:i], value[i+1:]}, uint8(n), true
}

// plainFeedback: "96 nack pli".
func plainFeedback(value string) (a RTCPFeedback, ok bool) {
	_, i := plainNumber(value, 0, 127)
	if i == 0 || i == len(value) || value[i] != ' ' {
		return RTCPFeedback{}, false
	}
	j := i + 1
	for j < len(value) && class[value[j]]&clsToken != 0 {
		j++
	}
	switch {
	case j == i+1:
		return RTCPFeedback{}, false
	case j == len(value):
		return RTCPFeedback{value[:i], value[i+1:], ""}, true
	case value[j] != ' ' || j+1 == len(value) || value[j+1] == ' ' || value[len(value)-1] == ' ':
		return RTCPFeedback{}, false
	}
	return RTCPFeedback{value[:i], value[i+1 : j], value[j+1:]}, true
}

// plainFingerprint: "sha-256 BF:76:EB".
func plainFingerprint(value string) (a Fingerprint, ok bool) {
	i := span(value, clsToken)
	if i == 0 || i == len(value) || value[i] != ' ' || badFingerprint(value[i+1:]) >= 0 {
		return Fingerprint{}, false
	}
	return Fingerprint{value[:i], value[i+1:]}, true
}

// plainExtMap: "3 urn:ietf:params:rtp-hdrext:sdes:mid".
func plainExtMap(value string) (a ExtMap, ok bool) {
	id, i := plainNumber(value, 0, 4351)
	if i == 0 || i+1 >= len(value) || value[i] != ' ' || !extensionID(id) {
		return ExtMap{}, false
	}
	uri := value[i+1:]
	return ExtMap{ID: int(id), URI: uri}, strings.IndexByte(uri, ' ') < 0
}
