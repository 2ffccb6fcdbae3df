package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"mockstar": main})
}

// scripts run the program as users do, with a home of their own.
var scripts = testscript.Params{
	Dir:                 "../../testdata/script",
	RequireExplicitExec: true,
	RequireUniqueNames:  true,
	Setup: func(e *testscript.Env) error {
		e.Setenv("MOCKSTAR_HOME", e.WorkDir+"/home")
		e.Setenv("NO_COLOR", "1")
		return nil
	},
}

// TestScript runs the scripts of testdata/script; each is one thing users do.
func TestScript(t *testing.T) { testscript.Run(t, scripts) }
