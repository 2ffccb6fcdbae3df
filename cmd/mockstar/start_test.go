package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// bareProgram is what any program on cobra costs.
const bareProgram = `package main

import "github.com/spf13/cobra"

func main() {
	c := &cobra.Command{Use: "bare", Version: "1", Run: func(*cobra.Command, []string) {}}
	cobra.CheckErr(c.Execute())
}
`

// BenchmarkStart measures whole processes: mockstar and a bare cobra program in
// turn, so that both meet the same machine. It reports the medians, and what
// mockstar takes above the other.
//
// The aims: --version, --help and a grade that only starts (it is handed an
// empty answer) within 20 ms of the bare program; the first question within
// 100 ms. A whole grade is measured beside them.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	bare, mockstar := filepath.Join(dir, "bare"), filepath.Join(dir, "mockstar")
	source := filepath.Join(dir, "bare.go")
	require.NoError(b, os.WriteFile(source, []byte(bareProgram), 0o600))
	for target, from := range map[string]string{bare: source, mockstar: "."} {
		out, err := exec.Command("go", "build", "-o", target, from).CombinedOutput()
		require.NoError(b, err, string(out))
	}
	env := []string{"HOME=" + dir, "MOCKSTAR_HOME=" + filepath.Join(dir, "home")}
	for _, row := range []struct {
		name, stdin, until string
		args               []string
	}{
		{name: "version", args: []string{"--version"}},
		{name: "help", args: []string{"--help"}},
		{name: "grade-start", args: []string{"grade", "--question", "production-failure"}},
		{name: "grade", args: []string{"grade", "--question", "production-failure"}, stdin: incident[0]},
		{name: "first-question", args: []string{"interview", "--plan", "production-failure", "--seed", "7"}, until: "what you did about it?"},
	} {
		b.Run(row.name, func(b *testing.B) {
			var ours, theirs []time.Duration
			for b.Loop() {
				theirs = append(theirs, timed(b, env, bare, "", "", "--version"))
				ours = append(ours, timed(b, env, mockstar, row.stdin, row.until, row.args...))
			}
			b.ReportMetric(median(ours), "ms")
			b.ReportMetric(median(theirs), "bare-ms")
			b.ReportMetric(median(ours)-median(theirs), "above-ms")
			b.ReportMetric(0, "ns/op") // a sum over two programs says nothing
		})
	}
}

// timed runs a program and returns the time to its end, or until it has
// written a text.
func timed(b *testing.B, env []string, program, stdin, until string, args ...string) time.Duration {
	b.Helper()
	c := exec.Command(program, args...)
	c.Env, c.Stdin = env, strings.NewReader(stdin)
	out, err := c.StdoutPipe()
	require.NoError(b, err)
	begin := time.Now()
	require.NoError(b, c.Start())
	var took time.Duration
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if until != "" && strings.Contains(lines.Text(), until) {
			took = time.Since(begin)
		}
	}
	_ = c.Wait() // a grade of nothing is exit 2
	if until == "" {
		took = time.Since(begin)
	}
	require.NotZero(b, took, "%s was not written", until)
	return took
}

func median(ds []time.Duration) float64 {
	slices.Sort(ds)
	return float64(ds[len(ds)/2]) / float64(time.Millisecond)
}
