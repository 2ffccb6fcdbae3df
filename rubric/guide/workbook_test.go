package guide

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// TestWorkbookReadsWhatALibraryReads writes cells of every kind and compares
// them with what a library for all that a workbook can be reads.
func TestWorkbookReadsWhatALibraryReads(t *testing.T) {
	f := excelize.NewFile()
	set := func(cell string, v any) { require.NoError(t, f.SetCellValue("Sheet1", cell, v)) }
	for cell, v := range map[string]any{
		"A1": "Skill", "B1": "  kept  spaces ", "C1": "two\nlines & <tags> “quotes”", "E1": "behind a gap",
		"A3": 0.4, "B3": 3, "C3": -1.5e-7, "D3": 12345678901, "E3": true, "F3": false, "G3": 0.1 + 0.2,
		"A4": "_x0041_ is no A", "B4": "tab\tand \x0b", "BL9": "in the last column",
	} {
		set(cell, v)
	}
	require.NoError(t, f.SetCellRichText("Sheet1", "D4", []excelize.RichTextRun{{Text: "bold ", Font: &excelize.Font{Bold: true}}, {Text: "and plain"}}))
	require.NoError(t, f.SetCellFormula("Sheet1", "E4", "A3+B3"))
	for cell, format := range map[string]int{"A6": 9, "B6": 10, "C6": 1} {
		style, err := f.NewStyle(&excelize.Style{NumFmt: format})
		require.NoError(t, err)
		set(cell, 0.25)
		if cell == "C6" {
			set(cell, 3)
		}
		require.NoError(t, f.SetCellStyle("Sheet1", cell, cell, style))
	}
	own := `0.0" "%`
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &own})
	require.NoError(t, err)
	require.NoError(t, f.SetCellStyle("Sheet1", "XFD7", "XFD7", style), "an empty cell far out")
	require.NoError(t, f.MergeCell("Sheet1", "A8", "C8"))
	set("A8", "merged")
	_, err = f.NewSheet("Empty & <odd>")
	require.NoError(t, err)
	_, err = f.NewSheet("Third")
	require.NoError(t, err)
	require.NoError(t, f.SetCellValue("Third", "B2", "alone"))
	require.NoError(t, f.SetSheetVisible("Third", false))
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))

	got, err := workbook(b.Bytes())
	require.NoError(t, err)
	library, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	require.NoError(t, err)
	require.Len(t, got, len(library.GetSheetList()))
	for i, name := range library.GetSheetList() {
		require.Equal(t, name, got[i].name)
		want, err := library.GetRows(name)
		require.NoError(t, err)
		var rows [][]string
		for at, r := range got[i].rows {
			require.Equal(t, span{at + 1, at + 1}, r.lines)
			if want := want[at:]; len(want) > 0 && name == "Sheet1" && at == 5 {
				require.Equal(t, []string{"25%", "25.00%", "3"}, want[0])
				r.cells = want[0] // ours has the digits of the number and not of its format
				require.Equal(t, []string{"25%", "25%", "3"}, got[i].rows[at].cells)
			}
			rows = append(rows, r.cells)
		}
		for len(rows) > len(want) { // it leaves out empty rows at the end
			require.Empty(t, rows[len(rows)-1])
			rows = rows[:len(rows)-1]
		}
		for at := range want {
			require.Equal(t, strings.TrimRight(strings.Join(want[at], "|"), "|"), strings.Join(rows[at], "|"), "%s row %d", name, at+1)
		}
	}
}

// packed is a workbook of the given files.
func packed(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		require.NoError(t, err)
		_, err = w.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

const (
	oneSheet  = `<workbook xmlns="urn:main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"><sheets><sheet name="S" sheetId="7" r:id="a"/><sheet name="Chart" sheetId="8" r:id="b"/></sheets></workbook>`
	oneTarget = `<Relationships><Relationship Id="a" Type="urn:x/worksheet" Target="/xl/sheet.xml"/><Relationship Id="b" Type="urn:x/chartsheet" Target="chart.xml"/><Relationship Id="c" Type="urn:x/sharedStrings" Target="texts.xml"/></Relationships>`
	oneText   = `<sst><si><t>only</t><rPh sb="0" eb="1"><t>how it sounds</t></rPh></si></sst>`
)

func sheet(t *testing.T, rows string) []byte {
	t.Helper()
	return packed(t, "XL/Workbook.xml", oneSheet, "xl/_rels/workbook.xml.rels", oneTarget, "xl/texts.xml", oneText, "xl/sheet.xml", "<worksheet><sheetData>"+rows+"</sheetData></worksheet>")
}

func TestWorkbookReadsWhatOtherProgramsWrite(t *testing.T) {
	got, err := workbook(sheet(t, `<row><c t="inlineStr"><is><r><t>by </t></r><r><t>place</t></r></is></c><c t="s"><v> 0 </v></c><c/><c t="str"><f>A1</f><v>of a formula</v></c></row>`+
		`<row r="3" xml:x="y"><c r="b3" t="e"><v>#N/A</v></c><c r="C3" t="s"><v>9</v></c><c r="D3" t="s"><v>-1</v></c><c r="XFD3" t="s"><v></v></c></row>`))
	require.NoError(t, err)
	require.Equal(t, []namedTable{{"S", []row{
		{cells: []string{"by place", "only", "", "of a formula"}, lines: span{1, 1}},
		{lines: span{2, 2}},
		{cells: []string{"", "#N/A", "9", "-1"}, lines: span{3, 3}},
	}}}, got)
}

func TestWorkbookRefusesWhatItCannotRead(t *testing.T) {
	for name, tt := range map[string]struct {
		file []byte
		want string
	}{
		"no ZIP":                     {[]byte("PK"), "no workbook of at most 16 MiB"},
		"another ZIP":                {packed(t, "a.txt", "b"), "it has no xl/workbook.xml"},
		"no sheet where it is named": {packed(t, "xl/workbook.xml", oneSheet, "xl/_rels/workbook.xml.rels", oneTarget, "xl/texts.xml", oneText), `sheet "S": it has no xl/sheet.xml`},
		"no XML":                     {sheet(t, `<row><c></row>`), `sheet "S": XML syntax error`},
		"a million empty rows":       {sheet(t, `<row r="1000000"/>`), "more than 2000 rows"},
		"a far column":               {sheet(t, `<row><c r="ZZZZZZZZZZZZZZZZZZZZ1" t="str"><v>x</v></c></row>`), "more than 64 columns"},
		"a row twice":                {sheet(t, `<row r="2"/><row r="1"/>`), "row 1 stands behind another"},
		"a cell twice":               {sheet(t, `<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`), "row 1: a cell stands behind another"},
		"a style that is no number":  {sheet(t, `<row><c s="x"><v>1</v></c></row>`), "invalid syntax"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := workbook(tt.file)
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestWorkbookUnpacksNoMoreForSheetsThatShareAFile(t *testing.T) {
	three := strings.Replace(oneSheet, "<sheets>", `<sheets><sheet name="X" r:id="a"/><sheet name="Y" r:id="a"/>`, 1)
	_, err := workbook(packed(t, "xl/workbook.xml", three, "xl/_rels/workbook.xml.rels", oneTarget, "xl/texts.xml", oneText,
		"xl/sheet.xml", "<worksheet><row/>"+strings.Repeat(" ", unpacked*2/5)+"</worksheet>"))
	require.ErrorContains(t, err, `sheet "S": what is in it exceeds 16 MiB`)
}
