package interviewer

import (
	"context"
	"errors"
	"io"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pieces is an interviewer who says them and then fails, if err is set.
type pieces struct {
	say []Piece
	err error
}

func (p pieces) Ask(context.Context, Ask) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) {
		for _, piece := range p.say {
			if !yield(piece, nil) {
				return
			}
		}
		if p.err != nil {
			yield(Piece{}, p.err)
		}
	}
}

// listener is a candidate who hears so many pieces, or all, and leaves.
type listener struct{ patience int }

func (l listener) Reply(_ context.Context, words iter.Seq2[Piece, error]) (string, error) {
	n := 0
	for _, err := range words {
		if err != nil {
			return "", err
		}
		if n++; n == l.patience {
			break
		}
	}
	return "", io.EOF
}

type tape []Turn

func (t *tape) Record(turn Turn) error {
	*t = append(*t, turn)
	return nil
}

// said holds an interview up to where its candidate leaves, and returns the
// last turn that was recorded.
func said(t *testing.T, ctx context.Context, a pieces, l listener) (Turn, error) {
	t.Helper()
	var log tape
	s := &Session{Asker: a, Candidate: l, Recorder: &log, Now: func() time.Time { return time.Unix(0, 0) }}
	st, err := s.Open(doc(), Plan{Questions: []string{"q1"}})
	require.NoError(t, err)
	_, err = s.Run(ctx, st)
	return log[len(log)-1], err
}

func TestWordsAreRecordedWhenTheyAreWhole(t *testing.T) {
	two := pieces{say: []Piece{{Text: "Tell "}, {Text: "me."}}}
	turn, err := said(t, t.Context(), two, listener{})
	require.ErrorIs(t, err, ErrLeft)
	require.Equal(t, Asked, turn.Kind)
	require.Equal(t, "Tell me.", turn.Text)
	require.Empty(t, turn.Partial)

	turn, err = said(t, t.Context(), two, listener{patience: 1})
	require.ErrorIs(t, err, ErrLeft)
	require.Equal(t, Opened, turn.Kind, "what was not heard out is not asked")
}

func TestWordsThatBeginAfreshReplaceThoseThatBrokeOff(t *testing.T) {
	turn, _ := said(t, t.Context(), pieces{say: []Piece{{Text: "Tel"}, {Text: "Tell me.", Afresh: "cut"}}}, listener{})
	require.Equal(t, "Tell me.", turn.Text)
	require.Equal(t, "Tel", turn.Partial)
}

func TestAFailureParksTheInterviewWithWhatWasSaid(t *testing.T) {
	cut := errors.New("cut")
	turn, err := said(t, t.Context(), pieces{say: []Piece{{Text: "Tel"}}, err: cut}, listener{})
	require.ErrorIs(t, err, cut)
	require.Equal(t, Parked, turn.Kind)
	require.Equal(t, "Tel", turn.Partial)
	require.Contains(t, turn.Why, "word the question: cut")
}

func TestSomebodyWhoLeavesIsParkedOnlyWithWordsOnTheScreen(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	turn, err := said(t, gone, pieces{say: []Piece{{Text: "Tel"}}, err: gone.Err()}, listener{})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, "Tel", turn.Partial)
	require.Equal(t, "interrupted", turn.Why)

	turn, err = said(t, gone, pieces{err: gone.Err()}, listener{})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, Opened, turn.Kind)
}
