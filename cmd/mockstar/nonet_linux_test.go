//go:build (amd64 || arm64) && !race

// What is looked for here are calls of the kernel; the scripts of testdata/script
// run the same commands with the race detector.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// noNetwork is set for a program that dies when it opens a socket.
const noNetwork = "MOCKSTAR_TEST_NO_NETWORK"

// With the variable set, the kernel is told before anything else that this
// process is to be killed when it asks for a socket of the internet.
func init() {
	if os.Getenv(noNetwork) != "" {
		if err := forbidSockets(); err != nil {
			fmt.Fprintln(os.Stderr, "forbid sockets:", err)
			os.Exit(99)
		}
	}
}

// forbidSockets installs a filter of system calls for all threads, for good.
func forbidSockets() error {
	const (
		setNoNewPrivs     = 38 // of prctl
		setModeFilter     = 1  // of seccomp
		onAllThreads      = 1
		kill, allow       = 0x80000000, 0x7fff0000
		load, equal, done = 0x20, 0x15, 0x06
		number, firstArg  = 0, 16 // offsets of what a filter sees
	)
	type step struct {
		code   uint16
		jt, jf uint8
		k      uint32
	}
	steps := []step{
		{load, 0, 0, number},
		{equal, 0, 4, syscall.SYS_SOCKET},
		{load, 0, 0, firstArg},
		{equal, 1, 0, syscall.AF_INET},
		{equal, 0, 1, syscall.AF_INET6},
		{done, 0, 0, kill},
		{done, 0, 0, allow},
	}
	program := struct {
		n     uint16
		steps *step
	}{uint16(len(steps)), &steps[0]}
	runtime.LockOSThread() // the filter takes what this thread is to all others
	defer runtime.UnlockOSThread()
	if _, _, err := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivs, 1, 0, 0, 0, 0); err != 0 {
		return err
	}
	if _, _, err := syscall.RawSyscall(sysSeccomp, setModeFilter, onAllThreads, uintptr(unsafe.Pointer(&program))); err != 0 {
		return err
	}
	return nil
}

// TestNothingIsSentWithoutAModel runs the commands that need no model where a
// socket is death. So there is no telemetry and no look for a newer version
// either.
func TestNothingIsSentWithoutAModel(t *testing.T) {
	w := newWorld(t, noNetwork+"=1", "OPENAI_API_KEY="+canary, "OPENAI_BASE_URL=http://127.0.0.1:9/v1")
	code, _, errs := w.run("", "--version")
	if code == 99 {
		t.Attr("promise", "quiet: not measured here, the kernel takes no filter")
		t.Skipf("the kernel takes no filter: %s", errs)
	}
	require.Zero(t, code, errs)
	code, _, _ = w.run("I paired with each new engineer twice a week.", "grade", "--question", "mentoring", "--model", "openai:m")
	require.Equal(t, 128+int(syscall.SIGSYS), code, "the filter kills what opens a socket")

	suite, answer := littleSuite(t), "I paired with each new engineer twice a week for a month."
	stub := script1(t)
	commands := [][]string{
		incidentArgs, {"resume"}, {"session", "list"}, {"progress"}, {"progress", "--format", "html"}, {"doctor"}, {"--help"}, {"--version"},
		{"grade", "--question", "auto"}, {"grade", "--question", "mentoring", "--format", "html"}, {"grade", "--question", "mentoring", "--model", "stub:" + stub},
		{"rubric", "list"}, {"rubric", "show", "mentoring"}, {"rubric", "check"}, {"rubric", "coverage"}, {"prompt", "list"}, {"prompt", "check"},
		{"eval", "run", suite}, {"eval", "run", suite, "--format", "html"}, {"eval", "plan", suite, "--model", "openai:gpt-4.1", "-o", filepath.Join(t.TempDir(), "r")},
		{"eval", "record", suite, "--model", "stub:" + stub, "-o", filepath.Join(t.TempDir(), "r")},
	}
	for _, args := range commands {
		stdin := answer
		if args[0] == "interview" {
			stdin = piped(incident[:2]...)
		}
		code, out, errs := w.run(stdin, args...)
		require.Less(t, code, 128, "%s: killed: %s", strings.Join(args, " "), errs)
		require.NotEqual(t, exitInternal, code, errs)
		require.NotEmpty(t, out+errs)
	}
	t.Attr("promise", fmt.Sprintf("quiet: %d commands where a socket is death, 0 died", len(commands)))
}
