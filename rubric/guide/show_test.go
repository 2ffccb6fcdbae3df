package guide

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"mockstar/rubric"
)

func TestMarkdownOfTheBankComesBackTheSame(t *testing.T) {
	d, err := rubric.Embedded()
	require.NoError(t, err)
	im, err := Read("bank.md", []byte(Markdown(d)))
	require.NoError(t, err)
	require.Equal(t, d, im.Document)
	require.Empty(t, im.Left)
}

func TestMarkdownOfImportsComesBackTheSame(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			im, err := Read(name, source(t, name))
			require.NoError(t, err)
			again, err := Read("again.md", []byte(Markdown(im.Document)))
			require.NoError(t, err)
			require.Equal(t, im.Document, again.Document)
		})
	}
}

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

func TestReadOwnLayoutNamesTheLineThatIsWrong(t *testing.T) {
	im, err := Read("plain-list.md", source(t, "plain-list.md"))
	require.NoError(t, err)
	md := Markdown(im.Document)
	for want, edit := range map[string][2]string{
		"the heading of a criterion should look like": {"### `situation` (weight 3.33)", "### `situation`"},
		`"one" is no whole number`:                    {", version 1", ", version one"},
		`"tale" should be one of story, approach`:     {"- Kind: story", "- Kind: tale"},
	} {
		_, err := Read("edited.md", []byte(strings.Replace(md, edit[0], edit[1], 1)))
		require.ErrorContains(t, err, want)
	}
	edited := strings.Replace(md, "- Question: ", "A note of mine.\n\n- Question: ", 1)
	im, err = Read("edited.md", []byte(edited))
	require.NoError(t, err)
	require.Len(t, im.Left, 1)
}

// FuzzMarkdownImport feeds any text: no panic, and what is imported can be
// loaded, goes out as Markdown without HTML, and comes back the same.
func FuzzMarkdownImport(f *testing.F) {
	for _, name := range documents {
		if strings.HasSuffix(name, ".md") {
			b, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(b))
		}
	}
	f.Add("## How do <b>you</b> start?\n\n- \\<script\\>alert(1)\\</script\\>\n- &lt;img src=x&gt;\n")
	f.Add("# A\n\n- Document: `a`, version 1\n\n## Q?\n\n> Q?\n")
	f.Fuzz(func(t *testing.T, source string) {
		im, err := Read("fuzz.md", []byte(source))
		if err != nil {
			return
		}
		md := Markdown(im.Document)
		require.Empty(t, htmlIn(md), md)
		again, err := Read("again.md", []byte(md))
		if err != nil { // what is too long for one paragraph of Markdown is refused, not garbled
			require.ErrorContains(t, err, "too long or has too many marks")
			return
		}
		require.Len(t, again.Document.Questions, len(im.Document.Questions))
		a, err := json.Marshal(im.Document)
		require.NoError(t, err)
		b, err := json.Marshal(again.Document)
		require.NoError(t, err)
		require.JSONEq(t, string(a), string(b))
	})
}

// htmlIn returns the kinds of the HTML nodes that md has.
func htmlIn(md string) (kinds []string) {
	doc := goldmark.New().Parser().Parse(text.NewReader([]byte(md)))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && (n.Kind() == ast.KindHTMLBlock || n.Kind() == ast.KindRawHTML) {
			kinds = append(kinds, n.Kind().String())
		}
		return ast.WalkContinue, nil
	}) // the walker returns no error
	return kinds
}

func TestReportOnOurOwnLayoutNamesTheFileThatWasRead(t *testing.T) {
	im, err := Read("nursing.md", []byte("# Ward\n\n- How do you hand over a patient whose state worries you?\n- Why this ward?\n"))
	require.NoError(t, err)
	again, err := Read("a/guide.md", []byte(Markdown(im.Document)))
	require.NoError(t, err)
	report := again.Report()
	require.True(t, strings.HasPrefix(report, "guide.md: 2 questions"), report)
	require.Contains(t, report, "have some that are drafts; they are marked")
	require.Equal(t, "nursing.md", again.Document.Source)
	require.NotContains(t, string(again.Files()["document.yaml"]), "# line", "lines named there are those of the source, not of the guide")
}
