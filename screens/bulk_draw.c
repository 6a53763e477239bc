/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_draw.c - the counts of a change of many tickets, and its words.
 */
#include "screens/bulk_draw.h"

#include "screens/many.h"

size_t
bulk_would(const struct bulk_look *l, const struct list *out)
{
	const struct bulk_row *v = l->rows.v;
	size_t n = 0;

	for (size_t i = 0; i < l->looked; i++)
		n += v[i].rc == OK && !v[i].same && !list_marked(out, v[i].id);
	return n;
}

size_t
bulk_unknown(const struct bulk_look *l, const struct list *out)
{
	size_t n = 0;

	for (size_t i = l->looked; i < l->rows.n; i++)
		n += !list_marked(out, l->rows.v[i].id);
	return n;
}

int
bulk_draw_done(const struct pane *p, int row)
{
	const struct many *all = many_now();
	size_t done = all->changed + all->same + all->refused;
	struct buf b = { 0 };

	many_say(&b, all->back ? MANY_IS_BACK : MANY_DID, all->changed);
	if (!all->back)
		many_say(&b, MANY_WAS_SAME, all->same);
	many_say(&b, all->back ? MANY_STAYS : MANY_WAS_REFUSED, all->refused);
	pane_z(p, row, 3, LOOK_TEXT, buf_view(&b).s);
	buf_reset(&b);
	if (all->running)
		pane_printf(p, row + 1, 3, LOOK_TEXT, _("done: %zu of %zu"),
		    done, all->all);
	else if (all->stopped) {
		many_say(&b, MANY_IS_BACK, all->all - done);
		pane_printf(p, row + 1, 3, LOOK_SOON, _("Stopped: %s"),
		    buf_view(&b).s);
	}
	buf_done(&b);
	return row + 1 + (all->running || all->stopped);
}

int
bulk_draw_would(const struct bulk_look *l, const struct list *out,
    const struct pane *p, int row)
{
	const struct bulk_rows *b = &l->rows;
	struct buf say = { 0 };

	many_say(&say, MANY_WILL, bulk_would(l, out));
	many_say(&say, MANY_IS_SAME, b->same);
	many_say(&say, MANY_IS_REFUSED, b->bad);
	if (out->nmarks > 0)
		many_say(&say, MANY_IS_OUT, out->nmarks);
	pane_z(p, row++, 3, LOOK_TEXT, buf_view(&say).s);
	if (l->looked < b->n)
		pane_printf(p, row++, 3, LOOK_TEXT,
		    _("looked at: %zu of %zu; F10 need not wait for the "
		      "rest"),
		    l->looked, b->n);
	buf_reset(&say);
	many_say(&say, MANY_EARLIER, b->earlier);
	many_say(&say, MANY_LATER, b->later);
	many_say(&say, MANY_LATE, b->late_at_once);
	if (b->earlier + b->later > 0)
		pane_printf(p, row++, 3, LOOK_TEXT, _("Clocks: %s"),
		    buf_view(&say).s);
	buf_done(&say);
	return row;
}

void
bulk_draw_words(const struct pane *p, int row)
{
	int at = 3;

	pane_text(p, row, 1, LOOK_LABEL, str_of(_("Words")));
	row++;
	for (const struct filter_def *d = bulk_words; d->name != NULL; d++) {
		const char *word = filter_word(d).s;
		const char *end = d->kind == FILTER_FLAG ? "" : ":";
		int n = cell_columns(str_of(word)) + 4;

		if (at + n >= p->columns) {
			at = 3;
			row++;
		}
		pane_printf(p, row, at, LOOK_MUTED, "%s%s", word, end);
		at += n;
	}
}
