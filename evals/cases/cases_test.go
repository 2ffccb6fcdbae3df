package cases

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sources are the files of testdata, each with how it is read.
var sources = []struct {
	golden, file string
	format       Format
	opts         Options
	spec         string
}{
	{"promptfoo.golden", "promptfoo.yaml", Promptfoo, Options{AnswerField: "reply"}, ""},
	{"promptfoo_csv.golden", "promptfoo.csv", Promptfoo, Options{AnswerField: "reply"}, ""},
	{"promptfoo_echo.golden", "echo.yaml", Promptfoo, Options{}, ""},
	{"inspect.golden", "inspect.jsonl", Inspect, Options{}, ""},
	{"inspect_csv.golden", "inspect.csv", Inspect, Options{AnswerField: "reply"}, ""},
	{"openai.golden", "samples.jsonl", OpenAIEvals, Options{}, "funny.yaml"},
	{"openai_args.golden", "samples.jsonl", OpenAIEvals, Options{}, "closed.yaml"},
	{"openai_ideal.golden", "ideal.jsonl", OpenAIEvals, Options{}, "agrees.yaml"},
	{"openai_closedqa.golden", "closedqa.jsonl", OpenAIEvals, Options{}, "closedqa.yaml"},
	{"healthbench.golden", "healthbench.jsonl", HealthBench, Options{}, ""},
	{"healthbench_meta.golden", "meta.jsonl", HealthBench, Options{}, ""},
}

// TestImports reads every source of testdata and shows all that became of it:
// the cases, the criteria, and what was changed or left.
func TestImports(t *testing.T) {
	for _, s := range sources {
		t.Run(s.golden, func(t *testing.T) {
			if s.spec != "" {
				b, err := os.ReadFile(filepath.Join("testdata", s.spec))
				require.NoError(t, err)
				s.opts.Spec, s.opts.SpecName = b, s.spec
			}
			im, err := Read(os.DirFS("testdata"), s.file, s.format, s.opts)
			require.NoError(t, err)
			suite := load(t, im)
			var b strings.Builder
			for _, c := range each(t, suite) {
				fmt.Fprintf(&b, "case %s of %s to %s: %s\n", c.ID, c.Group, c.Question, clip(oneLine(c.Answer), 60))
				for _, k := range sorted(c.Slices) {
					fmt.Fprintf(&b, "  %s=%s\n", k, c.Slices[k])
				}
				for _, l := range c.Labels {
					fmt.Fprintf(&b, "  %s: %s %d\n", l.Rater, l.Criterion, l.Level)
				}
			}
			for _, q := range suite.Document().Questions {
				fmt.Fprintf(&b, "question %s: %s\n", q.ID, oneLine(q.Text))
				for _, c := range q.Criteria {
					fmt.Fprintf(&b, "  %s %g %s (line %s)\n", c.ID, c.Weight, oneLine(c.Meaning), c.Source.Lines)
					for _, l := range c.Levels {
						fmt.Fprintf(&b, "    - %s\n", oneLine(l))
					}
				}
			}
			for _, n := range im.Changed {
				fmt.Fprintf(&b, "changed %s:%d: %s\n", n.File, n.Line, n.Text)
			}
			for _, n := range im.Left {
				fmt.Fprintf(&b, "left %s:%d: %s\n", n.File, n.Line, n.Text)
			}
			name := filepath.Join("testdata", s.golden)
			if *update {
				require.NoError(t, os.WriteFile(name, []byte(b.String()), 0o644))
			}
			want, err := os.ReadFile(name)
			require.NoError(t, err)
			require.Equal(t, string(want), b.String())
		})
	}
}

// load writes the files of im and reads them as a suite.
func load(t *testing.T, im *Import) *evals.Suite {
	t.Helper()
	files, err := im.Files()
	require.NoError(t, err)
	dir := t.TempDir()
	for name, b := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o700))
		require.NoError(t, os.WriteFile(full, b, 0o600))
	}
	s, err := evals.Load(filepath.Join(dir, SuiteFile), nil)
	require.NoError(t, err)
	require.Zero(t, s.Undated, "labels know the wording that they were given for")
	require.Zero(t, s.Stale)
	return s
}

func each(t *testing.T, s *evals.Suite) []evals.Case {
	t.Helper()
	var out []evals.Case
	for c, err := range s.Cases() {
		require.NoError(t, err)
		out = append(out, c)
	}
	return out
}

// read imports text as a file of that name.
func read(t *testing.T, name, text string, format Format, o Options) (*Import, error) {
	t.Helper()
	return Read(fstest.MapFS{name: {Data: []byte(text)}}, name, format, o)
}

// TestPointsAreCarriedTruthfully holds the formula of the notes to account: for
// every way to meet the criteria of an example, the score here gives back the
// score there, and a thing not to do lowers both.
func TestPointsAreCarriedTruthfully(t *testing.T) {
	points := []float64{7, 3, -8, -2.5}
	var rubrics []string
	for i, p := range points {
		rubrics = append(rubrics, fmt.Sprintf(`{"criterion":"thing %d","points":%g}`, i, p))
	}
	im, err := read(t, "x.jsonl", `{"prompt_id":"p","prompt":"Ask","completion":"some words that are said here","rubrics":[`+strings.Join(rubrics, ",")+`]}`, HealthBench, Options{})
	require.NoError(t, err)
	q := load(t, im).Document().Questions[0]
	const plus, minus = 10, 10.5
	answer := rubric.Said("some words that are said here")
	for met := range 1 << len(points) {
		there := 0.0
		var fs []rubric.Finding
		for i, p := range points {
			does := met>>i&1 == 1
			if does {
				there += p
			}
			f := rubric.Finding{Criterion: q.Criteria[i].ID, Level: 1, Quotes: []string{"some words that are said"}}
			if does == (p > 0) {
				f.Level = q.Criteria[i].Top()
			}
			fs = append(fs, f)
		}
		sheet := q.Assess(answer, fs)
		share := (*sheet.Score - 1) / 4
		require.InDelta(t, there/plus, (share*(plus+minus)-minus)/plus, 1e-3, "criteria met: %04b", met)
	}
	require.True(t, q.Criteria[2].Avoid)
	require.Contains(t, im.Changed[0].Text, "(A(P+N) - N) / P")
}

func TestAnswersOfAFileGoBeforeAllOthers(t *testing.T) {
	const source = `{"id":"a","input":"Why?","target":"Because the wind turns every other night and the boats would else lie across the stream till noon.","said":"of the source and no file"}` + "\n"
	im, err := read(t, "s.jsonl", source, Inspect, Options{AnswerField: "said", Answers: map[string]string{"a": "from the file and nowhere else", "b": "of nobody"}})
	require.NoError(t, err)
	c := each(t, load(t, im))[0]
	require.Equal(t, "from the file and nowhere else", c.Answer)
	require.Empty(t, c.Labels, "the reference says nothing about another answer")
	require.Equal(t, `the answer to "b": the source has no case of that id`, im.Left[0].Text)

	im, err = read(t, "s.jsonl", source, Inspect, Options{})
	require.NoError(t, err)
	require.Equal(t, []Prompt{{"a", []Turn{{"user", "Why?"}}}}, im.Unanswered())
	im.Answer("a", "from a model that was asked")
	require.Equal(t, "from a model that was asked", each(t, load(t, im))[0].Answer)
}

func TestAnAnswerIsKnownByItsName(t *testing.T) {
	im, err := read(t, "t.yaml", `prompts: ["Answer: {{q}}"]
tests:
  - vars: {q: Why?, answer: "Because we said so in the spring."}
    assert: [{type: llm-rubric, value: Says why}]
`, Promptfoo, Options{})
	require.NoError(t, err)
	c := each(t, load(t, im))[0]
	require.Equal(t, "Because we said so in the spring.", c.Answer)
	require.Contains(t, im.Changed[0].Text, `"answer" is taken for the answer to grade`)

	im, err = read(t, "s.jsonl", `{"input":"Why?","target":"So that it holds","metadata":{"output":"Since it would else fall down in a storm.","sea":"north"}}`, Inspect, Options{})
	require.NoError(t, err)
	c = each(t, load(t, im))[0]
	require.Equal(t, "Since it would else fall down in a storm.", c.Answer)
	require.Equal(t, map[string]string{"sea": "north"}, c.Slices)
}

// Too few words for a quote are too few for a level, whatever the judge says.
func TestAnswersOfAWordAreLeftOutAndNamed(t *testing.T) {
	const source = `{"id":"a","input":"Where?","target":"Oslo","said":"Oslo"}` + "\n" + `{"id":"b","input":"Where?","target":"In the north","said":"It lies in the north of it."}` + "\n"
	im, err := read(t, "s.jsonl", source, Inspect, Options{AnswerField: "said"})
	require.NoError(t, err)
	require.Equal(t, "b", each(t, load(t, im))[0].ID)
	require.Equal(t, 1, im.Left[0].Line)
	require.Contains(t, im.Left[0].Text, "fewer than five different words")
}

func TestASourceWithoutAnswersSaysWhatItsCasesAreCalled(t *testing.T) {
	im, err := read(t, "t.yaml", "tests:\n  - vars: {q: Why?}\n    assert: [{type: llm-rubric, value: Says why}]\n", Promptfoo, Options{})
	require.NoError(t, err)
	_, err = im.Files()
	require.ErrorIs(t, err, ErrNoAnswers)
	require.Contains(t, err.Error(), "test-1")
}

func TestListsOfValuesAndPromptsMakeACaseEach(t *testing.T) {
	im, err := read(t, "t.yaml", `prompts: ["{{a}} {{b}} and more words", "{{b}} then {{a}} and more words"]
providers: echo
tests:
  - vars: {a: [one, two], b: [x, y]}
    assert: [{type: llm-rubric, value: "Names {{a}}"}]
`, Promptfoo, Options{})
	require.NoError(t, err)
	got := each(t, load(t, im))
	require.Len(t, got, 8)
	require.Equal(t, []string{"test-1-v1-p1", "one x and more words"}, []string{got[0].ID, got[0].Answer})
	require.Equal(t, []string{"test-1-v4-p2", "y then two and more words"}, []string{got[7].ID, got[7].Answer})
	require.Equal(t, "test-1", got[7].Group, "they are not independent")
}

func TestATestOfTooManyCasesIsLeft(t *testing.T) {
	list := "[" + strings.Repeat("x,", 200) + "x]"
	im, err := read(t, "t.yaml", "tests:\n  - vars: {a: "+list+", b: "+list+", c: "+list+"}\n    assert: [{type: llm-rubric, value: V}]\n", Promptfoo, Options{})
	require.NoError(t, err)
	require.Empty(t, im.items)
	require.Contains(t, im.Left[0].Text, "more than 1000 cases")
}

func TestFilesOutsideTheFolderAreNotRead(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret.txt"), []byte("secret"), 0o600))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "in"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "in", "t.yaml"), []byte(`tests:
  - vars: {reply: "We said no more than that on the day."}
    assert:
      - {type: llm-rubric, value: "file://../secret.txt"}
      - {type: llm-rubric, value: Is polite}
`), 0o600))
	root, err := os.OpenRoot(filepath.Join(dir, "in"))
	require.NoError(t, err)
	defer root.Close()
	im, err := Read(root.FS(), "t.yaml", Promptfoo, Options{AnswerField: "reply"})
	require.NoError(t, err)
	require.Len(t, load(t, im).Document().Questions[0].Criteria, 1)
	require.Contains(t, im.Left[0].Text, "the criterion of ../secret.txt: ")
	require.Equal(t, 4, im.Left[0].Line)
}

func TestFilesThatNameThemselvesAreReadOnce(t *testing.T) {
	const test = "- vars: {question: How are you, answer: I am well and I hope that you are too}\n  assert: [{type: llm-rubric, value: Is polite}]\n"
	for _, again := range []string{"- file://more.yaml\n", "- file://*.yaml\n", "- file://main.yaml\n"} {
		im, err := Read(fstest.MapFS{
			"main.yaml": {Data: []byte("tests: file://more.yaml\n")},
			"more.yaml": {Data: []byte(test + again)},
		}, "main.yaml", Promptfoo, Options{})
		require.NoError(t, err, again)
		require.Len(t, each(t, load(t, im)), 1, again)
		require.Contains(t, im.Left[0].Text, "names itself", again)
	}
}

func TestWhatIsSaidGoesBeforeWhatIsMerged(t *testing.T) {
	im, err := read(t, "t.yaml", "tests:\n  - assert: &base [{type: llm-rubric, value: Is polite}]\n    vars: &v {answer: I am well and I hope that you are too}\n"+
		"  - assert: *base\n    vars: {<<: *v, answer: Nobody has ever asked me that before today}\n", Promptfoo, Options{})
	require.NoError(t, err)
	cases := each(t, load(t, im))
	require.Len(t, cases, 2)
	require.Equal(t, "Nobody has ever asked me that before today", cases[1].Answer)
}

func TestManyValuesOfOneKindAreNoSlices(t *testing.T) {
	var b bytes.Buffer
	for i := range 30 {
		fmt.Fprintf(&b, `{"input":"Q%d","said":"A few words of answer number %d","metadata":{"serial":"s%d","side":"%d"}}`+"\n", i, i, i, i%2)
	}
	im, err := read(t, "s.jsonl", strings.ReplaceAll(b.String(), `"said"`, `"target":"T","said"`), Inspect, Options{AnswerField: "said"})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"side": "1"}, each(t, load(t, im))[29].Slices)
	require.Contains(t, im.Left[0].Text, `"serial" with its 30 different values`)
}

// bomb is a small file that would be a very large one without its aliases.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x]\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	b.WriteString("tests: *a19\n")
	return b.String()
}

func TestWhatIsWrongIsToldWithItsPlace(t *testing.T) {
	tests := []struct {
		name, file, text string
		format           Format
		want             string
	}{
		{"broken YAML", "t.yaml", "tests:\n  - vars: {a: 1\n", Promptfoo, "t.yaml:3:1: "},
		{"a key that stands twice", "t.yaml", "tests:\n  - vars: {a: 1}\n    vars: {a: 2}\n", Promptfoo, `t.yaml:3:5: the key "vars" stands twice, first on line 2`},
		{"aliases of aliases without end", "t.yaml", bomb(), Promptfoo, "is too large with its aliases written out"},
		{"a merge of what is no mapping", "t.yaml", "tests:\n  - {<<: 5, vars: {a: 1}}\n", Promptfoo, `t.yaml:2:10: "<<" takes a mapping`},
		{"a configuration without tests", "t.yaml", "prompts: [x]\n", Promptfoo, "t.yaml:1:1: has no `tests` and no `scenarios`"},
		{"a test that is none", "t.yaml", "tests:\n  - [1]\n", Promptfoo, "t.yaml:2:5: should be a test"},
		{"a row that is too long", "t.csv", "a,b\n1,2\n1,2,3\n", Promptfoo, "t.csv:3:1: the row has 3 fields, and the first row names 2"},
		{"a column that stands twice", "t.csv", "a,a\n1,2\n", Promptfoo, `t.csv:1:3: the column "a" stands twice`},
		{"a quote in the middle", "t.csv", "a,b\n1,2\"3\n", Promptfoo, "t.csv:2:"},
		{"no rows", "t.csv", "a,b\n", Promptfoo, "holds no rows below its first"},
		{"broken JSON", "s.jsonl", "{\"input\":\"a\"}\n{\"input\" \"b\"}\n", Inspect, "s.jsonl:2:10: "},
		{"a name that stands twice", "s.jsonl", "{\"input\":\"a\",\"input\":\"b\"}\n", Inspect, "s.jsonl:1:"},
		{"a list of no objects", "s.json", "[1]", Inspect, "s.json:1:1: should be an object"},
		{"a spec without a prompt", "s.jsonl", "{\"input\":\"a\"}", OpenAIEvals, "spec.yaml:1:1: is no model-graded spec"},
		{"YAML for samples", "s.yaml", "a: 1\n", OpenAIEvals, "name the samples in JSONL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.file, tt.text, tt.format, Options{Spec: []byte("x: 1\ny: 2\n"), SpecName: "spec.yaml"})
			var ps Problems
			require.ErrorAs(t, err, &ps)
			require.Contains(t, err.Error(), tt.want)
		})
	}
}

func TestScoresOfChoicesAreNumbers(t *testing.T) {
	for scores, want := range map[string]string{
		"{a: 1, b: many}":      `spec.yaml:3:26: "many" should be a number`,
		"{a: 1, b: 2, c: NaN}": `spec.yaml:3:32: "NaN" should be a number`,
		"{a: 1, b: 1}":         "spec.yaml:3:16: gives 1 different scores",
		"from_strings":         `spec.yaml:3:16: the choice "a" is no number`,
	} {
		spec := "prompt: Is it good? {completion}\nchoice_strings: [a, b, c]\nchoice_scores: " + scores + "\n"
		_, err := read(t, "s.jsonl", `{"input":"a","ideal":"b"}`, OpenAIEvals, Options{Spec: []byte(spec), SpecName: "spec.yaml"})
		require.ErrorContains(t, err, want)
	}
}

func TestAnswersAreReadStrictly(t *testing.T) {
	got, err := ReadAnswers("a.jsonl", "{\"id\":\"x\",\"answer\":\"y\"}\n")
	require.NoError(t, err)
	require.Equal(t, map[string]string{"x": "y"}, got)
	for _, text := range []string{`{"id":"x"}`, `{"id":"x","answer":" "}`, `{"id":"x","answer":"y","by":"z"}`, `{"id":"x","answer":"y"}` + "\n" + `{"id":"x","answer":"z"}`} {
		_, err := ReadAnswers("a.jsonl", text)
		require.ErrorContains(t, err, "a.jsonl:", text)
	}
}

// FuzzRead holds any bytes in any format to: no panic, and what comes of them
// is a document and cases that our own loader accepts.
func FuzzRead(f *testing.F) {
	for i, s := range sources {
		b, err := os.ReadFile(filepath.Join("testdata", s.file))
		require.NoError(f, err)
		f.Add(uint8(i), string(b))
		f.Add(uint8(i), "1,reply,__expected,,000,00,0\n,\"0\",grade:\x1e,,,,")
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		s := sources[int(which)%len(sources)]
		im, err := read(t, s.file, text, s.format, s.opts)
		if err != nil {
			return
		}
		files, err := im.Files()
		if err != nil {
			return
		}
		fsys := fstest.MapFS{}
		for name, b := range files {
			fsys[name] = &fstest.MapFile{Data: b}
		}
		_, err = rubric.Load(fsys, folder)
		require.NoError(t, err)
	})
}
