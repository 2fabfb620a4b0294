package negotiate

import "testing"

// Text of a description may hold what would break or hide a part of a message.
func TestMessagesAreOneLineWhateverTheyQuote(t *testing.T) {
	for in, want := range map[string]string{
		"plain é text": "plain é text", "a\tbé\x01c\u0085d": `a\tbé\x01c\u0085d`, "\r\n": `\r\n`, "": "",
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q becomes %q, and not %q", in, got, want)
		}
	}
}
