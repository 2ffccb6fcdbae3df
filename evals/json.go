package evals

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the report with the level of every mark. The levels are
// written one by one: they may be a million.
func (r *Report) WriteJSON(w io.Writer) error {
	var head bytes.Buffer
	enc := json.NewEncoder(&head)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	b := bufio.NewWriter(w)
	b.Write(bytes.TrimSuffix(head.Bytes(), []byte("\n}\n")))
	b.WriteString(",\n  \"levels\": [")
	sep := "\n"
	for e := range r.table.entries() {
		line, err := json.Marshal(e.String())
		if err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		b.WriteString(sep + "    ")
		b.Write(line)
		sep = ",\n"
	}
	b.WriteString("\n  ]\n}\n")
	return b.Flush()
}
