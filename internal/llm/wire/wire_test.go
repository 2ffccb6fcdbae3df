package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 10, 21, 7, 28, 0, 0, time.UTC)
	tests := []struct {
		name, after, ms, date string
		want                  time.Duration
	}{
		{"none", "", "", "", 0},
		{"seconds", "7", "", "", 7 * time.Second},
		{"a fraction of a second", "1.5", "", "", 1500 * time.Millisecond},
		{"milliseconds go first", "9", "250", "", 250 * time.Millisecond},
		{"seconds when the milliseconds are garbage", "9", "soon", "", 9 * time.Second},
		{"a date", "Wed, 21 Oct 2026 07:28:42 GMT", "", "", 42 * time.Second},
		{"a date by the server's own clock", "Wed, 21 Oct 2026 07:28:42 GMT", "", "Wed, 21 Oct 2026 07:28:40 GMT", 2 * time.Second},
		{"a date that is past", "Wed, 21 Oct 2026 07:27:00 GMT", "", "", 0},
		{"a date in another century", "Wed, 21 Oct 2126 07:28:00 GMT", "", "", longestWait},
		{"zero", "0", "", "", 0},
		{"negative", "-5", "", "", 0},
		{"no number", "abc", "", "", 0},
		{"NaN", "NaN", "", "", 0},
		{"infinity", "Inf", "", "", 0},
		{"hexadecimal", "0x10", "", "", 0},
		{"an hour", "3600", "", "", time.Hour},
		{"beyond any calendar", "1e300", "", "", longestWait},
		{"beyond any float", "1e999", "", "", longestWait},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := http.Header{}
			h.Set("Retry-After", tt.after)
			h.Set("Retry-After-Ms", tt.ms)
			h.Set("Date", tt.date)
			require.Equal(t, tt.want, retryAfter(h, now))
		})
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"", "0", "-1", "20", "1.5", "1e300", "NaN", "abc", "Fri, 29 Sep 2023 16:26:57 GMT", "Zun, 29 Sep 2023", "99999999999999999999999", "0x1p-2", "1_0"} {
		f.Add(s, "", "")
		f.Add("", s, "")
		f.Add(s, s, s)
	}
	now := time.Date(2023, 9, 29, 16, 26, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, after, ms, date string) {
		h := http.Header{"Retry-After": {after}, "Retry-After-Ms": {ms}, "Date": {date}}
		d := retryAfter(h, now)
		require.GreaterOrEqual(t, d, time.Duration(0))
		require.LessOrEqual(t, d, longestWait)
	})
}

// all is every line of r, and the error that ended them.
func all(r io.Reader) (got []string, err error) {
	l := &lines{r: r}
	for {
		line, _, err := l.next()
		if err != nil {
			return got, err
		}
		got = append(got, string(line))
	}
}

func TestLines(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"LF", "a\nb\n\nc\n", []string{"a", "b", "", "c"}},
		{"CRLF", "a\r\nb\r\n\r\nc\r\n", []string{"a", "b", "", "c"}},
		{"CR", "a\rb\r\rc\r", []string{"a", "b", "", "c"}},
		{"no last end", "a\nb", []string{"a", "b"}},
		{"a byte order mark at the start only", "\uFEFFa\n\uFEFFb\n", []string{"a", "\uFEFFb"}},
		{"a start that looks like half a mark", "\xEF\xBB", []string{"\xEF\xBB"}},
		{"nothing", "", nil},
	}
	for _, tt := range tests {
		for how, r := range map[string]io.Reader{
			"at once": bytes.NewReader([]byte(tt.body)),
			"by byte": iotest.OneByteReader(bytes.NewReader([]byte(tt.body))),
		} {
			t.Run(tt.name+" "+how, func(t *testing.T) {
				got, err := all(r)
				require.Equal(t, io.EOF, err)
				require.Equal(t, tt.want, got)
			})
		}
	}
}

func TestLinesEndInTheReadersError(t *testing.T) {
	broken := errors.New("broken")
	got, err := all(io.MultiReader(bytes.NewReader([]byte("a\nhalf")), iotest.ErrReader(broken)))
	require.Equal(t, broken, err)
	require.Equal(t, []string{"a"}, got, "half a line is not a line when the body broke")
}

// splitReader hands out its bytes in the given portions, over and over.
type splitReader struct {
	rest  []byte
	sizes []byte
	i     int
}

func (s *splitReader) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := len(s.rest)
	if len(s.sizes) > 0 {
		n = min(n, 1+int(s.sizes[s.i%len(s.sizes)]))
		s.i++
	}
	n = copy(p[:min(n, len(p))], s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func FuzzSSE(f *testing.F) {
	f.Add([]byte("data: {\"a\":1}\n\n: hi\r\ndata: ü\r\rdata: [DONE]"), []byte{0, 2, 1})
	f.Add([]byte("\uFEFFdata: 世界\r\n\r\n"), []byte{0})
	f.Add([]byte("\r\n\r\n\n\r\r\n"), []byte{0, 0, 3})
	f.Fuzz(func(t *testing.T, body, sizes []byte) {
		want, wantErr := all(bytes.NewReader(body))
		got, err := all(&splitReader{rest: body, sizes: sizes})
		require.Equal(t, wantErr, err)
		require.Equal(t, want, got)
	})
}

func TestParseProblem(t *testing.T) {
	tests := []struct {
		name, body string
		want       Problem
		found      bool
	}{
		{"OpenAI", `{"error":{"message":"m","type":"t","param":"p","code":"c"}}`, Problem{Code: "c", Type: "t", Message: "m", Param: "p"}, true},
		{"Azure", `{"error":{"message":"m","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`, Problem{Code: "content_filter", Type: "ResponsibleAIPolicyViolation", Message: "m", Param: ""}, true},
		{"Anthropic", `{"type":"error","error":{"type":"overloaded_error","message":"m"}}`, Problem{Code: "", Type: "overloaded_error", Message: "m", Param: ""}, true},
		{"Google", `[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}]`, Problem{Code: "429", Type: "RESOURCE_EXHAUSTED", Message: "m", Param: ""}, true},
		{"Google, with a wait", `{"error":{"code":429,"message":"m","details":[{"@type":"x"},{"retryDelay":"32s"}]}}`, Problem{Code: "429", Message: "m", Wait: 32 * time.Second}, true},
		{"Ollama", `{"error":"m"}`, Problem{Message: "m"}, true},
		{"Mistral", `{"object":"error","message":"m","type":"t","param":null,"code":1000}`, Problem{Code: "1000", Type: "t", Message: "m", Param: ""}, true},
		{"Mistral, a refused field", `{"object":"error","message":{"detail":[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]}}`, Problem{Message: "max_completion_tokens: Extra inputs are not permitted", Param: "max_completion_tokens"}, true},
		{"FastAPI", `{"detail":[{"loc":["body","temperature"],"msg":"no"}]}`, Problem{Message: "temperature: no", Param: "temperature"}, true},
		{"FastAPI, plain", `{"detail":"Not Found"}`, Problem{Message: "Not Found"}, true},
		{"an error of no known form", `{"error":[1]}`, Problem{Message: "[1]"}, true},
		{"a null error", `{"error":null,"choices":[]}`, Problem{}, false},
		{"a reply", `{"choices":[]}`, Problem{}, false},
		{"no JSON", `<html>`, Problem{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, found := ParseProblem([]byte(tt.body))
			require.Equal(t, tt.found, found)
			require.Equal(t, tt.want, got)
		})
	}
}

func TestGoogleSpeaksOfQuotaWhenItMeansTheRate(t *testing.T) {
	p, _ := ParseProblem([]byte(`{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED"}}`))
	require.Equal(t, llm.RateLimited, p.kind(429))
}

func TestGoogleAnswers400ToABadKey(t *testing.T) {
	p, _ := ParseProblem([]byte(`[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]`))
	require.Equal(t, llm.Auth, p.kind(400))
}

func TestDescribeErrorBodies(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a page with a title", "<html><title> 502 Bad\nGateway </title>", "502 Bad\nGateway"},
		{"a page without one", "<html>", "bad gateway"},
		{"nothing", "", "bad gateway"},
		{"plain words", "no upstream", "no upstream"},
		{"a lot of words", string(bytes.Repeat([]byte("é"), 400)), string(bytes.Repeat([]byte("é"), 300)) + "..."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, describe(502, []byte(tt.body)).Error())
		})
	}
}

func TestCheckURL(t *testing.T) {
	tests := []struct {
		name, url string
		opts      Options
		ok        bool
	}{
		{"https", "https://llm.example/v1", Options{}, true},
		{"http to this machine", "http://127.0.0.1:1/v1", Options{}, true},
		{"http to this machine by name", "http://LOCALHOST./v1", Options{}, true},
		{"http to this machine, version 6", "http://[::1]:1/v1", Options{}, true},
		{"http to a name that only starts alike", "http://localhost.example/v1", Options{}, false},
		{"http elsewhere", "http://llm.example/v1", Options{}, false},
		{"http elsewhere, allowed", "http://llm.example/v1", Options{PlainHTTP: true}, true},
		{"elsewhere when only local", "https://llm.example", Options{LocalOnly: true, PlainHTTP: true}, false},
		{"here when only local", "http://localhost:1", Options{LocalOnly: true}, true},
		{"no scheme", "localhost:8000", Options{}, false},
		{"another scheme", "file:///etc/passwd", Options{}, false},
		{"nothing", "", Options{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := CheckURL(tt.url, tt.opts)
			require.Equal(t, tt.ok, err == nil, "%v", err)
		})
	}
	t.Attr("promise", fmt.Sprintf("plain: %d base URLs, each taken or refused as it should be", len(tests)))
}

func TestABaseURLWithAPasswordIsNotRepeated(t *testing.T) {
	err := CheckURL("ftp://me:hunter2@host", Options{})
	require.NotContains(t, err.Error(), "hunter2")
}

func TestOnlyThisMachineIsDialled(t *testing.T) {
	// The address is looked at when it is dialled, whatever name it came from.
	for _, addr := range []string{"192.0.2.1:443", "[2001:db8::1]:443", "0.0.0.0:443"} {
		_, err := Dialer(true).DialContext(t.Context(), "tcp", addr)
		require.ErrorIs(t, err, errNotLocal, addr)
	}
}

func TestTokens(t *testing.T) {
	for raw, want := range map[string]int{"0": 0, "12": 12, "3e2": 300} {
		n, ok := Tokens(json.RawMessage(raw))
		require.True(t, ok)
		require.Equal(t, want, n)
	}
	for _, raw := range []string{"", "null", "-1", "1.5", `"12"`, "1e12", "{}", "1e999"} {
		_, ok := Tokens(json.RawMessage(raw))
		require.False(t, ok, raw)
	}
}

// TestWhatOneCallSetsReachesNoOther sends the same body of a library with fields
// that differ from call to call.
func TestWhatOneCallSetsReachesNoOther(t *testing.T) {
	var mu sync.Mutex
	got := map[string]bool{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		mu.Lock()
		got[string(b)] = true
		mu.Unlock()
	}))
	defer srv.Close()
	c := New(Options{})
	defer c.CloseIdleConnections()
	send := func(set map[string]any) {
		req, err := http.NewRequestWithContext(With(t.Context(), &Call{Set: set}), http.MethodPost, srv.URL, strings.NewReader(`{"model":"m","stream":true}`))
		require.NoError(t, err)
		resp, err := c.HTTP().Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			if i%2 == 0 {
				send(map[string]any{"model": "other", "seed": 7})
				return
			}
			send(map[string]any{"stream": nil})
		})
	}
	wg.Wait()
	require.Equal(t, map[string]bool{`{"model":"other","seed":7,"stream":true}`: true, `{"model":"m"}`: true}, got)
}
