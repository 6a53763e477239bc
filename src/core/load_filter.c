/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_filter.c - the value of a template in one row: columns, filters, text.
 */
#include "base/utf8.h"
#include "core/load_map.h"

/* ---- filters: a new one is a function and a row ------------------------- */

/* ASCII and the accented letters that Spanish and its neighbours use. */
static struct str
recase(struct arena *a, struct str s, bool up)
{
	char *to = arena_take(a, s.len + 1);
	size_t n = 0, k;

	for (size_t i = 0; i < s.len; i += k) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &k);
		bool low = (cp >= 'a' && cp <= 'z') ||
		    (cp >= 0xe0 && cp <= 0xfe && cp != 0xf7);
		bool high = (cp >= 'A' && cp <= 'Z') ||
		    (cp >= 0xc0 && cp <= 0xde && cp != 0xd7);

		if (up && low)
			cp -= 32;
		else if (!up && high)
			cp += 32;
		n += utf8_put(cp, to + n);
	}
	return (struct str){ to, n };
}

static const char *
lower(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	(void)l;
	*v = recase(e->arena, *v, false);
	return NULL;
}

static const char *
upper(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	(void)l;
	*v = recase(e->arena, *v, true);
	return NULL;
}

static const char *
digits(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	char *to = arena_take(e->arena, v->len + 1);
	size_t n = 0;

	(void)l;
	for (size_t i = 0; i < v->len; i++)
		if (v->s[i] >= '0' && v->s[i] <= '9')
			to[n++] = v->s[i];
	*v = (struct str){ to, n };
	return NULL;
}

static const char *
code(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	struct str folded = utf8_fold(e->arena, *v);
	char *to = arena_take(e->arena, folded.len + 1);
	size_t n = 0;

	(void)l;
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.s[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			to[n++] = c;
		else if (n > 0 && to[n - 1] != '-')
			to[n++] = '-';
	}
	while (n > 0 && to[n - 1] == '-')
		n--;
	to[n] = '\0';
	*v = (struct str){ to, n };
	return NULL;
}

static const char *
date(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	int64_t days;
	size_t used;

	if (!load_day(&l->dates, *v, &days, &used) || used != v->len)
		return str_printf(e->arena, _("'%s' is no date written %s"),
		    v->s, l->arg.s)
		    .s;
	*v = clock_day_text(e->arena, days);
	return NULL;
}

static size_t
characters(struct str s)
{
	size_t n = 0, k;

	for (size_t i = 0; i < s.len; i += k, n++)
		utf8_next(s.s + i, s.len - i, &k);
	return n;
}

static const char *
pad(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	size_t have = characters(*v), want = (size_t)l->n;
	char *to;

	if (have >= want)
		return NULL;
	to = arena_take(e->arena, want - have + v->len + 1);
	memset(to, '0', want - have);
	memcpy(to + want - have, v->s, v->len);
	*v = (struct str){ to, want - have + v->len };
	return NULL;
}

static const char *
cut(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	size_t i = 0, k;

	for (int64_t n = 0; n < l->n && i < v->len; n++, i += k)
		utf8_next(v->s + i, v->len - i, &k);
	if (i < v->len)
		*v = str_copyn(e->arena, v->s, i);
	return NULL;
}

static const char *
without(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	(void)e;
	if (str_eq(*v, l->arg))
		*v = STR_NONE;
	return NULL;
}

static const char *fetch(struct load_eval *, const struct load_source *,
    struct str *);

static const char *
or_column(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	return v->len > 0 ? NULL : fetch(e, &l->other, v);
}

static const char *
or_text(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	(void)e;
	if (v->len == 0)
		*v = l->arg;
	return NULL;
}

static const char *
values(struct load_eval *e, const struct load_filter *l, struct str *v)
{
	const struct load_table *t = l->table;

	for (size_t i = 0; i < t->rows.n; i++)
		if (str_eq(t->rows.v[i].from, *v)) {
			*v = t->rows.v[i].to;
			return NULL;
		}
	if (!t->other)
		return str_printf(e->arena, _("'%s' is not in [values %s]"),
		    v->s, t->name.s)
		    .s;
	if (!t->keep)
		*v = t->rest;
	return NULL;
}

const struct load_filter_def load_filters[] = {
	{ "lower", ARG_NONE, false, lower },
	{ "upper", ARG_NONE, false, upper },
	{ "digits", ARG_NONE, false, digits },
	{ "code", ARG_NONE, false, code },
	{ "date", ARG_DATES, false, date },
	{ "pad", ARG_NUMBER, false, pad },
	{ "cut", ARG_NUMBER, false, cut },
	{ "without", ARG_TEXT, false, without },
	{ "or", ARG_COLUMN, true, or_column },
	{ "else", ARG_TEXT, true, or_text },
	{ "values", ARG_TABLE, true, values },
};
const size_t nload_filters = countof(load_filters);

/* ---- values ------------------------------------------------------------- */

static struct str
base_name(struct str path)
{
	const char *slash = strrchr(path.s, '/');

	return slash != NULL ? str_of(slash + 1) : path;
}

static const char *
fetch(struct load_eval *e, const struct load_source *s, struct str *out)
{
	const char *why;

	*out = STR_NONE;
	if (s->column == FROM_LINE)
		*out = str_printf(e->arena, "%lld", (long long)e->row->line);
	if (s->column == FROM_FILE)
		*out = base_name(e->sheet->path);
	if (s->column < 0)
		return NULL;
	e->column = s->column;
	why = load_csv_text(e->sheet, e->arena, e->row->v[s->column], out);
	return why;
}

static const char *
piece_value(struct load_eval *e, const struct load_piece *p, struct str *out)
{
	const char *why = fetch(e, &p->from, out);

	for (size_t i = 0; i < p->filters.n && why == NULL; i++) {
		const struct load_filter *l = &p->filters.v[i];

		if (out->len > 0 || l->def->empty)
			why = l->def->run(e, l, out);
	}
	return why;
}

/* Most templates are one piece: their value is the piece's, not copied. */
static const char *
join(struct load_eval *e, const struct load_template *t, struct str *out)
{
	struct buf b = { 0 };
	bool any = false, asked = false;
	const char *why = NULL;
	struct str v;

	for (size_t i = 0; i < t->pieces.n && why == NULL; i++) {
		const struct load_piece *p = &t->pieces.v[i];

		v = p->text;
		if (p->value && (why = piece_value(e, p, &v)) == NULL) {
			asked = true;
			any |= v.len > 0;
		}
		buf_str(&b, v);
	}
	*out =
	    why == NULL && (any || !asked) ? buf_copy(e->arena, &b) : STR_NONE;
	buf_done(&b);
	return why;
}

const char *
load_value(struct load_eval *e, const struct load_template *t, struct str *out)
{
	const struct load_piece *one = t->pieces.v;

	e->column = FROM_NONE;
	if (t->pieces.n == 1 && one->value)
		return piece_value(e, one, out);
	if (t->pieces.n == 1) {
		*out = one->text;
		return NULL;
	}
	return join(e, t, out);
}

const char *
load_skips(struct load_eval *e, bool *skip)
{
	const struct load_map *m = e->map;
	const char *why;
	struct str v;

	*skip = false;
	for (size_t i = 0; i < m->skip.n && !*skip; i++) {
		why = load_value(e, &m->skip.v[i].what, &v);
		if (why != NULL)
			return why;
		*skip = str_eq(v, m->skip.v[i].value) != m->skip.v[i].not ;
	}
	return NULL;
}
