package hostile

import (
	"slices"
	"strings"
	"sync"
)

// branches are the forms of a payload: a verb, what follows it, and what that
// needs.
var branches = []struct {
	verbs, rest string
	needs       need
}{
	{`complete continue`, ` ` + words(`this the`) + ` ` + words(`sentence following`), need{parts("sentence,following")}},
	{dropping, `(?: about)? ` + standing, need{parts("instruct,directive,prompt,rule,guideline,request,restriction,boundar,task,told,said,rubric,criteria,above,about")}},
	{marking, near + topMark, need{parts("score,mark,point,grade,rating,level,credit,answer,hire,verdict,5,10")}},
	{passing + ` mark`, ` (?:this|the) candidate`, need{parts(" candidate")}},
	{`grade score`, ` the (?:best possible )?answer\b`, need{parts("answer")}},
	{leaking, near + secret, need{parts("instruction,prompt,system message,rubric,configuration,guidelines,above,after me,everything in,conversation,initialization string,you were ,your answer")}},
	{changing, near + `\byour (?:response|reply|answer|message)\b`, need{parts("your response,your reply,your answer,your message")}},
}

// begun has the pattern of each branch, which fits where its verb stands.
var begun = func() (ps []pattern) {
	for _, b := range branches {
		ps = append(ps, lazily(`^`+words(b.verbs)+b.rest))
	}
	return ps
}()

// byVerb has, for each verb, which branches begin with it.
var byVerb = sync.OnceValue(func() map[string][]int {
	all := map[string][]int{}
	for i, b := range branches {
		for _, v := range strings.Fields(b.verbs) {
			all[v] = append(all[v], i)
		}
	}
	return all
})

// payloads finds any payload, in a text so full of verbs that to try each takes
// longer.
var payloads = lazily(payload)

const tries = 16

// payloadIn returns where the first payload of text begins, or -1.
func payloadIn(text string) int {
	all, start := byVerb(), -1
	looked, could := make([]bool, len(branches)), make([]bool, len(branches))
	tried := 0
	begins := func(k, verb, end int) bool {
		if !looked[k] { // once, as a text may be all verbs
			looked[k], could[k] = true, branches[k].needs.met(text[end:])
		}
		if !could[k] {
			return false
		}
		tried++
		return begun[k]().MatchString(text[verb:])
	}
	for i := 0; i <= len(text); i++ {
		if i < len(text) && wordByte(text[i]) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && slices.ContainsFunc(all[text[start:i]], func(k int) bool { return begins(k, start, i) }) {
			return start
		}
		if tried > tries {
			if at := payloads().FindStringIndex(text); at != nil {
				return at[0]
			}
			return -1
		}
		start = -1
	}
	return -1
}

// wordByte reports whether b is part of a word as patterns see it.
func wordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '_' || 'A' <= b && b <= 'Z'
}
