package wire

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"mockstar/internal/llm"
)

// A Problem is an error in the words of a provider.
type Problem struct {
	Code, Type, Message, Param string
	Wait                       time.Duration // asked for in the body, 0 when it is not
}

func (p Problem) Error() string {
	for _, s := range []string{p.Message, p.Code, p.Type} {
		if s != "" {
			return s
		}
	}
	return "no reason given"
}

// ParseProblem reads the error object of a body, in any of the shapes that
// providers use, and reports whether there was one.
func ParseProblem(body []byte) (Problem, bool) {
	body = bytes.TrimSpace(body)
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 {
		body = list[0] // Google wraps its error in a list
	}
	var b struct {
		Error   json.RawMessage `json:"error"`
		Detail  json.RawMessage `json:"detail"`
		Object  string          `json:"object"`
		Message json.RawMessage `json:"message"`
		Type    any             `json:"type"`
		Code    any             `json:"code"`
	}
	if json.Unmarshal(body, &b) != nil {
		return Problem{}, false
	}
	if p, ok := parseErrorField(b.Error); ok {
		return p, true
	}
	if p, ok := parseDetail(b.Detail); ok {
		return p, true
	}
	if b.Object != "error" {
		return Problem{}, false
	}
	// Mistral: the message is a text, or holds what FastAPI says.
	var nested struct {
		Detail json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(b.Message, &nested) == nil {
		if p, ok := parseDetail(nested.Detail); ok {
			return p, true
		}
	}
	var m any
	if json.Unmarshal(b.Message, &m) != nil {
		m = nil
	}
	return Problem{Code: text(b.Code), Type: text(b.Type), Message: text(m)}, true
}

func parseErrorField(raw json.RawMessage) (Problem, bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return Problem{}, false
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return Problem{Message: s}, true
	}
	var e struct {
		Code    any   `json:"code"`
		Type    any   `json:"type"`
		Status  any   `json:"status"`
		Message any   `json:"message"`
		Param   any   `json:"param"`
		Inner   inner `json:"innererror"`
		Details []struct {
			Delay string `json:"retryDelay"` // Google puts it here and sends no header
		} `json:"details"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return Problem{Message: string(raw)}, true
	}
	p := Problem{Code: text(e.Code), Type: text(e.Type), Message: text(e.Message), Param: text(e.Param)}
	if p.Type == "" {
		p.Type = text(e.Status)
	}
	if e.Inner.Code != "" {
		p.Type = e.Inner.Code
	}
	for _, d := range e.Details {
		if wait, err := time.ParseDuration(d.Delay); err == nil && wait > 0 {
			p.Wait = min(wait, longestWait)
		}
	}
	return p, true
}

type inner struct {
	Code string `json:"code"`
}

// parseDetail reads the shape of servers built on FastAPI.
func parseDetail(raw json.RawMessage) (Problem, bool) {
	var s string
	if json.Unmarshal(raw, &s) == nil && s != "" {
		return Problem{Message: s}, true
	}
	var items []struct {
		Loc []any  `json:"loc"`
		Msg string `json:"msg"`
	}
	if json.Unmarshal(raw, &items) != nil || len(items) == 0 {
		return Problem{}, false
	}
	p := Problem{Message: items[0].Msg}
	if n := len(items[0].Loc); n > 0 {
		p.Param = text(items[0].Loc[n-1])
		p.Message = p.Param + ": " + p.Message
	}
	return p, true
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// Providers give the same status to different faults; their codes, types and,
// where they have neither, their words tell them apart.
var (
	saysQuota    = lazily(`insufficient_quota|billing_|credit balance|insufficient (credits|balance)`)
	saysTooLong  = lazily(`context_length_exceeded|string_above_max_length|request_too_large|exceed_context_size|prompt is too long|maximum context length|context window|context size|input is too long`)
	saysDeclined = lazily(`content_filter|content_policy|invalid_prompt|responsibleai|prohibited_content|content management policy|flagged`)
	saysAuth     = lazily(`invalid_api_key|authentication|permission|unauthenticated|unauthorized`)
	saysBadKey   = lazily(`api key not valid|invalid api key`)
	saysNoModel  = lazily(`model_not_found|not_found|deploymentnotfound`)
	saysSlower   = lazily(`rate_limit|too_many_requests|resource_exhausted|overloaded`)
	saysInvalid  = lazily(`invalid_request|invalid_argument|unsupported`)
)

// kind classifies p, said with the given HTTP status. With a status of success
// the problem stood in the body, and its own code counts as the status would.
func (p Problem) kind(status int) llm.Kind {
	words := strings.ToLower(p.Code + " " + p.Type + " " + p.Message)
	names := strings.ToLower(p.Code + " " + p.Type)
	if status < 300 {
		status, _ = strconv.Atoi(p.Code)
	}
	switch {
	case status < 500 && saysQuota().MatchString(words):
		return llm.Quota
	case status < 500 && saysTooLong().MatchString(words):
		return llm.TooLong
	case status < 500 && saysDeclined().MatchString(words):
		return llm.Declined
	}
	if status >= 300 {
		k := llm.StatusKind(status)
		if k == llm.Invalid && (saysAuth().MatchString(names) || saysBadKey().MatchString(words)) {
			return llm.Auth // Google answers 400 to a bad key
		}
		return k
	}
	switch {
	case saysAuth().MatchString(names):
		return llm.Auth
	case saysNoModel().MatchString(names):
		return llm.NotFound
	case saysSlower().MatchString(names):
		return llm.RateLimited
	case saysInvalid().MatchString(names):
		return llm.Invalid
	}
	return llm.Unavailable
}

// problem turns p into an error: what kind, how long to wait, what to do.
func (o Options) problem(status int, h http.Header, host string, p Problem) *llm.Error {
	k := p.kind(status)
	e := o.fail(k, o.hint(k, host), p)
	if status >= 300 {
		e.Status = status
	}
	e.Wait = cmp.Or(retryAfter(h, time.Now()), p.Wait)
	switch h.Get("X-Should-Retry") {
	case "true":
		if !e.Temporary() {
			e.Kind = llm.Unavailable
		}
	case "false":
		e.Tries = 1
	}
	if !e.Temporary() {
		e.Wait = 0
	}
	return e
}

func (o Options) hint(k llm.Kind, host string) string {
	switch k {
	case llm.Auth:
		if o.KeyVar != "" {
			return "check the key in " + o.KeyVar
		}
		return "check the key and its rights"
	case llm.NotFound:
		return fmt.Sprintf("check that %s has a model named %q, and the base URL", host, o.Model)
	case llm.Quota:
		return "the account is out of credit; add some, or use another model"
	case llm.TooLong:
		return "the text is longer than the model takes; use a model with a larger context"
	}
	return ""
}

var htmlTitle = lazily(`(?is)<title[^>]*>\s*(.*?)\s*</title>`)

// describe is the problem that an error body tells of, whatever it looks like.
func describe(status int, body []byte) Problem {
	if p, ok := ParseProblem(body); ok {
		return p
	}
	s := strings.TrimSpace(strings.ToValidUTF8(string(body), "�"))
	if m := htmlTitle().FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "..."
	}
	if s == "" || strings.HasPrefix(s, "<") {
		s = strings.ToLower(http.StatusText(status))
	}
	return Problem{Message: s}
}

// lazily compiles a pattern at its first use: most runs meet no problem.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
