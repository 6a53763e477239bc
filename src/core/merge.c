/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * merge.c - one ticket joined into another, its promises taken over, and all
 * of it taken back.
 *
 * The clocks of the one that goes on are never stored twice: its life is
 * played again without the join when that is undone (promise_again).
 */
#include "core/complaint.h"
#include "core/history.h"
#include "core/link.h"
#include "core/list.h"
#include "core/promise_keep.h"
#include "core/rebuild.h"
#include "core/state_word.h"
#include "core/ticket_body.h"
#include "core/undo.h"

enum { REASON_MAX = 200 };

struct merging {
	struct id into;
	struct str reason;
	int64_t version;
};

/* ---- may they be joined? ------------------------------------------------ */

static enum err
not_owed(struct core *c, const struct row_ticket_take *t)
{
	enum err rc = link_points_on(c, t);

	if (rc != OK || !ticket_state_done(t->state))
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is %s and nothing is owed; reopen it first"),
	    (long long)t->number, ticket_is(t->state));
}

static enum err
one_customer(struct core *c, const struct row_ticket_take *from,
    const struct row_ticket_take *into)
{
	if (id_eq(from->customer, into->customer))
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld and T-%lld are of different customers, who would read "
	      "each other's words: link them instead"),
	    (long long)from->number, (long long)into->number);
}

/* What hangs on it would hang on nothing. */
static enum err
check_free(struct core *c, const struct row_ticket_take *from)
{
	static const char *const kinds[] = { "part-of", "incident" };
	struct rows_link_children below;
	enum err rc = OK;

	for (size_t i = 0; i < countof(kinds) && rc == OK; i++) {
		rc = q_link_children(c->db, &c->scratch, from->id,
		    str_of(kinds[i]), &below);
		if (rc == OK && below.n > 0)
			return fail(&c->fault, ERR_INVALID,
			    ngettext("T-%lld has %zu ticket below it: join the "
				     "other way round, or give it another "
				     "parent first",
				"T-%lld has %zu tickets below it: join the "
				"other way round, or give them another parent "
				"first",
				below.n),
			    (long long)from->number, below.n);
	}
	if (rc == OK && from->lent_to.len > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld lies with another team: recall it first"),
		    (long long)from->number);
	return core_db(c, rc);
}

/* What the law asks of a complaint is answered on the ticket that goes on. */
static enum err
one_law(struct core *c, const struct row_ticket_take *from,
    const struct row_ticket_take *into)
{
	struct row_complaint_kind is, goes_on;
	enum err rc;

	rc = q_complaint_kind(c->db, &c->scratch, from->id, &is);
	if (rc == OK && is.complaint)
		rc = q_complaint_kind(c->db, &c->scratch, into->id, &goes_on);
	if (rc != OK || !is.complaint || goes_on.complaint)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is a complaint and T-%lld is none, where it would have "
	      "no outcome: join the other way round, T-%lld into T-%lld"),
	    (long long)from->number, (long long)into->number,
	    (long long)into->number, (long long)from->number);
}

static enum err
check_merge(struct core *c, const struct row_ticket_take *from,
    const struct row_ticket_take *into)
{
	enum err rc;

	if (id_eq(from->id, into->id))
		return fail(&c->fault, ERR_INVALID,
		    _("a ticket is not joined into itself; name another"));
	if ((rc = not_owed(c, from)) != OK || (rc = not_owed(c, into)) != OK ||
	    (rc = one_customer(c, from, into)) != OK ||
	    (rc = one_law(c, from, into)) != OK)
		return rc;
	return check_free(c, from);
}

/* ---- the promises ------------------------------------------------------- */

struct pair_clocks {
	struct row_promise_case of, into_of;
	struct clock_set from, into;
};

/* Both sets as they are, then `into` as it would be. false: no promises. */
static enum err
take_over(struct core *c, struct id from, struct id into, msec at,
    struct pair_clocks *k, bool *any)
{
	struct row_link_unjoined before;
	struct policies *p;
	enum err rc;

	*any = false;
	if ((rc = policies_now(c, &p)) != OK || policies_none(p))
		return rc;
	if ((rc = core_db(c,
		 q_promise_case(c->db, &c->scratch, from, &k->of))) != OK ||
	    (rc = core_db(c,
		 q_promise_case(c->db, &c->scratch, into, &k->into_of))) !=
		OK ||
	    (rc = clocks_load(c, p, &k->of, from, &k->from)) != OK ||
	    (rc = clocks_load(c, p, &k->into_of, into, &k->into)) != OK ||
	    (rc = core_db(c,
		 q_link_unjoined(c->db, &c->scratch, into, &before))) != OK)
		return rc;
	*any = true;
	return clock_adopt(&k->into, k->from.rows.v, k->from.rows.n, at,
	    before.n);
}

static enum err
follow(struct core *c, struct write *w, struct id into)
{
	struct pair_clocks k;
	bool any;
	enum err rc = take_over(c, w->id, into, w->at, &k, &any);

	if (rc == OK && any)
		rc = clocks_save(c, into, k.into_of.created_at, &k.into);
	return rc == OK ? promise_follow(c, w, w->id) : rc;
}

/* ---- joining ------------------------------------------------------------ */

static enum err
save(struct core *c, struct write *w, const struct row_ticket_take *t,
    struct str reason)
{
	char iso[CLOCK_ISO];
	int64_t saved = 0;
	enum err rc;

	rc = q_ticket_save(c->db, t->id, t->version, t->typification,
	    t->subject, STR("merged"), t->priority, t->cycle, t->team, t->owner,
	    t->resolved_at, t->closed_at, w->at, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("%s saved T-%lld first; read it again and repeat your "
		      "change"),
		    history_last(c, t->id).s, (long long)t->number);
	if (rc != OK)
		return core_db(c, rc);
	w->version = t->version + 1;
	write_set(c, w, "state", t->state, STR("merged"));
	if (t->until_at != 0)
		write_set(c, w, "until", str_of(clock_iso(t->until_at, iso)),
		    STR_NONE);
	write_set(c, w, "reason", STR_NONE, reason);
	return core_stay(c, "ticket", t->id, STR("merged"), reason,
	    id_none(t->owner) ? t->team : id_str(&t->owner), w->at);
}

/* Both rows are locked in the order of their ids, so that two who join the
 * same pair both ways do not wait for each other. */
static enum err
take_both(struct core *c, struct write *w, struct id into,
    struct row_ticket_take *from, struct row_ticket_take *to)
{
	bool first = strcmp(w->id.s, into.s) < 0;
	enum err rc;

	rc = ticket_take(c, w, first ? w->id : into, first ? from : to);
	if (rc == OK)
		rc = ticket_take(c, w, first ? into : w->id, first ? to : from);
	return rc;
}

static enum err
merge_body(struct core *c, struct write *w)
{
	const struct merging *m = w->u;
	struct row_ticket_take from, into;
	struct str reason;
	enum err rc;

	if ((rc = take_both(c, w, m->into, &from, &into)) != OK ||
	    (rc = check_merge(c, &from, &into)) != OK ||
	    (rc = core_text(c, _("the reason"), m->reason, REASON_MAX, false,
		 true, &reason)) != OK)
		return rc;
	if (m->version != 0 && m->version != from.version)
		return fail(&c->fault, ERR_CONFLICT,
		    _("T-%lld was changed meanwhile; read it again"),
		    (long long)from.number);
	if ((rc = save(c, w, &from, reason)) != OK ||
	    (rc = link_put(c, w, "merged", into.id, into.number)) != OK)
		return rc;
	return follow(c, w, into.id);
}

enum err
ticket_merge(struct core *c, struct id from, struct id into, struct str reason,
    int64_t version)
{
	struct merging m = { into, list_given(reason), version };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.merge",
		.entity = "ticket",
		.id = from,
		.body = merge_body,
		.u = &m };

	return core_write(c, &w);
}

/* ---- said before -------------------------------------------------------- */

/* The nearer of what two clocks, or one, were due. */
static msec
nearer(const struct row_clock_of *a, const struct row_clock_of *b)
{
	msec x = a != NULL ? a->due_at : 0, y = b != NULL ? b->due_at : 0;

	return x == 0 || (y != 0 && y < x) ? y : x;
}

static void
foresee_row(struct arena *a, const struct pair_clocks *k,
    const struct clock_row *is, const struct row_clock_of *was,
    const struct row_clock_of *of, struct merge_promises *out)
{
	bool other = was == NULL || is->start_at != was->start_at;

	if (is->state != CLOCK_RUNNING && is->state != CLOCK_PAUSED)
		return;
	*vec_push(a, out) = (struct merge_promise){ .kind = is->kind,
		.number = other ? k->of.number : k->into_of.number,
		.due_was = nearer(was, of),
		.due = is->due_at,
		.late = is->breached_at != 0 };
}

static const struct row_clock_of *
stored(const struct rows_clock_of *rows, const struct clock_row *r)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].round == r->round &&
		    str_is(rows->v[i].kind, promise_kind_name(r->kind)))
			return &rows->v[i];
	return NULL;
}

/* The term of the law goes along; a folio stays with the number that the
 * customer has in writing. */
static enum err
complaint_said(struct core *c, struct arena *a,
    const struct row_ticket_get *from, const struct row_ticket_get *into,
    struct str *out)
{
	struct row_complaint_get k;
	enum err rc = complaint_get(c, &c->scratch, from->id, &k);

	*out = STR_NONE;
	if (rc == ERR_NOT_FOUND) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc == OK)
		*out = str_printf(a,
		    _("T-%lld is a complaint, folio %lld: the term the law "
		      "gives goes along to T-%lld, where it is answered; the "
		      "folio stays with its number."),
		    (long long)from->number, (long long)k.folio,
		    (long long)into->number);
	return rc;
}

static enum err
see_both(struct core *c, struct arena *arena, struct id from, struct id into,
    struct str *complaint)
{
	struct row_ticket_get a, b;
	struct row_ticket_take x, y;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, from, &a)) != OK ||
	    (rc = ticket_get(c, &c->scratch, into, &b)) != OK ||
	    (rc = complaint_said(c, arena, &a, &b, complaint)) != OK)
		return rc;
	x = (struct row_ticket_take){ .id = a.id,
		.number = a.number,
		.customer = a.customer,
		.state = a.state };
	y = (struct row_ticket_take){ .id = b.id,
		.number = b.number,
		.customer = b.customer,
		.state = b.state };
	return check_merge(c, &x, &y);
}

enum err
merge_foresee(struct core *c, struct arena *a, struct id from, struct id into,
    struct merge_promises *out)
{
	struct merge_promises made = { .complaint = STR_NONE };
	struct rows_clock_of rows, others;
	struct pair_clocks k;
	bool any;
	enum err rc;

	if ((rc = see_both(c, a, from, into, &made.complaint)) != OK ||
	    (rc = take_over(c, from, into, clock_now(c->clock), &k, &any)) !=
		OK ||
	    (rc = core_db(c, q_clock_of(c->db, &c->scratch, into, &rows))) !=
		OK ||
	    (rc = core_db(c, q_clock_of(c->db, &c->scratch, from, &others))) !=
		OK)
		return rc;
	for (size_t i = 0; any && i < k.into.rows.n; i++) {
		const struct clock_row *is = &k.into.rows.v[i];

		foresee_row(a, &k, is, stored(&rows, is), stored(&others, is),
		    &made);
	}
	*out = made;
	return OK;
}

enum err
message_of_merged(struct core *c, struct arena *a, struct id id,
    struct rows_message_of_merged *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c, q_message_of_merged(c->db, a, &scope, id, rows));
}

/* ---- taken back --------------------------------------------------------- */

/* The life of the one that went on, as the links are now. */
static enum err
play_again(struct core *c, struct id into)
{
	struct row_promise_case t;
	struct clock_set s;
	struct policies *p;
	enum err rc;

	if ((rc = policies_now(c, &p)) != OK || policies_none(p))
		return rc;
	if ((rc = core_db(c, q_promise_case(c->db, &c->scratch, into, &t))) !=
		OK ||
	    (rc = promise_again(c, p, into, &t, &s)) != OK ||
	    (rc = core_db(c, q_clock_drop(c->db, into, NULL))) != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n; i++)
		s.rows.v[i].dirty = true;
	return clocks_save(c, into, t.created_at, &s);
}

/* Joined anew, the two must still be such as can be. */
static enum err
take_again(struct core *c, struct write *w, const struct undo_of *u,
    struct id other)
{
	struct row_ticket_take from, into;
	enum err rc = take_both(c, w, other, &from, &into);

	return rc == OK && u->redo ? check_merge(c, &from, &into) : rc;
}

enum err
merge_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *v = undo_get(u, "ticket", "merged");
	struct row_link_ticket other;
	struct str name;
	int64_t n = 0;
	enum err rc;

	if (v == NULL)
		return OK;
	name = v->old.len > 0 ? v->old : v->new;
	if (name.len < 3 || !str_int(str_of(name.s + 2), &n))
		return OK;
	if ((rc = core_db(c, q_link_ticket(c->db, &c->scratch, n, &other))) !=
		OK ||
	    (rc = take_again(c, w, u, other.id)) != OK ||
	    (rc = image_rows_back(c, w, u)) != OK)
		return rc;
	write_set(c, w, "merged", v->new, v->old);
	rc = ticket_undo(c, w, u);
	return rc == OK ? play_again(c, other.id) : rc;
}
