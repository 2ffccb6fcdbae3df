package shell_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/shell"
)

func TestAWordIsQuotedOnlyWhereAShellWouldReadItOtherwise(t *testing.T) {
	for s, want := range map[string]string{
		"runs/1.yaml":           "runs/1.yaml",
		"replay:runs/a,b":       "replay:runs/a,b",
		"openai:gpt-5-mini@1+x": "openai:gpt-5-mini@1+x",
		"my runs/1":             "'my runs/1'",
		"group=a*":              "'group=a*'",
		"it's":                  `'it'\''s'`,
		"":                      "''",
		"~/runs":                "'~/runs'",
		"Läufe":                 "'Läufe'",
	} {
		require.Equal(t, want, shell.Word(s))
	}
}

func TestAShellReadsAWordAsItWas(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell")
	}
	words := []string{"", "a b", "it's", "'", "''x'", `\`, `a\nb`, "$HOME", "`id`", "$(id)", "a;b", "a&b", "a|b", "a>b", "~", "~/x", "a*", "[ab]?", "{a,b}", "#x", "!x", `"`,
		"line\nend\n", "tab\t", "-n", "x=y", "a,b", "replay:dir", "Ä 末"}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = shell.Word(w)
	}
	out, err := exec.CommandContext(t.Context(), sh, "-c", `printf '<%s>' `+strings.Join(quoted, " ")).Output()
	require.NoError(t, err)
	require.Equal(t, "<"+strings.Join(words, "><")+">", string(out))
}
