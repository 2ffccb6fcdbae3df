package journal

import (
	"bytes"
	"encoding/json"
	mathrand "math/rand/v2"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/rubric"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// A talk makes turns that follow one another, a minute apart.
type talk struct {
	seq    int
	parent string
	at     time.Time
}

// after continues behind the last of turns.
func after(turns []interviewer.Turn) *talk {
	k := &talk{at: noon}
	if len(turns) > 0 {
		last := turns[len(turns)-1]
		k.seq, k.parent, k.at = last.Seq+1, last.ID, last.At.Add(time.Minute)
	}
	return k
}

func (k *talk) turn(t interviewer.Turn) interviewer.Turn {
	t.Seq, t.Parent, t.At = k.seq, k.parent, k.at
	t.ID = t.Sum()
	k.seq, k.parent, k.at = t.Seq+1, t.ID, t.At.Add(time.Minute)
	return t
}

func (k *talk) opened() interviewer.Turn {
	return k.turn(interviewer.Turn{Kind: interviewer.Opened, Plan: &interviewer.Plan{
		Document: "senior-ai-engineer@1:0123456789ab", Name: "quick", Questions: []string{"complex-system", "trade-off"},
		Closing: "closing", Probes: 2, Budget: 40 * time.Minute, Mode: interviewer.Coached, Level: "senior", Model: "embedded", Seed: 7,
	}})
}

func (k *talk) asked(text string) interviewer.Turn {
	return k.turn(interviewer.Turn{Kind: interviewer.Asked, Move: interviewer.AskQuestion, Question: "complex-system", Text: text})
}

func (k *talk) replied(text string) interviewer.Turn {
	return k.turn(interviewer.Turn{Kind: interviewer.Replied, Question: "complex-system", Text: text, As: interviewer.Answered})
}

func (k *talk) graded() interviewer.Turn {
	score, cost := 3.4, 0.01
	return k.turn(interviewer.Turn{Kind: interviewer.Graded, Question: "complex-system", Sheet: &rubric.Sheet{
		Question: "complex-system", Kind: rubric.Story, Model: "embedded", Score: &score, Coverage: 0.5,
		Grades: []rubric.Grade{
			{Criterion: "situation", Level: 4, Low: 3, High: 4, Rationale: "names “the 3 a.m. page”", Evidence: []rubric.Evidence{
				{Quote: "paged at 3 a.m. <again> & again", Match: rubric.Exact, Line: 1, Start: 12, End: 43},
			}},
			{Criterion: "result", Unscored: rubric.Declined},
		},
		Warnings: []string{},
		Origin:   rubric.Origin{Program: "mockstar 0.1", Usage: rubric.Usage{Input: 10, Output: 2}, Cost: &cost},
	}})
}

// conversation is a whole short interview that is not closed yet.
func conversation() []interviewer.Turn {
	k := after(nil)
	return []interviewer.Turn{
		k.opened(),
		k.asked("Tell me about a complex system."),
		k.replied("We were paged at 3 a.m. <again> & again\u2028:\n\tthe queue was full. “Ça va”, I said. 🙂"),
		k.graded(),
	}
}

func encode(t *testing.T, turns ...interviewer.Turn) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, turn := range turns {
		line, err := json.Marshal(turn)
		require.NoError(t, err)
		b.Write(append(line, '\n'))
	}
	return b.Bytes()
}

// memStore is a store on d, with ids that follow from seed.
func memStore(t *testing.T, d *memDisk, seed byte) *Store {
	t.Helper()
	s, err := openOn(d, Options{Now: func() time.Time { return noon }, Rand: seeded(seed)})
	require.NoError(t, err)
	return s
}

func seeded(seed byte) *mathrand.ChaCha8 { return mathrand.NewChaCha8([32]byte{seed}) }

func recordAll(t *testing.T, s *Session, turns ...interviewer.Turn) {
	t.Helper()
	for _, turn := range turns {
		require.NoError(t, s.Record(turn))
	}
}

// started is a session on d with a conversation in it.
func started(t *testing.T, d *memDisk) (*Store, *Session, []interviewer.Turn) {
	t.Helper()
	store := memStore(t, d, 1)
	s, err := store.Create()
	require.NoError(t, err)
	turns := conversation()
	recordAll(t, s, turns...)
	d.trace = nil
	return store, s, turns
}

// raw is the content of a session's file, and whether it is there.
func raw(d *memDisk, s *Session, name string) (string, bool) {
	n, ok := d.now[path.Join(s.id, name)]
	if !ok {
		return "", false
	}
	return string(n.data), true
}

// failing makes every operation that begins with op fail.
func failing(op string, err error) func(string) error {
	return func(got string) error {
		if strings.HasPrefix(got, op) {
			return err
		}
		return nil
	}
}
