package interviewer

import (
	"slices"
	"time"
)

// A Plan fixes what an interview will cover and how it is held. It is the
// first turn of a transcript, so resuming needs nothing else.
type Plan struct {
	Document  string        `json:"document"` // id@version:hash
	Name      string        `json:"name"`     // as asked for: quick, full, all, a section, or ids
	Questions []string      `json:"questions"`
	Closing   string        `json:"closing,omitempty"` // id of the closing question, or empty
	Probes    int           `json:"probes"`            // per question
	Budget    time.Duration `json:"budget,omitempty"`  // 0 means no limit
	Mode      Mode          `json:"mode"`
	Level     string        `json:"level"`              // senior or staff
	Position  string        `json:"position,omitempty"` // what the interview is for, such as "senior AI engineer"; empty when the document does not say
	Role      string        `json:"role,omitempty"`
	CV        string        `json:"cv,omitempty"`
	Model     string        `json:"model"` // spec, such as embedded or openai:NAME
	Seed      uint64        `json:"seed"`
}

// Mode says when the candidate hears about levels.
type Mode string

const (
	Coached   Mode = "coached"   // criteria before, feedback after each question
	Realistic Mode = "realistic" // nothing until the debrief
)

// all are the ids of every question of the plan, the closing one last.
func (p Plan) all() []string {
	ids := slices.Clone(p.Questions)
	if p.Closing != "" {
		ids = append(ids, p.Closing)
	}
	return ids
}
