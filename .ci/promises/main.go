// Command promises prints the table of what mockstar promises, each with the
// figure that was measured in this run and whether it held.
//
//	go run ./.ci/promises                          runs the tests, with the full numbers
//	go run ./.ci/promises -from dist/tests.json    reads the output of `go test -json`
//	go run ./.ci/promises -fuzz 10m                fuzzes every named target as long
//
// A figure is what a test reports with t.Attr("promise", "NAME: FIGURE"). It
// counts when the test passed. Exit 1 means that a promise did not hold, or was
// not measured.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"text/tabwriter"
	"time"
)

// canary is what stands in the environment in place of keys. It must be found
// in nothing that the tests print or leave behind.
const canary = "sk-canary-7f3e9b2c61d84a05"

func main() {
	from := flag.String("from", "", "read this output of `go test -json` in place of running the tests")
	fuzz := flag.Duration("fuzz", 0, "fuzz each named target for so long, and measure nothing else")
	build := flag.Bool("build", true, "check modules and builds too")
	flag.Parse()
	if err := run(*from, *fuzz, *build); err != nil {
		fmt.Fprintln(os.Stderr, "promises:", err)
		os.Exit(1)
	}
}

func run(from string, fuzz time.Duration, build bool) error {
	if fuzz > 0 {
		return fuzzAll(fuzz)
	}
	var found *results
	var err error
	if from != "" {
		found, err = readFile(from)
	} else {
		found, err = runTests()
	}
	if err != nil {
		return err
	}
	rows := measured(found, from == "")
	if build {
		rows = append(rows, supply(from == "")...)
	}
	return show(rows)
}

// A row is one promise with what came of it.
type row struct {
	part, what, figure string
	err                error // why it does not hold, or was not measured
}

func show(rows []row) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	part, broken := "", 0
	for _, r := range rows {
		if r.part != part {
			part = r.part
			fmt.Fprintf(w, "\t\t\n%s\t\t\n", strings.ToUpper(part))
		}
		state := "kept"
		if strings.HasPrefix(r.figure, notHere) {
			state = ""
		}
		if r.err != nil {
			state = "NOT KEPT: " + r.err.Error()
			broken++
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", r.what, r.figure, state)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Printf("\n%d of %d promises kept\n", len(rows)-broken, len(rows))
	if broken > 0 {
		return fmt.Errorf("%d promises are not kept or were not measured", broken)
	}
	return nil
}

// command is a run of the go tool in this module.
func command(args ...string) *exec.Cmd {
	c := exec.Command("go", args...)
	c.Stderr = os.Stderr
	return c
}
