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
	"mockstar/internal/shell"
	"mockstar/rubric"
	"mockstar/rubric/grade"
)

// A Plan is what recording a suite would take. No call was made to find out.
type Plan struct {
	Calls    int         `json:"calls"`    // that the suite begins; requests that are the same are one
	Recorded int         `json:"recorded"` // of them, answered by a recording
	Stale    []StaleCall `json:"stale"`    // the others
	// Incomplete says that every recording answers one of the calls of the whole
	// suite, so that the others were never made: none is left of which one of
	// them is a change.
	Incomplete bool         `json:"incomplete,omitempty"`
	Usage      rubric.Usage `json:"usage"`  // expected of the others
	From       int          `json:"from"`   // recordings that expectation rests on; 0 means lengths of texts
	Cost       *float64     `json:"cost"`   // USD; nil when the price is not known
	Prices     string       `json:"prices"` // date of the prices
}

// A StaleCall is a call that has no recording.
type StaleCall struct {
	Case   string `json:"case"`
	Change Change `json:"change,omitempty"` // of the answer
	Sample int    `json:"sample,omitempty"` // which reading, from 0
	Why    string `json:"why"`              // what changed since the nearest recording
	// Repair says that the call asks once more for a verdict of which the first
	// try is recorded, and broke the contract.
	Repair bool `json:"repair,omitempty"`
}

// Cases counts the cases of which a first try lacks a recording.
func (p *Plan) Cases() int {
	ids := map[string]bool{}
	for _, c := range p.Stale {
		if !c.Repair {
			ids[c.Case] = true
		}
	}
	return len(ids)
}

// Repairs counts the second tries that lack a recording.
func (p *Plan) Repairs() int {
	n := 0
	for _, c := range p.Stale {
		if c.Repair {
			n++
		}
	}
	return n
}

func (c StaleCall) String() string { return reading{c.Case, c.Sample, c.Change}.String() }

// bytesPerToken is a rule of thumb for English, used when nothing was recorded.
const bytesPerToken = 4

// Replies are those that a run of a suite asks a model for and keeps.
type Replies struct {
	Dir, Spec    string // where they are kept, and the model; empty for the one that is recorded there
	Samples      int
	PerCriterion bool
	Shard        Shard
	Used         func(key string) // if set, is told of each that is kept and belongs to the run
}

// PlanRecording finds out which calls of s have no recording yet, and what they
// would cost. Repairs of broken replies can't be foreseen.
func PlanRecording(ctx context.Context, s *Suite, r Replies, prices *Prices) (*Plan, error) {
	return plan(ctx, s, r, prices, true)
}

// Missing is [PlanRecording] that tells of no price, and not why a recording is
// missing: to find the nearest of many to each of many calls takes long.
func Missing(ctx context.Context, s *Suite, r Replies) (*Plan, error) {
	return plan(ctx, s, r, &Prices{}, false)
}

func plan(ctx context.Context, s *Suite, r Replies, prices *Prices, why bool) (*Plan, error) {
	if s.Kind != Grading {
		return nil, fmt.Errorf("plan recording: %s %w", s.file, errHeld)
	}
	p := planner{Plan: &Plan{Stale: []StaleCall{}, Prices: prices.Date}, Replies: r, why: why, seen: map[string]bool{}, answered: map[string]bool{}}
	if replay.Any(r.Dir) {
		var err error
		if p.player, err = replay.Open(r.Dir); err != nil {
			return nil, err
		}
		if r.Spec == "" {
			r.Spec, p.Spec = p.player.Spec(), p.player.Spec()
		}
		if p.player.Spec() != r.Spec {
			return nil, fmt.Errorf("plan recording: %s holds recordings of %s, not of %s\nkeep one folder for each model", r.Dir, p.player.Spec(), r.Spec)
		}
		p.From, p.sum = p.player.Usage()
	}
	graders := make([]*grade.Grader, r.Samples)
	for k := range graders {
		graders[k] = &grade.Grader{Model: &p, PerCriterion: r.PerCriterion, Sample: k}
	}
	seq := -1
	for c, err := range s.Cases() {
		if err != nil {
			return nil, err
		}
		seq++
		p.others = !r.Shard.Has(c.ID)
		q, _ := s.doc.Question(c.Question)
		for j := range s.readings(seq, c, q, r.Samples) {
			p.now = j.result.reading()
			if _, err := graders[p.now.sample].Grade(ctx, j.question, j.answer); err != nil {
				return nil, fmt.Errorf("plan recording of %s: %w", p.now, err)
			}
		}
	}
	if p.Incomplete = p.From > 0 && len(p.answered) == p.From && len(p.Stale) > 0; p.Incomplete {
		for i := range p.Stale {
			p.Stale[i].Why = "never recorded"
		}
	}
	if cost, known := prices.Cost(r.Spec, p.Usage); known {
		p.Cost = &cost
	}
	return p.Plan, nil
}

// errHeld says why a suite of interviews is not planned.
var errHeld = errors.New("holds interviews: what they ask follows from the replies, so that nobody can tell beforehand\nmockstar eval record asks only for what is not recorded; bound what it may cost with --max-cost")

// A planner is the model of a plan: it replays what is recorded and notes what
// is not. It is no use to several callers at a time.
type planner struct {
	*Plan
	Replies
	why    bool           // whether to find out why
	player *replay.Player // nil when nothing is recorded
	sum    llm.Usage      // of all recordings
	now    reading        // for which calls are made
	seen   map[string]bool
	// A call of another shard is no part of the plan; that a recording answers it
	// is known all the same, so that it is not taken for one of a changed call.
	others   bool            // whether such calls are made now
	answered map[string]bool // recordings that answer a call of any shard
}

// Generate answers a call that has no recording with a refusal. That is an end
// of this call alone: nothing is asked for again, and the next criterion has
// its turn.
func (p *planner) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		key, why := replay.Key(p.Spec, req), "nothing was recorded yet"
		again := p.others || p.seen[key]
		p.seen[key] = p.seen[key] || !p.others
		if p.player != nil && (p.player.Has(key) || p.why && !again) {
			res, err := llm.Collect(p.player.Generate(ctx, req))
			if err == nil {
				p.answered[key] = true
				if !again {
					p.Calls++
					p.Recorded++
					if p.Used != nil {
						p.Used(key)
					}
				}
				yield(llm.Chunk(res), nil)
				return
			}
			why = err.Error()
		}
		if !again {
			p.Calls++
			p.miss(StaleCall{Case: p.now.id, Change: p.now.change, Sample: p.now.sample, Why: why, Repair: len(req.Messages) > 1}, req)
		}
		yield(llm.Chunk{Finish: llm.Refused}, nil)
	}
}

// miss counts a call that has no recording.
func (p *planner) miss(c StaleCall, req llm.Request) {
	p.Stale = append(p.Stale, c)
	if p.From > 0 {
		p.Usage.Input += p.sum.Input / p.From
		p.Usage.Output += p.sum.Output / p.From
		p.Usage.Cached += p.sum.Cached / p.From
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
			file := filepath.Join(dir, name)
			return nil, fmt.Errorf("read recordings: %s: %w\ndelete it and record again: rm %s", file, replay.ErrDamaged, shell.Word(file))
		}
		all = append(all, r)
	}
	return all, nil
}

// Record answers from the recordings of spec in dir, and asks m only for what
// is not there yet, as [replay.Keep] does. Used sees the key of every call.
func Record(m llm.Model, dir, spec string, used func(key string)) (llm.Model, error) {
	kept, err := replay.Keep(m, dir, spec)
	if err != nil {
		return nil, err
	}
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		used(replay.Key(spec, req))
		return kept.Generate(ctx, req)
	}), nil
}
