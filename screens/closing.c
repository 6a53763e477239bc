/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing.c - the form of a resolution grows by what its ticket demands.
 */
#include "screens/closing.h"

#include "base/number.h"
#include "base/json.h"
#include "base/utf8.h"
#include "core/moves.h"
#include "core/typification.h"
#include "screens/say.h"

/* ---- loading ------------------------------------------------------------ */

static struct choice
choose(struct arena *a, struct str code, struct str text, int number)
{
	return (struct choice){ .code = code,
		.text = text,
		.fold = utf8_fold(a, text),
		.number = number };
}

/* What I may give alone, and what others have agreed to. */
static enum err
load_reach(struct core *c, struct arena *a, struct id ticket, struct closing *m)
{
	struct rows_approval_list asked = { NULL, 0 };
	enum err rc;

	if ((rc = complaint_my_limit(c, &m->most)) != OK ||
	    (rc = approval_rules(c, a, &m->rules)) != OK ||
	    (rc = approval_list(c, a, ticket, true, 0, &asked)) != OK)
		return rc;
	for (size_t i = 0; i < asked.n; i++)
		if (str_eq(asked.v[i].rule, COMPLAINT_RULE) &&
		    str_is(asked.v[i].state, "given") &&
		    asked.v[i].amount > m->agreed)
			m->agreed = asked.v[i].amount;
	return OK;
}

static enum err
load_complaint(struct core *c, struct arena *a, const struct row_ticket_get *t,
    struct closing *m)
{
	const struct complaint_ending *ends = complaint_endings;
	struct rows_cause_list causes;
	enum err rc = complaint_get(c, a, t->id, &m->k);

	m->complaint = str_is(t->kind, "complaint") || rc == OK;
	if (rc == ERR_NOT_FOUND) /* nothing was said of it yet */
		m->k = (struct row_complaint_get){ .outcome = STR_NONE,
			.cause = STR_NONE,
			.cause_name = STR_NONE,
			.redress_state = STR_NONE,
			.asked_by_name = STR_NONE,
			.answered_by_name = STR_NONE };
	else if (rc != OK)
		return rc;
	if (!m->complaint)
		return OK;
	if ((rc = complaint_causes(c, a, &causes)) != OK ||
	    (rc = load_reach(c, a, t->id, m)) != OK)
		return rc;
	while (ends[m->noutcomes].code != NULL)
		m->noutcomes++;
	m->outcomes = NEWN(a, struct choice, m->noutcomes);
	for (size_t i = 0; i < m->noutcomes; i++)
		m->outcomes[i] = choose(a, str_of(ends[i].code),
		    str_of(_(ends[i].word)), (int)i + 1);
	m->ncauses = causes.n;
	m->causes = NEWN(a, struct choice, causes.n);
	for (size_t i = 0; i < causes.n; i++)
		m->causes[i] = choose(a, causes.v[i].code,
		    str_printf(a, "%s › %s", causes.v[i].parent_name.s,
			causes.v[i].name.s),
		    i < 9 ? (int)i + 1 : 0);
	return OK;
}

static struct str
value_of(const struct closing *m, struct str field)
{
	for (size_t i = 0; i < m->has.n; i++)
		if (str_eq(m->has.v[i].field, field))
			return m->has.v[i].text;
	return STR_NONE;
}

/* What is there and may not be seen is not written over. */
static void
demand(struct closing *m, const struct rows_field_named *names, struct str id)
{
	m->asks_outcome |= str_is(id, "outcome");
	m->asks_cause |= str_is(id, "cause");
	if (say_veiled(value_of(m, id)))
		return;
	for (size_t i = 0; i < m->fields.n; i++)
		if (str_eq(m->fields.v[i].id, id))
			return;
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i].id, id) && m->fields.n < NEEDS_MOST)
			m->fields.v[m->fields.n++] = names->v[i];
}

/* What the centre's table of moves wants filled in before. */
static enum err
load_needs(struct core *c, struct arena *a, struct str state,
    const struct rows_field_named *names, struct closing *m)
{
	const struct ticket_move *move =
	    ticket_move_find("resolve", state, STR_NONE);
	struct str who, needs, one;
	enum err rc;

	if (move == NULL)
		return OK;
	if ((rc = moves_who(c, a, move, &who, &needs)) != OK)
		return rc;
	while (str_next(a, &needs, ',', &one))
		demand(m, names, utf8_trim(a, one));
	return OK;
}

enum err
closing_load(struct core *c, struct arena *a, const struct row_ticket_get *t,
    struct closing *m)
{
	struct row_typification_get leaf;
	struct rows_field_named names;
	struct json *list;
	enum err rc;

	*m = (struct closing){ .fields = { NULL, 0 } };
	if ((rc = typification_get(c, a, t->typification, &leaf)) != OK ||
	    (rc = field_named(c, a, STR("ticket"), &names)) != OK ||
	    (rc = ticket_fields(c, a, t->id, &m->has)) != OK ||
	    (rc = load_complaint(c, a, t, m)) != OK)
		return rc;
	m->fields.v = NEWN(a, struct row_field_named, NEEDS_MOST);
	if (json_parse(leaf.closing, &list, NULL) != OK)
		return load_needs(c, a, t->state, &names, m);
	for (size_t i = 0; i < json_len(list); i++)
		demand(m, &names, json_str(json_at(list, i)));
	json_free(list);
	return load_needs(c, a, t->state, &names, m);
}

/* ---- the form ----------------------------------------------------------- */

static bool
is_money(struct str s, struct fault *why)
{
	int64_t n;

	if (number_read(s, &n) && n >= 0 && n <= REDRESS_MAX)
		return true;
	fail(why, ERR_INVALID, _("whole pesos, 0 or more"));
	return false;
}

/* The outcome, the cause and the redress. */
static size_t
complaint_fields(const struct closing *m, struct field_def *defs)
{
	defs[0] = (struct field_def){ .name = "outcome",
		.label = N_("Outcome"),
		.kind = FIELD_CHOICE,
		.rows = 3,
		.required = m->asks_outcome };
	defs[1] = (struct field_def){ .name = "cause",
		.label = N_("Root cause"),
		.kind = FIELD_CHOICE,
		.rows = 9, /* as many as have a digit */
		.required = m->asks_cause };
	defs[2] = (struct field_def){ .name = "redress",
		.label = N_("Redress"),
		.kind = FIELD_LINE,
		.columns = 12,
		.hint = N_("pesos; empty: none"),
		.check = is_money };
	return 3;
}

static void
fill(struct form *f, const struct closing *m)
{
	char name[80];

	for (size_t i = 0; i < m->fields.n; i++) {
		snprintf(name, sizeof(name), "field.%s", m->fields.v[i].id.s);
		form_set(f, name, value_of(m, m->fields.v[i].id));
	}
	if (!m->complaint)
		return;
	form_choices(f, "outcome", m->outcomes, m->noutcomes);
	form_choices(f, "cause", m->causes, m->ncauses);
	if (m->k.outcome.len > 0)
		form_set(f, "outcome", m->k.outcome);
	if (m->k.cause.len > 0)
		form_set(f, "cause", m->k.cause);
}

void
closing_fit(struct closing_form *t, struct screen *s, const struct closing *m,
    const struct field_def *first)
{
	struct form *f = sheet_form(s, first);
	struct field_def *defs;
	size_t n = 0;

	if (!t->fitted) {
		defs = NEWN(&t->arena, struct field_def, FORM_FIELDS + 1);
		for (; first->name != NULL; first++)
			defs[n++] = *first;
		if (m->complaint)
			n += complaint_fields(m, defs + n);
		for (size_t i = 0; i < m->fields.n; i++)
			defs[n++] = needs_field(&t->arena,
			    &(struct need){ &m->fields.v[i], true });
		form_refit(f, defs);
		t->fitted = true;
		fill(f, m);
		sheet_given(s);
		if (t->later.len > 0)
			sheet_undraft(s, buf_view(&t->later));
		buf_reset(&t->later);
	}
	for (size_t i = 0; i < m->fields.n; i++)
		needs_offer(&t->arena, f, &m->fields.v[i]);
	if (m->complaint) {
		form_choices(f, "outcome", m->outcomes, m->noutcomes);
		form_choices(f, "cause", m->causes, m->ncauses);
	}
}

void
closing_done(struct closing_form *t)
{
	arena_done(&t->arena);
	buf_done(&t->later);
}

/* ---- the redress -------------------------------------------------------- */

const char *
closing_word(const struct choice *v, size_t n, struct str code,
    const char *none)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].code, code))
			return v[i].text.s;
	return code.len > 0 ? code.s : none;
}

void
closing_request(const struct closing *m, int64_t redress, struct str outcome,
    struct str cause, struct buf *say)
{
	struct arena a = { 0 };

	outcome = outcome.len > 0 ? outcome : m->k.outcome;
	cause = cause.len > 0 ? cause : m->k.cause;
	buf_printf(say, " rule=redress amount=%lld", (long long)redress);
	say_arg(say, "reason",
	    str_printf(&a, _("Complaint, folio %lld: %s, %s"),
		(long long)m->k.folio,
		closing_word(m->outcomes, m->noutcomes, outcome, "?"),
		closing_word(m->causes, m->ncauses, cause,
		    _("cause not known yet"))));
	arena_done(&a);
}

/* The redress that the form decides on, with an outcome that has one. */
static bool
decided(const struct screen *s, const struct closing *m, int64_t *sum)
{
	struct str outcome;

	if (!m->complaint || !number_read(sheet_get(s, "redress"), sum))
		return false;
	outcome = sheet_get(s, "outcome");
	if (outcome.len == 0)
		outcome = m->k.outcome;
	return *sum > 0 && *sum != m->k.redress && outcome.len > 0 &&
	    !str_is(outcome, "rejected");
}

static void
ask_give(const struct row_ticket_get *t, const struct closing_way *w,
    struct str sum, struct arena *a, struct buf *say)
{
	buf_printf(say, "choose %s%c%s%c%s",
	    str_printf(a, _("Grant %s to %s?"), sum.s,
		say_customer(t->customer_name).s)
		.s,
	    SAY_CHOICE, w->give, SAY_CHOICE, w->does);
}

/* Whoever must speak first is asked in the same go, and told what for. */
static void
ask_others(const struct screen *s, const struct closing *m,
    const struct closing_way *w, int64_t redress, struct str whose,
    struct arena *a, struct buf *say)
{
	struct str sum = say_money(a, redress, MONEY_HOME);
	struct str why = whose.len > 0
	    ? str_printf(a, _("%s needs the word of %s first."), sum.s, whose.s)
	    : str_printf(a, _("%s is more than you may grant (%s)."), sum.s,
		  say_money(a, m->most, MONEY_HOME).s);

	buf_printf(say, "choose %s%c%s%c%s", why.s, SAY_CHOICE, w->ask,
	    SAY_CHOICE, w->asks);
	if (whose.len == 0)
		return;
	buf_printf(say, "%capproval ask %s", SAY_NEXT, s->arg.id.s);
	closing_request(m, redress, sheet_get(s, "outcome"),
	    sheet_get(s, "cause"), say);
}

void
closing_say(const struct screen *s, const struct row_ticket_get *t,
    const struct closing *m, const struct closing_way *w, struct buf *say)
{
	struct arena a = { 0 };
	struct str whose = STR_NONE;
	int64_t sum;

	if (!decided(s, m, &sum)) {
		buf_z(say, w->does);
		return;
	}
	if (sum > m->agreed)
		whose = approval_whose(&a, &m->rules, COMPLAINT_RULE, sum);
	if (whose.len > 0 || sum > m->most)
		ask_others(s, m, w, sum, whose, &a, say);
	else
		ask_give(t, w, say_money(&a, sum, MONEY_HOME), &a, say);
	buf_printf(say, "%c%s%c", SAY_CHOICE, _("not now"), SAY_CHOICE);
	arena_done(&a);
}
