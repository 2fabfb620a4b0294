package munge_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// What stands behind the "?" of a URI is often a key, and is put back by Restore.
func TestRedactionHidesTheQueriesOfURIs(t *testing.T) {
	text := head + "m=audio 5004 RTP/AVP 0\n" +
		"a=x-server:wss://media.example.com:8443/room?token=s3cr3tValue&user=alice#top next\n" +
		"a=x-list:<https://a.example.com?k=hunter2>,\"http://b.example.com/p\"\n"
	out, report, err := munge.Apply(parse(t, text), munge.Redact("key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"s3cr3tValue", "alice", "hunter2", "example.com"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is still there:\n%s", secret, out)
		}
	}
	for _, kept := range []string{"/room?", "#top next\n", ">,\"http://", "/p\"\n"} {
		if !strings.Contains(out.String(), kept) {
			t.Errorf("%q is gone:\n%s", kept, out)
		}
	}
	back, _, err := munge.Apply(out, munge.Restore(report.Mapping))
	if err != nil || back.String() != text {
		t.Errorf("%v\n%s", err, back)
	}
}
