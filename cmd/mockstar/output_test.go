package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFormatThatNobodyWritesIsRefusedAlike(t *testing.T) {
	for command, formats := range map[string]string{
		"grade --question mentoring":         "text, json, md, html",
		"progress":                           "text, html, json",
		"session export 20260101-000000-abc": "md, html, json",
		"rubric list":                        "text, json",
		"rubric show mentoring":              "text, md, json",
		"rubric coverage":                    "text, json",
		"eval agree -":                       "text, json",
		"eval attack":                        "text, json, junit, md",
		"eval plan suite.yaml -o recordings": "text, json",
		"eval run suite.yaml":                "text, json, junit, md, html",
		"eval merge run-1 run-2":             "text, json, junit, md, html",
		"eval compare a b":                   "text, json",
	} {
		t.Run(command, func(t *testing.T) {
			code, out, errs := mockstar(t, append(strings.Fields(command), "--format", "xml", "--model", "openai:x")...)
			require.Equal(t, exitUsage, code)
			require.Contains(t, errs, `: unknown --format "xml"; there are `+formats+"\n")
			require.Empty(t, out)
		})
	}
}

func TestHelpNamesEveryProvider(t *testing.T) {
	_, out, _ := mockstar(t, "grade", "--help")
	for _, p := range []string{"embedded", "openai", "anthropic", "google", "ollama", "mistral", "bedrock", "stub", "replay"} {
		require.Regexp(t, `--model .*\b`+p+`\b`, out)
	}
}
