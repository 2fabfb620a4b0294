// Package replay reads recorded offer/answer exchanges and dumps of
// chrome://webrtc-internals, lays them out as a timeline, one step for every
// description that a peer was given, and runs them again through peers of package
// negotiate, to tell where a stack has done something else than the specifications say.
//
// # The model
//
// A peer holds four descriptions, any of which may be missing. Current local
// and current remote are what both sides last agreed on and what media uses.
// Pending local and pending remote are what a call has proposed since. An
// offer becomes pending; an answer makes both it and its offer current and
// leaves nothing pending; a rollback drops what is pending (W3C webrtc-pc,
// "set the session description"). A [Step] tells what one call changed: the
// [Slots] before and after, the text that was given, and the current text of
// the same side, which is what somebody who asks "what does this change?"
// compares it with.
//
// An offer that arrives while the peer's own offer is out rolls that one back
// first. Such a step is marked ImplicitRollback, and Dropped names the offer
// that was lost.
//
// # Running
//
// [Run] gives each connection of a trace a [negotiate.Peer], makes the calls of the
// record on it and compares: errors by name, states, which of the four descriptions there
// are, what they say, transceivers, and the events of state and tracks, in order.
// Descriptions are compared by meaning, with package diff, for every stack rewrites what
// it is given; a change counts that has an effect. A difference is told at the step where
// it arises. What a stack is known to do otherwise is a [Departure], a rule with a clause
// and a narrow predicate; what no departure explains is a fault of the replay, or news.
//
// After a difference the replay follows the record: what the stack took although it
// breaks rules is set with those rules off, what it refused is taken back. Local
// descriptions that the application changed are set too, and marked.
//
// # The format
//
// [Read] takes one JSON object: scenario, about, peers, descriptions, events,
// final, connected, stopped. A description is {type, sdp}, or {type, base,
// edits}, where an edit [at, del, [lines]] replaces del lines of the base,
// counted from 0, and a line keeps its CR. The base is itself a description of
// the same trace; edits are ordered and don't overlap. Read expands all of
// that, so a [Description] always holds its whole text. An event is a call
// (with the peer's state after it), something that the peer announced, a SIP
// message, or a note. Keys that have no field here are kept in Event.Raw.
//
// A call stands where it settled. Candidates that a setLocalDescription
// gathers at once may therefore stand before the call itself.
//
// # Whose state
//
// Recorded states are taken as they are wherever they fit the model. Some
// don't: aiortc leaves the offer pending after agreement, libdatachannel shows
// one text as both pending and current and answers before it is told to, and
// some stacks forget everything when they are closed. There the timeline goes by
// the model, and takes from the record only which text is stored. Event.State
// always shows the record itself.
//
// # SIP
//
// A SIP call has messages instead of calls. A body gives two steps: local at
// the peer that sent it, remote at the other. It is an answer while the other
// side's offer is out, a provisional one in a 1xx response, and an offer
// otherwise (RFC 3264 §4, RFC 3261 §13.2.1). A final response of 300 and up
// rolls the offer back: what was agreed before stays in use (RFC 3261 §14.1).
// BYE ends the call; an INVITE after it starts another connection. The format
// has no dialog identifiers, so one trace holds one dialog at a time.
//
// # Limits and security
//
// Input is hostile until read. A trace is at most [MaxInput] bytes of JSON and
// [MaxText] bytes of expanded descriptions, whatever the bases and edits say;
// both limits are checked before the memory is used. Time is linear in those
// two sizes; memory is too, a few hundred megabytes for the most hostile input. A base that leads back to itself, an edit outside its base, an id
// that nothing defines and a peer that nobody declared are errors, each a
// [*FormatError] with line, column and path. JSON strings are Unicode: a byte
// that isn't UTF-8 arrives as U+FFFD.
//
// A [Trace] is plain data. Reading it from several goroutines is safe, and
// Timeline changes nothing. Values share memory; treat slices as read-only.
package replay
