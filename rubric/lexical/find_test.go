package lexical

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// BenchmarkFind is grading without the verification of quotes and the search
// for flags, which are the rubric's.
func BenchmarkFind(b *testing.B) {
	f, err := os.Open("../../testdata/graded/dev.jsonl")
	require.NoError(b, err)
	defer f.Close()
	doc := rubric.Embedded()
	type task struct {
		q rubric.Question
		a rubric.Answer
	}
	var tasks []task
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s struct{ Question, Answer string }
		require.NoError(b, json.Unmarshal(lines.Bytes(), &s))
		q, ok := doc.Question(s.Question)
		require.True(b, ok)
		tasks = append(tasks, task{q, rubric.Said(s.Answer)})
	}
	e := New()
	for _, t := range tasks {
		e.find(t.q, t.a)
	}
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		t := tasks[i%len(tasks)]
		e.find(t.q, t.a)
	}
}
