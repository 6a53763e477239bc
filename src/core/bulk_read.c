/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_read.c - the words that say what is to be done to many tickets.
 */
#include "core/bulk_own.h"

#include "base/utf8.h"
#include "core/complaint.h"
#include "core/incident.h"
#include "core/ticket_asked.h"
#include "core/typification.h"

const struct filter_def bulk_words[] = {
	{ "team", NC_("filter", "team"), FILTER_NAME, NULL, 0, 0,
	    N_("give it to a team: code or name") },
	{ "owner", NC_("filter", "owner"), FILTER_NAME, NULL, 0, 0,
	    N_("give it to a person: sign-in, name, me or nobody") },
	{ "priority", NC_("filter", "priority"), FILTER_NUMBER, NULL, 1, 4,
	    N_("1, urgent, to 4") },
	{ "type", NC_("filter", "type"), FILTER_NAME, NULL, 0, 0,
	    N_("another typification: code, words, or its number in the "
	       "list") },
	{ "subject", NC_("filter", "subject"), FILTER_NAME, NULL, 0, 0,
	    N_("another subject") },
	{ "field", NC_("filter", "field"), FILTER_NAME, NULL, 0, 0,
	    N_("a field of yours: field:\"NAME=VALUE\"") },
	{ "note", NC_("filter", "note"), FILTER_NAME, NULL, 0, 0,
	    N_("a note that stays in the house") },
	{ "reply", NC_("filter", "reply"), FILTER_NAME, NULL, 0, 0,
	    N_("tell each customer: the text") },
	{ "channel", NC_("filter", "channel"), FILTER_NAME, NULL, 0, 0,
	    N_("by which channel the reply goes: email, phone …") },
	{ "send", NC_("filter", "send"), FILTER_FLAG, NULL, 0, 0,
	    N_("the reply leaves by its channel") },
	{ "incident", NC_("filter", "incident"), FILTER_NAME, NULL, 0, 0,
	    N_("it is a case of an incident that goes on: its number") },
	{ "start", NC_("filter", "start"), FILTER_FLAG, NULL, 0, 0,
	    N_("begin to work on it") },
	{ "resume", NC_("filter", "resume"), FILTER_FLAG, NULL, 0, 0,
	    N_("go on with what was parked") },
	{ "close", NC_("filter", "close"), FILTER_FLAG, NULL, 0, 0,
	    N_("close what is resolved") },
	{ "resolve", NC_("filter", "resolve"), FILTER_NAME, NULL, 0, 0,
	    N_("resolve it: what was done") },
	{ "outcome", NC_("filter", "outcome"), FILTER_NAME, NULL, 0, 0,
	    N_("with resolve: how a complaint ends: upheld, partly, "
	       "rejected") },
	{ "cause", NC_("filter", "cause"), FILTER_NAME, NULL, 0, 0,
	    N_("with resolve: a complaint's root cause: its code") },
	{ "reopen", NC_("filter", "reopen"), FILTER_NAME, NULL, 0, 0,
	    N_("open it again: why") },
	{ "cancel", NC_("filter", "cancel"), FILTER_NAME, NULL, 0, 0,
	    N_("stop it: why") },
	{ "wait-customer", NC_("filter", "wait-customer"), FILTER_NAME, NULL, 0,
	    0, N_("park it: what the customer owes") },
	{ "wait-third", NC_("filter", "wait-third"), FILTER_NAME, NULL, 0, 0,
	    N_("park it: what somebody outside owes") },
	{ "schedule", NC_("filter", "schedule"), FILTER_NAME, NULL, 0, 0,
	    N_("park it for its day: why") },
	{ "until", NC_("filter", "until"), FILTER_NAME, NULL, 0, 0,
	    N_("when what is parked comes back: until:\"tomorrow 10:00\"") },
	{ .help = N_("letter %d: '%s' cannot be changed of many at once; what "
		     "can: %s") },
};

struct reading {
	struct core *c;
	struct arena *a;
	const struct filter_term *t;
	struct bulk_do *out;
};

static const struct {
	const char *word, *move, *state;
} moves[] = {
	{ "start", "start", "" },
	{ "resume", "resume", "" },
	{ "close", "close", "" },
	{ "resolve", "resolve", "" },
	{ "reopen", "reopen", "" },
	{ "cancel", "cancel", "" },
	{ "wait-customer", "park", "pending-customer" },
	{ "wait-third", "park", "pending-third-party" },
	{ "schedule", "park", "scheduled" },
};

/* The one thing that a name means. */
static enum err
one(struct reading *r, int which, struct str *out)
{
	struct ticket_asked q = { .order = TICKET_NEW };
	struct looking l = { .c = r->c, .a = r->a, .q = &q, .t = r->t };
	const struct names *in = &q.set[which].in;
	enum err rc;

	if ((rc = ticket_look_up(&l)) != OK)
		return rc;
	for (size_t i = 1; i < in->n; i++)
		if (!str_eq(in->v[0], in->v[i]))
			return fail(&r->c->fault, ERR_INVALID,
			    _("letter %d: several are called '%s'; say the "
			      "code or the sign-in"),
			    r->t->column, r->t->values.v[0].s);
	*out = in->v[0];
	return OK;
}

static enum err
owner(struct reading *r)
{
	struct str v = r->t->values.v[0], id;
	enum err rc;

	if (str_is(v, "nobody") || str_is(v, meant(NC_("filter", "nobody")))) {
		r->out->nobody = true;
		return OK;
	}
	if ((rc = one(r, SET_OWNER, &id)) != OK)
		return rc;
	if (!id_parse(id, &r->out->owner))
		r->out->owner = ID_NONE;
	return OK;
}

static enum err
field(struct reading *r)
{
	struct str v = r->t->values.v[0];
	size_t at = strcspn(v.s, "=");
	struct pair *had = r->out->fields;

	if (at == 0 || at >= v.len)
		return fail(&r->c->fault, ERR_INVALID,
		    _("letter %d: a field is field:\"NAME=VALUE\""),
		    r->t->column);
	r->out->fields = NEWN(r->a, struct pair, r->out->nfields + 1);
	for (size_t i = 0; i < r->out->nfields; i++)
		r->out->fields[i] = had[i];
	r->out->fields[r->out->nfields++] =
	    (struct pair){ str_copyn(r->a, v.s, at), str_of(v.s + at + 1) };
	return OK;
}

static enum err
move(struct reading *r, size_t i)
{
	if (r->out->move != NULL)
		return fail(&r->c->fault, ERR_INVALID,
		    _("letter %d: one step at a time: there is '%s' already"),
		    r->t->column, r->out->move);
	r->out->move = moves[i].move;
	r->out->state = str_of(moves[i].state);
	r->out->text = r->t->values.n > 0 ? r->t->values.v[0] : STR_NONE;
	return OK;
}

/* A complaint's outcome: its code, or the word that stands for it. */
static struct str
outcome(struct reading *r, struct str v)
{
	struct str fold = utf8_fold(r->a, v);

	for (const struct complaint_ending *e = complaint_endings; e->code; e++)
		if (str_eq(fold, utf8_fold(r->a, str_of(_(e->word)))))
			return str_of(e->code);
	return v;
}

static enum err
read_term(struct reading *r)
{
	const char *name = r->t->def->name;
	struct str v = r->t->values.n > 0 ? r->t->values.v[0] : STR_NONE;

	for (size_t i = 0; i < countof(moves); i++)
		if (strcmp(name, moves[i].word) == 0)
			return move(r, i);
	if (strcmp(name, "team") == 0)
		return one(r, SET_TEAM, &r->out->team);
	if (strcmp(name, "owner") == 0)
		return owner(r);
	if (strcmp(name, "field") == 0)
		return field(r);
	if (strcmp(name, "until") == 0)
		return bulk_read_until(r->c, v, &r->out->until);
	if (strcmp(name, "incident") == 0)
		return incident_find(r->c, v, &r->out->incident);
	if (strcmp(name, "type") == 0)
		return typification_resolve(r->c, r->a, v,
		    &r->out->typification);
	if (strcmp(name, "priority") == 0)
		r->out->priority = r->t->n;
	else if (strcmp(name, "subject") == 0)
		r->out->subject = v;
	else if (strcmp(name, "outcome") == 0)
		r->out->outcome = outcome(r, v);
	else if (strcmp(name, "cause") == 0)
		r->out->cause = v;
	else if (strcmp(name, "reply") == 0)
		r->out->reply = v;
	else if (strcmp(name, "channel") == 0)
		r->out->channel = v;
	else if (strcmp(name, "send") == 0)
		r->out->sends = true;
	else
		r->out->note = v;
	return OK;
}

static enum err
check_term(struct reading *r, const struct filter *f, size_t i)
{
	const struct filter_term *t = &f->v[i];

	if (t->def == NULL)
		return fail(&r->c->fault, ERR_INVALID,
		    _("letter %d: '%s' is nothing that can be done to a "
		      "ticket; what can, with ':': %s"),
		    t->column, t->values.v[0].s,
		    filter_all(r->a, bulk_words).s);
	if (t->no || t->op != FILTER_IS || t->values.n > 1)
		return fail(&r->c->fault, ERR_INVALID,
		    _("letter %d: '%s' takes one value, with ':'; words with "
		      "commas go in quotes"),
		    t->column, filter_word(t->def).s);
	for (size_t k = 0; k < i; k++)
		if (f->v[k].def == t->def && strcmp(t->def->name, "field") != 0)
			return fail(&r->c->fault, ERR_INVALID,
			    _("letter %d: '%s' is given twice"), t->column,
			    filter_word(t->def).s);
	return OK;
}

enum err
bulk_read(struct core *c, struct arena *a, struct str words,
    struct bulk_do *out)
{
	struct bulk_do made = BULK_NOTHING;
	struct reading r = { .c = c, .a = a, .out = &made };
	struct filter f;
	enum err rc;

	if ((rc = filter_parse(a, bulk_words, bulk_quote_times(c, a, words), &f,
		 &c->fault)) != OK)
		return rc;
	if (f.n == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say what is to be done: team:CODE, owner:LOGIN, "
		      "priority:N, note:\"...\", resolve:\"...\""));
	for (size_t i = 0; i < f.n; i++) {
		r.t = &f.v[i];
		if ((rc = check_term(&r, &f, i)) != OK ||
		    (rc = read_term(&r)) != OK)
			return rc;
	}
	if (made.outcome.len + made.cause.len > 0 &&
	    (made.move == NULL || strcmp(made.move, "resolve") != 0))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("how a complaint ends is said with what was done: "
		      "resolve:\"...\" outcome:upheld cause:CODE"));
	if ((rc = bulk_check_park(c, &made)) != OK)
		return rc;
	*out = made;
	return OK;
}

/* ---- which tickets ------------------------------------------------------- */

enum err
bulk_found(struct core *c, struct arena *a, struct str words, struct id **out,
    size_t *n)
{
	struct id *v = NEWN(a, struct id, BULK_MOST + 501), after = ID_NONE;
	const struct ticket_asked *q;
	struct rows_ticket_rows page;
	size_t many = 0;
	bool more = true;
	enum err rc;

	if ((rc = ticket_ask(c, a, words, false, &q)) != OK)
		return rc;
	while (more && many <= BULK_MOST) {
		rc = ticket_page_whole(c, a, q, after, 500, &page, &more);
		if (rc != OK)
			return rc;
		for (size_t i = 0; i < page.n; i++)
			v[many++] = after = page.v[i].id;
	}
	*out = v;
	*n = many < BULK_MOST + 1 ? many : BULK_MOST + 1;
	return OK;
}
