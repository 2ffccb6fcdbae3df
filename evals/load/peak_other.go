//go:build !linux

package main

import "time"

// watchPeak is not measured on this system.
func watchPeak(int) func() int64 { return func() int64 { return 0 } }

// processor is not measured on this system.
func processor() time.Duration { return 0 }
