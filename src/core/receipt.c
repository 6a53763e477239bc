/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * receipt.c - what a customer takes away of their ticket, as text and as HTML.
 *
 * It speaks the customer's language, not that of who prints it, so its words
 * are a table here and not of the program's translations. Everything that
 * somebody typed is cleaned of controls, and quoted where it is HTML.
 */
#include "base/number.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "core/attachment_own.h"
#include "core/complaint.h"
#include "core/customer.h"
#include "core/list.h"
#include "core/message.h"
#include "core/promise.h"
#include "core/rut.h"
#include "core/team.h"
#include "core/typification.h"

enum { WIDTH = 76, LABEL = 16 };

enum word {
	TITLE_COMPLAINT,
	TITLE_TICKET,
	FOLIO,
	NUMBER,
	DATE,
	CUSTOMER,
	RUT,
	ABOUT,
	SUBJECT,
	BRANCH,
	ANSWER_BY,
	OUTCOME,
	REDRESS,
	SAID,
	KEEP,
	UPHELD,
	PARTLY,
	REJECTED,
	WORDS
};

static const char *const words[WORDS][2] = {
	[TITLE_COMPLAINT] = { "COMPROBANTE DE RECLAMO",
	    "RECEIPT OF A COMPLAINT" },
	[TITLE_TICKET] = { "COMPROBANTE DE ATENCIÓN", "RECEIPT OF A REQUEST" },
	[FOLIO] = { "Folio", "Folio" },
	[NUMBER] = { "Caso", "Ticket" },
	[DATE] = { "Recibido", "Received" },
	[CUSTOMER] = { "Cliente", "Customer" },
	[RUT] = { "RUT", "RUT" },
	[ABOUT] = { "Motivo", "About" },
	[SUBJECT] = { "Asunto", "Subject" },
	[BRANCH] = { "Sucursal", "Branch" },
	[ANSWER_BY] = { "Respuesta hasta", "Answer by" },
	[OUTCOME] = { "Resultado", "Outcome" },
	[REDRESS] = { "Compensación", "Redress" },
	[SAID] = { "Lo que nos dijo", "What you told us" },
	[KEEP] = { "Guarde este comprobante: con el número lo atenderá "
		   "cualquiera de nosotros.",
	    "Keep this receipt: with its number any of us can help you." },
	[UPHELD] = { "acogido", "upheld" },
	[PARTLY] = { "acogido en parte", "partly upheld" },
	[REJECTED] = { "rechazado", "rejected" },
};

struct line {
	struct str label, text;
};

struct receipt {
	struct core *c;
	struct arena *a;
	int lang; /* 0 Spanish, 1 English */
	struct row_ticket_get t;
	struct row_customer_get who;
	struct row_complaint_get k;
	bool complaint;
	struct str said;
	VEC(struct line) lines;
};

static const char *
say(const struct receipt *r, enum word w)
{
	return words[w][r->lang];
}

/* ---- what is in it ------------------------------------------------------ */

/* Controls become blanks; lines stay where `lines`. */
static struct str
clean(struct arena *a, struct str s, bool lines)
{
	struct str out = str_copy(a, s);
	char *z = (char *)out.s;

	for (size_t i = 0; i < out.len; i++)
		if ((unsigned char)z[i] < ' ' && !(lines && z[i] == '\n'))
			z[i] = ' ';
	return out;
}

/* Of several empty lines one stays, and none at either end. */
static struct str
close_up(struct arena *a, struct str s)
{
	struct buf b = { 0 };
	struct str rest = s, one, out;
	bool gap = false;

	while (str_next(a, &rest, '\n', &one)) {
		one = utf8_trim(a, one);
		if (one.len == 0) {
			gap = b.len > 0;
			continue;
		}
		buf_printf(&b, "%s%s%s", b.len > 0 ? "\n" : "", gap ? "\n" : "",
		    one.s);
		gap = false;
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static void
put(struct receipt *r, enum word label, struct str text)
{
	if (text.len > 0)
		*vec_push(r->a, &r->lines) =
		    (struct line){ str_of(say(r, label)),
			    clean(r->a, text, false) };
}

static const char *const months[12][2] = { { "enero", "January" },
	{ "febrero", "February" }, { "marzo", "March" }, { "abril", "April" },
	{ "mayo", "May" }, { "junio", "June" }, { "julio", "July" },
	{ "agosto", "August" }, { "septiembre", "September" },
	{ "octubre", "October" }, { "noviembre", "November" },
	{ "diciembre", "December" } };

/* "10 de marzo de 2026, 11:42", "10 March 2026, 11:42". */
static struct str
day_text(struct receipt *r, msec at, bool hour)
{
	struct zone_time t = zone_time(zone_get(STR(HOME_ZONE)), at);
	const char *of = r->lang == 0 ? " de " : " ";
	struct str day = str_printf(r->a, "%d%s%s%s%d", t.mday, of,
	    months[t.month - 1][r->lang], of, t.year);

	return hour ? str_printf(r->a, "%s, %02d:%02d", day.s, t.hour, t.minute)
		    : day;
}

/* The last day on which an answer is in time: what is due at midnight is due
 * at the end of the day before. */
static struct str
last_day(struct receipt *r, msec due)
{
	return day_text(r, due - 1, false);
}

static struct str
pesos(struct receipt *r, int64_t sum)
{
	return number_money(r->a, sum, STR_NONE,
	    r->lang == 0 ? NUMBER_SPANISH : NUMBER_ENGLISH);
}

/* "Sucursal Rancagua" beside "Sucursal" is Rancagua. */
static struct str
branch_text(const struct receipt *r)
{
	struct str name = r->who.branch_name, label = STR("Sucursal ");

	return str_starts(name, label) ? str_of(name.s + label.len) : name;
}

/* The statutory day when there is one, else when it is to be resolved. */
static enum err
put_due(struct receipt *r)
{
	const struct promise *best = NULL;
	struct promises all = { 0 };
	enum err rc = promise_clocks(r->c, r->a, r->t.id, &all);

	for (size_t i = 0; rc == OK && i < all.n; i++) {
		const struct promise *p = &all.v[i];

		if (p->due_at == 0 || p->met_at != 0)
			continue;
		if (p->kind == PROMISE_STATUTORY)
			best = p;
		else if (p->kind == PROMISE_RESOLUTION && best == NULL)
			best = p;
	}
	if (best != NULL)
		put(r, ANSWER_BY, last_day(r, best->due_at));
	return rc;
}

static void
put_outcome(struct receipt *r)
{
	static const struct {
		const char *code;
		enum word word;
	} all[] = { { "upheld", UPHELD }, { "partly", PARTLY },
		{ "rejected", REJECTED } };

	for (size_t i = 0; r->complaint && i < countof(all); i++)
		if (str_is(r->k.outcome, all[i].code))
			put(r, OUTCOME, str_of(say(r, all[i].word)));
	if (r->complaint && str_is(r->k.redress_state, "granted"))
		put(r, REDRESS, pesos(r, r->k.redress));
}

static enum err
put_all(struct receipt *r)
{
	struct str path, lang = r->c->lang;
	enum err rc;

	r->c->lang = r->lang == 0 ? STR("es") : STR("en");
	rc = typification_path(r->c, r->a, r->t.typification, &path);
	r->c->lang = lang;
	if (rc != OK)
		return rc;
	if (r->complaint)
		put(r, FOLIO,
		    str_printf(r->a, "%06lld", (long long)r->k.folio));
	put(r, NUMBER, str_printf(r->a, "T-%lld", (long long)r->t.number));
	put(r, DATE, day_text(r, r->t.created_at, true));
	put(r, CUSTOMER, r->t.customer_name);
	put(r, RUT, rut_print(r->a, r->who.national_id));
	put(r, ABOUT, path);
	put(r, SUBJECT, r->t.subject);
	put(r, BRANCH, branch_text(r));
	put_outcome(r);
	return put_due(r);
}

static enum err
read_said(struct receipt *r)
{
	struct rows_message_of_ticket rows;
	enum err rc = message_of_ticket(r->c, r->a, r->t.id, &rows);

	r->said = STR_NONE;
	for (size_t i = 0; rc == OK && i < rows.n && r->said.len == 0; i++)
		if (str_is(rows.v[i].direction, "in"))
			r->said =
			    close_up(r->a, clean(r->a, rows.v[i].body, true));
	return rc;
}

static enum err
read_all(struct receipt *r, struct id id)
{
	enum err rc;

	if ((rc = ticket_get(r->c, r->a, id, &r->t)) != OK ||
	    (rc = customer_get(r->c, r->a, r->t.customer, &r->who)) != OK)
		return rc;
	r->lang = strncmp(r->who.lang.s, "en", 2) == 0;
	rc = complaint_get(r->c, r->a, id, &r->k);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return rc;
	r->complaint = rc == OK;
	if ((rc = read_said(r)) != OK)
		return rc;
	return put_all(r);
}

/* ---- as text ------------------------------------------------------------ */

static size_t
columns(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.s[i] & 0xc0) != 0x80;
	return n;
}

/* Words that go on below where they began. */
static void
wrap(struct arena *a, struct buf *b, struct str text, size_t indent)
{
	size_t at = indent, n;
	struct str rest = text, one;

	while (str_next(a, &rest, ' ', &one)) {
		n = columns(one);
		if (at > indent && at + 1 + n > WIDTH) {
			buf_printf(b, "\n%*s", (int)indent, "");
			at = indent;
		}
		buf_printf(b, "%s%s", at > indent ? " " : "", one.s);
		at += n + (at > indent);
	}
	buf_c(b, '\n');
}

static void
rule(struct buf *b)
{
	for (int i = 0; i < WIDTH; i++)
		buf_c(b, '-');
	buf_c(b, '\n');
}

static void
as_text(struct receipt *r, struct buf *b)
{
	struct str said = r->said, one;

	buf_printf(b, "%s\n",
	    say(r, r->complaint ? TITLE_COMPLAINT : TITLE_TICKET));
	rule(b);
	for (size_t i = 0; i < r->lines.n; i++) {
		const struct line *l = &r->lines.v[i];

		buf_printf(b, "%s%*s", l->label.s,
		    (int)(LABEL - columns(l->label)), "");
		wrap(r->a, b, l->text, LABEL);
	}
	if (said.len > 0)
		buf_printf(b, "\n%s\n", say(r, SAID));
	while (said.len > 0 && str_next(r->a, &said, '\n', &one)) {
		buf_z(b, one.len > 0 ? "  " : "");
		wrap(r->a, b, one, 2);
	}
	rule(b);
	wrap(r->a, b, str_of(say(r, KEEP)), 0);
}

/* ---- as HTML ------------------------------------------------------------ */

static void
as_html(struct receipt *r, struct buf *b)
{
	const char *title =
	    say(r, r->complaint ? TITLE_COMPLAINT : TITLE_TICKET);

	buf_printf(b,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<title>%s</title>\n"
	    "<style>body{font:12pt serif;max-width:17cm;margin:1cm auto}"
	    "th{text-align:left;padding-right:1em;vertical-align:top}"
	    "td,p{white-space:pre-line}"
	    "</style>\n</head>\n<body>\n<h1>%s</h1>\n<table>\n",
	    r->lang == 0 ? "es" : "en", title, title);
	for (size_t i = 0; i < r->lines.n; i++) {
		buf_z(b, "<tr><th>");
		buf_markup(b, r->lines.v[i].label);
		buf_z(b, "</th><td>");
		buf_markup(b, r->lines.v[i].text);
		buf_z(b, "</td></tr>\n");
	}
	buf_z(b, "</table>\n");
	if (r->said.len > 0) {
		buf_printf(b, "<h2>%s</h2>\n<p>", say(r, SAID));
		buf_markup(b, r->said);
		buf_z(b, "</p>\n");
	}
	buf_printf(b, "<p>%s</p>\n</body>\n</html>\n", say(r, KEEP));
}

enum err
ticket_receipt(struct core *c, struct arena *a, struct id id, bool html,
    struct str *out)
{
	struct receipt r = { .c = c, .a = a };
	struct buf b = { 0 };
	enum err rc = read_all(&r, id);

	if (rc != OK)
		return rc;
	if (html)
		as_html(&r, &b);
	else
		as_text(&r, &b);
	*out = buf_copy(a, &b);
	buf_done(&b);
	return OK;
}

enum err
ticket_receipt_save(struct core *c, struct id id, bool html, struct str path)
{
	struct buf b = { 0 };
	struct str text;
	enum err rc = ticket_receipt(c, &c->scratch, id, html, &text);

	if (rc == OK) {
		buf_str(&b, text);
		rc = content_save(c, path, &b);
	}
	buf_done(&b);
	return rc;
}
