/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * term.c - the only file that knows curses. It is used for output alone: keys
 * are read as bytes and decoded in key.c, because what terminfo says of keys
 * and what terminals send are two things.
 */
#include "ui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/utf8.h"

/* After ours: curses makes macros of common words. */
#include <curses.h>
#include <term.h>
#undef columns
#undef lines

static struct {
	SCREEN *screen;
	enum symbols symbols;
	attr_t attr[LOOK_COUNT];
	short pair[LOOK_COUNT];
	int cursor_row, cursor_column;
	int flags;		/* of standard input before us */
} term;

static bool
is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static enum symbols
pick_symbols(int wanted)
{
	const char *name = getenv("TERM");

	if (!is_utf8() || wcwidth(L'─') != 1)
		return SYMBOLS_ASCII;
	if (wanted >= 0)
		return (enum symbols)wanted;
	return name != NULL && strncmp(name, "linux", 5) == 0 ? SYMBOLS_PLAIN
							       : SYMBOLS_FULL;
}

static attr_t
weight_attr(unsigned weight)
{
	return (weight & WEIGHT_BOLD ? A_BOLD : 0) |
	    (weight & WEIGHT_REVERSE ? A_REVERSE : 0) |
	    (weight & WEIGHT_UNDER ? A_UNDERLINE : 0) |
	    (weight & WEIGHT_DIM ? A_DIM : 0);
}

static void
set_looks(const struct term_options *o)
{
	int colours = 0;
	short own = -1;

	if (o->colour && has_colors() && start_color() == OK) {
		colours = COLORS;
		if (use_default_colors() == ERR)
			own = o->theme == THEME_LIGHT ? COLOR_WHITE
						      : COLOR_BLACK;
	}
	for (int i = 0; i < LOOK_COUNT; i++) {
		struct style s = theme_style(o->theme, colours, (enum look)i);

		term.attr[i] = weight_attr(s.weight);
		term.pair[i] = 0;
		if (colours < 8 || (s.fg < 0 && s.bg < 0 && own < 0))
			continue;
		if (s.bg < 0)
			s.bg = own;
		if (s.fg < 0 && own >= 0)
			s.fg = own == COLOR_BLACK ? COLOR_WHITE : COLOR_BLACK;
		if (init_pair((short)(i + 1), s.fg, s.bg) != ERR)
			term.pair[i] = (short)(i + 1);
	}
}

/* Bracketed paste, where the terminal's own entry knows it. */
static void
send(const char *capability)
{
	const char *s = tigetstr(capability);

	if (s != NULL && s != (char *)-1) {
		putp(s);
		fflush(stdout);
	}
}

static enum err
check_terminal(struct fault *f)
{
	const char *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(f, ERR_INVALID,
		    _("the console needs a terminal; for scripts use commands, "
		      "see 'cabina help'"));
	if (name == NULL || *name == '\0' || strcmp(name, "dumb") == 0)
		return fail(f, ERR_INVALID,
		    _("TERM is '%s': this terminal cannot show a full screen; "
		      "set TERM (for example xterm) or use commands"),
		    name != NULL ? name : "");
	return 0;
}

enum err
term_open(const struct term_options *o, struct fault *f)
{
	enum err rc = check_terminal(f);

	if (rc != 0)
		return rc;
	term.screen = newterm(NULL, stdout, stdin);
	if (term.screen == NULL)
		return fail(f, ERR_INVALID,
		    _("TERM '%s' is not known on this machine; install its "
		      "entry (ncurses-term) or set another"), getenv("TERM"));
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	term.flags = fcntl(STDIN_FILENO, F_GETFL);
	fcntl(STDIN_FILENO, F_SETFL, term.flags | O_NONBLOCK);
	term.symbols = pick_symbols(o->symbols);
	term.cursor_row = -1;
	set_looks(o);
	send("BE");
	die_hook(term_close);
	return 0;
}

void
term_close(void)
{
	if (term.screen == NULL)
		return;
	send("BD");
	endwin();
	fcntl(STDIN_FILENO, F_SETFL, term.flags);
	delscreen(term.screen);
	term.screen = NULL;
}

bool
term_is_open(void)
{
	return term.screen != NULL;
}

void
term_size(int *rows, int *columns)
{
	getmaxyx(stdscr, *rows, *columns);
}

void
term_resize(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
	    size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col);
	term_redraw();
}

void
term_redraw(void)
{
	clearok(curscr, TRUE);
}

enum symbols
term_symbols(void)
{
	return term.symbols;
}

void
term_erase(void)
{
	erase();
}

void
term_put(int row, int column, const struct cell *c, enum look look)
{
	wchar_t wide[CCHARW_MAX + 1];
	enum look how = c->bad ? LOOK_BAD : look;
	size_t n = 0, at = 0, used;
	cchar_t cc;

	while (at < c->len && n < CCHARW_MAX) {
		wide[n++] = (wchar_t)utf8_next(c->s + at, c->len - at, &used);
		at += used;
	}
	wide[n] = L'\0';
	if (setcchar(&cc, wide, term.attr[how], term.pair[how], NULL) == OK)
		mvadd_wch(row, column, &cc);
}

void
term_cursor(int row, int column)
{
	term.cursor_row = row;
	term.cursor_column = column;
}

void
term_flush(void)
{
	curs_set(term.cursor_row >= 0);
	if (term.cursor_row >= 0)
		move(term.cursor_row, term.cursor_column);
	refresh();
}

void
term_beep(void)
{
	beep();
}

long
term_read(char *buf, size_t size)
{
	ssize_t n = read(STDIN_FILENO, buf, size);

	if (n > 0)
		return n;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return -1;
}
