package guide

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// A rich text is one text, or several that look different.
type rich struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

// escaped is how a character is written that XML does not allow.
var escaped = lazily(`_x[0-9A-Fa-f]{4}_`)

func (r rich) String() string {
	text := r.Text
	for _, run := range r.Runs {
		text += run.Text
	}
	return escaped().ReplaceAllStringFunc(text, func(s string) string {
		n, _ := strconv.ParseUint(s[2:6], 16, 16) // the pattern has four digits
		return string(rune(n))
	})
}

// What a cell is read with.
type cells struct {
	shared []string
	styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
}

// A cell as it stands in a sheet.
type sheetCell struct {
	At     string `xml:"r,attr"` // such as B7
	Type   string `xml:"t,attr"`
	Style  int    `xml:"s,attr"`
	Value  string `xml:"v"`
	Inline rich   `xml:"is"`
}

// rows reads the rows of a sheet, each to its last cell that is not empty.
func (c *cells) rows(sheet []byte) ([]row, error) {
	var out []row
	column := 0
	err := elements(sheet, func(d *xml.Decoder, at xml.StartElement) error {
		switch at.Name.Local {
		case "row":
			column = 0
			return begin(&out, at)
		case "c":
			var one sheetCell
			if err := d.DecodeElement(&one, &at); err != nil || len(out) == 0 {
				return err
			}
			if column++; one.At != "" {
				column = columnOf(one.At)
			}
			return put(&out[len(out)-1], column, c.value(one))
		}
		return nil
	})
	return out, err
}

// begin begins the row that at opens. Those left out before it are empty; a
// sheet can claim a million.
func begin(rows *[]row, at xml.StartElement) error {
	number := len(*rows) + 1
	for _, a := range at.Attr {
		if n, err := strconv.Atoi(a.Value); a.Name.Local == "r" && err == nil {
			number = n
		}
	}
	if number <= len(*rows) {
		return fmt.Errorf("row %d stands behind another", number)
	}
	for len(*rows) < number {
		if err := fits(len(*rows), 0); err != nil {
			return err
		}
		*rows = append(*rows, row{lines: span{len(*rows) + 1, len(*rows) + 1}})
	}
	return nil
}

// put sets a cell of r.
func put(r *row, column int, text string) error {
	if text == "" {
		return nil
	}
	if err := fits(0, column); err != nil {
		return err
	}
	if column <= len(r.cells) {
		return fmt.Errorf("row %d: a cell stands behind another", r.lines.first)
	}
	r.cells = append(append(r.cells, make([]string, column-len(r.cells)-1)...), text)
	return nil
}

// columnOf is the number of a cell's column, from 1; beyond all that fit it only
// says that it does not.
func columnOf(at string) int {
	n := 0
	for i := 0; i < len(at) && 'A' <= at[i]&^0x20 && at[i]&^0x20 <= 'Z' && n <= maxColumns; i++ {
		n = 26*n + int(at[i]&^0x20-'A') + 1
	}
	return n
}

func (c *cells) value(cell sheetCell) string {
	switch cell.Type {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(cell.Value)); err == nil && 0 <= i && i < len(c.shared) {
			return c.shared[i]
		}
	case "inlineStr":
		return cell.Inline.String()
	case "b":
		return strings.NewReplacer("0", "FALSE", "1", "TRUE").Replace(cell.Value)
	case "", "n":
		if v, err := strconv.ParseFloat(cell.Value, 64); err == nil {
			return c.number(v, cell.Style)
		}
	}
	return cell.Value
}

// number writes v with the digits that it has, as a share where it is shown so.
func (c *cells) number(v float64, style int) string {
	const digits = 15 // more than these are rounding
	write := func(v float64) string {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64) // it is a number
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	if style >= 0 && style < len(c.styles.Cells) && c.isShare(c.styles.Cells[style].Format) {
		return write(100*v) + "%"
	}
	return write(v)
}

func (c *cells) isShare(format int) bool {
	if format == 9 || format == 10 { // 0% and 0.00%, which need no entry
		return true
	}
	for _, f := range c.styles.Formats {
		if f.ID == format {
			return strings.Contains(f.Code, "%")
		}
	}
	return false
}
