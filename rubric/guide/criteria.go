package guide

import (
	"slices"
	"strings"

	"mockstar/rubric"
)

// commonAtTheEnd gives the criteria of the last question to all, where they
// are the only ones and stand behind several questions.
func (b *builder) commonAtTheEnd() {
	n := len(b.questions)
	if n < 3 || b.questions[n-1].closing || len(b.questions[n-1].own) == 0 {
		return
	}
	for _, q := range b.questions[:n-1] {
		if len(q.own) > 0 || len(q.advice) > 0 || q.closing {
			return
		}
	}
	last := b.questions[n-1]
	b.taken(last.own[0].lines[0], "criteria behind the last question, taken for all %d since no other has any", n)
	for _, c := range last.own {
		b.shared = append(b.shared, &shared{candidate: c})
	}
	last.own = nil
}

// ownOf is what q is graded by beside the framework: what the source states,
// else what follows from its advice, else what any answer needs.
func (b *builder) ownOf(q *posed, kind rubric.Kind) []*candidate {
	own, advice := q.own, q.advice
	if len(own) == 0 && q.scale.examples { // which stand beside criteria, and for none
		own, advice = advice, nil
	}
	switch {
	case q.topic != nil && (len(q.topic.levels.text) > 0 || len(q.own)+len(q.advice) == 0):
		own = append([]*candidate{q.topic}, q.own...)
	case len(own) == 1 && len(own[0].levels.text) == 0 && len(q.scale.text) > 0 && !q.scale.examples:
		one := *own[0]
		one.levels, one.lines = q.scale, append(slices.Clone(one.lines), q.scaleAt)
		own = []*candidate{&one}
	case len(q.scale.text) > 0:
		own = append(slices.Clone(own), b.whole(q))
	}
	if len(own) == 0 {
		own = advice
	} else {
		for _, c := range advice {
			b.leave(joinSpans(c.lines), "advice on an answer: the question's criteria are stated elsewhere")
		}
	}
	if q.closing {
		if len(own) == 0 {
			own = b.needs(q, b.lang.asks)
		}
		return own
	}
	for _, s := range b.shared {
		if s.under != 0 && !slices.Contains(q.path, s.under) {
			continue
		}
		if i := slices.IndexFunc(own, func(c *candidate) bool { return plain(c.name) == plain(s.name) }); i >= 0 {
			own[i] = own[i].merged(s.candidate)
			continue
		}
		own = append(own, s.candidate)
	}
	if shows := func(c *candidate) bool { return !c.avoid }; !slices.ContainsFunc(own, shows) && len(b.framework) == 0 {
		return append(b.needs(q, b.lang.needs(kind)...), own...)
	}
	return own
}

// whole grades the answer to q as a whole by the scale that stands beside it.
func (b *builder) whole(q *posed) *candidate {
	a := b.lang.whole
	return &candidate{name: a.id, id: a.id, meaning: a.meaning, probe: a.probe, ours: true, basis: statedBasis, lines: []span{q.scaleAt}, levels: q.scale}
}

// scales makes a scale that stands beside one question of several the scale of
// all.
func (b *builder) scales() {
	var with []*posed
	for _, q := range b.questions {
		if len(q.scale.text) > 0 {
			with = append(with, q)
		}
	}
	if len(with) == 1 && len(b.questions) > 1 && !with[0].closing && !with[0].scale.examples {
		b.useScale(with[0].scale, with[0].scaleAt)
		with[0].scale = leveled{}
	}
}

// merged is c with what a rubric for several questions adds to it.
func (c *candidate) merged(with *candidate) *candidate {
	out := *c
	out.lines = slices.Concat(c.lines, with.lines)
	out.words += "\n" + with.words
	if len(out.levels.text) == 0 {
		out.levels = with.levels
	}
	if out.weight == 0 {
		out.weight = with.weight
	}
	if len(out.meaning) <= len(out.name) {
		out.meaning = with.meaning
	}
	return &out
}

// needs are the criteria of our own for a question without any.
func (b *builder) needs(q *posed, as ...aspect) []*candidate {
	var out []*candidate
	for _, a := range as {
		out = append(out, &candidate{name: a.id, id: a.id, meaning: a.meaning, probe: a.probe, ours: true, cues: phrases(a.cues), basis: derivedBasis, lines: []span{q.lines}})
	}
	b.bare = append(b.bare, q.lines)
	return out
}

// phrases takes a list of phrases apart.
func phrases(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "; ")
}
