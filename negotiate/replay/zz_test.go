package replay

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"testing"
)

func TestZZ(t *testing.T) {
	dir := os.Getenv("CAPS")
	if dir == "" {
		dir = "../../testdata/exchanges"
	}
	files, _ := filepath.Glob(dir + "/*__*.json")
	total, equal := 0, 0
	byCall := map[string][2]int{}
	count := map[string]int{}
	ex := map[string]string{}
	for _, f := range files {
		b, _ := os.Open(f)
		tr, err := Read(b)
		b.Close()
		if err != nil {
			t.Fatal(err)
		}
		stack := map[string]string{}
		for _, p := range tr.Peers {
			stack[p.Name] = p.Stack
		}
		steps, err := Run(*tr)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			total++
			c := byCall[s.Call]
			c[0]++
			if s.Replayed.Equal() {
				equal++
				c[1]++
			}
			byCall[s.Call] = c
			for _, d := range s.Replayed.Differences {
				k := stack[s.Peer] + " " + s.Call + " " + string(d.Kind) + " "
				if d.Change != nil {
					k += d.Change.ID
				} else if d.Findings != nil {
					for _, x := range d.Findings {
						k += x.Rule + " "
					}
				} else if d.Kind == "events" || d.Kind == "transceivers" {
				} else {
					k += d.Recorded + " | " + d.Replayed
				}
				if len(k) > 150 {
					k = k[:150]
				}
				count[k]++
				ex[k] = fmt.Sprintf("%s step %d %s", filepath.Base(f), s.Index, d.String())
				if len(ex[k]) > 300 {
					ex[k] = ex[k][:300]
				}
			}
		}
	}
	fmt.Println(len(files), "files", total, "steps", equal, "equal", float64(equal)/float64(total))
	fmt.Println(byCall)
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return count[keys[i]] > count[keys[j]] })
	for _, k := range keys {
		fmt.Printf("%5d %s\n        %s\n", count[k], k, ex[k])
	}
}

func TestYY(t *testing.T) {
	dir := os.Getenv("CAPS")
	if dir == "" {
		dir = "../../testdata/exchanges"
	}
	files, _ := filepath.Glob(dir + "/*__*.json")
	total, equal, explained := 0, 0, 0
	uses := map[string]int{}
	for _, f := range files {
		b, _ := os.Open(f)
		tr, err := Read(b)
		b.Close()
		if err != nil {
			t.Fatal(err)
		}
		stack := map[string]string{}
		for _, p := range tr.Peers {
			stack[p.Name] = p.Stack
		}
		steps, err := Run(*tr)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range steps {
			total++
			if s.Replayed.Equal() {
				equal++
				continue
			}
			un := s.Replayed.Unexplained()
			for _, d := range s.Replayed.Differences {
				uses[d.Departure]++
			}
			if len(un) == 0 {
				explained++
				continue
			}
			for _, d := range un {
				x := d.String()
				if d.Findings != nil {
					x = string(d.Kind)
					for _, y := range d.Findings {
						x += " " + y.Rule + "[" + y.Got + "|" + y.Want + "]"
					}
				}
				if len(x) > 330 {
					x = x[:330]
				}
				fmt.Printf("%s %s %s/%s step %d: %s\n", stack[s.Peer], s.Call, filepath.Base(f), s.Peer, s.Index, x)
			}
		}
	}
	fmt.Println(len(files), "files", total, "steps", equal, "equal", explained, "explained", total-equal-explained, "not", float64(equal)/float64(total))
	fmt.Println(uses)
}
