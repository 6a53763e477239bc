/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_work.c - the demo's contacts on every channel: when, with whom, about
 * what, how long; and as far as they have come at `now`.
 */
#include "core/demo_rows.h"
#include "core/ticket_index.h"

enum { STEP = 4000, FIRST_NUMBER = 1001, FORCED = 4 };

static const struct channel channels[] = {
	{ "phone", 46, false, true,
	    { 0, 4, 7, 10, 15, 22, 35, 55, 90, 160, 420 },
	    { 20, 60, 95, 130, 170, 220, 280, 360, 480, 700, 1900 } },
	{ "whatsapp", 22, true, false,
	    { 20, 60, 120, 240, 420, 700, 1200, 2400, 5400, 14400, 40000 },
	    { 60, 200, 400, 600, 900, 1300, 2000, 3000, 5000, 9000, 20000 } },
	{ "email", 14, true, false,
	    { 600, 1800, 3600, 7200, 14400, 21600, 36000, 50000, 64000, 90000,
		200000 },
	    { 60, 120, 180, 240, 300, 400, 500, 700, 900, 1400, 3000 } },
	{ "web", 6, true, false,
	    { 900, 2400, 5400, 9000, 18000, 30000, 43000, 60000, 86000, 120000,
		240000 },
	    { 60, 110, 150, 200, 260, 330, 420, 560, 800, 1200, 2600 } },
	{ "chat", 5, true, true,
	    { 2, 6, 10, 15, 22, 30, 45, 70, 110, 200, 600 },
	    { 60, 150, 240, 330, 420, 540, 680, 860, 1100, 1600, 3600 } },
	{ "branch", 6, false, false,
	    { 0, 30, 60, 120, 200, 300, 450, 640, 900, 1300, 2700 },
	    { 120, 200, 280, 360, 450, 560, 700, 900, 1200, 1800, 3600 } },
	{ "letter", 1, true, false,
	    { 86400, 100000, 130000, 160000, 190000, 220000, 260000, 300000,
		360000, 430000, 600000 },
	    { 300, 400, 500, 600, 700, 800, 950, 1100, 1300, 1700, 3000 } },
};
static const int holds[11] = { 0, 0, 0, 0, 0, 0, 0, 20, 45, 90, 300 };
static const int wraps[11] = { 5, 12, 18, 25, 32, 40, 52, 66, 90, 140, 400 };

/* ---- when, with whom ---------------------------------------------------- */

/* The contact that this one only repeats, or itself. */
static int64_t
original(const struct demo *d, int64_t k)
{
	int64_t t = demo_contact_ticket(d, k);

	if (t < 0 || !demo_ticket_merged(d, t))
		return k;
	return demo_ticket_contact(d, t - 1);
}

/* Some customers call again and again. */
static int64_t
contact_client(const struct demo *d, int64_t k)
{
	struct dice dice = dice_of(d, DICE_CONTACT, k = original(d, k));
	int64_t i;

	dice_next(&dice);
	i = dice_below(&dice, demo_clients_at(d, demo_contact_start(d, k)));
	return dice_chance(&dice, 30) ? i / 16 * 16 : i;
}

/* ---- how it goes -------------------------------------------------------- */

/* The last four are in the four open states, whatever the hour. */
static void
force(const struct demo *d, struct contact *t, int64_t left)
{
	t->answered_at = t->started_at + SECONDS(8);
	t->hold_ms = 0;
	t->ended_at = d->now + MINUTES(3);
	if (left == 1)
		t->answered_at = d->now + MINUTES(1);
	if (left == 3)
		t->hold_ms = SECONDS(20);
	if (left == 4)
		t->ended_at = d->now - SECONDS(12);
	t->closed_at = t->ended_at + MINUTES(1);
}

static void
plan(const struct demo *d, struct contact *t, struct dice *dice)
{
	const struct channel *ch = t->channel;
	int64_t left = demo_contacts(d) - t->k;

	t->answered_at = t->started_at + SECONDS(dice_curve(dice, ch->wait));
	if (ch->written && !ch->gives_up)
		t->answered_at = demo_office(dice, t->answered_at);
	if (ch->written && t->out) /* what one writes waits for nobody */
		t->answered_at = t->started_at;
	t->hold_ms = ch->written ? 0 : SECONDS(dice_curve(dice, holds));
	t->ended_at =
	    t->answered_at + t->hold_ms + SECONDS(dice_curve(dice, ch->talk));
	t->closed_at = t->ended_at + SECONDS(dice_curve(dice, wraps));
	t->abandoned = ch->gives_up && !t->out && t->ticket < 0 &&
	    left > d->nlive && dice_chance(dice, 8);
	if (left <= FORCED)
		force(d, t, left);
}

/* One on hold was put there a moment ago. */
static msec
held_since(const struct demo *d, const struct contact *t)
{
	msec at = d->now - SECONDS(15);

	return at > t->answered_at ? at : t->answered_at;
}

/* What of the plan has happened by now, and what it took. */
static const char *
cut(const struct demo *d, struct contact *t)
{
	const char *state = "closed";

	t->wait_ms = t->answered_at - t->started_at;
	t->talk_ms = t->ended_at - t->answered_at - t->hold_ms;
	t->wrap_ms = t->closed_at - t->ended_at;
	if (t->abandoned) {
		t->ended_at = t->closed_at = t->answered_at;
		t->answered_at = 0;
		t->talk_ms = t->hold_ms = t->wrap_ms = 0;
		return state;
	}
	if (t->closed_at > d->now) {
		state = "wrap-up";
		t->closed_at = t->wrap_ms = 0;
	}
	if (t->ended_at > d->now) {
		state = t->hold_ms > 0 ? "held" : "talking";
		t->talk_ms =
		    t->hold_ms > 0 ? held_since(d, t) - t->answered_at : 0;
		t->ended_at = t->hold_ms = 0;
	}
	if (t->answered_at > d->now) {
		state = "waiting";
		t->answered_at = t->wait_ms = t->talk_ms = 0;
	}
	return state;
}

/* ---- about what, by whom ------------------------------------------------ */

/* A leaf that asks for what the customer does not have becomes a query. */
static const struct demo_type *
topic(const struct demo *d, const struct contact *t)
{
	struct dice dice = dice_of(d, DICE_TEXT, original(d, t->k));
	const struct demo_type *y =
	    &demo_types[dice_weight(&dice, d->leaf_weights, demo_ntypes)];
	bool power = t->who.owns && t->who.good == GOOD_POWER;
	bool plate = t->who.owns && t->who.good <= GOOD_BIKE;

	if ((strstr(y->required, "\"plate\"") != NULL && !plate) ||
	    (strstr(y->required, "\"serial\"") != NULL && !power) || !t->known)
		return &demo_types[1];
	return y;
}

/* Those who can sign in and take contacts have a good share of their team's,
 * so that their day has something. */
static const struct person *
seat_in(const struct demo *d, const struct squad *s, int64_t k)
{
	for (size_t i = 0; i < s->n && k % 4 == 0; i++) {
		const struct person *p = &d->staff[s->v[i]];

		if ((size_t)s->v[i] < d->nseats &&
		    !str_is(p->role, "supervisor"))
			return p;
	}
	return NULL;
}

static const struct person *
pick_owner(const struct demo *d, struct dice *dice, const struct contact *t)
{
	const struct squad *s = &d->squads[t->team];
	int64_t left = demo_contacts(d) - t->k;
	const struct person *p = seat_in(d, s, t->k);
	const struct person *any;

	if (t->abandoned || t->answered_at == 0)
		return NULL;
	if (left <= d->nlive) /* one after another: each has one call */
		return &d->staff[s->v[(size_t)left % s->n]];
	any = &d->staff[s->v[dice_below(dice, (int64_t)s->n)]];
	return p != NULL ? p : any;
}

static void
about(const struct demo *d, struct contact *t, struct dice *dice)
{
	int64_t left = demo_contacts(d) - t->k;

	t->type = topic(d, t);
	if (strcmp(t->channel->name, "branch") == 0)
		t->team = (int)demo_nteams + t->who.branch;
	else
		t->team = demo_squad(d,
		    left <= d->nlive || dice_chance(dice, 55) ? "atencion"
							      : t->type->team);
}

static void
choose_channel(const struct demo *d, struct contact *t, struct dice *dice)
{
	int weights[countof(channels)];
	size_t i;

	for (i = 0; i < countof(channels); i++)
		weights[i] = channels[i].weight;
	if (demo_contacts(d) - t->k <= d->nlive)
		t->channel = &channels[0];
	else
		t->channel =
		    &channels[dice_weight(dice, weights, countof(channels))];
	t->out = t->ticket < 0 && strcmp(t->channel->name, "branch") != 0 &&
	    strcmp(t->channel->name, "web") != 0 &&
	    demo_contacts(d) - t->k > d->nlive && dice_chance(dice, 13);
}

static struct contact
make(struct demo *d, int64_t k, const char **state)
{
	struct contact t = { .k = k };
	struct dice dice = dice_of(d, DICE_SHAPE, 1000 + k);

	t.started_at = demo_contact_start(d, k);
	t.id = demo_id(d, DICE_CONTACT, k, t.started_at);
	t.ticket = demo_contact_ticket(d, k);
	t.who = demo_client(d, contact_client(d, k));
	choose_channel(d, &t, &dice);
	t.known = t.ticket >= 0 || t.out ||
	    strcmp(t.channel->name, "branch") == 0 || dice_chance(&dice, 94);
	plan(d, &t, &dice);
	*state = cut(d, &t);
	about(d, &t, &dice);
	t.slots = (struct slots){ .who = &t.who,
		.at = t.started_at,
		.dice = dice_of(d, DICE_TEXT, -1 - original(d, k)) };
	t.slots.order = str_printf(&d->batch, "P-%06d",
	    (int)(100000 + dice_below(&dice, 899999)));
	t.subject = demo_fill(d, &d->batch, t.type->subject, &t.slots);
	t.owner = pick_owner(d, &dice, &t); /* last: it depends on now */
	return t;
}

/* ---- rows --------------------------------------------------------------- */

static const char *
outcome(const struct contact *t, struct dice *dice)
{
	static const char *const words[] = { "resolved", "not-for-us",
		"callback", "referred" };
	static const int weights[] = { 82, 4, 8, 6 };

	if (t->abandoned)
		return "abandoned";
	if (t->closed_at == 0)
		return "";
	if (t->ticket >= 0)
		return "pending";
	if (t->out && dice_chance(dice, 22))
		return "no-answer";
	if (strcmp(t->type->kind, "sale") == 0 && dice_chance(dice, 30))
		return "resolved";
	return words[dice_weight(dice, weights, countof(weights))];
}

/* A number, when nobody knows whose; sometimes a relative's name. */
static struct str
caller(struct demo *d, const struct contact *t, struct dice *dice)
{
	bool phone = strcmp(t->channel->name, "phone") == 0;

	if (!t->known)
		return phone ? str_printf(&d->batch, "+56 9 %04d %04d",
				   3000 + (int)dice_below(dice, 6999),
				   (int)dice_below(dice, 9999))
			     : STR_NONE;
	if (!phone || t->who.company || !dice_chance(dice, 6))
		return STR_NONE;
	return str_printf(&d->batch, "%s %s",
	    demo_given[1][dice_chance(dice, 50)].v[dice_below(dice, 30)],
	    demo_surnames[dice_common(dice, demo_nsurnames)]);
}

static void
contact_row(struct demo *d, struct work_rows *r, const struct contact *t,
    const char *state)
{
	struct dice dice = dice_of(d, DICE_SHAPE, -1 - t->k);
	struct par_demo_contact_add *p = vec_push(&d->batch, &r->contacts);

	p->id = t->id;
	p->number = FIRST_NUMBER + t->k;
	p->customer = t->known ? t->who.id : ID_NONE;
	p->caller = caller(d, t, &dice);
	p->channel = str_of(t->channel->name);
	p->direction = str_of(t->out ? "out" : "in");
	p->team = p->queue = d->squads[t->team].code;
	p->subject = t->subject;
	p->state = str_of(state);
	p->outcome = str_of(outcome(t, &dice));
	p->branch = str_of(demo_branches[t->who.branch].code);
	p->owner = t->owner == NULL ? ID_NONE : t->owner->id;
	p->started_at = t->started_at;
	p->answered_at = t->answered_at;
	p->ended_at = t->ended_at;
	p->closed_at = t->closed_at;
	p->wait_ms = t->wait_ms;
	p->talk_ms = t->talk_ms;
	p->hold_ms = t->hold_ms;
	p->wrap_ms = t->wrap_ms;
	p->version =
	    1 + (t->answered_at > 0) + (t->ended_at > 0) + (t->closed_at > 0);
	demo_count(d, id_str(&p->id), p->subject);
}

static void
stay(struct demo *d, struct work_rows *r, const struct contact *t, int *n,
    const char *state, msec from, msec to)
{
	bool queued = *n == 0 || t->owner == NULL;

	*vec_push(&d->batch, &r->stays) = (struct par_load_stay_add){
		demo_id(d, DICE_DAY, t->k * 8 + *n, from), STR("interaction"),
		t->id, str_of(state), STR_NONE,
		queued ? d->squads[t->team].code : id_str(&t->owner->id), from,
		to
	};
	++*n;
}

/* Each second of the last days; of older contacts the sums are kept. */
static void
stay_rows(struct demo *d, struct work_rows *r, const struct contact *t,
    const char *state)
{
	bool held = strcmp(state, "held") == 0;
	msec end = t->ended_at, pause;
	int n = 0;

	if (t->closed_at > 0 && demo_day(t->started_at) < d->today - 2)
		return;
	stay(d, r, t, &n, "waiting", t->started_at,
	    t->answered_at > 0 ? t->answered_at : end);
	if (t->answered_at > 0 && (held || t->hold_ms > 0)) {
		pause =
		    held ? held_since(d, t) : t->answered_at + t->talk_ms / 2;
		stay(d, r, t, &n, "talking", t->answered_at, pause);
		stay(d, r, t, &n, "held", pause, held ? 0 : pause + t->hold_ms);
		if (!held)
			stay(d, r, t, &n, "talking", pause + t->hold_ms, end);
	} else if (t->answered_at > 0) {
		stay(d, r, t, &n, "talking", t->answered_at, end);
	}
	if (end > 0 && !t->abandoned)
		stay(d, r, t, &n, "wrap-up", end, t->closed_at);
	if (t->closed_at > 0)
		stay(d, r, t, &n, "closed", t->closed_at, 0);
}

static void
matter_rows(struct demo *d, struct work_rows *r, const struct contact *t)
{
	struct dice dice = dice_of(d, DICE_PURCHASE, t->k);
	int n = 0;

	if (t->closed_at == 0 || t->abandoned)
		return;
	if (t->ticket >= 0 || dice_chance(&dice, 92))
		*vec_push(&d->batch,
		    &r->matters) = (struct par_demo_matter_add){
			demo_id(d, DICE_TEXT, t->k * 2, t->closed_at), t->id,
			str_of(t->type->code),
			t->ticket < 0 ? ID_NONE : demo_ticket_id(d, t->ticket),
			n++
		};
	if (n > 0 && t->type != &demo_types[1] && dice_chance(&dice, 6))
		*vec_push(&d->batch, &r->matters) =
		    (struct par_demo_matter_add){
			    demo_id(d, DICE_TEXT, t->k * 2 + 1, t->closed_at),
			    t->id, str_of(demo_types[1].code), ID_NONE, n
		    };
}

/* What the customer wrote; a ticket keeps its own copy of it. */
static void
words_row(struct demo *d, struct work_rows *r, struct contact *t)
{
	struct dice dice = dice_of(d, DICE_STAFF, -1 - t->k);
	bool plate = t->who.owns && t->who.good <= GOOD_BIKE;

	if (!t->channel->written || t->ticket >= 0 || t->out ||
	    demo_day(t->started_at) < d->today - 60)
		return;
	*vec_push(&d->batch, &r->messages) = (struct par_demo_message_add){
		demo_id(d, DICE_SHAPE, t->k, t->started_at), t->id, ID_NONE,
		STR("in"), 1, str_of(t->channel->name), ID_NONE,
		demo_fill(d, &d->batch,
		    demo_opening(&dice, t->type->voice, plate), &t->slots),
		t->started_at
	};
}

static enum err
write_words(struct db *db, struct arena *a, const struct work_rows *r)
{
	struct par_ticket_word_load *words =
	    NEWN(a, struct par_ticket_word_load, r->tickets.n + 1);

	for (size_t i = 0; i < r->tickets.n; i++)
		words[i] = (struct par_ticket_word_load){ r->tickets.v[i].id,
			ticket_words_json(a, r->tickets.v[i].subject) };
	return q_ticket_word_load_batch(db, a, words, r->tickets.n);
}

static enum err
write_rows(struct demo *d, const struct work_rows *r)
{
	struct db *db = d->c->db;
	struct arena *a = &d->batch;
	enum err rc;

	rc = q_demo_contact_add_batch(db, a, r->contacts.v, r->contacts.n);
	if (rc == OK)
		rc = q_demo_ticket_add_batch(db, a, r->tickets.v, r->tickets.n);
	if (rc == OK)
		rc = write_words(db, a, r);
	if (rc == OK)
		rc = q_demo_matter_add_batch(db, a, r->matters.v, r->matters.n);
	if (rc == OK)
		rc = q_demo_message_add_batch(db, a, r->messages.v,
		    r->messages.n);
	if (rc == OK)
		rc = q_demo_value_add_batch(db, a, r->values.v, r->values.n);
	if (rc == OK)
		rc = q_load_stay_add_batch(db, a, r->stays.v, r->stays.n);
	return rc;
}

static enum err
work(struct demo *d)
{
	struct work_rows rows = { 0 };
	const char *state;
	struct contact t;
	int64_t k;

	for (k = d->from; k < d->to; k++) {
		t = make(d, k, &state);
		t.slots.who = &t.who;
		contact_row(d, &rows, &t, state);
		stay_rows(d, &rows, &t, state);
		matter_rows(d, &rows, &t);
		words_row(d, &rows, &t);
		if (t.ticket >= 0)
			demo_ticket(d, &rows, &t);
	}
	return write_rows(d, &rows);
}

static enum err
counters(struct demo *d)
{
	enum err rc = q_demo_counter_set(d->c->db, STR("interaction"),
	    FIRST_NUMBER + demo_contacts(d), NULL);

	if (rc != OK)
		return rc;
	return q_demo_counter_set(d->c->db, STR("ticket"),
	    FIRST_NUMBER + demo_tickets(d), NULL);
}

enum err
demo_work(struct demo *d)
{
	enum err rc = demo_each(d, _("contacts and tickets"), demo_contacts(d),
	    STEP, work);

	if (rc == OK)
		rc = demo_tx(d, counters);
	if (rc == OK) {
		d->result->interactions = demo_contacts(d);
		d->result->tickets = demo_tickets(d);
	}
	return rc;
}
