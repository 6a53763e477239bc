/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move.c - words that only the console knows: back, move, page, filter; and the
 * keys that hold everywhere.
 */
#include "app/app.h"

#include "app/expand.h"
#include "app/keys.h"

const struct key_def global_keys[] = {
	{ "<F2>", "open find", N_("find") },
	{ "<F3>", "open inbox", N_("inbox") },
	{ "<F4>", "open newticket", N_("new ticket") },
	{ "<F5>", "open script", NULL },
	{ "<F6>", "ticket refer", NULL },
	{ "<F7>", "ticket escalate", NULL },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ "<F9>", "answer", N_("take call") },
	{ "ga", "answer", NULL },
	{ "<F12>", "open state", N_("my state") },
	{ "ge", "open state", NULL },
	{ "gf", "open find", NULL },
	{ "gi", "open inbox", NULL },
	{ "gh", "open home", NULL },
	{ "gc", "open contact", NULL },
	{ "gs", "open script", NULL },
	{ "gb", "open callbacks", NULL },
	{ "gv", "open appointments", NULL },
	{ "gx", "open guides", NULL },
	{ "gd", "open promises", NULL },
	{ "gp", "open people", NULL },
	{ "gw", "open work", NULL },
	{ "gq", "open work", NULL },
	{ "gr", "open referrals", NULL },
	{ "gA", "open approvals all", NULL },
	{ "gI", "open incidents", NULL },
	{ "gk", "open triage all", NULL },
	{ "gn", "open notices", NULL },
	{ "gu", "open bulletins", NULL },
	{ "gm", "messages", NULL },
	{ "gM", "open bulk", NULL },
	{ "go", "open settings", NULL },
	{ "g?", "keys", NULL },
	{ "d", "ticket refer", NULL },
	{ "E", "ticket escalate", NULL },
	{ ".", "repeat", NULL },
	{ "c", "open newticket", NULL },
	{ "W", "open wrapup", NULL },
	{ "<F1>", "help", NULL },
	{ "?", "help", NULL },
	{ "u", "undo", NULL },
	{ "U", "redo", NULL },
	{ ":", "prompt", N_("command") },
	{ "ñ", "prompt", NULL },
	{ "<Esc>", "back", N_("back") },
	{ "q", "back", NULL },
	{ "<C-r>", "reload", NULL },
	{ "<C-l>", "redraw", NULL },
	{ "<C-z>", "suspend", NULL },
	{ "gt", "tab next", NULL },
	{ "gT", "tab previous", NULL },
	{ "g0", "tab list", NULL },
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
	{ "j", "move down", N_("down") },
	{ "<Down>", "move down", NULL },
	{ "k", "move up", N_("up") },
	{ "<Up>", "move up", NULL },
	{ "<PgDn>", "move page-down", N_("page down") },
	{ "<C-f>", "move page-down", NULL },
	{ "<PgUp>", "move page-up", N_("page up") },
	{ "<C-b>", "move page-up", NULL },
	{ "<C-d>", "move half-down", N_("half a page down") },
	{ "<C-u>", "move half-up", N_("half a page up") },
	{ "gg", "move first", N_("first row") },
	{ "<Home>", "move first", NULL },
	{ "G", "move last", N_("last row") },
	{ "<End>", "move last", NULL },
	{ "<Space>", "mark", N_("mark, and the next") },
	{ "*", "mark all", N_("mark all") },
	{ "-", "mark none", N_("unmark all") },
	{ "o", "order", N_("order") },
	{ "/", "filter", N_("filter") },
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

struct list *
app_list(struct app *app, struct rows *rows)
{
	return view_list(app_view(app), rows);
}

/* The last row is not the last there is. */
static void
tell_end(struct app *app, const struct list *l, struct rows rows)
{
	const struct screen *s = &app_view(app)->s;
	int64_t n = s->def->whole != NULL ? s->def->whole(s) : 0;

	if (l->index + 1 == rows.n && n > (int64_t)rows.n)
		app_note(app, LOOK_SOON,
		    _("Here are %zu of %lld: narrow them with / to see the "
		      "rest."),
		    rows.n, (long long)n);
}

static void
move(struct app *app, struct str how)
{
	struct rows rows;
	struct list *l = app_list(app, &rows);
	int height = l != NULL && l->height > 0 ? (int)l->height : 1;

	for (size_t i = 0; l != NULL && i < countof(steps); i++) {
		long by = (long)steps[i].pages * height +
		    (long)steps[i].halves * height / 2 + steps[i].rows;

		if (!str_is(how, steps[i].word))
			continue;
		list_move(l, rows, by);
		if (by > 0)
			tell_end(app, l, rows);
	}
}

static void
order(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = app_list(app, &rows);

	(void)arg;
	if (l == NULL)
		app_note(app, LOOK_NO, _("There is no list to order here."));
	else if (app_reorder(app))
		return;
	else if (!list_reorder(l))
		app_note(app, LOOK_NO,
		    _("This list has one order: the most urgent or the newest "
		      "first."));
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
	else if (str_is(arg, "list"))
		app_tabs(app);
	else
		app_note(app, LOOK_NO, _("There is no tab %s: g0 lists them."),
		    arg.s);
}

static void
prompt(struct app *app, struct str arg)
{
	app_prompt(app, PROMPT_WORDS, arg);
}

/* What is typed next is a word of its own. */
static void
filter_on(struct app *app, struct str words)
{
	bool blank = words.len > 0 && words.s[words.len - 1] != ' ';
	struct arena a = { 0 };

	app_prompt(app, PROMPT_FILTER,
	    str_printf(&a, "%s%s", words.s, blank ? " " : ""));
	arena_done(&a);
}

static void
filter(struct app *app, struct str arg)
{
	struct rows rows;

	if (app_list(app, &rows) == NULL || app_view(app)->s.def->unfiltered)
		app_note(app, LOOK_NO, _("There is no list to filter here."));
	else if (arg.len > 0)
		app_filter(app, str_is(arg, "\"\"") ? STR_NONE : arg);
	else
		filter_on(app, app_view(app)->s.arg.text);
}

static void
reload(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = app_list(app, &rows);

	(void)arg;
	if (l != NULL)
		list_catch_up(l, rows);
	offline_retry(app);
	offline_relist(app);
	view_load(app, app_view(app));
}

static void
redraw(struct app *app, struct str arg)
{
	(void)app;
	(void)arg;
	term_redraw();
}

/* One step: what was typed after / is one of them. */
static void
back(struct app *app, struct str arg)
{
	struct view *v = app_view(app);

	(void)arg;
	if (v == NULL || !v->filtered) {
		view_back(app);
		return;
	}
	v->filtered = false;
	arena_reset(&v->args);
	v->s.arg.text = STR_NONE;
	app_note(app, LOOK_TEXT,
	    _("The filter is gone; Esc once more goes back."));
	view_load(app, v);
}

static void
leave(struct app *app, int choice, struct str about)
{
	(void)about;
	app->quit = choice == 1;
}

/* An open contact is nothing to walk away from without a word. */
static void
quit(struct app *app, struct str arg)
{
	const char *const choices[] = { _("leave, it waits for you"), _("stay"),
		NULL };

	(void)arg;
	if (id_none(app->contact) || id_none(app->me.id))
		app->quit = true;
	else
		question_ask(app, _("You are in a contact."), choices, leave,
		    STR_NONE);
}

/* What the sign-in still asked for is done. */
static void
go_on(struct app *app, struct str arg)
{
	(void)arg;
	app_enter(app);
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

static void
suspend(struct app *app, struct str arg)
{
	(void)arg;
	if (!term_suspend())
		app_note(app, LOOK_NO,
		    _("there is no shell behind this to go to; nothing was "
		      "stopped"));
}

static void
repeat(struct app *app, struct str arg)
{
	struct arena a = { 0 };

	(void)arg;
	if (app->last.len == 0)
		app_note(app, LOOK_NO,
		    _("no command was given yet that could be repeated"));
	else
		app_say(app, buf_copy(&a, &app->last));
	arena_done(&a);
}

/* An undo is undone by its own number, until the next change. */
static void
redo(struct app *app, struct str arg)
{
	struct arena a = { 0 };

	(void)arg;
	if (app->undone == 0)
		app_note(app, LOOK_NO,
		    _("Nothing was undone yet that could be done again."));
	else if (app->since)
		app_note(app, LOOK_NO,
		    _("You changed something since you undid: that stays "
		      "undone. Done again by its number: undo event=%lld"),
		    (long long)app->undone);
	else
		app_say(app,
		    str_printf(&a, "undo event=%lld", (long long)app->undone));
	arena_done(&a);
}

/* Somebody saved first, and all stays as they did: the form behind it goes,
 * too, with what was written in it. */
static void
theirs(struct app *app, struct str arg)
{
	(void)arg;
	if (strcmp(app_view(app)->s.def->name, "compare") != 0)
		return;
	view_sent(app);
	app_note(app, LOOK_GOOD,
	    _("It stays as they saved it; what you wrote is dropped."));
}

/* What is typed here goes into the same form of another ticket, which this one
 * was joined into. Words that wait there are not written over. */
static void
carry(struct app *app, struct str arg)
{
	struct view *v = app_view(app);
	const char *form = v->s.def->name;
	struct draft_view to = { .screen = str_of(form) };
	struct arena a = { 0 };

	if (!id_parse(arg, &to.id) || !park_keep(app, v))
		return;
	if (park_has(app, form, to.id) ||
	    view_of(app, to.screen, to.id) != NULL) {
		app_note(app, LOOK_NO,
		    _("Something half-written waits there already: send that "
		      "first. What you wrote stays here."));
		return;
	}
	to.typed = str_copy(&a, str_of(park_typed(app, form, v->s.arg.id)));
	park_lay(app, &to);
	view_sent(app);
	view_open(app, "ticket", to.id, STR_NONE, true);
	view_open(app, form, to.id, STR_NONE, false);
	arena_done(&a);
}

const struct app_word app_words[] = {
	{ "open", N_("SCREEN [ID]"), N_("Open a screen"), app_open },
	{ "back", NULL, N_("One step back"), back },
	{ "find", N_("TEXT"), N_("Find a customer, a ticket, a product"),
	    app_find },
	{ "filter", NULL, N_("Show only the rows with some words"), filter },
	{ "tab", N_("N"), N_("Go to a tab: 1 to 9, next, previous, list"),
	    tab },
	{ "help", N_("[NOUN VERB]"), N_("This screen, or a command"),
	    app_help },
	{ "keys", NULL, N_("All keys, by context"), app_keys },
	{ "messages", NULL, N_("What was said so far"), app_messages },
	{ "redo", NULL, N_("What was undone last, again"), redo },
	{ "pending", NULL, N_("Writes that wait for the database"),
	    offline_list },
	{ "options", NULL, N_("The options, and where each was set"),
	    app_options },
	{ "set", N_("OPTION VALUE"), N_("Change an option and keep it"),
	    app_set },
	{ "repeat", NULL, N_("The last command again"), repeat },
	{ "reload", NULL, N_("Load what is shown again"), reload },
	{ "redraw", NULL, N_("Draw the screen again"), redraw },
	{ "suspend", NULL, N_("To the shell; fg comes back"), suspend },
	{ "quit", NULL, N_("Leave the console"), quit },
	{ "theirs", NULL, NULL, theirs },
	{ "carry", NULL, NULL, carry },
	{ "move", NULL, NULL, move },
	{ "mark", NULL, NULL, app_mark },
	{ "answer", NULL, N_("Begin a contact, or go to the one in progress"),
	    app_answer },
	{ "order", NULL, N_("Another order of the list"), order },
	{ "choose", NULL, NULL, app_choose },
	{ "prompt", NULL, NULL, prompt },
	{ "ask", NULL, NULL, app_ask_last },
	{ "insert", NULL, NULL, expand_insert },
	{ "sign-in", NULL, NULL, enter },
	{ "enter", NULL, NULL, go_on },
	{ NULL, NULL, NULL, NULL },
};

/* Does a command begin with this? Then it is not a word of ours cut short. */
static bool
begins_command(struct str word)
{
	for (cmd_each(d))
		if (strncmp(d->name, word.s, word.len) == 0)
			return true;
	return false;
}

/* Whole, or the beginning of one alone. */
const struct app_word *
app_word_find(struct str word)
{
	const struct app_word *found = NULL;
	size_t n = 0;

	for (const struct app_word *w = app_words; w->word != NULL; w++) {
		if (str_is(word, w->word))
			return w;
		if (w->help != NULL && str_starts(str_of(w->word), word)) {
			found = w;
			n++;
		}
	}
	return word.len > 1 && n == 1 && !begins_command(word) ? found : NULL;
}

bool
app_move(struct app *app, struct str line)
{
	struct arena a = { 0 };
	struct str rest = line, word = STR_NONE;
	const struct app_word *w;
	bool number = false;

	str_next(&a, &rest, ' ', &word);
	if ((w = app_word_find(word)) != NULL)
		w->run(app, rest);
	else if ((number = rest.len == 0 && app_number_of(word) != NULL))
		app_open(app, word);
	arena_done(&a);
	return w != NULL || number;
}

/* ---- what keys and the prompt say --------------------------------------- */

/* Keys that have their place where there is nothing for them. */
static const struct {
	const char *words, *why;
} later[] = {
	{ "ticket refer",
	    N_("Here is no ticket to refer: put the cursor on one first.") },
};

/* Is there such a command, or such a screen? */
static bool
is_there(struct str line)
{
	struct arena a = { 0 };
	struct words w = { 0 };
	const struct cmd_def *d;
	size_t used;
	bool there = cmd_split(&a, line, &w, NULL) == OK && w.n > 1 &&
	    (cmd_find(&a, w.v, w.n, &d, &used, NULL) == OK ||
		(str_is(w.v[0], "open") && screen_named(w.v[1]) != NULL));

	arena_done(&a);
	return there;
}

const char *
app_later(const char *words)
{
	for (size_t i = 0; i < countof(later); i++)
		if (strcmp(words, later[i].words) == 0 &&
		    !is_there(str_of(words)))
			return _(later[i].why);
	return NULL;
}

/* Before somebody signed in the console only helps. */
static bool
for_anybody(struct str word)
{
	static const char *const words[] = { "help", "keys", "messages", "back",
		"redraw", "suspend", "quit", "sign-in", "move" };

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

void
app_say_keyed(struct app *app, struct str line)
{
	struct arena a = { 0 };
	struct str word = STR_NONE, rest = str_copy(&a, line);
	const char *why = app_later(rest.s);

	str_next(&a, &rest, ' ', &word);
	if (id_none(app->me.id) && !for_anybody(word))
		why = _("Sign in first.");
	if (why == NULL && app_word_find(word) == NULL) {
		buf_reset(&app->last);
		buf_str(&app->last, line);
	}
	arena_done(&a);
	if (why != NULL)
		app_note(app, LOOK_NO, "%s", why);
	else
		app_say(app, line);
}
