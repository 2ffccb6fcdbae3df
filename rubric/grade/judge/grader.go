package judge

import (
	"context"
	"errors"

	"mockstar/internal/llm"
	"mockstar/rubric"
	"mockstar/rubric/grade"
)

// A Grader grades with a hostile judge. It takes a reply that the judge breaks
// off for one that says nothing of use: no provider failed, and asking again
// would be of no help.
type Grader struct{ *grade.Grader }

// Grade makes the sheet for an answer, as [grade.Grader.Grade] does.
func (g Grader) Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	s, err := g.Grader.Grade(ctx, q, a)
	var call *llm.Error
	if !errors.As(err, &call) || call.Kind != llm.Truncated {
		return s, err
	}
	const why = "The reply broke off."
	s = q.Assess(a, rubric.Ungraded(q, rubric.Invalid, why))
	s.Model, s.Origin.Fault = g.Name, why
	return s, nil
}
