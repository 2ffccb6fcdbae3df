package guide

import (
	"strings"
)

// openers are the words a prompt starts with before it names its topic.
var openers = lazily(`(?i)^(please )?(can|could|would|will) you (please )?|^please `)

// phrasings are forms of English prompts, with the noun phrase that each
// makes of its groups.
var phrasings = []struct {
	form  pattern
	words string
}{
	{lazily(`(?i)^(?:tell (?:me|us) about|talk(?: me| us)? (?:about|through)|walk (?:me|us) through|describe|discuss|share|give(?: me| us)?|think (?:of|about)|recall|explain) (.+)$`), "$1"},
	{lazily(`(?i)^(how|why|when|where|what|which [\pL -]{1,40}|how (?:often|much|many|long)[\pL -]{0,40}?|what (?:kind|sort|type)s? of [\pL -]{1,40}?) do you (.+)$`), "$1 you $2"},
	{lazily(`(?i)^(how|why|when|where|what|which [\pL -]{1,40}) (would|will|should|can|could) (you|we|i) (.+)$`), "$1 $3 $2 $4"},
	{lazily(`(?i)^what(?:'s|’s| is| are) (your|the|a|an) (.+)$`), "$1 $2"},
	{lazily(`(?i)^(what happens) (when|if|to|after|before) (.+)$`), "$1 $2 $3"},
}

// whatThen is a situation with a question after it.
var whatThen = lazily(`(?i)^(?:imagine |suppose |say |assume )?(?:that )?([^.?!]+)[.,:;] (?:so )?(?:what|how) (do|would|will) you (?:do|react|respond|proceed|go about (?:it|this|that)|(?:handle|approach|deal with|manage) (?:it|this|that))(?: (?:next|then|first|now))?\?$`)

var sentenceEnd = lazily(`[.?!] \p{Lu}`)

// untold are headings that say nothing of what stands under them, folded.
var untold = map[string]bool{
	"practical": true, "practicalities": true, "general": true, "general questions": true, "other": true, "other questions": true, "misc": true, "miscellaneous": true, "basics": true, "introduction": true, "intro": true, "warm up": true,
	"questions": true, "the questions": true, "core": true, "core questions": true, "main": true, "main part": true, "technical": true, "behavioural": true, "behavioral": true, "situational": true, "personal": true, "opening": true, "closing": true, "additional": true, "optional": true,
	"allgemein": true, "allgemeines": true, "sonstiges": true, "fragen": true, "generales": true, "divers": true, "varios": true,
}

// longestTopic is how many characters a transition takes.
const longestTopic = 90

// topic is a noun phrase that fits after "Let's turn to": taken from an
// English prompt by its grammar, else the section it stands in, else the
// prompt itself in quotes.
func topic(title, section string) string {
	if m := whatThen().FindStringSubmatch(title); m != nil && len(m[1]) <= longestTopic {
		return "what you " + strings.Replace(strings.ToLower(m[2])+" do", "do do", "do", 1) + " when " + lowerFirst(m[1])
	}
	s := title
	if m := sentenceEnd().FindStringIndex(s); m != nil {
		s = s[:m[0]]
	}
	s = strings.TrimRight(openers().ReplaceAllString(s, ""), " .?!")
	for _, p := range phrasings {
		if m := p.form().FindStringSubmatchIndex(s); m != nil {
			return clip(lowerFirst(string(p.form().ExpandString(nil, p.words, s, m))), longestTopic)
		}
	}
	if ws := strings.Fields(section); len(ws) > 0 && len(ws) <= 5 && !untold[plain(section)] && !strings.ContainsAny(section, "0123456789:–") {
		return lowerFirst(section)
	}
	return "“" + clip(strings.Trim(title, quotes), longestTopic) + "”"
}
