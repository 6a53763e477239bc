/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_care.c - what a customer allows, what to mind, who belongs together,
 * what may be offered, and how a caller proves who they are.
 */
#include "coretest.h"

#include "core/alert.h"
#include "core/audit.h"
#include "core/consent.h"
#include "core/customer.h"
#include "core/history.h"
#include "core/household.h"
#include "core/interaction.h"
#include "core/offer.h"
#include "core/ticket.h"
#include "core/verify.h"

static struct id
person(struct world *w, const char *name, const char *rut, const char *phone,
    const char *address)
{
	struct contact_new reach[2];
	struct customer_new in = { .name = str_of(name),
		.rut = str_of(rut),
		.branch = STR("norte"),
		.contacts = reach };
	struct id id;

	if (phone != NULL)
		reach[in.ncontacts++] = (struct contact_new){ STR("phone"),
			str_of(phone), STR_NONE };
	if (address != NULL)
		reach[in.ncontacts++] = (struct contact_new){ STR("address"),
			str_of(address), STR_NONE };
	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

static struct id
carolina(struct world *w)
{
	return person(w, "Carolina Rojas Muñoz", "12.345.678-5",
	    "+56 9 8765 4321", "Los Aromos 1234, Maipú");
}

static void
later(msec span)
{
	dbtest_clock.fixed += span;
}

/* ---- consent ------------------------------------------------------------ */

static enum err
consent(struct world *w, struct id id, const char *channel, const char *purpose,
    bool allowed)
{
	struct consent_new in = { str_of(channel), str_of(purpose), allowed,
		STR("call"), STR("I-1001") };

	return consent_set(&w->c, id, &in);
}

static enum err
run_consent(struct world *w, struct id id)
{
	return consent(w, id, "phone", "sales", true);
}

/* Why they may or may not: "" when asking failed. */
static const char *
why(struct world *w, struct id id, const char *channel, const char *purpose,
    bool *may)
{
	struct consent_answer got = { .why = { "", 0 } };

	fine(w,
	    consent_may(&w->c, &w->c.arena, id, str_of(channel),
		str_of(purpose), &got));
	assert_true(got.text.len > 0);
	*may = got.may;
	return got.why.s;
}

/* Service until they object, sales only when they agreed. */
static void
without_a_word_there_is_service_and_no_sales(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	bool may;

	assert_string_equal(why(w, id, "phone", "service", &may), "unsaid");
	assert_true(may);
	assert_string_equal(why(w, id, "phone", "sales", &may), "unsaid");
	assert_false(may);
	fine(w, consent(w, id, "phone", "sales", true));
	assert_string_equal(why(w, id, "phone", "sales", &may), "consent");
	assert_true(may);
	why(w, id, "email", "sales", &may);
	assert_false(may);
	fine(w, consent(w, id, "phone", "service", false));
	assert_string_equal(why(w, id, "phone", "service", &may), "no-consent");
	assert_false(may);
}

static void
a_changed_mind_keeps_what_was_before(void **state)
{
	struct world *w = *state;
	struct rows_consent_list rows;
	struct id id = carolina(w);

	fine(w, consent(w, id, "phone", "sales", true));
	refused(w, consent(w, id, "phone", "sales", true), ERR_INVALID,
	    "already");
	later(HOURS(1));
	fine(w, consent(w, id, "phone", "sales", false));
	fine(w, consent_list(&w->c, &w->c.arena, id, false, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].allowed, 0);
	fine(w, consent_list(&w->c, &w->c.arena, id, true, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[1].allowed, 1);
	assert_int_equal(rows.v[1].until_at, rows.v[0].since_at);
	assert_string_equal(rows.v[1].proof.s, "I-1001");
	refused(w, consent(w, id, "pigeon", "sales", true), ERR_INVALID,
	    "pigeon");
	refused(w, consent(w, id, "phone", "spying", true), ERR_INVALID,
	    "spying");
}

/* From a Monday, 9:00 in Chile. */
static void
sales_do_not_ring_at_night_or_on_sunday(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	bool may;

	dbtest_clock.fixed = 1772452800000; /* 2026-03-02T12:00:00Z */
	fine(w, consent(w, id, "phone", "sales", true));
	fine(w, consent(w, id, "email", "sales", true));
	why(w, id, "phone", "sales", &may);
	assert_true(may);
	later(-MINUTES(1)); /* 8:59 */
	assert_string_equal(why(w, id, "phone", "sales", &may), "hours");
	assert_false(may);
	why(w, id, "email", "sales", &may);
	assert_true(may);
	why(w, id, "phone", "service", &may);
	assert_true(may);
	later(MINUTES(1) + HOURS(12)); /* 21:00 */
	why(w, id, "phone", "sales", &may);
	assert_false(may);
	later(-MINUTES(1)); /* 20:59 */
	why(w, id, "phone", "sales", &may);
	assert_true(may);
	later(DAYS(6) - HOURS(6)); /* Sunday afternoon */
	assert_string_equal(why(w, id, "phone", "sales", &may), "hours");
	assert_false(may);
}

/* ---- alerts ------------------------------------------------------------- */

static struct id
alert(struct world *w, struct id customer, struct alert_new in)
{
	struct id id;

	fine(w, alert_add(&w->c, customer, &in, &id));
	return id;
}

static struct rows_alert_list
alerts(struct world *w, struct id customer, bool all)
{
	struct rows_alert_list rows;

	fine(w, alert_list(&w->c, &w->c.arena, customer, all, &rows));
	return rows;
}

static enum err
run_alert(struct world *w, struct id id)
{
	struct alert_new in = { .text = STR("Cuidado"), .must_ack = true };
	struct id alert;

	return alert_add(&w->c, id, &in, &alert);
}

static void
alerts_begin_end_and_come_worst_first(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	msec now = clock_now(&dbtest_clock);
	struct id mild;

	mild = alert(w, id, (struct alert_new){ .text = STR("amable") });
	alert(w, id,
	    (struct alert_new){ .text = STR("juicio"),
		.kind = STR("legal"),
		.severity = 3,
		.until_at = now + DAYS(2) });
	alert(w, id,
	    (struct alert_new){ .text = STR("desde mañana"),
		.severity = 2,
		.from_at = now + DAYS(1) });
	assert_int_equal(alerts(w, id, false).n, 2);
	assert_string_equal(alerts(w, id, false).v[0].text.s, "juicio");
	assert_int_equal(alerts(w, id, true).n, 3);
	later(DAYS(1));
	assert_int_equal(alerts(w, id, false).n, 3);
	later(DAYS(1));
	assert_int_equal(alerts(w, id, false).n, 2);
	fine(w, alert_end(&w->c, mild));
	refused(w, alert_end(&w->c, mild), ERR_INVALID, "ended");
	refused(w, alert_ack(&w->c, mild), ERR_INVALID, "ended");
	assert_int_equal(alerts(w, id, false).n, 1);
	refused(w, alert_end(&w->c, id_of(NOBODY)), ERR_NOT_FOUND, "alert");
}

/* Each person for themselves, once. */
static void
who_has_seen_an_alert_is_known(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct id what = alert(w, id,
	    (struct alert_new){ .text = STR("SERNAC"), .must_ack = true });

	assert_int_equal(alerts(w, id, false).v[0].must_ack, 1);
	assert_int_equal(alerts(w, id, false).v[0].acked_at, 0);
	fine(w, alert_ack(&w->c, what));
	assert_true(alerts(w, id, false).v[0].acked_at > 0);
	refused(w, alert_ack(&w->c, what), ERR_INVALID, "already");
	act(w, LUIS, "luis", SCOPE_ALL);
	assert_int_equal(alerts(w, id, false).v[0].acked_at, 0);
	fine(w, alert_ack(&w->c, what));
	assert_int_equal(2, ask_int(w, "SELECT count(*) FROM alert_ack"));
}

/* Neither on the screen nor in the trail. */
static void
a_sensitive_alert_is_veiled(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct history_rows trail;
	bool told = false;

	alert(w, id,
	    (struct alert_new){
		.text = STR("deuda"), .class = CLASS_SENSITIVE });
	assert_string_equal(alerts(w, id, false).v[0].text.s, "deuda");
	veil(w);
	assert_string_equal(alerts(w, id, false).v[0].text.s, AUDIT_VEIL.s);
	fine(w, history_list(&w->c, &w->c.arena, "customer", id, 0, 0, &trail));
	for (size_t i = 0; i < trail.n; i++) {
		told |= str_is(trail.v[i].kind, "alert.add");
		assert_string_not_equal(trail.v[i].new.s, "deuda");
	}
	assert_true(told);
}

static void
an_alert_stops_what_it_says(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), mourns;
	bool may;

	fine(w, consent(w, id, "email", "sales", true));
	mourns = alert(w, id,
	    (struct alert_new){
		.text = STR("duelo"), .kind = STR("bereaved") });
	assert_string_equal(why(w, id, "email", "sales", &may), "alert");
	assert_false(may);
	why(w, id, "email", "service", &may);
	assert_true(may);
	fine(w, alert_end(&w->c, mourns));
	why(w, id, "email", "sales", &may);
	assert_true(may);
	alert(w, id,
	    (struct alert_new){ .text = STR("no"), .kind = STR("no-contact") });
	assert_string_equal(why(w, id, "email", "service", &may), "alert");
	assert_false(may);
}

/* ---- households --------------------------------------------------------- */

static struct household
home(struct world *w, struct id id)
{
	struct household h;

	fine(w, household_get(&w->c, &w->c.arena, id, &h));
	return h;
}

static struct id ivan;

static enum err
run_join(struct world *w, struct id id)
{
	return household_join(&w->c, id, ivan, STR("cónyuge"));
}

static void
two_of_surname_address_and_phone_are_suggested(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);
	struct household h;

	person(w, "Sofía Rojas Fuentes", "", NULL, "Los Aromos 1234, Maipú");
	person(w, "Iván Fuentes Lagos", "", "+56 9 8765 4321",
	    "LOS AROMOS 1234, Maipu");
	person(w, "Pedro Rojas Soto", "", NULL, "Otra Calle 1");
	person(w, "Elena Donoso Vial", "", "+56 9 8765 4321", NULL);
	h = home(w, id);
	assert_true(id_none(h.id));
	assert_int_equal(h.nmaybe, 2);
	for (size_t i = 0; i < h.nmaybe; i++)
		if (str_starts(h.maybe[i].name, STR("Sofía")))
			assert_string_equal(h.maybe[i].reason.s,
			    "surname,address");
		else
			assert_string_equal(h.maybe[i].reason.s,
			    "address,phone");
}

static void
a_household_is_joined_summed_and_left(void **state)
{
	struct asset_new car = { .kind = STR("car"), .brand = STR("Austral") };
	struct ticket_new t = { .typification = STR("consulta-general"),
		.subject = STR("Hora") };
	struct world *w = *state;
	struct id id = carolina(w), sofia, third, x;
	struct household h;
	int64_t number;

	sofia = person(w, "Sofía Rojas Fuentes", "", NULL,
	    "Los Aromos 1234, Maipú");
	third = person(w, "Luis Vera Paz", "", NULL, NULL);
	t.customer = sofia;
	fine(w, ticket_create(&w->c, &t, &x, &number));
	fine(w, asset_add(&w->c, sofia, &car, &x));
	refused(w, household_join(&w->c, id, id, STR_NONE), ERR_INVALID,
	    "themselves");
	fine(w, household_join(&w->c, sofia, id, STR("hija")));
	refused(w, household_join(&w->c, sofia, id, STR("hija")), ERR_INVALID,
	    "already");
	h = home(w, id);
	assert_string_equal(h.name.s, "Rojas");
	assert_int_equal(h.n, 2);
	assert_true(id_eq(h.v[0].customer, id));
	assert_string_equal(h.v[1].relation.s, "hija");
	assert_string_equal(h.reason.s, "surname,address");
	assert_int_equal(h.open, 1);
	assert_int_equal(h.products, 1);
	assert_int_equal(h.nmaybe, 0);
	fine(w, household_join(&w->c, third, id, STR_NONE));
	assert_int_equal(home(w, id).n, 3);
	fine(w, household_leave(&w->c, third));
	assert_int_equal(home(w, id).n, 2);
	fine(w, household_leave(&w->c, sofia));
	assert_int_equal(home(w, id).n, 0); /* nobody is one alone */
	refused(w, household_leave(&w->c, sofia), ERR_INVALID, "no household");
}

/* ---- offers ------------------------------------------------------------- */

static struct id
offer(struct world *w, struct id customer)
{
	struct offer_new in = { .title = STR("Mantención"),
		.why = STR("dos años"),
		.amount = 329900 };
	struct id id;

	fine(w, offer_add(&w->c, customer, &in, &id));
	return id;
}

static const char *
blocked(struct world *w, struct id customer, const char *channel)
{
	struct offers all;

	fine(w,
	    offer_list(&w->c, &w->c.arena, customer, str_of(channel), false,
		&all));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.blocked, all.v[0].blocked.len > 0);
	return all.v[0].blocked.s;
}

static enum err
run_offer(struct world *w, struct id id)
{
	struct offer_new in = { .title = STR("Lavado") };
	struct id offer;

	return offer_add(&w->c, id, &in, &offer);
}

static void
an_offer_rests_without_consent_and_in_a_complaint(void **state)
{
	struct pair plate = { STR("plate"), STR("BBCL12") };
	struct ticket_new t = { .typification = STR("taller-demora"),
		.subject = STR("Tarde"),
		.fields = &plate,
		.nfields = 1 };
	struct world *w = *state;
	struct id id = carolina(w), what = offer(w, id), ticket;
	int64_t number;

	assert_string_equal(blocked(w, id, "phone"), "consent");
	refused(w, offer_answer(&w->c, what, STR("accepted"), 0, ID_NONE),
	    ERR_INVALID, "consent");
	fine(w, consent(w, id, "phone", "sales", true));
	assert_string_equal(blocked(w, id, "phone"), "");
	assert_string_equal(blocked(w, id, "email"), "consent");
	t.customer = id;
	fine(w, ticket_create(&w->c, &t, &ticket, &number));
	assert_string_equal(blocked(w, id, "phone"), "complaint");
	/* Also who does not see the ticket does not offer. */
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	assert_string_equal(blocked(w, id, "phone"), "complaint");
	allow(w, MAY_TICKET_READ, SCOPE_ALL);
	fine(w, ticket_cancel(&w->c, ticket, STR("repetido"), 0));
	assert_string_equal(blocked(w, id, "phone"), "");
	later(HOURS(14)); /* they called at night: awake */
	assert_string_equal(blocked(w, id, "phone"), "");
}

static void
an_offer_is_answered_once(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), what = offer(w, id);
	msec now = clock_now(&dbtest_clock);
	struct offers all;

	fine(w, consent(w, id, "phone", "sales", true));
	refused(w, offer_answer(&w->c, what, STR("perhaps"), 0, ID_NONE),
	    ERR_INVALID, "perhaps");
	refused(w, offer_answer(&w->c, what, STR("later"), now - 1, ID_NONE),
	    ERR_INVALID, "past");
	fine(w,
	    offer_answer(&w->c, what, STR("later"), now + DAYS(3), ID_NONE));
	assert_string_equal(blocked(w, id, "phone"), "later");
	later(DAYS(3));
	assert_string_equal(blocked(w, id, "phone"), "");
	fine(w, offer_answer(&w->c, what, STR("accepted"), 0, ID_NONE));
	refused(w, offer_answer(&w->c, what, STR("rejected"), 0, ID_NONE),
	    ERR_INVALID, "already");
	fine(w, offer_list(&w->c, &w->c.arena, id, STR_NONE, false, &all));
	assert_int_equal(all.n, 0);
	fine(w, offer_list(&w->c, &w->c.arena, id, STR_NONE, true, &all));
	assert_int_equal(all.n, 1);
	assert_string_equal(all.v[0].outcome.s, "accepted");
}

/* Two answers in thirty days are enough. */
static void
offers_have_a_cap(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);

	fine(w, consent(w, id, "phone", "sales", true));
	for (int i = 0; i < 2; i++)
		fine(w,
		    offer_answer(&w->c, offer(w, id), STR("rejected"), 0,
			ID_NONE));
	offer(w, id);
	assert_string_equal(blocked(w, id, "phone"), "cap");
	later(DAYS(31));
	assert_string_equal(blocked(w, id, "phone"), "");
}

/* ---- verification ------------------------------------------------------- */

static struct id
call(struct world *w, struct id customer)
{
	struct interaction_new in = { .customer = customer,
		.channel = STR("phone") };
	struct id id;

	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct verify
stand(struct world *w, struct id contact)
{
	struct verify v;

	fine(w, verify_get(&w->c, &w->c.arena, contact, &v));
	return v;
}

static enum err
say(struct world *w, struct id contact, const char *question,
    const char *outcome)
{
	return verify_answer(&w->c, contact, str_of(question), str_of(outcome),
	    STR_NONE);
}

static enum err
hear(struct world *w, struct id contact, const char *question,
    const char *answer)
{
	return verify_answer(&w->c, contact, str_of(question), STR_NONE,
	    str_of(answer));
}

static const char *
expected(const struct verify *v, const char *code)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_is(v->v[i].code, code))
			return v->v[i].expect.s;
	return "no such question";
}

static void
two_right_answers_verify_until_the_contact_ends(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), contact = call(w, id);
	struct verify v = stand(w, contact);
	bool done;

	assert_int_equal(v.n, 3); /* RUT, address, telephone */
	assert_string_equal(expected(&v, "rut"), "5678");
	assert_string_equal(expected(&v, "address"), "Los Aromos 1234");
	assert_string_equal(v.state.s, "");
	assert_int_equal(v.need, 2);
	refused(w, say(w, contact, "shoe", "right"), ERR_INVALID, "shoe");
	refused(w, say(w, contact, "rut", "perhaps"), ERR_INVALID, "right");
	fine(w, say(w, contact, "rut", "right"));
	refused(w, say(w, contact, "rut", "right"), ERR_INVALID, "already");
	fine(w, say(w, contact, "address", "skipped"));
	fine(w, say(w, contact, "address", "right"));
	assert_string_equal(stand(w, contact).state.s, "verified");
	refused(w, say(w, contact, "phone", "right"), ERR_INVALID, "verified");
	fine(w, verify_done(&w->c, id, &done));
	assert_true(done);
	fine(w, interaction_close(&w->c, contact, STR("resolved")));
	fine(w, verify_done(&w->c, id, &done));
	assert_false(done);
	contact = call(w, id);
	assert_string_equal(stand(w, contact).state.s, "");
}

static void
wrong_answers_fail_and_end_the_questions(void **state)
{
	struct world *w = *state;
	struct id contact = call(w, carolina(w));

	fine(w, say(w, contact, "rut", "wrong"));
	refused(w, say(w, contact, "rut", "right"), ERR_INVALID, "already");
	fine(w, say(w, contact, "phone", "wrong"));
	assert_string_equal(stand(w, contact).state.s, "failed");
	refused(w, say(w, contact, "address", "right"), ERR_INVALID, "failed");
}

/* Case, accents, signs and the order of a day do not count; what was said is
 * nowhere kept. */
static void
what_was_heard_is_compared_and_forgotten(void **state)
{
	struct pair born = { STR("born"), STR("1984-05-03") };
	struct world *w = *state;
	struct id id = carolina(w), contact;

	fine(w, customer_edit(&w->c, id, &born, 1, 0));
	fine(w, verify_rule(&w->c, 5, 5));
	contact = call(w, id);
	fine(w, hear(w, contact, "born", "3/5/1984"));
	fine(w, hear(w, contact, "address", "los AROMOS 1234"));
	fine(w, hear(w, contact, "rut", "5 6 7 8"));
	fine(w, hear(w, contact, "phone", "4322"));
	assert_int_equal(stand(w, contact).right, 3);
	assert_int_equal(stand(w, contact).wrong, 1);
	assert_int_equal(0,
	    ask_int(w,
		"SELECT count(*) FROM event_value"
		" WHERE new LIKE '%4322%' OR new = 'los AROMOS 1234'"));
	assert_int_equal(0,
	    ask_int(w,
		"SELECT count(*) FROM verify_ask"
		" WHERE question LIKE '%4322%'"));
}

static void
who_may_not_read_the_answer_does_not_judge_it(void **state)
{
	struct world *w = *state;
	struct id contact = call(w, carolina(w));
	struct verify v;

	veil(w);
	v = stand(w, contact);
	assert_string_equal(expected(&v, "rut"), AUDIT_VEIL.s);
	refused(w, say(w, contact, "rut", "right"), ERR_DENIED, "answer=");
	fine(w, hear(w, contact, "rut", "5678"));
	assert_int_equal(stand(w, contact).right, 1);
}

static void
the_rule_is_the_centres(void **state)
{
	struct world *w = *state;
	struct id contact = call(w, carolina(w));

	refused(w, verify_rule(&w->c, 2, 2), ERR_INVALID, "already");
	refused(w, verify_rule(&w->c, 0, 2), ERR_INVALID, "1 to 5");
	fine(w, verify_rule(&w->c, 1, 1));
	fine(w, say(w, contact, "rut", "right"));
	assert_string_equal(stand(w, contact).state.s, "verified");
}

/* ---- each write --------------------------------------------------------- */

static const struct write_case writes[] = {
	{ "consent.set", MAY_CUSTOMER_EDIT, run_consent },
	{ "alert.add", MAY_CUSTOMER_EDIT, run_alert },
	{ "household.join", MAY_CUSTOMER_EDIT, run_join },
	{ "offer.add", MAY_CUSTOMER_EDIT, run_offer },
};

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w);

	ivan = person(w, "Iván Fuentes Lagos", "", NULL, NULL);
	for (size_t i = 0; i < countof(writes); i++)
		prove_write(w, &writes[i], id);
	prove_chain(w);
}

/* Of another's customer nothing is seen, set or answered. */
static void
outside_the_scope_there_is_nothing(void **state)
{
	struct world *w = *state;
	struct id id = carolina(w), what, bell;
	struct rows_consent_list consents;
	struct household h;
	struct offers all;

	fine(w, consent(w, id, "phone", "sales", true));
	what = offer(w, id);
	bell = alert(w, id, (struct alert_new){ .text = STR("oye") });
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, consent_list(&w->c, &w->c.arena, id, true, &consents));
	assert_int_equal(consents.n, 0);
	assert_int_equal(alerts(w, id, true).n, 0);
	fine(w, offer_list(&w->c, &w->c.arena, id, STR_NONE, true, &all));
	assert_int_equal(all.n, 0);
	refused(w, household_get(&w->c, &w->c.arena, id, &h), ERR_NOT_FOUND,
	    "customer");
	refused(w, consent(w, id, "sms", "sales", true), ERR_NOT_FOUND,
	    "customer");
	refused(w, alert_ack(&w->c, bell), ERR_NOT_FOUND, "alert");
	refused(w, offer_answer(&w->c, what, STR("rejected"), 0, ID_NONE),
	    ERR_NOT_FOUND, "offer");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(
		    each_write_is_one_event_once_and_refused_without_the_right),
		TEST(outside_the_scope_there_is_nothing),
		TEST(without_a_word_there_is_service_and_no_sales),
		TEST(a_changed_mind_keeps_what_was_before),
		TEST(sales_do_not_ring_at_night_or_on_sunday),
		TEST(alerts_begin_end_and_come_worst_first),
		TEST(who_has_seen_an_alert_is_known),
		TEST(a_sensitive_alert_is_veiled),
		TEST(an_alert_stops_what_it_says),
		TEST(two_of_surname_address_and_phone_are_suggested),
		TEST(a_household_is_joined_summed_and_left),
		TEST(an_offer_rests_without_consent_and_in_a_complaint),
		TEST(an_offer_is_answered_once),
		TEST(offers_have_a_cap),
		TEST(two_right_answers_verify_until_the_contact_ends),
		TEST(wrong_answers_fail_and_end_the_questions),
		TEST(what_was_heard_is_compared_and_forgotten),
		TEST(who_may_not_read_the_answer_does_not_judge_it),
		TEST(the_rule_is_the_centres),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
