package metric

import "math"

// z95 cuts 2.5 % off either end of a normal distribution.
const z95 = 1.959963984540054

// Rate is the share of n independent cases that were hits, with Wilson's 95 %
// interval (Wilson 1927, "Probable inference", JASA 22; Newcombe 1998,
// Statistics in Medicine 17, on why; his table I is checked). When nothing or everything was a hit,
// the limit on the far side is the rule of three: none in n is compatible with
// a rate of up to 3/n (Hanley & Lippman-Hand 1983, "If nothing goes wrong, is
// everything all right?", JAMA 249).
func Rate(hits, n int) Estimate {
	if hits < 0 || hits > n {
		panic("metric: more hits than cases")
	}
	e := Estimate{N: n}
	if n == 0 {
		e.Undefined = errTooFew(0, 1).Error()
		return e
	}
	total, three := float64(n), min(1, 3/float64(n))
	e.Value = float64(hits) / total
	switch hits {
	case 0:
		e.Lo, e.Hi = 0, three
	case n:
		e.Lo, e.Hi = 1-three, 1
	default:
		z2 := z95 * z95
		middle := (float64(hits) + z2/2) / (total + z2)
		half := z95 / (total + z2) * math.Sqrt(total*e.Value*(1-e.Value)+z2/4)
		e.Lo, e.Hi = middle-half, middle+half
	}
	return e
}

// Share is the share of hits among cases that come in groups. Where every case
// is a group of its own it is Rate. Else the interval is drawn over groups;
// when all cases came out the same, it is the rule of three over groups.
func Share(groups []string, hit []bool, o Resampling) Estimate {
	hits, values := 0, make(OfMean, len(hit))
	for i, h := range hit {
		values[i] = indicator(h)
		if h {
			hits++
		}
	}
	k := len(clusters(groups))
	switch {
	case k == len(hit):
		return Rate(hits, len(hit))
	case hits == 0:
		e := Rate(0, k)
		e.N = len(hit)
		return e
	case hits == len(hit):
		e := Rate(k, k)
		e.N = len(hit)
		return e
	}
	return Bootstrap(groups, values, o)
}
