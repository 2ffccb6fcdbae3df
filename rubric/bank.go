package rubric

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed bank
var bank embed.FS

// Bank holds the documents shipped with the program, each in a folder of its
// own.
func Bank() fs.FS {
	sub, err := fs.Sub(bank, "bank")
	if err != nil {
		panic(err) // the name is a valid constant
	}
	return sub
}

// Embedded is the document that is used when no other is named. It is loaded
// once: the document is shared, and not to be changed.
func Embedded() (*Document, error) { return embedded() }

var embedded = sync.OnceValues(func() (*Document, error) { return Load(Bank(), "senior-ai-engineer") })
