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
	turns = strings.Fields("< [ { = end system grader judge evaluator developer interviewer human assistant q:")

	verdicts = strings.Fields("{ [ < json yaml final overall my score level verdict grade rating end")
)

// begins reports whether text begins with any of the words, once signs before
// it are gone. No word begins with a letter that is none of theirs.
func begins(text string, with []string) bool {
	if text == "" || 'a' <= text[0] && text[0] <= 'z' && !slices.ContainsFunc(with, func(w string) bool { return w[0] == text[0] }) {
		return false
	}
	text = strings.TrimLeft(text, " \t\n\v\f\r*#>\"'`-\ufeff")
	for _, w := range with {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}
