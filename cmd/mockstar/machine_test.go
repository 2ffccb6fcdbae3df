package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm/llmtest"
	"mockstar/interviewer"
)

// asking starts an interview whose input stays open, and waits until it has
// asked its first question.
func (w *world) asking(args ...string) (*process, *os.File) {
	w.t.Helper()
	in, answer, err := os.Pipe()
	require.NoError(w.t, err)
	w.t.Cleanup(func() { answer.Close() })
	run := w.start(in, args...)
	require.NoError(w.t, in.Close())
	await(w.t, "the first question", w.asked)
	return run, answer
}

// asked reports that the interviewer waits for a reply, and that it is on disk.
func (w *world) asked() bool {
	turns := w.turns()
	return len(turns) > 0 && turns[len(turns)-1].Kind == interviewer.Asked
}

func TestSessionsAreReadableToNobodyElseWhateverTheUmask(t *testing.T) {
	w := newWorld(t)
	c := exec.Command("sh", "-c", `umask 000; exec mockstar interview --plan mentoring`)
	c.Env, c.Stdin = w.env, strings.NewReader(piped(life[4])+"half a reply")
	out, err := c.CombinedOutput()
	require.NoError(t, err, string(out))
	seen := 0
	require.NoError(t, filepath.WalkDir(w.home, func(name string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		require.Equal(t, want, info.Mode().Perm(), name)
		seen++
		return nil
	}))
	require.Equal(t, 6, seen, "the home, the sessions, the session, its transcript, its draft and its lock")
}

func TestFault80AHomeThatCannotBeMadeIsRefusedBeforeTheFirstQuestion(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, os.WriteFile(w.home, nil, 0o600))
	code, out, errs := w.run(piped(life...), lifeArgs...)
	require.Equal(t, exitUsage, code)
	require.Empty(t, out)
	require.Contains(t, errs, w.home+" is not a folder; name another one")
}

func TestFault87AClosedOutputEndsTheProgramAndLosesNothing(t *testing.T) {
	w := newWorld(t)
	screen, out, err := os.Pipe()
	require.NoError(t, err)
	in, answer, err := os.Pipe()
	require.NoError(t, err)
	defer answer.Close()
	c := exec.Command("mockstar", incidentArgs...)
	c.Env, c.Stdin, c.Stdout = w.env, in, out
	require.NoError(t, c.Start())
	out.Close()
	in.Close()
	for lines := bufio.NewReader(screen); ; { // what is listened for comes last before the reply
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		if strings.Contains(line, "insight") {
			break
		}
	}

	screen.Close()
	_, err = answer.WriteString(piped(incident[0]))
	require.NoError(t, err)
	p := &process{Cmd: c, t: t}
	require.Equal(t, exitPipe, p.end())
	require.Equal(t, incident[:1], said(w.turns()))
	code, stdout, errs := w.run(piped(incident[1:]...), "resume")
	require.Zero(t, code, errs)
	require.Contains(t, stdout, "Practise first")
}

func TestFault86SignalsToEndLeaveTheInterviewToBeResumed(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(signal.String(), func(t *testing.T) {
			w := newWorld(t)
			run, _ := w.asking(incidentArgs...)
			require.NoError(t, run.Process.Signal(signal))
			require.Equal(t, exitInterrupted, run.end())
			require.Contains(t, run.stderr(), "your answers are kept; continue with `mockstar resume")
			code, out, errs := w.run(piped(incident...), "resume")
			require.Zero(t, code, errs)
			require.Contains(t, out, "Practise first")
		})
	}
}

func TestFault81ASecondProcessOnASessionIsRefusedAndToldWhoHasIt(t *testing.T) {
	w := newWorld(t)
	first, _ := w.asking(incidentArgs...)
	for _, args := range [][]string{{"resume"}, {"resume", filepath.Base(filepath.Dir(w.transcript()))}} {
		code, out, errs := w.run(piped(incident...), args...)
		require.Equal(t, exitUsage, code)
		require.Empty(t, out)
		require.Contains(t, errs, fmt.Sprintf("process %d has it open", first.Process.Pid))
	}
}

func TestRepliesThatCannotBeTaken(t *testing.T) {
	for _, row := range []struct{ name, reply, note string }{
		{"a reply of a megabyte is refused", strings.Repeat("All work and no play. ", 50_000), "more than the 256 KiB a reply may have"},
		{"a reply longer than can be graded is refused", strings.Repeat("All work and no play. ", 2_000), "at most 32 can be graded"},
		{"a binary reply is refused", "\x7fELF\xff\xfe\x00\x01", "line 1 is not UTF-8 text"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := newWorld(t)
			code, out, errs := w.run(piped(append([]string{row.reply}, incident...)...), incidentArgs...)
			require.Zero(t, code, errs)
			require.Contains(t, errs, row.note)
			require.Contains(t, out, "Practise first", "the interview goes on with the next reply")
			require.Equal(t, incident, said(w.turns()))
		})
	}
}

func TestAnAnswerInAnotherLanguageIsKeptAndNotGraded(t *testing.T) {
	for _, answer := range []string{"我们每个季度留出百分之二十的时间来还技术债。2023年我负责推荐系统,我删除了五十八个特征。", "Im März stand die Suche in unserer Firma still, weil ein neuer Tokenizer mit dem Basisabbild gekommen war. Ich habe sofort auf den alten Index umgestellt und die Kunden angerufen, danach haben wir den Fehler über Nacht gesucht und gefunden."} {
		w := newWorld(t)
		code, out, errs := w.run(piped(answer)+"/end\n", incidentArgs...)
		require.Zero(t, code, errs)
		require.Contains(t, out, "the answer is not in English")
		require.Contains(t, out, "no score · 0 of")
		require.Equal(t, 1, strings.Count(out, "not graded"), "one reason for all criteria is said once")
		require.Equal(t, answer, said(w.turns())[0])
	}
}

// The first Ctrl-C waits for nothing but the end of the program; the second
// does not even wait for that.
func TestFault60ASecondInterruptEndsAtOnce(t *testing.T) {
	server := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Text: "Welcome to this interview.", Cut: llmtest.Never}))
	w := newWorld(t, providers[0].env(server.URL)...)
	run := w.start(w.file(""), append(incidentArgs, "--model", providers[0].spec)...)
	await(t, "the first word", func() bool { return strings.Contains(run.stdout(), "Welcome") })
	for range 2 {
		require.NoError(t, ignoreDone(run.Process.Signal(syscall.SIGINT)))
	}
	require.Equal(t, exitInterrupted, run.end())
	code, _, errs := w.run("", "resume", "--model", "embedded")
	require.Zero(t, code, errs)
}

func TestAnEmptyReplyIsSilenceAndNotTheEnd(t *testing.T) {
	w := newWorld(t)
	code, out, errs := w.run(".\n"+piped(incident...), incidentArgs...)
	require.Zero(t, code, errs)
	require.Contains(t, out, "Practise first")
	require.Equal(t, interviewer.Silent, w.turns()[2].As)
}

func TestAPartOfACommandIsNoCommand(t *testing.T) {
	w := newWorld(t)
	code, _, errs := w.run("/s\n/e\n/hint please\n/SKIP\n/pause\n", incidentArgs...)
	require.Zero(t, code, errs)
	for _, name := range []string{"s", "e", "hint please"} {
		require.Contains(t, errs, "there is no command /"+name+"\n")
	}
	require.Equal(t, []string{"/skip"}, said(w.turns()))
}
