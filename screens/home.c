/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * home.c - my day: what is due next, the calls I promised, how I am doing,
 * what the team must know.
 */
#include "screens/home_draw.h"

#include "core/approval_desk.h"
#include "core/courtesy.h"
#include "core/referral.h"
#include "screens/promised.h"
#include "screens/tickets.h"

/* ---- loading ------------------------------------------------------------- */

static enum err
count_lent(struct core *c, struct arena *a, struct home_model *m)
{
	struct referral_filter f = { .desk = true, .limit = 100 };
	struct rows_referral_rows rows;
	enum err rc;

	f.to = f.from = f.kind = STR_NONE;
	rc = referral_list(c, a, &f, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		m->accept += str_is(rows.v[i].state, "sent") ||
		    str_is(rows.v[i].state, "resent");
	return rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct urgent_filter mine = { .owner = c->me.id, .team = STR_NONE };
	struct home_model *m = NEW(a, struct home_model);
	struct rows_ticket_rows rows;
	enum err rc;

	(void)arg;
	if ((rc = day_get(c, a, 50, &m->day)) != OK ||
	    (rc = warned_load(c, &m->warned)) != OK ||
	    (rc = ticket_urgent(c, a, &mine, &rows)) != OK ||
	    (rc = owed_of(c, a, &rows, &m->tickets)) != OK ||
	    (rc = approval_waiting(c, &m->decide)) != OK ||
	    (rc = courtesy_count(c, &m->held)) != OK ||
	    (rc = count_lent(c, a, m)) != OK)
		return rc;
	m->fresh = m->day.contacts == 0 && m->day.ntickets == 0 &&
	    m->day.ncallbacks == 0;
	*model = m;
	return OK;
}

/* Nobody is in it: what is new is on top, and what was marked out stays so
 * only while it is in sight with that. */
static void
show_newest(struct list *l, struct rows rows)
{
	bool first = l->index == 0;

	list_catch_up(l, rows);
	if (rows.n > 0 && (first || l->top > 0)) {
		memcpy(&l->at, rows.v, sizeof(l->at));
		list_catch_up(l, rows);
	}
}

static void
loaded(struct screen *s)
{
	struct home_state *st = s->state;

	for (int i = 0; i < HOME_LISTS; i++) {
		struct rows rows = home_rows(s->model, i);

		if (i != st->at)
			show_newest(&st->list[i], rows);
		list_settle(&st->list[i], rows,
		    st->list[i].height > 0 ? (int)st->list[i].height : 5);
	}
}

/* ---- keys ---------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct home_state *st = s->state;

	*rows = home_rows(s->model, st->at);
	return &st->list[st->at];
}

static struct subject
subject(const struct screen *s)
{
	const struct home_state *st = s->state;
	const struct row_callback_rows *x;

	if (st->at == HOME_TICKETS)
		return owed_subject(screen_picked(s));
	x = st->at == HOME_CALLBACKS ? screen_picked(s) : NULL;
	if (x == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "callback", .id = x->id, .customer = x->customer
	};
}

static enum screen_key
open_call(const struct row_callback_rows *x, struct buf *say)
{
	if (id_none(x->customer))
		return screen_tell(say,
		    _("This call is to somebody who is no customer yet; F2 "
		      "finds or makes one."));
	buf_printf(say, "open customer %s", x->customer.s);
	return SCREEN_SAY;
}

/* It is seen, and what it is about is opened, or the whole of it. */
static enum screen_key
open_notice(const struct row_notice_list *x, struct buf *say)
{
	if (x->seen_at == 0) {
		buf_printf(say, "notice seen %s", x->id.s);
		buf_c(say, SAY_NEXT);
	}
	if (str_is(x->entity, "ticket") || str_is(x->entity, "customer"))
		buf_printf(say, "open %s %s", x->entity.s, x->entity_id.s);
	else
		buf_printf(say, "open text %c%s\n%s", TEXT_TITLE, _("Notice"),
		    x->text.s);
	return SCREEN_SAY;
}

static enum screen_key
enter(const struct screen *s, struct buf *say)
{
	const struct home_state *st = s->state;
	const void *row = screen_picked(s);

	if (row == NULL)
		return screen_tell(say,
		    _("There is nothing to open here; Tab goes to the next "
		      "part."));
	if (st->at == HOME_CALLBACKS)
		return open_call(row, say);
	if (st->at == HOME_NOTICES)
		return open_notice(row, say);
	buf_z(say, "open ticket");
	return SCREEN_SAY;
}

/* The next part that has rows; the tickets when none has. */
static void
next_list(struct screen *s, int by)
{
	struct home_state *st = s->state;

	for (int i = 0; i < HOME_LISTS; i++) {
		st->at = (st->at + by + HOME_LISTS) % HOME_LISTS;
		if (home_rows(s->model, st->at).n > 0)
			return;
	}
}

/* As among the promised calls, of which these letters are verbs of tickets. */
static enum screen_key
call_key(const struct row_callback_rows *x, const struct key *k,
    struct buf *say)
{
	static const struct {
		uint32_t code;
		const char *words;
	} all[] = { { 'r', "callback done" }, { 'p', "callback move" },
		{ 'N', "callback missed" } };

	for (size_t i = 0; i < countof(all); i++)
		if (k->code == all[i].code)
			return promised_word(x, str_of(all[i].words), say);
	return SCREEN_IGNORED;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct home_state *st = s->state;
	const struct row_callback_rows *x;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB) {
		next_list(s, k->code == KEY_TAB ? 1 : -1);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return enter(s, say);
	x = st->at == HOME_CALLBACKS ? screen_picked(s) : NULL;
	return x != NULL ? call_key(x, k, say) : SCREEN_IGNORED;
}

/* A verb on what is under the cursor; of a ticket its form, or why not. */
static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	const struct home_state *st = s->state;
	const void *row = screen_picked(s);
	const struct owed *o = row;
	struct ticket_facts facts;

	if (row != NULL && st->at == HOME_CALLBACKS)
		return promised_word(row, said, say);
	if (row == NULL || st->at != HOME_TICKETS)
		return SCREEN_IGNORED;
	facts = TICKET_FACTS(&o->t);
	return ticket_word(&facts, s->scene.me, said, say);
}

static void
done(struct screen *s)
{
	for (int i = 0; i < HOME_LISTS; i++)
		list_done(&((struct home_state *)s->state)->list[i]);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "r", "ticket resolve", N_("resolve") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};

/* On a promised call: what is done with it, as among all of them. */
static const struct key_def call_keys[] = {
	{ "<Enter>", "", N_("customer") },
	{ "<F9>", "answer", N_("call now") },
	{ "r", "callback done", N_("spoken to") },
	{ "N", "callback missed", N_("not reached") },
	{ "p", "callback move", N_("another time or person") },
	{ "<Tab>", "", NC_("key", "next part") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct home_state *st = s->state;

	return st->at == HOME_CALLBACKS && screen_picked(s) != NULL ? call_keys
								    : keys;
}

const struct screen_def screen_home = {
	.name = "home",
	.title = N_("Home"),
	.tab = true,
	.about = N_("Your day: the tickets that are yours, and the contacts "
		    "you had."),
	.state_size = sizeof(struct home_state),
	.watches = "ticket interaction callback notice agent bulletin",
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = home_draw,
	.list = list,
	.subject = subject,
	.key = key,
	.word = word,
	.done = done,
};
