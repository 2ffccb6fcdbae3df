package guide

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"mockstar/rubric"
)

// What a table may have.
const (
	maxRows    = 2000
	maxColumns = 64
)

// readCSV imports a table of comma-separated values. Tables of other places
// have semicolons; the first line tells.
func readCSV(name, text string, comma rune) (Import, error) {
	head, _, _ := strings.Cut(text, "\n")
	if comma == ',' && strings.Count(head, ";") > strings.Count(head, ",") {
		comma = ';'
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = comma, -1, true, true
	var rows []row
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Import{}, fmt.Errorf("it is no table of comma-separated values: %w", err)
		}
		first, _ := r.FieldPos(0)
		last, _ := r.FieldPos(len(cells) - 1)
		last += strings.Count(cells[len(cells)-1], "\n")
		if err := fits(len(rows), len(cells)); err != nil {
			return Import{}, err
		}
		rows = append(rows, row{cells, span{first, last}})
	}
	b := newBuilder(name, text)
	b.source = strings.Split(text, "\n")
	return b.fromTables(namedTable{"", rows})
}

func fits(rows, columns int) error {
	switch {
	case rows >= maxRows:
		return fmt.Errorf("it has more than %d rows: keep those of one rubric", maxRows)
	case columns > maxColumns:
		return fmt.Errorf("it has more than %d columns: keep those of one rubric", maxColumns)
	}
	return nil
}

// unpacked is how much a workbook may hold once unpacked: a bomb of a few
// kilobytes would hold gigabytes.
const unpacked = 16 << 20

// readXLSX imports the tables of a workbook, one a sheet. Places are rows.
func readXLSX(name string, b []byte) (Import, error) {
	sheets, err := workbook(b)
	if err != nil {
		return Import{}, err
	}
	var text strings.Builder
	for _, s := range sheets {
		for _, r := range s.rows {
			text.WriteString(strings.Join(r.cells, "\n") + "\n")
		}
	}
	out := newBuilder(name, text.String())
	out.source = rowLines(sheets)
	out.im.unit = "row"
	return out.fromTables(sheets...)
}

// rowLines are the rows of a workbook as lines to hash. It returns nil where
// several sheets have rows, since a row is named by its number alone.
func rowLines(sheets []namedTable) []string {
	sheets = slices.DeleteFunc(slices.Clone(sheets), func(t namedTable) bool { return len(t.rows) == 0 })
	if len(sheets) != 1 {
		return nil
	}
	var out []string
	for _, r := range sheets[0].rows {
		out = append(out, strings.Join(r.cells, "\t"))
	}
	return out
}

// workbook reads the sheets of a workbook.
func workbook(b []byte) (sheets []namedTable, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook of at most %d MiB unpacked: %w", unpacked>>20, err)
	}
	defer func() {
		if e := f.Close(); err == nil && e != nil {
			err = e
		}
	}()
	for _, sheet := range f.GetSheetList() {
		rows, err := sheetRows(f, sheet)
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", sheet, err)
		}
		sheets = append(sheets, namedTable{sheet, rows})
	}
	return sheets, nil
}

// sheetRows reads row by row: a sheet can claim a million empty ones.
func sheetRows(f *excelize.File, sheet string) ([]row, error) {
	it, err := f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	var rows []row
	for at := 1; it.Next(); at++ {
		cells, err := it.Columns()
		if err != nil {
			return nil, err
		}
		if err := fits(at-1, len(cells)); err != nil {
			return nil, err
		}
		rows = append(rows, row{cells, span{at, at}})
	}
	return rows, errors.Join(it.Error(), it.Close())
}

// A namedTable is a table of a file.
type namedTable struct {
	name string
	rows []row
}

// fromTables makes a document of tables. Rubrics without a question of their
// own apply to the questions of the file; without any, a question is drafted
// from the name of each rubric.
func (b *builder) fromTables(tables ...namedTable) (Import, error) {
	type rubricTable struct {
		name string
		own  []*candidate
		at   span
	}
	var rubrics []rubricTable
	why := "it holds no table"
	for _, t := range tables {
		r := readTable(cleaned(t.rows))
		at := span{}
		for _, row := range t.rows {
			at = at.with(row.lines)
		}
		switch {
		case len(t.rows) == 0:
			continue
		case r.why != "":
			why = r.why
			b.leave(at, strings.TrimSpace(t.name+" ")+": "+r.why)
		case len(r.scale.text) > 0 && len(b.scale.text) == 0:
			b.useScale(r.scale, at)
		case len(r.criteria) > 0:
			rubrics = append(rubrics, rubricTable{t.name, r.criteria, at})
		}
		if b.title == "" {
			b.title = r.title
		}
		b.leaveBlank(r)
		for _, a := range r.asked {
			words, _, _ := prompt(a.text)
			q := &posed{title: words, section: cmp.Or(a.about, t.name), lines: a.row.lines, own: a.own, scale: a.scale, scaleAt: a.row.lines}
			if a.follow != "" {
				q.follow = []heard{{a.follow, a.row.lines}}
			}
			b.ask(q)
		}
	}
	asked := len(b.questions) > 0
	for _, r := range rubrics {
		if asked {
			for _, c := range r.own {
				b.shared = append(b.shared, &shared{candidate: c})
			}
			continue
		}
		title := r.name
		if title == "" || len(tables) == 1 {
			title = strings.TrimSuffix(path.Base(b.name), path.Ext(b.name))
		}
		b.draftQuestion(title, r.at, r.own)
	}
	if len(b.questions) == 0 {
		return Import{}, fmt.Errorf("%s: the first row should name a column of criteria and one for each of 3 to 10 levels, or a column of questions", why)
	}
	return b.finish()
}

// draftQuestion asks about what a rubric is called.
func (b *builder) draftQuestion(title string, at span, own []*candidate) {
	title = named(title)
	q := b.ask(&posed{title: fmt.Sprintf(b.lang.about, lowerFirst(title)), name: title, lines: at, own: own, kind: rubric.Story})
	q.drafted = true
}

func cleaned(rows []row) []row {
	out := make([]row, 0, len(rows))
	for _, r := range rows {
		cells := make([]string, len(r.cells))
		for i, c := range r.cells {
			cells[i] = clean(c)
		}
		out = append(out, row{cells, r.lines})
	}
	return out
}
