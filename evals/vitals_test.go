package evals_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// A judge that ails on one criterion alone: it quotes there what nobody said,
// and for one of two cases its verdict had to be asked for again.
func TestHealthIsToldByCriterion(t *testing.T) {
	s := small(t)
	cases := 0
	judge := graderFunc(func(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		var fs []rubric.Finding
		for _, c := range q.Criteria {
			f := rubric.Finding{Criterion: c.ID, Level: 4, Quotes: []string{a[0].Text}}
			if c.ID == "action" {
				f.Quotes = []string{"this was never said by anyone at all"}
			}
			fs = append(fs, f)
		}
		sheet := q.Assess(a, fs)
		sheet.Origin.Prompt = "grade@2:aaaa"
		sheet.Origin.Repairs = cases % 2
		cases++
		return sheet, nil
	})
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{judge}}))
	require.Equal(t, s.Count, r.Health.Asked)
	require.Equal(t, 1, r.Health.AskedAgain)
	marks, without, fabricated := 0, map[string]int{}, 0
	for _, h := range r.HealthBy {
		marks += h.Marks
		fabricated += h.Fabricated
		for why, n := range h.Outcomes {
			without[why] += n
		}
		if h.Criterion == "action" {
			require.Equal(t, s.Count, h.Fabricated)
			require.Equal(t, map[string]int{"unverified": s.Count}, h.Outcomes)
			require.Less(t, h.LevelWorst.Value, h.LevelBest.Value)
			require.Less(t, h.ErrorBest.Value, h.ErrorWorst.Value)
		} else {
			require.Empty(t, h.Outcomes, h.Criterion)
			require.InDelta(t, 4, h.LevelWorst.Value, 1e-9, h.Criterion)
			require.InDelta(t, 1, h.Modal.Value, 1e-9, h.Criterion)
		}
	}
	require.Equal(t, r.Health.Marks, marks)
	require.Equal(t, r.Health.Fabricated, fabricated)
	require.Equal(t, r.Health.Outcomes, without)
	for _, write := range []func(io.Writer) error{r.WriteText, r.WriteMarkdown, r.WriteHTML} {
		var b bytes.Buffer
		require.NoError(t, write(&b))
		require.Regexp(t, `verdicts asked for again +in 1 of 2 readings`, b.String())
		require.Regexp(t, `(lost|quotes not there)\n +action +2 +2 `, b.String(), "what ails most comes first")
	}
}

// Whoever reads both finds what they share under the same names, in one order.
func TestTheHealthOfACriterionHasTheNamesOfTheWhole(t *testing.T) {
	names := func(v any) (out []string) {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		d := jsontext.NewDecoder(bytes.NewReader(b))
		for d.PeekKind() != 0 {
			at := d.StackDepth()
			kind, n := d.StackIndex(at)
			tok, err := d.ReadToken()
			require.NoError(t, err)
			if at == 1 && kind == '{' && n%2 == 0 && tok.Kind() == '"' {
				out = append(out, tok.String())
			}
		}
		return out
	}
	shared := []string{"marks", "without_level", "fabricated_quotes", "modal_share", "reference_modal_share", "leniency", "length_given_reference",
		"error_best_case", "error_worst_case", "level_worst_case", "level_best_case", "flip_rate"}
	require.Equal(t, append([]string{"criterion"}, shared...), names(evals.CriterionHealth{}))
	require.Equal(t, append(shared, "halo_excess", "quotes", "readings_by_model", "readings_asked_again", "mean_score"), names(evals.Health{}))
}
