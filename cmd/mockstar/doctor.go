package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mockstar/internal/llm/models"
	"mockstar/internal/llm/wire"
	"mockstar/interviewer/journal"
)

// reachTimeout is how long doctor waits for a host.
const reachTimeout = 3 * time.Second

func newDoctor(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is configured, what can be reached and where text would go",
		Long: `Say what is configured, what can be reached and which host would get your text.
No key is printed, and no text is sent: a connection is opened and closed again.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.doctor(c.Context()) },
	}
	a.homeFlag(c)
	return c
}

func (a *app) doctor(ctx context.Context) error {
	line := func(what, format string, args ...any) {
		fmt.Fprintf(a.out, "%-10s %s\n", what, fmt.Sprintf(format, args...))
	}
	var bad error
	line("program", "%s", program())
	if doc, err := a.load(); err != nil {
		bad = err
		line("document", "cannot be read: %v", err)
	} else {
		line("document", "%s, %d questions", doc.Ref(), len(doc.Questions))
	}
	dir, err := a.homeDir()
	if err == nil {
		var s *journal.Store
		if s, err = journal.Open(dir, journal.Options{}); err == nil {
			s.Close()
		}
	}
	if err != nil {
		bad = usageError{err}
		line("interviews", "cannot be kept: %v", err)
	} else {
		line("interviews", "kept in %s", dir)
	}
	for _, spec := range models.Split(a.spec()) {
		if err := a.examine(ctx, line, spec); err != nil {
			bad = err
		}
	}
	return bad
}

// examine tells about one model.
func (a *app) examine(ctx context.Context, line func(what, format string, args ...any), spec string) error {
	line("model", "%s", spec)
	if spec == embedded {
		line("text goes", "nowhere: the embedded examiner works on this machine")
		return nil
	}
	_, info, err := models.Open(spec, a.environment())
	if info.KeyVar != "" {
		state := "not set"
		if info.KeySet {
			state = "set"
		}
		line("key", "%s is %s", info.KeyVar, state)
	}
	if err != nil {
		if info.Host != "" {
			line("text goes", "nowhere; with this model it would go to %s", info.Host)
		}
		line("problem", "%v", err)
		return usageError{err}
	}
	if info.Host == "" {
		line("text goes", "nowhere: replies come from files")
		return nil
	}
	line("text goes", "to %s", info.Host)
	address := info.Host
	if _, _, err := net.SplitHostPort(address); err != nil {
		address = net.JoinHostPort(strings.Trim(address, "[]"), "443")
	}
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	conn, err := wire.Dialer(a.localOnly).DialContext(ctx, "tcp", address)
	if err != nil {
		line("reached", "no: %v", err)
		return nil
	}
	line("reached", "yes")
	return conn.Close()
}
