/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_more.c - what is known of a customer and is no list: household
 * beside its reasons, matrix, cycle of purchases, who looked, the clocks of
 * the ticket under the cursor, and what is not shown.
 */
#include "screens/customer.h"
#include "screens/say.h"
#include "ui/gauge.h"
#include "ui/spark.h"

void
customer_consents(const struct customer_model *m,
    struct consent_line out[CONSENTS])
{
	static const char *const channels[CONSENTS] = { "phone", "email",
		"whatsapp", "sms", "letter" };

	for (int i = 0; i < CONSENTS; i++) {
		struct consent_line *l = &out[i];

		*l = (struct consent_line){ .channel = str_of(channels[i]),
			.service = -1,
			.sales = -1,
			.source = STR_NONE };
		snprintf(l->id.s, sizeof(l->id.s), "%s", channels[i]);
		for (size_t k = 0; k < m->all.consents.n; k++) {
			const struct row_consent_list *x =
			    &m->all.consents.v[k];

			if (!str_eq(x->channel, l->channel))
				continue;
			if (str_is(x->purpose, "service"))
				l->service = x->allowed;
			else
				l->sales = x->allowed;
			if (x->since_at >= l->since_at) {
				l->since_at = x->since_at;
				l->source = x->source;
			}
		}
	}
}

/* ---- household ----------------------------------------------------------- */

static const char *
reason_word(struct str reason)
{
	static const struct {
		const char *code, *word;
	} words[] = {
		{ "surname", N_("surname") },
		{ "address", N_("address") },
		{ "phone", N_("telephone") },
		{ "person", N_("somebody said so") },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(reason, words[i].code))
			return _(words[i].word);
	return reason.s;
}

/* "surname,address" in words. */
static struct str
reasons(struct arena *a, struct str codes)
{
	struct buf b = { 0 };
	struct str one, out;

	while (str_next(a, &codes, ',', &one)) {
		if (b.len > 0)
			buf_z(&b, ", ");
		buf_z(&b, reason_word(one));
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static void
draw_maybe(const struct customer_view *v, const struct pane *p)
{
	const struct household *h = &v->m->all.household;

	pane_z(p, 0, 3, LOOK_MUTED,
	    h->nmaybe > 0 ? _("None yet. These may belong to it:") : _("none"));
	for (size_t i = 0; i < h->nmaybe && (int)i + 1 < p->rows; i++) {
		const struct household_member *x = &h->maybe[i];
		struct str why = reasons(v->words, x->reason);
		int end =
		    pane_right(p, (int)i + 1, p->columns - 1, LOOK_MUTED, why);

		pane_field(p, (int)i + 1, 3, end - 5, LOOK_TEXT, x->name);
	}
}

void
customer_household(const struct customer_view *v, const struct pane *p,
    bool tall)
{
	const struct household *h = &v->m->all.household;
	struct pane in = pane_part(p, 0, 0, p->rows - 1, p->columns);
	int rows = (int)h->n < in.rows ? (int)h->n : in.rows;

	if (id_none(h->id)) {
		draw_maybe(v, p);
		return;
	}
	customer_list_draw(v, &in, PART_HOUSEHOLD, tall);
	pane_printf(p, rows, 3, LOOK_MUTED, _("Together by: %s"),
	    reasons(v->words, h->reason).s);
}

/* ---- matrix -------------------------------------------------------------- */

enum { SHOWN_MOST = 6 }; /* channels and lines of the matrix */

static const char *
line_word(struct str line)
{
	static const struct {
		const char *code, *word;
	} words[] = {
		{ "car", N_("Cars") },
		{ "motorcycle", N_("Motorcycles") },
		{ "power", N_("Power") },
		{ "part", N_("Parts") },
		{ "service", N_("Service") },
		{ "other", N_("Other") },
		{ "", N_("General") },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(line, words[i].code))
			return _(words[i].word);
	return line.s;
}

struct axis {
	struct str v[SHOWN_MOST];
	int n;
};

static int
place_in(struct axis *x, struct str s)
{
	for (int i = 0; i < x->n; i++)
		if (str_eq(x->v[i], s))
			return i;
	if (x->n == SHOWN_MOST)
		return -1;
	x->v[x->n] = s;
	return x->n++;
}

struct matrix {
	struct axis lines, channels;
	int64_t tickets[SHOWN_MOST][SHOWN_MOST];
	int64_t value[SHOWN_MOST];
	int wide[SHOWN_MOST]; /* columns of a channel, 0: with the others */
	int others;	      /* columns of these, or 0 */
};

static void
sum_up(const struct customer_model *m, struct matrix *x)
{
	*x = (struct matrix){ .lines.n = 0 };
	for (size_t i = 0; i < m->all.nmatrix; i++) {
		const struct matrix_cell *c = &m->all.matrix[i];
		int l = place_in(&x->lines, c->line);
		int k =
		    c->tickets > 0 ? place_in(&x->channels, c->channel) : -1;

		if (l >= 0)
			x->value[l] += c->value;
		if (l >= 0 && k >= 0)
			x->tickets[l][k] += c->tickets;
	}
}

int
customer_matrix_rows(const struct customer_model *m)
{
	struct matrix x;

	sum_up(m, &x);
	return x.lines.n > 0 ? x.lines.n + 1 : 1;
}

static struct str
channel_of(const struct matrix *x, int k)
{
	return x->channels.v[k].len > 0 ? str_of(channel_word(x->channels.v[k]))
					: str_of(_("none"));
}

enum { LINE_END = 14, VALUE_WIDE = 14 }; /* columns beside the channels */

/* As many channels as have room for their name; the others are one. */
static void
share(struct matrix *x, int room)
{
	int others = cell_columns(str_of(_("others"))) + 2, used = 0;

	for (int k = 0; k < x->channels.n; k++) {
		int wide = cell_columns(channel_of(x, k)) + 2;
		bool last = k + 1 == x->channels.n && x->others == 0;

		wide = wide < 6 ? 6 : wide;
		if (used + wide + (last ? 0 : others) > room) {
			x->others = others;
			continue;
		}
		x->wide[k] = wide;
		used += wide;
	}
}

static void
put_count(const struct customer_view *v, const struct pane *p, int row, int end,
    int64_t n)
{
	pane_right(p, row, end, n > 0 ? LOOK_TEXT : LOOK_MUTED,
	    say_number(v->words, n));
}

static void
draw_matrix_row(const struct customer_view *v, const struct pane *p,
    const struct matrix *x, int l)
{
	int end = LINE_END;
	int64_t others = 0;

	pane_field(p, l + 1, 3, LINE_END - 3, LOOK_TEXT,
	    str_of(line_word(x->lines.v[l])));
	for (int k = 0; k < x->channels.n; k++) {
		end += x->wide[k];
		if (x->wide[k] > 0)
			put_count(v, p, l + 1, end, x->tickets[l][k]);
		else
			others += x->tickets[l][k];
	}
	if (x->others > 0)
		put_count(v, p, l + 1, end + x->others, others);
	if (x->value[l] != 0)
		pane_right(p, l + 1, p->columns - 1, LOOK_TEXT,
		    say_money(v->words, x->value[l], v->m->all.currency));
}

void
customer_matrix(const struct customer_view *v, const struct pane *p)
{
	struct matrix x;
	int end = LINE_END;

	sum_up(v->m, &x);
	if (x.lines.n == 0) {
		pane_z(p, 0, 3, LOOK_MUTED, _("none"));
		return;
	}
	share(&x, p->columns - LINE_END - VALUE_WIDE);
	for (int k = 0; k < x.channels.n; k++) {
		end += x.wide[k];
		if (x.wide[k] > 0)
			pane_right(p, 0, end, LOOK_LABEL, channel_of(&x, k));
	}
	if (x.others > 0)
		pane_right(p, 0, end + x.others, LOOK_LABEL,
		    str_of(_("others")));
	pane_right(p, 0, p->columns - 1, LOOK_LABEL, str_of(_("value")));
	for (int l = 0; l < x.lines.n && l + 1 < p->rows; l++)
		draw_matrix_row(v, p, &x, l);
}

/* ---- the cycle ----------------------------------------------------------- */

static int64_t
most_of(const struct customer_360 *c)
{
	int64_t most = 0;

	for (size_t y = 0; y < c->ncycle; y++)
		for (int m = 0; m < 12; m++)
			if (c->cycle[y].amount[m] > most)
				most = c->cycle[y].amount[m];
	return most;
}

static void
draw_year(const struct pane *p, int row, const struct cycle_year *y,
    int64_t most, const struct zone_time *now)
{
	pane_printf(p, row, 3, LOOK_LABEL, "%d", y->year);
	for (int m = 0; m < 12; m++) {
		bool to_come = y->year > now->year ||
		    (y->year == now->year && m >= now->month);
		int64_t n = y->amount[m];

		if (to_come)
			return;
		pane_text(p, row, 9 + m * 3, n > 0 ? LOOK_SPARK : LOOK_MUTED,
		    n > 0 ? theme_spark(term_symbols(), spark_height(n, most))
			  : theme_sign(term_symbols(), SIGN_DOT));
	}
}

void
customer_cycle(const struct customer_view *v, const struct pane *p)
{
	struct zone_time now = say_local(v->now);
	const struct customer_360 *c;
	struct str every = STR_NONE;

	if (v->m != NULL && v->m->all.every_ms > 0)
		every = v->m->all.every_ms > DAYS(45)
		    ? str_printf(v->words, _("buys every %lld months"),
			  (long long)((v->m->all.every_ms + DAYS(15)) /
			      DAYS(30)))
		    : str_printf(v->words,
			  ngettext("buys every %lld day",
			      "buys every %lld days",
			      (unsigned long)(v->m->all.every_ms / DAYS(1))),
			  (long long)(v->m->all.every_ms / DAYS(1)));
	draw_part_head(p, 0, false, 0, _("CYCLE"), every);
	if (v->m == NULL)
		return;
	c = &v->m->all;
	if (most_of(c) == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("no purchases in four years"));
	for (size_t y = 0; most_of(c) > 0 && y < c->ncycle; y++)
		draw_year(p, (int)y + 1, &c->cycle[y], most_of(c), &now);
}

/* ---- who looked ---------------------------------------------------------- */

void
customer_looks_draw(const struct customer_view *v, const struct pane *p)
{
	const struct rows_look_list *l;

	draw_part_head(p, 0, false, 0, _("WHO LOOKED"), str_of(_("30 days")));
	if (v->m == NULL)
		return;
	l = &v->m->all.looks;
	if (l->n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("nobody yet"));
	for (size_t i = 0; i < l->n && (int)i + 1 < p->rows; i++) {
		int row = (int)i + 1;

		pane_field(p, row, 3, 11, LOOK_TEXT,
		    say_when(v->words, l->v[i].last_at, v->now));
		pane_field(p, row, 15, p->columns - 22, LOOK_TEXT,
		    l->v[i].name);
		if (l->v[i].times > 1)
			pane_right(p, row, p->columns - 1, LOOK_MUTED,
			    str_printf(v->words, _("%lldx"),
				(long long)l->v[i].times));
	}
}

/* ---- the ticket under the cursor ------------------------------------------ */

static const struct owed *
picked(const struct customer_view *v, size_t *nth)
{
	const struct owed *o = v->m == NULL
	    ? NULL
	    : list_pick(&v->st->list[PART_TICKETS],
		  customer_rows(v->m, PART_TICKETS));

	if (o != NULL)
		*nth = (size_t)(o - v->m->tickets.v);
	return o;
}

static void
draw_clock(const struct customer_view *v, const struct pane *p, int row,
    const struct promise *o)
{
	enum promise_sign sign = promise_sign(o, v->now);
	char left[24];

	pane_text(p, row, 1, owed_look(sign),
	    theme_sign(term_symbols(), owed_sign(sign)));
	pane_field(p, row, 3, 20, LOOK_TEXT,
	    str_of(promise_kind_text(o->kind)));
	pane_field(p, row, 24, 18, LOOK_TEXT, owed_due(v->words, o, v->now));
	if (sign > PROMISE_PAUSED)
		return;
	gauge_percent(p, row, 43, 20, owed_look(sign),
	    promise_percent(o, v->now));
	pane_printf(p, row, 71, LOOK_TEXT, _("%s left"),
	    say_left(promise_left_shown(o, v->now), o->day_ms, left));
}

void
customer_detail(const struct customer_view *v, const struct pane *p)
{
	size_t nth = 0;
	const struct owed *o = picked(v, &nth);
	struct str title = str_of(_("THE TICKET UNDER THE CURSOR"));
	int row = 1;

	if (o != NULL)
		title = str_printf(v->words, "%s: T-%lld", title.s,
		    (long long)o->t.number);
	draw_part_head(p, 0, false, 0, title.s, STR_NONE);
	if (o == NULL) {
		pane_z(p, 1, 3, LOOK_MUTED, _("none"));
		return;
	}
	if (nth < v->m->nclocks)
		for (size_t i = 0; i < v->m->clocks[nth].n && row < 6; i++)
			draw_clock(v, p, row++, &v->m->clocks[nth].v[i]);
	pane_field(p, row, 3, 20, LOOK_LABEL, str_of(_("Who has it")));
	pane_printf(p, row, 24, LOOK_TEXT, "%s%s%s", o->t.owner_name.s,
	    o->t.owner_name.len > 0 && o->t.team_name.len > 0 ? ", " : "",
	    o->t.team_name.s);
	pane_field(p, row + 1, 3, 20, LOOK_LABEL, str_of(_("About")));
	pane_field(p, row + 1, 24, p->columns - 25, LOOK_TEXT,
	    o->t.typification_name);
}

/* ---- the rest ------------------------------------------------------------ */

/* Short names of the parts, as they stand in the line. */
static const char *const names[NUMBERED] = { N_("Tickets"), N_("Contacts"),
	N_("Products"), N_("Purchases"), N_("Offers"), N_("Notes"),
	N_("Household"), N_("Consent"), N_("Matrix") };

void
customer_rest(const struct customer_view *v, const struct pane *p)
{
	int at = 1;

	for (int i = 0; i < NUMBERED; i++) {
		bool on = i == v->st->part;
		size_t n = v->m != NULL && i < PART_HOUSEHOLD
		    ? customer_rows(v->m, i).n
		    : 0;

		struct str text = n > 0
		    ? str_printf(v->words, "%s %zu", _(names[i]), n)
		    : str_of(_(names[i]));

		if (v->st->shown[i] ||
		    at + 2 + cell_columns(text) >= p->columns)
			continue;
		if (on)
			pane_text(p, 0, at - 1, LOOK_HEAD,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		at += pane_printf(p, 0, at, on ? LOOK_HEAD : LOOK_TEXT, "%d",
			  i + 1) +
		    1;
		at += pane_text(p, 0, at, on ? LOOK_HEAD : LOOK_TEXT, text);
		at += 3;
	}
}
