package guide

import (
	"encoding/json"
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
	d := rubric.Embedded()
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

func TestMarksOfDraftsComeBackThroughMarkdown(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			im, err := Read(name, source(t, name))
			require.NoError(t, err)
			again, err := Read("again.md", []byte(Markdown(im.Document)))
			require.NoError(t, err)
			marked := 0
			for i, q := range im.Document.Questions {
				for j, c := range q.Criteria {
					require.Equal(t, c.Drafted, again.Document.Questions[i].Criteria[j].Drafted, c.ID)
					if c.Draft {
						require.NotEmpty(t, c.Drafted, c.ID)
					}
					marked += len(c.Drafted)
				}
			}
			count := func(im Import) (n int) {
				for _, b := range im.Files() {
					n += strings.Count(string(b), "  # draft\n")
				}
				return n
			}
			require.Equal(t, marked, count(im))
			require.Equal(t, marked, count(again))
		})
	}
}

func TestAMarkIsTakenOffInMarkdown(t *testing.T) {
	im, err := Read("plain-list.md", source(t, "plain-list.md"))
	require.NoError(t, err)
	md := Markdown(im.Document)
	const all = "- Still drafts: meaning, level 1, level 2, level 3, level 4, level 5, probe\n"
	require.Contains(t, md, all)
	im, err = Read("edited.md", []byte(strings.Replace(md, all, "- Still drafts: level 2, probe\n", 1)))
	require.NoError(t, err)
	c := im.Document.Questions[0].Criteria[0]
	require.Equal(t, []string{"level 2", "probe"}, c.Drafted)
	require.Equal(t, 1, len(im.Gaps(0)[0].Levels), "a model may draft what is still marked, and nothing else")
	_, err = Read("edited.md", []byte(strings.Replace(md, all, "- Still drafts: level 9\n", 1)))
	require.ErrorContains(t, err, `"level 9" is no part that can be a draft; here there are meaning, level 1`)
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
