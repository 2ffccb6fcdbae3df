package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"mockstar/rubric"
)

// besideAnswers are graded by promptfoo and mockstar.
const besideAnswers = 40

// beside measures promptfoo and mockstar on the same answers and the criteria
// of one question at the same server. promptfoo asks once for each criterion of
// each answer, mockstar once for each answer.
func beside(program string) func(context.Context, *bench) (string, error) {
	return func(ctx context.Context, b *bench) (string, error) {
		q, ok := b.doc.Question(questions[0])
		if !ok {
			return "", fmt.Errorf("no question %s", questions[0])
		}
		dir, err := os.MkdirTemp(b.dir, "beside-")
		if err != nil {
			return "", err
		}
		s := b.serve(0, false)
		defer s.Close()
		theirs, err := b.promptfoo(ctx, program, dir, q)
		if err != nil {
			return "", err
		}
		asked, tokens := s.requests.Load(), s.tokens.Load()
		s.reset()
		suite, err := writeSuite(dir, besideAnswers, q.ID)
		if err != nil {
			return "", err
		}
		ours, err := b.run(ctx, evalRun(suite, besideAnswers)...)
		if err != nil {
			return "", err
		}
		marks := int64(besideAnswers * len(q.Criteria))
		return fmt.Sprintf("promptfoo: %d calls, %.0f/s, %s, %d prompt tokens a criterion\n%14s  mockstar:  %d calls, %.0f/s, %s, %d prompt tokens a criterion\n%14s  times faster: %.0f; share of memory: %.2f; share of tokens: %.2f",
			asked, float64(asked)/theirs.wall.Seconds(), theirs, tokens/marks, "",
			s.requests.Load(), float64(s.requests.Load())/ours.wall.Seconds(), ours, s.tokens.Load()/marks, "",
			theirs.wall.Seconds()/ours.wall.Seconds(), float64(ours.memory)/float64(theirs.memory), float64(s.tokens.Load())/float64(tokens)), nil
	}
}

// promptfoo runs an eval of promptfoo whose provider only echoes the answer, so
// that all its calls are to the judge.
func (b *bench) promptfoo(ctx context.Context, program, dir string, q rubric.Question) (cost, error) {
	var config strings.Builder
	fmt.Fprintf(&config, "prompts: ['{{answer}}']\nproviders: [echo]\ndefaultTest:\n  options:\n    provider:\n      id: openai:chat:load\n      config: {apiBaseUrl: %q, apiKey: none}\n  assert:\n", b.base)
	for _, c := range q.Criteria {
		var levels strings.Builder
		for i, l := range c.Levels {
			fmt.Fprintf(&levels, " Level %d: %s", i+1, l)
		}
		fmt.Fprintf(&config, "    - type: llm-rubric\n      value: %q\n", c.Meaning+levels.String())
	}
	config.WriteString("tests:\n")
	for i := range besideAnswers {
		fmt.Fprintf(&config, "  - vars: {answer: %q}\n", answer(i))
	}
	file := filepath.Join(dir, "promptfooconfig.yaml")
	if err := os.WriteFile(file, []byte(config.String()), 0o600); err != nil {
		return cost{}, err
	}
	c := exec.CommandContext(ctx, program, "eval", "-c", file, "--no-cache", "--no-write", "--no-table", "--no-progress-bar", "-j", fmt.Sprint(besideAnswers), "-o", filepath.Join(dir, "out.json"))
	c.Dir = dir
	c.Env = append(os.Environ(), "PROMPTFOO_CONFIG_DIR="+filepath.Join(dir, "config"), "PROMPTFOO_DISABLE_TELEMETRY=1", "PROMPTFOO_DISABLE_UPDATE=1",
		"PROMPTFOO_DISABLE_REMOTE_GENERATION=1", "PROMPTFOO_DISABLE_DEBUG_LOG=1", "PROMPTFOO_DISABLE_ERROR_LOG=1", "OPENAI_API_KEY=none", "NO_PROXY=127.0.0.1")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	k, err := measured(c)
	if err != nil {
		return cost{}, fmt.Errorf("run promptfoo: %w\n%s", err, &out)
	}
	return k, nil
}
