/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refill.c - what templates wrote in the note of a contact, for as long as
 * nobody touches it: when the contact turns out to be with another customer,
 * it is written anew for them.
 */
#include "app/expand.h"

#include <ctype.h>

#include "core/template.h"
#include "screens/desk.h"

#define ANSWERS 16

/* Heap, each; of the open contacts of a console. */
struct written {
	struct id contact, customer;
	char *line, *text; /* of `insert`, without the code; as it was put */
	struct written *next;
};

struct refill_job {
	struct job job;
	struct app *app;
	struct id contact, customer;
	struct str line, was;
	struct template_filled filled;
};

static char *
copy(struct str s)
{
	char *p = strndup(s.s, s.len);

	if (p == NULL)
		die("out of memory");
	return p;
}

static void
forget(struct app *app, struct written *x)
{
	struct written **at = &app->written;

	while (*at != x)
		at = &(*at)->next;
	*at = x->next;
	free(x->line);
	free(x->text);
	free(x);
}

void
refill_done(struct app *app)
{
	while (app->written != NULL)
		forget(app, app->written);
}

/* The contact whose note is written on this screen, and its customer. */
static bool
is_contact(const struct view *v, struct subject *s)
{
	*s = (struct subject){ .kind = NULL };
	if (v->s.model != NULL && v->s.def->subject != NULL)
		*s = v->s.def->subject(&v->s);
	return s->kind != NULL && strcmp(s->kind, "interaction") == 0 &&
	    id_eq(s->id, v->s.arg.id);
}

static void
add(struct app *app, struct id contact, struct id customer, struct str line,
    struct str text)
{
	struct written *x = calloc(1, sizeof(*x));

	if (x == NULL)
		die("out of memory");
	*x = (struct written){ .contact = contact,
		.customer = customer,
		.line = copy(line),
		.text = copy(text),
		.next = app->written };
	app->written = x;
}

void
refill_note(struct app *app, struct view *v, struct str line, struct str text)
{
	struct edit *e = v->s.def->edit != NULL ? v->s.def->edit(&v->s) : NULL;
	struct subject s;

	if (is_contact(v, &s) && e != NULL && e == desk_note(s.id) &&
	    text.len > 0)
		add(app, s.id, s.customer, line, text);
}

/* Where the text stands as a template wrote it; NULL: somebody wrote in it, or
 * on it without a blank between. */
static const char *
untouched(const char *note, const char *text)
{
	size_t len = strlen(text);

	for (const char *at = note; (at = strstr(at, text)) != NULL; at++) {
		unsigned char before = at > note ? (unsigned char)at[-1] : ' ';
		unsigned char behind = (unsigned char)at[len];

		if (before < 0x80 && !isalnum(before) && behind < 0x80 &&
		    !isalnum(behind))
			return at;
	}
	return NULL;
}

/* ---- in the draft ------------------------------------------------------- */

void
refill_keep(const struct app *app, struct id contact, struct draft *d)
{
	for (struct written *x = app->written; x != NULL; x = x->next) {
		struct str note = edit_text(desk_note(x->contact));

		if (d->ntexts == DRAFT_TEXTS)
			return;
		if ((id_none(contact) || id_eq(x->contact, contact)) &&
		    untouched(note.s, x->text) != NULL)
			d->texts[d->ntexts++] = (struct draft_text){
				.contact = x->contact,
				.customer = x->customer,
				.line = str_of(x->line),
				.text = str_of(x->text),
			};
	}
}

void
refill_back(struct app *app, const struct draft *d)
{
	for (size_t i = d->ntexts; i-- > 0;)
		add(app, d->texts[i].contact, d->texts[i].customer,
		    d->texts[i].line, d->texts[i].text);
}

/* ---- written anew ------------------------------------------------------- */

static enum err
run(struct core *c, struct job *j)
{
	struct refill_job *r = (struct refill_job *)j;
	struct template_for about = { .interaction = r->contact,
		.lang = STR_NONE };
	struct str rest = r->line, name = STR_NONE;
	struct pair answers[ANSWERS];
	size_t n = 0;

	str_next(&j->arena, &rest, '\t', &name);
	while (n < ANSWERS &&
	    str_next(&j->arena, &rest, '\t', &answers[n].name)) {
		answers[n].value = STR_NONE;
		str_next(&j->arena, &rest, '\t', &answers[n++].value);
	}
	return template_fill(c, &j->arena, &about, name, answers, n,
	    &r->filled);
}

/* In place of what it was; the cursor stays where it is in the rest. */
static bool
put(struct edit *e, struct str was, struct str is)
{
	struct str text = edit_text(e);
	const char *found = untouched(text.s, was.s);
	struct buf b = { 0 };
	size_t from, at = e->at;
	bool fits;

	if (found == NULL)
		return false;
	from = (size_t)(found - text.s);
	buf_add(&b, text.s, from);
	buf_str(&b, is);
	buf_z(&b, found + was.len);
	fits = b.len <= (e->max > 0 ? e->max : 2000);
	if (fits) {
		edit_set(e, buf_view(&b));
		edit_place(e,
		    at <= from		      ? at
			: at < from + was.len ? from + is.len
					      : at - was.len + is.len);
	}
	buf_done(&b);
	return fits;
}

static void
done(struct job *j)
{
	struct refill_job *r = (struct refill_job *)j;
	struct app *app = r->app;

	if (j->rc == OK && r->filled.missing > 0)
		app_note(app, LOOK_SOON,
		    _("A text in the note was written for another customer: "
		      "look at it before it is saved."));
	else if (j->rc == OK && !str_eq(r->was, r->filled.text) &&
	    put(desk_note(r->contact), r->was, r->filled.text)) {
		app_note(app, LOOK_DRAFT,
		    _("What the template wrote in the note is for this "
		      "customer now; the rest is as you wrote it."));
		add(app, r->contact, r->customer, r->line, r->filled.text);
		park_touch(app, false);
	}
	app->draw = true;
	job_free(j);
}

static void
send(struct app *app, const struct written *x, struct id customer)
{
	struct refill_job *r = (struct refill_job *)job_new(sizeof(*r));

	r->job.run = run;
	r->job.done = done;
	r->app = app;
	r->contact = x->contact;
	r->customer = customer;
	r->line = str_copy(&r->job.own, str_of(x->line));
	r->was = str_copy(&r->job.own, str_of(x->text));
	lane_send(app->lane, &r->job);
}

void
refill_look(struct app *app, struct view *v)
{
	struct subject s;

	if (app->written == NULL || !is_contact(v, &s) || id_none(s.customer))
		return;
	for (struct written *x = app->written, *next; x != NULL; x = next) {
		next = x->next;
		if (!id_eq(x->contact, s.id) || id_eq(x->customer, s.customer))
			continue;
		if (untouched(edit_text(desk_note(s.id)).s, x->text) != NULL)
			send(app, x, s.customer);
		forget(app, x);
	}
}
