package lexical

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
)

var aFigure = regexp.MustCompile(`\d|(?i)\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|third|dozen|quarter|doubled|tripled|halved)\b`)

// TestARationaleNeverContradictsItsQuotes holds what a sceptic checks first, on
// every graded answer: what is said to be found stands in the quotes, what is
// said not to be found stands nowhere in the answer, and no level above 2 says
// that nothing speaks to it.
func TestARationaleNeverContradictsItsQuotes(t *testing.T) {
	doc := rubric.Embedded()
	e := New()
	checked := 0
	for _, name := range []string{"dev", "more", "wide"} {
		f, err := os.Open("../../testdata/graded/" + name + ".jsonl")
		require.NoError(t, err)
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var s struct{ ID, Question, Answer string }
			require.NoError(t, json.Unmarshal(lines.Bytes(), &s))
			q, ok := doc.Question(s.Question)
			require.True(t, ok)
			findings, _ := e.find(q, rubric.Said(s.Answer))
			for _, f := range findings {
				where := s.ID + " " + f.Criterion + ": " + f.Rationale
				quotes := strings.Join(f.Quotes, "\n")
				found, missing, _ := strings.Cut(f.Rationale, "Not found: ")
				if strings.HasPrefix(found, "Nothing") {
					require.LessOrEqual(t, f.Level, rubric.Level(2), where)
				}
				if strings.Contains(found, "a figure") || strings.Contains(found, "two figures") {
					require.Regexp(t, aFigure, quotes, where)
				}
				if strings.Contains(found, "an act of yours") {
					require.NotContains(t, missing, "what you did yourself", where)
				}
				if strings.Contains(found, "a reason") {
					require.NotContains(t, missing, "why you did it", where)
					require.NotContains(t, missing, "the reason", where)
				}
				lacks := strings.Split(strings.TrimSuffix(missing, "."), ", or ")
				if slices.Contains(lacks, "a figure") || slices.Contains(lacks, "a figure to it") || slices.Contains(lacks, "a figure for the scale") {
					for _, quote := range f.Quotes {
						require.False(t, counts(s.Answer, quote), where)
					}
				}
				checked++
			}
		}
	}
	require.Greater(t, checked, 5000)
}

// counts reports whether a figure that counts something was read in quote.
func counts(answer, quote string) bool {
	r := read.Read([]read.Line{{Text: answer}})
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if answer[s.Start:s.Through] == quote {
			return s.Figures > 0
		}
	}
	return false
}
