/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pending.c - what is seen of the writes that wait: the banner while the
 * database is away, and their list.
 */
#include "app/app.h"

#include "screens/say.h"

#define TITLE N_("Writes that wait")

static const char *
hour(msec at, char out[16])
{
	struct zone_time t = say_local(at);

	snprintf(out, 16, "%02d:%02d:%02d", t.hour, t.minute, t.second);
	return out;
}

/* Who has not signed in yet has nothing that waits. */
static void
draw_shut_out(struct app *app, const struct pane *p, msec left)
{
	struct offline *o = &app->offline;
	char since[16];

	pane_printf(p, 0, 1, LOOK_ALERT,
	    _("! NO CONNECTION TO THE DATABASE since %s."),
	    hour(o->since, since));
	pane_printf(p, 1, 3, LOOK_TEXT,
	    _("Nobody can sign in before it is back. Next try in %lld s, "
	      "Ctrl-R tries now."),
	    (long long)(left > 0 ? (left + 999) / 1000 : 0));
}

static void
draw_waiting(const struct offline *o, const struct pane *p, msec left)
{
	char since[16];

	pane_printf(p, 0, 1, LOOK_ALERT,
	    o->why.code != OK
		? _("! THE DATABASE TAKES NO WRITES since %s. What you write "
		    "is kept here.")
		: _("! NO CONNECTION TO THE DATABASE since %s. What you write "
		    "is kept here."),
	    hour(o->since, since));
	if (o->asking || o->sending || o->retry_at == 0)
		pane_printf(p, 1, 3, LOOK_TEXT,
		    _("Writes waiting: %zu; :pending lists them. Trying now."),
		    o->n);
	else
		pane_printf(p, 1, 3, LOOK_TEXT,
		    _("Writes waiting: %zu; :pending lists them. Next try in "
		      "%lld s, Ctrl-R tries now."),
		    o->n, (long long)((left + 999) / 1000));
}

int
offline_draw(struct app *app, const struct pane *p)
{
	struct offline *o = &app->offline;
	msec left = o->retry_at - clock_mono();

	if (!offline_keeps(app) || p->rows < 6)
		return 0;
	pane_fill(p, 0, 0, p->columns, LOOK_ALERT);
	if (id_none(app->me.id)) {
		draw_shut_out(app, p, left);
		return 2;
	}
	draw_waiting(o, p, left);
	if (o->why.code == OK)
		return 2;
	pane_field(p, 2, 3, p->columns - 4, LOOK_LATE, str_of(o->why.text));
	return 3;
}

/* What it does, and what was typed for it: not the ids, which say nothing to
 * people. */
static void
print(const struct pending *p, size_t n, struct buf *b)
{
	struct arena a = { 0 };
	struct words w = { 0 };
	const struct cmd_def *d = NULL;
	size_t used = 0, said = 0;
	struct id id;
	char at[16];

	buf_printf(b, "%3zu  %s  ", n, hour(p->at, at));
	if (cmd_split(&a, str_of(p->words), &w, NULL) != OK ||
	    cmd_find(&a, w.v, w.n, &d, &used, NULL) != OK) {
		buf_z(b, p->words);
		used = w.n;
	} else {
		buf_z(b, _(d->help));
	}
	for (size_t i = used; i < w.n; i++) {
		const char *is = strchr(w.v[i].s, '=');
		struct str s = is != NULL ? str_of(is + 1) : w.v[i];

		if (!id_parse(s, &id))
			buf_printf(b, "%s %s", said++ > 0 ? "," : ":", s.s);
	}
	buf_c(b, '\n');
	arena_done(&a);
}

static void
list(const struct offline *o, struct buf *b)
{
	if (o->n == 0) {
		buf_z(b, _("Nothing waits: every write was answered."));
		return;
	}
	buf_printf(b, _("What waits for the database, in this order: %zu"),
	    o->n);
	buf_z(b, "\n\n");
	for (size_t i = 0; i < o->n; i++)
		print(&o->v[i], i + 1, b);
}

void
offline_list(struct app *app, struct str arg)
{
	struct buf b = { 0 };

	(void)arg;
	if (app->offline.n == 0) {
		app_note(app, LOOK_GOOD,
		    _("Nothing waits: every write was answered."));
		return;
	}
	list(&app->offline, &b);
	app_read(app, _(TITLE), &b);
	buf_done(&b);
}

/* A page of text: known by its title. */
static bool
lists(const struct view *v)
{
	const char *title = _(TITLE);
	struct str text = v->s.arg.text;
	size_t n = strlen(title);

	return strcmp(v->s.def->name, "text") == 0 && text.len > n + 1 &&
	    text.s[0] == TEXT_TITLE && memcmp(text.s + 1, title, n) == 0 &&
	    text.s[n + 1] == '\n';
}

/* It moves: whoever draws it knows a text by where it lies. */
static void
reread(const struct offline *o, struct view *v)
{
	struct arena was = v->args;
	struct buf b = { 0 };

	v->args = (struct arena){ 0 };
	buf_printf(&b, "%c%s\n", TEXT_TITLE, _(TITLE));
	list(o, &b);
	v->s.arg.text = str_copy(&v->args, buf_view(&b));
	buf_done(&b);
	arena_done(&was);
}

void
offline_relist(struct app *app)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (lists(v))
				reread(&app->offline, v);
}
