package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm/llmtest"
)

// shapes are the canary as it is, and as it may be written down.
func shapes() []string {
	return []string{
		canary, canary[3:], strings.ToUpper(canary), url.QueryEscape(canary),
		base64.StdEncoding.EncodeToString([]byte(canary)), fmt.Sprintf("%x", canary),
	}
}

func requireNoKey(t *testing.T, what, text string) {
	t.Helper()
	for _, shape := range shapes() {
		require.NotContains(t, text, shape, what)
	}
}

// TestAKeyIsFoundNowhere gives every command that calls a model a key, has
// servers echo it in all they can say, and looks for it in what is printed and
// in every file that is written.
func TestAKeyIsFoundNowhere(t *testing.T) {
	once := http.Header{"X-Should-Retry": {"false"}}
	answers := map[string]func(llmtest.Request) llmtest.Reply{
		"a good reply":         func(r llmtest.Request) llmtest.Reply { return honest(t, r) },
		"a 401":                llmtest.Always(llmtest.Reply{Status: 401, Code: "invalid_api_key", Message: "Incorrect API key provided: " + canary}),
		"a 403":                llmtest.Always(llmtest.Reply{Status: 403, Code: canary, Message: "Authorization: Bearer " + canary}),
		"a 400 with escapes":   llmtest.Always(llmtest.Reply{Status: 400, Message: "GET /?key=" + url.QueryEscape(canary)}),
		"a 404 with a model":   llmtest.Always(llmtest.Reply{Status: 404, Message: "no model for " + canary}),
		"a 500 that is a page": llmtest.Always(llmtest.Reply{Status: 500, Message: "<title>" + canary + "</title>", Header: once}),
		"an error with 200":    llmtest.Always(llmtest.Reply{Raw: []string{`{"error":{"code":"invalid_api_key","type":"invalid_request_error","message":"bad key ` + canary + `"}}`}, Header: once}),
		"an error event":       llmtest.Always(llmtest.Reply{Raw: []string{`data: {"type":"error","error":{"type":"authentication_error","message":"bad key ` + canary + `"}}` + "\n\n"}, Header: once}),
		"a redirect":           llmtest.Always(llmtest.Reply{Status: 307, Header: http.Header{"Location": {"https://" + canary + "@evil.example/v1/" + canary + "?key=" + canary}}}),
	}
	suite := littleSuite(t)
	outputs, files := 0, 0
	for what, answer := range answers {
		for _, p := range providers {
			if p.name == "ollama" && what == "an error event" {
				continue // its protocol has none, and nonsense is asked for again
			}
			server := p.serve(t, answer)
			dir := t.TempDir()
			t.Setenv("TMPDIR", dir)
			env := map[string]string{"MOCKSTAR_HOME": filepath.Join(dir, "home"), "MOCKSTAR_MODEL": p.spec, "MISTRAL_API_KEY": canary}
			for _, v := range p.env(server.URL) {
				name, value, _ := strings.Cut(v, "=")
				env[name] = value
			}
			for _, args := range [][]string{
				incidentArgs, {"resume"}, {"session", "list"}, {"progress", "--format", "json"}, {"doctor"},
				{"grade", "--question", "mentoring"}, {"grade", "--question", "mentoring", "--format", "html"}, {"grade", "--question", "mentoring", "--format", "json"},
				{"eval", "run", suite, "--out", filepath.Join(dir, "run"), "--format", "json"}, {"eval", "run", suite, "--format", "junit"},
				{"eval", "record", suite, "-o", filepath.Join(dir, "recordings")},
			} {
				stdin := "I paired with each new engineer twice a week for a month."
				if args[0] == "interview" || args[0] == "resume" {
					stdin = piped(incident...)
				}
				var out, errs bytes.Buffer
				code := run(t.Context(), args, streams{strings.NewReader(stdin), &out, &errs}, func(name string) string { return env[name] })
				require.NotEqual(t, exitInternal, code, errs.String())
				requireNoKey(t, fmt.Sprintf("%s from %s: %v", what, p.name, args), out.String()+errs.String())
				outputs++
			}
			require.NotEmpty(t, server.Requests())
			if what == "a good reply" && p.name != "ollama" {
				sent := fmt.Sprint(server.Requests()[0].Header)
				require.Contains(t, sent, canary, "the key went where it belongs")
			}
			require.NoError(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
				require.NoError(t, err)
				requireNoKey(t, "a file name", name)
				if d.Type().IsRegular() {
					requireNoKey(t, name, content(t, name))
					files++
				}
				return nil
			}))
		}
	}
	t.Attr("promise", fmt.Sprintf("canary: 0 times in %d outputs and %d files, %d replies of %d providers that echo it", outputs, files, len(answers), len(providers)))
}

// TestNoCredentialCrossesAnOrigin redirects to another origin, in every way
// there is, and to the same one.
func TestNoCredentialCrossesAnOrigin(t *testing.T) {
	var reached atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(elsewhere.Close)
	tries := 0
	for _, p := range providers {
		for _, status := range []int{301, 302, 303, 307, 308} {
			for _, to := range []string{elsewhere.URL + "/v1/chat/completions", "//" + strings.TrimPrefix(elsewhere.URL, "http://") + "/x", strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)} {
				s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Location", to)
					w.WriteHeader(status)
				}))
				env := map[string]string{}
				for _, v := range p.env(s.URL) {
					name, value, _ := strings.Cut(v, "=")
					env[name] = value
				}
				var out, errs bytes.Buffer
				code := run(t.Context(), []string{"grade", "--question", "mentoring", "--model", p.spec},
					streams{strings.NewReader("I paired with each new engineer twice a week for a month."), &out, &errs}, func(name string) string { return env[name] })
				s.Close()
				require.Equal(t, exitProvider, code, errs.String())
				require.Contains(t, errs.String(), "not followed")
				tries++
			}
		}
	}
	require.Zero(t, reached.Load())
	t.Attr("promise", fmt.Sprintf("redirects: %d redirects, 0 requests and 0 credentials at the other origin", tries))
}

// TestEveryFileIsForItsOwnerAlone looks at all that the commands write, and at
// how the code writes it: with the mode given when a file is made, never after.
func TestEveryFileIsForItsOwnerAlone(t *testing.T) {
	w := newWorld(t)
	suite, dir := littleSuite(t), filepath.Join(t.TempDir(), "new")
	runs := filepath.Join(dir, "run")
	script := `umask 000; export TMPDIR=` + filepath.Dir(dir) + `
mockstar interview --plan mentoring </dev/null
mockstar eval run ` + suite + ` --out ` + runs + ` >/dev/null
mockstar eval record ` + suite + ` --model stub:` + script1(t) + ` -o ` + filepath.Join(dir, "recordings") + ` || test $? -eq 6 # no reply of the script is a verdict
`
	p := w.shell(script)
	require.Zero(t, p.end(), p.stderr())
	seen := 0
	for _, root := range []string{w.home, dir} {
		require.NoError(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			require.NoError(t, err)
			info, err := d.Info()
			require.NoError(t, err)
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			}
			require.Equal(t, want, info.Mode().Perm(), name)
			seen++
			return nil
		}))
	}
	require.Greater(t, seen, 10)

	t.Attr("promise", fmt.Sprintf("modes: %d files and folders of sessions, runs and recordings under umask 000: 0600 and 0700", seen))
}

// script1 is a stub that answers anything.
func script1(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "stub.yaml")
	require.NoError(t, os.WriteFile(name, []byte("- reply: Well.\n  repeat: true\n"), 0o600))
	return name
}
