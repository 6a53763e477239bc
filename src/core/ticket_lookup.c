/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_lookup.c - names in a filter of tickets become codes and ids.
 */
#include "core/ticket_asked.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/agent.h"
#include "core/search.h"
#include "core/team.h"
#include "core/typification.h"

/* ---- sets of values ------------------------------------------------------- */

static bool
among(struct str s, const struct str *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, v[i]))
			return true;
	return false;
}

/* Both this and what was said before must hold. */
static void
narrow(struct looking *l, struct set *s, const struct str *v, size_t n)
{
	size_t kept = 0;

	if (!s->given)
		for (size_t i = 0; i < n; i++)
			*vec_push(l->a, &s->in) = v[i];
	for (size_t i = 0; s->given && i < s->in.n; i++)
		if (among(s->in.v[i], v, n))
			s->in.v[kept++] = s->in.v[i];
	if (s->given)
		s->in.n = kept;
	s->given = true;
}

void
ticket_set(struct looking *l, int which, const struct str *v, size_t n)
{
	struct set *s = &l->q->set[which];

	if (!l->t->no)
		narrow(l, s, v, n);
	else
		for (size_t i = 0; i < n; i++)
			*vec_push(l->a, &s->out) = v[i];
}

/* What has an end is said by what is left of it. */
void
ticket_set_close(struct looking *l, int which, const struct str *all, size_t n)
{
	struct set *s = &l->q->set[which];
	size_t kept = 0;

	if (s->out.n == 0)
		return;
	narrow(l, s, all, n);
	for (size_t i = 0; i < s->in.n; i++)
		if (!among(s->in.v[i], s->out.v, s->out.n))
			s->in.v[kept++] = s->in.v[i];
	s->in.n = kept;
	s->out.n = 0;
}

struct str
ticket_json(struct arena *a, const struct str *v, size_t n)
{
	struct json *list = json_array_new();
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < n; i++)
		json_push_str(list, v[i]);
	json_print(list, &b, false);
	json_free(list);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- names ---------------------------------------------------------------- */

/* A row that a name could mean: its code, and what people call it. */
struct known {
	struct str code, name, also;
};
struct knowns {
	struct known *v;
	size_t n, cap;
};

static void
know(struct looking *l, struct knowns *k, struct str code, struct str name,
    struct str also)
{
	*vec_push(l->a, k) = (struct known){ code, name, also };
}

/* What may be typed for it: people have no code but their id. */
static struct str
word_of(const struct known *k)
{
	struct id id;

	return k->also.len > 0 && id_parse(k->code, &id) ? k->also : k->code;
}

/* The one whose word or name is nearly that, and which of the two; or NULL. */
static const struct known *
nearest(struct looking *l, struct str value, const struct knowns *k,
    struct str *word)
{
	const struct known *near = NULL;
	struct str fold = utf8_fold(l->a, value);
	int least = 2;

	for (size_t i = 0; i < k->n; i++) {
		struct str name = utf8_fold(l->a, k->v[i].name);
		struct str code = word_of(&k->v[i]);
		int by_name = str_distance(fold, name, least);
		int by_code = str_distance(fold, code, least);

		if (by_name <= least || by_code <= least ||
		    (near == NULL && str_starts(name, fold))) {
			near = &k->v[i];
			*word = by_code <= by_name ? code : near->name;
			least = by_code < by_name ? by_code : by_name;
			least = least > 2 ? 2 : least;
		}
	}
	return near;
}

static enum err
unknown(struct looking *l, struct str value, const struct knowns *k)
{
	struct str word = STR_NONE, asked = filter_word(l->t->def);
	const struct known *near = nearest(l, value, k, &word);

	if (near == NULL)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: '%s': there is no '%s' that you may see"),
		    l->t->column, asked.s, value.s);
	if (str_eq(word, near->name) || str_eq(word, near->code))
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: '%s': there is no '%s'; did you mean "
		      "'%s'?"),
		    l->t->column, asked.s, value.s, word.s);
	return fail(&l->c->fault, ERR_INVALID,
	    _("letter %d: '%s': there is no '%s'; did you mean '%s' (%s)?"),
	    l->t->column, asked.s, value.s, word.s, near->name.s);
}

/* Every code that the value is, or is called. */
static enum err
choose(struct looking *l, const struct knowns *k, struct names *out)
{
	for (size_t i = 0; i < l->t->values.n; i++) {
		struct str v = l->t->values.v[i];
		struct str fold = utf8_fold(l->a, v);
		size_t had = out->n;

		for (size_t j = 0; j < k->n; j++)
			if (str_eq(k->v[j].code, v) ||
			    str_eq(k->v[j].also, v) ||
			    str_eq(utf8_fold(l->a, k->v[j].name), fold))
				*vec_push(l->a, out) = k->v[j].code;
		if (out->n == had)
			return unknown(l, v, k);
	}
	return OK;
}

static enum err
know_teams(struct looking *l, struct knowns *k)
{
	struct rows_team_list r;
	enum err rc = team_list(l->c, l->a, true, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		know(l, k, r.v[i].code, r.v[i].name, STR_NONE);
	return rc;
}

static enum err
know_branches(struct looking *l, struct knowns *k)
{
	struct rows_branch_list r;
	enum err rc = branch_list(l->c, l->a, true, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		know(l, k, r.v[i].code, r.v[i].name, STR_NONE);
	return rc;
}

static enum err
know_people(struct looking *l, struct knowns *k)
{
	const struct agent_filter all = { .all = true,
		.limit = 2000,
		.role = STR_NONE,
		.branch = STR_NONE,
		.team = STR_NONE,
		.text = STR_NONE };
	struct rows_agent_list r = { NULL, 0 };
	enum err rc = agent_list(l->c, l->a, &all, &r);

	if (rc != OK && rc != ERR_DENIED)
		return rc;
	know(l, k, id_str(&l->c->me.id), l->c->me.name, l->c->me.login);
	know(l, k, id_str(&l->c->me.id), STR("me"),
	    str_of(meant(NC_("filter", "me"))));
	for (size_t i = 0; i < r.n; i++)
		if (!id_eq(r.v[i].id, l->c->me.id))
			know(l, k, str_copy(l->a, id_str(&r.v[i].id)),
			    r.v[i].name, r.v[i].login);
	return OK;
}

static enum err
know_types(struct looking *l, struct knowns *k)
{
	struct rows_typification_list r;
	enum err rc = typification_list(l->c, l->a, true, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		know(l, k, r.v[i].code, r.v[i].name, r.v[i].mnemonic);
	return rc;
}

static const struct {
	const char *word;
	int set;
	enum err (*know)(struct looking *, struct knowns *);
} lookups[] = {
	{ "team", SET_TEAM, know_teams },
	{ "owner", SET_OWNER, know_people },
	{ "watched", SET_WATCHED, know_people },
	{ "type", SET_TYPE, know_types },
	{ "branch", SET_BRANCH, know_branches },
};

/* A typification stands for all that is below it. */
static enum err
spread(struct looking *l, struct names *codes)
{
	size_t n = codes->n;

	for (size_t i = 0; i < n; i++) {
		struct rows_ticket_under r;
		enum err rc = q_ticket_under(l->c->db, l->a, codes->v[i], &r);

		if (rc != OK)
			return core_db(l->c, rc);
		for (size_t k = 0; k < r.n; k++)
			*vec_push(l->a, codes) = r.v[k].code;
	}
	return OK;
}

/* People stand for the tickets that they follow. */
static enum err
followed(struct looking *l, struct names *codes)
{
	struct rows_watch_of r;
	enum err rc;

	if (l->t->no)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: '%s' cannot be turned round"), l->t->column,
		    filter_word(l->t->def).s);
	rc = core_db(l->c,
	    q_watch_of(l->c->db, l->a, ticket_json(l->a, codes->v, codes->n),
		&r));
	codes->n = 0;
	for (size_t i = 0; rc == OK && i < r.n; i++)
		*vec_push(l->a, codes) = str_copy(l->a, id_str(&r.v[i].ticket));
	return rc;
}

static enum err
by_table(struct looking *l, size_t which)
{
	struct knowns k = { .v = NULL };
	struct names codes = { .v = NULL };
	enum err rc;

	if ((rc = lookups[which].know(l, &k)) != OK ||
	    (rc = choose(l, &k, &codes)) != OK)
		return rc;
	if (lookups[which].set == SET_TYPE && (rc = spread(l, &codes)) != OK)
		return rc;
	if (lookups[which].set == SET_WATCHED &&
	    (rc = followed(l, &codes)) != OK)
		return rc;
	ticket_set(l, lookups[which].set, codes.v, codes.n);
	return OK;
}

static enum err
by_customer(struct looking *l)
{
	struct names ids = { .v = NULL };

	for (size_t i = 0; i < l->t->values.n; i++) {
		struct str v = l->t->values.v[i];
		struct customer_hits hits;
		struct id id;
		enum err rc;

		if (id_parse(v, &id)) {
			*vec_push(l->a, &ids) = str_copy(l->a, id_str(&id));
			continue;
		}
		rc = customer_find(l->c, l->a, v, 50, &hits);
		if (rc != OK)
			return rc;
		if (hits.n == 0)
			return unknown(l, v, &(struct knowns){ .n = 0 });
		for (size_t h = 0; h < hits.n; h++)
			*vec_push(l->a, &ids) =
			    str_copy(l->a, id_str(&hits.v[h].id));
	}
	ticket_set(l, SET_CUSTOMER, ids.v, ids.n);
	return OK;
}

enum err
ticket_look_up(struct looking *l)
{
	const struct filter_term *t = l->t;

	for (size_t i = 0; i < countof(lookups); i++)
		if (strcmp(lookups[i].word, t->def->name) == 0)
			return by_table(l, i);
	if (strcmp(t->def->name, "customer") == 0)
		return by_customer(l);
	ticket_set(l, SET_SEGMENT, t->values.v, t->values.n);
	return OK;
}

/* ---- completion ------------------------------------------------------------- */

enum { CUSTOMERS = 20, LETTERS = 2 };

/* By their names; those that one may find. */
static enum err
offer_customers(struct core *c, struct arena *a, struct str begun,
    filter_offer *offer, void *u)
{
	struct customer_hits hits = { NULL, 0 };
	enum err rc = begun.len < LETTERS
	    ? OK
	    : customer_find(c, a, begun, CUSTOMERS, &hits);

	for (size_t i = 0; rc == OK && i < hits.n; i++)
		if (utf8_begins(a, hits.v[i].name, begun))
			offer(u, hits.v[i].name);
	return rc == ERR_DENIED ? OK : rc;
}

enum err
ticket_name_offer(struct core *c, struct arena *a, const struct filter_def *d,
    struct str begun, filter_offer *offer, void *u)
{
	struct looking l = { .c = c, .a = a };
	struct str fold = utf8_fold(a, begun);
	struct knowns k = { .v = NULL };
	enum err rc = OK;

	if (strcmp(d->name, "customer") == 0)
		return offer_customers(c, a, begun, offer, u);
	for (size_t i = 0; i < countof(lookups); i++)
		if (strcmp(lookups[i].word, d->name) == 0)
			rc = lookups[i].know(&l, &k);
	for (size_t i = 0; rc == OK && i < k.n; i++) {
		const struct known *x = &k.v[i];

		if (utf8_begins(a, x->name, begun))
			offer(u, x->name);
		else if (x->also.len > 0 && str_starts(x->also, fold))
			offer(u, x->also);
		else if (str_starts(x->code, fold) && strlen(x->code.s) != 36)
			offer(u, x->code);
	}
	return rc;
}
