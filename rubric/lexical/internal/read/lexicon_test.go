package read

import (
	"reflect"
	"strings"
	"testing"

	"github.com/kljensen/snowball/english"
	"github.com/stretchr/testify/require"
)

// entries visits the entries of a lexicon with their sections.
func entries(text string, visit func(section, item string)) {
	section := ""
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		default:
			for item := range strings.SplitSeq(line, ",") {
				visit(section, strings.TrimSpace(item))
			}
		}
	}
}

// dead tells why an entry never matches, or "".
func dead(l *lexicon, section, item string) string {
	r := reader{lex: l}
	if cls := classes[section]; cls != 0 {
		w := strings.TrimPrefix(item, "=")
		r.tokenise(w)
		switch {
		case len(r.tokens) != 1 || !r.tokens[0].is(cls):
			return "no word has its class"
		case cls == never && (len(w) <= 4 || !strings.HasSuffix(w, "ed")):
			return "nothing takes it for a past form"
		}
		return ""
	}
	first, rest := l.phrase(item)
	want := phrase{rest, sections[section]}
	for _, st := range append([]step{first}, rest...) {
		// A stem that is no word: "hallucinat", where "hallucinating" has another stem.
		if w := st.text; !st.exact && len(w) > 4 && stem(w) == w && stem(w+"e") != w && stem(w+"ing") != w && strings.Contains(item, w) {
			return "no word has the stem " + w
		}
	}
	r.tokenise("Then " + strings.ReplaceAll(strings.TrimPrefix(item, "="), "~", "quite") + " there.")
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.kind != word || first.exact && t.raw != first.text || !first.exact && t.info.stem != first.text {
			continue
		}
		for _, p := range t.info.phrases {
			if p.tag == want.tag && reflect.DeepEqual(p.rest, rest) && p.matches(r.tokens[i+1:]) {
				return ""
			}
		}
	}
	return "it does not match what it says"
}

func TestEveryEntryOfTheLexiconMatchesSomething(t *testing.T) {
	seen := map[string]bool{}
	entries(lexiconText, func(section, item string) {
		require.False(t, seen[section+item], "[%s] %q stands twice", section, item)
		seen[section+item] = true
		require.Empty(t, dead(shared(), section, item), "[%s] %q", section, item)
	})
	require.Greater(t, len(seen), 2000)
}

func TestADeadEntryIsFound(t *testing.T) {
	for _, text := range []string{"[reason]\nso =i", "[cost]\n=not 100", "[ai-nature]\nhallucinat", "[past]\n=went\n[state]\n=went", "[never]\n=need"} {
		l, err := parseLexicon(text, "", "")
		require.NoError(t, err)
		found := ""
		entries(text, func(section, item string) { found += dead(l, section, item) })
		require.NotEmpty(t, found, text)
	}
}

// What the stemmer's own list of stop words has, everyday words among them, is
// a function word here.
func TestFunctionWordsAreNotMissing(t *testing.T) {
	for _, w := range strings.Fields(plainText) {
		if english.IsStopWord(w) {
			require.NotZero(t, shared().entry(w).class&function, w)
		}
	}
	for _, w := range []string{"for", "oneself", "upon", "whereas", "ought", "you'll", "they've", "he'd", "she'd", "mustn't", "should've"} {
		require.NotZero(t, shared().entry(w).class&function, w)
	}
}

// What somebody never had beside the case itself is no admission.
func TestHavingNoCaseIsReadByWhatIsDenied(t *testing.T) {
	for _, text := range []string{
		"As I said, I have not done that myself.", "I've never had to do that.", "I have never had such a case.", "I've not actually had to do this.",
		"I haven't had one.", "I don't think I have one.", "To be truthful I've never made that decision.", "I must disappoint you.", "I haven't been in it.",
		"So no story, and I'd rather not invent one.",
	} {
		s := one(t, text)
		require.True(t, s.Has(NoExample), text)
	}
	for _, text := range []string{
		"I have never had the budget for that, so I rented one GPU by the hour.", "I've never had the luxury of a quiet quarter.", "I haven't had time for an audit, so I checked ten by hand.",
		"I have never been a fan of big models.", "I haven't done the migration yet, it runs in May.", "We haven't had an outage since.", "I never do it alone, Anna reads the logs.",
		"I never had a manager for that and talked to the client.", "I have not seen a better way since.", "I never had the final word on prices.",
	} {
		s := one(t, text)
		require.False(t, s.Has(NoExample), text)
	}
}
