package main

import (
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"mockstar/interviewer/journal"
)

func (a *app) homeFlag(c *cobra.Command) {
	c.PersistentFlags().StringVar(&a.home, "home", "", "folder that keeps the interviews (default $MOCKSTAR_HOME, else the XDG data folder)")
}

// homeDir is where interviews are kept.
func (a *app) homeDir() (string, error) {
	for _, dir := range []string{a.home, a.getenv("MOCKSTAR_HOME")} {
		if dir != "" {
			return dir, nil
		}
	}
	if data := a.getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "mockstar"), nil
	}
	for _, name := range []string{"HOME", "USERPROFILE"} {
		if home := a.getenv(name); home != "" {
			return filepath.Join(home, ".local", "share", "mockstar"), nil
		}
	}
	return "", usagef("find the folder for interviews: there is no home folder\nname one with --home or MOCKSTAR_HOME")
}

// store opens the sessions for an interview: what is missing is made, and that
// answers can be kept is proved first.
func (a *app) store() (*journal.Store, error) { return a.openStore(journal.Options{Now: a.now}) }

// existing opens the sessions as they are, to read or delete them.
func (a *app) existing() (*journal.Store, error) {
	s, err := a.openStore(journal.Options{Now: a.now, Existing: true})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoInterviews
	}
	return s, err
}

var errNoInterviews = usageError{errors.New("there are no interviews yet\n`mockstar interview` holds one")}

func (a *app) openStore(o journal.Options) (*journal.Store, error) {
	dir, err := a.homeDir()
	if err != nil {
		return nil, err
	}
	s, err := journal.Open(dir, o)
	if err != nil {
		return nil, usageError{err}
	}
	return s, nil
}
