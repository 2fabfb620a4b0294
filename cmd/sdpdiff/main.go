// Sdpdiff says what changes from one session description to another, by meaning.
//
//	sdpdiff CURRENT PENDING
//	sdpdiff EXCHANGE.json
//	sdpdiff --apply EDITS FILE
//
// The first form compares two descriptions: SDP text, or JSON of the shape
// {"type": "offer", "sdp": "v=0…"}; "-" is standard input. Sections are paired
// by mid, codecs by what they are and not by number, and what changed is said
// in words, with the clause of the RFC behind it: ICE restart, track added,
// codec dropped, hold. A re-offer that breaks a rule is shown as such.
//
// The second form takes a recorded exchange and shows its timeline: at each
// setLocalDescription and setRemoteDescription, what the pending description
// changes against the current one, with rollbacks and failed calls.
//
// The third form does the edits of a JSON file to a description (see package munge) and
// prints what comes out, or with --format how that differs from what went in.
//
// What an input is shows in its content, not in its name.
//
// The exit status is 0 when both mean the same, 1 when they differ (in an
// exchange: when any step differs from what was current), and 2 for trouble. In
// trouble everything is on standard error, with position and excerpt, and
// nothing on standard output, so that a failed comparison never looks like a
// clean one.
//
// ICE passwords and SRTP keys are masked; --show-secrets opens them. Colour
// follows --color, then FORCE_COLOR, then NO_COLOR and TERM=dumb, then whether
// the output is a terminal.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv))
}
