package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/trait"
)

const caveat = "Reference: levels are made of two or three readings by a large language model, not grades given by people.\n" +
	"Left out: each author's answers are graded by numbers fitted to other authors' answers.\n" +
	"dev: the authors whose answers the traits were thought out on. more, wide: others, who came afterwards.\n" +
	"own: the questions' own criteria. other: the same, graded as those of a document whose words nobody has learned.\n\n"

// graded are one grader's levels beside the reference, by model.
type graded map[string][]graded1

type graded1 struct {
	row
	got int
}

func (g graded) kappa(model string) float64 {
	var a, b []int
	for _, x := range g[model] {
		a, b = append(a, x.got), append(b, x.level)
	}
	return learn.Kappa(a, b)
}

// pooled is the kappa over the criteria of all models.
func (g graded) pooled() float64 {
	all := graded{}
	for _, name := range trait.Models {
		all[""] = append(all[""], g[name]...)
	}
	return all.kappa("")
}

// size is the mean size of the error in levels, over the criteria of the bank.
func (g graded) size() float64 {
	sum, n := 0.0, 0.0
	for _, m := range trait.Models {
		for _, x := range g[m] {
			sum += math.Abs(float64(x.got - x.level))
			n++
		}
	}
	return sum / n
}

// errorOf is the mean of got less reference over a kind of answer.
func (g graded) errorOf(kind string) float64 {
	sum, n := 0.0, 0.0
	for _, m := range trait.Models {
		for _, x := range g[m] {
			if x.Kind == kind {
				sum += float64(x.got - x.level)
				n++
			}
		}
	}
	return sum / n
}

// printTable sets the examiner beside baselines and beside how far the
// reference agrees with itself.
func printTable(w io.Writer, c *corpus) error {
	rows := []struct {
		name string
		g    graded
	}{
		{"constant", constant(c)},
		{"length only", surface(c, lengthOnly)},
		{"ridge on 17 surface features", surface(c, surfaceFeatures)},
		{"embedded examiner", embedded(c)},
		{"reading to reading", readings(c)},
	}
	fmt.Fprint(w, caveat, "Quadratic weighted kappa\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "grader\tpooled\t%s\t%s\terror\n", strings.Join(waves, "\t"), strings.Join(trait.Fitted, "\t"))
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%.3f", r.name, r.g.pooled())
		for _, wave := range waves {
			fmt.Fprintf(t, "\t%.3f", r.g.of(of(wave)).pooled())
		}
		for _, m := range trait.Fitted {
			fmt.Fprintf(t, "\t%.3f", r.g.kappa(m))
		}
		fmt.Fprintf(t, "\t%.2f\n", r.g.size())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprint(w, "\nMean error in levels, by kind of answer\n")
	fmt.Fprint(t, "kind")
	for _, r := range rows {
		fmt.Fprintf(t, "\t%s", r.name)
	}
	fmt.Fprintln(t)
	for _, k := range kinds(c.samples) {
		fmt.Fprintf(t, "%s", short(k))
		for _, r := range rows {
			fmt.Fprintf(t, "\t%+.2f", r.g.errorOf(k))
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// printFolds shows how far agreement differs from author to author.
func printFolds(w io.Writer, c *corpus) error {
	fmt.Fprint(w, caveat, "Quadratic weighted kappa by author left out\n")
	g := embedded(c)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	who := authors(c.samples)
	fmt.Fprintf(t, "model\tall\t%s\n", strings.Join(who, "\t"))
	for _, m := range trait.Models {
		fmt.Fprintf(t, "%s\t%.3f", m, g.kappa(m))
		for _, a := range who {
			fmt.Fprintf(t, "\t%.2f", g.of(by(a)).kappa(m))
		}
		fmt.Fprintln(t)
	}
	fmt.Fprintf(t, "pooled\t%.3f", g.pooled())
	for _, a := range who {
		fmt.Fprintf(t, "\t%.2f", g.of(by(a)).pooled())
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func of(wave string) func(*sample) bool {
	return func(s *sample) bool { return s.wave == wave }
}

func by(author string) func(*sample) bool {
	return func(s *sample) bool { return s.Author == author }
}

// of keeps the samples that are wanted.
func (g graded) of(wanted func(*sample) bool) graded {
	out := graded{}
	for m, xs := range g {
		for _, x := range xs {
			if wanted(x.sample) {
				out[m] = append(out[m], x)
			}
		}
	}
	return out
}

func short(kind string) string {
	const width = 46
	if len(kind) > width {
		return kind[:width] + "..."
	}
	return kind
}
