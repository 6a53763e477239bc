/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_ticket.c - rows that are tickets, in any state that needs nobody's
 * further word, with the states before it as far as the file tells.
 */
#include "base/json.h"
#include "core/load_rows.h"
#include "core/ticket_index.h"

enum {
	EXTERNAL,
	TYPIFICATION,
	SUBJECT,
	CREATED,
	CUSTOMER,
	PHONE,
	REQUESTER,
	INTERACTION,
	BODY,
	NOTE,
	CHANNEL,
	STATE,
	PRIORITY,
	TEAM,
	BRANCH,
	OWNER,
	RESOLVED,
	CLOSED
};

static const struct load_field fields[] = {
	[EXTERNAL] = { "external", N_("its key in the system it comes from"),
	    LOAD_LINE, true, 100, NULL },
	[TYPIFICATION] = { "typification", N_("a leaf's code"), LOAD_CODE, true,
	    60, NULL },
	[SUBJECT] = { "subject", N_("the subject"), LOAD_LINE, true, 200,
	    NULL },
	[CREATED] = { "created", N_("when it was opened"), LOAD_AT, true, 0,
	    NULL },
	[CUSTOMER] = { "customer", N_("the customer's external key"), LOAD_LINE,
	    false, 100, NULL },
	[PHONE] = { "phone", N_("finds the customer without a key"), LOAD_PHONE,
	    false, 200, NULL },
	[REQUESTER] = { "requester",
	    N_("the external key of who asks, when "
	       "another customer"),
	    LOAD_LINE, false, 100, NULL },
	[INTERACTION] = { "interaction",
	    N_("the external key of the contact "
	       "it came from"),
	    LOAD_LINE, false, 100, NULL },
	[BODY] = { "body", N_("the customer's words"), LOAD_TEXT, false, 20000,
	    NULL },
	[NOTE] = { "note", N_("an internal note"), LOAD_TEXT, false, 20000,
	    NULL },
	[CHANNEL] = { "channel", N_("how the words came: web when empty"),
	    LOAD_CHOICE, false, 0,
	    "phone|whatsapp|email|chat|web|branch|letter" },
	[STATE] = { "state",
	    N_("closed or resolved when it has such a date, "
	       "else new"),
	    LOAD_CHOICE, false, 0,
	    "new|open|pending-customer|pending-third-party|resolved|"
	    "closed|cancelled" },
	[PRIORITY] = { "priority", N_("1 (highest) to 4; else the leaf's"),
	    LOAD_INT, false, 4, NULL },
	[TEAM] = { "team", N_("a team's code; else the leaf's"), LOAD_TEAM,
	    false, 0, NULL },
	[BRANCH] = { "branch", N_("a branch's code"), LOAD_BRANCH, false, 0,
	    NULL },
	[OWNER] = { "owner", N_("the login of who has it"), LOAD_AGENT, false,
	    0, NULL },
	[RESOLVED] = { "resolved", N_("when it was resolved"), LOAD_AT, false,
	    0, NULL },
	[CLOSED] = { "closed",
	    N_("when it was closed; else when it was "
	       "resolved or opened"),
	    LOAD_AT, false, 0, NULL },
};

static bool
is_over(struct str state)
{
	return str_is(state, "closed") || str_is(state, "cancelled");
}

static struct str
state_of(const struct load_line *l)
{
	const struct load_cell *v = l->cell;

	if (v[STATE].text.len > 0)
		return v[STATE].text;
	if (v[CLOSED].n != 0)
		return STR("closed");
	return v[RESOLVED].n != 0 ? STR("resolved") : STR("new");
}

/* When it got where it is: instants never go back. */
struct past {
	msec resolved, closed;
};

static struct past
past_of(const struct load_line *l)
{
	const struct load_cell *v = l->cell;
	struct str state = state_of(l);
	struct past p = { v[RESOLVED].n, 0 };
	msec last = p.resolved != 0 ? p.resolved : v[CREATED].n;

	if (is_over(state))
		p.closed = v[CLOSED].n != 0 ? v[CLOSED].n : last;
	if (p.resolved == 0 && str_is(state, "resolved"))
		p.resolved = last;
	if (p.resolved == 0 && str_is(state, "closed"))
		p.resolved = p.closed;
	return p;
}

static void
check(struct load *x, struct load_line *l)
{
	const struct load_cell *v = l->cell;
	struct str state = state_of(l);
	bool done = is_over(state) || str_is(state, "resolved");
	struct past p = past_of(l);

	if (v[CUSTOMER].text.len == 0 && v[PHONE].text.len == 0)
		load_bad(x, l, CUSTOMER,
		    _("a ticket needs a customer's key or phone"));
	else if (p.closed != 0 && p.closed < v[CREATED].n)
		load_bad(x, l, CLOSED, _("closed before it was opened"));
	else if (p.resolved != 0 && p.resolved < v[CREATED].n)
		load_bad(x, l, RESOLVED, _("resolved before it was opened"));
	else if (p.closed != 0 && p.closed < p.resolved)
		load_bad(x, l, CLOSED, _("closed before it was resolved"));
	else if (!done && (v[RESOLVED].n != 0 || v[CLOSED].n != 0))
		load_bad(x, l, STATE, _("it has an end, but its state is '%s'"),
		    state.s);
}

/* What the leaf demands is what ticket_create() would ask for. */
static void
check_demands(struct load *x)
{
	struct json *list;

	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		if (json_parse(l->required, &list, NULL) != OK)
			continue;
		for (size_t i = 0; i < json_len(list); i++) {
			struct str want = json_str(json_at(list, i));

			if (!load_own_has(x, l, want))
				load_bad(x, l, TYPIFICATION,
				    _("'%s' demands the field '%s'; map it as "
				      "field.%s, or use another leaf"),
				    l->typification.s, want.s, want.s);
		}
		json_free(list);
	}
}

static void
check_customers(struct load *x)
{
	for (struct load_line *l = load_first(x); l; l = load_next(x, l))
		if (id_none(l->customer))
			load_bad(x, l, PHONE,
			    _("the phone %s is nobody's, or more than one "
			      "customer's"),
			    l->cell[PHONE].text.s);
}

static enum err
look(struct load *x)
{
	struct rows_load_tickets there;
	enum err rc;

	rc = q_load_tickets(x->c->db, &x->tx, load_keys(x, EXTERNAL, false),
	    &there);
	if (rc != OK)
		return rc;
	load_there(x, there.v, there.n, sizeof(*there.v));
	load_same(x, EXTERNAL, NULL);
	if ((rc = load_find_customers(x, CUSTOMER, PHONE,
		 offsetof(struct load_line, customer))) != OK ||
	    (rc = load_find_customers(x, REQUESTER, -1,
		 offsetof(struct load_line, requester))) != OK ||
	    (rc = load_find_interactions(x, INTERACTION,
		 offsetof(struct load_line, interaction))) != OK ||
	    (rc = load_find_leaves(x, TYPIFICATION)) != OK)
		return rc;
	check_customers(x);
	check_demands(x);
	return OK;
}

/* ---- writing ------------------------------------------------------------ */

struct batches {
	LOAD_BATCH(load_ticket_add) tickets;
	LOAD_BATCH(ticket_word_load) subjects;
	LOAD_BATCH(load_stay_add) stays;
	LOAD_BATCH(load_message_add) words;
};

static struct str
team_of(const struct load_line *l)
{
	return l->cell[TEAM].text.len > 0 ? l->cell[TEAM].text : l->team;
}

static void
add_ticket(struct load *x, struct batches *b, const struct load_line *l,
    int64_t number)
{
	const struct load_cell *v = l->cell;
	struct past p = past_of(l);
	struct str words = ticket_words_json(&x->tx, v[SUBJECT].text);
	msec last = p.closed > p.resolved ? p.closed : p.resolved;

	*load_more(x, &b->tickets) = (struct par_load_ticket_add){
		.id = l->id,
		.number = number,
		.customer = l->customer,
		.requester = l->requester,
		.interaction = l->interaction,
		.typification = l->typification,
		.subject = v[SUBJECT].text,
		.state = state_of(l),
		.priority = v[PRIORITY].n != 0 ? v[PRIORITY].n : l->priority,
		.team = team_of(l),
		.branch = v[BRANCH].text,
		.owner = v[OWNER].id,
		.created_by = x->c->me.id,
		.created_at = v[CREATED].n,
		.updated_at = last > v[CREATED].n ? last : v[CREATED].n,
		.resolved_at = p.resolved,
		.closed_at = p.closed,
		.external = v[EXTERNAL].text,
		.batch = x->batch,
		.line = l->line,
	};
	*load_more(x, &b->subjects) =
	    (struct par_ticket_word_load){ l->id, words };
}

static struct str
holder_of(const struct load_line *l, struct str state)
{
	if (str_is(state, "pending-customer"))
		return STR("customer");
	if (str_is(state, "pending-third-party"))
		return STR("third-party");
	if (l->cell[OWNER].text.len > 0)
		return id_str(&l->cell[OWNER].id);
	return team_of(l);
}

static void
add_stay(struct load *x, struct batches *b, const struct load_line *l,
    struct str state, msec from, msec to)
{
	*load_more(x, &b->stays) =
	    (struct par_load_stay_add){ .id = id_make(x->now),
		    .kind = STR("ticket"),
		    .entity = l->id,
		    .state = state,
		    .reason = STR_NONE,
		    .holder = holder_of(l, state),
		    .from_at = from,
		    .to_at = to };
}

/* New until it was done; then each state that the file dates. */
static void
add_stays(struct load *x, struct batches *b, const struct load_line *l)
{
	struct past p = past_of(l);
	struct str state = state_of(l);
	msec at = l->cell[CREATED].n;

	if (p.resolved > at) {
		add_stay(x, b, l, STR("new"), at, p.resolved);
		at = p.resolved;
		if (p.closed > at)
			add_stay(x, b, l, STR("resolved"), at, p.closed);
	} else if (p.closed > at) {
		add_stay(x, b, l, STR("new"), at, p.closed);
	}
	add_stay(x, b, l, state, p.closed > at ? p.closed : at, 0);
}

static void
add_message(struct load *x, struct batches *b, const struct load_line *l,
    int field)
{
	const struct load_cell *v = l->cell;
	bool note = field == NOTE;

	if (v[field].text.len == 0)
		return;
	*load_more(x, &b->words) =
	    (struct par_load_message_add){ .id = id_make(x->now),
		    .ticket = l->id,
		    .direction = note ? STR("internal") : STR("in"),
		    .public = !note,
		    .channel = note		  ? STR("note")
			: v[CHANNEL].text.len > 0 ? v[CHANNEL].text
						  : STR("web"),
		    .author = note ? v[OWNER].id : ID_NONE,
		    .body = v[field].text,
		    .at = v[CREATED].n,
		    .batch = x->batch };
}

/* What came in as a complaint has a folio, as one that is opened here. */
static enum err
add_folios(struct load *x)
{
	struct row_load_complaint_owing owing;
	int64_t first;
	enum err rc;

	rc = q_load_complaint_owing(x->c->db, &x->tx, x->batch, &owing);
	if (rc != OK || owing.n == 0)
		return rc;
	if ((rc = core_numbers(x->c, "folio", owing.n, &first)) != OK)
		return rc;
	return q_load_complaint_add(x->c->db, x->batch, first, NULL);
}

static enum err
write_rows(struct load *x)
{
	struct batches b = { 0 };
	struct db *db = x->c->db;
	int64_t number;
	enum err rc;

	rc = core_numbers(x->c, "ticket", (int64_t)load_count(x), &number);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		l->id = id_make(x->now);
		add_ticket(x, &b, l, number++);
		add_stays(x, &b, l);
		add_message(x, &b, l, BODY);
		add_message(x, &b, l, NOTE);
	}
	rc = q_load_ticket_add_batch(db, &x->tx, b.tickets.v, b.tickets.n);
	if (rc == OK)
		rc = q_ticket_word_load_batch(db, &x->tx, b.subjects.v,
		    b.subjects.n);
	if (rc == OK)
		rc = add_folios(x);
	if (rc == OK)
		rc = q_load_stay_add_batch(db, &x->tx, b.stays.v, b.stays.n);
	if (rc == OK)
		rc = q_load_message_add_batch(db, &x->tx, b.words.v, b.words.n);
	return rc == OK ? load_own_write(x) : rc;
}

const struct load_kind load_ticket = {
	.name = "ticket",
	.own = true,
	.may = MAY_TICKET_CREATE,
	.fields = fields,
	.nfields = countof(fields),
	.check = check,
	.look = look,
	.write = write_rows,
};
