package evals

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A Label is the level a rater gave an answer by one criterion.
type Label struct {
	Rater     string       `json:"rater"`
	Criterion string       `json:"criterion"`
	Level     rubric.Level `json:"level"`
	// For is the fingerprint of the criterion the level was given by. A label
	// whose criterion reads otherwise now is stale and takes no part. Empty
	// means that nobody noted it; such a label counts as current.
	For string `json:"for,omitempty"`
}

// Fingerprint names what c asks for: its meaning and the descriptions of its
// levels. Weights, probes and cues can change without touching what a label
// means.
func Fingerprint(c rubric.Criterion) string {
	h := sha256.New()
	for _, s := range append([]string{c.Meaning}, c.Levels...) {
		fmt.Fprintf(h, "%d %s\n", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// WriteFingerprints writes one sorted line, question/criterion and fingerprint,
// for every criterion of doc: the file a suite names under criteria.
func WriteFingerprints(w io.Writer, doc *rubric.Document) error {
	all := fingerprints(doc)
	var lines strings.Builder
	for _, criterion := range sortedKeys(all) {
		lines.WriteString(criterion + " " + all[criterion] + "\n")
	}
	_, err := io.WriteString(w, lines.String())
	return err
}

// fingerprints are those of every criterion of doc, by question/criterion.
func fingerprints(doc *rubric.Document) map[string]string {
	all := map[string]string{}
	for _, q := range doc.Questions {
		for _, c := range q.Criteria {
			all[q.ID+"/"+c.ID] = Fingerprint(c)
		}
	}
	return all
}

// readFingerprints reads what [WriteFingerprints] wrote.
func readFingerprints(name string, r io.Reader) (map[string]string, Problems) {
	var ps Problems
	all := map[string]string{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if len(f) == 0 {
			continue
		}
		if len(f) != 2 || !strings.Contains(f[0], "/") || len(f[1]) != 8 {
			ps = append(ps, rubric.Problem{File: name, Line: n, Col: 1, Text: lines.Text(),
				Message: "should be question/criterion and a fingerprint; `mockstar eval criteria` writes such lines"})
			continue
		}
		if old, ok := all[f[0]]; ok && old != f[1] {
			ps = append(ps, rubric.Problem{File: name, Line: n, Col: 1, Text: lines.Text(),
				Message: fmt.Sprintf("%s has the fingerprint %s above: keep the line that its labels were given for", f[0], old)})
		}
		all[f[0]] = f[1]
	}
	if err := lines.Err(); err != nil {
		ps = append(ps, rubric.Problem{File: name, Message: err.Error()})
	}
	return all, ps
}

// knows makes sure that the fingerprints in name are of this document's criteria:
// those of another would date no label, and be no error.
func (s *Suite) knows(name string) error {
	reads := s.reads()
	for c := range s.given {
		if reads[c] != "" {
			return nil
		}
	}
	return Problems{{File: s.beside(name),
		Message: fmt.Sprintf("names no criterion of %s, by which the suite is graded: write it anew with `mockstar eval criteria`, and --document where it is not the built-in guide", s.doc.ID)}}
}

// reference is what the ratings of one criterion amount to: the median, the
// lower of the two middle ones for an even number. It is always a level that
// somebody gave.
func reference(ratings []rubric.Level) rubric.Level {
	if len(ratings) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(ratings))
	return sorted[(len(sorted)-1)/2]
}
