package interviewer

import (
	"cmp"
	"slices"

	"mockstar/rubric"
)

// A Debrief is what an interview comes to: for every question what was shown,
// what it stands on, and what would come next.
type Debrief struct {
	Questions []Review `json:"questions"`
	Practise  []Drill  `json:"practise"` // what to practise first, at most two
	Score     *float64 `json:"score"`    // mean over the questions, the closing one left out, 1 to 5; nil when none was scored
	Ended     string   `json:"ended,omitempty"`
}

// A Review is the debrief of one question.
type Review struct {
	Question string        `json:"question"`
	Title    string        `json:"title"`
	Score    *float64      `json:"score"`
	Coverage float64       `json:"coverage"`
	Skipped  bool          `json:"skipped"`
	Astray   bool          `json:"astray"` // the answer was to another question, even after a reminder
	Criteria []Criterion   `json:"criteria"`
	Flags    []rubric.Flag `json:"flags"`
	Warnings []string      `json:"warnings"`
}

// A Criterion is the debrief of one criterion of one question.
type Criterion struct {
	ID         string          `json:"criterion"`
	Name       string          `json:"name"` // see [rubric.Criterion.Name]
	Meaning    string          `json:"meaning"`
	Level      rubric.Level    `json:"level"`
	Low        rubric.Level    `json:"low"`  // lowest of several readings; Level when there was one
	High       rubric.Level    `json:"high"` // highest of several readings
	Top        rubric.Level    `json:"top"`
	Unprompted rubric.Level    `json:"unprompted"` // before any probe
	Unscored   rubric.Unscored `json:"unscored,omitempty"`
	Probed     bool            `json:"probed"`
	Rationale  string          `json:"rationale"`
	Quotes     []string        `json:"quotes"`
	Anchor     string          `json:"anchor"`  // of the level reached, where the grader chose by anchors
	Next       string          `json:"next"`    // the next level's anchor, empty at the top
	Aim        string          `json:"aim"`     // what to practise for, empty at the top
	Missing    string          `json:"missing"` // the one fact to add
	Drill      string          `json:"drill"`
	late       bool            // some of what it stands on was said after the first probe
}

// Called is what c is called before people.
func (c Criterion) Called() string { return cmp.Or(c.Name, c.ID) }

// OnlyWhenAsked reports whether the candidate showed more after a probe than
// before: the thing to volunteer next time. A level that rose on words said
// before was read differently, and the probe has no part in it.
func (c Criterion) OnlyWhenAsked() bool { return c.Probed && c.late && c.Level > c.Unprompted }

// Wavering reports whether several readings gave different levels.
func (c Criterion) Wavering() bool { return c.Level > 0 && c.Low < c.High }

// A Drill is one thing to practise, with where it would have counted most.
type Drill struct {
	Criterion string `json:"criterion"`
	Name      string `json:"name"` // of the criterion, see [rubric.Criterion.Name]
	Question  string `json:"question"`
	Title     string `json:"title"` // of the question
	Why       string `json:"why"`
	Drill     string `json:"drill"` // where the rubric has none, what is missing or an anchor to aim at
}

// Called is what the criterion is called before people.
func (d Drill) Called() string { return cmp.Or(d.Name, d.Criterion) }

// Where says which question d is from: by its id, or by its title where ids are
// only made of the words of a source.
func (d Drill) Where() string {
	if d.Called() == d.Criterion {
		return d.Question
	}
	return d.Title
}

const drills = 2

// Debrief sums the interview up so far.
func (s State) Debrief() Debrief {
	d := Debrief{Questions: []Review{}, Practise: []Drill{}}
	if s.closed {
		d.Ended = s.last.Why
	}
	var sum float64
	var n int
	for _, e := range s.Exchanges() {
		r := e.Review()
		d.Questions = append(d.Questions, r)
		if r.Score != nil && e.Question.Kind != rubric.Closing {
			sum += *r.Score
			n++
		}
	}
	if n > 0 {
		mean := sum / float64(n)
		d.Score = &mean
	}
	d.Practise = s.practise()
	return d
}

// Review sums one exchange up.
func (e Exchange) Review() Review {
	r := Review{Question: e.Question.ID, Title: e.Question.Title, Skipped: e.Sheet == nil, Astray: e.astray(),
		Criteria: []Criterion{}, Flags: []rubric.Flag{}, Warnings: []string{}}
	if e.Sheet == nil {
		if e.LeftOut { // where there is a sheet, it says so
			r.Warnings = append(r.Warnings, leftOut)
		}
		return r
	}
	r.Score, r.Coverage = e.Sheet.Score, e.Sheet.Coverage
	r.Flags, r.Warnings = append(r.Flags, e.Sheet.Flags...), append(r.Warnings, e.Sheet.Warnings...)
	for _, c := range e.Question.Criteria {
		g, ok := e.Sheet.Grade(c.ID)
		if !ok {
			continue
		}
		x := Criterion{ID: c.ID, Name: c.Name(), Meaning: c.Meaning, Level: g.Level, Low: g.Low, High: g.High, Top: c.Top(), Unprompted: g.Level, Unscored: g.Unscored,
			Probed: slices.Contains(e.Probed, c.ID), Rationale: g.Rationale, Quotes: []string{},
			Next: c.Anchor(g.Level + 1), Aim: aim(c, g.Level), Missing: c.Missing, Drill: c.Drill}
		if e.Sheet.Origin.Prompt != "" { // the embedded examiner reads no anchors, and one would claim what it never saw
			x.Anchor = c.Anchor(g.Level)
		}
		if e.Unprompted != nil {
			x.Unprompted = g.Unprompted
		}
		for _, ev := range g.Evidence {
			x.Quotes = append(x.Quotes, ev.Quote)
			x.late = x.late || e.probedAt > 0 && ev.Line > e.probedAt
		}
		r.Criteria = append(r.Criteria, x)
	}
	return r
}

// Goal is a level above the one reached, and what it asks for: the next, where a
// grader chose by anchors; else the next of the upper half, since the anchors
// below tell what an answer lacks and the examiner has not looked. The level is
// 0 where the scale is a draft, and the text empty at the top.
func (c Criterion) Goal() (rubric.Level, string) {
	switch {
	case c.Anchor != "" || c.Next == "":
		return c.Level + 1, c.Next
	case c.Aim == c.Meaning:
		return 0, c.Aim
	}
	return upper(c.Level, c.Top), c.Aim
}

// upper is the next level above reached in the upper half.
func upper(reached, top rubric.Level) rubric.Level { return max(reached+1, (top+1)/2+1) }

// aim says what to practise for: the anchor of the next level, but of none in
// the lower half, whose anchors tell what an answer lacks. Levels that are
// drafts of a general kind say less than what the criterion means.
func aim(c rubric.Criterion, reached rubric.Level) string {
	switch {
	case reached >= c.Top():
		return ""
	case c.Draft:
		return c.Meaning
	}
	return c.Anchor(upper(reached, c.Top()))
}

// practise picks the criteria whose levels cost most over the whole interview,
// each with the drill of the question where it cost most. The closing phase
// counts only when nothing else was graded.
func (s State) practise() []Drill {
	type lack struct {
		id          string
		total, most float64
		at          rubric.Question
		level       rubric.Level // reached there
	}
	var lacks []lack
	graded := slices.DeleteFunc(s.Exchanges(), func(e Exchange) bool { return e.Sheet == nil })
	closing := func(e Exchange) bool { return e.Question.Kind == rubric.Closing }
	if slices.ContainsFunc(graded, func(e Exchange) bool { return !closing(e) }) {
		graded = slices.DeleteFunc(graded, closing)
	}
	for _, e := range graded {
		for _, c := range e.Question.Criteria {
			g, ok := e.Sheet.Grade(c.ID)
			if !ok || g.Unscored != "" && g.Unscored != rubric.Declined {
				continue
			}
			cost := c.Weight * float64(c.Top()-max(g.Level, 1)) / float64(c.Top()-1)
			i := slices.IndexFunc(lacks, func(l lack) bool { return l.id == c.ID })
			if i < 0 {
				lacks = append(lacks, lack{id: c.ID})
				i = len(lacks) - 1
			}
			l := &lacks[i]
			l.total += cost
			if cost > l.most {
				l.most, l.at, l.level = cost, e.Question, g.Level
			}
		}
	}
	slices.SortStableFunc(lacks, func(a, b lack) int { return cmp.Compare(b.total, a.total) })
	var out []Drill
	for _, l := range lacks {
		if len(out) == drills || l.most == 0 {
			break
		}
		c, _ := l.at.Criterion(l.id)
		out = append(out, Drill{Criterion: l.id, Name: c.Name(), Question: l.at.ID, Title: l.at.Title, Why: c.Missing, Drill: cmp.Or(c.Drill, c.Missing, aim(c, l.level))})
	}
	return out
}

// Farewell is what the interviewer said at the end, or empty before it.
func (s State) Farewell() string {
	if !s.closed {
		return ""
	}
	return s.last.Text
}
