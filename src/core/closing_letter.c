/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing_letter.c - what a customer is told of a ticket that ends by itself,
 * in their language and not in that of who sweeps.
 */
#include "base/zone.h"
#include "core/closing_own.h"
#include "core/consent.h"
#include "core/message.h"

enum { SPANISH, ENGLISH, LANGUAGES };

/* Number and subject, and before the end its day. */
static const char *const will_end[CLOSE_STATES][LANGUAGES] = {
	[CLOSE_RESOLVED] = { "Dimos por resuelto su caso T-%lld, «%s». Si algo "
			     "falta, escríbanos antes del %s; ese día lo "
			     "cerraremos.",
	    "We consider your case T-%lld, \"%s\", resolved. If anything is "
	    "missing, please write to us before %s, when we will close it." },
	[CLOSE_CUSTOMER] = { "Sobre su caso T-%lld, «%s»: seguimos esperando "
			     "su respuesta. Si no la recibimos antes del %s, "
			     "daremos el caso por terminado.",
	    "About your case T-%lld, \"%s\": we are still waiting for your "
	    "answer. If we do not have it before %s, we will end the case." },
};
static const char *const has_ended[CLOSE_STATES][LANGUAGES] = {
	[CLOSE_RESOLVED] = { "Cerramos su caso T-%lld, «%s». Si aún lo "
			     "necesita, escríbanos y lo retomamos.",
	    "We have closed your case T-%lld, \"%s\". If you still need us, "
	    "write to us and we take it up again." },
	[CLOSE_CUSTOMER] = { "Dimos por terminado su caso T-%lld, «%s», "
			     "porque no tuvimos su respuesta. Si aún lo "
			     "necesita, escríbanos y lo retomamos.",
	    "We have ended your case T-%lld, \"%s\", because we had no answer "
	    "from you. If you still need us, write to us and we take it up "
	    "again." },
};

static struct str
text(struct core *c, const struct row_closing_customer *who, struct str state,
    msec close_at)
{
	int lang = str_starts(who->lang, STR("en")) ? ENGLISH : SPANISH;
	int k = str_is(state, "resolved") ? CLOSE_RESOLVED : CLOSE_CUSTOMER;
	struct zone_time t = zone_time(zone_get(who->zone), close_at);
	struct str day =
	    str_printf(&c->scratch, "%02d-%02d-%04d", t.mday, t.month, t.year);

	if (lang == ENGLISH)
		day = str_printf(&c->scratch, "%04d-%02d-%02d", t.year, t.month,
		    t.mday);
	return close_at != 0
	    ? str_printf(&c->scratch, will_end[k][lang], (long long)who->number,
		  who->subject.s, day.s)
	    : str_printf(&c->scratch, has_ended[k][lang],
		  (long long)who->number, who->subject.s);
}

/* The first way there is that they allow. */
static enum err
find_way(struct core *c, struct id ticket, struct id customer,
    const char **channel, struct str *to)
{
	static const struct {
		const char *channel, *kind, *other;
	} ways[] = { { "email", "email", "email" },
		{ "whatsapp", "whatsapp", "phone" } };
	struct row_letter_address at;
	struct consent_answer answer;
	enum err rc = OK;

	*channel = NULL;
	for (size_t i = 0; i < countof(ways) && *channel == NULL; i++) {
		rc = q_letter_address(c->db, &c->scratch, ticket,
		    str_of(ways[i].kind), str_of(ways[i].other), &at);
		if (rc == ERR_NOT_FOUND)
			continue;
		if (rc != OK)
			return core_db(c, rc);
		if ((rc = consent_may(c, &c->scratch, customer,
			 str_of(ways[i].channel), STR("service"), &answer)) !=
		    OK)
			return rc;
		if (!answer.may)
			continue;
		*channel = ways[i].channel;
		*to = at.value;
	}
	return OK;
}

enum err
closing_letter(struct core *c, struct write *w, struct str state, msec close_at,
    struct id *letter)
{
	struct message_new m = { .direction = "out",
		.public = true,
		.ticket = w->id,
		.sends = true };
	struct row_closing_customer who;
	const char *channel;
	enum err rc;

	*letter = ID_NONE;
	rc = core_db(c, q_closing_customer(c->db, &c->scratch, w->id, &who));
	if (rc != OK || id_none(who.customer) ||
	    (rc = find_way(c, w->id, who.customer, &channel, &m.to)) != OK ||
	    channel == NULL)
		return rc;
	m.channel = str_of(channel);
	m.body = text(c, &who, state, close_at);
	if ((rc = message_put(c, w, &m, letter)) != OK)
		return rc;
	return OK;
}
