/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dispatch.c - a key becomes words.
 *
 * After a job that moves the screen, keys wait in order and are played when
 * it is done. If it was refused they are kept and shown: Enter plays them, Esc
 * drops them. So a case can be typed blind.
 */
#include "app/app.h"

#include "app/expand.h"
#include "app/keys.h"
#include "core/bulk.h"
#include "screens/many.h"
#include "screens/sheet.h"
#include "ui/cell.h"

/* ---- keys that wait ----------------------------------------------------- */

size_t
app_kept(const struct app *app)
{
	return (app->waiting.len - app->waiting_at) / sizeof(struct key);
}

/* Where a key lands depends on the keys before it, never on how fast the data
 * comes: a screen's first keys wait for its first model, and Enter for the
 * result of what was typed. */
static bool
must_wait(const struct app *app, const struct key *k)
{
	const struct view *v = app_view(app);

	if (app->moving || app->refused || app->barred || question_open(app))
		return true;
	return v->loading &&
	    (v->s.model == NULL || v->stale || k->code == KEY_ENTER);
}

static bool
keep(struct app *app, const struct key *k)
{
	struct key copy = *k;

	if (app_kept(app) == 0 && !must_wait(app, k))
		return false;
	if (k->text.len > 0) { /* a paste: its text must outlive the call */
		copy.text = (struct str){ strndup(k->text.s, k->text.len),
			k->text.len };
	}
	buf_add(&app->waiting, &copy, sizeof(copy));
	app->draw = true;
	return true;
}

static struct key
take(struct app *app)
{
	struct key k;

	memcpy(&k, app->waiting.s + app->waiting_at, sizeof(k));
	app->waiting_at += sizeof(k);
	if (app->waiting_at == app->waiting.len) {
		buf_reset(&app->waiting);
		app->waiting_at = 0;
	}
	return k;
}

static void
forget(struct key *k)
{
	if (k->text.len > 0)
		free((void *)(uintptr_t)k->text.s);
}

void
app_drop(struct app *app)
{
	while (app_kept(app) > 0) {
		struct key k = take(app);

		forget(&k);
	}
	app->refused = false;
}

void
app_kept_names(const struct app *app, int columns, struct buf *out)
{
	struct arena a = { 0 };

	for (size_t at = app->waiting_at; at < app->waiting.len;
	     at += sizeof(struct key)) {
		struct key k;
		char name[16];
		struct str text;

		memcpy(&k, app->waiting.s + at, sizeof(k));
		text = key_shown(&a, key_name(k.code, name).s);
		if (cell_columns(buf_view(out)) + cell_columns(text) + 3 >
		    columns) {
			buf_z(out, " \342\200\246");
			break;
		}
		if (out->len > 0)
			buf_c(out, ' ');
		buf_str(out, text);
	}
	arena_done(&a);
}

/* ---- a paste where nothing is typed ------------------------------------- */

/* What a note would be about: what is under the cursor, else the contact. */
static bool
notable(struct app *app, struct buf *words)
{
	struct view *v = app_view(app);
	struct subject s = { .kind = NULL };

	if (v->s.def->subject != NULL && v->s.model != NULL)
		s = v->s.def->subject(&v->s);
	if (s.kind != NULL && !id_none(s.id) &&
	    (strcmp(s.kind, "ticket") == 0 || strcmp(s.kind, "customer") == 0 ||
		strcmp(s.kind, "interaction") == 0))
		buf_printf(words, "%s note %s", s.kind, s.id.s);
	else if (!id_none(app->contact))
		buf_printf(words, "interaction note %s", app->contact.s);
	return words->len > 0;
}

static void
paste_goes(struct app *app, int choice, struct str text)
{
	struct buf words = { 0 };

	if (choice == 1 && notable(app, &words)) {
		app_say(app, buf_view(&words));
		if (app->prompt.kind == PROMPT_ARG)
			prompt_replace(0, 0, text);
	}
	if (choice == 0)
		app_drop(app);
	buf_done(&words);
	app_play(app);
}

/* It never runs as keys: it may hold anything. */
static void
ask_paste(struct app *app, struct str text)
{
	const char *choices[3] = { _("into a note"), _("drop"), NULL };
	struct buf words = { 0 };
	int n = cell_columns(text);
	char what[80];

	snprintf(what, sizeof(what),
	    ngettext("%d character pasted.", "%d characters pasted.",
		(unsigned long)n),
	    n);
	if (notable(app, &words))
		question_ask(app, what, choices, paste_goes, text);
	else
		app_note(app, LOOK_NO,
		    _("%s Nothing here takes a text; they were dropped."),
		    what);
	buf_done(&words);
}

/* ---- keys --------------------------------------------------------------- */

/* The chord's first keys, if any, and the last: "gy", "Ctrl-S". */
static struct str
typed(struct arena *a, const uint32_t *codes, int n)
{
	struct buf b = { 0 };
	struct str out;
	char name[16];

	for (int i = 0; i < n; i++)
		buf_str(&b, key_name(codes[i], name));
	out = key_shown(a, buf_view(&b).s);
	buf_done(&b);
	return out;
}

static void
unbound(struct app *app, const uint32_t *codes, int n)
{
	struct arena a = { 0 };

	struct view *v = app_view(app);
	bool text =
	    v != NULL && v->s.def->typing != NULL && v->s.def->typing(&v->s);

	app_note(app, LOOK_NO, _("%s does nothing here; %s shows what works."),
	    typed(&a, codes, n).s, text ? "F1" : "?");
	arena_done(&a);
}

static void
nothing_here(struct app *app, const struct key *k, const uint32_t *codes, int n)
{
	struct arena a = { 0 };

	if (k->code == KEY_PASTE) {
		ask_paste(app, k->text);
		return;
	}
	if (k->code == KEY_BAD) {
		app_note(app, LOOK_NO,
		    _("the terminal sends bytes that are "
		      "not UTF-8; in PuTTY set Window, Translation to UTF-8"));
		return;
	}
	if (!app_no_key(app, typed(&a, codes, n), codes, n))
		unbound(app, codes, n);
	arena_done(&a);
}

/* What a screen made of a key or of its words. */
static void
heed(struct app *app, enum screen_key got, const struct buf *say)
{
	if (got == SCREEN_RELOAD) {
		view_load(app, app_view(app));
	} else if (got == SCREEN_SAY) {
		app_lines(app, buf_view(say));
	} else if (got == SCREEN_TELL) {
		app_note(app, LOOK_NO, "%s", buf_view(say).s);
	}
}

bool
app_reorder(struct app *app)
{
	struct screen *s = &app_view(app)->s;
	struct buf say = { 0 };
	enum screen_key got = SCREEN_IGNORED;

	if (s->def->reorder != NULL)
		got = s->def->reorder(s, &say);
	heed(app, got, &say);
	buf_done(&say);
	return got != SCREEN_IGNORED;
}

/* What a verb's key stands for when many are meant. */
static const struct {
	const char *words, *set;
} bulks[] = {
	{ "ticket assign", "owner" },
	{ "ticket route", "team" },
	{ "ticket edit priority", "priority" },
	{ "ticket edit", "" },
	{ "ticket note", "note" },
	{ "ticket start", "start" },
	{ "ticket resume", "resume" },
	{ "ticket merge", "incident" }, /* many are joined to that alone */
	{ "ticket park", "wait-customer" },
	{ "ticket resolve", "resolve" },
	{ "ticket close", "close" },
	{ "ticket reopen", "reopen" },
	{ "ticket cancel", "cancel" },
};

/* The word as the reader's language has it, ready for its value. */
static void
add_word(struct buf *out, const char *set)
{
	const struct filter_def *d = bulk_words;

	while (d->name != NULL && strcmp(d->name, set) != 0)
		d++;
	if (d->name != NULL)
		buf_printf(out, "%s%s", filter_word(d).s,
		    d->kind == FILTER_FLAG ? "" : ":");
}

static void
open_bulk(struct app *app, const struct list *l, size_t verb)
{
	struct arena a = { 0 };
	struct id form; /* of no thing: each verb has a draft of its own */
	struct buf text = { 0 };

	for (size_t i = 0; i < l->nmarks; i++)
		buf_printf(&text, "%s ", l->marks[i].s);
	buf_c(&text, '\n');
	add_word(&text, bulks[verb].set);
	snprintf(form.s, sizeof(form.s), "00000000-0000-4000-8000-%012zu",
	    verb + 1);
	view_open(app, "bulk", form, buf_copy(&a, &text), false);
	buf_done(&text);
	arena_done(&a);
}

/* Are the marked rows what a ticket's verb takes? */
enum meant_by {
	MARKS_NOTHING, /* they are parts of the one ticket that is shown */
	MARKS_OTHERS,  /* they are rows of another kind */
	MARKS_TICKETS,
};

static enum meant_by
marked(const struct app *app, const struct view *v, struct list *l,
    struct rows rows)
{
	struct subject s = app_subject(app);
	const struct id *at = list_pick(l, rows);
	bool ticket = s.kind != NULL && strcmp(s.kind, "ticket") == 0;

	if (l->nmarks == 0)
		return MARKS_NOTHING;
	if (!ticket || at == NULL || id_eq(*at, s.id))
		return MARKS_TICKETS;
	return id_eq(s.id, v->s.arg.id) ? MARKS_NOTHING : MARKS_OTHERS;
}

/* One who marked rows means them, and never the row where the cursor came to
 * stand: a verb opens the preview of many. */
static bool
means_marks(struct app *app, struct view *v, struct str words)
{
	struct rows rows;
	struct list *l = NULL;
	enum meant_by what;

	if (strcmp(v->s.def->name, "bulk") != 0)
		l = view_list(v, &rows);
	if (l == NULL || !str_starts(words, STR("ticket ")) ||
	    str_is(words, "ticket export") ||
	    (what = marked(app, v, l, rows)) == MARKS_NOTHING)
		return false;
	for (size_t i = 0; i < countof(bulks); i++)
		if (what == MARKS_TICKETS && str_is(words, bulks[i].words)) {
			open_bulk(app, l, i);
			return true;
		}
	app_note(app, LOOK_NO,
	    ngettext("%zu marked, and this is done one by one: - unmarks it, "
		     "then again on the row.",
		"%zu marked, and this is done one by one: - unmarks them, "
		"then again on the row.",
		l->nmarks),
	    l->nmarks);
	return true;
}

/* A form whose data are not there takes no letters and sends nothing: it says
 * so, and why when they were refused. */
static bool
missing(struct app *app, const struct view *v)
{
	if (v->s.def->load == NULL || v->s.model != NULL)
		return false;
	if (!v->loading && v->s.fault != NULL && v->s.fault->text[0] != '\0' &&
	    app->offline.link != LINK_DOWN) {
		app_note(app, LOOK_NO, "%s", v->s.fault->text);
		return true;
	}
	app_note(app, LOOK_NO,
	    app->offline.link == LINK_DOWN
		? _("Nothing can be typed here before the database is back.")
		: _("This is being loaded."));
	return true;
}

/* A verb on the ticket that a form is about is what it is under the form. */
static bool
of_under(const struct app *app, struct str words)
{
	const struct view *v = app_about(app);

	return v != app_view(app) && v->s.def->word != NULL &&
	    str_starts(words, STR("ticket "));
}

/* The words of a key; the screen may have a form for them, or a reason. False:
 * it is the screen's own key, and just now it means nothing. */
static bool
hit(struct app *app, struct str words)
{
	struct view *v = app_view(app);
	enum screen_key got = SCREEN_IGNORED;
	struct buf say = { 0 };

	if (means_marks(app, v, words))
		return true;
	if (words.len == 0 && missing(app, v))
		return true;
	if (v->s.def->word != NULL && v->s.model != NULL)
		got = v->s.def->word(&app_view(app)->s, words, &say);
	if (got == SCREEN_IGNORED && of_under(app, words))
		got = app_about(app)->s.def->word(&app_about(app)->s, words,
		    &say);
	heed(app, got, &say);
	if (got == SCREEN_TELL)
		app_bar(app, words);
	if (got == SCREEN_IGNORED && words.len > 0)
		app_say_keyed(app, words);
	buf_done(&say);
	return got != SCREEN_IGNORED || words.len > 0;
}

static void
mapped(struct app *app, const struct key *k, bool typing)
{
	struct view *v = app_view(app);
	const struct key_def *maps[KEYS_MAPS];
	const struct key_def *row = NULL;
	uint32_t codes[KEYS_LONG];
	int n = app->map.n;

	memcpy(codes, app->map.codes, sizeof(codes));
	codes[n++] = k->code;
	keys_maps(&v->s, typing, app_subject(app).kind, maps);
	if (typing && k->code >= ' ' && k->code < KEY_NONE) {
		(void)missing(app, v); /* letters are refused, not swallowed */
		return;
	}
	switch (keymap_key(&app->map, maps, k->code, &row)) {
	case KEYMAP_HIT:
		if (strcmp(row->words, "none") == 0)
			unbound(app, codes, n);
		else if (!hit(app, str_of(row->words)))
			nothing_here(app, k, codes, n);
		break;
	case KEYMAP_NONE:
		nothing_here(app, k, codes, n);
		break;
	case KEYMAP_MORE:
		break;
	}
}

static void
play(struct app *app, const struct key *k)
{
	struct view *v = app_view(app);
	struct buf say = { 0 };
	enum screen_key got = SCREEN_IGNORED;
	bool typing = v->s.def->typing != NULL && v->s.def->typing(&v->s);

	app->draw = true;
	app->fresh = false;
	further_typed(app);
	park_touch(app, k->code == KEY_ESC || k->code > KEY_F0);
	view_typed(v);
	if (app->prompt.kind != PROMPT_OFF && app_prompt_key(app, k))
		return;
	if (k->code == KEY_CTRL('T') && expand_key(app))
		return;
	if (app->map.n == 0 && view_early(app, v))
		got = sheet_early_key(&v->s, k, &say);
	else if (v->s.def->key != NULL && app->map.n == 0)
		got = v->s.def->key(&v->s, k, &say);
	heed(app, got, &say);
	/* What it would have led to is not there for the keys behind it. */
	app->barred |= got == SCREEN_TELL && !typing && k->code != ' ';
	if (got == SCREEN_IGNORED)
		mapped(app, k, typing);
	buf_done(&say);
}

void
app_key(struct app *app, const struct key *k)
{
	if (k->code == KEY_CTRL('C')) { /* never waits */
		if (!many_stop()) /* a change of many: its part is soon done */
			lane_cancel(app->lane);
		app_drop(app);
		buf_reset(&app->lines);
		app_note(app, LOOK_NO, _("stopped"));
		return;
	}
	if (app->refused && k->code == KEY_ESC) {
		app_drop(app);
		app_note(app, LOOK_NO, _("the keys that waited were dropped"));
		return;
	}
	if (app->refused && k->code == KEY_ENTER) {
		app->refused = false;
		app_play(app);
		return;
	}
	if (k->code >= KEY_CLICK && k->code <= KEY_WHEEL_DOWN) {
		if (app_kept(app) == 0 &&
		    !question_open(app)) /* never before keys that wait */
			app_mouse(app, k);
		return;
	}
	if (question_open(app) && question_key(app, k))
		return;
	if (!keep(app, k))
		play(app, k);
}

void
app_play(struct app *app)
{
	while (app_kept(app) > 0) {
		struct key k;

		memcpy(&k, app->waiting.s + app->waiting_at, sizeof(k));
		if (must_wait(app, &k))
			return;
		k = take(app);
		play(app, &k);
		forget(&k);
	}
}
