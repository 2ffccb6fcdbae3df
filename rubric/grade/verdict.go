package grade

import (
	"fmt"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/internal/strict"
)

// A parsed verdict. Findings has one finding for every criterion; those that
// broke the contract are invalid. Problem names the first breach in words that
// can be sent back to the model, and is empty when there was none.
type parsed struct {
	findings []rubric.Finding
	problem  string
}

// parse reads the one object in reply that carries the nonce. Whatever stands
// around it, objects without the nonce included, is ignored: an answer that
// the model echoes cannot know the nonce. Nothing is clamped and nothing has a
// default.
func parse(text, nonce string, q rubric.Question) parsed {
	object, problem := strict.Find(text, nonce)
	if problem != "" {
		return unusable(q, problem)
	}
	m, ok := object.Members("nonce", "verdicts")
	verdicts, isList := m[1].List()
	if !ok || !isList {
		return unusable(q, `the object must have exactly the keys "nonce" and "verdicts", and "verdicts" a list`)
	}
	return collect(verdicts, q)
}

func unusable(q rubric.Question, problem string) parsed {
	return parsed{rubric.Ungraded(q, rubric.Invalid, "The grader's reply could not be used: "+problem+"."), problem}
}

// collect pairs verdicts with criteria. One bad verdict costs its criterion
// alone.
func collect(verdicts []strict.Value, q rubric.Question) parsed {
	var p parsed
	breach := func(format string, args ...any) {
		if p.problem == "" {
			p.problem = fmt.Sprintf(format, args...)
		}
	}
	found, times := make([]rubric.Finding, len(q.Criteria)), make([]int, len(q.Criteria))
	for i, v := range verdicts {
		f, problem := finding(v, q)
		if problem != "" {
			breach("verdict %d: %s", i+1, problem)
			f.Level, f.Unscored = 0, rubric.Invalid
		}
		for at := range q.Criteria {
			if q.Criteria[at].ID == f.Criterion {
				found[at] = f
				times[at]++
			}
		}
	}
	for i, c := range q.Criteria {
		if times[i] != 1 {
			breach("%s has %d verdicts instead of one", c.ID, times[i])
		}
		if times[i] != 1 || found[i].Unscored != "" {
			found[i] = rubric.Ungraded(rubric.Question{Criteria: []rubric.Criterion{c}}, rubric.Invalid, "The grader's verdict on this criterion could not be used.")[0]
		}
	}
	p.findings = found
	return p
}

// finding reads a single verdict: exactly its keys, none twice, every value of
// the right type, the level in range. The criterion is filled in, where it can
// be read, even beside a problem.
func finding(v strict.Value, q rubric.Question) (f rubric.Finding, problem string) {
	m, ok := v.Members("criterion", "quotes", "shows", "missing", "level")
	f.Criterion, _ = m[0].Text()
	c, known := q.Criterion(f.Criterion)
	switch {
	case !ok:
		return f, `it must be an object with exactly the keys "criterion", "quotes", "shows", "missing" and "level"`
	case !known:
		return f, `"criterion" names no criterion of the question`
	}
	level, ok := m[4].Whole(int(c.Top()))
	if f.Level = rubric.Level(level); !ok {
		return f, fmt.Sprintf("the level of %s must be a whole number from 1 to %d", c.ID, c.Top())
	}
	if f.Quotes, ok = m[1].Texts(); !ok {
		return f, fmt.Sprintf("the quotes of %s must be a list of strings", c.ID)
	}
	shows, ok1 := m[2].Text()
	missing, ok2 := m[3].Text()
	if !ok1 || !ok2 {
		return f, fmt.Sprintf(`"shows" and "missing" of %s must be strings`, c.ID)
	}
	f.Rationale = strings.TrimSpace(shows)
	if missing = strings.TrimSpace(missing); missing != "" {
		f.Rationale = strings.TrimSpace(f.Rationale + " Missing: " + missing)
	}
	return f, ""
}
