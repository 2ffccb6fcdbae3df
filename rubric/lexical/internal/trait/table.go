package trait

import (
	"slices"
	"sync"

	"mockstar/rubric/lexical/internal/element"
)

type count = func(*View) float64

// rising makes a trait of a count that raises levels, up to a limit.
func rising(name string, c count, limit float64) Trait {
	return Trait{Name: name, Cap: limit, Count: c}
}

// falling makes a trait of a count that lowers levels.
func falling(name string, c count, limit float64) Trait {
	return Trait{Name: name, Cap: limit, Count: c, Falling: true}
}

// substance is how much the answer tells at all.
var substance = []Trait{
	rising("own acts", func(v *View) float64 { return v.Summary.Own }, 8),
	rising("own concrete acts", func(v *View) float64 { return v.OwnConcrete }, 14),
	rising("own firm acts", func(v *View) float64 { return v.OwnFirm }, 12),
	rising("own acts with figures", func(v *View) float64 { return v.OwnFigure }, 6),
	rising("own acts with reasons", func(v *View) float64 { return v.OwnReason }, 5),
	rising("acts told in the present", func(v *View) float64 { return v.Present }, 4),
	rising("acts by anybody", func(v *View) float64 { return v.Doing }, 12),
	rising("reasons", func(v *View) float64 { return v.Reasons }, 6),
	rising("alternatives", func(v *View) float64 { return v.Alternatives }, 4),
	rising("alternatives with figures", func(v *View) float64 { return v.AlternativeFigure }, 3),
	rising("figures", func(v *View) float64 { return v.Figures }, 20),
	rising("pairs", func(v *View) float64 { return v.Pairs }, 4),
	rising("names", func(v *View) float64 { return v.Summary.Names }, 8),
	rising("dates", func(v *View) float64 { return v.Dates }, 3),
	rising("particular words", func(v *View) float64 { return v.Rare }, 80),
	rising("telling sentences", func(v *View) float64 { return v.Telling }, 20),
	rising("voices", func(v *View) float64 { return v.Voice }, 4),
}

var outcome = []Trait{
	rising("outcomes with figures", func(v *View) float64 { return v.OutcomeFigure }, 6),
	rising("outcomes in pairs", func(v *View) float64 { return v.OutcomePair }, 3),
	rising("outcomes", func(v *View) float64 { return v.OutcomePlain }, 3),
}

// costs are what an outcome had for a price.
var costs = []Trait{
	rising("costs", func(v *View) float64 { return v.CostTold }, 6),
	rising("costs with figures", func(v *View) float64 { return v.CostFigure }, 3),
}

var late = []Trait{
	rising("points of outcomes", func(v *View) float64 { return v.OutcomePoints }, 20),
	rising("points of outcomes beside telling", func(v *View) float64 { return min(v.OutcomePoints/10, v.Telling/15) }, 1),
	rising("late outcomes with figures", func(v *View) float64 { return v.LateFigure }, 3),
	rising("late outcomes in pairs", func(v *View) float64 { return v.LatePair }, 3),
	rising("late outcomes", func(v *View) float64 { return v.LatePlain }, 3),
	rising("late costs", func(v *View) float64 { return v.LateCost }, 3),
}

var lessons = []Trait{
	rising("lessons on AI", func(v *View) float64 { return v.LessonAI }, 3),
	rising("concrete lessons on AI", func(v *View) float64 { return v.LessonFirm }, 2),
	rising("wisest sentence beside telling", func(v *View) float64 { return min(v.Wisest/7, v.Telling/15) }, 1),
	rising("wisest sentence", func(v *View) float64 { return v.Wisest }, 5),
	rising("wisest sentence above 4", func(v *View) float64 { return max(0, v.Wisest-4) }, 3),
	rising("second wisest sentence", func(v *View) float64 { return v.SecondWisest }, 7),
}

// truths are read for insight alone.
var truths = []Trait{
	rising("truths about AI", func(v *View) float64 { return v.Truths }, 3),
	rising("closing truths about AI", func(v *View) float64 { return v.ClosingTruths }, 2),
}

var duty = []Trait{
	rising("roles", func(v *View) float64 { return v.Roles }, 3),
	rising("concrete roles", func(v *View) float64 { return v.RoleConcrete }, 3),
	rising("points of duty", func(v *View) float64 { return v.DutyPoints }, 6),
	rising("points of duty beside telling", func(v *View) float64 { return min(v.DutyPoints/6, v.Telling/15) }, 1),
	rising("duties", func(v *View) float64 { return v.Duties }, 3),
	rising("concrete duties", func(v *View) float64 { return v.DutyConcrete }, 2),
	rising("duties with a target", func(v *View) float64 { return v.DutyTarget }, 2),
	rising("duties with a target in figures", func(v *View) float64 { return v.DutyFigure }, 2),
	rising("targets with figures", func(v *View) float64 { return v.TargetFigure }, 3),
}

var scene = []Trait{
	rising("scene: elements", func(v *View) float64 { return v.SceneElements() }, 4),
	rising("scene: elements beside telling", func(v *View) float64 { return min(v.SceneElements()/4, v.Telling/15) }, 1),
	rising("scene: place", func(v *View) float64 { return v.SceneOrg }, 3),
	rising("scene: time", func(v *View) float64 { return v.SceneWhen }, 1),
	rising("scene: scale", func(v *View) float64 { return v.SceneScale }, 3),
	rising("scene: stakes", func(v *View) float64 { return v.SceneStake }, 3),
	rising("scene: figures", func(v *View) float64 { return v.SceneFigure }, 6),
	rising("scene: names", func(v *View) float64 { return v.SceneName }, 4),
	rising("scene: particular words", func(v *View) float64 { return v.SceneRare }, 18),
}

var lowering = []Trait{
	falling("no example", func(v *View) float64 { return v.NoExample }, 3),
	falling("hypotheticals", func(v *View) float64 { return v.Hypothetical }, 8),
	falling("office phrases", func(v *View) float64 { return v.Buzz }, 6),
	falling("praise of oneself", func(v *View) float64 { return max(0, v.Hype-1) }, 2),
	falling("platitudes", func(v *View) float64 { return v.Platitude }, 6),
	falling("hedges", func(v *View) float64 { return max(0, v.Hedges-5) }, 5),
	falling("keyword lists", func(v *View) float64 { return v.Listing }, 2),
}

var speaking = []Trait{
	rising("sentences to it", func(v *View) float64 { return v.Own.Sentences }, 6),
	rising("best sentence to it", func(v *View) float64 { return max(0, v.Best-bar) }, 8),
	rising("bearing of all", func(v *View) float64 { return v.Bearing }, 60),
	rising("sentences to it with own acts", func(v *View) float64 { return v.Own.Act }, 3),
	rising("sentences to it with acts", func(v *View) float64 { return v.Own.Doing }, 3),
	rising("sentences to it with figures", func(v *View) float64 { return v.Own.Figure }, 3),
	rising("sentences to it with reasons", func(v *View) float64 { return v.Own.Reason }, 3),
	rising("sentences to it with depth", func(v *View) float64 { return v.Own.Depth }, 3),
}

// showing is what was learned of the criterion's own words.
var showing = []Trait{
	rising("shown: best sentence", func(v *View) float64 { return v.Shown.Best }, 0.88),
	rising("shown: second sentence", func(v *View) float64 { return v.Shown.Second }, 0.88),
	rising("shown: third sentence", func(v *View) float64 { return v.Shown.Third }, 0.88),
	rising("shown: all sentences", func(v *View) float64 { return v.Shown.Sum }, 4),
}

// stating is what the sentences of an answer state.
func stating(es ...element.Element) []Trait {
	var out []Trait
	for _, e := range es {
		of := func(name string, of func(*Tally) float64, limit float64) {
			out = append(out, rising(element.Names[e]+" stated: "+name, func(v *View) float64 { return of(&v.Stated[e]) }, limit))
		}
		of("best sentence", func(t *Tally) float64 { return t.Best }, 1.75)
		of("second sentence", func(t *Tally) float64 { return t.Second }, 1.75)
		of("third sentence", func(t *Tally) float64 { return t.Third }, 1.75)
		of("all sentences", func(t *Tally) float64 { return t.Sum }, 12)
		if e != element.Cost && e != element.Habit { // which are labelled without a degree
			of("particular sentences", func(t *Tally) float64 { return t.Strong }, 6)
		}
	}
	return out
}

var common = slices.Concat(substance, outcome, costs, late, lessons, duty, scene, lowering)

// rivalry is what tells an answer to this question from one to another.
var rivalry = []Trait{
	rising("lead in words", func(v *View) float64 { return v.WordLead }, 1),
	rising("lead in words above 0.6", func(v *View) float64 { return max(0, v.WordLead-0.6) }, 0.9),
	rising("lead in topic cues", func(v *View) float64 { return v.TopicLead }, 1.5),
	rising("lead in all cues", func(v *View) float64 { return v.CueLead }, 1.5),
	rising("lead in words of answers", func(v *View) float64 { return v.HeardLead }, 1),
	rising("lead in words of answers, first half", func(v *View) float64 { return v.HeardLead }, 0.5),
	rising("topic cues said", func(v *View) float64 { return v.TopicCues }, 5),
}

// TopicModel names the model that tells whether an answer speaks to its
// question: near 1 where it does, near 0 where it speaks to another.
const TopicModel = "topic"

// OwnModel names the model that grades the criteria of the bank outside STAR-AI,
// OtherModel that which grades those of other documents, whose words nobody
// has learned.
const (
	OwnModel   = "own"
	OtherModel = "other"
)

// Models are the names of the models of the bank's criteria, in the order they
// are shown.
var Models = append(slices.Clone(star), OwnModel)

// Fitted are the names of all models of criteria.
var Fitted = append(slices.Clone(Models), OtherModel)

// For returns the traits that the named model is fitted to. They are shared,
// and not to be changed.
func For(model string) []Trait {
	ts, ok := fitted()[model]
	if !ok {
		panic("trait: no such model: " + model)
	}
	return ts
}

var fitted = sync.OnceValue(func() map[string][]Trait {
	other := slices.Concat(common, speaking, stating(element.Scene, element.Duty, element.Act, element.Shared, element.Outcome, element.Lesson, element.Cost, element.Habit))
	return map[string][]Trait{
		"situation": slices.Concat(substance, scene, stating(element.Scene, element.Outcome), lowering),
		"task":      slices.Concat(substance, duty, stating(element.Duty), lowering),
		"action":    slices.Concat(substance, outcome, costs, late, scene, stating(element.Act), lowering),
		"result":    slices.Concat(costs, late, stating(element.Outcome, element.Cost), lowering),
		"insight":   slices.Concat(common, truths, stating(element.Lesson, element.Habit)),
		OwnModel:    slices.Concat(other, showing),
		OtherModel:  other,
		TopicModel:  rivalry,
	}
})
