package grade

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func TestGraderReadiesAQuestionOnce(t *testing.T) {
	doc := rubric.Embedded()
	var g Grader
	q := doc.Questions[0]
	again, _ := doc.Question(q.ID)
	require.Same(t, g.ready(q), g.ready(again))
	fewer, reworded := q, q
	fewer.Criteria = q.Criteria[:1]
	reworded.Text += " And why?"
	require.NotSame(t, g.ready(q), g.ready(fewer))
	require.NotSame(t, g.ready(q), g.ready(reworded))
	require.NotPanics(t, func() { g.ready(rubric.Question{}) })
}
