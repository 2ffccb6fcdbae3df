package evals

import "go.yaml.in/yaml/v4"

var nameForm = lazily(`^[a-z0-9][a-z0-9-]*$`)

// read fills s from the root of its file, and criteria with the name of the
// file of fingerprints.
func (s *Suite) read(p *page, n *yaml.Node, criteria *string) {
	s.layout, s.Cluster = Native, ByGroup
	var version int
	p.mapping(n, "a suite",
		field{"name", true, func(n *yaml.Node) {
			if s.Name = p.text(n); s.Name != "" && !nameForm().MatchString(s.Name) {
				p.at(n, "%q should be small letters, digits and hyphens", s.Name)
			}
		}},
		field{"version", true, p.integer(&version, 1, 1e6)},
		field{"title", true, p.into(&s.Title)},
		field{"kind", true, oneOf(p, &s.Kind, Grading, Interview)},
		field{"readers", false, oneOf(p, &s.Readers, People, Models)},
		field{"fitted", false, p.texts(&s.Fitted)},
		field{"document", false, p.into(&s.document)},
		field{"cases", false, p.into(&s.cases)},
		field{"layout", false, oneOf(p, &s.layout, Native, Graded)},
		field{"criteria", false, p.into(criteria)},
		field{"transcripts", false, func(n *yaml.Node) {
			p.list(n, "transcripts", func(n *yaml.Node) { s.readGolden(p, n) })
		}},
		field{"relations", false, func(n *yaml.Node) {
			p.list(n, "relations", func(n *yaml.Node) { s.readRelation(p, n) })
		}},
		field{"gate", false, func(n *yaml.Node) {
			p.mapping(n, "a gate",
				field{"cluster", false, oneOf(p, &s.Cluster, ByGroup, ByCase)},
				field{"effect", false, p.number(&s.Effect, leastEffect, mostEffect)},
				field{"thresholds", false, func(n *yaml.Node) {
					p.list(n, "thresholds", func(n *yaml.Node) { s.readThreshold(p, n) })
				}},
			)
		}},
	)
	s.Version = version
	switch {
	case s.Kind == Grading && s.cases == "":
		p.at(n, "a suite of kind grading needs the field %q", "cases")
	case s.Kind == Interview && (len(s.Goldens) == 0 || s.cases != ""):
		p.at(n, "a suite of kind interview has the field %q, and no cases", "transcripts")
	case s.Kind == Interview && (len(s.Relations) > 0 || len(s.Thresholds) > 0):
		p.at(n, "relations and thresholds are asked of graded answers: a suite of kind interview has none")
	}
}
