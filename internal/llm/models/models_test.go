package models_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/models"
	"mockstar/internal/llm/replay"
	"mockstar/internal/llm/stub"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, text string
		want       models.Spec
		err        string
	}{
		{"the embedded examiner", "embedded", models.Spec{Provider: "embedded"}, ""},
		{"a provider and a name", "openai:gpt-x", models.Spec{Provider: "openai", Name: "gpt-x"}, ""},
		{"a name with a colon", "ollama:llama3:8b", models.Spec{Provider: "ollama", Name: "llama3:8b"}, ""},
		{"a file", "stub:a/b.yaml", models.Spec{Provider: "stub", Name: "a/b.yaml"}, ""},
		{"nothing", "", models.Spec{}, `read model "": unknown provider ""`},
		{"an unknown provider", "gpt:x", models.Spec{}, `read model "gpt:x": unknown provider "gpt"`},
		{"no colon", "openai", models.Spec{}, `read model "openai": no name`},
		{"no name", "openai: ", models.Spec{}, `read model "openai: ": no name`},
		{"no directory", "replay:", models.Spec{}, `read model "replay:": no dir`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := models.Parse(tt.text)
			if tt.err != "" {
				require.EqualError(t, err, tt.err)
				var e *llm.Error
				require.ErrorAs(t, err, &e)
				require.NotEmpty(t, e.Hint)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.text, got.String())
		})
	}
}

func TestAllFormsCanBeRead(t *testing.T) {
	for _, form := range models.Forms() {
		_, err := models.Parse(form)
		require.NoError(t, err)
	}
}

func TestSplit(t *testing.T) {
	for list, want := range map[string][]string{
		"embedded":                   {"embedded"},
		"openai:a,embedded":          {"openai:a", "embedded"},
		"openai:a,b":                 {"openai:a", "b"},
		"replay:runs/a,b":            {"replay:runs/a,b"},
		"replay:a,b,c/d,openai:x":    {"replay:a,b,c/d", "openai:x"},
		"replay:a,embedded":          {"replay:a", "embedded"},
		"replay:a,opnai:x":           {"replay:a", "opnai:x"},
		"replay:a,hostile:chaos":     {"replay:a", "hostile:chaos"},
		"stub:a, b.yaml,replay:c, d": {"stub:a, b.yaml", "replay:c, d"},
		"replay:a,2026-11-28T19:04":  {"replay:a,2026-11-28T19:04"},
		"replay:a,":                  {"replay:a,"},
		"":                           {""},
	} {
		require.Equal(t, want, models.Split(list), list)
	}
}

func env(vars map[string]string) models.Env {
	return models.Env{Getenv: func(k string) string { return vars[k] }}
}

func TestOpenSaysWhatItOpened(t *testing.T) {
	tests := []struct {
		name, spec string
		vars       map[string]string
		want       models.Info
	}{
		{"openai", "openai:m", map[string]string{"OPENAI_API_KEY": "k"},
			models.Info{Provider: "openai", Model: "m", Run: models.RunLive, Host: "api.openai.com", KeyVar: "OPENAI_API_KEY", KeySet: true}},
		{"a compatible server without a key", "openai:m", map[string]string{"OPENAI_BASE_URL": "http://localhost:8000/v1"},
			models.Info{Provider: "openai", Model: "m", Run: models.RunLive, Host: "localhost:8000", KeyVar: "OPENAI_API_KEY"}},
		{"azure", "openai:dep", map[string]string{"AZURE_OPENAI_ENDPOINT": "https://r.openai.azure.com", "AZURE_OPENAI_API_KEY": "k", "OPENAI_API_VERSION": "2024-10-21"},
			models.Info{Provider: "openai", Model: "dep", Run: models.RunLive, Host: "r.openai.azure.com", KeyVar: "AZURE_OPENAI_API_KEY", KeySet: true}},
		{"anthropic", "anthropic:m", map[string]string{"ANTHROPIC_API_KEY": "k"},
			models.Info{Provider: "anthropic", Model: "m", Run: models.RunLive, Host: "api.anthropic.com", KeyVar: "ANTHROPIC_API_KEY", KeySet: true}},
		{"google, by the other variable", "google:m", map[string]string{"GOOGLE_API_KEY": "k"},
			models.Info{Provider: "google", Model: "m", Run: models.RunLive, Host: "generativelanguage.googleapis.com", KeyVar: "GOOGLE_API_KEY", KeySet: true}},
		{"mistral", "mistral:m", map[string]string{"MISTRAL_API_KEY": "k"},
			models.Info{Provider: "mistral", Model: "m", Run: models.RunLive, Host: "api.mistral.ai", KeyVar: "MISTRAL_API_KEY", KeySet: true}},
		{"bedrock", "bedrock:m", map[string]string{"AWS_BEARER_TOKEN_BEDROCK": "k", "AWS_REGION": "us-west-2"},
			models.Info{Provider: "bedrock", Model: "m", Run: models.RunLive, Host: "bedrock-runtime.us-west-2.amazonaws.com", KeyVar: "AWS_BEARER_TOKEN_BEDROCK", KeySet: true}},
		{"ollama", "ollama:m:8b", nil,
			models.Info{Provider: "ollama", Model: "m:8b", Run: models.RunLive, Host: "127.0.0.1:11434"}},
		{"ollama that listens everywhere", "ollama:m", map[string]string{"OLLAMA_HOST": "0.0.0.0:9999"},
			models.Info{Provider: "ollama", Model: "m", Run: models.RunLive, Host: "127.0.0.1:9999"}},
		{"ollama behind https", "ollama:m", map[string]string{"OLLAMA_HOST": "https://llm.example"},
			models.Info{Provider: "ollama", Model: "m", Run: models.RunLive, Host: "llm.example"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, info, err := models.Open(tt.spec, env(tt.vars))
			require.NoError(t, err)
			require.NotNil(t, m)
			tt.want.Spec = tt.spec
			require.Equal(t, tt.want, info)
		})
	}
}

func TestOpenWithoutANetwork(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "s.yaml")
	require.NoError(t, os.WriteFile(script, []byte("- reply: a"), 0o600))
	rec := filepath.Join(dir, "rec")
	_, err := llm.Ask(t.Context(), replay.Recorder(stub.New(stub.Step{Reply: "a"}), rec, "openai:m"), llm.Request{})
	require.NoError(t, err)

	m, info, err := models.Open("embedded", env(nil))
	require.NoError(t, err)
	require.Nil(t, m)
	require.Equal(t, models.RunEmbedded, info.Run)

	m, info, err = models.Open("stub:"+script, env(nil))
	require.NoError(t, err)
	require.IsType(t, &stub.Model{}, m)
	require.Equal(t, models.RunStub, info.Run)

	m, info, err = models.Open("replay:"+rec, env(nil))
	require.NoError(t, err)
	require.NotNil(t, m)
	require.Equal(t, models.RunReplay, info.Run)
	require.Equal(t, "openai:m", info.Model)
	require.Empty(t, info.Host)
}

func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name, spec string
		env        models.Env
		kind       llm.Kind
		err, hint  string
	}{
		{"openai without a key", "openai:m", env(nil), llm.Auth, "open model openai:m: openai: OPENAI_API_KEY is not set", "set OPENAI_API_KEY"},
		{"anthropic without a key", "anthropic:m", env(nil), llm.Auth, "ANTHROPIC_API_KEY is not set", "set ANTHROPIC_API_KEY"},
		{"google without a key", "google:m", env(nil), llm.Auth, "GEMINI_API_KEY is not set", "set GEMINI_API_KEY or GOOGLE_API_KEY"},
		{"azure without a version", "openai:m", env(map[string]string{"AZURE_OPENAI_ENDPOINT": "https://x"}), llm.Invalid, "OPENAI_API_VERSION is not", "api-version"},
		{"bedrock without a region", "bedrock:m", env(map[string]string{"AWS_BEARER_TOKEN_BEDROCK": "k"}), llm.Invalid, "AWS_REGION", "set AWS_REGION"},
		{"a script that is not there", "stub:nowhere.yaml", env(nil), llm.Invalid, "read script", "check the script"},
		{"recordings that are not there", "replay:nowhere", env(nil), llm.Stale, "read recordings", "record a model"},
		{"a base URL that is none", "openai:m", env(map[string]string{"OPENAI_BASE_URL": "localhost:8000"}), llm.Invalid, "not an http or https address", "http://localhost"},
		{"plain http to elsewhere", "openai:m", env(map[string]string{"OPENAI_BASE_URL": "http://llm.example/v1"}), llm.Invalid, "plain http is for this machine only", "https"},
		{"another host when only this machine is allowed", "openai:m",
			models.Env{LocalOnly: true, Getenv: func(string) string { return "k" + "ey" }}, llm.Invalid, "", ""},
		{"a provider when only this machine is allowed", "mistral:m",
			models.Env{LocalOnly: true, Getenv: func(string) string { return "somekey" }}, llm.Invalid, "only this machine may be connected to", "this machine"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _, err := models.Open(tt.spec, tt.env)
			require.Nil(t, m)
			require.ErrorContains(t, err, tt.err)
			var e *llm.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, tt.kind, e.Kind)
			require.Contains(t, e.Hint, tt.hint)
		})
	}
}

func TestAnthropicTakesABaseURLWithoutItsVersion(t *testing.T) {
	s := llmtest.Anthropic(t, llmtest.Always(llmtest.Reply{Text: "hello"}))
	for _, base := range []string{s.URL, s.URL + "/", s.URL + "/v1"} {
		m, _, err := models.Open("anthropic:m", env(map[string]string{"ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": base}))
		require.NoError(t, err)
		r, err := llm.Ask(t.Context(), m, llm.Request{Messages: []llm.Message{{Role: llm.User, Text: "hi"}}})
		require.NoError(t, err)
		require.Equal(t, "hello", r.Text)
	}
}
