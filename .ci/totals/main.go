// Command totals reads the output of `go test -json`, prints what failed, and
// ends with how many tests passed, failed and were skipped.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

type event struct {
	Action  string
	Package string
	Test    string
	Output  string
}

func main() {
	t, err := count(os.Stdin, os.Stdout)
	if err == nil {
		fmt.Println(t)
		err = os.WriteFile("dist/totals", []byte(t.String()+"\n"), 0o644)
	}
	if err != nil {
		fmt.Println(err)
	}
	if err != nil || t.broken > 0 || t.failed > 0 || t.passed == 0 {
		os.Exit(1)
	}
}

type totals struct {
	passed, failed, skipped int // tests
	broken                  int // packages
}

func (t totals) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
}

// count reads events and prints what failed and what was skipped.
func count(events io.Reader, out io.Writer) (totals, error) {
	var t totals
	output := map[string]*strings.Builder{}
	in := bufio.NewScanner(events)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var e event
		if err := json.Unmarshal(in.Bytes(), &e); err != nil {
			fmt.Fprintln(out, in.Text()) // a build error is no event
			continue
		}
		key := e.Package + " " + e.Test
		if output[key] == nil {
			output[key] = &strings.Builder{}
		}
		ofTest := e.Test != ""
		switch e.Action {
		case "output", "build-output":
			output[key].WriteString(e.Output)
		case "build-fail":
			fmt.Fprint(out, output[key])
			t.broken++
		case "pass":
			if ofTest {
				t.passed++
			}
		case "fail":
			fmt.Fprintf(out, "FAIL %s\n%s", key, output[key])
			if ofTest {
				t.failed++
			} else {
				t.broken++
			}
		case "skip":
			if ofTest {
				t.skipped++
				fmt.Fprintf(out, "skip %s: %s\n", key, lastLine(output[key].String()))
			}
		}
	}
	if err := in.Err(); err != nil {
		return t, fmt.Errorf("read events: %w", err) // what follows is not counted
	}
	return t, nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if len(lines) > 1 { // the line before the verdict holds the reason
		return strings.TrimSpace(lines[len(lines)-2])
	}
	return strings.TrimSpace(s)
}
