package models

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mockstar/internal/llm"
	"mockstar/internal/llm/langchain"
	"mockstar/internal/llm/openai"
	"mockstar/internal/llm/replay"
	"mockstar/internal/llm/stub"
	"mockstar/internal/llm/wire"
)

// Env is the world that a model is opened in. The zero value is the real one.
type Env struct {
	Getenv    func(string) string // nil means os.Getenv
	LocalOnly bool                // connect to this machine only
	PlainHTTP bool                // allow http to other machines
	Log       *slog.Logger        // what a server refused or we ignored; nil means nowhere
}

// Info says what was opened, for people to check. It never holds a key.
type Info struct {
	Spec     string // as asked for
	Provider string
	Model    string
	Run      Run
	Host     string // which host gets the text, with its port if it has one; "" for none
	KeyVar   string // the environment variable that holds the key; "" when none is needed
	KeySet   bool
}

// Run is what results of a model are worth. The three must never be confused.
type Run string

const (
	RunEmbedded Run = "embedded" // no model
	RunStub     Run = "stub"     // scripted: proves the program, not the model
	RunReplay   Run = "replay"   // recorded replies of a real model
	RunLive     Run = "live"
)

// Open returns the model that text names, without connecting to it. For
// "embedded" the model is nil. Replies are not retried: see [llm.Retry]. On an
// error the Info is still filled in as far as it is known.
func Open(text string, env Env) (llm.Model, Info, error) {
	spec, err := Parse(text)
	if err != nil {
		return nil, Info{Spec: text}, err
	}
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	o := opener{spec: spec, env: env, info: Info{Spec: spec.String(), Provider: spec.Provider, Model: spec.Name, Run: RunLive}}
	m, err := o.open()
	if err != nil {
		return nil, o.info, fmt.Errorf("open model %s: %w", spec, err)
	}
	return m, o.info, nil
}

type opener struct {
	spec Spec
	env  Env
	info Info
}

func (o *opener) open() (llm.Model, error) {
	switch o.spec.Provider {
	case Embedded:
		o.info.Run = RunEmbedded
		return nil, nil
	case "stub":
		o.info.Run = RunStub
		dir, file := filepath.Split(o.spec.Name)
		m, err := stub.Load(os.DirFS(cmp.Or(dir, ".")), file)
		if err != nil {
			return nil, invalid("check the script file", "%w", err)
		}
		return m, nil
	case "replay":
		o.info.Run = RunReplay
		p, err := replay.Open(o.spec.Name)
		if err != nil {
			return nil, err
		}
		o.info.Model = p.Spec()
		return p, nil
	case "openai":
		return o.openAI()
	case "google":
		return o.compatible("https://generativelanguage.googleapis.com/v1beta/openai", openai.Dialect{}, "GEMINI_API_KEY", "GOOGLE_API_KEY")
	case "mistral":
		return o.compatible("https://api.mistral.ai/v1", openai.Dialect{NoStreamOptions: true}, "MISTRAL_API_KEY")
	case "bedrock":
		return o.bedrock()
	case "anthropic":
		return o.anthropic()
	case "ollama":
		return o.ollama()
	}
	panic("Parse let an unknown provider through: " + o.spec.Provider)
}

func (o *opener) openAI() (llm.Model, error) {
	base, azure := o.env.Getenv("OPENAI_BASE_URL"), o.env.Getenv("AZURE_OPENAI_ENDPOINT")
	if base == "" && azure != "" {
		version := cmp.Or(o.env.Getenv("OPENAI_API_VERSION"), o.env.Getenv("AZURE_OPENAI_API_VERSION"))
		if version == "" {
			return nil, invalid("set OPENAI_API_VERSION to the api-version of the deployment", "AZURE_OPENAI_ENDPOINT is set, OPENAI_API_VERSION is not")
		}
		key, err := o.key(azure, "AZURE_OPENAI_API_KEY")
		if err != nil {
			return nil, err
		}
		return openai.New(openai.Options{Key: key, BaseURL: azure, Azure: version, Model: o.spec.Name, Wire: o.wire("azure")})
	}
	var key string
	var err error
	if base == "" {
		base = openai.DefaultBaseURL
		key, err = o.key(base, "OPENAI_API_KEY")
	} else {
		// Most servers that people run themselves need none; one that does says so.
		key = o.look(base, "OPENAI_API_KEY")
	}
	if err != nil {
		return nil, err
	}
	return openai.New(openai.Options{Key: key, BaseURL: base, Model: o.spec.Name, Wire: o.wire("openai")})
}

// compatible opens a provider that speaks OpenAI's protocol.
func (o *opener) compatible(base string, d openai.Dialect, keyVars ...string) (llm.Model, error) {
	key, err := o.key(base, keyVars...)
	if err != nil {
		return nil, err
	}
	return openai.New(openai.Options{Key: key, BaseURL: base, Model: o.spec.Name, Dialect: d, Wire: o.wire(o.spec.Provider)})
}

// bedrock uses Amazon's own endpoint for OpenAI's protocol: the SDK of Amazon
// signs each body, so that nothing could be added on the wire.
func (o *opener) bedrock() (llm.Model, error) {
	region := cmp.Or(o.env.Getenv("AWS_REGION"), o.env.Getenv("AWS_DEFAULT_REGION"))
	if region == "" || strings.ContainsAny(region, "/:@?#") {
		return nil, invalid("set AWS_REGION to the region of the model, such as us-west-2", "AWS_REGION is %q", region)
	}
	return o.compatible("https://bedrock-runtime."+region+".amazonaws.com/openai/v1", openai.Dialect{}, "AWS_BEARER_TOKEN_BEDROCK")
}

func (o *opener) anthropic() (llm.Model, error) {
	base := cmp.Or(o.env.Getenv("ANTHROPIC_BASE_URL"), langchain.AnthropicBaseURL)
	// Anthropic's own tools take the address without the version.
	if u, err := url.Parse(base); err == nil && strings.Trim(u.Path, "/") == "" {
		base = strings.TrimRight(base, "/") + "/v1"
	}
	key, err := o.key(base, "ANTHROPIC_API_KEY")
	if err != nil {
		return nil, err
	}
	return langchain.NewAnthropic(langchain.Options{Key: key, BaseURL: base, Model: o.spec.Name, Wire: o.wire("anthropic")})
}

func (o *opener) ollama() (llm.Model, error) {
	base := ollamaURL(o.env.Getenv("OLLAMA_HOST"))
	o.info.Host = host(base)
	return langchain.NewOllama(langchain.Options{BaseURL: base, Model: o.spec.Name, Wire: o.wire("ollama")})
}

// ollamaURL reads OLLAMA_HOST as Ollama does: a host, a port or both, with or
// without a scheme. The address to listen on everywhere means this machine.
func ollamaURL(v string) string {
	if v = strings.TrimSpace(v); v == "" {
		return langchain.OllamaBaseURL
	}
	if !strings.Contains(v, "://") {
		v = "http://" + v
	}
	u, err := url.Parse(v)
	if err != nil {
		return v // refused where it is used, with the reason
	}
	name, port := u.Hostname(), u.Port()
	if name == "" || name == "0.0.0.0" || name == "::" {
		name = "127.0.0.1"
	}
	if port == "" && u.Scheme == "http" {
		port = "11434"
	}
	if u.Host = name; port != "" {
		u.Host = net.JoinHostPort(name, port)
	}
	return u.String()
}

// key returns the key in the first of vars that is set. A key that is missing
// is an error that names the first.
func (o *opener) key(base string, vars ...string) (string, error) {
	key := o.look(base, vars...)
	if key == "" {
		return "", &llm.Error{Kind: llm.Auth, Provider: o.spec.Provider, Tries: 1,
			Hint: "set " + strings.Join(vars, " or ") + " in the environment, or use --model embedded",
			Err:  fmt.Errorf("%s is not set", vars[0])}
	}
	return key, nil
}

func (o *opener) look(base string, vars ...string) string {
	o.info.Host, o.info.KeyVar = host(base), vars[0]
	for _, v := range vars {
		if key := strings.TrimSpace(o.env.Getenv(v)); key != "" {
			o.info.KeyVar, o.info.KeySet = v, true
			return key
		}
	}
	return ""
}

// keyVars are the variables that hold keys. What they hold is never shown,
// whichever provider is asked.
var keyVars = []string{
	"OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY",
	"MISTRAL_API_KEY", "AWS_BEARER_TOKEN_BEDROCK",
}

// localPatience is how long a server on this machine may be silent: it may
// have to load a model first, or read a long prompt without a graphics card.
const localPatience = 4 * time.Minute

func (o *opener) wire(provider string) wire.Options {
	w := wire.Options{
		Provider: provider, KeyVar: o.info.KeyVar,
		LocalOnly: o.env.LocalOnly, PlainHTTP: o.env.PlainHTTP, Log: o.env.Log,
	}
	for _, v := range keyVars { // also those of other providers
		if key := strings.TrimSpace(o.env.Getenv(v)); key != "" {
			w.Secrets = append(w.Secrets, key)
		}
	}
	if u, err := url.Parse("//" + o.info.Host); err == nil && wire.IsLoopback(u.Hostname()) {
		w.HeaderTimeout, w.IdleTimeout = localPatience, localPatience
	}
	return w
}

// host is the host of a base URL, without what may stand before an @.
func host(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Host
}
