// Package interop holds sdpkit beside other stacks. It is a module of its own, so that
// they don't enter the toolkit's go.mod, and has nothing but tests and benchmarks.
//
// What candidates cost beside pion/ice, each operation in turns with pion's in one
// process, as a part of pion's time:
//
//	go test -run '^$' -bench AgainstPion -benchtime 1x .
package interop
