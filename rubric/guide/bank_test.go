package guide

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// guideFile is the guide that the bank was written from. It is no part of the
// repository: testdata/section-6.places holds what an import of it found, as
// lines, hashes and ids.
const guideFile = "../../../shared/section-6.md"

func importGuide(t *testing.T) Import {
	t.Helper()
	b, err := os.ReadFile(guideFile)
	if err != nil {
		t.Skip("the guide is not here")
	}
	im, err := Read("section-6.md", b)
	require.NoError(t, err)
	return im
}

// places lists what was found where.
func places(im Import) string {
	var b strings.Builder
	for i, q := range im.Document.Questions {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", q.Section, im.Questions[i].Lines, im.Questions[i].Hash, q.Kind, plain(q.Title))
		for _, c := range q.Criteria {
			fmt.Fprintf(&b, "  %s %s %s\n", c.Source.Lines, c.Source.Hash, c.Source.Basis)
		}
	}
	return b.String()
}

func TestGuideImportsAsBefore(t *testing.T) {
	golden(t, "section-6.places", places(importGuide(t)))
}

func TestGuideHasAllItsQuestionsAndStatedCriteria(t *testing.T) {
	im := importGuide(t)
	stated := map[string][]string{}
	derived := map[string]int{}
	closing := 0
	for _, q := range im.Document.Questions {
		if q.Kind == rubric.Closing {
			closing++
			continue
		}
		require.Equal(t, "8, 9, 10, 11, 12", lines(q.Criteria[:5]), q.ID)
		if own := q.Criteria[5:]; own[0].Source.Basis == rubric.Stated {
			stated[q.Section] = append(stated[q.Section], lines(own))
		} else {
			derived[q.Section] += len(own)
		}
	}
	require.Len(t, im.Document.Questions, 18)
	require.Equal(t, 1, closing)
	require.Equal(t, map[string][]string{
		"6.1": {"19, 20, 21, 22"}, "6.2": {"95, 96, 97, 98"}, "6.3": {"140, 141, 142, 143"},
		"6.4": {"195, 196, 197, 198"}, "6.5": {"263, 264, 265, 266"}, "6.7": {"381, 382, 383, 384"},
	}, stated)
	require.Equal(t, map[string]int{"6.6": 13, "6.8": 22}, derived)
}

func lines(cs []rubric.Criterion) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Source.Lines)
	}
	return strings.Join(out, ", ")
}

// place is a line of testdata/section-6.places that is about a question, with
// the ranges of its criteria by basis.
type place struct {
	section, title string
	common         []span // of the framework
	stated         []span
	derived        []span
}

func readPlaces(t *testing.T) []place {
	t.Helper()
	var out []place
	for line := range strings.Lines(string(source(t, "section-6.places"))) {
		f := strings.Fields(line)
		if strings.HasPrefix(line, "  ") {
			p := &out[len(out)-1]
			at := spans(f[0])
			switch {
			case at[0].last < 16:
				p.common = append(p.common, at...)
			case f[2] == "stated":
				p.stated = append(p.stated, at...)
			default:
				p.derived = append(p.derived, at...)
			}
			continue
		}
		out = append(out, place{section: f[0], title: strings.Join(f[4:], " ")})
	}
	return out
}

// TestBankKeepsToItsSource compares the bank with what the import of the guide
// found: the same questions in the same sections, criteria that cite lines of
// their section or of the framework, and each stated criterion of the guide
// cited by the bank's criterion in its place.
func TestBankKeepsToItsSource(t *testing.T) {
	doc := rubric.Embedded()
	found := map[string]place{}
	for _, p := range readPlaces(t) {
		found[p.title] = p
	}
	require.Len(t, doc.Questions, len(found))
	for _, q := range doc.Questions {
		p, ok := found[plain(q.Title)]
		require.True(t, ok, "the guide has no question %q", q.Title)
		require.Equal(t, p.section, q.Section, q.ID)
		var own []rubric.Criterion
		for i, c := range q.Criteria {
			if i < len(p.common) {
				require.True(t, cites(c, p.common[i]) || c.Source.Section == p.section, "%s/%s cites %s", q.ID, c.ID, c.Source.Lines)
				continue
			}
			own = append(own, c)
		}
		for i, s := range p.stated {
			require.True(t, cites(own[i], s), "%s/%s cites %s, not %s", q.ID, own[i].ID, own[i].Source.Lines, s)
		}
		for _, s := range p.derived {
			require.True(t, cites(rubric.Criterion{Source: rubric.Source{Lines: lines(own)}}, s) || p.section == "6.6" && s.first == 346,
				"%s cites nothing of lines %s", q.ID, s)
		}
	}
}

// cites reports whether c cites at least part of s.
func cites(c rubric.Criterion, s span) bool {
	for _, at := range spans(c.Source.Lines) {
		if at.first <= s.last && s.first <= at.last {
			return true
		}
	}
	return false
}

func TestCheckFindsEachCriterionOfTheBankInItsSource(t *testing.T) {
	importGuide(t)
	b, err := os.ReadFile(guideFile)
	require.NoError(t, err)
	doc := rubric.Embedded()
	fs, err := Check(doc, guideFile, b)
	require.NoError(t, err)
	for _, f := range fs {
		require.NotContains(t, f.Text, "cite", f.String())
		require.NotContains(t, f.Text, "changed", f.String())
	}
}
