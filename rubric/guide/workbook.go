package guide

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// A workbook is a ZIP of XML files (ECMA-376, part 1, SpreadsheetML). A rubric
// needs the texts of its cells: of the styles no more than the percent sign,
// and of a formula what it came to.

// unpacked is how much a workbook may hold once unpacked: a bomb of a few
// kilobytes would hold gigabytes.
const unpacked = 16 << 20

var errUnpacked = fmt.Errorf("what is in it exceeds %d MiB", unpacked>>20)

// workbook reads the sheets of a workbook.
func workbook(b []byte) ([]namedTable, error) {
	w, err := openBook(b)
	if err != nil {
		return nil, fmt.Errorf("it is no workbook of at most %d MiB unpacked: %w", unpacked>>20, err)
	}
	var out []namedTable
	for _, sheet := range w.sheets {
		text, err := w.text(sheet.file)
		if err == nil {
			var rows []row
			rows, err = w.cells.rows(text)
			out = append(out, namedTable{sheet.name, rows})
		}
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", sheet.name, err)
		}
	}
	return out, nil
}

// A pack is the files of a workbook, of which so many bytes may still be read.
type pack struct {
	files []*zip.File
	left  int64
}

// A book is a workbook whose sheets can be read.
type book struct {
	pack
	cells  cells
	sheets []struct{ name, file string }
}

func openBook(b []byte) (*book, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	w := &book{pack: pack{z.File, unpacked}}
	for claimed, i := uint64(0), 0; i < len(z.File); i++ {
		if claimed += min(z.File[i].UncompressedSize64, unpacked+1); claimed > unpacked {
			return nil, errUnpacked
		}
	}
	var root struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			Link string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []link `xml:"Relationship"`
	}
	if err := errors.Join(w.read("xl/workbook.xml", &root), w.read("xl/_rels/workbook.xml.rels", &links)); err != nil {
		return nil, err
	}
	for _, l := range links.All {
		switch l.kind() {
		case "sharedStrings":
			err = w.readShared(l.file())
		case "styles":
			err = w.read(l.file(), &w.cells.styles)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, sheet := range root.Sheets {
		i := slices.IndexFunc(links.All, func(l link) bool { return l.ID == sheet.Link && l.kind() == "worksheet" })
		if i >= 0 { // a chart of its own has no cells
			w.sheets = append(w.sheets, struct{ name, file string }{sheet.Name, links.All[i].file()})
		}
	}
	return w, nil
}

// text unpacks a file. Its name may be written in other letters.
func (p *pack) text(name string) ([]byte, error) {
	i := slices.IndexFunc(p.files, func(f *zip.File) bool { return strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) })
	if i < 0 {
		return nil, fmt.Errorf("it has no %s", name)
	}
	r, err := p.files[i].Open()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(r, p.left+1)) // several sheets may name one file
	if p.left -= int64(len(b)); p.left < 0 {
		err = errUnpacked
	}
	return b, errors.Join(err, r.Close())
}

func (p *pack) read(name string, v any) error {
	b, err := p.text(name)
	if err == nil {
		if err = xml.Unmarshal(b, v); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
	}
	return err
}

// readShared reads the texts that cells have by number. They are read one by
// one, as cells are: what is empty takes little of a file and much of memory.
func (w *book) readShared(name string) error {
	text, err := w.text(name)
	if err != nil {
		return err
	}
	return elements(text, func(d *xml.Decoder, at xml.StartElement) error {
		if at.Name.Local != "si" {
			return nil
		}
		var r rich
		err := d.DecodeElement(&r, &at)
		w.cells.shared = append(w.cells.shared, r.String())
		return err
	})
}

// elements visits the elements of a file as they begin.
func elements(text []byte, visit func(*xml.Decoder, xml.StartElement) error) error {
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if at, ok := token.(xml.StartElement); ok {
			err = visit(d, at)
		}
		if err != nil {
			return err
		}
	}
}

// A link tells where a part of the workbook stands.
type link struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"` // an address that ends in the kind
	Target string `xml:"Target,attr"`
}

func (l link) kind() string { return path.Base(l.Type) }

func (l link) file() string {
	if rest, ok := strings.CutPrefix(l.Target, "/"); ok {
		return path.Clean(rest)
	}
	return path.Join("xl", l.Target)
}
