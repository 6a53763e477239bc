/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arg.c - reads what a row declares, and gives words to it. The types
 * themselves are in arg_type.c.
 */
#include "cmd/arg.h"

/* ---- the declaration --------------------------------------------------------
 */

static bool
eat(struct str *s, char c)
{
	if (s->len == 0 || s->s[s->len - 1] != c)
		return false;
	s->len--;
	return true;
}

/* "name:type" without its marks, which are in `d` already. */
static enum err
read_pair(struct arena *a, struct str pair, struct arg_def *d, struct fault *f)
{
	const char *colon = memchr(pair.s, ':', pair.len);
	struct str type;
	const char *open;

	if (colon == NULL || colon == pair.s)
		return fail(f, ERR_INVALID, "'" STR_FMT "' is not NAME:TYPE",
		    STR_ARG(pair));
	d->name = str_copyn(a, pair.s, (size_t)(colon - pair.s));
	type = str_copyn(a, colon + 1, pair.len - d->name.len - 1);
	open = strchr(type.s, '(');
	if (open != NULL && type.s[type.len - 1] == ')') {
		d->choices = str_copyn(a, open + 1,
		    (size_t)(type.s + type.len - open) - 2);
		type = str_copyn(a, type.s, (size_t)(open - type.s));
	}
	d->type = arg_type_find(type);
	if (d->type == NULL)
		return fail(f, ERR_INVALID, "no argument type '%s'", type.s);
	return OK;
}

static enum err
declare(struct arena *a, struct args *args, struct str word, struct fault *f)
{
	struct arg_def *d = &args->def[args->n];
	enum err rc;

	if (args->n == ARGS_MAX)
		return fail(f, ERR_INVALID, "more than %d arguments", ARGS_MAX);
	*d = (struct arg_def){ .choices = STR_NONE };
	d->repeats = eat(&word, '*');
	d->optional = eat(&word, '?') || d->repeats;
	if (word.len > 0 && word.s[0] == '<' && eat(&word, '>')) {
		d->positional = true;
		word.s++;
		word.len--;
	}
	if ((rc = read_pair(a, word, d, f)) != OK)
		return rc;
	if (strspn(d->name.s, "abcdefghijklmnopqrstuvwxyz-") != d->name.len)
		return fail(f, ERR_INVALID, "'%s' is no name", d->name.s);
	for (size_t i = 0; i < args->n; i++)
		if (str_eq(args->def[i].name, d->name))
			return fail(f, ERR_INVALID, "'%s' is declared twice",
			    d->name.s);
	args->v[args->n++] = (struct arg){ .text = STR_NONE };
	return OK;
}

enum err
args_spec(struct arena *a, const char *spec, bool writes, struct args *out,
    struct fault *f)
{
	struct str rest = str_printf(a, "%s%s", spec != NULL ? spec : "",
	    writes ? " op:id? at:at? seen:int?" : "");
	struct str word;
	enum err rc;

	*out = (struct args){ 0 };
	while (str_next(a, &rest, ' ', &word))
		if (word.len > 0 && (rc = declare(a, out, word, f)) != OK)
			return rc;
	return OK;
}

/* ---- the words ---------------------------------------------------------- */

const struct arg_def *
args_def(const struct args *args, struct str name)
{
	for (size_t i = 0; i < args->n; i++)
		if (str_eq(args->def[i].name, name))
			return &args->def[i];
	return NULL;
}

static const struct arg_def *
nearest(const struct args *args, struct str name)
{
	const struct arg_def *best = NULL;
	int least = 3;

	for (size_t i = 0; i < args->n; i++) {
		int far = str_distance(name, args->def[i].name, least);

		if (far < least && (size_t)far < name.len) {
			least = far;
			best = &args->def[i];
		}
	}
	return best;
}

static const struct arg_def *
next_positional(const struct args *args)
{
	for (size_t i = 0; i < args->n; i++)
		if (args->def[i].positional &&
		    (!args->v[i].given || args->def[i].repeats))
			return &args->def[i];
	return NULL;
}

/* Does the word look like NAME=…, with a name a person would give? */
static bool
name_of(struct arena *a, struct str word, struct str *name)
{
	size_t n = 0;

	while (n < word.len &&
	    ((word.s[n] >= 'a' && word.s[n] <= 'z') ||
		(word.s[n] == '-' && n > 0)))
		n++;
	if (n == 0 || n == word.len || word.s[n] != '=')
		return false;
	*name = str_copyn(a, word.s, n);
	return true;
}

static enum err
unknown(struct arena *a, const struct args *args, struct str name,
    struct fault *f)
{
	const struct arg_def *near = nearest(args, name);

	if (near != NULL && str_eq(near->name, name))
		return fail(f, ERR_USAGE,
		    _("'%s' takes its value behind an =: %s=VALUE"), name.s,
		    name.s);
	if (near != NULL)
		return fail(f, ERR_USAGE,
		    _("there is no '%s=' here; did you mean '%s='?"), name.s,
		    near->name.s);
	if (args->n == 0)
		return fail(f, ERR_USAGE,
		    _("'%s' is a word too many: this command takes none"),
		    name.s);
	return fail(f, ERR_USAGE, _("'%s' does not fit here; it takes: %s"),
	    name.s, args_usage(a, args).s);
}

/* Which argument does this word belong to, and what is its value? */
/* Whoever says text= means the words, whatever they are called here. */
static const struct arg_def *
text_of(const struct args *args)
{
	for (size_t i = 0; i < args->n; i++)
		if (args->def[i].positional && !args->v[i].given &&
		    (strcmp(args->def[i].type->name, "line") == 0 ||
			strcmp(args->def[i].type->name, "text") == 0))
			return &args->def[i];
	return NULL;
}

static enum err
place(struct arena *a, const struct args *args, struct str word,
    const struct arg_def **d, struct str *value, struct fault *f)
{
	struct str name;

	*value = word;
	if (name_of(a, word, &name)) {
		*d = args_def(args, name);
		if (*d == NULL && str_is(name, "text"))
			*d = text_of(args);
		if (*d != NULL) {
			value->s += name.len + 1;
			value->len -= name.len + 1;
			return OK;
		}
		if (nearest(args, name) != NULL)
			return unknown(a, args, name, f);
	}
	*d = next_positional(args);
	return *d != NULL ? OK : unknown(a, args, word, f);
}

static enum err
take(struct arena *a, struct args *args, const struct arg_def *d,
    struct str value, msec now, struct fault *f)
{
	struct arg *v = &args->v[d - args->def];
	enum err rc;

	if (v->given && !d->repeats)
		return fail(f, ERR_USAGE, _("'%s' is given twice"), d->name.s);
	v->given = true;
	v->text = value;
	if (d->type->parse != NULL &&
	    (rc = d->type->parse(a, d, v, now, f)) != OK)
		return rc;
	if (d->repeats)
		*vec_push(a, &v->all) = v->text;
	return OK;
}

/* "a b c" given bare to a `words` argument is one value. */
static bool
joins(struct arena *a, struct args *args, struct str word)
{
	struct arg *last = NULL;
	struct str name;

	for (size_t i = 0; i < args->n; i++)
		if (args->def[i].positional && args->v[i].given &&
		    strcmp(args->def[i].type->name, "words") == 0)
			last = &args->v[i];
	if (last == NULL || next_positional(args) != NULL)
		return false;
	if (name_of(a, word, &name) &&
	    (args_def(args, name) != NULL || nearest(args, name) != NULL))
		return false;
	last->text = str_printf(a, "%s %s", last->text.s, word.s);
	return true;
}

static enum err
check_missing(struct arena *a, struct args *args, struct fault *f)
{
	for (size_t i = 0; i < args->n; i++) {
		const struct arg_def *d = &args->def[i];

		if (d->optional || args->v[i].given)
			continue;
		args->missing = d;
		return fail(f, ERR_NEED_ARG, _("%s is missing: %s"),
		    arg_usage(a, d).s, _(d->type->help));
	}
	return OK;
}

enum err
args_bind(struct arena *a, struct args *args, const struct str *words, size_t n,
    msec now, struct fault *f)
{
	const struct arg_def *d;
	struct str value;
	enum err rc;

	args->missing = NULL;
	for (size_t i = 0; i < args->n; i++)
		args->v[i] = (struct arg){ .text = STR_NONE };
	for (size_t i = 0; i < n; i++) {
		if (joins(a, args, words[i]))
			continue;
		if ((rc = place(a, args, words[i], &d, &value, f)) != OK)
			return rc;
		if ((rc = take(a, args, d, value, now, f)) != OK)
			return rc;
	}
	return check_missing(a, args, f);
}

/* ---- reading what was bound -------------------------------------------------
 */

struct str
arg_usage(struct arena *a, const struct arg_def *d)
{
	const char *meta = d->choices.len > 0 ? d->choices.s : _(d->type->meta);

	if (d->positional)
		return str_printf(a, "%s",
		    d->choices.len > 0 ? d->choices.s : d->name.s);
	return str_printf(a, "%s=%s", d->name.s, meta);
}

struct str
args_usage(struct arena *a, const struct args *args)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < args->n; i++) {
		const struct arg_def *d = &args->def[i];

		buf_printf(&b, "%s%s%s%s%s", i > 0 ? " " : "",
		    d->optional ? "[" : "", arg_usage(a, d).s,
		    d->optional ? "]" : "", d->repeats ? "..." : "");
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

const struct arg *
arg_get(const struct args *args, const char *name)
{
	const struct arg_def *d = args_def(args, str_of(name));

	if (d == NULL)
		die("the row declares no argument '%s'", name);
	return &args->v[d - args->def];
}

bool
arg_given(const struct args *args, const char *name)
{
	return arg_get(args, name)->given;
}

struct str
arg_str(const struct args *args, const char *name)
{
	return arg_get(args, name)->text;
}

int64_t
arg_int(const struct args *args, const char *name, int64_t otherwise)
{
	const struct arg *v = arg_get(args, name);

	return v->given ? v->i : otherwise;
}

bool
arg_bool(const struct args *args, const char *name)
{
	return arg_int(args, name, 0) != 0;
}

struct id
arg_id(const struct args *args, const char *name)
{
	return arg_get(args, name)->id;
}
