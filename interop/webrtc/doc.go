// Package webrtc compares the toolkit with pion/webrtc. It has no code of its own, only
// tests and benchmarks, and is a module of its own beside the one above it: pion/webrtc v4.2.18 and
// the pion/ice that candidates are compared with can't be built together.
package webrtc
