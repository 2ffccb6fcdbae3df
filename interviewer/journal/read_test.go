package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

func TestDecode(t *testing.T) {
	turns := conversation()
	lines := bytes.SplitAfter(encode(t, turns...), []byte("\n"))[:len(turns)]
	join := func(lines ...[]byte) string { return string(slices.Concat(lines...)) }
	forged := turns[2]
	forged.Text = "I did it all."
	forged.ID = forged.Sum()

	tests := map[string]struct {
		in     string
		want   []interviewer.Turn
		damage []string // the beginning of each
	}{
		"a whole transcript is read in order":                  {join(lines...), turns, nil},
		"an empty file has no turns":                           {"", nil, nil},
		"the last line end may be missing":                     {strings.TrimSuffix(join(lines...), "\n"), turns, nil},
		"line ends of another system are taken":                {strings.ReplaceAll(join(lines...), "\n", "\r\n"), turns, nil},
		"an unfinished last record is left out":                {join(lines[0], lines[1], lines[2][:40]), turns[:2], nil},
		"a tail of zeros is left out":                          {join(lines[0], make([]byte, 5<<20)), turns[:1], nil},
		"a last record with lost blocks is left out":           {join(lines[0], lines[1][:20], make([]byte, 30), lines[1][50:]), turns[:1], nil},
		"one zero in a finished record is damage":              {join(lines[0], bytes.Replace(lines[1], []byte(" "), []byte{0}, 1)), turns[:1], []string{"line 2 (turn 1) is not a record"}},
		"zeros in the middle are damage":                       {join(lines[0], make([]byte, 30), []byte("\n"), lines[2]), []interviewer.Turn{turns[0], turns[2]}, []string{"line 2 (turn 1) is not a record"}},
		"a changed text is named, the rest is read":            {join(lines[0], bytes.Replace(lines[1], []byte("complex"), []byte("komplex"), 1), lines[2], lines[3]), []interviewer.Turn{turns[0], turns[2], turns[3]}, []string{"line 2 (turn 1) does not match its checksum"}},
		"a missing record is named":                            {join(lines[0], lines[2], lines[3]), []interviewer.Turn{turns[0], turns[2], turns[3]}, []string{"line 2 (turn 1) is missing: turn 2 is in its place"}},
		"damage and a missing record behind it are both named": {join([]byte("x\n"), lines[1], lines[3]), []interviewer.Turn{turns[1], turns[3]}, []string{"line 1 (turn 0) is not a record", "line 3 (turn 2) is missing"}},
		"a missing first record is named":                      {join(lines[1:]...), turns[1:], []string{"line 1 (turn 0) is missing"}},
		"a record that stands twice is named":                  {join(lines[0], lines[1], lines[1], lines[2]), turns[:3], []string{"line 3 (turn 1) is out of order"}},
		"swapped records are named":                            {join(lines[0], lines[2], lines[1], lines[3]), []interviewer.Turn{turns[0], turns[2], turns[3]}, []string{"line 2 (turn 1) is missing", "line 3 (turn 1) is out of order"}},
		"a replaced record with a checksum of its own too":     {join(lines[0], lines[1], encode(t, forged), lines[3]), []interviewer.Turn{turns[0], turns[1], forged, turns[3]}, []string{"line 4 (turn 3) does not follow the turn before it"}},
		"a lost line end costs the two records it was amid":    {join(lines[0], lines[1][:len(lines[1])-1], lines[2], lines[3]), []interviewer.Turn{turns[0], turns[3]}, []string{"line 2 (turn 1) is not a record"}},
		"a stray last line end is damage, and no tear":         {strings.TrimSuffix(join(lines...), "\n") + "\v", turns, []string{"line 4 (turn 3) has a damaged line end"}},
		"an empty line is damage":                              {join(lines[0], []byte("\n"), lines[1]), turns[:2], []string{"line 2 (turn 1) is not a record"}},
		"an unknown name is damage":                            {join([]byte(`{"extra":1,`), lines[0][1:]), nil, []string{"line 1 (turn 0) is not a record"}},
		"a repeated name is damage":                            {join([]byte(`{"seq":0,`), lines[0][1:]), nil, []string{"line 1 (turn 0) is not a record"}},
		"a name in another case is damage":                     {strings.Replace(join(lines[0]), `"seq"`, `"Seq"`, 1), nil, []string{"line 1 (turn 0) is not a record"}},
		"a second value on the line is damage":                 {strings.Replace(join(lines[0]), "}\n", "}{}\n", 1), nil, []string{"line 1 (turn 0) is not a record"}},
		"a line longer than the longest is damage":             {join(lines[0], bytes.Repeat([]byte("a"), maxLine+1), []byte("\n"), lines[1]), turns[:2], []string{"line 2 (turn 1) is longer than 4194304 bytes"}},
		"a time zone no clock has is damage":                   {strings.Replace(join(lines[0]), "00Z", "00+24:00", 1), nil, []string{"line 1 (turn 0) is not a record"}},
		"a year no time has is damage":                         {strings.Replace(join(lines[0]), `"2026-`, `"12026-`, 1), nil, []string{"line 1 (turn 0) is not a record"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Decode(strings.NewReader(tt.in))
			require.Equal(t, tt.want, got)
			if len(tt.damage) == 0 {
				require.NoError(t, err)
				return
			}
			damage := new(DamageError)
			require.ErrorAs(t, err, &damage)
			require.Len(t, damage.Records, len(tt.damage))
			for i, want := range tt.damage {
				require.True(t, strings.HasPrefix(damage.Records[i].String(), want), "%s\n%s", damage.Records[i], want)
			}
		})
	}

	t.Run("a long list of damage is cut and counted", func(t *testing.T) {
		_, err := Decode(strings.NewReader(strings.Repeat("x\n", 1000)))
		damage := new(DamageError)
		require.ErrorAs(t, err, &damage)
		require.Len(t, damage.Records, maxDamage)
		require.Equal(t, 1000, damage.Total)
		require.ErrorContains(t, err, "; and 980 more")
	})
	t.Run("a reader that fails is no damage", func(t *testing.T) {
		cause := errors.New("cable pulled")
		got, err := Decode(io.MultiReader(bytes.NewReader(encode(t, turns...)), iotest.ErrReader(cause)))
		require.ErrorIs(t, err, cause)
		require.Equal(t, turns, got)
	})
}

// A transcript of an earlier build must stay readable: whoever changes the
// JSON of a turn or a sheet sees it here. New fields need omitempty.
func TestOldTranscriptsStayReadable(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "transcript.jsonl"))
	require.NoError(t, err)
	turns, err := Decode(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, string(b), string(encode(t, turns...)))
	require.Equal(t, conversation(), turns)
}

// A device that fails while it is read is no damage.
func TestUnreadableTranscript(t *testing.T) {
	d := newMemDisk()
	store, s, _ := started(t, d)
	require.NoError(t, s.Close())
	store.disk = unreadable{d}
	_, err := store.Read(s.ID())
	require.ErrorIs(t, err, syscall.EIO)
	_, _, err = store.Resume(s.ID())
	require.ErrorIs(t, err, syscall.EIO)
}

type unreadable struct{ *memDisk }

func (u unreadable) open(name string, flag int) (file, error) {
	f, err := u.memDisk.open(name, flag)
	return badFile{f}, err
}

type badFile struct{ file }

func (badFile) ReadAt([]byte, int64) (int, error) { return 0, syscall.EIO }

func FuzzTranscript(f *testing.F) {
	turns := conversation()
	var clean []byte
	for _, turn := range turns {
		line, err := json.Marshal(turn)
		require.NoError(f, err)
		clean = append(append(clean, line...), '\n')
	}
	f.Add([]byte{})
	f.Add(clean)
	for n := 0; n < len(clean); n += 97 {
		f.Add(clean[:n])
		flipped := slices.Clone(clean)
		flipped[n] ^= 4
		f.Add(flipped)
		f.Add(append(slices.Clone(clean[:n]), make([]byte, 64)...))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		whole := wholeRecords(b)
		d := newMemDisk()
		store := memStore(t, d, 1)
		s, err := store.Create()
		require.NoError(t, err)
		require.NoError(t, s.Close())
		d.now[s.ID()+"/"+transcriptFile].data = slices.Clone(b)

		resumed, got, err := store.Resume(s.ID())
		require.GreaterOrEqual(t, len(got), len(whole), "records before the damage are returned")
		for i := range whole {
			require.Equal(t, whole[i], got[i])
		}
		if damage := new(DamageError); errors.As(err, &damage) {
			content, _ := raw(d, s, transcriptFile)
			require.Equal(t, string(b), content, "a damaged transcript is left as it is")
			return
		}
		if errors.Is(err, ErrEmpty) {
			return
		}
		require.NoError(t, err)
		next := after(got).asked("And then?")
		require.NoError(t, resumed.Record(next))
		again, err := store.Read(s.ID())
		require.NoError(t, err, "what was mended and gone on with is readable")
		require.Equal(t, append(got, next), again)
	})
}

// wholeRecords is a second, simpler reader: the records that follow one
// another from the start, up to anything else.
func wholeRecords(b []byte) []interviewer.Turn {
	var turns []interviewer.Turn
	parent := ""
	for line := range bytes.Lines(b) {
		t, err := decode(bytes.TrimSuffix(line, []byte("\n")))
		if err != nil || t.Seq != len(turns) || t.Parent != parent {
			break
		}
		turns, parent = append(turns, t), t.ID
	}
	return turns
}
