package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// watchPeak follows the most memory that a process had, until the function it
// returns is called, which gives it in bytes. What the system tells of a process
// that ended is no use: it begins with the memory of the one that started it.
func watchPeak(pid int) func() int64 {
	const each = 2 * time.Millisecond
	stop, last := make(chan struct{}), make(chan int64)
	go func() {
		var peak int64
		tick := time.NewTicker(each)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if p := peakOf(pid); p > 0 { // it only grows, and an ended process has none
					peak = p
				}
			case <-stop:
				last <- peak
				return
			}
		}
	}()
	return func() int64 { close(stop); return <-last }
}

func peakOf(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, at, _ := bytes.Cut(status, []byte("\nVmHWM:"))
	kib, _, _ := bytes.Cut(at, []byte(" kB"))
	n, err := strconv.ParseInt(string(bytes.TrimSpace(kib)), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}

// processor is the processor time that this process has taken.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
