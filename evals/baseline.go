package evals

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The head of a baseline: one line a name, then an empty line, then a line a
// mark.
const (
	headSuite    = "suite"
	headRun      = "run"
	headProgram  = "program"
	headDocument = "document"
	headPrompts  = "prompts"
	headExaminer = "examiner"
	headModel    = "model"
	headModels   = "reported"
	headSamples  = "samples"
	headReaders  = "readers"
	headCluster  = "cluster"
	headEffect   = "effect"
	headAsks     = "asks"
	headReason   = "reason"
)

var heads = []string{headSuite, headRun, headProgram, headDocument, headPrompts, headExaminer, headModel, headModels, headSamples, headReaders, headCluster, headEffect, headAsks, headReason}

// WriteBaseline writes m to be kept under version control: one sorted line for
// each case and criterion, so that a diff shows what moved.
func (m Marks) WriteBaseline(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "# Baseline of mockstar eval: case, criterion, level, reference, group.")
	for _, f := range [][2]string{
		{headSuite, m.Suite}, {headRun, string(m.Run)}, {headProgram, m.Program}, {headDocument, m.Document}, {headPrompts, strings.Join(m.Prompts, ", ")}, {headExaminer, m.Examiner},
		{headModel, m.Model}, {headModels, strings.Join(m.Models, ", ")}, {headSamples, orEmpty(m.Samples)}, {headReaders, string(m.Readers)}, {headCluster, string(m.Cluster)},
		{headEffect, strconv.FormatFloat(m.Effect, 'g', -1, 64)}, {headAsks, strings.Join(m.Asks, "; ")}, {headReason, m.Reason},
	} {
		if value := oneLine(f[1]); value != "" {
			fmt.Fprintf(b, "# %s: %s\n", f[0], value)
		}
	}
	b.WriteByte('\n')
	for _, e := range m.Entries {
		fmt.Fprintln(b, e)
	}
	return b.Flush()
}

func orEmpty(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// oneLine makes white space of every control character, and one blank of all
// white space: a model calls itself what its provider likes, and must not add
// a line of its own.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// ReadMarks reads the levels in name: a baseline, a report in JSON, or the
// folder of a run.
func ReadMarks(name string) (Marks, error) {
	info, err := os.Stat(name)
	if err != nil {
		return Marks{}, fmt.Errorf("read the levels of a baseline, report or run: %w", err)
	}
	if info.IsDir() {
		h, results, err := Results(name)
		if err != nil {
			return Marks{}, err
		}
		t, err := newTable(h, results)
		if err != nil {
			return Marks{}, err
		}
		return (&Report{Header: h, table: t}).Marks(), nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return Marks{}, fmt.Errorf("read the levels of a baseline, report or run: %w", err)
	}
	var m Marks
	if isReport(b) {
		m, err = marksOfReport(b)
	} else {
		m, err = readBaseline(b)
	}
	if err != nil {
		return m, fmt.Errorf("read levels of %s: %w", name, err)
	}
	if m.Suite == "" || len(m.Entries) == 0 {
		return m, fmt.Errorf("read levels of %s: it holds none\ngive a baseline, a report written with --format json, or the folder of a run", name)
	}
	slices.SortFunc(m.Entries, byMark)
	return m, nil
}

// isReport reports whether b is JSON and no baseline.
func isReport(b []byte) bool { return bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) }

func readBaseline(b []byte) (Marks, error) {
	var m Marks
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if text, ok := strings.CutPrefix(line, "# "); ok {
			name, _, _ := strings.Cut(text, ": ")
			if seen[name] {
				return m, fmt.Errorf("line %d: %s stands there twice", n, name)
			}
			seen[name] = slices.Contains(heads, name)
			if err := m.head(text); err != nil {
				return m, fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		if line == "" {
			continue
		}
		e, err := parseEntry(line)
		if err != nil {
			return m, fmt.Errorf("line %d: %w", n, err)
		}
		m.Entries = append(m.Entries, e)
	}
	return m, nil
}

func (m *Marks) head(text string) error {
	name, value, ok := strings.Cut(text, ": ")
	if !ok {
		return nil // a remark
	}
	var err error
	switch name {
	case headSuite:
		m.Suite = value
	case headRun:
		m.Run = RunKind(value)
	case headProgram:
		m.Program = value
	case headDocument:
		m.Document = value
	case headPrompts:
		m.Prompts = strings.Split(value, ", ")
	case headExaminer:
		m.Examiner = value
	case headModel:
		m.Model = value
	case headModels:
		m.Models = strings.Split(value, ", ")
	case headSamples:
		if m.Samples, err = strconv.Atoi(value); err != nil || m.Samples < 1 {
			return fmt.Errorf("the number of samples %q should be a whole number from 1", value)
		}
	case headReaders:
		m.Readers = Readers(value)
	case headCluster:
		if m.Cluster = Cluster(value); !slices.Contains([]Cluster{"", ByGroup, ByCase}, m.Cluster) {
			return fmt.Errorf("the cluster %q should be %s or %s", value, ByGroup, ByCase)
		}
	case headAsks:
		m.Asks = strings.Split(value, "; ")
	case headReason:
		m.Reason = value
	case headEffect:
		if m.Effect, err = strconv.ParseFloat(value, 64); err != nil {
			return fmt.Errorf("the effect %q is no number", value)
		}
		err = CheckEffect(m.Effect)
	}
	return err
}

func marksOfReport(b []byte) (Marks, error) {
	var r struct {
		Header  Header   `json:"header"`
		Prompts []string `json:"prompts"`
		Models  []string `json:"models"`
		Levels  []string `json:"levels"`
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return Marks{}, err
	}
	if r.Header.Suite == "" {
		return Marks{}, errors.New("it is no report of eval run")
	}
	if err := CheckEffect(r.Header.Effect); err != nil {
		return Marks{}, err
	}
	m := (&Report{Header: r.Header, Prompts: r.Prompts, Models: r.Models}).Marks()
	for _, line := range r.Levels {
		e, err := parseEntry(line)
		if err != nil {
			return m, err
		}
		m.Entries = append(m.Entries, e)
	}
	return m, nil
}
