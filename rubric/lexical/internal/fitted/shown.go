package fitted

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/trait"
)

const criterionWord = "criterion "

func formatShown(shown trait.Shown) string {
	var b strings.Builder
	b.WriteString(head + "# Of each criterion where it starts, and by how much a sign makes a sentence speak to it: near 1 in all\n# where it does.\n")
	owns := slices.SortedFunc(maps.Keys(shown), func(x, y trait.Own) int {
		return cmp.Or(cmp.Compare(x.Question, y.Question), cmp.Compare(x.Criterion, y.Criterion), cmp.Compare(x.Wording, y.Wording))
	})
	for _, o := range owns {
		w := shown[o]
		fmt.Fprintf(&b, "%s%s %s %s\t%s\n", criterionWord, o.Question, o.Criterion, o.Wording, number(w.Base))
		for _, s := range slices.SortedFunc(maps.Keys(w.Weights), element.Sign.Compare) {
			b.WriteString(signName(s) + "\t" + number(w.Weights[s]) + "\n")
		}
	}
	return b.String()
}

// shownLine returns what reads the lines of shown.txt, which follow a criterion.
func shownLine() func(*All, string) error {
	var words *trait.Words
	return func(a *All, line string) error {
		name, value, _ := strings.Cut(line, "\t")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return fmt.Errorf("%q: want a number after a tab", line)
		}
		if rest, ok := strings.CutPrefix(name, criterionWord); ok {
			o := strings.Fields(rest)
			if len(o) != 3 {
				return fmt.Errorf("%q: want a question, a criterion and its wording", name)
			}
			words = &trait.Words{Base: v, Weights: map[element.Sign]float64{}}
			a.Learned.Shown[trait.Own{Question: o[0], Criterion: o[1], Wording: o[2]}] = words
			return nil
		}
		if words == nil || name == "" {
			return fmt.Errorf("%q: want a sign, after a criterion", line)
		}
		words.Weights[signOf(name)] = v
		return nil
	}
}
