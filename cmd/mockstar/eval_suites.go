package main

import (
	"path/filepath"
	"strings"

	"mockstar/evals"
)

// A chosen suite is one that a command names, and the folder for its results.
type chosen struct {
	*evals.Suite
	name, out string
}

// choose loads all suites that a command names, before anything is paid: a
// mistake in the last one must not cost what the first one does. Of several
// each has a folder of its own in o.out.
func (a *app) choose(command string, names []string, o evalOptions) ([]chosen, error) {
	var all []chosen
	taken := map[string]string{}
	for _, name := range names {
		s, err := a.loadSuite(name, o.filters)
		if err != nil {
			return nil, err
		}
		c := chosen{s, name, o.out}
		if s.Kind == evals.Interview && (o.out != "" || o.shard != "" || o.samples > 1) {
			return nil, usagef("eval %s: %s holds interviews, which are held once and whole; --out, --shard and --samples do not apply", command, name)
		}
		if len(names) > 1 && o.out != "" {
			c.out = filepath.Join(o.out, strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
			if other, ok := taken[c.out]; ok {
				return nil, usagef("eval %s: the results of %s and %s would both be in %s; run them one at a time, each with a folder of its own", command, other, name, c.out)
			}
			taken[c.out] = name
		}
		all = append(all, c)
	}
	return all, nil
}
