package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
)

// TestReadme runs every command of README.md, in order, with the files of
// testdata/readme beside it. The two that need the checkout run in .ci/run.
func TestReadme(t *testing.T) {
	commands := consoleLines(t, "../../README.md")
	require.Greater(t, len(commands), 10)
	var script strings.Builder
	script.WriteString("[!unix] skip 'the commands are written for a shell'\n")
	for _, c := range commands {
		if strings.HasPrefix(c, "go ") {
			continue
		}
		script.WriteString("exec sh -c '" + strings.ReplaceAll(c, "'", "''") + "'\n")
	}
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
	testscript.Run(t, p)
}

// consoleLines are the commands of the console blocks of a Markdown file.
func consoleLines(t *testing.T, name string) []string {
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var out []string
	inside := false
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case inside && strings.HasPrefix(line, "$ "):
			out = append(out, strings.TrimPrefix(line, "$ "))
		}
	}
	return out
}
