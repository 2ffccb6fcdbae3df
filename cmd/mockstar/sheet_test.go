package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
)

const (
	ward    = "On the first day I called each of the nine wards before noon, and I wrote down who had answered."
	endless = "I called the ward again and again and again and again and again and again and again and again and again and again and again and again and again and again and again and again and again until somebody answered me."
)

// aDebrief is of two questions; both rest on one long sentence more than once.
func aDebrief() interviewer.Debrief {
	criterion := func(id string, level rubric.Level, drill string, quotes ...string) interviewer.Criterion {
		return interviewer.Criterion{ID: id, Level: level, Top: 5, Quotes: quotes, Anchor: "Shows some " + id + ".", Next: "Shows more.", Drill: drill, Rationale: "Found."}
	}
	return interviewer.Debrief{
		Questions: []interviewer.Review{
			{Question: "q1", Title: "First", Criteria: []interviewer.Criterion{
				criterion("act", 3, "Call somebody.", ward, "All nine."), criterion("reach", 2, "Count them.", ward, "All nine."),
				criterion("end", 4, "", endless), criterion("proof", 1, ""),
			}},
			{Question: "q2", Title: "Second", Criteria: []interviewer.Criterion{criterion("act", 2, "Call two.", ward), criterion("reach", 2, "Count them.")}},
		},
		Practise: []interviewer.Drill{{Criterion: "reach", Question: "q1", Drill: "Count them."}},
	}
}

// printed is what is shown, its lines put together again.
func printed(t *testing.T, show func(*screen.Printer)) string {
	t.Helper()
	var out bytes.Buffer
	p := screen.NewPrinter(&out, func(string) string { return "" })
	show(p)
	require.NoError(t, p.Err())
	for line := range strings.Lines(out.String()) {
		require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, line)
	}
	require.NotContains(t, out.String(), "\n\n\n")
	return strings.Join(strings.Fields(out.String()), " ")
}

func TestADebriefShowsOnceWhatItShows(t *testing.T) {
	out := printed(t, func(p *screen.Printer) { printDebrief(p, aDebrief()) })
	require.Equal(t, 1, strings.Count(out, "beside each level"))
	require.Equal(t, 2, strings.Count(out, ward), "once for each question")
	require.Equal(t, 1, strings.Count(out, "“On the first day I called …” (as under act)"))
	require.Equal(t, 2, strings.Count(out, "“All nine.”"), "what is short may stand twice")
	require.NotContains(t, out, endless)
	require.Contains(t, out, "again until somebody …”")
	require.Contains(t, out, "drill: the one under “Practise first”")
	require.Equal(t, 2, strings.Count(out, "Count them."), "at the end, and for the other question")
	require.Contains(t, out, "drill: Call somebody.")
	require.NotContains(t, out, "Shows some proof.", "the floor with no quote needs no words of the scale")
	require.Contains(t, out, "2 on the scale: Shows some act.")
}

func TestWhatIsNotGradedFitsTheScreen(t *testing.T) {
	d := aDebrief()
	d.Questions[0].Criteria[0] = interviewer.Criterion{ID: "avoid-promises-that-nothing-is-wrong", Top: 5, Unscored: rubric.NotAssessable}
	out := printed(t, func(p *screen.Printer) { printDebrief(p, d) })
	require.Contains(t, out, "avoid-promises-that-nothing-is-wrong not graded: it could not be judged from this answer")
}

func TestOnlyASheetSaysWhatWasWrongWithAVerdict(t *testing.T) {
	const claim = "Not graded: level 4 was claimed."
	for name, tt := range map[string]struct {
		unscored      rubric.Unscored
		level         rubric.Level
		shown, hidden string
	}{
		"a verdict that could not be used":       {rubric.Invalid, 0, "not graded: level 4 was claimed.", "Not graded"},
		"a level with no quote behind it":        {rubric.Unverified, 0, "not graded: level 4 was claimed.", "Not graded"},
		"a scored level whose grader says so":    {"", 3, claim, "not graded"},
		"a grader that saw no chance to see it":  {rubric.NotAssessable, 0, "not graded: it could not be judged from this answer " + claim, "not graded: level"},
		"a candidate who passed on the question": {rubric.Declined, 0, "not graded: you passed on it " + claim, "not graded: level"},
	} {
		t.Run(name, func(t *testing.T) {
			r := aDebrief().Questions[0]
			r.Criteria[0] = interviewer.Criterion{ID: "act", Level: tt.level, Top: 5, Unscored: tt.unscored, Rationale: claim}
			out := printed(t, func(p *screen.Printer) { (&reviews{Printer: p}).print(r) })
			require.Contains(t, out, tt.shown)
			require.NotContains(t, out, tt.hidden)
		})
	}
}

func TestFeedbackShowsALineOfWhatEachLevelStandsOn(t *testing.T) {
	r := aDebrief().Questions[0]
	out := printed(t, func(p *screen.Printer) { printFeedback(p, r) })
	require.Contains(t, out, "■■■□□ 3 act “On the first day I called each of the nine wards before noon …”")
	require.Contains(t, out, "■■□□□ 2 reach “All nine.”", "another quote where the first was shown")
	require.Contains(t, out, "■■■■□ 4 end “I called the ward again")
	require.Contains(t, out, "■□□□□ 1 proof proof:", "there is no quote")
}
