package sdp

// Nearly all o=, c=, m= and a=rtpmap lines are of one form. The functions here recognise it
// in one pass and with the single spaces of the grammar; what they don't recognise
// the full grammar looks at. A test holds the two against each other.

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

// plainRTPMap: "96 VP8/90000", "111 opus/48000/2".
func plainRTPMap(s string) (a RTPMap, ok bool) {
	n, i := uint64(0), 0
	for i < len(s) && class[s[i]]&clsDigit != 0 && n <= 127 {
		n = 10*n + uint64(s[i]-'0')
		i++
	}
	if i == 0 || i == len(s) || s[i] != ' ' || n > 127 {
		return a, false
	}
	a.PayloadType = uint8(n)
	i++
	j := i
	for j < len(s) && class[s[j]]&clsToken != 0 {
		j++
	}
	if j == i || j == len(s) || s[j] != '/' {
		return a, false
	}
	a.Encoding = s[i:j]
	n, i = 0, j+1
	for i < len(s) && class[s[i]]&clsDigit != 0 && n <= 1<<32-1 {
		n = 10*n + uint64(s[i]-'0')
		i++
	}
	if i == j+1 || n > 1<<32-1 {
		return a, false
	}
	a.ClockRate = uint32(n)
	switch {
	case i == len(s):
		return a, true
	case i == len(s)-2 && s[i] == '/' && class[s[i+1]]&clsDigit != 0:
		a.Parameters = s[i+1:]
		return a, true
	}
	return a, false
}

// plainMedia: "audio 9 UDP/TLS/RTP/SAVPF 111 63 9".
func plainMedia(value string) bool {
	i := word(value, 0, clsToken)
	if i < 0 {
		return false
	}
	j := word(value, i, clsDigit)
	if j < 0 || j-i > 6 { // at most five digits
		return false
	}
	if _, ok := number(value[i:j-1], 65535); !ok {
		return false
	}
	k := j
	for k < len(value) && value[k] != ' ' {
		k++
	}
	switch value[j:k] {
	case "UDP/TLS/RTP/SAVPF", "RTP/AVP", "RTP/SAVPF", "RTP/SAVP", "RTP/AVPF", "UDP/DTLS/SCTP", "DTLS/SCTP":
	default:
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
