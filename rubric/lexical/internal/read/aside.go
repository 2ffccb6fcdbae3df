package read

import (
	"regexp"
	"strings"
)

// machine matches text of a kind that no candidate speaks: role markers,
// markup, verdicts, escapes. What it misses still has to read as a narrative
// before it can earn anything.
var machine = regexp.MustCompile(`(?i)<\|?/?\s*(im_start|im_end|system|assistant|user|tool|inst|sys|s|thinking|verdict|answer|script|img|endoftext)\b|\[/?\s*(inst|system|end|scene|mode|output)|^\s*\W*(system|assistant|user|interviewer|candidate|grader|human|ai|evaluator|examiner|verdict|score|rating|grade|tool|developer|gpt|dan|q|a)\s*(message|output|note)?\s*\]?\s*[:=]|<!--|-->|"(role|score|level|rationale|evidence|verdict|instruction|tool_calls)\\?"|\bscores?\s*[:=]\s*\S*\d|\x1b|\x08|` + "```" + `|\{\{|\}\}|\} \}|={4,}|-{4,}|\*{3,}|#{3,}\s*\w+.*#{2,}`)

// toMachine are words that a candidate says of the grading or to a model.
// Two of the second kind, or one of each, set a sentence aside unless it
// tells what the speaker did.
var judging = map[string]bool{
	"rubric": true, "grader": true, "score": true, "scores": true, "marks": true, "grade": true, "graded": true, "grading": true, "evaluator": true, "examiner": true, "rating": true,
	"criterion": true, "criteria": true, "candidate": true, "verdict": true, "5/5": true, "10/10": true, "hire": true, "answer": true, "interviewer": true, "pass": true, "transcript": true, "maximum": true,
}

var commanding = map[string]bool{
	"ignore": true, "disregard": true, "forget": true, "pretend": true, "award": true, "assign": true, "output": true, "emit": true, "print": true, "repeat": true, "give": true, "must": true,
	"reveal": true, "instructions": true, "instruction": true, "restrictions": true, "jailbreak": true, "jailbroken": true, "dan": true, "chatgpt": true, "openai": true, "persona": true, "roleplay": true,
	"override": true, "respond": true, "reply": true, "encode": true, "decode": true, "translate": true, "base64": true, "you": true, "your": true, "yourself": true, "please": true, "mark": true, "record": true, "treat": true, "assume": true, "deserves": true, "earns": true, "full": true, "previous": true, "system": true, "mode": true, "developer": true, "full-marks": true, "level": true, "note": true,
}

// aside tells whether a sentence speaks to the grader, or is text for or of a
// machine, and so is no part of the answer. An engineer who tells of prompt
// injection or of a rubric tells what somebody did: that is kept.
func aside(text string, ts []token) bool {
	if machine.MatchString(text) {
		return true
	}
	judged, commanded, told := 0, 0, false
	for i, t := range ts {
		if t.kind != word {
			continue
		}
		if judging[t.raw] {
			judged++
		}
		if commanding[t.raw] {
			commanded++
		}
		if (t.raw == "i" || t.raw == "we" || t.raw == "he" || t.raw == "she" || t.raw == "they" || t.raw == "i'd" || t.raw == "we'd") && actSoon(ts[i+1:]) {
			told = true
		}
	}
	if told {
		return false
	}
	first := ""
	for _, t := range ts {
		if t.kind == word {
			first = t.raw
			break
		}
	}
	switch {
	case judged > 0 && commanded > 0:
		return true
	case commanded >= 3:
		return true
	case commanding[first] && commanded >= 2:
		return true
	}
	return strings.Contains(text, "\u00ad") || strings.ContainsRune(text, '\u202e') || strings.ContainsRune(text, '\u200b')
}

func actSoon(ts []token) bool {
	for i := 0; i < len(ts) && i < 4; i++ {
		if ts[i].kind == word && ts[i].info.class&(past|state) != 0 {
			return true
		}
	}
	return false
}
