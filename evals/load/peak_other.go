//go:build !linux

package main

import (
	"os"
	"time"
)

// peak is not measured on this system.
func peak(*os.ProcessState) int64 { return 0 }

// processor is not measured on this system.
func processor() time.Duration { return 0 }
