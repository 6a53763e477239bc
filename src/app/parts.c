/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parts.c - a change of many tickets, part by part.
 */
#include "app/parts.h"

#include "screens/many.h"
#include "screens/sheet.h"

bool
parts_is(const struct say_job *s)
{
	return strcmp(s->def->name, "ticket bulk") == 0 &&
	    arg_given(&s->args, "most");
}

static const struct reply_cell *
cell(const struct cells *of, const char *name)
{
	for (size_t i = 0; i < of->n; i++)
		if (strcmp(of->v[i].name, name) == 0)
			return &of->v[i];
	return NULL;
}

static size_t
number(const struct cells *of, const char *name)
{
	const struct reply_cell *c = cell(of, name);

	return c != NULL && c->i > 0 ? (size_t)c->i : 0;
}

static void
note_row(const struct cells *row)
{
	const struct reply_cell *id = cell(row, "id"), *ok = cell(row, "ok"),
				*why = cell(row, "why");
	struct id ticket;

	if (id != NULL && ok != NULL && id_parse(id->s, &ticket))
		many_add(ticket, (int64_t)number(row, "number"), ok->i != 0,
		    why != NULL ? why->s : STR_NONE);
}

static void
note_rows(const struct reply *r)
{
	for (size_t t = 0; t < r->tables.n; t++)
		for (size_t i = 0; i < r->tables.v[t].lines.n; i++)
			note_row(&r->tables.v[t].lines.v[i]);
}

/* How many there are of each is added up; returns those of this part. */
static size_t
note_part(const struct reply *r)
{
	struct many *m = many_now();
	const struct cells *sums = &r->thing;
	size_t changed = number(sums, "changed"), same = number(sums, "same"),
	       refused = number(sums, "refused");

	note_rows(r);
	m->changed += changed;
	m->same += same;
	m->refused += refused;
	return changed + same + refused;
}

bool
parts_next(struct app *app, const struct say_job *s, struct buf *next)
{
	size_t from = (size_t)arg_int(&s->args, "from", 0);
	size_t left = number(&s->reply.thing, "left"), n;
	struct many *m = many_now();

	if (!m->running || (from == 0 && m->n > 0)) /* its console had died */
		many_begin(0);
	n = note_part(&s->reply);
	m->all = from + n + left;
	m->undoes |= s->undoes;
	if (left == 0 || m->stop) {
		m->stopped = left > 0;
		return false;
	}
	buf_z(next, "ticket bulk");
	say_arg(next, "set", arg_str(&s->args, "set"));
	buf_printf(next, " from=%zu most=%d op=%s", from + n, MANY_PART,
	    app->offline.v[0].op.s);
	if (arg_given(&s->args, "seen"))
		buf_printf(next, " seen=%lld",
		    (long long)arg_int(&s->args, "seen", 0));
	return true;
}

/* A console that died in between went on without its rows. */
static const char *
then(struct app *app, const struct many *m)
{
	if (view_result(app) == NULL)
		return m->undoes ? _("u undoes.") : "";
	return m->undoes ? _("u undoes; gM shows each.") : _("gM shows each.");
}

static void
tell_end(struct app *app, const struct many *m, const char *why)
{
	const char *undoes = then(app, m);
	size_t left = m->all - m->changed - m->same - m->refused;
	struct buf b = { 0 };

	if (m->changed > 0)
		many_say(&b, MANY_CHANGED, m->changed);
	else if (m->same > 0)
		many_say(&b, MANY_WAS_SAME, m->same);
	many_say(&b, MANY_WAS_REFUSED, m->refused);
	if (why != NULL || m->stopped)
		many_say(&b, MANY_LEFT, left);
	if (why != NULL)
		app_note(app, LOOK_LATE, "%s: %s %s", buf_view(&b).s, why,
		    undoes);
	else if (m->stopped)
		app_note(app, LOOK_SOON, _("Stopped: %s. %s"), buf_view(&b).s,
		    undoes);
	else if (m->changed == 0)
		app_note(app, LOOK_SOON, _("Nothing changed: %s. %s"),
		    buf_view(&b).s, undoes);
	else
		app_note(app, LOOK_GOOD, "%s. %s", buf_view(&b).s, undoes);
	buf_done(&b);
}

void
parts_end(struct app *app, const struct say_job *s)
{
	struct many *m = many_now();

	if (!m->running)
		return;
	m->running = false;
	if (m->all == 0 && s->job.rc != OK) { /* not one was reached */
		many_forget();
		if (s->shown)
			app_fault(app, &s->job.fault);
		return;
	}
	tell_end(app, m, s->job.rc != OK ? s->job.fault.text : NULL);
	if (s->job.rc == OK && !m->stopped)
		app_marks_done(app, s->made, false);
}

bool
parts_shown(const struct app *app)
{
	const struct many *m = many_now();

	return strcmp(app_view(app)->s.def->name, "bulk") == 0 &&
	    (m->running || m->refused > 0 || m->stopped);
}

/* ---- taken back --------------------------------------------------------- */

bool
parts_of_undo(struct app *app, const struct say_job *s, struct buf *words)
{
	struct id op = id_make(clock_now(app->clock));

	if (strcmp(s->def->name, "undo") != 0)
		return false;
	(void)many_stop(); /* what is taken back is not gone on with */
	if (arg_given(&s->args, "most"))
		return false;
	buf_str(words, s->whole);
	buf_printf(words, " most=%d", MANY_PART);
	if (!arg_given(&s->args, "op"))
		buf_printf(words, " op=%s", op.s);
	return true;
}

bool
parts_undoes(const struct say_job *s)
{
	return strcmp(s->def->name, "undo") == 0 &&
	    (arg_int(&s->args, "from", 0) > 0 ||
		number(&s->reply.thing, "tickets") > 0);
}

enum { TOLD = 5 }; /* tickets that are named in a sentence */

static void
tell_each(struct app *app, const struct many *m)
{
	for (size_t i = 0; m->refused > 1 && i < m->n; i++)
		app_note(app, LOOK_SOON, _("T-%lld stays as it is: %s"),
		    (long long)m->v[i].number,
		    m->v[i].why != NULL ? m->v[i].why : "");
}

/* One with its reason; several by their numbers, and each reason with `gm`. */
static void
tell_stays(struct app *app, const struct many *m)
{
	const char *why = m->n == 1 && m->v[0].why != NULL ? m->v[0].why : "";
	struct buf b = { 0 };

	for (size_t i = 0; i < m->n && i < TOLD; i++)
		buf_printf(&b, "%sT-%lld", i > 0 ? ", " : "",
		    (long long)m->v[i].number);
	buf_z(&b, m->n > TOLD ? " ..." : "");
	tell_each(app, m);
	if (m->n == 1 && m->changed == 0)
		app_note(app, LOOK_SOON,
		    _("Nothing was taken back; %s stays: %s"), buf_view(&b).s,
		    why);
	else if (m->changed == 0)
		app_note(app, LOOK_SOON,
		    _("Nothing was taken back; these stay: %s (gm tells why)."),
		    buf_view(&b).s);
	else if (m->n == 1)
		app_note(app, LOOK_GOOD,
		    _("%zu taken back; %s stays: %s. U does it again."),
		    m->changed, buf_view(&b).s, why);
	else
		app_note(app, LOOK_GOOD,
		    _("%zu taken back; these stay: %s (gm tells why). U does "
		      "it again."),
		    m->changed, buf_view(&b).s);
	buf_done(&b);
}

static void
tell_undone(struct app *app, const struct many *m, const struct say_job *s)
{
	size_t all = m->all - m->same;

	if (s->job.rc != OK)
		app_note(app, LOOK_LATE,
		    _("taken back: %zu of %zu tickets, and no more: %s u "
		      "goes on with it."),
		    m->changed, all, s->job.fault.text);
	else if (m->stopped)
		app_note(app, LOOK_SOON,
		    _("Stopped: %zu of %zu tickets taken back. u goes on with "
		      "it."),
		    m->changed, all);
	else if (m->refused > 0)
		tell_stays(app, m);
	else
		app_note(app, LOOK_GOOD,
		    ngettext("%zu ticket is as it was. U does it again.",
			"%zu tickets are as they were. U does it again.",
			m->changed),
		    m->changed);
}

static void
note_undone(struct many *m, const struct say_job *s)
{
	note_rows(&s->reply);
	m->all = number(&s->reply.thing, "tickets");
	m->refused += number(&s->reply.thing, "stayed");
	m->changed += number(&s->reply.thing, "changed");
	/* Whom the change had refused. */
	m->same =
	    m->all - number(&s->reply.thing, "left") - m->refused - m->changed;
}

bool
parts_undo_next(struct app *app, const struct say_job *s, struct buf *next)
{
	size_t from = (size_t)arg_int(&s->args, "from", 0), at;
	size_t left = number(&s->reply.thing, "left");
	struct many *m = many_now();

	if (from == 0) {
		many_begin(0);
		m->undo = true;
		m->back = number(&s->reply.thing, "redo") == 0;
	}
	if (s->job.rc == OK)
		note_undone(m, s);
	if (s->job.rc == OK && left > 0 && !m->stop) {
		at = m->all - left;
		buf_printf(next, "undo event=%zu from=%zu most=%d op=%s",
		    number(&s->reply.thing, "undoes"), at, MANY_PART,
		    arg_str(&s->args, "op").s);
		app_note(app, LOOK_TEXT,
		    _("taken back: %zu of %zu tickets; Ctrl-C stops it."), at,
		    m->all);
		return true;
	}
	m->stopped = left > 0;
	m->running = false;
	if (m->back || s->job.rc != OK || m->stopped)
		tell_undone(app, m, s);
	else
		app_note(app, LOOK_GOOD, _("Done again: %s."),
		    reply_get(&s->reply, "what").s);
	return false;
}
