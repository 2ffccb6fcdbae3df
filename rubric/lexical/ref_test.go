package lexical

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/wordnet"
)

func TestTheExaminerIsNamedByAllThatItGradesBy(t *testing.T) {
	require.Regexp(t, "^embedded:[0-9a-f]{12}$", Ref())
	texts := slices.Concat(fitted.Texts(), read.Texts(), wordnet.Texts())
	files, err := filepath.Glob("internal/*/*.txt")
	require.NoError(t, err)
	require.Len(t, files, len(texts), "every file that is compiled in")
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Contains(t, texts, string(text), name)
	}
	seen := map[string]bool{refOf(texts): true}
	for i := range texts {
		require.NotEmpty(t, texts[i])
		changed := slices.Clone(texts)
		changed[i] += "9"
		seen[refOf(changed)] = true
		if i > 0 {
			moved := slices.Clone(texts)
			moved[i-1], moved[i] = moved[i-1]+moved[i][:1], moved[i][1:]
			seen[refOf(moved)] = true
		}
	}
	require.Len(t, seen, 2*len(texts), "no two of them are called the same")
}

func BenchmarkRef(b *testing.B) {
	texts := slices.Concat(fitted.Texts(), read.Texts(), wordnet.Texts())
	for b.Loop() {
		refOf(texts)
	}
}
