package evals

import (
	"context"
	"iter"
	"sync"

	"mockstar/internal/llm"
)

// A bill is what the calls made for one reading cost, whichever models they
// went to. It comes with the context of the reading.
type bill struct {
	most     float64 // calls are refused from there on; 0 is no limit
	mu       sync.Mutex
	usd      float64
	unpriced int // calls of models whose price is not known
}

type billKey struct{}

func withBill(ctx context.Context) (context.Context, *bill) {
	b := &bill{}
	return context.WithValue(ctx, billKey{}, b), b
}

// WithBudget puts the calls made with the context that it returns on one bill,
// and refuses them with [ErrBudget] once they have cost most USD; 0 is no
// limit. Spent tells what they cost, and how many have no known price.
func WithBudget(ctx context.Context, most float64) (limited context.Context, spent func() (usd float64, unpriced int)) {
	limited, b := withBill(ctx)
	b.most = most
	return limited, b.total
}

func (b *bill) add(usd float64, known bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.usd += usd; !known {
		b.unpriced++
	}
}

func (b *bill) total() (usd float64, unpriced int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.usd, b.unpriced
}

// Bill passes on what m says and puts what each call costs at the price of
// spec on the bill of the reading it is made for, calls that fail included. It
// belongs right around the model that is paid: what a recording answers is not
// paid again. Where the provider does not count, the tokens are guessed from
// the lengths of the texts.
func (t *Prices) Bill(m llm.Model, spec string) llm.Model {
	if free(spec) {
		return m
	}
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		b, ok := ctx.Value(billKey{}).(*bill)
		if !ok {
			return m.Generate(ctx, req)
		}
		return func(yield func(llm.Chunk, error) bool) {
			if usd, _ := b.total(); b.most > 0 && usd >= b.most {
				yield(llm.Chunk{}, ErrBudget)
				return
			}
			var used llm.Usage
			said := 0
			defer func() {
				if used.Unknown || said > 0 && used == (llm.Usage{}) {
					used = guess(req, said)
				}
				if used != (llm.Usage{}) {
					b.add(t.cost(spec, used))
				}
			}()
			for c, err := range m.Generate(ctx, req) {
				used, said = used.Add(c.Usage), said+len(c.Text)
				if !yield(c, err) {
					return
				}
			}
		}
	})
}

// guess is about what a call took that nobody counted.
func guess(req llm.Request, said int) llm.Usage {
	size := len(req.System) + len(req.Schema)
	for _, m := range req.Messages {
		size += len(m.Text)
	}
	return llm.Usage{Input: size / bytesPerToken, Output: said / bytesPerToken}
}
