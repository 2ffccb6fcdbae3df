package read

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatWouldBeDoneIsNotDone(t *testing.T) {
	for text, would := range map[string]bool{
		"I'd cut the results up by region and by age.":             true,
		"I'd first ask who reads the report.":                      true,
		"We would freeze the index at night.":                      true,
		"I'll write the limit down before the next run.":           true,
		"I'd built the index the week before.":                     false,
		"I'd never seen such a drop in one night.":                 false,
		"I'd been on call since noon.":                             false,
		"I froze the index, and it would annoy some of the users.": false,
	} {
		s := one(t, text)
		require.Equal(t, would, s.Would(), text)
	}
}

func TestAReasonIsHeardInASo(t *testing.T) {
	for text, because := range map[string]bool{
		"The API was too slow, so we kept the list.":        true,
		"I froze the index because the scores had drifted.": true,
		"Since nobody reads the log, I wrote a mail.":       true,
		"We have run it so since 2019.":                     false,
		"I froze the index.":                                false,
	} {
		s := one(t, text)
		require.Equal(t, because, s.Because(), text)
	}
}

func TestOnlyWhatCountsOrMeasuresIsAFigure(t *testing.T) {
	for text, measured := range map[string]int{
		"I tried three things for the ranking.":             0,
		"Third, I organised a series of meetings.":          0,
		"I kept the old index for three weeks.":             1,
		"We had nineteen complaints about the ranking.":     1,
		"I cut the error from 12% to 4% for the ranking.":   2,
		"I asked two of them to label half of the pictures": 0,
	} {
		require.Equal(t, measured, one(t, text).Measured, text)
	}
}
