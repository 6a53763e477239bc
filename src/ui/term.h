/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * term.h - the terminal: start, stop, cells, bytes in. The only curses.
 *
 * There is one terminal, used by the loop thread alone. Cells come from
 * cell.h; nothing else is drawn. The keypad's application mode is never
 * switched on. Each look is set up once, at term_open.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include "base/err.h"
#include "ui/cell.h"
#include "ui/theme.h"

struct term_options {
	enum theme theme;
	/* enum symbols, or -1: by locale and TERM. Then a locale without UTF-8
	 * gets its letters, too, as ASCII. */
	int symbols;
	bool colour; /* false: as with NO_COLOR, which counts too */
};

/* ERR_INVALID, with what to do: no terminal, TERM unknown or too poor. A TERM
 * without an entry of its own is drawn with that of a near relative. */
MUST_CHECK enum err term_open(const struct term_options *, struct fault *);
/* Gives the terminal back as it was; may be called twice, and from die(). */
void term_close(void);
bool term_is_open(void);
/* Other options from now on; everything is drawn anew. `mark_only`: the
 * cursor's row has its mark and no look of its own. */
void term_apply(const struct term_options *, bool mark_only);
/* Clicks and the wheel are told, as SGR reports; not at first. */
void term_mouse(bool on);

void term_size(int *rows, int *columns);
/* After SIGWINCH, or back from the shell: everything is drawn anew. */
void term_resize(void);
void term_redraw(void);
/* To the shell; comes back when the shell says so (fg). False when nobody is
 * there who could say so: then nothing was stopped. */
bool term_suspend(void);

enum symbols term_symbols(void);
bool term_mono(void); /* no colours: by theme, NO_COLOR or terminal */
void term_erase(void);
void term_put(int row, int column, const struct cell *, enum look);
/* n cells at once: of cell_plain() bytes, or blanks for NULL. */
void term_run(int row, int column, const char *plain, int n, enum look);
/* row -1 hides the cursor. */
void term_cursor(int row, int column);
/* Where the cursor is; false when it is hidden. */
bool term_where(int *row, int *column);
void term_flush(void);
void term_beep(void);

/* Bytes that are there; 0 none, -1 the terminal is gone. Never waits. */
long term_read(char *, size_t);

#endif
