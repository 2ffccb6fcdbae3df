package evals

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTransforms(t *testing.T) {
	const three = "I led it in 2023.\n\nMy team of 6 cut errors by 40%.\n\nI learnt to ask Anna."
	tests := []struct {
		name   string
		change Change
		answer string
		want   string // empty when there is nothing to change
	}{
		{"figures go and years stay", StripFigures, three, "I led it in 2023.\n\nMy team of some cut errors by some.\n\nI learnt to ask Anna."},
		{"without figures nothing is stripped", StripFigures, "In 2023 we did it.", ""},
		{"figures have units and words", StripFigures, "It took 200ms, $1.2m and two hundred people over five weeks.", "It took some, some and some people over some weeks."},
		{"what is part of a name is no figure", StripFigures, "GPT-4 at p99 on k8s, the 3rd of its kind.", ""},
		{"I becomes we, with its forms", IToWe, "I'm sure I did my part, as they told me. I am.", "We're sure we did our part, as they told us. We are."},
		{"an abbreviation and an hour stay", IToWe, "At 5 am, i.e. early, they left.", ""},
		{"am goes with I alone", IToWe, "i am, I am. At Hawaii am and at Oři am they left.", "we are, we are. At Hawaii am and at Oři am they left."},
		{"a capital stays one", IToWe, "My idea.", "Our idea."},
		{"he becomes she and back", SwapGender, "He asked her, and she told him about his plan.", "She asked him, and he told her about her plan."},
		{"her and his are told apart", SwapGender, "I gave her his laptop; it was his. He'll keep her desk.", "I gave him her laptop; it was hers. She'll keep his desk."},
		{"a text about nobody has no gender", SwapGender, "The model was slow.", ""},
		{"known names are others", SwapNames, "I asked Anna, and Anna’s team.", "I asked Wanjiru, and Wanjiru’s team."},
		{"a word is no name", SwapNames, "I mark the release.", ""},
		{"articles go", DropArticles, "The model was a large one.", "model was large one."},
		{"paragraphs change places", Shuffle, "one\n\ntwo\n\nthree", "two\n\nthree\n\none"},
		{"one paragraph has no other order", Shuffle, "one. two.", ""},
		{"the last third goes", CutOutcome, "One. Two. Three. Four.", "One. Two. Three."},
		{"two sentences have no outcome to cut", CutOutcome, "One. Two.", ""},
		{"headings stand over paragraphs", AddHeadings, "one\n\ntwo", "Situation:\none\n\nAction:\ntwo"},
		{"headings are put into German", OtherTongue, "**Situation:** one\n\nResult:\ntwo", "**Ausgangslage:** one\n\nErgebnis:\ntwo"},
		{"German headings stand where there were none", OtherTongue, "one\n\ntwo", "Ausgangslage:\none\n\nVorgehen:\ntwo"},
		{"everything twice", RepeatAll, "one", "one\n\none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := transforms[tt.change](tt.answer)
			require.Equal(t, tt.want != "", ok)
			if ok {
				require.Equal(t, tt.want, got)
			}
		})
	}
	for name, change := range transforms {
		if got, ok := change(three); ok {
			require.NotEqual(t, three, got, name)
		}
	}
}
