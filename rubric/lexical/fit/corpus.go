package main

import (
	"slices"
	"sync"

	"mockstar/rubric"
	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A row is one criterion of one sample, with the values that the models see.
type row struct {
	*answer
	criterion string
	x         []float64
	topic     []float64 // what the topic model sees
	ceiling   int
	level     int
}

// A pair is a sample beside one question of the bank, for the topic model:
// one means that the sample answers it.
type pair struct {
	x []float64
	y float64
}

// groups is how many groups the authors are dealt into, each left out in turn:
// with one group an author, measuring would take minutes.
const groups = 6

// none leaves nobody out.
const none = -1

// An answer is a sample as read.
type answer struct {
	*sample
	group    int
	reading  *read.Reading
	told     []string
	labelled []signed
}

// A corpus is every sample as read.
type corpus struct {
	samples   []*sample
	answers   []*answer
	subjects  map[string]*trait.Subject
	topics    *trait.Topics
	questions []rubric.Question
	learned   map[[2]int]*trait.Learned // by the two groups of authors left out
	growth    learn.Growth
}

// loadCorpus reads the graded answers below root, the root of the module, and
// learns from them.
func loadCorpus(root string) (*corpus, error) {
	samples, err := loadSamples(root)
	if err != nil {
		return nil, err
	}
	given, err := loadLabels(root, samples)
	if err != nil {
		return nil, err
	}
	return newCorpus(samples, given, rubric.Embedded().Questions)
}

// newCorpus reads samples, and learns from them.
func newCorpus(samples []*sample, given map[string]labels, questions []rubric.Question) (*corpus, error) {
	topics := trait.NewTopics(questions)
	c := &corpus{samples: samples, subjects: map[string]*trait.Subject{}, topics: topics, questions: questions, learned: map[[2]int]*trait.Learned{}, growth: usual}
	for _, q := range questions {
		c.subjects[q.ID] = trait.NewSubject(q, topics)
	}
	who := authors(samples)
	for _, s := range samples {
		r := read.Read([]read.Line{{Text: s.Answer}})
		ss, err := signedSentences(r, given[s.ID])
		if err != nil {
			return nil, err
		}
		c.answers = append(c.answers, &answer{sample: s, group: slices.Index(who, s.Author) % groups, reading: r, told: trait.Told(r), labelled: ss})
	}
	c.learnAll()
	return c, nil
}

// learnAll learns without every group and every two groups of authors, all at
// once: it is most of what fitting costs.
func (c *corpus) learnAll() {
	var mu sync.Mutex
	var all sync.WaitGroup
	for g := none; g < groups; g++ {
		for h := none; h <= g; h++ {
			all.Go(func() {
				l := c.learn(g, h)
				mu.Lock()
				defer mu.Unlock()
				c.learned[[2]int{h, g}] = l
			})
		}
	}
	all.Wait()
}

// learn is what is learned without two groups of authors.
func (c *corpus) learn(g, h int) *trait.Learned {
	var as []*answer
	var ss []signed
	for _, a := range c.answers {
		if a.group != g && a.group != h {
			as, ss = append(as, a), append(ss, a.labelled...)
		}
	}
	return &trait.Learned{Elements: fitElements(ss), Heard: fitHeard(as, c.topics.IDs), Shown: fitShown(as, c.questions)}
}

// without is what was learned without two groups of authors.
func (c *corpus) without(g, h int) *trait.Learned { return c.learned[[2]int{min(g, h), max(g, h)}] }

// rows are the criteria of all answers, by model. What the sentences of an
// answer state is told by weights that saw neither its group nor group g.
func (c *corpus) rows(g int) map[string][]row {
	out := map[string][]row{}
	for _, a := range c.answers {
		learned := c.without(g, a.group)
		c.add(a, learned, out)
		bare := *learned
		bare.Shown = nil // as if the words of no criterion were learned
		c.add(a, &bare, out, trait.OtherModel)
	}
	return out
}

// add adds to rows the criteria of a, of the given models or of all of them.
func (c *corpus) add(a *answer, learned *trait.Learned, rows map[string][]row, models ...string) {
	sight := c.subjects[a.Question].See(a.reading, learned)
	for i, k := range sight.Question().Criteria {
		m := sight.Model(i)
		level, graded := a.Levels[k.ID]
		if !graded || len(models) > 0 && !slices.Contains(models, m) {
			continue
		}
		v := sight.View(i)
		ceiling := 1 // the examiner reads no further where little is told
		if a.reading.Tells() {
			ceiling = trait.Ceiling(m, v)
		}
		rows[m] = append(rows[m], row{
			answer: a, criterion: k.ID, level: level, ceiling: ceiling,
			x:     trait.Values(trait.For(m), v),
			topic: trait.Values(trait.For(trait.TopicModel), v),
		})
	}
}

// pairs sets every answer but those of group g beside every question.
func (c *corpus) pairs(g int) []pair {
	var out []pair
	for _, a := range c.answers {
		if a.group != g && a.Kind != offTopic {
			out = append(out, pairsOf(a, c.topics, c.without(g, a.group).Heard)...)
		}
	}
	return out
}

// pairsOf sets s beside every question. That a good answer to one question is
// off topic for the others is not always so, but nearly.
func pairsOf(s *answer, topics *trait.Topics, heard *trait.Heard) []pair {
	var out []pair
	st, leads := topics.Stand(s.reading), heard.Leads(s.reading)
	for i, id := range topics.IDs {
		var v trait.View
		v.Rank(st, leads[id], i)
		p := pair{x: trait.Values(trait.For(trait.TopicModel), &v)}
		if id == s.Question {
			p.y = 1
		}
		out = append(out, p)
	}
	return out
}

// without parts rs into those of other groups and those of group g.
func without(rs []row, g int) (others, own []row) {
	for _, r := range rs {
		if r.group == g {
			own = append(own, r)
		} else {
			others = append(others, r)
		}
	}
	return others, own
}
