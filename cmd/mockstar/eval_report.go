package main

import (
	"bufio"
	"fmt"

	"mockstar/evals"
)

var reportFormats = []string{"text", "json", "junit", "md", "html"}

func (a *app) writeReport(r *evals.Report, format string) error {
	w := bufio.NewWriter(a.out)
	var err error
	switch format {
	case "json":
		w = bufio.NewWriter(a.jsonOut())
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
