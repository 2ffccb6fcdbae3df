//go:build !race

// README's commands are scripts as those of testdata/script are, which run with
// the race detector.

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

// TestReadme runs every command of README.md, in order, with the files of
// testdata/readme beside it, and holds what README shows under a command
// against what the command prints. The two commands that need the checkout run
// in .ci/run.
func TestReadme(t *testing.T) {
	blocks := fenced(t, "../../README.md")
	commands := 0
	var script strings.Builder
	script.WriteString("[!unix] skip 'the commands are written for a shell'\n")
	for _, b := range blocks["console"] {
		for _, c := range b.commands() {
			if strings.HasPrefix(c.line, "go ") {
				continue
			}
			commands++
			script.WriteString("exec " + inShell(c.line) + "\n")
			if len(c.shown) > 0 {
				fmt.Fprintf(&script, "shows %s\n", quoted(c.shown))
			}
		}
	}
	require.Greater(t, commands, 15)
	// The opening session is the one interview of that question: replies
	// typed at a terminal stand in it as session show prints them.
	require.Len(t, blocks["text"], 1)
	script.WriteString("exec sh -c 'mockstar session show $(mockstar session list | grep production-failure | cut -d \" \" -f 1)'\n")
	fmt.Fprintf(&script, "shows %s\n", quoted(blocks["text"][0][1:]))
	files, err := filepath.Glob("../../testdata/readme/*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		script.WriteString("-- " + filepath.Base(f) + " --\n" + string(b))
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script.String()), 0o600))
	p := scripts
	p.Dir = dir
	data, err := filepath.Abs("../../testdata")
	require.NoError(t, err)
	p.Setup = func(e *testscript.Env) error {
		return errors.Join(scripts.Setup(e), os.Symlink(data, filepath.Join(e.WorkDir, "testdata")))
	}
	p.Cmds = map[string]func(*testscript.TestScript, bool, []string){"shows": shows}
	testscript.Run(t, p)
}

// shows fails unless the given lines stand in the last output one after the
// other. A line of three dots stands for any number of lines.
func shows(ts *testscript.TestScript, neg bool, lines []string) {
	if neg {
		ts.Fatalf("shows cannot be negated")
	}
	rest := strings.Split(ts.ReadFile("stdout"), "\n")
	near := false // the next line must follow at once
	for _, want := range lines {
		if want == "..." {
			near = false
			continue
		}
		for !same(rest, want) {
			if near || len(rest) == 0 {
				ts.Fatalf("README shows a line that was not printed there:\n%s", want)
			}
			rest = rest[1:]
		}
		rest, near = rest[1:], true
	}
}

func same(rest []string, want string) bool {
	return len(rest) > 0 && strings.TrimRight(rest[0], " ") == want
}

// A block is the lines of a fenced block.
type block []string

// A shown command is a line of a console block with what stands under it.
type shown struct {
	line  string
	shown []string
}

func (b block) commands() []shown {
	var out []shown
	for _, line := range b {
		if c, ok := strings.CutPrefix(line, "$ "); ok {
			out = append(out, shown{line: c})
		} else if n := len(out); n > 0 {
			out[n-1].shown = append(out[n-1].shown, line)
		}
	}
	return out
}

// fenced are the fenced blocks of a Markdown file by their language.
func fenced(t *testing.T, name string) map[string][]block {
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	out := map[string][]block{}
	language, inside := "", block(nil)
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		fence, ok := strings.CutPrefix(line, "```")
		switch {
		case ok && language == "":
			language = fence
		case ok:
			out[language] = append(out[language], inside)
			language, inside = "", nil
		case language != "":
			inside = append(inside, line)
		}
	}
	return out
}

func inShell(command string) string { return "sh -c " + quoted([]string{command}) }

// quoted are words of a test script, none of which is expanded.
func quoted(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = "'" + strings.ReplaceAll(w, "'", "''") + "'"
	}
	return strings.Join(out, " ")
}
