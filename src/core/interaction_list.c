/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_list.c - reading contacts: one, its matters, lists of them.
 *
 * A list is picked as ids by the query whose index leads best, then read as
 * rows.
 */
#include "core/interaction_body.h"
#include "base/utf8.h"
#include "core/list.h"

enum { OPEN_MAX = 50 };

void
interaction_ahead(struct core *c, struct id id)
{
	struct scope scope;

	if (c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    core_allow(c, MAY_INTERACTION_READ, &scope) == OK)
		q_interaction_get_ahead(c->db, &scope, id);
}

enum err
interaction_get(struct core *c, struct arena *a, struct id id,
    struct row_interaction_get *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	return interaction_found(c,
	    q_interaction_get(c->db, a, &scope, id, row));
}

enum err
interaction_id(struct core *c, struct str ref, struct id *id)
{
	struct row_interaction_number row;
	struct row_interaction_get whole;
	struct scope scope;
	int64_t number;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = list_ref(c, ref, 'i',
		 _("'%s' is no contact; write I-1042, 1042 or the id"), &row.id,
		 &number)) != OK)
		return rc;
	if (number == 0)
		rc = q_interaction_get(c->db, &c->scratch, &scope, row.id,
		    &whole);
	else
		rc = q_interaction_number(c->db, &c->scratch, &scope, number,
		    &row);
	if (rc == OK)
		*id = row.id;
	return interaction_found(c, rc);
}

enum err
interaction_matters(struct core *c, struct arena *a, struct id id,
    struct rows_matter_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_matter_list(c->db, a, &scope, id, list_lang(c), rows));
}

/* ---- in hand ------------------------------------------------------------ */

enum err
interaction_open(struct core *c, struct arena *a,
    struct rows_interaction_open *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_interaction_open(c->db, a, &scope, c->me.id, OPEN_MAX, rows));
}

struct interaction_spans
interaction_spans(struct str state, msec since_at, msec wait_ms, msec talk_ms,
    msec hold_ms, msec wrap_ms, msec now)
{
	struct interaction_spans s = { .wait_ms = wait_ms,
		.talk_ms = talk_ms,
		.hold_ms = hold_ms,
		.wrap_ms = wrap_ms };
	const struct {
		const char *state;
		msec *sum;
	} running[] = {
		{ "waiting", &s.wait_ms },
		{ "talking", &s.talk_ms },
		{ "held", &s.hold_ms },
		{ "wrap-up", &s.wrap_ms },
	};

	for (size_t i = 0; i < countof(running); i++)
		if (str_is(state, running[i].state) && since_at != 0 &&
		    now > since_at) {
			s.since_ms = now - since_at;
			*running[i].sum += s.since_ms;
		}
	s.whole_ms = s.wait_ms + s.talk_ms + s.hold_ms + s.wrap_ms;
	return s;
}

/* ---- lists -------------------------------------------------------------- */

/* Of those that wait, who takes contacts is shown what they may take: their
 * team's, though they handle only their own (interaction_answer()). */
static void
may_take(const struct core *c, struct scope *scope)
{
	int level = c->grants[MAY_INTERACTION_HANDLE];

	if (level == SCOPE_NONE)
		return;
	scope->level = level > SCOPE_OWN ? level : SCOPE_TEAM;
	scope->tickets = SCOPE_NONE;
}

enum err
interaction_waiting_of(struct core *c, struct id customer, struct id *id)
{
	struct rows_interaction_pick_waiting rows;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	*id = ID_NONE;
	if (rc != OK || id_none(customer))
		return rc;
	may_take(c, &scope);
	rc = q_interaction_pick_waiting(c->db, &c->scratch, &scope, STR_NONE,
	    STR_NONE, customer, 1, &rows);
	if (rc == OK && rows.n > 0)
		*id = rows.v[0].id;
	return core_db(c, rc);
}

struct pick {
	const struct interaction_filter *f;
	struct scope scope;
	struct str states, channel, queue;
	struct list_from from;
	int64_t limit;
	struct rows_interaction_pick_waiting waits; /* in their order */
};

static enum err
check_states(struct core *c, struct str words)
{
	static const char *const all[] = { "waiting", "talking", "held",
		"wrap-up", "closed" };
	struct str word;
	size_t i;

	while (str_next(&c->scratch, &words, ',', &word)) {
		word = utf8_trim(&c->scratch, word);
		for (i = 0; i < countof(all) && !str_is(word, all[i]); i++)
			continue;
		if (i == countof(all))
			return fail(&c->fault, ERR_INVALID,
			    _("no state '%s'; there are waiting, talking, "
			      "held, wrap-up and closed"),
			    word.s);
	}
	return OK;
}

/* The rows in the order in which they were picked. */
static void
as_picked(const struct rows_interaction_pick_waiting *w,
    struct rows_interaction_rows *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = n; k < rows->n; k++)
			if (id_eq(rows->v[k].id, w->v[i].id)) {
				struct row_interaction_rows r = rows->v[k];

				rows->v[k] = rows->v[n];
				rows->v[n++] = r;
				break;
			}
}

static enum err
pick_ids(struct core *c, struct pick *p, struct str *ids)
{
	const struct interaction_filter *f = p->f;
	struct arena *a = &c->scratch;
	struct rows_interaction_pick_customer theirs;
	struct rows_interaction_pick_owner mine;
	struct rows_interaction_pick any;
	enum err rc;

	if (!id_none(f->customer)) {
		rc = q_interaction_pick_customer(c->db, a, &p->scope,
		    f->customer, p->states, p->channel, p->queue, f->owner,
		    p->from.at, p->from.id, p->limit, &theirs);
		if (rc == OK)
			*ids = LIST_IDS(a, theirs);
	} else if (!id_none(f->owner)) {
		rc = q_interaction_pick_owner(c->db, a, &p->scope, f->owner,
		    p->states, p->channel, p->queue, p->from.at, p->from.id,
		    p->limit, &mine);
		if (rc == OK)
			*ids = LIST_IDS(a, mine);
	} else if (f->waiting) {
		struct scope takes = p->scope;

		may_take(c, &takes);
		rc = q_interaction_pick_waiting(c->db, a, &takes, p->channel,
		    p->queue, ID_NONE, p->limit, &p->waits);
		if (rc == OK)
			*ids = LIST_IDS(a, p->waits);
	} else {
		rc = q_interaction_pick(c->db, a, &p->scope, p->states,
		    p->channel, p->queue, p->from.at, p->from.id, p->limit,
		    &any);
		if (rc == OK)
			*ids = LIST_IDS(a, any);
	}
	return core_db(c, rc);
}

enum err
interaction_list(struct core *c, struct arena *a,
    const struct interaction_filter *f, struct rows_interaction_rows *rows)
{
	struct pick p = {
		.f = f,
		.from = list_from(f->before_at, f->before),
		.limit = list_limit(f->limit, 50, 500),
		.channel = list_given(f->channel),
		.queue = list_given(f->queue),
	};
	struct str ids;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &p.scope)) != OK ||
	    (rc = check_states(c, list_given(f->states))) != OK)
		return rc;
	p.states = list_words(&c->scratch, list_given(f->states));
	if ((rc = pick_ids(c, &p, &ids)) != OK)
		return rc;
	rc = core_db(c, q_interaction_rows(c->db, a, &p.scope, ids, rows));
	if (rc == OK)
		as_picked(&p.waits, rows);
	return rc;
}
