package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm/llmtest"
)

// TestTheHostIsNamedBeforeTheFirstCall runs every command that calls a model.
func TestTheHostIsNamedBeforeTheFirstCall(t *testing.T) {
	suite := littleSuite(t)
	answer := "I paired with each new engineer twice a week for a month."
	commands := []struct {
		stdin string
		args  []string
	}{
		{piped(incident...), incidentArgs},
		{answer, []string{"grade", "--question", "mentoring"}},
		{`{"id":"a","question":"mentoring","answer":"` + answer + `"}`, []string{"grade", "--batch", "-"}},
		{"", []string{"eval", "run", suite}},
		{"", []string{"eval", "record", suite}},
	}
	calls := 0
	for _, p := range providers {
		for _, c := range commands {
			var out, errs bytes.Buffer
			var host string
			named := 0
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				if named == 0 { // nothing is written while the first call is under way
					named = strings.Count(errs.String(), "your text goes to "+host)
				}
				calls++
				return honest(t, r)
			})
			host = strings.TrimPrefix(server.URL, "http://")
			env := map[string]string{"MOCKSTAR_HOME": t.TempDir(), "MOCKSTAR_MODEL": p.spec}
			for _, v := range p.env(server.URL) {
				name, value, _ := strings.Cut(v, "=")
				env[name] = value
			}
			args := slices.Clone(c.args)
			if slices.Contains(args, "eval") {
				args = append(args, "--concurrency", "1")
			}
			if slices.Contains(args, "record") {
				args = append(args, "-o", filepath.Join(t.TempDir(), "recordings"))
			}
			code := run(t.Context(), args, streams{strings.NewReader(c.stdin), &out, &errs}, func(name string) string { return env[name] })
			require.Zero(t, code, errs.String())
			require.NotEmpty(t, server.Requests(), args)
			require.Equal(t, 1, named, "%v: %s", args, errs.String())
		}
	}
	t.Attr("promise", fmt.Sprintf("host: named before the first of %d calls, by %d commands and %d providers", calls, len(commands), len(providers)))
}

// TestADeletedInterviewLeavesNothingBehind deletes a session that had a draft,
// a torn record and a lock, and looks for its words.
func TestADeletedInterviewLeavesNothingBehind(t *testing.T) {
	const word = "zebrafinch"
	w := newWorld(t)
	code, _, errs := w.run(piped("In March I wrote about the "+word+" for a week and measured how often it was read.")+"half a "+word, incidentArgs...)
	require.Zero(t, code, errs)
	name := w.transcript()
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"seq":99,"text":"` + word)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	code, _, errs = w.run("", "resume")
	require.Zero(t, code, errs)
	holding := func() (files int) {
		require.NoError(t, filepath.WalkDir(filepath.Dir(w.home), func(name string, d fs.DirEntry, err error) error {
			require.NoError(t, err)
			if d.Type().IsRegular() && strings.Contains(content(t, name), word) {
				files++
			}
			return nil
		}))
		return files
	}
	before := holding()
	require.GreaterOrEqual(t, before, 3, "transcript, draft and torn record")
	code, _, errs = w.run("", "session", "delete", filepath.Base(filepath.Dir(name)))
	require.Zero(t, code, errs)
	require.Zero(t, holding())
	left, err := os.ReadDir(filepath.Join(w.home, "sessions"))
	require.NoError(t, err)
	require.Empty(t, left)
	t.Attr("promise", fmt.Sprintf("deleted: the words stood in %d files, and in 0 afterwards", before))
}

// TestABaseURLComesOnlyFromTheEnvironment puts one wherever a file of others
// could hold it. Nothing of it is obeyed, and nothing is sent there.
func TestABaseURLComesOnlyFromTheEnvironment(t *testing.T) {
	trap := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Text: "gotcha"}))
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	var fields []string
	for _, key := range []string{"base_url", "endpoint", "model", "openai_base_url"} {
		fields = append(fields, key+": "+trap.URL+"/v1")
	}
	answer := "I paired with each new engineer twice a week for a month."
	tries := 0
	try := func(want int, said string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		env := map[string]string{"MOCKSTAR_HOME": dir}
		code := run(t.Context(), args, streams{strings.NewReader(answer), &out, &errs}, func(name string) string { return env[name] })
		require.Equal(t, want, code, errs.String())
		require.Contains(t, errs.String(), said)
		tries++
	}
	rubricFile := content(t, bakery+"/document.yaml")
	suiteFile := content(t, littleSuite(t))
	for i, field := range fields {
		try(exitUsage, "unknown field", "rubric", "check", write(fmt.Sprint("r", i, ".yaml"), rubricFile+"\n"+field+"\n"))
		try(exitUsage, "unknown field", "eval", "run", write(fmt.Sprint("s", i, ".yaml"), suiteFile+field+"\n"))
	}
	for _, spec := range []string{trap.URL, "openai@" + trap.URL + ":m", "http:" + trap.URL} {
		try(exitUsage, "unknown provider", "grade", "--question", "mentoring", "--model", spec)
	}
	try(exitProvider, "OPENAI_API_KEY is not set", "grade", "--question", "mentoring", "--model", "openai:"+trap.URL)

	// An interview that was begun elsewhere cannot say where its text goes.
	w := newWorld(t)
	code, _, errs := w.run("/pause\n", incidentArgs...)
	require.Zero(t, code, errs)
	edited := strings.Replace(content(t, w.transcript()), `"model":"embedded"`, `"model":"openai:`+trap.URL+`"`, 1)
	require.NoError(t, os.WriteFile(w.transcript(), []byte(edited), 0o600))
	code, _, errs = w.run(piped(incident...), "resume", filepath.Base(filepath.Dir(w.transcript())))
	require.Equal(t, exitDamaged, code, errs)
	tries++

	require.Empty(t, trap.Requests())
	t.Attr("promise", fmt.Sprintf("urls: %d files and names with an address of their own, 0 obeyed", tries))
}
