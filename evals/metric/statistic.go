package metric

// A Statistic is what [Bootstrap] draws the interval of.
type Statistic interface {
	// over prepares the statistic for rows that come in clusters. What it
	// returns evaluates a resample, the indexes of the clusters drawn; it is
	// for one goroutine and must not keep its argument.
	over(clusters [][]int) func(picks []int) (float64, error)
}

// OfRows is any statistic of rows. It sees every row of every resample; [OfMean]
// and [OfKappa] are drawn from one sum a cluster, which is far cheaper. It is
// called from several goroutines and must not keep rows.
type OfRows func(rows []int) (float64, error)

func (f OfRows) over(clusters [][]int) func(picks []int) (float64, error) {
	var rows []int
	return func(picks []int) (float64, error) {
		rows = rows[:0]
		for _, p := range picks {
			rows = append(rows, clusters[p]...)
		}
		return f(rows)
	}
}

// OfPairs turns a statistic of two raters into one of rows.
func OfPairs(a, b []float64, stat Paired) OfRows {
	return func(rows []int) (float64, error) {
		as, bs := make([]float64, len(rows)), make([]float64, len(rows))
		for i, row := range rows {
			as[i], bs[i] = a[row], b[row]
		}
		return stat(as, bs)
	}
}

// OfMean is the mean of its values, one a row.
type OfMean []float64

func (x OfMean) over(clusters [][]int) func(picks []int) (float64, error) {
	type part struct{ sum, n float64 }
	parts := make([]part, len(clusters))
	for i, rows := range clusters {
		for _, row := range rows {
			parts[i].sum += x[row]
		}
		parts[i].n = float64(len(rows))
	}
	return func(picks []int) (float64, error) {
		var all part
		for _, p := range picks {
			all.sum += parts[p].sum
			all.n += parts[p].n
		}
		if all.n == 0 {
			return 0, errTooFew(0, 1)
		}
		return finite(all.sum / all.n)
	}
}

// Both is what two raters said of one row. Pair numbers the two, from 0.
type Both struct {
	Pair int
	A, B float64
}

// OfKappa is quadratic weighted kappa, averaged over pairs of raters. For each
// row it has what each pair said that rated it; a pair for which kappa does not
// exist is left out. With one pair it is [QuadraticKappa].
type OfKappa [][]Both

// OfKappaOf is the quadratic weighted kappa of two raters.
func OfKappaOf(a, b []float64) OfKappa {
	rows, room := make(OfKappa, len(a)), make([]Both, len(a))
	for i := range a {
		room[i] = Both{0, a[i], b[i]}
		rows[i] = room[i : i+1]
	}
	return rows
}

func (x OfKappa) over(clusters [][]int) func(picks []int) (float64, error) {
	n := 0
	for _, row := range x {
		for _, both := range row {
			n = max(n, both.Pair+1)
		}
	}
	if n == 1 {
		return x.overOnePair(clusters)
	}
	type part struct {
		pair int
		moments
	}
	parts := make([][]part, len(clusters))
	all := make([]moments, n)
	for i, rows := range clusters {
		clear(all)
		for _, row := range rows {
			for _, both := range x[row] {
				all[both.Pair].add(momentsOf(both.A, both.B))
			}
		}
		for pair, m := range all {
			if m.n > 0 {
				parts[i] = append(parts[i], part{pair, m})
			}
		}
	}
	return func(picks []int) (float64, error) {
		clear(all)
		for _, p := range picks {
			for _, part := range parts[p] {
				all[part.pair].add(part.moments)
			}
		}
		sum, defined := 0.0, 0.0
		var last error
		for _, m := range all {
			if m.n == 0 {
				continue
			}
			if v, err := m.kappa(); err != nil {
				last = err
			} else {
				sum, defined = sum+v, defined+1
			}
		}
		switch {
		case defined > 0:
			return sum / defined, nil
		case last != nil:
			return 0, last
		}
		return 0, errTooFew(0, 1)
	}
}

// overOnePair is over without asking at each cluster whose levels these are.
func (x OfKappa) overOnePair(clusters [][]int) func(picks []int) (float64, error) {
	parts := make([]moments, len(clusters))
	for i, rows := range clusters {
		for _, row := range rows {
			for _, both := range x[row] {
				parts[i].add(momentsOf(both.A, both.B))
			}
		}
	}
	return func(picks []int) (float64, error) {
		var all moments
		for _, p := range picks {
			all.add(parts[p])
		}
		if all.n == 0 {
			return 0, errTooFew(0, 1)
		}
		return all.kappa()
	}
}

// moments are the sums that quadratic kappa is made of. On whole levels they
// are exact, so that no order of addition matters.
type moments struct{ n, a, b, squares, apart float64 }

func momentsOf(a, b float64) moments { return moments{1, a, b, a*a + b*b, (a - b) * (a - b)} }

func (m *moments) add(o moments) {
	m.n += o.n
	m.a += o.a
	m.b += o.b
	m.squares += o.squares
	m.apart += o.apart
}

func (m moments) kappa() (float64, error) {
	if m.n < 2 {
		return 0, errTooFew(int(m.n), 2)
	}
	expected := m.squares - 2*m.a*m.b/m.n
	if m.apart == 0 && expected <= 1e-12*m.squares { // both always the same, rounding aside
		return 0, errConstant
	}
	return finite(1 - m.apart/expected)
}
