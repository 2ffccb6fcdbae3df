package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"mockstar/internal/screen"
)

// checkFormat refuses a --format that a command does not write.
func checkFormat(command, format string, formats ...string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return usagef("%s: unknown --format %q; there are %s", command, format, strings.Join(formats, ", "))
}

// writeJSON writes v as indented JSON to the results.
func (a *app) writeJSON(v any) error {
	enc := json.NewEncoder(a.jsonOut())
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

// jsonOut are the results for what writes JSON. It takes the place of a.out,
// which would write the escapes of a terminal instead of those of JSON.
func (a *app) jsonOut() io.Writer { return &jsonWriter{w: a.streams.out} }

// A jsonWriter passes on what [visibleJSON] makes of the bytes written. Part of
// a rune at the end of one call waits for the next.
type jsonWriter struct {
	w    io.Writer
	held []byte
}

func (w *jsonWriter) Write(p []byte) (int, error) {
	b := append(w.held, p...)
	whole := len(b)
	for i := max(0, whole-utf8.UTFMax); i < whole; i++ {
		if utf8.RuneStart(b[i]) && !utf8.FullRune(b[i:]) {
			whole = i
		}
	}
	w.held = bytes.Clone(b[whole:])
	if _, err := w.w.Write(visibleJSON(b[:whole])); err != nil {
		return 0, err
	}
	return len(p), nil
}

// visibleJSON writes every character that a terminal would act on or hide as
// the \u escape of JSON, so that JSON is safe to look at and still means the
// same. In valid JSON such characters stand only inside strings.
func visibleJSON(b []byte) []byte {
	plain := func(c byte) bool { return c < utf8.RuneSelf && c != 0x7f }
	if !slices.ContainsFunc(b, func(c byte) bool { return !plain(c) }) {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case n == 1 && plain(b[0]) || screen.Clean(string(r)) == string(r):
			out = append(out, b[:n]...)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[n:]
	}
	return out
}

// criteria is "1 criterion" or "4 criteria".
func criteria(n int) string {
	if n == 1 {
		return "1 criterion"
	}
	return fmt.Sprintf("%d criteria", n)
}

// counted is "1 question" or "4 questions".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
