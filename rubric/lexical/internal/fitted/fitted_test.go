package fitted

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsStoredIsReadBack(t *testing.T) {
	require.Equal(t, map[string]string{elementsFile: elementsText, heardFile: heardText, shownFile: shownText, levelsFile: levelsText}, Format(Stored()))
}

func TestDamageIsNamed(t *testing.T) {
	for _, tt := range []struct{ name, file, from, to, want string }{
		{"an element that is none", elementsFile, "scene ", "seen ", "elements.txt:4: weight"},
		{"a number that is none", heardFile, "0.", "o.", "heard.txt:3: weight"},
		{"a word without a number", shownFile, "\t-0.", "\tno ", "shown.txt:"},
		{"a trait that is none", levelsFile, "if ", "if no ", "no such trait"},
		{"a tree cut short", levelsFile, " else ", " ", "want a number"},
		{"a model without its cuts", levelsFile, "model situation ", "model situation\n", "model situation: want"},
		{"a model that is none", levelsFile, "model situation ", "model scene ", `no such model: "scene"`},
		{"a word before the base", heardFile, "=\t", "word\t", "want a word"},
		{"a word for nothing", elementsFile, "\n=\t", "\n\t", "want a sign"},
		{"more than a tree", levelsFile, " then 0", " then 1 0", "want a number"},
		{"no model", levelsFile, formatLevels(Stored()), "", "no trees of model situation"},
		{"no criteria", shownFile, formatShown(Stored().Learned.Shown), "", "no criteria"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			texts := Format(Stored())
			texts[tt.file] = strings.Replace(texts[tt.file], tt.from, tt.to, 1)
			_, err := parse(texts)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func BenchmarkParse(b *testing.B) {
	texts := Format(Stored())
	for b.Loop() {
		if _, err := parse(texts); err != nil {
			b.Fatal(err)
		}
	}
}
