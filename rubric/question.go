package rubric

import "go.yaml.in/yaml/v4"

// isQuestion reports whether n looks like one question rather than a document.
func isQuestion(n *yaml.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Kind == yaml.MappingNode && n.Content[i].Value == "criteria" {
			return true
		}
	}
	return false
}

// question reads a question; id reads its id.
func (l *loader) question(s *source, n *yaml.Node, id func(*yaml.Node) string) Question {
	var q Question
	criteria := map[string]bool{}
	followUps := map[string]bool{}
	s.mapping(n, "a question", []field{
		{"id", required, func(n *yaml.Node) { q.ID = id(n) }},
		{"section", optional, s.into(&q.Section)},
		{"kind", required, func(n *yaml.Node) {
			q.Kind = oneOf(s, n, Story, Approach, Closing)
			switch closes := q.ID == l.doc.Closing; {
			case q.Kind == "" || q.ID == "":
			case closes && q.Kind != Closing:
				s.at(n, "the document closes with this question: its kind must be closing")
			case !closes && q.Kind == Closing:
				s.at(n, "only the question that the document names under closing is of this kind")
			}
		}},
		{"title", required, s.into(&q.Title)},
		{"text", required, s.into(&q.Text)},
		{"topic", required, s.into(&q.Topic)},
		{"max_probes", optional, func(n *yaml.Node) { q.MaxProbes = s.integer(n, 0, 20) }},
		{"cues", optional, s.phrases(&q.Cues)},
		{"names", optional, s.texts(&q.Names)},
		{"criteria", required, func(n *yaml.Node) {
			q.Criteria = some(s, n, "criteria", func(n *yaml.Node) Criterion { return s.criterion(n, criteria) })
		}},
		{"follow_ups", optional, func(n *yaml.Node) {
			q.FollowUps = list(s, n, "follow-ups", func(n *yaml.Node) FollowUp { return s.followUp(n, followUps, criteria) })
		}},
	})
	return q
}

// draftMark stands behind a text that somebody has to see to.
const draftMark = "# draft"

func (s *source) criterion(n *yaml.Node, taken map[string]bool) Criterion {
	var c Criterion
	mark := func(n *yaml.Node, part string) {
		if n.LineComment == draftMark {
			c.Drafted = append(c.Drafted, part)
		}
	}
	part := func(name string, to *string) func(*yaml.Node) {
		return func(n *yaml.Node) {
			*to = s.text(n)
			mark(n, name)
		}
	}
	s.mapping(n, "a criterion", []field{
		{"id", required, func(n *yaml.Node) { c.ID = s.id(n, taken) }},
		{"meaning", required, part(Meaning, &c.Meaning)},
		{"weight", required, func(n *yaml.Node) { c.Weight = s.number(n, 0.01, 100) }},
		{"levels", required, func(n *yaml.Node) {
			c.Levels = list(s, n, "levels", s.text)
			if k := len(n.Content); n.Kind == yaml.SequenceNode && (k < 3 || k > 10) {
				s.at(n, "describes %d levels: from 3 to 10 are needed, worst first", k)
			}
			for i, l := range n.Content {
				if l.LineComment != "" {
					mark(l, LevelPart(i+1))
				}
			}
		}},
		{"probe", required, part(Probe, &c.Probe)},
		{"missing", optional, part(Missing, &c.Missing)},
		{"drill", optional, part(Drill, &c.Drill)},
		{"cues", optional, s.phrases(&c.Cues)},
		{"source", optional, func(n *yaml.Node) { c.Source = s.origin(n) }},
		{"avoid", optional, func(n *yaml.Node) { c.Avoid = s.flag(n) }},
		{"draft", optional, func(n *yaml.Node) { c.Draft = s.flag(n) }},
	})
	return c
}

func (s *source) origin(n *yaml.Node) Source {
	var o Source
	s.mapping(n, "a source", []field{
		{"section", optional, s.into(&o.Section)},
		{"lines", optional, func(n *yaml.Node) { o.Lines = s.matching(n, linesForm, `lines such as "14-18"`) }},
		{"basis", required, func(n *yaml.Node) { o.Basis = oneOf(s, n, Stated, Derived) }},
		{"hash", optional, s.into(&o.Hash)},
	})
	return o
}

// followUp reads a press; criteria are the ids that it may be about.
func (s *source) followUp(n *yaml.Node, taken, criteria map[string]bool) FollowUp {
	var f FollowUp
	s.mapping(n, "a follow-up", []field{
		{"id", required, func(n *yaml.Node) { f.ID = s.id(n, taken) }},
		{"text", required, s.into(&f.Text)},
		{"criterion", required, func(n *yaml.Node) {
			f.Criterion = s.text(n)
			if f.Criterion != "" && !criteria[f.Criterion] {
				s.at(n, "the question has no criterion %q", clip(f.Criterion))
			}
		}},
	})
	return f
}
