package evals

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"mockstar/interviewer"
	"mockstar/interviewer/journal"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// A Golden is a recorded interview that must take the same course again. Its
// file is a transcript: a copy of a session.
type Golden struct {
	File    string
	Purpose string // what would be lost if it went
	Grades  Grades
	Say     []*regexp.Regexp // what the interviewer must have said somewhere
	Never   []*regexp.Regexp // and must not have said anywhere
}

// Grades says who grades when a golden is held again.
type Grades string

const (
	ByJudge  Grades = "judge"    // the judge of the run: shows what it does to the course
	Recorded Grades = "recorded" // the transcript's own sheets: the policy alone
)

// readGolden reads one golden of a suite.
func (s *Suite) readGolden(p *page, n *yaml.Node) {
	g := Golden{Grades: ByJudge}
	p.mapping(n, "a transcript",
		field{"file", true, p.into(&g.File)},
		field{"purpose", true, p.into(&g.Purpose)},
		field{"grades", false, oneOf(p, &g.Grades, ByJudge, Recorded)},
		field{"say", false, p.patterns(&g.Say)},
		field{"never", false, p.patterns(&g.Never)},
	)
	s.Goldens = append(s.Goldens, g)
}

// patterns reads a list of regular expressions into list.
func (p *page) patterns(list *[]*regexp.Regexp) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p.list(n, "regular expressions", func(n *yaml.Node) {
			re, err := regexp.Compile("(?is)" + p.text(n))
			if err != nil {
				p.at(n, "is no regular expression: %v", err)
				return
			}
			*list = append(*list, re)
		})
	}
}

// hashGoldens reads all transcripts once: they must be whole, and are part of
// the suite's hash.
func (s *Suite) hashGoldens(h io.Writer) error {
	for _, g := range s.Goldens {
		b, err := os.ReadFile(s.beside(g.File))
		if err != nil {
			return err
		}
		h.Write(b)
		turns, err := journal.Decode(strings.NewReader(string(b)))
		if err == nil && (len(turns) < 2 || turns[0].Plan == nil) {
			err = errors.New("it holds no interview")
		}
		if err != nil {
			return fmt.Errorf("transcript %s: %w", g.File, err)
		}
	}
	s.Count = len(s.Goldens)
	return nil
}

// A Course is what became of a golden.
type Course struct {
	File    string   `json:"file"`
	Purpose string   `json:"purpose"`
	Turns   int      `json:"turns"` // that took the same course
	Broken  []string `json:"broken"`

	strayed bool // another course, which ends it; else only words broke it
}

// Hold holds every golden interview of s again: the recorded replies against
// today's policy, worded by asker. Kind, move, question, probe and what a reply
// was taken for must be the same in every turn; words need only satisfy the
// golden's assertions.
func (s *Suite) Hold(ctx context.Context, asker interviewer.Asker, grader interviewer.Grader) ([]Course, error) {
	var out []Course
	for _, g := range s.Goldens {
		f, err := os.Open(s.beside(g.File))
		if err != nil {
			return nil, fmt.Errorf("hold interview: %w", err)
		}
		turns, err := journal.Decode(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("hold interview %s: %w", g.File, err)
		}
		c, err := g.hold(ctx, s.doc, turns, asker, grader)
		if err != nil {
			return nil, fmt.Errorf("hold interview %s: %w", g.File, err)
		}
		out = append(out, c)
	}
	return out, nil
}

func (g Golden) hold(ctx context.Context, doc *rubric.Document, was []interviewer.Turn, asker interviewer.Asker, grader interviewer.Grader) (Course, error) {
	script := &script{was: events(was)}
	if g.Grades == Recorded {
		grader = script
	}
	s := &interviewer.Session{
		Asker: asker, Grader: grader, Candidate: script, Recorder: script, Now: script.now,
		Elsewhere: lexical.NewGuesser(doc).Elsewhere, Rest: lexical.New().Rest,
	}
	if was[0].Plan.Model == lexical.Model {
		s.Foreign = lexical.Foreign
	}
	st, err := s.Open(doc, *was[0].Plan)
	if err == nil {
		_, err = s.Run(ctx, st)
	}
	c := Course{File: g.File, Purpose: g.Purpose, Broken: []string{}}
	switch {
	case errors.Is(err, interviewer.ErrLeft), errors.Is(err, errOffCourse): // compared below
	case err != nil:
		return c, err
	}
	c.Turns = script.same
	if d := script.divergence(); d != "" {
		c.strayed, c.Broken = true, append(c.Broken, d)
	}
	words := script.words()
	for _, re := range g.Say {
		if !re.MatchString(words) {
			c.Broken = append(c.Broken, fmt.Sprintf("nowhere said: %s", bare(re)))
		}
	}
	for _, re := range g.Never {
		for i, t := range script.is {
			if at := re.FindStringIndex(t.Text); at != nil && t.Kind != interviewer.Replied {
				c.Broken = append(c.Broken, fmt.Sprintf("turn %d said %q, which must not be said: %s; in %q", i, t.Text[at[0]:at[1]], bare(re), sentenceAt(t.Text, at[0], at[1])))
				break
			}
		}
	}
	return c, nil
}

// sentenceAt is the sentence, or sentences, of text that hold what stands from
// lo to hi.
func sentenceAt(text string, lo, hi int) string {
	const ends = ".!?\n"
	from := strings.LastIndexAny(text[:lo], ends) + 1
	to := len(text)
	if i := strings.IndexAny(text[hi:], ends); i >= 0 {
		to = hi + i + 1
	}
	const most = 300 // characters
	return cut(strings.TrimSpace(text[from:to]), most)
}

func bare(re *regexp.Regexp) string { return strings.TrimPrefix(re.String(), "(?is)") }

// events leaves out the turns that only tell of breaks.
func events(turns []interviewer.Turn) []interviewer.Turn {
	var out []interviewer.Turn
	for _, t := range turns {
		if t.Kind != interviewer.Parked && t.Kind != interviewer.Resumed {
			out = append(out, t)
		}
	}
	return out
}

// errOffCourse ends an interview that went another way: what the candidate
// would have said there nobody knows.
var errOffCourse = errors.New("the interview took another course")

// A script plays the candidate, the clock and, if asked, the grader of a
// recorded interview, and notes what happens.
type script struct {
	was  []interviewer.Turn
	is   []interviewer.Turn
	same int
}

// now is when the same turn was recorded, so that time runs as it did.
func (s *script) now() time.Time { return s.was[min(len(s.is), len(s.was)-1)].At }

// Record notes a turn, and ends the interview where it leaves the course.
func (s *script) Record(t interviewer.Turn) error {
	if t.Kind == interviewer.Parked {
		return nil // a call failed: its error ends the interview, and says more
	}
	s.is = append(s.is, t)
	if s.same != len(s.is)-1 || s.same >= len(s.was) || event(t) != event(s.was[s.same]) {
		return errOffCourse
	}
	s.same++
	return nil
}

// Reply hears the words out and says what was said then.
func (s *script) Reply(_ context.Context, words iter.Seq2[interviewer.Piece, error]) (string, error) {
	for _, err := range words {
		if err != nil {
			return "", err
		}
	}
	if s.same < len(s.was) && s.was[s.same].Kind == interviewer.Replied {
		return s.was[s.same].Text, nil
	}
	return "", io.EOF
}

// Grade gives the sheet that was recorded.
func (s *script) Grade(context.Context, rubric.Question, rubric.Answer) (rubric.Sheet, error) {
	if s.same < len(s.was) && s.was[s.same].Sheet != nil {
		return *s.was[s.same].Sheet, nil
	}
	return rubric.Sheet{}, errOffCourse
}

// An outline is what must be the same of a turn.
type outline struct{ kind, move, question, probe, as string }

func event(t interviewer.Turn) outline {
	return outline{string(t.Kind), string(t.Move), t.Question, t.Probe, string(t.As)}
}

func (o outline) String() string {
	var parts []string
	for _, p := range []string{o.kind, o.move, o.question, o.probe, o.as} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " ")
}

// divergence says where the course left the recorded one, or "".
func (s *script) divergence() string {
	if s.same == len(s.was) && len(s.is) == s.same {
		return ""
	}
	at := func(turns []interviewer.Turn) string {
		if s.same < len(turns) {
			return event(turns[s.same]).String()
		}
		return "the end"
	}
	return fmt.Sprintf("turn %d: was %q, is %q", s.same, at(s.was), at(s.is))
}

// words are all that the interviewer said.
func (s *script) words() string {
	var b strings.Builder
	for _, t := range s.is {
		if t.Kind != interviewer.Replied {
			b.WriteString(t.Text + "\n")
		}
	}
	return b.String()
}
