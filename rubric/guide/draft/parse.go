package draft

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

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
	m, ok := strict.Members(object, "nonce", "drafts")
	var list []jsontext.Value
	if !ok || m["drafts"].Kind() != '[' || json.Unmarshal(m["drafts"], &list) != nil {
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

func one(v jsontext.Value) (d guide.Draft, why string) {
	m, ok := strict.Members(v, "criterion", "line", "words", "levels", "probe", "missing", "drill")
	if !ok {
		return d, `it must be an object with exactly the keys "criterion", "line", "words", "levels", "probe", "missing" and "drill"`
	}
	for key, to := range map[string]*string{"criterion": &d.Criterion, "words": &d.Words, "probe": &d.Probe, "missing": &d.Missing, "drill": &d.Drill} {
		if *to, ok = strict.Text(m[key]); !ok {
			return d, fmt.Sprintf("%q must be a string", key)
		}
	}
	if d.Line, ok = strict.Whole(m["line"], mostLines); !ok {
		return d, `"line" must be the number of a line of the passage`
	}
	var list []jsontext.Value
	if m["levels"].Kind() != '[' || json.Unmarshal(m["levels"], &list) != nil {
		return d, `"levels" must be a list`
	}
	const most = 10
	d.Levels = map[int]string{}
	for _, l := range list {
		lm, ok := strict.Members(l, "level", "text")
		n, whole := strict.Whole(lm["level"], most)
		text, isText := strict.Text(lm["text"])
		if _, twice := d.Levels[n]; !ok || !whole || !isText || twice {
			return d, `"levels" must hold objects with exactly the keys "level", a whole number that stands once, and "text"`
		}
		d.Levels[n] = text
	}
	return d, ""
}
