package replay

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"mockstar/internal/llm"
)

// A Player answers from recordings.
type Player struct {
	spec  string
	dir   string
	all   map[string]kept
	gists func() ([]gist, error) // of all, made when a request is missing
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
		p := &Player{spec: names[0], dir: dir, all: all}
		p.gists = sync.OnceValues(p.read)
		return p, nil
	}
	return nil, stale("keep one directory for each model",
		"read recordings: %s holds those of several models: %s", dir, strings.Join(names, ", "))
}

// Spec is the model that was recorded.
func (p *Player) Spec() string { return p.spec }

// Usage is how many recordings there are, and what they took in all.
func (p *Player) Usage() (n int, sum llm.Usage) {
	for _, r := range p.all {
		sum = sum.Add(r.reply.Usage)
	}
	return len(p.all), sum
}

// Has reports whether the request of that key is recorded.
func (p *Player) Has(key string) bool {
	_, ok := p.all[key]
	return ok
}

// Generate gives the recorded reply to req, word by word.
func (p *Player) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		r, ok := p.all[Key(p.spec, req)]
		if !ok {
			yield(llm.Chunk{}, p.miss(req))
			return
		}
		r.reply.play(ctx, yield)
	}
}

// play says the reply word by word.
func (r Reply) play(ctx context.Context, yield func(llm.Chunk, error) bool) {
	for _, w := range strings.SplitAfter(r.Text, " ") {
		if ctx.Err() != nil {
			yield(llm.Chunk{}, ctx.Err())
			return
		}
		if w != "" && !yield(llm.Chunk{Text: w}, nil) {
			return
		}
	}
	yield(llm.Chunk{Finish: r.Finish, Usage: r.Usage, Model: r.Model}, nil)
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
