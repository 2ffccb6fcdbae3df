package lexical_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// TestQuotesStateWhatTheyStandFor has the quotes under levels of 3 and more
// looked up among the labels of testdata/graded/sentences.jsonl: whether the
// model that labelled the sentence says that it states what the criterion is
// about. The numbers were fitted to these labels, so that what is measured
// flatters; the floors hold what there is.
func TestQuotesStateWhatTheyStandFor(t *testing.T) {
	labels := sentenceLabels(t)
	doc := rubric.Embedded()
	e := lexical.New()
	shown, stated := map[string]float64{}, map[string]float64{}
	for _, file := range []string{"dev", "more", "wide"} {
		lines(t, file, func(a struct{ ID, Question, Answer string }) {
			q, _ := doc.Question(a.Question)
			s, err := e.Grade(t.Context(), q, rubric.Said(a.Answer))
			require.NoError(t, err)
			own := 0
			for _, c := range q.Criteria {
				kind, label := c.ID, map[string]string{"situation": "S", "task": "T", "action": "A", "result": "R", "insight": "I"}[c.ID]
				if label == "" {
					own++
					kind, label = "own", fmt.Sprint("O", own)
				}
				g, _ := s.Grade(c.ID)
				if g.Level < 3 {
					continue
				}
				shown[kind]++
				for _, ev := range g.Evidence {
					if strings.Contains(labelOf(labels[a.ID], ev.Start), label) {
						stated[kind]++
						break
					}
				}
			}
		})
	}
	for kind, floor := range map[string]float64{"situation": 0.93, "task": 0.68, "action": 0.95, "result": 0.95, "insight": 0.77, "own": 0.74} {
		t.Logf("%-9s %3.0f of %4.0f levels have a quote that states it", kind, stated[kind], shown[kind])
		require.Greater(t, stated[kind]/shown[kind], floor, kind)
	}
}

// sentenceLabels are the labels of each answer's sentences, by where they start.
func sentenceLabels(t *testing.T) map[string]map[int]string {
	t.Helper()
	labels := map[string]map[int]string{}
	lines(t, "sentences", func(a struct {
		ID        string
		Sentences []string
	}) {
		labels[a.ID] = map[int]string{}
		for _, s := range a.Sentences {
			var start, end int
			_, err := fmt.Sscanf(s, "%d-%d", &start, &end)
			require.NoError(t, err)
			_, given, _ := strings.Cut(s, " ")
			labels[a.ID][start] = strings.ToUpper(given)
		}
	})
	return labels
}

// lines reads a file of the graded answers.
func lines[T any](t *testing.T, name string, visit func(T)) {
	t.Helper()
	f, err := os.Open("../../testdata/graded/" + name + ".jsonl")
	require.NoError(t, err)
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var v T
		require.NoError(t, json.Unmarshal(in.Bytes(), &v))
		visit(v)
	}
	require.NoError(t, in.Err())
}

// labelOf is the label of the sentence that a quote is of: a quote may begin
// behind the heading that its sentence opens with.
func labelOf(labels map[int]string, quote int) string {
	begins := -1
	for at := range labels {
		if at <= quote {
			begins = max(begins, at)
		}
	}
	return labels[begins]
}
