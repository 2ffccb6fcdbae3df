package hostile

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A plain text is a line as the rules for flags read it: small letters,
// compatibility forms such as full-width letters resolved, one quote mark for
// all, nothing invisible, and "_" for what is quoted.
type plain struct {
	text string
	at   []int32 // offset in the line of each byte, and of the end; nil where each is its own
}

// offset is where in the line the byte at i of the text stands.
func (p plain) offset(i int) int {
	if p.at == nil {
		return i
	}
	return int(p.at[i])
}

func plainly(line string) plain {
	b := make([]byte, 0, len(line))
	for i := range len(line) {
		if line[i] >= utf8.RuneSelf || plainASCII[line[i]] == 0 {
			return plainlyRunes(line, b)
		}
		b = append(b, plainASCII[line[i]])
	}
	return plain{text: unquoted(string(b))}
}

// plainlyRunes is plainly for a line with other characters than those of ASCII
// that show: begun is what became of the bytes before the first of them.
func plainlyRunes(line string, begun []byte) plain {
	b, at := begun, make([]int32, len(begun), len(line)+1)
	for i := range at {
		at[i] = int32(i)
	}
	for i, r := range line[len(begun):] {
		i := int32(i + len(begun))
		if r < utf8.RuneSelf {
			if c := plainASCII[r]; c != 0 {
				b, at = append(b, c), append(at, i)
			}
			continue
		}
		switch {
		case r == '\u2019':
			r = '\''
		case unicode.Is(unicode.Quotation_Mark, r):
			r = '"'
		case Invisible(r):
			continue
		}
		s := strings.ToLower(norm.NFKC.String(string(unicode.ToLower(r))))
		b = append(b, s...)
		for range len(s) {
			at = append(at, i)
		}
	}
	return plain{unquoted(string(b)), append(at, int32(len(line)))}
}

// plainASCII is what becomes of each character of ASCII, 0 for nothing.
var plainASCII = func() (table [utf8.RuneSelf]byte) {
	for i := range table {
		switch r := rune(i); {
		case r == '\r': // a terminal goes back to where the line begins
			table[i] = '\n'
		case r == '`':
			table[i] = '"'
		case !Invisible(r):
			table[i] = byte(unicode.ToLower(r))
		}
	}
	return table
}()

// quotation finds quoted text of three words and more on one line of text.
var quotation = lazily(`"[^"\s]+(?:[ \t]+[^"\s]+){2,}[ \t]*"|(?:^|[\s(:])'[^'\s]+(?:[ \t]+[^\s]+?){1,60}[ \t]+[^\s']+'(?:$|[\s.,;:!?)])`)

// quotes reports whether there could be a quotation in text. Most texts have
// apostrophes only.
func quotes(text string) bool {
	double, single := 0, false
	for i := range len(text) {
		switch text[i] {
		case '"':
			if double++; double == 2 {
				return true
			}
		case '\'':
			if single && (i+1 == len(text) || strings.IndexByte(" \t\n\f\r.,;:!?)", text[i+1]) >= 0) {
				return true
			}
			single = single || i == 0 || strings.IndexByte(" \t\n\f\r(:", text[i-1]) >= 0
		}
	}
	return false
}

// unquoted blanks the quotations of text, unless a line holds little else: who
// quotes an attack within a sentence speaks about it.
func unquoted(text string) string {
	const frame = 3 // words around a quotation
	if !quotes(text) {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !quotes(line) {
			b.WriteString(line)
			continue
		}
		blanked := quotation().ReplaceAllStringFunc(line, func(s string) string {
			open := strings.IndexAny(s, `"'`)
			return s[:open] + strings.Repeat("_", len(s)-open)
		})
		if len(strings.Fields(strings.ReplaceAll(blanked, "_", ""))) >= frame {
			line = blanked
		}
		b.WriteString(line)
	}
	return b.String()
}

// A clause is a part of a sentence, up to a colon.
type clause struct {
	start, end int
	line       int // where its line ends
	// before is what leads to the clause: the sentence so far, or the line
	// ending in a colon that introduces the clause's line or list.
	before string
}

var listItem = lazily(`^\s*(?:[-*•]|\(?\d{1,2}[.)])\s`)

// An ending is how a part of a text ends: with one of the signs, where at says.
type ending struct {
	signs [256]bool
	at    func(text string, i int) int
}

var sentenceEnds, clauseEnds = newEnding(".!?;<-", sentenceEnd), newEnding(":", clauseEnd)

func newEnding(signs string, at func(string, int) int) *ending {
	e := &ending{at: at}
	for _, b := range []byte(signs) {
		e.signs[b] = true
	}
	return e
}

// sentenceEnd returns where the sentence, or part of one set off like a
// sentence, ends that has the sign at i of text; 0 when it ends none.
func sentenceEnd(text string, i int) int {
	switch text[i] {
	case '.', '!', '?':
		j := i + 1
		for j < len(text) && strings.IndexByte(`"')]*`, text[j]) >= 0 {
			j++
		}
		return blankAt(text, j)
	case ';':
		return blankAt(text, i+1)
	case '<':
		if strings.HasPrefix(text[i:], "<!--") {
			return i + 4
		}
	case '-':
		if strings.HasPrefix(text[i:], "-->") {
			return i + 3
		}
	}
	return 0
}

// clauseEnd is the same for clauses, which end at a colon.
func clauseEnd(text string, i int) int {
	if text[i] == ':' {
		return blankAt(text, i+1)
	}
	return 0
}

// blankAt returns where the blank at i ends, the end of text if that is there,
// and else 0.
func blankAt(text string, i int) int {
	if i == len(text) {
		return i
	}
	if strings.IndexByte(" \t\n\f\r", text[i]) >= 0 {
		return i + 1
	}
	return 0
}

// clauses splits text.
func clauses(text string) []clause {
	var cs []clause
	intro := ""
	for _, line := range lines(text) {
		before, last := intro, ""
		for _, s := range split(sentenceEnds, text, line) {
			parts := [][2]int{s}
			if strings.Contains(text[s[0]:s[1]], ":") {
				parts = split(clauseEnds, text, s)
			}
			for _, c := range parts {
				cs = append(cs, clause{c[0], c[1], line[1], before})
				before = tail(before + text[c[0]:c[1]])
			}
			before, last = "", tail(text[s[0]:s[1]])
		}
		switch whole := text[line[0]:line[1]]; {
		case strings.HasSuffix(strings.TrimSpace(whole), ":"):
			intro = last
		case intro != "" && !listItem().MatchString(whole):
			intro = ""
		}
	}
	return cs
}

// reach is how far from a clause we look, so that a line of many clauses takes
// no longer than many lines.
const reach = 400

func tail(text string) string { return text[max(0, len(text)-reach):] }

// lines returns where the lines of text are that hold something.
func lines(text string) [][2]int {
	var out [][2]int
	start := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			out = append(out, [2]int{start, start + len(line)})
		}
		start += len(line)
	}
	return out
}

// split cuts a part of text after each end.
func split(end *ending, text string, part [2]int) [][2]int {
	var parts [][2]int
	text = text[:part[1]]
	from := part[0]
	for i := from; i < len(text); {
		if !end.signs[text[i]] {
			i++
			continue
		}
		j := end.at(text, i)
		if j == 0 {
			i++
			continue
		}
		parts = append(parts, [2]int{from, j})
		from, i = j, j
	}
	if from < len(text) {
		parts = append(parts, [2]int{from, len(text)})
	}
	return parts
}

// Invisible reports whether r shows nothing and is no white space. Some such
// characters, the Hangul fillers for one, count as letters.
func Invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.IsControl(r) && !unicode.IsSpace(r)
}
