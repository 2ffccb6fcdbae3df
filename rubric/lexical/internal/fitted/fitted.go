// Package fitted holds the numbers of the embedded examiner, which were fitted
// to the graded answers of testdata/graded, in four texts made to be reviewed:
//
//	elements.txt  what a word or fact says of what a sentence states
//	heard.txt     what a word says of which question an answer speaks to
//	shown.txt     what a word says of whether a sentence speaks to a criterion
//	levels.txt    from what was counted in an answer to its levels
//
// go run ./rubric/lexical/fit -write fits them again.
package fitted

import (
	_ "embed"
	"fmt"
	"sync"

	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// The files, by name.
const (
	elementsFile = "elements.txt"
	heardFile    = "heard.txt"
	shownFile    = "shown.txt"
	levelsFile   = "levels.txt"
)

//go:embed elements.txt
var elementsText string

//go:embed heard.txt
var heardText string

//go:embed shown.txt
var shownText string

//go:embed levels.txt
var levelsText string

// All is everything that was fitted.
type All struct {
	Learned *trait.Learned
	Topic   scale.Line             // whether an answer speaks to its question
	Models  map[string]scale.Model // by trait.Fitted
}

// Texts are the stored numbers as they are written.
func Texts() []string { return []string{elementsText, heardText, shownText, levelsText} }

// Stored reads the stored numbers, once.
var Stored = sync.OnceValue(func() *All {
	a, err := parse(map[string]string{elementsFile: elementsText, heardFile: heardText, shownFile: shownText, levelsFile: levelsText})
	if err != nil {
		panic(fmt.Sprintf("%v: run go run ./rubric/lexical/fit -write", err)) // they are compiled in
	}
	return a
})
