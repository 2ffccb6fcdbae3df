package llm_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
)

func TestEveryKindHasItsOwnName(t *testing.T) {
	for k := llm.Invalid; k <= llm.Empty; k++ {
		got, ok := llm.ParseKind(k.String())
		require.True(t, ok)
		require.Equal(t, k, got)
	}
	_, ok := llm.ParseKind("sad")
	require.False(t, ok)
}

func TestWhatLastsIsNeverTemporary(t *testing.T) {
	lasting := 0
	for k := llm.Invalid; k <= llm.Empty; k++ {
		e := &llm.Error{Kind: k}
		require.False(t, e.Lasting() && e.Temporary(), k.String())
		if e.Lasting() {
			lasting++
		}
	}
	require.Equal(t, 5, lasting, "a fault of one answer, such as its length, leaves the others")
}
