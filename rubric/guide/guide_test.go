package guide

import (
	"archive/zip"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"mockstar/rubric"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func source(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return b
}

// documents are the sources in testdata, as different as real ones are.
var documents = []string{
	"table-rubric.md", "plain-list.md", "star-handout.md", "leitfaden.md", "word-export.md", "cocina.csv", "triage.jsonl",
	"scorecard.md", "ward-guide.md", "sales-export.md", "trainee-scheme.md", "course.csv", "fever.json", "barista.md", "laboratory.md", "profesores.md",
	"library-template.md", "kitchen-bank.md", "plumbing-qa.md", "loan-officer.md", "teaching-demo.md", "aide-soignant.md", "bus-panel.md", "grant-writer.md", "data-protection.md", "gardener.txt",
}

func TestReadReportsWhatItTookLeftOutAndDrafted(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			im, err := Read(name, source(t, name))
			require.NoError(t, err)
			golden(t, name+".report", im.Report())
			golden(t, name+".yaml", string(im.Files()["document.yaml"]))
		})
	}
}

func TestReadCitesLinesThatHoldWhatItTook(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			b := source(t, name)
			im, err := Read(name, b)
			require.NoError(t, err)
			text, err := plainText(b)
			require.NoError(t, err)
			hash := func(lines string) string { return hashOf(strings.Split(text, "\n"), spans(lines)) }
			for _, q := range im.Document.Questions {
				for _, c := range q.Criteria {
					require.NotEmpty(t, c.Source.Hash, "%s/%s", q.ID, c.ID)
					require.Equal(t, hash(c.Source.Lines), c.Source.Hash)
				}
			}
			for _, p := range append(im.Questions, im.Levels...) {
				require.Equal(t, hash(p.Lines), p.Hash, "%+v", p)
			}
		})
	}
}

func TestReadTakesRubricTablesEitherWayRound(t *testing.T) {
	want := []string{"Says nothing", "Says a little", "Says it with a figure"}
	for name, text := range map[string]string{
		"levels across, worst first": "| Criterion | 1 | 2 | 3 |\n|-|-|-|-|\n| Candour | Says nothing | Says a little | Says it with a figure |\n",
		"levels across, best first":  "| Criterion | Strong | Fair | Weak |\n|-|-|-|-|\n| Candour | Says it with a figure | Says a little | Says nothing |\n",
		"levels down, worst first":   "| Score | Candour |\n|-|-|\n| 1 | Says nothing |\n| 2 | Says a little |\n| 3 | Says it with a figure |\n",
		"levels down, best first":    "| | Candour |\n|-|-|\n| 3 points | Says it with a figure |\n| 2 points | Says a little |\n| 1 point | Says nothing |\n",
	} {
		t.Run(name, func(t *testing.T) {
			im, err := Read("a.md", []byte("## How do you tell bad news?\n\n"+text))
			require.NoError(t, err)
			require.Len(t, im.Document.Questions[0].Criteria, 1)
			c := im.Document.Questions[0].Criteria[0]
			require.Equal(t, "candour", c.ID)
			require.Equal(t, want, c.Levels)
			require.False(t, c.Draft)
			require.Len(t, im.Levels, 3)
		})
	}
}

func TestReadLeavesTablesThatAreNoRubric(t *testing.T) {
	for name, text := range map[string]string{
		"two levels only":     "| Criterion | Weak | Strong |\n|-|-|-|\n| Candour | a | b |\n",
		"eleven levels":       "| Criterion | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |\n|-|-|-|-|-|-|-|-|-|-|-|-|\n| Candour | a | b | c | d | e | f | g | h | i | j | k |\n",
		"figures of products": "| Approach | Cost | Latency |\n|-|-|-|\n| Small | 3 | 4 |\n| Large | 5 | 6 |\n",
	} {
		t.Run(name, func(t *testing.T) {
			im, err := Read("a.md", []byte("## How do you tell bad news?\n\n- Says it early\n\n"+text))
			require.NoError(t, err)
			require.Len(t, im.Document.Questions[0].Criteria, 1)
			require.Equal(t, "says-early", im.Document.Questions[0].Criteria[0].ID)
			require.NotEmpty(t, im.Left)
		})
	}
}

func TestReadGivesWhatStandsBehindAllQuestionsToAll(t *testing.T) {
	im, err := Read("a.md", []byte("# Guide\n\n## Questions\n\n1. How do you start?\n2. How do you go on?\n3. How do you stop?\n\n## Evaluation criteria\n\n- Candour\n- Care (30 %)\n"))
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 3)
	for _, q := range im.Document.Questions {
		require.Len(t, q.Criteria, 2)
		require.Equal(t, []string{"11", "12"}, []string{q.Criteria[0].Source.Lines, q.Criteria[1].Source.Lines})
		require.Equal(t, "Evaluation criteria", q.Criteria[0].Source.Section)
	}
}

func TestReadUsesTheScaleOfTheDocument(t *testing.T) {
	im, err := Read("a.md", []byte("# Guide\n\n1: nothing heard\n\n- 1 = nothing heard\n- 2 = heard once\n- 3 = heard twice\n\n## How do you start?\n\nWhat we look for:\n\n- Candour\n"))
	require.NoError(t, err)
	c := im.Document.Questions[0].Criteria[0]
	require.Equal(t, []string{"nothing heard", "heard once", "heard twice"}, c.Levels)
	require.True(t, c.Draft)
}

func TestReadTakesAFrameworkFromItsNameAlone(t *testing.T) {
	im, err := Read("a.md", []byte("Please answer by the SOAR method.\n\n1. When did you last change your mind?\n"))
	require.NoError(t, err)
	var got []string
	for _, c := range im.Document.Questions[0].Criteria {
		got = append(got, c.ID)
		require.Equal(t, rubric.Derived, c.Source.Basis)
	}
	require.Equal(t, []string{"situation", "obstacle", "action", "result"}, got)
}

func TestReadTakesAFrameworkThatTheDocumentDeclares(t *testing.T) {
	im, err := Read("a.md", []byte("# Guide\n\n## Our framework\n\n- **Spark**: what set it off\n- **Craft**: how you did it\n- **Trace**: what is left of it\n\n## Questions\n\n- How do you start?\n- How do you stop?\n"))
	require.NoError(t, err)
	for _, q := range im.Document.Questions {
		require.Len(t, q.Criteria, 3)
		require.Equal(t, "spark", q.Criteria[0].ID)
		require.Equal(t, "5", q.Criteria[0].Source.Lines)
	}
}

func TestReadRefusesWhatItCannotImport(t *testing.T) {
	for name, c := range map[string]struct {
		file, text, want string
	}{
		"no question at all":           {"a.md", "# Notes\n\nIt rained.\n", "it has no question: write each as a heading"},
		"an empty file":                {"a.md", "", "it has no question"},
		"nothing but HTML":             {"a.md", "<h2>How do you start?</h2>\n", "it has no question"},
		"endless nesting of quotes":    {"a.md", strings.Repeat(">", 5000) + " a", "line 1 is nested more than 32 deep"},
		"endless nesting of lists":     {"a.md", strings.Repeat("1. ", 5000), "line 1 is nested more than 32 deep"},
		"endless nesting by columns":   {"a.md", "- a\n" + strings.Repeat(" ", 400) + "- b\n", "line 2 is nested more than 32 deep"},
		"a paragraph of brackets":      {"a.md", strings.Repeat("[", 5000), "too long or has too many marks"},
		"a file of ten megabytes":      {"a.md", strings.Repeat("words and words\n", 10<<16), "more than 1024 KiB"},
		"a picture":                    {"a.md", "\x89PNG\r\n\x1a\n\x00\x00", "it is binary"},
		"a file of a word processor":   {"a.docx", "PK\x03\x04rest", "it is a packed file"},
		"a PDF under another name":     {"a.md", "%PDF-1.7\n", "it is a PDF"},
		"UTF-16":                       {"a.txt", "\xff\xfeH\x00", "save it as UTF-8"},
		"Latin-1":                      {"a.md", "# A\n\nFrage: f\xfcr\n", "line 3 is not in UTF-8"},
		"an ending that is not read":   {"a.rtf", "{rtf}", `files ending in ".rtf" are not read`},
		"a table of neither":           {"a.csv", "Name,City\nAnn,Rome\n", "the first row should name"},
		"a table with broken quotes":   {"a.csv", "Question,\"Crit\nnever closed", "the first row should name"},
		"a table of too many columns":  {"a.csv", strings.Repeat("a,", 70), "more than 64 columns"},
		"JSON of another kind":         {"a.json", `{"name":"x"}`, "no object with `prompt` and `rubrics`"},
		"JSON that ends in the middle": {"a.json", `{"prompt":[`, "no JSON as in HealthBench"},
		"a workbook that is none":      {"a.xlsx", "PK\x03\x04rest", "no workbook"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(c.file, []byte(c.text))
			require.ErrorContains(t, err, c.want)
			require.ErrorContains(t, err, "import "+c.file+": ")
		})
	}
}

func TestReadDropsHTMLAndHiddenCharacters(t *testing.T) {
	im, err := Read("a.md", []byte("## How do <b onclick=x>you</b> s\u00adtart\u202e?\n\n<script>alert(1)</script>\n\n- Says <img src=x> why&#27;[31m\n"))
	require.NoError(t, err)
	q := im.Document.Questions[0]
	require.Equal(t, "How do you start?", q.Title)
	require.Equal(t, "Says why[31m", q.Criteria[0].Meaning)
	require.Equal(t, "1, 3, 5", im.Left[0].Lines)
}

func TestReadGivesEachLongDocumentAFolder(t *testing.T) {
	var b strings.Builder
	b.WriteString("Answer by the STAR method.\n\n")
	for range 150 {
		b.WriteString("1. How do you go about it, and what have you learned?\n")
	}
	im, err := Read("long.md", []byte(b.String()))
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 150)
	require.Len(t, im.Files(), 151)
}

func TestReadTakesSheetsOfAWorkbook(t *testing.T) {
	f := excelize.NewFile()
	require.NoError(t, f.SetSheetName("Sheet1", "Rubric"))
	for i, r := range [][]any{{"Skill", "Weight", "Weak", "Fair", "Strong"}, {"Candour", 0.4, "no", "some", "all"}, {}, {"Care", 0.6, "no care", "some care", "care first"}} {
		require.NoError(t, f.SetSheetRow("Rubric", "A"+string(rune('1'+i)), &r))
	}
	_, err := f.NewSheet("Ask")
	require.NoError(t, err)
	require.NoError(t, f.SetSheetRow("Ask", "A1", &[]any{"Question", "Follow-up"}))
	require.NoError(t, f.SetSheetRow("Ask", "A2", &[]any{"How do you tell bad news?", "Who hears it first?"}))
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	im, err := Read("panel.xlsx", b.Bytes())
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 1)
	q := im.Document.Questions[0]
	require.Equal(t, "How do you tell bad news?", q.Title)
	require.Equal(t, "Who hears it first?", q.FollowUps[0].Text)
	require.Equal(t, "2", q.Criteria[0].Source.Lines)
	require.Equal(t, "4", q.Criteria[1].Source.Lines)
	require.Equal(t, []float64{4, 6}, []float64{q.Criteria[0].Weight, q.Criteria[1].Weight})
	require.Contains(t, im.Report(), "by row of the source")
}

func TestReadMakesNegativePointsCriteriaToAvoid(t *testing.T) {
	im, err := Read("a.jsonl", []byte(`{"prompt":[{"role":"user","content":"Can I take aspirin for dengue?"}],"rubrics":[{"criterion":"Warns of bleeding","points":6},{"criterion":"Recommends aspirin","points":-9}]}
{"prompt":[{"role":"user","content":"How do you treat a burn?"}],"rubrics":[{"criterion":"Recommends butter","points":-3}]}`))
	require.NoError(t, err)
	warns, aspirin := im.Document.Questions[0].Criteria[0], im.Document.Questions[0].Criteria[1]
	require.True(t, aspirin.Avoid)
	require.False(t, warns.Avoid)
	require.Equal(t, "avoid-recommends-aspirin", aspirin.ID)
	require.InDelta(t, 9.0/6, aspirin.Weight/warns.Weight, 0.01, "the size of the points is the weight")
	require.Equal(t, "The answer does this.", aspirin.Anchor(1))
	require.Len(t, im.Gaps(0), 1, "a model drafts no levels of what is to be avoided")

	burn := im.Document.Questions[1].Criteria
	require.Greater(t, len(burn), 1, "a question of nothing but things to avoid gets general criteria, so that there is something to show")
	require.True(t, burn[len(burn)-1].Avoid)
	require.False(t, burn[0].Avoid)
	require.Contains(t, im.Report(), "(negative points; lines 1-2)")
}

func TestReadRefusesAWorkbookThatUnpacksToMuch(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	require.NoError(t, err)
	_, err = w.Write(make([]byte, unpacked+1))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.Less(t, b.Len(), MaxSource)
	_, err = Read("bomb.xlsx", b.Bytes())
	require.ErrorContains(t, err, "16 MiB unpacked")
	require.ErrorContains(t, err, "exceeds")
}

func TestReadFindsTheHeadOfATableBelowItsTitle(t *testing.T) {
	im, err := Read("matrix.csv", []byte("Shift lead: interview matrix,,,\n,,,\nNo.,Question,Competency,Good indicators\n1,Tell me about a time you prevented an accident.,Safety,Spots the hazard early; acts at once\n2,How do you plan a shift?,Planning,Ranks orders by cut-off time\n"))
	require.NoError(t, err)
	require.Equal(t, "Shift lead: interview matrix", im.Document.Title)
	require.Len(t, im.Document.Questions, 2)
	q := im.Document.Questions[0]
	require.Equal(t, "Safety", q.Section)
	require.Equal(t, []string{"spots-hazard-early", "acts-once"}, []string{q.Criteria[0].ID, q.Criteria[1].ID})
}

func TestReadTakesLevelsByManyNames(t *testing.T) {
	for name, head := range map[string]string{
		"number and name":     "Criterion,1 Novice,2 Able,3 Expert",
		"name and marks":      "Criterion,Thin (0-39),Fair work (40-69),Fine work (70-100)",
		"marks of a course":   "Criterion,Fail,Pass,Distinction",
		"numbers in brackets": "Criterion,Stumbles (1),Walks (2),Runs (3)",
	} {
		t.Run(name, func(t *testing.T) {
			im, err := Read("a.csv", []byte(head+"\nCandour,says nothing,says a little,says all\nTotal,,,\n"))
			require.NoError(t, err)
			require.Len(t, im.Document.Questions[0].Criteria, 1)
			require.Equal(t, []string{"says nothing", "says a little", "says all"}, im.Document.Questions[0].Criteria[0].Levels)
			require.Equal(t, "rows of a rubric that describe no level", im.Left[0].Text)
		})
	}
}

func TestReadDraftsLevelsThatTheSourceSkips(t *testing.T) {
	im, err := Read("a.md", []byte("## Competency 1: Candour (weight 40 %)\n\n**Main question:** How do you tell bad news?\n\n| Score | Indicators |\n|-|-|\n| 5 | Says it at once |\n| 3 | Says it when asked |\n| 1 | Says nothing |\n"))
	require.NoError(t, err)
	q := im.Document.Questions[0]
	require.Equal(t, "How do you tell bad news?", q.Title)
	require.Len(t, q.Criteria, 1)
	c := q.Criteria[0]
	require.Equal(t, "candour", c.ID)
	require.True(t, c.Draft)
	require.Equal(t, []string{"Says nothing", "More than level 1 describes, and less than level 3 does.", "Says it when asked", "More than level 3 describes, and less than level 5 does.", "Says it at once"}, c.Levels)
	require.Len(t, im.Levels, 3)
	require.Contains(t, im.Report(), "levels 2 and 4 of 5 undescribed")
}

func TestReadTakesAScaleOutOfALine(t *testing.T) {
	im, err := Read("a.md", []byte("## How do you tell bad news?\n\nWhat we look for\n\n- Candour\n\n## How do you start?\n\nWhat we look for\n\n- Care\n\nScoring: 0 = nothing heard, 1 = heard once, 2 = heard twice\n"))
	require.NoError(t, err)
	for _, q := range im.Document.Questions {
		require.Equal(t, []string{"nothing heard", "heard once", "heard twice"}, q.Criteria[0].Levels)
		require.True(t, q.Criteria[0].Draft)
	}
}

func TestReadGivesEachQuestionTheScaleBesideIt(t *testing.T) {
	text := ""
	for _, q := range []string{"How do you start?", "How do you stop?"} {
		text += "## " + q + "\n\n- 1: says nothing of " + q + "\n- 2: says a little\n- 3: says all\n\n"
	}
	im, err := Read("a.md", []byte(text))
	require.NoError(t, err)
	for _, q := range im.Document.Questions {
		require.Len(t, q.Criteria, 1)
		require.Equal(t, "answer", q.Criteria[0].ID)
		require.Equal(t, "says nothing of "+q.Title, q.Criteria[0].Levels[0])
		require.False(t, q.Criteria[0].Draft)
	}
}

func TestReadMakesLevelsOfPoorAndGoodAnswers(t *testing.T) {
	const page = "# Shop\n\n## How do you plan a Saturday?\n\n- decides what is left out\n- asks before ordering\n\n"
	for _, said := range []string{
		"Poor: \"I'd just work harder.\" Good: names what is closed, and who is told.\n",
		"Poor: \"I'd just work harder.\"\n\nGood: names what is closed, and who is told.\n",
		"- Good answer: names what is closed, and who is told.\n- Poor answer: \"I'd just work harder.\"\n",
	} {
		im, err := Read("shop.md", []byte(page+said+"\n## Tell me about a time a till was short\n\n- counts again\n"))
		require.NoError(t, err)
		cs := im.Document.Questions[0].Criteria
		require.Len(t, cs, 3, said)
		require.Equal(t, "\"I'd just work harder.\"", cs[2].Levels[1])
		require.Equal(t, "names what is closed, and who is told.", cs[2].Levels[3])
		require.NotContains(t, cs[0].Levels, cs[2].Levels[3], "they are of the answer, not of each criterion")
		require.Len(t, im.Document.Questions[1].Criteria, 1, "nor of other questions")
		require.NotContains(t, im.Report(), "warning signs")
	}
}

func TestReadLeavesOutQuestionsAboutTerms(t *testing.T) {
	im, err := Read("shop.md", []byte("# Shop\n\n## Tell me about a time a till was short\n\n- counts again\n\n## Practical\n\nCan you work weekends? When can you start?\n\n## Why do you want to work weekends with us?\n"))
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 2)
	require.Contains(t, im.Report(), "a question about terms or dates")
	im, err = Read("shop.md", []byte("# Shop\n\n## Can you work weekends?\n\nLook for:\n\n- has done so before\n\n## Why this shop?\n"))
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 2, "what the source wants graded is")
}

func TestReadTakesThePromptUnderACountedHeading(t *testing.T) {
	im, err := Read("site.md", []byte("# Site\n\n## Question 1\n\nTell me about a time a drawing did not fit.\n\n* Stops the work\n* Asks in writing\n\n## Question 2\n\nDescribe a disagreement with a subcontractor.\n\n* Knows the contract\n"))
	require.NoError(t, err)
	require.Len(t, im.Document.Questions, 2)
	require.Equal(t, "Tell me about a time a drawing did not fit.", im.Document.Questions[0].Text)
}
