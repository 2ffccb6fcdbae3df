// Command make writes words.txt from the files of WordNet 3.0, which Debian
// ships as wordnet-base:
//
//	go run ./rubric/lexical/internal/wordnet/make /usr/share/wordnet > rubric/lexical/internal/wordnet/words.txt
package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A synset is one meaning, by the words that have it.
type synset struct {
	pos      byte
	lex      string   // the number of its file, which tells what sort of thing it is
	lemmas   []string // each with how often it was met in this meaning
	above    []string // more general ones, by pos and offset
	kin      []string // those that its words are made of, or make
	kept     bool
	position int
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: make FOLDER, which holds data.noun, data.verb, data.adj, verb.exc, noun.exc and cntlist.rev")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	notice, err := os.ReadFile(licence)
	if err != nil {
		return err
	}
	met, known, err := counts(dir)
	if err != nil {
		return err
	}
	all, order := map[string]*synset{}, []string{}
	for pos, name := range map[byte]string{'n': "data.noun", 'v': "data.verb", 'a': "data.adj"} {
		err := lines(filepath.Join(dir, name), func(l string) error {
			if strings.HasPrefix(l, " ") { // the licence
				return nil
			}
			id, s := parse(pos, l, met)
			all[id] = s
			order = append(order, id)
			return nil
		})
		if err != nil {
			return err
		}
	}
	slices.Sort(order)
	for _, id := range order {
		if len(all[id].lemmas) > 0 {
			keep(all, id)
		}
	}
	w := bufio.NewWriter(os.Stdout)
	for line := range strings.Lines(string(notice)) {
		fmt.Fprintln(w, strings.TrimSpace("# "+line))
	}
	fmt.Fprint(w, "#\n"+head)
	n := 0
	for _, id := range order {
		if s := all[id]; s.kept {
			s.position = n
			n++
		}
	}
	for _, id := range order {
		if s := all[id]; s.kept {
			fmt.Fprintf(w, "%c%s %s %s %s\n", s.pos, s.lex, places(all, s.above), places(all, s.kin), strings.Join(s.lemmas, " "))
		}
	}
	for _, name := range []string{"verb.exc", "noun.exc"} {
		err := lines(filepath.Join(dir, name), func(l string) error {
			f := strings.Fields(l)
			if len(f) >= 2 && plain(f[0]) && known[f[1]] {
				fmt.Fprintf(w, "= %s %s\n", f[0], f[1])
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// licence is the notice that every copy has to bear: words.txt is compiled into
// the program, and begins with it.
const licence = "rubric/lexical/internal/wordnet/LICENSE"

const head = "# Made by the program in make from WordNet 3.0, whose licence stands above: the words that its texts\n" +
	"# were tagged with. A line is one meaning: what sort it is, the places of more general ones and of those\n" +
	"# its words are made of, counted from 0, and its words with how often each was met in it.\n"

// counts tells how often each word was met in each meaning, and which were met.
func counts(dir string) (met map[string]int, known map[string]bool, err error) {
	met, known = map[string]int{}, map[string]bool{}
	err = lines(filepath.Join(dir, "cntlist.rev"), func(l string) error {
		f := strings.Fields(l)
		lemma, rest, ok := strings.Cut(f[0], "%")
		parts := strings.Split(rest, ":")
		if !ok || len(f) != 3 || len(parts) < 3 || !plain(lemma) {
			return nil
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		pos := map[string]string{"1": "n", "2": "v", "3": "a", "5": "a"}[parts[0]]
		met[pos+lemma+":"+parts[1]+":"+parts[2]] += n
		known[lemma] = true
		return nil
	})
	return met, known, err
}

func parse(pos byte, l string, met map[string]int) (id string, s *synset) {
	l, _, _ = strings.Cut(l, " |")
	f := strings.Fields(l)
	s = &synset{pos: pos, lex: f[1]}
	id = string(pos) + f[0]
	n, _ := strconv.ParseInt(f[3], 16, 32)
	at := 4
	for range n {
		lex, _ := strconv.ParseInt(f[at+1], 16, 32)
		lemma, _, _ := strings.Cut(f[at], "(")
		if k := met[fmt.Sprintf("%c%s:%s:%02d", pos, lemma, f[1], lex)]; k > 0 && plain(lemma) {
			s.lemmas = append(s.lemmas, lemma+" "+strconv.Itoa(k))
		}
		at += 2
	}
	links, _ := strconv.Atoi(f[at])
	at++
	for range links {
		to := strings.Replace(f[at+2], "s", "a", 1) + f[at+1]
		switch f[at] {
		case "@":
			s.above = append(s.above, to)
		case "+", "&":
			s.kin = append(s.kin, to)
		}
		at += 4
	}
	return id, s
}

func keep(all map[string]*synset, id string) {
	s := all[id]
	if s == nil || s.kept {
		return
	}
	s.kept = true
	for _, a := range s.above {
		keep(all, a)
	}
}

func places(all map[string]*synset, ids []string) string {
	var out []string
	for _, id := range ids {
		if s := all[id]; s != nil && s.kept {
			if p := strconv.Itoa(s.position); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, ",")
}

// plain reports whether w is one word in small letters.
func plain(w string) bool {
	for _, c := range w {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return w != ""
}

func lines(name string, visit func(string) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if err := visit(sc.Text()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return sc.Err()
}
