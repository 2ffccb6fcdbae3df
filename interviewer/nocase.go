package interviewer

import "strings"

// A denial is of a case, or of having done what was asked. What is denied must
// be the case itself, a word for it, or nothing: what else somebody never had
// ("the budget for that") is part of what they tell.
const (
	notYet = `( (really|actually|honestly|truthfully|personally|ever|yet|quite|exactly|myself|so far))*`
	ending = notYet + `( (at work|in my (job|career|work|life)|professionally|before|either|right now|to be (honest|frank|fair|sincere)|i.?m afraid))*(\W*$|[.,;:!?)–—]| (but|so|and|though|although|because|which)\b)`
	aCase  = `((an?|any|such an?|such|that|this|one) )?((good|real|true|proper|clear|clean|great|single|similar|concrete|such) )*(examples?|story|stories|cases?|situations?|occasions?|experiences? (of|like|with) (that|this|it|such))\b`
	itself = `(that|this|it|one|such|any|(any|some)thing( (like|of) (that|this|the kind|the sort))?|to( (do|face|make|handle|decide|deal with|go through|choose)( (that|this|it|one))?)?)`
	matter = `(that|this|such an?|a similar) (\w+ )?(position|role|decision|choice|fight|argument|conversation|project|incident|failure)`

	unable  = `\b(can.?t|cannot|could.?n.?t|could not|don.?t|do not)` + notYet + ` (think of|recall|remember|come up with|point to)( (` + aCase + `|a (single|time)\b)|( (one|any(thing)?|such))?` + ending + `)`
	without = `\b(do not|don.?t|did not|didn.?t|have not|haven.?t|.ve not|never)` + notYet + ` (have|had|got|seen|met|come across) (` + aCase + `|(one|any|such)` + ending + `)` +
		`|\b(have|had|.ve|got|is|was) no ` + aCase + `|\bno (such )?(example|experience|story)\b|\bhaven.?t (one|any)\b`
	undone = `\b(have not|haven.?t|.ve not|had not|hadn.?t|never|did not|didn.?t)` + notYet +
		` ((done|did|do|had|have|made|make|led|built|run|owned|seen|worked (on|with|in)|been in) (` + itself + `|` + matter + `)` + ending +
		`|(faced|dealt with|experienced|been in|been through|lived through|mentored)\b|happened( to me)?` + ending + `)`
	blank = `\bnothing (comes|springs) to mind\b|\bmind (is|went) (a )?blank\b|\bno idea( what to (say|tell))?` + ending +
		`|\bi (do not|don.?t) know( what to (say|tell)| how to answer)?(\W*$|[.;!?]|,? (honestly|sorry|to be|and|but|so)\b)` +
		`|\bi (haven.?t|have not|(have )?never( (have|did|had|done))?)` + ending
)

var (
	noCase  = lazily(`(?i)` + strings.Join([]string{unable, without, undone, blank}, "|"))
	asISaid = lazily(`(?i)\b(as|like) i( \w+)? (said|mentioned|told|explained|noted)( (you|before|earlier|already))*`)
)

// NoCase reports whether text says that there is no such case, or that what was
// asked about was never done.
func NoCase(text string) bool { return noCase().MatchString(text) }

// onlyDenies reports whether text says that there is no such case, and tells of
// nothing that was done in place of it.
func onlyDenies(text string) bool {
	return NoCase(text) && !didWords().MatchString(noCase().ReplaceAllString(asISaid().ReplaceAllString(text, " "), " "))
}
