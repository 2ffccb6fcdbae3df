package grade

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/rubric"
)

// TestFault has the faults of a judge's reply by their numbers in the list of
// faults that a grader must survive.
func TestFault(t *testing.T) {
	good := reply(goodAct, goodEnd)
	deep := func(n int) string {
		return strings.Replace(good, `"missing":""`, `"missing":`+strings.Repeat("[", n)+strings.Repeat("]", n), 1)
	}
	in := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	rows := []struct {
		name, reply string
		again       bool // a second reply is asked for, and is the same
		want        string
	}{
		{"61 no JSON", "A good answer, a three.", true, "invalid/invalid"},
		{"61 an empty reply", "", true, "invalid/invalid"},
		{"62 fenced JSON", "```json\n" + good + "\n```", false, "3/3"},
		{"63 prose around it", "Here {it} is: " + good + " I hope this helps.", false, "3/3"},
		{"63 another object around it", `{"result": ` + good + `}`, false, "3/3"},
		{"64 two objects with the nonce", good + good, true, "invalid/invalid"},
		{"65 an object without the nonce", `{"verdicts":[]}` + good + `{"nonce":"0000000000000000","verdicts":[]}`, false, "3/3"},
		{"65 no object with the nonce", strings.ReplaceAll(good, "NONCE", "0000000000000000"), true, "invalid/invalid"},
		{"66 cut off", good[:len(good)-2], true, "invalid/invalid"},
		{"67 a duplicate key", in(`"level":3`, `"level":3,"level":5`), true, "invalid/invalid"},
		{"67 a duplicate nonce", in(`{"nonce":"NONCE"`, `{"nonce":"NONCE","nonce":"NONCE"`), true, "invalid/invalid"},
		{"67 a key in capitals", in(`"level":3`, `"Level":3`), true, "invalid/3"},
		{"67 a key beside the same in capitals", in(`"level":3`, `"level":3,"LEVEL":5`), true, "invalid/3"},
		{"67 a key with a look-alike letter", in(`"level":3`, `"lеvel":3`), true, "invalid/3"},
		{"67 a key more at the top", in(`{"nonce"`, `{"total":5,"nonce"`), true, "invalid/invalid"},
		{"67 a key less", in(`"missing":"A reason.",`, ""), true, "invalid/3"},
		{"68 level zero", in(`"level":3`, `"level":0`), true, "invalid/3"},
		{"68 level minus zero", in(`"level":3`, `"level":-0`), true, "invalid/3"},
		{"68 a level below", in(`"level":3`, `"level":-3`), true, "invalid/3"},
		{"68 a level above", in(`"level":3`, `"level":6`), true, "invalid/3"},
		{"68 a level above those of this criterion", strings.Replace(good, `"missing":"","level":3`, `"missing":"","level":4`, 1), true, "3/invalid"},
		{"68 a float", in(`"level":3`, `"level":3.0`), true, "invalid/3"},
		{"68 an exponent", in(`"level":3`, `"level":3e0`), true, "invalid/3"},
		{"68 a huge exponent", in(`"level":3`, `"level":1e400`), true, "invalid/3"},
		{"68 a string", in(`"level":3`, `"level":"3"`), true, "invalid/3"},
		{"68 null", in(`"level":3`, `"level":null`), true, "invalid/3"},
		{"68 NaN", in(`"level":3`, `"level":NaN`), true, "invalid/invalid"},
		{"68 a leading zero", in(`"level":3`, `"level":03`), true, "invalid/invalid"},
		{"68 a number beyond any integer", in(`"level":3`, `"level":99999999999999999999`), true, "invalid/3"},
		{"68 full-width digits", in(`"level":3`, `"level":３`), true, "invalid/invalid"},
		{"69 a criterion missing", reply(goodAct), true, "3/invalid"},
		{"69 a criterion extra", reply(goodAct, goodEnd, strings.Replace(goodAct, "act", "charm", 1)), true, "3/3"},
		{"69 a criterion twice", reply(goodAct, goodEnd, goodAct), true, "invalid/3"},
		{"69 a criterion twice, once broken", reply(goodAct, goodEnd, strings.Replace(goodAct, `"level":3`, `"level":9`, 1)), true, "invalid/3"},
		{"69 no list", `{"nonce":"NONCE","verdicts":null}`, true, "invalid/invalid"},
		{"69 a list of nulls", reply("null", "null"), true, "invalid/invalid"},
		{"70 evidence not in the answer", in("threw the whole batch away", "saved the whole batch"), false, "unverified/3"},
		{"71 no evidence above the floor", in(`["I threw the whole batch away"]`, `[]`), false, "unverified/3"},
		{"71 no evidence at the floor", reply(`{"criterion":"act","quotes":[],"shows":"","missing":"All.","level":1}`, goodEnd), false, "1/3"},
		{"71 quotes that are null", in(`["I threw the whole batch away"]`, `null`), true, "invalid/3"},
		{"71 a quote that is null", in(`["I threw the whole batch away"]`, `[null]`), true, "invalid/3"},
		{"72 evidence from the interviewer", in("I threw the whole batch away", "the burnt batch of bread"), false, "unverified/3"},
		{"72 evidence from the question", in("I threw the whole batch away", "Tell me about a burnt batch"), false, "unverified/3"},
		{"72 evidence from the rubric", in("I threw the whole batch away", "What was done."), false, "unverified/3"},
		{"73 a pass beside the level", in(`"level":3`, `"pass":true,"level":1`), true, "invalid/3"},
		{"74 control characters in the rationale", in("An act.", `An \u001b[31mact\u0000.`), false, "3/3"},
		{"74 control characters as they are", in("An act.", "An \x1b[31mact."), true, "invalid/invalid"},
		{"75 a rationale in another language", in("An act.", "Eine Tat – 行为."), false, "3/3"},
		{"76 nested as deep as is read", deep(29), true, "3/invalid"},
		{"76 nested deeper", deep(30), true, "invalid/invalid"},
		{"76 nested without end", good[:len(good)-2] + strings.Repeat(`,{"a":`, 50000), true, "invalid/invalid"},
		{"77 invalid UTF-8 in it", in("An act.", "An \xff act."), true, "invalid/invalid"},
		{"77 invalid UTF-8 around it", "\xff" + good + "\xc3", false, "3/3"},
		{"77 half a surrogate", in("An act.", `An \ud800 act.`), true, "invalid/invalid"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			steps := []step{stop(row.reply)}
			if row.again {
				steps = append(steps, stop(row.reply))
			}
			s := gradeTale(t, scripted(t, steps...))
			require.Equal(t, row.want, outcome(s))
			if row.again {
				require.Len(t, s.Warnings, 2)
			}
		})
	}
}

func TestFault74IsStoredEscaped(t *testing.T) {
	s := gradeTale(t, scripted(t, stop(strings.Replace(reply(goodAct, goodEnd), "An act.", `An \u001b[31mact\u0000.`, 1))))
	require.Equal(t, "An \x1b[31mact\x00. Missing: A reason.", s.Grades[0].Rationale)
	b, err := json.Marshal(s)
	require.NoError(t, err)
	require.Contains(t, string(b), `An \u001b[31mact\u0000.`)
}

func TestFaultThatIsAnOutcome(t *testing.T) {
	fail := func(k llm.Kind) step { return step{err: &llm.Error{Kind: k, Err: errors.New("x")}} }
	cut := step{reply(goodAct, goodEnd), llm.Length, nil}
	rows := []struct {
		name      string
		steps     []step
		want, why string
	}{
		{"18 too long for the model", []step{fail(llm.TooLong)}, "too_long", "longer than the model can read"},
		{"19 blocked by the provider", []step{fail(llm.Declined)}, "refused", "refused"},
		{"37 empty", []step{fail(llm.Empty)}, "invalid", "nothing"},
		{"38 cut off twice", []step{cut, cut}, "invalid", "cut off at 8192 tokens"},
		{"39 filtered", []step{{"", llm.Filtered, nil}}, "refused", "refused"},
		{"40 refused", []step{{"I can't help with that.", llm.Refused, nil}}, "refused", "I can't help with that."},
		{"40 refused the second time", []step{stop("no"), {"", llm.Refused, nil}}, "invalid", "no JSON object"},
		{"66 cut off when repaired", []step{stop("no"), cut, cut}, "invalid", "no JSON object"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := gradeTale(t, scripted(t, row.steps...))
			require.Equal(t, row.want+"/"+row.want, outcome(s))
			require.Contains(t, s.Grades[0].Rationale, row.why)
			require.Equal(t, 100*len(row.steps), s.Origin.Usage.Input, "what was spent is counted")
			require.Nil(t, s.Score)
			require.Equal(t, rubric.Level(0), s.Grades[1].Level)
		})
	}
}
