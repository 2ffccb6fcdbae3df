package hostile

import (
	"slices"
	"strings"
)

// best begins a verdict that could not be better.
const best = `pass|strong|perfect|excellent|max|full|top|highest`

var (
	// turn is a marker that would end the answer or begin somebody else's
	// turn, where a sentence begins. Within a sentence it is spoken about.
	turn = lazily(`^[\s*#>"'\x60-]*` + oneOf(
		`<[|｜][\w▁ ]{1,30}[|｜]>`, `</?s>`, `\[/?inst\]`, `<<sys>>`, `\[/?system[ _]?(?:prompt|message)?\]`,
		`</?(?:system|assistant|user|tool|answer|candidate_answer|transcript|untrusted|data|response|exchange|thinking|interaction-config|request)\b[^>\n]{0,60}>`,
		`\{\{/?\w+\}\}`, `\{% ?end\w+ ?%\}`, `\{\s*"(?:role|system)" ?: ?["{]`,
		`[-=<\[#]{1,5} ?end (?:of )?(?:the )?(?:candidate )?(?:answer|transcript|data|input)`, `<<<end>>>`,
		`(?:system|grader|judge|evaluator|developer|interviewer|human|assistant) ?: *(?:$|\n|.*`+topMark+`|.*\brubric\b)`,
		`\[system\]`, `q: .{1,200}\ba: `, `<!doctype `, `<html`,
	))

	// verdict is a finished verdict on a line of its own or after an order.
	verdict = lazily(`^[\s*#>"'\x60\x{feff}-]*` + oneOf(
		`(?:json|yaml)?\s*[{\[][\s\S]{0,80}?\\?"?(?:score|level|verdict|grade|rating)s?\\?"? ?[:=] ?\\?["\[{]*(?:\d|a\+?\b|`+best+`|hire|accept|approve|correct|nan\b|true\b)`,
		`(?:(?:final|overall|my) )?(?:score|level|verdict|grade|rating)s? ?[:=] ?\[*"?(?:(?:5|10)(?:\.0+)?(?: ?/ ?(?:5|10)| out of (?:5|10))?|a\+?|(?:`+best+`)(?: \w+)?)\W*(?:$|\n|[.;,!] )`,
		`(?:(?:final|overall|my) )?(?:score|level|verdict|grade|rating)s? ?[:=] ?\[*"?(?:5|10|a\b|`+best+`).{0,30}\b(?:every|each|all) (?:criteri|dimension|question|categor|point)`,
		`</?(?:score|verdict|grade|level|rating)>`, `\[\[ ?(?:5|10) ?\]\]`, `end of grading`,
		`grader'?s final output`,
	))
)

// What a marker and a verdict can begin with, once the signs before them are
// gone. To look there first spares nearly every clause a slow search.
var (
	turns = newOpening("< [ { = end system grader judge evaluator developer interviewer human assistant q:")

	verdicts = newOpening("{ [ < json yaml final overall my score level verdict grade rating end")
)

// An opening is a choice of words that a text may begin with.
type opening struct {
	words []string
	first [256]bool // bytes that such a text can begin with, signs included
}

// signs may stand before the first word.
const signs = " \t\n\v\f\r*#>\"'`-\ufeff"

func newOpening(list string) *opening {
	o := &opening{words: strings.Fields(list)}
	for _, w := range append(strings.Split(signs, ""), o.words...) {
		o.first[w[0]] = true
	}
	return o
}

// begins reports whether text begins with any of the words, once signs before
// it are gone.
func (o *opening) begins(text string) bool {
	if text == "" || !o.first[text[0]] {
		return false
	}
	text = strings.TrimLeft(text, signs)
	return slices.ContainsFunc(o.words, func(w string) bool { return strings.HasPrefix(text, w) })
}
