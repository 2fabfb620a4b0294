package sdpkit_test

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// listed returns what SOURCES.md lists, as "folder/file": the first column of
// the tables below each "## folder/" heading.
func listed(t *testing.T) []string {
	text, err := os.ReadFile("testdata/SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile(`^## (\S+/)$`)
	row := regexp.MustCompile(`^\| (\S+\.(?:sdp|json|txt|log)) \|`)
	var folder string
	var files []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if m := heading.FindStringSubmatch(line); m != nil {
			folder = m[1]
		}
		if m := row.FindStringSubmatch(line); m != nil {
			files = append(files, folder+m[1])
		}
	}
	return files
}

// present returns the data files there are.
func present(t *testing.T) []string {
	var files []string
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.Contains(path, "/") && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryFileHasItsSourceOnce(t *testing.T) {
	table := listed(t)
	slices.Sort(table)
	for i := 1; i < len(table); i++ {
		if table[i] == table[i-1] {
			t.Errorf("%s stands twice in SOURCES.md", table[i])
		}
	}
	files := present(t)
	for _, f := range files {
		if _, ok := slices.BinarySearch(table, f); !ok {
			t.Errorf("%s is missing from SOURCES.md", f)
		}
	}
	for _, f := range table {
		if !slices.Contains(files, f) {
			t.Errorf("%s is in SOURCES.md, but not here", f)
		}
	}
}

// A checkout that converts line endings would spoil every test that is built
// on these files; this one says so.
func TestDescriptionsKeepTheirLineEndings(t *testing.T) {
	for _, f := range present(t) {
		if !strings.HasSuffix(f, ".sdp") {
			continue
		}
		text, err := os.ReadFile("testdata/" + f)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(text, []byte("v=0\r\n")) || !bytes.HasSuffix(text, []byte("\r\n")) ||
			bytes.Count(text, []byte("\n")) != bytes.Count(text, []byte("\r\n")) {
			t.Errorf("%s isn't made of lines that end in CRLF", f)
		}
	}
}
