/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.c - the outcome of a complaint, its cause and its redress.
 */
#include "core/complaint_own.h"

#include "base/json.h"
#include "core/approval.h"
#include "core/audit.h"
#include "core/list.h"
#include "core/state_word.h"
#include "core/ticket_body.h"
#include "core/undo.h"

enum { REASON_MAX = 200 };

/* ---- the outcome -------------------------------------------------------- */

static enum err
no_complaint(struct core *c, enum err rc)
{
	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("this ticket is no complaint: it has no outcome and no redress"));
}

enum err
complaint_begin(struct core *c, struct write *w)
{
	struct row_complaint_take was;
	int64_t folio;
	enum err rc = q_complaint_take(c->db, &c->scratch, w->id, &was);

	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if ((rc = core_numbers(c, "folio", 1, &folio)) != OK)
		return rc;
	write_set_int(c, w, "folio", 0, folio);
	return core_db(c, q_complaint_add(c->db, w->id, folio, NULL));
}

static enum err
check_cause(struct core *c, struct str code)
{
	struct row_cause_get row;
	enum err rc = q_cause_get(c->db, &c->scratch, code, &row);

	if (rc == ERR_NOT_FOUND || (rc == OK && row.retired_at != 0))
		return fail(&c->fault, ERR_INVALID,
		    _("there is no cause '%s'; 'complaint causes' has them"),
		    code.s);
	if (rc == OK && row.children > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' has causes below it: take one of those"), code.s);
	return core_db(c, rc);
}

const struct complaint_ending complaint_endings[] = {
	{ "upheld", N_("upheld") },
	{ "partly", N_("partly upheld") },
	{ "rejected", N_("rejected") },
	{ NULL, NULL },
};

const char *
complaint_outcome_word(struct str outcome)
{
	const struct complaint_ending *e = complaint_endings;

	while (e->code != NULL && !str_is(outcome, e->code))
		e++;
	return e->code != NULL ? _(e->word) : outcome.s;
}

static enum err
check_outcome(struct core *c, const struct row_complaint_take *now)
{
	bool known = now->outcome.len == 0;

	for (const struct complaint_ending *e = complaint_endings; e->code; e++)
		known |= str_is(now->outcome, e->code);
	if (!known)
		return fail(&c->fault, ERR_INVALID,
		    _("the outcome is upheld, partly or rejected, not '%s'"),
		    now->outcome.s);
	if (now->redress < 0 || now->redress > REDRESS_MAX)
		return fail(&c->fault, ERR_INVALID, _("a redress is %s to %s"),
		    complaint_sum(c, 0), complaint_sum(c, REDRESS_MAX));
	if (now->redress > 0 &&
	    (now->outcome.len == 0 || str_is(now->outcome, "rejected")))
		return fail(&c->fault, ERR_INVALID,
		    _("redress goes with a complaint that is upheld or partly "
		      "so; nothing was changed"));
	return OK;
}

/* The rule of the setup that says whose word redress needs. */

/* Does it need the word of others still? Their rule is beside one's limit. */
enum err
complaint_needs_word(struct core *c, struct id ticket, int64_t redress,
    bool *needs)
{
	enum err rc = approval_needed(c, ticket, COMPLAINT_RULE, redress);

	*needs = rc == ERR_INVALID;
	if (*needs)
		c->fault = (struct fault){ .code = OK };
	return *needs ? OK : rc;
}

/* Within one's limit, and with every word that it needs, it is given; else
 * somebody else is asked. */
static enum err
ask_redress(struct core *c, const struct write *w,
    const struct row_complaint_take *was, struct row_complaint_take *now)
{
	bool needs;
	int64_t most;
	enum err rc;

	if (now->redress == was->redress)
		return OK;
	now->asked_by = now->redress > 0 ? c->me.id : ID_NONE;
	now->answered_by = ID_NONE;
	now->answered_at = 0;
	now->redress_state = STR_NONE;
	if (now->redress == 0)
		return OK;
	if ((rc = complaint_my_limit(c, &most)) != OK ||
	    (rc = complaint_needs_word(c, w->id, now->redress, &needs)) != OK)
		return rc;
	now->redress_state = STR("asked");
	if (now->redress <= most && !needs) {
		now->redress_state = STR("granted");
		now->answered_at = w->at;
	}
	return OK;
}

/* A redress that is asked for now: those who may grant it hear of it, unless
 * words are to be given first. A ticket does not end with it. */
static enum err
call_others(struct core *c, struct write *w, bool ending,
    const struct row_complaint_take *was, const struct row_complaint_take *now)
{
	bool needs;
	enum err rc;

	if (now->redress == was->redress ||
	    !str_is(now->redress_state, "asked"))
		return OK;
	if (ending)
		return fail(&c->fault, ERR_INVALID,
		    _("nothing was saved: another person must grant %s. Ask "
		      "for it first ($, or 'complaint decide'), then resolve"),
		    complaint_sum(c, now->redress));
	rc = complaint_needs_word(c, w->id, now->redress, &needs);
	return rc == OK && !needs
	    ? complaint_call(c, w, now->asked_by, now->redress)
	    : rc;
}

/* Whose word it was is told as well: an undo gives it back to them. */
static void
tell(struct core *c, struct write *w, const struct row_complaint_take *was,
    const struct row_complaint_take *now)
{
	write_set(c, w, "outcome", was->outcome, now->outcome);
	write_set(c, w, "cause", was->cause, now->cause);
	write_set_int(c, w, "redress", was->redress, now->redress);
	write_set(c, w, "redress-state", was->redress_state,
	    now->redress_state);
	write_set(c, w, "redress-asked", id_str(&was->asked_by),
	    id_str(&now->asked_by));
	write_set(c, w, "redress-answered", id_str(&was->answered_by),
	    id_str(&now->answered_by));
	write_set_int(c, w, "redress-at", was->answered_at, now->answered_at);
}

static enum err
save(struct core *c, struct write *w, const struct row_complaint_take *was,
    const struct row_complaint_take *now)
{
	tell(c, w, was, now);
	return core_db(c,
	    q_complaint_save(c->db, w->id, now->outcome, now->cause,
		now->redress, now->redress_state, now->asked_by,
		now->answered_by, now->answered_at, NULL));
}

/* One that came in before it had a folio gets it with its first word. */
static enum err
take_or_begin(struct core *c, struct write *w, struct row_complaint_take *k)
{
	struct row_complaint_kind is;
	enum err rc = q_complaint_take(c->db, &c->scratch, w->id, k);

	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	rc = q_complaint_kind(c->db, &c->scratch, w->id, &is);
	if (rc != OK || !is.complaint)
		return no_complaint(c, rc == OK ? ERR_NOT_FOUND : rc);
	if ((rc = complaint_begin(c, w)) != OK)
		return rc;
	return core_db(c, q_complaint_take(c->db, &c->scratch, w->id, k));
}

enum err
complaint_put(struct core *c, struct write *w,
    const struct complaint_outcome *in)
{
	struct complaint_outcome o = { list_given(in->outcome),
		list_given(in->cause), in->redress, in->ending };
	struct row_complaint_take was, now;
	enum err rc;

	if (o.outcome.len == 0 && o.cause.len == 0 && o.redress < 0)
		return OK;
	if ((rc = take_or_begin(c, w, &was)) != OK)
		return rc;
	now = was;
	if (o.outcome.len > 0)
		now.outcome = o.outcome;
	if (o.cause.len > 0 && (rc = check_cause(c, o.cause)) != OK)
		return rc;
	if (o.cause.len > 0)
		now.cause = o.cause;
	if (o.redress >= 0)
		now.redress = o.redress;
	if ((rc = check_outcome(c, &now)) != OK ||
	    (rc = ask_redress(c, w, &was, &now)) != OK ||
	    (rc = call_others(c, w, o.ending, &was, &now)) != OK)
		return rc;
	return save(c, w, &was, &now);
}

/* What another granted is not granted again by whoever takes something back. */
static enum err
check_back(struct core *c, const struct row_complaint_take *was,
    const struct row_complaint_take *now)
{
	int64_t most;
	enum err rc;

	if (!str_is(now->redress_state, "granted") ||
	    (str_is(was->redress_state, "granted") &&
		now->redress <= was->redress))
		return OK;
	rc = complaint_my_limit(c, &most);
	if (rc != OK || now->redress <= most)
		return rc;
	return fail(&c->fault, ERR_DENIED,
	    _("another person granted %s, you may up to %s: ask for it anew"),
	    complaint_sum(c, now->redress), complaint_sum(c, most));
}

static struct id
id_or_none(struct str s)
{
	struct id id;

	return id_parse(s, &id) ? id : ID_NONE;
}

/* No redress is told as nothing (write_set_int). */
static int64_t
int_or_none(struct str s)
{
	int64_t n;

	return str_int(s, &n) ? n : 0;
}

/* One value as it was; is it one of a complaint's? */
static bool
put_back(const struct undo_value *v, struct row_complaint_take *now)
{
	if (!str_is(v->entity, "ticket"))
		return false;
	if (str_is(v->field, "outcome"))
		now->outcome = v->old;
	else if (str_is(v->field, "cause"))
		now->cause = v->old;
	else if (str_is(v->field, "redress"))
		now->redress = int_or_none(v->old);
	else if (str_is(v->field, "redress-state"))
		now->redress_state = v->old;
	else if (str_is(v->field, "redress-asked"))
		now->asked_by = id_or_none(v->old);
	else if (str_is(v->field, "redress-answered"))
		now->answered_by = id_or_none(v->old);
	else if (str_is(v->field, "redress-at"))
		now->answered_at = int_or_none(v->old);
	else
		return false;
	return true;
}

/* Events of before said nothing of whose word it was. */
static void
put_back_whose(struct core *c, const struct write *w, const struct undo_of *u,
    const struct row_complaint_take *was, struct row_complaint_take *now)
{
	if (now->redress == was->redress ||
	    undo_get(u, "ticket", "redress-at") != NULL ||
	    undo_get(u, "ticket", "redress-asked") != NULL ||
	    undo_get(u, "ticket", "redress-answered") != NULL)
		return;
	if (now->redress == 0)
		now->asked_by = ID_NONE;
	else if (was->redress == 0)
		now->asked_by = c->me.id;
	now->answered_at =
	    now->redress_state.len > 0 && !str_is(now->redress_state, "asked")
	    ? w->at
	    : 0;
}

/* An undo: what the event says of it is as it was. */
enum err
complaint_back(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_complaint_take was, now;
	bool any = false;
	enum err rc = q_complaint_take(c->db, &c->scratch, w->id, &was);

	if (rc != OK)
		return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
	now = was;
	for (size_t i = 0; i < u->nv; i++)
		any |= put_back(&u->v[i], &now);
	put_back_whose(c, w, u, &was, &now);
	if (!any || (rc = check_back(c, &was, &now)) != OK)
		return rc;
	return save(c, w, &was, &now);
}

/* ---- may it be resolved? ------------------------------------------------ */

bool
complaint_word(struct str word)
{
	return str_is(word, "outcome") || str_is(word, "cause");
}

static bool
demands(struct str closing, const char *word)
{
	struct json *list;
	bool found = false;

	if (json_parse(closing, &list, NULL) != OK)
		return false;
	for (size_t i = 0; i < json_len(list); i++)
		found |= str_is(json_str(json_at(list, i)), word);
	json_free(list);
	return found;
}

enum err
complaint_ready(struct core *c, struct id ticket, int64_t number,
    const struct row_typification_get *leaf)
{
	const struct row_complaint_take nothing = { .outcome = STR_NONE,
		.cause = STR_NONE,
		.redress_state = STR_NONE };
	struct row_complaint_take k;
	struct str closing = leaf->closing;
	enum err rc = q_complaint_take(c->db, &c->scratch, ticket, &k);

	if (rc == ERR_NOT_FOUND && !str_is(leaf->kind, "complaint"))
		return OK;
	if (rc == ERR_NOT_FOUND)
		k = nothing;
	else if (rc != OK)
		return core_db(c, rc);
	if (str_is(k.redress_state, "asked"))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld waits for somebody to grant %s: that is answered "
		      "first, by $ or 'complaint grant' and 'complaint "
		      "refuse'"),
		    (long long)number, complaint_sum(c, k.redress));
	if (k.outcome.len == 0 && demands(closing, "outcome"))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("T-%lld is a complaint: say its outcome, "
		      "outcome=upheld, partly or rejected"),
		    (long long)number);
	if (k.cause.len == 0 && demands(closing, "cause"))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("T-%lld is a complaint: say its root cause, cause=CODE; "
		      "'complaint causes' has them"),
		    (long long)number);
	return OK;
}

/* ---- writes of their own ------------------------------------------------ */

struct answer {
	const struct complaint_outcome *o;
	struct str reason;
	bool grant;
};

static enum err
take(struct core *c, struct write *w, struct row_ticket_take *row)
{
	enum err rc = ticket_take(c, w, w->id, row);

	if (rc != OK)
		return rc;
	w->version = row->version;
	return OK;
}

static enum err
decide_body(struct core *c, struct write *w)
{
	const struct answer *a = w->u;
	struct row_ticket_take row;
	enum err rc = take(c, w, &row);

	if (rc == OK && ticket_state_done(row.state))
		return ticket_over(c, &row);
	if (rc == OK)
		rc = complaint_put(c, w, a->o);
	if (rc == OK && w->event.values.n == 0)
		rc = fail(&c->fault, ERR_INVALID,
		    _("T-%lld is like that already; nothing was changed"),
		    (long long)row.number);
	return rc;
}

enum err
complaint_may_answer(struct core *c, struct id ticket, struct id asked_by,
    int64_t redress, bool grant)
{
	int64_t most;
	enum err rc;

	if ((rc = complaint_my_limit(c, &most)) != OK)
		return rc;
	if (id_eq(asked_by, c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("you asked for it: another person answers"));
	if (redress > most)
		return fail(&c->fault, ERR_DENIED,
		    _("you may grant up to %s, this is %s"),
		    complaint_sum(c, most), complaint_sum(c, redress));
	return grant ? approval_needed(c, ticket, COMPLAINT_RULE, redress) : OK;
}

static enum err
answer_body(struct core *c, struct write *w)
{
	const struct answer *a = w->u;
	struct row_complaint_take was, now;
	struct row_ticket_take row;
	struct str reason;
	enum err rc;

	if ((rc = take(c, w, &row)) != OK)
		return rc;
	if ((rc = q_complaint_take(c->db, &c->scratch, w->id, &was)) != OK)
		return no_complaint(c, rc);
	if (!str_is(was.redress_state, "asked"))
		return fail(&c->fault, ERR_INVALID,
		    _("no redress of T-%lld waits for an answer"),
		    (long long)row.number);
	if ((rc = core_text(c, _("the reason"), a->reason, REASON_MAX, false,
		 a->grant, &reason)) != OK ||
	    (rc = complaint_may_answer(c, w->id, was.asked_by, was.redress,
		 a->grant)) != OK)
		return rc;
	now = was;
	now.redress_state = a->grant ? STR("granted") : STR("refused");
	now.redress = a->grant ? was.redress : 0;
	now.answered_by = c->me.id;
	now.answered_at = w->at;
	write_set(c, w, "reason", STR_NONE, reason);
	return save(c, w, &was, &now);
}

enum err
complaint_agreed(struct core *c, struct write *w)
{
	struct row_complaint_take was, now;
	bool needs = false;
	int64_t most = 0;
	enum err rc = q_complaint_take(c->db, &c->scratch, w->id, &was);

	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK || !str_is(was.redress_state, "asked") ||
	    id_eq(was.asked_by, c->me.id))
		return core_db(c, rc);
	if ((rc = complaint_my_limit(c, &most)) != OK ||
	    (rc = complaint_needs_word(c, w->id, was.redress, &needs)) != OK)
		return rc;
	if (needs)
		return OK;
	if (was.redress > most)
		return complaint_call(c, w, was.asked_by, was.redress);
	now = was;
	now.redress_state = STR("granted");
	now.answered_by = c->me.id;
	now.answered_at = w->at;
	return save(c, w, &was, &now);
}

static enum err
write_to(struct core *c, struct id ticket, const char *kind,
    enum err (*body)(struct core *, struct write *), struct answer *a)
{
	struct write w = { .may = MAY_TICKET_RESOLVE,
		.kind = kind,
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = a };

	return core_write(c, &w);
}

enum err
complaint_decide(struct core *c, struct id ticket,
    const struct complaint_outcome *o)
{
	struct answer a = { .o = o };

	return write_to(c, ticket, "ticket.outcome", decide_body, &a);
}

enum err
complaint_answer(struct core *c, struct id ticket, bool grant,
    struct str reason)
{
	struct answer a = { .grant = grant, .reason = list_given(reason) };

	return write_to(c, ticket, "ticket.redress", answer_body, &a);
}

/* ---- reading ------------------------------------------------------------ */

enum err
complaint_get(struct core *c, struct arena *a, struct id ticket,
    struct row_complaint_get *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_complaint_get(c->db, a, &scope, ticket, list_lang(c), row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such complaint, or none that you may see"));
	return core_db(c, rc);
}

enum err
complaint_causes(struct core *c, struct arena *a, struct rows_cause_list *rows)
{
	enum err rc = core_allow(c, MAY_TYPIFICATION_READ, NULL);

	return rc == OK ? core_db(c, q_cause_list(c->db, a, list_lang(c), rows))
			: rc;
}
