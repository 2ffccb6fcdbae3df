package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADocumentThatIsNoRubricIsToBeImported(t *testing.T) {
	dir := t.TempDir()
	guide := filepath.Join(dir, "my guide.md")
	require.NoError(t, os.WriteFile(guide, []byte("# Ward\n\n- How do you hand over: a patient?\n"), 0o600))
	code, _, stderr := mockstar(t, "rubric", "list", "--document", guide)
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "this is no rubric")
	require.Contains(t, stderr, "\nmake one of it: mockstar rubric import '"+guide+"'\n")

	text, err := os.ReadFile("../../testdata/readme/nursing.md")
	require.NoError(t, err)
	wrong := filepath.Join(dir, "rubric.yaml")
	require.NoError(t, os.WriteFile(wrong, text, 0o600))
	_, _, stderr = mockstar(t, "rubric", "list", "--document", wrong)
	require.Contains(t, stderr, "problem", "what claims to be YAML is told its problems")
	require.NotContains(t, stderr, "rubric import")
}

func TestABinaryDocumentIsOneProblem(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "program")
	require.NoError(t, os.WriteFile(binary, []byte(strings.Repeat("\x7fELF\x00\xff\n", 40_000)), 0o600))
	code, _, stderr := mockstar(t, "rubric", "list", "--document", binary)
	require.Equal(t, exitUsage, code)
	require.Equal(t, "mockstar: load rubric: 1 problem\n"+binary+": is no text in UTF-8: a rubric is a YAML file\n", stderr)
}

func TestAnIDWithATypoIsGuessed(t *testing.T) {
	ids := []string{"complex-system", "estimation", "pushback"}
	for id, want := range map[string]string{
		"complex-sistem":          "\ndid you mean complex-system?",
		"estim":                   "\ndid you mean estimation?",
		"something":               "",
		strings.Repeat("e", 1000): "",
	} {
		require.Equal(t, want, orMeant(id, ids))
	}
	_, _, stderr := mockstar(t, "rubric", "show", "complex-sistem")
	require.Contains(t, stderr, "\ndid you mean complex-system?\nit has ")
}
