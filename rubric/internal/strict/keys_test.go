package strict

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// valueOf is the value of x in an object that [Find] finds.
func valueOf(t *testing.T, x string) Value {
	t.Helper()
	object, problem := Find(`{"a":[{}, {"nonce":1}],"nonce" : "n" ,"x":`+x+`}`, "n")
	require.Empty(t, problem)
	m, ok := object.Members("a", "nonce", "x")
	require.True(t, ok)
	require.Equal(t, x, m[2].Raw())
	return m[2]
}

func TestMembersTakesTheKeysAndNoOthers(t *testing.T) {
	for object, want := range map[string]bool{
		`{"a":1,"b":2}`:                 true,
		`{"b":[1,{"c":3}],"a":{"b":4}}`: true,
		`{"\u0061":1,"b":2}`:            true,
		`{"a":1}`:                       false,
		`{"a":1,"b":2,"c":3}`:           false,
		`{"a":1,"B":2}`:                 false,
		`{"c":{"a":1,"b":2}}`:           false,
		`{}`:                            false,
		`[1,2]`:                         false,
		`["a",1,"b",2]`:                 false,
		`null`:                          false,
	} {
		m, ok := valueOf(t, object).Members("a", "b")
		require.Equal(t, want, ok, object)
		require.Len(t, m, 2)
	}
	m, _ := valueOf(t, `{"b":[1,{"c":3}],"a":{"b":4}}`).Members("a", "b")
	require.Equal(t, `{"b":4}`, m[0].Raw())
	require.Equal(t, `[1,{"c":3}]`, m[1].Raw())
}

func TestWholeTakesPlainDigitsInRange(t *testing.T) {
	for number, want := range map[string]int{"1": 1, "5": 5, "6": 0, "0": 0, "-1": 0, "4.0": 0, "4e0": 0, `"4"`: 0, "null": 0, "[4]": 0} {
		got, ok := valueOf(t, number).Whole(5)
		require.Equal(t, want, got, number)
		require.Equal(t, want > 0, ok, number)
	}
}

func TestTextsAreStringsAlone(t *testing.T) {
	for value, want := range map[string][]string{
		`[]`: {}, `["a"]`: {"a"}, `[ "a" , "b\"\n\u00e9" ]`: {"a", "b\"\né"},
		`["a",null]`: nil, `[["a"]]`: nil, `"a"`: nil, `{"a":"b"}`: nil, `null`: nil,
	} {
		got, ok := valueOf(t, value).Texts()
		require.Equal(t, want, got, value)
		require.Equal(t, want != nil, ok, value)
	}
	for value, want := range map[string]bool{`"a"`: true, `""`: true, `null`: false, `1`: false, `["a"]`: false} {
		_, ok := valueOf(t, value).Text()
		require.Equal(t, want, ok, value)
	}
}

func TestNoValueIsNothing(t *testing.T) {
	var none Value
	_, isText := none.Text()
	_, isTexts := none.Texts()
	_, isList := none.List()
	_, isWhole := none.Whole(5)
	_, isObject := none.Members()
	require.Equal(t, [5]bool{}, [5]bool{isText, isTexts, isList, isWhole, isObject})
	require.Empty(t, none.Raw())
}

func TestFindTakesTheOneObjectWithTheNonce(t *testing.T) {
	for reply, want := range map[string]string{
		`Here: {"nonce":"n","x":1} done`:            "",
		`{"a":{"nonce":"n"}}`:                       "", // the inner one carries it
		`{"a":{"b":[{"nonce":"m"}]}} {"nonce":"n"}`: "",
		`{"\u006eonce":"\u006e"}`:                   "",
		`{"nonce":"m"}`:                             "there is no JSON object with the nonce of the request",
		`{"nonce":"n"} {"nonce":"n"}`:               "there are two objects with the nonce",
		`{"nonce":"n","nonce":"n"}`:                 "there is no JSON object with the nonce of the request",
		`{"nonce":"n"`:                              "there is no JSON object with the nonce of the request",
		`{"nonce":null} {"nonce":["n"]} text`:       "there is no JSON object with the nonce of the request",
		`{"x":"nonce","y":"n"}`:                     "there is no JSON object with the nonce of the request",
	} {
		_, problem := Find(reply, "n")
		require.Equal(t, want, problem, reply)
	}
}
