/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * open.c - which screen is opened, and with which thing: what was said, or what
 * the cursor is on.
 */
#include "app/app.h"

struct subject
app_subject(const struct app *app)
{
	struct view *v = app_view(app);

	return v != NULL && v->s.def->subject != NULL && v->s.model != NULL
	    ? v->s.def->subject(&v->s)
	    : (struct subject){ .kind = NULL };
}

/* What a screen without an id is opened with, out of what the cursor is on. */
static const struct {
	const char *screen;
	enum {
		OF_KIND,
		OF_TICKET,
		OF_CUSTOMER,
		OF_CONTACT,
		OF_ANY,
		OF_OPTIONAL,
		OF_MAYBE /* the ticket, or of all */
	} of;
} things[] = {
	{ "newticket", OF_CUSTOMER },
	{ "callback", OF_CUSTOMER },
	{ "wrapup", OF_CONTACT },
	{ "contact", OF_CONTACT },
	{ "transfer", OF_CONTACT },
	{ "nobody", OF_CONTACT },
	{ "verify", OF_CONTACT },
	{ "script", OF_CONTACT },
	{ "who", OF_OPTIONAL },
	{ "customer", OF_KIND },
	{ "ticket", OF_KIND },
	{ "history", OF_ANY },
	{ "note", OF_TICKET },
	{ "reply", OF_TICKET },
	{ "resolve", OF_TICKET },
	{ "park", OF_TICKET },
	{ "assign", OF_TICKET },
	{ "reopen", OF_TICKET },
	{ "priority", OF_TICKET },
	{ "edit", OF_TICKET },
	{ "escalate", OF_TICKET },
	{ "ledger", OF_TICKET },
	{ "whatif", OF_TICKET },
	{ "chain", OF_TICKET },
	{ "ask", OF_TICKET },
	{ "complaint", OF_TICKET },
	{ "redress", OF_TICKET },
	{ "approvals", OF_MAYBE },
	{ "incidents", OF_MAYBE },
	{ "casestell", OF_TICKET },
	{ "casesresolve", OF_TICKET },
	{ "links", OF_TICKET },
	{ "files", OF_TICKET },
};

static bool
is_kind(const struct subject *s, const char *kind)
{
	return s->kind != NULL && strcmp(s->kind, kind) == 0;
}

/* The one in progress: what a ticket once came from is another's talk. Only
 * where a contact itself has the cursor is it meant, and never by gc. */
static struct id
contact_of(const struct app *app, struct str screen, const struct subject *s)
{
	static const char *const talks[] = { "wrapup", "verify", "transfer",
		"nobody" };
	bool own = is_kind(s, "interaction") && !str_is(screen, "contact");

	/* What a ticket came from is over: nothing of it is done now. */
	for (size_t i = 0; i < countof(talks); i++)
		if (!own && str_is(screen, talks[i]))
			return app->contact;
	return own || id_none(app->contact) ? s->interaction : app->contact;
}

static struct id
its_id(const struct app *app, struct str screen, const struct subject *s)
{
	size_t i = 0;

	while (i < countof(things) && !str_is(screen, things[i].screen))
		i++;
	if (i == countof(things))
		return ID_NONE;
	switch (things[i].of) {
	case OF_CUSTOMER:
		return s->customer;
	case OF_OPTIONAL:
		return s->interaction;
	case OF_CONTACT:
		return contact_of(app, screen, s);
	case OF_ANY:
		return s->id;
	case OF_MAYBE:
		return is_kind(s, "ticket") ? s->id : ID_NONE;
	default:
		return is_kind(s,
			   things[i].of == OF_TICKET ? "ticket"
						     : things[i].screen)
		    ? s->id
		    : ID_NONE;
	}
}

/* Why the screen cannot be opened without a thing; NULL: it can. */
static const char *
needs_thing(struct str screen)
{
	size_t i = 0;

	while (i < countof(things) && !str_is(screen, things[i].screen))
		i++;
	if (i == countof(things) || things[i].of == OF_OPTIONAL ||
	    things[i].of == OF_MAYBE)
		return NULL;
	if (things[i].of == OF_CONTACT)
		return _("There is no contact in progress. F9 begins one.");
	if (things[i].of == OF_CUSTOMER)
		return _("First put the cursor on a customer; F2 finds one.");
	if (things[i].of == OF_TICKET)
		return _("First put the cursor on a ticket; F3 lists them.");
	return _("First put the cursor on a customer, a ticket or a contact.");
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
	view_tab(app, 0);
	while (app_view(app)->below != NULL)
		view_back(app);
	return true;
}

static void
open_with(struct app *app, struct arena *a, struct str arg)
{
	static const char *const own[] = { "customer", "ticket", "contact",
		"find", "inbox", "home", "settings" };
	struct str rest = arg, name = STR_NONE, text = STR_NONE;
	struct subject s = app_subject(app);
	const char *missing;
	bool own_tab = false;
	struct id id = ID_NONE;

	str_next(a, &rest, ' ', &name);
	if (str_is(name, "home") && to_home(app))
		return;
	if (rest.len > 0 && !id_parse(rest, &id))
		text = rest;
	else if (rest.len == 0)
		id = its_id(app, name, &s);
	if (text.len > 0)
		id = ID_NONE;
	if (str_is(name, "settings")) {
		app_settings(app);
		return;
	}
	if (text.len > 0 && str_is(name, "ticket")) {
		app_open_ticket(app, text);
		return;
	}
	/* By name or number: find has it, and Enter opens it. */
	if (text.len > 0 && str_is(name, "customer")) {
		app_find(app, text);
		return;
	}
	if (id_none(id) && (missing = needs_thing(name)) != NULL) {
		app_note(app, LOOK_NO, "%s", missing);
		return;
	}
	for (size_t i = 0; i < countof(own); i++)
		own_tab = own_tab || str_is(name, own[i]);
	view_open(app, name.s, id, text, own_tab);
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
			"interaction start channel=phone customer=%s",
			s.customer.s));
	arena_done(&a);
}
