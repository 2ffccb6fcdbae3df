package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/interviewer"
)

func newSession(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "session",
		Short: "List, show, export and delete interviews",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	a.homeFlag(c)
	format := "md"
	export := &cobra.Command{
		Use:   "export ID",
		Short: "Write the debrief and the conversation to standard output",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.sessionExport(args[0], format) },
	}
	export.Flags().StringVar(&format, "format", "md", "md, html or json")
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List interviews, the newest first", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.sessionList() },
		},
		&cobra.Command{
			Use: "show ID", Short: "Show what was said, and the debrief", Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.sessionShow(args[0]) },
		},
		export,
		&cobra.Command{
			Use: "delete ID", Short: "Delete an interview with everything that belongs to it", Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.sessionDelete(args[0]) },
		},
	)
	return c
}

func (a *app) sessionList() error {
	store, err := a.existing()
	if err != nil {
		return err
	}
	defer store.Close()
	all, err := store.List()
	if err != nil {
		return err
	}
	p := a.printer()
	for _, s := range all {
		p.Print(screen.Heading, s.ID)
		p.Println(screen.Plain, strings.TrimRight(fmt.Sprintf("  %-8s %-12s %-6s %s", s.State, counted(s.Questions, "question"), s.Plan, s.Document), " "))
	}
	if len(all) == 0 {
		fmt.Fprintln(a.errw, "no interviews yet; `mockstar interview` holds one")
	}
	return p.Err()
}

// past reads a session and what it implies.
func (a *app) past(id string) ([]interviewer.Turn, interviewer.State, error) {
	store, err := a.existing()
	if err != nil {
		return nil, interviewer.State{}, err
	}
	defer store.Close()
	turns, err := store.Read(id)
	if err != nil {
		return turns, interviewer.State{}, err
	}
	if len(turns) == 0 || turns[0].Plan == nil {
		return turns, interviewer.State{}, usagef("read session %s: nothing was recorded in it", id)
	}
	doc, err := a.documentOf(*turns[0].Plan)
	if err != nil {
		return turns, interviewer.State{}, err
	}
	st, err := interviewer.Replay(doc, turns)
	return turns, st, err
}

func (a *app) sessionShow(id string) error {
	turns, st, err := a.past(id)
	p := a.printer()
	for _, t := range turns {
		printTurn(p, t)
	}
	if err != nil {
		return err
	}
	p.Println(screen.Plain, "")
	printDebrief(p, st.Debrief())
	return p.Err()
}

// printTurn shows what was said; gradings are shown in the debrief.
func printTurn(p *screen.Printer, t interviewer.Turn) {
	if t.Partial != "" {
		p.Wrap(screen.Dim, "(broke off: "+t.Partial+" …)", "", "")
	}
	switch t.Kind {
	case interviewer.Opened:
		p.Println(screen.Dim, fmt.Sprintf("%s · plan %s · %s", t.At.Local().Format(time.DateTime), t.Plan.Name, t.Plan.Model))
	case interviewer.Asked, interviewer.Closed:
		if t.Text != "" {
			p.Println(screen.Plain, "")
			p.Wrap(screen.Heading, t.Text, "", "")
		}
	case interviewer.Replied:
		p.Println(screen.Plain, "")
		p.Wrap(screen.Plain, t.Text, "> ", "> ")
	case interviewer.Parked:
		p.Wrap(screen.Dim, "(paused: "+t.Why+")", "", "")
	}
}

func (a *app) sessionExport(id, format string) error {
	if err := checkFormat("session export", format, "md", "html", "json"); err != nil {
		return err
	}
	turns, st, err := a.past(id)
	if err != nil {
		return err
	}
	d := st.Debrief()
	switch format {
	case "json":
		return a.writeJSON(struct {
			Debrief interviewer.Debrief `json:"debrief"`
			Turns   []interviewer.Turn  `json:"turns"`
		}{d, turns})
	case "html":
		return a.writePage(debriefPage(d, turns))
	}
	_, err = fmt.Fprint(a.out, debriefMarkdown(d, turns))
	return err
}

func (a *app) sessionDelete(id string) error {
	store, err := a.existing()
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Delete(id); err != nil {
		return err
	}
	fmt.Fprintf(a.errw, "deleted %s\n", strings.TrimSpace(id))
	return nil
}
