/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.c - help built from the tables of keys, words and commands, and what
 * was said so far; all of it is read in the same screen.
 */
#include "app/app.h"

#include "ui/cell.h"

#include "app/keys.h"
#include "base/utf8.h"
#include "cmd/help.h"
#include "screens/say.h"

static void
read_as(struct app *app, char kind, const char *title, struct buf *b)
{
	struct buf whole = { 0 };

	buf_printf(&whole, "%c%s\n", kind, title);
	buf_str(&whole, buf_view(b));
	view_open(app, "text", ID_NONE, buf_view(&whole), false);
	buf_done(&whole);
	buf_done(b);
}

void
app_read(struct app *app, const char *title, struct buf *b)
{
	read_as(app, TEXT_TITLE, title, b);
}

static void
explain_as(struct app *app, const char *title, struct buf *b)
{
	read_as(app, TEXT_HELP, title, b);
}

static void
pad(struct buf *b, size_t from, int columns)
{
	struct str row = { b->s + from, b->len - from };
	int wide = cell_columns(row);

	do
		buf_c(b, ' ');
	while (++wide < columns);
}

/* ---- keys --------------------------------------------------------------- */

/* What the words do, in one sentence out of the table they are in. */
static const char *
help_of(struct arena *a, const char *words)
{
	const struct cmd_def *d;
	const struct app_word *m;
	struct words w = { 0 };
	size_t used;

	if (cmd_split(a, str_of(words), &w, NULL) != OK || w.n == 0)
		return "";
	if ((m = app_word_find(w.v[0])) != NULL) {
		const struct screen_def *s = w.n > 1 && str_is(w.v[0], "open")
		    ? screen_named(w.v[1])
		    : NULL;

		return s != NULL      ? _(s->title)
		    : m->help != NULL ? _(m->help)
				      : "";
	}
	return cmd_find(a, w.v, w.n, &d, &used, NULL) == OK ? _(d->help) : "";
}

/* Keys that are told in one row: of the same words, and all that go to tabs. */
static bool
is_same(const struct key_def *x, const struct key_def *y)
{
	return strcmp(x->words, y->words) == 0 ||
	    (strncmp(x->words, "tab ", 4) == 0 &&
		strncmp(y->words, "tab ", 4) == 0);
}

/* Is a row before this one told with it? */
static bool
is_told(const struct key_def *map, const struct key_def *d)
{
	for (; map != d; map++)
		if (is_same(map, d))
			return true;
	return false;
}

/* "F2 gf", all keys of the table that say these words. */
static void
add_keys(struct arena *a, struct buf *b, const struct key_def *d)
{
	const struct key_def *first = d;

	for (; d->keys != NULL; d++) {
		if (!is_same(d, first) ||
		    (strncmp(d->words, "tab ", 4) == 0 &&
			strchr("23456789", d->words[4]) != NULL))
			continue;
		buf_printf(b, " %s", key_shown(a, d->keys).s);
		if (strcmp(d->words, "tab 1") == 0)
			buf_z(b, "-g9");
	}
}

/* A row of a screen's own key without a word is another key of the next. */
static bool
is_twin(const struct key_def *d)
{
	return d->words[0] == '\0' && d->label == NULL && d[1].keys != NULL &&
	    d[1].words[0] == '\0';
}

/* "h <- l ->", as above. */
static const struct key_def *
add_twins(struct arena *a, struct buf *b, const struct key_def *d)
{
	for (; is_twin(d); d++)
		buf_printf(b, " %s", key_shown(a, d->keys).s);
	buf_printf(b, " %s", key_shown(a, d->keys).s);
	return d;
}

/* What it does, whole: the short word where the sentence has no room, or where
 * there is none but the name of a screen. F6 is no command but the way to
 * one. */
static const char *
what_of(struct arena *a, const struct key_def *d, int width)
{
	const char *what = help_of(a, d->words);
	bool fits = cell_fits(str_of(what), width) &&
	    strncmp(d->words, "open ", 5) != 0;

	if (app_later(d->words) != NULL)
		return _("Refer to another team");
	if (strcmp(d->words, "ticket edit priority") == 0)
		return _("Give another priority");
	return (what[0] == '\0' || !fits) && d->label != NULL ? meant(d->label)
							      : what;
}

const char *
app_typed_as(const char *words)
{
	static const struct {
		const char *key, *typed;
	} forms[] = { { "ticket refer", "referral send" },
		{ "callback missed", "callback done reached=no" },
		{ "ticket edit priority", "ticket edit priority=" } };

	for (size_t i = 0; i < countof(forms); i++)
		if (strcmp(forms[i].key, words) == 0)
			return forms[i].typed;
	return words;
}

static bool
has_key(const struct key_def *map, const char *keys)
{
	for (; map != NULL && map->keys != NULL; map++)
		if (strcmp(map->keys, keys) == 0)
			return true;
	return false;
}

/* `but`: what was told above it; NULL for none. */
static void
add_map(struct buf *b, const struct key_def *map, const struct key_def *but,
    int columns)
{
	int width = columns >= 100 ? 44 : 34;

	for (const struct key_def *d = map; d != NULL && d->keys; d++) {
		struct arena a = { 0 };
		size_t from = b->len;
		const char *what;

		if (strcmp(d->words, "none") == 0 || has_key(but, d->keys) ||
		    (d->words[0] != '\0' && is_told(map, d)))
			continue;
		buf_z(b, "  ");
		if (d->words[0] != '\0')
			add_keys(&a, b, d);
		else
			d = add_twins(&a, b, d);
		pad(b, from, 14);
		what = what_of(&a, d, width);
		buf_str(b, utf8_cut(&a, str_of(what), width));
		pad(b, from, 14 + width + 1);
		if (d->words[0] != '\0')
			buf_printf(b, ":%s", app_typed_as(d->words));
		buf_c(b, '\n');
		arena_done(&a);
	}
}

/* Is this row told at all, and not with one before it? */
static bool
is_worth(const struct key_def *map, const struct key_def *d)
{
	return strcmp(d->words, "none") != 0 && d->words[0] != '\0' &&
	    !is_told(map, d);
}

enum { CELL = 39, CELL_KEYS = 14 }; /* columns of a key and its meaning */

/* Several keys in a row, without their words: g? has those. What needs more
 * room than one place takes two. */
static void
add_compact(struct buf *b, const struct key_def *map, int columns)
{
	int across = columns / CELL < 2 ? 1 : columns / CELL, at = 0;

	for (const struct key_def *d = map; d != NULL && d->keys; d++) {
		struct arena a = { 0 };
		size_t from;
		const char *what;
		int takes;

		if (!is_worth(map, d))
			continue;
		what = d->label != NULL ? meant(d->label)
					: what_of(&a, d, 2 * CELL - CELL_KEYS);
		takes =
		    across > 1 && !cell_fits(str_of(what), CELL - CELL_KEYS - 2)
		    ? 2
		    : 1;
		if (at + takes > across) {
			buf_c(b, '\n');
			at = 0;
		}
		from = b->len;
		buf_c(b, ' ');
		add_keys(&a, b, d);
		pad(b, from, CELL_KEYS);
		buf_str(b,
		    utf8_cut(&a, str_of(what), takes * CELL - CELL_KEYS - 2));
		at += takes;
		if (at < across)
			pad(b, from, takes * CELL);
		arena_done(&a);
	}
	buf_c(b, '\n');
}

void
app_keys(struct app *app, struct str arg)
{
	const struct key_def *map;
	struct buf b = { 0 };
	const char *name;

	(void)arg;
	buf_printf(&b,
	    _("A key means what its words say after the : key. Another one is "
	      "given in the option file:\n  key inbox x = ticket resolve\n"));
	for (size_t i = 0; keys_context(i, &name, &map); i++) {
		if (map == NULL || map->keys == NULL)
			continue;
		buf_printf(&b, "\n%s\n", name);
		add_map(&b, map, NULL, app->columns);
	}
	explain_as(app, _("All keys"), &b);
}

struct str
app_key_for(const struct app *app, struct arena *a, const char *words)
{
	const struct key_def *maps[KEYS_MAPS];
	const struct view *v = app_view(app);

	keys_maps(&v->s, false, app_subject(app).kind, maps);
	for (const struct key_def **map = maps; *map != NULL; map++)
		for (const struct key_def *d = *map; d->keys != NULL; d++)
			if (strcmp(d->words, words) == 0)
				return key_shown(a, d->keys);
	return STR_NONE;
}

/* ---- this screen -------------------------------------------------------- */

static void
add_signs(struct buf *b)
{
	static const struct {
		enum sign sign;
		const char *means;
	} told[] = {
		{ SIGN_OK, N_("fine") },
		{ SIGN_HALF, N_("half used") },
		{ SIGN_SOON, N_("under a quarter left") },
		{ SIGN_LATE, N_("late") },
		{ SIGN_PAUSED, N_("waits") },
		{ SIGN_CLOSED, N_("out of hours") },
		{ SIGN_MET, N_("done") },
		{ SIGN_NEW, N_("not seen yet") },
		{ SIGN_DRAFT, N_("your draft") },
		{ SIGN_SEEN, N_("somebody is in it") },
	};

	buf_printf(b, "\n%s", _("The sign before a ticket:"));
	for (size_t i = 0; i < countof(told); i++)
		buf_printf(b, "  %s %s",
		    theme_sign(term_symbols(), told[i].sign).s,
		    _(told[i].means));
	buf_printf(b, "\n%s\n",
	    _("Time left counts the hours of the team; 1d is a working day "
	      "of it."));
}

/* How any form is written. */
static void
add_form(struct buf *b)
{
	buf_printf(b, "\n%s\n%s\n",
	    _("Enter and Tab go to the next field, Up and Shift-Tab to the one "
	      "before; Ctrl-U empties it. * must be filled in. A choice is "
	      "taken by its number, its code or a few letters."),
	    _("Esc goes back and keeps what was written as a draft; F10 sends "
	      "it."));
}

static void
add_writing(struct buf *b)
{
	buf_printf(b, "\n%s\n",
	    _("Where text is written, Ctrl-T makes the short code before the "
	      "cursor its text, or shows the texts that fit; Ctrl-X u takes "
	      "back what was typed last."));
}

/* What the key line has just now first, then what there is besides. */
static void
add_own(struct buf *b, const struct screen *s, int columns)
{
	const struct key_def *now =
	    s->def->line_keys != NULL && s->model != NULL
	    ? keys_in_force(s->def->line_keys(s))
	    : NULL;

	if (now != NULL)
		add_map(b, now, NULL, columns);
	add_map(b, keys_in_force(s->def->keys), now, columns);
}

static void
this_screen(struct app *app)
{
	struct view *v = app_view(app);
	struct buf b = { 0 };

	if (strcmp(v->s.def->name, "text") == 0)
		return;
	buf_printf(&b, "%s\n%s\n", _(v->s.def->title),
	    v->s.def->about != NULL ? _(v->s.def->about) : "");
	if (v->s.def->list != NULL && v->s.def->subject != NULL)
		add_signs(&b);
	if (v->s.def->once && v->s.def->draft != NULL && !v->s.def->seeks)
		add_form(&b);
	if (v->s.def->edit != NULL)
		add_writing(&b);
	buf_printf(&b, "\n%s\n", _("THIS SCREEN"));
	add_own(&b, &v->s, app->columns);
	if (v->s.def->list != NULL) {
		buf_printf(&b, _("\nLISTS\n"));
		add_compact(&b, keys_in_force(list_keys), app->columns);
	}
	if (id_none(app->me.id)) {
		explain_as(app, _(v->s.def->title), &b);
		return;
	}
	buf_printf(&b, _("\nEVERYWHERE\n"));
	add_compact(&b, keys_in_force(global_keys), app->columns);
	buf_printf(&b, "\n%s\n",
	    _(":help NOUN VERB explains a command, :help all lists them, g? "
	      "shows every key, :options what can be set."));
	explain_as(app, _(v->s.def->title), &b);
}

/* ---- a command ---------------------------------------------------------- */

static void
add_words(struct buf *b)
{
	buf_printf(b, "\n%s\n", _("ONLY IN THE CONSOLE"));
	for (const struct app_word *w = app_words; w->word != NULL; w++) {
		size_t from = b->len;

		if (w->help == NULL)
			continue;
		buf_printf(b, "   :%s %s", w->word,
		    w->args != NULL ? _(w->args) : "");
		pad(b, from, 28);
		buf_printf(b, "%s\n", _(w->help));
	}
}

static void
add_commands(struct arena *a, struct buf *b, struct str noun)
{
	for (cmd_each(d)) {
		size_t from = b->len;

		if (d->hidden || d->needs != NEED_DB ||
		    (noun.len > 0 && !str_eq(cmd_noun(a, d), noun)))
			continue;
		buf_printf(b, "   :%s", d->name);
		pad(b, from, 28);
		buf_printf(b, "%s\n", _(d->help));
	}
}

bool
app_is_noun(struct arena *a, struct str word)
{
	for (cmd_each(d))
		if (cmd_verb(d).len > 0 && str_eq(cmd_noun(a, d), word))
			return true;
	return false;
}

static enum err
explain(struct arena *a, const struct words *w, struct buf *b, struct fault *f)
{
	const struct app_word *m = app_word_find(w->v[0]);
	const struct cmd_def *d;
	size_t used;
	enum err rc;

	if (m != NULL && m->help != NULL) {
		buf_printf(b, ":%s %s\n\n%s.\n", m->word,
		    m->args != NULL ? _(m->args) : "", _(m->help));
		return OK;
	}
	if (w->n == 1 && app_is_noun(a, w->v[0])) {
		add_commands(a, b, w->v[0]);
		return OK;
	}
	rc = cmd_find(a, w->v, w->n, &d, &used, f);
	return rc == OK ? help_row(a, d, b, f) : rc;
}

static void
help_on(struct app *app, struct str text)
{
	struct arena a = { 0 };
	struct fault f = { .code = OK };
	struct buf b = { 0 };
	struct words w = { 0 };
	enum err rc = cmd_split(&a, text, &w, &f);

	if (rc == OK && w.n == 0) {
		buf_printf(&b, "%s\n", _("COMMANDS, after the : key"));
		add_commands(&a, &b, STR_NONE);
		add_words(&b);
	} else if (rc == OK) {
		rc = explain(&a, &w, &b, &f);
	}
	if (rc == OK)
		explain_as(app, text.len > 0 ? text.s : _("Commands"), &b);
	else
		app_fault(app, &f);
	buf_done(&b);
	arena_done(&a);
}

void
app_help(struct app *app, struct str arg)
{
	if (arg.len > 0)
		help_on(app, str_is(arg, "all") ? STR_NONE : arg);
	else
		this_screen(app);
}

/* The command being typed: all of its name, or what no other begins with. */
static struct str
typed_name(const struct hints *h, struct arena *a)
{
	const struct cmd_def *d = h->spot.row;
	struct words w = { 0 };
	size_t used;

	if (d == NULL &&
	    (cmd_split(a, h->before, &w, NULL) != OK || w.n == 0 ||
		cmd_find(a, w.v, w.n, &d, &used, NULL) != OK))
		return STR_NONE;
	return str_of(d->name);
}

void
app_help_typed(struct app *app)
{
	struct arena a = { 0 };
	struct str name = typed_name(&app->prompt.hints, &a);

	app_prompt_done(app);
	help_on(app, name);
	arena_done(&a);
}

/* ---- what was said, what is open ---------------------------------------- */

void
app_messages(struct app *app, struct str arg)
{
	size_t n = app->nnotes < MESSAGES ? app->nnotes : MESSAGES;
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)arg;
	for (size_t i = 0; i < n; i++) {
		const struct note *one =
		    &app->notes[(app->nnotes - 1 - i) % MESSAGES];
		struct zone_time t = say_local(one->at);

		buf_printf(&b, "%s %02d:%02d:%02d  %s\n",
		    say_date(&a, one->at, clock_now(app->clock)).s, t.hour,
		    t.minute, t.second, one->text);
	}
	if (n == 0)
		buf_printf(&b, _("No messages so far.\n"));
	app_read(app, _("Messages"), &b);
	arena_done(&a);
}

void
app_tabs(struct app *app)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < app->ntabs; i++) {
		const struct view *v = app->tabs[i];
		struct str label = v->name.len > 0 || v->s.def->label != NULL
		    ? view_label(v)
		    : STR_NONE;

		buf_printf(&b, " g%zu%s  %s  " STR_FMT "\n", i + 1,
		    i == app->tab ? " <" : "  ", _(v->s.def->title),
		    STR_ARG(label));
	}
	app_read(app, _("Tabs"), &b);
}
