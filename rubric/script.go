package rubric

import (
	"slices"
	"strings"
	"sync/atomic"
)

// A script is what a question and its criteria say, made ready to tell who
// only says it again.
type script struct {
	text     string      // of the question
	criteria []Criterion // with what is said of each alone
	runs     map[uint64]bool
	folded   string
	// words are those between blanks in folded: no text that has another one
	// between blanks is in there, and to look that up is quicker.
	words map[string]bool
}

// A scriptMemo keeps the script of a loaded question, which is made when the
// first answer to it is assessed.
type scriptMemo = atomic.Pointer[script]

// script returns the script of q. One that was kept is of use only while it
// says what q says: a copy of q with other criteria shares the memo.
func (q Question) script() *script {
	if q.memo == nil {
		return newScript(q)
	}
	if s := q.memo.Load(); s != nil && s.of(q) {
		return s
	}
	s := newScript(q)
	q.memo.Store(s)
	return s
}

func newScript(q Question) *script {
	s := &script{text: q.Text, runs: map[uint64]bool{}, words: map[string]bool{}}
	texts := []string{q.Text}
	for _, c := range q.Criteria {
		s.criteria = append(s.criteria, Criterion{Meaning: c.Meaning, Probe: c.Probe, Levels: slices.Clone(c.Levels)})
		texts = append(append(texts, c.Meaning, c.Probe), c.Levels...)
		for _, text := range append([]string{c.Meaning}, c.Levels...) {
			hashes, _ := plainWords(text)
			for _, run := range runs(hashes) {
				s.runs[run] = true
			}
		}
	}
	s.folded = fold(strings.Join(texts, "\x00")).text
	for w := range strings.SplitSeq(s.folded, " ") {
		s.words[w] = true
	}
	return s
}

// of reports whether s is the script of q.
func (s *script) of(q Question) bool {
	return s.text == q.Text && slices.EqualFunc(s.criteria, q.Criteria, func(a, b Criterion) bool {
		return a.Meaning == b.Meaning && a.Probe == b.Probe && slices.Equal(a.Levels, b.Levels)
	})
}

// says reports whether the folded text is in s.
func (s *script) says(text string) bool {
	_, rest, _ := strings.Cut(text, " ")
	for {
		word, more, ok := strings.Cut(rest, " ")
		if !ok {
			return strings.Contains(s.folded, text)
		}
		if !s.words[word] {
			return false
		}
		rest = more
	}
}
