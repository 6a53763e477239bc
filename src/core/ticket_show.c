/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_show.c - the words of a filter that filter nothing: which columns a
 * list has beside the usual ones, and its order.
 */
#include "core/ticket_asked.h"

/* In the order in which one after the other is shown. */
static const struct {
	const char *code;
	unsigned bit;
} columns[] = {
	{ "changed", TICKET_SHOWS_CHANGED },
	{ "created", TICKET_SHOWS_CREATED },
	{ "resolved", TICKET_SHOWS_RESOLVED },
	{ "spent", TICKET_SHOWS_SPENT },
};

unsigned
ticket_show_bit(struct str code)
{
	for (size_t i = 0; i < countof(columns); i++)
		if (str_is(code, columns[i].code))
			return columns[i].bit;
	return 0;
}

static unsigned
bits_of(const struct filter_term *t)
{
	unsigned bits = 0;

	for (size_t i = 0; i < t->values.n; i++)
		bits |= ticket_show_bit(t->values.v[i]);
	return bits;
}

enum err
ticket_show(struct looking *l)
{
	if (l->t->no)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: '%s' only adds columns: leave it out "
		      "instead of '-'"),
		    l->t->column, filter_word(l->t->def).s);
	l->q->show |= bits_of(l->t);
	return OK;
}

unsigned
ticket_asked_show(const struct ticket_asked *q)
{
	return q->show;
}

/* ---- the words with another column ------------------------------------------- */

static bool
is(const struct filter_term *t, const char *name)
{
	return t->def != NULL && strcmp(t->def->name, name) == 0;
}

/* Takes the terms of that name out; were there any? */
static bool
take_out(struct filter *f, const char *name)
{
	size_t n = 0, was = f->n;

	for (size_t i = 0; i < f->n; i++)
		if (!is(&f->v[i], name))
			f->v[n++] = f->v[i];
	f->n = n;
	return n < was;
}

/* One term of that name, or, with NULL, none. */
static void
put(struct arena *a, struct filter *f, const char *name, const char *value)
{
	const struct filter_def *d = ticket_words;
	struct filter_term *t;

	take_out(f, name);
	if (value == NULL)
		return;
	while (strcmp(d->name, name) != 0)
		d++;
	t = vec_push(a, f);
	*t = (struct filter_term){ .def = d, .column = 1 };
	*vec_push(a, &t->values) = str_of(value);
}

const char *
ticket_show_after(unsigned bits)
{
	size_t i = countof(columns);

	while (i > 0 && (bits & columns[i - 1].bit) == 0)
		i--;
	return i < countof(columns) ? columns[i].code : NULL;
}

static struct str
print(struct arena *a, const struct filter *f)
{
	struct buf b = { 0 };
	struct str out;

	filter_print(f, false, &b);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

enum err
ticket_show_next(struct arena *a, struct str words, struct str *out,
    struct fault *why)
{
	struct filter f;
	unsigned bits = 0;
	enum err rc = filter_parse(a, ticket_words, words, &f, why);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < f.n; i++)
		if (is(&f.v[i], "show"))
			bits |= bits_of(&f.v[i]);
	put(a, &f, "show", ticket_show_after(bits));
	*out = print(a, &f);
	return OK;
}

enum err
ticket_order_put(struct arena *a, struct str words, const char *code,
    struct str *out, struct fault *why)
{
	struct filter f;
	enum err rc = filter_parse(a, ticket_words, words, &f, why);

	if (rc != OK)
		return rc;
	put(a, &f, "order", code);
	*out = print(a, &f);
	return OK;
}

struct str
ticket_order_said(struct arena *a, struct str words)
{
	const struct filter_term *t;
	struct filter f;

	if (filter_parse(a, ticket_words, words, &f, NULL) != OK ||
	    (t = filter_get(&f, "order")) == NULL)
		return STR_NONE;
	return t->values.v[0];
}

struct str
ticket_unshown(struct arena *a, struct str words)
{
	struct filter f;

	if (filter_parse(a, ticket_words, words, &f, NULL) != OK ||
	    take_out(&f, "show") + take_out(&f, "order") == 0)
		return str_copy(a, words); /* outlives what was asked */
	return print(a, &f);
}

struct str
ticket_text_said(struct arena *a, struct str words)
{
	struct buf b = { 0 };
	struct filter f;
	struct str out;

	if (filter_parse(a, ticket_words, words, &f, NULL) != OK)
		return STR_NONE;
	for (size_t i = 0; i < f.n; i++)
		if (f.v[i].def == NULL && !f.v[i].no)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    f.v[i].values.v[0].s);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
