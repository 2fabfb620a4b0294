package fuzz_test

import (
	"encoding/json"
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// Every kind of edit, with its example, leaves descriptions as correct as they were.
func TestMungeKeepsToMunger(t *testing.T) {
	for kind := range munge.Kinds() {
		t.Run(kind.Name, func(t *testing.T) {
			var edit munge.Edit
			if err := json.Unmarshal([]byte(kind.Example), &edit); err != nil {
				t.Fatal(err)
			}
			fuzz.Munger(t, func(text string) (string, error) {
				d, err := sdp.Parse(text)
				if err != nil {
					return "", err
				}
				out, _, err := munge.Apply(d, edit)
				if err != nil {
					return text, nil // there is nothing that the edit is about
				}
				return out.String(), nil
			}, fuzz.Runs(60))
		})
	}
}
