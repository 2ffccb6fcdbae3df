package rubric

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOpportunities(t *testing.T) {
	question := func(id string, criteria ...string) Question {
		q := Question{ID: id}
		for _, c := range criteria {
			q.Criteria = append(q.Criteria, Criterion{ID: c})
		}
		return q
	}
	d := &Document{Questions: []Question{
		question("oven", "situation", "cause"),
		question("shop", "situation", "customers"),
		question("flour", "cause"),
	}}
	rows := []struct {
		name  string
		asked []Question
		want  []Opportunity
	}{
		{"no question gives no chance", nil, []Opportunity{
			{"situation", []string{}, []string{"oven", "shop"}},
			{"cause", []string{}, []string{"oven", "flour"}},
			{"customers", []string{}, []string{"shop"}},
		}},
		{"a question gives a chance for its own criteria, in the order asked", []Question{d.Questions[2], d.Questions[0]}, []Opportunity{
			{"situation", []string{"oven"}, []string{"shop"}},
			{"cause", []string{"flour", "oven"}, []string{}},
			{"customers", []string{}, []string{"shop"}},
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) { require.Equal(t, row.want, d.Opportunities(row.asked)) })
	}
}
