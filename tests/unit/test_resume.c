/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_resume.c - nothing typed is lost: the real program, killed, hung up,
 * locked out, and signed in again here and at another terminal.
 */
#include <glob.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "../vt.h"
#include "dbtest.h"

#include "test.h"

#define SOON 20000

#define F2  "\033OQ"
#define F4  "\033OS"
#define F9  "\033[20~"
#define F10 "\033[21~"

static pid_t holder; /* of a lock */
static char folder[128], program[4096], db[256], state_home[160];

/* The program lies beside this test. */
static void
find_program(void)
{
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 8);

	assert_true(n > 0);
	program[n] = '\0';
	memcpy(strrchr(program, '/'), "/cabina", 8);
}

/* The demo may have the agent in a call: it depends on the hour. */
static void
out_of_calls(void)
{
	char line[8192];

	snprintf(line, sizeof(line),
	    "export %s CABINA_FAST_SECRETS=1 %s; c=\"'%s' --as agent\"\n"
	    "for n in $(eval $c interaction list agent=me "
	    "state=talking,held,wrap-up --json | grep -o '\"number\":[0-9]*' | "
	    "cut -d: -f2); do\n"
	    "eval $c interaction end $n >/dev/null 2>&1\n"
	    "eval $c interaction close $n outcome=resuelto >/dev/null\n"
	    "done; test -z \"$(eval $c interaction open)\"",
	    db, state_home, program);
	assert_int_equal(system(line), 0);
}

/* A copy of the demo, on the engine of the run. */
static int
set_up(void **state)
{
	char line[8192], url[200];
	FILE *p;

	(void)state;
	find_program();
	test_folder(folder, sizeof(folder), "resume");
	snprintf(line, sizeof(line),
	    "CABINA='%s' PLAY='%s' CABINA_FAST_SECRETS=1 "
	    "sh tests/play/centre.sh demo",
	    program, folder);
	p = popen(line, "r");
	assert_non_null(p);
	assert_non_null(fgets(url, sizeof(url), p));
	pclose(p);
	url[strcspn(url, "\n")] = '\0';
	snprintf(db, sizeof(db), "CABINA_DB=%s", url);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s", folder);
	out_of_calls();
	return 0;
}

static int
tear_down(void **state)
{
	char line[400];
	int rc;

	(void)state;
	if (holder != 0) {
		kill(-holder, SIGKILL);
		holder = 0;
	}
	snprintf(line, sizeof(line), "rm -rf '%s'", folder);
	rc = system(line);
	if (dbtest_postgres()) {
		snprintf(line, sizeof(line),
		    "psql -qX '%s' -c 'DROP DATABASE IF EXISTS \"%s\" "
		    "WITH (FORCE)' >/dev/null 2>&1",
		    getenv("CABINA_TEST_DB"), strrchr(db, '/') + 1);
		rc |= system(line);
	}
	return rc;
}

static struct vt *
console(const char *as)
{
	const char *const env[] = { db, "CABINA_FAST_SECRETS=1", state_home,
		"LANGUAGE=en", NULL };
	const char *const argv[] = { program, "--as", as, NULL };
	struct vt_options o = {
		.env = env, .argv = argv, .term = "xterm-256color"
	};

	return vt_open(&o);
}

static void
see(struct vt *v, const char *text)
{
	if (!vt_see(v, text, SOON))
		fail_msg("no '%s' on:\n%s", text, vt_screen(v));
}

/* It ended by itself, in order. */
static void
left(struct vt *v)
{
	int status = vt_wait(v, SOON);

	if (status != 0)
		fail_msg("ended with %d on:\n%s", status, vt_screen(v));
}

static void
die_now(struct vt *v)
{
	vt_signal(v, SIGKILL);
	assert_int_equal(vt_wait(v, SOON), 128 + SIGKILL);
	vt_close(v);
}

/* What a shell command answers, for looking behind the console's back. */
static long
count(const char *words, const char *what)
{
	char line[8192], out[4096];
	long n = 0;
	FILE *p;

	snprintf(line, sizeof(line),
	    "%s CABINA_FAST_SECRETS=1 %s '%s' --as agent %s", db, state_home,
	    program, words);
	p = popen(line, "r");
	assert_non_null(p);
	while (fgets(out, sizeof(out), p) != NULL)
		for (const char *s = out; (s = strstr(s, what)) != NULL; s++)
			n++;
	pclose(p);
	return n;
}

/* How large the journals are, and when they were written. */
static long
journals(void)
{
	char pattern[256];
	struct stat st;
	long sum = 0;
	glob_t g;

	snprintf(pattern, sizeof(pattern), "%s/cabina/drafts-*",
	    strchr(state_home, '=') + 1);
	if (glob(pattern, 0, NULL, &g) != 0)
		return 0;
	for (size_t i = 0; i < g.gl_pathc; i++)
		if (stat(g.gl_pathv[i], &st) == 0)
			sum += st.st_size + st.st_mtim.tv_nsec;
	globfree(&g);
	return sum;
}

/* What is seen is in the journal by then: it writes once more, or has done so
 * since it was drawn and before we looked. The time spent somewhere is written
 * there, too, and sooner: half a second without more of either is the end. */
static void
see_kept(struct vt *v, const char *text)
{
	long was, is;
	msec end;

	see(v, text);
	end = clock_mono() + 2000;
	for (was = journals(); clock_mono() < end; was = is) {
		vt_quiet(v, 20);
		is = journals();
		if (is != was)
			end = clock_mono() + 500;
	}
}

/* One number from the database. */
static int64_t
asked(const char *sql)
{
	struct clock clock = clock_system();
	struct db_options o = { .clock = &clock };
	struct arena a = { 0 };
	struct str found;
	struct fault f;
	struct db *d;
	int64_t n = -1;

	assert_int_equal(db_open(&d, strchr(db, '=') + 1, &o, &f), OK);
	assert_int_equal(db_ask(d, &a, sql, &found), OK);
	assert_true(str_int(found, &n));
	db_close(d);
	arena_done(&a);
	return n;
}

/* Until the database has it, too. */
static void
see_stored(struct vt *v, const char *text)
{
	char sql[200];
	int64_t found = 0;

	see(v, text);
	snprintf(sql, sizeof(sql),
	    "SELECT CAST(count(*) AS TEXT) FROM draft WHERE body LIKE '%%%s%%'",
	    text);
	for (msec end = clock_mono() + SOON; clock_mono() < end;) {
		if ((found = asked(sql)) > 0)
			break;
		vt_quiet(v, 50);
	}
	assert_true(found > 0);
}

/* To the form of a new ticket, in a contact. */
static void
begin_ticket(struct vt *v)
{
	see(v, "MY DAY");
	vt_type(v, F2 "gonzalo");
	see(v, "customers");
	vt_type(v, "\r");
	see(v, "1 TICKETS");
	vt_type(v, F9);
	see(v, "talking");
	vt_type(v, F4);
	see(v, "NEW TICKET");
	see(v, "General query");
	vt_type(v, "1\r");
	see(v, "Subject");
}

/* ---- kill -9 ------------------------------------------------------------ */

/* The text of the field, as far as it is the beginning of what was typed. */
static size_t
there(struct vt *v, const char *typed)
{
	char part[128];

	for (size_t n = strlen(typed); n > 0; n--) {
		snprintf(part, sizeof(part), "[%.*s", (int)n, typed);
		if (strstr(vt_screen(v), part) != NULL)
			return n;
	}
	return 0;
}

static void
killed_at_any_key_it_loses_at_most_the_last_second(void **state)
{
	static const char text[] = "Pide-que-lo-llamen-manana-a-primera-hora";
	struct vt *v = console("agent");
	size_t had = 0;

	(void)state;
	begin_ticket(v);
	for (size_t n = 5; n < sizeof(text) - 14; n += 7) {
		char old[8], new[8], all[64];

		/* Some letters are a second old, and some are not. */
		snprintf(old, sizeof(old), "%.*s", 5, text + had);
		snprintf(new, sizeof(new), "%.*s", 2, text + had + 5);
		snprintf(all, sizeof(all), "[%.*s", (int)had + 5, text);
		vt_type(v, old);
		see_kept(v, all);
		vt_type(v, new);
		die_now(v);
		v = console("agent");
		see(v, "Back where you were");
		see(v, "NEW TICKET");
		see(v, "[Pide");
		if (there(v, text) < had + 5)
			fail_msg("%zu of %zu letters on:\n%s", there(v, text),
			    had + 5, vt_screen(v));
		had = there(v, text);
		assert_true(had <= n + 7);
	}
	vt_close(v);
}

/* Tabs, the contact and the cursor in the text come back, too. */
static void
tab_contact_and_edit_point_come_back(void **state)
{
	struct vt *v = console("agent");
	char name[13], *at;

	(void)state;
	begin_ticket(v);
	vt_type(v, "Llamar hoy\033[D\033[D\033[D");
	see_kept(v, "Llamar hoy");
	assert_non_null(at = strstr(vt_row(v, 1), " 3 "));
	snprintf(name, sizeof(name), "%s", at);
	die_now(v);
	v = console("agent");
	see(v, "Llamar hoy");
	assert_non_null(strstr(vt_row(v, 1), name)); /* though not loaded */
	vt_type(v, "ayer ");
	see(v, "Llamar ayer hoy");
	vt_type(v, "\033");
	see(v, "kept as a draft");
	vt_type(v, "gc");
	see(v, "talking");
	vt_type(v, F4);
	see(v, "Llamar ayer hoy");
	vt_type(v, F10);
	see(v, "created: Llamar ayer hoy");
	vt_type(v, "gc");
	see(v, "talking");
	vt_type(v, F4);
	see(v, "NEW TICKET");
	see(v, "General query");
	assert_null(strstr(vt_screen(v), "[Llamar ayer"));
	vt_close(v);
}

static void
the_line_that_was_typed_comes_back(void **state)
{
	struct vt *v = console("agent");

	(void)state;
	see(v, "MY DAY");
	vt_type(v, ":ticket lis");
	see_kept(v, ":ticket lis");
	die_now(v);
	v = console("agent");
	see(v, ":ticket lis");
	vt_close(v);
}

/* ---- every form that was left -------------------------------------------- */

/* Of a ticket; every field of every form is test_typed's. */
static const struct {
	const char *screen, *title, *word;
} forms[] = {
	{ "note", "Note", "Uno-nota" },
	{ "reply", "Inform", "Dos-aviso" },
	{ "resolve", "Resolve", "Tres-fin" },
	{ "park", "Park", "Cuatro-pausa" },
	{ "assign", "Assign", "Cinco-persona" },
	{ "edit", "Edit", "Seis-asunto" },
	{ "refer", "Refer", "Siete-equipo" },
	{ "escalate", "Escalate", "Ocho-jefe" },
	{ "ask", "Ask for approval", "Nueve-permiso" },
	{ "newcustomer", "New customer", "Diez-nombre" },
};

static void
say_line(struct vt *v, const char *fmt, const char *what)
{
	char line[128];

	snprintf(line, sizeof(line), fmt, what);
	vt_type(v, line);
}

static void
see_line(struct vt *v, const char *fmt, const char *what)
{
	char line[128];

	snprintf(line, sizeof(line), fmt, what);
	see(v, line);
}

static void
to_ticket(struct vt *v)
{
	see(v, "MY DAY");
	vt_type(v, "\033OR\r"); /* F3, the first of the inbox */
	see(v, "WHAT HAPPENED");
}

static void
every_form_left_half_written_outlives_a_kill(void **state)
{
	struct vt *v = console("supervisor");

	(void)state;
	to_ticket(v);
	for (size_t i = 0; i < countof(forms); i++) {
		say_line(v, ":open %s\r", forms[i].screen);
		vt_type(v, forms[i].word);
		see(v, forms[i].word);
		vt_type(v, "\033");
		see_line(v, "%s: kept as a draft", forms[i].title);
	}
	see_kept(v, "WHAT HAPPENED");
	die_now(v);
	v = console("supervisor");
	see(v, "WHAT HAPPENED");
	for (size_t i = 0; i < countof(forms); i++) {
		say_line(v, ":open %s\r", forms[i].screen);
		see(v, forms[i].word);
		vt_type(v, i == 0 ? F10 : "\025\033"); /* sent, or emptied */
		see(v, "WHAT HAPPENED");
	}
	see_kept(v, "WHAT HAPPENED");
	die_now(v);
	v = console("supervisor");
	see(v, forms[0].word); /* in the ticket's story */
	for (size_t i = 0; i < countof(forms); i++) {
		say_line(v, ":open %s\r", forms[i].screen);
		assert_true(vt_gone(v, "WHAT HAPPENED", SOON));
		if (strcmp(forms[i].screen, "edit") != 0)
			assert_int_equal(there(v, forms[i].word), 0);
		vt_type(v, "\033");
		see(v, "WHAT HAPPENED");
	}
	vt_close(v);
}

/* ---- what is secret ------------------------------------------------------- */

#define LOCKED_WORD "Zanahoria9"

static void
not_there(const char *secret)
{
	struct vt *v = console("agent");

	see(v, "MY DAY");
	vt_type(v, secret);
	see(v, LOCKED_WORD);
	vt_quiet(v, 700);
	die_now(v);
	v = console("agent");
	see(v, "MY DAY");
	vt_quiet(v, 300);
	assert_null(strstr(vt_screen(v), LOCKED_WORD));
	die_now(v);
}

/* Not as it is typed, whether it is a command already or none. */
static void
a_password_in_a_line_is_kept_nowhere(void **state)
{
	(void)state;
	not_there(":agent own-password old=" LOCKED_WORD);
	not_there(":agnt own-pasword old=" LOCKED_WORD);
}

/* ---- hang-up ------------------------------------------------------------ */

static void
hang(int how)
{
	struct vt *v = console("agent");
	msec began;

	begin_ticket(v);
	vt_type(v, "Se corta aqui mismo");
	see(v, "aqui mismo");
	began = clock_mono();
	vt_signal(v, how);
	left(v);
	assert_true(clock_mono() - began < 500);
	vt_close(v);
	v = console("agent");
	see(v, "Back where you were");
	see(v, "Se corta aqui mismo");
	vt_close(v);
}

static void
a_hang_up_loses_no_letter(void **state)
{
	(void)state;
	hang(SIGHUP);
}

static void
being_ended_loses_no_letter(void **state)
{
	(void)state;
	hang(SIGTERM);
}

static void
at_another_terminal_it_is_the_same(void **state)
{
	struct vt *v = console("agent");

	(void)state;
	begin_ticket(v);
	vt_type(v, "Desde otra sala");
	see_stored(v, "otra sala");
	die_now(v);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/other",
	    folder);
	v = console("agent");
	see(v, "Back where you were");
	see(v, "Desde otra sala");
	vt_close(v);
	/* Another person sees nothing of it. */
	v = console("supervisor");
	see(v, "Welcome");
	assert_null(strstr(vt_screen(v), "otra sala"));
	vt_close(v);
}

/* The last letters before a link is cut are in the database, not only on the
 * disk of the terminal that is gone. */
static void
hung_up_it_is_the_same_at_another_terminal(void **state)
{
	struct vt *v = console("agent");

	(void)state;
	begin_ticket(v);
	vt_type(v, "Hasta la ultima letra");
	see(v, "ultima letra");
	vt_signal(v, SIGHUP);
	left(v);
	vt_close(v);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/far",
	    folder);
	v = console("agent");
	see(v, "Back where you were");
	see(v, "Hasta la ultima letra");
	vt_close(v);
}

/* Who leaves in order with a form half-written has it at another terminal. */
static void
left_in_order_it_is_the_same_at_another_terminal(void **state)
{
	struct vt *v = console("agent");

	(void)state;
	begin_ticket(v);
	vt_type(v, "Hasta salir");
	see(v, "Hasta salir");
	vt_type(v, "\033:quit\r");
	see(v, "You are in a contact.");
	vt_quiet(v, 400); /* until it counts as read */
	vt_type(v, "1");
	left(v);
	vt_close(v);
	snprintf(state_home, sizeof(state_home), "XDG_STATE_HOME=%s/far",
	    folder);
	v = console("agent");
	see(v, "Back where you were");
	vt_type(v, F4);
	see(v, "Hasta salir");
	vt_close(v);
}

static void
leaving_in_order_opens_the_first_screen_next_time(void **state)
{
	struct vt *v = console("backoffice");

	(void)state;
	see(v, "MY DAY");
	vt_type(v, F2 "gonzalo");
	see_kept(v, "customers");
	vt_type(v, "\033:quit\r");
	left(v);
	vt_close(v);
	v = console("backoffice");
	see(v, "Welcome");
	vt_close(v);
}

static void
who_is_in_a_contact_is_asked_before_leaving(void **state)
{
	struct vt *v = console("agent");

	(void)state;
	begin_ticket(v);
	vt_type(v, "\033:quit\r");
	see(v, "You are in a contact.");
	vt_quiet(v, 400); /* until it counts as read */
	vt_type(v, "2");
	assert_true(vt_gone(v, "You are in a contact.", SOON));
	vt_type(v, ":quit\r");
	see(v, "You are in a contact.");
	vt_quiet(v, 400);
	vt_type(v, "1");
	left(v);
	vt_close(v);
}

static void
a_damaged_journal_is_told_and_harms_nothing(void **state)
{
	struct vt *v = console("agent");
	char line[400];

	(void)state;
	begin_ticket(v);
	vt_type(v, "Texto");
	see(v, "[Texto");
	see_stored(v, "Texto");
	die_now(v);
	snprintf(line, sizeof(line),
	    "for f in %s/cabina/drafts-*; do printf 'cabina-journal 1\\n"
	    "\\050\\000\\000\\000nonsense nonsense nonsense nonsense ....' "
	    ">\"$f\"; done",
	    folder);
	assert_int_equal(system(line), 0);
	v = console("agent");
	see(v, "could not be read");
	see(v, "[Texto"); /* the database had it as well */
	vt_close(v);
}

/* ---- a write without an answer ------------------------------------------ */

static pid_t
locked(const char *how)
{
	int told[2];
	char c;
	pid_t pid;

	assert_int_equal(pipe(told), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		char line[1000];

		snprintf(line, sizeof(line), how, strchr(db, '=') + 1);
		dup2(told[1], 9);
		(void)!freopen("/dev/null", "w", stdout);
		(void)!freopen("/dev/null", "w", stderr);
		setsid();
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(1);
	}
	close(told[1]);
	assert_int_equal(read(told[0], &c, 1), 1);
	close(told[0]);
	holder = pid;
	return pid;
}

/* Somebody holds what every write needs, until they are killed. */
static pid_t
lock_out(void)
{
	if (dbtest_postgres())
		return locked("(echo 'BEGIN; LOCK TABLE event_log IN EXCLUSIVE "
			      "MODE;'; echo '\\! echo ok >&9'; exec tail -f "
			      "/dev/null) | exec psql -qXAt '%s'");
	return locked("exec python3 -c \"import sqlite3,os,time\n"
		      "c=sqlite3.connect('%s'.split(':',1)[1],isolation_level="
		      "None)\n"
		      "c.execute('BEGIN IMMEDIATE')\nos.write(9,b'ok')\n"
		      "time.sleep(600)\"");
}

static void
let_in(pid_t pid)
{
	kill(-pid, SIGKILL);
	waitpid(pid, NULL, 0);
	holder = 0;
}

/* The write is on its way, or waits: a slow machine's console may have learned
 * from another statement that the database answers nobody. */
static void
on_its_way(struct vt *v)
{
	for (msec end = clock_mono() + SOON; clock_mono() < end;)
		if (vt_see(v, "saving", 100) || vt_see(v, "loading", 100) ||
		    vt_see(v, "will be sent", 100) ||
		    vt_see(v, "writes wait", 100))
			return;
	fail_msg("nothing on its way on:\n%s", vt_screen(v));
}

static void
a_write_without_an_answer_is_sent_again_and_done_once(void **state)
{
	struct vt *v = console("agent");
	pid_t lock;

	(void)state;
	begin_ticket(v);
	vt_type(v, "\033gc");
	see(v, "talking");
	lock = lock_out();
	vt_type(v, ":interaction note text=\"Nota que nadie contesto\"\r");
	on_its_way(v);
	die_now(v);
	let_in(lock);
	v = console("agent");
	see(v, "Database back. Writes done: 1, refused: 0.");
	vt_type(v, "gc");
	see(v, "Nota que nadie contesto");
	vt_close(v);
	v = console("agent");
	see(v, "Back where you were");
	see(v, "Nota que nadie contesto");
	assert_null(strstr(vt_screen(v), "Writes done"));
	vt_close(v);
}

/* A password is no write that waits: who sent it says it again. */
static void
a_password_without_an_answer_is_not_sent_again(void **state)
{
	struct vt *v = console("agent");
	pid_t lock;

	(void)state;
	see(v, "MY DAY");
	lock = lock_out();
	vt_type(v,
	    ":agent own-password old=" LOCKED_WORD " new=" LOCKED_WORD
	    "diez\r");
	on_its_way(v);
	die_now(v);
	let_in(lock);
	v = console("agent");
	see(v, "MY DAY");
	vt_quiet(v, 500);
	vt_type(v, "gm");
	see(v, "Messages");
	assert_null(strstr(vt_screen(v), "Writes"));
	assert_null(strstr(vt_screen(v), LOCKED_WORD));
	vt_close(v);
}

static void
stuck_in_the_database_it_still_leaves_at_once(void **state)
{
	struct vt *v = console("agent");
	pid_t lock;
	msec began;

	(void)state;
	begin_ticket(v);
	lock = lock_out();
	vt_type(v, "Atascado" F10);
	on_its_way(v);
	began = clock_mono();
	vt_signal(v, SIGHUP);
	left(v);
	assert_true(clock_mono() - began < 500);
	vt_close(v);
	let_in(lock);
	v = console("agent");
	see(v, "Writes done: 1, refused: 0");
	/* The form was sent: it is not there to be sent twice. */
	assert_null(strstr(vt_screen(v), "NEW TICKET"));
	assert_int_equal(count("ticket list limit=5", "Atascado"), 1);
	vt_close(v);
}

/* A database that lets nobody write is as good as none; when it is back, all
 * goes by itself and in order. */
static void
what_is_written_meanwhile_waits_in_order(void **state)
{
	struct vt *v = console("agent");
	pid_t lock;

	(void)state;
	begin_ticket(v);
	vt_type(v, "\033gc");
	see(v, "talking");
	lock = lock_out();
	vt_type(v, ":interaction note text=Primera\r");
	if (!vt_see(v, "NO CONNECTION TO THE DATABASE", 30000))
		fail_msg("no banner on:\n%s", vt_screen(v));
	see(v, "NO DATA");
	see(v, "as of ");
	vt_type(v, ":interaction note text=Segunda\r");
	see(v, "Writes waiting: 2");
	vt_type(v, ":pending\r");
	see(v, "Write a note on a contact: Primera");
	see(v, "Write a note on a contact: Segunda");
	vt_type(v, "\033");
	let_in(lock);
	vt_type(v, "\022");
	/* Told before that key came, it is among the messages. */
	if (!vt_see(v, "Writes done: 2, refused: 0", 5000)) {
		vt_type(v, "gm");
		if (!vt_see(v, "Writes done: 2, refused: 0", 30000))
			fail_msg("not back on:\n%s", vt_screen(v));
		vt_type(v, "\033");
	}
	see(v, "Primera");
	see(v, "Segunda");
	assert_true(vt_gone(v, "NO DATA", SOON));
	assert_true(vt_gone(v, "as of ", SOON));
	vt_close(v);
	/* What happened is when it was typed, not when it came. */
	assert_int_equal(asked("SELECT CAST(count(*) AS TEXT) FROM event_log"
			       " WHERE kind = 'interaction.note'"
			       " AND happened_at < recorded_at"),
	    2);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(killed_at_any_key_it_loses_at_most_the_last_second),
		T(tab_contact_and_edit_point_come_back),
		T(the_line_that_was_typed_comes_back),
		T(every_form_left_half_written_outlives_a_kill),
		T(a_password_in_a_line_is_kept_nowhere),
		T(a_hang_up_loses_no_letter),
		T(being_ended_loses_no_letter),
		T(at_another_terminal_it_is_the_same),
		T(hung_up_it_is_the_same_at_another_terminal),
		T(left_in_order_it_is_the_same_at_another_terminal),
		T(leaving_in_order_opens_the_first_screen_next_time),
		T(who_is_in_a_contact_is_asked_before_leaving),
		T(a_damaged_journal_is_told_and_harms_nothing),
		T(a_write_without_an_answer_is_sent_again_and_done_once),
		T(a_password_without_an_answer_is_not_sent_again),
		T(stuck_in_the_database_it_still_leaves_at_once),
		T(what_is_written_meanwhile_waits_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
