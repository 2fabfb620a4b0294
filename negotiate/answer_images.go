package negotiate

// images answers a=imageattr, for the payload types that are taken: what one side sends is
// what the other receives (RFC 6236 §3.1.1.2).
func (a *answering) images(p *plan) {
	for _, offered := range p.o.images() {
		o := offered.v
		if o.Format != "*" && !p.hasFormat(o.Format) {
			continue
		}
		for _, own := range p.m.Images {
			if own.Format != "*" && !p.sameImage(o.Format, own.Format) {
				continue
			}
			own.Format = o.Format
			if own.Recv.Any() {
				own.Recv = o.Send
			}
			if own.Send.Any() {
				own.Send = o.Recv
			}
			if o.Send == "" {
				own.Recv = ""
			}
			if o.Recv == "" {
				own.Send = ""
			}
			if own.Send != "" || own.Recv != "" {
				attribute(&a.w, own)
			}
			break
		}
	}
}

// sameImage says that an offered payload type is taken for that of the Media.
func (p *plan) sameImage(offered, own string) bool {
	pt, ok := payloadType(offered)
	n, okn := payloadType(own)
	for i := range p.codecs {
		if k := &p.codecs[i]; ok && okn && k.offered.PayloadType == pt && k.local.PayloadType == n {
			return true
		}
	}
	return false
}
