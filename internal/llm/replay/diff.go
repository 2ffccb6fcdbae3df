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
	add("template", was.Prompt, req.Prompt)
	add("longest reply", old.MaxTokens, req.MaxTokens)
	add("temperature", number(old.Temperature), number(req.Temperature))
	add("sample", old.Sample, req.Sample)
	if old.System != req.System {
		all = append(all, "  system text:\n"+diff(old.System, req.System))
	}
	add("messages", len(old.Messages), len(req.Messages))
	for i := range min(len(old.Messages), len(req.Messages)) {
		a, b := old.Messages[i], req.Messages[i]
		add(fmt.Sprintf("role of message %d", i+1), a.Role, b.Role)
		if a.Text != b.Text {
			all = append(all, fmt.Sprintf("  message %d:\n%s", i+1, diff(a.Text, b.Text)))
		}
	}
	if a, b := indent(old.Schema), indent(req.Schema); a != b {
		all = append(all, "  schema:\n"+diff(a, b))
	}
	return all
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
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			i, j = i+1, j+1
		case j == len(y) || (i < len(x) && common[i+1][j] >= common[i][j+1]):
			out = append(out, "    - "+clip(x[i]))
			i++
		default:
			out = append(out, "    + "+clip(y[j]))
			j++
		}
	}
	if more := len(out) - maxDiffLines; more > 0 {
		out = append(out[:maxDiffLines], fmt.Sprintf("    ... and %d lines more", more))
	}
	return strings.Join(out, "\n")
}

func split(s string) []string {
	l := strings.Split(s, "\n")
	return l[:min(len(l), maxDiffInput)]
}

func clip(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:100]) + "..."
	}
	return s
}
