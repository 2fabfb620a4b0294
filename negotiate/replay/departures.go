package replay

// What stacks rewrite, take, refuse, hold and tell otherwise. Within a group the narrow
// rules come first.
var departures = []Departure{
	// What they rewrite in the descriptions that they hold. webrtc-pc has them hold what
	// they were given.
	{
		ID: "extmap-direction-dropped", Stacks: []string{"chromium", "wrtc", "aiortc"}, Clause: "RFC 8285 §5",
		Note:     "drops the direction of a header extension from the remote description.",
		explains: changed("extmap-direction", "recvonly → "),
	},
	{
		ID: "codec-parameters-rewritten", Stacks: []string{"firefox"}, Clause: `webrtc-pc, "set a session description"`,
		Note:     "writes the format parameters of a remote description from what it has understood of them: the defaults of Opus and AV1, and no profile of VP9; and sometimes leaves out codecs that it doesn't have.",
		explains: anyOf(changed("fmtp", ""), sameTypes),
	},
	{
		ID: "bandwidth-dropped", Stacks: []string{"chromium", "wrtc", "firefox"}, Clause: "RFC 8866 §5.8",
		Note:     "drops b= lines of types that it doesn't know.",
		explains: changed("bandwidth", "gone"),
	},
	{
		ID: "rid-dropped", Stacks: []string{"chromium"}, Clause: "RFC 8851 §6",
		Note:     "drops a=rid lines of the remote description that have restrictions it doesn't take.",
		explains: changed("rid", "gone"),
	},
	{
		ID: "rtcp-mux-dropped", Stacks: []string{"aiortc", "werift"}, Clause: "RFC 5761 §5.1.1",
		Note:     "loses a=rtcp-mux of the remote description.",
		explains: changed("rtcp-mux", "no longer shares the port of RTP"),
	},
	{
		ID: "port-of-candidate", Stacks: []string{"chromium", "wrtc"}, Clause: "RFC 8839 §4.2.1.2",
		Note:     "makes the port of a remote candidate that of the m= line, also when it is 0, which rejects the section.",
		explains: changed("media-stopped", "is stopped"),
	},

	// What they take that a Peer refuses.
	{
		ID: "ufrag-unchecked", Stacks: []string{"chromium", "wrtc", "pion", "libdatachannel", "gstreamer", "aiortc"}, Clause: `webrtc-pc, "addIceCandidate"`,
		Note:     "takes candidates of a generation that it doesn't know.",
		explains: refusedFor("another ICE generation"),
	},
	{
		ID: "end-unheeded", Stacks: []string{"chromium", "pion"}, Clause: "RFC 8838 §14",
		Note:     "takes candidates after the end of candidates.",
		explains: refusedFor("candidates of the media section have ended"),
	},
	{
		ID: "section-unchecked", Stacks: []string{"pion", "gstreamer", "aiortc", "wrtc"}, Clause: `webrtc-pc, "addIceCandidate"`,
		Note:     "takes candidates of sections that aren't there, or of none.",
		explains: anyOf(refusedFor("no media section has that"), refusedFor("neither sdpMid nor sdpMLineIndex")),
	},
	{
		ID: "early-candidates", Stacks: []string{"aiortc", "gstreamer", "werift"}, Clause: `webrtc-pc, "addIceCandidate"`,
		Note:     "takes candidates before there is a remote description.",
		explains: refusedFor("there is no remote description yet"),
	},
	{
		ID: "candidates-unchecked", Stacks: []string{"chromium", "firefox", "pion", "wrtc", "werift", "aiortc", "libdatachannel", "gstreamer"}, Clause: "RFC 8839 §5.1",
		Note:     "takes candidate lines that the grammar doesn't allow; each stack others.",
		explains: refusedFor("AddCandidate in have-remote-offer: OperationError: candidate: column"),
	},
	{
		ID: "answer-has-more-options", Stacks: []string{"chromium", "firefox", "pion", "wrtc", "werift", "aiortc", "libdatachannel", "gstreamer"}, Clause: "RFC 9429 §5.3.1",
		Note:     "answers a=ice-options that were not offered, and takes such an answer.",
		explains: brokenRules("answer-ice-options"),
	},
	{
		ID: "answer-extmap-direction", Stacks: []string{"chromium", "firefox"}, Clause: "RFC 8285 §6",
		Note:     "answers a header extension that was offered in one direction without one, or with one that it wasn't offered in; and takes such an answer.",
		explains: brokenRules("answer-extmap-direction", "answer-rid", "answer-simulcast"),
	},
	{
		ID: "answer-rtcp-rsize", Stacks: []string{"pion", "firefox"}, Clause: "RFC 9429 §5.3.1",
		Note:     "pion answers a=rtcp-rsize that was not offered, and Firefox takes it.",
		explains: brokenRules("answer-rtcp-rsize"),
	},
	{
		ID: "origin-made-anew", Stacks: []string{"aiortc", "werift", "chromium"}, Clause: "RFC 3264 §8",
		Note: "aiortc and werift write session id and version of every description without regard to the one before, and werift offers a=setup as it was answered; who gets them doesn't mind.",
		explains: brokenRules("reoffer-version", "reoffer-origin", "answer-version", "answer-origin",
			"reoffer-ice-partial-restart", "reoffer-setup"),
	},
	{
		ID: "extension-id-reused", Stacks: []string{"aiortc"}, Clause: "RFC 8285 §7",
		Note:     "numbers the header extensions of each section anew, so that a section that comes to a BUNDLE group has another extension under an id of the group (and o= as in origin-made-anew).",
		explains: brokenRules("reoffer-version", "reoffer-origin", "reoffer-extmap-reused"),
	},
	{
		ID: "setup-in-bundle", Stacks: []string{"firefox"}, Clause: "RFC 9143 §7.1.3",
		Note:     "answers sections of one BUNDLE group with different a=setup.",
		explains: brokenRules("answer-bundle-transport"),
	},
	{
		ID: "dtls-role-changes", Stacks: []string{"pion"}, Clause: "RFC 8842 §5.3",
		Note:     "answers a re-offer with the other a=setup, although the association goes on.",
		explains: brokenRules("answer-dtls-role"),
	},
	{
		ID: "answer-unchecked", Stacks: []string{"pion"}, Clause: "RFC 9429 §5.8.3",
		Note: "takes answers with other sections than were offered, of other types, and without what each must have.",
		explains: brokenRules("answer-mline-count", "answer-media-type", "answer-mid", "answer-bundle-member",
			"answer-bundle-tag", "answer-setup", "answer-ice-credentials"),
	},
	{
		ID: "payload-type-of-another", Stacks: []string{"chromium", "wrtc", "firefox"}, Clause: "RFC 3264 §6.1",
		Note:     "takes an answer that gives a payload type to another codec than the offer.",
		explains: brokenRules("answer-codec-config", "answer-pt-conflict"),
	},
	{
		ID: "syntax-unchecked", Stacks: []string{"chromium", "wrtc"}, Clause: "RFC 8866 §5",
		Note:     "takes lines of unknown types, and other versions of SDP.",
		explains: refusedFor("RTCError"),
	},

	// What they refuse that a Peer takes.
	{
		ID: "extension-id-collision", Stacks: []string{"chromium"}, Clause: "RFC 8285 §5",
		Note:     "refuses an offer that has one id for two header extensions in a BUNDLE group.",
		explains: takenDespite("codec collision for header extension"),
	},
	{
		ID: "simulcast-without-extension", Stacks: []string{"chromium"}, Clause: "RFC 8853 §5.5",
		Note:     "refuses simulcast without the header extension for rids.",
		explains: takenDespite("does not negotiate the RID RTP header extension"),
	},
	{
		ID: "own-parser", Stacks: []string{"chromium", "wrtc", "firefox", "pion"}, Clause: "RFC 8866 §5",
		Note: "refuses descriptions that its parser can't read, such as those without a final line ending.",
		explains: anyOf(takenDespite("Failed to parse"), takenDespite("Invalid SDP line"), takenDespite("Expect"),
			takenDespite("SIPCC"), takenDespite("EOF"), takenDespite("syntax error")),
	},
	{
		ID: "empty-offer-refused", Stacks: []string{"pion"}, Clause: "RFC 3264 §5",
		Note:     "refuses an offer without sections, which has nothing to connect.",
		explains: takenDespite("called with no ice-ufrag"),
	},
	{
		ID: "codec-unsupported", Stacks: []string{"pion"}, Clause: "RFC 3264 §6.1",
		Note:     "fails when it can't send any of the codecs that an answer has.",
		explains: takenDespite("codec is not supported by remote"),
	},
	{
		ID: "candidate-refused", Stacks: []string{"chromium", "wrtc", "firefox", "pion", "aiortc", "werift"}, Clause: "RFC 8839 §5.1",
		Note: "refuses candidate lines that the grammar allows or that others write: without a prefix, with two spaces, with a name for an address; and aiortc the null at their end.",
		explains: anyOf(takenDespite("failed to parse foundation"), takenDespite("failed to parse priority"), takenDespite("ParseAddr("),
			takenDespite("Error processing ICE candidate"), takenDespite("Invalid candidate, no ':'"),
			takenDespite("Unsupported candidate type"), takenDespite("addIceCandidate did not settle"),
			takenDespite("'NoneType' object has no attribute 'sdpMid'")),
	},
	{
		ID: "not-implemented", Stacks: []string{"gstreamer", "pion", "firefox"}, Clause: `webrtc-pc, "setLocalDescription"`,
		Note:     "GStreamer can't change directions, pion can't roll back, Firefox has no provisional answers.",
		explains: anyOf(takenDespite("direction changes are not implemented"), takenDespite("invalid SDP type supplied"), said("not yet implemented")),
	},

	// Errors by other names.
	{
		ID: "state-before-modification", Stacks: []string{"wrtc", "werift", "aiortc", "gstreamer", "pion"}, Clause: `webrtc-pc, "setLocalDescription"`,
		Note:     "looks at the state before the question whether the description is the one that was created, or not at that at all.",
		explains: otherName("InvalidModificationError"),
	},
	{
		ID: "own-error-names", Stacks: []string{"pion", "wrtc", "libdatachannel", "gstreamer", "aiortc", "werift"}, Clause: `webrtc-pc, "Error Handling"`,
		Note:     "has errors of its own.",
		explains: otherName(""),
	},
	{
		ID: "syntax-is-operation-error", Stacks: []string{"chromium", "firefox"}, Clause: `webrtc-pc, "set a session description"`,
		Note:     "has OperationError for what can't be parsed, and for a group with a mid that isn't there.",
		explains: said("OperationError: "),
	},

	// State and descriptions.
	{
		ID: "not-atomic", Stacks: []string{"pion", "wrtc", "gstreamer", "chromium"}, Clause: "RFC 9429 §5.10",
		Note: "has changed the state although the call failed.",
		explains: func(d *Difference, s *Step) bool {
			switch d.Kind {
			case DifferentState, DifferentSlot, DifferentEvents, DifferentTransceivers:
				return s.Error != nil
			}
			return false
		},
	},
	{
		ID: "negotiates-by-itself", Stacks: []string{"libdatachannel"}, Clause: "RFC 9429 §4.1.11",
		Note:     "makes and answers offers before it is told to, and shows one text as pending and as current.",
		explains: anyOf(aheadOfTheCalls, refusedFor("can be set in this state")),
	},
	{
		ID: "own-side-only", Stacks: []string{"aiortc"}, Clause: `webrtc-pc, "set a session description"`,
		Note:     "makes only the description of the side that answers current, and leaves the offer pending.",
		explains: ofTheOfferer,
	},
	{
		ID: "works-when-closed", Stacks: []string{"libdatachannel", "werift"}, Clause: `webrtc-pc, "createOffer"`,
		Note:     "creates offers after it was closed.",
		explains: refusedFor("CreateOffer in closed"),
	},
	{
		ID: "never-closed", Stacks: []string{"gstreamer", "libdatachannel"}, Clause: `webrtc-pc, "close the connection"`,
		Note:     "keeps its signalling state when it is closed.",
		explains: func(d *Difference, s *Step) bool { return d.Kind == DifferentState && s.Call == "closePc" },
	},

	// Events.
	{
		ID: "tells-of-closing", Stacks: []string{"wrtc", "werift", "aiortc"}, Clause: `webrtc-pc, "close the connection"`,
		Note: "fires signalingstatechange when it is closed; wrtc with the state before.",
		explains: func(d *Difference, _ *Step) bool {
			return d.Kind == DifferentEvents && (d.Recorded == "closed" || d.Recorded == "stable, "+d.Replayed)
		},
	},
	{
		ID: "tracks-first", Stacks: []string{"werift", "aiortc", "pion"}, Clause: `webrtc-pc, "set a session description"`,
		Note: "fires track before signalingstatechange.",
		explains: func(d *Difference, _ *Step) bool {
			return d.Kind == DifferentEvents && tracksFirst(d.Recorded) == d.Replayed
		},
	},
	{
		ID: "tracks-on-media", Stacks: []string{"pion", "gstreamer", "aiortc", "werift"}, Clause: `webrtc-pc, "process the addition of a remote track"`,
		Note: "fires track when media arrives, for each encoding, or never.",
		explains: func(d *Difference, _ *Step) bool {
			return d.Kind == DifferentEvents && onlyTracks(d.Recorded) && onlyTracks(d.Replayed)
		},
	},

	{
		ID: "events-late", Stacks: []string{"pion"}, Clause: `webrtc-pc, "set a session description"`,
		Note:     "fires events some time after the call, and not at all when the scenario has gone on to another connection.",
		explains: func(d *Difference, _ *Step) bool { return d.Kind == DifferentEvents && d.Recorded == "none" },
	},

	// Transceivers.
	{
		ID: "direction-follows-offer", Stacks: []string{"pion"}, Clause: "RFC 9429 §4.2.4",
		Note: "changes the direction that is wished when an offer doesn't allow it.",
		explains: func(d *Difference, s *Step) bool {
			return d.Kind == DifferentTransceivers && s.Call == "setRemoteDescription"
		},
	},
	{
		ID: "webrtcbin-transceivers", Stacks: []string{"gstreamer"}, Clause: "RFC 9429 §4.2.5",
		Note:     "shows the direction that is wished as the one agreed on, gives mids late, and has transceivers of its own for what is offered.",
		explains: asWished,
	},
	{
		ID: "stopped-transceiver-stays", Stacks: []string{"firefox"}, Clause: `webrtc-pc, "set a session description"`,
		Note: "keeps a transceiver whose section an answer has rejected.",
		explains: func(d *Difference, _ *Step) bool {
			return d.Kind == DifferentTransceivers && withoutStopped(d.Recorded) == d.Replayed
		},
	},
	{
		ID: "simulcast-unmatched", Stacks: []string{"chromium"}, Clause: "RFC 9429 §5.10",
		Note: "makes a transceiver for a section that is to send simulcast, although there is one with a track.",
		explains: func(d *Difference, _ *Step) bool {
			return d.Kind == DifferentTransceivers && len(splitList(d.Recorded)) == len(splitList(d.Replayed))+1
		},
	},
}
