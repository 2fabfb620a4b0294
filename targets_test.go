package sdpkit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A library's functions with fuzz targets about them, and without.
type fuzzing struct {
	takers map[string]bool // "sdp.Parse": exported functions that are given a text
	edits  map[string]bool // those of them that return a munge.Edit
	called map[string]bool // "Parse": what files with targets name
}

// readFuzzing reads the source of the libraries.
func readFuzzing(t *testing.T) fuzzing {
	t.Helper()
	f := fuzzing{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, dir := range []string{"sdp", "candidate", "munge", "negotiate", "fuzz"} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || d.Name() == "examples"):
				return fs.SkipDir
			case !strings.HasSuffix(path, ".go"):
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err == nil {
				f.read(path, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return f
}

func (f fuzzing) read(path string, file *ast.File) {
	test := strings.HasSuffix(path, "_test.go")
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		switch {
		case !ok || fn.Recv != nil:
		case test && strings.HasPrefix(fn.Name.Name, "Fuzz"):
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					f.called[id.Name] = true
				}
				return true
			})
			return
		case !test && fn.Name.IsExported() && slices.ContainsFunc(fn.Type.Params.List, isText):
			name := filepath.ToSlash(filepath.Dir(path)) + "." + fn.Name.Name
			f.takers[name] = true
			if r := fn.Type.Results; r != nil {
				id, ok := r.List[0].Type.(*ast.Ident)
				f.edits[name] = ok && id.Name == "Edit"
			}
		}
	}
}

// isText reports whether a parameter is a string, several, bytes or a reader of them.
func isText(p *ast.Field) bool {
	typ := p.Type
	if several, ok := typ.(*ast.Ellipsis); ok {
		typ = several.Elt
	}
	switch typ := typ.(type) {
	case *ast.Ident:
		return typ.Name == "string"
	case *ast.ArrayType:
		id, ok := typ.Elt.(*ast.Ident)
		return ok && id.Name == "byte"
	case *ast.SelectorExpr:
		return typ.Sel.Name == "Reader"
	}
	return false
}

// notFuzzed has the functions that are given a text and have no target, and why.
var notFuzzed = map[string]string{
	"sdp.Describe":         "looks a name up",
	"sdp.DescribeCodec":    "looks a name up",
	"candidate.DefaultOf":  "looks at the first three letters of a protocol",
	"candidate.ParseRole":  "compares with two words",
	"negotiate.InStreams":  "keeps its arguments for Peer, which FuzzPeer gives any",
	"negotiate/diff.Types": "compares with four words",
	"fuzz.FaultByID":       "looks a name up",
}

// Every exported function of the libraries that is given a text is named in a file
// with fuzz targets, or stands above with a reason. Edits are data: munge.ParseEdits
// makes each of them, and its target and FuzzApply run what it makes.
func TestWhatTakesATextIsFuzzed(t *testing.T) {
	f := readFuzzing(t)
	for _, name := range slices.Sorted(maps.Keys(f.takers)) {
		covered := f.edits[name] && f.called["ParseEdits"] || f.called[name[strings.LastIndex(name, ".")+1:]]
		if reason, excused := notFuzzed[name]; covered == excused {
			t.Errorf("%s: fuzzed is %v, and the reason why it isn't is %q", name, covered, reason)
		}
	}
	for name := range notFuzzed {
		if !f.takers[name] {
			t.Errorf("there is no %s", name)
		}
	}
	if len(f.takers) < 60 {
		t.Errorf("%d functions are given a text", len(f.takers))
	}
}

// The builder of OSS-Fuzz is called with a package, a target that is there, and the
// name of what is made of it, by which its dictionary and corpus are named too. The
// target stands alone in its file, with no name of a type of package testing but F and
// T: an older builder compiles no other file of tests, and has only those.
func TestTheExampleForOSSFuzzNamesItsTarget(t *testing.T) {
	const dir = "fuzz/examples/pionsdp/"
	build, err := os.ReadFile(dir + ".clusterfuzzlite/build.sh")
	if err != nil {
		t.Fatal(err)
	}
	calls := regexp.MustCompile(`(?m)^compile_native_go_fuzzer(?:_v2)? "\$\(go list \.\)" (Fuzz\w+) (\w+)$`).FindAllStringSubmatch(string(build), -1)
	if len(calls) != 1 || strings.Count(string(build), "compile_native_go_fuzzer") != len(calls) {
		t.Fatalf("build.sh compiles %q", calls)
	}
	for _, call := range calls {
		target, name := call[1], call[2]
		for _, file := range []string{".dict", "_seed_corpus.zip"} {
			if !strings.Contains(string(build), `"$OUT/`+name+file+`"`) {
				t.Errorf("build.sh has no %s%s", name, file)
			}
		}
		var in []string
		files, err := filepath.Glob(dir + "*.go")
		if err != nil {
			t.Fatal(err)
		}
		tests := map[string]bool{} // what other files of tests declare
		var names []*ast.Ident
		for _, path := range files {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			here := slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
				fn, ok := d.(*ast.FuncDecl)
				return ok && fn.Name.Name == target
			})
			if here {
				in = append(in, path)
				ast.Inspect(file, func(n ast.Node) bool {
					if s, ok := n.(*ast.SelectorExpr); ok {
						if x, ok := s.X.(*ast.Ident); ok && x.Name == "testing" && s.Sel.Name != "F" && s.Sel.Name != "T" {
							t.Errorf("%s: testing.%s", path, s.Sel.Name)
						}
					}
					if id, ok := n.(*ast.Ident); ok {
						names = append(names, id)
					}
					return true
				})
			} else if strings.HasSuffix(path, "_test.go") {
				for _, d := range file.Decls {
					if fn, ok := d.(*ast.FuncDecl); ok {
						tests[fn.Name.Name] = true
					}
				}
			}
		}
		if len(in) != 1 || !strings.HasSuffix(in[0], "_test.go") {
			t.Errorf("%s is in %q", target, in)
		}
		for _, id := range names {
			if tests[id.Name] {
				t.Errorf("%s uses %s of another file of tests", target, id.Name)
			}
		}
	}
	if len(calls) == 0 {
		t.Error("nothing is built")
	}
}
