package strict

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"
)

func TestMembersTakesTheKeysAndNoOthers(t *testing.T) {
	for object, want := range map[string]bool{
		`{"a":1,"b":2}`:       true,
		`{"a":1}`:             false,
		`{"a":1,"b":2,"c":3}`: false,
		`{"a":1,"B":2}`:       false,
		`{"a":1,"a":2}`:       false,
		`[1,2]`:               false,
	} {
		_, ok := Members(jsontext.Value(object), "a", "b")
		require.Equal(t, want, ok, object)
	}
}

func TestWholeTakesPlainDigitsInRange(t *testing.T) {
	for number, want := range map[string]int{"1": 1, "5": 5, "6": 0, "0": 0, "-1": 0, "4.0": 0, "4e0": 0, `"4"`: 0, "null": 0, "04": 0} {
		got, ok := Whole(jsontext.Value(number), 5)
		require.Equal(t, want, got, number)
		require.Equal(t, want > 0, ok, number)
	}
}

func TestFindTakesTheOneObjectWithTheNonce(t *testing.T) {
	for reply, want := range map[string]string{
		`Here: {"nonce":"n","x":1} done`:      "",
		`{"a":{"nonce":"n"}}`:                 "", // the inner one carries it
		`{"nonce":"m"}`:                       "there is no JSON object with the nonce of the request",
		`{"nonce":"n"} {"nonce":"n"}`:         "there are two objects with the nonce",
		`{"nonce":"n","nonce":"n"}`:           "there is no JSON object with the nonce of the request",
		`{"nonce":"n"`:                        "there is no JSON object with the nonce of the request",
		`{"nonce":null} {"nonce":["n"]} text`: "there is no JSON object with the nonce of the request",
	} {
		_, problem := Find(reply, "n")
		require.Equal(t, want, problem, reply)
	}
}
