//go:build unix

package evals_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"

	"go.uber.org/goleak"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// The test binary is its own child: with this variable set it goes on with the
// run of a suite, or blesses, in place of running tests.
const childEnv = "MOCKSTAR_EVALS_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		goleak.VerifyTestMain(m)
		return
	}
	var err error
	if os.Args[1] == blessing {
		err = blessAgainAndAgain(os.Args[2])
	} else {
		err = child(os.Args[1], os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const childCalls = 8 // at the same time

// child goes on with the run in dir and tells of each result that is kept. After
// so many it stops, and waits to be killed.
func child(suite, dir, stop string) error {
	left, err := strconv.Atoi(stop)
	if err != nil {
		return err
	}
	doc := rubric.Embedded()
	s, err := evals.Load(suite, doc)
	if err != nil {
		return err
	}
	st, err := evals.Resume(dir, header(s))
	if err != nil {
		return err
	}
	r := evals.Runner{
		Graders: []interviewer.Grader{graderFunc(instant)}, Concurrency: childCalls,
		Watch: func(r evals.Result) {
			fmt.Println(r.ID)
			if left--; left == 0 {
				select {}
			}
		},
	}
	if err := r.Run(context.Background(), s, st); err != nil {
		return err
	}
	return st.Close()
}
