package trait

import (
	"slices"
	"sync"
)

type count = func(*View) float64

// rising makes one trait for each cap of a count that raises levels: with
// several caps the first few can weigh more than the rest.
func rising(name string, c count, caps ...float64) []Trait {
	var out []Trait
	for _, limit := range caps {
		out = append(out, Trait{Name: label(name, limit), Cap: limit, Count: c})
	}
	return out
}

// falling makes a trait of a count that lowers levels.
func falling(name string, c count, caps ...float64) []Trait {
	out := rising(name, c, caps...)
	for i := range out {
		out[i].Falling = true
	}
	return out
}

// substance is how much the answer tells at all.
var substance = slices.Concat(
	rising("own acts", func(v *View) float64 { return v.Summary.Own }, 3, 8),
	rising("own concrete acts", func(v *View) float64 { return v.OwnConcrete }, 3, 8, 14),
	rising("own firm acts", func(v *View) float64 { return v.OwnFirm }, 2, 6, 12),
	rising("own acts with figures", func(v *View) float64 { return v.OwnFigure }, 2, 6),
	rising("own acts with reasons", func(v *View) float64 { return v.OwnReason }, 2, 5),
	rising("acts told in the present", func(v *View) float64 { return v.Present }, 4),
	rising("acts by anybody", func(v *View) float64 { return v.Doing }, 4, 12),
	rising("reasons", func(v *View) float64 { return v.Reasons }, 2, 6),
	rising("alternatives", func(v *View) float64 { return v.Alternatives }, 1, 4),
	rising("alternatives with figures", func(v *View) float64 { return v.AlternativeFigure }, 1, 3),
	rising("figures", func(v *View) float64 { return v.Figures }, 4, 10, 20),
	rising("pairs", func(v *View) float64 { return v.Pairs }, 1, 4),
	rising("names", func(v *View) float64 { return v.Summary.Names }, 3, 8),
	rising("dates", func(v *View) float64 { return v.Dates }, 1, 3),
	rising("particular words", func(v *View) float64 { return v.Rare }, 15, 40, 80),
	rising("telling sentences", func(v *View) float64 { return v.Telling }, 4, 12, 20),
	rising("voices", func(v *View) float64 { return v.Voice }, 1, 4),
)

var outcome = slices.Concat(
	rising("outcomes with figures", func(v *View) float64 { return v.OutcomeFigure }, 1, 3, 6),
	rising("outcomes in pairs", func(v *View) float64 { return v.OutcomePair }, 1, 3),
	rising("outcomes", func(v *View) float64 { return v.OutcomePlain }, 1, 3),
	costs)

// costs are what an outcome had for a price.
var costs = slices.Concat(
	rising("costs", func(v *View) float64 { return v.CostTold }, 1, 3, 6),
	rising("costs with figures", func(v *View) float64 { return v.CostFigure }, 1, 3),
)

var late = slices.Concat(
	rising("points of outcomes", func(v *View) float64 { return v.OutcomePoints }, 4, 10, 20),
	rising("points of outcomes beside telling", func(v *View) float64 { return min(v.OutcomePoints/10, v.Telling/15) }, 1),
	rising("late outcomes with figures", func(v *View) float64 { return v.LateFigure }, 1, 3),
	rising("late outcomes in pairs", func(v *View) float64 { return v.LatePair }, 1, 3),
	rising("late outcomes", func(v *View) float64 { return v.LatePlain }, 1, 3),
	rising("late costs", func(v *View) float64 { return v.LateCost }, 1, 3),
)

var lessons = slices.Concat(
	rising("lessons on AI", func(v *View) float64 { return v.LessonAI }, 1, 3),
	rising("concrete lessons on AI", func(v *View) float64 { return v.LessonFirm }, 1, 2),
	rising("lessons", func(v *View) float64 { return v.LessonAny }, 1, 2),
	rising("wisest sentence beside telling", func(v *View) float64 { return min(v.Wisest/7, v.Telling/15) }, 1),
	rising("wisest sentence", func(v *View) float64 { return v.Wisest }, 3, 5),
	rising("wisest sentence above 4", func(v *View) float64 { return max(0, v.Wisest-4) }, 3),
	rising("second wisest sentence", func(v *View) float64 { return v.SecondWisest }, 4, 7),
	rising("lessons in all", func(v *View) float64 { return v.Wisdom }, 8, 20),
)

// truths are read for insight alone.
var truths = slices.Concat(
	rising("truths about AI", func(v *View) float64 { return v.Truths }, 1, 3),
	rising("closing truths about AI", func(v *View) float64 { return v.ClosingTruths }, 1, 2),
)

var duty = slices.Concat(
	rising("roles", func(v *View) float64 { return v.Roles }, 1, 3),
	rising("concrete roles", func(v *View) float64 { return v.RoleConcrete }, 1, 3),
	rising("points of duty", func(v *View) float64 { return v.DutyPoints }, 3, 6),
	rising("points of duty beside telling", func(v *View) float64 { return min(v.DutyPoints/6, v.Telling/15) }, 1),
	rising("duties", func(v *View) float64 { return v.Duties }, 1, 3),
	rising("concrete duties", func(v *View) float64 { return v.DutyConcrete }, 1, 2),
	rising("duties with a target", func(v *View) float64 { return v.DutyTarget }, 1, 2),
	rising("duties with a target in figures", func(v *View) float64 { return v.DutyFigure }, 1, 2),
	rising("targets with figures", func(v *View) float64 { return v.TargetFigure }, 1, 3),
)

var scene = slices.Concat(
	rising("scene: elements", func(v *View) float64 { return v.SceneElements() }, 2, 4),
	rising("scene: elements beside telling", func(v *View) float64 { return min(v.SceneElements()/4, v.Telling/15) }, 1),
	rising("scene: place", func(v *View) float64 { return v.SceneOrg }, 1, 3),
	rising("scene: time", func(v *View) float64 { return v.SceneWhen }, 1),
	rising("scene: scale", func(v *View) float64 { return v.SceneScale }, 1, 3),
	rising("scene: stakes", func(v *View) float64 { return v.SceneStake }, 1, 3),
	rising("scene: figures", func(v *View) float64 { return v.SceneFigure }, 2, 6),
	rising("scene: names", func(v *View) float64 { return v.SceneName }, 1, 4),
	rising("scene: particular words", func(v *View) float64 { return v.SceneRare }, 6, 18),
)

var lowering = slices.Concat(
	falling("no example", func(v *View) float64 { return v.NoExample }, 1, 3),
	falling("hypotheticals", func(v *View) float64 { return v.Hypothetical }, 8),
	falling("office phrases", func(v *View) float64 { return v.Buzz }, 2, 6),
	falling("praise of oneself", func(v *View) float64 { return max(0, v.Hype-1) }, 1, 2),
	falling("platitudes", func(v *View) float64 { return v.Platitude }, 6),
	falling("hedges", func(v *View) float64 { return max(0, v.Hedges-5) }, 5),
	falling("keyword lists", func(v *View) float64 { return v.Listing }, 2),
)

var speaking = slices.Concat(
	rising("sentences to it", func(v *View) float64 { return v.Own.Sentences }, 1, 3, 6),
	rising("best sentence to it", func(v *View) float64 { return max(0, v.Best-Bar) }, 3, 8),
	rising("bearing of all", func(v *View) float64 { return v.Bearing }, 20, 60),
	rising("sentences to it with own acts", func(v *View) float64 { return v.Own.Act }, 1, 3),
	rising("sentences to it with acts", func(v *View) float64 { return v.Own.Doing }, 1, 3),
	rising("sentences to it with figures", func(v *View) float64 { return v.Own.Figure }, 1, 3),
	rising("sentences to it with reasons", func(v *View) float64 { return v.Own.Reason }, 1, 3),
	rising("sentences to it with depth", func(v *View) float64 { return v.Own.Depth }, 1, 3),
	rising("topic cues", func(v *View) float64 { return v.On.Firm }, 2, 5),
	rising("topic cue sentences", func(v *View) float64 { return v.On.Sentences }, 2, 5),
	rising("topic cues with own acts", func(v *View) float64 { return v.On.Act }, 1, 3),
	rising("names from the rubric", func(v *View) float64 { return v.On.Names }, 2),
)

var common = slices.Concat(substance, outcome, late, lessons, duty, scene, lowering)

// rivalry is what tells an answer to this question from one to another.
var rivalry = slices.Concat(
	rising("lead in words", func(v *View) float64 { return v.WordLead }, 1),
	rising("lead in words above 0.6", func(v *View) float64 { return max(0, v.WordLead-0.6) }, 0.9),
	rising("lead in topic cues", func(v *View) float64 { return v.TopicLead }, 1.5),
	rising("lead in all cues", func(v *View) float64 { return v.CueLead }, 1.5),
	rising("topic cues said", func(v *View) float64 { return v.TopicCues }, 2, 5),
)

// TopicModel names the model that tells whether an answer speaks to its
// question: near 1 where it does, near 0 where it speaks to another.
const TopicModel = "topic"

// OwnModel names the model that grades every criterion outside STAR-AI.
const OwnModel = "own"

// Models are the names of all models, in the order they are shown.
var Models = append(slices.Clone(Star), OwnModel)

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
	return map[string][]Trait{
		"situation": slices.Concat(substance, scene, lowering),
		"task":      slices.Concat(substance, duty, lowering),
		"action":    slices.Concat(substance, outcome, late, scene, lowering),
		"result":    slices.Concat(costs, late, lowering),
		"insight":   slices.Concat(common, truths),
		OwnModel:    slices.Concat(common, speaking),
		TopicModel:  rivalry,
	}
})

// ModelOf names the model that grades the criterion.
func ModelOf(criterion string) string {
	if IsStar(criterion) {
		return criterion
	}
	return OwnModel
}
