//go:build !race

package lexical

// Arithmetic on one goroutine, which shares nothing: the race detector would
// only make it slow.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// Probes are passed over for answers that are good at what they ask for, and
// hardly ever for those that have nothing of it. None of these answers, written
// by people of many tongues, is taken for another language.
func TestHardlyAProbeIsPassedOverForNothing(t *testing.T) {
	b, err := os.ReadFile("../../testdata/graded/dev.jsonl")
	require.NoError(t, err)
	e := New()
	var asked, passed [6]int
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, len(b))
	for lines.Scan() {
		var a struct {
			ID, Question, Answer string
			Levels               map[string]float64
		}
		require.NoError(t, json.Unmarshal(lines.Bytes(), &a))
		require.False(t, Foreign(a.Answer), a.ID)
		q, _ := rubric.Embedded().Question(a.Question)
		rest := e.Rest(q, rubric.Said(a.Answer))
		for _, c := range q.Criteria {
			l := int(a.Levels[c.ID])
			asked[l]++
			if left, told := rest[c.ID]; told && left == "" {
				passed[l]++
			}
		}
	}
	share := func(l int) float64 { return float64(passed[l]) / float64(asked[l]) }
	t.Logf("passed over, by reference level: %v of %v", passed[1:], asked[1:])
	require.Less(t, share(1), 0.06)
	require.Less(t, share(2), 0.12)
	require.Greater(t, share(5), 0.3)
}

func TestOtherLanguagesAreHeard(t *testing.T) {
	for text, foreign := range map[string]bool{
		"Мне нужно подумать.": true,
		"我不知道":                true,
		"我们每个季度留出百分之二十的时间来还技术债。":                                               true,
		"أحتاج إلى بعض الوقت":                                                  true,
		"Puedes repetir la pregunta por favor?":                                true,
		"Das habe ich schon gesagt, wir haben die Schwelle auf 0,8 gesetzt.":   true,
		"Je ne sais pas, nous avons utilisé le modèle pour les factures.":      true,
		"Eu não sei, mas o modelo foi treinado com dados antigos.":             true,
		"I used the München data set and the word embeddings of Müller et al.": false,
		"At Banco de la Nación we ran the model for a year.":                   false,
		"asdf asdf asdf":              false,
		"Kafka, Kubernetes, Pinecone": false,
		"yes":                         false, "um": false, "": false, "I asked 田中さん to check it again with me.": false,
		"Recall @ 10 went from 71 to 84 %.": false, "Die cost fell.": false, "We do per se no fine tuning.": false,
		"σ² = 3": false, "Las Vegas, Los Angeles": false, "Med, med, yes": false,
	} {
		require.Equal(t, foreign, Foreign(text), text)
	}
}
