module github.com/sdpkit/sdpkit

go 1.24.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/leanovate/gopter v0.2.11
	github.com/pborman/getopt v0.0.0-20180811024354-2b5b3bfb099b
	github.com/pion/sdp/v3 v3.0.20
	github.com/rogpeppe/go-internal v1.14.1
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.2
	golang.org/x/term v0.40.0
)

require (
	github.com/pion/randutil v0.1.0 // indirect
	golang.org/x/sys v0.41.0 // indirect
	golang.org/x/text v0.14.0 // indirect
	golang.org/x/tools v0.26.0 // indirect
)
