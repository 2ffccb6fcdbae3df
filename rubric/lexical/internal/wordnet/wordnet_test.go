package wordnet

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The licence asks to stand on all copies, and the program is one.
func TestTheProgramBearsTheNotice(t *testing.T) {
	licence, err := os.ReadFile("LICENSE")
	require.NoError(t, err)
	plain := strings.ReplaceAll(strings.ReplaceAll(Texts()[0], "# ", ""), "#\n", "\n")
	require.True(t, strings.HasPrefix(plain, string(licence)))
}

func TestFormsOfOneWord(t *testing.T) {
	n := Shared()
	for form, base := range map[string]string{"told": "tell", "wrote": "write", "written": "write", "stopped": "stop", "tries": "try", "children": "child", "measures": "measure", "putting": "put"} {
		require.Contains(t, n.Bases(form), base, form)
	}
	require.Empty(t, n.Bases("qwertz"))
}

func TestWhichWordsMeanNearlyTheSame(t *testing.T) {
	n := Shared()
	for _, p := range [][2]string{{"tell", "say"}, {"speak", "talk"}, {"pupil", "student"}, {"decide", "decision"}} {
		require.Equal(t, Same, n.Look(p[0]).Near(n.Look(p[1])), p)
	}
	for _, p := range [][2]string{{"relative", "son"}, {"parent", "father"}} {
		require.Equal(t, Kind, n.Look(p[0]).Near(n.Look(p[1])), p)
	}
	for _, p := range [][2]string{{"concrete", "soup"}, {"accuse", "count"}, {"nurse", "table"}} {
		require.Zero(t, n.Look(p[0]).Near(n.Look(p[1])), p)
	}
}
