/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_console.c - the real program in a terminal of our own: a contact from
 * the sign-in to its wrap-up, with real bytes, step by step and typed ahead.
 */
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "../vt.h"

#include "test.h"

#define SOON 20000

static char folder[128];
static char program[4096], db[160], signs[160], state_home[160];
static char password[64];

/* The program lies beside this test. */
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

/* The password that `init` printed for the sign-in `agent`. */
static void
read_password(void)
{
	char line[256];
	FILE *f = fopen(signs, "r");

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "sign_ins\tagent\tagent\t%63s", password) == 1)
			break;
	fclose(f);
	assert_true(password[0] != '\0');
}

static int
make_centre(void **state)
{
	char line[8192];

	(void)state;
	find_program();
	test_folder(folder, sizeof(folder), "console");
	snprintf(db, sizeof(db), "CABINA_DB=sqlite:%s/c.db", folder);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", folder);
	snprintf(signs, sizeof(signs), "%s/signs", folder);
	snprintf(line, sizeof(line),
	    "%s '%s' init --demo small --seed 5 twin=yes >'%s'", db, program,
	    signs);
	assert_int_equal(system(line), 0);
	read_password();
	return 0;
}

/* Each test on a copy of its own: a console finds what one before it left. */
static int
fresh(void **state)
{
	static int n;
	char line[800];

	(void)state;
	n++;
	snprintf(line, sizeof(line),
	    "mkdir '%s/%d' && cp '%s'/c.db '%s/%d/c.db'", folder, n, folder,
	    folder, n);
	assert_int_equal(system(line), 0);
	snprintf(db, sizeof(db), "CABINA_DB=sqlite:%s/%d/c.db", folder, n);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/%d", folder,
	    n);
	return 0;
}

static int
remove_centre(void **state)
{
	char line[160];

	(void)state;
	snprintf(line, sizeof(line), "rm -rf '%s'", folder);
	return system(line);
}

static struct vt *
console_env(int rows, int columns, const char *as, const char *more)
{
	const char *const env[] = { db, "CABINA_FAST_SECRETS=1", state_home,
		"LANGUAGE=en", more, NULL };
	const char *const argv[] = { program, as != NULL ? "--as" : NULL, as,
		NULL };
	struct vt_options o = { .rows = rows,
		.columns = columns,
		.env = env,
		.argv = argv,
		.term = "xterm-256color" };

	return vt_open(&o);
}

static struct vt *
console(int rows, int columns, const char *as)
{
	return console_env(rows, columns, as, NULL);
}

static void
see(struct vt *v, const char *text)
{
	if (!vt_see(v, text, SOON))
		fail_msg("no '%s' on:\n%s", text, vt_screen(v));
}

/* A number out of the file, or a change in it, behind the console's back. */
static long
in_file(const char *sql)
{
	sqlite3 *file;
	sqlite3_stmt *st;
	long n = 0;

	assert_int_equal(sqlite3_open(strchr(db, ':') + 1, &file), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &st, NULL),
	    SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		n = (long)sqlite3_column_int64(st, 0);
	assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
	sqlite3_close(file);
	return n;
}

#define F2  "\033OQ"
#define F3  "\033OR"
#define F4  "\033OS"
#define F8  "\033[19~"
#define F9  "\033[20~"
#define F10 "\033[21~"

static void
only_explained_bytes(struct vt *v)
{
	struct buf report = { 0 };

	if (!vt_audit(v, "xterm-256color", &report))
		fail_msg("not in the terminal's entry:\n%s", report.s);
	buf_done(&report);
}

static void
wrong_password_says_so_and_the_right_one_opens_home(void **state)
{
	struct vt *v = console(24, 80, NULL);

	(void)state;
	see(v, "User");
	vt_type(v, "agent\rnot-the-one\r");
	see(v, "Signing in failed");
	vt_type(v, password);
	vt_type(v, "\r");
	see(v, "Welcome,");
	see(v, "DUE NEXT");
	assert_null(strstr(vt_screen(v), password));
	only_explained_bytes(v);
	vt_close(v);
}

static void
a_contact_is_handled_end_to_end(void **state)
{
	struct vt *v = console(24, 80, "supervisor");

	(void)state;
	see(v, "DUE NEXT");
	vt_type(v, F2 "gonzalo");
	see(v, "customers");
	vt_type(v, "\r");
	see(v, "1 TICKETS");
	vt_type(v, F9);
	see(v, "talking");
	vt_type(v, F4);
	see(v, "NEW TICKET");
	see(v, "General query");
	vt_type(v, "1\rPide horario de Ma\303\255p\303\272" F10);
	see(v, "Pide horario de Ma\303\255p\303\272");
	see(v, "opened it");
	vt_type(v, "nVolver a llamar" F10);
	see(v, "Volver a llamar");
	vt_type(v, F8);
	see(v, "WRAP UP THE CONTACT");
	vt_type(v, "1\r1" F10);
	see(v, "closed.");
	vt_type(v, F3);
	see(v, "Pide horario de Ma\303\255p\303\272");
	only_explained_bytes(v);
	vt_close(v);
}

/* The same job in one burst: every key lands where it would have. */
static void
a_case_typed_ahead_loses_no_key(void **state)
{
	struct vt *v = console(24, 80, "supervisor");

	(void)state;
	see(v, "DUE NEXT");
	vt_type(v,
	    F2 "gonzalo\r" F9 F4 "1\rEscrito a ciegas\tuna letra tras otra" F10
	       "nNota a ciegas" F10);
	see(v, "Nota a ciegas");
	see(v, "Escrito a ciegas");
	see(v, "una letra tras otra");
	vt_close(v);
}

/* One key each 33 ms, whatever the screen does. */
static void
type_steadily(struct vt *v, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		for (const char *k = *keys; *k != '\0';) {
			size_t n = 1;

			if (*k == '\033')
				n = strlen(k);
			while (((unsigned char)k[n] & 0xc0) == 0x80)
				n++;
			vt_send(v, k, n);
			k += n;
			assert_int_equal(vt_wait(v, 33), -1);
		}
}

/* Thirty keys a second while each job of the store takes 300 ms: none is lost,
 * each is in the field it was meant for. */
static void
a_slow_store_loses_no_key_at_thirty_a_second(void **state)
{
	static const char *const keys[] = { F2, "gonzalo\r", F9,
		"nDice que el motor suena", F10, F4,
		"1\rPide horario de Ma\303\255p\303\272\tllamar de tarde", F10,
		"nVolver a llamar", F10, F8, "1\r1", F10, F3, NULL };
	struct vt *v = console_env(24, 80, "supervisor", "CABINA_SLOW=300");

	(void)state;
	see(v, "DUE NEXT");
	type_steadily(v, keys);
	if (!vt_see(v, "Mine and my teams'", 30000))
		fail_msg("no end on:\n%s", vt_screen(v));
	see(v, "Pide horario de Ma\303\255p\303\272");
	vt_close(v);
	assert_int_equal(in_file("SELECT count(*) FROM message WHERE body IN "
				 "('Volver a llamar', 'Dice que el motor "
				 "suena', 'llamar de tarde')"),
	    3);
	assert_int_equal(in_file("SELECT count(*) FROM ticket WHERE subject = "
				 "'Pide "
				 "horario de Ma\303\255p\303\272'"),
	    1);
	assert_int_equal(in_file("SELECT count(*) FROM interaction WHERE "
				 "ended_at > (SELECT max(created_at) FROM "
				 "ticket)"),
	    1);
}

/* A real database is never made slow. */
static void
only_a_twin_may_be_slow(void **state)
{
	struct vt *v;

	(void)state;
	in_file("DELETE FROM cabina WHERE k = 'twin'");
	v = console_env(24, 80, "supervisor", "CABINA_SLOW=300");
	see(v, "CABINA_SLOW is only for a training copy");
	vt_close(v);
}

/* What is late of mine and what I have not seen stand in the top line; a tab
 * says that something in it is late. */
static void
the_top_line_counts_what_waits_for_attention(void **state)
{
	struct vt *v;

	(void)state;
	in_file("DELETE FROM callback");
	in_file("DELETE FROM notice_seen");
	in_file("UPDATE ticket SET owner = NULL WHERE owner = "
		"(SELECT id FROM agent WHERE login = 'supervisor')");
	in_file("UPDATE ticket SET owner = (SELECT id FROM agent "
		"WHERE login = 'supervisor') WHERE id IN (SELECT ticket "
		"FROM clock WHERE state = 'running' AND leg = '' "
		"AND due_at < 1000 * unixepoch() GROUP BY ticket LIMIT 3)");
	v = console(24, 80, "supervisor");
	see(v, "DUE NEXT");
	see(v, "! 3");
	assert_non_null(strstr(vt_row(v, 0), "! 3"));
	vt_type(v, F3);
	see(v, "Mine and my teams'");
	vt_type(v, "\r");
	see(v, "WHAT HAPPENED");
	vt_type(v, F2);
	see(v, "Find:");
	if (strchr(vt_row(v, 1), '!') == NULL)
		fail_msg("no tab is late:\n%s", vt_screen(v));
	vt_close(v);
}

/* Before its data come a screen says that they are on their way, at the
 * heading that waits; after a second how long, and how to stop it. */
static void
late_data_are_said_at_their_heading(void **state)
{
	struct vt *v = console_env(24, 80, "supervisor", "CABINA_SLOW=1500");
	char heading[128];
	const char *row;

	(void)state;
	see(v, "loading");
	see(v, "s, Ctrl-C stops");
	row = strstr(vt_row(v, 22), "loading 1.");
	assert_non_null(row);
	assert_int_equal(row - vt_row(v, 22), 52);
	if (!vt_see(v, "MY DAY", 30000))
		fail_msg("never came:\n%s", vt_screen(v));
	vt_type(v, F3);
	snprintf(heading, sizeof(heading), "\342\226\272%-71sloading", "Inbox");
	if (!vt_see(v, heading, 30000))
		fail_msg("no word at the heading:\n%s", vt_screen(v));
	if (!vt_see(v, "Mine and my teams'", 30000))
		fail_msg("never came:\n%s", vt_screen(v));
	vt_close(v);
}

/* ---- questions ----------------------------------------------------------- */

#define PASTE "\033[200~hola mundo\033[201~"

/* To a customer, where a paste has two ways to go. */
static struct vt *
at_a_customer(void)
{
	struct vt *v = console(24, 80, "supervisor");

	see(v, "DUE NEXT");
	vt_type(v, F2 "gonzalo\r");
	see(v, "1 TICKETS");
	return v;
}

/* "2" was meant for a part of the screen, not for what nobody had read. */
static void
a_question_takes_no_key_typed_before_it(void **state)
{
	struct vt *v = at_a_customer();

	(void)state;
	vt_type(v, PASTE "2" F3);
	see(v, "10 characters pasted.");
	see(v, "Keys kept: 2 F3");
	vt_quiet(v, 300);
	see(v, "10 characters pasted.");
	vt_type(v, "2");
	see(v, "Mine and my teams'");
	if (!vt_gone(v, "characters pasted", SOON) ||
	    !vt_gone(v, "Keys kept", SOON))
		fail_msg("still on:\n%s", vt_screen(v));
	vt_close(v);
}

static void
esc_at_a_question_drops_the_keys_behind_it(void **state)
{
	struct vt *v = at_a_customer();

	(void)state;
	vt_type(v, PASTE F3 F2);
	see(v, "Keys kept: F3 F2");
	vt_quiet(v, 300);
	vt_type(v, "\033");
	if (!vt_gone(v, "characters pasted", SOON) ||
	    !vt_gone(v, "Keys kept", SOON))
		fail_msg("still on:\n%s", vt_screen(v));
	see(v, "1 TICKETS");
	vt_close(v);
}

static void
every_size_is_drawn_and_a_tiny_one_says_so(void **state)
{
	struct vt *v = console(24, 80, "supervisor");

	(void)state;
	see(v, "DUE NEXT");
	vt_resize(v, 60, 200);
	see(v, "CALLS I PROMISED");
	vt_resize(v, 8, 38);
	see(v, "Terminal too small: 38x8");
	see(v, "lost.");
	vt_resize(v, 40, 120);
	see(v, "DUE NEXT");
	vt_close(v);
}

static void
ctrl_c_ends_no_program_and_a_hang_up_does(void **state)
{
	struct vt *v = console(24, 80, "supervisor");

	(void)state;
	see(v, "DUE NEXT");
	vt_type(v, "\003");
	see(v, "stopped");
	vt_type(v, "?");
	see(v, "THIS SCREEN");
	vt_type(v, "\033");
	see(v, "DUE NEXT");
	vt_signal(v, SIGHUP);
	assert_int_equal(vt_wait(v, SOON), 0);
	vt_close(v);
}

/* Sanitizers make all of it several times slower. */
#if defined(__SANITIZE_ADDRESS__)
#define GONE_US 250000
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GONE_US 250000
#endif
#endif
#ifndef GONE_US
#define GONE_US 50000
#endif

/* By the terminal's own clock, with a form that has words in it; a busy machine
 * may be late once or four times. */
static void
a_hang_up_is_over_within_50_ms(void **state)
{
	int64_t best = INT64_MAX;

	(void)state;
	for (int i = 0; i < 5 && best > GONE_US; i++) {
		struct vt *v = at_a_customer();
		int64_t began, took;

		vt_type(v, F4);
		see(v, "NEW TICKET");
		vt_type(v, "1\rA medio escribir");
		see(v, "A medio escribir");
		began = vt_now_us();
		vt_signal(v, SIGHUP);
		assert_int_equal(vt_wait(v, SOON), 0);
		took = vt_now_us() - began;
		best = took < best ? took : best;
		vt_close(v);
	}
	if (best > GONE_US)
		fail_msg("gone after %lld us at best", (long long)best);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    wrong_password_says_so_and_the_right_one_opens_home, fresh),
		cmocka_unit_test_setup(a_contact_is_handled_end_to_end, fresh),
		cmocka_unit_test_setup(a_case_typed_ahead_loses_no_key, fresh),
		cmocka_unit_test_setup(
		    a_slow_store_loses_no_key_at_thirty_a_second, fresh),
		cmocka_unit_test_setup(
		    the_top_line_counts_what_waits_for_attention, fresh),
		cmocka_unit_test_setup(late_data_are_said_at_their_heading,
		    fresh),
		cmocka_unit_test_setup(only_a_twin_may_be_slow, fresh),
		cmocka_unit_test_setup(a_question_takes_no_key_typed_before_it,
		    fresh),
		cmocka_unit_test_setup(
		    esc_at_a_question_drops_the_keys_behind_it, fresh),
		cmocka_unit_test_setup(a_hang_up_is_over_within_50_ms, fresh),
		cmocka_unit_test_setup(
		    every_size_is_drawn_and_a_tiny_one_says_so, fresh),
		cmocka_unit_test_setup(
		    ctrl_c_ends_no_program_and_a_hang_up_does, fresh),
	};

	return cmocka_run_group_tests(tests, make_centre, remove_centre);
}
