/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message.c - words on a ticket, a contact or a customer.
 */
#include "core/message.h"

#include "core/contact.h"
#include "core/letter.h"
#include "core/list.h"
#include "core/news.h"
#include "core/state_word.h"

enum err
message_text(struct core *c, struct str in, struct str *out)
{
	return core_text(c, _("the text"), in, MESSAGE_MAX, true, false, out);
}

enum err
message_channel(struct core *c, struct str channel)
{
	static const char *const channels[] = { "phone", "whatsapp", "email",
		"chat", "web", "branch", "letter" };

	for (size_t i = 0; i < countof(channels); i++)
		if (str_is(channel, channels[i]))
			return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("no channel '%s'; there are phone, whatsapp, email, chat, web, "
	      "branch and letter"),
	    channel.s);
}

/* ---- out of the house --------------------------------------------------- */

/* What a channel is sent to: a kind of contact point, and another that does. */
static const struct {
	const char *channel, *kind, *other;
} ways[] = { { "email", "email", "email" },
	{ "whatsapp", "whatsapp", "phone" } };

static enum err
find_address(struct core *c, const struct message_new *m, struct str *to)
{
	struct row_letter_address row;
	size_t i = 0;
	enum err rc;

	while (i < countof(ways) && !str_is(m->channel, ways[i].channel))
		i++;
	if (i == countof(ways))
		return fail(&c->fault, ERR_INVALID,
		    _("only e-mail and WhatsApp are sent from here; write "
		      "down what was told by '%s' without send"),
		    m->channel.s);
	*to = list_given(m->to);
	if (to->len > 0)
		return core_text(c, _("the address"), *to, 300, false, false,
		    to);
	rc = q_letter_address(c->db, &c->scratch, m->ticket,
	    str_of(ways[i].kind), str_of(ways[i].other), &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("the customer has no address for %s: add one on their "
		      "page, or choose another way; nothing was sent"),
		    channel_word(m->channel));
	if (rc == OK)
		*to = row.value;
	return core_db(c, rc);
}

static enum err
send(struct core *c, struct write *w, struct id id, const struct message_new *m)
{
	struct str to;
	enum err rc = find_address(c, m, &to);

	if (rc != OK)
		return rc;
	write_set(c, w, "sent", STR_NONE, m->channel);
	rc = core_db(c,
	    q_letter_add(c->db, id, m->ticket, m->channel, to,
		w->now + LETTER_WAIT, NULL));
	return rc == OK && m->files.len > 0
	    ? letter_attach(c, w, id, m->ticket, m->files)
	    : rc;
}

enum err
message_waiting(struct core *c, int64_t *n)
{
	struct row_letter_waiting row;
	enum err rc = core_db(c,
	    q_letter_waiting(c->db, &c->scratch, clock_now(c->clock), &row));

	if (rc == OK)
		*n = row.n;
	return rc;
}

enum err
message_put(struct core *c, struct write *w, const struct message_new *m,
    struct id *made)
{
	struct id id = id_make(w->now);
	enum err rc;

	*made = id;
	rc = core_db(c,
	    q_message_add(c->db, id, m->customer, m->interaction, m->ticket,
		str_of(m->direction), m->public, m->channel, c->me.id, m->body,
		w->at, NULL));
	return rc == OK && m->sends ? send(c, w, id, m) : rc;
}

enum err
message_add(struct core *c, struct write *w, const struct message_new *m)
{
	struct id id;
	enum err rc = message_put(c, w, m, &id);

	w->body_json = str_printf(&c->scratch, "{\"message\":\"%s\"}", id.s);
	return rc;
}

enum err
message_of_ticket(struct core *c, struct arena *a, struct id ticket,
    struct rows_message_of_ticket *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_message_of_ticket(c->db, a, &scope, ticket, rows));
	for (size_t i = 0; rc == OK && i < rows->n; i++)
		rows->v[i].body = news_own_read(rows->v[i].body);
	return rc;
}

enum err
message_last(struct core *c, struct arena *a, const struct id *tickets,
    size_t n, struct rows_message_last *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_message_last(c->db, a, &scope,
			list_ids(a, tickets, n, sizeof(*tickets)), rows));
	for (size_t i = 0; rc == OK && i < rows->n; i++)
		rows->v[i].body = news_own_read(rows->v[i].body);
	return rc;
}

enum err
message_of_interaction(struct core *c, struct arena *a, struct id interaction,
    struct rows_message_of_interaction *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_message_of_interaction(c->db, a, &scope, interaction, rows));
}

enum err
message_of_customer(struct core *c, struct arena *a, struct id customer,
    int64_t limit, struct rows_message_of_customer *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_message_of_customer(c->db, a, &scope, customer,
		list_limit(limit, 50, 500), rows));
}

static enum err
note_body(struct core *c, struct write *w)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("note"),
		.customer = w->id };
	const struct str *text = w->u;
	struct row_customer_take who;
	enum err rc;

	if ((rc = customer_take(c, &w->scope, w->id, &who)) != OK ||
	    (rc = message_text(c, *text, &m.body)) != OK)
		return rc;
	w->version = who.version;
	return message_add(c, w, &m);
}

enum err
customer_note(struct core *c, struct id customer, struct str text)
{
	return customer_write(c, "customer.note", customer, note_body, &text);
}
