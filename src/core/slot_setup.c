/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slot_setup.c - services and the slots of branches, as text of the setup.
 */
#include "base/conf.h"
#include "base/utf8.h"
#include "core/calendar_store.h"
#include "core/list.h"
#include "core/slot.h"
#include "queries.h"

enum { ROOM_MAX = 999 };

struct reading {
	struct arena *a;
	const char *head; /* "service " */
	bool mine, some;
	struct service service;
	struct slots slots;
	enum err (*key)(struct reading *, struct conf_at, struct str key,
	    struct str value, struct fault *);
	enum err (*whole)(struct reading *, const char *of, struct fault *);
};

static struct str
section_name(struct reading *r, struct str section)
{
	size_t n = strlen(r->head);

	return utf8_trim(r->a, str_copyn(r->a, section.s + n, section.len - n));
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reading *r = u;
	enum err rc;

	if (key.len > 0)
		return r->mine ? r->key(r, at, key, value, f) : OK;
	if (r->mine && (rc = r->whole(r, at.file, f)) != OK)
		return rc;
	r->mine = str_starts(section, str_of(r->head));
	if (!r->mine)
		return OK;
	r->some = true;
	r->service = (struct service){ .code = section_name(r, section) };
	r->slots =
	    (struct slots){ .branch = r->service.code, .calendar = STR_NONE };
	return OK;
}

static enum err
read_all(struct reading *r, struct str text, const char *of, struct fault *f)
{
	enum err rc = conf_text(text, of, read_line, r, f);

	return rc == OK && r->mine ? r->whole(r, of, f) : rc;
}

/* ---- a service ---------------------------------------------------------- */

static bool
is_code(struct str s)
{
	bool fine = s.len > 0 && s.len <= 40;

	for (size_t i = 0; i < s.len; i++)
		fine = fine &&
		    ((s.s[i] >= 'a' && s.s[i] <= 'z') || s.s[i] == '-' ||
			(s.s[i] >= '0' && s.s[i] <= '9'));
	return fine;
}

static enum err
service_key(struct reading *r, struct conf_at at, struct str key,
    struct str value, struct fault *f)
{
	struct service *x = &r->service;

	if (str_starts(key, STR("name.")) && key.len == 7 &&
	    x->nnames < SLOT_LANGS && value.len > 0 && value.len <= 60) {
		x->lang[x->nnames] = str_copy(r->a, str_of(key.s + 5));
		x->name[x->nnames++] = str_copy(r->a, value);
		return OK;
	}
	if (str_is(key, "length"))
		return clock_span(value, &x->length, f);
	if ((str_is(key, "remind") || str_is(key, "letter")) &&
	    str_is(value, "none"))
		return OK;
	if (str_is(key, "remind"))
		return clock_span(value, &x->remind, f);
	if (str_is(key, "letter"))
		return clock_span(value, &x->letter, f);
	return fail(f, ERR_INVALID,
	    _("%s:%d: a service has name.es and the like, length, remind and "
	      "letter; not '%.*s'"),
	    at.file, at.line, STR_ARG(key));
}

static enum err
service_whole(struct reading *r, const char *of, struct fault *f)
{
	const struct service *x = &r->service;

	if (!is_code(x->code))
		return fail(f, ERR_INVALID,
		    _("%s: a service is called by a-z, 0-9 and '-', not '%s'"),
		    of, x->code.s);
	if (x->nnames == 0 || x->length < MINUTES(5) || x->length > DAYS(1))
		return fail(f, ERR_INVALID,
		    _("%s: the service '%s' needs name.es and a length of 5m "
		      "to 24h"),
		    of, x->code.s);
	if (x->remind < 0 || x->remind > DAYS(30) || x->letter < 0 ||
	    x->letter > DAYS(30))
		return fail(f, ERR_INVALID,
		    _("%s: the service '%s' reminds at most 30d before"), of,
		    x->code.s);
	return OK;
}

static struct reading
services(struct arena *a)
{
	return (struct reading){ .a = a,
		.head = "service ",
		.key = service_key,
		.whole = service_whole };
}

enum err
service_parse(struct str text, const char *of, struct arena *a,
    struct service *out, struct fault *f)
{
	struct reading r = services(a);
	enum err rc = read_all(&r, text, of, f);

	if (rc == OK)
		*out = r.service;
	return rc;
}

static enum err
service_check(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct reading r = services(a);

	return read_all(&r, text, of, f);
}

/* ---- the slots of a branch ---------------------------------------------- */

static enum err
slots_key(struct reading *r, struct conf_at at, struct str key,
    struct str value, struct fault *f)
{
	struct slots *x = &r->slots;
	int64_t room;

	if (str_is(key, "calendar")) {
		x->calendar = str_copy(r->a, value);
		return OK;
	}
	if (!is_code(key) || !str_int(value, &room) || room < 1 ||
	    room > ROOM_MAX)
		return fail(f, ERR_INVALID,
		    _("%s:%d: slots have a calendar, and for each service how "
		      "many at a time, as 'taller = 3'; not '%.*s'"),
		    at.file, at.line, STR_ARG(key));
	if (x->n == SLOT_ROOMS)
		return fail(f, ERR_INVALID,
		    _("%s:%d: a branch gives at most %d services"), at.file,
		    at.line, SLOT_ROOMS);
	x->service[x->n] = str_copy(r->a, key);
	x->room[x->n++] = room;
	return OK;
}

static enum err
slots_whole(struct reading *r, const char *of, struct fault *f)
{
	if (r->slots.calendar.len > 0 && r->slots.n > 0)
		return OK;
	return fail(f, ERR_INVALID,
	    _("%s: the slots of '%s' need a calendar and at least one "
	      "service"),
	    of, r->slots.branch.s);
}

static struct reading
branches(struct arena *a)
{
	return (struct reading){
		.a = a, .head = "slots ", .key = slots_key, .whole = slots_whole
	};
}

enum err
slots_parse(struct str text, const char *of, struct arena *a, struct slots *out,
    struct fault *f)
{
	struct reading r = branches(a);
	enum err rc = read_all(&r, text, of, f);

	if (rc == OK)
		*out = r.slots;
	return rc;
}

static enum err
slots_check(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct reading r = branches(a);

	return read_all(&r, text, of, f);
}

/* ---- as kinds of setup -------------------------------------------------- */

static bool
in_folder(const struct setup_items *all, const char *kind, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->v[i].kind->name, kind) == 0 &&
		    str_eq(all->v[i].name, name))
			return true;
	return false;
}

static enum err
check_services(struct core *c, const struct setup_item *is,
    const struct slots *x, const struct setup_items *all, struct fault *f)
{
	struct services have = { 0 };
	enum err rc = services_load(c, &c->scratch, &have);

	for (size_t i = 0; i < x->n && rc == OK; i++) {
		bool known = in_folder(all, "service", x->service[i]);

		for (size_t k = 0; k < have.n; k++)
			known = known || str_eq(have.v[k].code, x->service[i]);
		if (!known)
			return fail(f, ERR_INVALID,
			    _("%s:%d: the slots of %s name the service '%s', "
			      "and there is none: write [service %s]"),
			    is->file.s, is->line, x->branch.s, x->service[i].s,
			    x->service[i].s);
	}
	return rc;
}

/* The branch, its calendar and its services are there. */
static enum err
slots_fit(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct fault *f)
{
	struct row_branch_get branch;
	struct slots x;
	bool known;
	enum err rc = slots_parse(is->text, is->file.s, &c->scratch, &x, f);

	if (rc != OK)
		return rc;
	rc = q_branch_get(c->db, &c->scratch, x.branch, &branch);
	if (rc == ERR_NOT_FOUND)
		return fail(f, ERR_INVALID,
		    _("%s:%d: there is no branch '%s'; 'branch list' has "
		      "them"),
		    is->file.s, is->line, x.branch.s);
	if (rc != OK)
		return core_db(c, rc);
	known = in_folder(all, "calendar", x.calendar);
	if (!known && (rc = calendar_known(c, x.calendar, &known)) != OK)
		return rc;
	if (!known)
		return fail(f, ERR_INVALID,
		    _("%s:%d: the slots of %s go by the calendar '%s', and "
		      "there is none: put it into the folder"),
		    is->file.s, is->line, x.branch.s, x.calendar.s);
	return check_services(c, is, &x, all, f);
}

static enum err
from(struct str text, msec *at, struct fault *f)
{
	(void)text, (void)f;
	*at = INT64_MIN;
	return OK;
}

const struct setup_kind setup_service = { .name = "service",
	.check_file = service_check,
	.from = from,
	.one_file = true };
const struct setup_kind setup_slots = { .name = "slots",
	.check_file = slots_check,
	.check_item = slots_fit,
	.from = from,
	.one_file = true };
