/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup.c - the verbs that compare, apply and export the setup as text, and
 * approve holidays.
 */
#include "core/setup.h"

#include "base/clock.h"
#include "cmd/cmd.h"

/* ---- how two texts differ ---------------------------------------------------
 */

enum { LINES_MOST = 1000 };

struct lines {
	struct str *v;
	size_t n, cap;
};

static struct lines
lines_of(struct arena *a, struct str text)
{
	struct lines l = { 0 };
	struct str one;

	while (l.n < LINES_MOST && str_next(a, &text, '\n', &one))
		*vec_push(a, &l) = one;
	return l;
}

/* The longest lists of lines in common, from each pair on. */
static int *
in_common(struct arena *a, const struct lines *x, const struct lines *y)
{
	size_t w = y->n + 1;
	int *t = NEWN(a, int, (x->n + 1) * w);

	for (size_t i = x->n; i-- > 0;)
		for (size_t j = y->n; j-- > 0;) {
			int down = t[(i + 1) * w + j], right = t[i * w + j + 1];

			t[i * w + j] = str_eq(x->v[i], y->v[j])
			    ? t[(i + 1) * w + j + 1] + 1
			    : down > right ? down
					   : right;
		}
	return t;
}

static void
print_difference(struct arena *a, struct str was, struct str is, struct buf *b)
{
	struct arena_mark mark = arena_mark(a);
	struct lines x = lines_of(a, was), y = lines_of(a, is);
	int *t = in_common(a, &x, &y);
	size_t i = 0, j = 0, w = y.n + 1;

	while (i < x.n || j < y.n) {
		if (i < x.n && j < y.n && str_eq(x.v[i], y.v[j])) {
			i++;
			j++;
		} else if (i < x.n &&
		    (j == y.n || t[(i + 1) * w + j] >= t[i * w + j + 1])) {
			buf_printf(b, "    - %s\n", x.v[i++].s);
		} else {
			buf_printf(b, "    + %s\n", y.v[j++].s);
		}
	}
	arena_back(a, mark);
}

static const char *const states[] = { [SETUP_NEW] = "new",
	[SETUP_CHANGED] = "changed",
	[SETUP_GONE] = "only in the database" };

/* What changed, line by line; a whole file of holidays is not read by
 * people. */
static void
print_change(struct cmd_ctx *cx, const struct setup_change *k, struct buf *b)
{
	if (k->state != SETUP_CHANGED || k->is->kind == &setup_ics)
		return;
	buf_printf(b, "\n%s %s, %s:%d\n", k->is->kind->name, k->is->name.s,
	    k->is->file.s, k->is->line);
	print_difference(cx->arena, k->was->text, k->is->text, b);
}

static void
answer(struct cmd_ctx *cx, const struct setup_changes *all)
{
	struct reply *r = cx->reply;
	struct buf b = { 0 };

	reply_table(r, "rows");
	for (size_t i = 0; i < all->n; i++) {
		const struct setup_change *k = &all->v[i];
		const struct setup_item *is = k->is != NULL ? k->is : k->was;

		reply_line(r);
		reply_text(r, "state", str_of(states[k->state]));
		reply_text(r, "kind", str_of(is->kind->name));
		reply_text(r, "name", is->name);
		reply_at(r, "valid_from",
		    is->from != INT64_MIN ? is->from : is->valid_from);
		reply_text(r, "file", is->file);
		reply_int(r, "line", is->line);
		print_change(cx, k, &b);
	}
	if (b.len > 0)
		reply_page(r, buf_view(&b));
	buf_done(&b);
	reply_thing(r);
}

/* ---- the verbs --------------------------------------------------------------
 */

static enum err
diff(struct cmd_ctx *cx, const struct args *a)
{
	struct setup_changes all = { 0 };
	enum err rc = setup_diff(cx->core, cx->arena, arg_str(a, "dir"), &all);

	if (rc == OK)
		answer(cx, &all);
	return rc;
}

static enum err
apply(struct cmd_ctx *cx, const struct args *a)
{
	struct setup_changes all = { 0 };
	bool dry = arg_bool(a, "dry-run");
	int64_t n = 0;
	enum err rc = dry
	    ? setup_diff(cx->core, cx->arena, arg_str(a, "dir"), &all)
	    : setup_apply(cx->core, cx->arena, arg_str(a, "dir"), &all);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < all.n; i++)
		n += all.v[i].state != SETUP_GONE;
	answer(cx, &all);
	reply_int(cx->reply, "versions", n);
	reply_bool(cx->reply, "applied", !dry && n > 0);
	return OK;
}

static enum err export(struct cmd_ctx *cx, const struct args *a) {
	size_t n = 0;
	enum err rc = setup_export(cx->core, cx->arena, arg_str(a, "dir"), &n);

	if (rc == OK) reply_int(cx->reply, "files", (int64_t)n);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct setup_items all = { 0 };
	struct reply *r = cx->reply;
	enum err rc =
	    setup_stored(cx->core, cx->arena, NULL, arg_str(a, "name"), &all);

	reply_table(r, "rows");
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		reply_line(r);
		reply_text(r, "kind", str_of(all.v[i].kind->name));
		reply_text(r, "name", all.v[i].name);
		reply_at(r, "valid_from", all.v[i].valid_from);
		reply_id(r, "id", all.v[i].id);
	}
	return rc;
}

static enum err
holidays(struct cmd_ctx *cx, const struct args *a)
{
	struct setup_holidays all = { 0 };
	struct reply *r = cx->reply;
	enum err rc =
	    setup_holidays(cx->core, cx->arena, arg_str(a, "file"), &all);

	reply_table(r, "rows");
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		const struct setup_holiday *h = &all.v[i];

		reply_line(r);
		reply_text(r, "file", h->file);
		reply_text(r, "day", clock_day_text(cx->arena, h->day));
		reply_text(r, "state",
		    str_of(!h->approved ? "waits"
			    : h->listed ? "approved"
					: "approved, no longer listed"));
		reply_text(r, "kind", h->kind);
		reply_text(r, "name", h->name);
	}
	return rc;
}

static enum err
approve(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *day = arg_get(a, "day");
	int64_t *days = NEWN(cx->arena, int64_t, day->all.n);
	struct setup_approval what = { .file = arg_str(a, "file"),
		.kind = arg_str(a, "kind"),
		.days = days,
		.ndays = day->all.n,
		.withdraw = arg_bool(a, "withdraw"),
		.from = arg_int(a, "from", 0) };
	size_t n = 0;
	enum err rc;

	for (size_t i = 0; i < day->all.n; i++)
		if (!clock_day(day->all.v[i], &days[i]))
			die("setup approve: a day that its type let pass");
	rc = setup_approve(cx->core, cx->arena, &what, &n);
	if (rc == OK)
		reply_int(cx->reply, "days", (int64_t)n);
	return rc;
}

const struct cmd_def cmd_setup[] = {
	{ .name = "setup diff",
	    .title = N_("Setup compared"),
	    .args = "<dir:file>",
	    .run = diff,
	    .may = MAY_SETUP_EDIT,
	    .columns = "state kind name valid_from file line",
	    .help = N_("Compare a folder of setup files with what is in "
		       "force") },
	{ .name = "setup apply",
	    .args = "<dir:file> dry-run:bool?",
	    .run = apply,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .columns = "state kind name valid_from file line",
	    .help = N_("Bring a folder of setup files into force"),
	    .more = N_("Every *.ini file is read, and every *.ics file of "
		       "holidays:\n\n"
		       "    [calendar santiago-office]\n"
		       "    zone = America/Santiago\n"
		       "    valid-from = 2026-01-01\n"
		       "    holidays = chile.ics\n"
		       "    mon-fri = 09:00-13:00 14:00-18:00\n"
		       "    2026-12-24 = 09:00-13:00\n\n"
		       "    [policy complaint]\n"
		       "    calendar = santiago-office\n"
		       "    resolution = 10bd end_of_day\n\n"
		       "    [typification reclamo-servicio-demora]\n"
		       "    parent = reclamo-servicio\n"
		       "    name.es = Demora en el taller\n"
		       "    name.en = Delay in the workshop\n"
		       "    required = plate\n"
		       "    team = servicio\n"
		       "    policy = complaint\n\n"
		       "All is checked before anything is written. Without "
		       "valid-from a change\nholds from now on. Holidays close "
		       "a day only after 'setup approve'.") },
	{ .name = "setup export",
	    .title = N_("Setup written"),
	    .args = "<dir:newfile>",
	    .run = export,
	    .may = MAY_SETUP_EDIT,
	    .help = N_("Write the setup that is in force into a folder") },
	{ .name = "setup list",
	    .title = N_("Setup"),
	    .args = "<name:line>?",
	    .run = list,
	    .help = N_("List the versions of the setup that are kept") },
	{ .name = "setup holidays",
	    .title = N_("Holidays"),
	    .args = "<file:line>?",
	    .run = holidays,
	    .columns = "file day state kind name",
	    .help = N_("List the days of holiday files, approved or not") },
	{ .name = "setup approve",
	    .args = "<file:line> day:date* kind:line? withdraw:bool? from:at?",
	    .run = approve,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .help = N_("Let days of a holiday file close the calendars that "
		       "name it"),
	    .more = N_("All that wait, or those of day= and kind=; withdraw "
		       "takes it back. It holds from now on, as another "
		       "version of each calendar; the first one may say from= "
		       "when, before there is history to change.\n\n"
		       "    cabina setup approve chile.ics kind=\"National "
		       "holiday\"") },
	{ 0 },
};
