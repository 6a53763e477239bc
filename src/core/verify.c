/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify.c - which questions fit a customer, what came of those asked, and
 * whether that is enough. The rule is two facts of the database, "verify.need"
 * and "verify.most".
 */
#include "core/verify.h"

#include "base/utf8.h"
#include "core/audit.h"
#include "core/contact.h"
#include "core/find.h"
#include "core/image.h"
#include "core/interaction.h"
#include "core/list.h"

enum { NEED = 2, MOST = 2, RULE_MAX = 5, QUESTIONS = 16, ANSWER_MAX = 300 };

/* ---- questions ---------------------------------------------------------- */

/* How an answer that was heard is compared. */
enum compare { EXACT, DAY, WORDS };

struct known {
	struct row_verify_known who;
	struct rows_verify_things things;
	struct rows_verify_bought bought;
};

struct question {
	const char *code;
	int class;
	enum compare compare;
	struct str ask, expect;
};

struct questions {
	struct question v[QUESTIONS];
	size_t n;
};

static void
add(struct questions *q, const char *code, int class, enum compare compare,
    struct str ask, struct str expect)
{
	if (expect.len > 0 && q->n < QUESTIONS)
		q->v[q->n++] =
		    (struct question){ code, class, compare, ask, expect };
}

/* The four digits before the check digit. */
static struct str
rut_tail(struct arena *a, struct str rut)
{
	const char *dash = strchr(rut.s, '-');
	size_t n = dash == NULL ? 0 : (size_t)(dash - rut.s);

	return n < 4 ? STR_NONE : str_copyn(a, rut.s + n - 4, 4);
}

/* Up to the first comma: street and number. */
static struct str
street(struct arena *a, struct str address)
{
	const char *comma = strchr(address.s, ',');

	return comma == NULL
	    ? address
	    : str_copyn(a, address.s, (size_t)(comma - address.s));
}

static void
ask_who(struct arena *a, const struct known *k, struct questions *q)
{
	const struct row_verify_known *w = &k->who;

	add(q, "rut", CLASS_PERSONAL, EXACT,
	    str_of(_("the last four digits of the RUT, before the dash")),
	    rut_tail(a, w->national_id));
	add(q, "born", CLASS_PERSONAL, DAY, str_of(_("the day of birth")),
	    w->born);
	add(q, "email", CLASS_PERSONAL, EXACT,
	    str_of(_("the e-mail address that we have")), w->email);
	add(q, "address", CLASS_PERSONAL, WORDS, str_of(_("street and number")),
	    street(a, w->address));
	add(q, "phone", CLASS_PERSONAL, EXACT,
	    str_of(_("the last four digits of the telephone that we have")),
	    w->phone.len < 4 ? STR_NONE
			     : str_copyn(a, w->phone.s + w->phone.len - 4, 4));
}

static void
ask_things(struct arena *a, const struct known *k, struct questions *q)
{
	const struct row_verify_things *t = k->things.v;
	const struct row_verify_bought *b = k->bought.v;

	if (k->things.n > 0) {
		add(q, "plate", CLASS_OPEN, EXACT,
		    str_printf(a, _("the plate of the %s %s"), t->brand.s,
			t->model.s),
		    t->plate);
		add(q, "product", CLASS_OPEN, WORDS,
		    str_of(_("make and model of a product of theirs")),
		    str_printf(a, "%s %s", t->brand.s, t->model.s));
	}
	if (k->bought.n > 0) {
		add(q, "branch", CLASS_OPEN, WORDS,
		    str_of(_("the branch of the last purchase")),
		    b->branch_name);
		add(q, "bought", CLASS_OPEN, WORDS,
		    str_of(_("what they bought last")), b->what);
	}
}

static enum err
know(struct core *c, struct arena *a, struct id customer, struct questions *q)
{
	struct scope scope;
	struct known k;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_verify_known(c->db, a, &scope, customer, &k.who);
	if (rc != OK)
		return customer_found(c, rc);
	rc = q_verify_things(c->db, a, customer, &k.things);
	if (rc == OK)
		rc = q_verify_bought(c->db, a, customer, &k.bought);
	if (rc != OK)
		return core_db(c, rc);
	ask_who(a, &k, q);
	ask_things(a, &k, q);
	return OK;
}

/* Which comes first changes from contact to contact, and never within one. */
static void
turn(struct questions *q, struct id interaction)
{
	struct questions was = *q;
	unsigned sum = 0;

	for (const char *p = interaction.s; *p != '\0'; p++)
		sum = sum * 31 + (unsigned char)*p;
	for (size_t i = 0; i < q->n; i++)
		q->v[i] = was.v[(i + sum) % q->n];
}

/* ---- comparing what was heard ------------------------------------------- */

/* 1984-05-03, 3/5/1984 and 03051984 are one day. */
static bool
same_day(struct arena *a, struct str expect, struct str answer)
{
	int64_t have[3], said[3];
	struct words x, y;
	char text[12];

	words_of(a, expect, true, &x);
	words_of(a, answer, true, &y);
	if (y.n == 1 && y.v[0].len == 8) {
		snprintf(text, sizeof(text), "%.2s %.2s %.4s", y.v[0].s,
		    y.v[0].s + 2, y.v[0].s + 4);
		words_of(a, str_of(text), true, &y);
	}
	if (x.n != 3 || y.n != 3)
		return false;
	for (int i = 0; i < 3; i++)
		if (!str_int(x.v[i], &have[i]) || !str_int(y.v[i], &said[i]))
			return false;
	return have[1] == said[1] &&
	    ((have[0] == said[0] && have[2] == said[2]) ||
		(have[0] == said[2] && have[2] == said[0]));
}

/* Each word that was said is one of ours, and one of them is no small word. */
static bool
same_words(struct arena *a, struct str expect, struct str answer)
{
	struct words have, said;
	bool big = false, is;

	words_of(a, expect, true, &have);
	words_of(a, answer, true, &said);
	for (size_t i = 0; i < said.n; i++) {
		is = false;
		for (size_t k = 0; k < have.n && !is; k++)
			is = str_eq(said.v[i], have.v[k]);
		if (!is)
			return false;
		big |= said.v[i].len > 3;
	}
	return big;
}

static bool
fits(struct arena *a, const struct question *q, struct str answer)
{
	struct str expect = squeeze_code(a, q->expect);
	struct str got = squeeze_code(a, answer);

	switch (q->compare) {
	case DAY:
		return same_day(a, q->expect, answer);
	case WORDS:
		return str_eq(expect, got) || same_words(a, q->expect, answer);
	default:
		return str_eq(expect, got);
	}
}

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
show(struct core *c, const struct questions *q,
    const struct rows_verify_asks *asks, bool asked, struct verify *v)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct question *x = &q->v[i];
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
	struct questions q = { .n = 0 };
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
	    (rc = know(c, a, row.customer, &q)) != OK)
		return rc;
	if (q.n > 0)
		turn(&q, interaction);
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
find_question(struct core *c, const struct questions *q, struct str code,
    const struct rows_verify_asks *asks, const struct question **out)
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
judge(struct core *c, const struct asked *in, const struct question *q,
    struct str *outcome)
{
	if (in->outcome.len == 0 && in->answer.len > ANSWER_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("that is too long for an answer"));
	if (in->outcome.len == 0 && in->answer.len > 0) {
		*outcome = fits(&c->scratch, q, in->answer) ? STR("right")
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
    const struct question *q, struct str outcome)
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
	const struct question *question = NULL;
	struct questions q = { .n = 0 };
	struct row_interaction_take row;
	struct rows_verify_asks asks;
	struct str outcome;
	struct verify v;
	enum err rc;

	rc = q_interaction_take(c->db, &c->scratch, &w->scope, w->id, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such contact, or none that you may see"));
	if (rc != OK)
		return core_db(c, rc);
	if (id_none(row.customer))
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is with nobody known yet; say with whom "
		      "first"));
	if ((rc = stand(c, &c->scratch, w->id, row.customer, &asks, &v)) !=
		OK ||
	    (rc = check_open(c, &row, &v)) != OK ||
	    (rc = know(c, &c->scratch, row.customer, &q)) != OK ||
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
