/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * park.c - what a person would miss, kept while they type.
 */
#include "app/app.h"

#include "app/expand.h"
#include "screens/desk.h"
#include "screens/left.h"

/* ---- as it is now ------------------------------------------------------- */

static struct str
typed_of(const struct view *v, struct arena *a)
{
	struct buf b = { 0 };
	struct str out;

	/* What came back waits for the model as it is. */
	if (v->typed.len > 0)
		return str_copy(a, buf_view(&v->typed));
	if (v->s.def->draft != NULL)
		v->s.def->draft(&v->s, &b);
	out = b.len > 0 ? buf_copy(a, &b) : STR_NONE;
	buf_done(&b);
	return out;
}

/* A screen that never was loaded keeps the name that it came back with. */
static struct str
name_of(const struct view *v, struct arena *a)
{
	if (v->s.model == NULL)
		return buf_view(&v->name);
	return v->s.def->label != NULL ? str_copy(a, v->s.def->label(&v->s))
				       : STR_NONE;
}

static void
take_view(struct view *v, struct arena *a, struct draft_view *out)
{
	struct rows rows;
	const struct list *l = view_list(v, &rows);

	*out = (struct draft_view){ .screen = str_of(v->s.def->name),
		.id = v->s.arg.id,
		.text = v->s.arg.text,
		.typed = typed_of(v, a),
		.name = name_of(v, a),
		.sent = v->sent,
		.seeks = v->s.def->seeks };
	if (l == NULL)
		l = &v->place;
	out->at = l->at;
	out->index = l->index;
	out->top = l->top;
}

/* The lowest screens of a tab deeper than a draft are let go. */
static void
take_tab(struct view *top, struct arena *a, struct draft_tab *out)
{
	size_t n = 0;

	for (struct view *v = top; v != NULL; v = v->below)
		n++;
	out->n = n = n < DRAFT_DEEP ? n : DRAFT_DEEP;
	for (struct view *v = top; v != NULL && n > 0; v = v->below)
		take_view(v, a, &out->v[--n]);
}

static const char *const kinds[] = { [PROMPT_OFF] = "",
	[PROMPT_WORDS] = "words",
	[PROMPT_FILTER] = "filter",
	[PROMPT_ARG] = "argument" };

static void
take_line(struct app *app, struct draft_line *out)
{
	const struct prompt *q = &app->prompt;
	bool open = q->kind != PROMPT_OFF && !app_prompt_secret(app);

	*out = (struct draft_line){ .kind = str_of(kinds[q->kind]),
		.words = q->kind == PROMPT_ARG ? buf_view(&q->words) : STR_NONE,
		.label = str_of(q->kind == PROMPT_ARG ? q->label : NULL),
		.text = open ? prompt_text() : STR_NONE,
		.at = open ? prompt_at() : 0 };
	if (!open)
		*out = (struct draft_line){ .kind = STR_NONE };
}

/* ---- notes of contacts --------------------------------------------------- */

struct noting {
	const struct app *app;
	struct arena *a;
	struct draft *d;
};

/* Is the note of this contact anybody's yet, and on no screen that keeps it? */
static bool
is_loose(const struct app *app, struct id contact)
{
	bool open = id_eq(app->contact, contact);

	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below) {
			if (!id_eq(v->s.arg.id, contact))
				continue;
			if (strcmp(v->s.def->name, "contact") == 0)
				return false;
			open = true;
		}
	return open;
}

static void
take_note(void *u, struct id contact, const struct edit *e)
{
	const struct noting *n = u;
	struct buf b = { 0 };

	if (n->d->nforms == DRAFT_FORMS || !is_loose(n->app, contact))
		return;
	desk_draft(e, &b);
	n->d->forms[n->d->nforms++] = (struct draft_view){ .screen = PARK_NOTE,
		.id = contact,
		.text = STR_NONE,
		.typed = buf_copy(n->a, &b) };
	buf_done(&b);
}

static struct draft_view
left_view(const struct left_form *f)
{
	return (struct draft_view){ .screen = str_of(f->screen),
		.id = f->id,
		.text = STR_NONE,
		.typed = str_of(f->typed) };
}

void
park_take(struct app *app, struct arena *a, struct draft *d)
{
	struct park *p = &app->park;

	*d = (struct draft){ .contact = app->contact, .tab = app->tab };
	for (size_t i = 0; i < app->ntabs; i++)
		take_tab(app->tabs[i], a, &d->tabs[d->ntabs++]);
	take_line(app, &d->line);
	for (size_t i = 0; i < p->nforms; i++)
		d->forms[d->nforms++] = left_view(&p->forms[i]);
	desk_each(take_note, &(struct noting){ app, a, d });
	refill_keep(app, ID_NONE, d);
}

/* ---- the desk of a contact ------------------------------------------------ */

static struct id
customer_of(struct app *app)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (id_eq(v->s.arg.id, app->contact) &&
			    v->s.def->subject != NULL && v->s.model != NULL)
				return v->s.def->subject(&v->s).customer;
	return ID_NONE;
}

void
park_desk(struct app *app, struct buf *out)
{
	struct draft *d = calloc(1, sizeof(*d));
	struct id customer = customer_of(app);
	struct arena a = { 0 };
	size_t n = 0;

	if (d == NULL)
		die("out of memory");
	d->at = clock_now(app->clock);
	d->contact = app->contact;
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below) {
			struct draft_tab *t = &d->tabs[0];
			struct id id = v->s.arg.id;

			if (id_none(id) || t->n == DRAFT_DEEP ||
			    (!id_eq(id, app->contact) && !id_eq(id, customer)))
				continue;
			take_view(v, &a, &t->v[t->n++]);
			d->ntabs = 1;
			n++;
		}
	for (size_t i = 0; i < app->park.nforms; i++) {
		const struct left_form *f = &app->park.forms[i];

		if (!id_none(f->id) &&
		    (id_eq(f->id, app->contact) || id_eq(f->id, customer)))
			d->forms[d->nforms++] = left_view(f);
	}
	refill_keep(app, app->contact, d);
	if (n > 0 || d->nforms > 0)
		draft_print(d, out);
	arena_done(&a);
	free(d);
}

/* ---- forms that were left ----------------------------------------------- */

static void
drop_form(struct park *p, size_t i)
{
	free(p->forms[i].typed);
	p->nforms--;
	memmove(&p->forms[i], &p->forms[i + 1],
	    (p->nforms - i) * sizeof(p->forms[0]));
}

void
park_sent(struct app *app, const char *screen, struct id id)
{
	struct park *p = &app->park;

	for (size_t i = p->nforms; i-- > 0;)
		if (strcmp(p->forms[i].screen, screen) == 0 &&
		    id_eq(p->forms[i].id, id))
			drop_form(p, i);
	park_touch(app, true);
}

static void
add_form(struct app *app, const struct screen_def *def, struct id id,
    struct str typed)
{
	struct park *p = &app->park;

	park_sent(app, def->name, id);
	if (p->nforms == DRAFT_FORMS)
		drop_form(p, 0);
	p->forms[p->nforms] = (struct left_form){ .screen = def->name,
		.id = id,
		.typed = strndup(typed.s, typed.len) };
	if (p->forms[p->nforms++].typed == NULL)
		die("out of memory");
}

const char *
park_typed(const struct app *app, const char *screen, struct id id)
{
	for (size_t i = 0; i < app->park.nforms; i++)
		if (strcmp(app->park.forms[i].screen, screen) == 0 &&
		    id_eq(app->park.forms[i].id, id))
			return app->park.forms[i].typed;
	return NULL;
}

bool
park_has(const struct app *app, const char *screen, struct id id)
{
	return park_typed(app, screen, id) != NULL;
}

bool
park_same(const struct app *app, const struct draft_view *v)
{
	const char *typed = park_typed(app, v->screen.s, v->id);

	return typed != NULL && str_is(v->typed, typed);
}

bool
park_reads(struct view *v, struct str typed)
{
	struct arena a = { 0 };
	bool same = str_eq(typed_of(v, &a), typed);

	arena_done(&a);
	return same;
}

void
park_lay(struct app *app, const struct draft_view *v)
{
	const struct screen_def *def = screen_named(v->screen);

	if (def == NULL || !(def->once || def->keeps != NULL) ||
	    v->typed.len == 0)
		return;
	add_form(app, def, v->id, v->typed);
	park_touch(app, true);
}

void
park_show(const struct app *app)
{
	static struct id ids[DRAFT_FORMS];

	for (size_t i = 0; i < app->park.nforms; i++)
		ids[i] = app->park.forms[i].id;
	left_are(ids, app->park.nforms);
}

/* Who stops looking for something begins anew. */
static bool
keeps(const struct view *v)
{
	return v->s.def->keeps != NULL ? v->s.def->keeps(&v->s)
				       : v->s.def->once && !v->s.def->seeks;
}

bool
park_keep(struct app *app, const struct view *v)
{
	struct arena a = { 0 };
	struct str typed =
	    app->park.on && keeps(v) ? typed_of(v, &a) : STR_NONE;

	if (typed.len > 0)
		add_form(app, v->s.def, v->s.arg.id, typed);
	arena_done(&a);
	return typed.len > 0;
}

void
park_give(struct app *app, struct view *v)
{
	struct park *p = &app->park;

	for (size_t i = p->nforms; i-- > 0;)
		if (strcmp(p->forms[i].screen, v->s.def->name) == 0 &&
		    id_eq(p->forms[i].id, v->s.arg.id)) {
			view_undraft(v, str_of(p->forms[i].typed));
			drop_form(p, i);
			break;
		}
}

/* ---- the end ------------------------------------------------------------ */

void
park_done(struct app *app)
{
	struct park *p = &app->park;

	while (p->nforms > 0)
		drop_form(p, p->nforms - 1);
	journal_close(p->journal);
	buf_done(&p->written);
	buf_done(&p->stored);
	*p = (struct park){ .on = false };
}
