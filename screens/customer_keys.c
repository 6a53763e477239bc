/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_keys.c - what the keys of a customer's screen say, and which of
 * them the key line shows: nobody talks, they talk, somebody else does.
 */
#include "screens/customer.h"

static enum screen_key
acknowledge(const struct customer_model *m, struct buf *say)
{
	for (size_t i = 0; i < m->all.alerts.n; i++)
		if (m->all.alerts.v[i].must_ack &&
		    m->all.alerts.v[i].acked_at == 0) {
			buf_printf(say, "alert ack %s",
			    m->all.alerts.v[i].id.s);
			return SCREEN_SAY;
		}
	return screen_tell(say,
	    m->all.alerts.n > 0
		? _("You have acknowledged every alert that asks for it.")
		: _("There is no alert to acknowledge."));
}

/* The customer's own verbs; %s is the customer. */
static const struct {
	uint32_t code;
	const char *words;
} verbs[] = {
	{ 'n', "customer note %s" },
	{ 's', "open callback %s" },
	{ 'a', "open appointments %s" },
	{ 'V', "customer unveil %s" },
	{ 'e', "customer edit %s" },
	{ 'H', "customer history %s" },
	{ KEY_F(9), "interaction start customer=%s channel=phone answer=yes" },
};

static enum screen_key
plain(const struct customer_model *m, uint32_t code, struct buf *say)
{
	const char *id = m->all.who.id.s, *at;

	for (size_t i = 0; i < countof(verbs); i++) {
		if (verbs[i].code != code)
			continue;
		at = strstr(verbs[i].words, "%s");
		buf_add(say, verbs[i].words, (size_t)(at - verbs[i].words));
		buf_z(say, id);
		buf_z(say, at + 2);
		return SCREEN_SAY;
	}
	return code == 'A' ? acknowledge(m, say) : SCREEN_IGNORED;
}

/* The contact in progress is with them; or with somebody else, or nobody. */
static bool
is_theirs(const struct screen *s)
{
	const struct customer_model *m = s->model;

	return m != NULL && !id_none(m->all.verify.interaction);
}

static enum screen_key
verify(const struct screen *s, struct buf *say)
{
	const struct customer_model *m = s->model;

	if (!is_theirs(s))
		return screen_tell(say,
		    id_none(s->arg.contact)
			? _("Who calls is verified in a contact: F9 begins "
			    "one with this customer.")
			: _("Your contact is not with this customer. If this "
			    "is who calls, X says so."));
	buf_printf(say, "open verify %s", m->all.verify.interaction.s);
	return SCREEN_SAY;
}

/* Found while they talk: this is who it is. */
static enum screen_key
it_is(const struct screen *s, struct buf *say)
{
	if (is_theirs(s))
		return screen_tell(say,
		    _("Your contact is with this customer."));
	if (id_none(s->arg.contact))
		return screen_tell(say,
		    _("There is no contact in progress. F9 begins one with "
		      "this customer."));
	buf_printf(say, "interaction attach %s customer=%s", s->arg.contact.s,
	    s->arg.id.s);
	return SCREEN_SAY;
}

enum screen_key
customer_verb(const struct screen *s, uint32_t code, struct buf *say)
{
	if (code == 'v')
		return verify(s, say);
	if (code == 'X')
		return it_is(s, say);
	return plain(s->model, code, say);
}

/* ---- the key line -------------------------------------------------------- */

const struct key_def customer_key_rows[] = {
	{ "1-9", "", NC_("key", "part") },
	{ "<Enter>", "", N_("open") },
	{ "<F9>", "answer", N_("take call") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "n", "customer note", N_("note") },
	{ "v", "open verify", NC_("key", "verify") },
	{ "X", "interaction attach", N_("this is who calls") },
	{ "V", "customer unveil", NC_("key", "unveil") },
	{ "s", "open callback", NC_("key", "schedule") },
	{ "a", "open appointments", N_("appointments") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ "H", "customer history", NC_("key", "history") },
	{ "e", "customer edit", N_("edit") },
	{ "A", "alert ack", NC_("key", "acknowledge") },
	{ "z", "", N_("zoom") },
	{ 0 },
};

/* Nobody talks: there is nobody to verify. */
static const struct key_def idle_keys[] = {
	{ "1-9", "", NC_("key", "part") },
	{ "<Enter>", "", N_("open") },
	{ "<F9>", "answer", N_("take call") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "n", "customer note", N_("note") },
	{ "s", "open callback", NC_("key", "schedule") },
	{ "e", "customer edit", N_("edit") },
	{ "V", "customer unveil", NC_("key", "unveil") },
	{ "a", "open appointments", N_("appointments") },
	{ "H", "customer history", NC_("key", "history") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};
/* Somebody else talks, or nobody knows who. */
static const struct key_def other_keys[] = {
	{ "1-9", "", NC_("key", "part") },
	{ "<Enter>", "", N_("open") },
	{ "X", "interaction attach", N_("this is who calls") },
	{ "gc", "open contact", N_("contact") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "n", "customer note", N_("note") },
	{ "s", "open callback", NC_("key", "schedule") },
	{ "e", "customer edit", N_("edit") },
	{ "V", "customer unveil", NC_("key", "unveil") },
	{ "H", "customer history", NC_("key", "history") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};
static const struct key_def talk_keys[] = {
	{ "1-9", "", NC_("key", "part") },
	{ "<Enter>", "", N_("open") },
	{ "v", "open verify", NC_("key", "verify") },
	{ "gc", "open contact", N_("contact") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "n", "customer note", N_("note") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ "s", "open callback", NC_("key", "schedule") },
	{ "V", "customer unveil", NC_("key", "unveil") },
	{ "a", "open appointments", N_("appointments") },
	{ "H", "customer history", NC_("key", "history") },
	{ "e", "customer edit", N_("edit") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};

const struct key_def *
customer_line_keys(const struct screen *s)
{
	return is_theirs(s)	      ? talk_keys
	    : id_none(s->arg.contact) ? idle_keys
				      : other_keys;
}
