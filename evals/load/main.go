// Command load measures what large evals cost: mockstar itself, as a process,
// against a server in this one that speaks OpenAI's protocol. It prints a table
// of what was measured beside what it should be.
//
//	go run ./evals/load            # everything, some five minutes
//	go run ./evals/load -only speed,faults
//
// It stands beside the harness and not in mockstar, because nobody who grades
// answers needs it, and not in a benchmark, because a benchmark that runs for
// minutes is run by nobody. The parts that do not measure time are tests too.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"time"

	"mockstar/rubric"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	only := flag.String("only", "", "rows to measure, with commas between: "+strings.Join(names(), ", "))
	promptfoo := flag.String("promptfoo", "", "promptfoo's program, to measure it beside mockstar (row promptfoo)")
	flag.Parse()
	if err := table(ctx, os.Stdout, *only, *promptfoo); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// A row measures something and says what it should be.
type row struct {
	name, goal string
	measure    func(context.Context, *bench) (string, error)
}

var rows = []row{
	{"latency-200ms", "at most 1.05 of cases x latency / concurrency", latency(200 * time.Millisecond)},
	{"latency-1s", "at most 1.05 of cases x latency / concurrency", latency(time.Second)},
	{"speed", "at least 0.6 of a tight client", speed},
	{"memory", "under 150 MB for 100,000 cases", memory},
	{"replay", "1,000 answers under 1 s", replay},
	{"faults", "0 of 5,000 lost, at most 1.35 requests a case", faults},
	{"resume", "every report the same, no finished call paid again", resume},
}

func names() []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.name)
	}
	return append(out, "promptfoo")
}

func table(ctx context.Context, w io.Writer, only, promptfoo string) error {
	dir, err := os.MkdirTemp("", "mockstar-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{doc: rubric.Embedded(), dir: dir}
	if b.program, err = build(ctx, dir); err != nil {
		return err
	}
	todo := rows
	if promptfoo != "" {
		todo = append(slices.Clone(rows), row{"promptfoo", "40 times faster, a tenth of the memory, a third of the tokens", beside(promptfoo)})
	}
	fmt.Fprintf(w, "%s, %s/%s, %d processors, %s\n\n", time.Now().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	for _, r := range todo {
		if only != "" && !slices.Contains(strings.Split(only, ","), r.name) {
			continue
		}
		measured, err := r.measure(ctx, b)
		if err != nil {
			return fmt.Errorf("measure %s: %w", r.name, err)
		}
		fmt.Fprintf(w, "%-14s  %s\n%-14s  should be: %s\n\n", r.name, measured, "", r.goal)
	}
	return nil
}

func latency(each time.Duration) func(context.Context, *bench) (string, error) {
	return func(ctx context.Context, b *bench) (string, error) {
		const cases, concurrency = 5000, 128
		ratio, beside, k, err := b.latency(ctx, each, cases, concurrency)
		rounds := (cases + concurrency - 1) / concurrency
		return fmt.Sprintf("%.3f, of which rounds that are not full take %.3f; %d cases, %d at a time, %.2f s before and after the calls, %s",
			ratio, float64(rounds)/(float64(cases)/concurrency), cases, concurrency, beside.Seconds(), k), err
	}
}

func speed(ctx context.Context, b *bench) (string, error) {
	const cases = 5000
	ours, tight, k, err := b.speed(ctx, cases, 128)
	return fmt.Sprintf("%.2f: %.0f requests/s while it calls, %.0f of the whole run, and a tight client %.0f, with bodies of %d bytes\n%14s  %.2f by processor time, with the server's: %.2f ms a request, and %.2f; %s",
		ours.perSecond/tight.perSecond, ours.perSecond, cases/k.wall.Seconds(), tight.perSecond, b.size, "",
		tight.cpu/ours.cpu, 1e3*ours.cpu, 1e3*tight.cpu, k), err
}

func memory(ctx context.Context, b *bench) (string, error) {
	suite, err := b.suite(100_000)
	if err != nil {
		return "", err
	}
	s := b.serve(0, false)
	defer s.Close()
	k, err := b.run(ctx, evalRun(suite, 64)...)
	return k.String(), err
}

func replay(ctx context.Context, b *bench) (string, error) {
	k, err := b.replay(ctx, 1000)
	return k.String(), err
}

func faults(ctx context.Context, b *bench) (string, error) {
	lost, perCase, k, err := b.faults(ctx, 5000, 64)
	return fmt.Sprintf("%d lost, %.3f requests a case; %s", lost, perCase, k), err
}

func resume(ctx context.Context, b *bench) (string, error) {
	reports, paid, err := b.reports(ctx, 2000, 8, 1, 8, 64)
	if err != nil {
		return "", err
	}
	same := 0
	for _, r := range reports {
		if bytes.Equal(r, reports[0]) {
			same++
		}
	}
	return fmt.Sprintf("%d of %d reports are the same (1, 8 and 64 at a time, and killed 8 times); %d finished calls were paid again", same, len(reports), paid), nil
}

func (k cost) String() string {
	return fmt.Sprintf("%.2f s, %.2f s of processor, %d MB", k.wall.Seconds(), k.cpu.Seconds(), k.memory>>20)
}
