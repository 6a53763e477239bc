/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arg_type.c - the types an argument can have: how each is read, and what
 * could stand there. Whether a thing exists is the domain's business.
 */
#include "cmd/arg.h"

#include <ctype.h>

#include "base/clock.h"
#include "base/number.h"
#include "core/agent.h"
#include "core/load.h"
#include "core/outcome.h"
#include "core/role.h"
#include "core/team.h"
#include "core/ticket_query.h"
#include "core/typification.h"
#include "core/when.h"

#define PARSE(name)                                                            \
	static enum err name(struct arena *a, const struct arg_def *d,         \
	    struct arg *v, msec now, struct fault *f)
#define UNUSED_ARGS (void)a, (void)d, (void)v, (void)now, (void)f

PARSE(parse_line)
{
	UNUSED_ARGS;
	if (memchr(v->text.s, '\n', v->text.len) != NULL)
		return fail(f, ERR_USAGE, _("%s= takes one line of text"),
		    d->name.s);
	return OK;
}

PARSE(parse_int)
{
	UNUSED_ARGS;
	if (!str_int(v->text, &v->i) && !number_read(v->text, &v->i))
		return fail(f, ERR_USAGE,
		    _("%s= takes a whole number, not '%s'"), d->name.s,
		    v->text.s);
	return OK;
}

PARSE(parse_bool)
{
	static const char *const yes[] = { "yes", "true", "1", "on" };
	static const char *const no[] = { "no", "false", "0", "off" };

	UNUSED_ARGS;
	for (size_t i = 0; i < countof(yes); i++) {
		if (str_is(v->text, yes[i]) || str_is(v->text, no[i])) {
			v->i = str_is(v->text, yes[i]);
			return OK;
		}
	}
	return fail(f, ERR_USAGE, _("%s= takes yes or no, not '%s'"), d->name.s,
	    v->text.s);
}

/* Whose clock words are on; NULL: it is not known, and they are none. */
static const struct zone *wall;

void
arg_wall(const struct zone *z)
{
	wall = z;
}

PARSE(parse_at)
{
	struct str span = v->text;
	bool ahead = str_starts(span, STR("+"));
	msec away;

	UNUSED_ARGS;
	if (str_is(v->text, "now")) {
		v->i = now;
		return OK;
	}
	if (ahead || str_starts(span, STR("-"))) {
		span.s++;
		span.len--;
		if (clock_span(span, &away, NULL) == OK) {
			v->i = ahead ? now + away : now - away;
			return OK;
		}
	} else if (clock_parse(v->text, &v->i, NULL) == OK) {
		return OK;
	}
	if (wall != NULL && when_parse(v->text, wall, now, &v->i, NULL) == OK)
		return OK;
	return fail(f, ERR_USAGE,
	    wall != NULL
		? _("%s= takes a time as 'tomorrow 10:00', '25 Nov 15:30', "
		    "-2h or +2d, not '%s'")
		: _("%s= takes an instant as 2026-03-06T15:30:00Z, how long "
		    "ago as -2h or in how long as +2d, not '%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_span)
{
	UNUSED_ARGS;
	if (clock_span(v->text, &v->i, NULL) == OK)
		return OK;
	return fail(f, ERR_USAGE,
	    _("%s= takes a time as 90s, 15m, 4h or 2d, "
	      "not '%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_id)
{
	UNUSED_ARGS;
	if (id_parse(v->text, &v->id))
		return OK;
	return fail(f, ERR_USAGE,
	    _("%s= takes an id as "
	      "0190a6e2-7c3b-7d10-8f00-000000000001, not '%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_date)
{
	const struct zone *z = wall != NULL ? wall : zone_get(STR_NONE);
	int64_t day;

	UNUSED_ARGS;
	if (clock_day(v->text, &day))
		return OK;
	if (when_day(v->text, zone_time(z, now).day, &day)) {
		v->text = clock_day_text(a, day);
		return OK;
	}
	return fail(f, ERR_USAGE,
	    _("%s= takes a date as '25 Nov 2026', tomorrow or 2026-11-25, not "
	      "'%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_choice)
{
	struct str rest = d->choices, one;

	UNUSED_ARGS;
	while (str_next(a, &rest, '|', &one))
		if (str_eq(one, v->text))
			return OK;
	return fail(f, ERR_USAGE, _("%s= takes one of %s, not '%s'"), d->name.s,
	    d->choices.s, v->text.s);
}

/* T-1042, t-1042 and 1042 are the same, I-1042 for contacts, C-1042 for
 * callbacks, A-1042 for appointments; an id is taken too. */
PARSE(parse_number)
{
	struct str digits = v->text;

	UNUSED_ARGS;
	if (id_parse(v->text, &v->id))
		return OK;
	if (digits.len > 2 && digits.s[1] == '-' &&
	    tolower((unsigned char)digits.s[0]) == d->type->name[0]) {
		digits.s += 2;
		digits.len -= 2;
	}
	if (str_int(digits, &v->i) && v->i > 0)
		return OK;
	return fail(f, ERR_USAGE, _("%s takes a number or an id, not '%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_verb)
{
	UNUSED_ARGS;
	if (may_find(v->text) != MAY_COUNT)
		return OK;
	return fail(f, ERR_USAGE,
	    _("there is no right '%s'; 'cabina role "
	      "rights' lists them"),
	    v->text.s);
}

PARSE(parse_pair)
{
	UNUSED_ARGS;
	if (v->text.s[0] != '=' && memchr(v->text.s, '=', v->text.len) != NULL)
		return OK;
	return fail(f, ERR_USAGE, _("%s= takes NAME=VALUE, not '%s'"),
	    d->name.s, v->text.s);
}

PARSE(parse_some)
{
	UNUSED_ARGS;
	if (v->text.len > 0)
		return OK;
	return fail(f, ERR_USAGE, _("%s is empty"), d->name.s);
}

PARSE(parse_file)
{
	UNUSED_ARGS;
	if (v->text.len == 0)
		return fail(f, ERR_USAGE, _("%s is empty"), d->name.s);
	return arg_file(a, &v->text, f);
}

/* ---- completion --------------------------------------------------------- */

#define COMPLETE(name)                                                         \
	static void name(struct core *c, struct arena *a,                      \
	    const struct arg_def *d, arg_offer *offer, void *u)

COMPLETE(complete_bool)
{
	(void)c, (void)a, (void)d;
	offer(u, STR("yes"));
	offer(u, STR("no"));
}

COMPLETE(complete_choice)
{
	struct str rest = d->choices, one;

	(void)c;
	while (str_next(a, &rest, '|', &one))
		offer(u, one);
}

COMPLETE(complete_verb)
{
	(void)c, (void)a, (void)d;
	for (int i = MAY_ANYONE + 1; i < MAY_COUNT; i++)
		offer(u, str_of(may_name((enum may)i)));
}

COMPLETE(complete_kind)
{
	(void)c, (void)a, (void)d;
	for (size_t i = 0; load_kind(i) != NULL; i++)
		offer(u, str_of(load_kind(i)));
}

/* What the database has; nothing when it cannot be asked. */
#define COMPLETE_ROWS(name, rows_type, read, field)                            \
	COMPLETE(name)                                                         \
	{                                                                      \
		struct rows_type rows;                                         \
                                                                               \
		(void)d;                                                       \
		if (c == NULL || c->db == NULL || (read) != OK)                \
			return;                                                \
		for (size_t i = 0; i < rows.n; i++)                            \
			offer(u, rows.v[i].field);                             \
	}

enum { PEOPLE = 2000 };

COMPLETE_ROWS(complete_leaf, rows_typification_list,
    typification_find(c, a, STR_NONE, &rows), code)
COMPLETE_ROWS(complete_team, rows_team_list, team_list(c, a, false, &rows),
    code)
COMPLETE_ROWS(complete_branch, rows_branch_list,
    branch_list(c, a, false, &rows), code)
COMPLETE_ROWS(complete_role, rows_role_list, role_list(c, a, &rows), code)
COMPLETE_ROWS(complete_agent, rows_agent_list,
    agent_list(c, a, &(struct agent_filter){ .limit = PEOPLE }, &rows), login)

COMPLETE(complete_outcome)
{
	struct outcome_rows rows;

	(void)d;
	if (c == NULL || c->db == NULL ||
	    outcome_list(c, a, false, &rows) != OK)
		return;
	for (size_t i = 0; i < rows.n; i++)
		offer(u, rows.v[i].o.code);
}

/* Whole words: which of them fits what was begun is seen where it is known. */
COMPLETE(complete_filter)
{
	(void)d;
	for (const struct filter_def *w = ticket_words; w->name != NULL; w++) {
		offer(u,
		    str_printf(a, "%s%s", filter_word(w).s,
			w->kind == FILTER_FLAG ? "" : ":"));
		for (const struct filter_choice *x = w->choices;
		     x != NULL && x->code != NULL; x++)
			offer(u,
			    str_printf(a, "%s:%s", filter_word(w).s,
				meant(x->word)));
		if (w->kind == FILTER_NAME && c != NULL && c->db != NULL &&
		    ticket_complete(c, a,
			str_printf(a, "%s:", filter_word(w).s), offer, u) != OK)
			return;
	}
}

const struct arg_type arg_types[] = {
	{ "text", N_("TEXT"), N_("words, also several lines"), NULL, NULL },
	{ "line", N_("TEXT"), N_("words in one line"), parse_line, NULL },
	{ "words", N_("TEXT"), N_("words, without quotation marks too"),
	    parse_line, NULL },
	{ "filter", N_("FILTER"),
	    N_("words like state:open team:ventas due<2h mine, or text"),
	    parse_line, complete_filter },
	{ "int", N_("N"), N_("a whole number"), parse_int, NULL },
	{ "bool", "yes|no", N_("yes or no"), parse_bool, complete_bool },
	{ "at", N_("INSTANT"),
	    N_("+2d, -2h, now, 2026-03-06T15:30:00Z; in the console tomorrow "
	       "10:00 and 25 Nov 10:00, too"),
	    parse_at, NULL },
	{ "span", N_("TIME"), N_("90s, 15m, 4h or 2d"), parse_span, NULL },
	{ "date", N_("DATE"),
	    N_("a day as '25 Nov 2026', tomorrow or 2026-11-25"), parse_date,
	    NULL },
	{ "id", N_("ID"), N_("an id"), parse_id, NULL },
	{ "file", N_("FILE"), N_("the path of a file"), parse_file, NULL },
	{ "newfile", N_("FILE"), N_("the path of a file that is not there yet"),
	    parse_file, NULL },
	{ "choice", N_("WORD"), N_("one of the words shown"), parse_choice,
	    complete_choice },
	{ "customer", N_("CUSTOMER"), N_("a customer's id or RUT"), parse_some,
	    NULL },
	{ "ticket", N_("TICKET"), N_("a ticket's number or id"), parse_number,
	    NULL },
	{ "interaction", N_("CONTACT"), N_("a contact's number or id"),
	    parse_number, NULL },
	{ "callback", N_("CALLBACK"), N_("a callback's number or id"),
	    parse_number, NULL },
	{ "appointment", N_("APPOINTMENT"), N_("an appointment's number or id"),
	    parse_number, NULL },
	{ "outcome", N_("CODE"), N_("an outcome's code or key"), parse_some,
	    complete_outcome },
	{ "typification", N_("CODE"), N_("a typification's code"), parse_some,
	    complete_leaf },
	{ "team", N_("TEAM"), N_("a team's code"), parse_some, complete_team },
	{ "branch", N_("BRANCH"), N_("a branch's code"), parse_some,
	    complete_branch },
	{ "agent", N_("LOGIN"), N_("a person's login"), parse_some,
	    complete_agent },
	{ "role", N_("ROLE"), N_("a role's name"), parse_some, complete_role },
	{ "verb", N_("RIGHT"), N_("a right, as 'role rights' lists them"),
	    parse_verb, complete_verb },
	{ "kind", N_("KIND"), N_("what the rows of the file are"), parse_some,
	    complete_kind },
	{ "pair", N_("NAME=VALUE"), N_("a name and its value"), parse_pair,
	    NULL },
	{ "secret", N_("SECRET"),
	    N_("asked for when it is left out; - reads "
	       "it from standard input"),
	    parse_line, NULL },
};
const size_t narg_types = countof(arg_types);

const struct arg_type *
arg_type_find(struct str name)
{
	for (size_t i = 0; i < narg_types; i++)
		if (str_is(name, arg_types[i].name))
			return &arg_types[i];
	return NULL;
}

/* ---- is it there? ------------------------------------------------------- */

/* What is typified is a leaf; what is said of the tree is any node. */
static enum err
known_type(struct core *c, struct arena *a, const struct arg_def *d,
    struct str text)
{
	struct row_typification_get row;

	return str_is(d->name, "typification")
	    ? typification_leaf(c, a, text, &row)
	    : typification_get(c, a, text, &row);
}

static enum err
known_team(struct core *c, struct arena *a, const struct arg_def *d,
    struct str text)
{
	(void)a, (void)d;
	return team_check(c, text);
}

static const struct {
	const char *type;
	arg_known *known;
} things[] = {
	{ "typification", known_type },
	{ "team", known_team },
};

arg_known *
arg_type_known(const struct arg_type *type)
{
	for (size_t i = 0; i < countof(things); i++)
		if (strcmp(things[i].type, type->name) == 0)
			return things[i].known;
	return NULL;
}
