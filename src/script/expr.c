/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expr.c - reads, tries and weighs the conditions of a script.
 */
#include "script/expr.h"

#include <ctype.h>

#include "script/script.h"

/* ---- reading ------------------------------------------------------------ */

enum { DEPTH_MOST = 40, IN_MOST = 40 };

struct reader {
	struct script *script;
	struct script_problems *problems;
	struct str source;
	struct script_at at; /* of the source's first character */
	const char *s;
	int depth;
	bool failed;
};

static struct script_at
here(const struct reader *r, const char *s)
{
	struct script_at at = r->at;

	for (const char *c = r->source.s; c < s; c++)
		at.column += ((unsigned char)*c & 0xC0) != 0x80;
	return at;
}

static void
blanks(struct reader *r)
{
	while (*r->s == ' ' || *r->s == '\t')
		r->s++;
}

static struct script_expr *
refuse(struct reader *r, const char *at, const char *why)
{
	if (!r->failed)
		script_wrong(r->problems, here(r, at), "%s", why);
	r->failed = true;
	return NULL;
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '.' || c == '-' || c == '_' ||
	    c == '/' || ((unsigned char)c & 0x80) != 0;
}

/* Is the next word this one? Then it is taken. */
static bool
keyword(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	blanks(r);
	if (strncmp(r->s, word, n) != 0 || is_word(r->s[n]))
		return false;
	r->s += n;
	return true;
}

/* A word, or anything in quotes. */
static bool
value(struct reader *r, struct str *out)
{
	const char *from;

	blanks(r);
	from = r->s;
	if (*from == '"') {
		const char *end = strchr(from + 1, '"');

		if (end == NULL)
			return refuse(r, from, _("'\"' is not closed")), false;
		*out = str_copyn(&r->script->arena, from + 1,
		    (size_t)(end - from - 1));
		r->s = end + 1;
		return true;
	}
	while (is_word(*r->s))
		r->s++;
	*out = str_copyn(&r->script->arena, from, (size_t)(r->s - from));
	return r->s > from;
}

static struct str
every_name(struct reader *r, struct str name)
{
	struct arena *a = &r->script->arena;
	size_t n = r->script->nfields;
	struct str *all = NEWN(a, struct str, n + nscript_names);

	for (size_t i = 0; i < n; i++)
		all[i] = r->script->fields[i].name;
	for (size_t i = 0; i < nscript_names; i++)
		all[n + i] = str_of(script_names[i].name);
	return script_meant(a, all, n + nscript_names, name);
}

/* Who is it, and of which type? */
static bool
resolve(struct reader *r, struct script_expr *e)
{
	e->field = script_field_find(r->script, e->name);
	if (e->field != SCRIPT_NONE) {
		e->type = r->script->fields[e->field].type;
		return true;
	}
	e->of = script_name_find(e->name);
	if (e->of != NULL) {
		e->type = e->of->type;
		return true;
	}
	if (!r->failed)
		script_wrong(r->problems, e->at,
		    _("'%s' is not a field and not a known name%s"), e->name.s,
		    every_name(r, e->name).s);
	r->failed = true;
	return false;
}

static bool
is_listed(const struct script_name *of, struct str v)
{
	const char *s = of->values;

	while (s != NULL && *s != '\0') {
		size_t n = strcspn(s, "|");

		if (n == v.len && memcmp(s, v.s, n) == 0)
			return true;
		s += n + (s[n] == '|');
	}
	return of->values == NULL;
}

/* The value in its stored form; refuses what the name can never be. */
static bool
fit_value(struct reader *r, struct script_expr *e, struct str *v,
    const char *at)
{
	struct script_field plain = { .type = e->type, .most = 500 };
	const struct script_field *f =
	    e->field != SCRIPT_NONE ? &r->script->fields[e->field] : &plain;
	struct fault why;
	char *sentence;

	if (e->of != NULL && e->type == SCRIPT_ONE) {
		if (is_listed(e->of, *v))
			return true;
		sentence = (char *)str_printf(&r->script->arena,
		    _("'%s' is never '%s': it is one of %s"), e->name.s, v->s,
		    e->of->values)
			       .s;
		return refuse(r, at, sentence), false;
	}
	if (e->of != NULL && e->type == SCRIPT_YESNO && !str_is(*v, "yes") &&
	    !str_is(*v, "no"))
		return refuse(r, at, _("this is yes or no")), false;
	if (e->of != NULL &&
	    (e->type == SCRIPT_TEXT || e->type == SCRIPT_YESNO))
		return true;
	if (script_field_value(&r->script->arena, f, NULL, *v, v, &why) == OK)
		return true;
	sentence = (char *)str_printf(&r->script->arena,
	    _("'%s' can never be that: %s"), e->name.s, why.text)
		       .s;
	return refuse(r, at, sentence), false;
}

static struct script_expr *
new_expr(struct reader *r, enum script_op op, struct script_expr *x,
    struct script_expr *y)
{
	struct script_expr *e = NEW(&r->script->arena, struct script_expr);

	e->op = op;
	e->x = x;
	e->y = y;
	e->field = SCRIPT_NONE;
	return e;
}

static struct script_expr *
read_values(struct reader *r, struct script_expr *e)
{
	const char *at;

	e->values = NEWN(&r->script->arena, struct str, IN_MOST);
	do {
		blanks(r);
		at = r->s;
		if (e->nvalues == IN_MOST)
			return refuse(r, at, _("too many values after 'in'"));
		if (!value(r, &e->values[e->nvalues]))
			return refuse(r, at, _("a value is missing here"));
		if (!fit_value(r, e, &e->values[e->nvalues], at))
			return NULL;
		e->nvalues++;
		blanks(r);
	} while (e->op == EXPR_IN && *r->s == ',' && r->s++);
	return e;
}

static bool
has_order(enum script_type t)
{
	return t == SCRIPT_NUMBER || t == SCRIPT_MONEY || t == SCRIPT_DATE;
}

static struct script_expr *
read_compare(struct reader *r, struct script_expr *e)
{
	static const struct {
		const char *sign;
		enum script_op op;
	} signs[] = { { "!=", EXPR_NE }, { "<=", EXPR_LE }, { ">=", EXPR_GE },
		{ "=", EXPR_EQ }, { "<", EXPR_LT }, { ">", EXPR_GT } };
	const char *at;

	blanks(r);
	at = r->s;
	for (size_t i = 0; i < countof(signs); i++)
		if (strncmp(r->s, signs[i].sign, strlen(signs[i].sign)) == 0) {
			e->op = signs[i].op;
			r->s += strlen(signs[i].sign);
			if (e->op >= EXPR_LT && !has_order(e->type))
				return refuse(r, at,
				    _("only numbers, amounts and dates are "
				      "more or less"));
			return read_values(r, e);
		}
	if (e->type != SCRIPT_YESNO)
		return refuse(r, at,
		    _("after a name comes =, !=, <, <=, >, >=, in, 'is known' "
		      "or 'is unknown'"));
	e->op = EXPR_EQ; /* a yes/no alone */
	e->values = NEWN(&r->script->arena, struct str, 1);
	e->values[e->nvalues++] = STR("yes");
	return e;
}

static struct script_expr *read_or(struct reader *);

static struct script_expr *
read_atom(struct reader *r)
{
	struct script_expr *e;
	const char *at;

	blanks(r);
	at = r->s;
	if (*r->s == '(') {
		r->s++;
		if ((e = read_or(r)) == NULL)
			return NULL;
		blanks(r);
		if (*r->s != ')')
			return refuse(r, at, _("'(' is not closed"));
		r->s++;
		return e;
	}
	e = new_expr(r, EXPR_KNOWN, NULL, NULL);
	e->at = here(r, at);
	if (*at == '"' || !value(r, &e->name))
		return refuse(r, at,
		    _("a name is missing here: a field, or customer.open"));
	if (!resolve(r, e))
		return NULL;
	if (keyword(r, "is")) {
		if (keyword(r, "unknown"))
			e->op = EXPR_UNKNOWN;
		else if (!keyword(r, "known"))
			return refuse(r, r->s,
			    _("after 'is' comes 'known' or 'unknown'"));
		return e;
	}
	if (keyword(r, "in")) {
		e->op = EXPR_IN;
		return read_values(r, e);
	}
	return read_compare(r, e);
}

static struct script_expr *
read_not(struct reader *r)
{
	struct script_expr *e;

	if (++r->depth > DEPTH_MOST)
		return refuse(r, r->s, _("this condition is too deep"));
	if (keyword(r, "not")) {
		e = read_not(r);
		e = e != NULL ? new_expr(r, EXPR_NOT, e, NULL) : NULL;
	} else {
		e = read_atom(r);
	}
	r->depth--;
	return e;
}

static struct script_expr *
read_and(struct reader *r)
{
	struct script_expr *e = read_not(r), *y;

	while (e != NULL && keyword(r, "and")) {
		if ((y = read_not(r)) == NULL)
			return NULL;
		e = new_expr(r, EXPR_AND, e, y);
	}
	return e;
}

static struct script_expr *
read_or(struct reader *r)
{
	struct script_expr *e = read_and(r), *y;

	while (e != NULL && keyword(r, "or")) {
		if ((y = read_and(r)) == NULL)
			return NULL;
		e = new_expr(r, EXPR_OR, e, y);
	}
	return e;
}

struct script_expr *
script_expr_read(struct script *s, struct str source, struct script_at at,
    struct script_problems *p)
{
	struct reader r = { .script = s,
		.problems = p,
		.source = source,
		.at = at,
		.s = source.s };
	struct script_expr *e = read_or(&r);

	blanks(&r);
	if (e != NULL && *r.s != '\0')
		return refuse(&r, r.s,
		    _("this is too much: join conditions with 'and' or 'or'"));
	return e;
}

/* ---- trying ------------------------------------------------------------- */

static int
compare(enum script_type t, struct str x, struct str y)
{
	double a, b;

	if (t == SCRIPT_DATE)
		return str_cmp(x, y); /* YYYY-MM-DD */
	a = strtod(x.s, NULL);
	b = strtod(y.s, NULL);
	return (a > b) - (a < b);
}

static bool
compares(const struct script_expr *e, struct str v)
{
	bool same = has_order(e->type) ? compare(e->type, v, e->values[0]) == 0
				       : str_eq(v, e->values[0]);

	switch (e->op) {
	case EXPR_EQ:
		return same;
	case EXPR_NE:
		return !same;
	case EXPR_LT:
		return compare(e->type, v, e->values[0]) < 0;
	case EXPR_LE:
		return compare(e->type, v, e->values[0]) <= 0;
	case EXPR_GT:
		return compare(e->type, v, e->values[0]) > 0;
	case EXPR_GE:
		return compare(e->type, v, e->values[0]) >= 0;
	default:
		break;
	}
	for (size_t i = 0; i < e->nvalues; i++)
		if (has_order(e->type) ? compare(e->type, v, e->values[i]) == 0
				       : str_eq(v, e->values[i]))
			return true;
	return false;
}

bool
script_expr_true(const struct script_expr *e, script_look *look, void *u)
{
	struct str v;
	bool known = false;

	if (e->op == EXPR_AND)
		return script_expr_true(e->x, look, u) &&
		    script_expr_true(e->y, look, u);
	if (e->op == EXPR_OR)
		return script_expr_true(e->x, look, u) ||
		    script_expr_true(e->y, look, u);
	if (e->op == EXPR_NOT)
		return !script_expr_true(e->x, look, u);
	v = look(u, e->name, true, &known);
	known = known && v.len > 0;
	if (e->op == EXPR_KNOWN)
		return known;
	if (e->op == EXPR_UNKNOWN)
		return !known;
	return known && compares(e, v);
}

void
script_expr_names(const struct script_expr *e,
    void (*fn)(void *u, const struct script_expr *), void *u)
{
	if (e->op <= EXPR_NOT) {
		script_expr_names(e->x, fn, u);
		if (e->y != NULL)
			script_expr_names(e->y, fn, u);
	} else {
		fn(u, e);
	}
}

uint64_t
script_expr_known(const struct script_expr *e)
{
	if (e->op == EXPR_AND)
		return script_expr_known(e->x) | script_expr_known(e->y);
	if (e->op == EXPR_OR)
		return script_expr_known(e->x) & script_expr_known(e->y);
	if (e->op == EXPR_NOT && e->x->op == EXPR_UNKNOWN &&
	    e->x->field != SCRIPT_NONE)
		return UINT64_C(1) << e->x->field;
	if (e->op == EXPR_NOT || e->op == EXPR_UNKNOWN ||
	    e->field == SCRIPT_NONE)
		return 0;
	return UINT64_C(1) << e->field;
}
