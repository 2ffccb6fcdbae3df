package strictjson

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type row struct {
	ID     string            `json:"id"`
	Level  int               `json:"level"`
	Share  float64           `json:"share"`
	Sure   *bool             `json:"sure"`
	Quotes []string          `json:"quotes"`
	Slices map[string]string `json:"slices"`
	Of     struct {
		Rater string `json:"rater"`
	} `json:"of"`
}

func TestWhatIsWrongIsSaidInWordsForPeople(t *testing.T) {
	for text, want := range map[string]Error{
		`{"id":"ü","colour":"red"}`:      {11, `unknown field "colour"`},
		`{"id":"a","id":"b"}`:            {11, `field "id" stands twice`},
		`{"slices":{"a":"1","a":"2"}}`:   {20, `field "a" stands twice`},
		`{"id":1}`:                       {7, `"id" should be a text, and is a number`},
		`{"id":["a"]}`:                   {7, `"id" should be a text, and is a list`},
		`{"level":"3"}`:                  {10, `"level" should be a whole number, and is a text`},
		`{"level":3.5}`:                  {10, `"level" should be a whole number, and is a number with a fraction`},
		`{"level":99999999999999999999}`: {10, `"level" should be a whole number, and is out of range`},
		`{"share":true}`:                 {10, `"share" should be a number, and is true`},
		`{"sure":0}`:                     {9, `"sure" should be true or false, and is a number`},
		`{"quotes":{}}`:                  {11, `"quotes" should be a list, and is an object`},
		`{"of":{"rater":false}}`:         {16, `"of/rater" should be a text, and is false`},
		`[1]`:                            {1, "it should be an object, and is a list"},
		`{"id":"a"`:                      {10, "it ends too early"},
		`level 3`:                        {1, "it is no JSON: invalid character 'l' at start of value"},
		`{} {}`:                          {4, "it is no JSON: invalid character '{' after top-level value"},
		"":                               {1, "it ends too early"},
	} {
		t.Run(text, func(t *testing.T) {
			var got *Error
			require.ErrorAs(t, Unmarshal([]byte(text), &row{}), &got)
			require.Equal(t, want, *got)
		})
	}
	require.NoError(t, Unmarshal([]byte(` {"id":"a","of":{"rater":"kim"}} `), &row{}))
}
