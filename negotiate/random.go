package negotiate

import (
	"encoding/base64"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file makes what the caller left to Capabilities.Rand.

// random reads bytes from Rand; path says what for.
func (c *Capabilities) random(path string, b []byte) error {
	if c.Rand == nil {
		return &CapabilitiesError{Path: path, Msg: "is missing, and there is no Rand to make it from"}
	}
	if _, err := io.ReadFull(c.Rand, b); err != nil {
		return fmt.Errorf("negotiate: reading Rand for %s: %w", path, err)
	}
	return nil
}

const iceAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// letters makes so many ice-chars, six random bits each.
func (c *Capabilities) letters(path string, n int) (string, error) {
	b := make([]byte, n)
	if err := c.random(path, b); err != nil {
		return "", err
	}
	for i := range b {
		b[i] = iceAlphabet[b[i]&63]
	}
	return string(b), nil
}

// newCredentials makes an ufrag of 48 bits and a pwd of 144 (RFC 8445 §5.3 wants 24 and
// 128).
func (c *Capabilities) newCredentials(path string) (credentials, error) {
	ufrag, err := c.letters(path+".ufrag", 8)
	if err != nil {
		return credentials{}, err
	}
	pwd, err := c.letters(path+".pwd", 24)
	return credentials{ufrag, pwd}, err
}

// sessionID is the one given, else a random one of 63 bits (RFC 9429 §5.2.1).
func (c *Capabilities) sessionID() (string, error) {
	if c.Transport.SessionID != "" {
		return c.Transport.SessionID, nil
	}
	var b [8]byte
	if err := c.random("transport.sessionID", b[:]); err != nil {
		return "", err
	}
	n := uint64(0)
	for _, x := range b {
		n = n<<8 | uint64(x)
	}
	return strconv.FormatUint(n>>1, 10), nil
}

// tlsID is the one given, else a random one of 120 bits, as RFC 8842 §4 wants.
func (c *Capabilities) tlsID() (string, error) {
	if d := c.Transport.DTLS; d != nil && d.TLSID != "" {
		return d.TLSID, nil
	}
	return c.letters("transport.dtls.tlsID", 20)
}

// fingerprints are those given, else a made one, that fits no certificate.
func (c *Capabilities) fingerprints() ([]sdp.Fingerprint, error) {
	if d := c.Transport.DTLS; d != nil && len(d.Fingerprints) > 0 {
		return d.Fingerprints, nil
	}
	var b [32]byte
	if err := c.random("transport.dtls.fingerprints", b[:]); err != nil {
		return nil, err
	}
	var s strings.Builder
	for i, x := range b {
		if i > 0 {
			s.WriteByte(':')
		}
		fmt.Fprintf(&s, "%02X", x)
	}
	return []sdp.Fingerprint{{Hash: "sha-256", Value: s.String()}}, nil
}

// keyBytes are the lengths of master key and salt (RFC 4568 §6.2, RFC 6188 §4, RFC 7714
// §12).
func keyBytes(suite string) int {
	switch {
	case strings.HasPrefix(suite, "AES_CM_128_"), suite == "F8_128_HMAC_SHA1_80":
		return 30
	case strings.HasPrefix(suite, "AES_192_CM_"):
		return 38
	case strings.HasPrefix(suite, "AES_256_CM_"):
		return 46
	case suite == "AEAD_AES_128_GCM":
		return 28
	case suite == "AEAD_AES_256_GCM":
		return 44
	}
	return 0
}

// keyed returns k with a key, one from Rand if it has none.
func (c *Capabilities) keyed(path string, k sdp.Crypto) (sdp.Crypto, error) {
	if k.KeyParams != "" {
		return k, nil
	}
	n := keyBytes(k.Suite)
	if n == 0 {
		return k, &CapabilitiesError{Path: path, Msg: "has no key, and of suite " + quote(k.Suite) + " the length of one isn't known"}
	}
	b := make([]byte, n)
	if err := c.random(path, b); err != nil {
		return k, err
	}
	k.KeyParams = "inline:" + base64.StdEncoding.EncodeToString(b)
	return k, nil
}
