package evals

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// WriteJSON writes the report with the level of every mark. The levels are
// written one by one: they may be a million.
func (r *Report) WriteJSON(w io.Writer) error {
	var head bytes.Buffer
	enc := json.NewEncoder(&head)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(struct {
		Verdict Verdict `json:"verdict"`
		*Report
	}{r.Verdict(), r}); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	b := bufio.NewWriter(w)
	b.Write(bytes.TrimSuffix(head.Bytes(), []byte("\n}\n")))
	b.WriteString(",\n  \"levels\": [")
	sep := "\n    "
	var text, line []byte
	for e := range r.table.entries() {
		text = e.append(text[:0])
		line, _ = jsontext.AppendQuote(line[:0], text) // what is no UTF-8 becomes U+FFFD
		b.WriteString(sep)
		b.Write(line)
		sep = ",\n    "
	}
	b.WriteString("\n  ]\n}\n")
	return b.Flush()
}
