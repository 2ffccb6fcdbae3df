package grade

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/prompts"
	"mockstar/rubric"
)

// step is one reply of a scripted model. In its text NONCE stands for the nonce
// of the request.
type step struct {
	text   string
	finish llm.Finish
	err    error
}

// script is a model that replies step by step, and fails the test when it is
// asked for more or for less.
type script struct {
	t     *testing.T
	steps []step
	seen  []llm.Request
}

func scripted(t *testing.T, steps ...step) *script {
	s := &script{t: t, steps: steps}
	t.Cleanup(func() { require.Len(t, s.seen, len(s.steps), "calls made") })
	return s
}

func (s *script) Generate(_ context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		require.Less(s.t, len(s.seen), len(s.steps), "one call too many")
		now := s.steps[len(s.seen)]
		s.seen = append(s.seen, req)
		nonce, _, _ := strings.Cut(strings.TrimPrefix(req.Messages[0].Text, "nonce: "), "\n")
		usage := llm.Usage{Input: 100, Output: 10}
		if now.err != nil {
			if yield(llm.Chunk{Usage: usage}, nil) {
				yield(llm.Chunk{}, now.err)
			}
			return
		}
		text := strings.ReplaceAll(now.text, "NONCE", nonce)
		if yield(llm.Chunk{Text: text[:len(text)/2], Model: "script-1"}, nil) {
			yield(llm.Chunk{Text: text[len(text)/2:], Finish: now.finish, Usage: usage}, nil)
		}
	}
}

func stop(text string) step { return step{text: text, finish: llm.Stop} }

// two is a question of two criteria, one of them with three levels.
func two() rubric.Question {
	return rubric.Question{ID: "burnt-batch", Kind: rubric.Story, Text: "Tell me about a burnt batch.", Criteria: []rubric.Criterion{
		{ID: "act", Meaning: "What was done.", Weight: 1, Levels: []string{"Nothing.", "Little.", "Some.", "Much.", "All."}},
		{ID: "end", Meaning: "How it ended.", Weight: 1, Levels: []string{"Open.", "Told.", "Measured."}},
	}}
}

// tale is long enough for any level of two criteria.
func tale() rubric.Answer {
	return rubric.Answer{
		{By: rubric.Interviewer, Text: "What did you do about the burnt batch of bread?"},
		{By: rubric.Candidate, Text: "On a Monday in May the second oven ran forty degrees too hot and nobody had seen it. " +
			"I threw the whole batch away, I called the two shops and then I hung a thermometer into each oven. " +
			"We lost ninety loaves that day and none since."},
	}
}

const (
	goodAct = `{"criterion":"act","quotes":["I threw the whole batch away"],"shows":"An act.","missing":"A reason.","level":3}`
	goodEnd = `{"criterion":"end","quotes":["lost ninety loaves that day"],"shows":"A figure.","missing":"","level":3}`
)

func reply(verdicts ...string) string {
	return `{"nonce":"NONCE","verdicts":[` + strings.Join(verdicts, ",") + `]}`
}

func gradeTale(t *testing.T, m llm.Model) rubric.Sheet {
	t.Helper()
	s, err := (&Grader{Model: m, Name: "script"}).Grade(t.Context(), two(), tale())
	require.NoError(t, err)
	require.Len(t, s.Grades, 2)
	return s
}

// outcome is "act/end", each a level or the reason for none.
func outcome(s rubric.Sheet) string {
	var out []string
	for _, g := range s.Grades {
		if g.Unscored != "" {
			out = append(out, string(g.Unscored))
		} else {
			out = append(out, fmt.Sprint(int(g.Level)))
		}
	}
	return strings.Join(out, "/")
}

func TestGrade(t *testing.T) {
	s := gradeTale(t, scripted(t, stop(reply(goodAct, goodEnd))))
	require.Equal(t, "3/3", outcome(s))
	require.Equal(t, "An act. Missing: A reason.", s.Grades[0].Rationale)
	require.Equal(t, []rubric.Evidence{{Quote: "I threw the whole batch away", Match: rubric.Exact, Line: 1, Start: 85, End: 113}}, s.Grades[0].Evidence)
	require.Equal(t, "script", s.Model)
	require.Equal(t, "script-1", s.Origin.Model)
	require.Equal(t, rubric.Usage{Input: 100, Output: 10}, s.Origin.Usage)
	require.Regexp(t, `^grade@\d+:[0-9a-f]{12}$`, s.Origin.Prompt)
	require.Empty(t, s.Warnings)
	require.NotNil(t, s.Flags)
}

// TestProof3MasterKeysNeedNoCall: what says nothing is at the floor, and a model
// that is called fails the test.
func TestProof3MasterKeysNeedNoCall(t *testing.T) {
	keys := []string{"", " ", ":", ",", "-", "…", "?", "\n", "\u200b", "```", "```json\n```", "Thought process:", "Solution", "Solution:", "Answer:", "解答：",
		"Step by step:", "5", "10/10", "A+", "Strong hire", "PASS", "yes", "Situation: Task: Action: Result:", "See above.",
		strings.Repeat("a\u00ad", 4000), strings.Repeat("yes ", 4000), strings.Repeat("\u3164 \u200b", 100)}
	for _, key := range keys {
		s, err := (&Grader{Model: scripted(t)}).Grade(t.Context(), two(), rubric.Said(key))
		require.NoError(t, err)
		require.Equal(t, "1/1", outcome(s), key)
	}
}

func TestGradeRefusesToCutALongAnswer(t *testing.T) {
	long := rubric.Said(strings.Repeat("We baked more bread than that. ", 1100))
	s, err := (&Grader{Model: scripted(t)}).Grade(t.Context(), two(), long)
	require.NoError(t, err)
	require.Equal(t, "too_long/too_long", outcome(s))
	require.Contains(t, s.Grades[0].Rationale, "34100 bytes, and at most 32768")

	just := rubric.Answer{{By: rubric.Interviewer, Text: strings.Repeat("x", 1000)}, {By: rubric.Candidate, Text: long[0].Text[:rubric.MaxAnswer]}}
	m := scripted(t, stop(reply(`{"criterion":"act","quotes":[],"shows":"","missing":"","level":1}`, `{"criterion":"end","quotes":[],"shows":"","missing":"","level":1}`)))
	s, err = (&Grader{Model: m}).Grade(t.Context(), two(), just)
	require.NoError(t, err)
	require.Equal(t, "1/1", outcome(s))
	require.Contains(t, m.seen[0].Messages[0].Text, just[1].Text)
}

func TestGradeAsksForOneRepair(t *testing.T) {
	m := scripted(t, stop("I'd say a three."), stop(reply(goodAct, goodEnd)))
	s := gradeTale(t, m)
	require.Equal(t, "3/3", outcome(s))
	require.Len(t, s.Warnings, 1)
	require.Equal(t, rubric.Usage{Input: 200, Output: 20}, s.Origin.Usage, "the tokens of both calls count")
	require.Equal(t, 1, s.Origin.Repairs)

	first, second := m.seen[0], m.seen[1]
	require.Equal(t, first.System, second.System)
	require.Equal(t, first.Messages[0], second.Messages[0])
	require.Equal(t, llm.Message{Role: llm.Assistant, Text: "I'd say a three."}, second.Messages[1])
	require.Contains(t, second.Messages[2].Text, "there is no JSON object with the nonce")
	require.Contains(t, second.Messages[2].Text, strings.SplitN(first.Messages[0].Text, "\n", 2)[0], "the nonce is named again")
}

func TestGradeKeepsWhatWasWrongWithAReplyItCouldNotUse(t *testing.T) {
	long := "Sure! " + strings.Repeat("I would say a four. ", 40)
	for name, tt := range map[string]struct {
		steps        []step
		fault, reply string
	}{
		"all is well":          {[]step{stop(reply(goodAct, goodEnd))}, "", ""},
		"mended":               {[]step{stop("three"), stop(reply(goodAct, goodEnd))}, "", ""},
		"prose twice":          {[]step{stop("three"), stop(" I said three. ")}, "there is no JSON object with the nonce of the request", "I said three."},
		"one criterion lacks":  {[]step{stop("three"), stop(reply(goodAct))}, "end has 0 verdicts instead of one", ""},
		"much prose":           {[]step{stop("three"), stop(long)}, "there is no JSON object", long[:beginning] + "…"},
		"refused":              {[]step{{"I can't judge people.", llm.Refused, nil}}, "The model refused to grade this answer.", "I can't judge people."},
		"refused the 2nd time": {[]step{stop("three"), {"No.", llm.Refused, nil}}, "there is no JSON object", "three"},
	} {
		t.Run(name, func(t *testing.T) {
			s := gradeTale(t, scripted(t, tt.steps...))
			require.Contains(t, s.Origin.Fault, tt.fault)
			require.Equal(t, tt.fault == "", s.Origin.Fault == "")
			if name != "one criterion lacks" {
				require.Equal(t, tt.reply, s.Origin.Reply)
			}
		})
	}
	m := scripted(t, stop("no"), stop("never"), stop(reply(goodEnd)))
	s, err := (&Grader{Model: m, PerCriterion: true}).Grade(t.Context(), two(), tale())
	require.NoError(t, err)
	require.Equal(t, "never", s.Origin.Reply, "that of one call among several")
	require.Equal(t, 1, s.Origin.Repairs)
}

func TestGradeDoublesTheLimitOnce(t *testing.T) {
	m := scripted(t, step{reply(goodAct, goodEnd), llm.Length, nil}, stop(reply(goodAct, goodEnd)))
	require.Equal(t, "3/3", outcome(gradeTale(t, m)))
	require.Equal(t, 2*m.seen[0].MaxTokens, m.seen[1].MaxTokens)
}

func TestGradePerCriterion(t *testing.T) {
	m := scripted(t, stop("no"), stop(reply(goodAct)), stop(reply(goodEnd)))
	s, err := (&Grader{Model: m, PerCriterion: true}).Grade(t.Context(), two(), tale())
	require.NoError(t, err)
	require.Equal(t, "3/3", outcome(s))
	require.Equal(t, rubric.Usage{Input: 300, Output: 30}, s.Origin.Usage)
	require.Equal(t, 1, s.Origin.Repairs)
	require.NotContains(t, m.seen[0].System, "How it ended.")
	require.NotContains(t, m.seen[2].System, "What was done.")
	require.Len(t, s.Warnings, 1)
}

func TestGradeReturnsWhatTheCallerHasToMend(t *testing.T) {
	for _, kind := range []llm.Kind{llm.Auth, llm.NotFound, llm.Quota, llm.RateLimited, llm.Unavailable, llm.Offline, llm.Truncated, llm.Stale} {
		_, err := (&Grader{Model: scripted(t, step{err: &llm.Error{Kind: kind, Err: errors.New("x")}})}).Grade(t.Context(), two(), tale())
		var e *llm.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, kind, e.Kind)
	}
}

func TestRequestPutsAllThatChangesLast(t *testing.T) {
	p, err := prompts.Load("grade")
	require.NoError(t, err)
	d := rubric.Embedded()
	nonces := map[string]string{}
	for _, q := range d.Questions {
		var system, schema string
		for _, said := range []string{"I rolled it back.", "It was my fault.", strings.Repeat("And so on. ", 500)} {
			req, nonce, err := Request(p, q, rubric.Said(said), 0)
			require.NoError(t, err)
			if system == "" {
				system, schema = req.System, string(req.Schema)
			}
			require.Equal(t, system, req.System)
			require.Equal(t, schema, string(req.Schema))
			require.Len(t, req.Messages, 1)
			require.Zero(t, *req.Temperature)
			require.NotContains(t, req.System+said, nonce)
			require.NotContains(t, nonces, nonce)
			nonces[nonce] = q.ID
		}
	}
}

// TestAnswerCostsLittleMoreThanItself bounds what a provider's cache cannot
// take, even when the interviewer asked back three times.
func TestAnswerCostsLittleMoreThanItself(t *testing.T) {
	p, err := prompts.Load("grade")
	require.NoError(t, err)
	d := rubric.Embedded()
	const said = "I rolled it back within the \"hour\".\n"
	alone, probed := 0, 0
	for _, q := range d.Questions {
		a := rubric.Said(said)
		req, _, err := Request(p, q, a, 0)
		require.NoError(t, err)
		size, err := SizeOf(req, a)
		require.NoError(t, err)
		require.Equal(t, (len(said)+3+2)/3, size.Answer, "three characters are escaped")
		require.Equal(t, (len(req.System)+len(req.Schema)+2)/3, size.Stable)
		require.Greater(t, size.Beside, 20, "the nonce and the frame count")
		alone = max(alone, size.Beside)
		for _, c := range q.Criteria[:3] {
			a = append(a, rubric.Line{By: rubric.Interviewer, Text: c.Probe}, rubric.Line{By: rubric.Candidate, Text: said})
		}
		req, _, err = Request(p, q, a, 0)
		require.NoError(t, err)
		size, err = SizeOf(req, a)
		require.NoError(t, err)
		require.LessOrEqual(t, size.Beside, MaxBeside, q.ID)
		probed = max(probed, size.Beside)
	}
	t.Logf("about %d tokens beside an answer, at most %d with three probes", alone, probed)
}

func TestNonceIsStableAndTellsRequestsApart(t *testing.T) {
	p, err := prompts.Load("grade")
	require.NoError(t, err)
	nonce := func(q rubric.Question, a rubric.Answer, sample int) string {
		_, n, err := Request(p, q, a, sample)
		require.NoError(t, err)
		return n
	}
	first := nonce(two(), tale(), 0)
	require.Regexp(t, `^[0-9a-f]{16}$`, first)
	require.Equal(t, first, nonce(two(), tale(), 0))
	other := two()
	other.Criteria[0].Levels[4] += " "
	require.NotEqual(t, first, nonce(other, tale(), 0), "another rubric")
	require.NotEqual(t, first, nonce(two(), tale(), 1), "another sample")
	require.NotEqual(t, first, nonce(two(), append(tale(), rubric.Said(first)...), 0), "an answer that holds the nonce of another")
}

func TestCredible(t *testing.T) {
	q := two()
	all := []rubric.Finding{{Criterion: "act", Level: 5, Quotes: []string{"I threw the whole batch"}}, {Criterion: "end", Level: 3, Quotes: []string{"I threw the whole batch"}}}
	words := func(n int) rubric.Answer { return rubric.Said(strings.Repeat("bread ", n)) }

	fs, doubt := credible(q, words(wordsPerHigh+wordsPerFact), all)
	require.Equal(t, all, fs)
	require.Empty(t, doubt)

	fs, doubt = credible(q, words(wordsPerHigh+wordsPerFact-1), all)
	require.Equal(t, rubric.Unverified, fs[0].Unscored)
	require.Equal(t, rubric.Unverified, fs[1].Unscored, "3 is the highest of 3")
	require.Contains(t, doubt, "2 criteria were not believed: the answer has 21 words, and they need 22")

	short := []rubric.Finding{{Criterion: "end", Level: 3, Quotes: []string{"I threw the whole batch"}}}
	fs, _ = credible(q, words(wordsPerFact), short)
	require.Equal(t, short, fs, "one of three levels asks for a fact")
	fs, _ = credible(q, rubric.Said(strings.Repeat("我扔掉了整批面包", 5)), []rubric.Finding{{Criterion: "act", Level: 5, Quotes: []string{"我扔掉了整批面包"}}})
	require.Equal(t, rubric.Level(5), fs[0].Level, "no spaces are no lack of words")

	fs, _ = credible(q, words(wordsPerHigh), []rubric.Finding{{Criterion: "act", Level: 4}, {Criterion: "end", Level: 2}})
	require.Equal(t, rubric.Level(4), fs[0].Level)
	require.Equal(t, rubric.Level(2), fs[1].Level, "no high level")

	q.Kind = rubric.Closing
	fs, _ = credible(q, words(2*wordsPerClosing), all)
	require.Equal(t, all, fs, "one question can be pointed and show experience")
	fs, doubt = credible(q, words(2*wordsPerClosing-1), all)
	require.Equal(t, rubric.Unverified, fs[0].Unscored)
	require.Contains(t, doubt, "the answer has 11 words, and they need 12")
	q.Criteria = append(q.Criteria, rubric.Criterion{ID: "more", Levels: []string{"a", "b", "c"}})
	all = append(all, rubric.Finding{Criterion: "more", Level: 3, Quotes: []string{"I threw the whole batch"}})
	fs, doubt = credible(q, words(100), all)
	require.Equal(t, rubric.Unverified, fs[2].Unscored)
	require.Contains(t, doubt, "3 criteria were not believed: 1 different quotes")
}

// TestSchemaAsksForEvidenceBeforeTheLevel: a provider that follows a schema
// writes the properties in its order.
func TestSchemaAsksForEvidenceBeforeTheLevel(t *testing.T) {
	text := string(schema(two()))
	require.True(t, json.Valid([]byte(text)))
	last := 0
	for _, name := range []string{"nonce", "verdicts", "criterion", "quotes", "shows", "missing", "level"} {
		at := strings.Index(text, `"`+name+`":{`)
		require.Greater(t, at, last, name)
		last = at
	}
	require.Contains(t, text, `"enum":["act","end"]`)
	require.Contains(t, text, `"enum":[1,2,3,4,5]`)
	require.Equal(t, 2, strings.Count(text, `"additionalProperties":false`))
}
