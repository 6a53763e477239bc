/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ways.c - every move of a ticket and of a referral, said as a command by
 * a person of each role: of what is theirs and of what is another branch's.
 *
 * Who may is written down here apart from the tables of moves and of rights,
 * by role and by whose it is; what happens is compared with it.
 */
#include "test.h"

#include "cmd/cmd.h"
#include "core/agent.h"
#include "core/referral.h"
#include "core/role.h"
#include "core/ticket.h"
#include "dbtest.h"

struct world {
	struct db *db;
	struct core c;
	struct arena arena;
	struct reply reply;
	struct cmd_ctx cx;
	int64_t tried;
};

static enum err
say(struct world *w, const char *line)
{
	arena_reset(&w->arena);
	reply_init(&w->reply, &w->arena);
	return cmd_do(&w->cx, str_of(line));
}

static void
must(struct world *w, const char *line)
{
	enum err rc = say(w, line);

	if (rc != OK)
		fail_msg("%s: %s: %s", line, err_name(rc), w->c.fault.text);
}

static void
become(struct world *w, const char *login)
{
	if (agent_enter(&w->c, str_of(login)) != OK)
		fail_msg("%s: %s", login, w->c.fault.text);
}

static int64_t
ask(struct world *w, const char *sql)
{
	struct arena a = { 0 };
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(w->db, &a, sql), &n));
	arena_done(&a);
	return n;
}

/* ---- the centre --------------------------------------------------------- */

static const char *const laid_down[] = {
	"branch add centro name=Centro city=Santiago",
	"branch add norte name=Norte city=Arica",
	"team add ventas name=Ventas branch=centro",
	"team add repuestos name=Repuestos branch=centro",
	"team add taller name=Taller branch=norte",
	"agent add luz name=Luz role=agent branch=centro",
	"agent add bruno name=Bruno role=branch branch=centro",
	"agent add berta name=Berta role=back-office branch=centro",
	"agent add sara name=Sara role=supervisor branch=centro",
	"agent add alma name=Alma role=administrator branch=centro",
	"agent add auro name=Auro role=auditor",
	"agent add tito name=Tito role=agent branch=norte",
	"agent add rita name=Rita role=agent branch=centro",
	"agent add vera name=Vera role=supervisor",
	"agent add raul name=Raul role=supervisor",
	"agent add casa name=Casa role=supervisor",
	"team join ventas luz",
	"team join ventas berta",
	"team join repuestos rita",
	"team join taller tito",
	"team join ventas vera leads=yes",
	"team join repuestos raul leads=yes",
	"typification add consulta kind=query name=es=Consulta",
};

/* A ticket of a team, made by one of its own: its number is 1001, then 1002. */
static void
make_ticket(struct world *w, const char *who, const char *team)
{
	struct arena a = { 0 };
	const char *customer;

	become(w, who);
	must(w, "customer create \"Ana Rojas\" phone=987654321");
	customer = str_copy(&a, w->reply.thing.v[0].s).s;
	must(w,
	    str_printf(&a,
		"ticket create customer=%s typification=consulta team=%s "
		"subject=Precio",
		customer, team)
		.s);
	arena_done(&a);
}

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct agent_done first;

	w->db = dbtest_open();
	core_init(&w->c, w->db, &dbtest_clock);
	w->cx = (struct cmd_ctx){
		.core = &w->c, .reply = &w->reply, .arena = &w->arena
	};
	if (agent_enter_setup(&w->c) != OK || role_setup(&w->c) != OK ||
	    agent_first(&w->c, &w->arena, STR("Jefa"), &first) != OK)
		fail_msg("%s", w->c.fault.text);
	for (size_t i = 0; i < countof(laid_down); i++)
		must(w, laid_down[i]);
	make_ticket(w, "luz", "ventas");
	make_ticket(w, "tito", "taller");
	*state = w;
	return 0;
}

static int
end(void **state)
{
	struct world *w = *state;

	core_done(&w->c);
	db_close(w->db);
	arena_done(&w->arena);
	free(w);
	return 0;
}

/* ---- moves of a ticket -------------------------------------------------- */

/* Agent, branch, back-office, supervisor, administrator, auditor. */
static const char *const people[] = { "luz", "bruno", "berta", "sara", "alma",
	"auro" };
enum { OURS = 1001, THEIRS = 1002 };
static const struct {
	int number;
	const char *may; /* each of the people, whatever the move */
} reach[] = { { OURS, "+++++-" }, { THEIRS, "----+-" } };

static const struct {
	const char *verb, *line; /* %d is the ticket, %s the state it goes to */
} said[] = {
	{ "start", "ticket start %d" },
	{ "park", "ticket park %d state=%s reason=espera" },
	{ "resume", "ticket resume %d" },
	{ "resolve", "ticket resolve %d listo" },
	{ "close", "ticket close %d" },
	{ "reopen", "ticket reopen %d reason=falta" },
	{ "cancel", "ticket cancel %d reason=sobra" },
};

static void
put_in(struct world *w, int number, const char *state)
{
	struct arena a = { 0 };
	msec now = clock_now(&dbtest_clock);
	bool closed = strcmp(state, "closed") == 0;
	bool resolved = closed || strcmp(state, "resolved") == 0;

	dbtest_do(w->db,
	    str_printf(&a,
		"UPDATE ticket SET state = '%s', owner = NULL,"
		" resolved_at = %lld, closed_at = %lld WHERE number = %d",
		state, resolved ? (long long)now : 0LL,
		closed ? (long long)now : 0LL, number)
		.s);
	arena_done(&a);
}

static bool
is_in(struct world *w, int number, const char *state)
{
	struct arena a = { 0 };
	int64_t n = ask(w,
	    str_printf(&a,
		"SELECT count(*) FROM ticket WHERE number = %d"
		" AND state = '%s'",
		number, state)
		.s);

	arena_done(&a);
	return n == 1;
}

static struct str
line_of(struct arena *a, const struct ticket_move *m, int number)
{
	for (size_t i = 0; i < countof(said); i++)
		if (strcmp(said[i].verb, m->verb) == 0)
			return strcmp(m->verb, "park") == 0
			    ? str_printf(a, "ticket park %d state=%s reason=x",
				  number, m->to)
			    : str_printf(a, said[i].line, number);
	fail_msg("how is '%s' said?", m->verb);
	return STR_NONE;
}

static void
try_move(struct world *w, const struct ticket_move *m, int number,
    const char *who, bool want)
{
	struct arena a = { 0 };
	struct str line = line_of(&a, m, number);
	int64_t events = ask(w, "SELECT count(*) FROM event_log");
	enum err rc;

	put_in(w, number, m->from);
	become(w, who);
	rc = say(w, line.s);
	if ((want ? rc != OK : rc != ERR_DENIED && rc != ERR_NOT_FOUND) ||
	    !is_in(w, number, want ? m->to : m->from) ||
	    ask(w, "SELECT count(*) FROM event_log") != events + want)
		fail_msg("%s, from %s, by %s: %s: %s", line.s, m->from, who,
		    err_name(rc), w->c.fault.text);
	w->tried++;
	arena_done(&a);
}

static void
each_role_makes_the_moves_that_are_its_own(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < nticket_moves; i++)
		for (size_t r = 0; r < countof(reach); r++)
			for (size_t k = 0; k < countof(people); k++)
				try_move(w, &ticket_moves[i], reach[r].number,
				    people[k], reach[r].may[k] == '+');
	assert_true(w->tried >= 360);
}

/* ---- moves of a leg ----------------------------------------------------- */

/* On a ticket of the sales lent to the spare parts: who sends it, who is asked
 * for it, and then each of the others as above; a supervisor of no branch who
 * leads the one, the other, or neither. */
static const char *const around[] = { "luz", "rita", "bruno", "berta", "sara",
	"alma", "auro", "tito", "vera", "raul", "casa" };
static const struct {
	const char *verb, *line, *may;
} answers[] = {
	{ "accept", "referral accept 1001", "-++-++---+-" },
	{ "reject", "referral reject 1001 reason=not-ours text=no",
	    "-++-++---+-" },
	{ "return", "referral return 1001 reason=photo text=foto",
	    "-++-++---+-" },
	{ "resend", "referral resend 1001 aqui", "+-++++--+--" },
	{ "complete", "referral complete 1001 listo", "-++-++---+-" },
	{ "transfer",
	    "referral transfer 1001 team=taller reason=approval ask=x",
	    "-++-++---+-" },
	{ "recall", "referral recall 1001", "+-++++--+--" },
	{ "recall", "ticket resolve 1001 hecho leg=recall", "+-++++--+--" },
	{ "complete", "ticket resolve 1001 hecho leg=complete", "+-++++--+--" },
};

static void
lend(struct world *w, const char *state)
{
	struct arena a = { 0 };

	become(w, "alma");
	put_in(w, OURS, "open");
	dbtest_do(w->db,
	    "UPDATE ticket SET lent_to = NULL, lent_owner = NULL;"
	    "UPDATE referral SET state = 'recalled', ended_at = 1"
	    " WHERE ended_at IS NULL");
	must(w, "referral send 1001 team=repuestos reason=parts ask=x");
	dbtest_do(w->db,
	    str_printf(&a,
		"UPDATE referral SET state = '%s' WHERE ended_at IS NULL",
		state)
		.s);
	if (strcmp(state, "returned") == 0)
		put_in(w, OURS, "open");
	dbtest_do(w->db,
	    "UPDATE referral SET sent_by = NULL WHERE ended_at IS NULL");
	arena_done(&a);
}

static void
try_answer(struct world *w, size_t i, const struct referral_move *m, size_t k)
{
	bool want = answers[i].may[k] == '+';
	enum err rc;
	int64_t events;

	lend(w, m->from);
	events = ask(w, "SELECT count(*) FROM event_log");
	become(w, around[k]);
	rc = say(w, answers[i].line);
	if ((rc == OK) != want ||
	    (!want && rc != ERR_DENIED && rc != ERR_NOT_FOUND) ||
	    ask(w, "SELECT count(*) FROM event_log") != events + want)
		fail_msg("%s, from %s, by %s: %s: %s", answers[i].line, m->from,
		    around[k], err_name(rc), w->c.fault.text);
	w->tried++;
}

/* The first state of the table that each answer leads out of. */
static void
each_side_answers_as_is_its_own(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(answers); i++) {
		const struct referral_move *m = referral_moves;

		while (strcmp(m->verb, answers[i].verb) != 0)
			m++;
		for (size_t k = 0; k < countof(around); k++)
			try_answer(w, i, m, k);
	}
	assert_int_equal(w->tried, countof(answers) * countof(around));
}

/* ---- why ---------------------------------------------------------------- */

static void
is_why(struct world *w, const char *line, const char *reason)
{
	const struct cells *t;

	become(w, "alma");
	must(w, line);
	assert_true(w->reply.tables.n > 0 && w->reply.tables.v[0].lines.n > 0);
	t = &w->reply.tables.v[0].lines.v[w->reply.tables.v[0].lines.n - 1];
	if (strstr(t->v[t->n - 1].s.s, reason) == NULL)
		fail_msg("%s: %s", line, t->v[t->n - 1].s.s);
}

/* A back office that did what it was asked: it is told why it reads on. */
static void
what_one_was_asked_is_explained(void **state)
{
	struct world *w = *state;

	become(w, "alma");
	must(w, "agent add gala name=Gala role=back-office");
	must(w, "team join repuestos gala");
	is_why(w, "agent why gala ticket.read 1001", "does not reach it");
	must(w, "referral send 1001 team=repuestos reason=parts ask=x");
	is_why(w, "agent why gala ticket.read 1001", "it is lent to a team");
	become(w, "gala");
	must(w, "referral accept 1001");
	must(w, "referral complete 1001 listo");
	must(w, "ticket show 1001");
	is_why(w, "agent why gala ticket.read 1001", "were asked for it");
	is_why(w, "agent why gala ticket.edit 1001", "does not reach it");
	is_why(w, "agent why gala ticket.read 1002", "does not reach it");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    each_role_makes_the_moves_that_are_its_own, start, end),
		cmocka_unit_test_setup_teardown(each_side_answers_as_is_its_own,
		    start, end),
		cmocka_unit_test_setup_teardown(what_one_was_asked_is_explained,
		    start, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
