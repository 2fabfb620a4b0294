package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A fault replaces a piece of a file.
type fault struct {
	pkg, file  string
	operator   string
	line       int
	start, end int
	text       string // in place of it
	was        string
}

func (f fault) String() string {
	return fmt.Sprintf("%-8s %s:%d: %s  →  %s", f.operator, f.file, f.line, short(f.was), short(f.text))
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 70 {
		s = s[:70] + "…"
	}
	if s == "" {
		s = "(nothing)"
	}
	return s
}

// The operators, in the order in which they take turns.
var operators = []string{"negate", "add", "drop", "swap", "append"}

// symmetric are functions whose result does not depend on the order of their
// arguments, so that to swap two of them is no fault.
var symmetric = map[string]bool{
	"max": true, "min": true, "bytes.Equal": true, "slices.Equal": true, "strings.EqualFold": true,
}

// faultsOf returns every fault that can be made in a package.
func faultsOf(dir, pkg string) (faults []fault, err error) {
	names, err := filepath.Glob(filepath.Join(dir, pkg, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, src, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		base, err := filepath.Rel(dir, name)
		if err != nil {
			return nil, err
		}
		v := visitor{src: src, files: files, add: func(operator string, at ast.Node, text string) {
			p, q := files.Position(at.Pos()), files.Position(at.End())
			faults = append(faults, fault{pkg, base, operator, p.Line, p.Offset, q.Offset, text, string(src[p.Offset:q.Offset])})
		}}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				ast.Walk(v, f.Body)
			}
		}
	}
	return faults, nil
}

// A visitor finds places in the bodies of functions.
type visitor struct {
	src   []byte
	files *token.FileSet
	add   func(operator string, at ast.Node, text string)
}

func (v visitor) text(n ast.Node) string {
	return string(v.src[v.files.Position(n.Pos()).Offset:v.files.Position(n.End()).Offset])
}

func (v visitor) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.IfStmt:
		v.add("negate", n.Cond, "!("+v.text(n.Cond)+")")
	case *ast.BinaryExpr:
		if n.Op == token.LAND || n.Op == token.LOR {
			v.add("negate", n.Y, "!("+v.text(n.Y)+")")
		}
	case *ast.BasicLit:
		if i, err := strconv.ParseInt(n.Value, 0, 32); n.Kind == token.INT && err == nil {
			v.add("add", n, strconv.FormatInt(i+1, 10))
			if i > 0 {
				v.add("add", n, strconv.FormatInt(i-1, 10))
			}
		}
	case *ast.ExprStmt:
		if call, ok := n.X.(*ast.CallExpr); !ok || !strings.HasSuffix(v.text(call.Fun), ".Grow") {
			v.add("drop", n, "")
		}
	case *ast.IncDecStmt:
		v.add("drop", n, "")
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			break
		}
		if call, ok := n.Rhs[0].(*ast.CallExpr); ok && v.text(call.Fun) == "append" {
			v.add("append", n, "")
			break
		}
		v.add("drop", n, "")
	case *ast.CallExpr:
		fun := v.text(n.Fun)
		if strings.HasSuffix(fun, ".Grow") || fun == "make" && len(n.Args) == 2 && isMap(n.Args[0]) {
			return nil // how much room is made is no part of a result
		}
		if symmetric[fun] {
			break
		}
		for i := 1; i < len(n.Args); i++ {
			a, b := n.Args[i-1], n.Args[i]
			if i == 1 && fun == "append" || v.text(a) == v.text(b) {
				continue
			}
			between := string(v.src[v.files.Position(a.End()).Offset:v.files.Position(b.Pos()).Offset])
			v.add("swap", pair{a, b}, v.text(b)+between+v.text(a))
		}
	}
	return v
}

func isMap(n ast.Expr) bool {
	_, ok := n.(*ast.MapType)
	return ok
}

// A pair is two neighbours with what stands between them.
type pair struct{ a, b ast.Node }

func (p pair) Pos() token.Pos { return p.a.Pos() }
func (p pair) End() token.Pos { return p.b.End() }

// inTurn puts faults into a random order in which each package, and in it each
// operator, gets its turn.
func inTurn(rng *rand.Rand, faults []fault) (order []fault) {
	rng.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
	piles := map[[2]string][]fault{}
	var packages []string
	for _, f := range faults {
		if _, ok := piles[[2]string{f.pkg}]; !ok {
			piles[[2]string{f.pkg}] = nil
			packages = append(packages, f.pkg)
		}
		piles[[2]string{f.pkg, f.operator}] = append(piles[[2]string{f.pkg, f.operator}], f)
	}
	for turn := 0; len(order) < len(faults); turn++ {
		p := packages[turn%len(packages)]
		key := [2]string{p, operators[turn/len(packages)%len(operators)]}
		if pile := piles[key]; len(pile) > 0 {
			order = append(order, pile[0])
			piles[key] = pile[1:]
		}
	}
	return order
}
