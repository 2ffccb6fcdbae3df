package interviewer

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// doc is a document of two stories and a closing question, small enough to
// follow by eye. In q1 "b" weighs most; "c" has no probe.
func doc() *rubric.Document {
	levels := []string{"one", "two", "three", "four", "five"}
	crit := func(id string, w float64, probe string) rubric.Criterion {
		return rubric.Criterion{ID: id, Weight: w, Levels: levels, Probe: probe, Missing: "what " + id + " was", Drill: "drill " + id}
	}
	return &rubric.Document{ID: "d", Version: 1, Hash: "h", Closing: "ask-us", Questions: []rubric.Question{
		{ID: "q1", Kind: rubric.Story, Text: "Tell me q1.", Topic: "the first", Criteria: []rubric.Criterion{crit("a", 1, "a?"), crit("b", 2, "b?"), crit("c", 3, "")}},
		{ID: "q2", Kind: rubric.Approach, Text: "Tell me q2.", Topic: "the second", Criteria: []rubric.Criterion{crit("a", 1, "a?")},
			FollowUps: []rubric.FollowUp{{ID: "press", Criterion: "a", Text: "Faster?"}}},
		{ID: "ask-us", Kind: rubric.Closing, Text: "What would you ask?", Criteria: []rubric.Criterion{crit("team", 1, "")}},
	}}
}

// A script drives a State by hand: each step is one turn, and the clock moves
// by a minute a turn.
type script struct {
	t  *testing.T
	st State
	at time.Time
}

func begin(t *testing.T, p Plan) *script {
	s := &script{t: t, st: Begin(doc()), at: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	if p.Questions == nil {
		p.Questions = []string{"q1", "q2"}
	}
	s.turn(Turn{Kind: Opened, Plan: &p})
	return s
}

func (s *script) turn(turn Turn) *script {
	s.t.Helper()
	s.at = s.at.Add(time.Minute)
	next, err := s.st.Apply(s.st.stamp(turn, s.at))
	require.NoError(s.t, err)
	s.st = next
	return s
}

// asked plays whatever the policy wants said, and checks that it is that.
func (s *script) asked(want string) *script {
	s.t.Helper()
	require.Equal(s.t, want, describe(s.st.Next()))
	a := s.st.Next().(Ask)
	return s.turn(Turn{Kind: Asked, Move: a.Move, Question: a.Question.ID, Probe: a.Criterion.ID, Text: "words"})
}

func (s *script) replied(as Reply) *script {
	return s.turn(Turn{Kind: Replied, Question: s.st.cur.Question.ID, Text: "I built the thing and measured it", As: as})
}

// graded gives levels in the order of the criteria; quotes are in the last line.
func (s *script) graded(levels ...rubric.Level) *script {
	s.t.Helper()
	require.True(s.t, strings.HasPrefix(describe(s.st.Next()), "grade"), describe(s.st.Next()))
	sheet := &rubric.Sheet{Question: s.st.cur.Question.ID}
	for i, l := range levels {
		sheet.Grades = append(sheet.Grades, rubric.Grade{Criterion: s.st.cur.Question.Criteria[i].ID, Level: l})
	}
	return s.turn(Turn{Kind: Graded, Question: s.st.cur.Question.ID, Sheet: sheet})
}

func (s *script) next(want string) {
	s.t.Helper()
	require.Equal(s.t, want, describe(s.st.Next()))
}

func describe(a Action) string {
	switch a := a.(type) {
	case Ask:
		return strings.TrimSpace(fmt.Sprintf("%s %s %s", a.Move, a.Question.ID, a.Criterion.ID))
	case Listen:
		return "listen"
	case Grade:
		return "grade " + a.Question.ID
	case Close:
		return strings.TrimSpace("close " + a.Why)
	}
	panic("unreachable")
}

func TestPolicy(t *testing.T) {
	two := Plan{Probes: 2}
	tests := []struct {
		name string
		plan Plan
		play func(s *script)
	}{
		{"opens with the first question and listens", two, func(s *script) {
			s.asked("question q1").next("listen")
		}},
		{"grades an answer", two, func(s *script) {
			s.asked("question q1").replied(Answered).next("grade q1")
		}},
		{"probes the heaviest criterion that lacks most and can be probed", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).next("probe q1 b")
		}},
		{"does not probe what is already strong", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(3, 4, 1).next("probe q1 a")
		}},
		{"prefers the criterion without evidence between equal gaps", Plan{Probes: 2}, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 3, 5).next("probe q1 a")
		}},
		{"never probes a criterion twice", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(Answered).graded(1, 2, 1).next("probe q1 a")
		}},
		{"stops at the probe budget", Plan{Probes: 1}, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(Answered).graded(1, 2, 1).next("question q2")
		}},
		{"stops probing when a probe brings nothing new", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(Answered).graded(1, 1, 1).next("question q2")
		}},
		{"takes a pass on a probe and tries the next criterion", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(Skipped).next("probe q1 a")
		}},
		{"skips a question without grading it", two, func(s *script) {
			s.asked("question q1").replied(Skipped).next("question q2")
		}},
		{"grades what was said before a pass, and does not probe it", two, func(s *script) {
			s.asked("question q1").replied(Hypothetical).asked("real-case q1").replied(Skipped).graded(1, 1, 1).next("question q2")
		}},
		{"encourages once when no example comes, then moves on", two, func(s *script) {
			s.asked("question q1").replied(NoExample).asked("encourage q1").replied(NoExample).next("question q2")
		}},
		{"waits once in silence, then moves on", two, func(s *script) {
			s.asked("question q1").replied(Silent).asked("encourage q1").replied(Silent).next("question q2")
		}},
		{"repeats five times at most", two, func(s *script) {
			s.asked("question q1")
			for range 5 {
				s.replied(AskedRepeat).asked("repeat q1")
			}
			s.replied(AskedRepeat).next("question q2")
		}},
		{"hints twice at each criterion, the heaviest first", two, func(s *script) {
			s.asked("question q1").replied(AskedHint).asked("hint q1 c").replied(AskedHint).asked("hint q1 c").
				replied(AskedHint).asked("hint q1 b").replied(AskedHint).asked("hint q1 b").replied(AskedHint).next("question q2")
		}},
		{"hints first at what a probe asked for", two, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(AskedHint).next("hint q1 b")
		}},
		{"neither moves on nor spends a probe for what is said of the talk", two, func(s *script) {
			s.asked("question q1").replied(NeedsTime).asked("encourage q1").replied(AskedBack).asked("explain q1").replied(Objected).asked("explain q1").
				replied(Answered).graded(1, 1, 1).asked("probe q1 b").replied(NeedsTime).asked("encourage q1").replied(Foreign).asked("explain q1").replied(Confidential).asked("explain q1").
				replied(Answered).graded(1, 3, 1).asked("probe q1 a").replied(WantsEnd).asked("offer-end q1").replied(Answered).graded(3, 3, 1).next("question q2")
		}},
		{"asks back once whether to end, and ends when told", two, func(s *script) {
			s.asked("question q1").replied(WantsEnd).asked("offer-end q1").replied(EndedEarly).next("close " + CutShort)
		}},
		{"offers once to change the names", two, func(s *script) {
			s.asked("question q1").replied(Confidential).asked("explain q1").replied(Confidential).next("question q2")
		}},
		{"says once that the reply was about something else, then grades the next", two, func(s *script) {
			s.asked("question q1").replied(Elsewhere).asked("redirect q1").replied(Elsewhere).graded(1, 1, 1).next("question q2")
		}},
		{"asks once for a real case", two, func(s *script) {
			s.asked("question q1").replied(Hypothetical).asked("real-case q1").replied(Hypothetical).next("grade q1")
		}},
		{"bounds a mix of special replies, not counting what was asked for by name", two, func(s *script) {
			s.asked("question q1").replied(AskedRepeat).asked("repeat q1").replied(CounterAsked).asked("explain q1").
				replied(AskedHint).asked("hint q1 c").replied(Silent).asked("encourage q1").replied(CounterAsked).asked("explain q1").
				replied(NoExample).asked("encourage q1").replied(AskedRepeat).asked("repeat q1").replied(OneWord).next("grade q1")
		}},
		{"puts the scripted press after the probes", two, func(s *script) {
			s.asked("question q1").replied(Skipped).asked("question q2").replied(Answered).graded(5).asked("press q2 a").replied(Answered).graded(5).next("close")
		}},
		{"puts neither probe nor press when probes are switched off", Plan{}, func(s *script) {
			s.asked("question q1").replied(Skipped).asked("question q2").replied(Answered).graded(1).next("close")
		}},
		{"answers the candidate's questions in the closing phase, then grades them", Plan{Questions: []string{"q2"}, Closing: "ask-us"}, func(s *script) {
			s.asked("question q2").replied(Skipped).asked("question ask-us").replied(Answered).asked("answer ask-us").
				replied(Answered).asked("answer ask-us").replied(NoQuestions).graded(3).next("close")
		}},
		{"ends the closing phase after three rounds", Plan{Questions: []string{"q2"}, Closing: "ask-us"}, func(s *script) {
			s.asked("question q2").replied(Skipped).asked("question ask-us").replied(Answered).asked("answer ask-us").
				replied(Answered).asked("answer ask-us").replied(Answered).asked("answer ask-us").replied(Answered).next("grade ask-us")
		}},
		{"closes without a grade when there were no questions", Plan{Questions: []string{"q2"}, Closing: "ask-us"}, func(s *script) {
			s.asked("question q2").replied(Skipped).asked("question ask-us").replied(NoQuestions).next("close")
		}},
		{"grades what is open before an early end", two, func(s *script) {
			s.asked("question q1").replied(Hypothetical).asked("real-case q1").replied(EndedEarly).graded(1, 1, 1).next("close " + CutShort)
		}},
		{"ends early at once when nothing is open", two, func(s *script) {
			s.asked("question q1").replied(EndedEarly).next("close " + CutShort)
		}},
		{"drops probes when a question has used its share of the time", Plan{Probes: 2, Budget: 6 * time.Minute}, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).next("question q2")
		}},
		{"stops when the time is used up", Plan{Probes: 2, Budget: 3 * time.Minute}, func(s *script) {
			s.asked("question q1").replied(Answered).graded(1, 1, 1).next("close " + OutOfTime)
		}},
		{"goes on where it was after a park and a return", two, func(s *script) {
			s.asked("question q1").replied(Answered).turn(Turn{Kind: Parked, Why: "no network"}).turn(Turn{Kind: Resumed}).next("grade q1")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.play(begin(t, tt.plan)) })
	}
}

func TestATwistIsNoProbe(t *testing.T) {
	s := begin(t, Plan{Questions: []string{"q2"}, Probes: 1})
	s.asked("question q2").replied(Answered).graded(1).asked("probe q2 a")
	require.Equal(t, 1, s.st.cur.Probes())
	s.replied(Answered).graded(2).asked("press q2 a")
	require.Equal(t, 1, s.st.cur.Probes())
}

func TestWhatWasToldIsNotProbed(t *testing.T) {
	rest := func(s *script, rest map[string]string) *script {
		sheet := &rubric.Sheet{Question: "q1"}
		for _, c := range s.st.cur.Question.Criteria {
			sheet.Grades = append(sheet.Grades, rubric.Grade{Criterion: c.ID, Level: 1})
		}
		return s.turn(Turn{Kind: Graded, Question: "q1", Sheet: sheet, Rest: rest})
	}
	s := begin(t, Plan{Probes: 2})
	s.asked("question q1").replied(Answered)
	rest(s, map[string]string{"b": ""}).next("probe q1 a")

	s = begin(t, Plan{Probes: 2})
	s.asked("question q1").replied(Answered)
	rest(s, map[string]string{"b": "What is left of b?"})
	require.Equal(t, "What is left of b?", s.st.Next().(Ask).Criterion.Probe)
	s.asked("probe q1 b").replied(AskedRepeat)
	require.Equal(t, "What is left of b?", s.st.Next().(Ask).Open, "what is put again is what was asked")
	s.asked("repeat q1").replied(Answered)
	rest(s, map[string]string{"a": "", "b": ""}).next("question q2")
}

// A wish to stop is asked back; yes is the end, no is the question again.
func TestAWishToStopIsConfirmed(t *testing.T) {
	st := begin(t, Plan{}).asked("question q1").replied(WantsEnd).asked("offer-end q1").st
	for text, want := range map[string]Reply{"Yes.": EndedEarly, "yes please": EndedEarly, "Ok, stop": EndedEarly, "No, let's go on": AskedRepeat, "continue": AskedRepeat, "/end": EndedEarly} {
		require.Equal(t, want, Classify(st, text), text)
	}
	open := begin(t, Plan{}).asked("question q1").st
	require.Equal(t, OneWord, Classify(open, "Yes."), "yes to nothing is no end")
	closing := begin(t, Plan{Questions: []string{"q2"}, Closing: "ask-us"}).asked("question q2").replied(Skipped).asked("question ask-us").st
	require.Equal(t, NoQuestions, Classify(closing, "Can we stop here?"))
}

// What could not be read is graded as such where nothing followed, and else
// makes way for what was said again.
func TestWhatIsSaidAgainInEnglishTakesThePlaceOfWhatWasNot(t *testing.T) {
	s := begin(t, Plan{}).asked("question q1")
	s.turn(Turn{Kind: Replied, Question: "q1", Text: "Я написал это.", As: Foreign}).asked("explain q1")
	left := *s
	left.st, _ = s.st.Apply(s.st.stamp(Turn{Kind: Replied, Question: "q1", Text: "/end", As: EndedEarly}, s.at))
	require.Equal(t, "Я написал это.", left.st.Next().(Grade).Answer[1].Text)
	s.replied(Answered)
	require.Equal(t, rubric.Answer{{By: rubric.Interviewer, Text: "words"}, {By: rubric.Candidate, Text: "I built the thing and measured it"}}, s.st.Next().(Grade).Answer)
}

func TestAnExchangeEndsInAnAnswerOrNot(t *testing.T) {
	two := 1.5
	left := func(play func(*script)) Exchange {
		s := begin(t, Plan{Probes: 2})
		s.asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b")
		play(s)
		return s.st.cur
	}
	require.True(t, left(func(s *script) { s.replied(Answered).graded(1, 3, 1) }).Answered())
	require.False(t, left(func(s *script) { s.replied(Answered).graded(1, 1, 1) }).Answered(), "the reply brought nothing")
	require.False(t, left(func(s *script) { s.replied(NoExample) }).Answered())
	require.False(t, left(func(s *script) {
		s.replied(Answered).graded(1, 3, 1)
		s.st.cur.Sheet.Score = &two
	}).Answered(), "there was little in it")
}

// What an answer should not do weighs most here, and still nobody asks for it.
func TestWhatIsToBeAvoidedIsNeitherProbedNorHintedAtFirst(t *testing.T) {
	s := begin(t, Plan{Probes: 3})
	c := &s.st.doc.Questions[0].Criteria[1]
	c.Avoid, c.Weight = true, 9
	s.asked("question q1").replied(AskedHint).next("hint q1 c")
	s.asked("hint q1 c").replied(Answered).graded(1, 0, 1)
	s.asked("probe q1 a").replied(Answered).graded(1, 0, 1)
	s.next("question q2")
}

func TestAHintAfterAPressIsAboutWhatWasPressedFor(t *testing.T) {
	for _, order := range [][]string{{"a", "b", "c"}, {"b", "a", "c"}, {"c", "b", "a"}, {"b", "c", "a"}} {
		s := begin(t, Plan{Probes: 1})
		q := &s.st.doc.Questions[0]
		q.FollowUps = []rubric.FollowUp{{ID: "press", Criterion: "b", Text: "Faster?"}}
		was := q.Criteria
		q.Criteria = nil
		for _, id := range order {
			for _, c := range was {
				if c.ID == id {
					c.Avoid = id == "b"
					q.Criteria = append(q.Criteria, c)
				}
			}
		}
		s.asked("question q1").replied(Answered).graded(5, 5, 5).asked("press q1 b")
		for _, hint := range []string{"b", "b", "c", "c"} {
			s.replied(AskedHint).asked("hint q1 " + hint)
		}
	}
}

func TestTheTimeAwayDoesNotCount(t *testing.T) {
	s := begin(t, Plan{Probes: 2}).asked("question q1")
	before := s.st.Elapsed()
	s.at = s.at.Add(5 * time.Hour)
	s.turn(Turn{Kind: Resumed})
	require.Equal(t, before, s.st.Elapsed())
	s.at = s.at.Add(-2 * time.Hour)
	s.replied(Answered)
	require.Equal(t, before, s.st.Elapsed(), "a clock that jumps back is no time")
}

func TestWhatIsOpenIsTheFollowUpOnceThereIsOne(t *testing.T) {
	s := begin(t, Plan{Probes: 1, Questions: []string{"q2"}})
	open := func() string { return s.st.Next().(Ask).Open }
	s.asked("question q2").replied(AskedRepeat)
	require.Equal(t, "Tell me q2.", open())
	s.asked("repeat q2").replied(Answered).graded(1).asked("probe q2 a").replied(CounterAsked)
	require.Equal(t, "a?", open())
	s.asked("explain q2").replied(Answered).graded(5).asked("press q2 a").replied(AskedRepeat)
	require.Equal(t, "Faster?", open())
}

func TestTheLastAnswerIsKnownAsTheLast(t *testing.T) {
	s := begin(t, Plan{Questions: []string{"q2"}, Closing: "ask-us"}).asked("question q2").replied(Skipped).asked("question ask-us")
	for round := range maxRounds {
		s.replied(Answered)
		require.Equal(t, round == maxRounds-1, s.st.Next().(Ask).Last)
		s.asked("answer ask-us")
	}
}

func TestTimeIsAnnouncedOnce(t *testing.T) {
	s := begin(t, Plan{Questions: []string{"q1", "q2"}, Budget: 12 * time.Minute})
	s.asked("question q1")
	s.at = s.at.Add(7 * time.Minute)
	s.replied(Silent)
	require.Zero(t, s.st.Next().(Ask).Left, "nobody is told to hurry and to take their time at once")
	s.asked("encourage q1").replied(Skipped)
	require.Equal(t, time.Minute, s.st.Next().(Ask).Left)
	s.asked("question q2").replied(Silent)
	require.Zero(t, s.st.Next().(Ask).Left)
}

func TestATurnOutOfPlaceIsRefused(t *testing.T) {
	s := begin(t, Plan{})
	for _, kind := range []Kind{Opened, Replied, Graded, "other"} {
		_, err := s.st.Apply(s.st.stamp(Turn{Kind: kind, Question: "q1"}, s.at))
		require.ErrorContains(t, err, "cannot follow", kind)
	}
	gap := s.st.stamp(Turn{Kind: Asked, Move: AskQuestion, Question: "q1"}, s.at)
	gap.Seq++
	_, err := s.st.Apply(gap)
	require.ErrorContains(t, err, "expected turn 1")
}
