package munge

import (
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the parameters of opus (RFC 7587 §6.1) by name, and the packet times.

// opusFlag is a parameter of opus that is on or off.
type opusFlag struct {
	name  string
	param string
	On    bool `json:"on"`
}

// OpusStereo says with stereo=1 that the side wants to receive stereo. Libwebrtc plays
// what it receives in stereo only with that in its own description.
func OpusStereo(on bool) Edit { return Edit{op: &opusFlag{"opus-stereo", "stereo", on}} }

// OpusSendStereo says with sprop-stereo=1 that the side is likely to send stereo.
func OpusSendStereo(on bool) Edit {
	return Edit{op: &opusFlag{"opus-send-stereo", "sprop-stereo", on}}
}

// OpusDTX says with usedtx=1 that the side wants to receive nothing during silence.
func OpusDTX(on bool) Edit { return Edit{op: &opusFlag{"opus-dtx", "usedtx", on}} }

// OpusFEC says with useinbandfec=1 that the side can make use of in-band FEC.
func OpusFEC(on bool) Edit { return Edit{op: &opusFlag{"opus-fec", "useinbandfec", on}} }

// OpusCBR says with cbr=1 that the side wants to receive a constant bit rate.
func OpusCBR(on bool) Edit { return Edit{op: &opusFlag{"opus-cbr", "cbr", on}} }

func (o *opusFlag) kind() string { return o.name }
func (*opusFlag) check() error   { return nil }

func (o *opusFlag) apply(p *pass) error {
	if !o.On { // absent means 0
		return p.editParams("opus", false, func(params []string) []string { return withoutParam(params, o.param) })
	}
	return p.editParams("opus", true, func(params []string) []string { return putParam(params, o.param, "1") })
}

// opusBitrate is maxaveragebitrate.
type opusBitrate struct {
	Bitrate int `json:"bitrate"` // bits a second; 0: no limit
}

// OpusMaxAverageBitrate says how many bits a second the side wants to receive at most,
// on average, from 6000 to 510000; 0 removes the limit.
func OpusMaxAverageBitrate(bitrate int) Edit { return Edit{op: &opusBitrate{bitrate}} }

func (*opusBitrate) kind() string { return "opus-max-average-bitrate" }

func (o *opusBitrate) check() error {
	if o.Bitrate != 0 && (o.Bitrate < 6000 || o.Bitrate > 510000) {
		return fail(ErrArgument, "%d bits a second are not from 6000 to 510000", o.Bitrate)
	}
	return nil
}

func (o *opusBitrate) apply(p *pass) error {
	const name = "maxaveragebitrate"
	if o.Bitrate == 0 {
		return p.editParams("opus", false, func(params []string) []string { return withoutParam(params, name) })
	}
	return p.editParams("opus", true, func(params []string) []string { return putParam(params, name, strconv.Itoa(o.Bitrate)) })
}

// setPtime is a=ptime and a=maxptime.
type setPtime struct {
	name string
	Time string `json:"ms"`
}

// SetPtime says with a=ptime how many milliseconds of media the side wants in a packet
// (RFC 8866 §6.4), "20" or "2.5"; "" removes the line.
func SetPtime(ms string) Edit { return Edit{op: &setPtime{"set-ptime", ms}} }

// SetMaxPtime says with a=maxptime how many it takes at most (RFC 8866 §6.5).
func SetMaxPtime(ms string) Edit { return Edit{op: &setPtime{"set-maxptime", ms}} }

func (o *setPtime) kind() string { return o.name }

func (o *setPtime) check() error {
	if o.Time == "" {
		return nil
	}
	_, err := render(sdp.Ptime(o.Time))
	return err
}

func (o *setPtime) apply(p *pass) error {
	for m := range p.rtp() {
		var err error
		switch max := o.name == "set-maxptime"; {
		case max && o.Time == "":
			err = dropAll[sdp.MaxPtime](p, m)
		case max:
			err = set(p, m, sdp.MaxPtime(o.Time))
		case o.Time == "":
			err = dropAll[sdp.Ptime](p, m)
		default:
			err = set(p, m, sdp.Ptime(o.Time))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
