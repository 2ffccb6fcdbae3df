package hostile

import (
	"slices"
	"strings"
)

// A need is what no text is without that a pattern matches: of each list one
// part of a word. To look for it first spares nearly every clause the pattern,
// which is slow.
type need [][]string

// parts lists parts of words, with commas between.
func parts(list string) []string { return strings.Split(list, ",") }

// met reports whether all that n lists may be in text.
func (n need) met(text string) bool {
	for _, list := range n {
		if !slices.ContainsFunc(list, func(part string) bool { return strings.Contains(text, part) }) {
			return false
		}
	}
	return true
}

// payloadNeeds are the needs of payload, branch by branch.
var payloadNeeds = []need{
	{parts("this sentence,this following,the sentence,the following"), parts("complete,continue")},
	{parts("instruct,directive,prompt,rule,guideline,request,restriction,boundar,task,told,said,rubric,criteria,above,about that"), strings.Fields(dropping)},
	{parts("full,max,highest,top,perfect,best"), parts("score,mark,point,grade,rating,level,credit,answer"), strings.Fields(marking)},
	{parts("5"), parts("score,level,grade,rating,mark"), strings.Fields(marking)},
	{parts("5 on,5 for,5 in,5 /,5/,10 /,10/,5 out of,strong hire,excellent answer,{,<"), strings.Fields(marking)},
	{parts("this candidate,the candidate"), parts("pass,hire,approve,mark")},
	{parts("grade the,score the"), parts("answer")},
	{parts("instruction,prompt,system message,rubric,configuration,guidelines,above,after me,everything in,entire conversation,initialization string,you were,your answer with"), strings.Fields(leaking)},
	{parts("your response,your reply,your answer,your message"), strings.Fields(changing)},
}

// mayOrder reports whether text may hold a payload.
func mayOrder(text string) bool {
	return slices.ContainsFunc(payloadNeeds, func(n need) bool { return n.met(text) })
}
