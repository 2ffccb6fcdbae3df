package interviewer

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"mockstar/rubric"
)

// Commands are what a candidate can type instead of a reply that the policy
// answers. Leaving and help are the terminal's business.
var commands = map[string]Reply{
	"/repeat": AskedRepeat,
	"/hint":   AskedHint,
	"/skip":   Skipped,
	"/end":    EndedEarly,
}

// The patterns recognise short replies that are not answers. They read
// English only; a reply they miss is simply graded. What is said of the talk
// itself must be all that is said: see talk.go.
var (
	repeatWords  = lazily(`(?i)\b(repeat|say (that|it) again|come again|pardon|(what|which) was the question|read it again|didn.t (catch|hear) (that|it|you|the question))\b`)
	skipWords    = lazily(`(?i)^\W*((can|could|may) (we|i) )?((let.?s |let me |i.?(ll|d like to|d rather|d prefer to|want to) )?(skip|pass)( (this|that|it|on this|on that|this one|that one))?( please)?|next( question)?( please)?|i.?d rather not( \w+){0,6}|no comment|(i )?(can.?t|cannot|am not able to|not allowed to) (talk|speak|say)( \w+){0,8})\W*$`)
	unclear      = lazily(`(?i)^\W*((sorry|hm+|uh|um|well|wait|ok|okay|i.?m afraid|honestly)\W+)*((i )?(really |still )?(do not|don.?t|did not|didn.?t) (really |quite |fully )?(know what (you|that|this) (means?|wants?)|(understand|get|follow)( (you|that|it|this|the question|what (you|that) (means?|wants?)|what you.?re (asking|after)|what you are (asking|after)))?)|what (do|does) (you|that|this|it) mean( by (that|this|it))?)\W*$`)
	nothingToAsk = lazily(`(?i)^\W*((well|thanks?|thank you|ok|okay|great|perfect|i (think|guess|believe))\W+(so much|very much|a lot)?\W*)*((no|nope|none|nothing|not (really|now|at the moment)|i.?m (good|fine|done|all set)|all good|(that.?s|that is|that was|that will be) (all|it|everything|helpful|useful)|i (do not|don.?t) (have (any|more)|think so)|you.?ve (answered|covered))\b[^?]*)?$`)
	wouldWords   = lazily(`(?i)\b(i|we|you|one)(.?d| would| could| should| might|.?ll| will)\b`)
	didWords     = lazily(`(?i)\b(i|we)( \w+ly| also| then| just| first| had)? (\w+ed|built|wrote|ran|led|made|found|took|got|had|was|were|did|set|put|chose|cut|kept|told|went|gave|saw|spent|shipped|brought|held|sent|began)\b`)
)

// A pattern is compiled at its first use: most commands hold no interview.
type pattern = func() *regexp.Regexp

func lazily(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// Short replies can be read as something other than an answer; a longer one is
// taken for what it says.
const (
	shortReply    = 15 // words
	middlingReply = 45
)

// Classify says what a reply to the last words of st is to be taken for. That
// it answers another question is not seen here: see [Session.Elsewhere].
func Classify(st State, text string) Reply {
	text = strings.TrimSpace(text)
	if as, ok := commands[strings.ToLower(text)]; ok {
		return as
	}
	words := len(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\'' && r != '’' }))
	closing := st.cur.Question.Kind == rubric.Closing
	switch {
	case words == 0:
		return Silent
	case st.last.Move == OfferEnd && yesWords().MatchString(text):
		return EndedEarly
	case st.last.Move == OfferEnd && noWords().MatchString(text):
		return AskedRepeat
	case words <= shortReply && repeatWords().MatchString(text):
		return AskedRepeat
	case closing && stopWords().MatchString(text):
		return NoQuestions
	case closing && words <= shortReply && nothingToAsk().MatchString(text):
		return NoQuestions
	case words <= shortReply && st.cur.probing != "" && saidWords().MatchString(text):
		return Skipped
	case words <= middlingReply && st.cur.Reactions[Confidential] == 0 && confidential(text):
		return Confidential
	case words <= shortReply && skipWords().MatchString(text):
		return Skipped
	case words <= shortReply && ofTheTalk(text) != "":
		return ofTheTalk(text)
	case closing:
		return Answered
	case words <= shortReply && unclear().MatchString(text):
		return CounterAsked
	case words <= middlingReply && onlyDenies(text):
		return NoExample
	case words <= middlingReply && asksBack(text):
		return CounterAsked
	case st.cur.probing == "" && rubric.Blank(rubric.Said(text)):
		return OneWord
	case st.cur.Question.Kind == rubric.Story && st.cur.probing == "" && hypothetical(text):
		return Hypothetical
	}
	return Answered
}

// asksBack reports whether the reply is nothing but a question: it ends with
// one, and holds at most one other sentence, which tells of nothing done.
func asksBack(text string) bool {
	if !strings.HasSuffix(strings.TrimRight(text, " \t\n\"'”’)"), "?") {
		return false
	}
	told := strings.Count(text, ". ") + strings.Count(text, "! ")
	return told == 0 || told == 1 && !didWords().MatchString(text)
}

// hypothetical reports whether a reply tells what somebody would do and
// nothing that was done.
func hypothetical(text string) bool {
	would := len(wouldWords().FindAllString(text, -1))
	return would >= 2 && len(didWords().FindAllString(text, -1)) == 0
}
