package main

import (
	"bufio"
	"bytes"
	"context"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"mockstar/internal/strictjson"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// maxBatchLine bounds one line of a batch: the longest answer, escaped.
const maxBatchLine = 1 << 20

// A batchLine is one answer of a batch. An answer that is empty gets a sheet
// that says so, one that is not there is a mistake in the file.
type batchLine struct {
	ID       string  `json:"id"`
	Question string  `json:"question"`
	Answer   *string `json:"answer"`
}

// A job is one line on its way: done is closed when sheet or err is there.
type job struct {
	number int
	id     string
	sheet  rubric.Sheet
	err    error
	done   chan struct{}
}

// gradeBatch grades every line and writes the sheets in the order of the
// lines. At most twice the concurrency is held in memory. Bad lines are
// reported as file:line; they make the end exit 2, after all others were graded.
func (a *app) gradeBatch(ctx context.Context, o gradeOptions) error {
	if o.format != "" && o.format != "jsonl" {
		return usagef("grade: a batch is written as jsonl, not %q", o.format)
	}
	if o.concurrency < 1 || o.concurrency > maxConcurrency {
		return usagef("grade: --concurrency must be from 1 to %d", maxConcurrency)
	}
	doc, err := a.load()
	if err != nil {
		return err
	}
	grader, err := a.grader(a.spec(), o.samples, o.perCriterion)
	if err != nil {
		return err
	}
	in, name, err := a.input(o.batch)
	if err != nil {
		return usagef("read batch: %w", err)
	}
	defer in.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b := batch{a, name, doc, lexical.NewGuesser(doc), grader, o}
	jobs := make(chan *job, o.concurrency)
	var scanErr error
	go func() {
		defer close(jobs)
		scanErr = b.feed(ctx, in, jobs)
	}()
	bad, err := b.collect(jobs)
	cancel()
	for range jobs { // let the feeder and what it started come to an end
	}
	switch {
	case err != nil:
		return err
	case scanErr != nil:
		return scanErr
	case bad > 0:
		return usagef("grade batch: %d of the lines of %s could not be graded; they are named above", bad, name)
	}
	return nil
}

// A batch is what all its lines are graded with.
type batch struct {
	app     *app
	name    string // of the file, for errors
	doc     *rubric.Document
	guesser *lexical.Guesser
	grader  interviewer.Grader
	options gradeOptions
}

// feed starts a job for every line, as many at a time as jobs has room for.
func (b batch) feed(ctx context.Context, in io.Reader, jobs chan<- *job) error {
	running := make(chan struct{}, b.options.concurrency)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxBatchLine)
	number := 0
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		j := &job{number: number, done: make(chan struct{})}
		line = slices.Clone(line)
		select {
		case running <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		go func() {
			defer func() { close(j.done); <-running }()
			j.sheet, j.err = b.grade(ctx, line)
			j.id = j.sheet.ID
		}()
		select {
		case jobs <- j:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return usagef("read batch: %s:%d: the line is longer than %d KiB", b.name, number+1, maxBatchLine>>10)
	}
	return lines.Err()
}

func (b batch) grade(ctx context.Context, line []byte) (rubric.Sheet, error) {
	var in batchLine
	if err := strictjson.Unmarshal(line, &in); err != nil {
		var at *strictjson.Error
		if errors.As(err, &at) {
			err = fmt.Errorf("%w (column %d)", err, at.Column)
		}
		return rubric.Sheet{}, usagef(`expected {"id","question","answer"}: %w`, err)
	}
	if in.Question == "" {
		in.Question = b.options.question
	}
	if in.ID == "" || in.Question == "" {
		return rubric.Sheet{}, usagef(`"id" and "question" must not be missing or empty`)
	}
	if in.Answer == nil {
		return rubric.Sheet{ID: in.ID}, usagef(`"answer" is missing; who said nothing has ""`)
	}
	answer := *in.Answer
	q, note, err := pickQuestion(b.doc, b.guesser, in.Question, answer)
	if err != nil {
		return rubric.Sheet{ID: in.ID}, err
	}
	// What is empty or too long gets a sheet that says so, as any other answer.
	var sheet rubric.Sheet
	said := rubric.Said(answer)
	if long := rubric.TooLongToGrade(q, said); long != nil {
		sheet = q.Assess(said, long)
		sheet.Model = b.app.spec()
	} else if sheet, err = b.grader.Grade(ctx, q, said); err != nil {
		return rubric.Sheet{ID: in.ID}, err
	}
	sheet.ID = in.ID
	if guessed, _, _ := strings.Cut(note, "\n"); guessed != "" {
		sheet.Warnings = append(sheet.Warnings, guessed)
	}
	b.app.stampSheet(b.doc, &sheet)
	return sheet, nil
}

// collect writes finished jobs in order and counts the bad ones. An error that
// is not the line's own ends the batch.
func (b batch) collect(jobs <-chan *job) (bad int, err error) {
	out := bufio.NewWriter(b.app.jsonOut())
	defer func() { err = errors.Join(err, out.Flush()) }()
	enc := stdjson.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for j := range jobs {
		<-j.done
		var usage usageError
		switch {
		case errors.As(j.err, &usage):
			bad++
			fmt.Fprintf(b.app.errw, "%s:%d: %v\n", b.name, j.number, j.err)
		case j.err != nil:
			return bad, fmt.Errorf("grade batch: %s:%d: %w", b.name, j.number, j.err)
		default:
			if err := enc.Encode(j.sheet); err != nil {
				return bad, fmt.Errorf("write sheet: %w", err)
			}
		}
	}
	return bad, nil
}
