/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_dates.c - the appointments of a customer that are to come: a part of
 * their own beside others, the next one in the top block where there is one
 * column. The list with what can be done about them is a key away.
 */
#include "core/appointment.h"
#include "screens/customer.h"
#include "screens/say.h"

static struct str
service_of(const struct customer_view *v,
    const struct row_whole_appointments *x)
{
	return service_name(&v->m->all.services, x->service_code, v->m->lang);
}

static struct str
what_of(const struct customer_view *v, const struct row_whole_appointments *x)
{
	return str_printf(v->words, "%s, %s", service_of(v, x).s,
	    x->branch_name.s);
}

static enum look
look_of(const struct customer_view *v, const struct row_whole_appointments *x)
{
	return x->end_at < v->now	    ? LOOK_LATE
	    : str_is(x->state, "confirmed") ? LOOK_GOOD
					    : LOOK_TEXT;
}

struct str
customer_next_date(const struct customer_view *v, int room)
{
	const struct rows_whole_appointments *l = &v->m->all.dates;
	const char *more = "";
	struct str when, whole;

	if (l->n == 0)
		return STR_NONE;
	if (l->n > 1)
		more = str_printf(v->words, " +%zu", l->n - 1).s;
	when = say_when(v->words, l->v[0].start_at, v->now);
	whole = str_printf(v->words, "%s %s%s", when.s, what_of(v, &l->v[0]).s,
	    more);
	if (cell_columns(whole) > room) /* without the branch */
		whole = str_printf(v->words, "%s %s%s", when.s,
		    service_of(v, &l->v[0]).s, more);
	return cell_columns(whole) <= room ? whole : when;
}

int
customer_dates_rows(const struct customer_model *m)
{
	return 1 + (m->all.dates.n > 0 ? (int)m->all.dates.n : 1);
}

/* Beside something else the key is another's. */
static struct str
count_of(const struct customer_view *v)
{
	size_t n = v->m == NULL ? 0 : v->m->all.dates.n;

	if (n == 0)
		return STR_NONE;
	return v->aside ? str_printf(v->words, "%zu", n)
			: str_printf(v->words, _("%zu, a opens them"), n);
}

void
customer_dates(const struct customer_view *v, const struct pane *p)
{
	const struct rows_whole_appointments *l;

	draw_part_head(p, 0, false, 0, _("APPOINTMENTS"), count_of(v));
	if (v->m == NULL)
		return;
	l = &v->m->all.dates;
	if (l->n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("none to come"));
	for (size_t i = 0; i < l->n && (int)i + 1 < p->rows; i++) {
		int row = (int)i + 1, end;

		end = pane_right(p, row, p->columns - 1, look_of(v, &l->v[i]),
		    str_of(l->v[i].end_at < v->now
			    ? _("did they come?")
			    : appointment_state_word(l->v[i].state)));
		pane_field(p, row, 3, 12, LOOK_TEXT,
		    say_when(v->words, l->v[i].start_at, v->now));
		pane_field(p, row, 16, end - 18, LOOK_TEXT,
		    what_of(v, &l->v[i]));
	}
}
