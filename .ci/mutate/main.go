// Command mutate makes small faults in the libraries, one at a time, and counts how
// many of them the tests and fuzz targets of the package notice:
//
//	go run ./.ci/mutate -seed 1 -n 60
//
// It works in a copy of the repository. A fault that doesn't compile is not counted,
// and nothing is done that can't change a result: to swap the arguments of max,
// strings.EqualFold and the like, or to make more or less room for a map or a Builder. go vet is left out: the tests have to notice.
// What no test has noticed is printed with its place: either a test is missing, or
// the fault changes nothing, which is for a human to say. The same seed makes the same
// faults. It is run nightly and by hand; .ci/run doesn't run it.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	seed := flag.Int64("seed", 1, "which faults")
	n := flag.Int("n", 60, "how many faults that compile")
	packages := flag.String("packages", "sdp,candidate,negotiate,negotiate/diff,munge", "where")
	fuzztime := flag.Duration("fuzztime", 5*time.Second, "how long each fuzz target runs; 0 for not at all")
	workers := flag.Int("workers", 1, "how many faults are tried at the same time, each in a copy of its own")
	timeout := flag.Duration("timeout", 2*time.Minute, "after how long a test that doesn't end counts as one that has failed")
	flag.Parse()
	if err := run(*seed, *n, *workers, strings.Split(*packages, ","), *fuzztime, *timeout); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(seed int64, n, workers int, packages []string, fuzztime, timeout time.Duration) error {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	free := make(chan *worker, workers)
	var w *worker
	for i := range workers {
		w = &worker{dir: filepath.Join(dir, strconv.Itoa(i)), fuzztime: fuzztime, timeout: timeout, targets: map[string][]string{}}
		if err := copyFiles(w.dir); err != nil {
			return err
		}
		free <- w
	}
	var faults []fault
	for _, p := range packages {
		if _, err := os.Stat(filepath.Join(w.dir, p)); err != nil {
			fmt.Printf("%s: there is no such package\n", p)
			continue
		}
		found, err := faultsOf(w.dir, p)
		if err != nil {
			return err
		}
		if out, err := w.do("test", "-count=1", "./"+p); err != nil {
			return fmt.Errorf("%s fails without a fault:\n%s", p, out)
		}
		targets, err := w.list(p)
		if err != nil {
			return err
		}
		for range workers {
			w := <-free
			w.targets[p] = targets
			free <- w
		}
		fmt.Printf("%s: %d places, %d fuzz targets\n", p, len(found), len(targets))
		faults = append(faults, found...)
	}
	counts := map[string]int{}
	made := 0
	order := inTurn(rand.New(rand.NewSource(seed)), faults)
	started := make([]chan outcome, 0, len(order))
	for next, f := range order {
		for len(started) < min(next+workers, len(order)) {
			started = append(started, start(free, order[len(started)]))
		}
		o := <-started[next]
		if o.err != nil {
			return o.err
		}
		if counts[o.result]++; o.result == "does not compile" {
			continue
		}
		made++
		fmt.Printf("%3d %-18s %s\n", made, o.result, f)
		if made == n {
			break
		}
	}
	for range workers { // wait, so that the copies can be removed
		<-free
	}
	fmt.Printf("%d faults: %d caught by tests, %d by fuzz targets, %d survived; %d more did not compile\n",
		made, counts["tests"], counts["fuzz"], counts["survived"], counts["does not compile"])
	return nil
}

// An outcome is what became of a fault.
type outcome struct {
	result string
	err    error
}

// start tries a fault as soon as a worker is free.
func start(free chan *worker, f fault) chan outcome {
	done := make(chan outcome, 1)
	w := <-free
	go func() {
		result, err := w.try(f)
		free <- w
		done <- outcome{result, err}
	}()
	return done
}

// copyFiles copies what git knows to a directory.
func copyFiles(dir string) error {
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		return err
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(to, b, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// A worker tries faults in a copy.
type worker struct {
	dir               string
	fuzztime, timeout time.Duration
	targets           map[string][]string // of each package
}

// do runs the go command.
func (w *worker) do(args ...string) (string, error) { return w.run(w.dir, "go", args...) }

// fuzz runs one target of a test binary.
func (w *worker) fuzz(binary, pkg, target string) error {
	cache, err := os.MkdirTemp(w.dir, "fuzzcache")
	if err != nil {
		return err
	}
	defer os.RemoveAll(cache)
	_, err = w.run(filepath.Join(w.dir, pkg), binary, "-test.run", "^$", "-test.fuzz", "^"+target+"$", "-test.fuzztime", w.fuzztime.String(),
		"-test.fuzzminimizetime", "1x", "-test.fuzzcachedir", cache, "-test.parallel", "2")
	return err
}

func (w *worker) run(dir, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), w.timeout+time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-p=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 10 * time.Second
	err := cmd.Run()
	return out.String(), err
}

// list returns a package's fuzz targets.
func (w *worker) list(p string) (targets []string, err error) {
	out, err := w.do("test", "-list", "^Fuzz", "./"+p)
	for _, line := range strings.Fields(out) {
		if strings.HasPrefix(line, "Fuzz") {
			targets = append(targets, line)
		}
	}
	return targets, err
}

// corpus lists the files from which a package's targets start.
func (w *worker) corpus(pkg string) []string {
	names, _ := filepath.Glob(filepath.Join(w.dir, pkg, "testdata", "fuzz", "*", "*"))
	return names
}

// try makes a fault, looks who notices, and takes it back.
func (w *worker) try(f fault) (result string, err error) {
	name := filepath.Join(w.dir, f.file)
	was, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	is := append(append(append([]byte{}, was[:f.start]...), f.text...), was[f.end:]...)
	if err := os.WriteFile(name, is, 0o666); err != nil {
		return "", err
	}
	corpus := w.corpus(f.pkg)
	defer func() {
		if e := os.WriteFile(name, was, 0o666); err == nil {
			err = e
		}
		for _, name := range w.corpus(f.pkg) { // what a target saved
			if !slices.Contains(corpus, name) {
				os.Remove(name)
			}
		}
	}()
	if out, err := w.do("test", "-count=1", "-vet=off", "-failfast", "-timeout", w.timeout.String(), "./"+f.pkg); strings.Contains(out, "[build failed]") {
		return "does not compile", nil
	} else if err != nil {
		return "tests", nil
	}
	if w.fuzztime > 0 && len(w.targets[f.pkg]) > 0 {
		// One binary for all targets: to build it takes longer than to run one of them.
		binary := filepath.Join(w.dir, "fuzz.test")
		if out, err := w.do("test", "-vet=off", "-c", "-fuzz", "^Fuzz", "-o", binary, "./"+f.pkg); err != nil {
			return "", fmt.Errorf("%s: %s", f, out)
		}
		for _, target := range w.targets[f.pkg] {
			if w.fuzz(binary, f.pkg, target) != nil {
				return "fuzz", nil
			}
		}
	}
	return "survived", nil
}
