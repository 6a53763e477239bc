/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vt.c - the child, its bytes, its screen. What the bytes may be is audited in
 * vt_audit.c.
 */
#include "vt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#include "base/err.h"
#include "base/utf8.h"

struct vt {
	pid_t pid;
	int fd;
	int status; /* of waitpid; valid once `ended` */
	bool ended, eof;
	int rows, columns;
	VTerm *term;
	VTermScreen *screen;
	bool shown, alternate;
	int bells, oddities;
	int64_t last_us;
	struct buf bytes, text;
};

int64_t
vt_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t
now(void)
{
	return vt_now_us() / 1000;
}

/* ---- what libvterm tells ---------------------------------------------------
 */

static int
on_prop(VTermProp prop, VTermValue *val, void *user)
{
	struct vt *v = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		v->shown = val->boolean;
	else if (prop == VTERM_PROP_ALTSCREEN)
		v->alternate = val->boolean;
	else if (prop == VTERM_PROP_TITLE || prop == VTERM_PROP_ICONNAME ||
	    (prop == VTERM_PROP_MOUSE && val->number != 0))
		v->oddities++;
	return 1;
}

static int
on_bell(void *user)
{
	struct vt *v = user;

	v->bells++;
	return 1;
}

/* The terminal would answer a question. */
static void
on_answer(const char *s, size_t len, void *user)
{
	struct vt *v = user;

	(void)s;
	v->oddities += len > 0;
}

static void
make_screen(struct vt *v)
{
	static const VTermScreenCallbacks callbacks = {
		.settermprop = on_prop,
		.bell = on_bell,
	};

	v->term = vterm_new(v->rows, v->columns);
	vterm_set_utf8(v->term, 1);
	vterm_output_set_callback(v->term, on_answer, v);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_set_callbacks(v->screen, &callbacks, v);
	vterm_screen_reset(v->screen, 1);
	v->bells = v->oddities = 0;
	v->shown = true;
}

/* ---- the child -------------------------------------------------------------
 */

static void
set_env(const struct vt_options *o)
{
	static const char *const ours[] = { "LINES", "COLUMNS", "NO_COLOR",
		"TERMINFO", "LANG", "LANGUAGE", "LC_CTYPE" };
	const char *term = o->term != NULL ? o->term : "xterm";

	for (size_t i = 0; i < countof(ours); i++)
		unsetenv(ours[i]);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", term, 1);
	if (*term == '\0')
		unsetenv("TERM");
	for (size_t i = 0; o->env != NULL && o->env[i] != NULL; i++) {
		char *pair = strdup(o->env[i]), *eq = strchr(pair, '=');

		if (eq == NULL) {
			unsetenv(pair);
			continue;
		}
		*eq = '\0';
		setenv(pair, eq + 1, 1);
	}
}

static void
child(const struct vt_options *o)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none); /* a test of die() leaves no core */
	signal(SIGPIPE, SIG_DFL);
	set_env(o);
	if (o->argv == NULL) {
		int status = o->run(o->arg);

		fflush(NULL);
		_exit(status);
	}
	execvp(o->argv[0], (char *const *)(uintptr_t)o->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", o->argv[0], strerror(errno));
	_exit(127);
}

struct vt *
vt_open(const struct vt_options *o)
{
	struct vt *v = calloc(1, sizeof(*v));
	struct winsize size;

	if (v == NULL)
		die("out of memory");
	v->rows = o->rows > 0 ? o->rows : 24;
	v->columns = o->columns > 0 ? o->columns : 80;
	size = (struct winsize){ .ws_row = (unsigned short)v->rows,
		.ws_col = (unsigned short)v->columns };
	make_screen(v);
	fflush(NULL);
	v->pid = forkpty(&v->fd, NULL, NULL, &size);
	if (v->pid < 0)
		die("no pseudo terminal: %s", strerror(errno));
	if (v->pid == 0)
		child(o);
	fcntl(v->fd, F_SETFL, O_NONBLOCK);
	fcntl(v->fd, F_SETFD, FD_CLOEXEC);
	return v;
}

void
vt_close(struct vt *v)
{
	if (v == NULL)
		return;
	if (!v->ended) {
		kill(v->pid, SIGKILL);
		waitpid(v->pid, &v->status, 0);
	}
	close(v->fd);
	vterm_free(v->term);
	buf_done(&v->bytes);
	buf_done(&v->text);
	free(v);
}

/* ---- bytes ------------------------------------------------------------------
 */

/* Waits for bytes and takes them; false when none came or none will. */
static bool
pump(struct vt *v, int64_t until)
{
	struct pollfd p = { .fd = v->fd, .events = POLLIN };
	int64_t left = until - now();
	char buf[4096];
	ssize_t n;

	if (v->eof || poll(&p, 1, left > 0 ? (int)left : 0) <= 0)
		return false;
	n = read(v->fd, buf, sizeof(buf));
	if (n <= 0) {
		v->eof = n == 0 || (errno != EAGAIN && errno != EINTR);
		return false;
	}
	v->last_us = vt_now_us();
	buf_add(&v->bytes, buf, (size_t)n);
	vterm_input_write(v->term, buf, (size_t)n);
	return true;
}

/* The child may be busy writing to us: neither waits for ever. */
void
vt_send(struct vt *v, const char *bytes, size_t n)
{
	int64_t until = now() + 10000;

	while (n > 0 && now() < until && !v->eof) {
		struct pollfd p = { .fd = v->fd, .events = POLLIN | POLLOUT };
		ssize_t done;

		poll(&p, 1, 100);
		if (p.revents & POLLIN)
			pump(v, 0);
		done = p.revents & POLLOUT ? write(v->fd, bytes, n) : 0;
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		}
	}
}

void
vt_type(struct vt *v, const char *z)
{
	vt_send(v, z, strlen(z));
}

void
vt_resize(struct vt *v, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)columns };

	v->rows = rows;
	v->columns = columns;
	vterm_set_size(v->term, rows, columns);
	ioctl(v->fd, TIOCSWINSZ, &size);
}

void
vt_signal(struct vt *v, int signal)
{
	if (!v->ended)
		kill(v->pid, signal);
}

bool
vt_over(const struct vt *v)
{
	return v->eof;
}

static bool
has(struct vt *v, const char *text)
{
	for (int row = 0; row < v->rows; row++)
		if (strstr(vt_row(v, row), text) != NULL)
			return true;
	return false;
}

static bool
await(struct vt *v, const char *text, int ms, bool there)
{
	int64_t until = now() + ms;

	while (has(v, text) != there)
		if (!pump(v, until) && (v->eof || now() >= until))
			return has(v, text) == there;
	return true;
}

bool
vt_see(struct vt *v, const char *text, int ms)
{
	return await(v, text, ms, true);
}

bool
vt_gone(struct vt *v, const char *text, int ms)
{
	return await(v, text, ms, false);
}

void
vt_quiet(struct vt *v, int ms)
{
	while (pump(v, now() + ms))
		;
}

int
vt_wait(struct vt *v, int ms)
{
	int64_t until = now() + ms;

	while (!v->eof && now() < until)
		pump(v, until);
	while (!v->ended) {
		v->ended = waitpid(v->pid, &v->status,
			       now() < until ? 0 : WNOHANG) == v->pid;
		if (!v->ended && now() >= until)
			return -1;
	}
	return WIFSIGNALED(v->status) ? 128 + WTERMSIG(v->status)
				      : WEXITSTATUS(v->status);
}

bool
vt_stopped(struct vt *v, int ms)
{
	int64_t until = now() + ms;
	siginfo_t info = { .si_pid = 0 };

	while (now() < until && info.si_pid == 0) {
		pump(v, now() + 10);
		waitid(P_PID, (id_t)v->pid, &info, WSTOPPED | WNOHANG);
	}
	return info.si_pid == v->pid;
}

/* ---- the screen -------------------------------------------------------------
 */

static int
colour(VTermColor c, bool own)
{
	return own || !VTERM_COLOR_IS_INDEXED(&c) ? -1 : c.indexed.idx;
}

struct vt_cell
vt_cell(const struct vt *v, int row, int column)
{
	VTermPos pos = { row, column };
	VTermScreenCell c;
	struct vt_cell out = { .s = "" };
	size_t n = 0;

	if (row < 0 || column < 0 || row >= v->rows || column >= v->columns ||
	    !vterm_screen_get_cell(v->screen, pos, &c))
		return out;
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i] != 0 &&
	     c.chars[i] != (uint32_t)-1;
	     i++)
		n += utf8_put(c.chars[i], out.s + n);
	if (c.chars[0] == 0)
		out.s[0] = ' ';
	out.width = c.width;
	out.bold = c.attrs.bold;
	out.under = c.attrs.underline != 0;
	out.reverse = c.attrs.reverse;
	out.fg = colour(c.fg, VTERM_COLOR_IS_DEFAULT_FG(&c.fg));
	out.bg = colour(c.bg, VTERM_COLOR_IS_DEFAULT_BG(&c.bg));
	return out;
}

static void
add_row(struct vt *v, int row)
{
	size_t start = v->text.len;

	for (int column = 0; column < v->columns; column++)
		buf_z(&v->text, vt_cell(v, row, column).s);
	while (v->text.len > start && v->text.s[v->text.len - 1] == ' ')
		v->text.s[--v->text.len] = '\0';
}

const char *
vt_row(struct vt *v, int row)
{
	buf_reset(&v->text);
	buf_z(&v->text, "");
	add_row(v, row);
	return v->text.s;
}

const char *
vt_screen(struct vt *v)
{
	buf_reset(&v->text);
	for (int row = 0; row < v->rows; row++) {
		add_row(v, row);
		buf_c(&v->text, '\n');
	}
	return v->text.s;
}

bool
vt_cursor(const struct vt *v, int *row, int *column)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(v->term), &at);
	*row = at.row;
	*column = at.col;
	return v->shown;
}

bool
vt_alternate(const struct vt *v)
{
	return v->alternate;
}

int64_t
vt_last_us(const struct vt *v)
{
	return v->last_us;
}

int
vt_pid(const struct vt *v)
{
	return v->pid;
}

int
vt_bells(const struct vt *v)
{
	return v->bells;
}

int
vt_oddities(const struct vt *v)
{
	return v->oddities;
}

int
vt_fd(const struct vt *v)
{
	return v->fd;
}

struct str
vt_bytes(const struct vt *v)
{
	return buf_view(&v->bytes);
}

void
vt_forget(struct vt *v)
{
	buf_reset(&v->bytes);
}
