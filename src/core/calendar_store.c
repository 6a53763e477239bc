/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_store.c - keeps the calendars of the database, worked out, until
 * the setup changes.
 */
#include "core/calendar_store.h"

#include "core/calendar_def.h"
#include "core/setup_own.h"

struct kept {
	struct kept *next;
	struct calendar *calendar;
};

struct calendar_store {
	int64_t stamp;
	struct kept *first;
};

static void
forget(struct calendar_store *s)
{
	struct kept *next;

	for (struct kept *k = s->first; k != NULL; k = next) {
		next = k->next;
		calendar_free(k->calendar);
		free(k);
	}
	s->first = NULL;
}

void
calendar_store_done(struct core *c)
{
	if (c->calendars == NULL)
		return;
	forget(c->calendars);
	free(c->calendars);
	c->calendars = NULL;
}

/* ---- making one -----------------------------------------------------------
 */

/* Approved days of the kinds that this version wants. */
static enum err
close_holidays(struct core *c, struct arena *a, struct calendar *cal,
    struct version *v, msec at)
{
	struct holidays days = { 0 };
	size_t n = 0;
	enum err rc;

	if (v->holidays.len == 0)
		return OK;
	rc = setup_approved(c, a, v->holidays, at, &days);
	for (size_t i = 0; rc == OK && i < days.n; i++)
		if (holiday_is(&days.v[i], v->only))
			days.v[n++] = days.v[i];
	if (rc == OK && n > 0)
		calendar_close(cal, v, days.v, n);
	return rc;
}

/* One text, with the holidays that were approved by `from`. */
static enum err
add_version(struct core *c, struct arena *a, struct calendar *cal,
    const struct setup_item *is, msec from, struct str *holidays)
{
	struct calendar *part;
	struct version *v;
	enum err rc;

	rc = calendar_text(is->text, is->name.s, NULL, STR_NONE, &part,
	    &c->fault);
	if (rc != OK)
		return rc;
	*vec_push(&cal->arena, &cal->parts) = part;
	if ((rc = close_holidays(c, a, part, &part->versions.v[0], from)) != OK)
		return rc;
	v = vec_push(&cal->arena, &cal->versions);
	*v = part->versions.v[0];
	v->is.id = is->id;
	v->is.from = from;
	*holidays = v->holidays;
	return OK;
}

/* A text holds from its own beginning, and anew from each approval of its
 * holidays until the next text: what was measured before stays as it was. */
static enum err
add_text(struct core *c, struct arena *a, struct calendar *cal,
    const struct setup_item *is, msec until)
{
	msec from = is->valid_from != 0 ? is->valid_from : INT64_MIN;
	struct msecs approved = { 0 };
	struct str holidays;
	enum err rc = add_version(c, a, cal, is, from, &holidays);

	if (rc == OK && holidays.len > 0)
		rc = setup_approvals(c, a, holidays, &approved);
	for (size_t i = 0; rc == OK && i < approved.n; i++)
		if (approved.v[i] > from && approved.v[i] < until &&
		    (i + 1 == approved.n || approved.v[i + 1] != approved.v[i]))
			rc = add_version(c, a, cal, is, approved.v[i],
			    &holidays);
	return rc;
}

/* Of several versions from one instant the last one counts. */
static enum err
make(struct core *c, struct arena *a, struct str name, struct calendar **out)
{
	struct setup_items all = { 0 };
	struct calendar *cal;
	enum err rc =
	    setup_stored(c, a, setup_kind_find(STR("calendar")), name, &all);

	if (rc == OK && (all.n == 0 || name.len == 0))
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no calendar '%.*s': 'setup apply' brings it "
		      "in"),
		    STR_ARG(name));
	if (rc != OK)
		return rc;
	cal = calendar_new(name);
	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (i + 1 == all.n ||
		    all.v[i + 1].valid_from != all.v[i].valid_from)
			rc = add_text(c, a, cal, &all.v[i],
			    i + 1 < all.n ? all.v[i + 1].valid_from
					  : INT64_MAX);
	if (rc != OK) {
		calendar_free(cal);
		return rc;
	}
	calendar_ready(cal);
	*out = cal;
	return OK;
}

/* ---- asking ---------------------------------------------------------------
 */

static enum err
refresh(struct core *c)
{
	int64_t stamp = 0;
	enum err rc = setup_stamp(c, &stamp);

	if (rc != OK)
		return rc;
	if (c->calendars == NULL) {
		c->calendars = calloc(1, sizeof(*c->calendars));
		if (c->calendars == NULL)
			die("out of memory");
	}
	if (c->calendars->stamp != stamp)
		forget(c->calendars);
	c->calendars->stamp = stamp;
	return OK;
}

static struct calendar *
find(const struct calendar_store *s, struct str name)
{
	for (struct kept *k = s->first; k != NULL; k = k->next)
		if (str_eq(k->calendar->name, name))
			return k->calendar;
	return NULL;
}

static enum err
get(struct core *c, struct str name, struct calendar **out)
{
	struct arena a = { 0 };
	struct calendar *cal;
	struct kept *k;
	enum err rc = refresh(c);

	if (rc != OK)
		return rc;
	if ((cal = find(c->calendars, name)) == NULL) {
		rc = make(c, &a, name, &cal);
		arena_done(&a);
		if (rc != OK)
			return rc;
		k = calloc(1, sizeof(*k));
		if (k == NULL)
			die("out of memory");
		*k = (struct kept){ c->calendars->first, cal };
		c->calendars->first = k;
	}
	*out = cal;
	return OK;
}

enum err
calendar_in_force(struct core *c, struct str name, msec at,
    struct calendar **out, struct calendar_version *version)
{
	struct calendar *cal;
	enum err rc = get(c, name, &cal);

	if (rc != OK)
		return rc;
	if (version != NULL)
		*version = *calendar_version(cal, calendar_version_at(cal, at));
	*out = cal;
	return OK;
}

enum err
calendar_known(struct core *c, struct str name, bool *out)
{
	struct setup_items all = { 0 };
	enum err rc = setup_stored(c, &c->scratch,
	    setup_kind_find(STR("calendar")), name, &all);

	if (rc == OK)
		*out = all.n > 0 && name.len > 0;
	return rc;
}
