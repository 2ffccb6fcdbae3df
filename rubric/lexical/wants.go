package lexical

import (
	"regexp"
	"sync"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// A want is one thing that a probe may be after: how it is asked for, and how
// an answer holds it. What is hard to hear is not in the table, so that a probe
// for it is asked.
type want struct {
	asked *regexp.Regexp
	told  func(*heard) bool
}

// wants were thought out on the probes of the bank and on answers that were
// asked for what they had said; the tests hold them to both. They hear whether
// a thing was told, never how well.
var wants = sync.OnceValue(func() []want {
	w := func(asked string, told ...func(*heard) bool) want {
		return want{regexp.MustCompile(`(?i)\b(?:` + asked + `)`), func(h *heard) bool {
			for _, t := range told {
				if t(h) {
					return true
				}
			}
			return false
		}}
	}
	return []want{
		// What STAR-AI asks for.
		w(`(did|does) (that|this|it|the) ?.* (teach|show) you\b|did you learn|have you learned|evaluate differently|different about this`, lesson, has(`what (is|was) (particular|special|different|hard) about (AI|models?|data)\b`)),
		w(`in (the )?(numbers|figures)|how big was|what (could you measure|changed in)|how did the numbers look|compared with what|how far short|how close did it come`, change),
		w(`how big after`, has(`(gap|difference|rate|spread)\b[^.]*\b(went|fell|dropped|shrank|narrowed|came|closed)( down)? (to|from)\b`)),
		w(`(had|did) (it|that) cost|cost you`, costly, has(`(killed|stopped|after|spent|burned)\b[^.]*\b(euros|dollars|pounds)`)),
		w(`get worse`, costly),
		w(`how long did it take`, has(`(days|weeks|months) later|(took|after) (\w+ ){1,3}(days|weeks|months)`)),
		w(`tackle first`, has(`(began|started) with|\bI \w+ (\w+ ){0,6}first\b`)),
		w(`your (own )?(role|position|job|part|responsibility)\b|was it you who`, role),
		w(`you the one expected`, has(`I (was|had been) (asked|expected|supposed|told|brought in) to|my (job|task|part) was to|I had to`)),
		w(`yours to|your decision|of that decision was`, decision),
		w(`you have to (hit|get back)|need to reach|counted as success|responsible for reaching|target were you|on the hook`, target),
		w(`want the others to`, has(`I (thought|argued|said|believed|felt|was (sure|convinced)|wanted)( that)? (we|us|them|they|the \w+)\b|I (proposed|suggested|recommended|pushed for)`)),
		w(`step by step|you do first|did you do yourself|which of the steps|exactly did you do|what did you do with`, steps),
		w(`why (that|this) |why in that|made you (choose|decide)`, reasoned),
		w(`when did .* last|which (project|component|system) (was|did)`, occasion),
		// What stood before, and what hung on it.
		w(`how bad was the problem`, pain),
		w(`riding on`, has(`(she|he|they|product|sales|support|marketing|finance|the \w+)\b[^.]*\b(losing|lose|lost|under pressure|promised|headcount|bonus|deadline|target|budget)`)),
		w(`pushing you`, has(`(days?|weeks?|months?) before|deadline|pressure|promised|launch date|contract|revenue`)),
		w(`gone into the project`, has(`\d+ (people|engineers|months|weeks)|(months|weeks|years)\b[^.]*\b(euros|dollars|pounds|people|engineers)|(euros|dollars|pounds)\b[^.]*\b(months|weeks|years)`)),
		w(`users actually see`, has(`(users?|customers?|people|patients|tickets|requests|orders|queries|clients|answers)\b[^.]*\b(wrong|failed|down|waited|lost|broken|late|missed|empty|nonsense)`)),
		w(`how many of them`, harm),
		w(`really fixed`, has(`(has|have) (\w+ )?(fired|caught|held)|fixed at|never came back|not come back|(stayed|held) (at|for|since)|(confirmed|verified) (that|it)`)),
		w(`how did you find out,|how did you find out\?|did you first notice`, has(`called me|paged|alarm|alert|noticed|told me|complain|reported|saw (that|it)`)),
		w(`stop the harm`, has(`rolled? (it )?back|switched|turned (it |the \w+ )?off|disabled|stopped|took (it|the \w+) down|fallback|froze`)),
		w(`symptom to the cause`, has(`(diffed|compared|bisected|traced|replayed|reproduced)\b[^.]*\b(found|saw|showed|cause|that)`)),
		w(`rule out on the way`, has(`ruled out|excluded|was not the|wasn['’]t the|it was neither`)),
		w(`while you still didn['’]t know`, has(`without knowing|before (I|we) knew|did(n['’]t| not) know (yet|why|what)`)),
		w(`would be caught earlier`, has(`(added|introduced|set up|built|put in)\b[^.]*\b(alarm|alert|canary|check|monitor|gate|test)`)),
		// What was done with and for other people.
		w(`offer them instead`, has(`I (then |also |instead |first )?(offered|proposed|suggested|recommended)|we (offered|proposed|suggested)|instead,? (I|we)|my (counter-?)?(proposal|offer|alternative)`)),
		w(`could you show them|show them in figures`, measured(`(tried|ran|took|tested|measured|counted|showed|compared|replayed|sampled)`)),
		w(`build or measure yourself|experiment you ran`, measured(`(built|replayed|benchmarked|compared|measured|ran|tested|tried|counted|profiled|timed)`)),
		w(`really trying to achieve|really need underneath`, has(`turned out|really (wanted|needed|cared|feared)|feared|was afraid|(wanted|needed) (fewer|less|more|to (cut|save|reduce|hit|keep|get))|was losing`)),
		w(`get them to agree`, has(`(agreed|signed|accepted|said yes)\b[^.]*\b(when|because|after|once)\b`)),
		w(`weak points`, has(`(his|her|their|the) (worry|worries|concern|objection)s? (was|were)|downside|drawback|limitation|weak (point|spot)|would not|couldn['’]t|I (told|warned) them`)),
		w(`whom did you talk to`, has(`I (first )?(took (it|that|this) to|showed|went to|talked to|spoke to|asked|called|met|sat down with)\b[^.]*\b(before|first|alone|in private|coffee|lunch|one[- ]on[- ]one)`)),
		w(`that person do today`, has(`(she|he|they|[A-Z]\w+) (\w+ ){0,2}(shipped|owned|ran|led|built|delivered|passed|merged|took over)\b[^.]*\b(own|alone|\d|herself|himself|without)|(weeks|months) later (she|he|they)`)),
		w(`instead of giving the answer`, has(`asked (\w+ ){0,4}(question|what|which|why)\b|did(n['’]t| not) (tell|give) (her|him|them)`)),
		w(`review comment`, has(`(wrote|commented|comment|left|noted)\b[^.]*["“]`)),
		w(`did you explain the trade-off|model['’]s quality to them|in the words you used`, has(`I (said|told|put it|explained|wrote|translated)\b[^.]*(["“]| out of | in (every )?(ten|twenty|a hundred|\d+)\b)`)),
		w(`agree on beforehand`, has(`agreed (on|that|beforehand|in advance|before)|wrote down (the|a|what)`)),
		w(`decision of yours contributed`, has(`my (own )?(mistake|fault|error)|I (should have|should not have|shouldn['’]t have|underestimated|ignored|insisted|never (asked|checked))|without (asking|checking|reading)`)),
		w(`why it had really failed`, has(`(it )?turned out|traced|the (real )?(cause|reason) was|found (out )?that`)),
		// What is kept up.
		w(`time for that is not eaten`, has(`(one|a|two) days? (in|a|per|every|each)\b|(keep|kept|reserved?|set|book|block|protect|goes|spend|spent|give|gave|got)\w*\b[^.]*\b(\d+|ten|fifteen|twenty|thirty) ?(percent|%)|every (other )?(friday|monday|sprint|month|quarter)`)),
		w(`ordinary web service would not`, has(`(debt|rot)\b[^.]*\b(data|labels?|embeddings?|prompts?|evaluation)\b|in (the )?data\b[^.]*\bnot (in )?(the )?code`)),
		w(`which figures tell`, has(`(hours|days|minutes)\b[^.]*\b(cost|took|lost)\b[^.]*\b(week|month|quarter|sprint)`)),
		w(`in place today`, has(`(since then|now|today|by now|every|each)\b[^.]*\b(check|review|monitor|gate|canary|audit|alarm|alert)`)),
		w(`who looked at the case`, has(`(person|human|clerk|analyst|underwriter|nurse|doctor|somebody|someone)s? (\w+ )?(review|check|look|decide|read|sees?)`)),
		w(`hurting users`, has(`shadow|canary|(feature )?flag|rolled? back|kill switch|fallback|(percent|%) of (the )?(traffic|users|requests)`)),
		w(`in case the vendor`, has(`(wrote|built|kept|had|put)\b[^.]*\b(adapter|wrapper|abstraction|interface|second (vendor|provider|source)|way out|exit)|tested leaving`)),
		w(`something to own`, has(`(pay us for|makes us (different|special)|our (core|edge|advantage)|sets us apart|commodity|competitors?)`)),
		w(`started giving bad answers`, has(`(monitor|alert|alarm|sampled?|watch|canary|dashboard)\w*\b[^.]*(\d|percent|daily|weekly|hour|quality|drift|wrong)`)),
	}
})

// surely is how strongly a sentence states an element that was told for
// certain: the labels call 1 thin and 2 particular.
const surely = 1.1

func lesson(h *heard) bool {
	return h.any(func(s said) bool {
		return h.sight.Stated(s.index, element.Lesson) >= surely && s.Has(read.AINature|read.Contrast)
	})
}

// change is a figure from before beside one from after.
func change(h *heard) bool {
	return h.any(func(s said) bool {
		return h.sight.Stated(s.index, element.Outcome) >= surely && (s.Pairs > 0 || s.Measured > 1 && became().MatchString(s.text))
	})
}

var became = lazily(`(?i)\b(went|fell|dropped|rose|grew|came|climbed)( down| up)? to\b`)

var lost = lazily(`(?i)\b(costs? (us|me|them)|cost (rose|went up|of)|rose|lost|worse|slower|the price was|gave up|waited|woken|furious|(bill|budget) went)\b`)

// costly is a price that was paid, with its figure.
func costly(h *heard) bool {
	return h.any(func(s said) bool {
		return s.Measured > 0 && lost().MatchString(s.text) && (s.Has(read.Cost|read.Outcome) || h.sight.Stated(s.index, element.Cost) >= plainly[element.Cost])
	})
}

var calling = lazily(`(?i)\bI( was|['’]m| am) (\w+ ){0,4}(engineer|lead|manager|scientist|owner|developer|architect|researcher|analyst|head|mentor|intern|founder)\b|\bI owned\b|\b(was|is) mine\b|\bI was (responsible|in charge|on call)\b|\bmy (job|task)\b|\bon me to\b`)

func role(h *heard) bool {
	return h.any(func(s said) bool { return calling().MatchString(s.text) })
}

// decision is what the speaker could decide, or could not.
func decision(h *heard) bool {
	return h.any(func(s said) bool { return deciding().MatchString(s.text) })
}

var deciding = lazily(`(?i)\b(my (call|decision)\b|mine to\b|((whole thing|it) was|estimate was) mine\b|on me to (say|decide)|I could(n['’]t| not) (stop|decide|approve)|I had the (last|final))`)

// target is a figure or a date that the speaker had to reach.
func target(h *heard) bool {
	return h.any(func(s said) bool {
		return s.First && (s.Figures+s.Dates > 0 || due().MatchString(s.text)) && (owing().MatchString(s.text) || s.Has(read.Duty) && s.Has(read.Target))
	})
}

var (
	due   = lazily(`(?i)\b(by|before|until) (the|a|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|summer|winter|spring|autumn)\b`)
	owing = lazily(`(?i)\b(had to|needed to|was to|were to|asked (me|us) to|goal|target|our budget was|promised|deadline|no (more|later) than)\b`)
)

// steps are several acts of the speaker's own.
func steps(h *heard) bool {
	some, particular := 0, 0
	for _, s := range h.said {
		if act := h.sight.Stated(s.index, element.Act); s.Own+s.Elided > s.Soft && act >= 0.9 {
			some++
			if act >= 1.4 {
				particular++
			}
		}
	}
	return some >= 3 || particular >= 2
}

func reasoned(h *heard) bool {
	return h.any(func(s said) bool { return s.Own+s.Elided > 0 && s.Because() })
}

// occasion is something that came of it, with its time.
func occasion(h *heard) bool {
	dated := h.any(func(s said) bool { return s.Dates > 0 || s.Has(read.When) })
	return dated && h.any(func(s said) bool {
		return h.sight.Stated(s.index, element.Outcome) >= surely && s.Figures > 0
	})
}

var bad = lazily(`(?i)\b(only|just|lost|wrong|failed?|complain\w*|took|by hand|manual\w*|backlog|missed|missing|waited|abandon\w*|gave up)\b`)

// pain is how bad it was before, in figures.
func pain(h *heard) bool {
	return h.any(func(s said) bool {
		return s.Measured > 0 && bad().MatchString(s.text) && s.Order < 4 && s.Own == 0 && h.sight.Stated(s.index, element.Scene) >= plainly[element.Scene]
	})
}

// harm is how many were wrong or hurt.
func harm(h *heard) bool {
	return h.any(func(s said) bool { return s.Measured > 0 && hurt().MatchString(s.text) })
}

var hurt = lazily(`(?i)\b(wrong|failed|down|waited|lost|broken|late|missed|empty|affected)\b`)

// measured makes what a want listens for: an act of the speaker's with such a
// verb, and a figure.
func measured(verbs string) func(*heard) bool {
	words := regexp.MustCompile(`(?i)\bI (\w+ ){0,4}` + verbs + `\b|, ` + verbs + `\b`)
	return func(h *heard) bool {
		return h.any(func(s said) bool { return s.Own > 0 && s.Figures > 0 && words.MatchString(s.text) })
	}
}
