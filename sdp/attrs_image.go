package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// ImageAttr is a=imageattr (RFC 6236 §3.1): the sizes of image that a section sends
// and can receive, in pixels.
//
//	a=imageattr:<PT> send <sets> recv <sets>
//	a=imageattr:* recv [x=[48:1920],y=[48:1080],q=0.8] [x=320,y=240]
//
// For the sets of a direction "*" may stand, for any size.
type ImageAttr struct {
	Format    string    // a payload type, or "*" for all of the section's
	Send      ImageSets // none: ""
	Recv      ImageSets
	recvFirst bool // recv was written before send
}

// ImageSets are the sets of one direction, "[x=640,y=360] [x=320,y=180]", or "*".
type ImageSets string

// All iterates over the sets. "*" has none.
func (s ImageSets) All() iter.Seq[ImageSet] {
	return func(yield func(ImageSet) bool) {
		for w := range words(string(s)) {
			if w != "*" && !yield(ImageSet(w)) {
				return
			}
		}
	}
}

// Any reports whether every size will do: "*".
func (s ImageSets) Any() bool { return s == "*" }

// ImageSet is one set, as written: "[x=[480:16:800],y=[320:16:640],par=[1.2-1.3]]".
type ImageSet string

// All iterates over keys and values. A value is a number, a range "[low:high]" or
// "[low:step:high]", for ratios "[low-high]", or a list "[a,b,c]".
//
// The keys of the RFC are x and y (pixels), sar (sample aspect ratio), par (picture
// aspect ratio) and q (preference, from 0 to 1).
func (s ImageSet) All() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		in := strings.TrimSuffix(strings.TrimPrefix(string(s), "["), "]")
		for in != "" {
			name, rest, _ := strings.Cut(in, "=")
			n := imageValue(rest)
			if !yield(name, rest[:n]) {
				return
			}
			in = strings.TrimPrefix(rest[n:], ",")
		}
	}
}

// Get returns the value of a key.
func (s ImageSet) Get(key string) (value string, ok bool) {
	for k, v := range s.All() {
		if k == key {
			return v, true
		}
	}
	return "", false
}

// Preference is the q of the set, which is 0.5 when none is given.
func (s ImageSet) Preference() float64 {
	q, _ := s.Get("q")
	if v, err := strconv.ParseFloat(q, 64); err == nil {
		return v
	}
	return 0.5
}

// imageValue is the length of the value that s starts with: up to the next comma
// that is not in brackets.
func imageValue(s string) int {
	if strings.HasPrefix(s, "[") {
		return strings.IndexByte(s, ']') + 1
	}
	if i := strings.IndexByte(s, ','); i >= 0 {
		return i
	}
	return len(s)
}

// checkImageSet returns the offset in s, a word, and what is wrong there.
func checkImageSet(s string) (at int, msg string) {
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return 0, "set " + quote(s) + " is not in brackets"
	}
	end := len(s) - 1
	for i, n := 1, 0; ; n++ {
		k := spanNames(s[i:end], "-_")
		if name := s[i : i+k]; k == 0 || i+k == end || s[i+k] != '=' {
			return i, quote(s[i:end]) + " is not <key>=<value>"
		} else if n < 2 && name != "xy"[n:n+1] {
			return i, "set " + quote(s) + " does not start with x and y"
		}
		key := s[i : i+k]
		i += k + 1
		j := i + imageValue(s[i:end])
		if !imageGood(key, s[i:j]) {
			return i, key + " " + quote(s[i:end]) + " is not a number, range or list"
		}
		if j == end {
			if n == 0 {
				return j, "y is missing"
			}
			return 0, ""
		}
		if s[j] != ',' {
			return j, "unexpected " + quote(s[j:end])
		}
		i = j + 1
	}
}

// imageGood reports whether v has the form of the key's values.
func imageGood(key, v string) bool {
	inner := v
	if strings.HasPrefix(v, "[") && strings.HasSuffix(v, "]") {
		inner = v[1 : len(v)-1]
	}
	list := len(inner) < len(v)
	switch key {
	case "x", "y":
		if !list {
			return imageSize(v)
		}
		if strings.IndexByte(inner, ':') >= 0 {
			return imageList(inner, ':', 2, 3, imageSize)
		}
		return imageList(inner, ',', 2, len(inner), imageSize)
	case "sar", "par":
		if !list {
			return key == "sar" && imageRatio(v)
		}
		return imageList(inner, '-', 2, 2, imageRatio) || key == "sar" && imageList(inner, ',', 2, len(inner), imageRatio)
	case "q":
		return imageDecimal(v, 2) && (v[0] == '0' || v[0] == '1' && strings.Trim(v[2:], "0") == "")
	}
	return inner != "" && visible(inner) && strings.IndexByte(inner, '[') < 0 && strings.IndexByte(inner, ']') < 0
}

// imageList checks from min to max values with sep between them.
func imageList(s string, sep byte, min, max int, good func(string) bool) bool {
	n := 0
	for v := range items(s, sep) {
		if n++; !good(v) {
			return false
		}
	}
	return n >= min && n <= max
}

// imageSize: from 1 to 999999.
func imageSize(s string) bool {
	return is(s, clsDigit) && s[0] != '0' && len(s) <= 6
}

// imageRatio: from 0.1 to 9.9999.
func imageRatio(s string) bool { return imageDecimal(s, 4) && (s[0] != '0' || s[2] != '0') }

// imageDecimal: one digit, a point, and up to most digits.
func imageDecimal(s string, most int) bool {
	return len(s) >= 3 && len(s) <= 2+most && is(s[:1], clsDigit) && s[1] == '.' && is(s[2:], clsDigit)
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ImageAttr) MatchName(name string) bool { return name == "imageattr" }

func (ImageAttr) ParseAttribute(_, value string, hasValue bool) (a ImageAttr, err error) {
	f := fields{s: strings.ReplaceAll(value, "\t", " ")} // the grammar has WSP
	format, at, _ := f.next()
	if !hasValue || format == "" {
		return a, errNoValue
	}
	if _, ok := number(format, 127); !ok && format != "*" {
		return a, attrError(at, "payload type "+quote(format)+" is neither \"*\" nor a number from 0 to 127")
	}
	a.Format = format
	dir, at, ok := f.next()
	if !ok {
		return a, attrError(at, "send or recv is missing")
	}
	for n := 0; ok; n++ {
		d, known := ridDirection(dir)
		if !known || d == RecvOnly && a.Recv != "" || d == SendOnly && a.Send != "" {
			return a, attrError(at, "unexpected "+quote(dir)+", not one send and one recv")
		}
		from, to, sets := f.pos, f.pos, 0
		for {
			if dir, at, ok = f.next(); !ok {
				break
			}
			if _, next := ridDirection(dir); next || to > from && f.s[from:to] == "*" {
				break
			}
			if dir != "*" || sets > 0 {
				if i, msg := checkImageSet(dir); msg != "" {
					return a, attrError(at+i, msg)
				}
			}
			to = at + len(dir)
			if sets++; sets == 1 {
				from = at
			}
		}
		if sets == 0 {
			return a, attrError(at, "sets are missing")
		}
		list := fields{s: f.s[from:to], loose: f.loose}
		if d == SendOnly {
			a.Send = ImageSets(list.rest(0))
		} else {
			a.Recv, a.recvFirst = ImageSets(list.rest(0)), n == 0
		}
	}
	a.recvFirst = a.recvFirst && a.Send != ""
	return a, nil
}

func (a ImageAttr) AppendAttribute(b []byte) []byte {
	b = append(append(b, "imageattr:"...), a.Format...)
	for i := range 2 {
		dir, sets := " send ", a.Send
		if (i == 0) == a.recvFirst {
			dir, sets = " recv ", a.Recv
		}
		if sets != "" {
			b = append(append(b, dir...), sets...)
		}
	}
	return b
}

// Equal ignores which direction is written first.
func (a ImageAttr) Equal(o ImageAttr) bool {
	return a.Format == o.Format && a.Send == o.Send && a.Recv == o.Recv
}

func (a ImageAttr) String() string                { return attributeValue(a) }
func (a ImageAttr) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *ImageAttr) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
