package stub

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"go.yaml.in/yaml/v4"

	"mockstar/internal/llm"
	"mockstar/internal/strictjson"
)

// line is a step as it is written in a file.
type line struct {
	Prompt string `json:"prompt" yaml:"prompt"`
	Want   any    `json:"want" yaml:"want"` // a text or a list of texts
	Reply  string `json:"reply" yaml:"reply"`
	Refuse string `json:"refuse" yaml:"refuse"`
	Finish string `json:"finish" yaml:"finish"`
	Fail   any    `json:"fail" yaml:"fail"` // an HTTP status or the name of a kind
	After  string `json:"retry_after" yaml:"retry_after"`
	Cut    *int   `json:"cut" yaml:"cut"`
	Delay  string `json:"delay" yaml:"delay"`
	Repeat bool   `json:"repeat" yaml:"repeat"`
}

// Load reads the script in a file of fsys; see [Parse].
func Load(fsys fs.FS, name string) (*Model, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read script: %w", err)
	}
	m, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read script %s: %w", name, err)
	}
	return m, nil
}

// Parse reads a script: a YAML list of steps, or a JSON object on each line.
//
//   - prompt: grade            # prefix of the prompt the step is for
//     want: [deadline, team]   # what must be in the last message
//     reply: '{"nonce": "{{nonce}}"}'
//   - fail: 503                # or a kind: quota, rate-limited, offline ...
//     retry_after: 5s
//   - reply: half of this comes
//     cut: 4                   # runes until it breaks off
//   - refuse: I would rather not.
//   - prompt: ask
//     reply: And then?
//     delay: 200ms
//     finish: length           # stop, length, filtered or refused
//     repeat: true             # for any number of requests
func Parse(data []byte) (*Model, error) {
	lines, err := decode(data)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, errors.New("it has no steps")
	}
	steps := make([]Step, len(lines))
	var errs []error
	for i, l := range lines {
		if steps[i], err = l.step(); err != nil {
			errs = append(errs, fmt.Errorf("step %d: %w", i+1, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return New(steps...), nil
}

func decode(data []byte) ([]line, error) {
	var lines []line
	start := bytes.TrimSpace(data)
	if len(start) == 0 {
		return nil, nil
	}
	if start[0] != '{' {
		err := yaml.Load(data, &lines, yaml.WithKnownFields())
		return lines, err
	}
	for i, text := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		var l line
		if err := strictjson.Unmarshal(text, &l); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func (l line) step() (Step, error) {
	s := Step{Prompt: l.Prompt, Reply: l.Reply, Refuse: l.Refuse, Finish: llm.Finish(l.Finish), Cut: l.Cut, Repeat: l.Repeat}
	switch s.Finish {
	case "", llm.Stop, llm.Length, llm.Filtered, llm.Refused:
	default:
		return s, fmt.Errorf("finish %q is not stop, length, filtered or refused", l.Finish)
	}
	var err error
	if s.Want, err = texts(l.Want); err != nil {
		return s, err
	}
	if s.Wait, err = duration("delay", l.Delay); err != nil {
		return s, err
	}
	if s.Fail, err = failure(l.Fail); err != nil {
		return s, err
	}
	after, err := duration("retry_after", l.After)
	switch {
	case err != nil:
		return s, err
	case after > 0 && s.Fail == nil:
		return s, errors.New("retry_after goes with fail")
	case after > 0:
		s.Fail.Wait = after
	}
	if l.Cut != nil && *l.Cut < 0 {
		return s, errors.New("cut is a number of runes")
	}
	given := 0
	for _, is := range []bool{l.Reply != "", l.Refuse != "", s.Fail != nil} {
		if is {
			given++
		}
	}
	if given != 1 {
		return s, errors.New("a step has one of reply, refuse and fail")
	}
	return s, nil
}

func texts(v any) ([]string, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []any:
		var all []string
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, fmt.Errorf("want holds %v, which is no text", x)
			}
			all = append(all, s)
		}
		return all, nil
	}
	return nil, fmt.Errorf("want is %v: give a text or a list of texts", v)
}

func duration(name, s string) (time.Duration, error) {
	if s == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("%s is %q: give a duration such as 200ms or 5s", name, s)
	}
	return d, nil
}

// failure reads an HTTP status, or the name of a kind.
func failure(v any) (*llm.Error, error) {
	status := 0
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		k, ok := llm.ParseKind(v)
		if !ok {
			return nil, fmt.Errorf("fail %q is no kind of error", v)
		}
		return &llm.Error{Kind: k, Provider: "stub", Err: fmt.Errorf("%s, as scripted", v)}, nil
	case int:
		status = v
	case float64:
		status = int(v)
	}
	if status < 400 || status > 599 {
		return nil, fmt.Errorf("fail is %v: give an HTTP status from 400 to 599, or a kind", v)
	}
	return &llm.Error{Kind: llm.StatusKind(status), Provider: "stub", Status: status, Err: errors.New("failed, as scripted")}, nil
}
