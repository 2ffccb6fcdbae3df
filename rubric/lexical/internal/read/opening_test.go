package read

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsQuotedBeginsWithTheCandidatesWords(t *testing.T) {
	const words = "I cut the cache in May."
	for _, line := range []string{
		words, "- " + words, "• " + words, "> " + words, "– " + words, "| " + words,
		"**Task:** " + words, "**Task**: " + words, "**Task** – " + words, "*Task:* " + words, "__Task:__ " + words, "Task: " + words, "Task - " + words,
		"### AI insight: " + words, "## Result\n" + words, "## Result\n\n" + words, "**Result**\n" + words, "Action:\n- " + words,
		"**Why we did it:** " + words, "**Glue debt** — " + words,
	} {
		r := Read([]Line{{Text: line}})
		s := &r.Sentences[len(r.Sentences)-1]
		require.Equal(t, words, line[s.Opening(line):s.Through], "%q", line)
	}
	for _, line := range []string{
		"**48 models** went live in May.", "Fix: I cut the cache.", "A: 31 per cent were wrong.", "Result of it was a drop to 4%.", "(In May) I cut it.", "“No,” I said.", "$40 went for it.", "*We* cut it: all of it.",
	} {
		s := one(t, line)
		require.Equal(t, s.Start, s.Opening(line), "%q", line)
	}
}

func TestAHeadingIsNoHalfOfASentence(t *testing.T) {
	const words = "latency fell by half over the summer."
	for _, heading := range []string{"## Result\n\n", "**Result**\n\n", "### AI insight\n\n"} {
		s := one(t, heading+words)
		require.Equal(t, words, s.text)
		require.Equal(t, one(t, words).Tags, s.Tags)
	}
}
