package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/rubric"
	"mockstar/rubric/grade"
)

// bakery is a small guide.
func bakery() (*rubric.Document, error) {
	return rubric.Load(os.DirFS("../../rubric/testdata"), "folder")
}

// baker answers an interview by that guide: a counter-question, an answer, a
// follow-up, a question of its own, and a farewell.
var baker = []string{
	"Could you say that again, please?",
	"In March I burnt forty loaves, because I had not looked at the oven for ten minutes while a customer asked for a cake.",
	"I put a clock beside the oven and asked my colleague to look whenever I serve. We have burnt nothing since May.",
	"We opened an hour late that day and gave the first ten customers their bread for nothing.",
	"How many loaves do you bake on a Saturday?",
	"No, that is all. Thank you.",
}

// A script is a candidate who has said some of their replies already. The next
// one is first a draft.
type script struct {
	log  *Session
	left []string
	said []string
}

func (s *script) Reply(_ context.Context, words iter.Seq2[interviewer.Piece, error]) (string, error) {
	for _, err := range words {
		if err != nil {
			return "", err
		}
	}
	if len(s.left) == 0 {
		return "", io.EOF
	}
	reply := s.left[0]
	if err := s.log.SaveDraft(reply[:len(reply)/2]); err != nil {
		return "", err
	}
	s.left, s.said = s.left[1:], append(s.said, reply)
	return reply, nil
}

// threes gives every criterion the middle level for the whole answer.
type threes struct{}

func (threes) Grade(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	var found []rubric.Finding
	for _, c := range q.Criteria {
		found = append(found, rubric.Finding{Criterion: c.ID, Level: 2, Quotes: []string{a[len(a)-1].Text}})
	}
	return q.Assess(a, found), nil
}

// openLatest resumes the latest session or begins the first.
func openLatest(store *Store) (*Session, []interviewer.Turn, error) {
	id, err := store.LatestOpen()
	if errors.Is(err, ErrNoSession) {
		s, err := store.Create()
		return s, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	return store.Resume(id)
}

// hold begins the interview in store, or goes on with it, to its end. Every
// turn that is durable is told to kept.
func hold(ctx context.Context, store *Store, s interviewer.Session, candidate *script, kept func(interviewer.Turn)) error {
	doc, err := bakery()
	if err != nil {
		return err
	}
	log, past, err := openLatest(store)
	if err != nil {
		return err
	}
	defer log.Close()
	candidate.log, candidate.left = log, baker
	for _, t := range past {
		if t.Kind == interviewer.Replied {
			candidate.left = candidate.left[1:]
		}
	}
	s.Candidate, s.Recorder = candidate, log
	s.Now = func() time.Time { return noon }
	s.Watch = func(_ interviewer.State, t interviewer.Turn) { kept(t) }
	var st interviewer.State
	if len(past) == 0 {
		plan := interviewer.Plan{Document: doc.Ref(), Name: "all", Questions: []string{"burnt-batch"}, Closing: doc.Closing,
			Probes: 1, Mode: interviewer.Coached, Level: "senior", Model: "embedded"}
		st, err = s.Open(doc, plan)
	} else {
		st, err = s.Resume(doc, past)
	}
	if err == nil && !st.Closed() {
		_, err = s.Run(ctx, st)
	}
	return err
}

// plain is an interview that needs no model.
func plain() interviewer.Session {
	return interviewer.Session{Asker: ask.Plain{}, Grader: threes{}}
}

// course is what turns say and do, without when it was and who came back.
func course(turns []interviewer.Turn) []string {
	var all []string
	for _, t := range turns {
		if t.Kind != interviewer.Resumed {
			all = append(all, fmt.Sprint(t.Kind, t.Question, t.Move, t.Probe, t.As, t.Text, t.Sheet != nil))
		}
	}
	return all
}

// TestEveryRequestComesAfterTheSyncOfItsAnswers holds an interview in which a
// model speaks and grades, on a disk that knows what was synced.
func TestEveryRequestComesAfterTheSyncOfItsAnswers(t *testing.T) {
	d := newMemDisk()
	store := memStore(t, d, 1)
	candidate := &script{}
	requests, answers := 0, 0
	model := llm.ModelFunc(func(_ context.Context, r llm.Request) iter.Seq2[llm.Chunk, error] {
		requests++
		sent, err := json.Marshal(r)
		require.NoError(t, err)
		durable := d.synced(candidate.log.ID() + "/" + transcriptFile)
		for _, reply := range candidate.said {
			require.Contains(t, durable, reply, "request %d came before the sync", requests)
			if strings.Contains(string(sent), reply) {
				answers++
			}
		}
		return func(yield func(llm.Chunk, error) bool) {
			yield(llm.Chunk{Text: "Fine words.", Finish: llm.Stop}, nil)
		}
	})
	s := interviewer.Session{Asker: ask.Model{Model: model}, Grader: &grade.Grader{Model: model}}
	var turns []interviewer.Turn
	require.NoError(t, hold(t.Context(), store, s, candidate, func(turn interviewer.Turn) { turns = append(turns, turn) }))
	require.Equal(t, interviewer.Closed, turns[len(turns)-1].Kind)
	require.Greater(t, answers, len(baker), "answers are sent, some of them more than once")
	t.Attr("promise", fmt.Sprintf("trace: %d requests with %d answers, each after the fsync of all of them", requests, answers))
}

// synced is what a file is sure to hold after a power cut.
func (d *memDisk) synced(name string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n, ok := d.safe[name]; ok {
		return string(slices.Clone(n.safe))
	}
	return ""
}
