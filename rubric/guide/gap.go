package guide

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A Gap is what the source leaves open about one criterion: levels that it
// doesn't describe.
type Gap struct {
	Criterion rubric.Criterion // as drafted without a model
	Levels    []int            // from 1, those to describe
	Passage   []Passage        // what the source says of it
}

// A Passage is a line of the source.
type Passage struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// A Draft fills the gap of one criterion. It stands on words of the source.
type Draft struct {
	Criterion string
	Line      int            // of the passage it stands on
	Words     string         // of that line
	Levels    map[int]string // exactly those of the gap
	Probe     string
	Missing   string
	Drill     string
}

// mostPassage is how many lines of the source go with one criterion.
const mostPassage = 40

// Gaps returns what the source leaves open about the criteria of question i of
// the document.
func (im *Import) Gaps(i int) []Gap {
	var out []Gap
	q := im.Document.Questions[i]
	for _, c := range q.Criteria {
		if c.Avoid { // its levels say whether it was done: the source leaves nothing open
			continue
		}
		g := Gap{Criterion: c}
		for n := range c.Levels {
			if c.Drafts(rubric.LevelPart(n + 1)) {
				g.Levels = append(g.Levels, n+1)
			}
		}
		if len(g.Levels) > 0 {
			g.Passage = im.passage(c)
			out = append(out, g)
		}
	}
	return out
}

// passage is what the source says of c. Where its lines were not kept, the
// meaning stands for them.
func (im *Import) passage(c rubric.Criterion) []Passage {
	var out []Passage
	ss := spans(c.Source.Lines)
	for _, s := range ss {
		for n := s.first; n <= s.last && n <= len(im.source) && len(out) < mostPassage; n++ {
			if text := squash(clean(im.source[n-1])); text != "" {
				out = append(out, Passage{n, text})
			}
		}
	}
	if len(out) == 0 {
		first := span{}
		if len(ss) > 0 {
			first = ss[0]
		}
		out = append(out, Passage{first.first, c.Meaning})
	}
	return out
}

// ErrNoDraft says that a criterion got no draft at all.
var ErrNoDraft = errors.New("there is no draft of it")

// Fill puts drafts in place of the general ones of some criteria of question i.
// All of it stays marked as drafts, each under the words of the source that it
// stands on. The errors, by criterion, say why a draft was not taken; the
// others are.
func (im *Import) Fill(i int, gaps []Gap, drafts []Draft) map[string]error {
	q := &im.Document.Questions[i]
	bad := map[string]error{}
	for _, g := range gaps {
		at := slices.IndexFunc(drafts, func(d Draft) bool { return d.Criterion == g.Criterion.ID })
		if at < 0 {
			bad[g.Criterion.ID] = ErrNoDraft
			continue
		}
		d := drafts[at].cleaned()
		if err := d.fits(g); err != nil {
			bad[g.Criterion.ID] = err
			continue
		}
		c := &q.Criteria[slices.IndexFunc(q.Criteria, func(c rubric.Criterion) bool { return c.ID == d.Criterion })]
		c.Levels = slices.Clone(c.Levels)
		for n, text := range d.Levels {
			c.Levels[n-1] = text
		}
		if c.Drafts(rubric.Probe) {
			c.Probe = d.Probe
		}
		for _, advice := range []struct {
			part string
			to   *string
			text string
		}{{rubric.Missing, &c.Missing, d.Missing}, {rubric.Drill, &c.Drill, d.Drill}} {
			if *advice.to == "" {
				*advice.to, c.Drafted = advice.text, append(c.Drafted, advice.part)
			}
		}
		im.under[drafted{q.ID, c.ID}] = Passage{d.Line, d.Words}
	}
	return bad
}

func (d Draft) cleaned() Draft {
	one := func(s string) string { return squash(clean(s)) }
	levels := map[int]string{}
	for n, text := range d.Levels {
		levels[n] = one(text)
	}
	return Draft{d.Criterion, d.Line, one(d.Words), levels, one(d.Probe), one(d.Missing), one(d.Drill)}
}

// What a draft may have.
const (
	longestDraft = 300 // characters of one text
	leastWords   = 2   // of the source that it stands on
)

// fits reports why d does not fill g.
func (d Draft) fits(g Gap) error {
	stands := func(p Passage) bool { return p.Line == d.Line && strings.Contains(p.Text, d.Words) }
	switch {
	case len(strings.Fields(d.Words)) < min(leastWords, len(strings.Fields(g.Passage[0].Text))) || !slices.ContainsFunc(g.Passage, stands):
		return errors.New("the words it stands on are not in the line of the passage that it names")
	case len(d.Levels) != len(g.Levels) || slices.ContainsFunc(g.Levels, func(n int) bool { return d.Levels[n] == "" }):
		return fmt.Errorf("it must describe exactly %s", numbered("level", g.Levels))
	case d.Probe == "" || d.Missing == "" || d.Drill == "":
		return errors.New("its probe, missing and drill must hold text")
	}
	all := slices.Clone(g.Criterion.Levels)
	for n, text := range d.Levels {
		all[n-1] = text
	}
	for n, text := range append(slices.Clone(all), d.Probe, d.Missing, d.Drill) {
		if len([]rune(text)) > longestDraft && !slices.Contains(g.Criterion.Levels, text) {
			return fmt.Errorf("a text of it has more than %d characters", longestDraft)
		}
		if n < len(all) && slices.ContainsFunc(all[:n], func(other string) bool { return plain(other) == plain(text) }) {
			return errors.New("two of its levels say the same")
		}
	}
	return nil
}
