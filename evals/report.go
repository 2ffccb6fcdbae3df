package evals

import (
	"cmp"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"mockstar/evals/metric"
	"mockstar/rubric"
)

// A Report is what a run amounts to. It depends on the results alone, not on
// the order they came in.
type Report struct {
	Header      Header            `json:"header"`
	Claims      []string          `json:"claims"` // what the numbers are worth
	Prompts     []string          `json:"prompts"`
	Models      []string          `json:"models"` // as reported
	Cases       int               `json:"cases"`
	Missing     int               `json:"missing"`                    // cases of the suite with no result here
	Unread      int               `json:"missing_readings,omitempty"` // readings of the suite with no result here, those of missing cases too
	Failures    []Failure         `json:"failures"`
	Usage       rubric.Usage      `json:"usage"`
	Cost        float64           `json:"cost"`               // USD, of calls with a known price
	Unpriced    int               `json:"unpriced,omitempty"` // calls whose price is not known
	Overall     Section           `json:"overall"`
	Criteria    []Section         `json:"criteria"`
	Kinds       []Section         `json:"kinds"`  // of questions
	Slices      []Section         `json:"slices"` // of cases
	Health      Health            `json:"health"`
	HealthBy    []CriterionHealth `json:"health_by_criterion"`
	Given       []Given           `json:"given,omitempty"` // of the first cases, where no mark has a reference
	Confusion   [][]int           `json:"confusion"`       // [reference-1][level-1], marks that have both
	Calibration []Calibration     `json:"calibration"`
	Fault       *Fault            `json:"first_fault,omitempty"` // why marks of some case have no level
	Look        []Look            `json:"look_first"`
	Flaky       []Flake           `json:"flaky"`
	FlakyCases  []FlakyCase       `json:"flaky_cases"` // the flakiest first
	Relations   []RelationResult  `json:"relations"`
	Thresholds  []ThresholdResult `json:"thresholds,omitempty"`
	Gate        *Comparison       `json:"gate,omitempty"`

	table *table
}

// A Calibration shows what the judge gives where the reference has each level.
type Calibration struct {
	Criterion string  `json:"criterion"`
	Points    []Point `json:"points"`
}

// A Point is the mean level of the marks with the given reference level.
type Point struct {
	Reference int     `json:"reference"`
	Mean      float64 `json:"mean"`
	N         int     `json:"n"`
}

// A Look is a mark far from its reference.
type Look struct {
	Case      string       `json:"case"`
	Question  string       `json:"question"`
	Criterion string       `json:"criterion"`
	Level     rubric.Level `json:"level"`
	Reference rubric.Level `json:"reference"`
	Why       *Why         `json:"why,omitempty"` // of one that is two levels off or more
}

// looks is how many marks a report shows as the first to look at.
const looks = 20

// NewReport measures a run.
func NewReport(h Header, results iter.Seq2[Result, error]) (*Report, error) {
	t, err := newTable(h, results)
	if err != nil {
		return nil, err
	}
	r := &Report{
		Header: h, Claims: h.claims(t), Prompts: orNone(t.prompts.list), Models: orNone(t.models.list),
		Cases: len(t.cases), Failures: []Failure{}, Usage: t.usage, Cost: float64(t.nanos) / 1e9, Unpriced: t.unpriced, table: t,
	}
	if h.Shard == "" {
		r.Missing, r.Unread = h.Cases-len(t.cases), t.unread()
	}
	for _, f := range t.lost {
		r.Failures = append(r.Failures, f)
	}
	slices.SortFunc(r.Failures, func(a, b Failure) int { return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Sample, b.Sample)) })
	s := newScale(t)
	if s.every > 1 {
		r.Claims = append(r.Claims, fmt.Sprintf("the run has %d marks: figures of agreement and health rest on one case in %d", len(t.cells), s.every))
	}
	if lowest := t.allLowest(); lowest != "" {
		r.Claims = append(r.Claims, lowest)
	}
	r.measure(s)
	r.Fault = t.fault
	r.Claims = append(r.Claims, r.warnUnusable()...)
	if headline := r.headline(); headline != "" {
		r.Claims = append(r.Claims, headline)
	}
	r.Given = t.given()
	r.Confusion, r.Calibration = t.confusion(), t.calibration()
	r.Look, r.Flaky = t.look(), t.flaky()
	r.FlakyCases = t.flakyCases(r.Flaky)
	r.Relations = t.relations()
	r.Thresholds = r.thresholds()
	if r.few() {
		r.Claims = append(r.Claims, fewClaim)
	}
	return r, nil
}

// Lacks says how much of the whole suite has no result here, of a shard too;
// nothing where all has.
func (r *Report) Lacks() string { return r.Header.lacks(r.Header.Cases-r.Cases, r.table.unread()) }

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// byModels stands wherever a figure rests on levels that no person gave.
const byModels = "reference levels are readings by a large language model: agreement here is agreement with that model, not with people"

// claim says what a run of that kind is worth.
func (k RunKind) claim() string {
	switch k {
	case RunEmbedded:
		return "embedded run: the examiner that needs no model"
	case RunStub:
		return "stub run: the replies are scripted. It proves that the harness works and claims nothing about grading quality"
	case RunReplay:
		return "replay run: recorded replies of a real model; it measures the prompt they were recorded with"
	case RunLive:
		return "live run: replies of a model as it was that day"
	}
	return ""
}

// claims says what the numbers of a run are worth. Every report opens with it.
func (h Header) claims(t *table) []string {
	var out []string
	if worth := h.Run.claim(); worth != "" {
		out = append(out, worth)
	}
	if reported := t.models.list; h.Run == RunLive && strange(h.Model, reported) {
		out = append(out, fmt.Sprintf("%s was asked for, and the provider says it was %s: this run is not comparable with others", h.Model, strings.Join(reported, " and ")))
	}
	if n := len(t.prompts.list); n > max(1, len(h.Prompts)) {
		out = append(out, fmt.Sprintf("%d versions of the prompt made these results, so that they measure none of them: grade the suite again", n))
	}
	if h.Readers == Models && len(t.raters.list) > 0 {
		out = append(out, byModels)
	}
	if h.Fitted {
		who := h.Model
		if strings.Contains(who, ",") {
			who = "one of " + who
		}
		out = append(out, fmt.Sprintf("%s was fitted to these very cases, so its figures flatter it: `go run ./rubric/lexical/fit -table` measures it on authors it has not seen", who))
	}
	if h.Stale > 0 {
		out = append(out, fmt.Sprintf("%d labels are left out: their criterion reads otherwise than when they were given", h.Stale))
	}
	if h.Undated > 0 {
		out = append(out, fmt.Sprintf("%d labels do not say which wording of the criterion they were given for", h.Undated))
	}
	return out
}

// measure makes the sections and the health of a report, as many at the same
// time as there are processors. What one says depends on no other.
func (r *Report) measure(s scale) {
	t := s.t
	todo := []func(){
		func() { r.Overall = s.section("all criteria", t.pick(cell.labelled), false) },
		func() { r.Health = s.health() },
		func() { r.HealthBy = s.healthOf() },
	}
	by := func(into *[]Section, names func(cell, *tabled) []string) {
		parts := t.parts(names)
		*into = make([]Section, len(parts))
		for i, name := range sortedKeys(parts) {
			todo = append(todo, func() { (*into)[i] = s.section(name, parts[name], true) })
		}
	}
	by(&r.Criteria, func(c cell, _ *tabled) []string { return t.criteria.list[c.criterion : c.criterion+1] })
	by(&r.Kinds, func(_ cell, of *tabled) []string { return []string{string(of.kind)} })
	by(&r.Slices, func(_ cell, of *tabled) []string { return of.slices })
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(todo)); i = next.Add(1) - 1 {
				todo[i]()
			}
		})
	}
	wg.Wait()
}

// fewClaim explains the mark beside an interval.
const fewClaim = "intervals marked " + fewMark + " rest on fewer than 10 groups and are likely too narrow"

// few reports whether an interval that is shown rests on few groups.
func (r *Report) few() bool {
	shown := []metric.Estimate{r.Health.Score, r.Health.Leniency, r.Health.Flips}
	for _, s := range slices.Concat([]Section{r.Overall}, r.Criteria, r.Kinds, r.Slices) {
		shown = append(shown, s.Lead)
		for _, row := range s.Rows {
			for _, f := range row.Figures {
				shown = append(shown, f.Estimate)
			}
		}
	}
	for _, rel := range r.Relations {
		shown = append(shown, rel.Violations, rel.Shift)
	}
	return slices.ContainsFunc(shown, metric.Estimate.Few)
}

// parts are the cells with a reference level, by each of their names.
func (t *table) parts(names func(cell, *tabled) []string) map[string][]int {
	out := map[string][]int{}
	for i, c := range t.cells {
		if c.labelled() {
			for _, name := range names(c, &t.cases[c.at]) {
				out[name] = append(out[name], i)
			}
		}
	}
	return out
}

func (t *table) confusion() [][]int {
	top := 0
	for _, c := range t.cells {
		top = max(top, int(c.top))
	}
	m := make([][]int, top)
	for i := range m {
		m[i] = make([]int, top)
	}
	for _, c := range t.cells {
		if c.labelled() && c.scored() {
			m[c.reference-1][c.level-1]++
		}
	}
	return m
}

func (t *table) calibration() []Calibration {
	type sum struct{ total, n int }
	sums := make([]map[int]sum, len(t.criteria.list))
	for _, c := range t.cells {
		if !c.labelled() || !c.scored() {
			continue
		}
		if sums[c.criterion] == nil {
			sums[c.criterion] = map[int]sum{}
		}
		s := sums[c.criterion][int(c.reference)]
		sums[c.criterion][int(c.reference)] = sum{s.total + int(c.level), s.n + 1}
	}
	out := []Calibration{}
	for i, name := range t.criteria.list {
		if sums[i] == nil {
			continue
		}
		c := Calibration{Criterion: name}
		for ref := 1; ref <= 255; ref++ {
			if s := sums[i][ref]; s.n > 0 {
				c.Points = append(c.Points, Point{ref, float64(s.total) / float64(s.n), s.n})
			}
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Calibration) int { return cmp.Compare(a.Criterion, b.Criterion) })
	return out
}

// look finds the marks farthest from their reference, those of cases that
// stand first in the suite before others as far.
func (t *table) look() []Look {
	distance := func(i int) int {
		return max(int(t.cells[i].level), int(t.cells[i].reference)) - min(int(t.cells[i].level), int(t.cells[i].reference))
	}
	off := t.pick(func(c cell) bool { return c.labelled() && c.scored() && c.level != c.reference })
	slices.SortStableFunc(off, func(a, b int) int { return distance(b) - distance(a) })
	out := []Look{}
	for _, i := range off[:min(looks, len(off))] {
		c := t.cells[i]
		of := t.cases[c.at]
		out = append(out, Look{of.id, of.question, t.criteria.list[c.criterion], rubric.Level(c.level), rubric.Level(c.reference),
			t.reasons.of(of.seq, i-int(of.first), int(c.level), distance(i))})
	}
	return out
}
