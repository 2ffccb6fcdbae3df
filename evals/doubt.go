package evals

import (
	"fmt"
	"strings"

	"mockstar/evals/metric"
)

// fewClusters says that a baseline is of so few cases or groups that hardly any
// loss on one criterion can be told from chance by it, and what helps. A gate
// that will never stop anything should be known for it when it is set up.
func (m Marks) fewClusters() string {
	c := Comparison{Cluster: m.Cluster}
	if c.Cluster == "" {
		c.Cluster = ByGroup
	}
	by, cases, all := map[string]map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, e := range m.Entries {
		if _, ok := e.distance(); !ok {
			continue
		}
		if by[e.Criterion] == nil {
			by[e.Criterion] = map[string]bool{}
		}
		by[e.Criterion][c.group(e)] = true
		all[c.group(e)], cases[e.Case] = true, true
	}
	if len(by) == 0 {
		return ""
	}
	least := metric.LeastClusters(len(by), levelAlpha)
	hardly := 0
	for _, clusters := range by {
		if len(clusters) < 2*least { // where half lose a level, those that do are too few
			hardly++
		}
	}
	if hardly == 0 {
		return ""
	}
	helps := []string{fmt.Sprintf("more %ss", c.Cluster)}
	if c.Cluster == ByGroup && len(cases) > len(all) {
		helps = append(helps, fmt.Sprintf("`cluster: case` in the suite's gate, which asks of these %d cases alone", len(cases)))
	}
	helps = append(helps, "`thresholds` in the suite's gate, which hold whatever chance does")
	text := fmt.Sprintf("this baseline will hardly stop a change: to show a loss takes at least %d %ss that all lose, and there are %d", least, c.Cluster, len(all))
	if len(by) > 1 {
		text = fmt.Sprintf("one criterion alone will hardly stop a change: to show a loss on one of %d takes at least %d %ss that all lose, and %d of the criteria have fewer than twice as many", len(by), least, c.Cluster, hardly)
	}
	if together := metric.LeastClusters(1, levelAlpha/2); len(by) > 1 && len(all) < together {
		text += fmt.Sprintf("; nor will all criteria together, which take %d of which there are %d", together, len(all))
	} else if len(by) > 1 {
		text += fmt.Sprintf("; all criteria together take %d", together)
	}
	return text + ". What helps: " + strings.Join(helps, "; ")
}
