package negotiate
func fuzzCapabilities() Capabilities { return Capabilities{Mode: WebRTC} }
