package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// A program is mockstar, built, with a server to call.
type program struct {
	path, home, base string
}

// A cost is what a process took.
type cost struct {
	wall, cpu time.Duration
	memory    int64 // bytes at most; 0 where the system does not tell
}

// build builds the program into dir.
func build(ctx context.Context, dir string) (program, error) {
	p := program{path: dir + "/mockstar", home: dir}
	c := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", p.path, "mockstar/cmd/mockstar")
	c.Env = append(os.Environ(), "CGO_ENABLED=0") // as it is shipped
	out, err := c.CombinedOutput()
	if err != nil {
		return p, fmt.Errorf("build mockstar: %w\n%s", err, out)
	}
	return p, nil
}

func (p program) command(ctx context.Context, args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.CommandContext(ctx, p.path, args...)
	c.Env = []string{"HOME=" + p.home, "MOCKSTAR_HOME=" + p.home + "/sessions", "OPENAI_BASE_URL=" + p.base, "TMPDIR=" + os.TempDir()}
	out := &bytes.Buffer{}
	c.Stdout, c.Stderr = out, out
	return c, out
}

// run runs the program to its end.
func (p program) run(ctx context.Context, args ...string) (cost, error) {
	c, out := p.command(ctx, args...)
	k, err := measured(c)
	if err != nil {
		return cost{}, fmt.Errorf("mockstar %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return k, nil
}

// measured runs c to its end and tells what it took.
func measured(c *exec.Cmd) (cost, error) {
	begin := time.Now()
	if err := c.Start(); err != nil {
		return cost{}, err
	}
	peak := watchPeak(c.Process.Pid)
	err := c.Wait()
	k := cost{wall: time.Since(begin), memory: peak()}
	k.cpu = c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	return k, err
}

// killed runs the program until when says so, and kills it in mid-flight. It
// reports whether there was anything left to kill.
func (p program) killed(ctx context.Context, when func() bool, args ...string) (bool, error) {
	c, out := p.command(ctx, args...)
	if err := c.Start(); err != nil {
		return false, err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for tick := time.NewTicker(time.Millisecond); ; {
		select {
		case err := <-ended:
			tick.Stop()
			if err != nil {
				err = fmt.Errorf("mockstar %s: %w\n%s", strings.Join(args, " "), err, out)
			}
			return false, err
		case <-tick.C:
			if when() {
				tick.Stop()
				err := c.Process.Kill()
				<-ended
				if errors.Is(err, os.ErrProcessDone) {
					return false, nil
				}
				return true, err
			}
		}
	}
}
