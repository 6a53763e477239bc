/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open.c - which screen is opened, and with which thing: what was said, or what
 * the cursor is on.
 */
#include "app/app.h"

static struct subject
subject_of(const struct view *v)
{
	return v != NULL && v->s.def->subject != NULL && v->s.model != NULL
	    ? v->s.def->subject(&v->s)
	    : (struct subject){ .kind = NULL };
}

struct view *
app_about(const struct app *app)
{
	struct view *v = app_view(app);

	if (v == NULL || v->s.def->subject != NULL || !v->s.def->once ||
	    v->below == NULL || id_none(v->s.arg.id) ||
	    !id_eq(subject_of(v->below).id, v->s.arg.id))
		return v;
	return v->below;
}

struct subject
app_subject(const struct app *app)
{
	return subject_of(app_about(app));
}

static bool
is_kind(const struct subject *s, const char *kind)
{
	return s->kind != NULL && strcmp(s->kind, kind) == 0;
}

/* The one in progress: what a ticket once came from is another's talk. Only
 * where a contact itself has the cursor is it meant, and never by gc. */
static struct id
contact_of(const struct app *app, const struct screen_def *d,
    const struct subject *s)
{
	bool own = is_kind(s, "interaction") && strcmp(d->name, "contact") != 0;

	/* What a ticket came from is over: nothing of it is done now. */
	if (!own && d->of == OF_TALK)
		return app->contact;
	return own || id_none(app->contact) ? s->interaction : app->contact;
}

static struct id
its_id(const struct app *app, const struct screen_def *d,
    const struct subject *s)
{
	switch (d->of) {
	case OF_ITSELF:
		if (is_kind(s, d->name))
			return s->id; /* or whose the ticket or contact is */
		return strcmp(d->name, "customer") == 0 ? s->customer : ID_NONE;
	case OF_TICKET:
	case OF_TICKET_OR_ALL:
		return is_kind(s, "ticket") ? s->id : ID_NONE;
	case OF_CUSTOMER:
		return s->customer;
	case OF_TALK:
	case OF_CONTACT:
		return contact_of(app, d, s);
	case OF_CONTACT_OR_NEW:
		return s->interaction;
	case OF_ANY:
		return s->id;
	default:
		return ID_NONE;
	}
}

/* Why the screen cannot be opened without a thing; NULL: it can. */
static const char *
needs_thing(enum screen_of of)
{
	switch (of) {
	case OF_TALK:
	case OF_CONTACT:
		return _("There is no contact in progress. F9 begins one.");
	case OF_CUSTOMER:
		return _("First put the cursor on a customer; F2 finds one.");
	case OF_TICKET:
		return _("First put the cursor on a ticket; F3 lists them.");
	case OF_ITSELF:
	case OF_ANY:
		return _("First put the cursor on a customer, a ticket or a "
			 "contact.");
	default:
		return NULL;
	}
}

void
app_find(struct app *app, struct str arg)
{
	view_open(app, "find", ID_NONE, arg, true);
}

/* The first tab is home: back to it, whatever was opened over it. */
static bool
to_home(struct app *app)
{
	const struct view *v = app->ntabs > 0 ? app->tabs[0] : NULL;

	while (v != NULL && v->below != NULL)
		v = v->below;
	if (v == NULL || strcmp(v->s.def->name, "home") != 0)
		return false;
	view_uncover(app, 0, v);
	return true;
}

static void
to_result(struct app *app)
{
	if (!view_to_result(app))
		app_note(app, LOOK_NO,
		    _("There is no change of many to show, or it was taken "
		      "back."));
}

/* What has a way of its own to be opened; false: it is a screen as others. */
static bool
own_way(struct app *app, struct str name, struct str text)
{
	if (str_is(name, "settings")) {
		app_settings(app);
		return true;
	}
	if (text.len == 0 && str_is(name, "bulk")) {
		to_result(app);
		return true;
	}
	/* By name or number: find has it, and Enter opens it. */
	if (text.len > 0 && str_is(name, "customer")) {
		app_find(app, text);
		return true;
	}
	return false;
}

/* Why a screen cannot be opened on nothing; NULL: it can. */
static const char *
lacking(const struct screen_def *d, struct str name, const struct subject *s)
{
	if (str_is(name, "customer") && is_kind(s, "ticket"))
		return _("Its customer is of another branch: not yours to "
			 "see.");
	return needs_thing(d->of);
}

/* "ID at=ROW": that row is what it is opened for. */
static struct id
row_of(struct arena *a, struct str *rest)
{
	const char *at = strstr(rest->s, " at=");
	struct id row;

	if (at == NULL || !id_parse(str_of(at + 4), &row))
		return ID_NONE;
	*rest = str_copyn(a, rest->s, (size_t)(at - rest->s));
	return row;
}

static void
open_with(struct app *app, struct arena *a, struct str arg)
{
	struct str rest = arg, name = STR_NONE, text = STR_NONE;
	struct subject s = app_subject(app);
	const struct screen_def *d;
	const char *missing;
	struct id id = ID_NONE, row;

	str_next(a, &rest, ' ', &name);
	row = row_of(a, &rest);
	if (rest.len == 0 && app_number_of(name) != NULL) {
		app_open_number(app, str_of(app_number_of(name)), name);
		return;
	}
	if (rest.len > 0 && app_open_number(app, name, rest))
		return;
	name = app_screen_name(name);
	d = screen_named(name);
	if (str_is(name, "home") && to_home(app))
		return;
	if (rest.len > 0 && !id_parse(rest, &id))
		text = rest;
	else if (rest.len == 0 && d != NULL)
		id = its_id(app, d, &s);
	if (text.len > 0)
		id = ID_NONE;
	if (own_way(app, name, text))
		return;
	if (d != NULL && id_none(id) &&
	    (missing = lacking(d, name, &s)) != NULL) {
		app_note(app, LOOK_NO, "%s", missing);
		app->barred = true;
		return;
	}
	if (!app_gate(app, d, id, text))
		view_open_at(app, name.s, id, row, text, d != NULL && d->tab);
}

void
app_open(struct app *app, struct str arg)
{
	struct arena a = { 0 };

	open_with(app, &a, arg);
	arena_done(&a);
}

void
app_answer(struct app *app, struct str arg)
{
	struct subject s = app_subject(app);
	struct arena a = { 0 };

	(void)arg;
	if (!is_kind(&s, "customer"))
		view_open(app, "who", ID_NONE, STR_NONE, false);
	else
		app_say(app,
		    str_printf(&a,
			"interaction start channel=phone customer=%s "
			"answer=yes",
			s.customer.s));
	arena_done(&a);
}
