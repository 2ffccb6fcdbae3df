package screen

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxReply is the longest reply that is taken, in bytes.
const maxReply = 256 << 10

// sendLine is the line that ends a reply.
const sendLine = "."

// ErrTooLong is a reply of more than [maxReply] bytes. It was read to its end
// and dropped.
var ErrTooLong = fmt.Errorf("read reply: more than the %d KiB a reply may have; send a shorter one", maxReply>>10)

// An EncodingError is a reply that is not UTF-8 text. It was read to its end
// and dropped.
type EncodingError struct{ Line int } // the first bad line of the reply, from 1

func (e *EncodingError) Error() string {
	return fmt.Sprintf("read reply: line %d is not UTF-8 text; convert the input (iconv -t UTF-8) and send it again", e.Line)
}

// A Reader reads replies from a pipe or a file.
type Reader struct {
	r *bufio.Reader
}

// NewReader returns a Reader on r.
func NewReader(r io.Reader) *Reader {
	return &Reader{r: bufio.NewReaderSize(r, 64<<10)}
}

// ReadReply returns the next reply: the lines up to one that holds nothing but
// a dot, or a first line that is a [Command]. Line ends are newlines, the last
// one not included. A reply with no line before the dot is "" with no error.
//
// At the end of the input the error is io.EOF, and draft holds what was
// written but not sent. After [ErrTooLong] or an [*EncodingError] the next
// call reads the next reply.
func (r *Reader) ReadReply() (reply, draft string, err error) {
	var text strings.Builder // each line with its newline
	written := func() string { return strings.TrimSuffix(text.String(), "\n") }
	var problem error
	for n := 1; ; n++ {
		line, err := r.readLine()
		ended := errors.Is(err, io.EOF) && line == ""
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return "", written(), fmt.Errorf("read reply: %w", err)
		case (ended || line == sendLine) && problem != nil:
			return "", "", problem
		case ended:
			return "", written(), io.EOF
		case line == sendLine:
			return written(), "", nil
		case problem != nil:
			continue // drain the rest of the reply
		}
		if _, ok := Command(line); ok && strings.TrimSpace(text.String()) == "" {
			return strings.TrimSpace(line), "", nil
		}
		switch {
		case text.Len()+len(line) > maxReply:
			problem = ErrTooLong
		case !utf8.ValidString(line):
			problem = &EncodingError{Line: n}
		default:
			text.WriteString(line + "\n")
		}
	}
}

// readLine returns the next line without its end. A line that no reply can
// hold is read to its end but returned only in part, still too long. The error
// is io.EOF when the input ended before a newline.
func (r *Reader) readLine() (string, error) {
	var line []byte
	for {
		part, err := r.r.ReadSlice('\n')
		if len(line) <= maxReply {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r"), err
	}
}

// Command reports whether a reply is a command, such as "/hint", and returns
// it without the slash and outer spaces. A command is a single line that
// begins with a slash and a word; a path such as /etc/hosts begins an answer.
func Command(reply string) (command string, ok bool) {
	command, ok = strings.CutPrefix(strings.TrimSpace(reply), "/")
	if !ok || strings.Contains(command, "\n") {
		return "", false
	}
	name, _, _ := strings.Cut(command, " ")
	other := strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if name == "" || other {
		return "", false
	}
	return command, true
}
