/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asked.c - tickets of a list, narrowed by the words typed after `/`.
 */
#include "screens/asked.h"

#include "core/state.h"

static enum err
ask(struct core *c, struct arena *a, struct str typed, const char *base,
    const struct ticket_asked **q)
{
	return ticket_ask(c, a, str_printf(a, "%s %s", typed.s, base), true, q);
}

/* All but the word at the end. */
static struct str
before_last(struct arena *a, struct str typed)
{
	return str_copyn(a, typed.s, typed.len - strlen(filter_ending(typed)));
}

/* As far as it reads: *held are those words, *why is wrong in the rest. */
static enum err
read_typed(struct core *c, struct arena *a, struct str typed, struct str *held,
    struct str *why)
{
	const struct str tries[] = { typed, before_last(a, typed) };
	const struct ticket_asked *q;

	*why = *held = STR_NONE;
	for (size_t i = 0; i < countof(tries); i++) {
		enum err rc = ask(c, a, tries[i], "", &q);

		if (rc == OK)
			*held = tries[i];
		if (rc != ERR_INVALID)
			return rc;
		if (i == 0)
			*why = str_copy(a, str_of(c->fault.text));
		c->fault = (struct fault){ .code = OK };
	}
	return OK;
}

/* Do the words say themselves whose tickets are meant? */
static bool
says_whose(struct arena *a, struct str held)
{
	static const char *const words[] = { "owner", "team", "customer",
		"mine", "ours", "desk", "unassigned", "branch", "whose" };
	struct filter f;

	if (filter_parse(a, ticket_words, held, &f, NULL) != OK)
		return false;
	for (size_t i = 0; i < countof(words); i++)
		if (filter_get(&f, words[i]) != NULL)
			return true;
	return false;
}

/* Nothing is theirs by a team: then all is that they may see. Whoever has one
 * and did all that waited there stays in it. */
static enum err
of_no_team(struct core *c, struct arena *a, bool *none)
{
	struct row_state_list me;
	enum err rc = state_get(c, a, ID_NONE, &me);

	*none = rc == OK && me.team.len == 0;
	return rc;
}

enum err
asked_desk(struct core *c, struct arena *a, struct str typed, struct asked *out)
{
	const struct ticket_asked *q;
	const char *base = "desk";
	bool more;
	enum err rc;

	if ((rc = read_typed(c, a, typed, &out->held, &out->why)) != OK ||
	    (rc = ask(c, a, STR_NONE, base, &q)) != OK ||
	    (rc = ticket_count(c, q, &out->whole)) != OK)
		return rc;
	out->beyond = says_whose(a, out->held);
	if (!out->beyond && out->whole == 0 &&
	    (rc = of_no_team(c, a, &out->beyond)) != OK)
		return rc;
	if (out->beyond) {
		base = "";
		if ((rc = ask(c, a, STR_NONE, base, &q)) != OK ||
		    (rc = ticket_count(c, q, &out->whole)) != OK)
			return rc;
	}
	if ((rc = ask(c, a, out->held, base, &q)) != OK ||
	    (rc = ticket_page(c, a, q, ID_NONE, 500, &out->rows, &more)) != OK)
		return rc;
	out->show = ticket_asked_show(q);
	out->order = ticket_order_said(a, out->held);
	out->words = ticket_asked_whole(a, q);
	out->plain = ticket_asked_words(a, q, true);
	out->n = (int64_t)out->rows.n;
	return more ? ticket_count(c, q, &out->n) : OK;
}

enum err
asked_mine(struct core *c, struct arena *a, const struct asked *asked,
    struct rows_ticket_rows *rows)
{
	const struct ticket_asked *q;
	bool more;
	enum err rc = ticket_ask(c, a, str_printf(a, "%s mine", asked->words.s),
	    false, &q);

	return rc == OK ? ticket_page(c, a, q, ID_NONE, 500, rows, &more) : rc;
}

enum err
asked_anywhere(struct core *c, struct arena *a, struct str held,
    struct rows_ticket_rows *rows)
{
	const struct ticket_asked *q;
	bool more;
	enum err rc = ask(c, a, held, "", &q);

	return rc == OK ? ticket_page(c, a, q, ID_NONE, 500, rows, &more) : rc;
}

enum screen_key
asked_show_next(const struct screen *s, struct buf *say)
{
	struct arena a = { 0 };
	struct fault why = { .code = OK };
	struct str words;
	enum err rc = ticket_show_next(&a, s->arg.text, &words, &why);

	if (rc == OK)
		buf_printf(say, "filter %s", words.len > 0 ? words.s : "\"\"");
	else
		buf_z(say, why.text);
	arena_done(&a);
	return rc == OK ? SCREEN_SAY : SCREEN_TELL;
}

/* ---- orders ---------------------------------------------------------------- */

/* In the order in which the key comes to them. */
static const struct {
	const char *code, *text;
} orders[] = {
	{ "customer", N_("by customer") },
	{ "-customer", N_("by customer, from Z") },
	{ "created", N_("oldest first") },
	{ "-created", N_("newest first") },
	{ "-changed", N_("last changed first") },
	{ "changed", N_("longest untouched first") },
	{ "priority", N_("by priority") },
	{ "-priority", N_("by priority, from 4") },
	{ "team", N_("by team") },
	{ "-team", N_("by team, from Z") },
	{ "holder", N_("by holder") },
	{ "-holder", N_("by holder, from Z") },
	{ "state", N_("by state") },
	{ "-state", N_("by state, from the end") },
	{ "old", N_("oldest first") },
	{ "new", N_("newest first") },
	{ "due", N_("most urgent first") },
};

enum { ON_KEY = 14 }; /* the rest is typed only */

static size_t
place(struct str order)
{
	size_t i = 0;

	while (i < countof(orders) && !str_is(order, orders[i].code))
		i++;
	return i;
}

bool
asked_order_last(struct str order)
{
	return place(order) == ON_KEY - 1;
}

const char *
asked_order_text(struct str order)
{
	size_t i = place(order);

	return i < countof(orders) ? _(orders[i].text) : "";
}

enum screen_key
asked_order_next(const struct screen *s, struct buf *say)
{
	struct arena a = { 0 };
	struct fault why = { .code = OK };
	struct str now = ticket_order_said(&a, s->arg.text), words;
	size_t next = now.len > 0 ? place(now) + 1 : 0;
	enum err rc = ticket_order_put(&a, s->arg.text,
	    next < ON_KEY ? orders[next].code : NULL, &words, &why);

	if (rc == OK)
		buf_printf(say, "filter %s", words.len > 0 ? words.s : "\"\"");
	else
		buf_z(say, why.text);
	arena_done(&a);
	return rc == OK ? SCREEN_SAY : SCREEN_TELL;
}
