//go:build !race

package interviewer

// Patterns on one goroutine, which share nothing: the race detector would only
// make it slow.

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The graded answers are answers to a question, whole, and each of their
// sentences is one to a follow-up.
func TestNoGradedAnswerIsTakenForTalk(t *testing.T) {
	st := begin(t, Plan{}).asked("question q1").st
	sentences := regexp.MustCompile(`[^.!?\n]+[.!?]*`)
	answers := 0
	for _, file := range []string{"dev", "more", "wide"} {
		b, err := os.ReadFile("../testdata/graded/" + file + ".jsonl")
		require.NoError(t, err)
		lines := bufio.NewScanner(bytes.NewReader(b))
		lines.Buffer(nil, len(b))
		for lines.Scan() {
			var a struct{ ID, Answer string }
			require.NoError(t, json.Unmarshal(lines.Bytes(), &a))
			answers++
			switch as := Classify(st, a.Answer); as {
			case Answered, NoExample, Hypothetical:
			default:
				t.Errorf("%s is taken for %s: %s", a.ID, as, a.Answer)
			}
			for _, s := range sentences.FindAllString(a.Answer, -1) {
				if n := len(strings.Fields(s)); n > 3 && n <= middlingReply && (ofTheTalk(s) != "" || confidential(s)) { // "Okay." is none, and "Let me think." neither
					t.Errorf("%s: %q is taken for talk", a.ID, s)
				}
			}
		}
	}
	require.Greater(t, answers, 700)
}
