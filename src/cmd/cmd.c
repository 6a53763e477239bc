/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd.c - from words to a row, and running it.
 */
#include "cmd/cmd.h"

#include "base/log.h"
#include "commands.def"

#define X(noun) extern const struct cmd_def cmd_##noun[];
COMMANDS(X)
#undef X

const struct cmd_def *const cmd_tables[] = {
#define X(noun) cmd_##noun,
	COMMANDS(X)
#undef X
};
const size_t ncmd_tables = countof(cmd_tables);

const struct cmd_def *
cmd_first(void)
{
	return ncmd_tables > 0 ? cmd_tables[0] : NULL;
}

static size_t
table_of(const struct cmd_def *d)
{
	for (size_t t = 0; t < ncmd_tables; t++)
		for (const struct cmd_def *i = cmd_tables[t]; i->name; i++)
			if (i == d)
				return t;
	die("cmd_next: not a row of the table");
}

const struct cmd_def *
cmd_next(const struct cmd_def *d)
{
	size_t t = table_of(d);

	if (d[1].name != NULL)
		return d + 1;
	return t + 1 < ncmd_tables ? cmd_tables[t + 1] : NULL;
}

struct str
cmd_noun(struct arena *a, const struct cmd_def *d)
{
	return str_copyn(a, d->name, strcspn(d->name, " "));
}

struct str
cmd_verb(const struct cmd_def *d)
{
	const char *blank = strchr(d->name, ' ');

	return blank != NULL ? str_of(blank + 1) : STR_NONE;
}

/* ---- finding ----------------------------------------------------------------
 */

/* Names that a word may mean: an exact one alone, else those it begins. */
struct choice {
	VEC(struct str) names;
	bool exact;
};

static void
consider(struct arena *a, struct choice *ch, struct str word, struct str name)
{
	if (ch->exact || !str_starts(name, word))
		return;
	for (size_t i = 0; i < ch->names.n; i++)
		if (str_eq(ch->names.v[i], name))
			return;
	if (str_eq(name, word)) {
		ch->exact = true;
		ch->names.n = 0;
	}
	*vec_push(a, &ch->names) = name;
}

/* The name of row `d` at this level: its noun, or its verb under `noun`. */
static bool
name_at(struct arena *a, const struct cmd_def *d, struct str noun,
    struct str *name)
{
	*name = cmd_noun(a, d);
	if (noun.len == 0)
		return true;
	if (!str_eq(*name, noun))
		return false;
	*name = cmd_verb(d);
	return name->len > 0;
}

static struct str
list(struct arena *a, const struct str *v, size_t n)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(v[i]));
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static struct str
nearest(struct arena *a, struct str word, struct str noun)
{
	struct str best = STR_NONE, name;
	int least = word.len > 4 ? 3 : 2;

	for (cmd_each(d)) {
		if (d->hidden || !name_at(a, d, noun, &name))
			continue;
		int far = str_distance(word, name, least);

		if (far < least) {
			least = far;
			best = name;
		}
	}
	return best;
}

static enum err
no_such(struct arena *a, struct str word, struct str noun, struct fault *f)
{
	struct str near = nearest(a, word, noun);
	const char *gap = noun.len > 0 ? " " : "";

	if (near.len == 0)
		return fail(f, ERR_USAGE,
		    _("no command '%s%s%s'; 'cabina help' lists them all"),
		    noun.s, gap, word.s);
	return fail(f, ERR_USAGE,
	    _("no command '%s%s%s'; did you mean '%s%s%s'?"), noun.s, gap,
	    word.s, noun.s, gap, near.s);
}

/* One level: which name does the word mean? */
static enum err
choose(struct arena *a, struct str word, struct str noun, struct str *out,
    struct fault *f)
{
	struct choice ch = { 0 };
	struct str name;

	for (cmd_each(d))
		if ((!d->hidden || str_is(word, d->name)) &&
		    name_at(a, d, noun, &name))
			consider(a, &ch, word, name);
	if (word.len == 0 || ch.names.n == 0)
		return no_such(a, word, noun, f);
	if (ch.names.n > 1)
		return fail(f, ERR_USAGE,
		    _("'%s' may mean %s; type more of it"), word.s,
		    list(a, ch.names.v, ch.names.n).s);
	*out = ch.names.v[0];
	return OK;
}

static const struct cmd_def *
row(struct str noun, struct str verb)
{
	for (cmd_each(d)) {
		size_t n = strcspn(d->name, " ");

		if (n == noun.len && memcmp(d->name, noun.s, n) == 0 &&
		    str_eq(cmd_verb(d), verb))
			return d;
	}
	return NULL;
}

static enum err
no_verb(struct arena *a, struct str noun, struct fault *f)
{
	VEC(struct str) verbs = { 0 };
	struct str name;

	for (cmd_each(d))
		if (!d->hidden && name_at(a, d, noun, &name))
			*vec_push(a, &verbs) = name;
	return fail(f, ERR_USAGE, _("'%s' needs a second word, one of: %s"),
	    noun.s, list(a, verbs.v, verbs.n).s);
}

enum err
cmd_find(struct arena *a, const struct str *words, size_t n,
    const struct cmd_def **out, size_t *used, struct fault *f)
{
	const struct cmd_def *d;
	struct str noun, verb;
	enum err rc;

	if (n == 0)
		return fail(f, ERR_USAGE,
		    _("no command was given; 'cabina help' lists them all"));
	if ((rc = choose(a, words[0], STR_NONE, &noun, f)) != OK)
		return rc;
	if ((d = row(noun, STR_NONE)) != NULL) {
		*out = d;
		*used = 1;
		return OK;
	}
	if (n == 1)
		return no_verb(a, noun, f);
	if ((rc = choose(a, words[1], noun, &verb, f)) != OK)
		return rc;
	*out = row(noun, verb);
	*used = 2;
	return OK;
}

/* ---- running ----------------------------------------------------------------
 */

static bool
has_id(const struct cells *thing)
{
	for (size_t i = 0; i < thing->n; i++)
		if (strcmp(thing->v[i].name, "id") == 0)
			return true;
	return false;
}

/* A dry run wrote nothing, and so has neither. */
static void
answer_write(struct cmd_ctx *cx)
{
	const struct done *done = &cx->core->done;

	reply_thing(cx->reply);
	if (!has_id(&cx->reply->thing))
		reply_id(cx->reply, "id", done->id);
	reply_id(cx->reply, "op", done->op);
	reply_bool(cx->reply, "replayed", done->replayed);
}

enum err
cmd_run(struct cmd_ctx *cx, const struct cmd_def *d, const struct args *a)
{
	struct core *c = cx->core;
	msec start = clock_mono();
	enum err rc;

	if (d->needs != NEED_NONE && c->db == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' needs a database, and none is open"), d->name);
	core_rest(c);
	c->done = (struct done){ .replayed = false };
	if (d->writes) {
		c->op = arg_id(a, "op");
		c->seen = arg_int(a, "seen", 0);
		c->at = arg_int(a, "at", 0);
		c->said = cx->said;
	}
	rc = d->run(cx, a);
	if (rc == OK && d->writes)
		answer_write(cx);
	log_info("%s result=%s ms=%lld", d->name, err_name(rc),
	    (long long)(clock_mono() - start));
	return rc;
}

enum err
cmd_do(struct cmd_ctx *cx, struct str line)
{
	struct fault *f = &cx->core->fault;
	struct words w = { 0 };
	const struct cmd_def *d;
	struct args *args = NEW(cx->arena, struct args);
	size_t used;
	enum err rc;

	if ((rc = cmd_split(cx->arena, line, &w, f)) != OK)
		return rc;
	if ((rc = cmd_find(cx->arena, w.v, w.n, &d, &used, f)) != OK)
		return rc;
	if ((rc = args_spec(cx->arena, d->args, d->writes, args, f)) != OK)
		return rc;
	rc = args_bind(cx->arena, args, w.v + used, w.n - used,
	    clock_now(cx->core->clock), f);
	return rc == OK ? cmd_run(cx, d, args) : rc;
}

/* ---- a line into words -------------------------------------------------- */

struct splitter {
	struct buf word;
	bool any, quoted;
};

static void
end_word(struct arena *a, struct splitter *s, struct words *out)
{
	if (s->any)
		*vec_push(a, out) = buf_copy(a, &s->word);
	buf_reset(&s->word);
	s->any = false;
}

static void
eat(struct arena *a, struct splitter *s, char c, struct words *out)
{
	if (c == '"') {
		s->quoted = !s->quoted;
		s->any = true;
	} else if ((c == ' ' || c == '\t') && !s->quoted) {
		end_word(a, s, out);
	} else {
		buf_c(&s->word, c);
		s->any = true;
	}
}

enum err
cmd_split(struct arena *a, struct str line, struct words *out, struct fault *f)
{
	struct splitter s = { 0 };

	for (size_t i = 0; i < line.len; i++) {
		if (line.s[i] == '\\' && i + 1 < line.len) {
			buf_c(&s.word, line.s[++i]);
			s.any = true;
		} else {
			eat(a, &s, line.s[i], out);
		}
	}
	end_word(a, &s, out);
	buf_done(&s.word);
	if (s.quoted)
		return fail(f, ERR_USAGE,
		    _("a quotation mark is not closed; close it with \""));
	return OK;
}
