package evals_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/interviewer/journal"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// A rehearsal gives the replies of an old transcript in their order, whatever
// is asked, and writes the new one.
type rehearsal struct {
	replies []string
	at      time.Time
	out     strings.Builder
}

func (r *rehearsal) Reply(_ context.Context, words iter.Seq2[interviewer.Piece, error]) (string, error) {
	for _, err := range words {
		if err != nil {
			return "", err
		}
	}
	if len(r.replies) == 0 {
		return "", io.EOF
	}
	next := r.replies[0]
	r.replies = r.replies[1:]
	return next, nil
}

func (r *rehearsal) Record(t interviewer.Turn) error {
	b, err := json.Marshal(t)
	r.out.Write(append(b, '\n'))
	return err
}

func (r *rehearsal) now() time.Time {
	r.at = r.at.Add(time.Second)
	return r.at
}

// holdAnew replaces the transcript in file by one of the same replies, held
// with today's policy and the embedded examiner.
func holdAnew(t *testing.T, doc *rubric.Document, file string) {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	was, err := journal.Decode(strings.NewReader(string(b)))
	require.NoError(t, err)
	r := &rehearsal{at: was[0].At}
	for _, turn := range was {
		if turn.Kind == interviewer.Replied {
			r.replies = append(r.replies, turn.Text)
		}
	}
	s := &interviewer.Session{Asker: ask.Plain{}, Grader: lexical.New(), Candidate: r, Recorder: r, Now: r.now,
		Elsewhere: lexical.NewGuesser(doc).Elsewhere, Rest: lexical.New().Rest, Foreign: lexical.Foreign}
	plan := *was[0].Plan
	plan.Document = doc.Ref()
	st, err := s.Open(doc, plan)
	require.NoError(t, err)
	if _, err = s.Run(t.Context(), st); !errors.Is(err, interviewer.ErrLeft) {
		require.NoError(t, err)
	}
	require.NoError(t, os.WriteFile(file, []byte(r.out.String()), 0o600))
}
