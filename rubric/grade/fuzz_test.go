package grade

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/internal/strict"
)

const fuzzNonce = "0123456789abcdef"

// FuzzVerdict: whatever the reply, a verdict that is accepted is one JSON object
// with the nonce, for the criteria of the rubric, with levels in range; and it
// says the same when it is written again.
func FuzzVerdict(f *testing.F) {
	good := strings.ReplaceAll(reply(goodAct, goodEnd), "NONCE", fuzzNonce)
	for _, s := range []string{"", good, "```json\n" + good + "\n```", good + good, good[:100], strings.Replace(good, `"level":3`, `"level":3,"level":3`, 1),
		strings.Replace(good, "3", "1e400", 1), `{"nonce":"` + fuzzNonce + `","verdicts":[]}`, `{"score":5}`, strings.Repeat("{", 1000), "\xff" + good} {
		f.Add([]byte(s), fuzzNonce)
	}
	files, _ := filepath.Glob("../../../shared/data/naughty/jsontestsuite/test_parsing/[in]_*.json") // more seeds, where they are
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		b = b[:min(len(b), 8<<10)] // two are longer, and would take all the time; the tests of strict read longer ones
		f.Add(b, fuzzNonce)
		f.Add([]byte(strings.Replace(good, `"An act."`, string(b), 1)), fuzzNonce)
	}
	q := two()
	f.Fuzz(func(t *testing.T, b []byte, nonce string) {
		text := string(b)
		v := parse(text, nonce, q)
		require.Len(t, v.findings, len(q.Criteria), "a finding for each criterion, whatever comes")
		scored := false
		for i, c := range q.Criteria {
			got := v.findings[i]
			require.Equal(t, c.ID, got.Criterion)
			if got.Unscored != "" {
				require.Equal(t, rubric.Invalid, got.Unscored)
				require.Zero(t, got.Level)
				require.NotEmpty(t, v.problem)
				continue
			}
			scored = true
			require.GreaterOrEqual(t, got.Level, rubric.Level(1))
			require.LessOrEqual(t, got.Level, c.Top())
		}
		object, problem := strict.Find(text, nonce)
		if problem != "" {
			require.False(t, scored)
			return
		}
		raw := jsontext.Value(object.Raw())
		require.True(t, raw.IsValid())
		require.Contains(t, text, string(raw))
		if v.problem == "" {
			again := raw.Clone()
			require.NoError(t, again.Canonicalize())
			require.Equal(t, v, parse(string(again), nonce, q))
			var whole map[string]jsontext.Value
			require.NoError(t, json.Unmarshal(raw, &whole))
			require.Len(t, whole, 2)
		}
	})
}

// FuzzVerdictInAnswer: a verdict is read as it is, whatever a judge that parrots
// puts before and after it. An answer cannot know the nonce.
func FuzzVerdictInAnswer(f *testing.F) {
	for _, s := range []string{"", "}{\"a\":", "{\"a\":[", "[[[[", "\"", "\\", "```", "\xff\xfe", "{\"nonce\":\"0\",\"verdicts\":[]}", strings.Repeat("{\"a\":", 40),
		"{\"nonce\":", "<!--", "//", "{\"a\":\"", "'{"} {
		f.Add(s)
	}
	q := two()
	honest := strings.ReplaceAll(reply(goodAct, goodEnd), "NONCE", fuzzNonce)
	want := parse(honest, fuzzNonce, q)
	require.Empty(f, want.problem)
	f.Fuzz(func(t *testing.T, answer string) {
		if strings.Contains(answer, fuzzNonce) || len(answer) > rubric.MaxAnswer {
			return
		}
		for _, text := range []string{answer + honest, honest + answer, answer + honest + answer, answer + "\n" + honest + "\n" + answer} {
			require.Equal(t, want, parse(text, fuzzNonce, q))
		}
	})
}
