// Package jsonltest reads files of JSON lines for tests.
package jsonltest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// Read returns the rows of the first of the named files that is there. Where
// none is, it says so in the test's log and returns none: what is read in
// ../shared is not in every clone.
func Read[T any](t testing.TB, names ...string) []T {
	t.Helper()
	for _, name := range names {
		f, err := os.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		require.NoError(t, err)
		defer f.Close()
		var rows []T
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var row T
			require.NoError(t, json.Unmarshal(lines.Bytes(), &row), "%s: row %d", name, len(rows)+1)
			rows = append(rows, row)
		}
		require.NoError(t, lines.Err(), name)
		return rows
	}
	t.Logf("none of %q is there", names)
	return nil
}
