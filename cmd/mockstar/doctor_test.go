package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDoctorSaysWhereTextWouldGoBeforeThereIsAKey(t *testing.T) {
	t.Setenv("OPENAI_API_KEY", "")
	t.Setenv("OPENAI_BASE_URL", "")
	t.Setenv("AZURE_OPENAI_ENDPOINT", "")
	code, stdout, _ := mockstar(t, "doctor", "--model", "openai:m", "--home", t.TempDir())
	require.NotZero(t, code)
	require.Contains(t, stdout, "OPENAI_API_KEY is not set\n")
	require.Contains(t, stdout, "nowhere; with this model it would go to api.openai.com\n")
}
