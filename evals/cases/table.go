package cases

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A row is one row of a table by column, with its place.
type row struct {
	line  int
	cells map[string]string
}

// table reads comma-separated values whose first row names the columns.
func (r *reader) table(file, text string) (columns []string, rows []row) {
	c := csv.NewReader(strings.NewReader(text))
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			message := pe.Err.Error()
			if errors.Is(pe.Err, csv.ErrFieldCount) {
				message = fmt.Sprintf("the row has %d fields, and the first row names %d", len(cells), len(columns))
			}
			r.problem(file, text, pe.Line, pe.Column, "%s", message)
			return nil, nil
		}
		if err != nil {
			r.problem(file, "", 0, 0, "%v", err)
			return nil, nil
		}
		line, _ := c.FieldPos(0)
		if columns == nil {
			columns = cells
			seen := map[string]bool{}
			for i, name := range cells {
				columns[i] = strings.TrimSpace(name)
				if _, col := c.FieldPos(i); seen[columns[i]] {
					r.problem(file, text, line, col, "the column %q stands twice", columns[i])
				}
				seen[columns[i]] = true
			}
			continue
		}
		one := row{line, map[string]string{}}
		for i, v := range cells {
			one.cells[columns[i]] = v
		}
		rows = append(rows, one)
	}
	if len(rows) == 0 && len(r.problems) == 0 {
		r.problem(file, "", 0, 0, "holds no rows below its first, which names the columns")
	}
	return columns, rows
}
