/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move.c - words that only the console knows: open, back, move, page, filter.
 */
#include "app/app.h"

const struct key_def global_keys[] = {
	{ "<F2>", "open find", N_("find") },
	{ "<F3>", "open inbox", N_("inbox") },
	{ "<F4>", "open newticket", N_("new ticket") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ "<F9>", "answer", N_("take call") },
	{ "ga", "answer", NULL },
	{ "<F12>", "open state", N_("my state") },
	{ "ge", "open state", NULL },
	{ "gf", "open find", NULL },
	{ "gi", "open inbox", NULL },
	{ "gh", "open home", NULL },
	{ "gc", "open contact", NULL },
	{ "gm", "messages", NULL },
	{ "c", "open newticket", NULL },
	{ "W", "open wrapup", NULL },
	{ "<F1>", "help", NULL },
	{ "?", "help", NULL },
	{ ":", "prompt", NULL },
	{ "ñ", "prompt", NULL },
	{ "<Esc>", "back", N_("back") },
	{ "q", "back", NULL },
	{ "<C-r>", "reload", NULL },
	{ "<C-l>", "redraw", NULL },
	{ "<C-z>", "suspend", NULL },
	{ "gt", "tab next", NULL },
	{ "gT", "tab previous", NULL },
	{ "g1", "tab 1", NULL },
	{ "g2", "tab 2", NULL },
	{ "g3", "tab 3", NULL },
	{ "g4", "tab 4", NULL },
	{ "g5", "tab 5", NULL },
	{ "g6", "tab 6", NULL },
	{ "g7", "tab 7", NULL },
	{ "g8", "tab 8", NULL },
	{ "g9", "tab 9", NULL },
	{ 0 },
};

const struct key_def list_keys[] = {
	{ "j", "move down", NULL },
	{ "<Down>", "move down", NULL },
	{ "k", "move up", NULL },
	{ "<Up>", "move up", NULL },
	{ "<PgDn>", "move page-down", NULL },
	{ "<C-f>", "move page-down", NULL },
	{ "<PgUp>", "move page-up", NULL },
	{ "<C-b>", "move page-up", NULL },
	{ "<C-d>", "move half-down", NULL },
	{ "<C-u>", "move half-up", NULL },
	{ "gg", "move first", NULL },
	{ "<Home>", "move first", NULL },
	{ "G", "move last", NULL },
	{ "<End>", "move last", NULL },
	{ "<Space>", "mark", NULL },
	{ "*", "mark all", NULL },
	{ "-", "mark none", NULL },
	{ "o", "order", NULL },
	{ "/", "filter", NULL },
	{ 0 },
};

static const struct {
	const char *word;
	int pages, halves, rows; /* times the height, half of it, one */
} steps[] = {
	{ "down", 0, 0, 1 },
	{ "up", 0, 0, -1 },
	{ "page-down", 1, 0, 0 },
	{ "page-up", -1, 0, 0 },
	{ "half-down", 0, 1, 0 },
	{ "half-up", 0, -1, 0 },
	{ "first", 0, 0, -100000000 },
	{ "last", 0, 0, 100000000 },
};

static struct list *
its_list(struct app *app, struct rows *rows)
{
	struct view *v = app_view(app);

	*rows = (struct rows){ NULL, 0, 1 };
	return v->s.def->list != NULL && v->s.model != NULL
	    ? v->s.def->list(&v->s, rows)
	    : NULL;
}

static void
move(struct app *app, struct str how)
{
	struct rows rows;
	struct list *l = its_list(app, &rows);
	int height = l != NULL && l->height > 0 ? (int)l->height : 1;

	for (size_t i = 0; l != NULL && i < countof(steps); i++)
		if (str_is(how, steps[i].word))
			list_move(l, rows,
			    (long)steps[i].pages * height +
				(long)steps[i].halves * height / 2 +
				steps[i].rows);
}

static void
mark(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = its_list(app, &rows);

	if (l == NULL || rows.n == 0) {
		app_note(app, LOOK_NO, _("there is no list to mark here"));
	} else if (str_is(arg, "all")) {
		list_mark_all(l, rows);
	} else if (str_is(arg, "none")) {
		list_unmark(l);
	} else if (list_pick(l, rows) != NULL) {
		list_mark(l, l->at, !list_marked(l, l->at));
		list_move(l, rows, 1);
	}
	if (l != NULL && l->nmarks > 0)
		app_note(app, LOOK_SELECTED, _("%zu marked; - unmarks all"),
		    l->nmarks);
}

static void
order(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = its_list(app, &rows);

	(void)arg;
	if (l == NULL || !list_reorder(l))
		app_note(app, LOOK_NO,
		    _("this list has one order: the most urgent or the newest "
		      "first"));
}

static void
tab(struct app *app, struct str arg)
{
	int64_t n;

	if (str_is(arg, "next"))
		view_tab(app, (app->tab + 1) % app->ntabs);
	else if (str_is(arg, "previous"))
		view_tab(app, (app->tab + app->ntabs - 1) % app->ntabs);
	else if (str_int(arg, &n) && n >= 1 && (size_t)n <= app->ntabs)
		view_tab(app, (size_t)n - 1);
	else
		app_note(app, LOOK_NO, _("there is no tab %s"), arg.s);
}

static void
prompt(struct app *app, struct str arg)
{
	edit_set(&app->prompt.edit, arg);
	app->prompt.kind = PROMPT_WORDS;
}

static void
filter(struct app *app, struct str arg)
{
	struct rows rows;

	(void)arg;
	if (its_list(app, &rows) == NULL) {
		app_note(app, LOOK_NO, _("there is no list to filter here"));
		return;
	}
	edit_set(&app->prompt.edit, app_view(app)->s.arg.text);
	app->prompt.kind = PROMPT_FILTER;
}

static void
reload(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = its_list(app, &rows);

	(void)arg;
	if (l != NULL)
		list_catch_up(l, rows);
	view_load(app, app_view(app));
}

static void
redraw(struct app *app, struct str arg)
{
	(void)app;
	(void)arg;
	term_redraw();
}

static void
back(struct app *app, struct str arg)
{
	(void)arg;
	view_back(app);
}

static void
quit(struct app *app, struct str arg)
{
	(void)arg;
	app->quit = true;
}

static struct subject
subject(struct app *app)
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
		OF_OPTIONAL
	} of;
} things[] = {
	{ "newticket", OF_CUSTOMER },
	{ "callback", OF_CUSTOMER },
	{ "wrapup", OF_CONTACT },
	{ "contact", OF_CONTACT },
	{ "verify", OF_CONTACT },
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
};

static bool
is_kind(const struct subject *s, const char *kind)
{
	return s->kind != NULL && strcmp(s->kind, kind) == 0;
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
		return id_none(s->interaction) ? app->contact : s->interaction;
	case OF_ANY:
		return s->id;
	default:
		return is_kind(s,
			   things[i].of == OF_TICKET ? "ticket"
						     : things[i].screen)
		    ? s->id
		    : ID_NONE;
	}
}

static bool
needs_thing(struct str screen)
{
	for (size_t i = 0; i < countof(things); i++)
		if (str_is(screen, things[i].screen))
			return things[i].of != OF_OPTIONAL;
	return false;
}

/* "open SCREEN [ID or text]" */
static void
open(struct app *app, struct str arg)
{
	static const char *const own[] = { "customer", "ticket", "contact",
		"find", "inbox", "home" };
	struct arena a = { 0 };
	struct str rest = arg, name = STR_NONE, text = STR_NONE;
	struct subject s = subject(app);
	bool own_tab = false;
	struct id id = ID_NONE;

	str_next(&a, &rest, ' ', &name);
	if (rest.len > 0 && !id_parse(rest, &id))
		text = rest;
	else if (rest.len == 0)
		id = its_id(app, name, &s);
	if (text.len > 0)
		id = ID_NONE;
	if (needs_thing(name) && id_none(id)) {
		app_note(app, LOOK_NO,
		    _("%s: first put the cursor on a "
		      "customer, a ticket or a contact"),
		    name.s);
		arena_done(&a);
		return;
	}
	for (size_t i = 0; i < countof(own); i++)
		own_tab = own_tab || str_is(name, own[i]);
	view_open(app, name.s, id, text, own_tab);
	arena_done(&a);
}

/* The customer under the cursor calls; or it is asked who. */
static void
answer(struct app *app, struct str arg)
{
	struct subject s = subject(app);
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

static void
enter(struct app *app, struct str arg)
{
	struct arena a = { 0 };
	struct str rest = arg, login = STR_NONE, password = STR_NONE;
	struct str code = STR_NONE;

	str_next(&a, &rest, '\n', &login);
	str_next(&a, &rest, '\n', &password);
	str_next(&a, &rest, '\n', &code);
	app_sign_in(app, login, password, code);
	arena_done(&a);
}

static void suspend(struct app *, struct str);

static const struct {
	const char *word;
	void (*run)(struct app *, struct str arg);
} moves[] = {
	{ "open", open },
	{ "answer", answer },
	{ "back", back },
	{ "move", move },
	{ "mark", mark },
	{ "order", order },
	{ "tab", tab },
	{ "prompt", prompt },
	{ "filter", filter },
	{ "reload", reload },
	{ "redraw", redraw },
	{ "suspend", suspend },
	{ "quit", quit },
	{ "help", app_help },
	{ "messages", app_messages },
	{ "sign-in", enter },
};

static void
suspend(struct app *app, struct str arg)
{
	(void)app;
	(void)arg;
	term_suspend();
}

bool
app_move(struct app *app, struct str line)
{
	struct arena a = { 0 };
	struct str rest = line, word = STR_NONE;
	bool found = false;

	str_next(&a, &rest, ' ', &word);
	for (size_t i = 0; i < countof(moves) && !found; i++)
		if ((found = str_is(word, moves[i].word)))
			moves[i].run(app, rest);
	arena_done(&a);
	return found;
}
