package evals

import (
	_ "embed"
	"fmt"
	"os"
	"strings"

	"go.yaml.in/yaml/v4"

	"mockstar/rubric"
)

//go:embed prices.yaml
var knownPrices string

// Prices is a dated table of what models cost.
type Prices struct {
	Date string
	of   map[string]price
}

// A price is USD for a million tokens.
type price struct{ in, out float64 }

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
		return nil, p.problems
	}
	return table, nil
}

func (t *Prices) read(p *page, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		p.at(n, "should be a mapping of models, such as openai:NAME, to two prices")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		pair := n.Content[i+1]
		if pair.Kind != yaml.SequenceNode || len(pair.Content) != 2 {
			p.at(pair, "should be two prices: [for a million tokens in, for a million out]")
			continue
		}
		var of price
		p.number(&of.in, 0, 1e6)(pair.Content[0])
		p.number(&of.out, 0, 1e6)(pair.Content[1])
		t.of[n.Content[i].Value] = of
	}
}

// Cost is what u costs with the model of that spec, and whether that is known.
// Models on this machine cost nothing.
func (t *Prices) Cost(spec string, u rubric.Usage) (float64, bool) {
	provider, _, _ := strings.Cut(spec, ":")
	switch provider {
	case "embedded", "stub", "replay", "ollama":
		return 0, true
	}
	p, ok := t.of[spec]
	return (float64(u.Input)*p.in + float64(u.Output)*p.out) / 1e6, ok
}
