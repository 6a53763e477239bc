/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup_holiday.c - which days of a holiday file were approved. A list of
 * approved days is a version like any other: one line a day, its date, kind,
 * categories and name between tabs.
 */
#include "base/clock.h"
#include "core/setup_own.h"
#include "queries.h"

#define APPROVED "approved"

enum { FILE_MAX = 255 };

/* ---- the list -------------------------------------------------------------
 */

static bool
take_line(struct arena *a, struct str line, struct holidays *out)
{
	struct holiday h = { 0 };
	struct str date;
	msec at;

	if (!str_next(a, &line, '\t', &date) ||
	    !str_next(a, &line, '\t', &h.kind) ||
	    !str_next(a, &line, '\t', &h.categories) ||
	    clock_parse(str_printf(a, "%sT00:00:00Z", date.s), &at, NULL) != OK)
		return false;
	h.day = at / DAYS(1);
	h.name = str_copy(a, line);
	*vec_push(a, out) = h;
	return true;
}

/* The list that holds at an instant; before the first one no day is closed. */
static enum err
list_at(struct core *c, struct arena *a, struct str file, msec at,
    struct str *out)
{
	struct rows_setup_versions rows;
	enum err rc = q_setup_versions(c->db, a, STR(APPROVED), file, &rows);

	if (rc == OK)
		*out = STR_NONE;
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if (rows.v[i].valid_from <= at)
			*out = rows.v[i].text;
	return core_db(c, rc);
}

enum err
setup_approvals(struct core *c, struct arena *a, struct str file,
    struct msecs *out)
{
	struct rows_setup_versions rows;
	enum err rc = q_setup_versions(c->db, a, STR(APPROVED), file, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++)
		*vec_push(a, out) = rows.v[i].valid_from;
	return core_db(c, rc);
}

/* The last list there is. */
static enum err
list_of(struct core *c, struct arena *a, struct str file, struct str *out)
{
	struct rows_setup_versions rows;
	enum err rc = q_setup_versions(c->db, a, STR(APPROVED), file, &rows);

	if (rc == OK)
		*out = rows.n > 0 ? rows.v[rows.n - 1].text : STR_NONE;
	return core_db(c, rc);
}

enum err
setup_approved(struct core *c, struct arena *a, struct str file, msec at,
    struct holidays *out)
{
	struct holidays days = { 0 };
	struct str text, line;
	enum err rc = list_at(c, a, file, at, &text);

	while (rc == OK && str_next(a, &text, '\n', &line))
		if (line.len > 0 && !take_line(a, line, &days))
			rc = fail(&c->fault, ERR_INVALID,
			    _("the list of approved days of '%s' cannot be "
			      "read: approve them again"),
			    file.s);
	if (rc == OK)
		*out = days;
	return rc;
}

static struct str
list_text(struct arena *a, const struct setup_holidays *all)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < all->n; i++) {
		const struct setup_holiday *h = &all->v[i];

		if (h->approved)
			buf_printf(&b, "%s\t%s\t%s\t%s\n",
			    clock_day_text(a, h->day).s, h->kind.s,
			    h->categories.s, h->name.s);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- both together ----------------------------------------------------------
 */

static bool
is_day(const struct setup_holiday *h, struct str file, const struct holiday *d)
{
	return h->day == d->day && str_eq(h->file, file) &&
	    str_eq(h->name, d->name);
}

static void
add(struct arena *a, struct setup_holidays *all, struct str file,
    const struct holiday *d, bool approved)
{
	struct setup_holiday *h = NULL;

	for (size_t i = 0; i < all->n && h == NULL; i++)
		if (is_day(&all->v[i], file, d))
			h = &all->v[i];
	if (h == NULL) {
		h = vec_push(a, all);
		*h = (struct setup_holiday){ .file = file,
			.name = d->name,
			.kind = d->kind,
			.categories = d->categories,
			.day = d->day };
	}
	h->approved |= approved;
	h->listed |= !approved;
}

static int
by_day(const void *a, const void *b)
{
	const struct setup_holiday *x = a, *y = b;
	int c = str_cmp(x->file, y->file);

	if (c != 0)
		return c;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static enum err
add_file(struct core *c, struct arena *a, const struct setup_item *is,
    struct setup_holidays *out)
{
	struct holidays listed = { 0 }, approved = { 0 };
	enum err rc = holiday_read(a, is->text, is->name.s, &listed, &c->fault);

	if (rc == OK)
		rc = setup_approved(c, a, is->name, INT64_MAX, &approved);
	for (size_t i = 0; rc == OK && i < listed.n; i++)
		add(a, out, is->name, &listed.v[i], false);
	for (size_t i = 0; rc == OK && i < approved.n; i++)
		add(a, out, is->name, &approved.v[i], true);
	return rc;
}

enum err
setup_holidays(struct core *c, struct arena *a, struct str file,
    struct setup_holidays *out)
{
	struct setup_items files = { 0 };
	struct setup_holidays all = { 0 };
	enum err rc = setup_stored(c, a, &setup_ics, file, &files);

	if (rc == OK && file.len > 0 && files.n == 0)
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no holiday file '%s': 'setup holidays' lists "
		      "those there are"),
		    file.s);
	for (size_t i = 0; rc == OK && i < files.n; i++)
		if (i + 1 == files.n ||
		    !str_eq(files.v[i].name, files.v[i + 1].name))
			rc = add_file(c, a, &files.v[i], &all);
	if (rc != OK)
		return rc;
	if (all.n > 0)
		qsort(all.v, all.n, sizeof(*all.v), by_day);
	*out = all;
	return OK;
}

/* ---- approving --------------------------------------------------------------
 */

struct approving {
	struct arena *a;
	const struct setup_approval *what;
	size_t n;
};

static bool
meant_by(const struct setup_approval *what, const struct setup_holiday *h)
{
	const struct holiday d = { h->day, h->name, h->kind, h->categories };
	bool is = what->ndays == 0;

	for (size_t i = 0; i < what->ndays; i++)
		is |= what->days[i] == h->day;
	return is && holiday_is(&d, what->kind);
}

static size_t
mark(const struct setup_approval *what, struct setup_holidays *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct setup_holiday *h = &all->v[i];

		if (h->approved == what->withdraw && meant_by(what, h) &&
		    (h->listed || what->withdraw)) {
			h->approved = !what->withdraw;
			n++;
		}
	}
	return n;
}

static enum err
approve_body(struct core *c, struct write *w)
{
	struct approving *k = w->u;
	struct setup_holidays all = { 0 };
	struct str was;
	enum err rc = setup_holidays(c, k->a, k->what->file, &all);

	if (rc == OK)
		rc = list_of(c, k->a, k->what->file, &was);
	if (rc != OK)
		return rc;
	if ((k->n = mark(k->what, &all)) == 0)
		return fail(&c->fault, ERR_INVALID,
		    k->what->withdraw
			? _("no approved day of '%s' is as said; 'setup "
			    "holidays' lists them")
			: _("no day of '%s' that is as said waits for "
			    "approval; 'setup holidays' lists them"),
		    k->what->file.s);
	/* A list is whole: what came before it may not be rewritten by it. */
	if (k->what->from != 0 && was.len > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("only the first approval of '%s' may say from= when; "
		      "this one holds from now on"),
		    k->what->file.s);
	w->version = 1;
	w->body_json =
	    str_printf(&c->scratch, "{\"days\":%lld}", (long long)k->n);
	return setup_add(c, w, APPROVED, k->what->file, was,
	    list_text(k->a, &all), k->what->from != 0 ? k->what->from : w->now);
}

enum err
setup_approve(struct core *c, struct arena *a, const struct setup_approval *in,
    size_t *n)
{
	struct approving k = { a, in, 0 };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "setup.approve",
		.entity = "setup",
		.id = id_make(clock_now(c->clock)),
		.body = approve_body,
		.u = &k };
	struct str file;
	enum err rc = core_text(c, _("the file"), in->file, FILE_MAX, false,
	    false, &file);

	if (rc == OK)
		rc = core_write(c, &w);
	if (rc == OK)
		*n = k.n;
	return rc;
}
