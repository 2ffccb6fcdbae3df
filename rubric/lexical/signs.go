package lexical

import (
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A sign is one thing that a rationale can name as found or as lacking.
type sign struct {
	found string // what the quotes hold; empty where they don't
	lacks string // what no sentence of the answer holds; empty where it does, or where its lack is not worth a word
}

// How strongly a sentence states an element at least where a rationale says so.
// Three in four of such sentences were labelled with it; of those that a phrase
// of the lexicon tells by, two in five. Costs are labelled without a degree.
var plainly = [element.Count]float64{element.Scene: 0.7, element.Duty: 0.6, element.Act: 0.6, element.Outcome: 0.7, element.Lesson: 0.6, element.Cost: 0.4}

// How strongly a sentence may state an element that a rationale calls lacking.
// What lies between is not spoken of.
var hardly = [element.Count]float64{element.Duty: 0.45, element.Act: 0.45, element.Shared: 0.45, element.Outcome: 0.45, element.Lesson: 0.45, element.Cost: 0.2}

// some are sentences of an answer, to be asked what one of them holds.
type some struct {
	sight *trait.Sight
	js    []int
}

// hold reports whether a sentence is so.
func (x some) hold(so func(j int, s *read.Sentence) bool) bool {
	return slices.ContainsFunc(x.js, func(j int) bool { return so(j, &x.sight.Reading.Sentences[j]) })
}

func (x some) tag(t read.Tag) bool {
	return x.hold(func(_ int, s *read.Sentence) bool { return s.Has(t) })
}

func (x some) state(e element.Element) bool {
	return x.hold(func(j int, _ *read.Sentence) bool { return x.sight.Stated(j, e) >= plainly[e] })
}

// lack reports whether no sentence states e, not even faintly.
func (x some) lack(e element.Element) bool {
	return !x.hold(func(j int, _ *read.Sentence) bool { return x.sight.Stated(j, e) > hardly[e] })
}

// figure reports whether something is counted or measured in a sentence.
func (x some) figure() bool {
	return x.hold(func(_ int, s *read.Sentence) bool { return s.Measured > 0 })
}

// number reports whether there is any number at all.
func (x some) number() bool {
	return x.hold(func(_ int, s *read.Sentence) bool { return s.Figures > 0 })
}

// signsOf are those that the quoted sentences hold for the criterion, and that
// all sentences of the answer lack. From level 3 on nobody is told that what the
// criterion is about is lacking: the level says that it is there.
func signsOf(id string, l rubric.Level, quoted, all some) []sign {
	lackable := l < 3
	switch id {
	case "situation":
		return situation(quoted, all)
	case "task":
		return task(lackable, quoted, all)
	case "action":
		return action(lackable, quoted, all)
	case "result":
		return result(l, quoted, all)
	case "insight":
		return insight(lackable, quoted, all)
	}
	return own(quoted, all)
}

// when is text where it is so.
func when(so bool, text string) string {
	if so {
		return text
	}
	return ""
}

func situation(quoted, all some) []sign {
	dated := func(_ int, s *read.Sentence) bool { return s.Has(read.When) || s.Dates > 0 }
	stake := func(j int, s *read.Sentence) bool {
		return s.Has(read.Stake) && quoted.sight.Stated(j, element.Scene) >= plainly[element.Scene]
	}
	named := all.hold(func(j int, s *read.Sentence) bool {
		return s.Names > 0 && all.sight.Stated(j, element.Scene) >= plainly[element.Scene]
	})
	return []sign{
		{when(quoted.tag(read.Org), "a place of work"), when(!all.tag(read.Org) && !named, "the company or product")},
		{when(quoted.hold(dated), "a time"), when(!all.hold(dated), "when it was")},
		{when(quoted.figure(), "a figure"), when(!all.number(), "a figure for the scale")},
		{when(quoted.hold(stake), "something at stake"), when(!all.tag(read.Stake), "what was at stake")},
	}
}

func task(lackable bool, quoted, all some) []sign {
	role := func(j int, s *read.Sentence) bool {
		return s.Has(read.Role) && s.First && quoted.sight.Stated(j, element.Duty) >= 0.3
	}
	aim := func(j int, s *read.Sentence) bool { return s.Has(read.Target) && s.Figures+s.Dates > 0 }
	due := func(j int, s *read.Sentence) bool {
		return s.Figures+s.Dates > 0 && all.sight.Stated(j, element.Duty) > hardly[element.Duty]
	}
	return []sign{
		{when(quoted.state(element.Duty), "what you answered for"), when(lackable && all.lack(element.Duty), "what you answered for in person")},
		{found: when(quoted.hold(role), "a role")},
		{when(quoted.hold(aim), "a target with a figure or a date"), when(!all.hold(aim) && !all.hold(due), "a target in figures")},
	}
}

func result(l rubric.Level, quoted, all some) []sign {
	pair := func(_ int, s *read.Sentence) bool { return s.Pairs > 0 }
	words := func(j int, s *read.Sentence) bool {
		return s.Has(read.OutcomePlain) && quoted.sight.Stated(j, element.Outcome) >= hardly[element.Outcome]
	}
	var outcome sign
	switch {
	case quoted.hold(pair):
		outcome.found = "two figures side by side"
	case quoted.figure():
		outcome.found = "a figure"
	case quoted.hold(words), quoted.state(element.Outcome):
		outcome.found = "an outcome in words"
	}
	switch {
	case l == 1 && all.lack(element.Outcome):
		outcome.lacks = "what came of it"
	case !all.number():
		outcome.lacks = "a figure"
	case l > 1 && !all.hold(pair):
		outcome.lacks = "a figure from before and one from after"
	}
	return []sign{outcome, cost(quoted, all)}
}

func insight(lackable bool, quoted, all some) []sign {
	ofAI := func(j int, s *read.Sentence) bool {
		return s.Has(read.AINature) && quoted.sight.Stated(j, element.Lesson) >= hardly[element.Lesson]
	}
	return []sign{
		{when(quoted.state(element.Lesson), "words that draw a lesson"), when(lackable && all.lack(element.Lesson), "the lesson in so many words")},
		{when(quoted.hold(ofAI), "words on how AI behaves"), when(!all.tag(read.AINature), "what it taught about how AI behaves")},
	}
}

func action(lackable bool, quoted, all some) []sign {
	own := func(_ int, s *read.Sentence) bool { return s.Acts() > 0 }
	return []sign{
		{act(quoted), when(lackable && !all.hold(own), "what you did yourself, in the first person")},
		{when(quoted.tag(read.Reason), "a reason"), when(!all.hold(because), "why you did it that way")},
		{when(quoted.tag(read.Alternative), "a comparison"), when(!all.tag(read.Alternative), "what else you weighed")},
	}
}

// own are the signs of a question's own criterion.
func own(quoted, all some) []sign {
	figure, cost := sign{when(quoted.figure(), "a figure"), when(!all.number(), "a figure")}, cost(quoted, all)
	return []sign{
		{act(quoted), when(!all.hold(anybody) && all.lack(element.Act) && all.lack(element.Shared), "what you or your team did about it")},
		figure,
		{when(quoted.tag(read.Reason), "a reason"), when(!all.hold(because), "a reason")},
		{found: when(quoted.tag(read.Alternative), "a comparison")},
		cost,
	}
}

// act says who did something: what is told as done goes first, then what
// everybody could say of themselves, a habit, what "we" did, and last what would
// be done.
func act(quoted some) string {
	done := func(of func(*read.Sentence) bool) bool {
		return quoted.hold(func(_ int, s *read.Sentence) bool { return of(s) && !s.Would() })
	}
	switch {
	case done(func(s *read.Sentence) bool { return s.Own+s.Elided > s.Soft || s.Own > 0 && !s.General() }):
		return "something you did"
	case done(func(s *read.Sentence) bool { return s.Own > 0 }):
		return "steps told in general words"
	case done(func(s *read.Sentence) bool { return s.Present > 0 }):
		return "something you do"
	case done(func(s *read.Sentence) bool { return s.Shared > 0 }):
		return "something “we” did"
	}
	return when(quoted.hold(anybody), "something you would do")
}

func because(_ int, s *read.Sentence) bool { return s.Because() }

func anybody(_ int, s *read.Sentence) bool { return s.Acts()+s.Shared > 0 }

func cost(quoted, all some) sign {
	return sign{when(quoted.state(element.Cost), "a cost or a limit"), when(all.lack(element.Cost), "what it cost or left open")}
}
