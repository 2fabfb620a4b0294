// Package diff says what changes from one session description to another, and
// what the change does.
//
// # The model
//
// [Compare] takes two descriptions and returns a [Report]: a list of [Change]
// values, each with a stable id such as "ice-restart", a [Level], the sections
// it concerns, a summary in words, and the lines of both texts that it
// explains. The list is the only thing that passes between the engine and a
// renderer; cmd/sdpdiff is one, a test that asserts on ids is another.
//
// Sections are paired by mid (RFC 5888 §4), then by slot (RFC 3264 §8). Codecs
// are paired by what they are: [sdp.Comparison] says which are the same and, where
// one is not, why. Of a codec that it doesn't know, parameters may change.
// Payload type numbers never pair anything. Header extensions are paired by
// URI, candidates by component, transport, address, port and type. Attributes
// that are inherited from the session part, such as a direction or ICE
// credentials, are compared as they hold for each section. A change that is the
// same in several sections is one change that names them all.
//
// # Nothing is passed over
//
// Every line of both texts is accounted for in one of four ways: it has a
// byte-equal twin in the same section of the other text, a change names it, a
// cosmetic change names it because it was proven to mean the same, or it falls to
// the catch-all, which reports it as "unknown-attribute" or "line". This holds by
// construction: lines carry marks, only the function that appends a change sets
// them, and what has no mark at the end is reported. So texts that differ always
// have at least one change, a text compared with itself has none, and
// [Report.Same] is never the result of something not being understood.
//
// Cosmetic are: the order of attributes and format parameters where it means
// nothing, payload type numbers of one and the same description, the case of
// what has no case, spaces between fields, line endings, a default written out,
// and values moved between session and section.
//
// # Levels, roles and dialects
//
// The level of a change follows from its [Class], the [Role] and the [Dialect]. A
// class has one level for a difference and another for a broken rule, which counts in
// the roles that the rule binds: successive descriptions of one side ([Reoffer]) and
// what an application makes of a created description ([Munged]). Two descriptions that
// have nothing to do with each other ([Plain]) can't break such a rule.
//
// What an offer owes to the description before it and an answer to its offer is for
// package negotiate to judge: [Change.Rule] names its rule. A re-offer is judged by
// [negotiate.CheckReoffer], an [Answer] by [negotiate.CheckAnswer]. An answer may also
// be compared with the description that the same side gave before; [AnswerTo] then
// says which offer it is held against, and without it it isn't judged. Only what
// changes is judged: a description that is the same has no violations here.
//
// Without [As], descriptions with the same session id are successive ones. If their
// o= lines are equal and nothing differs but payload type numbers, they are one
// description written in two ways. Without [In], descriptions with ICE and DTLS are
// those of JSEP.
//
// # Adding a rule
//
// A class is a row in the table that [Classes] returns, which names the rules of
// negotiate behind it: clause, strength and what implementations do stand there alone.
// What finds the change is a function over a pair of sections. It looks at one topic,
// reports through emit and leaves alone what it can't explain: the catch-all is behind
// it.
//
// # Specifications
//
// RFC 3264 (offer and answer), 8866 (SDP), 8839 and 8840 (ICE), 8842, 4145 and 8122
// (DTLS), 9143 (BUNDLE), 5888 (groups), 8285 (header extensions), 4585, 5506 and 5761
// (RTCP), 5576 (sources), 8851 and 8853 (rid, simulcast), 8841 (SCTP), 4568 (SDES),
// 9429 (JSEP). Each class names its clause, and codecs those that package sdp has.
//
// # Limits and security
//
// Time is linear in the size of the texts, apart from sorting, with what the
// session part has for all sections counted once for each of them, and the codecs
// of one name in a section, 128 at most, compared with each other. Text that
// [sdp.Parse] refuses is compared as far as it can be read. A report holds lines
// as they are, secrets too: [Detail.Secret] marks values that a renderer should
// mask, and lines with ice-pwd or crypto need the same care.
package diff
