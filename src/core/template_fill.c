/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template_fill.c - a template becomes a text: its fields, what was answered,
 * other templates within it.
 */
#include "core/template_own.h"

#include "base/utf8.h"
#include "base/zone.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/list.h"
#include "core/ticket.h"

/* What is known, by name; "" is not. */
struct known {
	struct row_template_ticket t;
	struct rows_field_value_list fields;
	struct str name, kind, lang; /* the customer's */
	struct str branch;	     /* the agent's */
	bool ticket;
};

struct filling {
	struct core *c;
	struct arena *a;
	struct known k;
	const struct templates *all;
	const struct pair *answers;
	size_t nanswers;
	struct template_filled *out;
	struct buf text;
};

/* ---- what is known ------------------------------------------------------ */

/* What one may not see is not known. */
static enum err
unless_hidden(struct core *c, enum err rc)
{
	if (rc != ERR_NOT_FOUND && rc != ERR_DENIED)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static enum err
know_customer(struct core *c, struct arena *a, struct id id, struct known *k)
{
	struct row_customer_get row;
	enum err rc;

	if (id_none(id))
		return OK;
	if ((rc = customer_get(c, a, id, &row)) != OK)
		return unless_hidden(c, rc);
	k->name = row.name;
	k->kind = row.kind;
	k->lang = row.lang;
	return OK;
}

static enum err
know_ticket(struct core *c, struct arena *a, struct id id, struct known *k)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_template_ticket(c->db, a, &scope, id, list_lang(c), &k->t);
	if (rc != OK)
		return core_db(c, rc);
	k->ticket = true;
	k->name = k->t.customer_name;
	k->kind = k->t.customer_kind;
	k->lang = k->t.customer_lang;
	return ticket_fields(c, a, id, &k->fields);
}

static enum err
know(struct core *c, struct arena *a, const struct template_for *about,
    struct known *k)
{
	struct row_interaction_get contact;
	struct id who = about->customer;
	enum err rc = OK;

	k->name = k->kind = k->lang = STR_NONE;
	k->branch = c->me.branch;
	if (!id_none(about->ticket))
		return know_ticket(c, a, about->ticket, k);
	if (!id_none(about->interaction)) {
		rc = interaction_get(c, a, about->interaction, &contact);
		if (rc == OK)
			who = contact.customer;
	}
	return rc == OK ? know_customer(c, a, who, k) : rc;
}

/* ---- fields ------------------------------------------------------------- */

static const char *const months[][12] = {
	{ "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	    "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
	{ "January", "February", "March", "April", "May", "June", "July",
	    "August", "September", "October", "November", "December" },
};

/* In the language of the text, which may be another than the program's; where
 * the customer's branch is. */
static struct str
date(const struct filling *f, msec at, bool hour)
{
	struct str zone =
	    f->k.ticket && f->k.t.zone.len > 0 ? f->k.t.zone : f->c->me.zone;
	struct zone_time t = zone_time(zone_get(zone), at);
	bool es = str_is(f->out->lang, "es"), en = str_is(f->out->lang, "en");
	struct str day;

	if (at == 0)
		return STR_NONE;
	day = es ? str_printf(f->a, "%d de %s de %d", t.mday,
		       months[0][t.month - 1], t.year)
	    : en ? str_printf(f->a, "%d %s %d", t.mday, months[1][t.month - 1],
		       t.year)
		 : str_printf(f->a, "%04d-%02d-%02d", t.year, t.month, t.mday);
	return hour ? str_printf(f->a, "%s, %02d:%02d", day.s, t.hour, t.minute)
		    : day;
}

/* The end of a day is that day's. */
static struct str
due_date(const struct filling *f, msec at)
{
	struct str text = date(f, at, true);

	return text.len > 7 && strcmp(text.s + text.len - 7, ", 00:00") == 0
	    ? str_printf(f->a, "%s, 24:00", date(f, at - 1, false).s)
	    : text;
}

static struct str
first_name(const struct filling *f)
{
	const char *blank = strchr(f->k.name.s, ' ');

	return blank == NULL || !str_is(f->k.kind, "person")
	    ? f->k.name
	    : str_copyn(f->a, f->k.name.s, (size_t)(blank - f->k.name.s));
}

static struct str
own_field(const struct filling *f, const char *name)
{
	for (size_t i = 0; i < f->k.fields.n; i++)
		if (str_is(f->k.fields.v[i].field, name))
			return f->k.fields.v[i].text;
	return STR_NONE;
}

static struct str
of_ticket(const struct filling *f, struct str name)
{
	const struct row_template_ticket *t = &f->k.t;

	if (!f->k.ticket)
		return STR_NONE;
	if (str_is(name, "ticket.number"))
		return str_printf(f->a, "T-%lld", (long long)t->number);
	if (str_is(name, "ticket.opened"))
		return date(f, t->created_at, false);
	if (str_is(name, "ticket.due"))
		return due_date(f, t->due_at);
	return str_is(name, "ticket.subject") ? t->subject
	    : str_is(name, "ticket.type")     ? t->typification_name
	    : str_is(name, "ticket.team")     ? t->team_name
					      : STR_NONE;
}

/* "" when it is not known or veiled. */
static struct str
value(const struct filling *f, struct str name)
{
	msec now = clock_now(f->c->clock);
	struct str s = STR_NONE;

	if (str_starts(name, STR("ticket.")))
		s = of_ticket(f, name);
	else if (str_starts(name, STR("field.")))
		s = own_field(f, name.s + 6);
	else if (str_is(name, "customer.name"))
		s = f->k.name;
	else if (str_is(name, "customer.first"))
		s = first_name(f);
	else if (str_is(name, "agent.name"))
		s = f->c->me.name;
	else if (str_is(name, "agent.branch"))
		s = f->k.branch;
	else if (str_is(name, "today"))
		s = date(f, now, false);
	else if (str_is(name, "hour"))
		s = date(f, now, true);
	if (str_is(name, "hour") && s.len > 5)
		s = str_of(s.s + s.len - 5);
	return strstr(list_given(s).s, "•••") != NULL ? STR_NONE
						      : list_given(s);
}

/* ---- filling ------------------------------------------------------------ */

/* One of the centre's own, by its name in the person's language. */
static struct str
own_what(const struct filling *f, const char *id)
{
	struct rows_field_named rows = { NULL, 0 };

	if (field_named(f->c, f->a, STR("ticket"), &rows) != OK)
		f->c->fault = (struct fault){ .code = OK };
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].id, id))
			return rows.v[i].name;
	return str_of(id);
}

/* A field that is not known is asked for by what it is. */
static struct str
field_what(const struct filling *f, struct str name)
{
	if (str_starts(name, STR("field.")))
		return own_what(f, name.s + 6);
	for (size_t i = 0; i < ntemplate_fields; i++)
		if (str_is(name, template_fields[i].name))
			return str_of(_(template_fields[i].what));
	return name;
}

/* What was answered; a question that comes twice is asked once. */
static struct str
answer(struct filling *f, const struct template_piece *p)
{
	struct template_ask *ask;

	for (size_t i = 0; i < f->out->asks.n; i++)
		if (str_eq(f->out->asks.v[i].name, p->name))
			return f->out->asks.v[i].given;
	ask = vec_push(f->a, &f->out->asks);
	*ask = (struct template_ask){ .name = p->name,
		.question =
		    p->question.len > 0 ? p->question : field_what(f, p->name),
		.usual = p->usual,
		.given = STR_NONE };
	for (size_t i = 0; i < f->nanswers; i++)
		if (str_eq(f->answers[i].name, p->name))
			ask->given = utf8_trim(f->a, f->answers[i].value);
	if (ask->given.len == 0 && p->has_usual)
		ask->given = p->usual;
	f->out->missing += ask->given.len == 0 && !p->has_usual;
	return ask->given;
}

static void
put(struct filling *f, const struct template_piece *p)
{
	struct str s = p->kind == PIECE_TEXT ? p->name
	    : p->kind == PIECE_FIELD	     ? value(f, p->name)
					     : STR_NONE;

	if (s.len == 0 && p->kind == PIECE_FIELD && p->has_usual) {
		buf_str(&f->text, p->usual);
		return;
	}
	if (s.len == 0 && p->kind != PIECE_TEXT)
		s = answer(f, p);
	buf_after(&f->text,
	    s.len > 0 || p->has_usual || p->kind == PIECE_TEXT ? s : STR("…"));
}

static enum err fill(struct filling *, const struct template *, int deep);

/* Whoever may use a text may use what it is made of, whose ever that is. */
static enum err
fill_in(struct filling *f, struct str name, int deep)
{
	const struct template *t = template_named(f->all, name);

	return t != NULL
	    ? fill(f, t, deep)
	    : fail(&f->c->fault, ERR_INVALID,
		  _("there is no template '%s' to put in"), name.s);
}

static enum err
fill(struct filling *f, const struct template *t, int deep)
{
	struct str rest = template_in(t, f->out->lang);
	struct template_piece p;
	enum err rc = OK;

	if (deep > TEMPLATE_DEEP)
		return fail(&f->c->fault, ERR_INVALID,
		    _("template '%s' leads through more than %d others, or "
		      "back to itself"),
		    t->name.s, TEMPLATE_DEEP);
	while (rc == OK && template_next(f->a, &rest, &p)) {
		if (p.kind != PIECE_OTHER)
			put(f, &p);
		else
			rc = fill_in(f, p.name, deep + 1);
		if (rc == OK && f->text.len > TEMPLATE_TEXT)
			return fail(&f->c->fault, ERR_INVALID,
			    _("template '%s' is over %d bytes when it is "
			      "filled in"),
			    t->name.s, TEMPLATE_TEXT);
	}
	return rc;
}

static bool
speaks(const struct template *t, struct str lang)
{
	for (size_t i = 0; i < t->texts.n; i++)
		if (str_eq(t->texts.v[i].name, lang))
			return true;
	return false;
}

static struct str
choose_lang(const struct filling *f, const struct template *t, struct str asked)
{
	const struct str wish[] = { list_given(asked), list_given(f->k.lang),
		list_own_lang(f->c) };

	for (size_t i = 0; i < countof(wish); i++)
		if (wish[i].len > 0 && speaks(t, wish[i]))
			return wish[i];
	return t->texts.v[0].name;
}

enum err
template_fill(struct core *c, struct arena *a, const struct template_for *about,
    struct str name, const struct pair *answers, size_t n,
    struct template_filled *out)
{
	struct templates all = { 0 };
	struct template_filled filled = { .text = STR_NONE };
	struct filling f = { .c = c,
		.a = a,
		.all = &all,
		.answers = answers,
		.nanswers = n,
		.out = &filled };
	const struct template *t;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, NULL)) != OK ||
	    (rc = template_stored(c, a, &all)) != OK ||
	    (rc = template_find(c, a, &all, name, &t)) != OK ||
	    (rc = know(c, a, about, &f.k)) != OK)
		return rc;
	filled.name = t->name;
	filled.lang = choose_lang(&f, t, about->lang);
	filled.title = template_title(t, filled.lang);
	if ((rc = fill(&f, t, 0)) == OK) {
		filled.text = buf_copy(a, &f.text);
		*out = filled;
	}
	buf_done(&f.text);
	return rc;
}
