// Package strictjson reads JSON that people write: it takes no unknown and no
// repeated names, and says what is wrong in words for who wrote it.
package strictjson

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// An Error is what is wrong with a text, and where.
type Error struct {
	Column  int // in signs, counted from 1 at the start of the text
	Problem string
}

func (e *Error) Error() string { return e.Problem }

// Unmarshal reads text, one value with nothing behind it. Its errors are
// [*Error].
func Unmarshal(text []byte, v any) error {
	err := json.Unmarshal(text, v, json.RejectUnknownMembers(true))
	if err == nil {
		return nil
	}
	at, problem := int64(0), strings.TrimPrefix(err.Error(), "json: ")
	var syntactic *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &syntactic):
		at, problem = syntactic.ByteOffset, wrongSyntax(syntactic)
	case errors.As(err, &semantic):
		at, problem = semantic.ByteOffset, wrongValue(semantic, problem)
	}
	return &Error{1 + utf8.RuneCount(text[:max(0, min(at, int64(len(text))))]), problem}
}

func wrongSyntax(e *jsontext.SyntacticError) string {
	switch {
	case errors.Is(e, jsontext.ErrDuplicateName):
		return fmt.Sprintf("field %q stands twice", e.JSONPointer.LastToken())
	case errors.Is(e, io.ErrUnexpectedEOF):
		return "it ends too early"
	}
	return "it is no JSON: " + strings.TrimPrefix(e.Err.Error(), "jsontext: ")
}

func wrongValue(e *json.SemanticError, otherwise string) string {
	switch {
	case errors.Is(e, json.ErrUnknownName):
		return fmt.Sprintf("unknown field %q", e.JSONPointer.LastToken())
	case e.GoType == nil || e.JSONKind == 0:
		return otherwise
	}
	want, is := kindOf(e.GoType), kinds[e.JSONKind]
	if want == wholeNumber && e.JSONKind == '0' {
		if is = "out of range"; strings.ContainsAny(string(e.JSONValue), ".eE") {
			is = "a number with a fraction"
		}
	}
	what := "it"
	if field := strings.Trim(string(e.JSONPointer), "/"); field != "" {
		what = strconv.Quote(field)
	}
	return fmt.Sprintf("%s should be %s, and is %s", what, want, is)
}

// kinds names what a value of JSON begins with.
var kinds = map[jsontext.Kind]string{
	'n': "null", 't': "true", 'f': "false", '"': "a text", '0': "a number", '{': "an object", '[': "a list",
}

// kindOf names what is read into a type.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return kindOf(t.Elem())
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.String:
		return "a text"
	case reflect.Slice:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "an object"
	}
	return wholeNumber
}

const wholeNumber = "a whole number"
