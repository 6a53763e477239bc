/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify.c - what came of the questions that a customer was asked, and whether
 * that is enough. The rule is two facts of the database, "verify.need"
 * and "verify.most".
 */
#include "core/verify_ask.h"

#include "base/utf8.h"
#include "core/audit.h"
#include "core/contact.h"
#include "core/find.h"
#include "core/image.h"
#include "core/interaction_body.h"
#include "core/list.h"

enum { NEED = 2, MOST = 2, RULE_MAX = 5, ANSWER_MAX = 300 };

/* ---- where a contact stands --------------------------------------------- */

void
verify_ahead(struct core *c, struct id interaction, struct id customer)
{
	q_fact_pair_ahead(c->db, STR("verify.need"), STR("verify.most"));
	if (!id_none(interaction) && !id_none(customer))
		q_verify_asks_ahead(c->db, interaction, customer);
}

static enum err
rules(struct core *c, struct verify *v)
{
	struct row_fact_pair said;
	enum err rc = q_fact_pair(c->db, &c->scratch, STR("verify.need"),
	    STR("verify.most"), &said);

	if (rc != OK)
		return core_db(c, rc);
	if (!str_int(said.one, &v->need))
		v->need = NEED;
	if (!str_int(said.two, &v->most))
		v->most = MOST;
	return OK;
}

static void
count(const struct rows_verify_asks *asks, struct verify *v)
{
	for (size_t i = 0; i < asks->n; i++) {
		v->right += str_is(asks->v[i].outcome, "right");
		v->wrong += str_is(asks->v[i].outcome, "wrong");
		v->at = asks->v[i].at;
	}
	v->state = v->wrong >= v->most ? STR("failed")
	    : v->right >= v->need      ? STR("verified")
				       : STR_NONE;
}

static enum err
stand(struct core *c, struct arena *a, struct id interaction,
    struct id customer, struct rows_verify_asks *asks, struct verify *v)
{
	enum err rc;

	*v =
	    (struct verify){ .interaction = interaction, .customer = customer };
	v->state = STR_NONE;
	if ((rc = rules(c, v)) != OK)
		return rc;
	if (id_none(interaction))
		return OK;
	rc = q_verify_asks(c->db, a, interaction, customer, asks);
	if (rc == OK)
		count(asks, v);
	return core_db(c, rc);
}

enum err
verify_of(struct core *c, struct arena *a, struct id customer,
    struct id interaction, struct verify *v)
{
	struct rows_verify_asks asks;

	return stand(c, a, interaction, customer, &asks, v);
}

enum err
verify_done(struct core *c, struct id customer, bool *done)
{
	struct row_verify_contact own;
	struct verify v;
	enum err rc;

	rc = q_verify_contact(c->db, &c->scratch, customer, c->me.id, &own);
	*done = false;
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = verify_of(c, &c->scratch, customer, own.id, &v)) == OK)
		*done = str_is(v.state, "verified");
	return rc;
}

/* The last outcome of a question; "" when it was not asked. */
static struct str
outcome_of(const struct rows_verify_asks *asks, const char *code)
{
	struct str last = STR_NONE;

	for (size_t i = 0; i < asks->n; i++)
		if (str_is(asks->v[i].question, code))
			last = asks->v[i].outcome;
	return last;
}

static void
show(struct core *c, const struct verify_asks *q,
    const struct rows_verify_asks *asks, bool asked, struct verify *v)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct verify_ask *x = &q->v[i];
		struct str outcome = outcome_of(asks, x->code);

		if ((outcome.len > 0) != asked)
			continue;
		v->v[v->n++] = (struct verify_question){
			.code = str_of(x->code),
			.ask = x->ask,
			.expect =
			    audit_clear(c, x->class) ? x->expect : AUDIT_VEIL,
			.outcome = outcome,
		};
	}
}

enum err
verify_get(struct core *c, struct arena *a, struct id interaction,
    struct verify *out)
{
	struct verify_asks q = { .n = 0 };
	struct row_interaction_get row;
	struct rows_verify_asks asks;
	struct verify v;
	enum err rc;

	if ((rc = interaction_get(c, &c->scratch, interaction, &row)) != OK)
		return rc;
	if (id_none(row.customer))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is with nobody known yet; say with whom "
		      "first"));
	if ((rc = stand(c, a, interaction, row.customer, &asks, &v)) != OK ||
	    (rc = verify_know(c, a, row.customer, &q)) != OK)
		return rc;
	if (q.n > 0)
		verify_turn(&q, interaction);
	v.v = NEWN(a, struct verify_question, q.n);
	show(c, &q, &asks, true, &v);
	if (!str_is(row.state, "closed"))
		show(c, &q, &asks, false, &v);
	*out = v;
	return OK;
}

/* ---- one question was asked --------------------------------------------- */

struct asked {
	struct str question, outcome, answer;
};

static enum err
check_open(struct core *c, const struct row_interaction_take *row,
    const struct verify *v)
{
	if (str_is(row->state, "closed"))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact I-%lld is closed; verification ended with "
		      "it"),
		    (long long)row->number);
	if (str_is(v->state, "verified"))
		return fail(&c->fault, ERR_INVALID,
		    _("the caller is verified already, until the contact "
		      "ends"));
	if (str_is(v->state, "failed"))
		return fail(&c->fault, ERR_INVALID,
		    _("verification failed in this contact: no more "
		      "questions; offer to call back to a number that is "
		      "confirmed"));
	return OK;
}

static enum err
find_question(struct core *c, const struct verify_asks *q, struct str code,
    const struct rows_verify_asks *asks, const struct verify_ask **out)
{
	struct str last;

	for (size_t i = 0; i < q->n; i++) {
		if (!str_is(code, q->v[i].code))
			continue;
		last = outcome_of(asks, q->v[i].code);
		if (last.len > 0 && !str_is(last, "skipped"))
			return fail(&c->fault, ERR_INVALID,
			    _("that question was asked already in this "
			      "contact; take another one"));
		*out = &q->v[i];
		return OK;
	}
	return fail(&c->fault, ERR_INVALID,
	    _("there is no question '%s' for this customer; 'interaction "
	      "questions' has them"),
	    code.s);
}

static enum err
judge(struct core *c, const struct asked *in, const struct verify_ask *q,
    struct str *outcome)
{
	if (in->outcome.len == 0 && in->answer.len > ANSWER_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("that is too long for an answer"));
	if (in->outcome.len == 0 && in->answer.len > 0) {
		*outcome = verify_fits(&c->scratch, q, in->answer)
		    ? STR("right")
		    : STR("wrong");
		return OK;
	}
	if (!str_is(in->outcome, "right") && !str_is(in->outcome, "wrong") &&
	    !str_is(in->outcome, "skipped"))
		return fail(&c->fault, ERR_INVALID,
		    _("an outcome is right, wrong or skipped; or give the "
		      "answer"));
	if (str_is(in->outcome, "right") && !audit_clear(c, q->class))
		return fail(&c->fault, ERR_DENIED,
		    _("you do not see the right answer: give what they said "
		      "as answer= and it is compared"));
	*outcome = in->outcome;
	return OK;
}

static enum err
save(struct core *c, struct write *w, const struct verify *v,
    const struct verify_ask *q, struct str outcome)
{
	struct rows_verify_asks asks;
	struct id ask = id_make(w->now);
	struct verify now;
	enum err rc;

	rc = q_verify_ask_add(c->db, ask, w->id, v->customer, str_of(q->code),
	    outcome, c->me.id, w->at, NULL);
	if (rc == OK)
		rc = image_made(c, w, "verify_ask", id_str(&ask), STR_NONE,
		    STR_NONE);
	if (rc != OK)
		return core_db(c, rc);
	rc = stand(c, &c->scratch, w->id, v->customer, &asks, &now);
	if (rc != OK)
		return rc;
	write_set_of(c, w, "verify", q->code, STR_NONE, outcome);
	write_set_of(c, w, "verify", "state", v->state, now.state);
	return OK;
}

static enum err
answer_body(struct core *c, struct write *w)
{
	const struct asked *in = w->u;
	const struct verify_ask *question = NULL;
	struct verify_asks q = { .n = 0 };
	struct row_interaction_take row;
	struct rows_verify_asks asks;
	struct str outcome;
	struct verify v;
	enum err rc;

	if ((rc = interaction_take(c, w, &row)) != OK)
		return rc;
	if (id_none(row.customer))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is with nobody known yet; say with whom "
		      "first"));
	if ((rc = stand(c, &c->scratch, w->id, row.customer, &asks, &v)) !=
		OK ||
	    (rc = check_open(c, &row, &v)) != OK ||
	    (rc = verify_know(c, &c->scratch, row.customer, &q)) != OK ||
	    (rc = find_question(c, &q, in->question, &asks, &question)) != OK ||
	    (rc = judge(c, in, question, &outcome)) != OK)
		return rc;
	w->version = row.version;
	return save(c, w, &v, question, outcome);
}

enum err
verify_answer(struct core *c, struct id interaction, struct str question,
    struct str outcome, struct str answer)
{
	struct asked in = { list_given(question), list_given(outcome),
		list_given(answer) };
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = "interaction.verify",
		.entity = "interaction",
		.id = interaction,
		.body = answer_body,
		.u = &in,
	};

	return core_write(c, &w);
}

/* ---- the rule ----------------------------------------------------------- */

static enum err
set_rule(struct core *c, struct write *w, const char *key, int64_t was,
    int64_t value, int *changed)
{
	struct image row;
	enum err rc;

	if (was == value)
		return OK;
	++*changed;
	write_set_int(c, w, key, was, value);
	if ((rc = image_take(c, "cabina", str_of(key), STR_NONE, STR_NONE,
		 &row)) != OK)
		return rc;
	rc = q_fact_set(c->db, str_of(key),
	    str_printf(&c->scratch, "%lld", (long long)value), NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

static enum err
rule_body(struct core *c, struct write *w)
{
	const int64_t *in = w->u;
	struct verify was;
	int changed = 0;
	enum err rc;

	if (in[0] < 1 || in[0] > RULE_MAX || in[1] < 1 || in[1] > RULE_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("right and wrong answers are 1 to %d each"), RULE_MAX);
	if ((rc = rules(c, &was)) == OK)
		rc = set_rule(c, w, "verify.need", was.need, in[0], &changed);
	if (rc == OK)
		rc = set_rule(c, w, "verify.most", was.most, in[1], &changed);
	if (rc == OK && changed == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the rule is so already; nothing was changed"));
	return core_db(c, rc);
}

enum err
verify_rule(struct core *c, int64_t need, int64_t most)
{
	int64_t in[2] = { need, most };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "verify.rule",
		.entity = "setup",
		.id = audit_id("setup", STR("verify")),
		.body = rule_body,
		.u = in };

	return core_write(c, &w);
}
