package evals

import (
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
)

// An Unfinished run ended with an error that concerns all its readings, such as
// a prompt that is in no recording, or a wrong key. There is nothing to measure,
// but who reads reports and no log has to learn why.
type Unfinished struct {
	Suite   string `json:"suite"` // name@version:hash
	Title   string `json:"title"`
	Message string `json:"error"` // what happened, and in further lines what to do
}

func (u Unfinished) verdict() string { return "NOT FINISHED: " + u.first() }

// first is what happened, in one line.
func (u Unfinished) first() string {
	line, _, _ := strings.Cut(u.Message, "\n")
	return line
}

// WriteJUnit writes one test, which is an error.
func (u Unfinished) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: u.Suite}
	s.made(nil, u.verdict())
	s.Cases = []junitCase{{Class: u.Suite, Name: "the run", Error: &junitWhy{u.first(), u.Message}}}
	return s.write(w)
}

// WriteMarkdown writes it for the summary of a CI run.
func (u Unfinished) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n**Verdict: %s**\n\n```text\n", inline(u.Title), inline(u.verdict()))
	fmt.Fprintln(fenced{&b}, u.Message)
	b.WriteString("```\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteJSON writes it as one object.
func (u Unfinished) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(u)
}

const unfinishedPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>{{.Title}}</title></head>
<body><h1>{{.Title}}</h1><p>Not finished.</p><pre>{{.Message}}</pre></body>
</html>
`

// WriteHTML writes it as a page.
func (u Unfinished) WriteHTML(w io.Writer) error {
	return template.Must(template.New("unfinished").Parse(unfinishedPage)).Execute(w, u)
}
