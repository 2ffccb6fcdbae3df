package evals

import (
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"mockstar/internal/llm"
	"mockstar/rubric"
)

//go:embed prices.yaml
var knownPrices string

// Prices is a dated table of what models cost.
type Prices struct {
	Date string
	of   map[string]price
}

// A price is USD for a million tokens: of input, of output, and of the input
// that the provider takes from its cache.
type price struct{ in, out, cached float64 }

// LoadPrices reads a table of prices, or the built-in one when name is empty.
func LoadPrices(name string) (*Prices, error) {
	text, file := knownPrices, "prices.yaml"
	if name != "" {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("load prices: %w", err)
		}
		text, file = string(b), name
	}
	p := &page{file: file}
	table := &Prices{of: map[string]price{}}
	if n := p.parse(text); n != nil {
		p.mapping(n, "a table of prices",
			field{"date", true, func(n *yaml.Node) { table.Date = n.Value }},
			field{"models", true, func(n *yaml.Node) { table.read(p, n) }},
		)
	}
	if p.problems.sort(); len(p.problems) > 0 {
		return nil, fmt.Errorf("load prices: %w", p.problems)
	}
	return table, nil
}

func (t *Prices) read(p *page, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		p.at(n, "should be a mapping of models, such as openai:NAME, to two or three prices")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		list := n.Content[i+1]
		if list.Kind != yaml.SequenceNode || len(list.Content) < 2 || len(list.Content) > 3 {
			p.at(list, "should be two prices: [for a million tokens in, for a million out]; a third is for those that the provider takes from its cache")
			continue
		}
		var of price
		p.number(&of.in, 0, 1e6)(list.Content[0])
		p.number(&of.out, 0, 1e6)(list.Content[1])
		if of.cached = of.in; len(list.Content) == 3 {
			p.number(&of.cached, 0, 1e6)(list.Content[2])
		}
		t.of[n.Content[i].Value] = of
	}
}

// free reports whether no call of that spec is paid: its model is on this
// machine, or there is none.
func free(spec string) bool {
	provider, _, _ := strings.Cut(spec, ":")
	return slices.Contains([]string{"embedded", "stub", "replay", "hostile", "ollama"}, provider)
}

// Cost is what u costs with the model of that spec, and whether that is known.
// Models on this machine cost nothing.
func (t *Prices) Cost(spec string, u rubric.Usage) (float64, bool) {
	return t.cost(spec, llm.Usage{Input: u.Input, Output: u.Output, Cached: u.Cached})
}

func (t *Prices) cost(spec string, u llm.Usage) (float64, bool) {
	if free(spec) {
		return 0, true
	}
	p, ok := t.of[spec]
	cached := min(u.Cached, u.Input)
	return (float64(u.Input-cached)*p.in + float64(cached)*p.cached + float64(u.Output)*p.out) / 1e6, ok
}

// Unknown are the models of those specs whose price is not known.
func (t *Prices) Unknown(specs []string) []string {
	var out []string
	for _, one := range specs {
		if _, known := t.of[one]; !known && !free(one) {
			out = append(out, one)
		}
	}
	return out
}
