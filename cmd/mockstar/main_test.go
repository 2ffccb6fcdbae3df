package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"mockstar": main})
}

// TestScript runs the program as users do; each script of testdata/script is
// one thing they do.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("MOCKSTAR_HOME", e.WorkDir+"/home")
			e.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}
