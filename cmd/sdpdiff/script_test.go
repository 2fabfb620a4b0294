package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"sdpdiff": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv)) },
	})
}

// The scripts in testdata/script run the command as a process: each flag, each input, each exit
// status. What they compare with is written by -update.
func TestScripts(t *testing.T) {
	from, err := filepath.Abs(data)
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, "DATA="+from, "COLUMNS=80", "NO_COLOR=1", "FORCE_COLOR=", "GIT_CONFIG_NOSYSTEM=1", "HOME="+env.WorkDir)
			return nil
		},
	})
}
