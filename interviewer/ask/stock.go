package ask

import (
	"regexp"
	"sync"
)

// The company that the interviewer speaks for when no model plays the part. It
// is invented, and the same in every session. The first subject that a
// question is about is taken, so what is asked for in few words comes before
// what is asked for in many.
var inRole = sync.OnceValue(func() []topic {
	return []topic{
		{"", about(`salary|compensation|bonus|equity|benefits|\bpaid\b|\bpay\b`), []string{
			"Pay is not mine to discuss, and I would only get it wrong. The recruiter has the range and will tell you before any next round.",
		}},
		{"", about(`next steps?|hear back|after this|rest of the (interview|process)|how many (more )?(rounds|interviews)|decision on (me|this)`), []string{
			"I write my notes today, and whoever else talks to you does the same before we compare them. You will see mine in a moment.",
		}},
		{"", about(`how did i do|how was i|concerns? about (me|my)|hesitat|feedback (for|on) me|my (answers|performance)|(good|right) fit`), []string{
			"You will have it in writing rather than as a feeling: my notes come right after this, with your own words beside each mark.",
		}},
		{"team", about(`(enjoy|love|hate) (about|most|working)|like (most|best|least|about)|your (favou?rite|day|week)|made you join|did you join|how long have you|do you (enjoy|like)`), []string{
			"I have been here for four years. I stay because whoever finds a problem may fix it; what I like least is how many meetings it takes to switch something off for good.",
		}},
		{"future", about(`(build|make)\w* (or|versus|vs\.?) (buy|bought)|build in.?house|in.?house|vendor|third.?part|own models?|open.?(source|weights)|switch provider|depend\w* on|train your own|fine.?tun`), []string{
			"We buy what is a commodity, embeddings for one, and build what touches our customers' own data. I expect that line to move, so contracts stay short.",
			"A provider would lose us over silent changes sooner than over price: we pin versions, and twice an update we had not asked for cost us a week.",
		}},
		{"future", about(`keep(ing)? up|stay(ing)? current|new (models?|techniques?|papers?|tools)|research|try(ing)? (out )?new|learning time|paper`), []string{
			"Every other Friday somebody rebuilds a piece of ours with something new. About one in eight of those reaches production.",
		}},
		{"team", about(`on.?call|page[drs]?\b|pager|at night|woken|gets? called`), []string{
			"On-call goes round weekly, with a second person for model questions, and whoever built the thing is the second person. A normal week has one page; a bad one had nine.",
		}},
		{"team", about(`(decid\w*|decision)|disagree|final say|last word|sign\w* off|who approves|consensus`), []string{
			"Whoever owns the service decides, in writing, and anybody may ask for a number that would change the decision. When that does not settle it, it lands on my desk within two days.",
		}},
		{"team", about(`uncertain|estimat|deadline|timeline|planning|you plan|prioriti[sz]|sprint|when .*slips?|experiments? fails?|stop a project`), []string{
			"For uncertain work we fix two weeks, write down what would make us stop, and decide at the end of them. It does not always work, but nobody is surprised.",
			"We give ranges, and the wide end is what goes on the plan. The last date we missed, we missed by five weeks: the labels came late, and I had seen it in week two and said nothing.",
		}},
		{"team", about(`first (90|ninety|few|six|three|30|thirty)? ?(days|weeks?|months?|year)|success\w* look|expect (from|of)|onboard|what would i (do|work)|looking for in`), []string{
			"In the first month you would carry one small service and the pager with somebody beside you. After six I would hope to hear of a thing you switched off.",
		}},
		{"team", about(`why .*(open|hiring)|last person|turnover|people leave|left the team|replac`), []string{
			"The position is new. Two people left in three years, one of them because I kept a project alive for too long.",
		}},
		{"team", about(`mentor|career|promot|grow(th)?\b|junior|code review|review (code|each)`), []string{
			"Every change has a reviewer from outside the feature, and once a quarter you and I agree on one thing that you should be able to do by the next. Two of the eleven were promoted last year.",
		}},
		{"team", about(`remote|hybrid|office|working hours|work.?life|overtime|time ?zones?|vacation|holidays`), []string{
			"Most of us are in the office on Tuesdays and Wednesdays and where we like on the other days. Nobody is expected to answer in the evening unless they hold the pager.",
		}},
		{"ai-system", about(`hard(est)?\b|challeng|difficult|biggest (problem|pain|risk|gap|weakness)|pain points?|bottleneck|struggl|weakest|keeps you (up|awake)|worr(y|ies)`), []string{
			"Our hardest part is evaluation. We serve an assistant to about two hundred support desks; offline tests agree with what users tell us perhaps four times out of five, and we hunt the fifth.",
			"Next to that it is the documents: every customer writes them differently, and half of our wrong answers come from a page that was out of date.",
		}},
		{"ai-system", about(`regret|differently|mistake|would you change|went wrong for you|learn(ed|t) the hard way`), []string{
			"I would start with the evaluation set. We built it in the second year, from complaints, and so we measured for a long time what had annoyed people and not what had misled them.",
		}},
		{"ai-system", about(`incident|outage|fail(s|ed|ure|ing)?\b|misbehav|hallucinat|goes? wrong|went wrong|broke|breaks?\b|roll(ed)? ?back|fallback|kill switch|degrad`), []string{
			"When a model misbehaves we fall back to search results without generated text. It happened twice this year; both times the switch took under ten minutes, which still felt long.",
			"The worst one was quiet: after a provider's update the answers got shorter, and it took us three days to see that they had also got wrong. Output length has had an alarm ever since.",
		}},
		{"ai-system", about(`monitor|drift|notice|detect|alert|silent|gets? worse|before (users|customers|people)`), []string{
			"We sample two percent of live traffic for human review and watch refusals and output length by customer. A slow slide is what we see last, a week late on average.",
		}},
		{"ai-system", about(`evaluat|measur|metric|offline|test set|golden|benchmark|qualit|accura|ground truth|user feedback`), []string{
			"We keep a frozen set of nine hundred cases that every change must pass, and two percent of live traffic is read by people. The two agree about four times out of five.",
			"What counts in the end is whether the desk closed the ticket without us being corrected. That number comes two weeks late, so day by day we look at the sample.",
		}},
		{"ai-system", about(`how (often|fast|quickly)|deploy|ship\b|shipping|releas|iterat|\bpace\b|speed|reliab|canary|rollout|experiment`), []string{
			"Prompts go out daily behind the frozen set, models about once a month to five percent of the customers first. If the two collide, reliability wins on weekdays.",
		}},
		{"ai-system", about(`data\b|label|annotat|privacy|gdpr|personal`), []string{
			"Customers' text stays in their region, and nobody trains on it without a signature. Three of our support people label for a day a week; they disagree on one case in nine.",
		}},
		{"ai-system", about(`cost|budget|expens|tokens?\b|gpus?\b|cheap`), []string{
			"An answer costs us about two cents, most of it for context we turned out not to need. Halving that is this quarter's work.",
		}},
		{"ai-system", about(`ethic|safety|regulat|complian|ai act|bias|fair|injection|security|attack`), []string{
			"Text from a customer's documents never reaches the instructions, and twice a year somebody from outside tries to break that. The last one got the assistant to promise a refund.",
		}},
		{"future", about(`next (year|quarter|twelve|12|two)|roadmap|coming (year|months)|future|vision|head(ed|ing)|where .*going|plans?\b|in (two|five) years|strategy|long.?term|capabilit`), []string{
			"In the coming year we want the assistant to take actions, beginning with refunds below a limit. The open question is how to prove that it is safe enough.",
			"Further out I expect fewer models and more checks. If prices go on falling as they do, the part we would stop building is routing.",
		}},
		{"team", about(`team|people|engineers|scientists|structure|organi[sz]|report to|who (runs|owns|maintains)|own(s|ership)?\b|collaborat|work with|culture|atmosphere`), []string{
			"We are eleven: six engineers, two data scientists, a designer, a product manager and me. Whoever builds a thing also runs it.",
			"The two data scientists sit with the engineers, not across the hall; we tried it the other way, and models were handed over that nobody could run.",
		}},
		{"ai-system", about(`(which|what) (models?|stack|tools?|cloud|framework|tech)|architecture|infrastructure|stack|llms?\b|provider|the (ai )?system|your (ai )?system|pipeline`), []string{
			"It is retrieval, a re-ranker and a hosted model, with a small model of our own deciding which desk's documents to look at. The small one is what I am proud of and what breaks most.",
		}},
		{"future", about(`customers?|users?|market|compet|business|revenue|product`), []string{
			"Two hundred support desks use it, most of them in insurance. What they pay for is fewer corrections, so that is what the roadmap is sorted by.",
		}},
	}
})

func about(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)\b(?:` + pattern + `)`) }

var (
	// unknown meets a question that the stock has nothing on.
	unknown = []string{
		"I have no good answer to that, and I would rather not make one up. It is a fair thing to ask whoever you talk to next.",
		"That one I would have to look into myself. Keep it for the people you would work with; they will know better than I do.",
		"Honestly, I don't know. I have noted it, because somebody here should.",
	}
	// noted meets a remark that asks for nothing.
	noted = []string{
		"Thank you, I have noted that.",
		"Good to know, thank you.",
		"All right, that goes into my notes.",
	}
)
