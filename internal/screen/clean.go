// Package screen is everything between the program and a terminal: cleaning,
// styling and wrapping what is shown, and reading replies from an editor box
// or a pipe.
//
// Its rule: text that others wrote (a candidate, a model, a file) never
// reaches the terminal uncleaned. [Printer] keeps the rule for its callers;
// [NewWriter] keeps it for code that wants an io.Writer.
package screen

import (
	"fmt"
	"io"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Clean returns s with everything taken out that could act on a terminal or
// hide text from a reader. Newline and tab stay, CR LF becomes a newline.
// Shown as an escape such as \x1b, \u202e or \xff: other control characters,
// bidirectional controls and further format characters, tag characters and
// other invisible code points, line separators, stray variation selectors,
// and bytes that are no UTF-8. Dropped: soft hyphen, byte order mark and the
// two zero-width joiners, which honest text uses and which only change how
// their neighbours look; a joined emoji shows as its parts.
//
// Clean(Clean(s)) == Clean(s), and the result is at most four times as long.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var c cleaner
	dst, _ := c.appendClean(make([]byte, 0, len(s)+16), s, true)
	return string(dst)
}

// isClean reports whether s is plain ASCII text that Clean would not change.
func isClean(s string) bool {
	for i := range len(s) {
		if b := s[i]; b >= 0x7f || b < ' ' && b != '\n' && b != '\t' {
			return false
		}
	}
	return true
}

// NewWriter returns a writer that passes on to w what [Clean] makes of the
// bytes written, however they are split over calls. The bytes of a rune, or a
// CR, at the end of one call wait for the next; what still waits when the
// writer is dropped is never shown. It can be used by several goroutines.
func NewWriter(w io.Writer) io.Writer { return &cleanWriter{w: w} }

type cleanWriter struct {
	mu   sync.Mutex
	w    io.Writer
	c    cleaner
	held string // the end of the last call: part of a rune, or a CR
}

func (w *cleanWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []byte
	out, w.held = w.c.appendClean(nil, w.held+string(p), false)
	if len(out) == 0 {
		return len(p), nil
	}
	if _, err := w.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// A cleaner carries over what must be known of the text before.
type cleaner struct {
	based bool // the last rune shown can take a variation selector
}

// appendClean appends clean s to dst. Unless s is final, it leaves the rest of
// s that the next bytes decide about: part of a rune, or a CR.
func (c *cleaner) appendClean(dst []byte, s string, final bool) (out []byte, rest string) {
	for s != "" {
		if !final && (s == "\r" || !utf8.FullRuneInString(s)) {
			return dst, s
		}
		r, n := utf8.DecodeRuneInString(s)
		cur := s[:n]
		s = s[n:]
		switch {
		case r == utf8.RuneError && n == 1:
			dst = fmt.Appendf(dst, `\x%02x`, cur[0])
			c.based = false
		case r == '\n' || r == '\t':
			dst = append(dst, cur...)
			c.based = false
		case r == '\r' && s != "" && s[0] == '\n', isJoiner(r):
			// Dropped.
		case r < ' ' || r == 0x7f:
			dst = fmt.Appendf(dst, `\x%02x`, r)
			c.based = false
		case unicode.Is(unicode.Variation_Selector, r) && c.based:
			dst = append(dst, cur...)
			c.based = false // a second selector in a row would only smuggle data
		case isHidden(r):
			dst = appendEscape(dst, r)
			c.based = false
		default:
			dst = append(dst, cur...)
			c.based = !unicode.IsSpace(r)
		}
	}
	return dst, ""
}

func appendEscape(dst []byte, r rune) []byte {
	if r > 0xffff {
		return fmt.Appendf(dst, `\U%08x`, r)
	}
	return fmt.Appendf(dst, `\u%04x`, r)
}

// isJoiner reports whether r is invisible and has an honest use in prose.
func isJoiner(r rune) bool {
	return r == 0xad || r == 0x200c || r == 0x200d || r == 0xfeff
}

// isHidden reports whether r has no picture of its own.
func isHidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}
