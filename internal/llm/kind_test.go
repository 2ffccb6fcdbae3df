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
