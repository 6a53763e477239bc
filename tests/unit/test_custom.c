/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_custom.c - the real console as a person sets it up and types in it: the
 * `:` line with its completion and its past, keys of the option file, options
 * that change while it runs, the mouse, each kind of terminal.
 */
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "../vt.h"

#include "test.h"

#define SOON 20000

static char folder[128];
static char program[4096], db[160], state_home[160], config_home[160];

static void
find_program(void)
{
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 8);
	char *slash;

	assert_true(n > 0);
	program[n] = '\0';
	slash = strrchr(program, '/');
	memcpy(slash, "/cabina", 8);
}

static int
make_centre(void **state)
{
	char line[8192];

	(void)state;
	find_program();
	test_folder(folder, sizeof(folder), "custom");
	snprintf(db, sizeof(db), "CABINA_DB=sqlite:%s/c.db", folder);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/state",
	    folder);
	snprintf(config_home, sizeof(config_home), "XDG_CONFIG_HOME=%s/config",
	    folder);
	snprintf(line, sizeof(line),
	    "%s '%s' init --demo small --seed 5 >/dev/null && mkdir -p "
	    "'%s/config/cabina' && cp '%s/c.db' '%s/made.db'",
	    db, program, folder, folder, folder);
	return system(line);
}

static int
remove_centre(void **state)
{
	char line[160];

	(void)state;
	snprintf(line, sizeof(line), "rm -rf '%s'", folder);
	return system(line);
}

/* ---- the option file ---------------------------------------------------- */

static const char *
option_file(void)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s/config/cabina/cabina.conf", folder);
	return path;
}

static void
options(const char *text)
{
	FILE *to = fopen(option_file(), "w");

	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static int
no_options(void **state)
{
	(void)state;
	unlink(option_file());
	return 0;
}

static const char *
slurp(const char *path)
{
	static char text[65536];
	FILE *from = fopen(path, "r");
	size_t n;

	if (from == NULL)
		return "";
	n = fread(text, 1, sizeof(text) - 1, from);
	fclose(from);
	text[n] = '\0';
	return text;
}

/* ---- the console -------------------------------------------------------- */

struct how {
	const char *term, *language, *as, *env;
	int rows, columns;
	bool sign_in;
};

/* Nothing is open again of the console before, which was killed: the centre is
 * as it was made, and of what is kept beside it only what was typed stays. */
static void
start_anew(void)
{
	char line[1024];

	snprintf(line, sizeof(line),
	    "cd '%s' && rm -f c.db* && cp made.db c.db && mkdir -p "
	    "state/cabina && find state/cabina -mindepth 1 -maxdepth 1 ! "
	    "-name history -exec rm -rf {} +",
	    folder);
	assert_int_equal(system(line), 0);
}

static struct vt *
begin(struct how how)
{
	char language[32];
	const char *const env[] = { db, state_home, config_home, language,
		"INPUTRC=/dev/null", "CABINA_FAST_SECRETS=1", "NO_COLOR",
		"COLORFGBG", how.env != NULL ? how.env : "NO_COLOR", NULL };
	const char *const argv[] = { program, how.sign_in ? NULL : "--as",
		how.as != NULL ? how.as : "supervisor", NULL };
	struct vt_options o = { .rows = how.rows > 0 ? how.rows : 24,
		.columns = how.columns > 0 ? how.columns : 80,
		.env = env,
		.argv = argv,
		.term = how.term != NULL ? how.term : "xterm-256color" };

	start_anew();
	snprintf(language, sizeof(language), "LANGUAGE=%s",
	    how.language != NULL ? how.language : "en");
	return vt_open(&o);
}

static void
see(struct vt *v, const char *text)
{
	if (!vt_see(v, text, SOON))
		fail_msg("no '%s' on:\n%s", text, vt_screen(v));
}

static void
gone(struct vt *v, const char *text)
{
	if (!vt_gone(v, text, SOON))
		fail_msg("still '%s' on:\n%s", text, vt_screen(v));
}

static struct vt *
home(struct how how)
{
	struct vt *v = begin(how);

	see(v,
	    how.language != NULL && strcmp(how.language, "es") == 0
		? "LO PRÓXIMO QUE VENCE"
		: "DUE NEXT");
	return v;
}

static struct vt *
inbox(void)
{
	struct vt *v = home((struct how){ 0 });

	vt_type(v, "gi");
	see(v, "Subject"); /* the home screen has tickets, too */
	see(v, "T-1");
	return v;
}

/* ---- the line ----------------------------------------------------------- */

static void
tab_completes_commands_arguments_and_values(void **state)
{
	struct vt *v = inbox();

	(void)state;
	vt_type(v, ":");
	see(v, "Commands");
	vt_type(v, "tic");
	see(v, "fit \"tic\"");
	vt_type(v, "\tassi");
	see(v, ":ticket assi");
	vt_type(v, "\t");
	see(v, ":ticket assign");
	see(v, "Give a ticket");
	vt_type(v, "tea\t");
	see(v, "team=  a team's code");
	/* What only the database knows, with what tells one from another. */
	vt_type(v, "ven\t");
	see(v, "team=ventas");
	vt_type(v, "\025ticket note T\t");
	see(v, ":ticket note T-1");
	vt_type(v, "\033");
	gone(v, ":ticket");
	vt_close(v);
}

static void
up_and_down_choose_and_enter_takes(void **state)
{
	struct vt *v = inbox();

	(void)state;
	vt_type(v, ":state set ");
	see(v, "ready");
	vt_type(v, "\033[B\033[B\033[A\r");
	gone(v, "fit");
	assert_null(strstr(vt_screen(v), ":state set \n"));
	vt_type(v, "\033");
	gone(v, ":state");
	vt_close(v);
}

static void
a_slip_keeps_the_line_and_tab_mends_it(void **state)
{
	struct vt *v = inbox();

	(void)state;
	vt_type(v, ":tiket list\r");
	see(v, "No 'tiket'. 'ticket'? Tab completes it.");
	vt_type(v, "\t");
	see(v, ":ticket list");
	gone(v, "Tab completes it.");
	vt_type(v, "\005\r");
	see(v, "number");
	vt_close(v);
	v = home((struct how){ .language = "es" });
	vt_type(v, ":tiket list\r");
	see(v, "No hay 'tiket'. ¿'ticket'? Tab lo completa.");
	vt_close(v);
}

static void
a_long_line_scrolls_and_hostile_text_is_harmless(void **state)
{
	struct vt *v = inbox();
	struct buf report = { 0 };

	(void)state;
	vt_type(v, ":ticket note text=\"");
	for (int i = 0; i < 12; i++)
		vt_type(v, "Ma\303\255p\303\272 \346\227\245\346\234\254 ");
	vt_type(v, "END");
	see(v, "END");
	assert_null(strstr(vt_row(v, 22), ":ticket"));
	vt_type(v, "\001");
	see(v, ":ticket note");
	vt_type(v,
	    "\033[200~\033]0;owned\a\033[2J\302\233\342\200\256x\n\033[201~");
	vt_quiet(v, 100);
	assert_int_equal(vt_oddities(v), 0);
	if (!vt_audit(v, "xterm-256color", &report))
		fail_msg("not in the terminal's entry:\n%s", report.s);
	buf_done(&report);
	vt_close(v);
}

/* ---- the past ----------------------------------------------------------- */

/* The one file of the folder. */
static const char *
past_file(void)
{
	static char path[600];
	char dir[200];
	struct dirent *e;
	DIR *d;

	snprintf(dir, sizeof(dir), "%s/state/cabina/history", folder);
	path[0] = '\0';
	if ((d = opendir(dir)) == NULL)
		return path;
	while ((e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
	closedir(d);
	return path;
}

static void
the_past_is_ones_own_without_secrets_and_comes_back(void **state)
{
	struct vt *v = home((struct how){ 0 });
	struct stat st;

	(void)state;
	vt_type(v, ":state show\r");
	see(v, "supervisor");
	vt_type(v, "\033");
	see(v, "DUE NEXT");
	vt_type(v, ":agent own-password old=hunter2 new=hunter3\r");
	gone(v, ":agent own");
	see(v, "password");
	vt_type(v, ":agnt password old=hunter2\r");
	see(v, "No 'agnt'");
	vt_type(v, "\033");
	gone(v, "No 'agnt'");
	assert_int_equal(stat(past_file(), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_non_null(strstr(slurp(past_file()), "state show\n"));
	assert_null(strstr(slurp(past_file()), "hunter"));
	vt_close(v);
	v = home((struct how){ 0 });
	vt_type(v, ":\033[A");
	see(v, ":state show");
	vt_close(v);
	/* Another person's is another. */
	v = home((struct how){ .as = "agent" });
	vt_type(v, ":\033[A");
	vt_quiet(v, 100);
	assert_null(strstr(vt_screen(v), ":state show"));
	vt_close(v);
}

static void
a_dot_says_the_last_command_again(void **state)
{
	struct vt *v = inbox();

	(void)state;
	vt_type(v, ".");
	see(v, "no command was given yet");
	vt_type(v, ":state show\r");
	see(v, "supervisor");
	vt_type(v, "\033");
	see(v, "T-1");
	vt_type(v, ".");
	see(v, "supervisor");
	vt_close(v);
}

/* ---- keys of the option file -------------------------------------------- */

static const struct {
	const char *text, *says;
} refused[] = {
	{ "key inbox = ticket note\n", ":1: a key is written key CONTEXT" },
	{ "\nkey inbx x = ticket note\n", ":2: keys have no context 'inbx'" },
	{ "key inbox <F99> = ticket note\n", ":1: '<F99>' is not a key" },
	{ "key inbox x = tiket note\n", ":1: no command 'tiket'" },
	{ "key inbox <C-c> = quit\n", ":1: <C-c> is the console's own" },
	{ "key inbox x = ticket note\n\nkey inbox x = ticket close\n",
	    ":3: in inbox, x = ticket close clashes with" },
	{ "key inbox <F2> = ticket note\n",
	    ":1: in inbox, <F2> = ticket note clashes with <F2> = open find" },
	{ "key inbox g = ticket note\n", "clashes with g" },
	{ "key list x = quit\nkey inbox x = ticket note\n",
	    "clashes with x = quit in list" },
	{ "key everywhere gix = quit\n", "clashes with gi = open inbox" },
};

static void
a_key_that_is_wrong_is_told_with_file_and_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(refused); i++) {
		struct vt *v;

		options(refused[i].text);
		v = begin((struct how){ .columns = 240 });
		if (vt_wait(v, SOON) != 2 ||
		    strstr(vt_screen(v), refused[i].says) == NULL ||
		    strstr(vt_screen(v), "cabina.conf") == NULL)
			fail_msg("no '%s' on:\n%s", refused[i].says,
			    vt_screen(v));
		assert_false(vt_alternate(v));
		vt_close(v);
	}
}

static void
a_key_that_is_given_works_and_is_told(void **state)
{
	struct vt *v;

	(void)state;
	options("key inbox x = ticket show\nkey inbox n = none\n"
		"key everywhere <F11> = messages\n"
		"key ticket z = ticket show\n");
	v = inbox();
	vt_type(v, "n");
	see(v, "n does nothing here");
	vt_type(v, "x");
	see(v, "subject");
	vt_type(v, "\033");
	gone(v, "subject");
	vt_type(v, "z"); /* a ticket's key, on its row in a list */
	see(v, "subject");
	vt_type(v, "\033");
	gone(v, "subject");
	vt_type(v, "\033[23~");
	see(v, "does nothing here; ?");
	see(v, "Welcome,");
	vt_type(v, "\033g?");
	see(v, "everywhere");
	vt_type(v, "/F11\r");
	see(v, ":messages");
	vt_close(v);
}

static void
a_key_with_nothing_to_work_on_says_so(void **state)
{
	struct vt *v = home((struct how){ 0 });

	(void)state;
	vt_type(v, "gm");
	gone(v, "DUE NEXT");
	vt_type(v, "\033[17~");
	see(v, "Here is no ticket to refer");
	vt_close(v);
}

/* ---- options ------------------------------------------------------------ */

static void
an_option_changes_at_once_and_is_kept_with_the_comments(void **state)
{
	struct vt *v;

	(void)state;
	options("# mine\ntheme = dark\n\n# more\nlog = /dev/null\n");
	v = home((struct how){ 0 });
	assert_int_equal(vt_cell(v, 0, 2).bg, 24);
	vt_type(v, ":set theme mono\r");
	see(v, "theme is mono now");
	assert_int_equal(vt_cell(v, 0, 2).bg, -1);
	assert_true(vt_cell(v, 0, 2).reverse);
	see(v, "[1 Home]");
	assert_string_equal(slurp(option_file()),
	    "# mine\ntheme = mono\n\n# more\nlog = /dev/null\n");
	vt_type(v, ":set symbols ascii\r");
	see(v, ">! ");
	assert_string_equal(slurp(option_file()),
	    "# mine\ntheme = mono\n\n# more\nlog = /dev/null\n"
	    "symbols = ascii\n");
	vt_type(v, ":set language es\r");
	see(v, "LO PRÓXIMO QUE VENCE");
	vt_type(v, ":set theme purple\r");
	see(v, "'purple'");
	vt_type(v, ":set db x\r");
	see(v, "se lee al iniciar");
	vt_close(v);
}

static void
the_settings_screen_steps_through_values(void **state)
{
	struct vt *v = home((struct how){ 0 });

	(void)state;
	vt_type(v, "go");
	see(v, "SETTINGS");
	vt_type(v, "j\r");
	see(v, "theme is dark now");
	vt_type(v, "\r");
	see(v, "theme is light now");
	vt_type(v, "\033[D");
	see(v, "theme is dark now");
	see(v, "theme        dark");
	vt_type(v, ":options\r");
	see(v, "The option file is");
	vt_type(v, "/theme = \r");
	see(v, "theme = dark");
	vt_close(v);
	assert_string_equal(slurp(option_file()), "theme = dark\n");
}

static void
a_file_that_cannot_be_written_says_so(void **state)
{
	struct vt *v;

	(void)state;
	options("x"); /* to have the folder */
	unlink(option_file());
	assert_int_equal(mkdir(option_file(), 0700), 0);
	v = begin((struct how){ 0 });
	assert_int_equal(vt_wait(v, SOON), 1);
	vt_close(v);
	assert_int_equal(rmdir(option_file()), 0);
}

/* ---- the mouse ---------------------------------------------------------- */

static bool
has_bytes(struct vt *v, const char *what)
{
	struct str all = vt_bytes(v);

	return memmem(all.s, all.len, what, strlen(what)) != NULL;
}

static void
the_mouse_is_off_until_it_is_asked_for(void **state)
{
	struct vt *v = inbox();
	int row, column;

	(void)state;
	assert_false(has_bytes(v, "\033[?1000"));
	vt_type(v, "\033[<0;20;9M"); /* another program's, left on */
	vt_quiet(v, 50);
	vt_close(v);
	options("mouse = yes\n");
	v = inbox();
	assert_true(has_bytes(v, "\033[?1000h\033[?1006h"));
	vt_type(v, "\033[<0;20;9M\033[<0;20;9m");
	for (int i = 0; i < 500 && strncmp(vt_row(v, 8), "►", 3) != 0; i++)
		vt_quiet(v, 20);
	assert_int_equal(strncmp(vt_row(v, 8), "►", 3), 0);
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(row, 8);
	vt_type(v, "\033[<64;20;9M");
	for (int i = 0; i < 500 && strncmp(vt_row(v, 8), "►", 3) == 0; i++)
		vt_quiet(v, 20);
	assert_int_not_equal(strncmp(vt_row(v, 8), "►", 3), 0);
	vt_type(v, "\033[<0;3;2M");
	see(v, "DUE NEXT");
	vt_forget(v);
	vt_type(v, ":quit\r");
	assert_int_equal(vt_wait(v, SOON), 0);
	assert_true(has_bytes(v, "\033[?1006l\033[?1000l"));
	vt_close(v);
}

/* ---- terminals ---------------------------------------------------------- */

static const struct {
	const char *name;
	const char *f1, *f3; /* what it sends, or what stands for it */
} terminals[] = {
	{ "xterm", "\033OP", "\033OR" },
	{ "xterm-256color", "\033OP", "\033OR" },
	{ "linux", "\033[[A", "\033[[C" },
	{ "vt220", "\0171", "\0173" },
	{ "screen", "\033OP", "\033OR" },
	{ "tmux", "\033OP", "\033OR" },
	{ "putty", "\033[11~", "\033[13~" },
};

static void
every_terminal_has_its_screen_and_its_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(terminals); i++) {
		struct vt *v = home((struct how){ .term = terminals[i].name });
		struct buf report = { 0 };

		vt_type(v, terminals[i].f3);
		see(v, "T-1");
		vt_type(v, ":tick\t\033");
		vt_type(v, terminals[i].f1);
		see(v, "THIS SCREEN");
		vt_type(v, "q");
		see(v, "T-1");
		vt_quiet(v, 50);
		vt_type(v, "\r");
		see(v, "WHAT HAPPENED");
		vt_type(v, "\033");
		gone(v, "WHAT HAPPENED");
		if (!vt_audit(v, terminals[i].name, &report))
			fail_msg("%s does not explain:\n%s", terminals[i].name,
			    report.s);
		assert_false(has_bytes(v, "\033="));
		assert_int_equal(vt_oddities(v), 0);
		buf_done(&report);
		vt_type(v, ":quit\r");
		assert_int_equal(vt_wait(v, SOON), 0);
		vt_close(v);
	}
}

/* Where there is room, the customer's story stands beside the contact. */
static void
three_columns_tell_the_story_beside_a_contact(void **state)
{
	struct vt *v = home((struct how){ .rows = 60, .columns = 200 });

	(void)state;
	vt_type(v, "\033OQgonzalo");
	see(v, "customers");
	vt_type(v, "\r");
	see(v, "1 TICKETS");
	vt_type(v, "\033[20~");
	see(v, "EARLIER CONTACTS");
	see(v, "WHAT WILL BE WRITTEN");
	vt_close(v);
}

static void
no_color_is_mono(void **state)
{
	struct vt *v = home((struct how){ .env = "NO_COLOR=1" });

	(void)state;
	for (int row = 0; row < 24; row++)
		for (int column = 0; column < 80; column++) {
			assert_int_equal(vt_cell(v, row, column).bg, -1);
			assert_int_equal(vt_cell(v, row, column).fg, -1);
		}
	see(v, "[1 Home]");
	vt_close(v);
}

static void
ctrl_z_without_a_shell_says_so(void **state)
{
	struct vt *v = home((struct how){ 0 });

	(void)state;
	vt_type(v, "\032");
	see(v, "there is no shell behind this");
	assert_true(vt_alternate(v));
	vt_close(v);
}

/* Nothing of the centre is opened for somebody unknown. */
static void
before_the_sign_in_only_help_works(void **state)
{
	static const char *const keys[] = { "\033OQ", "\033OR", "\033OS",
		"\033[19~", "\033[24~" };
	struct vt *v = begin((struct how){ .sign_in = true });

	(void)state;
	see(v, "Password");
	for (size_t i = 0; i < countof(keys); i++) {
		vt_type(v, keys[i]);
		see(v, "Sign in first.");
		vt_type(v, "a");
		gone(v, "Sign in first.");
	}
	vt_type(v, "\033OP");
	see(v, "Who works here");
	assert_null(strstr(vt_screen(v), "open inbox"));
	vt_close(v);
}

/* ---- what is told ------------------------------------------------------- */

static void
help_explains_the_screen_a_command_and_the_keys(void **state)
{
	struct vt *v = inbox();

	(void)state;
	vt_type(v, "?");
	see(v, "Tickets that wait for you");
	see(v, ":ticket note");
	vt_type(v, "\033");
	see(v, "T-1");
	vt_type(v, ":help ticket note\r");
	see(v, "Write a note that stays in the house");
	vt_type(v, "\033");
	see(v, "T-1");
	vt_type(v, ":ticket note \033OP");
	see(v, "Write a note that stays in the house");
	vt_type(v, "\033:messages\r");
	see(v, "Welcome,");
	vt_close(v);
}

#define ONE(name) cmocka_unit_test_teardown(name, no_options)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(tab_completes_commands_arguments_and_values),
		ONE(up_and_down_choose_and_enter_takes),
		ONE(a_slip_keeps_the_line_and_tab_mends_it),
		ONE(a_long_line_scrolls_and_hostile_text_is_harmless),
		ONE(the_past_is_ones_own_without_secrets_and_comes_back),
		ONE(a_dot_says_the_last_command_again),
		ONE(a_key_that_is_wrong_is_told_with_file_and_line),
		ONE(a_key_that_is_given_works_and_is_told),
		ONE(a_key_with_nothing_to_work_on_says_so),
		ONE(an_option_changes_at_once_and_is_kept_with_the_comments),
		ONE(the_settings_screen_steps_through_values),
		ONE(a_file_that_cannot_be_written_says_so),
		ONE(the_mouse_is_off_until_it_is_asked_for),
		ONE(every_terminal_has_its_screen_and_its_keys),
		ONE(three_columns_tell_the_story_beside_a_contact),
		ONE(no_color_is_mono),
		ONE(before_the_sign_in_only_help_works),
		ONE(ctrl_z_without_a_shell_says_so),
		ONE(help_explains_the_screen_a_command_and_the_keys),
	};

	return cmocka_run_group_tests(tests, make_centre, remove_centre);
}
