package foreign

import (
	"strings"

	"mockstar/rubric/lexical/internal/read"
)

// A denial tells whether a word is denied where it stands.
type denial uint8

const (
	so      denial = iota
	not            // "did not count"
	notNone        // "never counts without", which is to count with
)

// denying are words that deny what follows them in their clause.
var denying = set(`not never cannot neither nor without instead`)

// none are words that deny the verb before them, and what follows: "told nobody".
var none = set(`nobody nothing none noone`)

// ending are words that begin another clause.
var ending = set(`but because so until except unless although though since while when before if than which who where whereas then or`)

// subjects are words that a clause may begin with after "and".
var subjects = set(`i we he she they it you that this there the my our`)

const (
	after  = 4 // words that a plain "no" denies
	behind = 3 // words within which the verb stands that "nobody" denies
)

// denied tells of each word whether it is denied.
func denied(ws []read.Spoken) []denial {
	out := make([]denial, len(ws))
	for i := range ws {
		w := ws[i].Text
		switch {
		case w == "no":
			mark(ws, out, i+1, after, not)
		case none[w]:
			for j := i - 1; j >= 0 && j >= i-behind && !ws[j].Mark; j-- {
				if !ws[j].Function {
					out[j] = not
					break
				}
			}
			mark(ws, out, i+1, len(ws), not)
		case w == "without" && out[i] == not:
			for j := i - 1; j >= 0 && out[j] == not; j-- {
				out[j] = notNone
			}
			mark(ws, out, i+1, len(ws), notNone)
		case (denying[w] || strings.HasSuffix(w, "n't")) && out[i] == so && !(i+1 < len(ws) && ws[i+1].Text == "only"):
			mark(ws, out, i+1, len(ws), not)
		}
	}
	return out
}

// mark marks the words from i on, so many of them at most, to the end of the
// clause.
func mark(ws []read.Spoken, out []denial, i, most int, as denial) {
	for n := 0; i < len(ws) && n < most; i, n = i+1, n+1 {
		if ws[i].Mark || ending[ws[i].Text] || ws[i].Text == "and" && i+1 < len(ws) && (subjects[ws[i+1].Text] || ws[i+1].Past) {
			return
		}
		out[i] = as
	}
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
