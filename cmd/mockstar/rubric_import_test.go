package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/screen"
	"mockstar/rubric/guide"
)

// importing runs the import command in a folder of its own.
func importing(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	none := func(string) string { return "" }
	c := newRubricImport(&app{out: &out, errw: screen.NewNotes(&out, none), getenv: none})
	c.SetArgs(args)
	c.SetOut(&out)
	c.SetErr(&out)
	c.SilenceUsage, c.SilenceErrors = true, true
	err := c.ExecuteContext(t.Context())
	return out.String(), err
}

func TestImportMakesADocumentThatAnInterviewCanUse(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("ward round.md", []byte("# Ward\n\n- How do you hand over a patient whose state worries you?\n- Why this ward?\n"), 0o600))
	out, err := importing(t, "ward round.md")
	require.NoError(t, err)
	require.Contains(t, out, "ward round.md: 2 questions, 6 criteria; levels of 6 criteria drafted\n")
	require.True(t, strings.HasSuffix(out, `
wrote ward round.rubric.yaml
next:
  mockstar rubric check 'ward round.rubric.yaml'
  mockstar interview --document 'ward round.rubric.yaml'
`), out)
	code, _, stderr := mockstar(t, "rubric", "check", "ward round.rubric.yaml")
	require.Zero(t, code, stderr)
	code, list, _ := mockstar(t, "rubric", "list", "--document", "ward round.rubric.yaml")
	require.Zero(t, code)
	require.Contains(t, list, "hand-patient-whose-state-worries")
}

func TestImportOverwritesOnlyWhenForced(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.md", []byte("- How do you start?\n- How do you stop?\n"), 0o600))
	require.NoError(t, os.WriteFile("mine.yaml", []byte("mine"), 0o600))
	_, err := importing(t, "a.md", "-o", "mine.yaml")
	require.ErrorAs(t, err, new(usageError))
	require.ErrorContains(t, err, "write rubric: mine.yaml is already there\n")
	kept, err := os.ReadFile("mine.yaml")
	require.NoError(t, err)
	require.Equal(t, "mine", string(kept))
	_, err = importing(t, "a.md", "-o", "mine.yaml", "--force")
	require.NoError(t, err)
	code, _, stderr := mockstar(t, "rubric", "check", "mine.yaml")
	require.Zero(t, code, stderr)
}

func TestImportMakesAFolderOfALargeRubric(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("a.md", []byte("Answer by the STAR method.\n\n"+strings.Repeat("1. How do you go about it, and what have you learned?\n", 120)), 0o600))
	out, err := importing(t, "a.md")
	require.NoError(t, err)
	require.Contains(t, out, "wrote a.rubric\n")
	files, err := filepath.Glob("a.rubric/*.yaml")
	require.NoError(t, err)
	require.Len(t, files, 121)
	code, _, stderr := mockstar(t, "rubric", "check", "a.rubric")
	require.Zero(t, code, stderr)
	_, err = importing(t, "a.md")
	require.ErrorContains(t, err, "a.rubric is already there")
}

func TestImportSaysWhatIsWrongWithAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("large.md", bytes.Repeat([]byte("a\n"), guide.MaxSource), 0o600))
	_, err := importing(t, "large.md")
	require.ErrorAs(t, err, new(usageError))
	require.ErrorContains(t, err, "import large.md: it has more than 1024 KiB")
	_, err = importing(t, "none.md")
	require.ErrorIs(t, err, os.ErrNotExist)
}
