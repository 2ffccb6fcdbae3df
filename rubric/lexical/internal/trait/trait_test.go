package trait

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Trees are stored, and traits dealt to them, by name.
func TestEachTraitOfAModelHasItsOwnName(t *testing.T) {
	for _, model := range append([]string{TopicModel}, Fitted...) {
		seen := map[string]bool{}
		for _, x := range For(model) {
			require.False(t, seen[x.Name], "%s: %s", model, x.Name)
			seen[x.Name] = true
			require.Positive(t, x.Cap, x.Name)
		}
	}
}

// Whatever is counted more of, no trait falls: which way it moves a level is for
// the trees to keep to.
func TestMoreOfSomethingNeverLowersATrait(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	ts := For(OwnModel)
	ts = append(slices.Clone(ts), truths...)
	v := &View{}
	fields := counts(reflect.ValueOf(v).Elem())
	for _, f := range fields {
		for _, f := range fields {
			f.SetFloat(10 * r.Float64())
		}
		before := Values(ts, v)
		f.SetFloat(f.Float() + 5*r.Float64())
		for i, after := range Values(ts, v) {
			require.GreaterOrEqual(t, after, before[i], ts[i].Name)
			require.LessOrEqual(t, after, 1.0, ts[i].Name)
		}
	}
}

// counts are the numbers of v, wherever they are in it.
func counts(v reflect.Value) (out []reflect.Value) {
	switch v.Kind() {
	case reflect.Float64:
		return []reflect.Value{v}
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, counts(v.Field(i))...)
		}
	case reflect.Array:
		for i := range v.Len() {
			out = append(out, counts(v.Index(i))...)
		}
	}
	return out
}
