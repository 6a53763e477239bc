/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guides.c - how the service scripts do: every version beside the others of
 * its script; Enter tells where its conversations stop, step by step.
 */
#include "core/script.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/sheet.h"

struct row {
	struct id id;
	struct row_script_list v;
	int64_t runs, ended, median_ms;
	bool same; /* of the script above */
};

struct model {
	struct row *v;
	size_t n;
};

struct state {
	struct list list;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_script_list all;
	struct script_report x;
	msec to = clock_now(c->clock) + 1;
	enum err rc = script_list(c, a, STR_NONE, false, &all);

	(void)arg;
	if (rc != OK)
		return rc;
	m->v = NEWN(a, struct row, all.n + 1);
	for (size_t i = 0; i < all.n && rc == OK; i++) {
		struct row *r = &m->v[m->n++];

		*r = (struct row){ .id = all.v[i].id, .v = all.v[i] };
		r->same = i > 0 && str_eq(all.v[i - 1].name, r->v.name);
		if (r->v.runs == 0)
			continue;
		rc = script_report(c, a, r->v.name, r->v.n, 0, to, &x);
		if (rc == OK) {
			r->runs = x.runs;
			r->ended = x.ended;
			r->median_ms = x.median_ms;
		}
	}
	if (rc == OK)
		*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
title(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row *r = item;

	(void)now;
	if (!r->same)
		pane_field(p, row, at, width, look, r->v.title);
}

static void
figure(const struct pane *p, int row, int at, int width, enum look look,
    const char *form, int64_t n)
{
	pane_right(p, row, at + width, look,
	    str_printf(&draw_arena, form, (long long)n));
}

static void
version(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	figure(p, row, at, width, look, "v%lld",
	    ((const struct row *)item)->v.n);
}

static void
share(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row *r = item;

	(void)now;
	if (r->v.share > 0)
		figure(p, row, at, width, look, "%lld%%", r->v.share);
}

static void
runs(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	figure(p, row, at, width, look, "%lld",
	    ((const struct row *)item)->runs);
}

static void
ended(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row *r = item;

	(void)now;
	if (r->runs > 0)
		figure(p, row, at, width, look, "%lld%%",
		    (r->ended * 100 + r->runs / 2) / r->runs);
}

static void
median(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row *r = item;
	char text[24];

	(void)now;
	if (r->runs > 0)
		pane_right(p, row, at + width, look,
		    str_of(say_clock(r->median_ms, text)));
}

COLUMN_WHEN(since, struct row, v.at)

static const struct column columns[] = {
	{ N_("Script"), 0, 0, title },
	{ N_("Version"), 8, 0, version },
	{ N_("Share"), 6, 0, share },
	{ N_("Runs"), 8, 0, runs },
	{ N_("Ended"), 8, 0, ended },
	{ N_("Median"), 8, 0, median },
	{ N_("  Published"), 14, 90, since },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 2, p->columns);

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("SCRIPTS, each version beside the others"),
	    (int64_t)m->n);
	list_titles(p, 1, columns);
	if (m->n == 0)
		draw_empty(p, 4, _("No script is published."),
		    _("A supervisor publishes one: script publish FILE"));
	screen_rows(s, &in, columns);
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct state *)s->state)->list;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct row *r;

	if (s->model == NULL || (k->code != KEY_ENTER && k->code != 'T'))
		return SCREEN_IGNORED;
	r = screen_picked(s);
	if (r == NULL)
		return screen_tell(say,
		    _("There is no script under the cursor."));
	buf_printf(say,
	    k->code == 'T' ? "script show %s version=%lld"
			   : "script report %s version=%lld",
	    r->v.name.s, (long long)r->v.n);
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("step by step") },
	{ "T", "", N_("its text") },
	{ "<Esc>", "back", NULL },
	{ 0 },
};

const struct screen_def screen_guides = {
	.name = "guides",
	.title = N_("Scripts and how they do"),
	.tab = true,
	.about = N_("The scripts in force and how they go: each version beside "
		    "the others, step by step with Enter."),
	.state_size = sizeof(struct state),
	.watches = "script interaction",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.done = screen_done,
};
