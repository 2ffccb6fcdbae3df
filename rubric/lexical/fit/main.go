// Command fit fits the weights of the embedded examiner and measures them.
//
//	go run ./rubric/lexical/fit          agreement of each model, author by author
//	go run ./rubric/lexical/fit -table   the same as a table beside baselines
//	go run ./rubric/lexical/fit -write   write rubric/lexical/weights.go
//
// Run it from the root of the module. Every figure is measured on answers of
// authors that the fit never saw, against levels that a large language model
// gave: it is agreement with that model's readings, not with people.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

const weightsFile = "rubric/lexical/weights.go"

// The graded answers. The traits were thought out on those of shapedOn; the
// others came later, so what is measured on them flatters less.
const (
	shapedOn = "testdata/graded/dev.jsonl"
	later    = "testdata/graded/more.jsonl"
)

func main() {
	write := flag.Bool("write", false, "write the weights to "+weightsFile)
	table := flag.Bool("table", false, "print the agreement table beside baselines")
	flag.Parse()
	if err := run(os.Stdout, *write, *table); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, write, table bool) error {
	samples, err := loadSamples(".")
	if err != nil {
		return err
	}
	doc, err := rubric.Embedded()
	if err != nil {
		return fmt.Errorf("load the bank: %w", err)
	}
	c := readAll(samples, doc)
	switch {
	case write:
		text, err := source(fitAll(c))
		if err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
		return os.WriteFile(weightsFile, text, 0o644)
	case table:
		return printTable(w, samples, c)
	}
	return printFolds(w, c)
}

// fitAll fits every model to all samples.
func fitAll(c corpus) map[string]scale.Model {
	topic := fitTopic(c.pairs)
	models := map[string]scale.Model{trait.TopicModel: topic}
	for _, name := range trait.Models {
		models[name] = fit(name, c.rows[name], &topic)
	}
	return models
}
