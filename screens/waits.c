/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * waits.c - contacts that wait, loaded and drawn as rows.
 */
#include "screens/waits.h"

#include "base/utf8.h"
#include "screens/column.h"
#include "screens/say.h"

/* Every word typed begins somewhere in what the row says. */
static bool
fits(struct arena *a, struct str hay, struct str filter)
{
	struct str rest = utf8_fold(a, filter), word;

	hay = utf8_fold(a, hay);
	while (str_next(a, &rest, ' ', &word))
		if (strstr(hay.s, word.s) == NULL)
			return false;
	return true;
}

/* The most urgent first. */
enum err
waits_load(struct core *c, struct arena *a, struct str filter,
    struct rows_interaction_rows *out)
{
	struct interaction_filter f = { .waiting = true, .limit = 200 };
	struct rows_interaction_rows rows;
	enum err rc;

	*out = (struct rows_interaction_rows){ NULL, 0 };
	f.states = f.channel = f.queue = STR_NONE;
	rc = interaction_list(c, a, &f, &rows);
	if (rc == ERR_DENIED) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc != OK)
		return rc;
	out->v = NEWN(a, struct row_interaction_rows, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		if (filter.len == 0 ||
		    fits(a,
			str_printf(a, "i-%lld %s %s %s",
			    (long long)rows.v[i].number,
			    rows.v[i].customer_name.s, rows.v[i].subject.s,
			    rows.v[i].queue.s),
			filter))
			out->v[out->n++] = rows.v[i];
	return OK;
}

/* ---- columns ------------------------------------------------------------ */

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)width;
	(void)look;
	(void)now;
	draw_sign(p, row, at, i->state);
}

static void
waits(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;
	char text[24];

	pane_right(p, row, at + width, look,
	    str_of(age_text(now - i->started_at, text)));
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)width;
	(void)now;
	pane_printf(p, row, at + 1, look, "I-%lld", (long long)i->number);
}

COLUMN_TEXT(subject_of, struct row_interaction_rows, subject)

static void
caller(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;
	struct arena a = { 0 };

	(void)now;
	pane_field(p, row, at, width, look,
	    i->customer_name.len > 0 ? i->customer_name
		: i->caller.len > 0  ? say_phone(&a, i->caller)
				     : str_of(_("unknown caller")));
	arena_done(&a);
}

static void
channel(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_interaction_rows *i = item;

	(void)now;
	pane_field(p, row, at, width, look, str_of(channel_word(i->channel)));
}

const struct column waits_columns[] = {
	{ "", 1, 0, sign },
	{ N_("Waits"), 6, 0, waits },
	{ N_("Contact"), 9, 0, number },
	{ N_("Subject"), 0, 0, subject_of },
	{ N_("Customer"), 20, 70, caller },
	{ N_("Channel"), 9, 60, channel },
	{ 0 },
};

const struct column waits_call_columns[] = {
	{ N_("Waits"), 6, 0, waits },
	{ N_("Channel"), 10, 0, channel },
	{ N_("Customer"), 26, 0, caller },
	{ N_("Subject"), 0, 60, subject_of },
	{ 0 },
};
