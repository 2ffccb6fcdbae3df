package judge

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"strings"

	"mockstar/internal/llm"
)

// Chaos replies with anything: random bytes, verdicts with wrong types, keys or
// levels, and verdicts with bytes changed, cut or doubled. What it replies to a
// request depends on the request and the seed alone.
type Chaos struct{ Seed uint64 }

// Generate replies with garbage, or with something close to a verdict.
func (c Chaos) Generate(_ context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	h := fnv.New64a()
	for _, m := range req.Messages {
		h.Write([]byte(m.Text))
	}
	r := rand.New(rand.NewPCG(c.Seed, h.Sum64()))
	v := look(req)
	levels := Honest{}
	for _, id := range v.criteria {
		levels[id] = v.levels[r.IntN(len(v.levels))]
	}
	text := levels.reply(v).String()
	for n := r.IntN(4); n >= 0; n-- {
		text = mangle(r, text, v)
	}
	return say(text, pick(r, llm.Stop, llm.Stop, llm.Stop, llm.Stop, llm.Length, llm.Filtered, llm.Refused, ""), "chaos")
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// mangle spoils a reply in one way.
func mangle(r *rand.Rand, text string, v view) string {
	at := func() int { return r.IntN(len(text) + 1) }
	switch r.IntN(10) {
	case 0: // noise
		b := make([]byte, r.IntN(300))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return string(b)
	case 1: // a byte changed
		b := []byte(text)
		if len(b) > 0 {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		return string(b)
	case 2: // cut at the end
		return text[:at()]
	case 3: // a part left out
		i, j := at(), at()
		return text[:min(i, j)] + text[max(i, j):]
	case 4: // a part doubled
		i, j := at(), at()
		return text[:max(i, j)] + text[min(i, j):]
	case 5: // a level of another kind
		old := `"level":` + pick(r, "1", "2", "3", "4", "5")
		n := -1
		if r.IntN(2) == 0 {
			n = 1
		}
		return strings.Replace(text, old, `"level":`+pick(r, "0", "6", "-1", "-0", "4.0", "4e0", `"4"`, "null", "true", "[4]", "{}", "NaN", "1e400", "05", "99999999999999999999"), n)
	case 6: // another key
		old, key := pick(r, "nonce", "verdicts", "criterion", "quotes", "shows", "missing", "level"), pick(r, "Level", "lеvel", "score", "pass", "Nonce", "")
		return strings.Replace(text, `"`+old+`"`, `"`+key+`"`, 1+r.IntN(3))
	case 7: // a key more, perhaps one that is there
		return strings.Replace(text, `{"criterion"`, `{"`+pick(r, "level", "pass", "quotes")+`":`+pick(r, "5", "true", "[]")+`,"criterion"`, 1)
	case 8: // another criterion
		if len(v.criteria) > 1 {
			return strings.Replace(text, pick(r, v.criteria...), pick(r, v.criteria...), 1)
		}
		return strings.Replace(text, `"criterion":"`, `"criterion":"x`, 1)
	default: // another value in place of any
		var any map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &any) != nil || any == nil {
			return text + text
		}
		any[pick(r, "nonce", "verdicts", "total")] = json.RawMessage(pick(r, `null`, `5`, `"x"`, `[]`, `{}`, `[null]`, `[[]]`, `[{"level":5}]`, strings.Repeat(`{"a":`, 40)+"1"+strings.Repeat("}", 40)))
		b, err := json.Marshal(any)
		if err != nil {
			return text
		}
		return string(b)
	}
}
