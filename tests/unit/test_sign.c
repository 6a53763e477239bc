/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sign.c - proving who one is: passwords, delay and lock, expiry, one-time
 * codes. On PostgreSQL the server does that, and each test says so there.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "stafftest.h"

#define GOOD  "caballo correcto"
#define OTHER "pila grapadora"
/* Of GOOD, made with other parameters than ours. */
#define OLD_HASH                                                               \
	"$argon2id$v=19$m=16384,t=3,p=1$d+VtzmXn9A1gDRx9M0KQJQ$OKuD3anRFbGDQX" \
	"Cp28KHPuQiP8RQRNlEwB5Ad0peL4k"

/* RFC 6238's secret, and its codes at these seconds. */
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
#define AT_1   SECONDS(2000000000)
#define CODE_1 "279037"
#define AT_2   SECONDS(20000000000)
#define CODE_2 "353130"

#define SORRY "signing in failed"

static enum err
try(struct staff *s, const char *login, const char *password, const char *code,
    struct sign_result *out)
{
	return sign_in(&s->c, str_of(login), str_of(password), str_of(code),
	    out);
}

static void
gets_in(struct staff *s, const char *login, const char *password)
{
	struct sign_result r;

	fine(s, try(s, login, password, "", &r));
	assert_false(r.must_change || r.must_totp);
	same(s->c.me.login, login);
}

static void
stays_out(struct staff *s, const char *login, const char *password)
{
	struct sign_result r = { true, true };

	refused(s, try(s, login, password, "", &r), ERR_DENIED, SORRY);
	assert_true(r.must_change && r.must_totp);
}

/* Nora with the password GOOD, once changed; then nobody is signed in. */
static void
give_password(struct staff *s)
{
	struct agent_done done;

	fine(s, sign_reset(&s->c, &s->a, STR("nora"), STR(GOOD), &done));
	dbtest_do(s->db, "UPDATE agent_secret SET must_change = 0");
	agent_leave(&s->c);
}

static int64_t
fails(struct staff *s)
{
	return ask_int(s,
	    "SELECT fails FROM agent_secret k JOIN agent a"
	    " ON a.id = k.agent WHERE a.login = 'nora'");
}

/* True when the server does this; then the sentence has been seen. */
static bool
servers_work(struct staff *s)
{
	if (!dbtest_postgres())
		return false;
	refused(s, try(s, "nora", GOOD, "", NULL), ERR_INVALID,
	    "PostgreSQL checks who signs in");
	return true;
}

/* ---- in and out --------------------------------------------------------- */

static void
the_right_password_lets_in(void **state)
{
	struct staff *s = *state;
	int64_t n;

	if (servers_work(s))
		return;
	give_password(s);
	n = events(s);
	gets_in(s, "nora", GOOD);
	assert_int_equal(s->c.grants[MAY_TICKET_EDIT], SCOPE_TEAM);
	assert_int_equal(events(s), n + 1);
	same(ask(s,
		 "SELECT e.kind || ' ' || a.login FROM event_log e"
		 " JOIN agent a ON a.id = e.actor ORDER BY e.n DESC LIMIT 1"),
	    "agent.sign-in nora");
	fine(s, sign_out(&s->c));
	assert_true(id_none(s->c.me.id));
	same(ask(s, "SELECT kind FROM event_log ORDER BY n DESC LIMIT 1"),
	    "agent.sign-out");
	refused(s, sign_out(&s->c), ERR_DENIED, "nobody is signed in");
}

/* On either engine: who came in through a server's door, and who leaves. */
static void
coming_and_leaving_are_events(void **state)
{
	static const char *const last =
	    "SELECT e.kind || ' ' || a.login FROM event_log e JOIN agent a"
	    " ON a.id = e.actor AND a.id = e.entity_id ORDER BY e.n DESC"
	    " LIMIT 1";
	struct staff *s = *state;
	int64_t n;

	be(s, "nora");
	n = events(s);
	fine(s, sign_came(&s->c));
	same(ask(s, last), "agent.sign-in nora");
	fine(s, sign_out(&s->c));
	same(ask(s, last), "agent.sign-out nora");
	assert_int_equal(events(s), n + 2);
	assert_true(id_none(s->c.me.id));
	refused(s, sign_came(&s->c), ERR_DENIED, "nobody is signed in");
	refused(s, sign_out(&s->c), ERR_DENIED, "nobody is signed in");
	assert_int_equal(events(s), n + 2);
}

/* Composed or not, the same letters are the same password. */
static void
accents_may_be_typed_either_way(void **state)
{
	struct staff *s = *state;
	struct agent_done done;

	if (servers_work(s))
		return;
	fine(s,
	    sign_reset(&s->c, &s->a, STR("nora"), STR("ñandú veloz"), &done));
	dbtest_do(s->db, "UPDATE agent_secret SET must_change = 0");
	gets_in(s, "nora", "n\u0303andu\u0301 veloz");
}

static void
every_refusal_is_the_same_sentence(void **state)
{
	struct staff *s = *state;
	struct agent_done done;
	struct str first;

	if (servers_work(s))
		return;
	give_password(s);
	refused(s, try(s, "nora", OTHER, "", NULL), ERR_DENIED, SORRY);
	(void)!try(s, "nora", OTHER, "", NULL);
	first = str_copy(&s->a, str_of(s->c.fault.text));
	static const char *const logins[] = { "nadie", "", "tito", "nora",
		"NORA", "nora' OR '1'='1" };
	for (size_t i = 0; i < countof(logins); i++) {
		struct sign_result r;

		core_rest(&s->c);
		assert_int_equal(try(s, logins[i], OTHER, "", &r), ERR_DENIED);
		same(first, s->c.fault.text);
	}
	be(s, "jefa");
	fine(s, agent_disable(&s->c, &s->a, STR("nora"), &done));
	assert_int_equal(try(s, "nora", GOOD, "", NULL), ERR_DENIED);
	same(first, s->c.fault.text);
	same(s->c.me.login, "jefa");
}

static void
whoever_was_in_stays_in_after_a_failure(void **state)
{
	struct staff *s = *state;

	if (servers_work(s))
		return;
	give_password(s);
	be(s, "sara");
	stays_out(s, "nora", OTHER);
	same(s->c.me.login, "sara");
	same(s->c.real.login, "sara");
	assert_int_equal(s->c.grants[MAY_STATE_SET], SCOPE_ALL);
	dbtest_do(s->db,
	    "CREATE TRIGGER full BEFORE INSERT ON event_log"
	    " BEGIN SELECT raise(ABORT, 'full'); END");
	assert_int_not_equal(try(s, "nora", GOOD, "", NULL), OK);
	core_rest(&s->c);
	same(s->c.me.login, "sara");
	assert_int_equal(s->c.grants[MAY_STATE_SET], SCOPE_ALL);
}

/* ---- tries -------------------------------------------------------------- */

static void
the_third_failure_begins_to_cost_time(void **state)
{
	struct staff *s = *state;

	if (servers_work(s))
		return;
	give_password(s);
	for (int i = 0; i < 3; i++)
		stays_out(s, "nora", OTHER);
	assert_int_equal(fails(s), 3);
	stays_out(s, "nora", GOOD); /* within the second */
	assert_int_equal(fails(s), 3);
	dbtest_clock.fixed += SECONDS(1) - 1;
	stays_out(s, "nora", GOOD);
	dbtest_clock.fixed += 1;
	stays_out(s, "nora", OTHER);
	assert_int_equal(fails(s), 4); /* and now two seconds */
	dbtest_clock.fixed += SECONDS(1);
	stays_out(s, "nora", GOOD);
	dbtest_clock.fixed += SECONDS(1);
	gets_in(s, "nora", GOOD);
	assert_int_equal(fails(s), 0);
	stays_out(s, "nora", OTHER); /* counts from the start again */
	gets_in(s, "nora", GOOD);
}

static void
ten_failures_lock_until_an_administrator_unlocks(void **state)
{
	struct staff *s = *state;

	if (servers_work(s))
		return;
	give_password(s);
	for (int i = 0; i < 10; i++) {
		stays_out(s, "nora", OTHER);
		dbtest_clock.fixed += MINUTES(3);
	}
	assert_int_equal(fails(s), 10);
	dbtest_clock.fixed += DAYS(400);
	stays_out(s, "nora", GOOD);
	assert_int_equal(fails(s), 10);
	be(s, "sara");
	refused(s, sign_unlock(&s->c, STR("nora")), ERR_DENIED, "agent.admin");
	be(s, "jefa");
	fine(s, sign_unlock(&s->c, STR("nora")));
	refused(s, sign_unlock(&s->c, STR("nora")), ERR_INVALID,
	    "is not locked");
	gets_in(s, "nora", GOOD);
}

/* Ten minutes of guessing leave a number, not thousands of events. */
static void
failures_are_counted_but_are_no_events(void **state)
{
	struct staff *s = *state;
	int64_t n;

	if (servers_work(s))
		return;
	give_password(s);
	n = events(s);
	for (int i = 0; i < 4; i++)
		stays_out(s, "nora", OTHER);
	stays_out(s, "nadie", OTHER);
	assert_int_equal(events(s), n);
	same(ask(s, "SELECT v FROM cabina WHERE k = 'sign.vain'"), "2");
}

static void
guess(void)
{
	struct staff s;

	memset(&s, 0, sizeof(s));
	s.db = dbtest_more();
	core_init(&s.c, s.db, &dbtest_clock);
	for (int i = 0; i < 3; i++)
		if (try(&s, "nora", OTHER, "", NULL) != ERR_DENIED)
			_exit(1);
	db_close(s.db);
	_exit(0);
}

/* Counted before it is checked: many at once get no more tries than one. */
static void
guessing_from_many_processes_gains_nothing(void **state)
{
	struct staff *s = *state;
	int status;

	if (servers_work(s))
		return;
	give_password(s);
	for (int i = 0; i < 6; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0)
			guess();
	}
	for (int i = 0; i < 6; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	assert_int_equal(fails(s), 3);
	stays_out(s, "nora", GOOD);
}

/* ---- passwords ---------------------------------------------------------- */

static void
a_password_has_a_least_length(void **state)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{ "", "at least 10" },
		{ "123456789", "at least 10" },
		{ "ñññññññññ", "at least 10" },
		{ "con\ttabulador", "control" },
		{ "nora.nora.nora", "login" },
		{ "NORA.nora.NORA", "login" },
	};
	struct staff *s = *state;
	struct buf b = { 0 };

	for (size_t i = 0; i < countof(bad); i++)
		refused(s,
		    sign_check_new(&s->c, STR("nora.nora.nora"),
			str_of(bad[i].text)),
		    ERR_INVALID, bad[i].says);
	fine(s, sign_check_new(&s->c, STR("nora"), STR("ññññññññññ")));
	for (int i = 0; i < 201; i++)
		buf_c(&b, 'x');
	refused(s, sign_check_new(&s->c, STR("nora"), buf_view(&b)),
	    ERR_INVALID, "at most 200 bytes");
	buf_done(&b);
}

static void
a_first_password_must_be_changed(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("rosa", "supervisor", "", "");
	struct sign_result r;
	struct agent_done out;
	struct str made;

	if (servers_work(s))
		return;
	in.no_password = false;
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	made = out.password;
	agent_leave(&s->c);
	fine(s, try(s, "rosa", made.s, "", &r));
	assert_true(r.must_change);
	same(s->c.me.login, "rosa");
	refused(s, state_set(&s->c, ID_NONE, STR("paused"), STR("x")),
	    ERR_DENIED, "signing in is not finished");
	fine(s, agent_refresh(&s->c)); /* nor is this a way round */
	assert_int_equal(s->c.grants[MAY_STATE_SET], SCOPE_NONE);
	refused(s, sign_password(&s->c, made, made), ERR_INVALID,
	    "the old password");
	refused(s, sign_password(&s->c, STR("no es esta"), STR(GOOD)),
	    ERR_DENIED, SORRY);
	fine(s, sign_password(&s->c, made, STR(GOOD)));
	fine(s, state_set(&s->c, ID_NONE, STR("paused"), STR("llegué")));
	stays_out(s, "rosa", made.s);
	gets_in(s, "rosa", GOOD);
}

static void
some_first_passwords_may_be_kept(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("rosa", "agent", "", "");
	struct agent_done out;

	if (servers_work(s))
		return;
	in.no_password = false;
	in.keep = true;
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	gets_in(s, "rosa", out.password.s);
}

static void
without_a_password_nobody_gets_in(void **state)
{
	struct staff *s = *state;

	if (servers_work(s))
		return;
	stays_out(s, "nora", "");
	stays_out(s, "nora", GOOD);
	dbtest_do(s->db, "DELETE FROM agent_secret");
	stays_out(s, "nora", "");
}

/* Guessing the old one, at an unattended console, is guessing as well. */
static void
changing_a_password_counts_wrong_tries(void **state)
{
	struct staff *s = *state;

	if (servers_work(s))
		return;
	give_password(s);
	gets_in(s, "nora", GOOD);
	for (int i = 0; i < 3; i++)
		refused(s, sign_password(&s->c, STR(OTHER), STR("nueva nueva")),
		    ERR_DENIED, SORRY);
	refused(s, sign_password(&s->c, STR(GOOD), STR("nueva nueva")),
	    ERR_DENIED, SORRY);
	dbtest_clock.fixed += SECONDS(1);
	fine(s, sign_password(&s->c, STR(GOOD), STR("nueva nueva")));
	gets_in(s, "nora", "nueva nueva");
}

static void
a_reset_password_is_new_and_unlocks(void **state)
{
	struct staff *s = *state;
	struct agent_done done;
	struct sign_result r;

	if (dbtest_postgres()) {
		fine(s, sign_reset(&s->c, &s->a, STR("nora"), STR_NONE, &done));
		assert_int_equal(done.password.len, 15);
		same(done.sql, "");
		return;
	}
	give_password(s);
	dbtest_do(s->db, "UPDATE agent_secret SET fails = 10");
	be(s, "jefa");
	fine(s, sign_reset(&s->c, &s->a, STR("nora"), STR_NONE, &done));
	stays_out(s, "nora", GOOD);
	fine(s, try(s, "nora", done.password.s, "", &r));
	assert_true(r.must_change);
}

static void
a_hash_of_other_parameters_is_made_anew(void **state)
{
	struct staff *s = *state;
	struct str now;

	if (servers_work(s))
		return;
	give_password(s);
	dbtest_do(s->db,
	    "UPDATE agent_secret SET hash = '" OLD_HASH "'"
	    " WHERE hash <> ''");
	stays_out(s, "nora", OTHER);
	gets_in(s, "nora", GOOD);
	now = ask(s, "SELECT hash FROM agent_secret WHERE hash <> ''");
	assert_string_not_equal(now.s, OLD_HASH);
	gets_in(s, "nora", GOOD);
	same(ask(s, "SELECT hash FROM agent_secret WHERE hash <> ''"), now.s);
}

static void
a_password_may_have_an_end(void **state)
{
	struct staff *s = *state;
	struct sign_result r;

	if (servers_work(s))
		return;
	refused(s, sign_days_rule(&s->c, -1), ERR_INVALID, "1 to 3650");
	fine(s, sign_days_rule(&s->c, 30));
	refused(s, sign_days_rule(&s->c, 30), ERR_INVALID, "already");
	give_password(s);
	gets_in(s, "nora", GOOD);
	fine(s, sign_password(&s->c, STR(GOOD), STR(OTHER)));
	dbtest_clock.fixed += DAYS(30) - 1;
	gets_in(s, "nora", OTHER);
	dbtest_clock.fixed += 1;
	fine(s, try(s, "nora", OTHER, "", &r));
	assert_true(r.must_change);
	assert_int_equal(s->c.grants[MAY_TICKET_READ], SCOPE_NONE);
	fine(s, sign_password(&s->c, STR(OTHER), STR(GOOD)));
	gets_in(s, "nora", GOOD);
}

/* ---- one-time codes ----------------------------------------------------- */

static void
a_code_is_good_once(void **state)
{
	struct staff *s = *state;
	struct sign_result r;

	if (servers_work(s))
		return;
	give_password(s);
	gets_in(s, "nora", GOOD);
	dbtest_clock.fixed = AT_1;
	refused(s, sign_totp_confirm(&s->c, STR(SECRET), STR("000000")),
	    ERR_INVALID, "does not fit");
	refused(s, sign_totp_confirm(&s->c, STR("GEZDGNBV"), STR(CODE_1)),
	    ERR_INVALID, "does not fit");
	fine(s, sign_totp_confirm(&s->c, STR(SECRET), STR(CODE_1)));
	refused(s, sign_totp_confirm(&s->c, STR(SECRET), STR(CODE_1)),
	    ERR_INVALID, "take them away first");
	stays_out(s, "nora", GOOD); /* without a code */
	refused(s, try(s, "nora", GOOD, CODE_1, &r), ERR_DENIED, SORRY);
	dbtest_clock.fixed = AT_2;
	refused(s, try(s, "nora", OTHER, CODE_2, &r), ERR_DENIED, SORRY);
	dbtest_clock.fixed += SECONDS(4);
	fine(s, try(s, "nora", GOOD, CODE_2, &r));
	refused(s, try(s, "nora", GOOD, CODE_2, &r), ERR_DENIED, SORRY);
	be(s, "jefa");
	fine(s, sign_totp_remove(&s->c, STR("nora")));
	refused(s, sign_totp_remove(&s->c, STR("nora")), ERR_INVALID,
	    "no one-time codes");
	gets_in(s, "nora", GOOD);
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM event_value WHERE"
			     " new LIKE '%" SECRET "%'"),
	    0);
}

static void
a_role_may_need_codes(void **state)
{
	struct staff *s = *state;
	struct str secret, uri;
	struct sign_result r;

	if (servers_work(s))
		return;
	refused(s, sign_totp_rule(&s->c, STR("chief"), true), ERR_NOT_FOUND,
	    "no role");
	fine(s, sign_totp_rule(&s->c, STR("agent"), true));
	refused(s, sign_totp_rule(&s->c, STR("agent"), true), ERR_INVALID,
	    "already");
	give_password(s);
	dbtest_clock.fixed = AT_1;
	fine(s, try(s, "nora", GOOD, "", &r));
	assert_true(r.must_totp && !r.must_change);
	assert_int_equal(s->c.grants[MAY_TICKET_READ], SCOPE_NONE);
	fine(s, sign_totp_start(&s->c, &s->a, &secret, &uri));
	assert_int_equal(secret.len, 32);
	same(uri,
	    str_printf(&s->a,
		"otpauth://totp/cabina:nora?secret=%s"
		"&issuer=cabina",
		secret.s)
		.s);
	fine(s, sign_totp_confirm(&s->c, STR(SECRET), STR(CODE_1)));
	assert_int_equal(s->c.grants[MAY_TICKET_EDIT], SCOPE_TEAM);
	be(s, "jefa");
	fine(s, sign_totp_rule(&s->c, STR("agent"), false));
}

/* ---- every write -------------------------------------------------------- */

static enum err
run_reset(struct staff *s)
{
	struct agent_done out;

	return sign_reset(&s->c, &s->a, STR("nora"), STR(GOOD), &out);
}

static enum err
run_unlock(struct staff *s)
{
	return sign_unlock(&s->c, STR("nora"));
}

static enum err
run_remove(struct staff *s)
{
	return sign_totp_remove(&s->c, STR("nora"));
}

static enum err
run_rule(struct staff *s)
{
	return sign_totp_rule(&s->c, STR("auditor"), true);
}

static enum err
run_days(struct staff *s)
{
	return sign_days_rule(&s->c, 90);
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case cases[] = {
		{ "sign_reset", MAY_AGENT_ADMIN, run_reset },
		{ "sign_unlock", MAY_AGENT_ADMIN, run_unlock },
		{ "sign_totp_remove", MAY_AGENT_ADMIN, run_remove },
		{ "sign_totp_rule", MAY_AGENT_ADMIN, run_rule },
		{ "sign_days_rule", MAY_AGENT_ADMIN, run_days },
	};
	struct staff *s = *state;

	prove_write(s, &cases[0]);
	if (servers_work(s))
		return;
	dbtest_do(s->db, "UPDATE agent_secret SET fails = 4, totp = 'X'");
	for (size_t i = 1; i < countof(cases); i++)
		prove_write(s, &cases[i]);
	prove_chain(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_right_password_lets_in),
		TEST(coming_and_leaving_are_events),
		TEST(accents_may_be_typed_either_way),
		TEST(every_refusal_is_the_same_sentence),
		TEST(whoever_was_in_stays_in_after_a_failure),
		TEST(the_third_failure_begins_to_cost_time),
		TEST(ten_failures_lock_until_an_administrator_unlocks),
		TEST(failures_are_counted_but_are_no_events),
		TEST(guessing_from_many_processes_gains_nothing),
		TEST(a_password_has_a_least_length),
		TEST(a_first_password_must_be_changed),
		TEST(some_first_passwords_may_be_kept),
		TEST(without_a_password_nobody_gets_in),
		TEST(changing_a_password_counts_wrong_tries),
		TEST(a_reset_password_is_new_and_unlocks),
		TEST(a_hash_of_other_parameters_is_made_anew),
		TEST(a_password_may_have_an_end),
		TEST(a_code_is_good_once),
		TEST(a_role_may_need_codes),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
