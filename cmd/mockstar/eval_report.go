package main

import (
	"bufio"
	"fmt"

	"mockstar/evals"
)

var reportFormats = []string{"text", "json"}

func (a *app) writeReport(r *evals.Report, format string) error {
	w := bufio.NewWriter(a.out)
	var err error
	switch format {
	case "json":
		err = r.WriteJSON(w)
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
