/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_top.c - who it is: name and worth, alerts, verification, ways to
 * reach them, what they allow, who lives with them.
 */
#include "screens/customer.h"
#include "screens/others.h"
#include "screens/say.h"

/* ---- one line each ------------------------------------------------------- */

static struct str
rut_of(const struct customer_view *v)
{
	struct str rut = v->m->all.who.national_id;

	return say_veiled(rut) ? say_veil(v->words, VEIL_RUT)
			       : say_rut(v->words, rut);
}

static struct str
since_of(const struct customer_view *v)
{
	const struct customer_360 *c = &v->m->all;

	return c->since_at > 0
	    ? str_printf(v->words, _("since %d"), say_local(c->since_at).year)
	    : STR_NONE;
}

static struct str
worth_of(const struct customer_view *v)
{
	const struct customer_360 *c = &v->m->all;

	return c->worth != 0 ? say_money(v->words, c->worth, c->currency)
			     : STR_NONE;
}

/* Alerts beside each other; how many did not fit is told at the edge. */
static void
draw_alerts(const struct customer_view *v, const struct pane *p, int row)
{
	const struct rows_alert_list *l = &v->m->all.alerts;
	int at = 1;
	size_t i;

	if (l->n == 0)
		pane_z(p, row, 1, LOOK_MUTED, _("No alerts"));
	for (i = 0; i < l->n; i++) {
		bool worst = l->v[i].severity >= 3;
		enum look look = worst ? LOOK_ALERT : LOOK_SOON;
		struct str text = l->v[i].text;
		int left = p->columns - at - 2, most;

		if (say_veiled(text))
			text = say_veil(v->words, VEIL_TEXT);
		most = cell_columns(text) + 2;
		if (i + 1 < l->n && l->n > 1 && most > left - 5)
			most = left - 5;
		if (i > 0 && left < 16)
			break;
		pane_text(p, row, at, look,
		    theme_sign(term_symbols(), worst ? SIGN_LATE : SIGN_SOON));
		pane_field(p, row, at + 2, most - 2, look, text);
		at += most + 2;
	}
	if (i < l->n)
		pane_right(p, row, p->columns - 1, LOOK_ALERT,
		    str_printf(v->words, "+%zu", l->n - i));
}

static int
draw_verified(const struct customer_view *v, const struct pane *p, int row)
{
	const struct verify *q = &v->m->all.verify;
	int at = 1;

	if (str_is(q->state, "verified"))
		return pane_printf(p, row, at, LOOK_GOOD,
		    _("VERIFIED %lld of %lld, until the contact ends"),
		    (long long)q->right, (long long)q->need);
	if (str_is(q->state, "failed"))
		return pane_printf(p, row, at, LOOK_ALERT,
		    ngettext("NOT VERIFIED: %lld wrong answer",
			"NOT VERIFIED: %lld wrong answers",
			(unsigned long)q->wrong),
		    (long long)q->wrong);
	at += pane_printf(p, row, at, LOOK_SOON, _("NOT VERIFIED %lld of %lld"),
	    (long long)q->right, (long long)(q->need > 0 ? q->need : 2));
	if (id_none(q->interaction))
		return at;
	at += 2;
	at += pane_z(p, row, at, LOOK_KEY, "v");
	at +=
	    1 + pane_z(p, row, at + 1, LOOK_MUTED, meant(NC_("key", "verify")));
	return at;
}

static const char *
point_word(struct arena *a, const struct row_contact_list *x)
{
	static const struct {
		const char *kind, *word;
	} words[] = {
		{ "phone", N_("Phone") },
		{ "email", N_("E-mail") },
		{ "whatsapp", "WhatsApp" },
		{ "address", N_("Address") },
	};
	struct str phone = say_phone(a, x->value);

	if (str_is(x->kind, "phone") && str_starts(phone, STR("+56 9")))
		return _("Mobile");
	for (size_t i = 0; i < countof(words); i++)
		if (str_is(x->kind, words[i].kind))
			return _(words[i].word);
	return x->kind.s;
}

static struct str
point_value(struct arena *a, const struct row_contact_list *x)
{
	if (say_veiled(x->value))
		return say_veil(a,
		    str_is(x->kind, "email")	     ? VEIL_EMAIL
			: str_is(x->kind, "address") ? VEIL_TEXT
						     : VEIL_PHONE);
	return str_is(x->kind, "phone") || str_is(x->kind, "whatsapp")
	    ? say_phone(a, x->value)
	    : x->value;
}

/* Was the same value shown before it, as another kind? */
static bool
is_twin(const struct rows_contact_list *l, size_t i)
{
	for (size_t k = 0; k < l->n; k++)
		if (k != i && !say_veiled(l->v[i].value) &&
		    str_is(l->v[i].kind, "whatsapp") &&
		    str_is(l->v[k].kind, "phone") &&
		    str_eq(l->v[k].value, l->v[i].value))
			return true;
	return false;
}

/* Only whole ones: a number that is cut is of no use. */
static void
draw_points(const struct customer_view *v, const struct pane *p, int row)
{
	const struct rows_contact_list *l = &v->m->all.points;
	int at = 1;

	for (size_t i = 0; i < l->n; i++) {
		const struct row_contact_list *x = &l->v[i];
		struct str value = point_value(v->words, x);
		const char *word =
		    str_is(x->kind, "email") ? "" : point_word(v->words, x);
		int wide = cell_columns(str_of(word)) + (*word != '\0') +
		    cell_columns(value) + (x->verified_at > 0 ? 2 : 0);

		if (str_is(x->kind, "address") || is_twin(l, i) ||
		    at + wide > p->columns - 1)
			continue;
		if (*word != '\0')
			at += pane_z(p, row, at, LOOK_LABEL, word) + 1;
		at += pane_text(p, row, at, LOOK_TEXT, value);
		if (x->verified_at > 0)
			at += 1 +
			    pane_text(p, row, at + 1, LOOK_MET,
				theme_sign(term_symbols(), SIGN_MET));
		at += 3;
	}
	if (l->n == 0)
		pane_z(p, row, 1, LOOK_MUTED,
		    _("No telephone, e-mail or address"));
}

/* "√" or "×" after a word. */
static int
draw_allowed(const struct pane *p, int row, int at, const char *word, bool yes)
{
	int from = at;

	at += pane_z(p, row, at, LOOK_TEXT, word) + 1;
	at += pane_text(p, row, at, LOOK_TEXT,
	    theme_sign(term_symbols(), yes ? SIGN_MET : SIGN_NO));
	return at - from;
}

/* Channels for service, then sales by whatever channel. Returns the end. */
static int
draw_consent(const struct customer_view *v, const struct pane *p, int row,
    int at)
{
	const struct consent_line *l = v->m->consents;
	bool sales = false;

	for (int i = 0; i < CONSENTS; i++) {
		sales = sales || l[i].sales == 1;
		if (!str_is(l[i].channel, "letter"))
			at +=
			    draw_allowed(p, row, at, consent_word(l[i].channel),
				l[i].service != 0) +
			    (p->columns > 76 ? 2 : 1);
	}
	return at + draw_allowed(p, row, at, _("Sales"), sales);
}

static struct str
preferred(const struct customer_view *v)
{
	const struct rows_contact_list *l = &v->m->all.points;

	for (size_t i = 0; i < l->n; i++) {
		const struct row_contact_list *x = &l->v[i];

		if (!x->preferred)
			continue;
		return str_printf(v->words, _("Prefers %s%s%s"),
		    point_word(v->words, x), x->hours.len > 0 ? ", " : "",
		    x->hours.s);
	}
	return STR_NONE;
}

static const char *
counted(const struct customer_view *v, const char *form, int64_t n)
{
	return str_printf(v->words, form, (long long)n).s;
}

static void
draw_household(const struct customer_view *v, const struct pane *p, int row)
{
	const struct household *h = &v->m->all.household;
	int at = 1;

	if (id_none(h->id)) {
		if (h->nmaybe > 0)
			pane_printf(p, row, 1, LOOK_MUTED,
			    _("No household; %zu may belong together: 7"),
			    h->nmaybe);
		else
			pane_printf(p, row, 1, LOOK_MUTED, "%s",
			    v->m->all.who.branch_name.s);
		return;
	}
	at += pane_z(p, row, at, LOOK_LABEL, _("Household")) + 1;
	pane_printf(p, row, at, LOOK_TEXT, "%s: %s, %s, %s, %s", h->name.s,
	    counted(v, ngettext("%lld person", "%lld people", h->n), h->n),
	    counted(v,
		ngettext("%lld product", "%lld products",
		    (unsigned long)h->products),
		h->products),
	    counted(v,
		ngettext("%lld ticket", "%lld tickets", (unsigned long)h->open),
		h->open),
	    say_money(v->words, h->value, v->m->all.currency).s);
}

/* The next appointment at the right; alerts have the rest. */
static void
draw_next(const struct customer_view *v, const struct pane *p, int row)
{
	bool alerts = v->m->all.alerts.n > 0;
	struct str next =
	    customer_next_date(v, alerts ? p->columns / 4 : p->columns - 30);
	struct pane left = *p;
	int end;

	if (next.len > 0) {
		end = pane_right(p, row, p->columns - 1, LOOK_TEXT, next);
		end = pane_right(p, row, end - 1, LOOK_KEY, STR("a"));
		left = pane_part(p, 0, 0, p->rows, end - 2);
	}
	draw_alerts(v, &left, row);
}

/* ---- the top block in one column ------------------------------------------ */

/* What stands after the name, the last first to give way to it. */
static struct str
after_name(const struct customer_view *v, int room)
{
	const struct row_customer_get *w = &v->m->all.who;
	const struct str parts[] = { rut_of(v), w->segment, since_of(v) };
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < countof(parts); i++) {
		if (parts[i].len == 0)
			continue;
		if (cell_columns(buf_view(&b)) + 3 + cell_columns(parts[i]) >
		    room)
			break;
		buf_printf(&b, "   %s", parts[i].s);
	}
	out = buf_copy(v->words, &b);
	buf_done(&b);
	return out;
}

static void
draw_name(const struct customer_view *v, const struct pane *p)
{
	const struct row_customer_get *w = &v->m->all.who;
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT, worth_of(v)) - 2;
	int name = cell_columns(w->name);

	name = name < end - 1 ? name : end - 1;
	pane_field(p, 0, 1, name, LOOK_HEAD, w->name);
	pane_text(p, 0, 1 + name, LOOK_TEXT, after_name(v, end - 1 - name));
}

void
customer_top(const struct customer_view *v, const struct pane *p)
{
	const struct customer_360 *c;
	struct str last, likes;
	int at;

	if (v->m == NULL)
		return;
	c = &v->m->all;
	draw_name(v, p);
	draw_next(v, p, 1);
	at = draw_verified(v, p, 2);
	last = c->contact_at > 0
	    ? str_printf(v->words, _("last contact %s"),
		  say_when(v->words, c->contact_at, v->now).s)
	    : str_of(_("no contacts yet"));
	/* Who is there presses more than when somebody was. */
	if (others_draw(p, 2, at + 2, c->who.id, v->now) == 0 &&
	    at + cell_columns(last) + 3 < p->columns)
		pane_right(p, 2, p->columns - 1, LOOK_TEXT, last);
	draw_points(v, p, 3);
	at = draw_consent(v, p, 4, 1);
	likes = preferred(v);
	if (at + cell_columns(likes) + 3 < p->columns)
		pane_right(p, 4, p->columns - 1, LOOK_TEXT, likes);
	draw_household(v, p, 5);
}

/* ---- the same in a column beside others ----------------------------------- */

/* Neither over the other: the day stays whole, and the sum. */
static void
draw_worth(const struct customer_view *v, const struct pane *p)
{
	const struct customer_360 *c = &v->m->all;
	struct str worth = STR_NONE, seen = str_of(_("no contacts yet"));

	if (c->worth != 0)
		worth = str_printf(v->words, _("Worth in 3 years %s"),
		    worth_of(v).s);
	if (c->contact_at > 0) {
		struct str when = say_when(v->words, c->contact_at, v->now);

		seen = str_printf(v->words, _("last contact %s"), when.s);
		if (cell_columns(worth) + cell_columns(seen) + 3 > p->columns)
			seen = str_printf(v->words, _("contact %s"), when.s);
	}
	pane_text(p, 2, 1, LOOK_TEXT, worth);
	pane_right(p, 2, p->columns, LOOK_TEXT, seen);
}

void
customer_who(const struct customer_view *v, const struct pane *p)
{
	const struct customer_360 *c;
	struct str rut;
	int at, end;

	if (v->m == NULL)
		return;
	c = &v->m->all;
	rut = rut_of(v);
	end = pane_right(p, 0, p->columns, LOOK_TEXT, rut);
	pane_field(p, 0, 1, end - 3, LOOK_HEAD, c->who.name);
	at = 1 + pane_text(p, 1, 1, LOOK_TEXT, c->who.segment);
	if (c->who.branch_name.len > 0)
		pane_printf(p, 1, at, LOOK_TEXT, "%s%s", at > 1 ? " · " : "",
		    c->who.branch_name.s);
	pane_right(p, 1, p->columns, LOOK_TEXT, since_of(v));
	draw_worth(v, p);
	others_draw(p, 3, draw_verified(v, p, 3) + 2, c->who.id, v->now);
}

void
customer_alerts(const struct customer_view *v, const struct pane *p)
{
	const struct rows_alert_list *l;

	pane_z(p, 0, 1, LOOK_HEAD, _("ALERTS"));
	if (v->m == NULL)
		return;
	l = &v->m->all.alerts;
	if (l->n == 0)
		pane_z(p, 1, 1, LOOK_MUTED, _("none"));
	for (size_t i = 0; i < l->n && (int)i + 1 < p->rows; i++) {
		bool worst = l->v[i].severity >= 3;
		enum look look = worst ? LOOK_ALERT : LOOK_SOON;
		struct str text = say_veiled(l->v[i].text)
		    ? say_veil(v->words, VEIL_TEXT)
		    : l->v[i].text;

		pane_text(p, (int)i + 1, 1, look,
		    theme_sign(term_symbols(), worst ? SIGN_LATE : SIGN_SOON));
		if (cell_columns(text) <= p->columns - 3)
			pane_text(p, (int)i + 1, 3, look, text);
		else
			pane_field(p, (int)i + 1, 3, p->columns - 3, look,
			    text);
	}
}

int
customer_data_rows(const struct customer_model *m)
{
	const struct customer_360 *c = &m->all;

	return 1 + (int)c->points.n + (c->who.born.len > 0) + (int)c->fields.n +
	    1;
}

struct field_row {
	const struct pane *p;
	int row;
};

static void
put_field(struct field_row *f, const char *label, struct str value,
    enum look look)
{
	if (f->row >= f->p->rows || value.len == 0)
		return;
	pane_field(f->p, f->row, 1, 10, LOOK_LABEL, str_of(label));
	pane_field(f->p, f->row, 12, f->p->columns - 12, look, value);
	f->row++;
}

static void
put_point(const struct customer_view *v, struct field_row *f,
    const struct row_contact_list *x)
{
	int row = f->row, at;
	struct str value = point_value(v->words, x);

	if (row >= f->p->rows)
		return;
	put_field(f, point_word(v->words, x), value,
	    say_veiled(x->value) ? LOOK_VEILED : LOOK_TEXT);
	at = 12 + cell_columns(value) + 1;
	if (x->verified_at > 0)
		pane_text(f->p, row, at, LOOK_MET,
		    theme_sign(term_symbols(), SIGN_MET));
	at += 3;
	if (x->preferred)
		pane_printf(f->p, row, at, LOOK_MUTED, "%s%s%s", _("preferred"),
		    x->hours.len > 0 ? ", " : "", x->hours.s);
	else if (x->label.len > 0)
		pane_text(f->p, row, at, LOOK_MUTED, x->label);
}

void
customer_data(const struct customer_view *v, const struct pane *p)
{
	struct field_row f = { p, 1 };
	const struct customer_360 *c;

	pane_z(p, 0, 1, LOOK_HEAD, _("DATA"));
	if (v->m == NULL)
		return;
	c = &v->m->all;
	for (size_t i = 0; i < c->points.n; i++)
		put_point(v, &f, &c->points.v[i]);
	put_field(&f, str_is(c->who.kind, "company") ? _("Founded") : _("Born"),
	    say_veiled(c->who.born) ? say_veil(v->words, VEIL_DATE)
				    : say_day(v->words, c->who.born),
	    say_veiled(c->who.born) ? LOOK_VEILED : LOOK_TEXT);
	put_field(&f, _("Language"),
	    str_is(c->who.lang, "es")	    ? str_of(_("Spanish"))
		: str_is(c->who.lang, "en") ? str_of(_("English"))
					    : c->who.lang,
	    LOOK_TEXT);
	for (size_t i = 0; i < c->fields.n; i++)
		put_field(&f, field_named_word(&c->names, c->fields.v[i].field),
		    say_veiled(c->fields.v[i].text)
			? say_veil(v->words, VEIL_TEXT)
			: c->fields.v[i].text,
		    say_veiled(c->fields.v[i].text) ? LOOK_VEILED : LOOK_TEXT);
}
