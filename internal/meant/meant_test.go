package meant_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/meant"
)

func TestAskNamesWhatIsNear(t *testing.T) {
	figures := []string{"kappa", "exact", "error", "score", "unscored"}
	var thousands []string
	for i := range 1001 {
		thousands = append(thousands, fmt.Sprint("kappa", i))
	}
	long := strings.Repeat("kappa", 21)
	for name, tt := range map[string]struct {
		word  string
		among []string
		want  string
	}{
		"a letter that is missing":      {"kapa", figures, "did you mean kappa?"},
		"two letters that swapped":      {"eaxct", figures, "did you mean exact?"},
		"a name that is begun":          {"unsc", figures, "did you mean unscored?"},
		"two that are as near":          {"ab", []string{"ac", "ad", "xyz"}, "did you mean ac or ad?"},
		"too many that are near":        {"a", []string{"ab", "ac", "ad", "ae"}, ""},
		"nothing near":                  {"zebra", figures, ""},
		"a name of two words is no one": {"a b", []string{"a bc"}, ""},
		"no names":                      {"kapa", nil, ""},
		"a word that is a text":         {long, []string{long + "s"}, ""},
		"more names than anybody reads": {"kappa1", thousands, ""},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, meant.Ask(tt.word, tt.among)) })
	}
}
