package negotiate

// This file writes what an answer says about its payload types. A line that the offer has
// in the same words is repeated.

// rtpmap writes a=rtpmap as it was offered, but with the channels that the codec has.
func (a *answering) rtpmap(k *codecPlan) {
	w, o := &a.w, k.offered
	pt, rate, channels := uint64(o.PayloadType), uint64(o.ClockRate), uint64(max(o.Channels, k.local.Channels))
	length := len("a=rtpmap: /") + digits(pt) + len(o.Name) + digits(rate)
	if channels > 1 {
		length += len("/") + digits(channels)
	}
	if o.Channels >= k.local.Channels && w.repeat(o.RTPMapLine(), length) {
		return
	}
	w.line("a=rtpmap:")
	w.uint(pt)
	w.text(" ")
	w.text(o.Name)
	w.text("/")
	w.uint(rate)
	if channels > 1 {
		w.text("/")
		w.uint(channels)
	}
	w.end()
}

// fmtp writes a=fmtp.
func (a *answering) fmtp(k *codecPlan) {
	w, o := &a.w, k.offered
	pt := uint64(o.PayloadType)
	if k.params == "" || k.params == o.Params && w.repeat(o.FMTPLine(), len("a=fmtp: ")+digits(pt)+len(k.params)) {
		return
	}
	w.line("a=fmtp:")
	w.uint(pt)
	w.text(" ")
	w.text(k.params)
	w.end()
}
