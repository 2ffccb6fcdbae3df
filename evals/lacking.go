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
		n := map[string]bool{}
		for r, err := range resultsIn(dir) {
			if err != nil {
				return "", err
			}
			n[r.ID] = true
		}
		held = append(held, fmt.Sprintf("%s has %d", dir, len(n)))
	}
	return fmt.Sprintf("a run was stopped before its end: %s cases; go on with it by its own command and --resume", strings.Join(held, ", ")), nil
}

// resultsIn are the results of one run.
func resultsIn(dir string) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) { readResults(dir, Shard{}, yield) }
}
