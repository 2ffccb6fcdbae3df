package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostDependencies is how many modules may be required directly by what ships.
const mostDependencies = 14

// supply are the promises about what the program is built from. A thorough
// check compiles everything once more, from nothing.
func supply(thorough bool) []row {
	const part = "supply chain"
	var rows []row
	add := func(what string, check func() (string, error)) {
		figure, err := check()
		rows = append(rows, row{part, what, figure, err})
	}
	add("modules are what go.sum says", verified)
	add(fmt.Sprintf("at most %d direct dependencies ship, each with its reason", mostDependencies), dependencies)
	add("two builds from two folders are the same bytes", func() (string, error) { return reproducible(thorough) })
	add("an SBOM is made from the binary", materials)
	return rows
}

func verified() (string, error) {
	out, err := command("mod", "verify").Output()
	return strings.TrimSpace(string(out)), err
}

// dependencies counts the direct requirements and looks for each in the
// decisions.
func dependencies() (string, error) {
	out, err := command("mod", "edit", "-json").Output()
	if err != nil {
		return "", err
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return "", err
	}
	linked, err := command("list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", "./cmd/mockstar").Output()
	if err != nil {
		return "", err
	}
	reasons, err := os.ReadFile("docs/decisions.md")
	if err != nil {
		return "", err
	}
	ships, tests := 0, 0
	var silent []string
	for _, r := range mod.Require {
		if r.Indirect {
			continue
		}
		if bytes.Contains(linked, []byte(r.Path+"\n")) {
			ships++
		} else {
			tests++
		}
		if !bytes.Contains(reasons, []byte(r.Path)) {
			silent = append(silent, r.Path)
		}
	}
	figure := fmt.Sprintf("%d ship, %d more are for tests", ships, tests)
	switch {
	case silent != nil:
		return figure, fmt.Errorf("no reason in docs/decisions.md for %s", strings.Join(silent, ", "))
	case ships > mostDependencies:
		return figure, errors.New("too many")
	}
	return figure, nil
}

// reproducible builds here and from a copy in another folder. A thorough check
// gives the second an empty cache, so that everything is compiled anew.
func reproducible(thorough bool) (string, error) {
	temp, err := os.MkdirTemp("", "promises-build-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	copied := filepath.Join(temp, "elsewhere")
	if err := copySource(copied); err != nil {
		return "", err
	}
	var sums [2][sha256.Size]byte
	var size int
	for i, dir := range []string{".", copied} {
		out := filepath.Join(temp, fmt.Sprint("mockstar-", i))
		c := command("build", "-trimpath", "-buildvcs=false", "-ldflags=-s", "-o", out, "./cmd/mockstar")
		c.Dir, c.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
		if thorough && dir == copied {
			c.Env = append(c.Env, "GOCACHE="+filepath.Join(temp, "cache"))
		}
		if err := c.Run(); err != nil {
			return "", fmt.Errorf("build: %w", err)
		}
		b, err := os.ReadFile(out)
		if err != nil {
			return "", err
		}
		sums[i], size = sha256.Sum256(b), len(b)
	}
	how := "from one cache"
	if thorough {
		how = "one from the cache and one from nothing"
	}
	if sums[0] != sums[1] {
		return how, errors.New("the bytes differ")
	}
	return fmt.Sprintf("%d bytes, sha256 %x..., %s", size, sums[0][:4], how), nil
}

// copySource copies the module, without its history and what was built.
func copySource(to string) error {
	return filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".git" && !d.IsDir():
			return nil
		case name == ".git", name == "dist":
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o700)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), b, 0o600)
	})
}

// materials makes the SBOM of a build and counts what it names.
func materials() (string, error) {
	temp, err := os.MkdirTemp("", "promises-sbom-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	bin := filepath.Join(temp, "mockstar")
	if err := command("build", "-trimpath", "-ldflags=-s", "-o", bin, "./cmd/mockstar").Run(); err != nil {
		return "", fmt.Errorf("build: %w", err)
	}
	out, err := command("run", "./.ci/sbom", bin).Output()
	if err != nil {
		return "", err
	}
	var bom struct{ Components []struct{ Hashes []any } }
	if err := json.Unmarshal(out, &bom); err != nil {
		return "", err
	}
	hashed := 0
	for _, c := range bom.Components {
		if len(c.Hashes) > 0 {
			hashed++
		}
	}
	linked, err := command("version", "-m", bin).Output()
	if err != nil {
		return "", err
	}
	deps := bytes.Count(linked, []byte("\n\tdep\t"))
	figure := fmt.Sprintf("%d modules and the standard library, %d with their checksum", len(bom.Components)-1, hashed)
	if len(bom.Components) != deps+1 || hashed != deps {
		return figure, fmt.Errorf("the binary holds %d modules", deps)
	}
	return figure, nil
}
