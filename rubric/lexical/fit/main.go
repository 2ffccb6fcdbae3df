// Command fit fits the numbers of the embedded examiner and measures them.
//
//	go run ./rubric/lexical/fit          agreement of each model, author by author
//	go run ./rubric/lexical/fit -table   the same as a table beside baselines
//	go run ./rubric/lexical/fit -write   write rubric/lexical/internal/fitted
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
)

func main() {
	writes := flag.Bool("write", false, "write what was fitted to "+store)
	table := flag.Bool("table", false, "print the agreement table beside baselines")
	flag.Parse()
	if err := run(os.Stdout, *writes, *table); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, writes, table bool) error {
	c, err := loadCorpus(".")
	switch {
	case err != nil:
		return err
	case writes:
		return write(".", fitAll(c))
	case table:
		return printTable(w, c)
	}
	return printFolds(w, c)
}
