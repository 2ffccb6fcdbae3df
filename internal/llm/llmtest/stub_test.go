package llmtest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/stub"
)

func TestAScriptedStatusFailsAsARealOneDoes(t *testing.T) {
	for _, status := range []int{400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 501, 502, 503, 504, 529} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			m, err := stub.Parse(fmt.Appendf(nil, "- fail: %d", status))
			require.NoError(t, err)
			scripted, _ := failure(t, m)
			each(t, llmtest.Always(llmtest.Reply{Status: status, Message: "odd"}), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
				real, _ := failure(t, m)
				require.Equal(t, real.Kind, scripted.Kind)
				require.Equal(t, real.Temporary(), scripted.Temporary())
				require.Equal(t, real.Status, scripted.Status)
			})
		})
	}
}
