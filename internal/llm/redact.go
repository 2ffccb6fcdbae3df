package llm

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// keyShapes are what the keys of well-known providers look like. They catch a
// key that is not among the secrets we know, such as one an unlucky user put
// into a base URL.
var keyShapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bBearer\s+[\w.~+/=-]{8,}|\b(sk|rk|pk|gsk|xai|hf)[-_][\w*-]{8,}|\bAIza[\w-]{20,}|\bA[KS]IA[A-Z0-9]{12,}|://[^/\s@]+:[^/\s@]+@`)
})

// redactText returns text without the secrets and without anything that has
// the shape of a key. Secrets of fewer than four bytes are left alone: to
// remove them would only garble the text.
func redactText(text string, secrets ...string) string {
	for _, s := range secrets {
		if len(s) < 4 {
			continue
		}
		text = strings.ReplaceAll(text, s, "[key]")
		text = strings.ReplaceAll(text, url.QueryEscape(s), "[key]")
	}
	return keyShapes().ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, "://") {
			return "://[key]@"
		}
		return "[key]"
	})
}

// Redact returns err without the secrets in its text. An [Error] stays one; an
// error whose text changed no longer wraps what it was made from, because that
// would still tell.
func Redact(err error, secrets ...string) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		clean := *e
		clean.Hint = redactText(e.Hint, secrets...)
		clean.Err = redactPlain(e.Err, secrets)
		return &clean
	}
	return redactPlain(err, secrets)
}

func redactPlain(err error, secrets []string) error {
	was := err.Error()
	if now := redactText(was, secrets...); now != was {
		return errors.New(now)
	}
	return err
}
