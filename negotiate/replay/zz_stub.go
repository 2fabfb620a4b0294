package replay

import "github.com/sdpkit/sdpkit/negotiate"

func capabilities(m negotiate.Mode) negotiate.Capabilities { return negotiate.Capabilities{Mode: m} }
