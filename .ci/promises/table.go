package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// A promise is a line of the table. Its figure is what the test reports under
// its name.
type promise struct{ part, what, name, test string }

var promises = []promise{
	{"faults", "a stream that is cut is never taken for a whole reply", "cuts", "TestFaultCutStreams"},
	{"faults", "Retry-After: never early, never longer than 120 s without saying so", "waits", "TestFault29WaitsAreKept"},
	{"faults", "a hostile body of 256 MiB costs at most 64 MiB of heap", "heap", "TestFault12AHostileBodyCostsLittle"},
}

type fuzzTarget struct{ pkg, name string }

// fuzzTargets are those of the fault table.
var fuzzTargets = []fuzzTarget{
	{"mockstar/rubric/grade", "FuzzVerdict"},
	{"mockstar/rubric/grade", "FuzzVerdictInAnswer"},
	{"mockstar/rubric", "FuzzRubric"},
	{"mockstar/interviewer/journal", "FuzzTranscript"},
	{"mockstar/rubric", "FuzzEvidence"},
	{"mockstar/rubric/guide", "FuzzMarkdownImport"},
	{"mockstar/internal/screen", "FuzzSanitise"},
	{"mockstar/internal/llm/wire", "FuzzSSE"},
	{"mockstar/internal/llm/wire", "FuzzRetryAfter"},
	{"mockstar/interviewer/journal", "FuzzSessionID"},
}

// pattern selects the tests that promises stand on.
func pattern() string {
	names := []string{"Fault"}
	for _, p := range promises {
		names = append(names, "^"+p.test+"$")
	}
	for _, t := range fuzzTargets {
		names = append(names, "^"+t.name+"$")
	}
	return strings.Join(names, "|")
}

// measured are the promises with what the tests reported.
func measured(r *results) []row {
	figure, err := r.faults()
	rows := []row{{"faults", "every row of the fault table is a named test", figure, err}}
	for _, p := range promises {
		one := row{part: p.part, what: p.what, figure: r.said[p.name]}
		if one.figure == "" {
			one.err = errors.New(p.test + " did not pass, or measured nothing")
		}
		rows = append(rows, one)
		if p.name == lastSecret {
			figure, err := r.keys()
			rows = append(rows, row{p.part, "a key in the environment of all tests is found nowhere", figure, err})
		}
	}
	figure, err = r.targets()
	return append(rows, row{"fuzzing", "the named targets stand and pass their seeds", figure, err})
}

// lastSecret is the promise after which the canary of the whole run is told.
const lastSecret = "modes"

func fuzzAll(each time.Duration) error {
	for _, t := range fuzzTargets {
		fmt.Printf("%s %s\n", t.pkg, t.name)
		c := command("test", t.pkg, "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String())
		c.Stdout = os.Stdout
		if err := c.Run(); err != nil {
			return fmt.Errorf("fuzz %s: %w; what crashed it is kept in testdata/fuzz", t.name, err)
		}
	}
	return nil
}
