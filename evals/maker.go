package evals

import (
	"cmp"
	"slices"
	"strings"
)

// A Maker is what made the levels of a run.
type Maker struct {
	Suite    string   `json:"suite"`
	Run      RunKind  `json:"run"`
	Program  string   `json:"program"`
	Document string   `json:"document"`
	Prompts  []string `json:"prompts"`
	Examiner string   `json:"examiner,omitempty"`
	Model    string   `json:"model"`           // as asked for
	Models   []string `json:"reported_models"` // as the provider said
	Reason   string   `json:"reason,omitempty"`
}

func (m Marks) maker() Maker {
	return Maker{m.Suite, m.Run, m.Program, m.Document, orNone(m.Prompts), m.Examiner, m.Model, orNone(m.Models), m.Reason}
}

// String says it in one line.
func (m Maker) String() string {
	unknown := func(s string) string { return cmp.Or(s, "unknown") }
	out := m.Suite + ", " + unknown(string(m.Run)) + " run, made by " + unknown(m.Program) + ", model " + unknown(m.Model)
	if len(m.Models) > 0 {
		out += " (reported as " + strings.Join(m.Models, ", ") + ")"
	}
	out += ", document " + unknown(m.Document)
	if len(m.Prompts) > 0 {
		out += ", prompts " + strings.Join(m.Prompts, ", ")
	}
	if m.Examiner != "" {
		out += ", examiner " + m.Examiner
	}
	if m.Reason != "" {
		out += "; blessed because: " + m.Reason
	}
	return oneLine(out)
}

// claimsOf says what runs of these kinds are worth, each once.
func claimsOf(kinds ...RunKind) []string {
	out := []string{}
	for _, k := range kinds {
		if c := k.claim(); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// Marks are the levels of a report, for [Compare] and for a baseline.
func (r *Report) Marks() Marks {
	h := r.Header
	m := Marks{Suite: h.Suite, Run: h.Run, Program: h.Program, Document: h.Document, Prompts: r.Prompts, Examiner: h.Examiner, Model: h.asked(), Models: r.Models,
		Readers: h.Readers, Cluster: h.Cluster, Effect: h.Effect}
	if r.table != nil {
		m.Prompts, m.Models = r.table.prompts.list, r.table.models.list
		m.Entries = slices.Collect(r.table.entries())
	}
	if len(m.Prompts) == 0 {
		m.Prompts = h.Prompts // nil where no model is asked
	}
	if len(m.Models) == 0 {
		m.Models = nil
	}
	return m
}
