package guide

import (
	"slices"
	"strings"

	"mockstar/rubric"
)

// wording checks how the criteria of q are worded.
func (c *checker) wording(q rubric.Question) {
	small := smallWords()
	for i, k := range q.Criteria {
		for _, other := range q.Criteria[:i] {
			if near := alike(content(k.Meaning, small), content(other.Meaning, small)); near >= 0.7 {
				c.add(q.ID, k.ID, k.Source.Lines, "nearly repeats %s: one answer would count twice", other.ID)
			}
		}
		if pair := doubleBarrelled(k.Meaning); pair != "" {
			c.add(q.ID, k.ID, k.Source.Lines, "asks for two things at once, %q: split it, or say which counts", pair)
		}
		if k.Draft {
			continue // the general scale is no wording of this rubric
		}
		for n := range k.Levels {
			for m := range n {
				if slices.Equal(content(k.Levels[m], small, degreeWords), content(k.Levels[n], small, degreeWords)) {
					c.add(q.ID, k.ID, k.Source.Lines, "levels %d and %d can't be told apart but for how much: say what is to be heard at each", m+1, n+1)
				}
			}
			if w := rewardsLength(k, n); w != "" {
				c.add(q.ID, k.ID, k.Source.Lines, "level %d rewards length (%q): say what the answer has to hold", n+1, w)
			}
		}
	}
}

// degreeWords only say how much or how well, folded.
const degreeWords = "basic limited minimal moderate some average satisfactory solid sound thorough thoroughly deep full complete advanced superior outstanding exceptional exceptionally effective effectively high low very well good better best great excellent excellently strong strongly highly somewhat fairly quite rather partly partially mostly fully completely always often usually sometimes rarely never less least little lot much many few adequate adequately poor poorly weak weakly clear clearly level consistently occasionally extremely " +
	"sehr gut besser ausgezeichnet teilweise immer oft manchmal selten nie wenig viel kaum vollstandig schlecht " +
	"tres bien mieux toujours souvent parfois rarement jamais peu beaucoup completement mal partiellement " +
	"bastante siempre veces rara nunca poco mucho completamente parcialmente bueno buena mejor"

// content returns the words of s that are in none of the sets, sorted, each
// once.
func content(s string, small map[string]bool, without ...string) []string {
	drop := wordSet(strings.Join(without, " "))
	var out []string
	for w := range strings.FieldsSeq(plain(s)) {
		if !small[w] && !drop[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// alike is the share of words that a and b have in common (Jaccard).
func alike(a, b []string) float64 {
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	if all := len(a) + len(b) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 0
}

// doubleBarrelled returns the clause of a criterion that names two things in a
// few words: "clear and concise". A longer clause with an
// "and" in it is a description.
func doubleBarrelled(meaning string) string {
	const short = 7 // words of the clause
	end := strings.IndexAny(meaning, ":;(.,–—")
	if end < 0 {
		end = len(meaning)
	}
	words := strings.Fields(meaning[:end])
	if len(words) > short || len(words) < 3 {
		return ""
	}
	for i, w := range words[1 : len(words)-1] {
		i++
		switch strings.ToLower(w) {
		case "and", "und", "et", "y", "e", "&":
			if before := strings.ToLower(strings.Join(words[:i], " ")); strings.Contains(before, "between") || strings.Contains(before, "zwischen") || strings.Contains(before, "entre") {
				return ""
			}
			if next := strings.ToLower(words[i+1]); slices.Contains([]string{"in", "with", "by", "for", "at", "on", "to"}, next) {
				return ""
			}
			return strings.Join(words, " ")
		}
	}
	return ""
}

var lengthWords = []string{
	"lengthy", "longer", "long answer", "long and", "at length", "more words", "great detail", "more detail", "detailed", "comprehensive", "extensive", "exhaustive", "verbose", "elaborate",
	"ausfuhrlich", "langere", "lange antwort", "umfassend", "umfangreich", "detaillie",
	"detaille", "longue", "exhausti", "approfondie et longue", "detallad", "extens", "larga"}

// rewardsLength returns the word by which level n of k, counted from 0, asks
// for length that the levels below it don't name.
func rewardsLength(k rubric.Criterion, n int) string {
	if 2*n < len(k.Levels) {
		return ""
	}
	s := " " + plain(k.Levels[n])
	for _, w := range lengthWords {
		if i := strings.Index(s, " "+w); i >= 0 {
			return strings.Fields(s[i:])[0]
		}
	}
	return ""
}
