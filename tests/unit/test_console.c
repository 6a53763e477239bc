/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_console.c - the real program in a terminal of our own: a contact from
 * the sign-in to its wrap-up, with real bytes, step by step and typed ahead.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "../vt.h"

#include "test.h"

#define SOON 5000

static char folder[] = "/tmp/cabina-console-XXXXXX";
static char program[4096], db[128], signs[128], state_home[128];
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
	assert_non_null(mkdtemp(folder));
	snprintf(db, sizeof(db), "CABINA_DB=sqlite:%s/c.db", folder);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", folder);
	snprintf(signs, sizeof(signs), "%s/signs", folder);
	snprintf(line, sizeof(line), "%s '%s' init --demo small --seed 5 >'%s'",
	    db, program, signs);
	assert_int_equal(system(line), 0);
	read_password();
	return 0;
}

/* Each test on a copy of its own: a console finds what one before it left. */
static int
fresh(void **state)
{
	static int n;
	char line[400];

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
	char line[128];

	(void)state;
	snprintf(line, sizeof(line), "rm -rf '%s'", folder);
	return system(line);
}

static struct vt *
console(int rows, int columns, const char *as)
{
	const char *const env[] = { db, "CABINA_FAST_SECRETS=1", state_home,
		"LANGUAGE=en", NULL };
	const char *const argv[] = { program, as != NULL ? "--as" : NULL, as,
		NULL };
	struct vt_options o = { .rows = rows,
		.columns = columns,
		.env = env,
		.argv = argv,
		.term = "xterm-256color" };

	return vt_open(&o);
}

static void
see(struct vt *v, const char *text)
{
	if (!vt_see(v, text, SOON))
		fail_msg("no '%s' on:\n%s", text, vt_screen(v));
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
	see(v, "signing in failed");
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
	see(v, "Consulta general");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
		    wrong_password_says_so_and_the_right_one_opens_home, fresh),
		cmocka_unit_test_setup(a_contact_is_handled_end_to_end, fresh),
		cmocka_unit_test_setup(a_case_typed_ahead_loses_no_key, fresh),
		cmocka_unit_test_setup(
		    every_size_is_drawn_and_a_tiny_one_says_so, fresh),
		cmocka_unit_test_setup(
		    ctrl_c_ends_no_program_and_a_hang_up_does, fresh),
	};

	return cmocka_run_group_tests(tests, make_centre, remove_centre);
}
