package main

import (
	"io"
	"time"

	"mockstar/internal/screen"
)

// An app is what every command is built from. Commands take what they need
// from it and open nothing before they run.
type app struct {
	streams streams
	out     io.Writer     // results; control characters are made harmless
	errw    *screen.Notes // everything else, made harmless too
	getenv  func(string) string
	now     func() time.Time

	model     string // --model
	document  string // --document
	home      string // --home
	localOnly bool   // --local-only
	plainHTTP bool   // --plain-http
}

func newApp(s streams, getenv func(string) string) *app {
	return &app{
		streams: s, out: screen.NewWriter(s.out), errw: screen.NewNotes(s.err, getenv),
		getenv: getenv, now: time.Now,
	}
}

// printer shows results to a person, styled where the output can show it.
func (a *app) printer() *screen.Printer { return screen.NewPrinter(a.streams.out, a.getenv) }
