/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_contact.c - rows that are past conversations: closed, with their spans,
 * and what they were about.
 */
#include "core/load_rows.h"

enum {
	EXTERNAL,
	STARTED,
	CUSTOMER,
	PHONE,
	CALLER,
	CHANNEL,
	DIRECTION,
	QUEUE,
	SUBJECT,
	OUTCOME,
	OWNER,
	TEAM,
	BRANCH,
	WAIT,
	TALK,
	HOLD,
	WRAP,
	ENDED,
	TYPIFICATION,
	TICKET,
	NOTE
};

static const struct load_field fields[] = {
	[EXTERNAL] = { "external", N_("its key in the system it comes from"),
	    LOAD_LINE, true, 100, NULL },
	[STARTED] = { "started", N_("when it began"), LOAD_AT, true, 0, NULL },
	[CUSTOMER] = { "customer", N_("the customer's external key"), LOAD_LINE,
	    false, 100, NULL },
	[PHONE] = { "phone",
	    N_("the number: finds the customer without a "
	       "key, and is kept as the caller"),
	    LOAD_PHONE, false, 200, NULL },
	[CALLER] = { "caller", N_("who called, when not the customer"),
	    LOAD_LINE, false, 200, NULL },
	[CHANNEL] = { "channel", N_("phone when empty"), LOAD_CHOICE, false, 0,
	    "phone|whatsapp|email|chat|web|branch|letter" },
	[DIRECTION] = { "direction", N_("in when empty"), LOAD_CHOICE, false, 0,
	    "in|out" },
	[QUEUE] = { "queue", N_("the queue"), LOAD_LINE, false, 60, NULL },
	[SUBJECT] = { "subject", N_("the subject"), LOAD_LINE, false, 200,
	    NULL },
	[OUTCOME] = { "outcome", N_("how it ended"), LOAD_LINE, false, 60,
	    NULL },
	[OWNER] = { "owner", N_("the login of who handled it"), LOAD_AGENT,
	    false, 0, NULL },
	[TEAM] = { "team", N_("a team's code"), LOAD_TEAM, false, 0, NULL },
	[BRANCH] = { "branch", N_("a branch's code"), LOAD_BRANCH, false, 0,
	    NULL },
	[WAIT] = { "wait", N_("how long they waited"), LOAD_SPAN, false, 0,
	    NULL },
	[TALK] = { "talk", N_("how long they talked"), LOAD_SPAN, false, 0,
	    NULL },
	[HOLD] = { "hold", N_("how long they were held"), LOAD_SPAN, false, 0,
	    NULL },
	[WRAP] = { "wrap", N_("how long the wrap-up took"), LOAD_SPAN, false, 0,
	    NULL },
	[ENDED] = { "ended", N_("when it ended; else start and spans"), LOAD_AT,
	    false, 0, NULL },
	[TYPIFICATION] = { "typification", N_("a leaf's code"), LOAD_CODE,
	    false, 60, NULL },
	[TICKET] = { "ticket",
	    N_("the external key of the ticket it was "
	       "about"),
	    LOAD_LINE, false, 100, NULL },
	[NOTE] = { "note", N_("words about it"), LOAD_TEXT, false, 20000,
	    NULL },
};

static msec
end_of(const struct load_line *l)
{
	const struct load_cell *v = l->cell;

	if (v[ENDED].text.len > 0)
		return v[ENDED].n;
	return v[STARTED].n + v[WAIT].n + v[TALK].n + v[HOLD].n;
}

static void
check(struct load *x, struct load_line *l)
{
	const struct load_cell *v = l->cell;
	msec spans = v[WAIT].n + v[TALK].n + v[HOLD].n;

	if (end_of(l) < v[STARTED].n)
		load_bad(x, l, ENDED,
		    _("it ended before it began; map the "
		      "spans instead of the end, if the file has them"));
	else if (v[ENDED].text.len > 0 &&
	    spans > v[ENDED].n - v[STARTED].n + SECONDS(60))
		load_bad(x, l, ENDED,
		    _("wait, talk and hold are longer than "
		      "the time from begin to end"));
}

static enum err
look(struct load *x)
{
	struct rows_load_interactions there;
	enum err rc;

	rc = q_load_interactions(x->c->db, &x->tx,
	    load_keys(x, EXTERNAL, false), &there);
	if (rc != OK)
		return rc;
	load_there(x, there.v, there.n, sizeof(*there.v));
	load_same(x, EXTERNAL, NULL);
	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		l->typification = STR_NONE;
	rc = load_find_customers(x, CUSTOMER, PHONE,
	    offsetof(struct load_line, customer));
	if (rc == OK)
		rc = load_find_tickets(x, TICKET);
	if (rc == OK)
		rc = load_find_leaves(x, TYPIFICATION);
	return rc;
}

/* ---- writing ------------------------------------------------------------ */

struct batches {
	LOAD_BATCH(load_interaction_add) contacts;
	LOAD_BATCH(load_stay_add) stays;
	LOAD_BATCH(load_matter_add) matters;
	LOAD_BATCH(load_message_add) notes;
};

static struct str
holder_of(const struct load_line *l)
{
	if (l->cell[OWNER].text.len > 0)
		return id_str(&l->cell[OWNER].id);
	return l->cell[TEAM].text;
}

static struct str
or_else(struct str given, struct str usual)
{
	return given.len > 0 ? given : usual;
}

static void
add_contact(struct load *x, struct batches *b, const struct load_line *l,
    int64_t number)
{
	const struct load_cell *v = l->cell;
	bool answered = v[TALK].n + v[HOLD].n > 0;

	*load_more(x, &b->contacts) = (struct par_load_interaction_add){
		.id = l->id,
		.number = number,
		.customer = l->customer,
		.caller = or_else(v[CALLER].text, v[PHONE].norm),
		.channel = or_else(v[CHANNEL].text, STR("phone")),
		.direction = or_else(v[DIRECTION].text, STR("in")),
		.queue = v[QUEUE].text,
		.subject = v[SUBJECT].text,
		.outcome = v[OUTCOME].text,
		.team = v[TEAM].text,
		.branch = v[BRANCH].text,
		.owner = v[OWNER].id,
		.created_by = x->c->me.id,
		.started_at = v[STARTED].n,
		.answered_at = answered ? v[STARTED].n + v[WAIT].n : 0,
		.ended_at = end_of(l),
		.closed_at = end_of(l) + v[WRAP].n,
		.wait_ms = v[WAIT].n,
		.talk_ms = v[TALK].n,
		.hold_ms = v[HOLD].n,
		.wrap_ms = v[WRAP].n,
		.external = v[EXTERNAL].text,
		.batch = x->batch,
		.line = l->line,
	};
}

static void
add_stay(struct load *x, struct batches *b, const struct load_line *l,
    const char *state, msec from, msec to)
{
	bool waiting = strcmp(state, "waiting") == 0;

	*load_more(x, &b->stays) =
	    (struct par_load_stay_add){ .id = id_make(x->now),
		    .kind = STR("interaction"),
		    .entity = l->id,
		    .state = str_of(state),
		    .reason = to == 0 ? l->cell[OUTCOME].text : STR_NONE,
		    .holder = waiting ? l->cell[QUEUE].text : holder_of(l),
		    .from_at = from,
		    .to_at = to };
}

/* The states it went through, as far as the file tells, and the last one. */
static void
add_stays(struct load *x, struct batches *b, const struct load_line *l)
{
	static const struct {
		int field;
		const char *state;
	} spans[] = { { WAIT, "waiting" }, { TALK, "talking" },
		{ HOLD, "held" }, { WRAP, "wrap-up" } };
	msec at = l->cell[STARTED].n, span;

	for (size_t i = 0; i < countof(spans); i++) {
		if (spans[i].field == WRAP)
			at = end_of(l);
		span = l->cell[spans[i].field].n;
		if (span > 0)
			add_stay(x, b, l, spans[i].state, at, at + span);
		at += span;
	}
	add_stay(x, b, l, "closed", at, 0);
}

static void
add_words(struct load *x, struct batches *b, const struct load_line *l)
{
	const struct load_cell *v = l->cell;

	if (l->typification.len > 0)
		*load_more(x, &b->matters) =
		    (struct par_load_matter_add){ .id = id_make(x->now),
			    .interaction = l->id,
			    .typification = l->typification,
			    .ticket = l->ticket };
	if (v[NOTE].text.len > 0)
		*load_more(x, &b->notes) =
		    (struct par_load_message_add){ .id = id_make(x->now),
			    .interaction = l->id,
			    .direction = STR("internal"),
			    .channel = STR("note"),
			    .author = v[OWNER].id,
			    .body = v[NOTE].text,
			    .at = end_of(l),
			    .batch = x->batch };
}

static enum err
write_rows(struct load *x)
{
	struct batches b = { 0 };
	struct db *db = x->c->db;
	int64_t number;
	enum err rc;

	rc = core_numbers(x->c, "interaction", (int64_t)load_count(x), &number);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		l->id = id_make(x->now);
		add_contact(x, &b, l, number++);
		add_stays(x, &b, l);
		add_words(x, &b, l);
	}
	rc = q_load_interaction_add_batch(db, &x->tx, b.contacts.v,
	    b.contacts.n);
	if (rc == OK)
		rc = q_load_stay_add_batch(db, &x->tx, b.stays.v, b.stays.n);
	if (rc == OK)
		rc = q_load_matter_add_batch(db, &x->tx, b.matters.v,
		    b.matters.n);
	if (rc == OK)
		rc = q_load_message_add_batch(db, &x->tx, b.notes.v, b.notes.n);
	return rc;
}

const struct load_kind load_interaction = {
	.name = "interaction",
	.may = MAY_INTERACTION_HANDLE,
	.fields = fields,
	.nfields = countof(fields),
	.check = check,
	.look = look,
	.write = write_rows,
};
