package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// TestProgressIsNeverInsideTheReadings: what several readings of one answer
// differ by is not announced as a change.
func TestProgressIsNeverInsideTheReadings(t *testing.T) {
	at := func(session string, low, level, high rubric.Level) practice {
		return practice{Session: session, Level: level, Low: low, High: high}
	}
	rows := []struct {
		name string
		ps   []practice
		want string
	}{
		{"a level more, read once", []practice{at("a", 3, 3, 3), at("b", 4, 4, 4)}, "+1.0"},
		{"a level less, read once", []practice{at("a", 3, 3, 3), at("b", 2, 2, 2)}, "-1.0"},
		{"the same", []practice{at("a", 3, 3, 3), at("b", 3, 3, 3)}, "~"},
		{"more, but the first was also read so high", []practice{at("a", 2, 3, 4), at("b", 4, 4, 5)}, "~"},
		{"more, but the last was also read so low", []practice{at("a", 2, 2, 2), at("b", 2, 4, 5)}, "~"},
		{"less, but within what readings differ by", []practice{at("a", 2, 3, 4), at("b", 1, 2, 2)}, "~"},
		{"more than readings differ by", []practice{at("a", 2, 2, 3), at("b", 4, 4, 5)}, "+2.0"},
		{"less than one level", []practice{at("a", 3, 3, 3), at("b", 3, 3, 3), at("b", 4, 4, 4)}, "~"},
		{"one interview", []practice{at("a", 1, 1, 1), at("a", 5, 5, 5)}, "once"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			require.Equal(t, row.want, trendsOf("d", map[string][]practice{"task": row.ps})[0].Change)
		})
	}
}
