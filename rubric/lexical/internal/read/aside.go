package read

import (
	"strings"

	"mockstar/rubric/internal/hostile"
)

// judging are words said of a grading.
var judging = set(`rubric grader graders score scores scored marks grade graded grading evaluator examiner verdict candidate criterion criteria hire`)

// machinery are words hardly said in an interview but to a machine, or of one
// that is told what to do.
var machinery = set(`ignore disregard forget pretend award emit instructions instruction restrictions jailbreak jailbroken dan persona roleplay override encode base64 rubric grader respond execute please administrative unrestricted`)

// suspicious are words that, two of them together, make a text worth searching
// for orders; one word of machinery does so alone.
var suspicious = set(`chatgpt openai decode marks verdict hire candidate developer bot gpt grading message`)

// imperative are verbs that open an order.
var imperative = set(`give tell show write say list print repeat explain describe act generate provide perform create imagine consider translate convert summarize summarise answer respond reply read add take make use put send suppose assume note mark record treat think continue complete encode decode start stop never always do don't let find call set suggest recommend determine analyze analyse develop identify classify extract interlace outline compose draft introduce calculate solve`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// orders finds the passages of a line that speak to whoever grades it. The
// search is dear, so most lines are spared it.
func orders(text string, ts []token) []hostile.Span {
	const enough = 2
	found := 0
	if strings.ContainsAny(text, "<{|`\x1b\x08\u00ad\u202e\u200b") {
		found = enough
	}
	for i := 0; i < len(ts) && found < enough; i++ {
		switch t := &ts[i]; {
		case t.kind != word:
		case t.is(machines):
			found = enough
		case t.is(suspects):
			found++
		}
	}
	if found < enough {
		return nil
	}
	return hostile.Spans(text)
}

func touches(spans []hostile.Span, s *Sentence) bool {
	for _, p := range spans {
		if p.Start < s.End && s.Start < p.End {
			return true
		}
	}
	return false
}

// An address is how far a sentence speaks to the reader.
type address uint8

const (
	tells    address = iota // it does not
	generic                 // it says "you" of anybody
	appeals                 // it wants something of the reader
	commands                // it speaks to a grader or a machine: it is set aside
)

// addressOf tells how far a sentence speaks to the reader. An engineer who
// tells of prompt injection or of a rubric tells what somebody did: that is
// kept, unless the reader is spoken to in the same breath.
func addressOf(text string, ts []token) address {
	if strings.Contains(text, `{"`) || strings.Contains(text, "</") || strings.Contains(text, "<!") {
		return commands
	}
	judged, machined, second, ordered, told := 0, 0, 0, false, false
	first, judge, machine := "", "", "" // the last two are the words counted last: one said twice counts once
	for i := range ts {
		t := &ts[i]
		if t.kind != word {
			continue
		}
		if first == "" {
			first = t.raw
		}
		next := ""
		if i+1 < len(ts) {
			next = ts[i+1].raw
		}
		switch {
		case t.is(machines) && t.info.stem != machine:
			machined, machine = machined+1, t.info.stem
		case t.is(judges) && t.info.stem != judge:
			judged, judge = judged+1, t.info.stem
		}
		switch t.raw {
		case "you", "your", "yours", "yourself", "you're", "you'll", "you've":
			if next != "know" && next != "see" {
				second++
			}
			ordered = ordered || t.raw == "your" && asked[next] || t.raw == "you" && (next == "are" || next == "must" || next == "will" || next == "should" || next == "shall") ||
				t.raw == "you're" || i > 0 && asking[ts[i-1].raw]
		case "i", "we", "he", "she", "they", "i'd", "we'd":
			told = told || actSoon(ts[i+1:])
		}
	}
	switch {
	case told && second > 0 && machined+judged >= 2:
		return commands
	case told && (first == "please" || ordersThis(ts)):
		return appeals
	case told:
		return tells
	case judged >= 2, levelled(ts), judged > 0 && machined > 0, machined >= 2, machined > 0 && (second > 0 || machinery[first]):
		return commands
	case exchange(ts):
		return commands
	case ordered, imperative[first], asksWhat(ts):
		return appeals
	case second > 0:
		return generic
	}
	return tells
}

// ordersThis tells whether a sentence opens with an order about something that
// stands there: "Complete this sentence".
func ordersThis(ts []token) bool {
	return len(ts) > 1 && imperative[ts[0].raw] && ts[0].info.class&past == 0 && (ts[1].raw == "this" || ts[1].raw == "these")
}

// asksWhat tells whether a sentence opens as a question, whatever it ends with.
func asksWhat(ts []token) bool {
	return len(ts) > 1 && ts[0].raw == "what" && (ts[1].raw == "is" || ts[1].raw == "are")
}

// exchange tells whether a sentence is a part in a written exchange: "Q: ...".
func exchange(ts []token) bool {
	return len(ts) > 1 && (ts[0].raw == "q" || ts[0].raw == "a") && ts[1].raw == ":"
}

// levelled tells whether a sentence begins by naming a level of the scale.
func levelled(ts []token) bool {
	if len(ts) < 2 || ts[0].raw != "level" && ts[0].raw != "levels" && !judging[ts[0].raw] {
		return false
	}
	return ts[1].kind == figure || ts[1].raw == "one" || numberWords[ts[1].raw]
}

// asked are things asked of a machine: "your response".
var asked = set(`task response responses answer instructions output message system prompt role password name favorite favourite database account job user users training knowledge creators developers programming reply code key secret`)

// asking are words that make a question or a request of "you".
var asking = set(`can could do would will did are please if want need ask asking tell telling let thank`)

func actSoon(ts []token) bool {
	for i := 0; i < len(ts) && i < 4; i++ {
		if ts[i].kind == word && ts[i].info.class&(past|state) != 0 {
			return true
		}
	}
	return false
}
