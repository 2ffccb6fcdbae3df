package metric

// AllTogether names the comparison that [Together] makes.
const AllTogether = "all criteria together"

// togetherShare is how much of the smallest effect is worth stopping for when
// all criteria lose it: one mark in twenty a level worse, by default.
const togetherShare = 0.2

// Together pools the changes of all criteria, to be judged beside them. With a
// dozen answers for each of sixty criteria none of them can show what all have
// lost a little of. It can only stop a change: whether one passes is asked of
// each criterion. effect is the smallest drop worth stopping for in one.
func Together(cs []Comparison, effect float64) Comparison {
	out := Comparison{Criterion: AllTogether, Effect: togetherShare * effect, Alarm: true}
	for _, c := range cs {
		out.Changes = append(out.Changes, c.Changes...)
		out.Unscored += c.Unscored
	}
	return out
}
