package evals

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals/metric"
)

// reportOf has outcomes of everything that can be asked of a run.
func reportOf(gate metric.Outcome, thresholds, relations []metric.Outcome, failures int) *Report {
	r := &Report{Header: Header{Title: "T", Suite: "s@1:0"}, Cases: 12, Overall: Section{Rows: []Row{{Who: TheJudge}}}, table: &table{}}
	if gate != "" {
		r.Gate = &Comparison{Outcome: gate, Base: "s@1:0"}
	}
	for _, o := range thresholds {
		r.Thresholds = append(r.Thresholds, ThresholdResult{Threshold: Threshold{Figure: "kappa", AtLeast: new(float64)}, Outcome: o})
	}
	for _, o := range relations {
		r.Relations = append(r.Relations, RelationResult{Change: Pad, Marks: 4, Cases: 1, Outcome: o, Allow: new(float64)})
	}
	for range failures {
		r.Failures = append(r.Failures, Failure{Case: "a", Error: "gone"})
		r.table.cases = append(r.table.cases, tabled{id: "a", failed: "gone"})
	}
	return r
}

func TestTheVerdictIsOneOverAllThatWasAsked(t *testing.T) {
	const pass, bad, open = metric.Pass, metric.Regression, metric.Inconclusive
	many := func(os ...metric.Outcome) []metric.Outcome { return os }
	tests := []struct {
		name string
		r    *Report
		want string
	}{
		{"nothing", reportOf("", nil, nil, 0), "MEASURED (no baseline, no thresholds and no changed answers to hold it to)"},
		{"all kept", reportOf(pass, many(pass), many(pass, pass), 0), "PASSED (against the baseline: pass; thresholds: 1 of 1 kept; changed answers: 2 of 2 kept)"},
		{"a threshold missed beside a gate that passes", reportOf(pass, many(bad, bad, pass), nil, 0), "FAILED (against the baseline: pass; thresholds: 2 of 3 missed)"},
		{"a relation failed", reportOf("", nil, many(bad, open, pass), 1), "FAILED (changed answers: 1 of 3 missed, 1 of 3 can't be told; 1 of 12 cases failed at the provider)"},
		{"a provider that failed", reportOf(open, nil, nil, 3), "INCOMPLETE (against the baseline: inconclusive; 3 of 12 cases failed at the provider)"},
		{"a provider that failed where nothing was asked", reportOf("", nil, nil, 1), "INCOMPLETE (no baseline, no thresholds and no changed answers to hold it to; 1 of 12 cases failed at the provider)"},
		{"a gate that cannot tell", reportOf(open, many(pass), nil, 0), "INCONCLUSIVE (against the baseline: inconclusive; thresholds: 1 of 1 kept)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, tt.r.Verdict().String())
			var text, md, page, data bytes.Buffer
			require.NoError(t, tt.r.WriteText(&text))
			require.True(t, strings.HasSuffix(text.String(), "\nverdict: "+tt.want+"\n"), "last in text")
			require.NoError(t, tt.r.WriteMarkdown(&md))
			require.True(t, strings.HasPrefix(md.String(), "## T\n\n**Verdict: "+tt.want+"**\n"), "first in Markdown")
			require.NoError(t, tt.r.WriteHTML(&page))
			_, body, _ := strings.Cut(page.String(), "<h1>T</h1>\n")
			require.True(t, strings.HasPrefix(body, "<p>Verdict: <strong"), "first on the page")
			for _, out := range []string{text.String(), md.String(), page.String()} {
				require.NotRegexp(t, `(?i)\bgate: `, out, "there is one verdict")
			}
			var junit bytes.Buffer
			require.NoError(t, tt.r.WriteJUnit(&junit))
			require.Regexp(t, `<property name="verdict" value="`+strings.ToUpper(string(tt.r.Verdict().Conclusion))+` \(`, junit.String())
			require.NoError(t, tt.r.WriteJSON(&data))
			var got struct{ Verdict Verdict }
			require.NoError(t, json.Unmarshal(data.Bytes(), &got))
			require.Equal(t, tt.r.Verdict(), got.Verdict)
		})
	}
}

func TestChangedAnswersThatFailedAreNotCountedAsCases(t *testing.T) {
	r := reportOf("", nil, nil, 1)
	for range 12 {
		r.Failures = append(r.Failures, Failure{Case: "a changed by pad", Error: "gone", Change: Pad})
	}
	require.Equal(t, "1 of 12 cases failed at the provider, and 12 changed answers", r.Failed())
}

func TestTheVerdictSaysWhatTheBaselineLacks(t *testing.T) {
	r := reportOf(metric.Pass, nil, nil, 0)
	r.Gate.Added = 99
	require.Equal(t, "PASSED (against the baseline: pass (it lacks 99 marks))", r.Verdict().String())
}
