package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/rubric"
)

// TestGradesOfAQuestionDifferInTheLastMessageAlone looks at what goes over the
// wire for two answers to one question: a provider's cache takes all but the
// last message, which holds the answer and little else.
func TestGradesOfAQuestionDifferInTheLastMessageAlone(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				return llmtest.Reply{Text: verdict(t, r), Usage: llm.Usage{Input: 3000, Output: 500, Cached: 2900}}
			})
			env := map[string]string{}
			for _, kv := range p.env(server.URL) {
				name, value, _ := strings.Cut(kv, "=")
				env[name] = value
			}
			var sheets []rubric.Sheet
			for _, text := range incident[:2] {
				var out, errs bytes.Buffer
				code := run(t.Context(), []string{"grade", "--question", "production-failure", "--model", p.spec, "--format", "json"},
					streams{strings.NewReader(text), &out, &errs}, func(name string) string { return env[name] })
				require.Equal(t, 0, code, errs.String())
				var s rubric.Sheet
				require.NoError(t, json.Unmarshal(out.Bytes(), &s))
				sheets = append(sheets, s)
			}
			asked := server.Requests()
			require.Len(t, asked, 2)
			require.Equal(t, asked[0].System, asked[1].System)
			require.NotEmpty(t, asked[0].System)
			require.Equal(t, asked[0].Schema, asked[1].Schema)
			require.Less(t, strings.Index(asked[0].Schema, `"quotes":{`), strings.Index(asked[0].Schema, `"level":{`), "evidence before the level: %s", asked[0].Schema)
			for i, r := range asked {
				require.Len(t, r.Messages, 1)
				require.Equal(t, llm.User, r.Messages[0].Role)
				require.NotContains(t, r.System, incident[i][:40])
				frame := strings.Replace(r.Last(), incident[i], "", 1)
				require.Less(t, len(frame), 250, frame)
				require.Regexp(t, regexp.MustCompile(`"text":".*"}\s*$`), r.Last(), "the answer comes last")
				for _, g := range sheets[i].Grades {
					require.Equal(t, rubric.Level(3), g.Level)
					for _, e := range g.Evidence {
						require.Equal(t, e.Quote, incident[i][e.Start:e.End])
					}
				}
				if p.name != "ollama" { // which reports nothing of a cache
					require.Equal(t, 2900, sheets[i].Origin.Usage.Cached)
				}
			}
		})
	}
}
