package interviewer

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func TestWhatToPractiseIsNoAnchorOfTheLowerHalf(t *testing.T) {
	c := rubric.Criterion{Meaning: "Own share.", Levels: []string{"blames others", "stock phrases", "names a part", "owns it", "owns it early"}}
	for reached, want := range map[rubric.Level]string{0: "owns it", 1: "owns it", 3: "owns it", 4: "owns it early", 5: ""} {
		require.Equal(t, want, aim(c, reached), "reached %d", reached)
	}
	c.Draft = true
	require.Equal(t, "Own share.", aim(c, 1), "drafted levels are too general to practise for")
	require.Empty(t, aim(c, 5))
}
