package replay

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"mockstar/internal/llm"
)

// Recorder passes on what m says and saves each whole reply in dir, under the
// model's spec. A reply counts as given once it is saved: when that fails, the
// sequence ends in the error instead of its last chunk.
func Recorder(m llm.Model, dir, spec string) llm.Model {
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			var text strings.Builder
			var reply Reply
			for c, err := range m.Generate(ctx, req) {
				if err != nil {
					yield(c, err)
					return
				}
				text.WriteString(c.Text)
				reply.Usage = reply.Usage.Add(c.Usage)
				if c.Model != "" {
					reply.Model = c.Model
				}
				if c.Finish != "" {
					reply.Text, reply.Finish = text.String(), c.Finish
					r := Recording{Key: Key(spec, req), Spec: spec, Prompt: req.Prompt,
						At: time.Now().UTC().Truncate(time.Second), Request: req, Reply: reply}
					if err := r.save(dir); err != nil {
						yield(llm.Chunk{}, err)
						return
					}
				}
				if !yield(c, nil) {
					return
				}
			}
		}
	})
}

// A Player answers from recordings.
type Player struct {
	spec string
	dir  string
	all  map[string]kept
}

var _ llm.Model = (*Player)(nil)

// Open reads the recordings of dir, which must be of one model.
func Open(dir string) (*Player, error) {
	all, err := load(dir)
	if err != nil {
		return nil, err
	}
	specs := map[string]bool{}
	for _, r := range all {
		specs[r.spec] = true
	}
	names := slices.Sorted(maps.Keys(specs))
	switch len(names) {
	case 0:
		return nil, stale(recordHint("", dir), "read recordings: %s holds none", dir)
	case 1:
		return &Player{spec: names[0], dir: dir, all: all}, nil
	}
	return nil, stale("keep one directory for each model",
		"read recordings: %s holds those of several models: %s", dir, strings.Join(names, ", "))
}

// Spec is the model that was recorded.
func (p *Player) Spec() string { return p.spec }

// Generate gives the recorded reply to req, word by word.
func (p *Player) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		r, ok := p.all[Key(p.spec, req)]
		if !ok {
			yield(llm.Chunk{}, p.miss(req))
			return
		}
		for _, w := range strings.SplitAfter(r.reply.Text, " ") {
			if ctx.Err() != nil {
				yield(llm.Chunk{}, ctx.Err())
				return
			}
			if w != "" && !yield(llm.Chunk{Text: w}, nil) {
				return
			}
		}
		yield(llm.Chunk{Finish: r.reply.Finish, Usage: r.reply.Usage, Model: r.reply.Model}, nil)
	}
}

// miss says what sets req apart from the nearest recording.
func (p *Player) miss(req llm.Request) error {
	near, err := p.nearest(req)
	if err != nil {
		return stale(recordHint(p.spec, p.dir), "what would be sent to the model is not recorded, and the recordings can't be read to say why: %w", err)
	}
	return stale(recordHint(p.spec, p.dir), "what would be sent to the model is not recorded; since the nearest of %d recordings (%s) these changed:\n%w",
		len(p.all), near.Key[:12], errors.New(strings.Join(changes(near, req), "\n")))
}

// nearest is the recording that has most in common with req: first the name of
// the prompt, then lines.
func (p *Player) nearest(req llm.Request) (Recording, error) {
	var best Recording
	most := -1
	have := map[string]bool{}
	for _, l := range lines(req) {
		have[l] = true
	}
	for _, key := range slices.Sorted(maps.Keys(p.all)) {
		r, err := read(p.dir, key)
		if err != nil {
			return best, err
		}
		score := 0
		if promptName(r.Prompt) == promptName(req.Prompt) {
			score += 1_000_000
		}
		for _, l := range lines(r.Request) {
			if have[l] {
				score++
			}
		}
		if score > most {
			best, most = r, score
		}
	}
	return best, nil
}

func promptName(ref string) string {
	name, _, _ := strings.Cut(ref, "@")
	return name
}

// lines are all lines of r, each marked with the place it stands in.
func lines(r llm.Request) []string {
	var all []string
	add := func(place, text string) {
		for l := range strings.Lines(text) {
			all = append(all, place+strings.TrimRight(l, "\n"))
		}
	}
	add("system ", r.System)
	for i, m := range r.Messages {
		add(fmt.Sprintf("%d %s ", i, m.Role), m.Text)
	}
	return all
}
