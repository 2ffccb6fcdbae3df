package evals

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"mockstar/internal/llm"
	"mockstar/internal/llm/replay"
	"mockstar/rubric"
	"mockstar/rubric/grade"
)

// A Plan is what recording a suite would take. No call was made to find out.
type Plan struct {
	Calls    int          `json:"calls"`    // that the suite begins
	Recorded int          `json:"recorded"` // of them, answered by a recording
	Stale    []StaleCall  `json:"stale"`    // the others
	Usage    rubric.Usage `json:"usage"`    // expected of the others
	From     int          `json:"from"`     // recordings that expectation rests on; 0 means lengths of texts
	Cost     *float64     `json:"cost"`     // USD; nil when the price is not known
	Prices   string       `json:"prices"`   // date of the prices
}

// A StaleCall is a call that has no recording.
type StaleCall struct {
	Case string `json:"case"`
	Why  string `json:"why"` // what changed since the nearest recording
}

// bytesPerToken is a rule of thumb for English, used when nothing was recorded.
const bytesPerToken = 4

// PlanRecording finds out which calls of s have no recording in dir, and what
// they would cost with the model spec. Repairs of broken replies can't be
// foreseen.
func PlanRecording(ctx context.Context, s *Suite, dir, spec string, samples int, perCriterion bool, prices *Prices) (*Plan, error) {
	recorded, err := Recordings(dir)
	if err != nil {
		return nil, err
	}
	p := &Plan{Stale: []StaleCall{}, From: len(recorded), Prices: prices.Date}
	var mean llm.Usage
	for _, r := range recorded {
		mean = mean.Add(r.Reply.Usage)
	}
	var player *replay.Player
	if len(recorded) > 0 {
		if player, err = replay.Open(dir); err != nil {
			return nil, err
		}
		if player.Spec() != spec {
			return nil, fmt.Errorf("plan recording: %s holds recordings of %s, not of %s\nkeep one folder for each model", dir, player.Spec(), spec)
		}
	}
	var now string
	look := llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			p.Calls++
			why := "nothing was recorded yet"
			if player != nil {
				res, err := llm.Collect(player.Generate(ctx, req))
				if err == nil {
					p.Recorded++
					yield(llm.Chunk(res), nil)
					return
				}
				why = err.Error()
			}
			p.miss(StaleCall{now, why}, req, mean)
			yield(llm.Chunk{}, errPlanned)
		}
	})
	for c, err := range s.Cases() {
		if err != nil {
			return nil, err
		}
		now = c.ID
		q, _ := s.doc.Question(c.Question)
		for k := range samples {
			g := grade.Grader{Model: look, PerCriterion: perCriterion, Sample: k}
			if _, err := g.Grade(ctx, q, rubric.Said(c.Answer)); err != nil && !errors.Is(err, errPlanned) {
				return nil, fmt.Errorf("plan recording of case %s: %w", c.ID, err)
			}
		}
	}
	if cost, known := prices.Cost(spec, p.Usage); known {
		p.Cost = &cost
	}
	return p, nil
}

// errPlanned ends a grading whose call is not made.
var errPlanned = errors.New("not called: only planned")

// miss counts a call that has no recording.
func (p *Plan) miss(c StaleCall, req llm.Request, mean llm.Usage) {
	p.Stale = append(p.Stale, c)
	if p.From > 0 {
		p.Usage.Input += mean.Input / p.From
		p.Usage.Output += mean.Output / p.From
		return
	}
	p.Usage.Input += guess(req, 0).Input
	p.Usage.Output += req.MaxTokens / 4 // a verdict seldom needs more of what it may have
}

// Recordings reads the recordings in dir; a folder that is not there has none.
func Recordings(dir string) ([]replay.Recording, error) {
	names, err := fs.Glob(os.DirFS(dir), "*.json")
	if err != nil {
		return nil, fmt.Errorf("read recordings: %w", err)
	}
	var all []replay.Recording
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("read recordings: %w", err)
		}
		var r replay.Recording
		if err := json.Unmarshal(b, &r); err != nil || r.Key != strings.TrimSuffix(name, ".json") {
			return nil, fmt.Errorf("read recordings: %s is damaged: delete it and record again", filepath.Join(dir, name))
		}
		all = append(all, r)
	}
	return all, nil
}

// Record answers from the recordings of spec in dir, and asks m only for what
// is not there yet, keeping its reply: nothing is paid twice. Used sees the key
// of every call.
func Record(m llm.Model, dir, spec string, used func(key string)) (llm.Model, error) {
	live := replay.Recorder(m, dir, spec)
	recorded, err := Recordings(dir)
	if err != nil {
		return nil, err
	}
	have := map[string]bool{}
	for _, r := range recorded {
		if r.Spec != spec {
			return nil, fmt.Errorf("record: %s holds recordings of %s, not of %s\nkeep one folder for each model", dir, r.Spec, spec)
		}
		have[r.Key] = true
	}
	if len(recorded) == 0 {
		return watchKeys(live, spec, used), nil
	}
	player, err := replay.Open(dir)
	if err != nil {
		return nil, err
	}
	return watchKeys(llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		if have[replay.Key(spec, req)] {
			return player.Generate(ctx, req)
		}
		return live.Generate(ctx, req)
	}), spec, used), nil
}

func watchKeys(m llm.Model, spec string, used func(string)) llm.Model {
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		used(replay.Key(spec, req))
		return m.Generate(ctx, req)
	})
}
