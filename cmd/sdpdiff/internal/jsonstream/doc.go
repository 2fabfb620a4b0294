// Package jsonstream reads JSON one value at a time, for dumps that are too long to be
// held.
//
// # The model
//
// A [Reader] stands in front of a value. [Reader.Kind] tells which; then the value is
// taken as a whole ([Reader.Value], [Reader.Text], [Reader.Skip]) or entered
// ([Reader.Members], [Reader.Elements]), and inside, the Reader stands in front of one
// member or element after the other. One that the loop doesn't take is skipped. After a
// value at the top, [Reader.More] tells whether another one follows, as in NDJSON.
//
// # Promises
//
// All of the text is checked against RFC 8259, also what is skipped; the first fault
// ends the reading, and every later call returns it again. Memory is the buffer
// of 64 KB and the value that is taken.
//
// # Limits
//
// Objects and arrays nest [MaxDepth] deep at most. A value that is taken, as it stands in the
// text, has MaxValue bytes at most, which the caller sets; what is skipped may be of any length.
// Names of members are held to [MaxName] bytes.
package jsonstream
