/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refill.c - what templates wrote in the note of a contact, for as long as
 * nobody touches it: when the contact turns out to be with another customer,
 * it is written anew for them.
 */
#include "app/expand.h"

#include "core/template.h"
#include "screens/desk.h"

#define ANSWERS 16

/* Heap, each; of one process and its open contacts. */
static struct written {
	struct id contact, customer;
	char *line, *text; /* of `insert`, without the code; as it was put */
	struct written *next;
} * all;

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
forget(struct written *x)
{
	struct written **at = &all;

	while (*at != x)
		at = &(*at)->next;
	*at = x->next;
	free(x->line);
	free(x->text);
	free(x);
}

void
refill_done(void)
{
	while (all != NULL)
		forget(all);
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
add(struct id contact, struct id customer, struct str line, struct str text)
{
	struct written *x = calloc(1, sizeof(*x));

	if (x == NULL)
		die("out of memory");
	*x = (struct written){ .contact = contact,
		.customer = customer,
		.line = copy(line),
		.text = copy(text),
		.next = all };
	all = x;
}

void
refill_note(struct app *app, struct view *v, struct str line, struct str text)
{
	struct edit *e = v->s.def->edit != NULL ? v->s.def->edit(&v->s) : NULL;
	struct subject s;

	(void)app;
	if (is_contact(v, &s) && e != NULL && e == desk_note(s.id) &&
	    text.len > 0)
		add(s.id, s.customer, line, text);
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
	const char *found = strstr(text.s, was.s);
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
		add(r->contact, r->customer, r->line, r->filled.text);
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

	if (all == NULL || !is_contact(v, &s) || id_none(s.customer))
		return;
	for (struct written *x = all, *next; x != NULL; x = next) {
		next = x->next;
		if (!id_eq(x->contact, s.id) || id_eq(x->customer, s.customer))
			continue;
		if (strstr(edit_text(desk_note(s.id)).s, x->text) != NULL)
			send(app, x, s.customer);
		forget(x);
	}
}
