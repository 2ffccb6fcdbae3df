package rubric

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

func TestFind(t *testing.T) {
	rows := []struct {
		name, answer, quote string
		want                Match
		found               string // the part of the answer
	}{
		{"finds the same words", "First we cut the latency by 40%. Then we slept.", "cut the latency by 40%", Exact, "cut the latency by 40%"},
		{"folds case", "We Rolled It Back.", "we rolled it back", Folded, "We Rolled It Back"},
		{"folds case beyond ASCII", "ΤΟ ΣΥΣΤΗΜΑ ΜΑΣ έπεσε", "το συστημα μας", Folded, "ΤΟ ΣΥΣΤΗΜΑ ΜΑΣ"},
		{"folds white space of any kind", "we rolled\r\n\tit\u00a0back", "we rolled it back", Folded, "we rolled\r\n\tit\u00a0back"},
		{"does not care for space around a quote", "we rolled it back", "  we rolled it \n", Folded, "we rolled it"},
		{"folds composed and decomposed letters", "at the cafe\u0301 we met", "at the caf\u00e9", Folded, "at the cafe\u0301"},
		{"folds quote marks", "they said \u201cdon\u2019t ship it\u201d twice", `said "don't ship it"`, Folded, "said \u201cdon\u2019t ship it\u201d"},
		{"prefers an exact match further on", "We rolled it back. Then we rolled it back.", "we rolled it back", Exact, "we rolled it back"},
		{"does not fold dashes", "a pre\u2013launch review here", "a pre-launch review here", Absent, ""},
		{"does not fold an ellipsis", "we rolled it back", "we rolled ... back", Absent, ""},
		{"does not ignore punctuation", "we rolled, it back", "we rolled it back", Absent, ""},
		{"does not ignore accents", "at the caf\u00e9 we", "at the cafe we", Absent, ""},
		{"does not end inside a character", "at the caf\u00e9 we", "at the cafe", Absent, ""},
		{"does not end inside a decomposed character", "at the cafe\u0301 we", "at the cafe", Absent, ""},
		{"does not ignore invisible characters", "we rol\u200bled it back", "we rolled it back", Absent, ""},
		{"does not take look-alikes for letters", "we r\u043elled it back", "we rolled it back", Absent, ""},
		{"does not fold compatibility forms", "we \uff52olled it back", "we rolled it back", Absent, ""},
		{"does not find two words", "we rolled it back", "rolled it", Absent, ""},
		{"does not count signs as words", "a - - - b", "- - -", Absent, ""},
		{"does not find nothing", "we rolled it back", "", Absent, ""},
		{"does not find space", "we   rolled", "   ", Absent, ""},
		{"does not find broken bytes", "we rolled it \xff back", "rolled it \xff back", Absent, ""},
		{"finds words beside broken bytes", "\xff We rolled it back", "we rolled it back", Folded, "We rolled it back"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			e := Said(row.answer).Find(row.quote)
			require.Equal(t, row.want, e.Match)
			require.Equal(t, row.quote, e.Quote)
			if e.Match != Absent {
				require.Equal(t, row.found, row.answer[e.Start:e.End])
			}
		})
	}
}

func TestFindLooksAtTheCandidatesLinesAlone(t *testing.T) {
	a := Answer{
		{By: Interviewer, Text: "Did you roll it back at once?"},
		{By: Candidate, Text: "Yes."},
		{By: Candidate, Text: "Did I? I did roll it back at once, yes."},
	}
	require.Equal(t, Absent, a.Find("Did you roll it back").Match)
	require.Equal(t, Evidence{Quote: "roll it back at once", Match: Exact, Line: 2, Start: 13, End: 33}, a.Find("roll it back at once"))
	require.Equal(t, Absent, a.Find("Yes. Did I?").Match, "a quote does not run over two lines")
}

func TestBlank(t *testing.T) {
	rows := []struct {
		name, answer string
		want         bool
	}{
		{"nothing is blank", "", true},
		{"four words are blank", "I do not know.", true},
		{"five words are not", "I led the whole team.", false},
		{"one word many times is blank", strings.Repeat("yes ", 50), true},
		{"case makes no new word", "no No NO nO. no! yes Yes", true},
		{"signs are no words", "- - . , ; : ! ? ...", true},
		{"invisible characters are no words", "\u200b \u2060 \u00ad \ufeff \u3164 \u115f", true},
		{"a sentence without spaces is not", "我们每个季度留出时间来还债。", false},
		{"nor is one of two scripts", "チームを率いました。", false},
		{"one sign many times is blank", "哈哈哈哈 哈哈哈", true},
		{"invisible characters make no new word", "yes y\u200bes ye\u200bs yes\u200b y\u200ce\u200cs", true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			require.Equal(t, row.want, Blank(Said(row.answer)))
		})
	}
	require.True(t, Blank(Answer{{By: Interviewer, Text: "Tell me about a complex system."}, {By: Candidate, Text: "no"}}))
}

// plainFold folds by other means than fold does, for comparison: full case
// folding, which equates everything that simple folding does.
func plainFold(s string) string {
	s = norm.NFD.String(cases.Fold().String(norm.NFD.String(s)))
	s = strings.Map(func(r rune) rune {
		if foldRune(r) == '"' {
			return '"'
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func FuzzEvidence(f *testing.F) {
	f.Add("We Rolled It Back.", "we rolled it")
	f.Add("at the cafe\u0301\u00a0\u201cwe\u201d met\r\nagain", "the caf\u00e9 \"we\"")
	f.Add("\u1112\u1161\u11ab one two three", "\ud55c one two")
	f.Add("a a a a a a a a a", "a a a a")
	f.Add("\xff we rolled it", "we rolled it")
	f.Fuzz(func(t *testing.T, answer, quote string) {
		e := Said(answer).Find(quote)
		if !enoughWords(quote) {
			require.Equal(t, Absent, e.Match)
		}
		if !utf8.ValidString(answer) || strings.ContainsFunc(answer+quote, restless) {
			return // no other form to compare with
		}
		if e.Match != Absent {
			found := answer[e.Start:e.End]
			require.True(t, utf8.ValidString(found))
			require.Equal(t, plainFold(quote), plainFold(found))
			require.NotEqual(t, Absent, Said(answer).Find(found).Match, "what was found can be found")
		}
		if e.Match == Exact {
			require.Equal(t, quote, answer[e.Start:e.End])
		}
		for _, same := range []string{
			norm.NFC.String(answer), norm.NFD.String(answer),
			strings.ReplaceAll(answer, "\n", "\r\n"), strings.ReplaceAll(answer, " ", "\u00a0"),
		} {
			require.Equal(t, e.Match == Absent, Said(same).Find(quote).Match == Absent, "%q", same)
		}
	})
}

// restless reports runes whose forms differ by what stands beside them: long
// runs of marks, which normalising breaks up.
func restless(r rune) bool {
	return !norm.NFC.PropertiesString(string(r)).BoundaryBefore() && r != '\u0301'
}

func BenchmarkFind(b *testing.B) {
	const size = 40_000
	pad := func(s string) string { return strings.ToValidUTF8(strings.Repeat(s, size/len(s)+1)[:size], "") }
	for _, row := range []struct{ name, answer, quote string }{
		{"the same text", pad("we rolled it back "), pad("we rolled it back ")},
		{"another case", pad("we rolled it back "), pad("WE ROLLED IT BACK ")},
		{"nearly everywhere", pad("a b c a b c "), pad("a b c a b c ")[:size/2] + "x"},
		{"accents", pad("e\u0301 a\u0300 o\u0308 "), pad("\u00e9 \u00e0 \u00f6 ")},
	} {
		b.Run(row.name, func(b *testing.B) {
			a := Said(row.answer)
			for b.Loop() {
				a.Find(row.quote)
			}
		})
	}
}
