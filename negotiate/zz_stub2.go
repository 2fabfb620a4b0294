package negotiate

type MuxPolicy string

const RequireMux MuxPolicy = "require"

func (c *Capabilities) mux() MuxPolicy { return RequireMux }
