package evals

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mockstar/evals/metric"
)

// WriteText writes the report for a person at a terminal.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, l := range r.made() {
		fmt.Fprintln(b, l)
		if f := r.Fault; f != nil && f.Reply != "" && l == "! "+r.Unusable() {
			fmt.Fprintf(b, "  its reply began: “%s”\n", f.Reply)
		}
	}
	writeRelations(b, "\nchanged answers\n", "  ", r.Relations) // first: a suite that has them is about them
	if len(r.Given) > 0 {
		r.writeGiven(b)
	} else {
		writeRows(b, r.Overall)
	}
	writeSections(b, "by criterion", r.Criteria)
	writeSections(b, "by kind of question", r.Kinds)
	writeSections(b, "by slice", r.Slices)
	b.WriteString("\nhealth of the judge\n")
	for _, l := range r.healthLines() {
		fmt.Fprintln(b, "  "+l)
	}
	b.WriteString("\nhealth by criterion, what ails most first\n")
	writeHealth(b, r.HealthBy, healthBrief)
	writeThresholds(b, "\nthresholds\n", "  ", r.Thresholds)
	writeLook(b, r.Look)
	r.writeFlaky(b)
	r.writeFailures(b, func(f Failure) string { return fmt.Sprintf("failed %s: %s", f.name(), f.Error) })
	if r.Gate != nil {
		b.WriteByte('\n')
		r.Gate.write(b, "against the baseline "+r.Gate.Base)
	}
	fmt.Fprintf(b, "\nverdict: %s\n", r.Verdict())
	return b.Flush()
}

// made says what made the report and what its numbers are worth.
func (r *Report) made() []string {
	h := r.Header
	out := []string{
		fmt.Sprintf("%s: %s", h.Suite, h.Title),
		h.madeBy(),
	}
	if len(r.Prompts) > 0 {
		out = append(out, "prompts "+strings.Join(r.Prompts, ", ")+"; models as reported: "+strings.Join(r.Models, ", "))
	}
	if r.Gate != nil {
		out = append(out, "held to "+r.Gate.BaseMade.String())
	}
	out = append(out, r.Claims...)
	cases := fmt.Sprintf("%d cases, readings of each: %d", r.Cases, max(1, h.Samples))
	if len(h.Filters) > 0 {
		cases += ", chosen by " + strings.Join(h.Filters, " and ")
	}
	if h.Shard != "" {
		cases += ", shard " + h.Shard
	}
	if lacks := h.lacks(r.Missing, r.Unread); lacks != "" {
		cases += "; " + strings.ToUpper(lacks)
	}
	if len(r.Failures) > 0 {
		cases += "; " + r.Failed()
	}
	out = append(out, cases)
	if r.Usage.Input+r.Usage.Output > 0 {
		out = append(out, fmt.Sprintf("tokens: %d in (%d from a cache), %d out; cost: %s", r.Usage.Input, r.Usage.Cached, r.Usage.Output, r.Spent()))
	}
	return out
}

func (h Header) madeBy() string {
	by := fmt.Sprintf("made by %s, model %s, document %s", h.Program, h.asked(), h.Document)
	if h.Examiner != "" {
		by += ", examiner " + h.Examiner
	}
	return by
}

// asked is the model as it was asked.
func (h Header) asked() string {
	if h.PerCriterion {
		return h.Model + " (one criterion a call)"
	}
	return h.Model
}

// Spent is what the calls of the run cost, in words.
func (r *Report) Spent() string { return r.Header.Spent(r.Cost, r.Unpriced) }

// Spent is what calls of a run cost, in words: unpriced are those of them whose
// price is not known.
func (h Header) Spent(cost float64, unpriced int) string {
	switch {
	case cost > 0 && unpriced > 0:
		return fmt.Sprintf("%.4f USD, and %d calls whose price is not known", cost, unpriced)
	case cost > 0:
		return fmt.Sprintf("%.4f USD", cost)
	case unpriced > 0:
		return fmt.Sprintf("not known, for %d calls", unpriced)
	case h.Run == RunLive: // of a model on this machine, or kept before unknown prices were
		return "nothing that is known"
	}
	return "nothing"
}

// writeRows writes the whole section, one figure a line and one rater a column.
func writeRows(w io.Writer, s Section) {
	fmt.Fprintf(w, "\n%s\n", s.heading())
	if s.Marks == 0 {
		fmt.Fprintln(w, "  no mark has a reference level")
		return
	}
	const head, other = "  %-28s %-22s", " %8s"
	fmt.Fprintf(w, head, "[95 % interval]", TheJudge)
	for _, row := range s.Rows[1:] {
		fmt.Fprintf(w, other, strings.Fields(row.Who)[0])
	}
	fmt.Fprintln(w)
	for _, f := range s.Rows[0].Figures {
		name := f.Name
		if name == leniency {
			name += strings.Replace(side(f.Estimate), " ", ", ", 1)
		}
		fmt.Fprintf(w, head, name, short(f.Estimate))
		for _, row := range s.Rows[1:] {
			fmt.Fprintf(w, other, alone(row.Figure(f.Name)))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "  %s\n", s.verdict())
	for _, warning := range s.Rows[0].Figure(quadratic).Warnings {
		fmt.Fprintf(w, "  ! %s\n", warning)
	}
}

// verdict says whether the judge is nearer to the reference than length alone.
func (s Section) verdict() string {
	enough := fmt.Sprintf("about %d marks of %d groups would tell", s.Nearer.Rows, s.Nearer.Groups)
	switch e := s.Lead; {
	case s.unpredicted() && s.Row(TheJudge).Figure(exact).N == 0:
		return "nearer than length alone: no mark has a level"
	case s.unpredicted():
		return "nearer than length alone: ~ constant and length are fitted on other groups, and there are none; " + enough
	case !s.Nearer.Told:
		return fmt.Sprintf("nearer than length alone: ~ %s levels; %s", short(e), enough)
	case e.Value > 0:
		return fmt.Sprintf("nearer than length alone by %s levels, p %.4f", short(e), s.Nearer.P)
	default:
		return fmt.Sprintf("FARTHER than length alone by %s levels, p %.4f", short(e), s.Nearer.P)
	}
}

// unpredicted reports whether no mark could be predicted from other groups.
func (s Section) unpredicted() bool { return s.Lead.Undefined != "" }

// fewMark stands beside an interval that rests on few groups.
const fewMark = "!"

func short(e metric.Estimate) string {
	if e.Undefined != "" {
		return "-"
	}
	if e.Few() {
		return e.String() + fewMark
	}
	return e.String()
}

// alone is a figure without its interval.
func alone(e metric.Estimate) string {
	if e.Undefined != "" {
		return "-"
	}
	return metric.Estimate{Value: e.Value}.String()
}

// Names of parts take so many columns; a longer one has a line of its own.
const nameCells = 17

// named is how a line of a table begins: with the name, or below it.
func named(name string) string {
	if utf8.RuneCountInString(name) > nameCells {
		return fmt.Sprintf("  %s\n  %-*s", name, nameCells, "")
	}
	return fmt.Sprintf("  %-*s", nameCells, name)
}

// writeSections writes a line for each part, in 80 columns. JSON, Markdown and
// HTML have more columns, and intervals with one digit more.
func writeSections(w io.Writer, title string, sections []Section) {
	if len(sections) == 0 {
		return
	}
	const line = "%s %5s %-20s %5s %5s %5s %5s %s\n"
	fmt.Fprintf(w, "\n%s: weighted kappa of the judge and of others, mean error\n", title)
	fmt.Fprintf(w, line, named(""), "marks", "judge [95 %]", "error", "const", "leng.", "read.", "nearer")
	untold := false
	for _, s := range sections {
		judge := s.Row(TheJudge)
		untold = untold || strings.HasPrefix(s.brief(), "~")
		fmt.Fprintf(w, line, named(cut(s.Name, 70)), s.counted("/"), rounded(judge.Figure(quadratic)), value(judge.Figure(absolute)),
			value(s.Row(Constant).Figure(quadratic)), value(s.Row(LengthOnly).Figure(quadratic)), value(s.Row(OtherReader).Figure(quadratic)), s.brief())
	}
	fmt.Fprintln(w, "  const, leng., read.: a constant, length alone, one reader against another\n  nearer: how much nearer to the reference than length alone, in levels")
	if untold {
		fmt.Fprintln(w, "  ~80/40: these marks do not tell; about 80 marks of 40 groups would tell")
	}
}

// rounded is a figure with its interval, of two digits.
func rounded(e metric.Estimate) string {
	switch {
	case e.Undefined != "":
		return "-"
	case !e.HasInterval():
		return value(e)
	}
	out := fmt.Sprintf("%s [%s, %s]", value(e), value(metric.Estimate{Value: e.Lo}), value(metric.Estimate{Value: e.Hi}))
	if e.Few() {
		out += fewMark
	}
	return out
}

// brief is [Section.lead] in few columns.
func (s Section) brief() string {
	if !s.Nearer.Told && s.Marks > 0 && s.lead() != "no level" {
		return fmt.Sprintf("~%d/%d", s.Nearer.Rows, s.Nearer.Groups)
	}
	return s.lead()
}

func (s Section) lead() string {
	switch {
	case s.Marks == 0:
		return "-"
	case s.unpredicted() && s.Row(TheJudge).Figure(exact).N == 0:
		return "no level"
	case !s.Nearer.Told:
		return fmt.Sprintf("~ (%d marks of %d groups would tell)", s.Nearer.Rows, s.Nearer.Groups)
	default:
		return fmt.Sprintf("%+.2f", s.Lead.Value)
	}
}

func value(e metric.Estimate) string {
	if e.Undefined != "" {
		return "-"
	}
	return strings.Replace(fmt.Sprintf("%.2f", e.Value), "-0.00", "0.00", 1)
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (r *Report) healthLines() []string {
	h := r.Health
	out := []string{
		fmt.Sprintf("mean score, 1 to 5          %s", short(h.Score)),
		fmt.Sprintf("most frequent level's share %s (reference %s)", value(h.Modal), value(h.ReferenceModal)),
		fmt.Sprintf("leniency, in levels         %s%s", short(h.Leniency), side(h.Leniency)),
		fmt.Sprintf("halo, 0 is none             %s", short(h.Halo)),
		fmt.Sprintf("pull of length, 0 is none   %s", short(h.Length)),
	}
	out = append(out, fmt.Sprintf("quotes not in the answer    %d of %d", h.Fabricated, h.Quotes))
	if h.Asked > 0 {
		out = append(out, fmt.Sprintf("verdicts asked for again    in %d of %d readings: the first broke the contract", h.AskedAgain, h.Asked))
	}
	if h.Flips.Undefined == "" {
		out = append(out, fmt.Sprintf("flip rate between readings  %s", short(h.Flips)))
	}
	var without []string
	for _, why := range sortedKeys(h.Outcomes) {
		without = append(without, fmt.Sprintf("%d %s", h.Outcomes[why], why))
	}
	if len(without) == 0 {
		return append(out, fmt.Sprintf("marks without a level       0 of %d", h.Marks))
	}
	out = append(out, fmt.Sprintf("marks without a level       %d of %d: %s", h.without(), h.Marks, strings.Join(without, ", ")))
	if r.Fault != nil {
		out = append(out, r.Fault.line())
	}
	return append(out,
		fmt.Sprintf("mean level, at worst        %s, at best %s", value(h.LevelWorst), value(h.LevelBest)),
		fmt.Sprintf("mean error, at best         %s, at worst %s", short(h.ErrorBest), short(h.ErrorWorst)))
}

func writeThresholds(w io.Writer, title, before string, ts []ThresholdResult) {
	if len(ts) == 0 {
		return
	}
	fmt.Fprint(w, title)
	for _, t := range ts {
		fmt.Fprintln(w, before+t.Line())
	}
}

func writeRelations(w io.Writer, title, before string, rs []RelationResult) {
	if len(rs) == 0 {
		return
	}
	fmt.Fprint(w, title)
	for _, r := range rs {
		for _, l := range r.lines() {
			fmt.Fprintln(w, before+l)
		}
	}
}

func writeLook(w io.Writer, looks []Look) {
	if len(looks) == 0 {
		return
	}
	fmt.Fprintln(w, "\nwhere to look first")
	for _, l := range looks[:min(10, len(looks))] {
		fmt.Fprintf(w, "  %s %s/%s: level %d, reference %d\n", l.Case, l.Question, l.Criterion, l.Level, l.Reference)
		for _, line := range l.Why.lines() {
			fmt.Fprintln(w, "    "+line)
		}
	}
}

func (e Entry) shown() string {
	if e.Level > 0 {
		return fmt.Sprint(int(e.Level))
	}
	return string(e.Unscored)
}

func orDash[T ~int](n T) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(int(n))
}
