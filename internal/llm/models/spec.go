// Package models turns the text after --model into a model.
package models

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/internal/llm"
)

// A Spec names a model: "embedded", or PROVIDER:NAME.
type Spec struct {
	Provider string
	Name     string // of the model; for stub a file, for replay a directory
}

// Embedded is the examiner that needs no model.
const Embedded = "embedded"

// providers are all that may stand before the colon.
func providers() []string {
	return []string{"openai", "anthropic", "google", "ollama", "mistral", "bedrock", "stub", "replay"}
}

// Forms are all specs that there can be, such as openai:NAME.
func Forms() []string {
	forms := []string{Embedded}
	for _, p := range providers() {
		forms = append(forms, p+":"+nameOf(p))
	}
	return forms
}

// Parse reads a spec. Names may hold colons: ollama:llama3:8b is one.
func Parse(text string) (Spec, error) {
	if text == Embedded {
		return Spec{Provider: Embedded}, nil
	}
	provider, name, found := strings.Cut(text, ":")
	if !slices.Contains(providers(), provider) {
		return Spec{}, invalid("give embedded, or one of "+strings.Join(providers(), ", ")+" and a name, such as openai:NAME",
			"read model %q: unknown provider %q", text, provider)
	}
	if !found || strings.TrimSpace(name) == "" {
		return Spec{}, invalid("write "+provider+":"+nameOf(provider), "read model %q: no %s", text, strings.ToLower(nameOf(provider)))
	}
	return Spec{Provider: provider, Name: name}, nil
}

// Split divides a list of specs at its commas. The name of a file or folder may
// hold commas: behind stub: and replay: one divides only where embedded or
// PROVIDER: follows.
func Split(list string) []string {
	var out []string
	for part := range strings.SplitSeq(list, ",") {
		if n := len(out) - 1; n >= 0 && onDisk(out[n]) && !begins(part) {
			out[n] += "," + part
			continue
		}
		out = append(out, part)
	}
	return out
}

func onDisk(spec string) bool {
	return strings.HasPrefix(spec, "stub:") || strings.HasPrefix(spec, "replay:")
}

// begins reports whether a spec begins with part, be its provider known or not.
func begins(part string) bool {
	provider, _, found := strings.Cut(part, ":")
	return part == Embedded || found && provider != "" && strings.Trim(provider, "abcdefghijklmnopqrstuvwxyz") == ""
}

func nameOf(provider string) string {
	switch provider {
	case "stub":
		return "FILE"
	case "replay":
		return "DIR"
	}
	return "NAME"
}

func (s Spec) String() string {
	if s.Name == "" {
		return s.Provider
	}
	return s.Provider + ":" + s.Name
}

func invalid(hint, format string, args ...any) error {
	return &llm.Error{Kind: llm.Invalid, Tries: 1, Hint: hint, Err: fmt.Errorf(format, args...)}
}
