package pionsdp

import (
	"slices"
	"strconv"
	"strings"

	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
)

// A FieldError says which field of pion's struct cannot be written.
type FieldError struct {
	Field string // "MediaDescriptions[1].Attributes[3].Value"
	Msg   string
}

// Error gives the field and what is wrong with it.
func (e *FieldError) Error() string { return "pionsdp: " + e.Field + ": " + e.Msg }

// FromPion makes a description of what p.Marshal writes, after a look at every field:
// where Marshal would let a value run into the next line or field, FromPion returns a
// *FieldError and no description. What Parse refuses is an sdp.ErrorList about pion's
// text, such as the lack of t= or of a format; the description is then what ParseLax
// makes of it.
//
// An attribute whose key holds the value as well, as pion's WithExtMap makes them, is
// read as name and value.
func FromPion(p *pion.SessionDescription) (*sdp.Description, error) {
	if p == nil {
		return nil, &FieldError{"SessionDescription", "is nil"}
	}
	if err := checkFields(p); err != nil {
		return nil, err
	}
	b, err := p.Marshal()
	if err != nil {
		return nil, err
	}
	d, err := sdp.Parse(string(b))
	if err != nil {
		return d, err
	}
	if err := compareFields(d, p); err != nil {
		return nil, err
	}
	return d, nil
}

// checker keeps the first field with a byte that ends a line for somebody.
type checker struct{ err *FieldError }

func (c *checker) text(field, value string) {
	if i := strings.IndexAny(value, "\r\n\x00"); i >= 0 && c.err == nil {
		c.err = &FieldError{field, "byte " + strconv.Quote(value[i:i+1]) + " cannot stand in a line"}
	}
}

func optional[T ~string](c *checker, field string, value *T) {
	if value != nil {
		c.text(field, string(*value))
	}
}

func (c *checker) connection(prefix string, p *pion.ConnectionInformation) {
	if p == nil {
		return
	}
	c.text(prefix+"ConnectionInformation.NetworkType", p.NetworkType)
	c.text(prefix+"ConnectionInformation.AddressType", p.AddressType)
	if p.Address != nil {
		c.text(prefix+"ConnectionInformation.Address.Address", p.Address.Address)
	}
}

// lists looks before it makes the name of a field, since there may be many.
func (c *checker) lists(prefix string, bandwidth []pion.Bandwidth, attributes []pion.Attribute) {
	for i, b := range bandwidth {
		if strings.ContainsAny(b.Type, "\r\n\x00") {
			c.text(index(prefix+"Bandwidth", i)+".Type", b.Type)
		}
	}
	for i, a := range attributes {
		if strings.ContainsAny(a.Key, "\r\n\x00") {
			c.text(index(prefix+"Attributes", i)+".Key", a.Key)
		}
		if strings.ContainsAny(a.Value, "\r\n\x00") {
			c.text(index(prefix+"Attributes", i)+".Value", a.Value)
		}
	}
}

func index(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

func checkFields(p *pion.SessionDescription) error {
	var c checker
	c.text("Origin.Username", p.Origin.Username)
	c.text("Origin.NetworkType", p.Origin.NetworkType)
	c.text("Origin.AddressType", p.Origin.AddressType)
	c.text("Origin.UnicastAddress", p.Origin.UnicastAddress)
	c.text("SessionName", string(p.SessionName))
	optional(&c, "SessionInformation", p.SessionInformation)
	if p.URI != nil {
		c.text("URI", p.URI.String())
	}
	optional(&c, "EmailAddress", p.EmailAddress)
	optional(&c, "PhoneNumber", p.PhoneNumber)
	c.connection("", p.ConnectionInformation)
	optional(&c, "EncryptionKey", p.EncryptionKey)
	c.lists("", p.Bandwidth, p.Attributes)
	for i, m := range p.MediaDescriptions {
		field := index("MediaDescriptions", i)
		if m == nil {
			return &FieldError{field, "is nil"}
		}
		field += "."
		c.text(field+"MediaName.Media", m.MediaName.Media)
		for i, s := range m.MediaName.Protos {
			c.text(index(field+"MediaName.Protos", i), s)
		}
		for i, s := range m.MediaName.Formats {
			c.text(index(field+"MediaName.Formats", i), s)
		}
		optional(&c, field+"MediaTitle", m.MediaTitle)
		c.connection(field, m.ConnectionInformation)
		optional(&c, field+"EncryptionKey", m.EncryptionKey)
		c.lists(field, m.Bandwidth, m.Attributes)
	}
	if c.err != nil {
		return c.err
	}
	return nil
}

// compareFields looks whether the fields that spaces divide came back as they were:
// a space in one of them would have made two of it. All other fields reach to the end
// of their line, or are held to a token or a number by Parse.
func compareFields(d *sdp.Description, p *pion.SessionDescription) error {
	o, err := d.Origin()
	if err != nil {
		return err
	}
	if o.Username != p.Origin.Username || o.NetworkType != p.Origin.NetworkType ||
		o.AddressType != p.Origin.AddressType || o.Address != p.Origin.UnicastAddress {
		return &FieldError{"Origin", "a field is empty or holds a space"}
	}
	if err := compareConnection("", d.Session(), p.ConnectionInformation); err != nil {
		return err
	}
	for i, m := range d.AllMedia() {
		field, pm := index("MediaDescriptions", i)+".", p.MediaDescriptions[i]
		name, err := m.MediaName()
		if err != nil {
			return err
		}
		if name.Media != pm.MediaName.Media || name.Proto != strings.Join(pm.MediaName.Protos, "/") ||
			!slices.Equal(name.Formats, pm.MediaName.Formats) {
			return &FieldError{field + "MediaName", "a field is empty or holds a space"}
		}
		if err := compareConnection(field, m, pm.ConnectionInformation); err != nil {
			return err
		}
	}
	return nil
}

func compareConnection(prefix string, s sdp.Section, p *pion.ConnectionInformation) error {
	if p == nil {
		return nil
	}
	c, _, err := s.Connection()
	if err != nil {
		return err
	}
	if c.NetworkType != p.NetworkType || c.NetworkType == "" || c.AddressType != p.AddressType || c.AddressType == "" ||
		p.Address != nil && (c.Address == "" || strings.Contains(p.Address.Address, " ")) {
		return &FieldError{prefix + "ConnectionInformation", "a field is empty or holds a space"}
	}
	if p.Address == nil || p.Address.TTL == nil && p.Address.Range == nil {
		return nil // or both stand in the address, where pion's parser leaves them
	}
	want := sdp.Connection{NetworkType: p.NetworkType, AddressType: p.AddressType, Address: p.Address.Address}
	if p.Address.TTL != nil {
		want.TTL, want.HasTTL = uint8(*p.Address.TTL), true
	}
	if p.Address.Range != nil {
		want.Count = *p.Address.Range
	}
	if c != want {
		return &FieldError{prefix + "ConnectionInformation.Address", "reads as another TTL and number of addresses"}
	}
	return nil
}
