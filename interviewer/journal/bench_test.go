package journal

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// BenchmarkRecord is a spoken reply of a minute or two, made durable.
func BenchmarkRecord(b *testing.B) {
	store, err := Open(b.TempDir(), Options{})
	require.NoError(b, err)
	s, err := store.Create()
	require.NoError(b, err)
	k := after(nil)
	text := strings.Repeat("We moved the queue. ", 100)
	for b.Loop() {
		require.NoError(b, s.Record(k.asked(text)))
	}
	require.NoError(b, s.Close())
}

// BenchmarkDecode is a long interview of 400 turns.
func BenchmarkDecode(b *testing.B) {
	d := newMemDisk()
	store, err := openOn(d, Options{})
	require.NoError(b, err)
	s, err := store.Create()
	require.NoError(b, err)
	k := after(nil)
	for range 100 {
		for _, t := range []interviewer.Turn{k.opened(), k.asked("Tell me."), k.replied(strings.Repeat("We did. ", 200)), k.graded()} {
			require.NoError(b, s.Record(t))
		}
	}
	text, _ := raw(d, s, transcriptFile)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		_, err := Decode(bytes.NewReader([]byte(text)))
		require.NoError(b, err)
	}
}
