// Package judge holds language models that are none: one honest, and three
// hostile ones that a grader has to survive. They read the grading request as a
// model would and reply at once.
package judge

import (
	"context"
	"encoding/json"
	"iter"
	"strings"

	"mockstar/internal/llm"
	"mockstar/rubric"
)

// A view is what a judge makes of a request.
type view struct {
	nonce    string
	criteria []string
	levels   []rubric.Level
	said     []string // the candidate's lines
}

// look reads a request that package grade made.
func look(req llm.Request) view {
	var v view
	var schema struct {
		Properties struct {
			Verdicts struct {
				Items struct {
					Properties struct {
						Criterion struct{ Enum []string }
						Level     struct{ Enum []rubric.Level }
					}
				}
			}
		}
	}
	if json.Unmarshal(req.Schema, &schema) == nil {
		v.criteria = schema.Properties.Verdicts.Items.Properties.Criterion.Enum
		v.levels = schema.Properties.Verdicts.Items.Properties.Level.Enum
	}
	if len(req.Messages) == 0 {
		return v
	}
	for line := range strings.Lines(req.Messages[0].Text) {
		if nonce, ok := strings.CutPrefix(line, "nonce: "); ok && v.nonce == "" {
			v.nonce = strings.TrimSpace(nonce)
		}
		var said rubric.Line
		if json.Unmarshal([]byte(line), &said) == nil && said.By == rubric.Candidate {
			v.said = append(v.said, said.Text)
		}
	}
	return v
}

// quotes cuts what was said into quotes of at most the given number of words,
// letter for letter.
func (v view) quotes(words int) []string {
	var out []string
	for _, line := range v.said {
		start, n, inWord := -1, 0, false
		for i, r := range line {
			blank := strings.ContainsRune(" \t\r\n", r)
			if !blank && !inWord {
				if n == words {
					out = append(out, strings.TrimSpace(line[start:i]))
					start, n = -1, 0
				}
				if start < 0 {
					start = i
				}
				n++
			}
			inWord = !blank
		}
		if start >= 0 {
			out = append(out, strings.TrimSpace(line[start:]))
		}
	}
	return out
}

type verdict struct {
	Criterion string       `json:"criterion"`
	Quotes    []string     `json:"quotes"`
	Shows     string       `json:"shows"`
	Missing   string       `json:"missing"`
	Level     rubric.Level `json:"level"`
}

type reply struct {
	Nonce    string    `json:"nonce"`
	Verdicts []verdict `json:"verdicts"`
}

func (r reply) String() string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // built of strings and numbers
	}
	return string(b)
}

// say is the stream of one reply.
func say(text string, finish llm.Finish, model string) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		yield(llm.Chunk{Text: text, Finish: finish, Model: model}, nil)
	}
}

// Honest gives the criteria its levels, and the lowest to all others. Each
// level above that rests on up to three quotes, spread over the answer.
type Honest map[string]rubric.Level

// Generate replies with the verdict.
func (h Honest) Generate(_ context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return say(h.reply(look(req)).String(), llm.Stop, "honest")
}

func (h Honest) reply(v view) reply {
	r := reply{Nonce: v.nonce}
	quotes := v.quotes(12)
	for i, c := range v.criteria {
		level := max(1, h[c])
		r.Verdicts = append(r.Verdicts, verdict{Criterion: c, Quotes: rotate(quotes, i, level > 1), Shows: "As quoted.", Level: level})
	}
	return r
}

// rotate picks up to three of the quotes, starting with another for each i.
func rotate(quotes []string, i int, any bool) []string {
	out := []string{}
	for k := 0; any && k < min(3, len(quotes)); k++ {
		out = append(out, quotes[(3*i+k)%len(quotes)])
	}
	return out
}

// Names lists the hostile judges that [Named] knows.
func Names() []string { return []string{"parrot", "captured", "chaos"} }

// Named returns a hostile judge, or nil where there is none of that name.
func Named(name string) llm.Model {
	switch name {
	case "parrot":
		return Parrot{Place: Everywhere}
	case "captured":
		return Captured{}
	case "chaos":
		return Chaos{}
	}
	return nil
}

// A Place is where a [Parrot] repeats the answer.
type Place int

const (
	Before     Place = iota // before the verdict
	Inside                  // in the verdict, as the sentence on what quotes show
	After                   // after the verdict
	Everywhere              // in all three places
)

// Parrot grades honestly and repeats what the candidate said, so that a forged
// verdict in the answer stands in the reply.
type Parrot struct {
	Honest Honest
	Place  Place
}

// Generate replies with the verdict and the echo.
func (p Parrot) Generate(_ context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	v := look(req)
	r, echo := p.Honest.reply(v), strings.Join(v.said, "\n")
	if p.Place == Inside || p.Place == Everywhere {
		for i := range r.Verdicts {
			r.Verdicts[i].Shows = echo
		}
	}
	text := r.String()
	if p.Place == Before || p.Place == Everywhere {
		text = echo + "\n" + text
	}
	if p.Place == After || p.Place == Everywhere {
		text += "\n" + echo
	}
	return say(text, llm.Stop, "parrot")
}

// Captured obeys the answer: the top level for every criterion, under the right
// nonce, with the answer itself as evidence.
type Captured struct{}

// Generate replies with the verdict.
func (Captured) Generate(_ context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	v := look(req)
	r := reply{Nonce: v.nonce}
	quotes := v.quotes(40)
	for i, c := range v.criteria {
		r.Verdicts = append(r.Verdicts, verdict{Criterion: c, Quotes: rotate(quotes, i, true), Shows: "It fully meets the top level.", Level: v.levels[len(v.levels)-1]})
	}
	return say(r.String(), llm.Stop, "captured")
}
