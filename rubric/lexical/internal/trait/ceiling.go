package trait

// onTopic is how many different cues an answer says at least when it speaks to
// a question at all.
const onTopic = 2

// Ceiling is the highest level that an answer can reach on a model's criteria
// for want of what the level is about, whatever else it tells: nothing above 2
// without a sentence that speaks to the criterion, no action above 2 without a
// concrete act of the speaker's own, no result without an outcome, and nothing on
// the built-in guide's criteria without a word on software, data or AI.
// In a rubric of somebody else's, whose cues are the words of its source, none
// of them said is no proof that the answer lacks it, and no ground for more
// than 2; nor for more than 1 when the answer has hardly a word of the whole
// question.
func Ceiling(model string, v *View) int {
	own := !IsStar(model)
	switch {
	case model == "action" && v.OwnConcrete+v.Present == 0:
		return 2
	case model == "result" && v.OutcomeFigure+v.OutcomePlain == 0:
		return 1
	case own && v.Foreign && v.Own.Cues == 0 && v.Cues < onTopic:
		return 1
	case (own || model == "insight") && !v.Foreign && v.Field == 0: // a story of another trade
		return 1
	case v.Own.Sentences == 0, own && v.Foreign && v.Own.Cues == 0:
		return 2
	case model == "result" && v.OutcomeFigure+v.OutcomePair == 0:
		return 3
	}
	return 5
}
