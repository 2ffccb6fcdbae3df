package main

import (
	"fmt"
	"os"
	"path/filepath"

	"mockstar/rubric/lexical/internal/fitted"
)

// store is where the examiner reads its numbers.
const store = "rubric/lexical/internal/fitted"

// write stores what was fitted below root, the root of the module.
func write(root string, a *fitted.All) error {
	for name, text := range fitted.Format(a) {
		if err := os.WriteFile(filepath.Join(root, store, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("write what was fitted: %w", err)
		}
	}
	return nil
}
