package evals_test

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"mockstar/evals"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func sortEntries(es []evals.Entry) {
	slices.SortFunc(es, func(a, b evals.Entry) int {
		return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Criterion, b.Criterion))
	})
}
