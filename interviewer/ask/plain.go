// Package ask words what the interviewer says: plainly from the question bank,
// or by a model that is handed the plain words and says them in a persona.
// What is said, and when, is the policy's choice and never made here.
package ask

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// Plain words everything from the document and a stock of phrases, with no
// model. The plan's seed orders the phrases; within a session none of the
// transitions comes twice.
type Plain struct{}

var _ interviewer.Asker = Plain{}

// Ask yields the words in one piece.
func (Plain) Ask(_ context.Context, a interviewer.Ask) iter.Seq2[interviewer.Piece, error] {
	return interviewer.Words(Text(a))
}

// Text is what Plain says for a.
func Text(a interviewer.Ask) string {
	var parts []string
	say := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	switch a.Move {
	case interviewer.AskQuestion:
		if a.Number == 1 {
			say(opening(a))
		} else {
			say(transition(a))
		}
		say(timeLeft(a))
		return apart(parts, a.Question.Text)
	case interviewer.AskProbe:
		say(timeLeft(a))
		say(leadUp(a))
		say(a.Criterion.Probe)
	case interviewer.AskPress:
		say(timeLeft(a))
		say(a.FollowUp.Text)
	case interviewer.Repeat:
		say(pick(a, repeats, a.Number+a.Time))
		return apart(parts, a.Open)
	case interviewer.Explain:
		words, again := explanation(a)
		say(words)
		if again {
			return apart(parts, a.Open)
		}
	case interviewer.OfferEnd:
		say(pick(a, offers, a.Number))
	case interviewer.Encourage:
		say(encouragement(a))
	case interviewer.Redirect:
		if echoes(a) {
			say(pick(a, offTopic, a.Number))
		} else {
			say(fmt.Sprintf(pick(a, redirects, a.Number), a.Question.Topic))
		}
		return apart(parts, a.Question.Text)
	case interviewer.GetReal:
		say(pick(a, realCases, a.Number))
	case interviewer.GiveHint:
		say(hint(a))
	case interviewer.Answer:
		say(answerInRole(a))
		say(timeLeft(a))
		if a.Last {
			say(pick(a, lastWord, 0))
		} else {
			say(pick(a, anythingElse, a.Number+len(a.Said)/2))
		}
	case interviewer.Farewell:
		say(farewell(a))
	}
	return strings.Join(parts, " ")
}

// leadUp leads to a probe: it takes up what the candidate said, if there is
// something to take up, and allows for having no case where they said so.
func leadUp(a interviewer.Ask) string {
	admitted := admits(a.Said)
	lead := ""
	switch words := echo(a); {
	case words != "":
		lead = fmt.Sprintf(pick(a, takeUps, a.Probes), words)
	case admitted: // the words below lead up to the probe
	default:
		lead = pick(a, leadIns, a.Probes)
	}
	if admitted {
		lead += " " + pick(a, nearest, a.Probes)
	}
	return lead
}

// pick is the nth phrase of list that this interview says.
func pick(a interviewer.Ask, list []string, n int) string {
	return list[nth(a.Plan.Seed, n, len(list))]
}

// apart lets a question stand by itself after what leads up to it.
func apart(parts []string, question string) string {
	return strings.Join(parts, " ") + "\n\n" + question
}

// nth is the index of the nth pick from a list of size items, in an order set
// by seed: n = 0 .. size-1 gives each index once.
func nth(seed uint64, n, size int) int {
	step := 1
	for k := range size {
		if s := 1 + (int(seed>>8%97)+k)%size; gcd(s, size) == 1 {
			step = s
			break
		}
	}
	return (int(seed%uint64(size)) + n*step) % size
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// opening greets. Who asks, and for what position, is known for the built-in
// guide alone; for a document of somebody else's nothing is made up.
func opening(a interviewer.Ask) string {
	length := count(a.Of, "question")
	if a.Plan.Budget > 0 {
		length += fmt.Sprintf(" for about %s", minutes(a.Plan.Budget))
	}
	pick := func(list []string) string { return pick(a, list, 0) }
	var words string
	switch {
	case a.Plan.Role != "":
		words = fmt.Sprintf(pick(openings), "position you sent me", length)
	case a.Plan.Position != "":
		words = fmt.Sprintf(pick(openings), a.Plan.Position+" position", length)
	default:
		words = fmt.Sprintf(pick(plainOpenings), length)
	}
	if a.Plan.Closing != "" {
		words += " " + pick(yourTurn)
	}
	return words + " " + pick(starts)
}

func transition(a interviewer.Ask) string {
	if a.Question.Kind == rubric.Closing {
		return pick(a, closers, 0)
	}
	list, plain := transitions, movesOn
	switch {
	case a.Previous == nil:
	case a.Previous.Sheet == nil:
		list, plain = afterSkip, passedOver
	case !a.Previous.Answered():
		list, plain = afterLittle, passedOver
	}
	if echoes(a) {
		return pick(a, plain, a.Number)
	}
	return fmt.Sprintf(pick(a, list, a.Number), a.Question.Topic)
}

// echoes reports whether the topic would only say the question twice, as one that
// was made of the words of somebody else's question does.
func echoes(a interviewer.Ask) bool {
	return a.Plan.Position == "" && strings.Contains(told(a.Question.Text), told(a.Question.Topic))
}

// helping are verbs that a question has and a statement hasn't.
var helping = map[string]bool{"do": true, "does": true, "did": true, "would": true, "will": true, "can": true, "could": true, "should": true}

// told are the words of s as a statement has them, each with a space around it.
func told(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return helping[w] })
	return " " + strings.Join(words, " ") + " "
}

func timeLeft(a interviewer.Ask) string {
	if a.Left == 0 {
		return ""
	}
	return fmt.Sprintf("We have about %s left, so I will keep an eye on the clock.", minutes(a.Left))
}

func minutes(d time.Duration) string { return count(int(math.Round(max(1, d.Minutes()))), "minute") }

func count(n int, what string) string {
	small := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	s := fmt.Sprint(n)
	if n < len(small) {
		s = small[n]
	}
	if n != 1 {
		what += "s"
	}
	return s + " " + what
}

func encouragement(a interviewer.Ask) string {
	if a.To == interviewer.NeedsTime {
		return pick(a, patient, a.Number+a.Time)
	}
	pick := func(list []string) string { return pick(a, list, a.Number) }
	switch a.To {
	case interviewer.Silent:
		return pick(silences)
	case interviewer.OneWord:
		if a.Question.Kind != rubric.Story {
			return pick(oneWordMethods)
		}
		return pick(oneWords)
	}
	if a.Question.Kind == rubric.Story {
		return pick(noStories)
	}
	return pick(noExamples)
}

// hint names the fact that is missing; asked again, it reads out what a good
// answer is held against.
func hint(a interviewer.Ask) string {
	if good := a.Criterion.Anchor(a.Criterion.Top() - 1); a.Time%2 == 0 && good != "" {
		return fmt.Sprintf("My notes describe a good answer like this: “%s” Take it from wherever you like.", good)
	}
	missing := strings.TrimRight(cmp.Or(a.Criterion.Missing, a.Criterion.Meaning), ".")
	s := fmt.Sprintf(pick(a, hints, a.Time), missing)
	if n := min(3, len(a.Question.Names)); n > 0 && a.Time == 1 {
		s += fmt.Sprintf(" People here often bring up %s, if any of it applies.", list(a.Question.Names[:n]))
	}
	return s + " Take it from wherever you like."
}

// list joins names as prose: "a, b or c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func farewell(a interviewer.Ask) string {
	if a.Why != "" {
		if s, ok := earlyFarewells[a.Why]; ok {
			return s
		}
	}
	return pick(a, farewells, 0)
}
