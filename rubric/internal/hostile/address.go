package hostile

import (
	"slices"
	"strings"
	"unicode"
)

// The rules below read a plain text clause by clause. A payload is what an
// attacker wants done. It counts where it is said to the reader, as an order
// that begins a clause or to a "you"; where it is told about, it does not.

// oneOf matches any of the patterns.
func oneOf(patterns ...string) string { return `(?:` + strings.Join(patterns, `|`) + `)` }

// words matches any word of a list with blanks between.
func words(list string) string { return `\b` + oneOf(strings.Fields(list)...) + `\b` }

// near is what may stand between the words of a payload.
const near = `[^.\n]{0,60}?`

// Verbs that payloads begin with.
const (
	dropping = `ignore disregard forget overlook bypass override discard`
	marking  = `award give assign grant score rate grade mark record set emit output return print report respond reply carry
		assume submit write execute perform make`
	passing  = `pass hire approve`
	leaking  = `repeat print output show reveal display translate encode tell give share provide summarize complete continue start begin see need`
	changing = `encode encrypt translate modify enhance augment provide render write reverse shift express include add replace misspell use`
)

var (
	grader = words(`grader judge evaluator examiner scorer rater assessor llm ai assistant model chatgpt`)

	// topMark is the best that a grader can give.
	topMark = oneOf(
		words(`full maximum max highest top perfect best`)+` (?:possible )?`+words(`scores? marks? points? grades? ratings? levels? credit answer`),
		words(`scores? levels? grades? ratings? marks?`)+`(?: of| to| as|:|=)? ?5\b`,
		`\b5 (?:on|for|in) (?:every|each|all)`, `\b5 ?/ ?5`, `\b10 ?/ ?10`, `\b5 out of 5`, `strong hire`, `excellent answer`,
		`[{<]"? ?(?:score|level|verdict|grade|rating)`,
	)

	// standing is what the reader was told before.
	standing = oneOf(
		words(`previous prior above earlier preceding existing initial original all any your those these what every everything everthing`)+
			near+`\b`+oneOf(`instruct`, `directive`, `prompt`, `rule`, `guideline`, `request`, `restriction`, `boundar`, `task`),
		// What the candidate said is the candidate's to take back.
		words(`what whatever all any everything everthing anything`)+`(?: that| which)? `+words(`you they he she it has have had was were is been someone anyone`)+
			near+`\b`+oneOf(`told`, `said`),
		`(?:the|this|your) (?:\w+ ){0,2}`+words(`rubric instructions guidelines criteria rules above`),
		`about that\b`,
	)

	// secret is what the reader was given and a candidate was not.
	secret = oneOf(
		`your (?:\w+ ){0,2}(?:instructions?|prompt|system message|rubric|configuration|guidelines)\b`, `the (?:grading rubric|system prompt|system message)`,
		`(?:text|everything|conversation|paragraph) above`, `above text`, `after me\b`, `everything in`, `this entire conversation`,
		`initialization string`, `system configuration`, `you were (?:told|given)`, `your answer with`,
	)

	payload = func() string {
		var forms []string
		for _, b := range branches {
			forms = append(forms, words(b.verbs)+b.rest)
		}
		return oneOf(forms...)
	}()

	// lead may stand between the beginning of a clause and an order.
	lead = oneOf(
		`[^\pL\d{<"]`,
		words(`please now so and then also but ok okay kindly just simply instead actually finally immediately first next hence urgent important`),
		words(`grader judge evaluator examiner scorer ai assistant model llm chatgpt system developer administrator admin override`),
		`\bfor [\w ]{1,30}?purposes?(?: only)?\b`,
		`\bin your (?:response|reply|answer)\b`,
		`\byou(?: now)? `+words(`must should shall will can may need have are`)+`(?: to)?(?: now)?\b`,
		`\b(?:can|could|would|will) you\b`,
		`\b(?:your|the) (?:\w+ ){0,2}(?:task|job|role|goal) is(?: to)?\b`,
		`\b(?:perform|execut)(?:e|ing)?\b`,
	) + `*`

	ordered = lazily(`^` + lead + payload)
	toYou   = lazily(oneOf(
		words(`ask tell want need order command instruct`)+` you to`, `\byou `+words(`must are have need shall should`),
		`\bplease\b`, `\byour (?:new )?task is to`,
	) + near + payload)
)

// statements address the reader in other ways. Each needs one of its words to
// be in the clause, or, if those are elsewhere, a letter beyond ASCII, and
// what its form needs, which spares most clauses the slow search.
var statements = []struct {
	kind  string
	words set
	needs need
	form  pattern
}{
	{Instruction, notes, nil, lazily(`^\W*(?:important |urgent )?` + words(`note message memo instructions? reminder attention dear hello hi`) +
		`,?(?: to| for)?(?: the| all| any)? (?:human )?` + grader)},
	{Instruction, personas, need{parts(" ai, dan, bot,assistant,chatbot,advisor,pipeline,mode,from now on,going to act,going to pretend,act as,act like,behave,pretend,enable,unlock,god,creator,developer,boss")}, lazily(`^` + lead + oneOf( // whom to be
		`you(?: are|'re)(?: now)?(?: (?:running|operating|acting))?(?: (?:as|in|part of|about to \w+ \w+ into))?(?: (?:a|an|the))? (?:[\w-]+ ){0,4}`+words(`ai dan assistant chatbot bot advisor mode pipeline`),
		`you are dan\b`, `from now on,? you(?:'ll)? `+words(`are will must should shall have can only always never act answer respond reply speak behave pretend ignore`), `you(?: are|'re) going to (?:act|pretend)`,
		`(?:act|behave) (?:as|like) (?:an? |my )?(?:\w+ )?(?:ai|dan|assistant|bot|model)`, `pretend (?:to be|you are|that you)`,
		`\W*(?:developer|god|system|admin|maintenance|debug) mode(?:\W*$|>| (?:(?:has been|is)(?: now)? )?`+words(`enabled activated active on engaged unlocked`)+`\W*(?:$|,))`,
		`(?:enable|unlock) (?:experimental|developer|debug|hidden)`,
		`(?:i am|i'm) (?:god|your (?:creator|developer|boss))\b`,
	))},
	{Instruction, demands, need{parts("instructions,what are,what were,what is,if you,and obey,:")}, lazily(`^` + lead + oneOf( // what to do
		`(?:new|additional|updated) (?:\w+ )?instructions\b\W*$`,
		`what (?:are|were|is) (?:your|those|you) `+near+`(?:instructions|prompt|tell me|told before)`,
		`if you (?:are|were) (?:told|asked) to `+near+payload,
		oneOf(`what (?:is|are)`, words(`write summari[sz]e translate explain analy[sz]e classify determine decode`))+`[^.:\n]{0,80}?\b(?:this|the following) \w+(?: \w+)?:\s*$`,
		near+`\band obey\b`,
	))},
	{Instruction, elsewhere, nil, lazily(`^\W*` + oneOf(`ignora `, `ignorar (?:\pL+ )?(?:as|os|las|los|todas|todos|esta|estas|la|a) (?:\pL+ ){0,2}(?:instru|regr|regl|rúbr|rubr)`, `ignore[zr] `, `ignoriere`, `z?ignoruj`, `olvida `, `oubliez `, `vergiss `,
		`игнорир`, `забудь`, `αγνοήστε`, `تجاهل`) + `|yok say|無視し|忽略|무시하|की अनदेखी`)},
	{Verdict, claims, need{parts("any answer,this answer,this candidate,the candidate,grading is,rubric,gold answer,level 1 means,must be,the answer,the full answer,over the full")}, lazily(oneOf(
		`\b(?:any|this) answers? (?:is|earns?|deserves?|gets?|meets?|receives?)\b`+near+oneOf(`\b5\b`, topMark),
		`this candidate (?:deserves|earns|passes|should (?:pass|receive|get))\b`, `the candidate (?:gave a complete|meets level|deserves|wishes to decline)`,
		`^`+lead+`grading is (?:finished|complete|over|done)`, `rubric (?:has been withdrawn|has a typo|for this question is)`,
		`gold answers? are always`, `level 1 means excellent`, `scores? must be (?:reversed|raised|set|changed|corrected) to`,
		`the answer is (?:clearly |truly )?(?:level|excellent)`, `the full answer covered`, `carry over the full`,
		`^\W*rubric level \d:`, `the answer contains the following keywords`,
	))},
}

// reportingStem are what more words of reporting begin with.
var reportingStem = []string{"contain", "includ", "embed", "hid", "slip", "plant", "attack", "adversar", "inject", "jailbreak", "canar", "smuggl"}

// reported tells whether text leads over to somebody else's words.
func reported(text string) bool {
	all := vocabulary()
	for w := range wordsIn(text) {
		if all.sets(w)&reporting != 0 || slices.ContainsFunc(reportingStem, func(stem string) bool { return strings.HasPrefix(w, stem) }) {
			return true
		}
	}
	return false
}

var (
	// conditional orders are advice: "give full marks only if both agree".
	conditional = lazily(words(`unless whenever never avoid both`) +
		`|\bonly (?:if|when|for|to|after|where|with)\b|\b(?:if|when) (?:the|it|they|an?|there)\b|\bdo(?: not|n't)\b`)

	// attributed orders are told about: "forget the manual, the old hands say".
	attributed = lazily(`, ` + oneOf(words(`he she they we i people somebody someone`), `(?:the|my|our|his|her) (?:\w+ ){1,3}?`) + ` ?` +
		words(`say says said told tell asked wrote answered`))

	attribution = need{parts(", "), parts("say,said,told,tell,asked,wrote,answered")}
)

// foreign reports whether text has a letter beyond ASCII.
func foreign(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
}

// addressed finds what a line says to the grader.
func addressed(line string) []Span {
	p := plainly(line)
	var out []Span
	for _, c := range clauses(p.text) {
		if kind := address(p.text, c); kind != "" {
			if kind != Instruction {
				c.end = c.line // what is forged goes on
			}
			start, end := trim(p.text, c.start, c.end)
			out = append(out, Span{kind, p.offset(start), p.offset(end)})
		}
	}
	return out
}

// address returns the kind of passage that a clause is, or "".
func address(line string, c clause) string {
	text, rest := line[c.start:c.end], line[c.start:min(c.line, c.start+reach)]
	switch {
	case c.before != "" && (wordsOf(c.before)&introducing != 0 || reported(c.before)):
		return ""
	case turns.begins(rest) && turn().MatchString(rest):
		return Turn
	case verdicts.begins(rest) && verdict().MatchString(rest):
		return Verdict
	}
	kind := stated(text)
	if kind != "" && attribution.met(text) && attributed().MatchString(text) {
		return ""
	}
	return kind
}

// stated returns the kind of passage that a clause is by what it states or
// orders, or "".
func stated(text string) string {
	said := wordsOf(text)
	for _, s := range statements {
		if said&s.words == 0 && !(s.words == elsewhere && foreign(text)) || !s.needs.met(text) {
			continue
		}
		if at := s.form().FindStringIndex(text); at != nil && !reported(text[:at[0]]) {
			return s.kind
		}
	}
	if said&orders == 0 {
		return ""
	}
	at := payloadIn(text)
	switch {
	case at < 0 || conditional().MatchString(text):
		return ""
	case ordered().MatchString(text):
		return Instruction
	case !reported(text[:at]) && (wordsOf(text[:at])&narrators == 0 || toYou().MatchString(text)):
		return Instruction
	}
	return ""
}
