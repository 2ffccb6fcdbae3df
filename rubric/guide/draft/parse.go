package draft

import (
	"fmt"

	"mockstar/rubric/guide"
	"mockstar/rubric/internal/strict"
)

// mostLines is the highest line that a source has.
const mostLines = guide.MaxSource

// parse reads the one object that carries the nonce. A draft that broke the
// contract is left out, and problem names the first breach in words that can be
// sent back.
func parse(reply, nonce string) (drafts []guide.Draft, problem string) {
	object, problem := strict.Find(reply, nonce)
	if problem != "" {
		return nil, problem
	}
	m, ok := object.Members("nonce", "drafts")
	list, isList := m[1].List()
	if !ok || !isList {
		return nil, `the object must have exactly the keys "nonce" and "drafts", and "drafts" a list`
	}
	seen := map[string]bool{}
	for i, v := range list {
		d, why := one(v)
		if why == "" && seen[d.Criterion] {
			why = "its criterion has one already"
		}
		if why != "" {
			if problem == "" {
				problem = fmt.Sprintf("draft %d: %s", i+1, why)
			}
			continue
		}
		seen[d.Criterion] = true
		drafts = append(drafts, d)
	}
	return drafts, problem
}

func one(v strict.Value) (d guide.Draft, why string) {
	keys := []string{"criterion", "words", "probe", "missing", "drill", "line", "levels"}
	m, ok := v.Members(keys...)
	if !ok {
		return d, `it must be an object with exactly the keys "criterion", "line", "words", "levels", "probe", "missing" and "drill"`
	}
	for i, to := range []*string{&d.Criterion, &d.Words, &d.Probe, &d.Missing, &d.Drill} {
		if *to, ok = m[i].Text(); !ok {
			return d, fmt.Sprintf("%q must be a string", keys[i])
		}
	}
	if d.Line, ok = m[5].Whole(mostLines); !ok {
		return d, `"line" must be the number of a line of the passage`
	}
	list, ok := m[6].List()
	if !ok {
		return d, `"levels" must be a list`
	}
	const most = 10
	d.Levels = map[int]string{}
	for _, l := range list {
		m, ok := l.Members("level", "text")
		n, whole := m[0].Whole(most)
		text, isText := m[1].Text()
		if _, twice := d.Levels[n]; !ok || !whole || !isText || twice {
			return d, `"levels" must hold objects with exactly the keys "level", a whole number that stands once, and "text"`
		}
		d.Levels[n] = text
	}
	return d, ""
}
