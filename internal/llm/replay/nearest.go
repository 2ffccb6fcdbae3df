package replay

import (
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"mockstar/internal/llm"
)

// A gist is what a request is like, to find the recording that is nearest to
// another: hashes, sorted, of the lines of its instructions and of the words
// of its messages. An answer is often a single line, in which one word changed.
type gist struct {
	key    string
	prompt string // its name
	sample int
	lines  []uint64
	words  []uint64
}

var seed = maphash.MakeSeed()

func gistOf(key, prompt string, r llm.Request) gist {
	g := gist{key: key, prompt: promptName(prompt), sample: r.Sample}
	for l := range strings.Lines(r.System) {
		g.lines = append(g.lines, maphash.String(seed, l))
	}
	for _, m := range r.Messages {
		for w := range strings.FieldsSeq(unmarked(m.Text)) {
			g.words = append(g.words, maphash.String(seed, w))
		}
	}
	slices.Sort(g.lines)
	slices.Sort(g.words)
	return g
}

func promptName(ref string) string {
	name, _, _ := strings.Cut(ref, "@")
	return name
}

// likeness of two gists: a request of the same prompt is always nearer than
// one of another, and the same sample only where all else is as near.
func (g gist) likeness(other gist) float64 {
	score := shared(g.lines, other.lines) + shared(g.words, other.words)
	if g.prompt == other.prompt {
		score += 10
	}
	if g.sample == other.sample {
		score += 1e-6
	}
	return score
}

// shared is the share, 0 to 1, of what two sorted lists have in common.
func shared(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// read makes the gists of all recordings, in the order of their keys.
func (p *Player) read() ([]gist, error) {
	var all []gist
	for _, key := range slices.Sorted(maps.Keys(p.all)) {
		r, err := read(p.dir, key)
		if err != nil {
			return nil, err
		}
		all = append(all, gistOf(key, r.Prompt, r.Request))
	}
	return all, nil
}

// nearest is the recording that has most in common with req.
func (p *Player) nearest(req llm.Request) (Recording, error) {
	all, err := p.gists()
	if err != nil {
		return Recording{}, err
	}
	mine := gistOf("", req.Prompt, req)
	best := slices.MaxFunc(all, func(a, b gist) int {
		switch x, y := mine.likeness(a), mine.likeness(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return read(p.dir, best.key)
}
