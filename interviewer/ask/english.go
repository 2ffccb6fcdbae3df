package ask

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// What is known of English here: enough to tell a statement from a fragment of
// one, and to see where it can end.

var (
	stop        = lazily(`[.!?;:,…]+["'”’)]*(\s|$)|\n|\s[–—-]+\s|—|[()]`) // between clauses
	deed        = lazily(`(?i)\bi (then |also |first |just )?(\w{3,}ed|built|wrote|ran|led|made|found|took|got|gave|put|set|cut|chose|kept|told|went|saw|spent|brought|sent|began|bought|drew|taught|held)\b`)
	firstPerson = lazily(`(?i)\b(i|we|my|our)\b`)
	// A subject stands at the start, or behind a time or a place.
	subject = lazily(`(?i)^((in|on|at|by|during|for|around|last|next)\b.*?\b)?(i|we|it|they|he|she|you|nobody|everybody|everyone|somebody|someone|nothing|everything|there|the|our|my|their|his|her|its|this|these|those|both|each|every|most|many|some|all|no|two|three|four|five|six|seven|eight|nine|ten|\d\S*|(?-i:[A-Z])\w*)\b`)
	verb    = lazily(`(?i)\b(\w{2,}ed|am|is|are|was|were|had|have|has|did|do|does|can|could|will|would|got|went|came|gave|took|made|found|built|wrote|ran|led|put|set|chose|cut|kept|told|saw|spent|brought|held|sent|began|fell|rose|said|knew|thought|lost|won|left|paid|broke|met|sat|drew|grew|bought|sold|taught|caught|felt|meant|let|hit|became|read|spoke|stood|threw|dealt)\b|\b\w+('s|'m|'re|'ve|n't|’s|’m|’re|’ve|n’t)( |$)`)

	// half of "a modern, scalable platform"
	described = lazily(`(?i)\b(an?|the|our|my|very) (\w{2,}(ern|ful|ous)|\w{3,}[ai]ble|new|old|big|small|simple|fast|long|good|great|large|robust)$`)
	relative  = lazily(`(?i) (that|which|who)\b`)

	listMark = lazily(`^([-+•·]|\d{1,2}[.)])$`)

	// ties only tie a clause to what stood before it.
	ties = set("so and but then well also honestly basically okay ok um uh er ah anyway like yeah plus actually really")
	// hanging words begin what hangs on another clause.
	hanging = set("because since as while when where although though if once until unless after before that that's which who who'd who's whom whose what how why even or nor than")
	// open words ask for what follows them.
	open = set("a an the of to in on at by for with from into and or but that which who because so as than then if when where my our their its his her your is was were are be been am had has have do does did not no can could will would should i we it's isn't wasn't aren't didn't don't doesn't very more most about over under some any each every this these those only just")

	// pronouns at a cut stand for something that was to be said of them.
	pronouns = set("it them him her us me this that these those one")
	// An aside is spoken to the listener, or is what somebody else said.
	aside = lazily(`(?i)^(you\b|it's that\b|it’s that\b|i (should|can|could|must|have to|want to|would like to) (say|add|admit)\b|i (hope|guess|mean|suppose)\b|i don['’]t (think|know)\b)|\bas follows\b`)
	// anywhere are words of criteria that are said in any answer about work.
	anywhere = keywords("system model project people team things something others data time work worked number first last year week hour minute second half three five " +
		"figure product problem case person once need want wanted change know different user every under never always nobody sure should right really good back down " +
		"bring wrong position group decide decision certain reason area matter whole member picture example cause words side hand start left live long plan point kind part thought wrote written put made makes happen felt mean meant " +
		"took take taken went came kept keep said tell told built look looked gave fell think show showed tried find found brought")

	thoughts = set("and but because so which when while where until after before since unless though although")
	pairs    = set("between both either") // come with "and" or "or"
	places   = set("at in on for with from by into during between across over under within without through")

	common = set("about after also answer been before both could does each even from have here into just like made make many more most much only other over same says shows some such than that their them then there these they thing this those through told used very were what when where which while with work would your speaker candidate take first")
)

// lazily compiles a pattern at its first use: most commands hold no interview.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// keywords are the longer words of a text, lower case, without endings that
// differ between forms of a word.
func keywords(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range letters(text) {
		if len(w) > 3 && !common[w] {
			m[stem(w)] = true
		}
	}
	return m
}

// telling are the keywords that are not said in any answer about work.
func telling(text string) map[string]bool {
	m := keywords(text)
	for w := range anywhere {
		delete(m, w)
	}
	return m
}

// stems are all words of a text, in the form that keywords have.
func stems(text string) []string {
	words := letters(text)
	for i, w := range words {
		words[i] = stem(w)
	}
	return words
}

func letters(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

func stem(word string) string { return strings.TrimRight(word[:min(len(word), 6)], "s") }
