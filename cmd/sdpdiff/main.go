// Sdpdiff says what changes from one session description to another, by meaning.
//
//	sdpdiff CURRENT PENDING
//	sdpdiff RECORDING
//	sdpdiff --apply EDITS FILE
//
// The first form compares two descriptions. Sections are paired by mid, codecs by
// what they are and not by number, and what changed is said in words, with the clause
// of the RFC behind it: ICE restart, track added, codec dropped, hold. A re-offer that
// breaks a rule is shown as such.
//
// The second form takes a call: a recorded exchange, a dump of chrome://webrtc-internals or
// rtcstats, a log with SIP messages. At each setLocalDescription and
// setRemoteDescription it shows what the pending description changes against the
// current one, with rollbacks and failed calls. --list has a line for each step, --munged
// what the application changed between creating a description and setting it.
//
// The third form does the edits of a JSON file to a description (see package munge) and
// prints what comes out, or with --format how that differs from what went in.
//
// # Input
//
// What an input is shows in its content, not in its name: SDP text, JSON of many shapes,
// the recordings above, what people paste from consoles and mails, each of them also packed with
// gzip; "-" is standard input. Where a guess was needed, a note on standard error
// says which. Dumps may be of any length: they are read while they are shown.
//
// # Output
//
// --format is text, brief (a line for each change, as compilers write them), json (the
// schema is printed by "sdpdiff schema"), html (one file without script), markdown, or
// github (annotations of a workflow). --lines shows the lines themselves, --stat counts
// for each section. "sdpdiff rules" lists the classes of changes, "sdpdiff explain" says
// all about one.
//
// Each change in JSON has a fingerprint, the same for the same change of the same
// values, so that one that was approved can be told from a new one.
//
// # Exit status
//
// 0 when both mean the same, 1 when they differ (in a recording: when any step
// differs from what was current, or has failed), and 2 for trouble. --fail-on moves the line between 0 and 1. In
// trouble everything is on standard error, with position and excerpt, and nothing on
// standard output, so that a failed comparison never looks like a clean one. --batch is
// the exception: it has a result for each line of its input, and for some this is an error.
//
// # Many calls
//
//	sdpdiff --batch --fail-on never <calls.ndjson >results.ndjson
//	parallel --pipe --block 10M --keep-order sdpdiff --batch --fail-on never <calls.ndjson >results.ndjson
//
// A line of a batch is {"id", "old", "new"}, or a recording, and becomes one line of JSON with the same
// id, in the same place; all processors work on it. No line knows of another one, so that what spreads lines
// over machines (GNU parallel as above, the pipes of Spark and Hadoop) gets what one process would
// have written. --fail-on never is for those that take any other exit status for a failure.
//
// # Git
//
//	git config diff.sdp.command sdpdiff
//	git config diff.sdp.textconv 'sdpdiff --canon'
//	echo '*.sdp diff=sdp' >>.gitattributes
//
// The first makes "git diff --ext-diff" speak of meaning, with the seven arguments that git gives to
// a driver and an exit status that it bears; the second takes out of the lines what means
// nothing.
//
// # Secrets and colour
//
// ICE passwords and SRTP keys are masked; --show-secrets opens them. --redact masks
// addresses and users too, the same ones alike. Colour follows --color, then FORCE_COLOR, then
// NO_COLOR and TERM=dumb, then whether the output is a terminal; it never means anything that a word
// doesn't say.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv))
}
