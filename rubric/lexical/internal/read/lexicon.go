package read

import (
	_ "embed"
	"fmt"
	"maps"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"
)

//go:embed lexicon.txt
var lexiconText string

//go:embed everyday.txt
var plainText string

//go:embed functionwords.txt
var functionText string

// Texts are the lists of words that the reader goes by, as they are written.
func Texts() []string { return []string{lexiconText, plainText, functionText} }

// A Tag is one thing the reader listens for: a section of lexicon.txt.
type Tag uint32

// The sections of lexicon.txt.
const (
	Hypothetical Tag = 1 << iota // what somebody would do
	NoExample                    // an admission that there is no such case
	Reason                       // why
	Alternative                  // what else was weighed
	Cost                         // what it cost, what stayed bad
	Lesson                       // a lesson is being drawn
	AINature                     // how AI behaves
	Contrast                     // a statement against its opposite
	Anybody                      // told of anybody
	Target                       // a goal or limit to be met
	Role                         // the speaker's part
	Duty                         // what the speaker was charged with or answered for
	Stake                        // what there was to lose
	Scale                        // what a figure counts
	Org                          // where it was
	When                         // when it was
	Outcome                      // a change that can be measured
	OutcomePlain                 // an outcome told without figures
	Buzz                         // office phrases
	Hype                         // praise of oneself
	Platitude                    // what holds of anything
	Hedge                        // what takes back what is said
	Voice                        // who said what to whom
	Field                        // work on software, data or AI
)

var sections = map[string]Tag{
	"hypothetical": Hypothetical, "no-example": NoExample, "reason": Reason, "alternative": Alternative,
	"cost": Cost, "lesson": Lesson, "ai-nature": AINature, "contrast": Contrast, "anybody": Anybody, "target": Target, "role": Role, "duty": Duty, "stake": Stake,
	"scale": Scale, "org": Org, "when": When, "outcome": Outcome, "outcome-plain": OutcomePlain,
	"buzz": Buzz, "hype": Hype, "platitude": Platitude, "hedge": Hedge, "voice": Voice, "field": Field,
}

// Sections are the sections of lexicon.txt that tag sentences, by name.
func Sections() map[string]Tag { return maps.Clone(sections) }

// A class is a set of single words, matched as written.
type class uint16

const (
	past        class = 1 << iota // an act in the past tense
	state                         // looks like an act and is none
	never                         // in -ed and no past form
	softAct                       // an act anybody can claim
	idlePresent                   // after "I", tells of no act
	function                      // the, of, I, was ...
	plain                         // says nothing particular
	judges                        // of judging
	machines                      // of machinery
	suspects                      // of suspicious
	speaks                        // of speaker
	person                        // of persons
	holds                         // of present
	number                        // of numberWords
)

// listedBeside are the classes of words that have lists beside what reads them.
var listedBeside = []struct {
	words map[string]bool
	class class
}{{judging, judges}, {machinery, machines}, {suspicious, suspects}, {speaker, speaks}, {persons, person}, {present, holds}, {numberWords, number}}

var classes = map[string]class{"past": past, "state": state, "never": never, "soft-act": softAct, "idle-present": idlePresent}

// An entry is what is known of one word.
type entry struct {
	stem    string
	class   class
	phrases []phrase // those that begin with this word
}

// A phrase is a lexicon phrase after its first word.
type phrase struct {
	rest []step
	tag  Tag
}

// A step is one further word of a phrase.
type step struct {
	text  string
	exact bool // text is the word as written, else its stem
	gap   int  // how many other words may come before it
}

// A lexicon is read only once built, but for what it remembers.
type lexicon struct {
	words  map[string]*entry   // every word that any list names
	byStem map[string][]phrase // phrases whose first word is matched by stem
	plain  map[string]bool     // stems of plain words
	memory memory
}

// A memory keeps the entries of words that no list names: to find a stem takes
// longer than all else that is done with a word. It is bounded, and forgets
// nothing: the words that everybody says come early.
type memory struct {
	mu    sync.RWMutex
	words map[string]*entry
}

const (
	mostRemembered    = 1 << 14 // words
	longestRemembered = 32      // bytes
)

// entry looks a word up.
func (l *lexicon) entry(raw string) *entry {
	if e := l.words[raw]; e != nil {
		return e
	}
	l.memory.mu.RLock()
	e := l.memory.words[raw]
	l.memory.mu.RUnlock()
	if e != nil {
		return e
	}
	raw = strings.Clone(raw) // not to hold on to an answer
	e = &entry{stem: stem(raw)}
	l.finish(raw, e)
	if len(raw) <= longestRemembered {
		l.memory.mu.Lock()
		if len(l.memory.words) < mostRemembered {
			l.memory.words[raw] = e
		}
		l.memory.mu.Unlock()
	}
	return e
}

// shared builds the lexicon at its first use, so that a program that never
// grades does not pay for it.
var shared = sync.OnceValue(func() *lexicon {
	l, err := parseLexicon(lexiconText, plainText, functionText)
	if err != nil {
		panic(err) // the lists are compiled in
	}
	return l
})

func parseLexicon(listed, plainWords, functionWords string) (*lexicon, error) {
	l := &lexicon{words: map[string]*entry{}, byStem: map[string][]phrase{}, plain: map[string]bool{}, memory: memory{words: map[string]*entry{}}}
	exact := map[string][]phrase{}
	var tag Tag
	var cls class
	for n, line := range strings.Split(listed, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			name := strings.Trim(line, "[]")
			tag, cls = sections[name], classes[name]
			if tag == 0 && cls == 0 {
				return nil, fmt.Errorf("read lexicon: line %d: no such section %q", n+1, name)
			}
			continue
		}
		for _, item := range strings.Split(line, ",") {
			item = strings.TrimSpace(item)
			if item == "" {
				return nil, fmt.Errorf("read lexicon: line %d: empty phrase", n+1)
			}
			if cls != 0 {
				l.word(strings.TrimPrefix(item, "=")).class |= cls
				continue
			}
			first, rest := l.phrase(item)
			p := phrase{rest: rest, tag: tag}
			if first.exact {
				exact[first.text] = append(exact[first.text], p)
			} else {
				l.byStem[first.text] = append(l.byStem[first.text], p)
			}
		}
	}
	for _, w := range strings.Fields(functionWords) {
		l.word(w).class |= function
	}
	for _, line := range strings.Split(plainWords, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.FieldsFunc(line, func(c rune) bool { return c == ' ' || c == '-' }) {
			l.plain[l.word(w).stem] = true
		}
	}
	for w, p := range exact {
		l.word(w).phrases = append(l.word(w).phrases, p...)
	}
	for w, e := range l.words {
		l.finish(w, e)
	}
	return l, nil
}

// phrase reads "=i would" or "don't have ~ example". A leading = makes
// every word of the phrase match as written.
func (l *lexicon) phrase(s string) (first step, rest []step) {
	exact := strings.HasPrefix(s, "=")
	gap := 0
	for i, w := range Words(strings.TrimPrefix(s, "=")) {
		if w == "~" {
			gap = 2
			continue
		}
		st := step{text: w, exact: exact, gap: gap}
		if !exact {
			st.text = l.word(w).stem
		}
		gap = 0
		if i == 0 {
			first = st
		} else {
			rest = append(rest, st)
		}
	}
	return first, rest
}

// Words cuts a phrase as the tokeniser would cut it in an answer.
func Words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune(apart, c) })
}

// apart stands between the words of a phrase.
const apart = " -/."

func stem(w string) string { return english.Stem(w, false) }

func (l *lexicon) word(w string) *entry {
	e := l.words[w]
	if e == nil {
		e = &entry{stem: stem(w)}
		l.words[w] = e
	}
	return e
}

// finish adds to e what follows from its spelling and stem.
func (l *lexicon) finish(w string, e *entry) {
	e.phrases = append(e.phrases, l.byStem[e.stem]...)
	if l.plain[e.stem] || len(w) < 3 {
		e.class |= plain
	}
	for _, list := range listedBeside {
		if list.words[w] {
			e.class |= list.class
		}
	}
	if e.class&(state|never) != 0 {
		e.class &^= past
	} else if len(w) > 4 && strings.HasSuffix(w, "ed") {
		e.class |= past
	}
}
