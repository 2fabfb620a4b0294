package munge

import (
	"net/netip"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of the session's name and origin.

type setName struct {
	Name string `json:"name"`
}

// SetSessionName writes s=. A session without a name has "-" (RFC 8866 §5.3).
func SetSessionName(name string) Edit { return Edit{op: &setName{name}} }

func (*setName) kind() string { return "set-session-name" }

func (o *setName) check() error {
	if o.Name == "" || strings.ContainsAny(o.Name, "\r\n\x00") {
		return fail(ErrArgument, "%q is not a session name", o.Name)
	}
	return nil
}

func (o *setName) apply(p *pass) error { return p.setSessionLine('s', "s="+o.Name) }

// setSessionLine replaces the first line of a type in the session part, or adds one.
func (p *pass) setSessionLine(typ byte, text string) error {
	for l := range p.d.Session().LinesOf(typ) {
		return p.replace(l, text)
	}
	_, err := p.add(p.d.Session(), text)
	return err
}

type setOrigin struct {
	Username  string `json:"username,omitempty"`
	SessionID string `json:"sessionId,omitempty"`
	Address   string `json:"address,omitempty"`
}

// SetOrigin changes fields of o= (RFC 8866 §5.2); one that is "" stays as it is. In a
// session that is under way none of them may change (RFC 3264 §8).
func SetOrigin(username string, sessionID sdp.Number, address string) Edit {
	return Edit{op: &setOrigin{username, string(sessionID), address}}
}

func (*setOrigin) kind() string { return "set-origin" }

func (o *setOrigin) check() error {
	if strings.ContainsAny(o.Username+o.Address, " \t\r\n\x00") {
		return fail(ErrArgument, "a field holds white space")
	}
	if strings.Trim(o.SessionID, "0123456789") != "" {
		return fail(ErrArgument, "session id %q is not a number", o.SessionID)
	}
	return nil
}

func (o *setOrigin) apply(p *pass) error {
	return p.editOrigin(func(v *sdp.Origin) {
		if o.Username != "" {
			v.Username = o.Username
		}
		if o.SessionID != "" {
			v.SessionID = sdp.Number(o.SessionID)
		}
		if o.Address == "" {
			return
		}
		v.Address, v.NetworkType = o.Address, "IN"
		if ip, err := netip.ParseAddr(o.Address); err == nil {
			v.AddressType = addressType(ip)
		} else if v.AddressType == "" {
			v.AddressType = "IP4"
		}
	})
}

// editOrigin changes o=.
func (p *pass) editOrigin(change func(*sdp.Origin)) error {
	v, err := p.d.Origin()
	if err != nil {
		return fail(ErrUnreadable, "%v", err).in(p.d.Session())
	}
	was := v
	if change(&v); v == was {
		return nil
	}
	return p.setSessionLine('o', "o="+v.String())
}

type bumpVersion struct{}

// BumpVersion raises the session version of o= by one, as a description must that
// differs from the one before it (RFC 3264 §8). It is for the last edit of several.
func BumpVersion() Edit { return Edit{op: &bumpVersion{}} }

func (*bumpVersion) kind() string { return "bump-version" }
func (*bumpVersion) check() error { return nil }

func (*bumpVersion) apply(p *pass) error {
	return p.editOrigin(func(v *sdp.Origin) { v.SessionVersion = v.SessionVersion.Next() })
}
