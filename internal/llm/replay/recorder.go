package replay

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"sync"
	"time"

	"mockstar/internal/llm"
)

// Recorder passes on what m says and saves each whole reply in dir, under the
// model's spec. A reply counts as given once it is saved: when that fails, the
// sequence ends in the error instead of its last chunk.
func Recorder(m llm.Model, dir, spec string) llm.Model {
	return recorder(m, dir, spec, func(Recording) {})
}

// recorder tells saved of every recording it makes.
func recorder(m llm.Model, dir, spec string, saved func(Recording)) llm.Model {
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
					saved(r)
				}
				if !yield(c, nil) {
					return
				}
			}
		}
	})
}

// Keep answers from the recordings of spec in dir, and asks m only for what is
// not there yet, keeping its reply: nothing is paid twice, and a request gets
// the same reply whenever it is made, as it will when it is replayed.
func Keep(m llm.Model, dir, spec string) (llm.Model, error) {
	k := &keeper{all: map[string]kept{}, calling: map[string]*sync.Mutex{}}
	if Any(dir) {
		var err error
		if k.all, err = load(dir); err != nil {
			return nil, err
		}
	}
	for _, r := range k.all {
		if r.spec != spec {
			return nil, fmt.Errorf("record: %s holds recordings of %s, not of %s\nkeep one folder for each model", dir, r.spec, spec)
		}
	}
	live := recorder(m, dir, spec, k.add)
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			key := Key(spec, req)
			r, ok, leave := k.enter(key)
			defer leave()
			if ok {
				r.reply.play(ctx, yield)
				return
			}
			for c, err := range live.Generate(ctx, req) {
				if !yield(c, err) {
					return
				}
			}
		}
	}), nil
}

// A keeper knows what is recorded, and lets the same request be made by one
// caller at a time.
type keeper struct {
	mu      sync.Mutex
	all     map[string]kept
	calling map[string]*sync.Mutex // by key, while the call is made
}

func (k *keeper) add(r Recording) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all[r.Key] = kept{r.Spec, r.Reply}
	delete(k.calling, r.Key)
}

// enter finds the recording of key. Where there is none the caller has the
// call to itself until it leaves.
func (k *keeper) enter(key string) (r kept, ok bool, leave func()) {
	k.mu.Lock()
	r, ok = k.all[key]
	if ok {
		k.mu.Unlock()
		return r, true, func() {}
	}
	one := k.calling[key]
	if one == nil {
		one = &sync.Mutex{}
		k.calling[key] = one
	}
	k.mu.Unlock()
	one.Lock()
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok = k.all[key] // somebody else may have made it meanwhile
	return r, ok, one.Unlock
}
