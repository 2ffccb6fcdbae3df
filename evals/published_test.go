//go:build !race

// Thousands of resamples of hundreds of ratings are arithmetic: the race
// detector has nothing to find in it that a few ratings do not show it, and
// would make it take half a minute.

package evals

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// published reads ratings that come with published figures. They lie beside the
// repository, not in it.
func published(t *testing.T, set string) []Rating {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", "agreement", set, "ratings.jsonl"))
	if os.IsNotExist(err) {
		t.Skip("the published ratings are not here")
	}
	require.NoError(t, err)
	defer f.Close()
	ratings, err := ReadRatings(f.Name(), f)
	require.NoError(t, err)
	return ratings
}

func TestAgreeReproducesTheHumansOfKhanAcademy(t *testing.T) {
	// Frohn, Burleigh & Chen 2025: three humans on 800 short answers.
	report, err := Agree(published(t, "khan-saq"), nil)
	require.NoError(t, err)
	fleiss, ok := report.Sections[0].Figure("Fleiss' kappa")
	require.True(t, ok)
	require.InDelta(t, 0.881, fleiss.Value, 0.0005)
	require.Equal(t, 800, fleiss.N)
	require.Len(t, report.Sections, 4) // all three, and each pair
}

func TestAgreeReproducesTheBaselinesOfLLMRubric(t *testing.T) {
	ratings := published(t, "llm-rubric")
	for rater, want := range map[string][4]float64{
		"sample_llm":   {1.207228, 0.039810, 0.045245, 0.040967},
		"argmax_llm":   {1.201643, 0.140091, 0.086990, 0.081134},
		"expected_llm": {0.918676, 0.177301, 0.086675, 0.065928},
	} {
		t.Run(rater, func(t *testing.T) {
			report, err := Agree(ratings, []string{rater, "human"})
			require.NoError(t, err)
			for i, name := range []string{"RMSE", "Pearson", "Spearman", "Kendall's tau-b"} {
				e, ok := report.Sections[0].Figure(name)
				require.True(t, ok)
				require.InDelta(t, want[i], e.Value, 5e-7, name)
				require.True(t, e.Lo < e.Value && e.Value < e.Hi, name)
				require.Equal(t, 223, e.N)
			}
		})
	}
}
