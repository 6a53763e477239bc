/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_eyes.c - approvals as tables: each amount below, at and above its limit;
 * each way in which somebody decides for another; working time at whose end a
 * request is over; what the tables themselves refuse to whoever writes past
 * the program; and what resolving says while a request waits.
 */
#include "approvaltest.h"
#include "sweeptest.h"

#include "core/complaint.h"
#include "core/link.h"
#include "core/undo.h"

#define ADMIN2 "00000000-0000-7000-8000-0000000000b4"
#define PIA    "00000000-0000-7000-8000-0000000000b5"

#define BANDS                                                                  \
	"[approval refund]\n"                                                  \
	"currency = CLP\n"                                                     \
	"expires = 48h\n"                                                      \
	"up-to 50000 = none\n"                                                 \
	"up-to 200000 = 1 of supervisor\n"                                     \
	"up-to 1000000 = 2 of supervisor, administrator\n"                     \
	"above = 2 of administrator\n"

static const char *const logins[][2] = { { BOSS, "jefa" }, { CHIEF, "jefe" },
	{ ADMIN, "admina" }, { ADMIN2, "adminb" }, { ANA, "ana" },
	{ LUIS, "luis" }, { PIA, "pia" } };

static void
as_id(struct world *w, const char *id)
{
	for (size_t i = 0; i < countof(logins); i++)
		if (strcmp(logins[i][0], id) == 0)
			as(w, id, logins[i][1]);
}

static struct id
whole(struct world *w, const char *rule)
{
	struct id t = ready(w);

	add_person(w, ADMIN2, "adminb", "administrator");
	add_person(w, PIA, "pia", "agent");
	later(1);
	apply(w, "approval", "refund", rule);
	return t;
}

/* ---- every amount ------------------------------------------------------- */

/* Who gives their word in this order, and what each comes to: + it is given, .
 * more is needed, - refused. */
static const struct {
	int64_t amount;
	int64_t need;
	const char *who[4], *come;
} bands[] = {
	{ 0, 0, { NULL }, "" },
	{ 1, 0, { NULL }, "" },
	{ 49999, 0, { NULL }, "" },
	{ 50000, 0, { NULL }, "" },
	{ 50001, 1, { LUIS, ADMIN, BOSS, CHIEF }, "--+-" },
	{ 199999, 1, { CHIEF }, "+" },
	{ 200000, 1, { BOSS }, "+" },
	{ 200001, 2, { BOSS, BOSS, ADMIN }, ".-+" },
	{ 999999, 2, { LUIS, CHIEF, BOSS }, "-.+" },
	{ 1000000, 2, { ADMIN, ADMIN2, BOSS }, ".+-" },
	{ 1000001, 2, { BOSS, CHIEF, ADMIN, ADMIN2 }, "--.+" },
	{ 900000000, 2, { ADMIN2, ADMIN }, ".+" },
};

static void
give_words(struct world *w, size_t i, int64_t number)
{
	for (size_t k = 0; bands[i].come[k] != '\0'; k++) {
		bool no = bands[i].come[k] == '-';
		enum err rc;

		as_id(w, bands[i].who[k]);
		rc = approval_give(&w->c, number, STR_NONE);
		if ((rc != OK) != no)
			fail_msg("%lld, word %zu: %s",
			    (long long)bands[i].amount, k + 1,
			    rc == OK ? "taken" : w->c.fault.text);
		if (!no)
			assert_string_equal(state_of(w, number),
			    bands[i].come[k] == '+' ? "given" : "open");
		core_rest(&w->c);
	}
}

static void
each_amount_takes_the_words_of_its_band(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	int64_t n;

	whole(w, BANDS);
	for (size_t i = 0; i < countof(bands); i++) {
		struct id t;
		const char *words;

		as(w, ANA, "ana");
		t = make(w, question(w));
		words =
		    str_printf(&a, "first (%lld)", (long long)bands[i].need).s;
		if (bands[i].need > 0)
			refused(w,
			    approval_needed(&w->c, t, STR("refund"),
				bands[i].amount),
			    ERR_INVALID, words);
		fine(w, ask(w, t, bands[i].amount, &n));
		assert_string_equal(state_of(w, n),
		    bands[i].need == 0 ? "given" : "open");
		give_words(w, i, n);
		fine(w,
		    approval_needed(&w->c, t, STR("refund"), bands[i].amount));
		if (bands[i].need > 0)
			refused(w,
			    approval_needed(&w->c, t, STR("refund"),
				bands[i].amount + 1),
			    ERR_INVALID, "the word of");
	}
	as(w, ANA, "ana");
	refused(w, ask(w, make(w, question(w)), -1, &n), ERR_INVALID,
	    "0 or more");
	prove_chain(w);
	arena_done(&a);
}

/* What was given with one word is not enough once the rule asks for two. */
static void
a_stricter_rule_asks_for_more_words(void **state)
{
	struct world *w = *state;
	struct id t = whole(w, BANDS);
	int64_t n;

	fine(w, ask(w, t, 150000, &n));
	as(w, BOSS, "jefa");
	fine(w, approval_give(&w->c, n, STR_NONE));
	fine(w, approval_needed(&w->c, t, STR("refund"), 150000));
	later(1);
	apply(w, "approval", "refund",
	    "[approval refund]\nexpires = 48h\nabove = 2 of supervisor\n");
	refused(w, approval_needed(&w->c, t, STR("refund"), 150000),
	    ERR_INVALID, "supervisors first (2)");
}

/* ---- in another's place ------------------------------------------------- */

/* What was given on, by whom to whom, in hours after now; `again` is said one
 * hour later, or (until < 0) it is revoked. */
struct given_on {
	const char *by, *to;
	int from, until;
	int64_t most;
};

static const struct {
	const char *what;
	struct given_on first, again;
	const char *asker, *decides;
	int64_t amount;
	int hour;	 /* when */
	const char *why; /* NULL: it counts */
} delegated[] = {
	{ "in its time", { BOSS, LUIS, 0, 8, 0 }, { 0 }, ANA, LUIS, 150000, 2,
	    NULL },
	{ "before it begins", { BOSS, LUIS, 4, 8, 0 }, { 0 }, ANA, LUIS, 150000,
	    3, "not yours" },
	{ "once it begins", { BOSS, LUIS, 4, 8, 0 }, { 0 }, ANA, LUIS, 150000,
	    4, NULL },
	{ "when it has ended", { BOSS, LUIS, 0, 2, 0 }, { 0 }, ANA, LUIS,
	    150000, 2, "not yours" },
	{ "revoked", { BOSS, LUIS, 0, 8, 0 }, { BOSS, LUIS, 0, -1, 0 }, ANA,
	    LUIS, 150000, 2, "not yours" },
	{ "revoked before it began", { BOSS, LUIS, 4, 8, 0 },
	    { BOSS, LUIS, 0, -1, 0 }, ANA, LUIS, 150000, 5, "not yours" },
	{ "said again, shorter", { BOSS, LUIS, 0, 8, 0 },
	    { BOSS, LUIS, 0, 1, 0 }, ANA, LUIS, 150000, 3, "not yours" },
	{ "said again, longer", { BOSS, LUIS, 0, 2, 0 },
	    { BOSS, LUIS, 0, 8, 0 }, ANA, LUIS, 150000, 5, NULL },
	{ "said again, for less", { BOSS, LUIS, 0, 8, 0 },
	    { BOSS, LUIS, 0, 8, 100000 }, ANA, LUIS, 150000, 2, "not yours" },
	{ "at its amount", { BOSS, LUIS, 0, 8, 150000 }, { 0 }, ANA, LUIS,
	    150000, 2, NULL },
	{ "above its amount", { BOSS, LUIS, 0, 8, 149999 }, { 0 }, ANA, LUIS,
	    150000, 2, "not yours" },
	{ "of a delegate", { BOSS, LUIS, 0, 8, 0 }, { LUIS, PIA, 0, 8, 0 }, ANA,
	    PIA, 150000, 2, "not yours" },
	{ "by who asked", { BOSS, LUIS, 0, 8, 0 }, { 0 }, LUIS, LUIS, 150000, 2,
	    "yourself" },
	{ "for who asked", { BOSS, LUIS, 0, 8, 0 }, { 0 }, BOSS, LUIS, 150000,
	    2, "not yours" },
	{ "by who has no say", { ANA, LUIS, 0, 8, 0 }, { 0 }, PIA, LUIS, 150000,
	    2, "not yours" },
	{ "of another band", { ADMIN, LUIS, 0, 8, 0 }, { 0 }, ANA, LUIS, 150000,
	    2, "not yours" },
};

static void
give_on(struct world *w, const struct given_on *g, msec now)
{
	if (g->by == NULL)
		return;
	as_id(w, g->by);
	if (g->until < 0)
		fine(w, approval_revoke(&w->c, id_of(g->to)));
	else
		fine(w,
		    approval_delegate(&w->c, id_of(g->to),
			g->from == 0 ? 0 : now + HOURS(g->from),
			now + HOURS(g->until), g->most));
}

static void
each_way_of_deciding_for_another(void **state)
{
	struct world *w = *state;
	msec start;
	int64_t n;

	whole(w, BANDS);
	for (size_t i = 0; i < countof(delegated); i++) {
		struct id t = make(w, question(w));
		enum err rc;

		/* A day on, so that what the last one said is over. */
		later(DAYS(1));
		start = clock_now(&dbtest_clock);
		give_on(w, &delegated[i].first, start);
		as_id(w, delegated[i].asker);
		fine(w, ask(w, t, delegated[i].amount, &n));
		later(HOURS(1));
		give_on(w, &delegated[i].again, clock_now(&dbtest_clock));
		dbtest_clock.fixed = start + HOURS(delegated[i].hour);
		as_id(w, delegated[i].decides);
		rc = approval_give(&w->c, n, STR_NONE);
		if ((rc == OK) != (delegated[i].why == NULL) ||
		    (rc != OK &&
			strstr(w->c.fault.text, delegated[i].why) == NULL))
			fail_msg("%s: %s", delegated[i].what,
			    rc == OK ? "it counted" : w->c.fault.text);
		core_rest(&w->c);
	}
	as(w, BOSS, "jefa");
	refused(w, approval_revoke(&w->c, id_of(PIA)), ERR_INVALID,
	    "do not decide in your place");
	refused(w,
	    approval_delegate(&w->c, id_of(BOSS), 0,
		clock_now(&dbtest_clock) + 1, 0),
	    ERR_INVALID, "oneself");
	refused(w,
	    approval_delegate(&w->c, id_of(LUIS),
		clock_now(&dbtest_clock) + HOURS(2),
		clock_now(&dbtest_clock) + HOURS(2), 0),
	    ERR_INVALID, "later than it begins");
	prove_chain(w);
}

static void
one_sees_who_decides_for_whom(void **state)
{
	struct world *w = *state;
	struct rows_approval_delegate_of rows;
	msec now;

	whole(w, BANDS);
	now = clock_now(&dbtest_clock);
	as(w, BOSS, "jefa");
	fine(w, approval_delegate(&w->c, id_of(LUIS), 0, now + HOURS(8), 9000));
	fine(w,
	    approval_delegate(&w->c, id_of(PIA), now + HOURS(4), now + HOURS(9),
		0));
	fine(w, approval_delegates(&w->c, &w->c.arena, &rows));
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.v[0].instead_name.s, "Luis Peña");
	assert_int_equal(rows.v[0].most, 9000);
	assert_int_equal(rows.v[1].from_at, now + HOURS(4));
	fine(w, approval_revoke(&w->c, id_of(PIA)));
	fine(w, approval_delegates(&w->c, &w->c.arena, &rows));
	assert_int_equal(rows.n, 1);
	as(w, LUIS, "luis");
	fine(w, approval_delegates(&w->c, &w->c.arena, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].agent_name.s, "jefa");
	later(HOURS(8));
	fine(w, approval_delegates(&w->c, &w->c.arena, &rows));
	assert_int_equal(rows.n, 0);
}

/* ---- until when --------------------------------------------------------- */

/* Madrid, Mon-Fri 09-18; 1 May 2026 is a Friday. */
static const struct {
	const char *expires, *asked, *over;
} ends[] = {
	{ "4h", "2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z" },
	{ "4h", "2026-05-01T14:00:00Z", "2026-05-04T09:00:00Z" },
	{ "9h", "2026-05-01T07:00:00Z", "2026-05-01T16:00:00Z" },
	{ "1h", "2026-05-02T10:00:00Z", "2026-05-04T08:00:00Z" },
	{ "1bd", "2026-05-01T14:00:00Z", "2026-05-04T16:00:00Z" },
	{ "2bd", "2026-05-04T05:00:00Z", "2026-05-06T16:00:00Z" },
	{ "3bd", "2026-05-02T10:00:00Z", "2026-05-07T16:00:00Z" },
};

static void
each_end_is_in_working_time(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	msec over, is;
	struct fault f;
	int64_t n;

	promises(w);
	whole(w, BANDS);
	for (size_t i = 0; i < countof(ends); i++) {
		struct id t;

		dbtest_do(w->db,
		    "DELETE FROM setup_version WHERE kind = 'approval'");
		at("2026-04-30T10:00:00Z");
		apply(w, "approval", "refund",
		    str_printf(&a,
			"[approval refund]\ncalendar = off\nexpires = %s\n"
			"above = 1 of supervisor\n",
			ends[i].expires)
			.s);
		at(ends[i].asked);
		as(w, ANA, "ana");
		t = make(w, question(w));
		fine(w, ask(w, t, 5, &n));
		assert_int_equal(clock_parse(str_of(ends[i].over), &over, &f),
		    OK);
		is = ask_int(w,
		    str_printf(&a,
			"SELECT expires_at FROM approval WHERE number = %lld",
			(long long)n)
			.s);
		if (is != over)
			fail_msg("%s of %s is over at %s", ends[i].expires,
			    ends[i].asked, iso(is));
		dbtest_clock.fixed = over - 1;
		sweep(w);
		if (strcmp(state_of(w, n), "open") != 0)
			fail_msg("%s of %s is over before %s", ends[i].expires,
			    ends[i].asked, ends[i].over);
		dbtest_clock.fixed = over;
		as(w, BOSS, "jefa");
		refused(w, approval_give(&w->c, n, STR_NONE), ERR_INVALID,
		    "expired");
		sweep(w);
		if (strcmp(state_of(w, n), "expired") != 0)
			fail_msg("%s of %s goes on at %s", ends[i].expires,
			    ends[i].asked, ends[i].over);
		as(w, ANA, "ana");
		fine(w, ask(w, t, 5, &n)); /* anew */
		fine(w, approval_withdraw(&w->c, n));
		fine(w, ask(w, t, 5, &n)); /* and again */
		as(w, BOSS, "jefa");
		fine(w, approval_refuse(&w->c, n, STR("no corresponde")));
		as(w, ANA, "ana");
		fine(w, ask(w, t, 5, &n)); /* after a refusal, too */
		fine(w, approval_withdraw(&w->c, n));
	}
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE kind ="
			     " 'approval' AND to_agent = '" ANA "'"),
	    2 * (int)countof(ends));
	arena_done(&a);
}

/* ---- past the program --------------------------------------------------- */

#define VOTE(agent, seat, asker)                                               \
	"INSERT INTO approval_vote (approval, agent, seat, asked_by, verdict," \
	" reason, at) SELECT id, '" agent "', '" seat "', '" asker             \
	"', 'given', '', %lld FROM approval WHERE rule = 'refund'"
#define ASK(state, need, by)                                                   \
	"INSERT INTO approval (id, number, ticket, rule, reason, amount,"      \
	" currency, need, roles, state, asked_by, asked_at, expires_at,"       \
	" version) SELECT '00000000-0000-7000-8000-0000000000e1', 9,"          \
	" ticket, 'other', 'x', 5, 'CLP', " need ", '[]', '" state "', '" by   \
	"', %lld, asked_at + 99, 1 FROM approval"

/* The request is of BOSS; CHIEF gave to LUIS what ended an hour ago. */
static const struct {
	const char *what, *sql;
} forged[] = {
	{ "one's own word", VOTE(BOSS, BOSS, BOSS) },
	{ "one's own word in another's seat", VOTE(BOSS, CHIEF, BOSS) },
	{ "another's word for one's own seat", VOTE(CHIEF, BOSS, BOSS) },
	{ "a lie about who asked", VOTE(BOSS, BOSS, CHIEF) },
	{ "for another unasked", VOTE(PIA, CHIEF, BOSS) },
	{ "for another when it is over", VOTE(LUIS, CHIEF, BOSS) },
	{ "given without a word",
	    "UPDATE approval SET state = 'given', decided_at = %lld" },
	{ "fewer words needed",
	    "UPDATE approval SET need = 0, version = %lld" },
	{ "more money",
	    "UPDATE approval SET amount = 999999999, version = %lld" },
	{ "another who asked",
	    "UPDATE approval SET asked_by = '" ANA "', version = %lld" },
	{ "other roles",
	    "UPDATE approval SET roles = '[\"agent\"]',"
	    " version = %lld" },
	{ "given from the beginning", ASK("given", "1", BOSS) },
	{ "refused from the beginning", ASK("refused", "1", BOSS) },
};

static enum err
write_past(struct world *w, struct arena *a, const char *sql)
{
	return db_script(w->db,
	    str_printf(a, sql, (long long)clock_now(&dbtest_clock)).s);
}

static void
the_tables_refuse_what_the_program_would(void **state)
{
	struct world *w = *state;
	struct id t = whole(w, BANDS);
	struct arena a = { 0 };
	int64_t n;

	as(w, CHIEF, "jefe");
	fine(w,
	    approval_delegate(&w->c, id_of(LUIS), 0,
		clock_now(&dbtest_clock) + HOURS(1), 0));
	later(HOURS(2));
	as(w, BOSS, "jefa");
	fine(w, ask(w, t, 300000, &n));
	for (size_t i = 0; i < countof(forged); i++)
		if (write_past(w, &a, forged[i].sql) == OK)
			fail_msg("%s: taken", forged[i].what);
	assert_string_equal(state_of(w, n), "open");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM approval"), 1);
	as(w, ADMIN, "admina");
	fine(w, approval_give(&w->c, n, STR_NONE));
	assert_true(write_past(w, &a,
			"UPDATE approval SET state = 'given',"
			" decided_at = %lld") != OK);
	assert_true(write_past(w, &a,
			"UPDATE approval_vote SET verdict = 'refused',"
			" at = %lld") != OK);
	assert_true(write_past(w, &a,
			"DELETE FROM approval_vote WHERE at <= %lld") != OK);
	as(w, CHIEF, "jefe");
	fine(w, approval_refuse(&w->c, n, STR("no")));
	assert_true(write_past(w, &a,
			"UPDATE approval SET state = 'open',"
			" decided_at = NULL, version = %lld") != OK);
	assert_string_equal(state_of(w, n), "refused");
	arena_done(&a);
}

/* A request that is made past the program to need no word is worth nothing. */
static void
what_needed_no_word_is_worth_none(void **state)
{
	struct world *w = *state;
	struct id t = whole(w, BANDS);
	struct arena a = { 0 };
	int64_t n;

	fine(w, ask(w, t, 10, &n));
	assert_int_equal(
	    write_past(w, &a,
		"INSERT INTO approval (id, number, ticket, rule, reason,"
		" amount, currency, need, roles, state, asked_by, asked_at,"
		" expires_at, version) SELECT"
		" '00000000-0000-7000-8000-0000000000e1', 9, ticket, rule,"
		" 'x', 900000, 'CLP', 0, '[]', 'given', '" ANA
		"', %lld, expires_at, 1 FROM approval"),
	    OK);
	refused(w, approval_needed(&w->c, t, STR("refund"), 900000),
	    ERR_INVALID, "first (2)");
	fine(w, approval_needed(&w->c, t, STR("refund"), 50000));
	arena_done(&a);
}

/* ---- the end of a ticket ------------------------------------------------ */

enum settled { WITHDRAWN, REFUSED, GIVEN, EXPIRED, SETTLED };

static void
settle(struct world *w, enum settled how, int64_t n)
{
	as(w, how == WITHDRAWN ? ANA : BOSS, how == WITHDRAWN ? "ana" : "jefa");
	if (how == WITHDRAWN)
		fine(w, approval_withdraw(&w->c, n));
	else if (how == REFUSED)
		fine(w, approval_refuse(&w->c, n, STR("no corresponde")));
	else if (how == GIVEN)
		fine(w, approval_give(&w->c, n, STR_NONE));
	else
		later(HOURS(48));
	as(w, ANA, "ana");
}

static void
a_ticket_is_not_resolved_while_a_word_is_awaited(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	int64_t n;

	whole(w, BANDS);
	for (int how = 0; how < SETTLED; how++) {
		struct id t = make(w, question(w));

		fine(w, ticket_start(&w->c, t, 0));
		fine(w, ask(w, t, 100000, &n));
		refused(w, may_resolve(w, t), ERR_INVALID, "A on the ticket");
		refused(w, ticket_resolve(&w->c, t, STR("listo"), 0),
		    ERR_INVALID,
		    str_printf(&a, "(approval %lld)", (long long)n).s);
		settle(w, (enum settled)how, n);
		fine(w, ticket_resolve(&w->c, t, STR("listo"), 0));
	}
	arena_done(&a);
}

/* However many joins lie between; parted again, it is awaited on its own. */
static void
a_word_is_awaited_where_its_ticket_was_joined_into(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	struct ticket_new in = question(w);
	struct undo_done done;
	struct id t[3];
	const char *asked;
	int64_t n;

	whole(w, BANDS);
	for (size_t i = 0; i < countof(t); i++)
		t[i] = make(w, in);
	asked =
	    str_printf(&a, "T-%lld waits", (long long)get(w, t[0]).number).s;
	fine(w, ask(w, t[0], 100000, &n));
	fine(w, ticket_merge(&w->c, t[0], t[1], STR_NONE, 0));
	fine(w, ticket_merge(&w->c, t[1], t[2], STR_NONE, 0));
	refused(w, may_resolve(w, t[2]), ERR_INVALID, asked);
	refused(w, ticket_resolve(&w->c, t[2], STR("listo"), 0), ERR_INVALID,
	    asked);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	fine(w, ticket_resolve(&w->c, t[2], STR("listo"), 0));
	refused(w, ticket_resolve(&w->c, t[1], STR("listo"), 0), ERR_INVALID,
	    asked);
	settle(w, REFUSED, n);
	fine(w, ticket_resolve(&w->c, t[1], STR("listo"), 0));
	arena_done(&a);
}

/* By the program and past it. */
static void
nothing_is_asked_about_what_is_done(void **state)
{
	struct world *w = *state;
	struct arena a = { 0 };
	struct id t = whole(w, BANDS);
	int64_t n;

	fine(w, ask(w, t, 10, &n));
	fine(w, ticket_start(&w->c, t, 0));
	fine(w, ticket_resolve(&w->c, t, STR("listo"), 0));
	refused(w, ask(w, t, 60000, &n), ERR_INVALID, "reopen it");
	assert_true(write_past(w, &a, ASK("open", "1", ANA)) != OK);
	fine(w, ticket_close(&w->c, t, 0));
	refused(w, ask(w, t, 60000, &n), ERR_INVALID, "reopen it");
	assert_true(write_past(w, &a, ASK("open", "1", ANA)) != OK);
	fine(w, ticket_reopen(&w->c, t, STR("no era eso"), 0));
	fine(w, ask(w, t, 60000, &n));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM approval"), 2);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_amount_takes_the_words_of_its_band),
		TEST(a_stricter_rule_asks_for_more_words),
		TEST(each_way_of_deciding_for_another),
		TEST(one_sees_who_decides_for_whom),
		TEST(each_end_is_in_working_time),
		TEST(the_tables_refuse_what_the_program_would),
		TEST(what_needed_no_word_is_worth_none),
		TEST(a_ticket_is_not_resolved_while_a_word_is_awaited),
		TEST(a_word_is_awaited_where_its_ticket_was_joined_into),
		TEST(nothing_is_asked_about_what_is_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
