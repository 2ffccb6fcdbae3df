package rubric

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func bread(t *testing.T) Question {
	t.Helper()
	five := []string{"none", "named", "shown", "specific", "deep"}
	return Question{ID: "burnt-batch", Kind: Story, Criteria: []Criterion{
		{ID: "cause", Weight: 2, Levels: five},
		{ID: "customers", Weight: 1, Levels: five},
		{ID: "oven", Weight: 1, Levels: []string{"none", "named", "shown"}},
	}}
}

const batch = "The oven ran cold, so I measured it. I called the customers at six."

func TestAssess(t *testing.T) {
	cause := Finding{Criterion: "cause", Level: 4, Rationale: "A test.", Quotes: []string{"so I measured it"}}
	customers := Finding{Criterion: "customers", Level: 3, Rationale: "A call.", Quotes: []string{"I called the customers"}}
	oven := Finding{Criterion: "oven", Level: 1, Rationale: "Nothing."}

	rows := []struct {
		name     string
		findings []Finding
		of       string // the criterion looked at
		level    Level
		unscored Unscored
		why      string
		warnings int
	}{
		{"a level with a quote stands", []Finding{cause, customers, oven}, "cause", 4, "", "A test.", 0},
		{"the lowest level needs no quote", []Finding{cause, customers, oven}, "oven", 1, "", "Nothing.", 0},
		{"a level with no quote is unverified",
			[]Finding{cause, customers, {Criterion: "oven", Level: 2, Rationale: "Sure."}}, "oven", 0, Unverified,
			"Not graded: level 2 was claimed with no quote that is in the answer. The claim was: Sure.", 0},
		{"a level whose quotes are not in the answer is unverified",
			[]Finding{cause, customers, {Criterion: "oven", Level: 3, Quotes: []string{"I bought a new oven"}}}, "oven", 0, Unverified,
			"Not graded: level 3 was claimed with no quote that is in the answer. The claim was: ", 1},
		{"one quote found is enough",
			[]Finding{cause, customers, {Criterion: "oven", Level: 3, Quotes: []string{"I bought a new oven", "the oven ran cold"}}}, "oven", 3, "", "", 1},
		{"a level above the highest is invalid", []Finding{cause, customers, {Criterion: "oven", Level: 4}}, "oven", 0, Invalid,
			"Not graded: the grader gave level 4, and there are 1 to 3.", 1},
		{"no level is invalid", []Finding{cause, customers, {Criterion: "oven"}}, "oven", 0, Invalid,
			"Not graded: the grader gave level 0, and there are 1 to 3.", 1},
		{"a negative level is invalid", []Finding{cause, customers, {Criterion: "oven", Level: -1}}, "oven", 0, Invalid,
			"Not graded: the grader gave level -1, and there are 1 to 3.", 1},
		{"a criterion left out is invalid", []Finding{cause, customers}, "oven", 0, Invalid,
			"Not graded: the grader left it out.", 1},
		{"a criterion graded twice is invalid, even if alike", []Finding{cause, customers, oven, oven}, "oven", 0, Invalid,
			"Not graded: the grader graded it 2 times.", 1},
		{"a reason for no level stands", []Finding{cause, customers, {Criterion: "oven", Unscored: Declined, Rationale: "Passed."}}, "oven", 0, Declined,
			"Passed.", 0},
		{"a level beside a reason for none is invalid", []Finding{cause, customers, {Criterion: "oven", Level: 2, Unscored: Declined}}, "oven", 0, Invalid,
			"Not graded: the grader gave both level 2 and a reason for none.", 1},
		{"a reason nobody knows is invalid", []Finding{cause, customers, {Criterion: "oven", Unscored: "bored"}}, "oven", 0, Invalid,
			`Not graded: the grader gave an unknown reason, "bored", for no level.`, 1},
		{"a criterion of no question spoils nothing", []Finding{cause, customers, oven, {Criterion: "crust", Level: 5}}, "cause", 4, "", "A test.", 1},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := bread(t).Assess(Said(batch), row.findings)
			require.Len(t, s.Grades, 3)
			g, ok := s.Grade(row.of)
			require.True(t, ok)
			require.Equal(t, row.level, g.Level)
			require.Equal(t, row.level, g.Low)
			require.Equal(t, row.level, g.High)
			require.Equal(t, row.unscored, g.Unscored)
			require.Equal(t, row.why, g.Rationale)
			require.Len(t, s.Warnings, row.warnings)
			for _, e := range g.Evidence {
				require.NotEqual(t, Absent, e.Match)
			}
		})
	}
}

func TestAQuoteThatRepeatsSomebodyElseIsNoEvidence(t *testing.T) {
	q := bread(t)
	q.Text = "Tell me about a batch of bread that went wrong."
	q.Criteria[2].Levels = []string{"Buys no oven.", "Looks at the oven before the shop opens.", "Measures it."}
	a := Answer{
		{By: Interviewer, Text: "Did you measure how hot the oven was?"},
		{By: Candidate, Text: "About a batch of bread that went wrong: how hot the oven was I did not know. I look at the oven before the shop opens. I rang the shops at six."},
		{By: Interviewer, Text: "You said that you rang the shops at six. Why?"},
		{By: Candidate, Text: "Because they wait."},
	}
	s := q.Assess(a, []Finding{
		{Criterion: "cause", Level: 3, Quotes: []string{"a batch of bread that went wrong", "How hot the oven was"}},
		{Criterion: "customers", Level: 3, Quotes: []string{"rang the shops at six", "hot the oven was"}},
		{Criterion: "oven", Level: 2, Quotes: []string{"the oven before the shop opens"}},
	})
	require.Equal(t, Unverified, s.Grades[0].Unscored, "the question and the interviewer")
	require.Equal(t, Level(3), s.Grades[1].Level, "what the interviewer says after the candidate is the candidate's")
	require.Len(t, s.Grades[1].Evidence, 1)
	require.Equal(t, Unverified, s.Grades[2].Unscored, "the rubric")
	require.Contains(t, s.Warnings, "customers: 1 of 2 quotes only repeat the question, the rubric or the interviewer")
}

func TestEvidenceIsStoredInTheLettersOfTheAnswer(t *testing.T) {
	s := bread(t).Assess(Said(batch), []Finding{{Criterion: "cause", Level: 3, Quotes: []string{"SO  I measured IT"}}})
	require.Equal(t, []Evidence{{Quote: "so I measured it", Match: Folded, Line: 0, Start: 19, End: 35}}, s.Grades[0].Evidence)
}

func TestScoreIsTheWeightedMeanOfWhatWasScored(t *testing.T) {
	q := bread(t)
	s := q.Assess(Said(batch), []Finding{
		{Criterion: "cause", Level: 4, Quotes: []string{"so I measured it"}},
		{Criterion: "customers", Unscored: NotAssessable},
		{Criterion: "oven", Level: 2, Quotes: []string{"The oven ran cold"}},
	})
	require.InDelta(t, (2*4+1*3)/3.0, *s.Score, 1e-4, "the middle of three levels counts as 3 of 5")
	require.Equal(t, 0.75, s.Coverage)

	s = q.Assess(Said(batch), nil)
	require.Nil(t, s.Score, "nothing scored is no score, not a low one")
	require.Zero(t, s.Coverage)
}

func TestASheetHasNoNullLists(t *testing.T) {
	q := bread(t)
	b, err := json.Marshal(q.Assess(nil, Floor(q, "Too little was said.")))
	require.NoError(t, err)
	require.JSONEq(t, `{"question":"burnt-batch","kind":"story","model":"","score":1,"coverage":1,"flags":[],"warnings":[],
		"origin":{"usage":{"input":0,"output":0},"cost":null},
		"grades":[
			{"criterion":"cause","level":1,"unscored":"","rationale":"Too little was said.","low":1,"high":1,"evidence":[]},
			{"criterion":"customers","level":1,"unscored":"","rationale":"Too little was said.","low":1,"high":1,"evidence":[]},
			{"criterion":"oven","level":1,"unscored":"","rationale":"Too little was said.","low":1,"high":1,"evidence":[]}]}`, string(b))
}

// TestAssessHoldsForAnyFindings tries findings at random, from a fixed seed.
func TestAssessHoldsForAnyFindings(t *testing.T) {
	q := bread(t)
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	for range 1500 {
		var fs []Finding
		for range r.IntN(6) {
			f := Finding{
				Criterion: pick("cause", "customers", "oven", "crust"),
				Level:     Level(r.IntN(8) - 1),
				Unscored:  Unscored(pick("", "", "", "declined", "bored")),
			}
			for range r.IntN(3) {
				f.Quotes = append(f.Quotes, pick("so I measured it", "THE OVEN ran cold", "I made it up", "cold", ""))
			}
			fs = append(fs, f)
		}
		s := q.Assess(Said(batch), fs)
		require.Equal(t, s, q.Assess(Said(batch), fs), "it is pure")
		require.Len(t, s.Grades, len(q.Criteria))
		require.GreaterOrEqual(t, s.Coverage, 0.0)
		require.LessOrEqual(t, s.Coverage, 1.0)
		require.Equal(t, s.Score == nil, s.Coverage == 0)
		if s.Score != nil {
			require.GreaterOrEqual(t, *s.Score, 1.0)
			require.LessOrEqual(t, *s.Score, 5.0)
			require.False(t, math.IsNaN(*s.Score))
		}
		for i, g := range s.Grades {
			require.Equal(t, q.Criteria[i].ID, g.Criterion)
			require.Equal(t, g.Level == 0, g.Unscored != "", "no level has a reason, and a level has none")
			require.LessOrEqual(t, g.Level, q.Criteria[i].Top())
			if g.Level > 1 {
				require.NotEmpty(t, g.Evidence)
			}
		}
		reversed := make([]Finding, 0, len(fs))
		for i := range fs {
			reversed = append(reversed, fs[len(fs)-1-i])
		}
		require.Equal(t, s.Grades, q.Assess(Said(batch), reversed).Grades, "the order of findings does not matter")
	}
}

func TestAHigherLevelNeverLowersTheScore(t *testing.T) {
	d := Embedded()
	r := rand.New(rand.NewPCG(3, 4))
	for _, q := range d.Questions {
		fs := Floor(q, "")
		for i := range fs {
			fs[i].Quotes = []string{"so I measured it"}
			fs[i].Level = Level(1 + r.IntN(4))
		}
		before := q.Assess(Said(batch), fs)
		for i := range fs {
			fs[i].Level++
			after := q.Assess(Said(batch), fs)
			require.Greater(t, *after.Score, *before.Score)
			fs[i].Level--
		}
		for i := range fs {
			fs[i].Level = 5
		}
		require.Equal(t, 5.0, *q.Assess(Said(batch), fs).Score, q.ID)
	}
}

func TestSilenceShowsNothingOfWhatToAvoid(t *testing.T) {
	q := Question{Criteria: []Criterion{{ID: "do", Levels: make([]string, 3)}, {ID: "avoid", Levels: make([]string, 3), Avoid: true}}}
	s := q.Assess(Said(""), Floor(q, "nothing was said"))
	require.Equal(t, []Level{1, 0}, []Level{s.Grades[0].Level, s.Grades[1].Level})
	require.Equal(t, NotAssessable, s.Grades[1].Unscored)
}
