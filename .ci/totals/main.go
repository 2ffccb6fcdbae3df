// Command totals reads the output of `go test -json`, prints what failed, and
// ends with how many tests passed, failed and were skipped.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
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
	output := map[string]*strings.Builder{}
	count := map[string]int{}
	broken := 0
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var e event
		if err := json.Unmarshal(in.Bytes(), &e); err != nil {
			fmt.Println(in.Text()) // a build error is no event
			continue
		}
		key := e.Package + " " + e.Test
		if output[key] == nil {
			output[key] = &strings.Builder{}
		}
		switch e.Action {
		case "output", "build-output":
			output[key].WriteString(e.Output)
		case "build-fail":
			fmt.Print(output[key])
			broken++
		case "pass", "fail", "skip":
			if e.Test != "" {
				count[e.Action]++
			}
			if e.Action == "fail" {
				fmt.Printf("FAIL %s\n%s", key, output[key])
				if e.Test == "" {
					broken++
				}
			}
			if e.Action == "skip" && e.Test != "" {
				fmt.Printf("skip %s: %s\n", key, lastLine(output[key].String()))
			}
		}
	}
	line := fmt.Sprintf("%d passed, %d failed, %d skipped", count["pass"], count["fail"], count["skip"])
	fmt.Println(line)
	if err := os.WriteFile("dist/totals", []byte(line+"\n"), 0o644); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if broken > 0 || count["fail"] > 0 || count["pass"] == 0 {
		os.Exit(1)
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if len(lines) > 1 { // the line before the verdict holds the reason
		return strings.TrimSpace(lines[len(lines)-2])
	}
	return strings.TrimSpace(s)
}
