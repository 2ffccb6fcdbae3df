package guide

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"mockstar/rubric"
)

const checked = `# Guide

## How do you start?

What we look for:

- Candour about doubts
- Care for those who come later

## How do you stop?

What we look for:

- Says when it is enough

## How we decide

A panel of three.
`

func findings(t *testing.T, d *rubric.Document, source string) []string {
	t.Helper()
	fs, err := Check(d, "guide.md", []byte(source))
	require.NoError(t, err)
	var out []string
	for _, f := range fs {
		out = append(out, f.String())
	}
	return out
}

func TestCheckFindsWhereRubricAndSourceDiffer(t *testing.T) {
	section := `document (lines 16-19): no criterion cites the section "How we decide"`
	for name, c := range map[string]struct {
		edit   func(d *rubric.Document)
		source string
		want   []string
	}{
		"a section that no criterion cites": {source: checked, want: []string{section}},
		"a criterion that cites nothing": {
			edit:   func(d *rubric.Document) { d.Questions[0].Criteria[0].Source = rubric.Source{} },
			source: checked,
			want:   []string{"start/candour-doubts: cites no lines of the source", section},
		},
		"lines that the source has not": {
			edit:   func(d *rubric.Document) { d.Questions[0].Criteria[0].Source.Lines = "90" },
			source: checked,
			want:   []string{"start/candour-doubts (lines 90): cites lines that the source, of 19 lines, does not have", section},
		},
		"a passage that was reworded": {
			source: strings.Replace(checked, "doubts", "what you doubt", 1),
			want:   []string{"start/candour-doubts (lines 7): the source has changed here since the import", section},
		},
		"a passage that moved": {
			source: strings.Replace(checked, "- Candour", "- New\n- Candour", 1),
			want: []string{
				"start/candour-doubts (lines 7): the source has changed here since the import: the same text now stands on 8",
				"start/care-those-come-later (lines 8): the source has changed here since the import: the same text now stands on 9",
				"stop/says-enough (lines 14): the source has changed here since the import: the same text now stands on 15",
				`document (lines 17-20): no criterion cites the section "How we decide"`,
			},
		},
		"space at the ends of lines, which does not count": {
			source: strings.ReplaceAll(checked, "\n", "  \r\n"), want: []string{section},
		},
		"criteria that carry no hash": {
			edit:   func(d *rubric.Document) { d.Questions[0].Criteria[0].Source.Hash = "" },
			source: checked,
			want:   []string{"document: a change of the source can't be seen for 1 criterion: no hash of the lines is kept", section},
		},
		"another file than the rubric names": {
			edit:   func(d *rubric.Document) { d.Source = "other.md" },
			source: checked,
			want:   []string{"document: the rubric names other.md as its source, not guide.md", section},
		},
	} {
		t.Run(name, func(t *testing.T) {
			im, err := Read("guide.md", []byte(checked))
			require.NoError(t, err)
			if c.edit != nil {
				c.edit(im.Document)
			}
			require.Equal(t, c.want, findings(t, im.Document, c.source))
		})
	}
}

func TestCheckReadsTheWordsOfCriteria(t *testing.T) {
	levels := []string{"Says nothing of it", "Names one doubt", "Names a doubt with the day it went away"}
	for name, c := range map[string]struct {
		criteria []rubric.Criterion
		want     []string
	}{
		"plain criteria": {[]rubric.Criterion{
			{ID: "a", Meaning: "Candour about doubts", Levels: levels},
			{ID: "b", Meaning: "Care for those who come later", Levels: levels},
		}, nil},
		"two that nearly say the same": {[]rubric.Criterion{
			{ID: "a", Meaning: "Open about own doubts and fears", Levels: levels, Draft: true},
			{ID: "b", Meaning: "Is open about fears, own doubts", Levels: levels},
		}, []string{"q/a: asks for two things at once, \"Open about own doubts and fears\": split it, or say which counts", "q/b: nearly repeats a: one answer would count twice"}},
		"two things at once": {[]rubric.Criterion{{ID: "a", Meaning: "Clear and concise", Levels: levels}},
			[]string{`q/a: asks for two things at once, "Clear and concise": split it, or say which counts`}},
		"two things at once in German": {[]rubric.Criterion{{ID: "a", Meaning: "Klar und knapp: sagt es kurz", Levels: levels}},
			[]string{`q/a: asks for two things at once, "Klar und knapp": split it, or say which counts`}},
		"an and between two ends of one thing": {[]rubric.Criterion{{ID: "a", Meaning: "Balance between speed and care", Levels: levels}}, nil},
		"levels that differ by degree only": {[]rubric.Criterion{{ID: "a", Meaning: "Candour", Levels: []string{"Explains poorly", "Explains the doubt well", "Explains the doubt very well"}}},
			[]string{"q/a: levels 2 and 3 can't be told apart but for how much: say what is to be heard at each"}},
		"levels that differ by an adjective only": {[]rubric.Criterion{{ID: "a", Meaning: "Candour", Levels: []string{"Limited understanding", "Basic understanding", "Thorough understanding"}}},
			[]string{
				"q/a: levels 1 and 2 can't be told apart but for how much: say what is to be heard at each",
				"q/a: levels 1 and 3 can't be told apart but for how much: say what is to be heard at each",
				"q/a: levels 2 and 3 can't be told apart but for how much: say what is to be heard at each",
			}},
		"levels that reward length": {[]rubric.Criterion{{ID: "a", Meaning: "Candour", Levels: []string{"Says nothing", "Names a doubt", "Gives a comprehensive account of doubts"}}},
			[]string{`q/a: level 3 rewards length ("comprehensive"): say what the answer has to hold`}},
		"drafted levels, which a person will rewrite": {[]rubric.Criterion{{ID: "a", Meaning: "Candour", Draft: true, Levels: []string{"x", "x", "x"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var ch checker
			ch.wording(rubric.Question{ID: "q", Criteria: c.criteria})
			var got []string
			for _, f := range ch.findings {
				got = append(got, f.String())
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestCheckRefusesASourceThatIsNoText(t *testing.T) {
	_, err := Check(&rubric.Document{}, "a.md", []byte("\x00"))
	require.EqualError(t, err, "check a.md: it is binary, no text")
}

func TestCheckComparesTheRowsOfAWorkbook(t *testing.T) {
	write := func(anchor string, sheets ...string) []byte {
		f := excelize.NewFile()
		for i, r := range [][]any{{"Skill", "Weak", "Fair", "Strong"}, {"Candour", "hides it", "tells when asked", anchor}} {
			require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r))
		}
		for _, s := range sheets {
			_, err := f.NewSheet(s)
			require.NoError(t, err)
			require.NoError(t, f.SetCellValue(s, "A1", "notes"))
		}
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		return b.Bytes()
	}
	im, err := Read("a.xlsx", write("tells at once"))
	require.NoError(t, err)
	for want, source := range map[string][]byte{
		"":                                     write("tells at once"),
		"the source has changed here":          write("tells at once and says why"),
		"a change of the source can't be seen": write("tells at once", "Notes"),
	} {
		fs, err := Check(im.Document, "a.xlsx", source)
		require.NoError(t, err)
		if want == "" {
			require.Empty(t, fs)
			continue
		}
		require.Len(t, fs, 1)
		require.Contains(t, fs[0].Text, want)
	}
}

func TestCheckCountsAQuestionAsWhatItsSectionHolds(t *testing.T) {
	text := "# Guide\n\nAnswer by the STAR method.\n\n## Teamwork\n\n- Tell me about a time you gave in.\n"
	im, err := Read("guide.md", []byte(text))
	require.NoError(t, err)
	require.Empty(t, findings(t, im.Document, text))
}
