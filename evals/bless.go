package evals

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"mockstar/evals/metric"
)

// A Blessing is a run that is to become a baseline.
type Blessing struct {
	Marks
	Doubts []string // what speaks against it
}

// ReadBlessing reads what [ReadMarks] does, and refuses what is no whole run:
// of the cases that a baseline has not, no gate can say anything.
func ReadBlessing(name string) (Blessing, error) {
	m, err := ReadMarks(name)
	if err != nil {
		return Blessing{}, err
	}
	r, err := standing(name)
	if err != nil {
		return Blessing{}, err
	}
	lacks, failed := r.Header.lacks(r.Missing, r.Unread), map[string]bool{}
	for _, f := range r.Failures { // though other readings may have made a level
		id, _, _ := strings.Cut(f.Case, " ") // no id has a space, and behind it is how the answer was changed
		failed[id] = true
	}
	labelled, scored := false, false
	for _, e := range m.Entries {
		scored = scored || e.Level > 0
		if e.Unscored == Failed {
			failed[e.Case] = true
		}
		labelled = labelled || e.Reference > 0
	}
	const again = "\ngo on with it: mockstar eval run SUITE --out DIR --resume"
	switch {
	case r.Header.Shard != "":
		err = fmt.Errorf("it is shard %s\nput the shards together first: mockstar eval merge DIR... --format json", r.Header.Shard)
	case lacks != "":
		err = fmt.Errorf("%s%s", lacks, again)
	case len(failed) > 0:
		err = fmt.Errorf("%d of %d cases failed at the provider%s", len(failed), m.Cases(), again)
	case !scored:
		err = fmt.Errorf("none of its %d marks has a level: a gate would have nothing to compare", len(m.Entries))
		if r.Fault != nil {
			err = fmt.Errorf("%w\n%s", err, r.Fault.line())
		}
	}
	if err != nil {
		return Blessing{}, fmt.Errorf("bless %s: %w", name, err)
	}
	b := Blessing{Marks: m}
	if m.Run == RunStub {
		b.Doubts = append(b.Doubts, RunStub.claim())
	}
	if len(r.Header.Filters) > 0 {
		b.Doubts = append(b.Doubts, "it has only the cases chosen by "+strings.Join(r.Header.Filters, " and "))
	}
	if !labelled {
		b.Doubts = append(b.Doubts, "no mark has a reference level, so that no gate can tell better from worse")
	}
	if few := m.fewClusters(); few != "" {
		b.Doubts = append(b.Doubts, few)
	}
	r.Gate = nil // it is about the baseline that this one takes the place of
	v := r.Verdict()
	b.Doubts = append(b.Doubts, append(v.Missed, v.Open...)...)
	return b, nil
}

// standing is what a run or a report came to; nothing is known of a baseline.
func standing(name string) (*Report, error) {
	if info, err := os.Stat(name); err != nil {
		return nil, err
	} else if info.IsDir() {
		h, results, err := Results(name)
		if err != nil {
			return nil, err
		}
		return NewReport(h, results)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r := &Report{}
	if !isReport(b) {
		return r, nil
	}
	var kept struct {
		Header     Header            `json:"header"`
		Missing    int               `json:"missing"`
		Unread     int               `json:"missing_readings"`
		Relations  []RelationResult  `json:"relations"`
		Thresholds []ThresholdResult `json:"thresholds"`
		Failures   []Failure         `json:"failures"`
		Health     Health            `json:"health"`
		Fault      *Fault            `json:"first_fault"`
	}
	if err := json.Unmarshal(b, &kept); err != nil {
		return nil, err
	}
	for i, rel := range kept.Relations {
		if rel.Outcome == "" && rel.Failed { // of before there were outcomes
			kept.Relations[i].Outcome = metric.Regression
		}
	}
	r.Header, r.Missing, r.Unread, r.Relations, r.Thresholds, r.Failures = kept.Header, kept.Missing, kept.Unread, kept.Relations, kept.Thresholds, kept.Failures
	r.Health, r.Fault = kept.Health, kept.Fault
	return r, nil
}

// Write writes the baseline to the file called name, all of it or nothing. What
// a process leaves that is killed meanwhile stands beside it under a name of its
// own, and the next one takes it away. A link stays, and what it names is written.
func (b *Blessing) Write(name string) error {
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		if mode = info.Mode(); !mode.IsRegular() {
			return b.writeTo(name, os.O_WRONLY, 0) // such as /dev/stdout
		}
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	} else if _, there := os.Lstat(name); there == nil {
		return fmt.Errorf("write baseline: %s is a link to what is not there: name the file itself\n%w", name, err)
	}
	dir, base := filepath.Split(name)
	begun := "." + base + ".blessing-"
	if err := sweep(cmp.Or(dir, "."), begun); err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	whole := filepath.Join(dir, begun+strconv.Itoa(os.Getpid())+"-"+rand.Text())
	if err := b.writeTo(whole, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode.Perm()); err != nil {
		return err
	}
	if err := os.Rename(whole, name); err != nil {
		return errors.Join(fmt.Errorf("write baseline: %w", err), os.Remove(whole))
	}
	return nil
}

func (b *Blessing) writeTo(name string, flag int, mode fs.FileMode) error {
	f, err := os.OpenFile(name, flag, mode)
	if err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	if err := errors.Join(b.WriteBaseline(f), f.Close()); err != nil {
		if flag&os.O_CREATE != 0 {
			err = errors.Join(err, os.Remove(name))
		}
		return fmt.Errorf("write baseline: %w", err)
	}
	return nil
}

// Cases is how many cases have marks.
func (m Marks) Cases() int {
	n := 0
	for i, e := range m.Entries {
		if i == 0 || e.Case != m.Entries[i-1].Case {
			n++
		}
	}
	return n
}

// Counted says how many marks there are.
func (m Marks) Counted() string {
	levels, labels := 0, 0
	for _, e := range m.Entries {
		if e.Level > 0 {
			levels++
		}
		if e.Reference > 0 {
			labels++
		}
	}
	return fmt.Sprintf("%d marks of %d cases, %d with a level, %d with a reference", len(m.Entries), m.Cases(), levels, labels)
}

// Instead compares the blessing with the baseline in the file called name,
// whose place it takes. There is no comparison when there is none, and a file
// that is anything else is not to be overwritten.
func (b *Blessing) Instead(name string) (*Comparison, error) {
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("bless: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return nil, nil // such as /dev/stdout, which cannot be read
	}
	text, err := os.ReadFile(name)
	var was Marks
	switch {
	case err != nil:
	case isReport(text):
		err = errors.New("it is a report")
	default:
		was, err = ReadMarks(name)
	}
	if err != nil {
		return nil, fmt.Errorf("bless: %s stands there already and is no baseline: delete it or name another file\n%w", name, err)
	}
	old, _, _ := strings.Cut(was.Suite, "@")
	if now, _, _ := strings.Cut(b.Suite, "@"); old != now {
		b.Doubts = append(b.Doubts, fmt.Sprintf("%s was the baseline of the suite %s, and this is a run of %s", name, old, now))
	}
	c, err := Compare(was, b.Marks, 0)
	if errors.Is(err, ErrOtherCases) {
		b.Doubts = append(b.Doubts, "it has no case and criterion in common with the baseline that stood in "+name)
		return nil, nil
	}
	return c, err
}
