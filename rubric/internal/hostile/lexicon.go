package hostile

import (
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A set tells which lists the words of a text are from.
type set uint16

const (
	orders      set = 1 << iota
	elsewhere       // the words in ASCII that orders in other languages have
	narrators       // what a sentence that tells something has before a payload
	introducing     // words that lead over to something, and end in a colon
	reporting       // words that tell that what follows is somebody else's
	notes
	personas
	demands
	claims
)

// A lexicon has the lists that each word is from.
type lexicon struct {
	of map[string]set
	// some has bits that some of the words share: most words of an answer are of
	// no list, and need not be looked up.
	some [64]uint64
}

func (l *lexicon) sets(word string) set {
	if i, bit := share(word); l.some[i]&bit == 0 {
		return 0
	}
	return l.of[word]
}

func (l *lexicon) add(word string, s set) {
	l.of[word] |= s
	i, bit := share(word)
	l.some[i] |= bit
}

// share is where the bit of a word is: by its first and last byte and its length.
func share(word string) (i int, bit uint64) {
	first, last := word[0], word[len(word)-1]
	return int(first+last) % 64, 1 << ((int(last)*5 + len(word)) % 64)
}

var vocabulary = sync.OnceValue(func() *lexicon {
	l := &lexicon{of: map[string]set{}}
	for s, list := range map[set]string{
		orders:    dropping + ` ` + marking + ` ` + passing + ` ` + leaking + ` ` + changing,
		elsewhere: `ignora ignorar ignorez ignorer ignoriere ignoruj zignoruj olvida oubliez vergiss yok`,
		narrators: `i we my our us they he she it someone somebody people user users customer customers attacker attackers student students
		applicant applicants reviewer reviewers graders judges models llms which that who the of with when is was were`,
		introducing: `was were is`,
		reporting: `said say says saying wrote write writes written read reads type types typed pasted told tells asked asks like such example examples
		return returns returned produced emitted look looks looked found tried variant variants payload payloads string strings phrase
		phrases classic got saw went started trick tricks tricked`,
		notes:    `note message memo instruction instructions reminder attention dear hello hi`,
		personas: `you you're you'll act behave pretend mode enable unlock god creator developer boss`,
		demands:  `instructions what told asked this following obey`,
		claims:   `answer answers candidate grading rubric score scores level full`,
	} {
		for _, w := range strings.Fields(list) {
			l.add(w, s)
		}
	}
	return l
})

// wordsOf returns the lists that text has words of.
func wordsOf(text string) (found set) {
	all := vocabulary()
	for w := range wordsIn(text) {
		found |= all.sets(w)
	}
	return found
}

// wordsIn yields the words of a text.
func wordsIn(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); {
			start := i
			for i < len(text) {
				if c := text[i]; c < utf8.RuneSelf {
					if !inWords[c] {
						break
					}
					i++
					continue
				}
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
					break
				}
				i += size
			}
			if start < i && !yield(text[start:i]) {
				return
			}
			if i < len(text) {
				_, size := utf8.DecodeRuneInString(text[i:])
				i += size
			}
		}
	}
}

// inWords tells the characters of ASCII that words are made of.
var inWords = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		r := rune(c)
		table[c] = unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\''
	}
	return table
}()
