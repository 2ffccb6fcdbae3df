package guide

import (
	"fmt"
	"strings"

	"mockstar/rubric"
)

// probeFor drafts what is asked back when an answer left a criterion out. In
// English it is made of the words of the criterion; elsewhere a form of words
// takes the criterion as it stands.
func (b *builder) probeFor(c *candidate, kind rubric.Kind) string {
	name := strings.TrimRight(bare(c.name), " .!?;,:")
	plain := fmt.Sprintf(b.lang.probe, clip(lowerFirst(name), 90))
	if b.lang.name != "English" || c.yesOrNo || len(strings.Fields(name)) > 16 {
		return plain
	}
	did, in := "How do you ", ""
	if kind == rubric.Story {
		did, in = "How did you ", " in this case"
	}
	if do, verb, ok := asDeed(name); ok {
		if saying[verb] {
			did = "Could you "
		}
		return did + do + "?"
	}
	if clause().MatchString(name) || strings.HasSuffix(strings.Fields(name + " .")[0], "ed") {
		return plain
	}
	if !bareNoun().MatchString(name) {
		return plain
	}
	return "What can you tell me about " + lowerFirst(name) + in + "?"
}

// clause finds words that make a sentence of a criterion.
var clause = lazily(`(?i)\b(is|are|was|were|has|have|had|can|could|should|would|will|must|may|does|did|they|he|she|not|no|nothing)\b|[;:?]`)

// bareNoun finds names that need no article: what doesn't count, and what is
// many.
var bareNoun = lazily(`(?i)^\S+$|^(?:a|an|the) |^\S*(?:ness|ity|esty|[ts]ion|ing|ment|ship|cy)\b|^\S*[^s']s (?:per|of|for|in|on|with|about)\b|(?:ness|ity|[ts]ion|ing|ment|ship|cy|work|care|trust|clarity|judge?ment|awareness|thinking|[^s']s|ance|ence|ics|empathy|safety|knowledge|analysis)$`)

// saying are the verbs that say what an answer says.
var saying = wordSet("say state name mention")

// asDeed makes "Reports near misses" or "Ability to report near misses" into
// "report near misses", and says which verb leads. It fails on what does not
// start with a verb that it knows.
func asDeed(name string) (deed, verb string, ok bool) {
	for _, start := range []string{"ability to ", "able to ", "can ", "willingness to ", "capacity to "} {
		if len(name) > len(start) && strings.EqualFold(name[:len(start)], start) {
			name = name[len(start):]
		}
	}
	words := strings.Fields(name)
	if len(words) < 2 {
		return "", "", false
	}
	first := strings.ToLower(words[0])
	third := false
	if verb, third = thirdPerson(first); !third {
		verb = first
	}
	next := strings.ToLower(words[1])
	if !verbs[verb] || nouns[verb] && (third && behind[next] || !third && !before[next]) {
		return "", "", false
	}
	words[0] = verb
	for i := 1; i < len(words); i++ {
		w := strings.ToLower(words[i])
		switch base, also := thirdPerson(w); {
		case w == "their" || w == "his" || w == "her":
			words[i] = "your"
		case w == "own" && words[i-1] != "your" && words[i-1] != "an":
			words[i] = "your own"
		case w == "they", w == "does" || w == "doesn't", finite[w] && joins[strings.ToLower(words[i-1])]:
			return "", "", false
		case also && third && joins[strings.ToLower(words[i-1])]:
			words[i] = base
		}
	}
	return strings.Join(words, " "), verb, true
}

var (
	finite = wordSet("is has was can will")
	joins  = wordSet("and or but then than")
	before = wordSet("a an the and or your own their what how why when whether that it them each every real") // what follows a verb
	behind = wordSet("for of per about between behind")                                                       // what follows a noun
	nouns  = wordSet("order store file book budget source host map mark master process progress practice probe reason research scale schedule segment step target time use plan design show test review support document report share balance measure contact check challenge focus help state name question question value trust work")
	verbs  = wordSet("accept account achieve acknowledge act adapt address admit adjust advise agree align allow analyse analyze anticipate apologise apologize apply ask assess audit avoid balance bring build calibrate call care challenge change check choose clarify coach collect communicate compare compromise confirm consider consult contact control coordinate cope correct create cut deal decide defend define delegate deliver demonstrate describe design develop diagnose distinguish document draw earn encourage engage ensure escalate establish estimate evaluate evidence examine explain explore face fall find fix focus follow frame gather get give guide handle have help hold identify improve inform inspire introduce invite involve isolate judge keep know label lead learn let limit link listen look make manage measure meet mention mentor monitor motivate move name navigate negotiate notice offer open organise organize own partner pass persuade plan present prevent prioritise prioritize propose protect prove put question raise rank reach react read recognise recognize recommend record reduce reflect refuse relate rely remain remake report resolve respect respond review sacrifice say seek select separate set share show simplify solve speak spot start state stay stop structure suggest support switch take talk taste teach tell test think track train translate treat trust try turn understand update use value verify visit wait weigh win work write save warn thank welcome greet calm reassure count clean wash cook order store secure wear carry lift drive repair replace install refer hand transfer recover restore deploy release close open chase prepare research source recruit reward promote empower embrace exhibit maintain sustain strive seek dig pause defer expect sign file book reconcile calculate forecast budget adopt aim avoid back break build compute connect convince debug deploy detect disclose double ease elicit empathise empathize enforce grow honour honor host hunt inspect integrate invest map mark master meet negotiate observe pick practise practice probe process produce progress quantify reason reassess rehearse remember remind reproduce research roll run scale schedule segment serve shape sort spend step stick store summarise summarize supervise target tidy time trace tune unblock volunteer weigh")
)

// thirdPerson gives the verb of which w is the third person: "tries" is of
// try.
func thirdPerson(w string) (verb string, ok bool) {
	if !strings.HasSuffix(w, "s") {
		return "", false
	}
	for _, base := range []string{strings.TrimSuffix(w, "s"), strings.TrimSuffix(w, "es"), strings.TrimSuffix(w, "ies") + "y"} {
		if verbs[base] && base != w {
			return base, true
		}
	}
	return "", false
}
