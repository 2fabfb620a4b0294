#!/bin/bash -eu
# The same file serves OSS-Fuzz and ClusterFuzzLite. The target lives in a _test.go
# file, so its package is asked for by path.
compile_native_go_fuzzer_v2 "$(go list .)" FuzzBytes fuzz_bytes

# Words that the grammar knows: libFuzzer and AFL put them in.
cp "$(go list -m -f '{{.Dir}}' github.com/sdpkit/sdpkit)/fuzz/sdp.dict" "$OUT/fuzz_bytes.dict"

# Real descriptions. The byte in front, 0, says that a text follows.
mkdir -p seeds
for f in "$(go list -m -f '{{.Dir}}' github.com/sdpkit/sdpkit)"/fuzz/seeds/*.sdp; do
  { printf '\0'; cat "$f"; } >"seeds/$(basename "$f")"
done
zip -j "$OUT/fuzz_bytes_seed_corpus.zip" seeds/*
