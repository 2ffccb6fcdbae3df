package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"mockstar/rubric"
)

// A bench is where measurements are made: a program and its server.
type bench struct {
	program
	doc  *rubric.Document
	dir  string
	size int // bytes of the latest request
}

// serve begins a server and lets the program call it.
func (b *bench) serve(latency time.Duration, faults bool) *server {
	s := newServer(b.doc, latency, faults)
	b.base = s.URL + "/v1"
	return s
}

// suite writes n cases.
func (b *bench) suite(n int) (string, error) {
	dir, err := os.MkdirTemp(b.dir, "suite-")
	if err != nil {
		return "", err
	}
	return writeSuite(dir, n, questions...)
}

func evalRun(suite string, concurrency int, more ...string) []string {
	return append([]string{"eval", "run", suite, "--model", "openai:load", "--concurrency", fmt.Sprint(concurrency), "--format", "json"}, more...)
}

// latency is the wall time of a run over the time that its calls alone take,
// and how much of it passed before the first and after the last call.
func (b *bench) latency(ctx context.Context, each time.Duration, cases, concurrency int) (ratio float64, beside time.Duration, k cost, err error) {
	suite, err := b.suite(cases)
	if err != nil {
		return 0, 0, k, err
	}
	s := b.serve(each, false)
	defer s.Close()
	k, err = b.run(ctx, evalRun(suite, concurrency)...)
	calls := time.Duration(s.last.Load()-s.first.Load()) + each
	return k.wall.Seconds() / (each.Seconds() * float64(cases) / float64(concurrency)), k.wall - calls, k, err
}

// A pace is how fast requests were made, and by how much work.
type pace struct {
	perSecond float64 // from the first to the last
	cpu       float64 // seconds of processor a request, of both ends
}

// speed is the pace of a run, and that of a tight client that sends the same
// bytes to the same server. Other work on the machine slows both, and not
// always alike; processor time says more then.
func (b *bench) speed(ctx context.Context, cases, concurrency int) (ours, tight pace, k cost, err error) {
	suite, err := b.suite(cases)
	if err != nil {
		return ours, tight, k, err
	}
	s := b.serve(0, false)
	defer s.Close()
	before := processor()
	if k, err = b.run(ctx, evalRun(suite, concurrency)...); err != nil {
		return ours, tight, k, err
	}
	ours = pace{s.perSecond(), (processor() - before + k.cpu).Seconds() / float64(cases)}
	body := *s.body.Load()
	b.size = len(body)
	s.reset()
	before = processor()
	if err := post(ctx, s.URL+"/v1/chat/completions", body, cases, concurrency); err != nil {
		return ours, tight, k, err
	}
	tight = pace{s.perSecond(), (processor() - before).Seconds() / float64(cases)}
	return ours, tight, k, nil
}

// post sends the same body many times and reads the replies.
func post(ctx context.Context, url string, body []byte, times, concurrency int) error {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: concurrency}}
	defer client.CloseIdleConnections()
	var left atomic.Int64
	left.Store(int64(times))
	var wg sync.WaitGroup
	var failed atomic.Pointer[error]
	for range concurrency {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := postOnce(ctx, client, url, body); err != nil {
					failed.Store(&err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

func postOnce(ctx context.Context, client *http.Client, url string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	return err
}

// replay is the cost of a run on recorded replies.
func (b *bench) replay(ctx context.Context, cases int) (cost, error) {
	suite, err := b.suite(cases)
	if err != nil {
		return cost{}, err
	}
	s := b.serve(0, false)
	defer s.Close()
	recordings := filepath.Join(filepath.Dir(suite), "recordings")
	if _, err := b.run(ctx, "eval", "record", suite, "--model", "openai:load", "--concurrency", "16", "-o", recordings); err != nil {
		return cost{}, err
	}
	s.Close() // a replay connects to nothing
	return b.run(ctx, "eval", "run", suite, "--model", "replay:"+recordings, "--concurrency", "16", "--format", "json")
}

// faults is how many cases are lost when every fifth request fails, and how
// many requests a case takes.
func (b *bench) faults(ctx context.Context, cases, concurrency int) (lost int, perCase float64, k cost, err error) {
	suite, err := b.suite(cases)
	if err != nil {
		return 0, 0, k, err
	}
	s := b.serve(0, true)
	defer s.Close()
	out := filepath.Join(filepath.Dir(suite), "out")
	if k, err = b.run(ctx, evalRun(suite, concurrency, "--out", out)...); err != nil {
		return 0, 0, k, err
	}
	done, err := finished(out)
	return cases - len(done), float64(s.requests.Load()) / float64(cases), k, err
}

// reports makes the report of a run with each concurrency, and that of one that
// was killed at so many points and resumed. paid counts calls that were made
// again though their result was kept.
func (b *bench) reports(ctx context.Context, cases, kills int, concurrencies ...int) (reports [][]byte, paid int, err error) {
	suite, err := b.suite(cases)
	if err != nil {
		return nil, 0, err
	}
	s := b.serve(time.Millisecond, false)
	defer s.Close()
	dir := filepath.Dir(suite)
	for _, n := range concurrencies {
		out := filepath.Join(dir, fmt.Sprint("out-", n))
		if _, err := b.run(ctx, evalRun(suite, n, "--out", out)...); err != nil {
			return nil, 0, err
		}
		report, err := b.report(ctx, out)
		if err != nil {
			return nil, 0, err
		}
		reports = append(reports, report)
	}
	out := filepath.Join(dir, "killed")
	args := evalRun(suite, 8, "--out", out, "--resume")
	rng := rand.New(rand.NewPCG(2026, 11))
	for range kills {
		before, err := finished(out)
		if err != nil {
			return nil, 0, err
		}
		s.reset()
		at := 1 + rng.Int64N(int64(2*cases/kills))
		if _, err := b.killed(ctx, func() bool { return s.requests.Load() >= at }, args...); err != nil {
			return nil, 0, err
		}
		paid += again(before, s.asked())
	}
	before, err := finished(out)
	if err != nil {
		return nil, 0, err
	}
	s.reset()
	if _, err := b.run(ctx, args...); err != nil {
		return nil, 0, err
	}
	paid += again(before, s.asked())
	report, err := b.report(ctx, out)
	return append(reports, report), paid, err
}

func (b *bench) report(ctx context.Context, out string) ([]byte, error) {
	c, text := b.command(ctx, "eval", "merge", out, "--format", "json")
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("mockstar eval merge: %w\n%s", err, text)
	}
	return text.Bytes(), nil
}

// again counts the cases that were finished before and asked for all the same.
func again(before map[string]bool, asked map[string]int) int {
	n := 0
	for id := range asked {
		if before[id] {
			n++
		}
	}
	return n
}

// finished are the cases of a run that need no call any more.
func finished(out string) (map[string]bool, error) {
	done := map[string]bool{}
	f, err := os.Open(filepath.Join(out, "results.jsonl"))
	if os.IsNotExist(err) {
		return done, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r struct{ ID, Error string }
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.Error == "" {
			done[r.ID] = true
		}
	}
	return done, lines.Err()
}
