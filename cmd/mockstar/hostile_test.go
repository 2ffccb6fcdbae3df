//go:build !race

// What is looked for here is text; the same commands run elsewhere with the race
// detector.

package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mockstar/internal/jsonltest"
	"mockstar/internal/llm/llmtest"
	"mockstar/rubric"
)

// corpora is where lists of hostile strings lie that are no part of the
// repository. Without them the tests go on with the strings of their own.
const corpora = "../../../shared/data/"

// evils are strings that would act on a terminal, a page, a table or a reader.
var evils = []string{
	"\x1b]0;title\x07\x1b[2J\x1b[31mred", "\u009b2J\u009d0;t\u009c", "\u202eabc\u2066def\u2069", "hid\U000e0041\U000e0042den\U000e007f",
	"a\u200bb\u2060c\u3164d\ufe0f\ufe0f", "one\u2028two\u2029three", "\a\b\v\f\x7f", "good\rbad",
	"<script>alert(1)</script>", `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `'-->]]><a href="javascript:alert(1)">x</a>`,
	"</style><style>*{background:url(//evil.example)}", `<meta http-equiv=refresh content="0;url=//evil.example">`, "{{.Secret}} {{template `x`}}",
	"![x](http://evil.example/x.png) [y](javascript:alert(1))", "| a | b |\n|---|---|\n# heading\n```\nend", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "%s%n%!d(string=x)",
}

// evilTexts are answers full of hostile strings, each on a line of its own.
func evilTexts(t *testing.T) (texts []string, count int) {
	t.Helper()
	var all []string
	if b, err := os.ReadFile(corpora + "naughty/blns/blns.json"); err == nil {
		var list []string
		require.NoError(t, json.Unmarshal(b, &list))
		all = append(all, list...)
	}
	lists, err := filepath.Glob(corpora + "naughty/payloadsallthethings/[xc]*.*")
	require.NoError(t, err)
	for _, name := range lists {
		all = append(all, strings.Split(content(t, name), "\n")...)
	}
	for n, a := range jsonltest.Read[struct{ Text string }](t, corpora+"attacks/grader_attacks.jsonl") {
		if n%4 == 0 && len(a.Text) < 500 { // there are many of a kind
			all = append(all, a.Text)
		}
	}
	var b strings.Builder
	for i, s := range append(slices.Clone(evils), all...) {
		if i >= len(evils) && i%20 > 0 && os.Getenv("MOCKSTAR_FULL") == "" {
			continue // a sample, unless all are asked for
		}
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\x00", "?") // those are refused
		if strings.TrimSpace(s) == "" {
			continue
		}
		if b.Len()+len(s) > rubric.MaxAnswer-1000 {
			texts = append(texts, b.String())
			b.Reset()
		}
		fmt.Fprintf(&b, "In March I tried %s\n", s)
		count++
	}
	return append(texts, b.String()), count
}

// An evilWorld runs command lines and checks all they print.
type evilWorld struct {
	t       *testing.T
	env     map[string]string
	outputs int
}

// run runs a command line and checks its outputs for what they hold of others.
func (w *evilWorld) run(stdin string, args ...string) string {
	w.t.Helper()
	var out, errs bytes.Buffer
	code := run(w.t.Context(), args, streams{strings.NewReader(stdin), &out, &errs}, func(name string) string { return w.env[name] })
	require.NotEqual(w.t, exitInternal, code, errs.String())
	what := strings.Join(args, " ")
	requireHarmless(w.t, "stdout of "+what, out.String())
	requireHarmless(w.t, "stderr of "+what, errs.String())
	if code == 0 {
		for i, a := range args {
			if a == "--format" {
				requireInert(w.t, args[i+1], what, out.String())
			}
		}
	}
	w.outputs += 2
	return out.String()
}

// requireHarmless finds what would act on a terminal or hide from a reader.
func requireHarmless(t *testing.T, what, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text), what)
	at := strings.IndexFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	})
	if at >= 0 {
		require.Fail(t, "a hostile character came through", "%s: %+q", what, text[max(0, at-40):min(len(text), at+20)])
	}
}

// ownTag is a tag as the templates write them: no event, no link, no style.
var ownTag = regexp.MustCompile(`^<(!doctype html|/?[a-z][a-z0-9]*( (lang|charset|name|content|http-equiv|class|width|height|role|aria-label|viewBox|points|x|y|x1|y1|x2|y2|cx|cy|r|rx|id|colspan|text-anchor|fill-opacity|transform)="[^"<>]*")* ?/?)>$`)

var banned = regexp.MustCompile(`^</?(script|a|img|iframe|object|embed|base|form|link|input|button|foreignobject)\b`)

// requireInert finds in an export what its readers would obey.
func requireInert(t *testing.T, format, what, text string) {
	t.Helper()
	switch format {
	case "html":
		require.Contains(t, text, `content="default-src 'none'; style-src 'sha256-`, what)
		require.Contains(t, text, `base-uri 'none'; form-action 'none'"`, what)
		for _, tag := range regexp.MustCompile(`<[^>]*>`).FindAllString(text, -1) {
			require.Regexp(t, ownTag, tag, what)
			require.NotRegexp(t, banned, tag, what)
		}
	case "md":
		require.NotRegexp(t, `(?i)<[a-z/!]`, text, what)
		require.NotRegexp(t, `(^|[^\\])\]\(`, text, what)
	case "json":
		require.True(t, json.Valid([]byte(text)), what)
	case "jsonl":
		for line := range strings.Lines(text) {
			require.True(t, json.Valid([]byte(line)), what)
		}
	case "junit":
		require.NoError(t, xml.Unmarshal([]byte(text), new(struct{ XMLName xml.Name })), what)
	}
}

// evilModel says hostile things, and quotes them.
func evilModel(t *testing.T, text string) *llmtest.Server {
	lines := strings.Split(text, "\n")
	n := 0
	return llmtest.OpenAI(t, func(r llmtest.Request) llmtest.Reply {
		n++
		evil := lines[n%len(lines)] + lines[(n+1)%len(lines)]
		switch {
		case n%7 == 3:
			return llmtest.Reply{Status: 503, Message: evil, Header: map[string][]string{"X-Should-Retry": {"false"}}}
		case r.Schema == "":
			return llmtest.Reply{Text: text}
		}
		said := verdict(t, r)
		quote, err := json.Marshal(evil)
		require.NoError(t, err)
		return llmtest.Reply{Text: strings.ReplaceAll(strings.ReplaceAll(said, `"It says so."`, string(quote)), `"The rest."`, string(quote))}
	})
}

func TestHostileTextReachesNoOutput(t *testing.T) {
	texts, count := evilTexts(t)
	outputs := 0
	for _, text := range texts {
		server := evilModel(t, text)
		w := &evilWorld{t: t, env: map[string]string{"MOCKSTAR_HOME": t.TempDir(), "OPENAI_BASE_URL": server.URL + "/v1", "OPENAI_API_KEY": "k"}}
		w.interview(text)
		w.grades(text)
		w.evals(text)
		outputs += w.outputs
	}
	w := &evilWorld{t: t, env: map[string]string{"MOCKSTAR_HOME": t.TempDir()}}
	w.errors(strings.Split(strings.Join(texts, "\n"), "\n")[:8])
	outputs += w.outputs
	t.Attr("promise", fmt.Sprintf("hostile: %d strings, %d outputs in text, json, jsonl, md, html and junit: 0 came through", count, outputs))
}

func (w *evilWorld) interview(text string) {
	reply := strings.ReplaceAll(text, "\n.\n", "\n")
	for _, model := range []string{"embedded", "openai:m"} {
		w.run(piped(reply, reply, reply, reply, "No, that is all."), "interview", "--plan", "mentoring", "--probes", "1", "--seed", "3", "--model", model)
		w.run(piped(reply, reply, "No, that is all."), "resume")
	}
	for line := range strings.Lines(w.run("", "session", "list")) {
		id := strings.Fields(line)[0]
		w.run("", "session", "show", id)
		for _, format := range []string{"md", "html", "json"} {
			require.NotEmpty(w.t, w.run("", "session", "export", id, "--format", format))
		}
	}
	for _, format := range []string{"text", "html", "json"} {
		w.run("", "progress", "--format", format)
	}
}

func (w *evilWorld) grades(text string) {
	for _, model := range []string{"embedded", "openai:m"} {
		for _, format := range []string{"text", "json", "md", "html"} {
			w.run(text, "grade", "--question", "mentoring", "--format", format, "--model", model)
		}
		line, err := json.Marshal(map[string]string{"id": text[:200], "question": "mentoring", "answer": text})
		require.NoError(w.t, err)
		w.run(string(line), "grade", "--batch", "-", "--format", "jsonl", "--model", model)
	}
}

// evals runs a suite whose every name is hostile.
func (w *evilWorld) evals(text string) {
	dir := w.t.TempDir()
	lines := strings.SplitN(text, "\n", 12)
	var cases, ratings, attacks bytes.Buffer
	for i, evil := range lines[:min(10, len(lines))] {
		for file, v := range map[*bytes.Buffer]any{
			&cases: map[string]any{"id": fmt.Sprint("c", i), "group": evil, "question": "mentoring", "answer": text[:min(len(text), 2000)],
				"slices": map[string]string{"kind": evil}, "labels": []any{map[string]any{"rater": evil, "criterion": "action", "level": 1 + i%5}}},
			&ratings: map[string]any{"id": evil, "criterion": evil, "rater": fmt.Sprint(evil, i%2), "level": 1 + i%5},
			&attacks: map[string]any{"id": evil, "class": evil, "text": evil},
		} {
			b, err := json.Marshal(v)
			require.NoError(w.t, err)
			if file != &attacks || i < 2 { // each is graded thirty times
				file.Write(append(b, '\n'))
			}
		}
	}
	title, err := json.Marshal(strings.Join(strings.FieldsFunc(lines[0], func(r rune) bool { return !unicode.IsPrint(r) }), " "))
	require.NoError(w.t, err)
	for name, b := range map[string][]byte{
		"evil.yaml":     fmt.Appendf(nil, "name: evil\nversion: 1\ntitle: %s\nkind: grading\nreaders: people\ncases: cases.jsonl\n", title),
		"cases.jsonl":   cases.Bytes(),
		"ratings.jsonl": ratings.Bytes(),
		"attacks.jsonl": attacks.Bytes(),
	} {
		require.NoError(w.t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	for _, format := range reportFormats {
		w.run("", "eval", "run", filepath.Join(dir, "evil.yaml"), "--format", format)
	}
	for _, format := range []string{"text", "json"} {
		w.run("", "eval", "agree", filepath.Join(dir, "ratings.jsonl"), "--format", format)
		w.run("", "eval", "attack", "--corpus", filepath.Join(dir, "attacks.jsonl"), "--format", format)
	}
}

// TestNothingWritesASpreadsheet: a cell that begins a formula is run by who
// opens a sheet. We read sheets and write none; who writes the first has to
// quote its cells, and test that here.
func TestNothingWritesASpreadsheet(t *testing.T) {
	files := 0
	require.NoError(t, filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			text := content(t, name)
			for _, writes := range []string{"csv.NewWriter", "excelize.NewFile", ".SaveAs(", "text/csv"} {
				require.False(t, strings.Contains(text, writes), "%s: %s", name, writes)
			}
			files++
		}
		return nil
	}))
	require.Greater(t, files, 100)
	t.Attr("promise", fmt.Sprintf("sheets: %d source files, 0 write CSV or workbooks", files))
}

// errors puts hostile text where a command line or a file is wrong, so that it
// comes back in what is said about it.
func (w *evilWorld) errors(lines []string) {
	dir := w.t.TempDir()
	for _, evil := range lines {
		file := filepath.Join(dir, "evil.yaml")
		require.NoError(w.t, os.WriteFile(file, []byte("id: "+evil+"\n"+evil+": x\nquestions: ["+evil+"]\n"), 0o600))
		for _, args := range [][]string{
			{evil}, {"interview", "--plan", evil}, {"interview", "--mode", evil}, {"grade", evil, "--question", "mentoring"}, {"grade", "--question", evil},
			{"rubric", "show", evil}, {"rubric", "check", file}, {"rubric", "import", file}, {"session", "show", evil}, {"session", "delete", evil}, {"resume", evil},
			{"prompt", "show", evil}, {"doctor", "--model", evil}, {"doctor", "--model", "openai:" + evil}, {"eval", "run", file}, {"eval", "run", evil}, {"eval", "compare", file, evil},
			{"interview", "--model", "stub:" + file}, {"interview", "--model", "replay:" + evil}, {"interview", "--document", file}, {"--" + evil},
		} {
			w.run(evil, args...)
		}
	}
}
