package replay

import "github.com/sdpkit/sdpkit/negotiate"

// capabilities are enough for a Peer to create offers and answers. What it creates is not
// compared with the record: only whether it can.
func capabilities(m negotiate.Mode) negotiate.Capabilities {
	caps := negotiate.SIPPhone()
	if m == negotiate.WebRTC {
		caps = negotiate.WebRTCAudioVideo()
		caps.Media = append(caps.Media, negotiate.DataOnly().Media...)
	}
	caps.Transport.Address = "192.0.2.1"
	caps.Media[0].Path.Port = 5004
	caps.Rand = noise{}
	return caps
}

// noise is no randomness: a replay gives the same each time.
type noise struct{}

func (noise) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(7 * i)
	}
	return len(b), nil
}
