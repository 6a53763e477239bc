/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template.c - which texts there are, for whom and about what; and how one is
 * changed. What a text becomes is template_fill.c's.
 */
#include "core/template_own.h"

#include "base/utf8.h"
#include "core/list.h"
#include "core/setup_own.h"
#include "queries.h"

/* ---- those in force ----------------------------------------------------- */

const struct template *
template_named(const struct templates *all, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return &all->v[i];
	return NULL;
}

/* Versions come by name, and of one name the last one that holds counts. */
static bool
holds(const struct setup_items *all, size_t i, msec now)
{
	return all->v[i].valid_from <= now &&
	    (i + 1 == all->n || !str_eq(all->v[i + 1].name, all->v[i].name) ||
		all->v[i + 1].valid_from > now);
}

enum err
template_stored(struct core *c, struct arena *a, struct templates *out)
{
	struct setup_items all = { 0 };
	msec now = clock_now(c->clock);
	enum err rc = setup_stored(c, a, &setup_template, STR_NONE, &all);

	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (holds(&all, i, now))
			rc = template_parse(a, all.v[i].text, "setup",
			    vec_push(a, out), &c->fault);
	return rc;
}

/* ---- those that fit ----------------------------------------------------- */

struct fitting {
	struct rows_template_teams teams;
	struct rows_template_about about;
	bool any_team;
	struct str words, lang;
	struct arena *a;
};

static bool
fits_team(const struct fitting *f, const struct template *t)
{
	for (size_t i = 0; i < t->teams.n; i++)
		for (size_t j = 0; j < f->teams.n; j++)
			if (str_eq(t->teams.v[i], f->teams.v[j].team))
				return true;
	return t->teams.n == 0 || f->any_team;
}

static bool
fits_about(const struct fitting *f, const struct template *t)
{
	for (size_t i = 0; i < t->about.n; i++)
		for (size_t j = 0; j < f->about.n; j++)
			if (str_eq(t->about.v[i], f->about.v[j].code))
				return true;
	return t->about.n == 0 || f->about.n == 0;
}

/* Does a word of `text` begin with `word`? Both folded. */
static bool
has_word(struct str text, struct str word)
{
	for (const char *p = text.s; (p = strstr(p, word.s)) != NULL; p++)
		if (p == text.s || strchr(" \n\t-_.,:;(", p[-1]) != NULL)
			return true;
	return false;
}

static bool
fits_words(const struct fitting *f, const struct template *t)
{
	struct arena *a = f->a;
	struct str rest = f->words, one;
	struct str all = utf8_fold(a,
	    str_printf(a, "%s %s %s %s", t->name.s, t->code.s,
		template_title(t, f->lang).s, template_in(t, f->lang).s));

	while (str_next(a, &rest, ' ', &one))
		if (one.len > 0 && !has_word(all, one))
			return false;
	return true;
}

/* The one of this code first, then by title. */
static bool
before(const struct fitting *f, const struct template *x,
    const struct template *y)
{
	bool is_x = str_eq(x->code, f->words), is_y = str_eq(y->code, f->words);

	if (f->words.len > 0 && is_x != is_y)
		return is_x;
	return str_cmp(utf8_sort(f->a, template_title(x, f->lang)),
		   utf8_sort(f->a, template_title(y, f->lang))) < 0;
}

/* In its place among those before it: lists are short. */
static void
place(struct templates *all, const struct fitting *f, const struct template *t)
{
	size_t at = all->n;

	(void)vec_push(f->a, all);
	for (; at > 0 && before(f, t, &all->v[at - 1]); at--)
		all->v[at] = all->v[at - 1];
	all->v[at] = *t;
}

static enum err
look_for(struct core *c, struct arena *a, const struct template_for *about,
    struct fitting *f)
{
	struct row_template_ticket t;
	struct scope scope;
	enum err rc;

	f->any_team = c->grants[MAY_SETUP_EDIT] != SCOPE_NONE;
	rc = core_db(c, q_template_teams(c->db, a, c->me.id, &f->teams));
	if (rc != OK || id_none(about->ticket))
		return rc;
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = q_template_ticket(c->db, a, &scope, about->ticket, list_lang(c),
	    &t);
	if (rc == OK)
		rc = q_template_about(c->db, a, t.typification, &f->about);
	return core_db(c, rc);
}

enum err
template_list(struct core *c, struct arena *a, const struct template_for *about,
    struct str words, struct templates *out)
{
	struct fitting f = { .a = a, .lang = list_lang(c) };
	struct templates all = { 0 }, fit = { 0 };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, NULL)) != OK ||
	    (rc = look_for(c, a, about, &f)) != OK ||
	    (rc = template_stored(c, a, &all)) != OK)
		return rc;
	f.words = utf8_fold(a, list_given(words));
	for (size_t i = 0; i < all.n; i++)
		if (!all.v[i].retired && fits_team(&f, &all.v[i]) &&
		    fits_about(&f, &all.v[i]) && fits_words(&f, &all.v[i]))
			place(&fit, &f, &all.v[i]);
	*out = fit;
	return OK;
}

/* ---- one of them -------------------------------------------------------- */

static enum err
none(struct core *c, const struct templates *all, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_distance(name, all->v[i].name, 2) <= 2)
			return fail(&c->fault, ERR_NOT_FOUND,
			    _("there is no template '%s'; did you mean '%s'?"),
			    name.s, all->v[i].name.s);
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("there is no template '%s'; 'template list' shows them"), name.s);
}

/* Another team's are as if there were none. */
static enum err
within_reach(struct core *c, struct arena *a, const struct templates *all,
    struct templates *out)
{
	const struct template_for nothing = { .lang = STR_NONE };
	struct fitting f = { .a = a };
	enum err rc = look_for(c, a, &nothing, &f);

	for (size_t i = 0; rc == OK && i < all->n; i++)
		if (fits_team(&f, &all->v[i]))
			*vec_push(a, out) = all->v[i];
	return rc;
}

enum err
template_find(struct core *c, struct arena *a, const struct templates *every,
    struct str name, const struct template **out)
{
	struct templates all = { 0 };
	const struct template *t;
	enum err rc = within_reach(c, a, every, &all);

	if (rc != OK)
		return rc;
	t = template_named(&all, name);
	for (size_t i = 0; t == NULL && i < all.n; i++)
		if (name.len > 0 && str_eq(all.v[i].code, name) &&
		    !all.v[i].retired)
			t = &all.v[i];
	if (t == NULL)
		return none(c, &all, name);
	*out = t;
	return OK;
}

enum err
template_get(struct core *c, struct arena *a, struct str name,
    struct template *out, struct str *text)
{
	struct setup_items all = { 0 };
	struct templates every = { 0 };
	const struct template *t;
	msec now = clock_now(c->clock);
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	if (rc == OK)
		rc = template_stored(c, a, &every);
	if (rc == OK)
		rc = template_find(c, a, &every, name, &t);
	if (rc == OK)
		rc = setup_stored(c, a, &setup_template, t->name, &all);
	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (holds(&all, i, now)) {
			*text = all.v[i].text;
			*out = *t;
		}
	return rc;
}

/* ---- changing one ------------------------------------------------------- */

enum { CODE_MAX = 200 };

struct writing {
	struct str name, text;
	bool retire;
};

/* The text that is in force, "" when there is none. */
static enum err
text_now(struct core *c, struct str name, bool *any, struct str *text)
{
	struct setup_items all = { 0 };
	msec now = clock_now(c->clock);
	enum err rc = setup_stored(c, &c->scratch, &setup_template, name, &all);

	*text = STR_NONE;
	*any = all.n > 0;
	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (holds(&all, i, now))
			*text = all.v[i].text;
	return rc;
}

static enum err
write_body(struct core *c, struct write *w)
{
	struct writing *s = w->u;
	struct str was, text = s->text;
	bool any;
	enum err rc = text_now(c, s->name, &any, &was);

	if (rc == OK && s->retire && was.len == 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no template '%s'; 'template list' shows them"),
		    s->name.s);
	if (rc == OK && s->retire)
		text = strstr(was.s, "\nretired = yes\n") != NULL
		    ? was
		    : str_printf(&c->scratch, "%sretired = yes\n", was.s);
	if (rc == OK && str_eq(was, text))
		return fail(&c->fault, ERR_INVALID,
		    _("it is so already; nothing was changed"));
	if (rc != OK)
		return rc;
	w->version = 1;
	return core_db(c,
	    setup_add(c, w, "template", s->name, was, text, any ? w->at : 0));
}

static enum err
write_one(struct core *c, const char *kind, struct writing *s)
{
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = kind,
		.entity = "setup",
		.id = id_make(clock_now(c->clock)),
		.body = write_body,
		.u = s };

	return core_write(c, &w);
}

enum err
template_write(struct core *c, struct str name, struct str text)
{
	struct writing s = { .name = name, .text = text };
	enum err rc = core_allow(c, MAY_SETUP_EDIT, NULL);
	struct str clean; /* looked at alone: its last newline counts */

	if (rc == OK)
		rc = core_text(c, _("the text"), text, SIZE_MAX, true, false,
		    &clean);
	if (rc == OK)
		rc = template_check(c, text, name.s, 1, NULL);
	return rc == OK ? write_one(c, "template.write", &s) : rc;
}

enum err
template_retire(struct core *c, struct str name)
{
	struct writing s = { .retire = true };
	enum err rc =
	    core_text(c, _("the name"), name, CODE_MAX, false, false, &s.name);

	return rc == OK ? write_one(c, "template.retire", &s) : rc;
}
