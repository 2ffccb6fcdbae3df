package rubric

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// file is a file system with one file.
func file(name, text string) fs.FS {
	return fstest.MapFS{name: {Data: []byte(text)}}
}

func TestLoadReadsAFolder(t *testing.T) {
	d, err := Load(os.DirFS("testdata"), "folder")
	require.NoError(t, err)
	require.Equal(t, "baker", d.ID)
	require.Equal(t, 2, d.Version)
	require.Equal(t, "your-questions", d.Closing)
	require.Equal(t, "guild-handbook.md", d.Source)
	require.Regexp(t, `^baker@2:[0-9a-f]{12}$`, d.Ref())
	require.Len(t, d.Questions, 2, "the closing question comes last")

	q, ok := d.Question("burnt-batch")
	require.True(t, ok)
	require.Equal(t, "Tell me about a batch of bread that went wrong, and what you did next.", q.Text)
	require.Equal(t, Story, q.Kind)
	require.Equal(t, 2, q.MaxProbes)
	require.Equal(t, []string{"cold oven", "dead yeast"}, q.Names)
	require.Equal(t, []FollowUp{{ID: "sooner", Criterion: "customers", Text: "Could you have opened on time?"}}, q.FollowUps)

	c, ok := q.Criterion("cause")
	require.True(t, ok)
	require.Equal(t, 1.5, c.Weight)
	require.Equal(t, Level(3), c.Top())
	require.Equal(t, "Names no cause.", c.Anchor(1))
	require.Equal(t, Source{Section: "1.2", Lines: "14-18", Basis: Stated}, c.Source)
	require.True(t, q.Criteria[1].Draft)

	_, ok = d.Question("nowhere")
	require.False(t, ok)
}

func TestLoadReadsItsOwnJSON(t *testing.T) {
	d, err := Load(os.DirFS("testdata"), "folder")
	require.NoError(t, err)
	indented, err := json.MarshalIndent(d, "", "\t")
	require.NoError(t, err)
	again, err := Load(file("one.json", string(indented)), "one.json")
	require.NoError(t, err)
	require.Equal(t, d, again, "one file with inline questions says the same as a folder, hash included")
}

func TestLoadReadsWhichTextsAreMarkedAsDrafts(t *testing.T) {
	levels := "\n          - a\n          - b  # draft\n          - c  # done"
	text := strings.NewReplacer("[a, b, c]", levels, "probe: P", "probe: \"P\"  # draft\n        drill: D # draft", "meaning: M", "meaning: M  # drafted once").Replace(minimal)
	d, err := Load(file("d.yaml", text), "d.yaml")
	require.NoError(t, err)
	c := d.Questions[0].Criteria[0]
	require.Equal(t, []string{"level 2", "probe", "drill"}, c.Drafted)
	require.True(t, c.Drafts("level 2"))
	require.False(t, c.Drafts("level 3"))
	require.Equal(t, []string{"meaning", "level 1", "level 2", "level 3", "probe", "drill"}, c.Parts())
}

func TestHashFollowsTheWordingAndNothingElse(t *testing.T) {
	hashOf := func(text string) string {
		d, err := Load(file("d.yaml", text), "d.yaml")
		require.NoError(t, err)
		return d.Hash
	}
	plain := hashOf(minimal)
	require.Equal(t, plain, hashOf("# a comment\n"+strings.ReplaceAll(minimal, "\n", "\r\n")))
	require.Equal(t, plain, hashOf(strings.ReplaceAll(minimal, "title: T", "title: 'T'")))
	require.NotEqual(t, plain, hashOf(strings.ReplaceAll(minimal, "title: T", "title: U")))
	require.NotEqual(t, plain, hashOf(strings.ReplaceAll(minimal, "weight: 1", "weight: 2")))
}

func TestLoadReportsAllProblemsAtOnceWithTheirLines(t *testing.T) {
	_, err := Load(os.DirFS("testdata"), "broken")
	var ps Problems
	require.ErrorAs(t, err, &ps)
	golden(t, "testdata/broken.txt", err.Error()+"\n")
}

func TestLoadOfAMissingFileSaysSo(t *testing.T) {
	_, err := Load(os.DirFS("testdata"), "nowhere.yaml")
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = Load(fstest.MapFS{"empty/x.txt": {}}, "empty")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// minimal is the least document there can be; rows of the next test break it.
const minimal = `id: d
version: 1
title: T
questions:
  - id: q
    kind: story
    title: T
    text: Tell me.
    topic: it
    criteria:
      - id: c
        meaning: M
        weight: 1
        levels: [a, b, c]
        probe: P
`

func TestLoadRefuses(t *testing.T) {
	_, err := Load(file("d.yaml", minimal), "d.yaml")
	require.NoError(t, err)

	eleven := "[a" + strings.Repeat(", b", 10) + "]"
	rows := []struct{ name, old, new, want string }{
		{"an unknown field", "title: T\nq", "title: T\nauthor: me\nq", `d.yaml:4:1: unknown field "author"`},
		{"a field in another case", "    topic:", "    Topic:", `unknown field "Topic"`},
		{"a field that stands twice", "version: 1", "version: 1\nversion: 1", `d.yaml:3:1: field "version" stands twice, first on line 2`},
		{"a missing field", "    topic: it\n", "", `d.yaml:5:5: a question needs the field "topic"`},
		{"an id with a capital", "id: d", "id: D", `"D" should be an id`},
		{"an id with a path in it", "id: q", "id: ../q", `"../q" should be an id`},
		{"an id that YAML reads as a number", "id: q", "id: 2024", "2024 is no text to YAML (int): put it in quotes"},
		{"a text that YAML reads as a truth value", "title: T\nq", "title: true\nq", "is no text to YAML (bool)"},
		{"an empty text", "text: Tell me.", `text: " "`, "d.yaml:8:11: is empty"},
		{"an empty probe", "probe: P", "probe:", "d.yaml:15:15: is empty"},
		{"a null text", "text: Tell me.", "text: ~", "is empty"},
		{"a list for a text", "text: Tell me.", "text: [Tell me.]", "should be text, but is a list"},
		{"an escape in a text that a terminal obeys", "text: Tell me.", `text: "\e[2JTell me."`, "invisible character U+001B"},
		{"an unknown kind", "kind: story", "kind: saga", `"saga" should be one of story, approach, closing`},
		{"a closing question that is not named as such", "kind: story", "kind: closing", "only the question that the document names"},
		{"a closing question of another kind", "version: 1", "version: 1\nclosing: q", "its kind must be closing"},
		{"a closing question that is nowhere", "version: 1", "version: 1\nclosing: z", "d.yaml:3:10: there is no question \"z\""},
		{"two levels", "[a, b, c]", "[a, b]", "d.yaml:14:17: describes 2 levels"},
		{"eleven levels", "[a, b, c]", eleven, "describes 11 levels"},
		{"no levels", "[a, b, c]", "[]", "describes 0 levels"},
		{"an empty level", "[a, b, c]", "[a, '', c]", "d.yaml:14:21: is empty"},
		{"a weight of zero", "weight: 1", "weight: 0", `"0" should be a plain number from 0.01 to 100`},
		{"a negative weight", "weight: 1", "weight: -1", "should be a plain number"},
		{"a weight that is no number", "weight: 1", "weight: .nan", "should be a plain number"},
		{"an infinite weight", "weight: 1", "weight: .inf", "should be a plain number"},
		{"a weight with a leading zero", "weight: 1", "weight: 010", "should be a plain number"},
		{"a weight with an exponent", "weight: 1", "weight: 1e1", "should be a plain number"},
		{"a weight in quotes", "weight: 1", "weight: '1'", "should be a plain number"},
		{"a version with a fraction", "version: 1", "version: 1.5", "should be a plain whole number"},
		{"a version with a leading zero", "version: 1", "version: 010", "should be a plain whole number"},
		{"a mapping for a number", "version: 1", "version: {a: 1}", "should be a whole number from 1 to 1000000, but is a mapping"},
		{"no questions", minimal[strings.Index(minimal, "questions:"):], "questions: []", "is empty: it needs questions"},
		{"an alias", "probe: P", "probe: &p P\n        drill: *p", "d.yaml:16:16: aliases are not accepted"},
		{"an anchor", "probe: P", "probe: &p P", "d.yaml:15:16: anchors are not accepted"},
		{"a tag", "probe: P", "probe: !!str 7", "tags are not accepted"},
		{"a merge key", "version: 1", "version: 1\n<<: {title: U}", `unknown field "<<"`},
		{"two documents in a file", minimal, minimal + "---\n" + minimal, "d.yaml: expected single document, found multiple"},
		{"an empty file", minimal, "", "no documents in stream"},
		{"a syntax error", "[a, b, c]", "[a, b, c", "d.yaml:15:14: did not find expected ',' or ']'"},
		{"bytes that are no UTF-8", "Tell me.", "Tell \xff me.", "d.yaml:8:16: is not valid UTF-8"},
		{"a binary file", minimal, "\x7fELF\x02\x01\x00\x00\n\xff\xfe\n", "load rubric: 1 problem\nd.yaml: is no text in UTF-8: a rubric is a YAML file"},
		{"a control character", "Tell me.", "Tell\x07me.", "d.yaml:8:15: holds the invisible character U+0007"},
		{"a line break that only some editors show", "Tell me.", "Tell\u2028me.", "invisible character U+2028"},
		{"a follow-up to an unknown criterion", "    topic: it", "    topic: it\n    follow_ups: [{id: f, text: t, criterion: z}]", `d.yaml:10:46: the question has no criterion "z"`},
		{"a source on no basis", "probe: P", "probe: P\n        source: {lines: '1'}", `a source needs the field "basis"`},
		{"a single question", minimal, "id: q\ncriteria: []\n", "is a single question"},
		{"a list for a document", minimal, "[]", "should be a document with the fields id, version, title"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			require.Contains(t, minimal, row.old)
			_, err := Load(file("d.yaml", strings.Replace(minimal, row.old, row.new, 1)), "d.yaml")
			var ps Problems
			require.ErrorAs(t, err, &ps)
			require.ErrorContains(t, err, row.want)
		})
	}
}

func TestLoadRefusesTwoQuestionsOfOneID(t *testing.T) {
	twice := minimal + minimal[strings.Index(minimal, "  - id: q"):]
	_, err := Load(file("d.yaml", twice), "d.yaml")
	require.ErrorContains(t, err, `d.yaml:16:9: the id "q" is taken`)
}

// bombs are small files that some YAML reader takes long over.
func bombs() map[string]string {
	fill := func(s string) string { return strings.Repeat(s, maxFile/len(s)) }
	laughs := "a0: &a0 [x, x]\n"
	for i := 1; i < 20; i++ {
		n, o := string(rune('0'+i)), string(rune('0'+i-1))
		laughs += "a" + n + ": &a" + n + " [*a" + o + ", *a" + o + "]\n"
	}
	bombs := map[string]string{
		"doubling aliases":   laughs,
		"merged mappings":    "a: &a {b: 1}\nc: {<<: [" + strings.Repeat("*a,", 2000) + "]}\n",
		"an alias to itself": "a: &a [*a]\n",
		"over the limit":     strings.Repeat("a", maxFile+1),
	}
	for _, s := range []string{"[", "{", "- ", "? ", "a: ", "[],", "a,", "-\n", "? a\n", "&a ", "!", "#\n", "%", "\"\\n", "- a\n#\n", "\xff\n", "\x01\n", "---\n", "\n", "\t", "|\n", "a\n", ": ", "x: y\n"} {
		bombs["many of "+strings.ToValidUTF8(s, "?")] = fill(s)
	}
	bombs["one long list"] = "[" + bombs["many of a,"][:maxFile-2] + "]"
	return bombs
}

// FuzzRubric: whatever the file, it is refused with a reason, or read in a way
// that comes back the same when it is written.
func FuzzRubric(f *testing.F) {
	files, _ := filepath.Glob("../../shared/data/naughty/yaml-test-suite/src/*.yaml") // more seeds, where they are
	for _, name := range files {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add([]byte(minimal))
	for _, text := range bombs() {
		f.Add([]byte(text[:min(len(text), 300)]))
	}
	d, err := Load(os.DirFS("testdata"), "folder")
	require.NoError(f, err)
	whole, err := json.Marshal(d)
	require.NoError(f, err)
	f.Add(whole)
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := Load(file("d.yaml", string(text)), "d.yaml")
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		written, err := json.Marshal(d)
		require.NoError(t, err)
		again, err := Load(file("d.json", string(written)), "d.json")
		require.NoError(t, err)
		require.True(t, reflect.DeepEqual(d, again))
	})
}

// golden compares got with the file name, or writes it under UPDATE=1.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func TestACriterionIsCalledByItsIDWhereSomebodyChoseIt(t *testing.T) {
	c := Criterion{ID: "calls-right-person", Meaning: "Calls the right person: with a report."}
	require.Equal(t, "calls-right-person", c.Name())
	c.Source.Hash = "0123456789ab"
	require.Equal(t, "Calls the right person", c.Name())
	c.Meaning = "Calls the person who can decide what is to be done about it, and nobody else"
	require.Equal(t, "Calls the person who can decide what is to be done about …", c.Name())
	c.ID = "situation"
	require.Equal(t, "situation", c.Name(), "a part of a known framework")
}
