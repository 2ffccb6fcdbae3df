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

// opposites are what may be said to be found, each with what must not be said to
// be lacking beside it.
var opposites = map[string]string{
	"a place of work":          "the company or product",
	"a time":                   "when it was",
	"something at stake":       "what was at stake",
	"what you answered for":    "what you answered for in person",
	"a target with a figure":   "a target in figures",
	"something you did":        "what you did yourself, in the first person",
	"something “we” did":       "what you or your team did about it",
	"a reason":                 "a reason",
	"a comparison":             "what else you weighed",
	"two figures side by side": "a figure from before and one from after",
	"a cost or a limit":        "what it cost or left open",
	"words that draw a lesson": "the lesson in so many words",
	"words on how AI behaves":  "what it taught about how AI behaves",
}

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
				lacks := strings.Split(strings.TrimSuffix(missing, "."), ", or ")
				for yes, no := range opposites {
					if strings.Contains(found, yes) {
						require.NotContains(t, lacks, no, where)
					}
				}
				if slices.Contains(lacks, "a figure") || slices.Contains(lacks, "a figure for the scale") {
					require.NotContains(t, lacks, "a figure from before and one from after", where)
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
		if answer[s.Opening(answer):s.Through] == quote {
			return s.Figures > 0
		}
	}
	return false
}
