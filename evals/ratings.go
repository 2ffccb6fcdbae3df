package evals

import (
	"errors"
	"fmt"
	"io"
	"math"

	"mockstar/internal/strictjson"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A Rating is the level that one rater gave one answer on one criterion.
type Rating struct {
	ID, Criterion, Rater string
	Level                float64 // a model's expected level need not be whole
	Unscored             bool    // the rater abstained: level was null
}

// maxLevel bounds a level: one that large is a mistake in the file, and squaring
// much larger ones would overflow.
const maxLevel = 1e6

// ReadRatings reads one rating a line, {"id","criterion","rater","level"}; a
// level of null is an abstention. It is strict: a member that is unknown,
// missing, repeated or empty is an error at name:line, and so is a second
// rating of the same criterion of the same answer by the same rater. Blank
// lines are passed over.
func ReadRatings(name string, r io.Reader) ([]Rating, error) {
	type key struct{ id, criterion, rater string }
	var out []Rating
	seen := map[key]int{}
	for line, err := range lines(r) {
		if err != nil {
			return nil, fmt.Errorf("read ratings: %s:%d: %w", name, line.number, err)
		}
		rating, err := parseRating(line.text)
		if err != nil {
			return nil, fmt.Errorf("read ratings: %s:%d: %w", name, line.number, err)
		}
		k := key{rating.ID, rating.Criterion, rating.Rater}
		if first, ok := seen[k]; ok {
			return nil, fmt.Errorf("read ratings: %s:%d: %q rated %q of %q before, on line %d; keep one of them", name, line.number, k.rater, k.criterion, k.id, first)
		}
		seen[k] = line.number
		out = append(out, rating)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf(`read ratings from %s: there are none; expected one {"id","criterion","rater","level"} a line`, name)
	}
	return out, nil
}

func parseRating(line []byte) (Rating, error) {
	var in struct {
		ID        string         `json:"id"`
		Criterion string         `json:"criterion"`
		Rater     string         `json:"rater"`
		Level     jsontext.Value `json:"level"`
	}
	if err := strictjson.Unmarshal(line, &in); err != nil {
		return Rating{}, fmt.Errorf(`expected {"id","criterion","rater","level"}: %w`, err)
	}
	out := Rating{ID: in.ID, Criterion: in.Criterion, Rater: in.Rater}
	for _, member := range []struct{ name, value string }{{"id", in.ID}, {"criterion", in.Criterion}, {"rater", in.Rater}} {
		if member.value == "" {
			return Rating{}, fmt.Errorf("%q is missing or empty", member.name)
		}
	}
	switch in.Level.Kind() {
	case 'n':
		out.Unscored = true
		return out, nil
	case '0':
		if err := json.Unmarshal(in.Level, &out.Level); err != nil || math.Abs(out.Level) > maxLevel {
			return Rating{}, fmt.Errorf("level %s is beyond ±%.0f", in.Level, maxLevel)
		}
		return out, nil
	}
	return Rating{}, errors.New(`"level" must be a number, or null where the rater abstained`)
}
