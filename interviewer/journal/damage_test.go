//go:build !race

// Files with every possible damage are read here by one goroutine: the race
// detector has nothing to find.

package journal

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// The rows of the fault table that concern what a file holds.
func TestFaultOfFiles(t *testing.T) {
	t.Run("82 a torn last record is set aside, wherever it was torn", torn)
	t.Run("83 a flipped bit is named and the rest is read", flippedBits)
}

func torn(t *testing.T) {
	turns := conversation()
	last := len(turns) - 1
	whole := encode(t, turns[:last]...)
	record := encode(t, turns[last])
	t.Attr("promise", fmt.Sprintf("torn: %d tears of the last record, each set aside and gone on from", 2*(len(record)-2)))
	for n := 1; n < len(record)-1; n++ { // with all but its line end it is whole
		for _, tail := range [][]byte{record[:n], append(slices.Clone(record[:n]), make([]byte, 40)...)} {
			d := newMemDisk()
			store, s, _ := started(t, d)
			require.NoError(t, s.Close())
			d.now[s.ID()+"/"+transcriptFile].data = slices.Concat(whole, tail)

			read, err := store.Read(s.ID())
			require.NoError(t, err)
			require.Equal(t, turns[:last], read)

			resumed, got, err := store.Resume(s.ID())
			require.NoError(t, err)
			require.Equal(t, turns[:last], got)
			aside, _ := raw(d, s, "transcript.torn-1")
			require.Equal(t, string(tail), aside)
			require.Contains(t, resumed.Note(), s.ID()+"/transcript.torn-1")

			require.NoError(t, resumed.Record(turns[last]))
			content, _ := raw(d, s, transcriptFile)
			require.Equal(t, string(whole)+string(record), content)
		}
	}
}

// flippedBits flips each bit of a transcript. What is returned is always what
// was written, and what is not returned is named.
func flippedBits(t *testing.T) {
	turns := conversation()
	clean := encode(t, turns...)
	t.Attr("promise", fmt.Sprintf("bits: each of %d bits flipped is named or harmless", len(clean)*8))
	for bit := range len(clean) * 8 {
		b := slices.Clone(clean)
		b[bit/8] ^= 1 << (bit % 8)
		line := bytes.Count(clean[:bit/8], []byte("\n")) + 1

		got, err := Decode(bytes.NewReader(b))
		if err == nil {
			require.Equal(t, turns, got, "bit %d: unseen, so it must be harmless", bit)
			continue
		}
		damage := new(DamageError)
		require.ErrorAs(t, err, &damage, "bit %d", bit)
		require.Equal(t, line, damage.Records[0].Line, "bit %d", bit)
		require.GreaterOrEqual(t, len(got), len(turns)-2, "bit %d: at most a line end is hit, and two records with it", bit)
		for _, turn := range got {
			require.Equal(t, turns[turn.Seq], turn, "bit %d", bit)
		}
	}

	d := newMemDisk()
	store, s, _ := started(t, d)
	require.NoError(t, s.Close())
	clean[len(clean)/2] ^= 1
	d.now[s.ID()+"/"+transcriptFile].data = clean
	d.trace = nil
	resumed, got, err := store.Resume(s.ID())
	damage := new(DamageError)
	require.ErrorAs(t, err, &damage)
	require.Nil(t, resumed, "a damaged session is not gone on with")
	require.Len(t, got, len(turns)-1)
	require.Empty(t, d.trace, "nor is it changed")
	sums, err := store.List()
	require.NoError(t, err)
	require.Equal(t, IsDamaged, sums[0].State)
	require.NoError(t, store.Delete(s.ID()), "it is not locked, and can be deleted")
}
