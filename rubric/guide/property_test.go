//go:build !race

// Hundreds of documents are written and read here by one goroutine: the race
// detector has nothing to find.

package guide

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// TestMarkdownComesBackTheSame is the property: whatever words a document
// has, its Markdown reads as the document.
func TestMarkdownComesBackTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 300 {
		d := anyDocument(r)
		md := Markdown(d)
		im, err := Read("any.md", []byte(md))
		require.NoError(t, err, md)
		im.Document.Hash = ""
		require.Equal(t, d, im.Document, md)
		require.Empty(t, im.Left, md)
	}
}

// anyDocument makes a document of words that Markdown could take for marks.
func anyDocument(r *rand.Rand) *rubric.Document {
	marks := []string{"a", "b c", "*", "_x_", "**b**", "`", "``", "1.", "2)", "-", "+", "#", "##", ">", "<b>", "</b>", "<!--", "&amp;", "&", "&#39;", "|", "~~", "~~~", "[x]", "[ ]", "](y)", "![i]", "\\", "\\*", "---", "===", "•", "–", ":", "Cues:", "ä", "字", "\"q\"", "(weight 2)", "http://x.y", "? ", "5 < 6"}
	words := func() string {
		var out []string
		for range 1 + r.IntN(5) {
			out = append(out, marks[r.IntN(len(marks))])
		}
		return squash(strings.Join(out, " "))
	}
	maybe := func() string {
		if r.IntN(2) == 0 {
			return ""
		}
		return words()
	}
	some := func() []string {
		var out []string
		for range r.IntN(4) {
			out = append(out, words())
		}
		return out
	}
	d := &rubric.Document{ID: "any", Version: 1 + r.IntN(9), Title: words(), Source: maybe()}
	for i := range 1 + r.IntN(3) {
		q := rubric.Question{
			ID: string(rune('a'+i)) + "-1", Section: maybe(), Kind: rubric.Story, Title: words(), Text: words(), Topic: words(),
			MaxProbes: r.IntN(3), Cues: some(), Names: some(),
		}
		if i == 2 {
			q.Kind, d.Closing = rubric.Closing, q.ID
		}
		for j := range 1 + r.IntN(3) {
			c := rubric.Criterion{ID: string(rune('x' + j)), Meaning: words(), Weight: float64(1+r.IntN(999)) / 100, Probe: words(), Missing: maybe(), Drill: maybe(), Cues: some(), Draft: r.IntN(2) == 0}
			for range 3 + r.IntN(8) {
				c.Levels = append(c.Levels, words())
			}
			if r.IntN(2) == 0 {
				c.Source = rubric.Source{Section: maybe(), Lines: "14-18, 20", Basis: rubric.Derived, Hash: maybe()}
			}
			q.Criteria = append(q.Criteria, c)
		}
		for k := range r.IntN(2) {
			q.FollowUps = append(q.FollowUps, rubric.FollowUp{ID: string(rune('f' + k)), Text: words(), Criterion: "x"})
		}
		d.Questions = append(d.Questions, q)
	}
	return d
}
