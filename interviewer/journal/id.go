package journal

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// letters are 32, without those that are taken for one another.
const letters = "abcdefghijkmnpqrstuvwxyz23456789"

const stamp = "20060102-1504"

// validID reports whether id has the form of a session id: the UTC minute the
// session began and four random letters, as in 20261122-2317-k3f9. Such a
// name is one path element, and no reserved one, on every system.
func validID(id string) bool {
	if len(id) != len(stamp+"-k3f9") {
		return false
	}
	for i, c := range []byte(id) {
		var ok bool
		switch {
		case i == len("20260102") || i == len(stamp):
			ok = c == '-'
		case i < len(stamp):
			ok = '0' <= c && c <= '9'
		default:
			ok = strings.IndexByte(letters, c) >= 0
		}
		if !ok {
			return false
		}
	}
	return true
}

// newID makes an id. Ids sort as the sessions began.
func newID(now time.Time, rand io.Reader) (string, error) {
	suffix, err := randomLetters(rand)
	if err != nil {
		return "", err
	}
	return now.UTC().Format(stamp) + "-" + suffix, nil
}

func randomLetters(rand io.Reader) (string, error) {
	b := make([]byte, 4)
	if _, err := io.ReadFull(rand, b); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	for i := range b {
		b[i] = letters[int(b[i])%len(letters)]
	}
	return string(b), nil
}
