package metric

// OrdinalAlpha is Krippendorff's alpha for ordered levels: any number of
// raters, ratings may be missing (Krippendorff 2011, "Computing Krippendorff's
// Alpha-Reliability"). Each unit holds the levels one case was given; units
// with fewer than two are left out, as nothing can be compared in them.
//
// The ordinal distance between two levels is the number of ratings between
// them, half of each end counted. That is the distance of their mid-ranks, so
// alpha is one minus the ratio of two sums of squares over ranks. Checked
// against section C of that paper (0.815).
func OrdinalAlpha(units [][]float64) (float64, error) {
	var all []float64
	compared := 0
	for _, u := range units {
		if len(u) >= 2 {
			all = append(all, u...)
			compared++
		}
	}
	if compared < 2 {
		return 0, errTooFew(compared, 2)
	}
	for _, v := range all {
		if _, err := finite(v); err != nil {
			return 0, err
		}
	}
	if constant(all) {
		return 0, errConstant
	}
	ranks := midranks(all)
	n, observed, at := float64(len(all)), 0.0, 0
	for _, u := range units {
		if m := len(u); m >= 2 {
			// Over all ordered pairs of m values the squared distances add
			// up to 2m times the squared deviations from the mean.
			observed += 2 * float64(m) * squares(ranks[at:at+m]) / float64(m-1)
			at += m
		}
	}
	expected := 2 * n * squares(ranks) / (n - 1)
	return finite(1 - observed/expected)
}
