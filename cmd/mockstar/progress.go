package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/interviewer/journal"
	"mockstar/rubric"
)

// noise is the smallest change of a level that is called one. A single grade
// of the embedded examiner is off by about half a level on average, so two of
// them can differ by one without any change in the candidate.
const noise = 1.0

// A practice is one graded criterion in one interview.
type practice struct {
	At       time.Time    `json:"at"`
	Session  string       `json:"session"`
	Question string       `json:"question"`
	Level    rubric.Level `json:"level"`
	Low      rubric.Level `json:"low"` // of several readings; Level when there was one
	High     rubric.Level `json:"high"`
}

// A trend is how one criterion of one document went over all interviews, oldest
// first.
type trend struct {
	Document  string     `json:"document"` // its id
	Criterion string     `json:"criterion"`
	Mean      float64    `json:"mean"`
	First     float64    `json:"first"` // mean level in the first interview that had it
	Last      float64    `json:"last"`  // and in the last; equal to First when there was one
	Change    string     `json:"change"`
	Levels    []practice `json:"levels"`
}

func newProgress(a *app) *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "progress",
		Short: "See how your levels went over all interviews",
		Long: `See for each criterion how your levels went over all interviews, the weakest
first. A change smaller than one level is inside the noise of a single grade, and
one smaller than several readings of an answer differ by is inside theirs: both
are shown as ~. Interviews by different documents stand apart; --document shows
those by one of them alone.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.progress(format) },
	}
	c.Flags().StringVar(&format, "format", "text", "text, html or json")
	a.homeFlag(c)
	return c
}

func (a *app) progress(format string) error {
	if err := checkFormat("progress", format, "text", "html", "json"); err != nil {
		return err
	}
	store, err := a.existing()
	if err != nil {
		return err
	}
	defer store.Close()
	by, err := a.practised(store)
	if err != nil {
		return err
	}
	trends := []trend{}
	for _, document := range slices.Sorted(maps.Keys(by)) {
		trends = append(trends, trendsOf(document, by[document])...)
	}
	if len(trends) == 0 {
		fmt.Fprintln(a.errw, "no graded answers yet; `mockstar interview` holds an interview")
	}
	switch format {
	case "json":
		return a.writeJSON(trends)
	case "html":
		return a.writeProgressPage(trends)
	}
	return printTrends(a.printer(), trends)
}

// practised are the graded criteria of all interviews that can be read, oldest
// first, by document and criterion. Where a document was named they are those by
// it alone.
func (a *app) practised(store *journal.Store) (map[string]map[string][]practice, error) {
	sessions, err := store.List()
	if err != nil {
		return nil, err
	}
	only, err := a.documentAskedFor()
	if err != nil {
		return nil, err
	}
	by := map[string]map[string][]practice{}
	for _, s := range slices.Backward(sessions) {
		if only != "" && s.Document != only {
			continue
		}
		if s.State != journal.IsOpen && s.State != journal.IsClosed {
			fmt.Fprintf(a.errw, "left out %s: it is %s\n", s.ID, s.State)
			continue
		}
		turns, err := store.Read(s.ID)
		if err != nil {
			return nil, err
		}
		if by[s.Document] == nil {
			by[s.Document] = map[string][]practice{}
		}
		addPractice(by[s.Document], s.ID, turns)
	}
	return by, nil
}

// addPractice adds what an interview graded to the criteria it graded.
func addPractice(to map[string][]practice, session string, turns []interviewer.Turn) {
	for _, t := range lastSheets(turns) {
		for _, g := range t.Sheet.Grades {
			if g.Level > 0 {
				to[g.Criterion] = append(to[g.Criterion], practice{t.At, session, t.Question, g.Level, g.Low, g.High})
			}
		}
	}
}

// documentAskedFor is the id of the document that was named, or empty.
func (a *app) documentAskedFor() (string, error) {
	if a.document == "" && a.getenv("MOCKSTAR_DOCUMENT") == "" {
		return "", nil
	}
	d, err := a.load()
	if err != nil {
		return "", err
	}
	return d.ID, nil
}

// lastSheets are the turns that graded each question for the last time.
func lastSheets(turns []interviewer.Turn) []interviewer.Turn {
	var out []interviewer.Turn
	for _, t := range turns {
		if t.Kind != interviewer.Graded || t.Sheet == nil {
			continue
		}
		out = slices.DeleteFunc(out, func(o interviewer.Turn) bool { return o.Question == t.Question })
		out = append(out, t)
	}
	return out
}

// trendsOf makes the trends of one document, the weakest criterion first.
func trendsOf(document string, by map[string][]practice) []trend {
	trends := []trend{}
	for id, ps := range by {
		t := trend{Document: document, Criterion: id, Levels: ps, Mean: mean(ps)}
		in := func(session string) []practice {
			return slices.DeleteFunc(slices.Clone(ps), func(p practice) bool { return p.Session != session })
		}
		first, last := in(ps[0].Session), in(ps[len(ps)-1].Session)
		t.First, t.Last = mean(first), mean(last)
		switch d := t.Last - t.First; {
		case ps[0].Session == ps[len(ps)-1].Session:
			t.Change = "once"
		case d >= noise && meanOf(last, practice.low) > meanOf(first, practice.high):
			t.Change = fmt.Sprintf("+%.1f", d)
		case d <= -noise && meanOf(last, practice.high) < meanOf(first, practice.low):
			t.Change = fmt.Sprintf("%.1f", d)
		default:
			t.Change = "~"
		}
		trends = append(trends, t)
	}
	slices.SortFunc(trends, func(a, b trend) int {
		return cmp.Or(cmp.Compare(a.Mean, b.Mean), cmp.Compare(a.Criterion, b.Criterion))
	})
	return trends
}

func (p practice) level() rubric.Level { return p.Level }
func (p practice) low() rubric.Level   { return p.Low }
func (p practice) high() rubric.Level  { return p.High }

func mean(ps []practice) float64 { return meanOf(ps, practice.level) }

func meanOf(ps []practice, of func(practice) rubric.Level) float64 {
	sum := 0
	for _, p := range ps {
		sum += int(of(p))
	}
	return float64(sum) / float64(len(ps))
}

func printTrends(p *screen.Printer, trends []trend) error {
	several := slices.ContainsFunc(trends, func(t trend) bool { return t.Document != trends[0].Document })
	document, width := "", 18
	for _, t := range trends {
		width = max(width, len(t.Criterion))
	}
	for _, t := range trends {
		if several && t.Document != document {
			if document != "" {
				p.Println(screen.Plain, "")
			}
			document = t.Document
			p.Println(screen.Dim, document)
		}
		var levels []string
		for _, l := range t.Levels {
			levels = append(levels, fmt.Sprint(int(l.Level)))
		}
		p.Print(screen.Heading, fmt.Sprintf("%-*s", width, t.Criterion))
		p.Println(screen.Plain, fmt.Sprintf(" mean %.1f  change %-4s  levels %s", t.Mean, t.Change, strings.Join(levels, " ")))
	}
	if slices.ContainsFunc(trends, func(t trend) bool { return t.Change == "~" }) {
		p.Wrap(screen.Dim, "~ is a change of less than a level, which two grades of the same answer can differ by", "", "  ")
	}
	return p.Err()
}
