/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slot.c - the times a branch gives, and how much of them is taken.
 */
#include "core/slot.h"

#include "base/utf8.h"
#include "core/calendar_store.h"
#include "core/list.h"
#include "core/team.h"
#include "queries.h"

/* What holds when nobody set up services. */
#define LENGTH MINUTES(30)
#define REMIND DAYS(1)

/* ---- services ----------------------------------------------------------- */

/* Versions of one name stand together, the one in force last. */
static bool
is_last(const struct setup_items *all, size_t i, msec now)
{
	return all->v[i].valid_from <= now &&
	    (i + 1 == all->n || !str_eq(all->v[i].name, all->v[i + 1].name) ||
		all->v[i + 1].valid_from > now);
}

enum err
services_load(struct core *c, struct arena *a, struct services *out)
{
	struct setup_items all = { 0 };
	msec now = clock_now(c->clock);
	enum err rc = setup_stored(c, a, &setup_service, STR_NONE, &all);

	for (size_t i = 0; i < all.n && rc == OK; i++)
		if (is_last(&all, i, now))
			rc = service_parse(all.v[i].text, all.v[i].name.s, a,
			    vec_push(a, out), &c->fault);
	return rc;
}

struct str
service_name(const struct services *all, struct str code, struct str lang)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct service *x = &all->v[i];

		if (!str_eq(x->code, code))
			continue;
		for (size_t k = 0; k < x->nnames; k++)
			if (str_eq(x->lang[k], lang))
				return x->name[k];
		return x->name[0];
	}
	return code;
}

void
service_news(struct core *c, const struct services *all, struct str code,
    struct news *n)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct service *x = &all->v[i];
		struct news_name *v;

		if (!str_eq(x->code, code))
			continue;
		v = NEWN(&c->scratch, struct news_name, x->nnames);
		for (size_t k = 0; k < x->nnames; k++)
			v[k] = (struct news_name){ x->lang[k], x->name[k] };
		news_names(n, v, x->nnames);
		return;
	}
	news_text(n, code);
}

static enum err
find_service(struct core *c, struct arena *a, struct str code,
    struct service *out)
{
	struct services all = { 0 };
	struct buf b = { 0 };
	enum err rc = services_load(c, a, &all);

	if (rc != OK)
		return rc;
	*out = (struct service){
		.code = code, .length = LENGTH, .remind = REMIND
	};
	for (size_t i = 0; i < all.n; i++) {
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", all.v[i].code.s);
		if (str_eq(all.v[i].code, code)) {
			*out = all.v[i];
			buf_done(&b);
			return OK;
		}
	}
	if (all.n == 0)
		rc = code_check(c, _("the code"), code);
	else
		rc = fail(&c->fault, ERR_INVALID,
		    _("there is no service '%s'; there are: %s"), code.s,
		    str_copy(a, buf_view(&b)).s);
	buf_done(&b);
	return rc;
}

/* ---- branches, as people write them ------------------------------------- */

/* How well it fits: 3 its code, 2 its name or city, 1 a part of them. */
static int
fits(struct arena *a, const struct row_branch_list *b, struct str want)
{
	struct str name = utf8_fold(a, b->name), city = utf8_fold(a, b->city);

	if (str_eq(b->code, want))
		return 3;
	if (str_eq(name, want) || str_eq(city, want))
		return 2;
	return strstr(name.s, want.s) != NULL || strstr(city.s, want.s) != NULL
	    ? 1
	    : 0;
}

static enum err
find_branch(struct core *c, struct arena *a, struct str text,
    struct row_branch_list *out)
{
	struct rows_branch_list all;
	struct str want = utf8_fold(a, text);
	int best = 0;
	size_t n = 0;
	enum err rc = core_db(c, q_branch_list(c->db, a, 0, &all));

	for (size_t i = 0; i < all.n && rc == OK && want.len > 0; i++) {
		int fit = fits(a, &all.v[i], want);

		n = fit > best ? 1 : n + (fit == best);
		if (fit > best) {
			best = fit;
			*out = all.v[i];
		}
	}
	if (rc != OK || (best > 0 && n == 1))
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    best == 0 ? _("there is no branch '%s'; 'branch list' has them")
		      : _("more than one branch is like '%s'; say its code, "
			  "as 'branch list' has it"),
	    text.s);
}

static enum err
load_slots(struct core *c, struct arena *a, struct slot_rule *r)
{
	struct setup_items all = { 0 };
	msec now = clock_now(c->clock);
	enum err rc = setup_stored(c, a, &setup_slots, r->branch, &all);

	for (size_t i = 0; i < all.n && rc == OK; i++)
		if (is_last(&all, i, now)) {
			r->kept = true;
			rc = slots_parse(all.v[i].text, all.v[i].name.s, a,
			    &r->slots, &c->fault);
		}
	for (size_t i = 0; i < r->slots.n; i++)
		if (str_eq(r->slots.service[i], r->service.code))
			r->room = r->slots.room[i];
	return rc;
}

enum err
slot_branch(struct core *c, struct arena *a, struct str branch,
    struct slot_rule *out)
{
	struct row_branch_list b = { .code = STR_NONE };
	enum err rc = find_branch(c, a, branch, &b);

	if (rc == OK)
		*out = (struct slot_rule){ .branch = b.code,
			.branch_name = b.name,
			.zone_name = b.zone,
			.zone = zone_get(b.zone) };
	return rc;
}

enum err
slot_rule(struct core *c, struct arena *a, struct str branch,
    struct str service, struct slot_rule *out)
{
	struct slot_rule r;
	enum err rc;

	if ((rc = slot_branch(c, a, branch, &r)) != OK ||
	    (rc = find_service(c, a, service, &r.service)) != OK)
		return rc;
	rc = load_slots(c, a, &r);
	if (rc == OK)
		*out = r;
	return rc;
}

/* ---- the times ---------------------------------------------------------- */

static enum err
count_taken(struct core *c, struct arena *a, const struct slot_rule *r,
    msec from, msec to, struct slot_list *all)
{
	struct rows_slot_taken taken;
	size_t k = 0;
	enum err rc = core_db(c,
	    q_slot_taken(c->db, a, r->branch, r->service.code, from, to,
		&taken));

	for (size_t i = 0; i < all->n && rc == OK; i++) {
		struct slot *s = &all->v[i];

		while (k < taken.n && taken.v[k].start_at < s->from)
			k++;
		for (; k < taken.n && taken.v[k].start_at == s->from; k++) {
			s->taken++;
			if (taken.v[k].place == s->place)
				s->place++;
		}
	}
	return rc;
}

enum err
slot_list(struct core *c, struct arena *a, const struct slot_rule *r, msec from,
    msec to, struct slot_list *out)
{
	struct slot_list all = { 0 };
	const struct piece *p;
	struct calendar *cal;
	enum err rc;

	if (!r->kept || r->room == 0) {
		*out = all;
		return OK;
	}
	rc = calendar_in_force(c, r->slots.calendar, from, &cal, NULL);
	if (rc != OK)
		return rc;
	if (to > from + DAYS(31))
		to = from + DAYS(31);
	for (msec at = from;
	     (p = calendar_piece(cal, at)) != NULL && p->from < to; at = p->to)
		for (msec s = p->from; s < to && s + r->service.length <= p->to;
		     s += r->service.length)
			if (s >= from)
				*vec_push(a, &all) = (struct slot){ s,
					s + r->service.length, 0, r->room, 1 };
	rc = count_taken(c, a, r, from, to, &all);
	if (rc == OK)
		*out = all;
	return rc;
}
