/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * offer.c - what may be offered, and what rests for which reason.
 */
#include "core/offer.h"

#include "base/number.h"
#include "core/alert.h"
#include "core/consent.h"
#include "core/contact.h"
#include "core/image.h"
#include "core/list.h"

enum { TITLE_MAX = 200, CODE_MAX = 40, CAP = 2 };

#define CAP_SPAN DAYS(30)
#define AGAIN	 DAYS(30)

/* ---- what rests --------------------------------------------------------- */

static const struct {
	const char *code, *text;
} blocks[] = {
	{ "complaint", N_("not now: a complaint of theirs is open") },
	{ "consent", N_("not now: no consent for offers by this channel") },
	{ "alert", N_("not now: an alert says so") },
	{ "cap", N_("not now: two offers were answered in 30 days") },
	{ "later", N_("they asked for it later") },
};

struct rests {
	msec now;
	bool complaint;
	const char *code; /* of the customer; NULL: nothing in the way */
};

static void
block(struct offer *o, const char *code)
{
	o->blocked = o->blocked_text = STR_NONE;
	for (size_t i = 0; code != NULL && i < countof(blocks); i++)
		if (strcmp(blocks[i].code, code) == 0) {
			o->blocked = str_of(blocks[i].code);
			o->blocked_text = str_of(_(blocks[i].text));
		}
}

/* What is in the way of every offer to this customer. Hours do not matter: who
 * talks with us is awake. */
static enum err
look(struct core *c, struct id customer, struct str channel,
    struct rests *rests)
{
	static const char *const reached[] = { "phone", "email", "whatsapp",
		"sms", "letter" };
	struct row_offer_answers answers;
	struct consent_answer may;
	size_t i = 0;
	enum err rc;

	rests->now = clock_now(c->clock);
	while (i < countof(reached) && !str_is(channel, reached[i]))
		i++;
	if (i == countof(reached))
		channel = STR("phone"); /* chat, web, branch: nearest */
	rc = consent_may(c, &c->scratch, customer, channel, STR("sales"), &may);
	if (rc != OK)
		return rc;
	rc = q_offer_answers(c->db, &c->scratch, customer,
	    rests->now - CAP_SPAN, &answers);
	if (rc != OK)
		return core_db(c, rc);
	if (str_is(may.why, "alert"))
		rests->code = "alert";
	else if (!may.may && !str_is(may.why, "hours"))
		rests->code = "consent";
	else if (answers.n >= CAP)
		rests->code = "cap";
	return OK;
}

static struct offer
offer_of(const struct row_offer_list *r, const struct rests *rests)
{
	struct offer o = {
		.id = r->id,
		.code = r->code,
		.title = r->title,
		.why = r->why,
		.amount = r->amount,
		.currency = r->currency,
		.until_at = r->until_at,
		.again_at = r->again_at,
		.outcome = r->outcome,
	};

	block(&o,
	    r->complaints > 0		   ? "complaint"
		: rests->code != NULL	   ? rests->code
		: r->again_at > rests->now ? "later"
					   : NULL);
	return o;
}

static bool
answered(struct str outcome)
{
	return str_is(outcome, "accepted") || str_is(outcome, "rejected");
}

static int
by_use(const void *x, const void *y)
{
	const struct offer *a = x, *b = y;
	int one = answered(a->outcome) * 2 + (a->blocked.len > 0);
	int two = answered(b->outcome) * 2 + (b->blocked.len > 0);

	return one != two ? one - two : strcmp(a->id.s, b->id.s);
}

enum err
offer_list(struct core *c, struct arena *a, struct id customer,
    struct str channel, bool all, struct offers *out)
{
	struct rows_offer_list rows;
	struct rests rests = { 0 };
	struct offers got = { NULL, 0, 0 };
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) != OK)
		return rc;
	rc = q_offer_list(c->db, a, &scope, customer, core_now(c), all, &rows);
	if (rc != OK)
		return core_db(c, rc);
	if (rows.n > 0 &&
	    (rc = look(c, customer, list_given(channel), &rests)) != OK)
		return rc;
	got.v = NEWN(a, struct offer, rows.n);
	for (got.n = 0; got.n < rows.n; got.n++) {
		got.v[got.n] = offer_of(&rows.v[got.n], &rests);
		got.blocked += got.v[got.n].blocked.len > 0 &&
		    !answered(got.v[got.n].outcome);
	}
	if (got.n > 0)
		qsort(got.v, got.n, sizeof(*got.v), by_use);
	*out = got;
	return OK;
}

/* ---- adding ------------------------------------------------------------- */

struct added {
	const struct offer_new *in;
	struct id id;
};

static bool
is_currency(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.s[i] < 'A' || s.s[i] > 'Z')
			return false;
	return s.len == 3;
}

static enum err
check_new(struct core *c, struct offer_new *in, msec now)
{
	enum err rc;

	in->currency =
	    list_given(in->currency).len > 0 ? in->currency : MONEY_HOME;
	if ((rc = core_text(c, _("the offer"), list_given(in->title), TITLE_MAX,
		 false, false, &in->title)) != OK ||
	    (rc = core_text(c, _("the code"), list_given(in->code), CODE_MAX,
		 false, true, &in->code)) != OK ||
	    (rc = core_text(c, _("the reason"), list_given(in->why), TITLE_MAX,
		 false, true, &in->why)) != OK)
		return rc;
	if (!is_currency(in->currency))
		return fail(&c->fault, ERR_INVALID,
		    _("a currency has three letters, as CLP; not '%s'"),
		    in->currency.s);
	if (in->amount < 0 || (in->until_at != 0 && in->until_at <= now))
		return fail(&c->fault, ERR_INVALID,
		    _("an offer has no amount below 0 and does not end "
		      "before it begins; nothing was changed"));
	return OK;
}

static enum err
add_body(struct core *c, struct write *w)
{
	const struct added *add = w->u;
	struct offer_new in = *add->in;
	struct row_customer_take who;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = check_new(c, &in, w->at)) != OK)
		return rc;
	rc = q_offer_add(c->db, add->id, w->id, in.code, in.title, in.why,
	    in.amount, in.currency, w->at, in.until_at, STR_NONE, 0, 0, ID_NONE,
	    NULL);
	if (rc != OK)
		return core_db(c, rc);
	if ((rc = image_made(c, w, "offer", id_str(&add->id), STR_NONE,
		 STR_NONE)) != OK)
		return rc;
	write_set_of(c, w, "offer", "title", STR_NONE, in.title);
	write_set_of(c, w, "offer", "why", STR_NONE, in.why);
	write_set_of(c, w, "offer", "amount", STR_NONE,
	    str_printf(&c->scratch, "%lld", (long long)in.amount));
	return customer_touch(c, w, &who);
}

enum err
offer_add(struct core *c, struct id customer, const struct offer_new *in,
    struct id *id)
{
	struct added add = { in, customer_row_id(c, "offer") };
	enum err rc = customer_write(c, "offer.add", customer, add_body, &add);

	if (rc == OK)
		*id = add.id;
	return rc;
}

/* ---- answering ---------------------------------------------------------- */

struct answer {
	struct id offer, interaction;
	struct str outcome;
	msec again_at;
};

static enum err
take(struct core *c, struct id offer, struct row_offer_take *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_offer_take(c->db, &c->scratch, &scope, offer, row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such offer, or none that you may see"));
	return core_db(c, rc);
}

/* By which channel it was said: that of the contact. */
static enum err
channel_of(struct core *c, struct id interaction, struct str *channel)
{
	struct row_interaction_get row;
	struct scope scope;
	enum err rc;

	*channel = STR("phone");
	if (id_none(interaction))
		return OK;
	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK)
		return rc;
	rc = q_interaction_get(c->db, &c->scratch, &scope, interaction, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such contact, or none that you may see"));
	if (rc == OK)
		*channel = row.channel;
	return core_db(c, rc);
}

static enum err
not_blocked(struct core *c, const struct answer *in, struct id customer)
{
	struct offers all;
	struct str channel;
	enum err rc;

	if ((rc = channel_of(c, in->interaction, &channel)) != OK)
		return rc;
	rc = offer_list(c, &c->scratch, customer, channel, false, &all);
	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (id_eq(all.v[i].id, in->offer) && all.v[i].blocked.len > 0 &&
		    !str_is(all.v[i].blocked, "later"))
			return fail(&c->fault, ERR_INVALID,
			    _("%s; nothing was changed"),
			    all.v[i].blocked_text.s);
	return rc;
}

static enum err
check_answer(struct core *c, const struct answer *in,
    const struct row_offer_take *row, msec now)
{
	bool later = str_is(in->outcome, "later");

	if (!later && !answered(in->outcome))
		return fail(&c->fault, ERR_INVALID,
		    _("an offer is accepted, rejected or later, not '%s'"),
		    in->outcome.s);
	if (answered(row->outcome))
		return fail(&c->fault, ERR_INVALID,
		    _("the offer was answered already; nothing was changed"));
	if (row->until_at != 0 && row->until_at <= now)
		return fail(&c->fault, ERR_INVALID,
		    _("the offer has ended; nothing was changed"));
	if (later && in->again_at != 0 && in->again_at <= now)
		return fail(&c->fault, ERR_INVALID,
		    _("'later' lies in the past; nothing was changed"));
	return str_is(in->outcome, "rejected")
	    ? OK
	    : not_blocked(c, in, row->customer);
}

static enum err
answer_body(struct core *c, struct write *w)
{
	struct answer in = *(const struct answer *)w->u;
	struct row_offer_take row;
	struct image was;
	struct str channel;
	int64_t saved;
	enum err rc;

	if ((rc = take(c, in.offer, &row)) != OK ||
	    (rc = channel_of(c, in.interaction, &channel)) != OK ||
	    (rc = check_answer(c, &in, &row, w->at)) != OK)
		return rc;
	if (!str_is(in.outcome, "later"))
		in.again_at = 0;
	else if (in.again_at == 0)
		in.again_at = w->at + AGAIN;
	if ((rc = image_take(c, "offer", id_str(&in.offer), STR_NONE, STR_NONE,
		 &was)) != OK)
		return rc;
	rc = q_offer_answer(c->db, in.offer, in.outcome, in.again_at, w->at,
	    c->me.id, in.interaction, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody wrote the answer first; read it again"));
	w->version = row.version;
	write_set_of(c, w, "offer", "title", STR_NONE, row.title);
	write_set_of(c, w, "offer", "outcome", row.outcome, in.outcome);
	if (rc == OK)
		rc = image_tell(c, w, &was);
	return core_db(c, rc);
}

enum err
offer_answer(struct core *c, struct id offer, struct str outcome, msec again_at,
    struct id interaction)
{
	struct answer in = { offer, interaction, list_given(outcome),
		again_at };
	struct write w = {
		.may = MAY_INTERACTION_HANDLE,
		.kind = "offer.answer",
		.entity = "customer",
		.body = answer_body,
		.u = &in,
	};
	struct row_offer_take row;
	enum err rc;

	if ((rc = core_allow(c, w.may, NULL)) != OK)
		return rc;
	if (!core_applied(c, "customer", &w.id)) {
		if ((rc = take(c, offer, &row)) != OK)
			return rc;
		w.id = row.customer;
	}
	return core_write(c, &w);
}
