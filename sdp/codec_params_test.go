package sdp

import "strings"

// parseParams parses the parameters of a codec with its own type.
func parseParams(c Codec) (err error) {
	f := c.FMTP()
	switch strings.ToLower(c.Name) {
	case "h264":
		_, err = ParseH264Params(f)
	case "h265":
		_, err = ParseH265Params(f)
	case "vp8":
		_, err = ParseVP8Params(f)
	case "vp9":
		_, err = ParseVP9Params(f)
	case "av1":
		_, err = ParseAV1Params(f)
	case "opus":
		_, err = ParseOpusParams(f)
	case "multiopus":
		_, err = ParseMultiopusParams(f)
	case "g729":
		_, err = ParseG729Params(f)
	case "amr", "amr-wb":
		_, err = ParseAMRParams(f)
	case "ilbc":
		_, err = ParseILBCParams(f)
	case "telephone-event":
		_, err = ParseTelephoneEventParams(f)
	case "red":
		_, err = ParseREDParams(f)
	case "rtx":
		_, err = ParseRTXParams(f)
	case "ulpfec":
		_, err = ParseULPFECParams(f)
	case "flexfec", "flexfec-03":
		_, err = ParseFlexFECParams(f)
	}
	return err
}
