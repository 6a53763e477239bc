/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * term.c - the only file that knows curses. It is used for output alone: keys
 * are read as bytes and decoded in key.c, because what terminfo says of keys
 * and what terminals send are two things.
 */
#include "ui/canvas.h"
#include "ui/letters.h"
#include "ui/term.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* After ours: curses makes macros of common words. */
#include <curses.h>
#include <term.h>
#undef columns
#undef lines

#define RUN 64

static struct {
	SCREEN *screen;
	enum symbols symbols;
	attr_t attr[LOOK_COUNT];
	short pair[LOOK_COUNT];
	int cursor_row, cursor_column;
	struct canvas canvas;
	struct {
		cchar_t cells[RUN];
		int n, row, from, end; /* columns; `end` is the next one's */
	} run;			       /* changed cells beside each other */
	int colours; /* of the terminal as it was started; -1 not yet */
	bool own_colours, mono, mouse;
	bool plain; /* letters, too, are sent as ASCII */
} term;

/* Relatives of terminals whose own entry is in a package that few servers
 * have; the longest beginning comes first. */
static const char *const relatives[][2] = {
	{ "putty-256color", "xterm-256color" },
	{ "putty", "xterm" },
	{ "tmux-256color", "screen-256color" },
	{ "tmux", "screen" },
	{ "screen", "screen" },
	{ "linux", "linux" },
	{ "xterm", "xterm-256color" },
	{ "alacritty", "xterm-256color" },
	{ "foot", "xterm-256color" },
	{ "kitty", "xterm-256color" },
	{ "konsole", "xterm-256color" },
	{ "gnome", "xterm-256color" },
	{ "vte", "xterm-256color" },
	{ "wezterm", "xterm-256color" },
	{ "rxvt", "rxvt" },
	{ "vt", "vt220" },
};

static attr_t
weight_attr(unsigned weight)
{
	return (weight & WEIGHT_BOLD ? A_BOLD : 0) |
	    (weight & WEIGHT_REVERSE ? A_REVERSE : 0) |
	    (weight & WEIGHT_UNDER ? A_UNDERLINE : 0) |
	    (weight & WEIGHT_DIM ? A_DIM : 0);
}

/* How many colours there are; 0 when none are wanted. Once. */
static int
count_colours(void)
{
	if (term.colours < 0) {
		term.colours = 0;
		if (has_colors() && start_color() == OK) {
			term.colours = COLORS;
			term.own_colours = use_default_colors() != ERR;
		}
	}
	return term.colours;
}

/* The pair for a look, and its own colours where the terminal has no default
 * ones to go back to. */
static short
pair_for(int i, struct style s, const struct term_options *o)
{
	bool light = o->theme == THEME_LIGHT;

	if (s.fg < 0 && s.bg < 0 && term.own_colours)
		return 0;
	if (!term.own_colours) {
		s.bg = s.bg < 0 ? (light ? COLOR_WHITE : COLOR_BLACK) : s.bg;
		s.fg = s.fg < 0 ? (light ? COLOR_BLACK : COLOR_WHITE) : s.fg;
	}
	return init_pair((short)(i + 1), s.fg, s.bg) != ERR ? (short)(i + 1)
							    : 0;
}

static void
set_looks(const struct term_options *o, bool mark_only)
{
	const char *no = getenv("NO_COLOR");
	bool wanted =
	    o->colour && o->theme != THEME_MONO && (no == NULL || *no == '\0');
	int colours = wanted ? count_colours() : 0;

	term.mono = colours < 8;
	for (int i = 0; i < LOOK_COUNT; i++) {
		struct style s = theme_style(o->theme, colours, (enum look)i);

		if (i == LOOK_FOCUS && mark_only)
			s = (struct style){ -1, -1, 0 };
		term.attr[i] = weight_attr(s.weight);
		term.pair[i] = term.mono ? 0 : pair_for(i, s, o);
	}
}

/* What the terminal's own entry knows, and nothing else. It does not pass
 * through the buffer of curses, which is empty after each refresh. */
static void
send(const char *capability)
{
	const char *s = tigetstr(capability);

	if (s != NULL && s != (const char *)-1) {
		putp(s);
		fflush(stdout);
	}
}

/* Is there an entry for it, and one that can place the cursor? */
static bool
can_show(const char *name, bool *known)
{
	const char *cup;
	bool can;
	int rc;

	*known = setupterm(name, STDOUT_FILENO, &rc) == OK;
	if (!*known) {
		*known = rc == 1; /* a printing terminal */
		return false;
	}
	cup = tigetstr("cup");
	can = cup != NULL && cup != (const char *)-1;
	del_curterm(cur_term);
	return can;
}

static const char *
relative(const char *name)
{
	for (size_t i = 0; i < countof(relatives); i++)
		if (strncmp(name, relatives[i][0], strlen(relatives[i][0])) ==
		    0)
			return relatives[i][1];
	return NULL;
}

/* The entry to use. */
static enum err
pick_entry(const char **entry, struct fault *f)
{
	const char *name = getenv("TERM");
	bool known;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(f, ERR_INVALID,
		    _("the console needs a terminal; for scripts use commands, "
		      "see 'cabina help'"));
	*entry = name;
	if (name != NULL && can_show(name, &known))
		return 0;
	if (name == NULL || *name == '\0' || known)
		return fail(f, ERR_INVALID,
		    _("TERM is '%s': this terminal cannot show a full screen; "
		      "set TERM (for example xterm) or use commands"),
		    name != NULL ? name : "");
	*entry = relative(name);
	if (*entry != NULL && can_show(*entry, &known))
		return 0;
	return fail(f, ERR_INVALID,
	    _("TERM '%s' is not known on this machine; install its entry "
	      "(package ncurses-term) or set another, for example xterm"),
	    name);
}

/* Paste in brackets; the keypad's digits are digits, whatever the program
 * before us left behind. */
static void
own_modes(void)
{
	send("rmkx");
	send("BE");
}

/* Clicks and the wheel, as SGR reports: no terminfo entry has a name for them,
 * so they are sent only when they were asked for. */
void
term_mouse(bool on)
{
	if (term.screen == NULL || term.mouse == on)
		return;
	term.mouse = on;
	fputs(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l", stdout);
	fflush(stdout);
}

enum err
term_open(const struct term_options *o, struct fault *f)
{
	const char *entry = NULL;
	enum err rc = pick_entry(&entry, f);

	if (rc != 0)
		return rc;
	term.screen = newterm(entry, stdout, stdin);
	if (term.screen == NULL)
		return fail(f, ERR_IO,
		    _("the terminal could not be set up: %s; "
		      "try again, or set TERM to xterm"),
		    strerror(errno));
	die_hook(term_close);
	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	term.symbols = letters_pick(o->symbols, &term.plain);
	term.cursor_row = -1;
	term.colours = -1;
	set_looks(o, false);
	own_modes();
	term_resize(); /* LINES and COLUMNS of the environment may be old */
	return 0;
}

/* Back to how it was before us. */
static void
give_back(void)
{
	term_mouse(false);
	send("BD");
	endwin();
}

void
term_close(void)
{
	if (term.screen == NULL)
		return;
	give_back();
	delscreen(term.screen);
	canvas_done(&term.canvas);
	term.screen = NULL;
}

static volatile sig_atomic_t continued;

static void
on_continue(int number)
{
	(void)number;
	continued = 1;
}

/* Stops the whole job, as the terminal's own Ctrl-Z would. The kernel lets
 * nobody stop whom nobody could continue. */
static bool
stop_job(void)
{
	struct sigaction mine = { .sa_handler = on_continue }, was, stop;

	if (getsid(0) == getpid())
		return false;
	continued = 0;
	sigemptyset(&mine.sa_mask);
	sigaction(SIGCONT, &mine, &was);
	mine.sa_handler = SIG_DFL;
	sigaction(SIGTSTP, &mine, &stop);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &stop, NULL);
	sigaction(SIGCONT, &was, NULL);
	return continued;
}

bool
term_suspend(void)
{
	bool mouse = term.mouse, stopped;

	if (term.screen == NULL)
		return false;
	give_back();
	stopped = stop_job();
	reset_prog_mode();
	own_modes();
	term_mouse(mouse);
	term_resize(); /* it may have been another size meanwhile */
	return stopped;
}

void
term_apply(const struct term_options *o, bool mark_only)
{
	if (term.screen == NULL)
		return;
	term.symbols = letters_pick(o->symbols, &term.plain);
	set_looks(o, mark_only);
	term_redraw();
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
	erase();
	canvas_size(&term.canvas, LINES, COLS);
	term_redraw();
}

void
term_redraw(void)
{
	canvas_forget(&term.canvas);
	clearok(curscr, TRUE);
}

enum symbols
term_symbols(void)
{
	return term.symbols;
}

bool
term_mono(void)
{
	return term.mono;
}

void
term_erase(void)
{
	canvas_erase(&term.canvas);
}

void
term_put(int row, int column, const struct cell *c, enum look look)
{
	struct cell plain[2];

	if (!term.plain || c->len == 1) {
		canvas_put(&term.canvas, row, column, c, (unsigned char)look);
		return;
	}
	letters_plain(c, plain);
	for (int i = 0; i < c->width; i++)
		canvas_put(&term.canvas, row, column + i, &plain[i],
		    (unsigned char)look);
}

void
term_run(int row, int column, const char *plain, int n, enum look look)
{
	canvas_run(&term.canvas, row, column, plain, n, (unsigned char)look);
}

/* One call for many: curses looks at each cell that is added alone as if it
 * might wrap or scroll. */
static void
put_run(void)
{
	if (term.run.n > 0)
		mvadd_wchnstr(term.run.row, term.run.from, term.run.cells,
		    term.run.n);
	term.run.n = 0;
}

static void
put_spot(void *u, int row, int column, const struct spot *spot)
{
	wchar_t wide[CCHARW_MAX + 1] = L" ";
	/* Reversed against its surroundings, whatever these are. */
	attr_t attr = term.attr[spot->look] ^ (spot->bad ? A_REVERSE : 0);
	short pair = term.pair[spot->look];

	(void)u;
	if (term.run.n == RUN || row != term.run.row || column != term.run.end)
		put_run();
	if (spot->text != 0)
		canvas_text(&term.canvas, spot, wide, countof(wide));
	else
		attr = pair = 0;
	if (setcchar(&term.run.cells[term.run.n], wide, attr, pair, NULL) != OK)
		return;
	if (term.run.n++ == 0) {
		term.run.row = row;
		term.run.from = column;
	}
	term.run.end = column + (spot->width == 2 ? 2 : 1);
}

void
term_cursor(int row, int column)
{
	term.cursor_row = row;
	term.cursor_column = column;
}

bool
term_where(int *row, int *column)
{
	*row = term.cursor_row;
	*column = term.cursor_column;
	return term.cursor_row >= 0;
}

void
term_flush(void)
{
	canvas_changes(&term.canvas, put_spot, NULL);
	put_run();
	curs_set(term.cursor_row >= 0);
	if (term.cursor_row >= 0)
		move(term.cursor_row, term.cursor_column);
	refresh();
}

void
term_beep(void)
{
	if (term.screen != NULL)
		beep();
}

/* Without O_NONBLOCK: the shell that started us, and our own output, share
 * the open file. */
long
term_read(char *buf, size_t size)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	int ready = poll(&p, 1, 0);
	ssize_t n;

	if (ready == 0 || (ready < 0 && errno == EINTR))
		return 0;
	n = ready > 0 ? read(STDIN_FILENO, buf, size) : -1;
	if (n > 0)
		return n;
	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}
