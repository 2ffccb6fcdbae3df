package hostile

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
		`(?:json|yaml)?\s*[{\[][\s\S]{0,80}?\\?"?(?:score|level|verdict|grade|rating)s?\\?"? ?[:=] ?\S`,
		`(?:(?:final|overall|my) )?(?:score|level|verdict|grade|rating)s? ?[:=] ?\[*"?(?:5|10|a\b|pass|strong|perfect|excellent|max|full)`,
		`</?(?:score|verdict|grade|level|rating)>`, `\[\[ ?(?:5|10) ?\]\]`, `end of grading`,
		`grader'?s final output`,
	))
)
