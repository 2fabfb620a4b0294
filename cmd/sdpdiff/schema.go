package main

import _ "embed"

// schema describes what --format=json prints, and each line of --batch.
//
//go:embed schema.json
var schema string
