/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - the bottom line while something is typed in it: a command after
 * `:`, a filter after `/`, an argument that was missing.
 */
#include "app/app.h"

#include <errno.h>
#include <unistd.h>

#include "app/expand.h"
#include "app/option.h"
#include "base/log.h"
#include "base/secret.h"

/* ---- open and close ----------------------------------------------------- */

static void
begin(struct app *app, int kind, struct str text, bool secret)
{
	app->prompt.kind = kind;
	app->prompt.walking = false;
	app->prompt.secret = secret;
	app->prompt.back = false;
	app->prompt.keyed = false;
	app->prompt.refused[0] = '\0';
	prompt_open(text, secret);
	hints_look(app);
	app->draw = true;
}

static void
leave(struct app *app)
{
	prompt_close();
	hints_done(&app->prompt.hints);
	app->prompt.kind = PROMPT_OFF;
}

void
app_prompt(struct app *app, int kind, struct str text)
{
	begin(app, kind, text, false);
}

void
app_ask(struct app *app, struct str line, const struct arg_def *missing)
{
	struct prompt *q = &app->prompt;

	snprintf(q->label, sizeof(q->label),
	    " %s: ", field_word(missing->name));
	buf_reset(&q->words);
	buf_printf(&q->words, "%s %s=", line.s, missing->name.s);
	begin(app, PROMPT_ARG, STR_NONE,
	    strcmp(missing->type->name, "secret") == 0);
}

/* The words before the last, each as it must be typed, and NAME=. */
static void
begin_line(struct buf *line, const struct words *w, struct str name)
{
	buf_reset(line);
	for (size_t i = 0; i + 1 < w->n; i++) {
		if (strpbrk(w->v[i].s, " \t\n\"\\'") == NULL)
			buf_str(line, w->v[i]);
		else
			buf_quoted(line, w->v[i]);
		buf_c(line, ' ');
	}
	buf_printf(line, "%s=", name.s);
}

void
app_ask_last(struct app *app, struct str line)
{
	struct prompt *q = &app->prompt;
	struct arena a = { 0 };
	struct words w = { 0 };
	const char *is;
	struct str name;

	if (cmd_split(&a, line, &w, NULL) == OK && w.n > 0 &&
	    (is = strchr(w.v[w.n - 1].s, '=')) != NULL) {
		name = str_copyn(&a, w.v[w.n - 1].s,
		    (size_t)(is - w.v[w.n - 1].s));
		snprintf(q->label, sizeof(q->label), " %s: ", field_word(name));
		begin_line(&q->words, &w, name);
		begin(app, PROMPT_ARG, str_of(is + 1), false);
		q->keyed = true;
	}
	arena_done(&a);
}

void
app_prompt_done(struct app *app)
{
	leave(app);
	buf_done(&app->prompt.words);
}

/* ---- the past ----------------------------------------------------------- */

/* A file for each person; two centres never give two people one id. */
void
app_past(struct app *app)
{
	struct arena a = { 0 };
	struct fault f = { .code = OK };
	struct str path = option_path(&a, "XDG_STATE_HOME", ".local/state",
	    str_printf(&a, "history/%s", app->me.id.s).s);

	if (path.len > 0)
		option_folders(&a, path);
	if (prompt_past(path.s, &f) != OK)
		log_warn("prompt.past error=%s", f.text);
	arena_done(&a);
}

static bool
has_secret(const struct args *args, struct str name)
{
	for (size_t i = 0; i < args->n; i++)
		if (strcmp(args->def[i].type->name, "secret") == 0 &&
		    (name.len == 0 || str_eq(args->def[i].name, name)))
			return true;
	return false;
}

/* A command that is misspelt: does a word give what is a secret to another? */
static bool
may_be_secret(struct arena *a, const struct words *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const char *is = strchr(w->v[i].s, '=');
		struct str name;

		if (is == NULL || is == w->v[i].s)
			continue;
		name = str_copyn(a, w->v[i].s, (size_t)(is - w->v[i].s));
		for (cmd_each(d)) {
			struct args *args = NEW(a, struct args);

			if (args_spec(a, d->args, d->writes, args, NULL) ==
				OK &&
			    has_secret(args, name))
				return true;
		}
	}
	return false;
}

/* Does this line carry something that nobody may read later? *known: it is
 * the words of a command at all. */
static bool
is_secret(struct arena *a, struct str line, bool *known)
{
	struct args *args = NEW(a, struct args);
	const struct cmd_def *d;
	struct words w = { 0 };
	size_t used;

	*known = false;
	if (cmd_split(a, line, &w, NULL) != OK || w.n == 0)
		return false;
	*known = app_word_find(w.v[0]) != NULL ||
	    (w.n == 1 && app_number_of(w.v[0]) != NULL);
	if (*known)
		return str_is(w.v[0], "sign-in");
	if (cmd_find(a, w.v, w.n, &d, &used, NULL) != OK)
		return may_be_secret(a, &w);
	if (args_spec(a, d->args, d->writes, args, NULL) != OK)
		return false;
	*known = true;
	return has_secret(args, STR_NONE) && w.n > used;
}

/* A line that is no command stays until one leaves, to be mended: in a file
 * it might be a password that was meant for another command. */
static void
remember(struct app *app, struct str line)
{
	struct fault f = { .code = OK };
	struct arena a = { 0 };
	bool known;

	if (!is_secret(&a, line, &known) && prompt_keep(line, known, &f) != OK)
		app_fault(app, &f);
	arena_done(&a);
}

bool
app_prompt_secret(const struct app *app)
{
	struct arena a = { 0 };
	bool known, secret = app->prompt.secret;

	if (app->prompt.kind == PROMPT_WORDS)
		secret = is_secret(&a, prompt_text(), &known);
	arena_done(&a);
	return secret;
}

/* ---- done --------------------------------------------------------------- */

static void
apply(struct app *app, struct str words)
{
	struct view *v = app_view(app);
	struct arena a = { 0 };

	words = str_copy(&a, words); /* it may be the one before */
	arena_reset(&v->args);
	v->s.arg.text = str_copy(&v->args, words);
	v->filtered = words.len > 0;
	arena_done(&a);
	view_load(app, v);
}

static void
filter(struct app *app)
{
	apply(app, prompt_text());
}

void
app_filter(struct app *app, struct str words)
{
	app_view(app)->judge = true;
	apply(app, words);
}

struct str
app_mistake(const struct view *v)
{
	return v->s.model != NULL && v->s.def->mistake != NULL
	    ? v->s.def->mistake(&v->s)
	    : STR_NONE;
}

/* Words that do not read filter nothing: they stay open, to be mended. */
static bool
mistaken(struct app *app)
{
	struct str why = app_mistake(app_view(app));

	if (why.len > 0)
		snprintf(app->prompt.refused, sizeof(app->prompt.refused), "%s",
		    why.s);
	return why.len > 0;
}

void
app_filter_loaded(struct app *app, struct view *v)
{
	bool judge = v->judge && !v->loading;

	v->judge = v->judge && v->loading;
	if (!judge || v != app_view(app) || app->prompt.kind != PROMPT_OFF ||
	    app_mistake(v).len == 0)
		return;
	v->filtered = true;
	app_prompt(app, PROMPT_FILTER, v->s.arg.text);
	(void)mistaken(app);
}

/* The words so far with the answer as one more. */
/* A file that is to be read and is not there is told where it was typed. */
static bool
no_file(struct app *app, struct arena *a, struct str text)
{
	const struct arg_def *d = app->prompt.hints.spot.arg;
	struct fault f = { .code = OK };
	struct str path = text;

	if (d == NULL || strcmp(d->type->name, "file") != 0)
		return false;
	if (arg_file(a, &path, &f) == OK && access(path.s, R_OK) != 0)
		(void)fail(&f, ERR_IO, _("%s cannot be read: %s"), text.s,
		    strerror(errno));
	app_wrong(app, f.text);
	return f.code != OK;
}

void
app_wrong(struct app *app, const char *why)
{
	snprintf(app->prompt.refused, sizeof(app->prompt.refused), "%s", why);
}

void
app_answered(struct app *app, struct str text)
{
	struct buf line = { 0 };

	buf_str(&line, buf_view(&app->prompt.words));
	buf_quoted(&line, text);
	if (app->prompt.keyed)
		remember(app, buf_view(&line));
	leave(app);
	app_say_keyed(app, buf_view(&line));
	secret_wipe(line.s, line.len);
	buf_done(&line);
}

/* The cursor goes behind the word that names nothing, so that Tab mends it. */
static void
point_at(struct app *app, struct arena *a, struct str line, struct str first)
{
	size_t at = strcspn(line.s, " ");

	/* The noun is one: it is the verb. */
	if (at < line.len && app_is_noun(a, first))
		at += 1 + strcspn(line.s + at + 1, " ");
	prompt_move(at);
	hints_look(app);
}

/* Words that name nothing keep the line open, to be mended. */
static bool
refused(struct app *app, struct arena *a, struct str line)
{
	struct fault f = { .code = OK };
	const struct cmd_def *d;
	struct words w = { 0 };
	size_t used;

	if (cmd_split(a, line, &w, &f) == OK &&
	    (w.n == 0 || app_word_find(w.v[0]) != NULL ||
		(w.n == 1 && app_number_of(w.v[0]) != NULL) ||
		cmd_find(a, w.v, w.n, &d, &used, &f) == OK))
		return false;
	app_fault(app, &f);
	point_at(app, a, line, w.n > 0 ? w.v[0] : STR_NONE);
	snprintf(app->prompt.refused, sizeof(app->prompt.refused), "%s",
	    app->prompt.hints.v.n == 1
		? str_printf(a, _("No '%s'. '%s'? Tab completes it."),
		      app->prompt.hints.begun.s,
		      app->prompt.hints.v.v[0].word.s)
		      .s
		: f.text);
	return true;
}

static void
entered(struct app *app)
{
	struct arena a = { 0 };
	struct str text = str_copy(&a, prompt_text());
	int kind = app->prompt.kind;

	if (kind == PROMPT_ARG) {
		if (!no_file(app, &a, text) && app_known(app, &a, text))
			app_answered(app, text);
		secret_wipe((char *)(uintptr_t)text.s, text.len);
	} else if (kind == PROMPT_FILTER) {
		if (!mistaken(app))
			leave(app);
	} else if (!refused(app, &a, text)) {
		remember(app, text);
		leave(app);
		if (text.len > 0)
			app_say_keyed(app, text);
	} else {
		remember(app, text);
	}
	arena_done(&a);
}

/* Left by a key that goes elsewhere: what was typed is in the past. */
static void
left(struct app *app)
{
	struct prompt *q = &app->prompt;
	struct buf line = { 0 };

	if (q->kind == PROMPT_ARG && !q->secret && prompt_text().len > 0) {
		buf_str(&line, buf_view(&q->words));
		buf_quoted(&line, prompt_text());
	} else if (q->kind == PROMPT_WORDS) {
		buf_str(&line, prompt_text());
	}
	if (line.len > 0) {
		remember(app, buf_view(&line));
		app_note(app, LOOK_DRAFT,
		    _("The line is kept: : and then Up bring it back."));
	}
	leave(app);
	secret_wipe(line.s, line.len);
	buf_done(&line);
}

static void
escaped(struct app *app)
{
	if (app->prompt.kind == PROMPT_FILTER) {
		prompt_open(STR_NONE, false);
		filter(app);
		leave(app);
	} else {
		left(app);
	}
}

/* F10 does it, as everywhere. */
static bool
does(const struct app *app, const struct key *k)
{
	return k->code == KEY_ENTER ||
	    (k->code == KEY_F(10) && app->prompt.kind != PROMPT_FILTER);
}

/* ---- keys --------------------------------------------------------------- */

/* Tab, Enter and the arrows, when there is something to choose from. */
static bool
choose(struct app *app, const struct key *k)
{
	struct prompt *q = &app->prompt;

	if (q->kind == PROMPT_FILTER && k->code == KEY_TAB &&
	    (q->hints.v.n > 0 || q->hints.asking)) {
		hints_take(app);
		filter(app);
		return true;
	}
	if (q->kind == PROMPT_FILTER || (q->hints.v.n == 0 && !q->hints.asking))
		return false;
	if (k->code == KEY_TAB || (k->code == KEY_ENTER && q->hints.picked)) {
		q->refused[0] = '\0';
		hints_take(app);
		return true;
	}
	if (q->walking || prompt_text().len == 0)
		return false;
	if (k->code == KEY_UP || k->code == KEY_DOWN)
		return hints_move(app, k->code == KEY_UP ? -1 : 1);
	return false;
}

static bool
edit(struct app *app, const struct key *k)
{
	struct prompt *q = &app->prompt;
	enum prompt_got got;

	if (k->code == KEY_PASTE &&
	    prompt_text().len + k->text.len > PROMPT_MAX) {
		snprintf(q->refused, sizeof(q->refused), "%s",
		    _("There is no room for all of it here; nothing was put "
		      "in."));
		return true;
	}
	if ((got = prompt_key(k)) == PROMPT_NOT)
		return false;
	q->walking = k->code == KEY_UP || k->code == KEY_DOWN;
	q->refused[0] = '\0';
	q->back = false;
	if (got == PROMPT_CHANGED && q->kind == PROMPT_FILTER)
		filter(app);
	hints_look(app);
	return true;
}

/* "T-18", at the end of what is typed: numbers are not completed. */
static bool
is_number(struct str text)
{
	const char *at = strrchr(text.s, ' ');

	at = at != NULL ? at + 1 : text.s;
	return (*at == 'T' || *at == 't') && at[1] == '-' &&
	    at[2 + strspn(at + 2, "0123456789")] == '\0';
}

/* Tab with nothing to complete by says so. */
static void
nothing_fits(struct app *app)
{
	struct prompt *q = &app->prompt;
	struct str text = prompt_text();

	if (q->kind == PROMPT_FILTER || text.len == 0)
		return;
	snprintf(q->refused, sizeof(q->refused), "%s",
	    is_number(text)
		? _("A ticket's number is typed whole.")
		: _("Nothing begins like that; Ctrl-U empties the line."));
}

bool
app_prompt_key(struct app *app, const struct key *k)
{
	app->draw = true;
	if (k->code == KEY_CTRL('T') && !app_prompt_secret(app) &&
	    app->prompt.kind != PROMPT_FILTER) {
		expand_prompt(app);
		return true;
	}
	if (choose(app, k) || edit(app, k))
		return true;
	if (k->code == KEY_TAB) {
		nothing_fits(app);
		return true;
	}
	if (k->code == KEY_ESC)
		escaped(app);
	else if (does(app, k))
		entered(app);
	else if (k->code == KEY_F(1))
		app_help_typed(app);
	else if (k->code < KEY_F(1) || k->code > KEY_F(12))
		return k->code != KEY_CTRL('Z') && k->code != KEY_CTRL('L') &&
		    k->code != KEY_BAD;
	else {
		left(app); /* an F key goes on from anywhere */
		return false;
	}
	return true;
}

/* ---- drawing ------------------------------------------------------------ */

static int
prompt_rows(const struct app *app)
{
	return app->prompt.kind == PROMPT_OFF ? 0 : hints_rows(app);
}

void
app_prompt_draw(struct app *app, const struct pane *p, int at)
{
	struct prompt *q = &app->prompt;
	int rows = prompt_rows(app);
	struct pane in = pane_part(p, at - rows, 0, rows, p->columns);

	if (rows > 0)
		hints_draw(app, &in);
	if (q->back) {
		pane_fill(p, at - rows - 1, 0, p->columns, LOOK_TEXT);
		pane_text(p, at - rows - 1, 1, LOOK_DRAFT,
		    theme_sign(term_symbols(), SIGN_DRAFT));
		pane_field(p, at - rows - 1, 3, p->columns - 4, LOOK_TEXT,
		    str_of(_("You are back. This line was being typed: Enter "
			     "does it, Esc leaves it.")));
	}
	if (q->refused[0] != '\0') {
		pane_fill(p, at - 1, 0, p->columns, LOOK_TEXT);
		pane_field(p, at - 1, 1, p->columns - 2, LOOK_LATE,
		    str_of(q->refused));
	}
	prompt_draw(p, at,
	    q->kind == PROMPT_ARG	   ? q->label
		: q->kind == PROMPT_FILTER ? "/"
					   : ":");
}

static const struct key_def prompt_keys[] = {
	{ "<Tab>", "", N_("complete") },
	{ "<Up><Down>", "", N_("choose") },
	{ "<Enter>", "", N_("do it") },
	{ "<C-u>", "", N_("clear") },
	{ "<Esc>", "", N_("leave") },
	{ 0 },
};

const struct key_def *
app_prompt_keys(void)
{
	return prompt_keys;
}
