package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/interviewer/journal"
)

// A world is what a process of mockstar finds around it: a home of its own and
// an environment with nothing else in it.
type world struct {
	t    *testing.T
	home string
	env  []string
}

func newWorld(t *testing.T, env ...string) *world {
	dir := t.TempDir()
	home := filepath.Join(dir, "mockstar")
	return &world{t, home, append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "MOCKSTAR_HOME=" + home, "NO_COLOR=1"}, env...)}
}

// A process is one run of mockstar. Its outputs are files: what it wrote is
// there, whatever becomes of it.
type process struct {
	*exec.Cmd
	t        *testing.T
	out, err string
}

// start runs a command line with stdin, which is closed where it is nil.
func (w *world) start(stdin *os.File, args ...string) *process {
	w.t.Helper()
	return w.begin(exec.Command("mockstar", args...), stdin)
}

// shell starts a script of a shell.
func (w *world) shell(script string) *process {
	w.t.Helper()
	return w.begin(exec.Command("sh", "-e", "-c", script), nil)
}

func (w *world) begin(c *exec.Cmd, stdin *os.File) *process {
	w.t.Helper()
	dir := w.t.TempDir()
	p := &process{c, w.t, filepath.Join(dir, "stdout"), filepath.Join(dir, "stderr")}
	out, err := os.Create(p.out)
	require.NoError(w.t, err)
	defer out.Close()
	errs, err := os.Create(p.err)
	require.NoError(w.t, err)
	defer errs.Close()
	p.Env, p.Stdout, p.Stderr = w.env, out, errs
	if stdin != nil {
		p.Stdin = stdin
	}
	require.NoError(w.t, p.Start())
	w.t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// run runs a command line to its end.
func (w *world) run(stdin string, args ...string) (code int, stdout, stderr string) {
	w.t.Helper()
	p := w.start(w.file(stdin), args...)
	code = p.end()
	return code, p.stdout(), p.stderr()
}

// file is an open file that holds text.
func (w *world) file(text string) *os.File {
	w.t.Helper()
	name := filepath.Join(w.t.TempDir(), "stdin")
	require.NoError(w.t, os.WriteFile(name, []byte(text), 0o600))
	f, err := os.Open(name)
	require.NoError(w.t, err)
	w.t.Cleanup(func() { f.Close() })
	return f
}

// end waits for the process and returns its exit code, 128 + n for signal n.
func (p *process) end() int {
	p.t.Helper()
	err := p.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		require.NoError(p.t, err)
	}
	if s := p.ProcessState.Sys().(syscall.WaitStatus); s.Signaled() {
		return 128 + int(s.Signal())
	}
	return p.ProcessState.ExitCode()
}

func (p *process) stdout() string { return content(p.t, p.out) }
func (p *process) stderr() string { return content(p.t, p.err) }

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(b)
}

// await waits until ready, and gives up after a time in which any machine
// would have got there.
func await(t *testing.T, what string, ready func() bool) {
	t.Helper()
	require.Eventually(t, ready, time.Minute, time.Millisecond, what)
}

// transcript is the file of the only session, or "" before there is one.
func (w *world) transcript() string {
	names, err := filepath.Glob(filepath.Join(w.home, "sessions", "*", "transcript.jsonl"))
	require.NoError(w.t, err)
	require.LessOrEqual(w.t, len(names), 1)
	return strings.Join(names, "")
}

// turns are what the only session has on disk.
func (w *world) turns() []interviewer.Turn {
	name := w.transcript()
	if name == "" {
		return nil
	}
	b, err := os.ReadFile(name)
	require.NoError(w.t, err)
	turns, err := journal.Decode(bytes.NewReader(b))
	require.NoError(w.t, err)
	return turns
}

// said are the texts of the replies among turns.
func said(turns []interviewer.Turn) []string {
	var texts []string
	for _, t := range turns {
		if t.Kind == interviewer.Replied {
			texts = append(texts, t.Text)
		}
	}
	return texts
}

// piped writes replies as a pipe takes them.
func piped(replies ...string) string {
	var b strings.Builder
	for _, r := range replies {
		b.WriteString(r + "\n.\n")
	}
	return b.String()
}

func ignoreDone(err error) error {
	if err == os.ErrProcessDone {
		return nil
	}
	return err
}

var lifeArgs = []string{"interview", "--plan", "production-failure,mentoring", "--probes", "1", "--seed", "5"}

// life answers the interview of lifeArgs, with special replies among them.
var life = []string{
	"Could you repeat that?",
	incident[0],
	incident[1],
	incident[2],
	"I gave each new engineer one small service in week one. In 2022 at a bank in Porto I paired with two juniors twice a week and asked where they would look next.",
	"After three months both owned a pipeline, and one of them led the next migration.",
	"I tell them about my own failed experiments first, because then they dare to show theirs.",
	incident[3],
	incident[4],
}
