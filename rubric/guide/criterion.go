package guide

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"mockstar/rubric"
)

// criterion makes c a criterion of question id, with what is missing drafted.
func (b *builder) criterion(c *candidate, q *posed, id string, kind rubric.Kind, taken ids) rubric.Criterion {
	out := rubric.Criterion{Meaning: clean(c.meaning), Weight: c.weight, Probe: clean(c.probe)}
	if c.id != "" && !taken[c.id] {
		out.ID, taken[c.id] = c.id, true
	} else {
		name := b.telling(head(bare(c.name)))
		if c.avoid {
			name = AvoidedID(name)
		}
		out.ID = taken.slug(name, 4, b.small, fmt.Sprintf("criterion-%d", len(taken)+1))
	}
	out.Source = rubric.Source{Section: clip(clean(cmp.Or(c.section, q.section)), 60), Lines: joined(c.lines...), Basis: c.basis}
	out.Source.Hash = b.hash(out.Source.Lines)
	var drafts []int
	out.Levels, drafts = b.levels(c, q)
	out.Avoid, out.Draft = c.avoid, len(drafts) > 0
	for _, n := range drafts {
		out.Drafted = append(out.Drafted, rubric.LevelPart(n))
	}
	for i, s := range c.levels.lines {
		if c.levels.text[i] != "" {
			b.im.Levels = append(b.im.Levels, Place{id, out.ID, i + 1, s.String(), b.hash(s.String())})
		}
	}
	ours := c.ours
	if p, ok := b.lang.parts[out.ID]; ok && out.Probe == "" {
		out.Probe, ours = p.probe, true
	}
	if out.Probe == "" {
		out.Probe, ours = b.probeFor(c, kind), true
	}
	if ours {
		out.Drafted = append(out.Drafted, rubric.Probe)
	}
	if c.ours {
		out.Drafted = append(out.Drafted, rubric.Meaning)
	}
	words := c.words
	for _, l := range c.levels.text[len(c.levels.text)/2:] { // the upper levels say what is to be heard
		words += "\n" + l
	}
	if out.Cues = c.cues; out.Cues == nil && !c.avoid { // words that speak of it tell nothing about which way
		out.Cues = b.cues(words, criterionCues)
	}
	return out
}

// cutForm is where the first thing that a name says ends.
var cutForm = lazily(`[,;:–—]| (?:and|but|or|because|so that|such as|und|aber|oder|et|mais|ou|y|pero|o) `)

// head is the first thing that a name says, if that is more than a few words.
func head(name string) string {
	const few = 3
	for _, at := range cutForm().FindAllStringIndex(name, -1) {
		if len(strings.Fields(name[:at[0]])) > few {
			return name[:at[0]]
		}
	}
	return name
}

// telling is a name of many words without those that any criterion has, if
// others are left.
func (b *builder) telling(name string) string {
	const many = 4
	var out []string
	if len(strings.Fields(name)) <= many {
		return name
	}
	for w := range strings.FieldsSeq(plain(name)) {
		if !b.vague[w] {
			out = append(out, w)
		}
	}
	if s := strings.Join(out, " "); s != "" {
		return s
	}
	return name
}

// bare is a name without what stands in brackets.
func bare(name string) string {
	var out strings.Builder
	depth := 0
	for _, r := range name {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth == 0:
			out.WriteRune(r)
		}
	}
	if s := strings.Trim(squash(out.String()), " .:;,"+quotes); s != "" {
		return s
	}
	return squash(name)
}

// levels are the anchors of c: the source's own, gaps filled from a general
// scale. drafts are the levels, from 1, that were.
func (b *builder) levels(c *candidate, q *posed) (levels []string, drafts []int) {
	scale := b.scale.text
	if len(q.scale.text) > 0 && !q.scale.examples {
		scale = q.scale.text
	}
	general := func(i, n int) string {
		if n == len(scale) && scale[i] != "" {
			return clean(scale[i])
		}
		return b.lang.draft(i, n)
	}
	if len(c.levels.text) == 0 {
		n := len(b.lang.scale)
		switch {
		case c.avoid:
			_, levels = Avoided(c.name)
			return levels, []int{1, 2, 3}
		case c.yesOrNo:
			n = 3
		case len(scale) > 0:
			n = len(scale)
		}
		for i := range n {
			levels, drafts = append(levels, general(i, n)), append(drafts, i+1)
		}
		return levels, drafts
	}
	from := c.levels.text
	for i, l := range from {
		if l = clip(clean(squash(l)), longestAnchor); l == "" {
			l = general(i, len(from))
			if i > 0 && i+1 < len(from) && from[i-1] != "" && from[i+1] != "" {
				l = fmt.Sprintf(b.lang.between, i, i+2)
			}
			drafts = append(drafts, i+1)
		}
		levels = append(levels, l)
	}
	if len(drafts) > 0 {
		b.write(joinSpans(c.lines), "%s: the source leaves %s of %d undescribed; drafts stand in", clip(c.name, 60), numbered("level", drafts), len(from))
	}
	if c.levels.from0 {
		b.write(joinSpans(c.lines), "%s: the source counts its levels from 0, a rubric from 1", clip(c.name, 60))
	}
	return levels, drafts
}

// numbered is "level 2" or "levels 2 and 4".
func numbered(what string, ns []int) string {
	if len(ns) == 1 {
		return fmt.Sprintf("%s %d", what, ns[0])
	}
	var parts []string
	for _, n := range ns {
		parts = append(parts, strconv.Itoa(n))
	}
	last := len(parts) - 1
	return what + "s " + strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// longestAnchor is how many characters of a level are kept.
const longestAnchor = 600

// weigh gives the criteria of q their weights. They add up to 10. What all
// questions have in common gets half of it where a story is asked for, and 3.5
// elsewhere; weights of the source keep their proportions.
func weigh(q rubric.Question, from []*candidate, common int) {
	own := len(q.Criteria) - common
	share := 5.0
	switch {
	case common == 0:
		share = 0
	case own == 0:
		share = 10
	case q.Kind == rubric.Approach:
		share = 3.5
	}
	spread(q.Criteria[:common], from[:common], share)
	spread(q.Criteria[common:], from[common:], 10-share)
}

func spread(cs []rubric.Criterion, from []*candidate, share float64) {
	given, known := 0.0, 0
	for _, c := range from {
		if c.weight > 0 {
			given += c.weight
			known++
		}
	}
	mean := 1.0
	if known > 0 {
		mean = given / float64(known)
	}
	total := given + mean*float64(len(cs)-known)
	for i := range cs {
		w := mean
		if from[i].weight > 0 {
			w = from[i].weight
		}
		cs[i].Weight = max(0.01, math.Round(100*share*w/total)/100)
	}
}

// A cueForm says how many cues to make and from which words.
type cueForm struct{ most, shortest int }

var (
	questionCues  = cueForm{most: 12, shortest: 4}
	criterionCues = cueForm{most: 24, shortest: 5}
)

// cues are the words of text, alone and in pairs as they stand there, that an
// answer is likely to use when it speaks of the same.
func (b *builder) cues(text string, form cueForm) []string {
	var pairs, singles []string
	add := func(to *[]string, cue string) {
		if !slices.Contains(*to, cue) {
			*to = append(*to, cue)
		}
	}
	split := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -'’", r)
	}
	for part := range strings.FieldsFuncSeq(clean(text), split) {
		last := ""
		for written := range strings.FieldsFuncSeq(part, func(r rune) bool { return r == ' ' || r == '-' }) {
			w := strings.ToLower(written)
			acronym := len(w) > 2 && w != written && written == strings.ToUpper(written) && !shouted(text)
			folded := plain(w)
			if folded == "" || b.small[folded] || folded == "not" || b.vague[folded] || !unicode.IsLetter([]rune(w)[0]) {
				last = ""
				continue
			}
			if len([]rune(w)) >= form.shortest || acronym {
				add(&singles, w)
			}
			if last != "" && len(w) > 1 {
				add(&pairs, last+" "+w)
			}
			last = w
		}
	}
	out := pairs[:min(len(pairs), form.most/2)]
	return append(slices.Clone(out), singles[:min(len(singles), form.most-len(out))]...)
}

// mostFollowUps is how many follow-up questions of the source are taken.
const mostFollowUps = 3

// followUps are scripted presses, each about the criterion whose words it
// shares most.
func (b *builder) followUps(q *posed, out rubric.Question) []rubric.FollowUp {
	var fs []rubric.FollowUp
	taken := ids{}
	for _, h := range q.follow {
		if len(fs) == mostFollowUps {
			b.leave(h.lines, fmt.Sprintf("follow-up questions after the first %d", mostFollowUps))
			continue
		}
		words, _, _ := prompt(h.text)
		best, most := out.Criteria[0].ID, 0
		for _, c := range out.Criteria {
			n := 0
			for _, cue := range b.cues(words, criterionCues) {
				if slices.Contains(c.Cues, cue) {
					n++
				}
			}
			if n > most {
				best, most = c.ID, n
			}
		}
		fs = append(fs, rubric.FollowUp{ID: taken.slug(words, 4, b.small, "follow-up"), Text: clean(words), Criterion: best})
		if most == 0 && len(out.Criteria) > 1 {
			b.write(h.lines, "%s: which criterion the follow-up question is about; it was given to %s", out.ID, best)
		}
	}
	return fs
}
