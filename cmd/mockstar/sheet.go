package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// review turns a sheet of one pasted answer into the same review that an
// interview's debrief has, so that both are shown by the same code.
func review(q rubric.Question, s rubric.Sheet) interviewer.Review {
	return interviewer.Exchange{Question: q, Sheet: &s}.Review()
}

// stampSheet notes what made a sheet.
func (a *app) stampSheet(d *rubric.Document, s *rubric.Sheet) {
	s.Origin.Program, s.Origin.Document = program(), d.Ref()
}

func (a *app) printSheet(format string, q rubric.Question, s rubric.Sheet) error {
	switch format {
	case "json":
		return a.writeJSON(s)
	case "md":
		fmt.Fprint(a.out, reviewMarkdown(review(q, s), 1)+originMarkdown(s.Origin))
		return nil
	case "html":
		return a.writePage(page{Title: q.Title, Reviews: []interviewer.Review{review(q, s)}, Made: made(s.Origin)})
	}
	p := a.printer()
	one := review(q, s)
	practise := practiseOne(one)
	(&reviews{Printer: p, practise: practise}).print(one)
	p.Println(screen.Plain, "")
	printPractise(p, practise)
	p.Wrap(screen.Dim, made(s.Origin), "", "")
	return p.Err()
}

// practiseOne picks the two criteria of one review that lack most.
func practiseOne(r interviewer.Review) []interviewer.Drill {
	cs := slices.DeleteFunc(slices.Clone(r.Criteria), func(c interviewer.Criterion) bool { return c.Level == 0 || c.Next == "" })
	slices.SortStableFunc(cs, byLevel)
	var out []interviewer.Drill
	for _, c := range cs[:min(2, len(cs))] {
		out = append(out, interviewer.Drill{Criterion: c.ID, Name: c.Name, Question: r.Question, Title: r.Title, Why: c.Missing, Drill: cmp.Or(c.Drill, c.Missing, c.Aim)})
	}
	return out
}

// reviews shows questions one after another. What stands once, how to read a
// block, a long quote, a drill to practise first, is not shown again.
type reviews struct {
	*screen.Printer
	practise  []interviewer.Drill // shown at the end
	explained bool
	quoted    map[string]string // quotes shown of this question, with their criterion
}

// print shows one question: its score, then a block for each criterion.
func (p *reviews) print(r interviewer.Review) {
	p.Wrap(screen.Heading, r.Title, "", "")
	if r.Skipped {
		p.Wrap(screen.Dim, "passed over, so there is nothing to grade", "", "")
		p.warnings(r)
		return
	}
	p.Wrap(screen.Dim, scoreLine(r), "", "")
	if r.Astray {
		p.Wrap(screen.Warn, "What was said answers another question, so the criteria of this one have nothing to stand on.", "! ", "  ")
	}
	for _, f := range r.Flags {
		p.Wrap(screen.Warn, fmt.Sprintf("flagged, not graded differently: %s: “%s”", f.Kind, f.Quote), "! ", "  ")
	}
	p.warnings(r)
	if why := nothingIn(r); why != "" {
		p.Wrap(screen.Warn, why+" Every criterion stays at the lowest level.", "! ", "  ")
		return
	}
	if why := noneGraded(r); why != "" {
		p.Wrap(screen.Dim, why, "", "")
		return
	}
	if !p.explained {
		p.Wrap(screen.Dim, "beside each level: what was found, your words, and what a higher level asks for", "", "")
		p.explained = true
	}
	p.quoted = map[string]string{}
	for _, c := range r.Criteria {
		p.Println(screen.Plain, "")
		if slices.ContainsFunc(p.practise, func(d interviewer.Drill) bool {
			return d.Question == r.Question && d.Criterion == c.ID && d.Drill == c.Drill
		}) {
			c.Drill = "the one under “Practise first”"
		}
		p.criterion(c)
	}
}

func (p *reviews) warnings(r interviewer.Review) {
	for _, w := range r.Warnings {
		p.Wrap(screen.Warn, w, "! ", "  ")
	}
}

// nothingIn is why every criterion is at the lowest level with no quote, where
// one reason holds for all of them: such a grade is of no use block by block.
func nothingIn(r interviewer.Review) string {
	if cs := r.Criteria; len(cs) > 1 && cs[0].Level == 1 && alike(cs) {
		return cs[0].Rationale
	}
	return ""
}

// noneGraded is why no criterion has a level, where one reason holds for all.
func noneGraded(r interviewer.Review) string {
	if cs := r.Criteria; len(cs) > 1 && cs[0].Level == 0 && alike(cs) {
		return strings.TrimSpace("not graded: " + because(cs[0]) + ". " + reason(cs[0]))
	}
	return ""
}

// alike reports whether all criteria have the same level, no quote, and one
// reason for it.
func alike(cs []interviewer.Criterion) bool {
	return !slices.ContainsFunc(cs, func(c interviewer.Criterion) bool {
		return c.Level != cs[0].Level || c.Unscored != cs[0].Unscored || len(c.Quotes) > 0 || c.Rationale != cs[0].Rationale
	})
}

// Lengths of a quote, in characters: longest is shown whole, short may be shown
// twice, start is what stands for one that was shown before.
const (
	longestQuote = 200
	shortQuote   = 60
	startOfQuote = 30
)

// quote is a quote in quote marks: its start where it is long or was shown.
func (p *reviews) quote(quote, criterion string) string {
	first, shown := p.quoted[quote]
	switch {
	case shown && utf8.RuneCountInString(quote) > shortQuote:
		return fmt.Sprintf("“%s” (as under %s)", brief(quote, startOfQuote), first)
	case !shown:
		p.quoted[quote] = criterion
	}
	return "“" + brief(quote, longestQuote) + "”"
}

// brief is a text of at most n characters: its start, cut between words.
func brief(text string, n int) string {
	all := []rune(text)
	if len(all) <= n {
		return text
	}
	cut := string(all[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.–—-") + " …"
}

func (p *reviews) criterion(c interviewer.Criterion) {
	const indent = "         "
	if c.Level == 0 {
		p.Print(screen.Dim, strings.Repeat("·", int(c.Top))+"    ")
		p.Print(screen.Heading, c.Called())
		if why := "not graded: " + because(c); len(indent)+len(c.Called())+2+len(why) <= p.Width() {
			p.Println(screen.Dim, "  "+why)
		} else {
			p.Println(screen.Plain, "")
			p.Wrap(screen.Dim, why, indent, indent)
		}
		if why := reason(c); why != "" {
			p.Wrap(screen.Dim, why, indent, indent)
		}
		return
	}
	p.Print(tone(c), screen.Bar(int(c.Level), int(c.Top)))
	p.Print(screen.Plain, fmt.Sprintf(" %d  ", c.Level))
	p.Print(screen.Heading, c.Called())
	if c.Wavering() {
		p.Print(screen.Warn, "  "+wavers(c))
	}
	if c.OnlyWhenAsked() {
		p.Print(screen.Accent, "  "+before(c))
	}
	p.Println(screen.Plain, "")
	if why := reason(c); why != "" {
		p.Wrap(screen.Plain, why, indent, indent)
	}
	for _, q := range c.Quotes {
		p.Wrap(screen.Quote, p.quote(q, c.Called()), indent, indent+" ")
	}
	if c.Anchor != "" && (c.Level > 1 || len(c.Quotes) > 0) { // the floor says once more that there is nothing
		p.Wrap(screen.Dim, fmt.Sprintf("%d on the scale: %s", c.Level, c.Anchor), indent, indent+"   ")
	}
	if c.Next != "" {
		p.Wrap(screen.Dim, goal(c), indent, indent+"   ")
		if c.Missing != "" {
			p.Wrap(screen.Accent, "make plain: "+c.Missing, indent, indent+"   ")
		}
		if c.Drill != "" && 5*int(c.Level) < 4*int(c.Top) {
			p.Wrap(screen.Dim, "drill: "+c.Drill, indent, indent+"   ")
		}
	}
}

// goal says what a higher level asks for; it is empty at the top.
func goal(c interviewer.Criterion) string {
	switch level, text := c.Goal(); {
	case text == "":
		return ""
	case level == 0:
		return "to show: " + text
	default:
		return fmt.Sprintf("for a %d: %s", level, text)
	}
}

// wavers says how far several readings of a criterion lie apart.
func wavers(c interviewer.Criterion) string {
	return fmt.Sprintf("readings from %d to %d", c.Low, c.High)
}

// reason is the rationale without what has a line of its own: all of it where
// it says why there is no level, else a last sentence that names the missing
// fact.
func reason(c interviewer.Criterion) string {
	if _, said := unusable(c); said {
		return ""
	}
	i := strings.LastIndex(c.Rationale, c.Missing)
	if c.Missing == "" || c.Next == "" || i < 0 {
		return c.Rationale
	}
	return c.Rationale[:max(0, strings.LastIndex(c.Rationale[:i], ". ")+1)]
}

func printPractise(p *screen.Printer, drills []interviewer.Drill) {
	if len(drills) == 0 {
		return
	}
	p.Println(screen.Heading, "Practise first")
	for i, x := range drills {
		n := fmt.Sprintf("%d. ", i+1)
		if x.Called() != x.Criterion { // an id that nobody chose, so is that of the question
			p.Wrap(screen.Plain, named(x, x.Drill), n, "   ")
			p.Wrap(screen.Dim, "in: "+x.Title, "   ", "   ")
			continue
		}
		p.Wrap(screen.Plain, fmt.Sprintf("%s (in %s): %s", x.Criterion, x.Question, x.Drill), n, "   ")
	}
	p.Println(screen.Plain, "")
}

func scoreLine(r interviewer.Review) string {
	scored := 0
	for _, c := range r.Criteria {
		if c.Level > 0 {
			scored++
		}
	}
	if nothingIn(r) != "" {
		return fmt.Sprintf("nothing to grade: %.1f of 5 is the lowest there is", *r.Score)
	}
	score := "no score"
	if r.Score != nil {
		score = fmt.Sprintf("score %.1f of 5", *r.Score)
	}
	return fmt.Sprintf("%s · %d of %d criteria graded · %.0f %% of the weight", score, scored, len(r.Criteria), 100*r.Coverage)
}

// tone colours a level: the lower two fifths ask for work, the upper two stand.
func tone(c interviewer.Criterion) screen.Style {
	switch {
	case 5*int(c.Level) <= 2*int(c.Top):
		return screen.Warn
	case 5*int(c.Level) >= 4*int(c.Top):
		return screen.Good
	}
	return screen.Plain
}

// unusable is what a sheet says was wrong with a verdict. Any other rationale is
// the grader's own text, whatever it begins with.
func unusable(c interviewer.Criterion) (why string, said bool) {
	if c.Level > 0 || c.Unscored != rubric.Invalid && c.Unscored != rubric.Unverified {
		return "", false
	}
	return strings.CutPrefix(c.Rationale, "Not graded: ")
}

// because says in plain words why there is no level.
func because(c interviewer.Criterion) string {
	if why, ok := unusable(c); ok {
		return why
	}
	switch c.Unscored {
	case rubric.NotAssessable:
		return "it could not be judged from this answer"
	case rubric.Declined:
		return "you passed on it"
	case rubric.Unverified:
		return "a level was claimed, but no quote of yours stands behind it"
	case rubric.Invalid:
		return "the grader's verdict could not be used"
	case rubric.TooLong:
		return "the answer is too long for the grader"
	case rubric.Refused:
		return "the provider refused to grade it"
	}
	return string(c.Unscored)
}

// errorOfEmbedded is what `go run ./rubric/lexical/fit -table` stands on: 0.48
// levels over all criteria, on answers of authors that the fit has not seen.
const errorOfEmbedded = "half a level off on average, measured against readings by a language model and not by people"

// ofOthers is said in its place of a document that nothing was fitted to.
const ofOthers = "it knows this document by the words of its criteria alone, and was fitted to none of it"

// made says in one line what graded, and how far it can be trusted.
func made(o rubric.Origin) string {
	by := "the embedded examiner, no language model (" + errorOfEmbedded + ")"
	if !strings.HasPrefix(o.Document, rubric.Embedded().ID+"@") {
		by = "the embedded examiner, no language model (" + ofOthers + ")"
	}
	if o.Model != "" && o.Model != lexical.Model {
		by = fmt.Sprintf("%s with prompt %s, %d tokens in (%d from a cache) and %d out", o.Model, o.Prompt, o.Usage.Input, o.Usage.Cached, o.Usage.Output)
	}
	return fmt.Sprintf("graded by %s · %s · %s", by, o.Document, o.Program)
}
