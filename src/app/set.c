/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * set.c - what the options make of the console, and changing them while it
 * runs: at once, and kept in the option file.
 */
#include "app/app.h"

#include "app/speak.h"
#include "base/utf8.h"

static bool
is_on(const struct option_set *o, const char *name)
{
	return str_is(option_get(o, name), "yes");
}

/* ---- to the terminal ---------------------------------------------------- */

/* "15;0": the last number is the background, and 7 and 15 are light. */
static bool
says_light(const char *colours)
{
	const char *last = colours != NULL ? strrchr(colours, ';') : NULL;

	return last != NULL &&
	    (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}

static enum theme
pick_theme(struct str name)
{
	if (str_is(name, "auto"))
		return says_light(getenv("COLORFGBG")) ? THEME_LIGHT
						       : THEME_DARK;
	return str_is(name, "light") ? THEME_LIGHT
	    : str_is(name, "mono")   ? THEME_MONO
				     : THEME_DARK;
}

static int
pick_symbols(struct str name)
{
	return str_is(name, "full") ? SYMBOLS_FULL
	    : str_is(name, "plain") ? SYMBOLS_PLAIN
	    : str_is(name, "ascii") ? SYMBOLS_ASCII
				    : -1;
}

struct term_options
option_term(const struct option_set *o)
{
	return (struct term_options){
		.theme = pick_theme(option_get(o, "theme")),
		.symbols = pick_symbols(option_get(o, "symbols")),
		.colour = true,
	};
}

void
app_size(struct app *app)
{
	int64_t most = 0;

	term_size(&app->rows, &app->columns);
	if (str_int(option_get(app->options, "width"), &most) && most >= 40 &&
	    app->columns > most)
		app->columns = (int)most;
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			view_fit(app, v);
	app->draw = true;
}

void
app_apply(struct app *app)
{
	struct term_options t = option_term(app->options);
	const char *name = getenv("TERM");

	t.colour = !app->without_colour;
	term_apply(&t, str_is(option_get(app->options, "cursor"), "mark"));
	term_mouse(is_on(app->options, "mouse"));
	app->keys.latin1 = is_on(app->options, "latin1");
	app->keys.sco = is_on(app->options, "sco-keys");
	app->keys.rxvt = name != NULL && strncmp(name, "rxvt", 4) == 0;
	app_size(app);
}

/* ---- the settings screen ------------------------------------------------ */

static const char *
from_of(const struct option_set *o, size_t i)
{
	return option_built_in(o, options[i].name) ? _("built in")
						   : o->from[i].s;
}

/* One line an option, its parts with tabs between: screens/settings.c. */
static void
describe(const struct option_set *o, struct buf *b)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < noptions; i++) {
		if (!options[i].console)
			continue;
		buf_printf(b, "%s\t%s\t%s\t%s\t%s\t%s\n", options[i].name,
		    o->value[i].s, option_range(&a, &options[i]).s,
		    from_of(o, i), _(options[i].help), _(options[i].title));
	}
	arena_done(&a);
}

void
app_settings(struct app *app)
{
	struct buf b = { 0 };

	describe(app->options, &b);
	view_open(app, "settings", ID_NONE, buf_view(&b), true);
	buf_done(&b);
}

/* The values changed: those on the screen too. */
static void
refresh(struct app *app)
{
	struct buf b = { 0 };

	describe(app->options, &b);
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (strcmp(v->s.def->name, "settings") == 0) {
				arena_reset(&v->args);
				v->s.arg.text =
				    str_copy(&v->args, buf_view(&b));
			}
	buf_done(&b);
}

/* ---- changing ----------------------------------------------------------- */

static const struct option_def *
named(struct str name)
{
	for (size_t i = 0; i < noptions; i++)
		if (str_is(name, options[i].name))
			return &options[i];
	return NULL;
}

static void
speak_now(struct app *app, struct str language)
{
	if (language.len > 0)
		speak(language);
	else
		speak_as(app->me.lang);
}

/* In force at once; then in the file. */
static void
change(struct app *app, struct str name, struct str value)
{
	struct fault f = { .code = OK };
	struct arena a = { 0 };
	struct str file = app->options->file;

	if (option_put(app->options, name, value, STR("set"), &f) != OK) {
		app_fault(app, &f);
		return;
	}
	if (str_is(name, "language"))
		speak_now(app, value);
	app_apply(app);
	if (option_save(app->options, name, value, &f) != OK) {
		app_fault(app, &f);
	} else {
		if (option_put(app->options, name, value, file, &f) != OK)
			app_fault(app, &f);
		app_note(app, LOOK_GOOD, _("%s is %s now; kept in %s"), name.s,
		    value.len > 0 ? value.s : _("empty"), file.s);
	}
	refresh(app);
	arena_done(&a);
}

void
app_set(struct app *app, struct str arg)
{
	struct arena a = { 0 };
	struct str rest = arg, name = STR_NONE;
	const struct option_def *d;
	struct fault f = { .code = OK };
	enum err rc;

	str_next(&a, &rest, ' ', &name);
	d = named(name);
	rc = d == NULL ? option_check(app->options, name, rest, STR("set"), &f)
		       : OK;
	if (rc != OK)
		app_fault(app, &f);
	else if (!d->console)
		app_note(app, LOOK_NO,
		    _("%s is read when the program starts: write '%s = VALUE' "
		      "in %s, or start it with --%s"),
		    d->name, d->name, app->options->file.s, d->name);
	else if (rest.len == 0)
		app_prompt(app, PROMPT_WORDS,
		    str_printf(&a, "set %s ", d->name));
	else
		change(app, name,
		    str_is(rest, "\"\"") ? STR_NONE : str_copy(&a, rest));
	arena_done(&a);
}

/* ---- reading ------------------------------------------------------------ */

void
app_options(struct app *app, struct str arg)
{
	const struct option_set *o = app->options;
	struct arena a = { 0 };
	struct buf b = { 0 };

	(void)arg;
	buf_printf(&b,
	    _("A flag beats the environment, which beats the option file, "
	      "which beats what is built in.\nThe option file is %s\n\n"),
	    o->file.len > 0 ? o->file.s : _("nowhere: HOME is not set"));
	for (size_t i = 0; i < noptions; i++) {
		struct str range = option_range(&a, &options[i]);

		buf_printf(&b, "%s = %s   (%s)\n", options[i].name,
		    house_shown(&a, o->value[i]).s, from_of(o, i));
		buf_printf(&b, "    %s. %s\n", _(options[i].title),
		    _(options[i].help));
		if (range.len > 0)
			buf_printf(&b, _("    One of: %s\n"), range.s);
		buf_printf(&b,
		    options[i].console
			? _("    Change it with :set %s VALUE\n")
			: _("    Change it in the option file, or with --%s\n"),
		    options[i].name);
	}
	for (size_t i = 0; i < o->keys.n; i++)
		buf_printf(&b, "key %s %s = %s   (%s)\n",
		    o->keys.v[i].context.s, o->keys.v[i].key.s,
		    o->keys.v[i].words.s, o->keys.v[i].from.s);
	app_read(app, _("Options"), &b);
	arena_done(&a);
}
