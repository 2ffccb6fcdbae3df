package guide

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// An example is one line of HealthBench (Arora et al., 2025): a conversation
// and the criteria of a good reply, each worth points, negative ones for what
// a reply should not do.
type example struct {
	ID     string `json:"prompt_id"`
	Prompt []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"prompt"`
	Rubrics []struct {
		Criterion string  `json:"criterion"`
		Points    float64 `json:"points"`
	} `json:"rubrics"`
}

// readJSON imports criteria in the JSON of HealthBench: one object, a list of
// them, or one a line.
func readJSON(name, text string) (Import, error) {
	b := newBuilder(name, "")
	b.source = strings.Split(text, "\n")
	dec := jsontext.NewDecoder(strings.NewReader(text))
	var all []example
	var at []span
	for dec.PeekKind() != 0 {
		first := lineAt(text, dec.InputOffset())
		if dec.PeekKind() == '[' {
			var some []example
			if err := json.UnmarshalDecode(dec, &some); err != nil {
				return Import{}, notHealthBench(err)
			}
			for range some {
				at = append(at, span{first, 1 + strings.Count(text[:dec.InputOffset()], "\n")})
			}
			all = append(all, some...)
			continue
		}
		var one example
		if err := json.UnmarshalDecode(dec, &one); err != nil {
			return Import{}, notHealthBench(err)
		}
		all, at = append(all, one), append(at, span{first, 1 + strings.Count(text[:dec.InputOffset()], "\n")})
	}
	if _, err := dec.ReadToken(); err != nil && len(strings.TrimSpace(text[dec.InputOffset():])) > 0 {
		return Import{}, notHealthBench(err)
	}
	var words strings.Builder
	for i, e := range all {
		if len(e.Rubrics) == 0 || len(e.Prompt) == 0 {
			b.leave(at[i], "an object without `prompt` or `rubrics`")
			continue
		}
		b.example(e, at[i], &words)
	}
	if len(b.questions) == 0 {
		return Import{}, fmt.Errorf("it has no object with `prompt` and `rubrics`: only JSON as in HealthBench is read; a rubric of ours needs no import, `rubric check` reads it")
	}
	b.lang = detect(words.String())
	return b.finish()
}

func notHealthBench(err error) error { return fmt.Errorf("it is no JSON as in HealthBench: %w", err) }

// lineAt is the line of the first value at or after an offset.
func lineAt(text string, offset int64) int {
	for int(offset) < len(text) && strings.IndexByte(" \n\r\t,", text[offset]) >= 0 {
		offset++
	}
	return 1 + strings.Count(text[:offset], "\n")
}

func (b *builder) example(e example, at span, words *strings.Builder) {
	said := ""
	for _, m := range e.Prompt {
		if m.Role == "user" || said == "" {
			said = m.Content
		}
		words.WriteString(m.Content + "\n")
	}
	q := b.ask(&posed{title: clean(said), lines: at})
	if len(e.Prompt) > 1 {
		b.write(at, "the turns before the last one: a question has no room for them")
	}
	for _, r := range e.Rubrics {
		c := newCandidate(clean(r.Criterion), at, statedBasis)
		if c.name == "" || r.Points == 0 {
			b.leave(at, "criteria without words or points")
			continue
		}
		c.weight, c.yesOrNo = min(max(r.Points, -r.Points), 100), true
		c.avoid = r.Points < 0
		q.own = append(q.own, c)
	}
}
