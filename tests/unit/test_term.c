/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_term.c - each terminal people have: opened, drawn on, given back.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>

#include "test.h"
#include "uitest.h"

static const struct term_options dark = { THEME_DARK, -1, true };

static void
draw(const struct pane *p, void *u)
{
	(void)u;
	pane_z(p, 0, 0, LOOK_HEAD, "Ñuñoa");
	pane_z(p, 1, 0, LOOK_LATE, "late");
	pane_text(p, 2, 0, LOOK_TEXT, theme_sign(term_symbols(), SIGN_FOCUS));
	pane_text(p, 2, 2, LOOK_TEXT, theme_sign(term_symbols(), SIGN_MORE));
	pane_printf(p, 3, 0, LOOK_TEXT, "%d x %d", p->rows + 1, p->columns);
	pane_cursor(p, 1, 2);
}

static bool
has_bytes(struct vt *v, const char *s)
{
	struct str all = vt_bytes(v);

	return memmem(all.s, all.len, s, strlen(s)) != NULL;
}

static struct termios
modes(struct vt *v)
{
	struct termios t = { 0 };

	assert_int_equal(tcgetattr(vt_fd(v), &t), 0);
	return t;
}

static void
same_modes(struct termios a, struct termios b)
{
	assert_int_equal(a.c_iflag, b.c_iflag);
	assert_int_equal(a.c_oflag, b.c_oflag);
	assert_int_equal(a.c_cflag, b.c_cflag);
	assert_int_equal(a.c_lflag, b.c_lflag);
	assert_memory_equal(a.c_cc, b.c_cc, sizeof(a.c_cc));
}

/* Waits for the parent before it does anything: modes can be looked at. */
static int
after_go(void *arg)
{
	char c;

	if (read(STDIN_FILENO, &c, 1) != 1)
		return 9;
	return show_run(arg);
}

/* A shell with job control: the program is a job of its own in the foreground,
 * and the shell stops when the job does. */
static int
as_a_job(void *arg)
{
	int status = 0;
	pid_t pid;

	signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		_exit(after_go(arg));
	}
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		raise(SIGSTOP);
		tcsetpgrp(STDIN_FILENO, pid);
		kill(-pid, SIGCONT);
	}
	return WEXITSTATUS(status);
}

static struct vt *
open_job(struct show *s, struct termios *before)
{
	struct vt *v = vt_open(&(struct vt_options){ .rows = 10,
	    .columns = 40,
	    .term = "xterm",
	    .run = as_a_job,
	    .arg = s });

	*before = modes(v);
	vt_type(v, "\n");
	if (!vt_see(v, "step 0.", SHOW_MS))
		show_fail(v, "no job");
	return v;
}

static struct vt *
open_term(struct show *s, const char *term, const char *const *env,
    struct termios *before)
{
	struct vt *v = vt_open(&(struct vt_options){ .rows = 10,
	    .columns = 40,
	    .term = term,
	    .env = env,
	    .run = after_go,
	    .arg = s });

	*before = modes(v);
	vt_type(v, "\n");
	if (!vt_see(v, "step 0.", SHOW_MS))
		show_fail(v, term);
	return v;
}

/* ---- the matrix --------------------------------------------------------- */

static const struct kind {
	const char *name;
	const char *entry; /* that explains what it is sent */
	const char *focus; /* the sign of the focus */
	bool colour, paste, alternate;
} kinds[] = {
	{ "xterm", "xterm", "►", true, true, true },
	{ "xterm-256color", "xterm-256color", "►", true, true, true },
	{ "linux", "linux", ">", true, false, false },
	{ "vt220", "vt220", "►", false, false, false },
	{ "vt100", "vt100", "►", false, false, false },
	{ "screen", "screen", "►", true, false, true },
	{ "screen-256color", "screen-256color", "►", true, false, true },
	{ "tmux", "tmux", "►", true, true, true },
	{ "tmux-256color", "tmux-256color", "►", true, true, true },
	{ "putty", "putty", "►", true, true, true },
	{ "rxvt", "rxvt", "►", true, false, false }, /* it has its own */
	{ "xterm-mono", "xterm-mono", "►", false, false, false },
	/* no entry of their own: that of a relative */
	{ "xterm-unheard-of", "xterm-256color", "►", true, true, true },
	{ "putty-unheard-of", "xterm", "►", true, true, true },
	{ "tmux-unheard-of", "screen", "►", true, false, true },
};

static void
try_kind(const struct kind *k)
{
	struct show s = { draw, NULL, NULL, dark };
	struct buf report = { 0 };
	struct termios before;
	struct vt *v = open_term(&s, k->name, NULL, &before);
	struct vt_cell late;
	int row, column;

	show_row_is(v, 0, "Ñuñoa");
	show_row_is(v, 3, "10 x 40");
	assert_string_equal(vt_cell(v, 2, 0).s, k->focus);
	late = vt_cell(v, 1, 0);
	if ((late.bg >= 0 || late.fg >= 0) != k->colour)
		fail_msg("%s: colours %d on %d", k->name, late.fg, late.bg);
	assert_true(late.bold || late.reverse || late.bg >= 0);
	if (vt_alternate(v) != k->alternate)
		fail_msg("%s: alternate screen %d", k->name, vt_alternate(v));
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(row, 1);
	assert_int_equal(column, 2);
	assert_int_equal(has_bytes(v, "\033[?2004h"), k->paste);
	assert_int_equal(modes(v).c_lflag & (ICANON | ECHO | ISIG), 0);
	assert_int_equal(modes(v).c_iflag & IXON, 0);
	vt_type(v, "\x11");
	assert_int_equal(vt_wait(v, SHOW_MS), 0);
	same_modes(before, modes(v));
	assert_true(vt_cursor(v, &row, &column));
	assert_false(vt_alternate(v));
	assert_int_equal(has_bytes(v, "\033[?2004l"), k->paste);
	/* the pad stays a pad of digits */
	assert_false(has_bytes(v, "\033="));
	assert_false(has_bytes(v, "\033[?1h"));
	assert_int_equal(vt_oddities(v), 0);
	if (!vt_audit(v, k->entry, &report))
		fail_msg("%s is sent:\n%s", k->name, report.s);
	buf_done(&report);
	vt_close(v);
}

static void
terminals_are_opened_drawn_on_and_given_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(kinds); i++)
		try_kind(&kinds[i]);
}

/* ---- refusals ----------------------------------------------------------- */

static void
refused(const char *term, const char *const *env, const char *sentence)
{
	struct show s = { draw, NULL, NULL, dark };
	struct vt *v = vt_open(&(struct vt_options){ .columns = 200,
	    .term = term,
	    .env = env,
	    .run = show_run,
	    .arg = &s });

	assert_int_equal(vt_wait(v, SHOW_MS), 3);
	if (!vt_see(v, sentence, 0))
		show_fail(v, sentence);
	assert_false(has_bytes(v, "\033"));
	vt_close(v);
}

static void
poor_terminals_are_refused_with_a_sentence(void **state)
{
	(void)state;
	refused("dumb", NULL,
	    "refused: TERM is 'dumb': this terminal cannot show a full screen; "
	    "set TERM (for example xterm) or use commands");
	refused("", NULL, "refused: TERM is '': this terminal cannot show");
	refused("nosuchthing", NULL,
	    "refused: TERM 'nosuchthing' is not known on this machine; "
	    "install its entry");
	refused("\033[31m", NULL, "is not known on this machine");
}

static int
without(void *arg)
{
	int null = open("/dev/null", O_RDWR), what = *(int *)arg;
	struct fault f = { .code = OK };
	enum err rc;

	setlocale(LC_ALL, "");
	dup2(null, what);
	rc = term_open(&dark, &f);
	dprintf(STDERR_FILENO, "%d %s\n", rc == ERR_INVALID, f.text);
	return term_is_open();
}

static void
without_a_terminal_it_says_so(void **state)
{
	int what[] = { STDIN_FILENO, STDOUT_FILENO };

	(void)state;
	for (size_t i = 0; i < countof(what); i++) {
		struct vt *v = vt_open(&(struct vt_options){
		    .columns = 120, .run = without, .arg = &what[i] });

		assert_int_equal(vt_wait(v, SHOW_MS), 0);
		show_row_is(v, 0,
		    "1 the console needs a terminal; for scripts use commands, "
		    "see 'cabina help'");
		vt_close(v);
	}
}

/* ---- colours, signs, locale --------------------------------------------- */

static void
no_color_means_none(void **state)
{
	const char *const no[] = { "NO_COLOR=1", NULL };
	const char *const empty[] = { "NO_COLOR=", NULL };
	struct show s = { draw, NULL, NULL, dark };
	struct termios before;
	struct vt *v = open_term(&s, "xterm-256color", no, &before);

	(void)state;
	assert_int_equal(vt_cell(v, 1, 0).bg, -1);
	assert_true(vt_cell(v, 1, 0).reverse && vt_cell(v, 1, 0).bold);
	show_close(v);
	v = open_term(&s, "xterm-256color", empty, &before);
	assert_int_equal(vt_cell(v, 1, 0).bg, 124);
	assert_int_equal(vt_cell(v, 1, 0).fg, 231);
	show_close(v);
	s.how.colour = false;
	v = open_term(&s, "xterm-256color", NULL, &before);
	assert_int_equal(vt_cell(v, 1, 0).bg, -1);
	show_close(v);
	s.how = (struct term_options){ THEME_MONO, -1, true };
	v = open_term(&s, "xterm-256color", NULL, &before);
	assert_int_equal(vt_cell(v, 1, 0).bg, -1);
	show_close(v);
}

static void
the_background_is_the_terminals_own(void **state)
{
	struct show s = { draw, NULL, NULL, dark };
	struct termios before;
	struct vt *v;

	(void)state;
	for (int theme = 0; theme < THEME_MONO; theme++) {
		s.how.theme = (enum theme)theme;
		v = open_term(&s, "xterm", NULL, &before);
		assert_int_equal(vt_cell(v, 0, 0).bg, -1);
		assert_int_equal(vt_cell(v, 1, 0).bg, 1);
		show_close(v);
	}
}

static void
other_locales_get_ascii(void **state)
{
	const char *const c[] = { "LC_ALL=C", NULL };
	const char *const none[] = { "LC_ALL", NULL };
	const char *const *const envs[] = { c, none };
	struct termios before;

	(void)state;
	for (size_t i = 0; i < countof(envs); i++) {
		/* even when somebody asked for all signs */
		struct show s = { draw, NULL, NULL,
			{ THEME_DARK, SYMBOLS_FULL, true } };
		struct vt *v = open_term(&s, "xterm", envs[i], &before);
		struct str all = vt_bytes(v);

		show_row_is(v, 0, "?u?oa");
		show_row_is(v, 2, "> ~");
		for (size_t b = 0; b < all.len; b++)
			assert_true((signed char)all.s[b] >= 0);
		show_close(v);
	}
}

static void
signs_can_be_chosen(void **state)
{
	const char *const rows[] = { "► …", "> ~", "> ~" };
	struct termios before;

	(void)state;
	for (int i = 0; i <= SYMBOLS_ASCII; i++) {
		struct show s = { draw, NULL, NULL, { THEME_DARK, i, true } };
		struct vt *v = open_term(&s, "xterm", NULL, &before);

		show_row_is(v, 2, rows[i]);
		show_close(v);
	}
}

/* ---- sizes
 * --------------------------------------------------------------------------------
 */

static void
the_size_is_the_terminals_not_the_environments(void **state)
{
	const char *const env[] = { "LINES=50", "COLUMNS=200", NULL };
	struct show s = { draw, NULL, NULL, dark };
	struct termios before;
	struct vt *v = open_term(&s, "xterm", env, &before);

	(void)state;
	show_row_is(v, 3, "10 x 40");
	show_close(v);
}

static void
resize_on_r(const struct key *k, void *u)
{
	(void)u;
	if (k->code == 'r')
		term_resize();
	else if (k->code == 'd')
		term_redraw();
}

static void
another_size_is_drawn_anew(void **state)
{
	const int sizes[][2] = { { 24, 80 }, { 5, 20 }, { 60, 200 }, { 4, 8 },
		{ 24, 80 } };
	struct show s = { draw, resize_on_r, NULL, dark };
	struct vt *v = show_open(&s, 24, 80, "xterm");
	char want[32];

	(void)state;
	for (size_t i = 0; i < countof(sizes); i++) {
		vt_resize(v, sizes[i][0], sizes[i][1]);
		show_step(v, 2 * (unsigned)i + 1, "r");
		snprintf(want, sizeof(want), "%d x %d", sizes[i][0],
		    sizes[i][1]);
		if (sizes[i][0] > 4)
			show_row_is(v, 3, want);
		vt_forget(v);
		show_step(v, 2 * (unsigned)i + 2, "d");
		assert_true(has_bytes(v, "uñ"));
	}
	show_close(v);
}

/* ---- ends
 * ---------------------------------------------------------------------------------------
 */

static void
die_on_d(const struct key *k, void *u)
{
	(void)u;
	if (k->code == 'd')
		die("out of %s", "patience");
	if (k->code == 'z')
		term_suspend();
	if (k->code == 'c') {
		struct fault f;

		term_close();
		term_close();
		if (term_is_open() || term_open(&dark, &f) != OK)
			_exit(8);
	}
}

static void
whoever_dies_gives_the_terminal_back_first(void **state)
{
	struct show s = { draw, die_on_d, NULL, dark };
	struct termios before;
	struct vt *v = open_term(&s, "xterm", NULL, &before);
	int row, column;

	(void)state;
	assert_true(vt_alternate(v));
	vt_type(v, "d");
	assert_int_equal(vt_wait(v, SHOW_MS), 128 + SIGABRT);
	assert_false(vt_alternate(v));
	assert_true(vt_cursor(v, &row, &column));
	assert_true(has_bytes(v, "\033[?2004l"));
	same_modes(before, modes(v));
	assert_true(vt_see(v, "out of patience", 0));
	vt_close(v);
}

/* A forced command has no shell behind it: nothing stops, and it goes on. */
static void
nobody_stops_what_nobody_could_continue(void **state)
{
	struct show s = { draw, die_on_d, NULL, dark };
	struct termios before;
	struct vt *v = open_term(&s, "xterm", NULL, &before);

	(void)state;
	vt_type(v, "z");
	show_step(v, 1, "");
	assert_false(vt_stopped(v, 50));
	assert_true(vt_alternate(v));
	show_row_is(v, 0, "Ñuñoa");
	show_close(v);
}

static void
the_shell_has_the_terminal_while_it_is_stopped(void **state)
{
	struct show s = { draw, die_on_d, NULL, dark };
	struct termios before;
	struct vt *v = open_job(&s, &before);

	(void)state;
	vt_type(v, "z");
	assert_true(vt_stopped(v, SHOW_MS));
	vt_quiet(v, 20);
	assert_false(vt_alternate(v));
	assert_true(has_bytes(v, "\033[?2004l"));
	same_modes(before, modes(v));
	vt_resize(v, 12, 50);
	vt_forget(v);
	vt_signal(v, SIGCONT);
	show_step(v, 1, "");
	assert_true(vt_alternate(v));
	assert_true(has_bytes(v, "\033[?2004h"));
	show_row_is(v, 0, "Ñuñoa");
	show_row_is(v, 3, "12 x 50");
	assert_int_equal(modes(v).c_lflag & ICANON, 0);
	vt_type(v, "\x11");
	assert_int_equal(vt_wait(v, SHOW_MS), 0);
	same_modes(before, modes(v));
	vt_close(v);
}

static void
it_can_be_opened_again(void **state)
{
	struct show s = { draw, die_on_d, NULL, dark };
	struct termios before;
	struct vt *v = open_term(&s, "xterm", NULL, &before);

	(void)state;
	for (unsigned i = 1; i < 5; i++) {
		show_step(v, i, "c");
		show_row_is(v, 0, "Ñuñoa");
		assert_true(vt_alternate(v));
	}
	vt_type(v, "\x11");
	assert_int_equal(vt_wait(v, SHOW_MS), 0);
	same_modes(before, modes(v));
	vt_close(v);
}

/* What started us shares the open file: it must not find it non-blocking. */
static int
flags_kept(void *arg)
{
	int was = fcntl(STDIN_FILENO, F_GETFL), now;
	struct fault f;
	char c;
	long n;

	(void)arg;
	setlocale(LC_ALL, "");
	if (term_open(&dark, &f) != OK)
		return 3;
	now = fcntl(STDIN_FILENO, F_GETFL);
	n = term_read(&c, 1); /* nothing is there, and it does not wait */
	term_close();
	return was == now && n == 0 ? 0 : 5;
}

static void
the_open_file_is_left_as_it_is(void **state)
{
	struct vt *v = vt_open(&(struct vt_options){ .run = flags_kept });

	(void)state;
	assert_int_equal(vt_wait(v, SHOW_MS), 0);
	vt_close(v);
}

/* A hang-up is told as -1, not as silence. */
static void
a_terminal_that_went_away_is_noticed(void **state)
{
	struct show s = { draw, NULL, NULL, dark };
	int fds[2], status;
	pid_t pid;
	char c;

	(void)state;
	assert_int_equal(pipe(fds), 0);
	/* one in between owns the pty and goes away */
	pid = fork();
	if (pid == 0) {
		struct vt *v;

		signal(SIGHUP, SIG_IGN); /* inherited: only reading tells */
		v = vt_open(&(struct vt_options){ .run = show_run, .arg = &s });
		_exit(vt_see(v, "step 0.", SHOW_MS) ? 0 : 1);
	}
	close(fds[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	/* the grandchild holds the pipe until it ends by itself */
	alarm(SHOW_MS / 1000);
	assert_int_equal(read(fds[0], &c, 1), 0);
	alarm(0);
	close(fds[0]);
}

static void
ring(const struct key *k, void *u)
{
	(void)k;
	(void)u;
	term_beep();
}

static void
a_bell_rings_once(void **state)
{
	struct show s = { draw, ring, NULL, dark };
	struct vt *v = show_open(&s, 10, 40, "xterm");

	(void)state;
	show_step(v, 1, "x");
	assert_int_equal(vt_bells(v), 1);
	show_close(v);
	term_beep(); /* with no terminal open it is silent */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terminals_are_opened_drawn_on_and_given_back),
		cmocka_unit_test(poor_terminals_are_refused_with_a_sentence),
		cmocka_unit_test(without_a_terminal_it_says_so),
		cmocka_unit_test(no_color_means_none),
		cmocka_unit_test(the_background_is_the_terminals_own),
		cmocka_unit_test(other_locales_get_ascii),
		cmocka_unit_test(signs_can_be_chosen),
		cmocka_unit_test(
		    the_size_is_the_terminals_not_the_environments),
		cmocka_unit_test(another_size_is_drawn_anew),
		cmocka_unit_test(whoever_dies_gives_the_terminal_back_first),
		cmocka_unit_test(nobody_stops_what_nobody_could_continue),
		cmocka_unit_test(
		    the_shell_has_the_terminal_while_it_is_stopped),
		cmocka_unit_test(it_can_be_opened_again),
		cmocka_unit_test(the_open_file_is_left_as_it_is),
		cmocka_unit_test(a_terminal_that_went_away_is_noticed),
		cmocka_unit_test(a_bell_rings_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
