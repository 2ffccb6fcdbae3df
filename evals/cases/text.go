package cases

import (
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"mockstar/rubric"
)

// Problems is everything wrong with a source, as one error. Each names its
// file, line and column.
type Problems []rubric.Problem

const shownProblems = 20

func (ps Problems) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "import cases: %d problem", len(ps))
	if len(ps) != 1 {
		b.WriteByte('s')
	}
	for _, p := range ps[:min(len(ps), shownProblems)] {
		b.WriteString("\n" + p.String())
	}
	if more := len(ps) - shownProblems; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

// readText reads a file as text in UTF-8, without a byte order mark.
func readText(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxSource+1))
	switch {
	case err != nil:
		return "", err
	case len(b) > MaxSource:
		return "", fmt.Errorf("%s is larger than %d MiB: import it in parts", name, MaxSource>>20)
	case !utf8.Valid(b):
		return "", fmt.Errorf("%s is not text in UTF-8: save it so", name)
	}
	text := strings.TrimPrefix(string(b), "\uFEFF")
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

// visible is s without characters that a document may not hold.
func visible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r', r == '\u2028', r == '\u2029':
			return '\n'
		case unicode.IsControl(r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s))
}

// oneLine is s on one line, short enough for a title.
func oneLine(s string) string { return clip(strings.Join(strings.Fields(visible(s)), " "), 120) }

func clip(s string, most int) string {
	if rs := []rune(s); len(rs) > most {
		return strings.TrimSpace(string(rs[:most-1])) + "…"
	}
	return s
}

var notSlug = lazily(`[^a-z0-9]+`)

// fillers say nothing in an id.
var fillers = map[string]bool{"the": true, "a": true, "an": true, "is": true, "are": true, "of": true, "to": true, "and": true, "in": true, "that": true, "it": true, "response": true, "output": true, "answer": true, "s": true}

// slug makes an id of the first words of s that say something; it is empty
// when none has Latin letters.
func slug(s string, words int) string {
	var parts []string
	for w := range strings.SplitSeq(notSlug().ReplaceAllString(strings.ToLower(s), "-"), "-") {
		if w != "" && !fillers[w] && len(parts) < words {
			parts = append(parts, w)
		}
	}
	id := strings.Join(parts, "-")
	return strings.Trim(id[:min(len(id), 48)], "-")
}

// taggable reports whether v can be a slice: a short text.
func taggable(v string) bool { return !blank(v) && len(v) <= 60 && !strings.Contains(v, "\n") }
