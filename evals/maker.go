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
	m := Marks{Suite: h.Suite, Run: h.Run, Program: h.Program, Document: h.Document, Prompts: r.Prompts, Examiner: h.Examiner, Model: h.asked(), Models: r.Models, Samples: max(1, h.Samples),
		Readers: h.Readers, Cluster: h.Cluster, Effect: h.Effect, Asks: h.asks()}
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

// strange reports whether the models that providers named are others than those
// asked for: a list of PROVIDER:NAME with commas between, as are those that made
// one result. One model asked for is to be one model.
func strange(asked string, reported []string) bool {
	var known []string
	for one := range strings.SplitSeq(asked, ",") {
		if _, name, ok := strings.Cut(one, ":"); ok {
			known = append(known, name)
		}
	}
	for _, made := range reported {
		for name := range strings.SplitSeq(made, ", ") {
			if !slices.ContainsFunc(known, func(k string) bool { return sameModel(k, name) }) {
				return true
			}
		}
	}
	return len(known) == 1 && len(reported) > 1
}

// sameModel reports whether a provider that was asked for one model may call it
// so: by its name, behind the folder that a gateway keeps it in, with the number
// of a snapshot, as in gpt-5-2026-08-07 and gpt-4-0613. What else follows a name
// is another model: gpt-5-mini, and claude-3-5 where claude-3 was asked for.
func sameModel(asked, reported string) bool {
	plain := func(name string) string {
		name = strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
		return strings.TrimSuffix(strings.TrimSuffix(name, ":latest"), "-latest")
	}
	rest, ok := strings.CutPrefix(plain(reported), plain(asked))
	const digits, shortest = "0123456789", 3
	number := strings.ReplaceAll(rest, "-", "")
	return ok && (rest == "" || rest[0] == '-' && len(number) >= shortest && strings.Trim(number, digits) == "")
}
