package screen

import tea "charm.land/bubbletea/v2"

// press does what a key asks for. The keys are those of shells and of plain
// text fields; keys that terminals send differently have all their names here.
func (e *editor) press(key tea.KeyPressMsg) tea.Cmd {
	goal := e.goal
	e.goal, e.notice = -1, ""
	if key.Text != "" {
		e.insert(key.Text)
		return nil
	}
	switch key.String() {
	case "ctrl+d", "alt+enter", "ctrl+enter":
		return e.send()
	case "ctrl+c":
		return e.close(interrupted)
	case "ctrl+z":
		return tea.Suspend

	case "enter", "kpenter":
		return e.enter()
	case "shift+enter", "ctrl+j": // Ctrl-J is how a newline comes that is pasted without brackets
		e.insert("\n")
	case "tab":
		e.insert("\t")
	case "ctrl+_", "ctrl+/":
		e.undo()

	case "backspace", "shift+backspace", "ctrl+h":
		e.replace(e.prevSign(), e.pos, "")
	case "delete":
		e.delete(e.nextSign())
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		e.replace(e.prevWord(), e.pos, "")
	case "alt+d", "alt+delete", "ctrl+delete":
		e.delete(e.nextWord())
	case "ctrl+u":
		e.replace(e.lineStart(), e.pos, "")
	case "ctrl+k":
		e.delete(e.lineEnd())

	case "left", "ctrl+b":
		e.move(e.prevSign())
	case "right", "ctrl+f":
		e.move(e.nextSign())
	case "ctrl+left", "alt+left", "alt+b":
		e.move(e.prevWord())
	case "ctrl+right", "alt+right", "alt+f":
		e.move(e.nextWord())
	case "home", "ctrl+a":
		e.move(e.lineStart())
	case "end", "ctrl+e":
		e.move(e.lineEnd())
	case "ctrl+home", "alt+<":
		e.move(0)
	case "ctrl+end", "alt+>":
		e.move(len(e.text))
	case "up", "ctrl+p":
		e.moveRows(-1, goal)
	case "down", "ctrl+n":
		e.moveRows(1, goal)
	case "pgup":
		e.moveRows(-e.height(), goal)
	case "pgdown":
		e.moveRows(e.height(), goal)
	}
	return nil
}

// delete takes out what is between the cursor and a place behind it.
func (e *editor) delete(to int) { e.replace(e.pos, to, "") }

// moveRows moves the cursor up or down, keeping to the column that it had
// before the first of several such moves.
func (e *editor) moveRows(delta, goal int) {
	if goal < 0 {
		goal = e.cursorColumn(e.rows[e.cur])
	}
	e.move(e.rowBy(delta, e.room(), goal))
	e.goal = goal
}
