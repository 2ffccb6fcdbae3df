package rubric

import (
	"embed"
	"io/fs"
)

//go:embed bank
var bank embed.FS

// BuiltIn is the name, in the [Bank], of the document that is used when no
// other is named.
const BuiltIn = "senior-ai-engineer"

// Bank holds the documents shipped with the program, each in a folder of its
// own.
func Bank() fs.FS {
	sub, err := fs.Sub(bank, "bank")
	if err != nil {
		panic(err) // the name is a valid constant
	}
	return sub
}

// Embedded is the built-in document, as it was compiled: to read its files took
// every command longer than all else that it began with. The document is shared,
// and not to be changed.
func Embedded() *Document { return &compiled }
