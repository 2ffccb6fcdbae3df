// Package stub is a model that replies by script: no network, no chance. It
// proves that the program around a model works, never that a model is good.
package stub

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"mockstar/internal/llm"
)

// A Step is one request that a script expects, and the reply to it.
type Step struct {
	Prompt string   // name of the prompt it must be for, or a prefix of it; "" means any
	Want   []string // each must be in the last message

	Reply  string // {{nonce}} in it stands for the nonce of the request
	Refuse string // a refusal in these words, in place of Reply
	Finish llm.Finish

	Fail *llm.Error    // in place of a reply
	Cut  *int          // the reply breaks off after so many runes
	Wait time.Duration // before the first word

	Repeat bool // for any number of requests, whenever they come
}

// A Model replies by its script. Its steps are taken in order, but for those
// that repeat, which take what the next step in order does not. A request that
// fits neither is an error, and so is one after the last step.
type Model struct {
	mu    sync.Mutex
	steps []Step
	used  []int
	next  int // index of the next step that does not repeat
	seen  []llm.Request
}

// New returns a model that replies by steps.
func New(steps ...Step) *Model {
	m := &Model{steps: steps, used: make([]int, len(steps))}
	m.skipRepeats()
	return m
}

// Requests are all that the model was asked, in order.
func (m *Model) Requests() []llm.Request {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]llm.Request(nil), m.seen...)
}

// Done reports the steps that no request came for.
func (m *Model) Done() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var left []error
	for i, n := range m.used {
		if n == 0 {
			left = append(left, fmt.Errorf("follow script: step %d (%s) was not asked for", i+1, m.steps[i]))
		}
	}
	return errors.Join(left...)
}

// Generate streams the reply of the step that fits req, word by word.
func (m *Model) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		step, err := m.take(req)
		if err == nil {
			err = step.play(ctx, req, func(c llm.Chunk) bool { return yield(c, nil) })
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(llm.Chunk{}, err)
		}
	}
}

var errStopped = errors.New("the consumer stopped")

// take returns the step for req and counts it as used.
func (m *Model) take(req llm.Request) (Step, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen = append(m.seen, req)
	why := "the script is exhausted"
	if m.next < len(m.steps) {
		if why = m.steps[m.next].misfit(req); why == "" {
			s := m.steps[m.next]
			m.used[m.next]++
			m.next++
			m.skipRepeats()
			return s, nil
		}
		why = fmt.Sprintf("step %d %s", m.next+1, why)
	}
	for i, s := range m.steps {
		if s.Repeat && s.misfit(req) == "" {
			m.used[i]++
			return s, nil
		}
	}
	return Step{}, fail("request %d (prompt %q): %s", len(m.seen), req.Prompt, why)
}

func (m *Model) skipRepeats() {
	for m.next < len(m.steps) && m.steps[m.next].Repeat {
		m.next++
	}
}

// misfit says why s is not the step for req, or "".
func (s Step) misfit(req llm.Request) string {
	if !strings.HasPrefix(req.Prompt, s.Prompt) {
		return fmt.Sprintf("is for prompt %q", s.Prompt)
	}
	last := lastText(req)
	for _, w := range s.Want {
		if !strings.Contains(last, w) {
			return fmt.Sprintf("wants %q in the last message, which is %q", w, shorten(last))
		}
	}
	return ""
}

func (s Step) play(ctx context.Context, req llm.Request, say func(llm.Chunk) bool) error {
	if s.Wait > 0 {
		select {
		case <-time.After(s.Wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if s.Fail != nil {
		e := *s.Fail
		return &e
	}
	text, finish := s.Reply, s.Finish
	if s.Refuse != "" {
		text, finish = s.Refuse, llm.Refused
	}
	if finish == "" {
		finish = llm.Stop
	}
	if strings.Contains(text, "{{nonce}}") {
		nonce := Nonce(req)
		if nonce == "" {
			return fail("reply to prompt %q: no line \"nonce: HEX\" in the last message", req.Prompt)
		}
		text = strings.ReplaceAll(text, "{{nonce}}", nonce)
	}
	if s.Cut != nil {
		text = string([]rune(text)[:min(*s.Cut, utf8.RuneCountInString(text))])
	}
	for _, w := range strings.SplitAfter(text, " ") {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if w != "" && !say(llm.Chunk{Text: w}) {
			return errStopped
		}
	}
	if s.Cut != nil {
		return &llm.Error{Kind: llm.Truncated, Provider: "stub", Err: errors.New("the reply broke off, as scripted")}
	}
	if !say(llm.Chunk{Finish: finish, Model: "stub", Usage: llm.Usage{Input: count(req), Output: len(strings.Fields(text))}}) {
		return errStopped
	}
	return nil
}

var nonceLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^nonce: ([0-9a-f]{16,64})\s*$`) })

// Nonce is the nonce in the last message of req, or "". Where several lines
// look like one, the last counts: an answer quoted above may hold a forgery.
func Nonce(req llm.Request) string {
	all := nonceLine().FindAllStringSubmatch(lastText(req), -1)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1][1]
}

func lastText(req llm.Request) string {
	if len(req.Messages) == 0 {
		return ""
	}
	return req.Messages[len(req.Messages)-1].Text
}

// count stands in for the tokens of req, so that budgets have something to add.
func count(req llm.Request) int {
	n := len(strings.Fields(req.System))
	for _, m := range req.Messages {
		n += len(strings.Fields(m.Text))
	}
	return n
}

// fail is a surprise: the script and the program disagree, and no repetition
// changes that.
func fail(format string, args ...any) error {
	return &llm.Error{Kind: llm.Invalid, Provider: "stub", Tries: 1, Err: fmt.Errorf(format, args...)}
}

// String names s in errors.
func (s Step) String() string {
	switch {
	case s.Prompt == "" && len(s.Want) == 0:
		return "any prompt"
	case len(s.Want) == 0:
		return s.Prompt
	}
	return fmt.Sprintf("%s, wants %q", s.Prompt, s.Want)
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "..."
	}
	return s
}
