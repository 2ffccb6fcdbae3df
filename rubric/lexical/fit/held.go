package main

import (
	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/element"
)

// The facts about a sentence whose weights are held to one side, by name.
var (
	figured  = names("@figure", "@two figures", "@three figures", "@pair", "@date", "@outcome with figure", "@past with figure", "@act with figure", "@target with figure")
	personal = names("@own", "@two own", "@firm", "@elided", "@present", "@first person", "@target in first person")
	shared   = names("@shared")
	opens    = names("@opens", "@early")
	closes   = names("@late")
)

func names(ns ...string) map[string]bool {
	out := map[string]bool{}
	for _, n := range ns {
		out[n] = true
	}
	return out
}

// held tells which way the weight of a sign may go for an element. More figures
// must not make an outcome weaker, nor "we" anything stronger than "I" but an
// act of "we"; and where a sentence stands counts only for the scene and the
// lesson, so that padding moves nothing else.
func held(s element.Sign, e element.Element) learn.Hold {
	switch n := s.First; {
	case figured[n], personal[n] && e != element.Shared, opens[n] && e == element.Scene, closes[n] && e == element.Lesson:
		return learn.Up
	case opens[n], closes[n]:
		return learn.Never
	case shared[n] && e != element.Shared:
		return learn.Down
	}
	return learn.Free
}

// shows reports whether s may tell what a sentence speaks to: a word may, and
// what the sentence does, but not where it stands nor who acts in it.
func shows(s element.Sign) bool {
	n := s.First
	return s.Second == "" && !opens[n] && !closes[n] && !personal[n] && !shared[n]
}
