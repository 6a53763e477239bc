/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * moves.c - the table of moves as a centre narrows it.
 */
#include "core/moves.h"

#include "base/utf8.h"
#include "base/conf.h"
#include "core/field.h"
#include "core/list.h"

#define HEAD "moves "

struct rule {
	struct str from, to;
	struct str who, needs; /* as written; "" is not said */
	int line;
};

struct reading {
	struct arena *a;
	bool mine;
	VEC(struct rule) v;
};

/* ---- reading ------------------------------------------------------------ */

static bool
is_move(struct str from, struct str to)
{
	for (size_t i = 0; i < nticket_moves; i++)
		if (str_is(from, ticket_moves[i].from) &&
		    str_is(to, ticket_moves[i].to))
			return true;
	return false;
}

static struct rule *
rule_of(struct reading *r, struct str from, struct str to)
{
	struct rule *x;

	for (size_t i = 0; i < r->v.n; i++)
		if (str_eq(r->v.v[i].from, from) && str_eq(r->v.v[i].to, to))
			return &r->v.v[i];
	x = vec_push(r->a, &r->v);
	*x = (struct rule){ from, to, STR_NONE, STR_NONE, 0 };
	return x;
}

static bool
is_role(struct str name)
{
	static const char *const roles[] = { "agent", "branch", "back-office",
		"supervisor", "administrator", "auditor" };

	for (size_t i = 0; i < countof(roles); i++)
		if (str_is(name, roles[i]))
			return true;
	return false;
}

static enum err
check_who(struct reading *r, struct conf_at at, struct str who, struct fault *f)
{
	struct str one;

	if (str_is(who, "nobody") || str_is(who, "everybody"))
		return OK;
	while (str_next(r->a, &who, ',', &one))
		if (!is_role(utf8_trim(r->a, one)))
			return conf_refuse(at, f,
			    _("there is no role '%s': write roles with commas, "
			      "everybody or nobody"),
			    utf8_trim(r->a, one).s);
	return OK;
}

static enum err
read_key(struct reading *r, struct conf_at at, struct str key, struct str value,
    struct fault *f)
{
	bool needs = str_starts(key, STR("needs "));
	struct str rest = needs ? str_of(key.s + 6) : key, from, to;
	struct rule *x;
	const char *arrow = strstr(rest.s, ">");
	enum err rc;

	if (arrow == NULL)
		return conf_refuse(at, f,
		    _("'%s' is no move: write open > resolved = ROLES, or "
		      "needs open > resolved = FIELDS"),
		    key.s);
	from =
	    utf8_trim(r->a, str_copyn(r->a, rest.s, (size_t)(arrow - rest.s)));
	to = utf8_trim(r->a, str_copy(r->a, str_of(arrow + 1)));
	if (!ticket_state_ok(from) || !ticket_state_ok(to))
		return conf_refuse(at, f, _("there is no state '%s'"),
		    ticket_state_ok(from) ? to.s : from.s);
	if (!is_move(from, to))
		return conf_refuse(at, f,
		    _("no move leads from %s to %s; 'ticket moves' lists them"),
		    from.s, to.s);
	x = rule_of(r, from, to);
	x->line = at.line;
	if (needs) {
		x->needs = str_copy(r->a, value);
		return OK;
	}
	if ((rc = check_who(r, at, str_copy(r->a, value), f)) == OK)
		x->who = str_is(value, "everybody") ? STR_NONE
						    : str_copy(r->a, value);
	return rc;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reading *r = u;

	if (key.len > 0)
		return r->mine ? read_key(r, at, key, value, f) : OK;
	r->mine = str_starts(section, STR(HEAD));
	if (r->mine && !str_is(section, HEAD "ticket"))
		return conf_refuse(at, f, _("only [moves ticket] is known"));
	return OK;
}

/* ---- does every ticket still end? --------------------------------------- */

static bool
stands(const struct reading *r, const struct ticket_move *m)
{
	for (size_t i = 0; i < r->v.n; i++)
		if (str_is(r->v.v[i].from, m->from) &&
		    str_is(r->v.v[i].to, m->to))
			return !str_is(r->v.v[i].who, "nobody");
	return true;
}

/* Can a ticket in this state come to be closed or cancelled? */
static bool
ends(const struct reading *r, const char *state, int deep)
{
	if (strcmp(state, "closed") == 0 || strcmp(state, "cancelled") == 0)
		return true;
	for (size_t i = 0; deep < 8 && i < nticket_moves; i++)
		if (strcmp(ticket_moves[i].from, state) == 0 &&
		    stands(r, &ticket_moves[i]) &&
		    ends(r, ticket_moves[i].to, deep + 1))
			return true;
	return false;
}

static bool
closes(const struct reading *r)
{
	for (size_t i = 0; i < nticket_moves; i++)
		if (strcmp(ticket_moves[i].to, "closed") == 0 &&
		    stands(r, &ticket_moves[i]))
			return true;
	return false;
}

static enum err
check_ends(const struct reading *r, const char *of, struct fault *f)
{
	struct conf_at at = { of, r->v.n > 0 ? r->v.v[r->v.n - 1].line : 1 };

	for (size_t i = 0; i < nticket_moves; i++)
		if (!ends(r, ticket_moves[i].from, 0))
			return conf_refuse(at, f,
			    _("nothing would lead out of '%s': a ticket in it "
			      "could never end"),
			    ticket_moves[i].from);
	return closes(r) ? OK
			 : conf_refuse(at, f,
			       _("no ticket could be closed any more: leave a "
				 "move to 'closed'"));
}

static enum err
parse(struct arena *a, struct str text, const char *of, struct reading *out,
    struct fault *f)
{
	struct reading r = { .a = a };
	enum err rc = conf_text(text, of, read_line, &r, f);

	if (rc == OK && r.v.n > 0)
		rc = check_ends(&r, of, f);
	if (rc == OK)
		*out = r;
	return rc;
}

/* ---- as a kind of setup ------------------------------------------------- */

static enum err
check_file(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct reading r;

	return parse(a, text, of, &r, f);
}

static enum err
check_item(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct fault *f)
{
	struct rows_field_named fields;
	struct reading r;
	struct str rest, one;
	enum err rc;

	(void)all;
	if ((rc = parse(&c->scratch, is->text, is->file.s, &r, f)) != OK ||
	    (rc = field_named(c, &c->scratch, STR("ticket"), &fields)) != OK)
		return rc;
	for (size_t i = 0; i < r.v.n; i++)
		for (rest = r.v.v[i].needs;
		     str_next(&c->scratch, &rest, ',', &one);) {
			size_t k = 0;

			one = utf8_trim(&c->scratch, one);
			while (k < fields.n && !str_eq(fields.v[k].id, one))
				k++;
			if (k == fields.n && one.len > 0)
				return fail(f, ERR_INVALID,
				    _("%s:%d: there is no field '%s' of "
				      "tickets"),
				    is->file.s, is->line, one.s);
		}
	return OK;
}

static enum err
from(struct str text, msec *at, struct fault *f)
{
	(void)text, (void)f;
	*at = INT64_MIN;
	return OK;
}

const struct setup_kind setup_moves = { .name = "moves",
	.check_file = check_file,
	.check_item = check_item,
	.from = from };

/* ---- in force ----------------------------------------------------------- */

enum err
moves_who(struct core *c, struct arena *a, const struct ticket_move *m,
    struct str *who, struct str *needs)
{
	struct setup_items all = { 0 };
	const struct setup_item *is = NULL;
	struct reading r = { .a = a };
	msec now = clock_now(c->clock);
	enum err rc = setup_stored(c, a, &setup_moves, STR("ticket"), &all);

	*who = *needs = STR_NONE;
	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (all.v[i].valid_from <= now)
			is = &all.v[i];
	if (rc == OK && is != NULL)
		rc = parse(a, is->text, "setup", &r, &c->fault);
	for (size_t i = 0; rc == OK && i < r.v.n; i++)
		if (str_is(r.v.v[i].from, m->from) &&
		    str_is(r.v.v[i].to, m->to)) {
			*who = r.v.v[i].who;
			*needs = r.v.v[i].needs;
		}
	return rc;
}

static bool
is_among(struct arena *a, struct str list, struct str role)
{
	struct str one;

	while (str_next(a, &list, ',', &one))
		if (str_eq(utf8_trim(a, one), role))
			return true;
	return false;
}

static bool
is_filled(struct str field, const struct rows_field_value_list *have,
    const struct pair *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(p[i].name, field))
			return true;
	for (size_t i = 0; i < have->n; i++)
		if (str_eq(have->v[i].field, field))
			return true;
	return false;
}

static enum err
check_needs(struct core *c, const struct row_ticket_take *t, struct str needs,
    const struct pair *p, size_t n)
{
	struct rows_field_value_list have;
	struct str one;
	enum err rc = field_values(c, &c->scratch, "ticket", t->id, &have);

	while (rc == OK && str_next(&c->scratch, &needs, ',', &one)) {
		one = utf8_trim(&c->scratch, one);
		if (one.len > 0 && !is_filled(one, &have, p, n))
			return fail(&c->fault, ERR_NEED_ARG,
			    _("T-%lld needs '%s' before this; fill it in: "
			      "'ticket edit'"),
			    (long long)t->number, one.s);
	}
	return rc;
}

enum err
moves_check(struct core *c, const struct ticket_move *m,
    const struct row_ticket_take *t, const struct pair *p, size_t n)
{
	struct str who, needs;
	enum err rc = moves_who(c, &c->scratch, m, &who, &needs);

	if (rc != OK)
		return rc;
	if (str_is(who, "nobody"))
		return fail(&c->fault, ERR_INVALID,
		    _("here no ticket goes from %s to %s"), m->from, m->to);
	/* What time does by itself is nobody's doing. */
	if (id_none(c->me.id) || str_is(list_given(c->via), "sweep"))
		return OK;
	if (who.len > 0 && !is_among(&c->scratch, who, c->me.role))
		return fail(&c->fault, ERR_DENIED,
		    _("from %s to %s is for these roles: %s"), m->from, m->to,
		    who.s);
	return needs.len > 0 ? check_needs(c, t, needs, p, n) : OK;
}
