/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run.c - a log's steps through the domain: each is what somebody did, with a
 * clock that stands at its instant. Several share a transaction.
 */
#include "core/escalation.h"
#include "core/referral.h"
#include "replay.h"

enum { BATCH = 2000 };

static void
did(struct replay *r, const struct step *s, const struct kase *k, enum err rc,
    const char *what)
{
	if (rc != OK) {
		fprintf(stderr, "row %zu, %s: %s: %s (%s)\n", s->line,
		    k->name.s, what, r->desk.core.fault.text, err_name(rc));
		exit(1);
	}
	r->writes++;
}

static bool
is(const struct kase *k, const char *state)
{
	return strcmp(k->state, state) == 0;
}

static bool
over(const char *state)
{
	return ticket_state_done(str_of(state));
}

static bool
parked(const char *state)
{
	return ticket_move_find("resume", str_of(state), STR_NONE) != NULL;
}

static void
create(struct replay *r, const struct step *s, struct kase *k)
{
	struct ticket_new in = { .customer = k->customer->id,
		.typification = k->type->code,
		.subject = k->name,
		.body = STR("as it came"),
		.external = k->name,
		.priority = s->priority,
		.team = s->team != NULL ? s->team->code : STR_NONE };
	int64_t number;

	did(r, s, k, ticket_create(&r->desk.core, &in, &k->id, &number),
	    "create");
	k->state = "new";
	k->home = s->team;
	k->priority = s->priority;
}

/* ---- whose it is ------------------------------------------------------------- */

static void
refer(struct replay *r, const struct step *s, struct kase *k, bool on)
{
	struct referral_new in = { .team = k->lent->code,
		.reason = STR("parts"),
		.ask = STR("please go on"),
		.despite = true };
	struct id leg;

	did(r, s, k,
	    on ? referral_transfer(&r->desk.core, k->id, &in, 0, &leg)
	       : referral_send(&r->desk.core, k->id, &in, 0, &leg),
	    on ? "transfer" : "send");
	k->leg = SENT;
	if (!parked(k->state))
		k->state = "referred";
}

static void
answer(struct replay *r, const struct step *s, struct kase *k, const char *verb)
{
	struct referral_answer in = { .text = STR("done") };

	if (strcmp(verb, "accept") == 0) {
		in.text = STR_NONE;
		if (s->owner != NULL)
			in.agent = s->owner->id;
	}
	did(r, s, k, referral_do(&r->desk.core, verb, k->id, &in, 0), verb);
}

static void
resume(struct replay *r, const struct step *s, struct kase *k)
{
	did(r, s, k, ticket_resume(&r->desk.core, k->id, 0), "resume");
	k->state = k->leg == AT_HOME ? "open" : "referred";
}

static void
give_back(struct replay *r, const struct step *s, struct kase *k)
{
	if (k->leg == SENT)
		answer(r, s, k, "accept");
	answer(r, s, k, "complete");
	k->leg = AT_HOME;
	k->lent = NULL;
	k->state = "open";
	r->completed++;
}

/* Another team has it: lent, passed on, or back where it came from. */
static void
move(struct replay *r, const struct step *s, struct kase *k)
{
	if (parked(k->state))
		resume(r, s, k);
	if (s->team == k->home) {
		give_back(r, s, k);
		return;
	}
	k->lent = s->team;
	if (k->leg == AT_HOME)
		r->sent++;
	else
		r->transferred++;
	refer(r, s, k, k->leg != AT_HOME);
}

/* Whose the log says it is; what had no team gets its first. */
static void
change_team(struct replay *r, const struct step *s, struct kase *k)
{
	struct ticket_assign to = { .owner = ID_NONE };
	const struct word *now = k->lent != NULL ? k->lent : k->home;

	if (s->team == NULL || s->team == now)
		return;
	if (over(k->state) && k->home != NULL) {
		if (s->team != k->late)
			r->late++; /* nothing is owed any more: only noted */
		k->late = s->team;
		return;
	}
	if (k->home != NULL) {
		move(r, s, k);
		return;
	}
	if (over(k->state))
		return;
	to.team = s->team->code;
	did(r, s, k, ticket_assign(&r->desk.core, k->id, &to, 0), "assign");
	k->home = s->team;
	k->owner = NULL;
}

static void
change_owner(struct replay *r, const struct step *s, struct kase *k)
{
	struct ticket_assign to = { .team = STR_NONE };

	if (s->owner == NULL || over(k->state) || k->leg == ACCEPTED ||
	    (k->leg == AT_HOME && s->owner == k->owner))
		return;
	if (k->leg == SENT) {
		answer(r, s, k, "accept");
		k->leg = ACCEPTED;
		return;
	}
	to.owner = s->owner->id;
	did(r, s, k, ticket_assign(&r->desk.core, k->id, &to, 0), "assign");
	k->owner = s->owner;
}

static void
change_priority(struct replay *r, const struct step *s, struct kase *k)
{
	struct ticket_edit e = { .priority = s->priority };

	if (s->priority == 0 || s->priority == k->priority || over(k->state))
		return;
	did(r, s, k, ticket_edit(&r->desk.core, k->id, &e, 0), "priority");
	k->priority = s->priority;
}

/* ---- how it stands ------------------------------------------------------------ */

/* Whose it was when it was done has it again. */
static void
reopen(struct replay *r, const struct step *s, struct kase *k)
{
	did(r, s, k,
	    ticket_reopen(&r->desk.core, k->id, STR("not done yet"), 0),
	    "reopen");
	k->state = "open";
	r->reopened++;
	if (k->lent == NULL)
		return;
	refer(r, s, k, false);
	r->resent++;
}

/* With what the source thought of it. */
static void
resolve(struct replay *r, const struct step *s, struct kase *k)
{
	struct pair fields[] = { { STR("made-sla"), k->verdict },
		{ STR("reassigned"), k->reassigned } };
	struct ticket_resolution in = { .text = STR("as the log has it"),
		.redress = -1,
		.fields = fields,
		.nfields = k->verdict.len > 0 ? countof(fields) : 0 };

	if (k->leg != AT_HOME)
		in.leg = STR("recall");
	did(r, s, k, ticket_resolve_with(&r->desk.core, k->id, &in, 0),
	    "resolve");
	k->leg = AT_HOME; /* k->lent stays: for when it is opened again */
	k->state = "resolved";
}

static void
finish(struct replay *r, const struct step *s, struct kase *k)
{
	if (!over(k->state))
		resolve(r, s, k);
	if (strcmp(s->state, "closed") != 0)
		return;
	r->desk.core.at = s->happened;
	did(r, s, k, ticket_close(&r->desk.core, k->id, 0), "close");
	k->state = "closed";
}

static void
park(struct replay *r, const struct step *s, struct kase *k)
{
	if (is(k, "new")) {
		did(r, s, k, ticket_start(&r->desk.core, k->id, 0), "start");
		k->state = "open";
	}
	did(r, s, k,
	    ticket_park(&r->desk.core, k->id, str_of(s->state), STR("waits"), 0,
		0),
	    "park");
	k->state = s->state;
	r->parked++;
}

static void
go_on(struct replay *r, const struct step *s, struct kase *k)
{
	if (parked(k->state)) {
		resume(r, s, k);
	} else if (is(k, "new")) {
		did(r, s, k, ticket_start(&r->desk.core, k->id, 0), "start");
		k->state = "open";
	}
	if (k->leg == SENT) {
		answer(r, s, k, "accept");
		k->leg = ACCEPTED;
	}
}

static void
change_state(struct replay *r, const struct step *s, struct kase *k)
{
	if (s->state == NULL || is(k, s->state))
		return;
	if (strcmp(s->state, "queued") == 0) {
		if (parked(k->state))
			resume(r, s, k);
	} else if (over(s->state))
		finish(r, s, k);
	else if (parked(s->state))
		park(r, s, k);
	else if (strcmp(s->state, "open") == 0)
		go_on(r, s, k);
}

/* ---- a step -------------------------------------------------------------------- */

static void
take(struct replay *r, const struct step *s)
{
	struct kase *k = &r->cases.v[s->kase];
	int64_t before = r->writes;

	r->desk.clock.fixed = s->at;
	if (id_none(k->id))
		create(r, s, k);
	if (s->state != NULL && over(k->state) && (s->again || !over(s->state)))
		reopen(r, s, k);
	change_priority(r, s, k);
	change_team(r, s, k);
	change_owner(r, s, k);
	if (s->escalates && !over(k->state)) {
		did(r, s, k,
		    ticket_escalate(&r->desk.core, k->id, NULL, STR("upgrade"),
			0),
		    "escalate");
		r->escalated++;
	}
	change_state(r, s, k);
	if (r->writes > before)
		return;
	did(r, s, k,
	    ticket_note(&r->desk.core, k->id, STR("something was seen to")),
	    "note");
	r->notes++;
}

struct slice {
	struct replay *r;
	size_t from, to;
	bool begun;
};

static enum err
take_slice(struct core *c, void *u)
{
	struct slice *s = u;

	if (s->begun) {
		fprintf(stderr, "the batch at row %zu was tried again\n",
		    s->r->steps.v[s->from].line);
		exit(1);
	}
	s->begun = true;
	for (size_t i = s->from; i < s->to; i++) {
		take(s->r, &s->r->steps.v[i]);
		core_rest(c);
	}
	return OK;
}

static int
by_time(const void *x, const void *y)
{
	const struct step *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->n < b->n ? -1 : a->n > b->n;
}

/* Up to the next mark, or as many as a transaction may hold. */
static size_t
slice_end(const struct replay *r, size_t from)
{
	size_t to = from;

	while (to < r->steps.n && to - from < BATCH &&
	    (r->nmarks == 0 || r->steps.v[to].at <= r->marks[0]))
		to++;
	return to;
}

void
live(struct replay *r)
{
	size_t i = 0;

	qsort(r->steps.v, r->steps.n, sizeof(*r->steps.v), by_time);
	while (i < r->steps.n) {
		struct slice s = { .r = r, .from = i, .to = slice_end(r, i) };

		if (s.from == s.to) {
			r->desk.clock.fixed = r->marks[0];
			r->mark(r, *r->marks++);
			r->nmarks--;
			continue;
		}
		must(&r->desk, core_together(&r->desk.core, take_slice, &s),
		    "a batch");
		i = s.to;
	}
}
