package evals

import (
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"mockstar/evals/metric"
)

// Charts are SVG drawn here, so that the page loads nothing. Colours are
// classes of the page's style sheet.

// A drawing collects the parts of one SVG.
type drawing struct {
	strings.Builder
	wide, high int
}

func (d *drawing) text(x, y float64, class, s string) {
	fmt.Fprintf(d, `<text x="%.1f" y="%.1f" class="%s">%s</text>`, x, y, class, html.EscapeString(s))
}

func (d *drawing) line(x1, y1, x2, y2 float64, class string) {
	fmt.Fprintf(d, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="%s"/>`, x1, y1, x2, y2, class)
}

func (d *drawing) dot(x, y, r float64, class, title string) {
	fmt.Fprintf(d, `<circle cx="%.1f" cy="%.1f" r="%.1f" class="%s"><title>%s</title></circle>`, x, y, r, class, html.EscapeString(title))
}

func (d *drawing) svg(label string) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg role="img" aria-label="%s" viewBox="0 0 %d %d" width="%d" height="%d">%s</svg>`,
		html.EscapeString(label), d.wide, d.high, d.wide, d.high, d.String()))
}

// calibrationChart plots what the judge gives against what the reference
// gives; the diagonal is agreement.
func calibrationChart(c Calibration) template.HTML {
	d := drawing{wide: 150, high: 160}
	top := 5
	for _, p := range c.Points {
		top = max(top, p.Reference)
	}
	at := func(level float64) float64 { return (level - 1) / float64(top-1) * 110 }
	d.text(20, 12, "name", cut(c.Criterion, 22))
	d.line(25, 135, 135, 25, "ideal")
	d.line(25, 135, 135, 135, "axis")
	d.line(25, 135, 25, 25, "axis")
	x, y := 0.0, 0.0
	for i, p := range c.Points {
		px, py := 25+at(float64(p.Reference)), 135-at(p.Mean)
		if i > 0 {
			d.line(x, y, px, py, "curve")
		}
		x, y = px, py
	}
	for _, p := range c.Points {
		d.dot(25+at(float64(p.Reference)), 135-at(p.Mean), min(6, 2+math.Sqrt(float64(p.N))/4), "point",
			fmt.Sprintf("reference %d: mean %.2f of %d", p.Reference, p.Mean, p.N))
	}
	for l := 1; l <= top; l++ {
		d.text(22+at(float64(l)), 150, "tick", fmt.Sprint(l))
		d.text(12, 139-at(float64(l)), "tick", fmt.Sprint(l))
	}
	return d.svg("calibration of " + c.Criterion)
}

// confusionChart shows how often each level meets each reference level, shaded
// by the share of the reference level.
func confusionChart(m [][]int) template.HTML {
	const side = 56
	n := len(m)
	d := drawing{wide: side*n + 90, high: side*n + 60}
	d.text(80, 14, "name", "level given →")
	d.text(0, 40, "name", "reference ↓")
	for i, row := range m {
		total := 0
		for _, k := range row {
			total += k
		}
		d.text(60, float64(60+side*i+8), "tick", fmt.Sprint(i+1))
		d.text(float64(80+side*i+side/2-4), 30, "tick", fmt.Sprint(i+1))
		for j, k := range row {
			share := float64(k) / float64(max(1, total))
			fmt.Fprintf(&d, `<rect x="%d" y="%d" width="%d" height="%d" class="cell" fill-opacity="%.2f"/>`, 80+side*j, 38+side*i, side-2, side-2, share)
			d.text(float64(80+side*j+14), float64(38+side*i+32), "count", fmt.Sprint(k))
		}
	}
	return d.svg("how often each level was given for each reference level")
}

// A span is a value with its interval; without ok it does not exist.
type span struct {
	name          string
	value, lo, hi float64
	ok            bool
	marks         int
}

func spanOf(name string, e metric.Estimate) span {
	if e.Few() {
		name = cut(name, 32) + " " + fewMark
	}
	return span{name, e.Value, e.Lo, e.Hi, e.Undefined == "", e.N}
}

// forest shows values with their intervals, one a line, over the given ticks
// and as far beyond them as an interval reaches.
func forest(spans []span, label string, ticks ...float64) template.HTML {
	const longest = 34 // characters of a name, each about seven wide
	left := 60
	for _, s := range spans {
		left = max(left, 20+7*min(longest, utf8.RuneCountInString(s.name)))
	}
	d := drawing{wide: left + 330, high: 20*len(spans) + 52}
	ticks = reaching(spans, ticks)
	from, to := ticks[0], ticks[len(ticks)-1]
	at := func(v float64) float64 { return float64(left) + (v-from)/(to-from)*300 }
	free := 0.0 // where the upper row of labels has room again
	for _, v := range ticks {
		x, y := at(v), 12.0
		if x < free {
			y = 25 // too near to the label before it
		} else {
			free = x + 36
		}
		d.line(x, 30, x, float64(d.high-8), "axis")
		d.text(x-10, y, "tick", fmt.Sprintf("%.2f", v))
	}
	for i, s := range spans {
		y := float64(46 + 20*i)
		d.text(0, y+4, "name", cut(s.name, longest))
		if !s.ok {
			d.text(at(from)+6, y+4, "tick", "too few cases")
			continue
		}
		d.line(at(s.lo), y, at(s.hi), y, "curve")
		d.dot(at(s.value), y, 4, "point", fmt.Sprintf("%s: %.3f [%.3f, %.3f], %d marks", s.name, s.value, s.lo, s.hi, s.marks))
	}
	return d.svg(label)
}

// reaching are the ticks in order, with another half a unit on where a span
// ends beyond them: nothing is drawn shorter than it is.
func reaching(spans []span, ticks []float64) []float64 {
	ticks = slices.Sorted(slices.Values(ticks))
	lo, hi := ticks[0], ticks[len(ticks)-1]
	for _, s := range spans {
		if s.ok {
			lo, hi = min(lo, s.lo, s.value), max(hi, s.hi, s.value)
		}
	}
	if lo < ticks[0] {
		ticks = slices.Insert(ticks, 0, math.Floor(lo*2)/2)
	}
	if hi > ticks[len(ticks)-1] {
		ticks = append(ticks, math.Ceil(hi*2)/2)
	}
	return ticks
}
