package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// SaveDraft keeps a reply that is not sent yet, in place of the draft before.
// It belongs to what the interviewer said last. It is saved even when the
// session takes no more turns.
func (s *Session) SaveDraft(text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("save draft: %w", errClosed)
	}
	name, temp := path.Join(s.id, draftFile), path.Join(s.id, draftTemp)
	if err := writeWhole(s.disk, name, temp, []byte(s.replyTo+"\n"+text)); err != nil {
		return fmt.Errorf("save draft: %w", explain(err))
	}
	return nil
}

// Draft returns the draft of a reply to what the interviewer said last, or
// nothing. Leaving and coming back do not make a draft stale; every other turn does.
func (s *Session) Draft() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.disk.open(path.Join(s.id, draftFile), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read draft: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.NewSectionReader(f, 0, maxLine))
	if err != nil {
		return "", fmt.Errorf("read draft: %w", err)
	}
	if to, text, ok := strings.Cut(string(b), "\n"); ok && to == s.replyTo {
		return text, nil
	}
	return "", nil
}

func (s *Session) clearDraft() error {
	return errors.Join(
		s.disk.removeAll(path.Join(s.id, draftTemp)),
		s.disk.removeAll(path.Join(s.id, draftFile)),
		s.disk.syncDir(s.id),
	)
}
