/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures.c - what came of a log, asked of the program as a supervisor would:
 * lists paged to their end, boards, promises, legs. Lines of "NAME VALUE".
 */
#include "core/audit.h"
#include "core/board.h"
#include "core/rebuild.h"
#include "core/referral.h"
#include "core/ticket_query.h"
#include "replay.h"

enum { PAGE = 500 };

static void
say(const char *name, int64_t value)
{
	printf("%s %lld\n", name, (long long)value);
}

static void
ask(struct replay *r, struct arena *a, const char *words,
    const struct ticket_asked **q)
{
	must(&r->desk, ticket_ask(&r->desk.core, a, str_of(words), false, q),
	    words);
}

static int64_t
count(struct replay *r, const char *words)
{
	const struct ticket_asked *q;
	struct arena a = { 0 };
	int64_t n = 0;

	ask(r, &a, words, &q);
	must(&r->desk, ticket_count(&r->desk.core, q, &n), words);
	core_rest(&r->desk.core);
	arena_done(&a);
	return n;
}

/* Every ticket that fits, by pages to the end. */
static int64_t
walk(struct replay *r, const char *words,
    void (*fn)(struct replay *, const struct row_ticket_rows *))
{
	struct id after = ID_NONE;
	int64_t n = 0;
	bool more = true;

	while (more) {
		const struct ticket_asked *q;
		struct rows_ticket_rows rows;
		struct arena a = { 0 };

		ask(r, &a, words, &q);
		must(&r->desk,
		    ticket_page(&r->desk.core, &a, q, after, PAGE, &rows,
			&more),
		    words);
		for (size_t i = 0; i < rows.n && fn != NULL; i++)
			fn(r, &rows.v[i]);
		n += (int64_t)rows.n;
		if (rows.n > 0)
			after = rows.v[rows.n - 1].id;
		core_rest(&r->desk.core);
		arena_done(&a);
	}
	return n;
}

void
tell_counts(struct replay *r)
{
	const struct {
		const char *name;
		int64_t n;
	} all[] = {
		{ "rows", (int64_t)r->steps.n },
		{ "cases", (int64_t)r->cases.n },
		{ "writes", r->writes },
		{ "notes", r->notes },
		{ "sent", r->sent },
		{ "transferred", r->transferred },
		{ "completed", r->completed },
		{ "resent", r->resent },
		{ "late", r->late },
		{ "reopened", r->reopened },
		{ "parked", r->parked },
		{ "escalated", r->escalated },
	};

	for (size_t i = 0; i < countof(all); i++)
		say(all[i].name, all[i].n);
}

void
tell_lists(struct replay *r)
{
	static const char *const words[] = { "state:new", "state:open",
		"state:referred", "waiting", "state:resolved", "state:closed",
		"priority:1", "priority:2", "priority:3", "priority:4" };

	say("listed", walk(r, "order:old", NULL));
	for (size_t i = 0; i < countof(words); i++)
		say(words[i], walk(r, words[i], NULL));
}

/* ---- at an instant ------------------------------------------------------------- */

void
mark_open(struct replay *r, msec at)
{
	struct core *c = &r->desk.core;
	struct board_works board;
	char iso[CLOCK_ISO];

	must(&r->desk, board_work(c, &c->scratch, false, &board), "board");
	printf("open-listed %s %lld\n", clock_iso(at, iso),
	    (long long)count(r, "-state:closed"));
	printf("open-board %s %lld\n", iso,
	    (long long)(board.all.sum + count(r, "state:resolved")));
	core_rest(c);
}

/* ---- the source's verdict --------------------------------------------------------- */

static struct {
	int64_t all[2], priority[5][2], reassigned[5][2], once, sum, most;
} verdict;

static void
judge(struct replay *r, const struct row_ticket_rows *t)
{
	struct core *c = &r->desk.core;
	struct rows_field_value_list f;
	int64_t times = 0;
	int good = 0;

	must(&r->desk, ticket_fields(c, &c->scratch, t->id, &f), "fields");
	for (size_t i = 0; i < f.n; i++)
		if (str_is(f.v[i].field, "made-sla"))
			good = str_is(f.v[i].text, "yes");
		else if (str_is(f.v[i].field, "reassigned"))
			(void)str_int(f.v[i].text, &times);
	verdict.all[good]++;
	verdict.priority[t->priority][good]++;
	verdict.reassigned[times < 4 ? times : 4][good]++;
	verdict.once += times > 0;
	verdict.sum += times;
	verdict.most = times > verdict.most ? times : verdict.most;
}

void
tell_verdict(struct replay *r)
{
	static const struct {
		const char *name, *words;
	} months[] = {
		{ "opened-2016-03", "created>=2016-03-01 created<2016-04-01" },
		{ "opened-2016-04", "created>=2016-04-01 created<2016-05-01" },
		{ "opened-2016-05", "created>=2016-05-01 created<2016-06-01" },
		{ "opened-after", "created>=2016-06-01" },
	};
	char name[40];

	walk(r, "order:old", judge);
	for (int good = 0; good < 2; good++) {
		const char *word = good ? "made" : "missed";

		say(word, verdict.all[good]);
		for (int p = 1; p <= 4; p++) {
			snprintf(name, sizeof(name), "%s-priority-%d", word, p);
			say(name, verdict.priority[p][good]);
		}
		for (int n = 0; n <= 4; n++) {
			snprintf(name, sizeof(name), "%s-reassigned-%d", word,
			    n);
			say(name, verdict.reassigned[n][good]);
		}
	}
	say("reassigned-once", verdict.once);
	say("reassigned-sum", verdict.sum);
	say("reassigned-most", verdict.most);
	for (size_t i = 0; i < countof(months); i++)
		say(months[i].name, count(r, months[i].words));
}

/* ---- legs -------------------------------------------------------------------------- */

static struct {
	int64_t n, bounced;
	struct {
		const char *state;
		int64_t n;
	} by[7];
} legs = { .by = { { "sent", 0 }, { "accepted", 0 }, { "completed", 0 },
	       { "recalled", 0 }, { "transferred", 0 }, { "rejected", 0 },
	       { "returned", 0 } } };

static void
count_leg(const struct row_referral_rows *l)
{
	legs.n++;
	legs.bounced += l->ping_pong;
	for (size_t i = 0; i < countof(legs.by); i++)
		legs.by[i].n += str_is(l->state, legs.by[i].state);
}

void
tell_legs(struct replay *r)
{
	struct referral_filter f = {
		.to = STR_NONE, .from = STR_NONE, .past = true, .limit = PAGE
	};
	struct core *c = &r->desk.core;
	struct rows_referral_rows rows;
	char name[40];

	do {
		must(&r->desk, referral_list(c, &c->scratch, &f, &rows),
		    "legs");
		for (size_t i = 0; i < rows.n; i++)
			count_leg(&rows.v[i]);
		if (rows.n > 0) {
			f.after_rank = rows.v[rows.n - 1].sent_at;
			f.after = rows.v[rows.n - 1].id;
		}
		core_rest(c);
	} while (rows.n == PAGE);
	say("legs", legs.n);
	say("ping-pong", legs.bounced);
	for (size_t i = 0; i < countof(legs.by); i++) {
		snprintf(name, sizeof(name), "legs-%s", legs.by[i].state);
		say(name, legs.by[i].n);
	}
}

/* ---- each case ---------------------------------------------------------------------- */

void
tell_clocks(struct replay *r)
{
	struct core *c = &r->desk.core;

	for (size_t i = 0; i < r->cases.n; i++) {
		const struct kase *k = &r->cases.v[i];
		struct promises all = { NULL, 0, 0 };

		must(&r->desk, promise_clocks(c, &c->scratch, k->id, &all),
		    "clocks");
		for (size_t j = 0; j < all.n; j++)
			if (all.v[j].kind == PROMISE_RESOLUTION)
				printf("case %s|%lld %d %d\n", k->name.s,
				    (long long)all.v[j].used_ms,
				    all.v[j].met_at != 0,
				    all.v[j].breached_at != 0 ||
					all.v[j].left_ms < 0);
		core_rest(c);
	}
}

void
tell_holders(struct replay *r)
{
	struct core *c = &r->desk.core;

	for (size_t i = 0; i < r->cases.n; i++) {
		const struct kase *k = &r->cases.v[i];
		struct referral_chain chain;

		must(&r->desk, referral_chain(c, &c->scratch, k->id, &chain),
		    "chain");
		for (size_t j = 0; j < chain.nshares; j++)
			printf("share %s|%s|%lld\n", k->name.s,
			    chain.shares[j].holder.s,
			    (long long)chain.shares[j].counted);
		core_rest(c);
	}
}

/* ---- whole ------------------------------------------------------------------------- */

void
tell_whole(struct replay *r)
{
	struct core *c = &r->desk.core;
	struct event_check log;
	struct rebuild again;

	must(&r->desk, promise_rebuild(c, ID_NONE, true, NULL, NULL, &again),
	    "rebuild");
	say("clocks", again.clocks);
	say("clocks-differ", again.differ);
	if (again.differ > 0)
		fprintf(stderr, "T-%lld: %s\n", (long long)again.first,
		    again.what.s);
	must(&r->desk, audit_verify(c, STR_NONE, &log), "log");
	say("events", log.n);
	say("log-bad", log.bad);
}
