/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_value.c - a value by its type: checked, cleaned, or a piece of a
 * sentence that says what is wrong with it ("is no telephone number").
 */
#include "base/utf8.h"
#include "core/customer.h"
#include "core/load_rows.h"
#include "core/rut.h"

typedef const char *read_fn(struct load *, const struct load_field *,
    struct load_cell *);

/* Blanks, tabs and line ends become one blank each run. */
static struct str
one_line(struct arena *a, struct str s)
{
	char *to = arena_take(a, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool blank = strchr(" \t\r\n", s.s[i]) != NULL;

		if (!blank)
			to[n++] = s.s[i];
		else if (n > 0 && to[n - 1] != ' ')
			to[n++] = ' ';
	}
	while (n > 0 && to[n - 1] == ' ')
		n--;
	to[n] = '\0';
	return (struct str){ to, n };
}

static struct str
unix_lines(struct arena *a, struct str s)
{
	char *to = arena_take(a, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		if (s.s[i] != '\r')
			to[n++] = s.s[i];
		else if (s.s[i + 1] != '\n')
			to[n++] = '\n';
	return (struct str){ to, n };
}

static const char *
fits(struct load *x, const struct load_field *f, struct str s)
{
	if ((int64_t)s.len <= f->max)
		return NULL;
	return str_printf(&x->block, _("is too long: %zu bytes, at most %lld"),
	    s.len, (long long)f->max)
	    .s;
}

static const char *
read_line(struct load *x, const struct load_field *f, struct load_cell *c)
{
	c->text = one_line(&x->block, c->text);
	return fits(x, f, c->text);
}

static const char *
read_text(struct load *x, const struct load_field *f, struct load_cell *c)
{
	c->text = unix_lines(&x->block, c->text);
	return fits(x, f, c->text);
}

static const char *
read_code(struct load *x, const struct load_field *f, struct load_cell *c)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (strspn(c->text.s, good) != c->text.len || c->text.s[0] < 'a' ||
	    c->text.s[0] > 'z')
		return str_printf(&x->block,
		    _("is '%s': a code is a-z, 0-9 and -, a letter first; the "
		      "filter 'code' makes one"),
		    c->text.s)
		    .s;
	return fits(x, f, c->text);
}

static const char *
read_at(struct load *x, const struct load_field *f, struct load_cell *c)
{
	(void)f;
	if (!load_instant(&x->map.dates, c->text, x->map.east, &c->n))
		return str_printf(&x->block,
		    _("is '%s', which is no date and time; say how it is "
		      "written with 'dates' or the filter 'date'"),
		    c->text.s)
		    .s;
	if (c->n > x->now)
		return str_printf(&x->block, _("is '%s', which is yet to come"),
		    c->text.s)
		    .s;
	if (c->n <= 0)
		return str_printf(&x->block, _("is '%s', before 1970"),
		    c->text.s)
		    .s;
	return NULL;
}

static const char *
read_day(struct load *x, const struct load_field *f, struct load_cell *c)
{
	size_t used;
	const char *rest;
	msec end = 0;

	(void)f;
	/* A time behind the day is passed over, if it is one. */
	if (!load_day(&x->map.dates, c->text, &c->n, &used) ||
	    ((rest = c->text.s + used)[0] != '\0' &&
		!load_instant(&x->map.dates, c->text, 0, &end)))
		return str_printf(&x->block,
		    _("is '%s', which is no date; say how it is written with "
		      "'dates' or the filter 'date'"),
		    c->text.s)
		    .s;
	if (DAYS(c->n) > x->now)
		return str_printf(&x->block, _("is '%s', which is yet to come"),
		    c->text.s)
		    .s;
	c->text = clock_day_text(&x->block, c->n);
	return NULL;
}

static const char *
read_span(struct load *x, const struct load_field *f, struct load_cell *c)
{
	(void)f;
	if (load_span(c->text, &c->n) && c->n <= DAYS(366))
		return NULL;
	return str_printf(&x->block,
	    _("is '%s', which is no span of time; write seconds, H:MM:SS or "
	      "1h30m"),
	    c->text.s)
	    .s;
}

static const char *
read_int(struct load *x, const struct load_field *f, struct load_cell *c)
{
	if (str_int(c->text, &c->n) && c->n >= 1 && c->n <= f->max)
		return NULL;
	return str_printf(&x->block, _("is '%s', not a number from 1 to %lld"),
	    c->text.s, (long long)f->max)
	    .s;
}

static const char *
read_choice(struct load *x, const struct load_field *f, struct load_cell *c)
{
	const char *p = f->choices;
	size_t n;

	for (; *p != '\0'; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		if (str_eq(c->text, (struct str){ p, n }))
			return NULL;
	}
	return str_printf(&x->block,
	    _("is '%s', not one of %s; a [values …] table can say which is "
	      "meant"),
	    c->text.s, f->choices)
	    .s;
}

static const char *
read_yesno(struct load *x, const struct load_field *f, struct load_cell *c)
{
	static const char *const words[] = { "no", "yes", "n", "y", "no", "s",
		"no", "si", "no", "sí", "false", "true", "0", "1" };
	struct str low = utf8_fold(&x->block, c->text);

	(void)f;
	for (size_t i = 0; i < countof(words); i++)
		if (str_is(low, words[i]) || str_is(c->text, words[i])) {
			c->n = (int64_t)(i % 2);
			return NULL;
		}
	return str_printf(&x->block, _("is '%s', neither yes nor no"),
	    c->text.s)
	    .s;
}

static const char *
read_phone(struct load *x, const struct load_field *f, struct load_cell *c)
{
	c->text = one_line(&x->block, c->text);
	c->norm = contact_norm(&x->block, STR("phone"), c->text);
	if (c->norm.len == 0)
		return str_printf(&x->block,
		    _("is '%s', which is no telephone number"), c->text.s)
		    .s;
	return fits(x, f, c->text);
}

static const char *
read_email(struct load *x, const struct load_field *f, struct load_cell *c)
{
	c->norm = contact_norm(&x->block, STR("email"), c->text);
	if (c->norm.len == 0)
		return str_printf(&x->block,
		    _("is '%s', which is no e-mail "
		      "address"),
		    c->text.s)
		    .s;
	return fits(x, f, c->text);
}

static const char *
read_rut(struct load *x, const struct load_field *f, struct load_cell *c)
{
	char rut[RUT_MAX];

	(void)f;
	if (!rut_parse(c->text, rut))
		return str_printf(&x->block,
		    _("is '%s', which is no RUT or has a wrong check digit"),
		    c->text.s)
		    .s;
	c->text = str_copy(&x->block, str_of(rut));
	return NULL;
}

static const char *
read_ref(struct load *x, const struct load_field *f, struct load_cell *c)
{
	static const char *const what[LOAD_TYPES] = {
		[LOAD_BRANCH] = N_("is '%s'; there is no such branch in use"),
		[LOAD_TEAM] = N_("is '%s'; there is no such team in use"),
		[LOAD_AGENT] = N_("is '%s'; nobody has this login"),
	};
	const struct load_ref *r = load_ref_find(x, f->type, c->text);

	if (r == NULL) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		return str_printf(&x->block, _(what[f->type]), c->text.s).s;
#pragma GCC diagnostic pop
	}
	c->id = r->id;
	return NULL;
}

static read_fn *const readers[LOAD_TYPES] = {
	[LOAD_LINE] = read_line,
	[LOAD_TEXT] = read_text,
	[LOAD_CODE] = read_code,
	[LOAD_AT] = read_at,
	[LOAD_DAY] = read_day,
	[LOAD_SPAN] = read_span,
	[LOAD_INT] = read_int,
	[LOAD_CHOICE] = read_choice,
	[LOAD_YESNO] = read_yesno,
	[LOAD_PHONE] = read_phone,
	[LOAD_EMAIL] = read_email,
	[LOAD_RUT] = read_rut,
	[LOAD_BRANCH] = read_ref,
	[LOAD_TEAM] = read_ref,
	[LOAD_AGENT] = read_ref,
};

const char *
load_cell_read(struct load *x, const struct load_field *f, struct str text,
    struct load_cell *c)
{
	const char *why = NULL;

	*c = (struct load_cell){ .text = utf8_nfc(&x->block, text),
		.norm = STR_NONE };
	if (c->text.len > 0)
		why = readers[f->type](x, f, c);
	if (why == NULL && c->text.len == 0 && f->required)
		why = _("is empty, and every row needs it");
	return why;
}
