package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"mockstar/interviewer"
)

// maxLine is the longest record, line end excluded.
const maxLine = 4 << 20

// Decode reads a transcript: one turn a line, in the order of Seq.
//
// Every turn returned matches its own checksum. If records are damaged or
// missing the error is a [*DamageError], and the turns that are whole, before
// and behind the damage, are returned with it. A last record that was never
// finished is left out without an error: nobody was told that it is kept. One
// that only lacks its line end is whole and stays.
func Decode(r io.Reader) ([]interviewer.Turn, error) {
	l, err := scan(r)
	if err != nil {
		return l.turns, err
	}
	return l.turns, l.damaged()
}

// A log is what a transcript was found to hold.
type log struct {
	turns   []interviewer.Turn
	damage  []Damage
	total   int   // of damage, with what the list leaves out
	size    int64 // bytes read
	whole   int64 // bytes up to an unfinished last record; size if there is none
	openEnd bool  // the last record is whole but for its line end
	lost    int   // lines since the last whole record that held none
}

// scan reads to the end. Its error is of the reader, never of what was read.
func scan(r io.Reader) (*log, error) {
	l := new(log)
	br := bufio.NewReaderSize(r, 64<<10)
	for line := 1; ; line++ {
		text, n, err := readLine(br)
		ended := err == nil
		if err != nil && err != io.EOF {
			return l, fmt.Errorf("read transcript: %w", err)
		}
		if n == 0 {
			return l, nil
		}
		_, err = br.Peek(1)
		l.size += n
		if !l.take(line, text, ended, err != nil) {
			return l, nil
		}
		l.whole = l.size
	}
}

// readLine returns the next line without its end, cut just beyond the longest
// that can be a record, and the bytes it takes up. The error is io.EOF if the
// line has no end.
func readLine(br *bufio.Reader) (text []byte, n int64, err error) {
	for {
		part, err := br.ReadSlice('\n')
		n += int64(len(part))
		part = bytes.TrimSuffix(part, []byte{'\n'})
		text = append(text, part[:min(len(part), maxLine+1-len(text))]...)
		if err != bufio.ErrBufferFull {
			return text, n, err
		}
	}
}

// take notes what a line holds. It reports false for a last record that was
// never finished, so that nobody was told that it is kept: one without a line
// end, or with a run of NUL bytes where a power cut left blocks unwritten.
func (l *log) take(line int, text []byte, ended, last bool) bool {
	t, err := decode(text)
	switch {
	case err == nil:
		l.follow(line, t)
		l.openEnd = !ended
	case !ended && l.lostEnd(line, text):
	case last && (!ended || bytes.Contains(text, []byte{0, 0})):
		return false
	default:
		l.hurt(line, l.due()+l.lost, err.Error())
		l.lost++
	}
	return true
}

// lostEnd takes a whole record with one stray byte in the place of its line
// end. An unfinished write leaves no such thing.
func (l *log) lostEnd(line int, text []byte) bool {
	t, err := decode(text[:len(text)-1])
	if err != nil {
		return false
	}
	l.follow(line, t)
	l.hurt(line, t.Seq, "has a damaged line end")
	return true
}

// follow takes a whole record in its place. One that is out of place is named;
// it is still returned unless that would break the order.
func (l *log) follow(line int, t interviewer.Turn) {
	parent := ""
	if len(l.turns) > 0 {
		parent = l.turns[len(l.turns)-1].ID
	}
	switch due := l.due(); {
	case t.Seq < due:
		l.hurt(line, t.Seq, "is out of order")
		return
	case l.lost > 0: // what it should follow is not known
	case t.Seq > due:
		l.hurt(line, due, fmt.Sprintf("is missing: turn %d is in its place", t.Seq))
	case t.Parent != parent:
		l.hurt(line, t.Seq, "does not follow the turn before it")
	}
	l.turns = append(l.turns, t)
	l.lost = 0
}

// due is the number of the turn after the last whole one.
func (l *log) due() int {
	if len(l.turns) == 0 {
		return 0
	}
	return l.turns[len(l.turns)-1].Seq + 1
}

func (l *log) hurt(line, seq int, cause string) {
	l.total++
	if len(l.damage) < maxDamage {
		l.damage = append(l.damage, Damage{Line: line, Seq: seq, Cause: cause})
	}
}

func (l *log) damaged() error {
	if l.total == 0 {
		return nil
	}
	return &DamageError{Records: l.damage, Total: l.total}
}

// decode reads one record strictly: no unknown and no repeated names, valid
// UTF-8, nothing behind it, and the checksum right.
func decode(text []byte) (interviewer.Turn, error) {
	var t interviewer.Turn
	if len(text) > maxLine {
		return t, fmt.Errorf("is longer than %d bytes", maxLine)
	}
	err := json.Unmarshal(text, &t, json.RejectUnknownMembers(true), jsonv1.FormatDurationAsNano(true))
	if err != nil {
		return t, fmt.Errorf("is not a record: %w", err)
	}
	if t.ID != t.Sum() {
		return t, errors.New("does not match its checksum")
	}
	return t, nil
}
