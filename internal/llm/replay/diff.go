package replay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"mockstar/internal/llm"
)

const (
	maxDiffLines = 12
	maxDiffInput = 1000 // lines; the table below is their product
)

// changes lists what sets req apart from the recording, one paragraph each.
func changes(was Recording, req llm.Request) []string {
	var all []string
	old := was.Request
	add := func(what string, a, b any) {
		if a != b {
			all = append(all, fmt.Sprintf("  %s: was %v, is %v", what, a, b))
		}
	}
	add("prompt template", was.Prompt, req.Prompt)
	add("longest reply", old.MaxTokens, req.MaxTokens)
	add("temperature", number(old.Temperature), number(req.Temperature))
	add("sample", old.Sample, req.Sample)
	if old.System != req.System {
		what := "instructions"
		if was.Prompt == req.Prompt {
			what = "question or rubric, in the instructions"
		}
		all = append(all, "  "+what+":\n"+diff(old.System, req.System))
	}
	add("messages", len(old.Messages), len(req.Messages))
	for i := range min(len(old.Messages), len(req.Messages)) {
		a, b := old.Messages[i], req.Messages[i]
		add(fmt.Sprintf("role of message %d", i+1), a.Role, b.Role)
		if x, y := unmarked(a.Text), unmarked(b.Text); x != y {
			what := fmt.Sprintf("message %d", i+1)
			if i == 0 && promptName(req.Prompt) == "grade" {
				what = "answer"
			}
			all = append(all, fmt.Sprintf("  %s:\n%s", what, diff(x, y)))
		}
	}
	if a, b := indent(old.Schema), indent(req.Schema); a != b {
		all = append(all, "  schema:\n"+diff(a, b))
	}
	return all
}

// unmarked is a message without its nonce, which follows from all the rest and
// is no change of its own.
func unmarked(text string) string {
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(first, "nonce: ") {
		return rest
	}
	return text
}

func number(f *float64) string {
	if f == nil {
		return "unset"
	}
	return fmt.Sprint(*f)
}

func indent(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Indent(&b, raw, "", " ") != nil {
		return string(raw)
	}
	return b.String()
}

// diff shows the lines that only a (-) or only b (+) has, a dozen of them.
func diff(a, b string) string {
	x, y := split(a), split(b)
	// common[i][j] is the length of the longest common subsequence of x[i:], y[j:].
	common := make([][]int, len(x)+1)
	for i := range common {
		common[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []string
	var gone, come []string // of the passage at hand
	flush := func() {
		for k := range max(len(gone), len(come)) {
			from := 0
			if k < len(gone) && k < len(come) {
				from = differ(gone[k], come[k])
			}
			if k < len(gone) {
				out = append(out, "    - "+clip(gone[k], from))
			}
			if k < len(come) {
				out = append(out, "    + "+clip(come[k], from))
			}
		}
		gone, come = nil, nil
	}
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			flush()
			i, j = i+1, j+1
		case j == len(y) || (i < len(x) && common[i+1][j] >= common[i][j+1]):
			gone = append(gone, x[i])
			i++
		default:
			come = append(come, y[j])
			j++
		}
	}
	flush()
	if more := len(out) - maxDiffLines; more > 0 {
		out = append(out[:maxDiffLines], fmt.Sprintf("    ... and %d lines more", more))
	}
	return strings.Join(out, "\n")
}

func split(s string) []string {
	l := strings.Split(s, "\n")
	return l[:min(len(l), maxDiffInput)]
}

// differ is the rune from which a and b differ.
func differ(a, b string) int {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// clip shows a hundred characters of s, those around rune from included.
func clip(s string, from int) string {
	const wide, before = 100, 50
	r := []rune(s)
	if len(r) <= wide {
		return s
	}
	head, tail := "", "..."
	if from > wide-before/2 {
		cut := from - before
		head, r = "...", r[cut:]
	}
	if len(r) <= wide {
		tail = ""
	}
	return head + string(r[:min(len(r), wide)]) + tail
}
