/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * consent.c - what a customer allows: kept with its history, and asked before
 * anything leaves the house.
 */
#include "core/consent.h"

#include "base/zone.h"
#include "core/alert.h"
#include "core/contact.h"
#include "core/image.h"
#include "core/list.h"

enum {
	SOURCE_MAX = 40,
	PROOF_MAX = 200,
	OPENS = 9, /* o'clock, for sales */
	SHUTS = 21,
};

static const struct {
	const char *name;
	bool rings; /* is heard at once: not at night */
} channels[] = {
	{ "phone", true },
	{ "whatsapp", true },
	{ "sms", true },
	{ "email", false },
	{ "letter", false },
};

static int
find_channel(struct str name)
{
	for (size_t i = 0; i < countof(channels); i++)
		if (str_is(name, channels[i].name))
			return (int)i;
	return -1;
}

static enum err
check_kind(struct core *c, struct str channel, struct str purpose)
{
	if (find_channel(channel) < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("no consent for the channel '%s'; there are phone, "
		      "whatsapp, sms, email and letter"),
		    channel.s);
	if (!str_is(purpose, "service") && !str_is(purpose, "sales"))
		return fail(&c->fault, ERR_INVALID,
		    _("no purpose '%s'; there are service and sales"),
		    purpose.s);
	return OK;
}

/* ---- reading ------------------------------------------------------------ */

enum err
consent_list(struct core *c, struct arena *a, struct id customer, bool past,
    struct rows_consent_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_consent_list(c->db, a, &scope, customer, past, rows));
}

/* ---- setting ------------------------------------------------------------ */

struct setting {
	struct consent_new in;
	struct id id; /* of the new row */
};

static enum err
check_words(struct core *c, const struct setting *s, struct consent_new *out)
{
	enum err rc;

	*out = s->in;
	out->channel = list_given(out->channel);
	out->purpose = list_given(out->purpose);
	if ((rc = check_kind(c, out->channel, out->purpose)) != OK ||
	    (rc = core_text(c, _("the source"), list_given(s->in.source),
		 SOURCE_MAX, false, false, &out->source)) != OK)
		return rc;
	return core_text(c, _("the proof"), list_given(s->in.proof), PROOF_MAX,
	    false, true, &out->proof);
}

static struct str
said(bool allowed)
{
	return allowed ? STR("yes") : STR("no");
}

static enum err
replace(struct core *c, struct write *w, const struct setting *s,
    const struct consent_new *in)
{
	struct row_consent_get was;
	struct image row;
	const char *field;
	bool had;
	enum err rc;

	rc = q_consent_get(c->db, &c->scratch, w->id, in->channel, in->purpose,
	    &was);
	had = rc == OK;
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if (had && (was.allowed != 0) == in->allowed)
		return fail(&c->fault, ERR_INVALID,
		    _("they have said so already for %s and %s; nothing was "
		      "changed"),
		    in->channel.s, in->purpose.s);
	field =
	    str_printf(&c->scratch, "%s %s", in->channel.s, in->purpose.s).s;
	write_set_of(c, w, "consent", field,
	    had ? said(was.allowed != 0) : STR_NONE, said(in->allowed));
	write_set_of(c, w, "consent", "source", had ? was.source : STR_NONE,
	    in->source);
	write_set_of(c, w, "consent", "proof", had ? was.proof : STR_NONE,
	    in->proof);
	if (had &&
	    ((rc = image_take(c, "consent", id_str(&was.id), STR_NONE, STR_NONE,
		  &row)) != OK ||
		(rc = q_consent_close(c->db, was.id, w->at, NULL)) != OK ||
		(rc = image_tell(c, w, &row)) != OK))
		return core_db(c, rc);
	rc = q_consent_add(c->db, s->id, w->id, in->channel, in->purpose,
	    in->allowed, in->source, in->proof, c->me.id,
	    had && was.since_at > w->at ? was.since_at : w->at, 0, NULL);
	if (rc == OK)
		rc = image_made(c, w, "consent", id_str(&s->id), STR_NONE,
		    STR_NONE);
	return core_db(c, rc);
}

static enum err
set_body(struct core *c, struct write *w)
{
	const struct setting *s = w->u;
	struct row_customer_take who;
	struct consent_new in;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = check_words(c, s, &in)) != OK ||
	    (rc = replace(c, w, s, &in)) != OK)
		return rc;
	return customer_touch(c, w, &who);
}

enum err
consent_set(struct core *c, struct id customer, const struct consent_new *in)
{
	struct setting s = { *in, customer_row_id(c, "consent") };

	return customer_write(c, "consent.set", customer, set_body, &s);
}

/* ---- may they be contacted now? ----------------------------------------- */

static enum err
answer(struct arena *a, struct consent_answer *out, bool may, const char *why,
    const char *text)
{
	*out = (struct consent_answer){ may, str_of(why),
		str_copy(a, str_of(text)) };
	return OK;
}

/* Open alerts that stop a contact; NULL when there is none. */
static const char *
stopped(const struct rows_alert_list *alerts, bool sales)
{
	for (size_t i = 0; i < alerts->n; i++) {
		if (str_is(alerts->v[i].kind, "no-contact"))
			return _("an alert says not to contact them");
		if (sales && str_is(alerts->v[i].kind, "bereaved"))
			return _("an alert says that they mourn: no sales");
	}
	return NULL;
}

/* Sales are quiet at night and on Sundays, where the customer is. */
static enum err
quiet(struct core *c, struct id customer, bool *now_quiet)
{
	struct row_consent_zone row;
	struct zone_time local;
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_CUSTOMER_READ, &scope)) != OK)
		return rc;
	rc = q_consent_zone(c->db, &c->scratch, &scope, customer, &row);
	if (rc != OK)
		return core_db(c, rc);
	local = zone_time(zone_get(row.zone.len > 0 ? row.zone : c->me.zone),
	    clock_now(c->clock));
	*now_quiet =
	    local.hour < OPENS || local.hour >= SHUTS || local.wday == 0;
	return OK;
}

static enum err
by_consent(struct core *c, struct arena *a, struct id customer,
    struct str channel, struct str purpose, struct consent_answer *out)
{
	struct row_consent_get row;
	bool sales = str_is(purpose, "sales");
	enum err rc;

	rc =
	    q_consent_get(c->db, &c->scratch, customer, channel, purpose, &row);
	if (rc == ERR_NOT_FOUND)
		return answer(a, out, !sales, "unsaid",
		    sales ? _("they were not asked yet whether they want "
			      "offers this way")
			  : _("nothing was said against it"));
	if (rc != OK)
		return core_db(c, rc);
	return row.allowed ? answer(a, out, true, "consent", _("they agreed"))
			   : answer(a, out, false, "no-consent",
				 _("they do not want to be contacted this "
				   "way for this"));
}

enum err
consent_may(struct core *c, struct arena *a, struct id customer,
    struct str channel, struct str purpose, struct consent_answer *out)
{
	bool sales = str_is(purpose, "sales"), silent = false;
	struct rows_alert_list alerts;
	struct consent_answer got;
	const char *why;
	enum err rc;

	if ((rc = check_kind(c, channel, purpose)) != OK ||
	    (rc = customer_exists(c, customer)) != OK ||
	    (rc = alert_list(c, &c->scratch, customer, false, &alerts)) != OK ||
	    (rc = by_consent(c, a, customer, channel, purpose, &got)) != OK)
		return rc;
	if ((why = stopped(&alerts, sales)) != NULL)
		rc = answer(a, &got, false, "alert", why);
	else if (got.may && sales && channels[find_channel(channel)].rings)
		rc = quiet(c, customer, &silent);
	if (rc == OK && silent)
		rc = answer(a, &got, false, "hours",
		    _("sales by this channel wait for Monday to Saturday, "
		      "9:00 to 21:00 where they live"));
	if (rc == OK)
		*out = got;
	return rc;
}
