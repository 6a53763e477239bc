/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo.c - which events can be taken back, and the write that does it.
 *
 * Each value of the event is set to what it was before, by the function of
 * the event's kind; a redo does the same with the undo's own values.
 */
#include "core/undo.h"

#include "base/json.h"
#include "core/agent.h"
#include "core/bulk.h"
#include "core/letter.h"
#include "core/undo_table.h"
#include "core/watch.h"
#include "queries.h"

enum { LOOK_BACK = 200, KEPT_DAYS = 30 };

const struct undo_value *
undo_get(const struct undo_of *u, const char *entity, const char *field)
{
	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].entity, entity) &&
		    str_is(u->v[i].field, field))
			return &u->v[i];
	return NULL;
}

/* ---- which one? --------------------------------------------------------- */

struct undoing {
	struct row_undo_event e; /* the event that is taken back */
	struct str kind;	 /* of the first: an undo has its target's */
	struct str body;
	const struct undo_def *def;
	bool redo;
	bool step; /* one ticket of a bulk */
	struct id op;
	struct bulk_back part; /* of a bulk */
};

int64_t
undo_undoes(struct str body)
{
	struct json *json;
	int64_t n = 0;

	if (json_parse(body, &json, NULL) == OK) {
		n = json_int(json_get(json, "undoes"));
		json_free(json);
	}
	return n;
}

/* What it was, as people say it: "parking a ticket". */
static const char *
act(struct str kind)
{
	const struct undo_def *d = undo_def_of(kind);

	return d != NULL ? _(d->what) : _("another change");
}

static enum err
cannot(struct core *c, const struct row_undo_event *e, struct str kind)
{
	const char *instead = undo_why_not(kind);

	if (instead != NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("event %lld (%s) cannot be undone; instead: %s"),
		    (long long)e->n, kind.s, instead);
	return fail(&c->fault, ERR_INVALID,
	    _("event %lld (%s) cannot be undone; change it back by hand"),
	    (long long)e->n, kind.s);
}

/* Undo is for slips: what stands for a month is changed by another change. */
static enum err
too_old(struct core *c, const struct row_undo_event *e)
{
	if (clock_now(c->clock) - e->recorded_at <= DAYS(KEPT_DAYS))
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("%s (event %lld) is older than %d days; change it back by hand"),
	    act(e->kind), (long long)e->n, KEPT_DAYS);
}

static enum err
read_event(struct core *c, int64_t n, struct row_undo_event *e)
{
	enum err rc = q_undo_event(c->db, &c->scratch, n, e);

	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no event %lld that you may see"), (long long)n);
	return core_db(c, rc);
}

/* One's own; another's with the right for it. What it changes is reached by
 * the right of the original write. */
static bool
may_touch(const struct core *c, const struct row_undo_event *e)
{
	return id_eq(e->actor, c->me.id) ||
	    c->grants[MAY_UNDO_OTHERS] == SCOPE_ALL;
}

static enum err
check_event(struct core *c, int64_t n, struct undoing *u)
{
	struct row_undo_event first;
	enum err rc;

	if ((rc = read_event(c, n, &u->e)) != OK)
		return rc;
	if (!may_touch(c, &u->e))
		return fail(&c->fault, ERR_DENIED,
		    _("%s (event %lld) is somebody else's; who did it undoes "
		      "it, or a supervisor"),
		    act(u->e.kind), (long long)n);
	if (u->e.undone)
		return fail(&c->fault, ERR_INVALID,
		    _("%s (event %lld) is undone already; nothing was "
		      "changed"),
		    act(u->e.kind), (long long)n);
	if ((rc = too_old(c, &u->e)) != OK)
		return rc;
	u->kind = u->e.kind;
	u->body = u->e.body;
	if ((u->redo = str_is(u->e.kind, "undo"))) {
		if ((rc = read_event(c, undo_undoes(u->e.body), &first)) != OK)
			return rc;
		/* Done again: what counts is the first event, which stands. */
		if (str_is(first.kind, "undo"))
			return check_event(c, undo_undoes(first.body), u);
		u->kind = first.kind;
		u->body = first.body;
	}
	u->def = undo_def_of(u->kind);
	return u->def != NULL ? OK : cannot(c, &u->e, u->kind);
}

/* What was done to many at once is taken back at once: the bulk's event, or 0
 * when that is undone and this one stayed. */
static enum err
whole_of(struct core *c, const struct row_undo_last *e, int64_t *n)
{
	struct row_bulk_plan plan;
	struct id bulk = ID_NONE;
	struct json *json;
	enum err rc;

	*n = e->n;
	if (json_parse(e->body, &json, NULL) == OK) {
		(void)id_parse(json_str(json_get(json, "bulk")), &bulk);
		json_free(json);
	}
	if (id_none(bulk))
		return OK;
	if ((rc = q_bulk_plan(c->db, &c->scratch, bulk, &plan)) == OK)
		*n = plan.undone ? 0 : plan.n;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* The newest that can be taken back; an undo is not, unless it is named. What
 * stands before it and cannot be is told: whoever says "take it back" after it
 * means that, and nothing older is touched in its place. */
static enum err
find_last(struct core *c, msec from, int64_t *n, struct str *stands)
{
	struct rows_undo_last rows;
	enum err rc;

	*stands = STR_NONE;

	if (from < clock_now(c->clock) - DAYS(KEPT_DAYS))
		from = clock_now(c->clock) - DAYS(KEPT_DAYS);
	rc = q_undo_last(c->db, &c->scratch, c->me.id, from, LOOK_BACK, &rows);
	if (rc != OK)
		return core_db(c, rc);
	*n = 0;
	for (size_t i = 0; i < rows.n && *n == 0; i++) {
		struct str kind = rows.v[i].kind;

		if (undo_def_of(kind) == NULL && !undo_passes(kind) &&
		    stands->len == 0)
			*stands = kind;
		if (undo_def_of(kind) != NULL &&
		    (rc = whole_of(c, &rows.v[i], n)) != OK)
			return rc;
	}
	return OK;
}

static enum err
stays(struct core *c, struct str kind, int64_t before)
{
	const char *instead = undo_why_not(kind);
	struct row_undo_event e;
	enum err rc;

	if (before == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("what you did last cannot be undone; instead: %s"),
		    instead);
	if ((rc = read_event(c, before, &e)) != OK)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("what you did last cannot be undone; instead: %s. Before it you "
	      "did: %s (undo event=%lld)"),
	    instead, act(e.kind), (long long)before);
}

static enum err
choose(struct core *c, int64_t event, struct undoing *u)
{
	struct str stands = STR_NONE;
	struct row_undo_event e;
	int64_t before;
	enum err rc;

	if (id_none(c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("nobody is signed in; sign in first"));
	if (event == 0 && (rc = find_last(c, c->since, &event, &stands)) != OK)
		return rc;
	if (stands.len > 0)
		return stays(c, stands, event);
	if (event != 0)
		return check_event(c, event, u);
	if ((rc = find_last(c, 0, &before, &stands)) != OK)
		return rc;
	if (stands.len > 0)
		return stays(c, stands, before);
	if (before != 0 && (rc = read_event(c, before, &e)) != OK)
		return rc;
	if (before != 0)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("you did nothing since signing in that can be undone; "
		      "your last before was: %s (undo event=%lld)"),
		    act(e.kind), (long long)before);
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("you did nothing yet that can be undone"));
}

/* ---- the write ---------------------------------------------------------- */

static enum err
check_later(struct core *c, const struct undoing *u)
{
	struct rows_undo_later later;
	const char *who;
	enum err rc;

	rc = q_undo_later(c->db, &c->scratch, u->e.entity_id, u->e.n, &later);
	if (rc != OK || later.n == 0)
		return core_db(c, rc);
	who = later.v[0].actor_name.len > 0 ? later.v[0].actor_name.s
					    : _("the program");
	if (u->step)
		return fail(&c->fault, ERR_CONFLICT, _("%s changed it since"),
		    who);
	return fail(&c->fault, ERR_CONFLICT,
	    _("%s stays: %s changed the same after it (%s, event %lld)"),
	    act(u->kind), who, act(later.v[0].kind), (long long)later.v[0].n);
}

static enum err
mark(struct core *c, const struct undoing *u)
{
	int64_t added = 0;
	enum err rc = OK;

	if (u->redo)
		rc = q_undone_drop(c->db, u->e.op, NULL);
	if (rc == OK)
		rc = q_undone_add(c->db, u->e.n, u->op, &added);
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("%s (event %lld) is undone already; nothing was "
		      "changed"),
		    act(u->kind), (long long)u->e.n);
	return core_db(c, rc);
}

/* Who gave a thing out of their own reach takes it back: the hands it went to
 * are what the event changed, and nobody changed them since (check_later). */
static void
reach_again(struct core *c, struct write *w, const struct undo_of *of,
    struct id actor)
{
	static const char *const hands[] = { "team", "owner", "lent_to",
		"lent_owner" };

	for (size_t i = 0; i < countof(hands) && id_eq(actor, c->me.id); i++)
		if (undo_get(of, of->entity.s, hands[i]) != NULL)
			w->scope.level = SCOPE_ALL;
}

/* What was told of it goes; of what was done to many, by the id of the whole. */
static enum err
untell(struct core *c, const struct undoing *u)
{
	enum err rc = watch_untell(c, u->e.op);

	return rc == OK && str_is(u->kind, "ticket.bulk")
	    ? watch_untell(c, u->e.entity_id)
	    : rc;
}

static enum err
undo_body(struct core *c, struct write *w)
{
	struct undoing *u = w->u;
	struct rows_undo_values rows;
	struct undo_value *v;
	struct undo_of of = { .n = u->e.n,
		.kind = u->kind,
		.entity = u->e.entity,
		.body = u->body,
		.id = u->e.entity_id,
		.at = u->e.at,
		.redo = u->redo };
	enum err rc;

	rc = q_undo_values(c->db, &c->scratch, u->e.n, &rows);
	if (rc != OK)
		return core_db(c, rc);
	v = NEWN(&c->scratch, struct undo_value, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = (struct undo_value){ rows.v[i].entity, rows.v[i].field,
			rows.v[i].old, rows.v[i].new };
	of.v = v;
	of.nv = rows.n;
	w->beside_of = u->e.n;
	reach_again(c, w, &of, u->e.actor);
	if ((rc = mark(c, u)) != OK || (rc = check_later(c, u)) != OK ||
	    (rc = u->def->undo(c, w, &of)) != OK)
		return core_db(c, rc);
	if (!u->redo && (rc = untell(c, u)) != OK)
		return rc;
	w->body_json =
	    str_printf(&c->scratch, "{\"undoes\":%lld,\"kind\":\"%s\"%s}",
		(long long)u->e.n, u->kind.s, u->redo ? ",\"redo\":true" : "");
	return OK;
}

enum { TOLD = 5 }; /* tickets that are named in a sentence */

static struct str
what(struct arena *a, const struct undoing *u)
{
	const struct bulk_back *p = &u->part;
	struct str stay = STR_NONE;

	if (p->stayed == 0)
		return str_of(_(u->def->what));
	for (size_t i = 0; i < p->stayed && i < TOLD; i++)
		stay = str_printf(a, "%s%sT-%lld", stay.s, i > 0 ? ", " : "",
		    (long long)p->v[i].number);
	return str_printf(a,
	    ngettext("%s (%zu of %zu stays: %s%s)",
		"%s (%zu of %zu stay: %s%s)", p->stayed),
	    _(u->def->what), p->stayed, p->changed + p->stayed, stay.s,
	    p->stayed > TOLD ? " ..." : "");
}

static void
answer(struct arena *a, const struct undoing *u, struct undo_done *out)
{
	*out = (struct undo_done){ .event = u->e.n,
		.kind = str_copy(a, u->kind),
		.entity = str_copy(a, u->e.entity),
		.id = u->e.entity_id,
		.what = what(a, u),
		.redo = u->redo,
		.all = u->part.all,
		.changed = u->part.changed,
		.stayed = u->part.stayed,
		.stays = u->part.v,
		.left = u->part.left,
		.channel = STR_NONE,
		.text = STR_NONE,
		.files = STR_NONE };
}

/* Nobody is to write it again, nor to send it twice. */
static void
answer_back(struct core *c, struct arena *a, const struct undoing *u,
    struct undo_done *out)
{
	struct letter_back l;

	if (!str_is(u->kind, "ticket.reply") ||
	    letter_back(c, a, undo_message(u->body), &l) != OK)
		return;
	out->channel = l.channel;
	out->text = l.body;
	out->files = l.files;
}

/* Told after it was done: what, and to what. */
static void
answer_done(struct core *c, struct arena *a, const struct undoing *u,
    struct undo_done *out)
{
	struct row_undo_thing t;

	answer(a, u, out);
	answer_back(c, a, u, out);
	if (q_undo_thing(c->db, &c->scratch, u->e.entity, u->e.entity_id, &t) ==
	    OK)
		out->what = str_printf(a, "%s, %s-%lld", out->what.s,
		    t.letter.s, (long long)t.number);
}

/* The same op again: what it had undone. */
static bool
replayed(struct core *c, struct undoing *u)
{
	struct row_undo_event first;
	struct row_undo_target target;
	bool found;

	if (id_none(c->op) ||
	    q_undo_target(c->db, &c->scratch, c->op, &target) != OK)
		return false;
	found = read_event(c, target.event, &u->e) == OK && may_touch(c, &u->e);
	u->kind = u->e.kind;
	u->body = u->e.body;
	if (found && str_is(u->kind, "undo") &&
	    read_event(c, undo_undoes(u->e.body), &first) == OK) {
		u->kind = first.kind;
		u->body = first.body;
	}
	u->def = undo_def_of(u->kind);
	return found && u->def != NULL;
}

/* A refusal says of what: u is pressed on one thing, and what was done last
 * may be another. */
static enum err
refused(struct core *c, const struct undoing *u, enum err rc)
{
	struct row_undo_thing t;
	struct str why;

	if (u->step || (rc != ERR_INVALID && rc != ERR_CONFLICT) ||
	    c->fault.asks != NULL ||
	    q_undo_thing(c->db, &c->scratch, u->e.entity, u->e.entity_id, &t) !=
		OK)
		return rc;
	why = str_copy(&c->scratch, str_of(c->fault.text));
	return fail(&c->fault, rc, "%s-%lld: %s", t.letter.s,
	    (long long)t.number, why.s);
}

enum err
undo_event(struct core *c, struct arena *a, int64_t event,
    struct undo_done *out)
{
	return undo_part(c, a, event, 0, SIZE_MAX, out);
}

static bool
stays_whole(const struct bulk_back *p)
{
	return p->from == 0 && p->stayed > 0 && p->changed == 0;
}

static enum err
take_back(struct core *c, struct arena *a, int64_t event, struct undoing *u,
    struct undo_done *out)
{
	struct write w = { .kind = "undo", .body = undo_body, .u = u };
	enum err rc = OK;

	if (!replayed(c, u) && (rc = choose(c, event, u)) != OK)
		return rc;
	if (id_none(c->op))
		c->op = id_make(clock_now(c->clock));
	u->op = c->op;
	if (str_is(u->kind, "ticket.bulk") &&
	    (rc = bulk_back(c, a, u->body, u->e.op, u->redo, &u->part)) != OK)
		return rc;
	/* The whole is undone with its last part; or may be tried again, for
	 * nothing was. */
	if (u->part.left > 0 || stays_whole(&u->part)) {
		answer(a, u, out);
		c->op = ID_NONE;
		return OK;
	}
	w.may = u->def->may;
	w.entity = u->e.entity.s;
	w.id = u->e.entity_id;
	if ((rc = core_write(c, &w)) != OK)
		return refused(c, u, rc);
	answer_done(c, a, u, out);
	/* One's own rights may be another's after it. */
	return str_is(u->e.entity, "role") || str_is(u->e.entity, "agent")
	    ? agent_refresh(c)
	    : OK;
}

enum err
undo_part(struct core *c, struct arena *a, int64_t event, size_t from,
    size_t most, struct undo_done *out)
{
	struct undoing u = { .part = { .from = from, .most = most } };

	return take_back(c, a, event, &u, out);
}

enum err
undo_step(struct core *c, int64_t event)
{
	struct undoing u = { .step = true };
	struct undo_done done;

	return take_back(c, &c->scratch, event, &u, &done);
}

enum err
undo_next(struct core *c, struct arena *a, struct undo_done *out)
{
	struct undoing u = { .redo = false };
	enum err rc = choose(c, 0, &u);

	if (rc == OK)
		answer(a, &u, out);
	return rc;
}
