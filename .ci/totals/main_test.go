package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCount(t *testing.T) {
	const events = `{"Action":"output","Package":"p","Test":"TestA","Output":"a_test.go:1: no luck\n"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}
{"Action":"pass","Package":"q","Test":"TestB"}
{"Action":"pass","Package":"q"}
{"Action":"output","Package":"q","Test":"TestC","Output":"c_test.go:2: not here\n"}
{"Action":"output","Package":"q","Test":"TestC","Output":"--- SKIP: TestC\n"}
{"Action":"skip","Package":"q","Test":"TestC"}
no event
`
	var out strings.Builder
	got, err := count(strings.NewReader(events), &out)
	require.NoError(t, err)
	require.Equal(t, totals{passed: 1, failed: 1, skipped: 1, broken: 1}, got)
	require.Equal(t, "1 passed, 1 failed, 1 skipped", got.String())
	require.Equal(t, "FAIL p TestA\na_test.go:1: no luck\nFAIL p \nskip q TestC: c_test.go:2: not here\nno event\n", out.String())
}

func TestALineThatIsTooLongIsNoEnd(t *testing.T) {
	_, err := count(strings.NewReader(strings.Repeat("x", 64<<20+1)), &strings.Builder{})
	require.ErrorContains(t, err, "token too long")
}
