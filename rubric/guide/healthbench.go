package guide

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mockstar/rubric"
)

// An example is one line of HealthBench (Arora et al., 2025): a conversation
// and the criteria of a good reply, each worth points, negative ones for what
// a reply should not do.
type example struct {
	ID      string    `json:"prompt_id"`
	Prompt  []turn    `json:"prompt"`
	Rubrics []pointed `json:"rubrics"`
	at      [2]int64  // offsets of its text
}

type turn struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// pointed is a criterion with its points and the offsets of its text.
type pointed struct {
	Criterion string  `json:"criterion"`
	Points    float64 `json:"points"`
	at        [2]int64
}

// UnmarshalJSONFrom reads p and notes where it stands.
func (p *pointed) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	type bare pointed
	from := dec.InputOffset()
	if err := json.UnmarshalDecode(dec, (*bare)(p)); err != nil {
		return err
	}
	p.at = [2]int64{from, dec.InputOffset()}
	return nil
}

// UnmarshalJSONFrom reads e and notes where it stands.
func (e *example) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	type bare example
	from := dec.InputOffset()
	if err := json.UnmarshalDecode(dec, (*bare)(e)); err != nil {
		return err
	}
	e.at = [2]int64{from, dec.InputOffset()}
	return nil
}

// readJSON imports criteria in the JSON of HealthBench: one object, a list of
// them, or one a line.
func readJSON(name, text string) (Import, error) {
	b := newBuilder(name, "")
	b.source = strings.Split(text, "\n")
	dec := jsontext.NewDecoder(strings.NewReader(text))
	var all []example
	for dec.PeekKind() != 0 {
		some := make([]example, 1)
		var err error
		if dec.PeekKind() == '[' {
			err = json.UnmarshalDecode(dec, &some)
		} else {
			err = json.UnmarshalDecode(dec, &some[0])
		}
		if err != nil {
			return Import{}, notHealthBench(err)
		}
		all = append(all, some...)
	}
	if _, err := dec.ReadToken(); err != nil && len(strings.TrimSpace(text[dec.InputOffset():])) > 0 {
		return Import{}, notHealthBench(err)
	}
	var words strings.Builder
	for _, e := range all {
		at := linesOf(text, e.at)
		if len(e.Rubrics) == 0 || len(e.Prompt) == 0 {
			b.leave(at, "an object without `prompt` or `rubrics`")
			continue
		}
		b.example(e, at, text, &words)
	}
	if len(b.questions) == 0 {
		return Import{}, errors.New("it has no object with `prompt` and `rubrics`: only JSON as in HealthBench is read; a rubric of ours needs no import, `rubric check` reads it")
	}
	b.lang = detect(words.String())
	return b.finish()
}

func notHealthBench(err error) error { return fmt.Errorf("it is no JSON as in HealthBench: %w", err) }

// linesOf are the lines of a value whose text ends, and starts behind space
// and commas, at the offsets.
func linesOf(text string, at [2]int64) span {
	from, to := int(at[0]), int(at[1])
	for from < to && strings.IndexByte(" \n\r\t,:[", text[from]) >= 0 {
		from++
	}
	line := func(offset int) int { return 1 + strings.Count(text[:offset], "\n") }
	return span{line(from), line(to)}
}

// example makes a question of the user's turns, and a criterion of each of
// theirs. One with negative points says what a reply should not do: it becomes
// one to avoid, with the size of the points as its weight.
func (b *builder) example(e example, at span, text string, words *strings.Builder) {
	var said []string
	for _, m := range e.Prompt {
		words.WriteString(m.Content + "\n")
		if m.Role == "user" {
			said = append(said, ended(squash(m.Content)))
		}
	}
	if len(said) == 0 {
		said = []string{e.Prompt[0].Content}
	}
	if len(said) < len(e.Prompt) {
		b.leave(at, "what the assistant said in between: a question has room for the user's turns")
	}
	q := b.ask(&posed{title: clean(strings.Join(said, " ")), lines: at, kind: rubric.Approach})
	for _, r := range e.Rubrics {
		at := linesOf(text, r.at)
		c := newCandidate(clean(r.Criterion), at, statedBasis)
		switch {
		case c.name == "" || r.Points == 0:
			b.leave(at, "criteria without words or points")
		default:
			c.weight, c.yesOrNo = min(math.Abs(r.Points), 100), true
			if c.avoid = r.Points < 0; c.avoid {
				c.meaning, _ = Avoided(c.meaning)
			}
			q.own = append(q.own, c)
		}
	}
}
