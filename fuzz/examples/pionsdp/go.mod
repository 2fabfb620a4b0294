module github.com/sdpkit/sdpkit/fuzz/examples/pionsdp

go 1.24.0

require (
	github.com/pion/sdp/v3 v3.0.20
	github.com/sdpkit/sdpkit v0.0.0
)

require (
	github.com/leanovate/gopter v0.2.11 // indirect
	github.com/pion/randutil v0.1.0 // indirect
)

replace github.com/sdpkit/sdpkit => ../../../
