package guide

// A blockKind is what a block of Markdown is to us.
type blockKind string

const (
	heading   blockKind = "heading"
	paragraph blockKind = "paragraph"
	list      blockKind = "list"  // kids are items
	item      blockKind = "item"  // text is its first paragraph, kids the rest
	fence     blockKind = "fence" // kids are what its text reads as
	table     blockKind = "table"
)

// boldLevel is the level of a bold line that serves as a heading: below all
// real ones.
const boldLevel = 7

// A block is a piece of a document with the lines it stands on.
type block struct {
	kind    blockKind
	level   int      // of a heading, 1 to 7
	text    string   // plain, with its line breaks
	lead    string   // the bold words a paragraph or item starts with
	codes   []string // the code an item has in its first paragraph
	quote   bool     // stands in a block quote
	fenced  bool     // stands in a fence
	inside  bool     // an item that is a link to a place in the same page
	head    span     // the lines of the first paragraph of an item
	ordered bool     // a list that counts
	lines   span
	kids    []block
	rows    []row
}

// A row is a row of a table.
type row struct {
	cells []string
	lines span
}

// one is the text as one line.
func (b block) one() string { return squash(b.text) }
