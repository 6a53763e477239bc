/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_run.c - going through a script, kept step by step: any terminal finds
 * it where it was left.
 */
#include "core/interaction_body.h"
#include "core/list.h"
#include "core/script.h"

enum err
script_run_of(struct core *c, struct arena *a, struct id contact,
    struct row_script_run_of *out)
{
	struct row_interaction_get seen;
	enum err rc = interaction_get(c, a, contact, &seen);

	if (rc != OK)
		return rc;
	rc = q_script_run_of(c->db, a, contact, list_lang(c), out);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("this contact has no script open; 'script start' opens "
		      "one"));
	return core_db(c, rc);
}

void
script_way_ahead(struct core *c, struct id run)
{
	q_script_wish_list_ahead(c->db, run);
	q_script_visits_ahead(c->db, run);
}

enum err
script_visit(struct core *c, struct arena *a, struct id run, int64_t seq,
    struct row_script_visit_get *out)
{
	return core_db(c, q_script_visit_get(c->db, a, run, seq, out));
}

enum err
script_wishes(struct core *c, struct arena *a, struct id run,
    struct rows_script_wish_list *out)
{
	return core_db(c, q_script_wish_list(c->db, a, run, out));
}

enum err
script_way(struct core *c, struct arena *a, struct id run,
    struct rows_script_visits *out)
{
	return core_db(c, q_script_visits(c->db, a, run, out));
}

/* ---- beginning ---------------------------------------------------------- */

struct beginning {
	struct id script, run;
	struct str lang, step, body;
};

static enum err
begin_body(struct core *c, struct write *w)
{
	const struct beginning *b = w->u;
	struct row_interaction_take was;
	struct row_script_run_of old;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK)
		return rc;
	if (str_is(was.state, "closed"))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is closed: no script can begin"));
	rc = q_script_run_of(c->db, &c->scratch, w->id, list_lang(c), &old);
	if (rc == OK && str_is(old.state, "running"))
		return fail(&c->fault, ERR_INVALID,
		    _("the script '%s' is open already"), old.name.s);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	rc = q_script_run_add(c->db, b->run, w->id, b->script, c->me.id,
	    b->lang, b->step, w->at, NULL);
	if (rc == OK)
		rc = q_script_visit_add(c->db, b->run, 1, 0, b->step, w->at,
		    b->body, NULL);
	if (rc == OK)
		write_set_of(c, w, "script_run", "step", STR_NONE, b->step);
	return core_db(c, rc);
}

static void
run_ahead(struct core *c, const struct write *w)
{
	q_interaction_take_ahead(c->db, &w->scope, w->id);
	q_script_run_of_ahead(c->db, w->id, list_lang(c));
}

static enum err
write_run(struct core *c, const char *kind, struct id contact,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = { .may = MAY_INTERACTION_HANDLE,
		.kind = kind,
		.entity = "interaction",
		.id = contact,
		.body = body,
		.ahead = run_ahead,
		.u = u };

	return core_write(c, &w);
}

enum err
script_begin(struct core *c, struct id contact, struct id script,
    struct str lang, struct str step, struct str body, struct id *run)
{
	struct beginning b = { script, id_make(clock_now(c->clock)), lang, step,
		body };
	enum err rc = write_run(c, "script.start", contact, begin_body, &b);

	if (rc == OK)
		*run = b.run;
	return rc;
}

/* ---- what is asked to be done ------------------------------------------- */

struct doing {
	struct core *c;
	struct id contact;
	const struct script_acts *acts;
	struct row_script_run_of run;
	struct id ticket; /* that an act made */
	size_t stuck;	  /* the act that was refused; SIZE_MAX: none */
};

static enum err
note_act(struct core *c, const struct doing *d, size_t i)
{
	const struct script_act *x = &d->acts->v[i];
	bool undone = d->acts->undone[i];

	return core_db(c,
	    q_script_wish_set(c->db, d->run.id, x->place, x->line,
		undone ? STR("refused") : STR("done"),
		undone ? str_of(d->acts->why[i].text) : STR_NONE,
		clock_now(c->clock), NULL));
}

/* Those not marked as undone; a refusal marks the act and stops. */
static enum err
do_acts(struct core *c, struct doing *d)
{
	const struct script_acts *x = d->acts;
	enum err rc;

	d->ticket = ID_NONE;
	d->stuck = SIZE_MAX;
	for (size_t i = 0; i < x->n; i++) {
		if (!x->undone[i]) {
			c->op = ID_NONE;
			rc = x->act(x->u, x->v[i].line, &d->ticket);
			if (rc != OK) {
				x->why[i] = c->fault;
				d->stuck = i;
				return rc;
			}
		}
		if ((rc = note_act(c, d, i)) != OK)
			return rc;
	}
	return OK;
}

/* Refusals that a person can do something about, or leave. */
static bool
is_refusal(enum err rc)
{
	return rc == ERR_INVALID || rc == ERR_DENIED || rc == ERR_NEED_ARG ||
	    rc == ERR_NOT_FOUND || rc == ERR_CONFLICT || rc == ERR_USAGE;
}

/* All of `body` in one transaction; with `skip` again without what was
 * refused, until it goes through. */
static enum err
together(struct core *c, struct doing *d,
    enum err (*body)(struct core *, void *), void *u)
{
	struct id op = c->op;
	enum err rc;

	for (;;) {
		c->op = op;
		d->stuck = SIZE_MAX;
		rc = core_together(c, body, u);
		if (rc == OK || d->stuck == SIZE_MAX || !is_refusal(rc) ||
		    !d->acts->skip)
			return rc;
		d->acts->undone[d->stuck] = true;
	}
}

/* ---- going on ----------------------------------------------------------- */

struct going {
	struct doing d; /* first: handed to do_acts */
	const struct script_go *in;
	struct id op;
};

static enum err
save_answers(struct core *c, struct write *w, const struct going *g)
{
	enum err rc = OK;

	for (size_t i = 0; i < g->in->nanswers && rc == OK; i++) {
		const struct script_answer *x = &g->in->answers[i];

		rc = x->value.len > 0
		    ? q_script_answer_set(c->db, g->d.run.id, x->field,
			  x->value, w->at, NULL)
		    : q_script_answer_drop(c->db, g->d.run.id, x->field, NULL);
		write_set_of(c, w, "script_answer", x->field.s, STR_NONE,
		    x->value);
	}
	return core_db(c, rc);
}

static enum err
open_run(struct core *c, struct id contact, int64_t seq,
    struct row_script_run_of *run)
{
	enum err rc =
	    q_script_run_of(c->db, &c->scratch, contact, list_lang(c), run);

	if (rc == ERR_NOT_FOUND || (rc == OK && !str_is(run->state, "running")))
		return fail(&c->fault, ERR_INVALID,
		    _("this contact has no script open; 'script start' opens "
		      "one"));
	if (rc == OK && seq != 0 && run->seq != seq)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the script has moved on, to '%s', at another terminal"),
		    run->step.s);
	return core_db(c, rc);
}

/* The visit that is open is left, and the next one entered. */
static enum err
next_visit(struct core *c, const struct write *w, const struct going *g)
{
	const struct script_go *in = g->in;
	const struct row_script_run_of *run = &g->d.run;
	enum err rc = q_script_visit_leave(c->db, run->id, run->seq, w->at,
	    in->move, in->key, NULL);

	if (rc == OK)
		rc = q_script_visit_add(c->db, run->id, run->seq + 1, in->prior,
		    in->step, w->at, in->body, NULL);
	return rc;
}

/* Another language is the same visit: nobody went anywhere. */
static enum err
go_body(struct core *c, struct write *w)
{
	struct going *g = w->u;
	const struct script_go *in = g->in;
	struct row_script_run_of *run = &g->d.run;
	bool stays = str_is(in->move, "language");
	struct row_interaction_take was;
	int64_t saved = 0;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK ||
	    (rc = open_run(c, w->id, in->seq, run)) != OK)
		return rc;
	if (!stays)
		rc = next_visit(c, w, g);
	if (rc == OK)
		rc = q_script_run_set(c->db, run->id, run->seq,
		    run->seq + !stays, in->step, STR("running"), 0, STR_NONE,
		    ID_NONE, in->lang, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the script has moved on, to '%s', at another terminal"),
		    run->step.s);
	if (rc != OK)
		return core_db(c, rc);
	if (stays)
		write_set_of(c, w, "script_run", "lang", run->lang, in->lang);
	else
		write_set_of(c, w, "script_run", "step", run->step, in->step);
	return save_answers(c, w, g);
}

/* The move first, as its op may have been applied before; then what it asks
 * for. */
static enum err
go_all(struct core *c, void *u)
{
	struct going *g = u;
	enum err rc;

	c->op = g->op;
	rc = write_run(c, "script.go", g->d.contact, go_body, g);
	if (rc != OK || c->done.replayed)
		return rc;
	{
		struct done first = c->done;

		rc = do_acts(c, &g->d);
		c->done = first;
	}
	return rc;
}

enum err
script_go(struct core *c, struct id contact, const struct script_go *in)
{
	struct going g = { .d = { c, contact, &in->acts, { 0 }, ID_NONE,
			       SIZE_MAX },
		.in = in,
		.op = c->op };

	if (in->acts.n == 0)
		return write_run(c, "script.go", contact, go_body, &g);
	return together(c, &g.d, go_all, &g);
}

/* ---- the end ------------------------------------------------------------ */

struct closing {
	struct doing d;
	struct script_ending *in;
	struct id op;
	struct id ticket; /* as it was given */
};

static enum err
end_run(struct core *c, struct closing *k)
{
	struct row_script_run_of *run = &k->d.run;
	msec now = c->at != 0 ? c->at : clock_now(c->clock);
	int64_t saved = 0;
	enum err rc;

	rc = q_script_visit_leave(c->db, run->id, run->seq, now, STR("end"),
	    STR_NONE, NULL);
	if (rc == OK)
		rc = q_script_run_set(c->db, run->id, run->seq, run->seq,
		    run->step, STR("ended"), now, k->in->finish.outcome,
		    k->in->finish.ticket, run->lang, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the script has moved on, to '%s', at another terminal"),
		    run->step.s);
	return core_db(c, rc);
}

static enum err
close_all(struct core *c, void *u)
{
	struct closing *k = u;
	struct id id;
	enum err rc;

	c->op = k->op;
	k->in->finish.ticket = k->ticket;
	if (core_applied(c, "interaction", &id))
		return interaction_finish(c, k->d.contact, &k->in->finish);
	if ((rc = core_allow(c, MAY_INTERACTION_HANDLE, NULL)) != OK ||
	    (rc = open_run(c, k->d.contact, k->in->seq, &k->d.run)) != OK ||
	    (rc = do_acts(c, &k->d)) != OK)
		return rc;
	if (!id_none(k->d.ticket))
		k->in->finish.ticket = k->d.ticket;
	if ((rc = end_run(c, k)) != OK)
		return rc;
	c->op = k->op;
	return interaction_finish(c, k->d.contact, &k->in->finish);
}

enum err
script_finish(struct core *c, struct id contact, struct script_ending *in)
{
	struct closing k = { .d = { c, contact, &in->acts, { 0 }, ID_NONE,
				 SIZE_MAX },
		.in = in,
		.op = c->op,
		.ticket = in->finish.ticket };

	return together(c, &k.d, close_all, &k);
}

static enum err
leave_body(struct core *c, struct write *w)
{
	struct row_script_run_of run;
	struct row_interaction_take was;
	int64_t saved;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK ||
	    (rc = open_run(c, w->id, 0, &run)) != OK)
		return rc;
	rc = q_script_visit_leave(c->db, run.id, run.seq, w->at, STR("left"),
	    STR_NONE, NULL);
	if (rc == OK)
		rc = q_script_run_set(c->db, run.id, run.seq, run.seq, run.step,
		    STR("left"), w->at, STR_NONE, ID_NONE, run.lang, &saved);
	write_set_of(c, w, "script_run", "state", STR("running"), STR("left"));
	return core_db(c, rc);
}

enum err
script_leave(struct core *c, struct id contact)
{
	return write_run(c, "script.leave", contact, leave_body, NULL);
}
