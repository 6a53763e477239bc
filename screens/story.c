/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story.c - events and words of a ticket, put in order.
 */
#include "screens/story.h"

#include "core/history.h"
#include "core/link.h"
#include "core/message.h"
#include "core/promise.h"
#include "core/ticket_mail.h"
#include "screens/say.h"

#define EVENTS 200 /* read at once; H shows the rest */
#define FEW    3   /* no line stands for as few as these */

static int
newest(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? 1 : -1;
	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(y->id.s, x->id.s);
}

/* What is said in words has its own entry. */
static bool
is_words(struct str kind)
{
	return str_is(kind, "ticket.note") || str_is(kind, "ticket.reply");
}

/* Said for the first time, these are part of the story, and so is all of a
 * link; what else a new ticket begins with is not. */
static bool
is_told(const struct history_row *r)
{
	static const char *const told[] = { "to_team", "called", "reason",
		"why", "follows", "merged", "redress", "redress-state", "rule",
		"amount" };

	for (size_t i = 0; i < countof(told); i++)
		if (str_is(r->field, told[i]))
			return true;
	return str_is(r->kind, "ticket.link");
}

/* Said by the verb, or by other words beside it; of all kinds that begin so. */
static const struct {
	const char *kind, *field;
} spoken[] = {
	{ "", "answer" },
	{ "", "lent_to" },
	{ "referral.", "state" },
	{ "ticket.start", "state" },
	{ "ticket.park", "state" },
	{ "ticket.resume", "state" },
	{ "ticket.resolve", "state" },
	{ "ticket.close", "state" },
	{ "ticket.reopen", "state" },
	{ "ticket.reopen", "cycle" },
	{ "ticket.cancel", "state" },
};

static bool
is_said(const struct history_row *r)
{
	struct str kind = r->redo ? r->undid : r->kind;

	for (size_t i = 0; i < countof(spoken); i++)
		if (str_is(r->field, spoken[i].field) &&
		    str_starts(kind, str_of(spoken[i].kind)))
			return true;
	return false;
}

/* ": priority 3 > 2" */
static struct str
change(struct arena *a, const struct history_row *r)
{
	struct str to;

	if (r->field.len == 0 || is_said(r) || (r->old.len == 0 && !is_told(r)))
		return STR_NONE;
	to = event_change(a, r);
	return to.len > 0 ? str_printf(a, "; %s", to.s) : STR_NONE;
}

/* What people wrote may end a sentence: here it goes on. */
static struct str
went_on(struct arena *a, struct str what, struct str more)
{
	if (more.len > 0 && what.len > 0 && what.s[what.len - 1] == '.')
		what = str_copyn(a, what.s, what.len - 1);
	return str_printf(a, "%s%s", what.s, more.s);
}

/* Another cycle begins with it, by whatever verb. */
static bool
reopens(const struct history_row *r)
{
	int64_t was, is;

	return !r->undone && str_is(r->entity, "ticket") &&
	    str_is(r->field, "cycle") && str_int(r->old, &was) &&
	    str_int(r->new, &is) && is > was;
}

/* When among others, and from where words were written: the event that wrote
 * them knows. */
static void
place(struct arena *a, const struct history_rows *h, struct entry *e)
{
	e->where = STR_NONE;
	for (size_t i = 0; i < h->n; i++)
		if (h->v[i].at == e->at && str_eq(h->v[i].text, e->what)) {
			e->where = event_where(a, &h->v[i]);
			e->n = h->v[i].n;
			return;
		}
}

/* What the program told of promises between two other events, to one after the
 * other and again while it was late: one entry, at the last time. */
enum { TOLD_MOST = 64 };
struct telling {
	struct entry *e; /* NULL: nothing is being told */
	struct str who[TOLD_MOST], clock[PROMISE_KINDS], share[PROMISE_KINDS];
	size_t n, nclocks;
	int64_t times; /* levels */
	msec since;
	struct str about; /* of the newest that was no level; or "" */
};

static void
add_name(struct telling *t, struct str name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->who[i], name))
			return;
	if (name.len > 0 && t->n < TOLD_MOST)
		t->who[t->n++] = name;
}

/* The newest level of each clock. */
static void
add_level(struct telling *t, struct str clock, struct str share)
{
	for (size_t i = 0; i < t->nclocks; i++)
		if (str_eq(t->clock[i], clock))
			return;
	if (t->nclocks == PROMISE_KINDS || clock.len == 0)
		return;
	t->clock[t->nclocks] = clock;
	t->share[t->nclocks++] = share;
}

/* "Resolution is late (+4h), Statutory at 75%" */
static struct str
say_levels(struct arena *a, const struct telling *t)
{
	struct str said = STR_NONE;

	for (size_t i = 0; i < t->nclocks; i++)
		said = str_printf(a, "%s%s%s", said.s, i > 0 ? ", " : "",
		    level_said(a, t->clock[i], t->share[i]).s);
	return said;
}

static struct str
say_people(struct arena *a, const struct telling *t)
{
	if (t->n > 2)
		return str_printf(a, _("told %s and %zu more"), t->who[0].s,
		    t->n - 1);
	return str_printf(a, _("told %s"),
	    t->n < 2 ? t->who[0].s
		     : str_printf(a, "%s, %s", t->who[0].s, t->who[1].s).s);
}

static void
tell_ends(struct arena *a, struct telling *t)
{
	struct str levels = say_levels(a, t), what = levels;

	if (t->e == NULL)
		return;
	if (t->n > 0)
		what = say_people(a, t);
	if (t->n > 0 && levels.len > 0)
		what = str_printf(a, "%s: %s", what.s, levels.s);
	else if (t->n > 0 && t->about.len > 0)
		what = str_printf(a, "%s: %s", what.s, t->about.s);
	else if (t->n == 0)
		what = str_printf(a, _("saw: %s"), levels.s);
	if (t->times > 1)
		what = str_printf(a, _("%s; %lld times since %s"), what.s,
		    (long long)t->times, say_instant(a, t->since, t->e->at).s);
	if (t->n > 0 || levels.len > 0)
		t->e->what = what;
	*t = (struct telling){ 0 };
}

static bool
is_telling(const struct history_row *r)
{
	return !r->undone &&
	    (str_is(r->kind, "ticket.told") || str_is(r->kind, "ticket.level"));
}

/* It was not so any more, and nobody was told: that is for the history. */
static bool
tells_nobody(const struct history_rows *h, size_t i)
{
	int64_t n = h->v[i].n;

	if (!str_is(h->v[i].kind, "ticket.told"))
		return false;
	while (i > 0 && h->v[i - 1].n == n)
		i--;
	return event_value(&h->v[i], h->n - i, "not_told").len > 0;
}

/* Of `n` rows from `r` on. */
static void
tell_more(struct telling *t, const struct history_row *r, size_t n)
{
	if (str_is(r->field, "told"))
		add_name(t, r->new_name.len > 0 ? r->new_name : r->new);
	if (str_is(r->field, "about") && t->about.len == 0)
		t->about = about_said(r->new);
	if (!str_is(r->kind, "ticket.level") || !str_is(r->field, "level"))
		return;
	add_level(t, event_value(r, n, "clock"), r->new);
	t->times = r->times;
	t->since = r->since;
}

static struct entry *
begin_entry(struct arena *a, struct story *s, const struct history_rows *h,
    size_t i)
{
	const struct history_row *r = &h->v[i];
	struct entry *e = &s->v[s->n++];

	snprintf(e->id.s, sizeof(e->id.s), r->n != 0 ? "n%lld" : "m%lld",
	    (long long)(r->n != 0 ? r->n : (int64_t)i));
	e->at = r->at;
	e->n = r->n;
	e->where = event_where(a, r);
	e->mine = r->mine;
	e->who = r->who.len > 0 ? r->who : str_of(_("the program"));
	e->channel = STR_NONE;
	e->what = event_said(a, r, h->n - i);
	return e;
}

/* While it stands, that is told with what was written on the other. */
static bool
is_joined(const struct history_row *r)
{
	return r->beside.len > 0 && !r->undone &&
	    str_is(r->kind, "ticket.merge");
}

/* One entry an event: its changes on one line. */
static void
add_events(struct arena *a, struct story *s, const struct history_rows *h)
{
	struct telling t = { 0 };
	struct entry *e = NULL;

	for (size_t i = 0; i < h->n; i++) {
		const struct history_row *r = &h->v[i];

		if (is_words(r->kind) || (r->n == 0 && r->text.len > 0) ||
		    is_joined(r) || tells_nobody(h, i))
			continue;
		if (!is_telling(r))
			tell_ends(a, &t);
		else if (t.e != NULL) {
			tell_more(&t, r, h->n - i);
			continue;
		}
		if (i == 0 || r->n == 0 || h->v[i - 1].n != r->n || e == NULL)
			e = begin_entry(a, s, h, i);
		if (is_telling(r)) {
			t.e = e;
			tell_more(&t, r, h->n - i);
			continue;
		}
		e->what = went_on(a, e->what, change(a, r));
		e->reopens |= reopens(r);
	}
	tell_ends(a, &t);
}

/* Who noted a customer's words did not say them. */
static struct str
said_by(struct arena *a, struct str name, struct str direction)
{
	bool in = str_is(direction, "in");

	if (name.len == 0)
		return str_of(in ? _("the customer") : _("the program"));
	return in ? str_printf(a, _("the customer (noted by %s)"), name.s)
		  : name;
}

/* A mail that was brought along says whose it is; its head is seen by Enter. */
static void
name_sender(struct arena *a, struct entry *e)
{
	if (!e->public && str_is(e->channel, "email"))
		(void)ticket_mail_parts(a, e->what, &e->who, &e->seen);
}

/* What was joined into it is part of it from then on: that it was, and each
 * word with the number it was said on. */
static void
add_joined(struct arena *a, struct story *s,
    const struct row_message_of_merged *m)
{
	bool words = !str_is(m->direction, "joined");

	s->v[s->n++] = (struct entry){ .id = m->id,
		.at = m->at,
		.who = said_by(a, m->author_name, m->direction),
		.where = STR_NONE,
		.what = words ? str_printf(a, "T-%lld: %s",
				    (long long)m->number, m->body.s)
			      : str_printf(a, _("joined T-%lld into it: %s"),
				    (long long)m->number, m->body.s),
		.channel = m->channel,
		.words = words,
		.public = m->public,
		.out = str_is(m->direction, "out") && !m->waits,
		.waits = m->waits };
}

/* Below the entry that reopened it last goes the line for the rest. */
static void
fold(struct story *s)
{
	struct entry *e;
	size_t i = 0;

	while (i < s->n && !s->v[i].reopens)
		i++;
	s->folded = s->n;
	if (i + 1 + FEW >= s->n)
		return;
	e = &s->v[++i];
	memmove(e + 1, e, (s->n - i) * sizeof(*e));
	*e = (struct entry){
		.at = e[1].at, .folds = s->n - i, .since_at = s->v[s->n].at
	};
	snprintf(e->id.s, sizeof(e->id.s), "fold");
	s->folded = i + 1;
	s->n++;
}

struct story
story_shown(const struct story *s, bool open)
{
	struct story shown = *s;

	if (!open)
		shown.n = s->folded;
	return shown;
}

enum err
story_of_ticket(struct core *c, struct arena *a, struct id id, struct story *s)
{
	struct rows_message_of_ticket words;
	struct rows_message_of_merged joined;
	struct history_rows h;
	enum err rc;

	if ((rc = message_of_ticket(c, a, id, &words)) != OK ||
	    (rc = message_of_merged(c, a, id, &joined)) != OK ||
	    (rc = history_story(c, a, id, EVENTS, &h)) != OK)
		return rc;
	*s =
	    (struct story){ NEWN(a, struct entry, words.n + joined.n + h.n + 1),
		    0, 0 };
	add_events(a, s, &h);
	for (size_t i = 0; i < joined.n; i++)
		add_joined(a, s, &joined.v[i]);
	for (size_t i = 0; i < words.n; i++) {
		s->v[s->n] = (struct entry){ .id = words.v[i].id,
			.at = words.v[i].at,
			.who = said_by(a, words.v[i].author_name,
			    words.v[i].direction),
			.what = words.v[i].body,
			.channel = words.v[i].channel,
			.words = true,
			.mine = id_eq(words.v[i].author, c->me.id),
			.public = words.v[i].public,
			.out = str_is(words.v[i].direction, "out") &&
			    !words.v[i].waits,
			.waits = words.v[i].waits };
		place(a, &h, &s->v[s->n]);
		name_sender(a, &s->v[s->n++]);
	}
	qsort(s->v, s->n, sizeof(*s->v), newest);
	fold(s);
	return OK;
}
