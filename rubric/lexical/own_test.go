package lexical_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/guide"
)

var update = flag.Bool("update", false, "write the rubric of testdata/own anew")

// The suite of documents from other trades is graded by what the import makes of
// their pages today, not when the suite was made.
func TestOwnRubricIsWhatTheImportMakesOfThePages(t *testing.T) {
	doc := rubric.Document{ID: "own", Version: 1, Title: "Pages of six trades"}
	for _, page := range []string{"analyst", "cafe", "nurse", "site", "teacher", "warehouse"} {
		b, err := os.ReadFile(filepath.Join("../../testdata/own", page+".md"))
		require.NoError(t, err)
		im, err := guide.Read(page+".md", b)
		require.NoError(t, err)
		doc.Questions = append(doc.Questions, im.Document.Questions...)
	}
	want, err := json.MarshalIndent(doc, "", " ")
	require.NoError(t, err)
	want = append(want, '\n')
	const file = "../../testdata/own/rubric.json"
	if *update {
		require.NoError(t, os.WriteFile(file, want, 0o600))
	}
	got, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "go test ./rubric/lexical -run OwnRubric -update")
}
