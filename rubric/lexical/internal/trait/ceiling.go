package trait

// Ceiling is the highest level that an answer can reach on a model's criteria
// for want of what the level is about, whatever else it tells: nothing above 2
// without a sentence that speaks to the criterion, no action above 2 without a
// concrete act of the speaker's own, no result without an outcome, and nothing on
// the built-in guide's criteria without a word on software, data or AI.
func Ceiling(model string, v *View) int {
	own := !IsStar(model)
	switch {
	case model == "action" && v.OwnConcrete+v.Present == 0:
		return 2
	case model == "result" && v.OutcomeFigure+v.OutcomePlain == 0:
		return 1
	case (own || model == "insight") && !v.Foreign && v.Field == 0: // a story of another trade
		return 1
	case v.Own.Sentences == 0:
		return 2
	case model == "result" && v.OutcomeFigure+v.OutcomePair == 0:
		return 3
	}
	return 5
}
