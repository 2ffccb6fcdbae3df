package main

import (
	"bufio"
	"fmt"
	"runtime/debug"

	"mockstar/evals"
)

var reportFormats = []string{"text", "json", "junit", "md", "html"}

// sparing trades time for memory: a run may have a million marks, and what a
// report is made of lives to its end.
func sparing() { debug.SetGCPercent(30) }

func (a *app) writeReport(r *evals.Report, format string) error {
	w := bufio.NewWriter(a.out)
	var err error
	switch format {
	case "json":
		err = r.WriteJSON(w)
	case "junit":
		err = r.WriteJUnit(w)
	case "md":
		err = r.WriteMarkdown(w)
	case "html":
		err = r.WriteHTML(w)
	default:
		err = r.WriteText(w)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
