package evals_test

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// gated is the page of a run of one level that is held to a run of another.
func gated(t *testing.T, s *evals.Suite, was, is graderFunc) string {
	t.Helper()
	base := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{was}}))
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{is}}))
	var err error
	r.Gate, err = evals.Compare(base.Marks(), r.Marks(), 0)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, r.WriteHTML(&b))
	return b.String()
}

// TestChartsAreDrawnToTheirEnds reads the points of a chart back: a change of
// two levels must not stand where one of a single level does.
func TestChartsAreDrawnToTheirEnds(t *testing.T) {
	_, svg, found := strings.Cut(gated(t, some(t, 8), flat(5), flat(1)), `aria-label="levels nearer to the reference than before`)
	require.True(t, found)
	svg, _, _ = strings.Cut(svg, "</svg>")
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		require.NoError(t, err)
		return v
	}
	most := 0.0
	points := regexp.MustCompile(`<circle cx="([-\d.]+)" [^>]*><title>[^:]*: ([-\d.]+)`).FindAllStringSubmatch(svg, -1)
	ticks := regexp.MustCompile(`<text x="([-\d.]+)" y="\d+\.\d" class="tick">([-\d.]+)<`).FindAllStringSubmatch(svg, -1)
	require.Greater(t, len(ticks), 3)
	left, right := ticks[0], ticks[len(ticks)-1]
	unit := (number(right[1]) - number(left[1])) / (number(right[2]) - number(left[2]))
	for _, p := range points {
		v := number(p[2])
		most = max(most, math.Abs(v))
		require.InDelta(t, number(left[1])+10+(v-number(left[2]))*unit, number(p[1]), 0.5, p[0])
	}
	require.Greater(t, most, 1.2, "the change is large enough to leave the usual scale")
}

func TestThePageCallsNothingWorseThatIsNearer(t *testing.T) {
	low := damagedFlat(func(g *rubric.Grade) {
		if g.Criterion == "action" {
			g.Level = 1
		}
	})
	_, changed, found := strings.Cut(gated(t, some(t, 16), low, flat(3)), "What changed, the worst first")
	require.True(t, found)
	rows := regexp.MustCompile(`<td>(\d)<td>(\d)<td>(\d)<td>(farther|nearer|as far)( by \d| as before)</tr>`).FindAllStringSubmatch(changed, -1)
	require.Len(t, rows, 12)
	seen := map[string]bool{}
	for _, row := range rows {
		was, _ := strconv.Atoi(row[1])
		is, _ := strconv.Atoi(row[2])
		reference, _ := strconv.Atoi(row[3])
		worse := math.Abs(float64(is-reference)) - math.Abs(float64(was-reference))
		require.Equal(t, row[4] == "farther", worse > 0, row[0])
		require.Equal(t, row[4] == "nearer", worse < 0, row[0])
		seen[row[4]] = true
	}
	require.True(t, seen["nearer"], "what is better now is listed, and said to be")
}
