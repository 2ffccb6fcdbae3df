package wire

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestWait bounds what a server can make us print as a date.
const longestWait = 30 * 24 * time.Hour

// retryAfter is how long the header asks to wait, or 0 when it does not say so
// in a way that makes sense. Milliseconds (retry-after-ms) go before
// Retry-After in seconds or as a date. A date counts from the server's own
// clock where it tells it, else from now.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if d := wait(h.Get("Retry-After-Ms"), time.Millisecond); d > 0 {
		return d
	}
	v := strings.TrimSpace(h.Get("Retry-After"))
	if d := wait(v, time.Second); d > 0 {
		return d
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	if server, err := http.ParseTime(h.Get("Date")); err == nil {
		now = server
	}
	return min(max(0, at.Sub(now)), longestWait)
}

func wait(v string, unit time.Duration) time.Duration {
	n, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if math.IsNaN(n) || n <= 0 || (err != nil && !math.IsInf(n, 1)) {
		return 0
	}
	if strings.ContainsAny(v, "iInNxXpP_") {
		return 0 // "inf", "nan" and hexadecimal parse as numbers but are no waits
	}
	if n >= float64(longestWait/unit) {
		return longestWait
	}
	return max(1, time.Duration(math.Ceil(n*float64(unit))))
}
