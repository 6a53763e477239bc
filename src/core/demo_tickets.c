/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_tickets.c - the lives of the demo's tickets: from new to closed, merged
 * or cancelled, as far as they have come at `now`, with the words on the way.
 *
 * A life is a word whose letters are states (the table `states`). A ticket
 * walks along it until it ends or until now; some are left where they are, the
 * older the fewer; and the last tenth has some of every state for certain.
 */
#include "core/demo_rows.h"

enum { FIRST_NUMBER = 1001, MOST = 8, NEWEST = 240, PACED = 20 };

static const struct state {
	char letter;
	const char *name;
	const char *holder; /* NULL: the owner, else the team */
	const char *reason;
	int delay[11]; /* minutes until the next, by deciles */
} states[] = {
	{ 'n', "new", NULL, "",
	    { 1, 4, 8, 15, 25, 40, 70, 120, 200, 360, 900 } },
	{ 'o', "open", NULL, "",
	    { 10, 30, 60, 120, 240, 420, 700, 1100, 1700, 2800, 7000 } },
	{ 'c', "pending-customer", "customer", "espera antecedentes",
	    { 30, 90, 240, 480, 900, 1400, 2200, 3500, 5000, 8000, 20000 } },
	{ 't', "pending-third-party", "third-party", "espera a fábrica",
	    { 600, 1500, 2900, 4300, 5800, 7200, 9000, 12000, 16000, 24000,
		50000 } },
	{ 's', "scheduled", NULL, "hora agendada",
	    { 900, 1400, 2000, 2900, 4000, 5000, 6500, 8000, 10000, 14000,
		30000 } },
	{ 'r', "referred", NULL, "",
	    { 60, 200, 420, 800, 1300, 1800, 2600, 3800, 5400, 8000, 20000 } },
	{ 'R', "resolved", NULL, "",
	    { 4320, 4320, 4320, 4320, 4320, 4320, 4320, 4320, 4320, 4320,
		4320 } },
	{ 'C', "closed", NULL, "", { 0 } },
	{ 'M', "merged", NULL, "repetido", { 0 } },
	{ 'X', "cancelled", NULL, "desiste", { 0 } },
};

static const char *const lives[] = { "noRC", "nocoRC", "nosoRC", "notoRC",
	"noroRC", "nocotoRC", "noRoRC", "noX", "nX", "nocX", "noM" };
static const int weights[] = { 44, 14, 9, 9, 9, 4, 4, 3, 2, 2, 5 };
static const char *const forced[countof(states)] = { "n", "no", "noc", "not",
	"nos", "nor", "noR", "noRC", "noM", "noX" };

/* ---- which contact, which life ------------------------------------------ */

/* Each ticket has so many contacts to itself and came of one of them. */
int64_t
demo_ticket_contact(const struct demo *d, int64_t t)
{
	struct dice dice = dice_of(d, DICE_TICKET, t);
	int64_t n = d->size->interactions, of = d->size->tickets;

	return t * n / of + dice_below(&dice, n / of);
}

int64_t
demo_contact_ticket(const struct demo *d, int64_t k)
{
	int64_t n = d->size->interactions, of = d->size->tickets;
	int64_t t = ((k + 1) * of - 1) / n;

	return demo_ticket_contact(d, t) == k ? t : -1;
}

int64_t
demo_tickets(const struct demo *d)
{
	int64_t k = demo_contacts(d), t;

	while (--k >= 0)
		if ((t = demo_contact_ticket(d, k)) >= 0)
			return t + 1;
	return 0;
}

struct id
demo_ticket_id(const struct demo *d, int64_t t)
{
	return demo_id(d, DICE_TICKET, t,
	    demo_contact_start(d, demo_ticket_contact(d, t)));
}

/* Odd ones only are merged, so that what they are merged into is not. */
static const char *
life_of(const struct demo *d, int64_t t, bool *must)
{
	struct dice dice = dice_of(d, DICE_TICKET, -1 - t);
	const char *life;

	*must = t >= d->size->tickets * 9 / 10 && t % 8 == 1;
	if (*must)
		return forced[t / 8 % (int64_t)countof(forced)];
	life = lives[dice_weight(&dice, weights, countof(weights))];
	return t % 2 == 0 && strchr(life, 'M') != NULL ? lives[0] : life;
}

bool
demo_ticket_merged(const struct demo *d, int64_t t)
{
	bool must;

	return strchr(life_of(d, t, &must), 'M') != NULL;
}

/* ---- walking along it --------------------------------------------------- */

struct walk {
	struct demo *d;
	struct work_rows *rows;
	const struct contact *contact;
	int64_t t;
	struct id id;
	struct dice dice, pace; /* pace: who is late, and who answers when */
	struct slots slots;
	bool plate;
	const char *life;
	int n;		   /* states so far */
	msec at[MOST + 1]; /* when each began */
	int squad;
	const struct person *owner; /* NULL while new */
	int cycle, stays, messages, place;
	msec touched;
};

static const struct state *
state_of(char letter)
{
	size_t i = 0;

	while (states[i].letter != letter)
		i++;
	return &states[i];
}

/* Left where it is: nearly half of yesterday's, of those of two weeks ago one
 * in eight, hardly any of last season's. Then the life ends in one of its open
 * states; nobody leaves a ticket unread for two days. */
static int
left_at(struct walk *w, int64_t age)
{
	int open = (int)strcspn(w->life, "RMX"), n;
	int percent = age < 2 ? 0 : age < 60 ? (int)(45 * (60 - age) / 60) : 1;

	if (!dice_chance(&w->dice, percent))
		return (int)strlen(w->life);
	n = 1 + (int)dice_below(&w->dice, open);
	if ((age > 13 && !dice_chance(&w->pace, 25)) || (n == 1 && open == 1))
		return (int)strlen(w->life);
	return n == 1 && dice_chance(&w->pace, 70) ? 2 : n;
}

/* When each state begins; those to come are dropped, or, when the last one
 * must be there, all are drawn together: until today, if it began before. */
static void
walk_times(struct walk *w, bool must)
{
	msec now = w->d->now, from = w->at[0], last;
	msec midnight = demo_midnight(w->d->today);
	msec end = from < midnight ? midnight : now;
	int64_t slow = dice_chance(&w->pace, 9) ? 40 : 1; /* forgotten */
	int i,
	    n = must ? (int)strlen(w->life)
		     : left_at(w, w->d->today - demo_day(from));

	for (i = 1; i < n; i++) {
		w->at[i] = w->at[i - 1] +
		    MINUTES(dice_curve(&w->dice,
				state_of(w->life[i - 1])->delay) *
			(w->life[i] == 'R' ? slow : 1)) +
		    SECONDS(7);
		if (w->life[i - 1] != 'n')
			w->at[i] = demo_office(&w->dice, w->at[i]);
	}
	last = w->at[n - 1];
	if (must && last > end)
		for (i = 1; i < n; i++)
			w->at[i] = from +
			    (w->at[i] - from) * (end - from) / (last - from);
	while (n > 1 && w->at[n - 1] > now)
		n--;
	w->n = n;
}

/* ---- rows --------------------------------------------------------------- */

static struct str
holder(struct walk *w, const struct state *s)
{
	struct demo *d = w->d;

	if (s->holder != NULL)
		return str_of(s->holder);
	if (s->letter == 'r')
		return d->squads[(w->squad + 1) % (int)demo_nteams].code;
	if (w->owner == NULL || s->letter == 'n')
		return d->squads[w->squad].code;
	return id_str(&w->owner->id);
}

static void
stay_row(struct walk *w, int i)
{
	const struct state *s = state_of(w->life[i]);

	*vec_push(&w->d->batch, &w->rows->stays) = (struct par_load_stay_add){
		demo_id(w->d, DICE_ASSET, w->t * 32 + w->stays++, w->at[i]),
		STR("ticket"), w->id, str_of(s->name), str_of(s->reason),
		holder(w, s), w->at[i], i + 1 < w->n ? w->at[i + 1] : 0
	};
}

static void
say(struct walk *w, const char *pattern, const char *direction, msec at)
{
	bool inside = strcmp(direction, "internal") == 0;
	struct par_demo_message_add *p;

	if (at > w->d->now)
		return;
	p = vec_push(&w->d->batch, &w->rows->messages);
	w->slots.at = at;
	p->id = demo_id(w->d, DICE_PURCHASE, w->t * 32 + w->place++, at);
	w->messages++;
	p->ticket = w->id;
	p->direction = str_of(direction);
	p->public = !inside;
	p->channel = str_of(inside ? "note" : w->contact->channel->name);
	if (strcmp(direction, "in") != 0 && w->owner != NULL)
		p->author = w->owner->id;
	p->body = demo_fill(w->d, &w->d->batch, pattern, &w->slots);
	p->at = at;
	if (at > w->touched)
		w->touched = at;
}

static void
say_step(struct walk *w, char when, const char *direction, msec at)
{
	say(w, demo_step(&w->dice, when, w->contact->type->voice, w->plate),
	    direction, at);
}

static void
say_paced(struct walk *w, char when, msec at)
{
	say(w, demo_step(&w->pace, when, w->contact->type->voice, w->plate),
	    "out", at);
}

/* Back to open: the customer answered, or came back after all. */
static void
say_open(struct walk *w, int i)
{
	char before = i > 0 ? w->life[i - 1] : 'n';

	if (before == 'c')
		say_step(w, 'a', "in", w->at[i]);
	else if (before == 'R')
		say_step(w, 'o', "in", w->at[i]);
	if (dice_chance(&w->dice, 45))
		say_step(w, 'n', "internal",
		    w->at[i] + MINUTES(1 + dice_below(&w->dice, 9)));
	if (before == 'R')
		w->cycle++;
}

/* Who hears what goes with a state. */
static void
say_state(struct walk *w, int i)
{
	static const char inside[] = "trXM", outside[] = "csR";
	char letter = w->life[i];

	if (letter == 'o')
		say_open(w, i);
	else if (strchr(inside, letter) != NULL)
		say_step(w, letter, "internal", w->at[i]);
	else if (strchr(outside, letter) != NULL)
		say_step(w, letter, "out", w->at[i]);
}

/* Who complained hears every other day how it goes, while we have it. */
static void
say_news(struct walk *w, msec from)
{
	msec end = w->n == 2 ? w->d->now : w->at[2];

	for (int i = 0; i < 9; i++) {
		from = demo_office(&w->pace,
		    from + HOURS(20 + dice_below(&w->pace, 30)));
		if (from >= end || dice_chance(&w->pace, 6))
			return;
		say_paced(w, 'u', from);
	}
}

/* The first answer, within hours of when somebody took it on; some forget. */
static void
say_first(struct walk *w)
{
	static const int minutes[] = { 4, 9, 16, 25, 40, 60, 95, 150, 230, 380,
		900 };
	msec at;

	if (w->n < 2 || w->life[1] != 'o' || !dice_chance(&w->pace, 94))
		return;
	w->slots.dice = w->pace; /* whatever else was said by now */
	w->place = PACED;
	at = w->at[1] + MINUTES(dice_curve(&w->pace, minutes));
	at = demo_office(&w->pace, at);
	if (w->n == 2 || at < w->at[2])
		say_paced(w, 'w', at);
	if (strcmp(w->contact->type->kind, "complaint") == 0)
		say_news(w, at);
}

static void
value_rows(struct walk *w, const struct demo_type *y)
{
	struct demo *d = w->d;
	struct arena *a = &d->batch;
	const struct client *who = &w->contact->who;
	const struct str texts[] = { demo_plate(d, a, who), demo_serial(a, who),
		w->slots.order,
		str_printf(a, "Ruta 5, km %d, %s",
		    100 + (int)dice_below(&w->dice, 900),
		    demo_branches[who->branch].city) };
	char quoted[24];
	size_t i;

	for (i = 0; i < demo_nfields; i++) {
		snprintf(quoted, sizeof(quoted), "\"%s\"", demo_fields[i].id);
		if (strstr(y->required, quoted) != NULL)
			*vec_push(a, &w->rows->values) =
			    (struct par_demo_value_add){ w->id,
				    str_of(demo_fields[i].id), texts[i] };
	}
}

static msec
last_of(const struct walk *w, char letter)
{
	int i;

	for (i = w->n; i-- > 0;)
		if (w->life[i] == letter)
			return w->at[i];
	return 0;
}

static void
ticket_row(struct walk *w)
{
	const struct contact *c = w->contact;
	char end = w->life[w->n - 1];
	struct par_demo_ticket_add *p =
	    vec_push(&w->d->batch, &w->rows->tickets);

	p->id = w->id;
	p->number = FIRST_NUMBER + w->t;
	p->customer = c->who.id;
	p->interaction = c->id;
	p->typification = str_of(c->type->code);
	p->subject = c->subject;
	p->state = str_of(state_of(end)->name);
	p->priority = c->type->priority;
	p->cycle = w->cycle;
	p->team = w->d->squads[w->squad].code;
	p->branch = str_of(demo_branches[c->who.branch].code);
	p->owner = w->owner == NULL ? ID_NONE : w->owner->id;
	p->created_by = c->owner == NULL ? ID_NONE : c->owner->id;
	if (end == 'M')
		p->parent = demo_ticket_id(w->d, w->t - 1);
	p->created_at = w->at[0];
	p->updated_at = w->touched;
	p->resolved_at = end == 'R' || end == 'C' ? last_of(w, 'R') : 0;
	p->closed_at = strchr("CMX", end) != NULL ? w->at[w->n - 1] : 0;
	p->version = w->n + w->messages;
	if (c->who.owns && w->t % 10 < 7)
		p->asset = demo_asset_id(w->d, &c->who);
	demo_count(w->d, id_str(&p->id), p->state);
}

/* Those who can sign in find some of the newest tickets on their desk. */
static const struct person *
seat_owner(const struct walk *w, const struct squad *s)
{
	size_t i = 0;

	if (w->d->size->tickets - w->t > NEWEST)
		return NULL;
	while (i < s->n && (size_t)s->v[i] < w->d->nseats)
		i++;
	if (i > 0 && w->t % 2 == 0)
		return &w->d->staff[s->v[i - 1]];
	return i > 1 && w->t % 4 == 3 ? &w->d->staff[s->v[0]] : NULL;
}

/* The newest of any branch's: some are that of one who can sign in, too. */
static int
seat_squad(const struct walk *w)
{
	if (w->d->size->tickets - w->t <= NEWEST && w->t % 16 == 6)
		for (size_t i = 0; i < w->d->nseats; i++)
			if (w->d->staff[i].team >= (int)demo_nteams)
				return w->d->staff[i].team;
	return -1;
}

/* Somebody of the team has it once it is worked on, or was given it. */
static void
walk_owner(struct walk *w)
{
	const struct squad *s = &w->d->squads[w->squad];

	bool given = dice_chance(&w->dice, 50);
	int64_t i = dice_below(&w->dice, (int64_t)s->n);

	if ((w->owner = seat_owner(w, s)) == NULL && (given || w->n > 1))
		w->owner = &w->d->staff[s->v[i]];
}

void
demo_ticket(struct demo *d, struct work_rows *rows, const struct contact *c)
{
	struct walk w = { .d = d, .rows = rows, .contact = c, .cycle = 1 };
	bool must;
	int i;

	w.t = c->ticket;
	w.id = demo_ticket_id(d, w.t);
	w.dice = dice_of(d, DICE_TICKET, INT64_MAX - w.t);
	w.pace = dice_of(d, DICE_ANSWER, w.t);
	w.slots = c->slots;
	w.slots.who = &c->who;
	w.plate = c->who.owns && c->who.good <= GOOD_BIKE;
	w.life = life_of(d, w.t, &must);
	w.squad = c->team >= (int)demo_nteams && dice_chance(&w.dice, 60)
	    ? c->team
	    : demo_squad(d, c->type->team);
	if (seat_squad(&w) >= 0)
		w.squad = seat_squad(&w);
	w.at[0] = !c->channel->written && c->answered_at > 0 ? c->answered_at
							     : c->started_at;
	w.touched = w.at[0];
	walk_times(&w, must);
	walk_owner(&w);
	value_rows(&w, c->type);
	say(&w, demo_opening(&w.dice, c->type->voice, w.plate), "in", w.at[0]);
	for (i = 0; i < w.n; i++) {
		stay_row(&w, i);
		say_state(&w, i);
		if (w.at[i] > w.touched)
			w.touched = w.at[i];
	}
	say_first(&w);
	ticket_row(&w);
}
