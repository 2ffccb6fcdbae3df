package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// canary stands in for a key: it must never be seen in an output. It has not the
// shape of one, by which it would be found even if nobody knew it.
const canary = "canary-0123456789abcdef"

// A provider is a protocol that the program speaks, and how it is told where.
type provider struct {
	name, spec string
	serve      func(testing.TB, func(llmtest.Request) llmtest.Reply) *llmtest.Server
	env        func(url string) []string
}

var providers = []provider{
	{"openai", "openai:some-model", llmtest.OpenAI, func(url string) []string {
		return []string{"OPENAI_BASE_URL=" + url + "/v1", "OPENAI_API_KEY=" + canary}
	}},
	{"anthropic", "anthropic:some-model", llmtest.Anthropic, func(url string) []string {
		return []string{"ANTHROPIC_BASE_URL=" + url, "ANTHROPIC_API_KEY=" + canary}
	}},
	{"ollama", "ollama:some-model", llmtest.Ollama, func(url string) []string {
		return []string{"OLLAMA_HOST=" + url}
	}},
}

// incident answers a question about a production failure, its follow-ups, and
// the invitation to ask back.
var incident = []string{
	"In March 2023 I was on call for the document search of a court-records company. I switched search to the old index in four minutes and compared the two indexes until I found a new tokenizer.",
	"Recall on 200 known queries went from 0.52 back to 0.91 after 22 hours, which was the target I had given the firms.",
	"With a slow slide there is no release to look at, so I check a frozen set of queries every night.",
	"How do you evaluate the assistant in production, and who is paged when it gets worse?",
	"No, that is all. Thank you.",
}

var incidentArgs = []string{"interview", "--plan", "production-failure", "--probes", "1", "--seed", "7"}

// A model plays the interviewer and the grader honestly: words that begin with
// ownWords, and verdicts with quotes that stand in the answer.
const ownWords = "Speaking as a model: "

var draftLine = regexp.MustCompile(`(?m)^Draft: (".*")$`)

func honest(t testing.TB, r llmtest.Request) llmtest.Reply {
	usage := llm.Usage{Input: 11, Output: 7}
	if r.Schema != "" {
		return llmtest.Reply{Text: verdict(t, r), Usage: usage}
	}
	m := draftLine.FindStringSubmatch(r.Last())
	var draft string
	if m == nil || json.Unmarshal([]byte(m[1]), &draft) != nil {
		t.Errorf("request without a draft: %s", r.Last())
	}
	return llmtest.Reply{Text: ownWords + draft, Usage: usage}
}

// verdict grades everything 3, each level by the last thing the candidate said.
func verdict(t testing.TB, r llmtest.Request) string {
	nonces := regexp.MustCompile(`(?m)^nonce: ([0-9a-f]+)$`).FindAllStringSubmatch(r.Last(), -1)
	var schema struct {
		Properties struct {
			Verdicts struct {
				Items struct {
					Properties struct {
						Criterion struct{ Enum []string }
					}
				}
			}
		}
	}
	lines := candidateLines(r)
	if err := json.Unmarshal([]byte(r.Schema), &schema); err != nil || len(nonces) == 0 || len(lines) == 0 {
		t.Errorf("no request for a verdict: %v\n%s\n%s", err, r.Schema, r.Last())
		return ""
	}
	last := strings.Fields(lines[len(lines)-1])
	quote := strings.Join(last[:min(6, len(last))], " ")
	type one struct {
		Criterion string   `json:"criterion"`
		Quotes    []string `json:"quotes"`
		Shows     string   `json:"shows"`
		Missing   string   `json:"missing"`
		Level     int      `json:"level"`
	}
	var all []one
	for _, id := range schema.Properties.Verdicts.Items.Properties.Criterion.Enum {
		all = append(all, one{id, []string{quote}, "It says so.", "The rest.", 3})
	}
	b, err := json.Marshal(map[string]any{"nonce": nonces[len(nonces)-1][1], "verdicts": all})
	if err != nil {
		t.Errorf("write verdict: %v", err)
	}
	return string(b)
}

// candidateLines are the candidate's words in a request.
func candidateLines(r llmtest.Request) []string {
	var texts []string
	for line := range strings.Lines(r.Last()) {
		var l rubric.Line
		if json.Unmarshal([]byte(line), &l) == nil && l.By == rubric.Candidate {
			texts = append(texts, l.Text)
		}
	}
	return texts
}

func TestAnInterviewRunsOnEveryProvider(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			var w *world
			var run *process
			ready := make(chan struct{})
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				<-ready
				host := strings.TrimPrefix(w.env[len(w.env)-1], "x=")
				if !strings.Contains(run.stderr(), "your text goes to "+host) {
					t.Errorf("asked before the host was named: %s", run.stderr())
				}
				kept := said(w.turns())
				for _, text := range candidateLines(r) {
					if !slices.Contains(kept, text) {
						t.Errorf("sent before it was on disk: %s", text)
					}
				}
				return honest(t, r)
			})
			w = newWorld(t, append(p.env(server.URL), "x="+strings.TrimPrefix(server.URL, "http://"))...)
			run = w.start(w.file(piped(incident...)), append(incidentArgs, "--model", p.spec)...)
			close(ready)
			require.Zero(t, run.end(), run.stderr())

			require.Equal(t, 1, strings.Count(run.stderr(), "your text goes to"))
			require.Contains(t, run.stdout(), ownWords)
			require.Contains(t, run.stdout(), "Debrief")
			require.Contains(t, run.stdout(), "Mean of the questions: 3.0 of 5.")
			require.Contains(t, run.stdout(), "“"+strings.Join(strings.Fields(incident[2])[:6], " ")+"”")
			require.NotContains(t, run.stdout()+run.stderr(), canary)
			turns := w.turns()
			require.Equal(t, incident, said(turns))
			for _, turn := range turns {
				switch turn.Kind {
				case interviewer.Asked:
					require.Contains(t, turn.Text, ownWords)
					require.Equal(t, rubric.Usage{Input: 11, Output: 7}, turn.Origin.Usage)
				case interviewer.Graded:
					require.Equal(t, "as-reported", turn.Sheet.Origin.Model)
					require.Equal(t, p.spec, turn.Sheet.Model)
				}
			}
		})
	}
}

func TestWordsAreOnTheScreenBeforeTheReplyIsWhole(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			server := p.serve(t, llmtest.Always(llmtest.Reply{Text: "Welcome to this interview.", Cut: llmtest.Never}))
			w := newWorld(t, p.env(server.URL)...)
			run := w.start(w.file(""), append(incidentArgs, "--model", p.spec)...)
			await(t, "the first word", func() bool { return strings.Contains(run.stdout(), "Welcome") })

			require.NoError(t, run.Process.Signal(syscall.SIGINT))
			require.Equal(t, exitInterrupted, run.end())
			<-server.Gone() // the call was cancelled
			require.Contains(t, run.stderr(), "continue with `mockstar resume")
			turns := w.turns()
			last := turns[len(turns)-1]
			require.Equal(t, interviewer.Parked, last.Kind)
			require.Contains(t, last.Partial, "Welcome", "what was on the screen is kept")
		})
	}
}

// The provider breaks down after the first answer and stays down; the same
// session goes on when it is back.
func TestAProviderThatGoesDownParksTheInterview(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			var down atomic.Bool
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				if r.Schema != "" || down.Load() {
					down.Store(true)
					return llmtest.Reply{Status: http.StatusInternalServerError, Message: "on fire", Header: http.Header{"X-Should-Retry": {"false"}}}
				}
				return honest(t, r)
			})
			w := newWorld(t, p.env(server.URL)...)
			code, out, errs := w.run(piped(incident...), append(incidentArgs, "--model", p.spec)...)
			require.Equal(t, exitProvider, code, errs)
			require.Contains(t, errs, "500")
			require.Contains(t, errs, "your answers are kept; continue with `mockstar resume")
			require.NotContains(t, out+errs, canary)
			require.Equal(t, incident[:1], said(w.turns()))

			// Gone altogether: nothing listens any more.
			w.env = append(w.env, p.env("http://127.0.0.1:9")...)
			code, _, errs = w.run(piped(incident[1:]...), "resume")
			require.Equal(t, exitProvider, code, errs)
			require.Contains(t, errs, "is the server running?")
			require.Equal(t, incident[:1], said(w.turns()))

			back := p.serve(t, func(r llmtest.Request) llmtest.Reply { return honest(t, r) })
			w.env = append(w.env, p.env(back.URL)...)
			code, out, errs = w.run(piped(incident[1:]...), "resume")
			require.Zero(t, code, errs)
			require.Contains(t, out, "Debrief")
			require.Equal(t, incident, said(w.turns()))
		})
	}
}

func TestAKeyThatIsRefusedIsNamedAndNotShown(t *testing.T) {
	for _, p := range providers[:2] {
		t.Run(p.name, func(t *testing.T) {
			server := p.serve(t, llmtest.Always(llmtest.Reply{Status: http.StatusUnauthorized, Code: "invalid_api_key", Message: "Incorrect API key provided: " + canary}))
			w := newWorld(t, p.env(server.URL)...)
			code, out, errs := w.run(piped(incident...), append(incidentArgs, "--model", p.spec)...)
			require.Equal(t, exitProvider, code)
			require.Contains(t, errs, strings.ToUpper(p.name)+"_API_KEY")
			require.NotContains(t, out+errs, canary)
			require.NotContains(t, content(t, w.transcript()), canary)
			require.Len(t, server.Requests(), 1, "a key that is refused once is not tried again")
		})
	}
}

func TestACutStreamIsSaidAgainInPlainWords(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			var first atomic.Bool
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				if r.Schema == "" && first.CompareAndSwap(false, true) {
					return llmtest.Reply{Text: "Half of what I", Cut: llmtest.BeforeFinish}
				}
				return honest(t, r)
			})
			w := newWorld(t, p.env(server.URL)...)
			code, out, errs := w.run(piped(incident...), append(incidentArgs, "--model", p.spec)...)
			require.Zero(t, code, errs)
			require.Contains(t, errs, "going on in plain words")
			require.Contains(t, out, "Half of what I")
			asked := w.turns()[1]
			require.Equal(t, interviewer.Asked, asked.Kind)
			require.NotContains(t, asked.Text, ownWords)
			require.Equal(t, "Half of what I", asked.Partial)
			require.Contains(t, asked.Text, "production", "the plain words are whole")
			require.NotContains(t, asked.Text, "Half of what I")
			require.Contains(t, out, "Debrief")
		})
	}
}

func TestAVerdictThatIsRefusedIsUnscoredAndShown(t *testing.T) {
	for _, p := range providers[:2] { // Ollama has no word for a refusal
		t.Run(p.name, func(t *testing.T) {
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply {
				if r.Schema != "" {
					return llmtest.Reply{Text: "I can't help with that.", Finish: llm.Refused}
				}
				return honest(t, r)
			})
			w := newWorld(t, p.env(server.URL)...)
			code, out, errs := w.run(piped(incident...), append(incidentArgs, "--model", p.spec)...)
			require.Zero(t, code, errs)
			require.Contains(t, out, "no score · 0 of")
			require.Contains(t, out, "not graded: the provider refused to grade it")
			require.Equal(t, incident[0], said(w.turns())[0])
		})
	}
}

func TestRoleAndCVGoToTheModelThatSpeaksAndNowhereElse(t *testing.T) {
	const role, cv = "Head of search at a court-records company.", "Ten years of information retrieval."
	requests := 0
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			server := p.serve(t, func(r llmtest.Request) llmtest.Reply { return honest(t, r) })
			w := newWorld(t, p.env(server.URL)...)
			args := append(slices.Clone(incidentArgs), "--role", w.file(role).Name(), "--cv", w.file(cv).Name())
			code, _, errs := w.run(piped(incident...), append(args, "--model", p.spec)...)
			require.Zero(t, code, errs)
			for _, r := range server.Requests() {
				speaks := r.Schema == ""
				require.Equal(t, speaks, strings.Contains(r.System, role), "the role is for the interviewer, not for the grader")
				require.Equal(t, speaks, strings.Contains(r.System, cv))
			}

			before := len(server.Requests())
			code, _, errs = newWorld(t, p.env(server.URL)...).run(piped(incident...), args...)
			require.Zero(t, code, errs)
			require.Len(t, server.Requests(), before, "without a model nothing is sent")
			requests += before
		})
	}
	t.Attr("promise", fmt.Sprintf("role: %d requests of %d providers hold them where they should, none without a model", requests, len(providers)))
}
