package ask

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// speech is a model that says some words and then ends, or fails.
type speech struct {
	words  []string
	finish llm.Finish
	err    error
}

func (s speech) Generate(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		for _, w := range s.words {
			if !yield(llm.Chunk{Text: w}, nil) {
				return
			}
		}
		if s.err != nil {
			yield(llm.Chunk{}, s.err)
			return
		}
		yield(llm.Chunk{Finish: s.finish, Model: "as-reported"}, nil)
	}
}

// hear collects what the candidate hears of a model's words: first what is
// void, then what was said.
func hear(t *testing.T, m Model) (void, said string, err error) {
	t.Helper()
	a := interviewer.Ask{Move: interviewer.Encourage, To: interviewer.Silent, Question: rubric.Question{ID: "q"}}
	for p, e := range m.Ask(t.Context(), a) {
		if p.Afresh != "" {
			void, said = said, ""
		}
		said += p.Text
		err = errors.Join(err, e)
	}
	return void, said, err
}

func TestAModelSpeaksForItselfOrThePlainWordsAreSaid(t *testing.T) {
	plain := Text(interviewer.Ask{Move: interviewer.Encourage, To: interviewer.Silent})
	busy := &llm.Error{Kind: llm.Unavailable, Err: errors.New("busy")}
	tests := []struct {
		name       string
		model      speech
		void, said string
	}{
		{"whole words", speech{words: []string{"No ", "hurry."}, finish: llm.Stop}, "", "No hurry."},
		{"words that break off are void", speech{words: []string{"No hu"}, err: busy}, "No hu", plain},
		{"words that were cut are void", speech{words: []string{"No hu"}, finish: llm.Length}, "No hu", plain},
		{"a refusal", speech{words: []string{"I can't."}, finish: llm.Refused}, "I can't.", plain},
		{"nothing at all", speech{finish: llm.Stop}, "", plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			void, said, err := hear(t, Model{Model: tt.model, Plain: true})
			require.NoError(t, err)
			require.Equal(t, tt.void, void)
			require.Equal(t, tt.said, said)
		})
	}
}

func TestTokensOfAllPiecesAreCounted(t *testing.T) {
	m := chunks{
		{Text: "No hurry.", Usage: llm.Usage{Input: 90, Cached: 64}},
		{Finish: llm.Stop, Usage: llm.Usage{Output: 4, Cached: 1}},
	}
	var origin rubric.Origin
	for p, err := range (Model{Model: m}).Ask(t.Context(), interviewer.Ask{Move: interviewer.Encourage}) {
		require.NoError(t, err)
		origin = p.Origin
	}
	require.Equal(t, rubric.Usage{Input: 90, Output: 4, Cached: 65}, origin.Usage)
}

// chunks is a model that says what it holds.
type chunks []llm.Chunk

func (cs chunks) Generate(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		for _, c := range cs {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func TestAModelThatWillFailAgainEndsTheWords(t *testing.T) {
	key := &llm.Error{Kind: llm.Auth, Err: errors.New("wrong key")}
	_, said, err := hear(t, Model{Model: speech{err: key}, Plain: true})
	require.ErrorIs(t, err, key)
	require.Empty(t, said)

	busy := &llm.Error{Kind: llm.Unavailable, Err: errors.New("busy")}
	_, _, err = hear(t, Model{Model: speech{err: busy}})
	require.ErrorIs(t, err, busy, "without the plain words every error ends them")
}
