/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise_events.c - a ticket's life as its clocks see it: out of the event
 * log, or for what came from elsewhere out of its stays and messages.
 */
#include "core/promise_keep.h"

#include "core/undo.h"

struct told {
	int64_t n, undoes; /* undoes: of an undo, else 0 */
	bool undone;
};

struct life {
	struct core *c;
	struct arena *a;
	struct clock_events *out;
	const struct row_promise_case *t;
	msec logged_at;	       /* when the log begins; 0: it has nothing */
	bool logged_whole;     /* from its making on, be that undone by now */
	msec split_at;	       /* it began as a part of another; or 0 */
	VEC(struct told) told; /* of the log: undos, and what they took back */
};

/* ---- the log ------------------------------------------------------------ */

static struct leg_event
no_leg(void)
{
	return (struct leg_event){ STR_NONE, STR_NONE, STR_NONE };
}

static void
read_lent(struct clock_event *e, const struct row_promise_log *r)
{
	if (str_is(r->field, "lent_to")) {
		e->lent_told = true;
		e->lent_to = r->new;
	} else {
		e->lent_owner_told = true;
		e->lent_owner = r->new;
	}
}

static void
read_value(struct life *l, struct clock_event *e,
    const struct row_promise_log *r)
{
	struct fault none;

	if (!str_is(r->entity, "ticket")) {
		clock_leg_value(e, r->entity, r->field, r->new);
		return;
	}
	if (str_is(r->field, "team"))
		e->team = r->new;
	if (str_is(r->field, "lent_to") || str_is(r->field, "lent_owner"))
		read_lent(e, r);
	else if (str_is(r->field, "state"))
		e->state = r->new;
	else if (str_is(r->field, "reason"))
		e->reason = r->new;
	else if ((str_is(r->field, "owner") || str_is(r->field, "team")) &&
	    r->new.len > 0)
		e->holder = r->new; /* an owner comes after its team */
	else if (str_is(r->field, "policy")) {
		e->policy = r->new;
		e->no_policy = r->new.len == 0;
	} else if (str_is(r->field, "start")) {
		if (clock_parse(r->new, &e->at, &none) != OK)
			e->at = r->at;
	} else if (str_is(r->field, "law")) {
		if (clock_parse(r->new, &e->law_at, &none) != OK)
			e->law_at = 0;
	} else if (str_is(r->field, "until")) {
		if (clock_parse(r->new, &e->until, &none) != OK)
			e->until = 0;
		e->no_until = e->until == 0;
	}
	(void)l;
}

static bool
creates(struct str kind)
{
	return str_is(kind, "ticket.create") || str_is(kind, "ticket.follow") ||
	    str_is(kind, "ticket.split");
}

static struct clock_event *
begin_event(struct life *l, const struct row_promise_log *r)
{
	struct clock_event *e = vec_push(l->a, l->out);

	if (str_is(r->kind, "ticket.split"))
		l->split_at = r->at;
	*e = (struct clock_event){ .n = r->n,
		.at = r->at,
		.created = creates(r->kind),
		.reply = str_is(r->kind, "ticket.reply"),
		.contact = str_is(r->kind, "ticket.contact"),
		.state = STR_NONE,
		.policy = STR_NONE,
		.holder = STR_NONE,
		.reason = STR_NONE,
		.who = r->actor_name,
		.team = STR_NONE,
		.lent_to = STR_NONE,
		.lent_owner = STR_NONE,
		.legs = { no_leg(), no_leg() } };
	return e;
}

/* Of the promise to the customer; a leg has one of its own. */
static bool
of_policy(const struct row_promise_log *r)
{
	return str_is(r->entity, "ticket") && str_is(r->field, "policy");
}

static bool
of_law(const struct row_promise_log *r)
{
	return str_is(r->entity, "ticket") && str_is(r->field, "law");
}

static const struct told *
told_event(struct life *l, int64_t n)
{
	for (size_t i = l->told.n; i-- > 0;)
		if (l->told.v[i].n == n)
			return &l->told.v[i];
	return NULL;
}

static void
note_told(struct life *l, const struct row_promise_log *r)
{
	bool undo = str_is(r->kind, "undo");

	if ((undo || r->undone) &&
	    (l->told.n == 0 || l->told.v[l->told.n - 1].n != r->n))
		*vec_push(l->a, &l->told) = (struct told){ r->n,
			undo ? undo_undoes(r->body) : 0, r->undone };
}

/* Done again by this undo, and taken back once more since: that marks only what
 * was done first. */
static bool
redone_in_vain(struct life *l, int64_t n)
{
	const struct told *t = told_event(l, n);
	int undos = 0;

	for (; t != NULL && t->undoes != 0; undos++)
		t = told_event(l, t->undoes);
	return undos > 1 && t != NULL && t->undone;
}

/* What was undone is as if it had not been, and so its undo has nothing to
 * tell; but the policy that the undo chose anew is from then on. */
static bool
not_so(struct life *l, const struct row_promise_log *r)
{
	return r->undone ||
	    (str_is(r->kind, "undo") &&
		((!of_policy(r) && !of_law(r)) || redone_in_vain(l, r->n)));
}

static void
note_unmade(struct life *l, const struct row_promise_log *r)
{
	*vec_push(l->a, &l->out->unmade) = (struct clock_span){ r->recorded_at,
		r->undone_at != 0 ? r->undone_at : INT64_MAX };
}

static enum err
read_log(struct life *l, struct id ticket, struct str *first_policy)
{
	struct rows_promise_log rows;
	struct clock_event *e = NULL;
	bool told = false;
	enum err rc;

	*first_policy = l->t->policy;
	rc = core_db(l->c, q_promise_log(l->c->db, l->a, ticket, &rows));
	l->logged_at = rc == OK && rows.n > 0 ? rows.v[0].at : 0;
	l->logged_whole = l->logged_at != 0 && creates(rows.v[0].kind);
	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct row_promise_log *r = &rows.v[i];

		/* Before the first change: also one that was undone. */
		if (of_policy(r) && !told)
			*first_policy = r->old;
		told = told || of_policy(r);
		if (r->undone)
			note_unmade(l, r);
		note_told(l, r);
		if (not_so(l, r))
			continue;
		if (e == NULL || e->n != r->n)
			e = begin_event(l, r);
		if (r->field.len > 0)
			read_value(l, e, r);
	}
	return rc;
}

/* ---- a past without events ---------------------------------------------- */

static void
add_words(struct life *l, const struct rows_promise_words *w, size_t *k,
    msec from, msec to)
{
	for (; *k < w->n && w->v[*k].at < to; ++*k) {
		struct clock_event *e;

		if (w->v[*k].at <= from) /* what it began with */
			continue;
		e = vec_push(l->a, l->out);
		*e = (struct clock_event){ .at = w->v[*k].at,
			.reply = str_is(w->v[*k].direction, "out"),
			.contact = str_is(w->v[*k].direction, "in"),
			.state = STR_NONE,
			.policy = STR_NONE,
			.holder = STR_NONE,
			.reason = STR_NONE,
			.who = STR_NONE };
	}
}

/* Legs without events: each state is a stay of the leg. */
static enum err
add_legs(struct life *l, struct id ticket, msec end)
{
	struct rows_promise_legs rows;
	struct id who;
	enum err rc = q_promise_legs(l->c->db, l->a, ticket, &rows);

	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct row_promise_legs *r = &rows.v[i];
		struct clock_event *e;

		if (r->at >= end)
			continue;
		e = vec_push(l->a, l->out);
		*e = (struct clock_event){ .at = r->at,
			.state = STR_NONE,
			.policy = STR_NONE,
			.holder = STR_NONE,
			.reason = STR_NONE,
			.who = STR_NONE,
			.team = STR_NONE,
			.lent_told = true,
			.lent_owner_told = true,
			.lent_to = r->to_team,
			.lent_owner =
			    id_parse(r->holder, &who) ? r->holder : STR_NONE,
			.legs = { { id_str(&r->leg), r->state, r->policy },
			    no_leg() } };
	}
	return rc;
}

/* In the order they happened; of the same instant as they were read. */
static void
in_order(struct clock_events *e)
{
	for (size_t i = 1; i < e->n; i++) {
		struct clock_event one = e->v[i];
		size_t k = i;

		for (; k > 0 && e->v[k - 1].at > one.at; k--)
			e->v[k] = e->v[k - 1];
		e->v[k] = one;
	}
}

static enum err
read_past(struct life *l, struct id ticket, struct str policy, msec end)
{
	struct rows_stay_list stays;
	struct rows_promise_words words;
	struct clock_event *e;
	size_t k = 0;
	enum err rc;

	rc = q_stay_list(l->c->db, l->a, STR("ticket"), ticket, &stays);
	if (rc == OK)
		rc = q_promise_words(l->c->db, l->a, ticket, &words);
	for (size_t i = 0; rc == OK && i < stays.n; i++) {
		const struct row_stay_list *s = &stays.v[i];

		if (s->from_at >= end)
			break;
		add_words(l, &words, &k, l->t->created_at, s->from_at);
		e = vec_push(l->a, l->out);
		*e = (struct clock_event){ .at = s->from_at,
			.created = i == 0,
			.state = s->state,
			.policy = i == 0 ? policy : STR_NONE,
			.holder = s->holder,
			.reason = s->reason,
			.who = STR_NONE };
	}
	if (rc == OK)
		add_words(l, &words, &k, l->t->created_at, end);
	if (rc == OK)
		rc = add_legs(l, ticket, end);
	in_order(l->out);
	return core_db(l->c, rc);
}

static struct rows_promise_words
words_of(struct arena *a, const struct rows_promise_moved *m)
{
	struct rows_promise_words w = {
		.v = NEWN(a, struct row_promise_words, m->n), .n = m->n
	};

	for (size_t i = 0; i < m->n; i++)
		w.v[i] =
		    (struct row_promise_words){ m->v[i].at, m->v[i].direction };
	return w;
}

enum err
promise_split_words(struct core *c, struct arena *a, struct id ticket,
    int64_t event, msec from, msec to, struct clock_events *out)
{
	struct life l = { .c = c, .a = a, .out = out };
	struct rows_promise_words words;
	struct rows_promise_moved moved = { NULL, 0 };
	size_t k = 0;
	enum err rc;

	if (event == 0)
		rc = q_promise_words(c->db, a, ticket, &words);
	else if ((rc = q_promise_moved(c->db, a, event, &moved)) == OK)
		words = words_of(a, &moved);
	if (rc == OK)
		add_words(&l, &words, &k, from, to);
	return core_db(c, rc);
}

/* ---- what was joined into it -------------------------------------------- */

/* Its clocks as they were just before. */
static enum err
joined(struct life *l, struct policies *p, const struct row_link_merges *m,
    struct clock_event *e)
{
	struct clock_set s = { .policies = p,
		.arena = l->a,
		.fault = &l->c->fault,
		.state = STR_NONE,
		.policy = STR_NONE };
	struct clock_events *life = NEW(l->a, struct clock_events);
	struct row_promise_case t;
	size_t n = 0;
	enum err rc;

	rc = core_db(l->c, q_promise_case(l->c->db, l->a, m->ticket, &t));
	if (rc == OK)
		rc = promise_events(l->c, l->a, m->ticket, &t, life);
	while (rc == OK && n < life->n && life->v[n].n < m->n)
		n++;
	if (rc == OK) {
		life->n = n;
		rc = promise_play(&s, life);
	}
	*e = (struct clock_event){ .n = m->n,
		.at = m->at,
		.state = STR_NONE,
		.policy = STR_NONE,
		.holder = STR_NONE,
		.reason = STR_NONE,
		.who = STR_NONE,
		.joined = s.rows.v,
		.njoined = s.rows.n,
		.unjoined = m->unjoined,
		.joined_life = life,
		.joined_team = rc == OK ? t.team : STR_NONE };
	return rc;
}

static void
insert(struct arena *a, struct clock_events *all, const struct clock_event *e)
{
	size_t i = all->n;

	vec_push(a, all);
	for (; i > 0 && all->v[i - 1].n > e->n; i--)
		all->v[i] = all->v[i - 1];
	all->v[i] = *e;
}

static enum err
add_joined(struct life *l, struct id ticket)
{
	struct rows_link_merges merges;
	struct clock_event e;
	struct policies *p;
	enum err rc;

	rc = core_db(l->c, q_link_merges(l->c->db, l->a, ticket, &merges));
	if (rc != OK || merges.n == 0)
		return rc;
	rc = policies_now(l->c, &p);
	for (size_t i = 0; i < merges.n && rc == OK; i++)
		if ((rc = joined(l, p, &merges.v[i], &e)) == OK)
			insert(l->a, l->out, &e);
	return rc;
}

enum err
promise_events(struct core *c, struct arena *a, struct id ticket,
    const struct row_promise_case *t, struct clock_events *out)
{
	struct clock_events log = { 0 }, past = { 0 };
	struct life l = { .c = c, .a = a, .out = &log, .t = t };
	struct str policy;
	enum err rc;

	if ((rc = read_log(&l, ticket, &policy)) != OK)
		return rc;
	if (!l.logged_whole) {
		l.out = &past;
		rc = read_past(&l, ticket, policy,
		    l.logged_at != 0 ? l.logged_at : INT64_MAX);
	}
	*out = past;
	out->unmade = log.unmade;
	for (size_t i = 0; rc == OK && i < log.n; i++) {
		*vec_push(a, out) = log.v[i];
		if (i == 0 && l.split_at != 0)
			rc = promise_split_words(c, a, ticket, log.v[0].n,
			    log.v[0].at, l.split_at, out);
	}
	l.out = out;
	return rc == OK ? add_joined(&l, ticket) : rc;
}

enum err
promise_play(struct clock_set *s, const struct clock_events *e)
{
	enum err rc = OK;

	for (size_t i = 0; i < e->n && rc == OK; i++)
		rc = clock_step(s, &e->v[i]);
	return rc;
}
