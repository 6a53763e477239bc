/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_choose.c - which script, and which version of it, a contact gets.
 */
#include "base/json.h"
#include "core/list.h"
#include "core/script.h"
#include "core/typification.h"

struct facts {
	struct row_interaction_get i;
	struct row_script_facts f;
	struct rows_matter_list matters;
	struct rows_typification_list tree;
};

/* Is `code` this branch of the tree, or below it? */
static bool
is_below(const struct facts *x, struct str code, struct str branch)
{
	for (int depth = 0; depth < 8 && code.len > 0; depth++) {
		struct str up = STR_NONE;

		if (str_eq(code, branch))
			return true;
		for (size_t i = 0; i < x->tree.n; i++)
			if (str_eq(x->tree.v[i].code, code))
				up = x->tree.v[i].parent;
		code = up;
	}
	return false;
}

static bool
holds(const struct facts *x, struct str name, struct str value)
{
	if (str_is(name, "queue")) /* without one: whose contact it is */
		return str_eq(x->i.queue.len > 0 ? x->i.queue : x->i.team,
		    value);
	if (str_is(name, "segment"))
		return str_eq(x->f.segment, value);
	if (str_is(name, "language"))
		return str_eq(x->f.lang, value);
	if (str_is(name, "channel"))
		return str_eq(x->i.channel, value);
	if (str_is(name, "direction"))
		return str_eq(x->i.direction, value);
	if (str_is(name, "campaign"))
		return str_eq(x->f.campaign, value);
	for (size_t i = 0; i < x->matters.n; i++)
		if (str_is(name, "typification") &&
		    is_below(x, x->matters.v[i].typification, value))
			return true;
	return false;
}

/* Words of the line that holds best; -1 when none holds. */
static int
fits(const struct facts *x, struct str chosen)
{
	struct json *lines;
	int best = -1;

	if (json_parse(chosen, &lines, NULL) != OK)
		return -1;
	for (size_t i = 0; i < json_len(lines); i++) {
		const struct json *line = json_at(lines, i);
		int n = (int)json_len(line);
		bool all = n > 0;

		for (size_t k = 0; k < json_len(line) && all; k++) {
			const struct json *w = json_at(line, k);

			all = holds(x, json_str(json_get(w, "name")),
			    json_str(json_get(w, "value")));
		}
		if (all && n > best)
			best = n;
	}
	json_free(lines);
	return best;
}

/* The leaf itself names its script: nothing fits better. */
static bool
is_named(const struct facts *x, struct str name)
{
	for (size_t i = 0; i < x->matters.n; i++)
		for (size_t k = 0; k < x->tree.n; k++)
			if (str_eq(x->tree.v[k].code,
				x->matters.v[i].typification) &&
			    str_eq(x->tree.v[k].script, name))
				return true;
	return false;
}

/* 0..99, the same for the same contact. */
static int64_t
lot(struct id contact)
{
	uint32_t h = 2166136261u;

	for (const char *s = contact.s; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return (h >> 8) % 100;
}

/* Of the versions of one name, which stand together: the one drawn. */
static size_t
draw_version(const struct rows_script_list *all, size_t from, size_t to,
    int64_t n)
{
	int64_t sum = 0;

	for (size_t i = from; i < to; i++)
		sum += all->v[i].share;
	n = n * sum / 100;
	for (size_t i = from; i < to; i++) {
		if (n < all->v[i].share)
			return i;
		n -= all->v[i].share;
	}
	return from;
}

static enum err
read_facts(struct core *c, struct arena *a, struct id contact, struct facts *x)
{
	enum err rc;

	if ((rc = interaction_get(c, a, contact, &x->i)) != OK ||
	    (rc = interaction_matters(c, a, contact, &x->matters)) != OK ||
	    (rc = script_facts(c, a, contact, &x->f)) != OK)
		return rc;
	return core_db(c,
	    q_typification_list(c->db, a, list_lang(c), 1, x->i.started_at,
		&x->tree));
}

/* What they bought since then counts; whole days, so that it can be asked
 * ahead. */
static msec
worth_from(const struct core *c)
{
	return clock_now(c->clock) / DAYS(1) * DAYS(1) - DAYS(3 * 365);
}

/* Whoever sees no customers reads nothing of one, and still the rest. */
static struct scope
whose(const struct core *c)
{
	int level = c->grants[MAY_CUSTOMER_READ];

	return (struct scope){ .level = level,
		.agent = level == SCOPE_NONE ? ID_NONE : c->me.id };
}

void
script_facts_ahead(struct core *c, struct id contact)
{
	struct scope scope = whose(c);

	q_script_facts_ahead(c->db, &scope, contact, c->me.branch,
	    worth_from(c));
}

enum err
script_facts(struct core *c, struct arena *a, struct id contact,
    struct row_script_facts *out)
{
	struct scope scope = whose(c);

	return core_db(c,
	    q_script_facts(c->db, a, &scope, contact, c->me.branch,
		worth_from(c), out));
}

static int
by_fit(const void *x, const void *y)
{
	const struct script_choice *a = x, *b = y;

	if (a->fits != b->fits)
		return b->fits - a->fits;
	return str_cmp(a->v.name, b->v.name);
}

enum err
script_choose(struct core *c, struct arena *a, struct id contact,
    struct script_choices *out)
{
	struct rows_script_list all;
	struct facts x;
	enum err rc;

	if ((rc = read_facts(c, a, contact, &x)) != OK ||
	    (rc = script_list(c, a, STR_NONE, true, &all)) != OK)
		return rc;
	out->v = NEWN(a, struct script_choice, all.n);
	out->n = 0;
	for (size_t i = 0, to; i < all.n; i = to) {
		struct script_choice *k = &out->v[out->n++];

		for (to = i;
		     to < all.n && str_eq(all.v[to].name, all.v[i].name);)
			to++;
		k->v = all.v[draw_version(&all, i, to, lot(contact))];
		k->fits = is_named(&x, k->v.name) ? 100 : fits(&x, k->v.chosen);
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_fit);
	return OK;
}
