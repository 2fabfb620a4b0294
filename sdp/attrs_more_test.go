package sdp

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPacketAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[Ptime]{
		{text: "ptime:20", want: "20"}, {text: "ptime:2.5", want: "2.5"}, {text: "ptime:0.125 ", want: "0.125", back: "ptime:0.125"},
		{text: "ptime", err: "7:8: a=ptime: the value is missing"}, {text: "ptime:", err: "7:9: a=ptime: the value is missing"},
		{text: "ptime:0", err: `7:9: a=ptime: packet time "0" is not a decimal number above 0`},
		{text: "ptime:0.00", err: `7:9: a=ptime: packet time "0.00" is not a decimal number above 0`},
		{text: "ptime:020", err: `7:9: a=ptime: packet time "020" is not a decimal number above 0`},
		{text: "ptime:20.", err: `7:9: a=ptime: packet time "20." is not a decimal number above 0`},
		{text: "ptime:.5", err: `7:9: a=ptime: packet time ".5" is not a decimal number above 0`},
		{text: "ptime:1e3", err: `7:9: a=ptime: packet time "1e3" is not a decimal number above 0`},
	})
	testAttribute(t, []attributeTest[MaxPtime]{
		{text: "maxptime:120", want: "120"}, {text: "maxptime:-1", err: `7:12: a=maxptime: packet time "-1" is not a decimal number above 0`},
	})
	testAttribute(t, []attributeTest[MinPtime]{
		{text: "minptime:20", want: "20"}, {text: "minptime:x", err: `7:12: a=minptime: packet time "x" is not a decimal number above 0`},
	})
	testAttribute(t, []attributeTest[Framerate]{
		{text: "framerate:60", want: "60"}, {text: "framerate:25.00", want: "25.00"}, {text: "framerate:29.97", want: "29.97"},
		{text: "framerate:30/1", err: `7:13: a=framerate: frame rate "30/1" is not a decimal number above 0`},
	})
	testAttribute(t, []attributeTest[Quality]{
		{text: "quality:10", want: 10}, {text: "quality:0"}, {text: "quality:", err: "7:11: a=quality: the value is missing"},
		{text: "quality:4294967296", err: `7:11: a=quality: quality "4294967296" is not a number from 0 to 4294967295`},
	})
	if Ptime("2.5").Duration() != 2500*time.Microsecond || MaxPtime("120").Duration() != 120*time.Millisecond || MinPtime("0.0000004").Duration() != 0 ||
		Ptime("").Duration() != 0 || Ptime(strings.Repeat("9", 400)).Duration() != 1<<63-1 || Ptime("9223372036854").Duration() < 0 {
		t.Error("durations are wrong")
	}
	if Framerate("29.97").Float64() != 29.97 || Framerate("Inf").Float64() != 0 {
		t.Error("rates are wrong")
	}
	if !Framerate("25.00").Equal("25") || Framerate("25").Equal("250") || !Ptime("20.50").Equal("20.5") || Ptime("100").Equal("1") ||
		!MaxPtime("0.5").Equal("0.50") || !MinPtime("20").Equal("20.0") {
		t.Error("decimals are compared wrongly")
	}
}

func TestSessionAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[Tool]{
		{text: "tool:baresip 1.0.0", want: "baresip 1.0.0"}, {text: "tool: é: ", want: " é: "}, {text: "tool:", err: "7:8: a=tool: the value is missing"},
	})
	testAttribute(t, []attributeTest[Cat]{
		{text: "cat:foo.bar ", want: "foo.bar", back: "cat:foo.bar"}, {text: "cat:foo bar", err: `7:10: a=cat: category "foo bar" holds white space or a control byte`},
	})
	testAttribute(t, []attributeTest[Keywds]{
		{text: "keywds:SDP session description", want: "SDP session description"}, {text: "keywds", err: "7:9: a=keywds: the value is missing"},
	})
	testAttribute(t, []attributeTest[ConferenceType]{
		{text: "type:broadcast", want: "broadcast"}, {text: "type:H332 ", want: "H332", back: "type:H332"},
		{text: "type:Meeting", err: `7:8: a=type: conference type "Meeting" is not broadcast, meeting, moderated, test or H332`},
		{text: "type:a b", err: `7:9: a=type: conference type "a b" is not a token`},
	})
	testAttribute(t, []attributeTest[Charset]{
		{text: "charset:ISO-8859-1", want: "ISO-8859-1"}, {text: "charset:ISO_8859-1:1987", want: "ISO_8859-1:1987"},
		{text: "charset:\tUTF-8", err: `7:11: a=charset: character set "\tUTF-8" holds white space or a control byte`},
	})
	testAttribute(t, []attributeTest[SDPLang]{
		{text: "sdplang:fr", want: "fr"}, {text: "sdplang:de-CH-1996", want: "de-CH-1996"}, {text: "sdplang:", err: "7:11: a=sdplang: the value is missing"},
		{text: "sdplang:1a", err: `7:11: a=sdplang: "1a" is not a language tag`},
	})
	testAttribute(t, []attributeTest[Lang]{
		{text: "lang:zh-Hant-TW ", want: "zh-Hant-TW", back: "lang:zh-Hant-TW"}, {text: "lang:x-whatever", want: "x-whatever"},
		{text: "lang:en_US", err: `7:10: a=lang: "en_US" is not a language tag`}, {text: "lang:en-", err: `7:11: a=lang: "en-" is not a language tag`},
		{text: "lang:en,fr", err: `7:10: a=lang: "en,fr" is not a language tag`}, {text: "lang:de-123456789", err: `7:20: a=lang: "de-123456789" is not a language tag`},
	})
	if !Charset("utf-8").Equal("UTF-8") || !Lang("DE-ch").Equal("de-CH") || !SDPLang("FR").Equal("fr") || Lang("de").Equal("de-CH") {
		t.Error("names are compared wrongly")
	}
}

func TestContentAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[Label]{
		{text: "label:1", want: "1"}, {text: "label:a b", err: `7:10: a=label: label "a b" is not a token`},
	})
	testAttribute(t, []attributeTest[Content]{
		{text: "content:main", want: "main"}, {text: "content:slides,speaker,x-own ", want: "slides,speaker,x-own", back: "content:slides,speaker,x-own"},
		{text: "content:main,", err: `7:16: a=content: content "main," is not tokens with "," between them`},
		{text: "content:main, alt", err: `7:16: a=content: content "main, alt" is not tokens with "," between them`},
		{text: "content:main;alt", err: `7:15: a=content: content "main;alt" is not tokens with "," between them`},
	})
	testAttribute(t, []attributeTest[Orient]{
		{text: "orient:portrait", want: "portrait"}, {text: "orient:seascape", want: "seascape"},
		{text: "orient:upside-down", err: `7:10: a=orient: orientation "upside-down" is not portrait, landscape or seascape`},
	})
	filter := SourceFilter{NetworkType: "IN", AddressType: "IP4", Destination: "232.3.4.5"}
	testAttribute(t, []attributeTest[SourceFilter]{
		{text: "source-filter: incl IN IP4 232.3.4.5 192.0.2.10", want: filter.WithSources("192.0.2.10")},
		{text: "source-filter:incl IN IP4 232.3.4.5 192.0.2.10 host.example", want: filter.WithSources("192.0.2.10", "host.example"), back: "source-filter: incl IN IP4 232.3.4.5 192.0.2.10 host.example"},
		{text: "source-filter: EXCL IN * * a  b ", want: SourceFilter{Exclude: true, NetworkType: "IN", AddressType: "*", Destination: "*"}.WithSources("a", "b"), back: "source-filter: excl IN * * a b"},
		{text: "source-filter: ", err: "7:17: a=source-filter: the value is missing"},
		{text: "source-filter: both IN IP4 * 192.0.2.10", err: `7:18: a=source-filter: filter mode "both" is not incl or excl`},
		{text: "source-filter: incl IN", err: "7:25: a=source-filter: address type is missing"},
		{text: "source-filter: incl IN IP4,IP6 * a", err: `7:26: a=source-filter: address type "IP4,IP6" is not a token`},
		{text: "source-filter: incl IN IP4 *", err: "7:31: a=source-filter: source is missing"},
		{text: "source-filter: incl IN IP4 * a\tb", err: `7:32: a=source-filter: source "a\tb" holds an invisible byte`},
	})
	// A space that is not ASCII's separates nothing.
	odd, err := SourceFilter{}.ParseAttribute("source-filter", "incl IN IP4 * a\u00a0b  c", true)
	if got := slices.Collect(odd.Sources()); err != nil || !slices.Equal(got, []string{"a\u00a0b", "c"}) {
		t.Errorf("%q, %v", got, err)
	}
	if !filter.WithSources("A.example", "b").Equal(filter.WithSources("b", "a.EXAMPLE")) || filter.WithSources("a").Equal(filter.WithSources("b")) {
		t.Error("filters are compared wrongly")
	}
	if c := Content("slides,Main"); !c.Equal("main,slides") || c.Equal("main") || !c.Has("main") || c.Has("alt") || len(slices.Collect(c.Tags())) != 2 {
		t.Error("contents are read wrongly")
	}
}

func TestClockAttributes(t *testing.T) {
	const gm = "39-A7-94-FF-FE-07-CB-D0"
	testAttribute(t, []attributeTest[TSRefClk]{
		{text: "ts-refclk:ntp=/traceable/", want: TSRefClk{"ntp", "/traceable/"}}, {text: "ts-refclk:ntp=203.0.113.10:123", want: TSRefClk{"ntp", "203.0.113.10:123"}},
		{text: "ts-refclk:ptp=IEEE802.1AS-2011:" + gm, want: TSRefClk{"ptp", "IEEE802.1AS-2011:" + gm}},
		{text: "ts-refclk:ptp=IEEE1588-2008:" + gm + ":domain-nmbr=127", want: TSRefClk{"ptp", "IEEE1588-2008:" + gm + ":domain-nmbr=127"}},
		{text: "ts-refclk:ptp=IEEE1588-2008:" + gm + ":0 ", want: TSRefClk{"ptp", "IEEE1588-2008:" + gm + ":0"}, back: "ts-refclk:ptp=IEEE1588-2008:" + gm + ":0"},
		{text: "ts-refclk:ptp=IEEE1588-2002:" + gm + ":domain-name=a:b", want: TSRefClk{"ptp", "IEEE1588-2002:" + gm + ":domain-name=a:b"}},
		{text: "ts-refclk:ptp=IEEE1588-2008:traceable", want: TSRefClk{"ptp", "IEEE1588-2008:traceable"}},
		{text: "ts-refclk:GPS", want: TSRefClk{Kind: "gps"}, back: "ts-refclk:gps"}, {text: "ts-refclk:local", want: TSRefClk{Kind: "local"}},
		{text: "ts-refclk:private", want: TSRefClk{Kind: "private"}}, {text: "ts-refclk:private:traceable", want: TSRefClk{"private", "traceable"}},
		{text: "ts-refclk:localmac=7C-E9-D3-1B-9A-AF", want: TSRefClk{"localmac", "7C-E9-D3-1B-9A-AF"}}, {text: "ts-refclk:x-own=a b", want: TSRefClk{"x-own", "a b"}},
		{text: "ts-refclk:", err: "7:13: a=ts-refclk: the value is missing"}, {text: "ts-refclk:=x", err: `7:13: a=ts-refclk: clock source "=x" is not a token`},
		{text: "ts-refclk:gps=x", err: "7:16: a=ts-refclk: gps takes no value"}, {text: "ts-refclk:ntp", err: `7:16: a=ts-refclk: NTP server "" is missing or holds white space`},
		{text: "ts-refclk:ntp=", err: `7:16: a=ts-refclk: unexpected "=" behind ntp`}, {text: "ts-refclk:private=x", err: `7:20: a=ts-refclk: unexpected "=x" behind private`},
		{text: "ts-refclk:private:x", err: `7:21: a=ts-refclk: "x" is not traceable`},
		{text: "ts-refclk:ptp=IEEE1588-2008", err: "7:30: a=ts-refclk: PTP server is missing"}, {text: "ts-refclk:ptp=a b:c", err: `7:18: a=ts-refclk: PTP version "a b" is not a token`},
		{text: "ts-refclk:ptp=v:39-A7", err: `7:19: a=ts-refclk: ClockIdentity "39-A7" is not eight two-digit hexadecimal bytes with "-" between them`},
		{text: "ts-refclk:ptp=v:" + gm + ":128", err: `7:43: a=ts-refclk: PTP domain "128" is neither a number from 0 to 127 nor a name`},
		{text: "ts-refclk:ptp=v:" + gm + ":domain-name=seventeen-letters", err: `7:43: a=ts-refclk: PTP domain "domain-name=seventeen-letters" is neither a number from 0 to 127 nor a name`},
		{text: "ts-refclk:localmac=7C", err: `7:22: a=ts-refclk: MAC address "7C" is not six two-digit hexadecimal bytes with "-" between them`},
	})
	number := TSRefClk{"ptp", "IEEE1588-2008:" + gm + ":domain-nmbr=5"}
	if c, ok := number.PTP(); !ok || c != (PTPClock{"IEEE1588-2008", false, gm, "domain-nmbr=5"}) {
		t.Error(c, ok)
	} else if n, ok := c.DomainNumber(); n != 5 || !ok {
		t.Error(n, ok)
	}
	if _, ok := (TSRefClk{"ntp", "x"}).PTP(); ok {
		t.Error("NTP is PTP")
	}
	if !number.Equal(TSRefClk{"ptp", "ieee1588-2008:" + strings.ToLower(gm) + ":5"}) || number.Equal(TSRefClk{"ptp", "IEEE1588-2008:" + gm}) || number.Equal(TSRefClk{Kind: "gps"}) ||
		!(TSRefClk{"ntp", "A.example"}).Equal(TSRefClk{"ntp", "a.example"}) || (TSRefClk{"x", "A"}).Equal(TSRefClk{"x", "a"}) {
		t.Error("clocks are compared wrongly")
	}
	for _, c := range []TSRefClk{{"ntp", "/traceable/"}, {"ptp", "v:traceable"}, {"private", "traceable"}} {
		if !c.Traceable() {
			t.Error(c, "is not traceable")
		}
	}
	if number.Traceable() || (TSRefClk{Kind: "local"}).Traceable() {
		t.Error("clocks are traceable")
	}

	testAttribute(t, []attributeTest[MediaClk]{
		{text: "mediaclk:sender", want: MediaClk{Kind: "sender"}}, {text: "mediaclk:direct", want: MediaClk{Kind: "direct"}}, {text: "mediaclk:direct=0", want: MediaClk{Kind: "direct", Value: "0"}},
		{text: "mediaclk:direct=963214424 rate=1000/1001", want: MediaClk{Kind: "direct", Value: "963214424", RateNum: 1000, RateDen: 1001}},
		{text: "mediaclk:direct  rate=1/2 ", want: MediaClk{Kind: "direct", RateNum: 1, RateDen: 2}, back: "mediaclk:direct rate=1/2"},
		{text: "mediaclk:id=MDA6NjA6MmI6MjA6MTI6MWY= sender", want: MediaClk{ID: "MDA6NjA6MmI6MjA6MTI6MWY=", Kind: "sender"}},
		{text: "mediaclk:id=src:MDA6NjA6MmI6MjA6MTI6MWY= IEEE1722=" + gm, want: MediaClk{ID: "MDA6NjA6MmI6MjA6MTI6MWY=", Master: true, Kind: "IEEE1722", Value: gm}},
		{text: "mediaclk:x-own=a b=c", want: MediaClk{Kind: "x-own", Value: "a b=c"}}, {text: "mediaclk:x-own", want: MediaClk{Kind: "x-own"}},
		{text: "mediaclk: ", err: "7:12: a=mediaclk: the value is missing"}, {text: "mediaclk:id=abcd", err: "7:19: a=mediaclk: clock is missing"},
		{text: "mediaclk:id=src:ab sender", err: `7:21: a=mediaclk: clock identifier "ab" is not base64`}, {text: "mediaclk:id=a!cd sender", err: `7:16: a=mediaclk: clock identifier "a!cd" is not base64`},
		{text: "mediaclk:=x", err: `7:12: a=mediaclk: clock "=x" is not a token`}, {text: "mediaclk:sender=x", err: `7:18: a=mediaclk: unexpected "=x" behind sender`},
		{text: "mediaclk:direct=x", err: "7:19: a=mediaclk: offset is missing"}, {text: "mediaclk:direct=1x", err: `7:20: a=mediaclk: unexpected "x" behind direct`},
		{text: "mediaclk:direct=1 rate=1", err: `7:21: a=mediaclk: "rate=1" is not rate=<number>/<number>`}, {text: "mediaclk:direct=1 rate=1/0", err: `7:21: a=mediaclk: "rate=1/0" is not rate=<number>/<number>`},
		{text: "mediaclk:direct=1 rate=1/2 x", err: `7:30: a=mediaclk: unexpected "x"`}, {text: "mediaclk:x y", err: `7:13: a=mediaclk: unexpected " y" behind x`},
		{text: "mediaclk:IEEE1722=39", err: `7:21: a=mediaclk: stream "39" is not eight two-digit hexadecimal bytes with "-" between them`},
	})
	direct := MediaClk{Kind: "direct", Value: "007"}
	if n, ok := direct.Offset(); n != 7 || !ok {
		t.Error(n, ok)
	}
	if _, ok := (MediaClk{Kind: "direct", Value: "4294967296"}).Offset(); ok {
		t.Error("33 bits are 32")
	}
	if !direct.Equal(MediaClk{Kind: "direct", Value: "7"}) || direct.Equal(MediaClk{Kind: "direct"}) || direct.Equal(MediaClk{Kind: "x", Value: "007"}) ||
		!(MediaClk{Kind: "IEEE1722", Value: "AB"}).Equal(MediaClk{Kind: "IEEE1722", Value: "ab"}) {
		t.Error("clocks are compared wrongly")
	}
}

func TestFloorControlAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[FloorCtrl]{
		{text: "floorctrl:c-only", want: "c-only"}, {text: "floorctrl:c-only s-only", want: "c-only s-only"}, {text: "floorctrl:c-s", want: "c-s"},
		{text: "floorctrl: c-only  s-only ", want: "c-only s-only", back: "floorctrl:c-only s-only"},
		{text: "floorctrl:", err: "7:13: a=floorctrl: the value is missing"}, {text: "floorctrl:c-only both", err: `7:20: a=floorctrl: role "both" is not c-only, s-only or c-s`},
	})
	testAttribute(t, []attributeTest[ConfID]{
		{text: "confid:4294967295", want: 4294967295}, {text: "confid:4294967296", err: `7:10: a=confid: conference id "4294967296" is not a number from 0 to 4294967295`},
	})
	testAttribute(t, []attributeTest[SyncTime]{
		{text: "sync-time:0"}, {text: "sync-time:4294967295", want: 4294967295},
		{text: "sync-time:4294967296", err: `7:13: a=sync-time: timestamp "4294967296" is not a number from 0 to 4294967295`}, {text: "sync-time", err: "7:12: a=sync-time: the value is missing"},
	})
	testAttribute(t, []attributeTest[UserID]{
		{text: "userid:1234 ", want: 1234, back: "userid:1234"}, {text: "userid:65536", err: `7:10: a=userid: user id "65536" is not a number from 0 to 65535`},
	})
	testAttribute(t, []attributeTest[FloorID]{
		{text: "floorid:1 mstrm:10", want: NewFloorID(1, "10")}, {text: "floorid:1 mstrm:10 11", want: NewFloorID(1, "10", "11")}, {text: "floorid:2", want: NewFloorID(2)},
		{text: "floorid:1 m-stream:10  11 ", want: NewFloorID(1, "10", "11"), back: "floorid:1 mstrm:10 11"},
		{text: "floorid:", err: "7:11: a=floorid: the value is missing"}, {text: "floorid:70000", err: `7:11: a=floorid: floor id "70000" is not a number from 0 to 65535`},
		{text: "floorid:1 10", err: `7:13: a=floorid: "10" does not start with mstrm:`}, {text: "floorid:1 mstrm:", err: `7:19: a=floorid: label "" is not a token`},
		{text: "floorid:1 mstrm:a b,c", err: `7:21: a=floorid: label "b,c" is not a token`},
	})
	if a := FloorCtrl("c-s"); !a.Client() || !a.Server() || !a.Equal("s-only c-only") || a.Equal("c-only") || FloorCtrl("s-only").Client() {
		t.Error("roles are read wrongly")
	}
	if a := NewFloorID(1, "a", "b"); !a.Equal(NewFloorID(1, "b", "a")) || a.Equal(NewFloorID(2, "a", "b")) || a.Equal(NewFloorID(1, "a")) ||
		!slices.Equal(slices.Collect(a.Labels()), []string{"a", "b"}) {
		t.Error("floors are compared wrongly")
	}
}

func TestKeyManagementAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[KeyMgmt]{
		{text: "key-mgmt:mikey AQAF+/==", want: KeyMgmt{"mikey", "AQAF+/=="}}, {text: "key-mgmt: mikey  AQAF ", want: KeyMgmt{"mikey", "AQAF"}, back: "key-mgmt:mikey AQAF"},
		{text: "key-mgmt:", err: "7:12: a=key-mgmt: the value is missing"}, {text: "key-mgmt:mi-key AQAF", err: `7:14: a=key-mgmt: protocol "mi-key" is not letters and digits`},
		{text: "key-mgmt:mikey", err: "7:17: a=key-mgmt: key management data is missing"}, {text: "key-mgmt:mikey AQA-", err: "7:21: a=key-mgmt: key management data is not base64"},
		{text: "key-mgmt:mikey A===", err: "7:21: a=key-mgmt: key management data is not base64"}, {text: "key-mgmt:mikey AQAFA", err: "7:23: a=key-mgmt: key management data is not base64"},
		{text: "key-mgmt:mikey AQAF x", err: `7:23: a=key-mgmt: unexpected "x"`},
	})
	if b := (KeyMgmt{"mikey", "AQAF"}).Bytes(); !slices.Equal(b, []byte{1, 0, 5}) || (KeyMgmt{"mikey", "A"}).Bytes() != nil {
		t.Error(b)
	}
}

func TestFaxAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[T38]{
		{text: "T38FaxVersion:0", want: T38{"T38FaxVersion", "0"}}, {text: "T38MaxBitRate:14400 ", want: T38{"T38MaxBitRate", "14400"}, back: "T38MaxBitRate:14400"},
		{text: "T38FaxFillBitRemoval", want: T38{Name: "T38FaxFillBitRemoval"}}, {text: "T38FaxTranscodingMMR:0", want: T38{"T38FaxTranscodingMMR", "0"}},
		{text: "t38faxmaxbuffer:2000", want: T38{"T38FaxMaxBuffer", "2000"}, back: "T38FaxMaxBuffer:2000"}, {text: "T38FaxRateManagement:transferredTCF", want: T38{"T38FaxRateManagement", "transferredTCF"}},
		{text: "T38FaxUdpEC:t38UDPRedundancy", want: T38{"T38FaxUdpEC", "t38UDPRedundancy"}}, {text: "T38FaxUdpECDepth:1 3", want: T38{"T38FaxUdpECDepth", "1 3"}},
		{text: "T38FaxTranscodingJBIG:yes", err: `7:25: a=T38FaxTranscodingJBIG: switch "yes" is not 0 or 1`}, {text: "T38FaxTranscodingJBIG:", err: `7:25: a=T38FaxTranscodingJBIG: switch "" is not 0 or 1`},
		{text: "T38FaxVersion", err: "7:16: a=T38FaxVersion: the value is missing"}, {text: "T38FaxMaxDatagram:x", err: `7:21: a=T38FaxMaxDatagram: "x" is not a number that fits in 64 bits`},
		{text: "T38FaxUdpEC: ", err: "7:15: a=T38FaxUdpEC: the value is missing"},
	})
	if (T38{}).MatchName("T38FaxVersions") || (T38{}).MatchName("T3") {
		t.Error("a name that isn't one matches")
	}
	on := T38{Name: "T38FaxFillBitRemoval"}
	if !on.On() || !on.Equal(T38{"t38FaxFillBitRemoval", "1"}) || on.Equal(T38{"T38FaxFillBitRemoval", "0"}) || (T38{"T38FaxVersion", "1"}).On() ||
		!(T38{"T38FaxVersion", "00"}).Equal(T38{"T38FaxVersion", "0"}) || !(T38{"T38FaxUdpEC", "t38udpfec"}).Equal(T38{"T38FaxUdpEC", "t38UDPFEC"}) ||
		(T38{"T38FaxMaxBuffer", "1"}).Equal(T38{"T38FaxMaxDatagram", "1"}) {
		t.Error("attributes are compared wrongly")
	}
	if n, ok := (T38{"T38MaxBitRate", "9600"}).Number(); n != 9600 || !ok {
		t.Error(n, ok)
	}
	if _, ok := (T38{"T38FaxUdpECDepth", "1"}).Number(); ok {
		t.Error("a text is a number")
	}
	var a T38
	if err := a.UnmarshalText([]byte("ptime:20")); err == nil || err.Error() != `"ptime" is not the name of an attribute of T.38` {
		t.Error(err)
	}
	// Set must not take one of them for another.
	const fax = minimal + "m=image 5000 udptl t38\r\na=t38faxversion:0\r\n"
	d := mustParse(t, fax)
	for _, a := range []T38{{"T38MaxBitRate", "14400"}, {"t38maxbitrate", "14400"}} {
		if err := Set(d.Media(0), a); err != ErrMultiple || d.String() != fax {
			t.Error(err, d)
		}
	}
}

func TestRTSPAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[Control]{
		{text: "control:*", want: "*"}, {text: "control:rtsp://example.com/foo?a=b", want: "rtsp://example.com/foo?a=b"},
		{text: "control: trackID=1", want: "trackID=1", back: "control:trackID=1"}, {text: "control:", err: "7:11: a=control: the value is missing"},
		{text: "control:  ", err: "7:11: a=control: the value is missing"}, {text: "control: a b", err: `7:13: a=control: URI "a b" holds white space or a control byte`},
	})
	testAttribute(t, []attributeTest[Range]{
		{text: "range:npt=0-34.4368", want: Range{"npt", "0", "34.4368"}}, {text: "range:npt=now-", want: Range{"npt", "now", ""}}, {text: "range:npt=-5", want: Range{"npt", "", "5"}},
		{text: "range:npt = 00:00:00-1:59:59.5 ", want: Range{"npt", "00:00:00", "1:59:59.5"}, back: "range:npt=00:00:00-1:59:59.5"}, {text: "range:npt", want: Range{Unit: "npt"}},
		{text: "range:clock=19971113T211503Z-19971113T220300.25Z", want: Range{"clock", "19971113T211503Z", "19971113T220300.25Z"}},
		{text: "range:clock=19971113T2115-19971113T2203", want: Range{"clock", "19971113T2115", "19971113T2203"}},
		{text: "range:smpte-25=10:07:00-10:07:33:05.01", want: Range{"smpte-25", "10:07:00", "10:07:33:05.01"}}, {text: "range:x-own=a-b", want: Range{Unit: "x-own", Start: "a-b"}},
		{text: "range:", err: "7:9: a=range: the value is missing"}, {text: "range:=0-", err: `7:9: a=range: unit "" is not a token`},
		{text: "range:npt=", err: `7:13: a=range: range "" is not <start>-, <start>-<stop> or -<stop>`}, {text: "range:npt=-", err: `7:13: a=range: range "-" is not <start>-, <start>-<stop> or -<stop>`},
		{text: "range:npt=5", err: `7:13: a=range: range "5" is not <start>-, <start>-<stop> or -<stop>`}, {text: "range:npt=x-", err: `7:13: a=range: start "x" is not a time of npt`},
		{text: "range:npt=0-0:60:00", err: `7:15: a=range: stop "0:60:00" is not a time of npt`}, {text: "range:npt=0-1:2", err: `7:15: a=range: stop "1:2" is not a time of npt`},
		{text: "range:npt=0.x-", err: `7:13: a=range: start "0.x" is not a time of npt`}, {text: "range:clock=19971113-", err: `7:15: a=range: start "19971113" is not a time of clock`},
		{text: "range:smpte=10:07-", err: `7:15: a=range: start "10:07" is not a time of smpte`}, {text: "range:x-own=", err: `7:15: a=range: range "" is missing or holds white space`},
	})
	if start, stop, ok := (Range{"npt", "10.5", "01:00:00.000000001"}).NPT(); start != 10500*time.Millisecond || stop != time.Hour+1 || !ok {
		t.Error(start, stop, ok)
	}
	for _, r := range []Range{{"npt", "now", "5"}, {"npt", "0", ""}, {"clock", "0", "5"}, {"npt", "0", "9223372036"}, {"npt", "0", "99999999:00:00"}, {"npt", "0", "1.0000000001"}} {
		if start, stop, ok := r.NPT(); ok {
			t.Error(r, start, stop)
		}
	}
	if a := (Range{"npt", "0", "70"}); !a.Equal(Range{"NPT", "0.0", "00:01:10.0"}) || a.Equal(Range{"npt", "0", ""}) || a.Equal(Range{"x", "0", "70"}) ||
		(Range{"clock", "1", "2"}).Equal(Range{"clock", "1.0", "2"}) {
		t.Error("ranges are compared wrongly")
	}
}

// The ordinary form of every type is read without memory of its own.
func TestReadingTheseAllocatesNothing(t *testing.T) {
	const offer = minimal + `m=audio 9 RTP/AVP 0
a=ptime:20
a=framerate:25.00
a=quality:10
a=tool:baresip 1.0.0
a=type:broadcast
a=lang:de-CH
a=label:1
a=content:slides,speaker
a=source-filter: incl IN IP4 232.3.4.5 192.0.2.10 192.0.2.11
a=ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:domain-nmbr=0
a=mediaclk:direct=963214424 rate=1000/1001
a=floorctrl:c-only s-only
a=floorid:1 mstrm:10 11
a=confid:4321
a=key-mgmt:mikey AQAF
a=T38FaxVersion:0
a=T38FaxFillBitRemoval
a=control:trackID=1
a=range:npt=0-34.4368
`
	m := mustParse(t, offer).Media(0)
	n := 0
	if allocs := testing.AllocsPerRun(10, func() {
		n = count[Ptime](m) + count[Framerate](m) + count[Quality](m) + count[Tool](m) + count[ConferenceType](m) + count[Lang](m) + count[Label](m) + count[Content](m) +
			count[SourceFilter](m) + count[TSRefClk](m) + count[MediaClk](m) + count[FloorCtrl](m) + count[FloorID](m) + count[ConfID](m) + count[KeyMgmt](m) + count[T38](m) +
			count[Control](m) + count[Range](m)
	}); allocs != 0 || n != 19 {
		t.Errorf("%v allocations for %d values", allocs, n)
	}
}
