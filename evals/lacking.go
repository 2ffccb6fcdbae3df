package evals

import (
	"fmt"
	"iter"
	"strings"
)

// Lacking says of runs that make no whole together what is not there, and what
// to do about it.
func Lacking(dirs ...string) (string, error) {
	here, of := map[int]bool{}, 0
	for _, dir := range dirs {
		h, err := readHeader(dir)
		if err != nil {
			return "", fmt.Errorf("read run in %s: %w", dir, err)
		}
		shard, err := ParseShard(h.Shard)
		if err != nil {
			return "", fmt.Errorf("read run in %s: %w", dir, err)
		}
		here[shard.Index], of = true, shard.Of
	}
	var absent, held []string
	for i := 1; i <= of; i++ {
		if s := (Shard{i, of}); !here[i] {
			absent = append(absent, s.String())
		}
	}
	if len(absent) > 0 {
		return fmt.Sprintf("no folder holds shard %s: run it with --shard, and name the folders of all", strings.Join(absent, ", ")), nil
	}
	for _, dir := range dirs {
		cases, readings := map[string]bool{}, map[reading]bool{}
		for r, err := range resultsIn(dir) {
			if err != nil {
				return "", err
			}
			cases[r.ID], readings[r.reading()] = true, true
		}
		held = append(held, fmt.Sprintf("%s has %d readings of %d cases", dir, len(readings), len(cases)))
	}
	return fmt.Sprintf("a run was stopped before its end: %s; go on with it by its own command and --resume", strings.Join(held, ", ")), nil
}

// resultsIn are the results of one run.
func resultsIn(dir string) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) { readResults(dir, Shard{}, yield) }
}

// Readings is how many there are of the whole suite.
func (h Header) Readings() int { return h.Cases*max(1, h.Samples) + h.Changed }

// lacks says that so many cases have no result, and so many readings, those of
// such cases among them.
func (h Header) lacks(cases, readings int) string {
	var out []string
	if cases > 0 {
		out = append(out, fmt.Sprintf("%d of %d cases", cases, h.Cases))
	}
	if readings > cases {
		out = append(out, fmt.Sprintf("%d of %d readings", readings, h.Readings()))
	}
	if len(out) == 0 {
		return ""
	}
	return strings.Join(out, " and ") + " are missing"
}

// unread counts the readings of the whole suite that have no result.
func (t *table) unread() int {
	n := t.header.Cases * max(1, t.header.Samples)
	for _, made := range t.made {
		if made {
			n--
		}
	}
	lost := 0 // of changed answers
	for r := range t.lost {
		if r.change != "" {
			lost++
		}
	}
	return n + max(0, t.header.Changed-t.regraded-lost)
}
