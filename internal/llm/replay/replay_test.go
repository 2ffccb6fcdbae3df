package replay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/replay"
	"mockstar/internal/llm/stub"
)

func request() llm.Request {
	cold := 0.0
	return llm.Request{
		Prompt:      "grade@1:aaaa",
		System:      "Be fair.\nBe brief.",
		Messages:    []llm.Message{{Role: llm.User, Text: "one\ntwo\nthree"}},
		Schema:      json.RawMessage(`{"type": "object"}`),
		MaxTokens:   100,
		Temperature: &cold,
	}
}

// recorded is a directory that holds the reply "fine words" to request().
func recorded(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "rec")
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "fine words"}), dir, "openai:m"), request())
	require.NoError(t, err)
	return dir
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	return all
}

func TestWhatIsRecordedIsPlayed(t *testing.T) {
	p, err := replay.Open(recorded(t))
	require.NoError(t, err)
	require.Equal(t, "openai:m", p.Spec())
	got, err := llm.Ask(t.Context(), p, request())
	require.NoError(t, err)
	want, err := llm.Ask(t.Context(), stub.New(stub.Step{Reply: "fine words"}), request())
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestTheSchemaCountsAsJSON(t *testing.T) {
	p, err := replay.Open(recorded(t))
	require.NoError(t, err)
	r := request()
	r.Schema = json.RawMessage("{\n \"type\":\"object\" }")
	_, err = llm.Ask(t.Context(), p, r)
	require.NoError(t, err)
}

func TestRecordingIsForTheOwnerAndHoldsItsMakers(t *testing.T) {
	dir := recorded(t)
	all := files(t, dir)
	require.Len(t, all, 1)
	info, err := os.Stat(all[0])
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	b, err := os.ReadFile(all[0])
	require.NoError(t, err)
	var r replay.Recording
	require.NoError(t, json.Unmarshal(b, &r))
	require.Equal(t, "openai:m", r.Spec)
	require.Equal(t, "grade@1:aaaa", r.Prompt)
	require.Equal(t, "fine words", r.Reply.Text)
	require.Equal(t, llm.Stop, r.Reply.Finish)
	require.False(t, r.At.IsZero())
}

func TestOnlyWholeRepliesAreRecorded(t *testing.T) {
	two := 2
	tests := []struct {
		name string
		step stub.Step
	}{
		{"a reply that broke off", stub.Step{Reply: "fine words", Cut: &two}},
		{"a failure", stub.Step{Fail: &llm.Error{Kind: llm.Unavailable, Err: errors.New("x")}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(tt.step), dir, "s"), request())
			require.Error(t, err)
			require.Empty(t, files(t, dir))
		})
	}
	t.Run("a consumer who stopped listening", func(t *testing.T) {
		dir := t.TempDir()
		for range replay.Recorder(stub.New(stub.Step{Reply: "fine words"}), dir, "s").Generate(t.Context(), request()) {
			break
		}
		require.Empty(t, files(t, dir))
	})
}

func TestAReplyThatCannotBeSavedIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), file, "s"), request())
	require.ErrorContains(t, err, "save recording")
}

func TestFault(t *testing.T) {
	tests := []struct {
		name   string
		change func(*llm.Request)
		want   string
	}{
		{"template", func(r *llm.Request) { r.Prompt = "grade@2:bbbb"; r.MaxTokens = 99 }, "template: was grade@1:aaaa, is grade@2:bbbb"},
		{"system text", func(r *llm.Request) { r.System = "Be fair.\nBe kind." }, "question or rubric, in the instructions:\n    - Be brief.\n    + Be kind."},
		{"answer", func(r *llm.Request) { r.Messages[0].Text = "one\n2\nthree" }, "answer:\n    - two\n    + 2"},
		{"messages", func(r *llm.Request) { r.Messages = append(r.Messages, r.Messages[0]) }, "messages: was 1, is 2"},
		{"schema", func(r *llm.Request) { r.Schema = json.RawMessage(`{"type":"array"}`) }, `    +  "type": "array"`},
		{"longest reply", func(r *llm.Request) { r.MaxTokens = 99 }, "longest reply: was 100, is 99"},
		{"temperature", func(r *llm.Request) { r.Temperature = nil }, "temperature: was 0, is unset"},
		{"sample", func(r *llm.Request) { r.Sample = 2 }, "sample: was 0, is 2"},
	}
	for _, tt := range tests {
		t.Run("89 replay miss names the changed "+tt.name, func(t *testing.T) {
			p, err := replay.Open(recorded(t))
			require.NoError(t, err)
			r := request()
			tt.change(&r)
			_, err = llm.Ask(t.Context(), llm.Retry(p, llm.RetryOptions{}), r)
			var e *llm.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, llm.Stale, e.Kind)
			require.ErrorContains(t, err, tt.want)
			require.Regexp(t, "^record again: mockstar eval record SUITE --model openai:m -o \\S+$", e.Hint)
		})
	}
}

func TestAChangeFarInALineIsShown(t *testing.T) {
	far := strings.Repeat("the same words again ", 20)
	dir := t.TempDir()
	r := request()
	r.System = far + "fixed to the end " + far
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), dir, "openai:m"), r)
	require.NoError(t, err)
	p, err := replay.Open(dir)
	require.NoError(t, err)
	r.System = far + "strict to the end " + far
	_, err = llm.Ask(t.Context(), p, r)
	require.ErrorContains(t, err, "- ...")
	require.ErrorContains(t, err, "fixed to the end")
	require.ErrorContains(t, err, "strict to the end")
}

func TestTheNonceIsNoChangeOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	r := request()
	r.Messages[0].Text = "nonce: 1234\n\nwords"
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), dir, "stub:s"), r)
	require.NoError(t, err)
	p, err := replay.Open(dir)
	require.NoError(t, err)
	r.System, r.Messages = "Other.", []llm.Message{{Role: llm.User, Text: "nonce: 5678\n\nwords"}}
	_, err = llm.Ask(t.Context(), p, r)
	require.ErrorContains(t, err, "Other.")
	require.NotContains(t, err.Error(), "5678")
	var e *llm.Error
	require.ErrorAs(t, err, &e)
	require.Contains(t, e.Hint, "made by a script (stub:s)")
	require.Contains(t, e.Hint, "mockstar eval plan SUITE --model stub:s -o "+dir)
}

func TestARecordingWrittenInAnotherWayIsTheSame(t *testing.T) {
	dir := t.TempDir()
	r := request()
	r.System = "<&> \"\u2028"
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "fine words"}), dir, "openai:m"), r)
	require.NoError(t, err)
	name := files(t, dir)[0]
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var members map[string]any // written in another order, unescaped
	require.NoError(t, json.Unmarshal(b, &members))
	var again strings.Builder
	enc := json.NewEncoder(&again)
	enc.SetEscapeHTML(false)
	require.NoError(t, enc.Encode(members))
	require.NotContains(t, again.String(), `\u003c`)
	require.NoError(t, os.WriteFile(name, []byte(again.String()), 0o600))
	p, err := replay.Open(dir)
	require.NoError(t, err)
	got, err := llm.Ask(t.Context(), p, r)
	require.NoError(t, err)
	require.Equal(t, "fine words", got.Text)
}

func TestANewVersionOfATemplateAloneIsNoMiss(t *testing.T) {
	p, err := replay.Open(recorded(t))
	require.NoError(t, err)
	r := request()
	r.Prompt = "grade@2:bbbb"
	_, err = llm.Ask(t.Context(), p, r)
	require.NoError(t, err, "the same words get the same reply")
}

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name string
		dir  func(t *testing.T) string
		err  string
	}{
		{"a directory that is not there", func(t *testing.T) string { return filepath.Join(t.TempDir(), "no") }, "read recordings"},
		{"a directory without recordings", func(t *testing.T) string { return t.TempDir() }, "holds none"},
		{"a damaged recording", func(t *testing.T) string {
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "a.json"), []byte("{"), 0o600))
			return dir
		}, "read recording a.json"},
		{"a recording whose request was edited", func(t *testing.T) string {
			dir := recorded(t)
			b, err := os.ReadFile(files(t, dir)[0])
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(files(t, dir)[0], []byte(strings.Replace(string(b), "three", "four", 1)), 0o600))
			return dir
		}, "was changed after it was recorded"},
		{"recordings of two models", func(t *testing.T) string {
			dir := recorded(t)
			_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), dir, "openai:n"), request())
			require.NoError(t, err)
			return dir
		}, "several models: openai:m, openai:n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := replay.Open(tt.dir(t))
			require.ErrorContains(t, err, tt.err)
			var e *llm.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, llm.Stale, e.Kind)
			require.NotEmpty(t, e.Hint)
		})
	}
}

func TestTheNearestRecordingIsOfTheSamePrompt(t *testing.T) {
	dir := recorded(t)
	other := llm.Request{Prompt: "ask@1:cccc", Messages: []llm.Message{{Role: llm.User, Text: "one\nzwei"}}}
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), dir, "openai:m"), other)
	require.NoError(t, err)
	p, err := replay.Open(dir)
	require.NoError(t, err)
	other.Messages = []llm.Message{{Role: llm.User, Text: "one\ntwo\nthree"}}
	_, err = llm.Ask(t.Context(), p, other)
	require.ErrorContains(t, err, "- zwei")
}

// An answer is often one line, of which no word but one changed.
func TestAChangedAnswerIsShownBesideItself(t *testing.T) {
	dir := t.TempDir()
	asking := func(text string) llm.Request {
		r := request()
		r.Messages = []llm.Message{{Role: llm.User, Text: "nonce: 1\n\n" + text}}
		return r
	}
	answers := []string{
		"Mentoring is very dear to me and I do it every week with whoever asks me for it",
		"I paired with each new engineer twice a week and two of three led a project later",
		"When the queue broke I took the first shift and we wrote down what we had learned",
	}
	for i, a := range answers {
		r := asking(a)
		r.Sample = i % 2
		_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), dir, "openai:m"), r)
		require.NoError(t, err)
	}
	p, err := replay.Open(dir)
	require.NoError(t, err)
	for _, a := range answers {
		r := asking(strings.Replace(a, " and ", " or ", 1))
		r.Sample = 1
		_, err = llm.Ask(t.Context(), p, r)
		require.ErrorContains(t, err, "- "+a)
	}
}

func TestKeepMakesTheSameRequestOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rec")
	var calls atomic.Int64
	live := llm.ModelFunc(func(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			n := calls.Add(1)
			if n == 1 {
				yield(llm.Chunk{}, errors.New("the first call fails"))
				return
			}
			yield(llm.Chunk{Text: fmt.Sprint("reply ", n), Finish: llm.Stop}, nil)
		}
	})
	m, err := replay.Keep(live, dir, "openai:m")
	require.NoError(t, err)
	_, err = llm.Ask(t.Context(), m, request())
	require.ErrorContains(t, err, "the first call fails")
	var wg sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		wg.Go(func() {
			r, err := llm.Ask(t.Context(), m, request())
			if err != nil {
				t.Error(err)
			}
			got[i] = r.Text
		})
	}
	wg.Wait()
	require.Equal(t, slices.Repeat([]string{"reply 2"}, 8), got)
	again, err := replay.Keep(live, dir, "openai:m")
	require.NoError(t, err)
	r, err := llm.Ask(t.Context(), again, request())
	require.NoError(t, err)
	require.Equal(t, "reply 2", r.Text)
	require.EqualValues(t, 2, calls.Load())
	_, err = replay.Keep(live, dir, "openai:n")
	require.ErrorContains(t, err, "keep one folder for each model")
}
