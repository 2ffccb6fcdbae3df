package wire

import (
	"bytes"
	"errors"
	"io"
)

var errLongLine = errors.New("a line of the reply is too long")

// lines splits a body at LF, CR or CRLF, however the bytes arrive. A byte
// order mark at the start is dropped.
type lines struct {
	r      io.Reader
	buf    []byte // read but not returned
	seen   int    // bytes of buf that hold no line end
	skipLF bool   // the last line ended in CR: an LF belongs to it
	start  bool   // something was read
	err    error
}

// next returns a line without its end; it is valid until the following call.
// The last line counts as whole only if it has an end.
func (l *lines) next() (line []byte, whole bool, err error) {
	for {
		if i := bytes.IndexAny(l.buf[l.seen:], "\r\n"); i >= 0 {
			i += l.seen
			line, l.skipLF = l.buf[:i], l.buf[i] == '\r'
			l.buf, l.seen = l.trimLF(l.buf[i+1:]), 0
			return line, true, l.tooLong(line)
		}
		l.seen = len(l.buf)
		if err := l.tooLong(l.buf); err != nil {
			return nil, false, err
		}
		if l.err != nil {
			if l.err == io.EOF && len(l.buf) > 0 {
				line, l.buf, l.seen = l.buf, nil, 0
				return line, false, nil
			}
			return nil, false, l.err
		}
		l.fill()
	}
}

func (l *lines) tooLong(line []byte) error {
	if len(line) > maxLine {
		return errLongLine
	}
	return nil
}

// trimLF drops the second half of a CRLF from what follows a CR.
func (l *lines) trimLF(b []byte) []byte {
	if !l.skipLF || len(b) == 0 {
		return b
	}
	l.skipLF = false
	return bytes.TrimPrefix(b, []byte("\n"))
}

var byteOrderMark = []byte("\uFEFF")

// fill reads more into buf. What next has returned stays as it is: buf grows
// into room that was never given away, or into new room.
func (l *lines) fill() {
	const least, room = 1 << 10, 4 << 10
	held := len(l.buf)
	if cap(l.buf)-held < least {
		l.buf = append(make([]byte, 0, room+2*held), l.buf...)
	}
	n, err := l.r.Read(l.buf[held:cap(l.buf)])
	l.err = err
	l.buf = append(l.buf[:held], l.trimLF(l.buf[held:held+n])...)
	if !l.start && (len(l.buf) >= len(byteOrderMark) || !bytes.HasPrefix(byteOrderMark, l.buf)) {
		l.start = true
		l.buf, l.seen = bytes.TrimPrefix(l.buf, byteOrderMark), 0
	}
}

// rest is everything that next has not returned.
func (l *lines) rest() io.Reader {
	held := l.buf
	l.buf, l.seen = nil, 0
	if l.err != nil {
		return io.MultiReader(bytes.NewReader(held), failed{l.err})
	}
	return io.MultiReader(bytes.NewReader(held), l.r)
}

type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
