package fuzz

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"runtime"
	"strings"
)

// A call is where a property was asked for, in Go: what to write again in a test that
// shows a failure.
type call struct {
	qualifier string // "fuzz."
	args      string // those behind the first, as they stand: ", parse, known..."
	variadic  string // the last of them if it ends in "...", without that
}

// thisCall finds the call of a property in the code under test: the source is there
// where tests run. The zero call means that it isn't, or that arguments are variables
// of a function, which mean nothing elsewhere.
func thisCall(property string) call {
	pc := make([]uintptr, 16)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, thisPackage) {
			return readCall(property, f.File, f.Line)
		}
		if !more {
			return call{}
		}
	}
}

func readCall(property, file string, line int) (c call) {
	source, err := os.ReadFile(file)
	if err != nil {
		return c
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, source, parser.SkipObjectResolution)
	if err != nil {
		return c
	}
	text := func(from, to token.Pos) string {
		return string(source[set.Position(from).Offset:set.Position(to).Offset])
	}
	for _, d := range parsed.Decls {
		if set.Position(d.Pos()).Line > line || set.Position(d.End()).Line < line {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			e, ok := n.(*ast.CallExpr)
			if !ok || len(e.Args) < 2 || set.Position(e.Pos()).Line > line || set.Position(e.End()).Line < line {
				return true
			}
			qualifier, ok := strings.CutSuffix(text(e.Fun.Pos(), e.Fun.End()), property)
			if !ok || qualifier != "" && !strings.HasSuffix(qualifier, ".") || usesLocals(d, e.Args[1:]) {
				return true
			}
			c = call{qualifier: qualifier}
			last := e.Args[len(e.Args)-1]
			if e.Ellipsis != token.NoPos {
				c.variadic = text(last.Pos(), last.End())
				last = e.Args[len(e.Args)-2]
			}
			c.args = ", " + text(e.Args[1].Pos(), last.End())
			return true
		})
	}
	return c
}

// usesLocals reports whether expressions use names that a declaration declares within
// itself and outside of them.
func usesLocals(d ast.Decl, args []ast.Expr) (found bool) {
	within := func(n ast.Node) bool {
		return n.Pos() >= args[0].Pos() && n.End() <= args[len(args)-1].End()
	}
	locals := map[string]bool{}
	declare := func(names ...*ast.Ident) {
		for _, name := range names {
			locals[name.Name] = true
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case ast.Expr:
			return !within(n)
		case *ast.Field:
			declare(n.Names...)
		case *ast.ValueSpec:
			if _, global := d.(*ast.GenDecl); !global {
				declare(n.Names...)
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, e := range n.Lhs {
					if name, ok := e.(*ast.Ident); ok {
						declare(name)
					}
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if name, ok := e.(*ast.Ident); ok {
					declare(name)
				}
			}
		}
		return true
	})
	for _, a := range args {
		ast.Inspect(a, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				ast.Inspect(n.X, func(n ast.Node) bool {
					name, ok := n.(*ast.Ident)
					found = found || ok && locals[name.Name]
					return true
				})
				return false
			case *ast.Ident:
				found = found || locals[n.Name]
			}
			return true
		})
	}
	return found
}

// with returns the call with another option, in a test of a name; where the call is not
// known, "…" stands for what is missing.
func (c call) with(property, test, option string) string {
	if c == (call{}) {
		c = call{qualifier: "fuzz.", args: ", …"}
	}
	option = c.qualifier + option
	if c.variadic != "" {
		option = "append(" + c.variadic + ", " + option + ")..."
	}
	text := "func " + test + "(t *testing.T) {\n\t" + c.qualifier + property + "(t" + c.args + ", " + option + ")\n}"
	if formatted, err := format.Source([]byte(text)); err == nil {
		text = string(formatted)
	}
	return text
}
