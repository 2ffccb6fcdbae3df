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
	at   []int // offset in the line of each byte, and of the end
}

func plainly(line string) plain {
	var b strings.Builder
	p := plain{at: make([]int, 0, len(line)+1)}
	for i, r := range line {
		switch {
		case r == '\r':
			r = '\n' // a terminal goes back to where the line begins
		case r == '\u2019':
			r = '\''
		case r == '`' || r != '\'' && unicode.Is(unicode.Quotation_Mark, r):
			r = '"'
		case invisible(r):
			continue
		}
		s := string(unicode.ToLower(r))
		if r >= utf8.RuneSelf {
			s = strings.ToLower(norm.NFKC.String(s))
		}
		b.WriteString(s)
		for range len(s) {
			p.at = append(p.at, i)
		}
	}
	p.text, p.at = unquoted(b.String()), append(p.at, len(line))
	return p
}

// quotation finds quoted text of three words and more on one line of text.
var quotation = lazily(`"[^"\s]+(?:[ \t]+[^"\s]+){2,}[ \t]*"|(?:^|[\s(:])'[^'\s]+(?:[ \t]+[^\s]+?){1,60}[ \t]+[^\s']+'(?:$|[\s.,;:!?)])`)

// quotes reports whether a quotation could begin in line. Most lines have
// apostrophes only.
func quotes(line string) bool {
	for i := range len(line) {
		if line[i] == '"' || line[i] == '\'' && (i == 0 || strings.IndexByte(" \t\n\v\f\r(:", line[i-1]) >= 0) {
			return true
		}
	}
	return false
}

// unquoted blanks the quotations of text, unless a line holds little else: who
// quotes an attack within a sentence speaks about it.
func unquoted(text string) string {
	const frame = 3 // words around a quotation
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

var (
	sentenceEnd = lazily(`[.!?]["')\]*]*(?:\s|$)|;(?:\s|$)|<!--|-->`)
	clauseEnd   = lazily(`:(?:\s|$)`)
	listItem    = lazily(`^\s*(?:[-*•]|\(?\d{1,2}[.)])\s`)
)

// clauses splits text.
func clauses(text string) []clause {
	var cs []clause
	intro := ""
	for _, line := range lines(text) {
		before, last := intro, ""
		for _, s := range split(sentenceEnd, text, line) {
			parts := [][2]int{s}
			if strings.Contains(text[s[0]:s[1]], ":") {
				parts = split(clauseEnd, text, s)
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
		case !listItem().MatchString(whole):
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

// split cuts a part of text after each match of sep.
func split(sep pattern, text string, part [2]int) [][2]int {
	var parts [][2]int
	from, end := part[0], part[1]
	for _, m := range sep().FindAllStringIndex(text[part[0]:end], -1) {
		parts = append(parts, [2]int{from, part[0] + m[1]})
		from = part[0] + m[1]
	}
	if from < end {
		parts = append(parts, [2]int{from, end})
	}
	return parts
}

// invisible reports whether r shows nothing and is no white space.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.IsControl(r) && !unicode.IsSpace(r)
}
