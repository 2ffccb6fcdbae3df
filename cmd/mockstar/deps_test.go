package main

import (
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// depsRules is policy, not description: "p: a b" means that package p may
// import, of this module, only a and b; * means anything but cmd. A line is
// not relaxed to mend a build.
const depsRules = `
rubric:                 rubric/internal/hostile
rubric/lexical:         rubric rubric/lexical/internal/foreign rubric/lexical/internal/element rubric/lexical/internal/fitted rubric/lexical/internal/read rubric/lexical/internal/scale rubric/lexical/internal/trait rubric/lexical/internal/wordnet
rubric/lexical/internal/read: rubric/internal/hostile
rubric/lexical/internal/scale:
rubric/lexical/internal/wordnet:
rubric/lexical/internal/wordnet/make:
rubric/lexical/internal/foreign: rubric rubric/lexical/internal/read rubric/lexical/internal/wordnet
rubric/lexical/internal/element: rubric/lexical/internal/read
rubric/lexical/internal/trait: rubric rubric/lexical/internal/element rubric/lexical/internal/read
rubric/lexical/internal/fitted: rubric/lexical/internal/element rubric/lexical/internal/scale rubric/lexical/internal/trait
rubric/lexical/fit/internal/learn: rubric/lexical/internal/scale
rubric/lexical/fit:     rubric rubric/lexical/fit/internal/learn rubric/lexical/internal/element rubric/lexical/internal/fitted rubric/lexical/internal/read rubric/lexical/internal/scale rubric/lexical/internal/trait
rubric/guide:           rubric
rubric/guide/draft:     rubric rubric/guide rubric/internal/strict prompts internal/llm
rubric/internal/hostile:
rubric/internal/strict:
rubric/grade:           rubric rubric/internal/strict prompts internal/llm
rubric/grade/judge:     rubric rubric/grade prompts internal/llm
prompts:                rubric
interviewer:            rubric
interviewer/journal:    interviewer rubric internal/lock
interviewer/ask:        interviewer rubric prompts internal/llm
internal/screen:
internal/jsonltest:
internal/lock:
internal/strictjson:
internal/shell:
internal/meant:
internal/llm:
internal/llm/wire:      internal/llm
internal/llm/openai:    internal/llm internal/llm/wire
internal/llm/langchain: internal/llm internal/llm/wire
internal/llm/stub:      internal/llm internal/strictjson
internal/llm/replay:    internal/llm internal/meant internal/shell
internal/llm/llmtest:   internal/llm
internal/llm/models:    internal/llm internal/llm/wire internal/llm/openai internal/llm/langchain internal/llm/stub internal/llm/replay
evals/metric:
evals/cases:            evals rubric rubric/guide
evals:                  evals/metric rubric rubric/lexical rubric/grade rubric/grade/judge prompts interviewer interviewer/ask interviewer/journal internal/llm internal/llm/replay internal/llm/stub internal/lock internal/meant internal/shell internal/strictjson
evals/load:             rubric
cmd/mockstar:           *
`

// pure packages get time, files and chance from the rim.
var pure = []string{"rubric", "rubric/internal/hostile", "rubric/lexical", "interviewer", "interviewer/ask", "prompts"}

func TestImports(t *testing.T) {
	const mod = "mockstar/"
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, mod+"...").Output()
	require.NoError(t, err)
	allowed := map[string][]string{}
	for line := range strings.Lines(depsRules) {
		if p, list, ok := strings.Cut(line, ":"); ok {
			allowed[p] = strings.Fields(list)
		}
	}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		p := strings.TrimPrefix(f[0], mod)
		ok, known := allowed[p]
		require.True(t, known, "package %s is not in depsRules", p)
		for _, imp := range f[1:] {
			if slices.Contains(pure, p) {
				require.NotContains(t, []string{"os", "net/http", "math/rand", "math/rand/v2"}, imp, "%s must stay pure", p)
			}
			if imp == "github.com/spf13/cobra" {
				require.Contains(t, []string{"cmd/mockstar", "internal/meant"}, p, "commands are the rim's")
			}
			dep, ours := strings.CutPrefix(imp, mod)
			if ours && !slices.Contains(ok, "*") {
				require.Contains(t, ok, dep, "%s must not import %s", p, dep)
			}
		}
	}
}

// Contributors read the table of packages, and not depsRules.
func TestContributingNamesEveryPackage(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	require.NoError(t, err)
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, " | "); strings.HasPrefix(line, "| `") && len(cells) == 3 {
			rows[strings.Trim(cells[0], "| `")] = cells[2]
		}
	}
	for line := range strings.Lines(strings.TrimSpace(depsRules)) {
		p, imports, _ := strings.Cut(line, ":")
		row := p
		for rows[row] == "" && row != "." {
			row = path.Dir(row)
		}
		require.NotEqual(t, ".", row, "CONTRIBUTING.md has no row for %s", p)
		for _, dep := range strings.Fields(imports) {
			if strings.HasPrefix(p, "internal/") && !strings.HasPrefix(dep, row) {
				require.Contains(t, rows[row], "`"+dep+"`", "CONTRIBUTING.md does not say that %s may import it", p)
			}
		}
	}
}
