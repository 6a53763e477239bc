/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board.c - the figures of supervisors, and what is behind each.
 */
#include "core/board.h"

#include "cmd/out.h"
#include "cmd/refer.h"
#include "core/referral.h"

/* ---- honesty ------------------------------------------------------------ */

static void
say_honesty(struct reply *r, const struct board_honesty *b)
{
	reply_at(r, "since_at", b->since);
	reply_at(r, "as_of", b->at);
	ANSWER(r, BOARD_HONESTY, &b->v);
	reply_int(r, "counted", board_counted(&b->v));
	reply_int(r, "met_permille", board_met(&b->v));
}

static enum err
honesty(struct cmd_ctx *cx, const struct args *a)
{
	struct board_honesty b;
	enum err rc = board_honesty(cx->core, cx->arena, &b);

	(void)a;
	if (rc == OK)
		say_honesty(cx->reply, &b);
	return rc;
}

/* ---- promises ----------------------------------------------------------- */

static const char *const cell_columns[BOARD_CELLS] = { "late", "hour", "hour_1",
	"hour_2", "hour_3", "hour_4", "hour_5", "today", "tomorrow", "after",
	"later", "paused", "none" };

static void
say_promise(struct reply *r, const struct board_promise *p)
{
	for (int i = 0; i < BOARD_CELLS; i++)
		reply_int(r, cell_columns[i], p->cell[i]);
	reply_int(r, "sum", p->sum);
	reply_int(r, "soon", p->soon);
	reply_int(r, "over", p->over);
}

static enum err
promises(struct cmd_ctx *cx, const struct args *a)
{
	struct board_promises b;
	enum err rc = board_promises(cx->core, cx->arena, &b);

	(void)a;
	if (rc != OK)
		return rc;
	reply_at(cx->reply, "as_of", b.edges.at);
	say_promise(cx->reply, &b.all);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < b.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "team", b.v[i].team);
		reply_text(cx->reply, "team_name", b.v[i].name);
		say_promise(cx->reply, &b.v[i]);
	}
	reply_thing(cx->reply);
	return OK;
}

/* The same teams, and all of them in the last line; when it was is in each, for
 * whoever puts two of them together. */
static void
say_board(struct reply *r, const struct board_promises *b, bool when)
{
	reply_table(r, "rows");
	for (size_t i = 0; i <= b->n; i++) {
		const struct board_promise *p = i < b->n ? &b->v[i] : &b->all;

		reply_line(r);
		if (when)
			reply_at(r, "as_of", b->edges.at);
		reply_text(r, "team", p->team);
		reply_text(r, "team_name",
		    i < b->n ? p->name : str_of(_("All")));
		say_promise(r, p);
	}
	reply_thing(r);
}

static enum err
promises_out(struct cmd_ctx *cx, const struct args *a)
{
	struct board_promises b;
	struct board_honesty h;
	struct reply r;
	enum err rc;

	if ((rc = board_promises(cx->core, cx->arena, &b)) != OK ||
	    (rc = board_honesty(cx->core, cx->arena, &h)) != OK)
		return rc;
	reply_init(&r, cx->arena);
	say_board(&r, &b, !out_is_text(a));
	say_honesty(&r, &h);
	return out_reply(cx, a, &r, "board promises", STR("board promises"));
}

/* ---- work --------------------------------------------------------------- */

static const char *const state_columns[BOARD_STATES] = { "new", "open",
	"pending_customer", "pending_third_party", "scheduled", "referred" };
static const char *const age_columns[BOARD_AGES] = { "age_1d", "age_3d",
	"age_7d", "age_30d", "age_old" };

static void
say_work(struct reply *r, const struct board_work *w)
{
	for (int i = 0; i < BOARD_STATES; i++)
		reply_int(r, state_columns[i], w->state[i]);
	for (int i = 0; i < BOARD_AGES; i++)
		reply_int(r, age_columns[i], w->age[i]);
	reply_int(r, "sum", w->sum);
}

static enum err
work(struct cmd_ctx *cx, const struct args *a)
{
	bool by_person = str_is(arg_str(a, "by"), "person");
	struct board_works b;
	enum err rc = board_work(cx->core, cx->arena, by_person, &b);

	if (rc != OK)
		return rc;
	reply_at(cx->reply, "as_of", b.at);
	say_work(cx->reply, &b.all);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < b.n; i++) {
		const struct board_work *w = &b.v[i];

		reply_line(cx->reply);
		if (by_person)
			reply_id(cx->reply, "owner", w->owner);
		else
			reply_text(cx->reply, "team", w->team);
		reply_text(cx->reply, "name",
		    w->name.len > 0 || !by_person ? w->name
						  : str_of(_("nobody yet")));
		say_work(cx->reply, w);
	}
	reply_thing(cx->reply);
	return OK;
}

/* ---- the rows behind ---------------------------------------------------- */

static enum err
no_word(struct cmd_ctx *cx, const char *what, struct str given,
    const char *words)
{
	return fail(&cx->core->fault, ERR_INVALID, _("%s is none of: %s"),
	    str_printf(cx->arena, "%s=%s", what, given.s).s, words);
}

static enum err
read_cell(struct cmd_ctx *cx, const struct args *a, struct board_ask *q)
{
	struct str due = arg_str(a, "due"), age = arg_str(a, "age");

	q->cell = due.len > 0 ? board_cell_find(due) : BOARD_ANY;
	if (q->cell > BOARD_ANY)
		return no_word(cx, "due", due,
		    "late, soon, hour, hour+1 … hour+5, today, tomorrow, "
		    "after, later, paused, over, none, any");
	for (int i = 0; i < BOARD_AGES; i++)
		if (str_is(age, board_ages[i]))
			q->age = i + 1;
	if (age.len > 0 && q->age == 0)
		return no_word(cx, "age", age, "1d, 3d, 7d, 30d, old");
	q->honest = arg_str(a, "honest");
	for (size_t i = 0; i < nboard_honest; i++)
		if (str_is(q->honest, board_honest[i]))
			return OK;
	if (q->honest.len > 0)
		return no_word(cx, "honest", q->honest,
		    "done, kept, missed, late-open, thanks, tenth, flips, "
		    "changed");
	return OK;
}

static enum err
tickets(struct cmd_ctx *cx, const struct args *a)
{
	struct board_ask q = { .one_team = arg_given(a, "team"),
		.team = arg_str(a, "team"),
		.one_owner = arg_given(a, "agent") || arg_bool(a, "nobody"),
		.state = arg_str(a, "state"),
		.at = arg_int(a, "as-of", 0),
		.limit = arg_int(a, "limit", 0) };
	struct rows_ticket_rows rows;
	bool whole;
	enum err rc;

	if (str_is(q.team, "-"))
		q.team = STR_NONE;
	if ((rc = refer_agent(cx, a, "agent", &q.owner)) != OK ||
	    (rc = read_cell(cx, a, &q)) != OK ||
	    (rc = board_tickets(cx->core, cx->arena, &q, &rows, &whole)) != OK)
		return rc;
	reply_bool(cx->reply, "more", !whole);
	ANSWER_ROWS(cx->reply, "rows", TICKET_ROWS, rows);
	return OK;
}

/* ---- who had it ---------------------------------------------------------- */

/* Those who are no team and nobody of the house have no name of their own. */
static struct str
holder_name(const struct board_holder *h)
{
	if (h->name.len > 0)
		return h->name;
	if (str_is(h->holder, "customer"))
		return str_of(_("the customer"));
	if (str_is(h->holder, "third-party"))
		return str_of(_("somebody outside"));
	return h->holder;
}

static enum err
holders(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct board_holders b;
	char span[24];
	int64_t sum = 0;
	enum err rc = board_holders(cx->core, cx->arena, &b);

	(void)a;
	if (rc != OK)
		return rc;
	reply_at(r, "since_at", b.since);
	reply_at(r, "as_of", b.at);
	for (size_t i = 0; i < b.n; i++)
		sum += b.v[i].ms / SECONDS(1);
	reply_int(r, "sum_s", sum); /* of whole seconds, as its parts */
	reply_table(r, "rows");
	for (size_t i = 0; i < b.n; i++) {
		reply_line(r);
		reply_text(r, "holder", b.v[i].holder);
		reply_text(r, "name", holder_name(&b.v[i]));
		reply_int(r, "span_s", b.v[i].ms / SECONDS(1));
		reply_int(r, "permille", b.v[i].share);
		(void)clock_span_text(b.v[i].ms, span);
		reply_text(r, "span", str_copy(cx->arena, str_of(span)));
	}
	reply_thing(r);
	return OK;
}

/* ---- people ------------------------------------------------------------- */

static const char *const limit_words[] = {
	[BOARD_FINE] = "fine", [BOARD_NEAR] = "near", [BOARD_BEYOND] = "beyond"
};

static void
say_person(struct reply *r, const struct board_person *p)
{
	reply_line(r);
	reply_text(r, "login", p->who.login);
	reply_text(r, "name", p->who.name);
	reply_text(r, "state", p->who.state);
	reply_text(r, "reason", p->who.reason);
	reply_at(r, "since_at", p->who.since_at);
	reply_text(r, "limit", str_of(limit_words[p->limit]));
	reply_text(r, "team", p->who.team);
	reply_at(r, "here_at", p->here_at);
	reply_int(r, "in_hand", p->in_hand);
	reply_int(r, "contact", p->contact.number);
	reply_text(r, "customer_name",
	    p->in_hand > 0 ? p->contact.customer_name : STR_NONE);
	reply_int(r, "today", p->today);
	reply_int(r, "talk_mean_s", p->talk_mean / SECONDS(1));
	reply_int(r, "worked_s", p->worked / SECONDS(1));
}

static enum err
people(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct board_people b;
	enum err rc = board_people(cx->core, cx->arena, arg_str(a, "team"), &b);

	if (rc != OK)
		return rc;
	reply_at(r, "as_of", b.at);
	reply_int(r, "ready", b.ready);
	reply_int(r, "busy", b.busy);
	reply_int(r, "wrap_up", b.wrap);
	reply_int(r, "paused", b.paused);
	reply_int(r, "offline", b.offline);
	reply_table(r, "rows");
	for (size_t i = 0; i < b.n; i++)
		say_person(r, &b.v[i]);
	reply_thing(r);
	return OK;
}

/* ---- referrals ---------------------------------------------------------- */

static void
say_referral(struct reply *r, const struct board_referral *b)
{
	static const char *const names[REFERRAL_KINDS] = { "waits", "works",
		"back", "late", "to_and_fro" };

	for (int i = 0; i < REFERRAL_KINDS; i++)
		reply_int(r, names[i], b->kind[i]);
	reply_int(r, "sum", b->sum);
}

static enum err
referrals(struct cmd_ctx *cx, const struct args *a)
{
	struct board_referrals b;
	enum err rc = board_referrals(cx->core, cx->arena, &b);

	(void)a;
	if (rc != OK)
		return rc;
	reply_at(cx->reply, "as_of", b.at);
	say_referral(cx->reply, &b.all);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < b.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "team", b.v[i].team);
		reply_text(cx->reply, "team_name", b.v[i].name);
		say_referral(cx->reply, &b.v[i]);
		reply_at(cx->reply, "oldest_at", b.v[i].oldest_at);
	}
	reply_thing(cx->reply);
	return OK;
}

const struct cmd_def cmd_board[] = {
	{ .name = "board promises",
	    .title = N_("Promises"),
	    .run = promises,
	    .columns = "team_name late soon hour today tomorrow later paused "
		       "none sum",
	    .may = MAY_TICKET_READ,
	    .args = "",
	    .help = N_("Show when open tickets are due, by team"),
	    .more = N_("Hours and days are those of your own clock. Each "
		       "figure is as many tickets as 'board tickets' lists "
		       "with the same due= and team=.") },
	{ .name = "board export",
	    .run = promises_out,
	    .may = MAY_EXPORT,
	    .writes = true,
	    .args = OUT_ARGS,
	    .help = N_("Write the board of promises to a file"),
	    .more = N_("The teams as 'board promises' has them, and the sums; "
		       "the text also has the figures of 'board honesty'. A "
		       "new file that only you can read; without file= to "
		       "standard output, in the console to your home. Who "
		       "exported what stays written down.") },
	{ .name = "board work",
	    .title = N_("Work"),
	    .run = work,
	    .columns = "name new open pending_customer pending_third_party "
		       "scheduled referred age_old sum",
	    .may = MAY_TICKET_READ,
	    .args = "by:choice(team|person)?",
	    .help = N_("Show the open work by who has it, state and age") },
	{ .name = "board referrals",
	    .title = N_("Referrals"),
	    .run = referrals,
	    .columns = "team_name waits works back late to_and_fro sum "
		       "oldest_at",
	    .may = MAY_TICKET_READ,
	    .help = N_("Referrals under way, by the team that was asked: not "
		       "accepted yet, in work, returned, late, to and fro") },
	{ .name = "board people",
	    .title = N_("People"),
	    .run = people,
	    .columns = "name state reason since_at limit contact "
		       "customer_name today talk_mean_s worked_s",
	    .may = MAY_AGENT_READ,
	    .args = "team:team?",
	    .help = N_("Show who does what, since when, and on which "
		       "contact") },
	{ .name = "board tickets",
	    .title = N_("Behind a number"),
	    .run = tickets,
	    .columns = "number subject customer_name team_name owner_name "
		       "state priority",
	    .may = MAY_TICKET_READ,
	    .args = "due:line? age:line? team:line? agent:agent? nobody:bool? "
		    "state:line? honest:line? as-of:at? limit:int?",
	    .help = N_("List the tickets behind a figure of a board"),
	    .more = N_("due= is late, soon (within an hour), hour, hour+1 to "
		       "hour+5, today, tomorrow, after, later, paused, over "
		       "(parked beyond its end) or none; age= is 1d, 3d, 7d, "
		       "30d or old; team=- is no team. as-of= counts from "
		       "another instant. honest= is a figure of 'board "
		       "honesty'.") },
	{ .name = "board honesty",
	    .title = N_("Honesty"),
	    .run = honesty,
	    .may = MAY_TICKET_READ,
	    .args = "",
	    .help = N_("Show how promises were kept in the last 30 days, and "
		       "by which means"),
	    .more = N_("thanks: met only because the clock stood still. tenth: "
		       "paused with nine tenths used. flips: paused three "
		       "times or more. changed: missed only because the "
		       "promise was changed. late: open and late now. counted: "
		       "done and late; met_permille: kept of counted, so that "
		       "what is late and open is missed. 'board tickets "
		       "honest=thanks' lists the tickets.") },
	{ .name = "board holders",
	    .title = N_("Who had it"),
	    .run = holders,
	    .columns = "name span permille",
	    .may = MAY_TICKET_READ,
	    .args = "",
	    .help = N_("Show who had what was open in the last 30 days; the "
		       "shares add up") },
	{ 0 },
};
