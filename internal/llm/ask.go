package llm

import (
	"context"
	"iter"
)

type wholeKey struct{}

func wantsWhole(ctx context.Context) bool { return ctx.Value(wholeKey{}) != nil }

// Ask returns the whole reply of m, or an error. It is for callers who have no
// use for half a reply, such as graders: a [Retry] inside m may then repeat a
// call that broke off in the middle. On an error the Response holds no text,
// only what was spent.
func Ask(ctx context.Context, m Model, req Request) (Response, error) {
	return Collect(Whole(m).Generate(context.WithValue(ctx, wholeKey{}, true), req))
}

// Whole holds back the replies of m until they are complete: a sequence is one
// chunk, or an error that no text came before.
func Whole(m Model) Model {
	return ModelFunc(func(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
		return func(yield func(Chunk, error) bool) {
			r, err := Collect(m.Generate(ctx, req))
			if err == nil {
				yield(Chunk(r), nil)
				return
			}
			if r.Usage != (Usage{}) && !yield(Chunk{Usage: r.Usage}, nil) {
				return
			}
			yield(Chunk{}, err)
		}
	})
}
