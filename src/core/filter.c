/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter.c - reading and printing the words a list is filtered by.
 */
#include "core/filter.h"

#include "base/clock.h"
#include "base/utf8.h"

enum { TEXT_MAX = 2000, WORDS_MAX = 40, VALUES_MAX = 50 };

struct reading {
	struct arena *a;
	const struct filter_def *defs;
	struct str text;
	size_t at;    /* the next byte */
	int column;   /* of the word being read */
	struct str s; /* that word, for sentences */
	struct fault *f;
};

/* ---- characters --------------------------------------------------------- */

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static int
column_of(const struct reading *r, size_t at)
{
	int column = 1;
	size_t n;

	for (size_t i = 0; i < at; i += n, column++)
		utf8_next(r->text.s + i, r->text.len - i, &n);
	return column;
}

/* The length of what could be a word's name; 0 when it cannot. */
static size_t
name_length(const char *s)
{
	size_t n = 0;

	if (*s == '.' || *s == '_' || (*s >= '0' && *s <= '9'))
		return 0;
	while (s[n] != '\0' && !blank(s[n]) && strchr(":<>=\",", s[n]) == NULL)
		n++;
	return n;
}

static size_t
op_length(const char *s, enum filter_op *op)
{
	static const struct {
		const char *text;
		enum filter_op op;
	} ops[] = { { "<=", FILTER_LESS_IS }, { ">=", FILTER_MORE_IS },
		{ "<", FILTER_LESS }, { ">", FILTER_MORE }, { ":", FILTER_IS },
		{ "=", FILTER_IS } };

	for (size_t i = 0; i < countof(ops); i++)
		if (strncmp(s, ops[i].text, strlen(ops[i].text)) == 0) {
			*op = ops[i].op;
			return strlen(ops[i].text);
		}
	return 0;
}

/* ---- names -------------------------------------------------------------- */

struct str
filter_word(const struct filter_def *d)
{
	return str_of(meant(d->word));
}

static bool
same(struct arena *a, struct str typed, const char *code, const char *word)
{
	return str_is(typed, code) ||
	    str_eq(utf8_fold(a, typed), utf8_fold(a, str_of(meant(word))));
}

static const struct filter_def *
def_named(const struct reading *r, struct str name)
{
	for (const struct filter_def *d = r->defs; d->name != NULL; d++)
		if (same(r->a, name, d->name, d->word))
			return d;
	return NULL;
}

/* The nearest of what was offered, at most two edits away. */
struct near {
	struct str typed, found;
	int far;
};

static void
come_near(struct arena *a, struct near *n, const char *text)
{
	int far = str_distance(n->typed, utf8_fold(a, str_of(text)), n->far);

	if (far <= n->far && far < (int)n->typed.len) {
		n->found = str_of(text);
		n->far = far - 1;
	}
}

struct str
filter_all(struct arena *a, const struct filter_def *d)
{
	struct str all = STR_NONE;

	for (; d->name != NULL; d++)
		all = str_printf(a, "%s%s%s", all.s, all.len > 0 ? ", " : "",
		    filter_word(d).s);
	return all;
}

static enum err
no_word(const struct reading *r, struct str name)
{
	struct near n = { utf8_fold(r->a, name), STR_NONE, 2 };
	const struct filter_def *d = r->defs;

	for (; d->name != NULL; d++) {
		come_near(r->a, &n, meant(d->word));
		come_near(r->a, &n, d->name);
	}
	if (n.found.len > 0)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: this list has no word '%s'; did you mean "
		      "'%s'?"),
		    r->column, name.s, n.found.s);
	if (d->help != NULL)
		return fail(r->f, ERR_INVALID, _(d->help), r->column, name.s,
		    filter_all(r->a, r->defs).s);
	return fail(r->f, ERR_INVALID,
	    _("letter %d: this list has no word '%s'; quotes make text of it"),
	    r->column, name.s);
}

static enum err
no_choice(const struct reading *r, const struct filter_def *d, struct str value)
{
	struct near n = { utf8_fold(r->a, value), STR_NONE, 2 };
	struct buf all = { 0 };
	enum err rc;

	for (const struct filter_choice *c = d->choices; c->code != NULL; c++) {
		come_near(r->a, &n, meant(c->word));
		come_near(r->a, &n, c->code);
		buf_printf(&all, "%s%s", all.len > 0 ? ", " : "",
		    meant(c->word));
	}
	if (n.found.len > 0)
		rc = fail(r->f, ERR_INVALID,
		    _("letter %d: '%s' cannot be '%s'; did you mean '%s'?"),
		    r->column, filter_word(d).s, value.s, n.found.s);
	else
		rc = fail(r->f, ERR_INVALID,
		    _("letter %d: '%s' cannot be '%s'; it may be %s"),
		    r->column, filter_word(d).s, value.s, all.s);
	buf_done(&all);
	return rc;
}

/* ---- values ------------------------------------------------------------- */

/* One value, quoted or not; ends before a comma or a blank. */
static enum err
read_value(struct reading *r, struct str *out)
{
	const char *s = r->text.s + r->at, *end;

	if (*s != '"') {
		for (end = s; *end != '\0' && !blank(*end) && *end != ',';)
			end++;
		r->at += (size_t)(end - s);
		*out = str_copyn(r->a, s, (size_t)(end - s));
		return OK;
	}
	if ((end = strchr(s + 1, '"')) == NULL)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: a quote is opened and not closed"),
		    column_of(r, r->at));
	r->at += (size_t)(end - s) + 1;
	*out = utf8_trim(r->a, str_copyn(r->a, s + 1, (size_t)(end - s - 1)));
	return OK;
}

static enum err
add_value(struct reading *r, struct filter_term *t, struct str value)
{
	const struct filter_def *d = t->def;

	if (value.len == 0)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: after '%s' there is no value"), r->column,
		    filter_word(d).s);
	if (t->values.n == VALUES_MAX)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: more than %d values"), r->column, VALUES_MAX);
	if (d->kind != FILTER_CHOICE) {
		*vec_push(r->a, &t->values) = value;
		return OK;
	}
	for (const struct filter_choice *c = d->choices; c->code != NULL; c++)
		if (same(r->a, value, c->code, c->word)) {
			*vec_push(r->a, &t->values) = str_of(c->code);
			return OK;
		}
	return no_choice(r, d, value);
}

static enum err
read_number(const struct reading *r, struct filter_term *t)
{
	const struct filter_def *d = t->def;

	if (t->values.n == 1 && str_int(t->values.v[0], &t->n) &&
	    t->n >= d->least && t->n <= d->most)
		return OK;
	return fail(r->f, ERR_INVALID,
	    _("letter %d: '%s' takes one number, %lld to %lld"), r->column,
	    filter_word(d).s, (long long)d->least, (long long)d->most);
}

static const struct {
	const char *code, *word;
	int days;
} day_words[] = {
	{ "today", NC_("filter", "today"), 0 },
	{ "tomorrow", NC_("filter", "tomorrow"), 1 },
	{ "yesterday", NC_("filter", "yesterday"), -1 },
};

static enum err
read_time(const struct reading *r, struct filter_term *t)
{
	struct str v = t->values.n == 1 ? t->values.v[0] : STR_NONE;

	for (size_t i = 0; i < countof(day_words); i++)
		if (same(r->a, v, day_words[i].code, day_words[i].word)) {
			t->values.v[0] = str_of(day_words[i].code);
			t->n = day_words[i].days;
			t->time = FILTER_TODAY;
			return OK;
		}
	t->time = FILTER_DAY;
	if (v.len > 0 && clock_day(v, &t->n))
		return OK;
	t->time = FILTER_SPAN;
	if (v.len == 0 || clock_span(v, &t->n, NULL) != OK ||
	    t->n > DAYS(36500) || t->n < -DAYS(36500))
		return fail(r->f, ERR_INVALID,
		    _("letter %d: '%s' takes a span like 2h or 3d, a day like "
		      "2026-03-06, or today, tomorrow, yesterday"),
		    r->column, filter_word(t->def).s);
	if (t->op == FILTER_IS)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: a span needs < or >: '%s<%s'"), r->column,
		    filter_word(t->def).s, v.s);
	return OK;
}

static enum err
check_term(const struct reading *r, struct filter_term *t)
{
	switch (t->def->kind) {
	case FILTER_NUMBER:
		return read_number(r, t);
	case FILTER_TIME:
		return read_time(r, t);
	default:
		if (t->op == FILTER_IS)
			return OK;
		return fail(r->f, ERR_INVALID,
		    _("letter %d: '%s' is or is not; it takes ':'"), r->column,
		    filter_word(t->def).s);
	}
}

static enum err
read_values(struct reading *r, struct filter_term *t)
{
	struct str value;
	enum err rc;

	do {
		if ((rc = read_value(r, &value)) != OK ||
		    (rc = add_value(r, t, value)) != OK)
			return rc;
	} while (r->text.s[r->at] == ',' && r->at++ < r->text.len);
	return check_term(r, t);
}

/* ---- words -------------------------------------------------------------- */

static enum err
read_text(struct reading *r, struct filter_term *t, size_t from)
{
	const char *s = r->text.s + from;
	struct str value;
	size_t n = 0;
	enum err rc;

	r->at = from;
	if (*s == '"') {
		t->quoted = true;
		if ((rc = read_value(r, &value)) != OK)
			return rc;
	} else {
		while (s[n] != '\0' && !blank(s[n]))
			n++;
		r->at += n;
		value = str_copyn(r->a, s, n);
	}
	if (value.len == 0)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: there is nothing between the quotes"),
		    r->column);
	*vec_push(r->a, &t->values) = value;
	return OK;
}

/* name:value, a flag, or text. */
static enum err
read_named(struct reading *r, struct filter_term *t)
{
	const char *s = r->text.s + r->at;
	size_t n = name_length(s), op = op_length(s + n, &t->op);
	struct str name = str_copyn(r->a, s, n);

	t->def = n > 0 ? def_named(r, name) : NULL;
	if (op == 0 && (t->def == NULL || t->def->kind != FILTER_FLAG)) {
		t->def = NULL;
		return read_text(r, t, r->at);
	}
	if (n == 0)
		return read_text(r, t, r->at);
	if (t->def == NULL)
		return no_word(r, name);
	r->at += n + op;
	if (t->def->kind == FILTER_FLAG && op > 0)
		return fail(r->f, ERR_INVALID,
		    _("letter %d: '%s' stands alone, without a value"),
		    r->column, filter_word(t->def).s);
	return op > 0 ? read_values(r, t) : OK;
}

static enum err
read_word(struct reading *r, struct filter_term *t)
{
	enum err rc;

	r->column = t->column = column_of(r, r->at);
	if (r->text.s[r->at] == '-' && r->text.s[r->at + 1] != '\0' &&
	    !blank(r->text.s[r->at + 1])) {
		t->no = true;
		r->at++;
	}
	rc = read_named(r, t);
	if (rc == OK && r->text.s[r->at] != '\0' && !blank(r->text.s[r->at]))
		return fail(r->f, ERR_INVALID,
		    _("letter %d: a blank is missing here"),
		    column_of(r, r->at));
	return rc;
}

enum err
filter_parse(struct arena *a, const struct filter_def *defs, struct str text,
    struct filter *out, struct fault *f)
{
	struct reading r = { .a = a, .defs = defs, .f = f };
	struct filter made = { .v = NULL };
	enum err rc;

	if (text.len > TEXT_MAX)
		return fail(f, ERR_INVALID,
		    _("a filter has at most %d bytes; this one has %zu"),
		    TEXT_MAX, text.len);
	r.text = utf8_nfc(a, str_of(text.s));
	for (;;) {
		while (blank(r.text.s[r.at]))
			r.at++;
		if (r.text.s[r.at] == '\0')
			break;
		if (made.n == WORDS_MAX)
			return fail(f, ERR_INVALID,
			    _("a filter has at most %d words"), WORDS_MAX);
		if ((rc = read_word(&r, vec_push(a, &made))) != OK)
			return rc;
	}
	*out = made;
	return OK;
}

const struct filter_term *
filter_get(const struct filter *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].def != NULL && strcmp(f->v[i].def->name, name) == 0)
			return &f->v[i];
	return NULL;
}

/* ---- printing ----------------------------------------------------------- */

static const char *const op_texts[] = { ":", "<", "<=", ">", ">=" };

struct str
filter_quoted(struct arena *a, struct str s)
{
	bool quote = s.len == 0;

	for (size_t i = 0; i < s.len; i++)
		quote = quote || blank(s.s[i]) || s.s[i] == ',';
	return quote ? str_printf(a, "\"%s\"", s.s) : s;
}

/* What one language takes for text may be a word of another. */
static void
put_text(const struct filter_term *t, bool plain, struct buf *b)
{
	struct str s = t->values.v[0];
	bool quote = t->quoted || (plain && strchr(s.s, '"') == NULL);

	buf_printf(b, quote ? "\"%s\"" : "%s", s.s);
}

static const char *
value_word(const struct filter_def *d, struct str code, bool plain)
{
	if (plain)
		return code.s;
	for (size_t i = 0; d->kind == FILTER_TIME && i < countof(day_words);
	     i++)
		if (str_is(code, day_words[i].code))
			return meant(day_words[i].word);
	if (d->kind == FILTER_CHOICE)
		for (const struct filter_choice *c = d->choices;
		     c->code != NULL; c++)
			if (str_is(code, c->code))
				return meant(c->word);
	return code.s;
}

static void
put_values(const struct filter_term *t, bool plain, struct buf *b)
{
	for (size_t i = 0; i < t->values.n; i++) {
		const char *v = value_word(t->def, t->values.v[i], plain);
		bool quote = *v == '\0' || strpbrk(v, " \t\n\v\f\r,") != NULL;

		buf_printf(b, "%s%s%s%s", i > 0 ? "," : "", quote ? "\"" : "",
		    v, quote ? "\"" : "");
	}
}

void
filter_print(const struct filter *f, bool plain, struct buf *b)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct filter_term *t = &f->v[i];

		buf_printf(b, "%s%s", i > 0 ? " " : "", t->no ? "-" : "");
		if (t->def == NULL) {
			put_text(t, plain, b);
			continue;
		}
		buf_z(b, plain ? t->def->name : filter_word(t->def).s);
		if (t->def->kind == FILTER_FLAG)
			continue;
		buf_z(b, op_texts[t->op]);
		put_values(t, plain, b);
	}
}
