package sdp

import (
	"strconv"
	"sync"
)

// This file has the checks that hold for every attribute of this package: that it
// can be parsed, where it stands and how often.

// An attributeType is a type that attributes are read as, without its values.
type attributeType struct {
	match func(name string) bool
	parse func(name, value string, hasValue bool) error
}

func typeOf[T Attribute[T]]() attributeType {
	var zero T
	return attributeType{zero.MatchName, func(name, value string, hasValue bool) error {
		_, err := zero.ParseAttribute(name, value, hasValue)
		return err
	}}
}

// attributeTypes are all of this package's.
var attributeTypes = [...]attributeType{
	typeOf[MID](), typeOf[Group](), typeOf[BundleOnly](), typeOf[Direction](), typeOf[Setup](), typeOf[RTCPMux](), typeOf[RTCP](),
	typeOf[FloorCtrl](), typeOf[ConfID](), typeOf[UserID](), typeOf[SyncTime](), typeOf[FloorID](),
	typeOf[TSRefClk](), typeOf[MediaClk](),
	typeOf[Label](), typeOf[Content](), typeOf[Orient](), typeOf[SourceFilter](),
	typeOf[DCMap](), typeOf[DCSA](),
	typeOf[T38](),
	typeOf[ICEUfrag](), typeOf[ICEPwd](), typeOf[Fingerprint](),
	typeOf[ICEOptions](), typeOf[ICELite](), typeOf[ICEPacing](), typeOf[ICEMismatch](), typeOf[RemoteCandidates](), typeOf[EndOfCandidates](),
	typeOf[ImageAttr](),
	typeOf[KeyMgmt](),
	typeOf[Ptime](), typeOf[MaxPtime](), typeOf[MinPtime](), typeOf[Framerate](), typeOf[Quality](),
	typeOf[RID](),
	typeOf[RTCPMuxOnly](), typeOf[RTCPRsize](), typeOf[RTCPXR](), typeOf[ExtMapAllowMixed](),
	typeOf[RTPMap](), typeOf[FMTP](), typeOf[RTCPFeedback](), typeOf[ExtMap](),
	typeOf[Control](), typeOf[Range](),
	typeOf[SCTPPort](), typeOf[MaxMessageSize](), typeOf[SCTPMap](),
	typeOf[ConnectionReuse](), typeOf[TLSID](), typeOf[Crypto](),
	typeOf[Tool](), typeOf[Cat](), typeOf[Keywds](), typeOf[ConferenceType](), typeOf[Charset](), typeOf[SDPLang](), typeOf[Lang](),
	typeOf[Simulcast](),
	typeOf[SSRC](), typeOf[SSRCGroup](), typeOf[MSID](), typeOf[MSIDSemantic](),
}

// typeOfName finds the index of a name's type; ok is false for an attribute that
// attributeTable doesn't have.
func typeOfName(name string) (i int, ok bool) {
	if i, ok = typeByName()[name]; !ok {
		name, _, _ = t38Name(name)
		i, ok = typeByName()[name]
	}
	return i, ok
}

// typeByName is made when Check first asks: a program that only parses shouldn't wait for it.
var typeByName = sync.OnceValue(func() map[string]int {
	m := make(map[string]int, len(attributeTable))
	for name := range attributeTable {
		for i := range attributeTypes {
			if attributeTypes[i].match(name) {
				m[name] = i
				break
			}
		}
	}
	return m
})

// An attributeCheck goes over all attributes.
type attributeCheck struct {
	c *checker
	// first has the line of each type's first attribute, in the section with the
	// number stamp.
	first [len(attributeTypes)]struct {
		stamp int
		line  Line
	}
	stamp int
}

func newAttributeCheck(c *checker) *attributeCheck { return &attributeCheck{c: c} }

// section checks the attributes of one section.
func (a *attributeCheck) section(v *view) {
	a.stamp++
	for l := range v.sec.LinesOf('a') {
		name, value, hasValue, _ := l.Attr()
		i, ok := typeOfName(name)
		if !ok {
			continue
		}
		if !a.parse(v, l, i, name, value, hasValue) {
			continue
		}
		row, _ := Describe(name)
		if row.Levels&v.sec.level() == 0 {
			a.c.add(probLevel, v, l, 0, "a="+name+": has no meaning in "+v.sec.level().String())
			a.c.last().Rule = row.Clause
		}
		if row.Multiple {
			continue
		}
		if f := &a.first[i]; f.stamp != a.stamp {
			f.stamp, f.line = a.stamp, l
		} else {
			a.twice(v, l, f.line, name, row)
		}
	}
}

// parse reports an attribute that can't be parsed, and one inside of a=ssrc or
// a=dcsa.
func (a *attributeCheck) parse(v *view, l Line, i int, name, value string, hasValue bool) bool {
	err := attributeTypes[i].parse(name, value, hasValue)
	at := 0
	if err == nil && (name == "ssrc" || name == "dcsa") {
		outer := name
		f := fields{s: value}
		f.next()
		if name, value, hasValue, err = nested(&f); err != nil {
			return false // the types have refused it
		}
		if i, ok := typeOfName(name); ok {
			err = attributeTypes[i].parse(name, value, hasValue)
		}
		at = len(l.Value()) - len(value) // where the inner value starts
		if row, known := Describe(name); err == nil && known && outer == "ssrc" && row.Levels&LevelSource == 0 && !habit(name) {
			a.c.addAttr(probLevel, v, l, f.pos, "a="+name+" has no meaning for a source")
			a.c.last().Rule = row.Clause
		}
	}
	if err == nil {
		return true
	}
	if checkLine(l.Text(), v.sec.IsMedia()) != nil {
		return false // ParseLax says so
	}
	e := attributeError(l.Value(), err)
	if at > 0 {
		inner, ok := err.(*AttributeError)
		if e.Column = len("a=") + at + 1; ok {
			e.Column += inner.At
		}
	}
	a.c.add(probAttribute, v, l, e.Column-1, e.Msg)
	a.c.last().Rule, a.c.last().Fix = e.Rule, e.Fix
	return false
}

// habit says that every browser has written the attribute behind a=ssrc since before
// there was a specification, which put it elsewhere.
func habit(name string) bool { return name == "msid" || name == "label" }

// twice reports the second attribute of a type that may stand once.
func (a *attributeCheck) twice(v *view, l, first Line, name string, row AttributeInfo) {
	msg := "a=" + name + ": stands here a second time"
	if other, _, _, _ := first.Attr(); other != name {
		msg = "a=" + name + ": there is a=" + other + " already"
	} else if l.Text() != first.Text() {
		msg += ", with another value"
	}
	if n := first.Number(); n > 0 {
		msg += "; the first is in line " + strconv.Itoa(n)
	}
	a.c.add(probTwice, v, l, 0, msg)
	a.c.last().Rule = row.Clause
}

// last is the problem that was just added.
func (c *checker) last() *Problem { return &c.problems[len(c.problems)-1] }
