package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// An awayModel is a server that asks to wait an hour.
type awayModel struct {
	*httptest.Server
	calls atomic.Int64
}

func newAwayModel(t *testing.T) *awayModel {
	m := &awayModel{}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		m.calls.Add(1)
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *awayModel) mockstar(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(ctx, args, streams{strings.NewReader(""), &out, &errs}, func(name string) string {
		return map[string]string{"OPENAI_BASE_URL": m.URL + "/v1", "OPENAI_API_KEY": "k"}[name]
	})
	return code, out.String(), errs.String()
}

// manyCases writes a suite of so many answers.
func manyCases(t *testing.T, n int) string {
	t.Helper()
	var cases strings.Builder
	for i := range n {
		fmt.Fprintf(&cases, `{"id":"c%d","group":"g%d","question":"mentoring","answer":"I paired with engineer %d for a month.","labels":[{"rater":"kim","criterion":"action","level":3}]}`+"\n", i, i, i)
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cases.jsonl"), []byte(cases.String()), 0o600))
	suite := filepath.Join(dir, "many.yaml")
	require.NoError(t, os.WriteFile(suite, []byte("name: many\nversion: 1\ntitle: Many\nkind: grading\ncases: cases.jsonl\n"), 0o600))
	return suite
}

func TestFault29ARunStopsCallingAndSaysWhenToComeBack(t *testing.T) {
	m, suite := newAwayModel(t), manyCases(t, 30)
	args := []string{"eval", "run", suite, "--model", "openai:m", "--concurrency", "2"}
	code, out, errs := m.mockstar(t.Context(), args...)
	require.Equal(t, exitProvider, code)
	require.LessOrEqual(t, m.calls.Load(), int64(2), "nobody calls that was not under way")
	require.Contains(t, out, "INCOMPLETE")
	require.Contains(t, out, "failed and 10 more: --format json has all")
	require.Contains(t, errs, "30 of 30 cases failed at the provider, the first with: openai (429)")
	require.Regexp(t, `(?m)^the provider asks to wait 1h0m0s: try again after 2\d+-\d\d-\d\d \d\d:\d\d:\d\d$`, errs)
	require.Regexp(t, `(?m)^nothing of this run is kept: name a folder with --out DIR`, errs)

	dir := filepath.Join(t.TempDir(), "run")
	code, _, errs = m.mockstar(t.Context(), append(args, "--out", dir)...)
	require.Equal(t, exitProvider, code)
	require.Regexp(t, `try again after .*\nthen go on with --resume: only what failed is asked again\n$`, errs)
	code, _, errs = m.mockstar(t.Context(), "eval", "merge", dir)
	require.Equal(t, exitProvider, code)
	require.Regexp(t, `try again after .*\nthen go on with the shards in which they failed, each with --resume, and merge again\n$`, errs)
	code, _, errs = m.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:m", "-o", filepath.Join(t.TempDir(), "rec"))
	require.Equal(t, exitProvider, code)
	require.Regexp(t, `try again after .*\nrun the same command to record the rest\n$`, errs)
}

func TestFault2ARunAgainstADeadLocalServerAsksWhetherItRuns(t *testing.T) {
	m := newAwayModel(t)
	m.Close()
	code, _, errs := m.mockstar(t.Context(), "eval", "run", manyCases(t, 3), "--model", "openai:m")
	require.Equal(t, exitProvider, code)
	require.Regexp(t, `(?m)connection refused\nis the server running\? start it, or change the base URL\nnothing of this run is kept`, errs)
}

func TestAProviderThatFailsIsNoRegression(t *testing.T) {
	m, suite, dir := newAwayModel(t), manyCases(t, 8), t.TempDir()
	kept, base := filepath.Join(dir, "run"), filepath.Join(dir, "base")
	code, _, errs := mockstar(t, "eval", "run", suite, "--out", kept)
	require.Equal(t, 0, code, errs)
	code, _, errs = mockstar(t, "eval", "bless", kept, "--reason", "first", "-o", base)
	require.Equal(t, 0, code, errs)
	code, out, errs := m.mockstar(t.Context(), "eval", "run", suite, "--model", "openai:m", "--baseline", base, "--out", kept+"2")
	require.Equal(t, exitProvider, code, errs)
	require.Contains(t, out, "INCOMPLETE (against the baseline: inconclusive; 8 of 8 cases failed at the provider)")
	code, out, errs = m.mockstar(t.Context(), "eval", "compare", base, kept+"2")
	require.Equal(t, exitInconclusive, code)
	require.Contains(t, out, "marks that both runs have: they are left out")
	require.Contains(t, errs, "the provider failed at")
}

func TestAttacksOnAProviderThatIsDownAreExit3(t *testing.T) {
	m := newAwayModel(t)
	corpus := filepath.Join(t.TempDir(), "attacks.jsonl")
	require.NoError(t, os.WriteFile(corpus, []byte(oneAttack), 0o600))
	for _, more := range [][]string{nil, {"--allow", "0.5"}, {"--allow", "0.5", "--format", "junit"}} {
		m.calls.Store(0)
		code, out, errs := m.mockstar(t.Context(), append([]string{"eval", "attack", "--corpus", corpus, "--model", "openai:m", "--concurrency", "1"}, more...)...)
		require.Equal(t, exitProvider, code, errs)
		require.Equal(t, int64(1), m.calls.Load())
		require.Contains(t, errs, "eval attack: the provider failed at 15 of 15 attacked answers and at 1 of 1 attacks alone, the first time with: answer ")
		require.Regexp(t, `openai \(429\).*\nthe provider asks to wait 1h0m0s: try again after .*\nnothing of this run is kept: add --record DIR`, errs)
		require.Contains(t, out, "INCOMPLETE")
		if len(more) > 2 {
			j := readJUnit(t, out)
			require.Equal(t, []int{0, 2}, []int{j.Failures, j.Errors}, "the class, and all")
		}
	}
}
