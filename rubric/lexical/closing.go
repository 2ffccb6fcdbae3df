package lexical

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// The closing phase turns the roles round: the candidate asks, so there are no
// acts and no figures to read. What is read instead is what a question is
// about, whether it is open, and whether it asks for an occasion or a choice,
// which is what one asks who has done the work. The rules are set by hand: no
// graded questions exist to fit them to.

var (
	openly    = lazily(`(?i)\b(how|why|what|who|when|which|where|tell me|walk me|describe)\b`)
	occasions = lazily(`(?i)\b(last time|the last|happened|happens|happen|ever|recent(ly)?|example|changed? your mind|went wrong|go wrong|goes wrong|surprised?|regret|learn(ed|t)|would you (change|do)|before (users|customers|anybody|anyone))\b`)
	theirs    = lazily(`(?i)\b(team|teams|company|role|position|job|here|person|people|engineers?|colleagues?|manager|customers|roadmap|you (decide|handle|plan|work|build|run|own|see|learn(ed)?|use|measure|evaluate|monitor|test|ship|deploy|release|label|notice|track|expect)|(how|what|when|where|why|who) (do|did|are|were|have) you|your (own|biggest|last|first|current|next))\b`)
	choices   = lazily(`(?i)\b(or|versus|vs|instead|rather than|between|against|trade|decides? (when|whether|if|between)|decided|balance|draw the line|say no|give up)\b`)

	// What any visitor asks, unless more is asked in the same breath.
	visitors = lazily(`(?i)\b((which|what) (kinds? of |sorts? of )?(models?|llms?|cloud|stack|tools?|frameworks?|tech\w*|databases?|languages?)|how (big|large|many (people|engineers|of you))|what('s| is) the (team )?(culture|vision|size))\b`)
	further  = lazily(`(?i)\band (how|why|who|when|what|where)\b`)

	// advice is asked by who wants to be told what to do, and not how it is done
	// there.
	advice = lazily(`(?i)\b(can|could|do|should|would|may) i\b`)
)

// areas are words by which a question is about an area of the built-in guide
// though it says none of its cues: no list of phrases foresees how people ask.
var areas = map[string]func() *regexp.Regexp{
	"ai-system": lazily(`(?i)\b(models?|prompts?|(ai|ml|tech|model) stack|architecture|infrastructure|pipelines?|retrieval|embeddings?|llms?|ai system|in(to)? production|inference|latency|evaluat\w+|metrics?|measur\w+|quality|accura\w+|monitor\w*|drift\w*|alerts?|incidents?|outages?|fail(s|ed|ures?)?|breaks?|broke|roll(ed|ing)? ?back|releases?|deploy\w*|hallucinat\w*|stale|label(s|ing|ling|led)?|annotat\w+|retrain\w*|guardrails?|(get|got|go|goes|went) wrong|differently|regret\w*|up at night|awake)\b`),
	"team":      lazily(`(?i)\b(teams?|people|engineers?|scientists?|colleagues?|on.?call|pagers?|paged|manager|reports? to|culture|collaborat\w+|expect\w*|mentor\w*|juniors?|onboard\w*|first (few |six |three |ninety )?(days|weeks|months|year)|who (decide[sd]?|owns?|runs?|carries|signs?|deploys?|reviews?|gets?))\b`),
	"future":    lazily(`(?i)\b(next (year|quarter|big|two|few|twelve)|roadmap|coming (year|months|quarters?)|future|vision|plan(s|ned|ning)? (to|for|on)|your plans|going (from here|next)|heading|long.?term|in (two|three|five) years|years? from now|months from now|new (models?|releases?) come|keep(ing)? up|strategy|in.?house|build or buy|bet(ting)? on|stop doing)\b`),
}

// lazily compiles a pattern at its first use, which most runs never come to.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// seniority is the criterion that reads the questions as a whole instead of
// one area.
const seniority = "seniority"

// leastQuestion is how many words a question needs to ask something definite.
const leastQuestion = 8

// definiteQuestion is how many words make a question definite where there are
// no cues to tell by.
const definiteQuestion = 12

// An inquiry is one question of the candidate's, seen from one criterion.
type inquiry struct {
	sentence int
	cues     int
	plain    bool // what any visitor would ask
	grown    bool // grows out of something the asker has done
	open     bool // cannot be answered with yes or no
	definite bool // long enough, and names something particular
	probing  bool // asks for an occasion or a choice
}

// rank is how much one question shows of the area it asks about.
func (x inquiry) rank() rubric.Level {
	switch {
	case x.plain:
		return 2
	case x.open && x.definite && x.probing:
		return 5
	case x.open && x.definite:
		return 4
	case x.open:
		return 3
	}
	return 2
}

// closing grades the candidate's questions by the criteria of a closing
// question.
func closing(sight *trait.Sight, a rubric.Answer) []rubric.Finding {
	q := sight.Question()
	asked := make([][]inquiry, len(q.Criteria))
	for i, c := range q.Criteria {
		switch {
		case c.ID == seniority:
		case len(c.Cues) == 0: // it listens for questions, whatever they are about
			asked[i] = inquiries(sight, "", sight.Questions(), a)
		default:
			asked[i] = inquiries(sight, c.ID, sight.Asked(i), a)
		}
	}
	var fs []rubric.Finding
	for i, c := range q.Criteria {
		xs := asked[i]
		if c.ID == seniority {
			xs = best(asked)
		}
		f := rubric.Finding{Criterion: c.ID, Level: onScale(areaLevel(c.ID, xs), c)}
		if f.Level > 1 {
			f.Quotes = ask(sight, xs, a)
		}
		f.Rationale = inquired(c, f.Level, xs)
		fs = append(fs, f)
	}
	return fs
}

// inquiries are questions asked about an area, with the cues said in each, the
// strongest first.
func inquiries(sight *trait.Sight, area string, asked map[int]int, a rubric.Answer) []inquiry {
	var xs []inquiry
	for j := range sight.Questions() {
		s := &sight.Reading.Sentences[j]
		cues, said := asked[j]
		text, before := text(s, a), lived(sight.Reading, j, a)
		if words, ok := areas[area]; ok && !said && !advice().MatchString(text) {
			cues = len(words().FindAllString(before+text, -1))
			said = cues > 0
		}
		if !said || s.Words < 4 || cues > 0 && !s.Has(read.Field) && !theirs().MatchString(text) {
			continue // of something else, or in words that all work has
		}
		xs = append(xs, inquiry{
			sentence: j, cues: cues, grown: before != "", open: openly().MatchString(text),
			plain:    visitors().MatchString(text) && !further().MatchString(text),
			definite: before != "" || s.Words >= leastQuestion && (cues > 1 || s.Rare > 1) || cues == 0 && s.Words >= definiteQuestion,
			probing:  before != "" || occasions().MatchString(text) || choices().MatchString(text),
		})
	}
	slices.SortFunc(xs, func(x, y inquiry) int {
		return cmp.Or(cmp.Compare(y.rank(), x.rank()), cmp.Compare(y.cues, x.cues), cmp.Compare(x.sentence, y.sentence))
	})
	return xs
}

// lived is the sentence before a question where it tells what the asker did or
// lived through, which the question grows out of; else it is empty.
func lived(r *read.Reading, j int, a rubric.Answer) string {
	if j == 0 || r.Sentences[j-1].Line != r.Sentences[j].Line {
		return ""
	}
	if s := &r.Sentences[j-1]; s.Told && s.Past && s.Acts()+s.Shared > 0 {
		return text(s, a) + " "
	}
	return ""
}

// best is each question once, as the area it asks about most strongly sees it.
func best(asked [][]inquiry) []inquiry {
	var all []inquiry
	for _, xs := range asked {
		for _, x := range xs {
			i := slices.IndexFunc(all, func(y inquiry) bool { return y.sentence == x.sentence })
			switch {
			case i < 0:
				all = append(all, x)
			case x.rank() > all[i].rank():
				all[i] = x
			}
		}
	}
	slices.SortFunc(all, func(x, y inquiry) int {
		return cmp.Or(cmp.Compare(y.rank(), x.rank()), cmp.Compare(x.sentence, y.sentence))
	})
	return all
}

// areaLevel is the rank of the strongest question. Seniority shows in more
// than one of them: with a single question it ends at 3, with two at 4; one that
// grows out of what the asker has lived through counts as one more.
func areaLevel(id string, xs []inquiry) rubric.Level {
	if len(xs) == 0 {
		return 1
	}
	if id == seniority {
		most := rubric.Level(2 + len(xs))
		if slices.ContainsFunc(xs, func(x inquiry) bool { return x.grown }) {
			most++
		}
		return min(xs[0].rank(), most)
	}
	return xs[0].rank()
}

func ask(sight *trait.Sight, xs []inquiry, a rubric.Answer) []string {
	var out []string
	for _, x := range xs[:min(2, len(xs))] {
		out = append(out, text(&sight.Reading.Sentences[x.sentence], a))
	}
	return out
}

func text(s *read.Sentence, a rubric.Answer) string { return a[s.Line].Text[s.Start:s.End] }

// inquired says in one line what the questions show and what they lack.
func inquired(c rubric.Criterion, l rubric.Level, xs []inquiry) string {
	if len(xs) == 0 {
		return "No question asks about it."
	}
	seen := "Seen: one question on it"
	if len(xs) > 1 {
		seen = fmt.Sprintf("Seen: %d questions on it", len(xs))
	}
	x := xs[0]
	switch {
	case x.plain:
		seen += ", which any visitor would ask"
	case x.grown && x.open:
		seen += ", grown out of what you lived through"
	case x.open && x.definite && x.probing:
		seen += ", open and definite, asking for an occasion or a choice"
	case x.open && x.definite:
		seen += ", open and definite"
	case x.open:
		seen += ", open but general"
	default:
		seen += ", which yes or no would answer"
	}
	switch {
	case l == c.Top():
		return seen + "."
	case c.ID == seniority && len(xs) < 3:
		return seen + ". Missing: more questions of that kind."
	case !x.definite:
		return seen + ". Missing: a definite point in it."
	}
	return seen + ". Missing: an occasion or a choice to talk about."
}
