/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys.c - the tables of keys, and what an option file makes of them.
 */
#include "app/keys.h"

#include <assert.h>

#include "app/app.h"
#include "screens/tickets.h"

#define CONTEXTS 96

struct row {
	uint32_t codes[KEYS_LONG];
	int n;
	const char *from; /* "FILE:3", or NULL: the program's own */
};

/* A table of the program, with the rows of the option file. `defs` ends with
 * a zero row and lies beside `rows`. */
struct context {
	const char *name;
	const struct key_def *own; /* or NULL */
	bool screen, list;
	VEC(struct key_def) defs;
	VEC(struct row) rows;
	VEC(struct key_def) mine; /* of the option file alone */
};

static struct {
	struct arena arena;
	struct context v[CONTEXTS];
	size_t n;
} all;

/* ---- the program's own -------------------------------------------------- */

static struct context *
named(struct str name)
{
	for (size_t i = 0; i < all.n; i++)
		if (str_is(name, all.v[i].name))
			return &all.v[i];
	return NULL;
}

static void
put(struct context *c, struct key_def def, const char *from)
{
	struct row *r = vec_push(&all.arena, &c->rows);

	r->n = keymap_codes(def.keys, r->codes);
	r->from = from;
	*vec_push(&all.arena, &c->defs) = def;
}

static void
add(const char *name, const struct key_def *own, bool screen, bool list)
{
	struct context *c = named(str_of(name));

	if (c == NULL)
		c = &all.v[all.n++];
	assert(all.n <= CONTEXTS);
	*c = (struct context){
		.name = name, .own = own, .screen = screen, .list = list
	};
	for (; own != NULL && own->keys != NULL; own++)
		put(c, *own, NULL);
}

static void
start(void)
{
	arena_done(&all.arena);
	all.n = 0;
	add("everywhere", global_keys, false, false);
	add("list", list_keys, false, false);
	add("form", NULL, false, false);
	for (size_t i = 0; i < nscreens; i++)
		add(screens[i]->name, screens[i]->keys, true,
		    screens[i]->list != NULL);
}

/* ---- the option file's -------------------------------------------------- */

static enum err
no_context(const struct key_line *l, struct fault *f)
{
	struct arena a = { 0 };
	struct str names = str_of(all.v[0].name);
	enum err rc;

	for (size_t i = 1; i < all.n; i++)
		names = str_printf(&a, "%s, %s", names.s, all.v[i].name);
	rc = fail(f, ERR_USAGE,
	    _("%s: keys have no context '%s'; take one of %s"), l->from.s,
	    l->context.s, names.s);
	arena_done(&a);
	return rc;
}

/* Do these words name something? */
static enum err
check_words(const struct key_line *l, struct fault *f)
{
	struct arena a = { 0 };
	struct fault why = { .code = OK };
	const struct cmd_def *d;
	struct words w = { 0 };
	enum err rc = cmd_split(&a, l->words, &w, &why);
	size_t used;

	if (rc == OK && !str_is(l->words, "none") &&
	    app_word_find(w.n > 0 ? w.v[0] : STR_NONE) == NULL)
		rc = cmd_find(&a, w.v, w.n, &d, &used, &why);
	if (rc != OK)
		rc = fail(f, ERR_USAGE, "%s: %s", l->from.s, why.text);
	arena_done(&a);
	return rc;
}

static enum err
check_key(const struct key_line *l, const uint32_t *codes, int n,
    struct fault *f)
{
	if (n == 0)
		return fail(f, ERR_USAGE,
		    _("%s: '%s' is not a key; write it as <F2>, <C-r>, "
		      "<PgDn>, gi or x"),
		    l->from.s, l->key.s);
	for (int i = 0; i < n; i++)
		if (codes[i] == KEY_CTRL('C') || codes[i] == KEY_CTRL('O'))
			return fail(f, ERR_USAGE,
			    _("%s: %s is the console's own and stays so; take "
			      "another key"),
			    l->from.s, l->key.s);
	return OK;
}

static bool
same(const struct row *r, const uint32_t *codes, int n)
{
	return r->n == n &&
	    memcmp(r->codes, codes, sizeof(*codes) * (size_t)n) == 0;
}

static const char *
label_of(const struct key_def *own, const char *words)
{
	for (; own != NULL && own->keys != NULL; own++)
		if (own->label != NULL && strcmp(own->words, words) == 0)
			return own->label;
	return NULL;
}

static enum err
twice(const struct key_line *l, const struct context *c, size_t i,
    struct fault *f)
{
	return fail(f, ERR_USAGE,
	    _("%s: in %s, %s = %s clashes with %s, where it is %s; take one "
	      "out"),
	    l->from.s, c->name, l->key.s, l->words.s, c->rows.v[i].from,
	    c->defs.v[i].words);
}

static enum err
put_line(const struct key_line *l, struct fault *f)
{
	struct context *c = named(l->context);
	uint32_t codes[KEYS_LONG];
	int n = keymap_codes(l->key.s, codes);
	struct key_def def = { l->key.s, l->words.s, NULL };
	enum err rc;

	if (c == NULL)
		return no_context(l, f);
	if ((rc = check_key(l, codes, n, f)) != OK ||
	    (rc = check_words(l, f)) != OK)
		return rc;
	def.label = label_of(c->own, l->words.s);
	*vec_push(&all.arena, &c->mine) = def;
	for (size_t i = 0; i < c->rows.n; i++) {
		if (!same(&c->rows.v[i], codes, n))
			continue;
		if (c->rows.v[i].from != NULL)
			return twice(l, c, i, f);
		c->defs.v[i] = def;
		c->rows.v[i].from = l->from.s;
		return OK;
	}
	put(c, def, l->from.s);
	return OK;
}

/* ---- clashes ------------------------------------------------------------ */

static bool
is_free(const struct key_def *d)
{
	return strcmp(d->words, "none") == 0 || d->words[0] == '\0';
}

/* Is one the other, or its beginning? */
static bool
meet(const struct row *a, const struct row *b)
{
	int n = a->n < b->n ? a->n : b->n;

	return n > 0 &&
	    memcmp(a->codes, b->codes, sizeof(*a->codes) * (size_t)n) == 0;
}

static enum err
clash(const struct context *a, size_t i, const struct context *b, size_t j,
    struct fault *f)
{
	const struct row *x = &a->rows.v[i], *y = &b->rows.v[j];

	return fail(f, ERR_USAGE,
	    _("%s: in %s, %s = %s clashes with %s = %s in %s (%s); take "
	      "another key, or free that one with 'key %s %s = none'"),
	    x->from, a->name, a->defs.v[i].keys, a->defs.v[i].words,
	    b->defs.v[j].keys, b->defs.v[j].words, b->name,
	    y->from != NULL ? y->from : _("built in"), b->name,
	    b->defs.v[j].keys);
}

/* Rows of the two that meet; rows of the program's own were looked at by a
 * test. */
static enum err
compare(const struct context *a, const struct context *b, struct fault *f)
{
	for (size_t i = 0; i < a->rows.n; i++)
		for (size_t j = a == b ? i + 1 : 0; j < b->rows.n; j++) {
			const struct row *x = &a->rows.v[i];
			const struct row *y = &b->rows.v[j];

			if ((x->from == NULL && y->from == NULL) ||
			    !meet(x, y) || is_free(&a->defs.v[i]) ||
			    is_free(&b->defs.v[j]) ||
			    strcmp(a->defs.v[i].words, b->defs.v[j].words) == 0)
				continue;
			return x->from != NULL ? clash(a, i, b, j, f)
					       : clash(b, j, a, i, f);
		}
	return OK;
}

static enum err
clashes(struct fault *f)
{
	const struct context *every = &all.v[0], *list = &all.v[1];
	enum err rc = compare(every, list, f);

	for (size_t i = 0; i < all.n && rc == OK; i++) {
		const struct context *c = &all.v[i];

		rc = compare(c, c, f);
		if (rc == OK && i > 1)
			rc = compare(c, every, f);
		if (rc == OK && c->list)
			rc = compare(c, list, f);
	}
	return rc;
}

enum err
keys_load(const struct option_set *o, struct fault *f)
{
	enum err rc = OK;

	start();
	for (size_t i = 0; i < o->keys.n && rc == OK; i++)
		rc = put_line(&o->keys.v[i], f);
	if (rc == OK)
		rc = clashes(f);
	for (size_t i = 0; i < all.n; i++) {
		*vec_push(&all.arena, &all.v[i].defs) =
		    (struct key_def){ .keys = NULL };
		*vec_push(&all.arena, &all.v[i].mine) =
		    (struct key_def){ .keys = NULL };
	}
	return rc;
}

/* ---- in force ----------------------------------------------------------- */

const struct key_def *
keys_in_force(const struct key_def *table)
{
	for (size_t i = 0; i < all.n && table != NULL; i++)
		if (all.v[i].own == table)
			return all.v[i].defs.v;
	return table;
}

/* The verbs on a ticket work wherever the cursor is on one. */
static const struct key_def ticket_verbs[] = { TICKET_KEYS, { 0 } };

/* Rows that the option file gives a kind of thing, wherever it is. */
static const struct key_def *
for_subject(const char *kind)
{
	const struct context *c;

	if (kind == NULL)
		return NULL;
	if (strcmp(kind, "interaction") == 0)
		kind = "contact";
	c = named(str_of(kind));
	return c != NULL && c->mine.n > 1 ? c->mine.v : NULL;
}

void
keys_maps(const struct screen *s, bool typing, const char *subject,
    const struct key_def *maps[KEYS_MAPS])
{
	const struct context *own = named(str_of(s->def->name));
	const struct context *form = named(STR("form"));
	size_t n = 0;

	if (typing && form != NULL)
		maps[n++] = form->defs.v;
	if (own != NULL)
		maps[n++] = own->defs.v;
	if ((maps[n] = for_subject(subject)) != NULL)
		n++;
	maps[n++] = keys_in_force(global_keys);
	maps[n++] = keys_in_force(list_keys);
	if (subject != NULL && strcmp(subject, "ticket") == 0)
		maps[n++] = ticket_verbs;
	maps[n] = NULL;
}

bool
keys_context(size_t n, const char **name, const struct key_def **table)
{
	if (n >= all.n)
		return false;
	*name = all.v[n].name;
	*table = all.v[n].defs.v;
	return true;
}
