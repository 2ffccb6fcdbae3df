package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// questions are those of the suite, in turn.
var questions = []string{"production-failure", "mentoring", "complex-system"}

const (
	opening = "We lost a region for two hours and I led the people who brought it back."
	mark    = "Ticket-" // stands before the id of a case in its answer
	yaml    = "name: load\nversion: 1\ntitle: Load\nkind: grading\nreaders: people\ncases: cases.jsonl\n"
)

// filler makes an answer of about 300 words.
var filler = strings.Repeat(" I read the dashboards, found the queue that had stopped, and moved its work by hand while others wrote to our customers.", 13)

func caseID(i int) string { return fmt.Sprintf("c%06d", i) }

// answer is the answer of a case; no two are alike.
func answer(i int) string { return opening + " " + mark + caseID(i) + "." + filler }

// writeSuite writes a suite of n answers to the questions in turn, and returns
// its file.
func writeSuite(dir string, n int, questions ...string) (string, error) {
	f, err := os.Create(filepath.Join(dir, "cases.jsonl"))
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(f)
	for i := range n {
		fmt.Fprintf(w, `{"id":"%s","group":"g%d","question":"%s","answer":"%s","labels":[{"rater":"kim","criterion":"action","level":%d},{"rater":"kim","criterion":"result","level":%d}]}`+"\n",
			caseID(i), i%500, questions[i%len(questions)], answer(i), 1+i%5, 1+i/5%5)
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	if err := f.Close(); err != nil {
		return "", err
	}
	file := filepath.Join(dir, "suite.yaml")
	return file, os.WriteFile(file, []byte(yaml), 0o600)
}

// caseIn finds the id of the case that a request is about.
func caseIn(text string) string {
	_, at, ok := strings.Cut(text, mark)
	if !ok || len(at) < 7 {
		return ""
	}
	return at[:7]
}
