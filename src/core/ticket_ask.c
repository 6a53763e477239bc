/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_ask.c - what the words of a filter of tickets mean: times become
 * ranges, flags become sets, and all becomes what the queries take.
 */
#include "core/ticket_asked.h"

#include "core/clock_row.h"
#include "core/list.h"
#include "core/when.h"

/* ---- times ------------------------------------------------------------------ */

static void
within(msec *from, msec *to, msec least, msec most)
{
	*from = *from > least ? *from : least;
	*to = *to < most ? *to : most;
}

/* -a<b is a>=b. */
static enum filter_op
turned(enum filter_op op)
{
	static const enum filter_op other[] = { FILTER_IS, FILTER_MORE_IS,
		FILTER_MORE, FILTER_LESS_IS, FILTER_LESS };

	return other[op];
}

/* "less than 7 days ago" is after an instant. */
static enum filter_op
mirrored(enum filter_op op)
{
	static const enum filter_op other[] = { FILTER_IS, FILTER_MORE,
		FILTER_MORE_IS, FILTER_LESS, FILTER_LESS_IS };

	return other[op];
}

static void
between(enum filter_op op, msec at, msec end, msec *from, msec *to)
{
	switch (op) {
	case FILTER_LESS:
		within(from, to, 1, at - 1);
		return;
	case FILTER_LESS_IS:
		within(from, to, 1, end - 1);
		return;
	case FILTER_MORE:
		within(from, to, end, INT64_MAX);
		return;
	case FILTER_MORE_IS:
		within(from, to, at, INT64_MAX);
		return;
	default:
		within(from, to, at, end - 1);
	}
}

static enum err
read_time(struct looking *l, bool ahead, msec *from, msec *to)
{
	const struct filter_term *t = l->t;
	enum filter_op op = t->no ? turned(t->op) : t->op;
	int64_t day = t->n;

	if (t->no && t->op == FILTER_IS)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: for times write < or > instead of '-'"),
		    t->column);
	if (t->time == FILTER_SPAN) {
		msec at = ahead ? l->now + t->n : l->now - t->n;

		between(ahead ? op : mirrored(op), at, at + 1, from, to);
		return OK;
	}
	if (t->time == FILTER_TODAY)
		day += zone_time(l->zone, l->now).day;
	between(op, when_at(l->zone, day, 0, 0),
	    when_at(l->zone, day + 1, 0, 0), from, to);
	return OK;
}

static enum err
read_times(struct looking *l)
{
	struct part_ticket_fits *f = &l->q->fits;
	const char *name = l->t->def->name;

	if (strcmp(name, "created") == 0)
		return read_time(l, false, &f->created_from, &f->created_to);
	if (strcmp(name, "changed") == 0)
		return read_time(l, false, &f->changed_from, &f->changed_to);
	if (strcmp(name, "resolved") == 0)
		return read_time(l, false, &f->resolved_from, &f->resolved_to);
	within(&f->rank_from, &f->rank_to, 1, CLOCK_RANK_PAUSED - 1);
	return read_time(l, true, &f->rank_from, &f->rank_to);
}

/* ---- flags ------------------------------------------------------------------ */

static void
fits_states(struct looking *l, struct str words)
{
	struct names list = { .v = NULL };
	struct str word;

	while (str_next(l->a, &words, ',', &word))
		*vec_push(l->a, &list) = word;
	ticket_set(l, SET_STATE, list.v, list.n);
}

static enum err
my_teams(struct looking *l, struct names *codes)
{
	struct rows_ticket_teams_of r;
	enum err rc =
	    core_db(l->c, q_ticket_teams_of(l->c->db, l->a, l->c->me.id, &r));

	for (size_t i = 0; rc == OK && i < r.n; i++)
		*vec_push(l->a, codes) = r.v[i].team;
	return rc;
}

static enum err
ours(struct looking *l)
{
	struct names codes = { .v = NULL };
	enum err rc = my_teams(l, &codes);

	if (rc == OK)
		ticket_set(l, SET_TEAM, codes.v, codes.n);
	return rc;
}

static enum err
desk(struct looking *l)
{
	if (l->t->no)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: '%s' cannot be turned round; say owner: or "
		      "team: instead"),
		    l->t->column, filter_word(l->t->def).s);
	l->q->fits.desk = l->c->me.id;
	l->q->desk.n = 0;
	return my_teams(l, &l->q->desk);
}

static enum err
late(struct looking *l)
{
	struct part_ticket_fits *f = &l->q->fits;

	if (l->t->no)
		within(&f->rank_from, &f->rank_to, l->now + 1, INT64_MAX);
	else
		within(&f->rank_from, &f->rank_to, 1, l->now);
	return OK;
}

static enum err
flag(struct looking *l)
{
	static const char *const done = "resolved,closed,merged,cancelled";
	const char *name = l->t->def->name;
	struct str me = id_str(&l->c->me.id);

	if (strcmp(name, "mine") == 0)
		ticket_set(l, SET_OWNER, &me, 1);
	else if (strcmp(name, "ours") == 0)
		return ours(l);
	else if (strcmp(name, "late") == 0)
		return late(l);
	else if (strcmp(name, "unassigned") == 0)
		l->q->fits.nobody = l->t->no ? 2 : 1;
	else if (strcmp(name, "waiting") == 0)
		fits_states(l,
		    STR("pending-customer,pending-third-party,scheduled"));
	else if (strcmp(name, "undone") == 0)
		fits_states(l, ticket_state_undone(l->a));
	else if (strcmp(name, "done") == 0)
		fits_states(l, str_of(done));
	else
		return desk(l);
	return OK;
}

/* ---- all words ---------------------------------------------------------------- */

/* A number that is written as one is found by its instant. */
static enum err
text(struct looking *l)
{
	struct ticket_asked *q = l->q;
	struct str word = l->t->values.v[0];
	struct ticket_term term = ticket_term(l->a, word);
	struct row_ticket_key key;
	struct scope scope;
	struct id id;

	if (l->t->no) {
		*vec_push(l->a, &q->text_not) = term;
		return OK;
	}
	*vec_push(l->a, &q->text) = term;
	if (!str_starts(term.fold, STR("t-")) ||
	    core_allow(l->c, MAY_TICKET_READ, &scope) != OK ||
	    ticket_id(l->c, word, &id) != OK ||
	    q_ticket_key(l->c->db, l->a, &scope, id, &key) != OK) {
		l->c->fault = (struct fault){ .code = OK };
		return OK;
	}
	within(&q->fits.created_from, &q->fits.created_to, key.created_at,
	    key.created_at);
	return OK;
}

static void
order(struct looking *l, struct str code)
{
	for (const struct ticket_order_def *d = ticket_orders; d->code != NULL;
	     d++)
		if (str_is(code, d->code)) {
			l->q->order = d->order;
			l->q->by = d->by;
			l->q->sign = d->sign;
		}
}

/* It leaves nothing out, and says that nothing is to be left out. */
static enum err
whose(struct looking *l)
{
	return l->t->no ? fail(&l->c->fault, ERR_INVALID,
			      _("letter %d: '%s' cannot be turned round; say "
				"owner: or team: instead"),
			      l->t->column, filter_word(l->t->def).s)
			: OK;
}

static enum err
choice(struct looking *l)
{
	const struct filter_term *t = l->t;

	if (strcmp(t->def->name, "state") == 0)
		ticket_set(l, SET_STATE, t->values.v, t->values.n);
	else if (strcmp(t->def->name, "kind") == 0)
		ticket_set(l, SET_KIND, t->values.v, t->values.n);
	else if (strcmp(t->def->name, "show") == 0)
		return ticket_show(l);
	else if (strcmp(t->def->name, "whose") == 0)
		return whose(l);
	else if (t->no || t->values.n != 1)
		return fail(&l->c->fault, ERR_INVALID,
		    _("letter %d: one order, without '-'"), t->column);
	else
		order(l, t->values.v[0]);
	return OK;
}

/* priority<=2 is 1 and 2. */
static enum err
number(struct looking *l)
{
	static const char *const digits[] = { "1", "2", "3", "4" };
	enum filter_op op = l->t->op;
	struct names v = { .v = NULL };

	for (int64_t i = 1; i <= (int64_t)countof(digits); i++)
		if ((op == FILTER_IS && i == l->t->n) ||
		    (op == FILTER_LESS && i < l->t->n) ||
		    (op == FILTER_LESS_IS && i <= l->t->n) ||
		    (op == FILTER_MORE && i > l->t->n) ||
		    (op == FILTER_MORE_IS && i >= l->t->n))
			*vec_push(l->a, &v) = str_of(digits[i - 1]);
	ticket_set(l, SET_PRIORITY, v.v, v.n);
	return OK;
}

static enum err
mean(struct looking *l)
{
	if (l->t->def == NULL)
		return text(l);
	switch (l->t->def->kind) {
	case FILTER_FLAG:
		return flag(l);
	case FILTER_CHOICE:
		return choice(l);
	case FILTER_NUMBER:
		return number(l);
	case FILTER_TIME:
		return read_times(l);
	default:
		return ticket_look_up(l);
	}
}

/* ---- what the queries take ------------------------------------------------------ */

static struct str
list(struct looking *l, int which)
{
	const struct set *s = &l->q->set[which];

	return s->given ? ticket_json(l->a, s->in.v, s->in.n) : STR_NONE;
}

static struct str
list_not(struct looking *l, int which)
{
	const struct set *s = &l->q->set[which];

	return s->out.n > 0 ? ticket_json(l->a, s->out.v, s->out.n) : STR_NONE;
}

static void
close_choices(struct looking *l)
{
	static const struct str priorities[] = { { "1", 1 }, { "2", 1 },
		{ "3", 1 }, { "4", 1 } };

	for (const struct filter_def *d = ticket_words; d->name != NULL; d++) {
		struct names all = { .v = NULL };

		if (d->kind != FILTER_CHOICE)
			continue;
		for (const struct filter_choice *c = d->choices;
		     c->code != NULL; c++)
			*vec_push(l->a, &all) = str_of(c->code);
		if (strcmp(d->name, "state") == 0)
			ticket_set_close(l, SET_STATE, all.v, all.n);
		else if (strcmp(d->name, "kind") == 0)
			ticket_set_close(l, SET_KIND, all.v, all.n);
	}
	ticket_set_close(l, SET_PRIORITY, priorities, countof(priorities));
}

static void
hand_over(struct looking *l)
{
	struct part_ticket_fits *f = &l->q->fits;

	f->states = list(l, SET_STATE);
	f->teams = list(l, SET_TEAM);
	f->teams_not = list_not(l, SET_TEAM);
	f->owners = list(l, SET_OWNER);
	f->owners_not = list_not(l, SET_OWNER);
	f->types = list(l, SET_TYPE);
	f->types_not = list_not(l, SET_TYPE);
	f->kinds = list(l, SET_KIND);
	f->branches = list(l, SET_BRANCH);
	f->branches_not = list_not(l, SET_BRANCH);
	f->segments = list(l, SET_SEGMENT);
	f->segments_not = list_not(l, SET_SEGMENT);
	f->priorities = list(l, SET_PRIORITY);
	f->customers = list(l, SET_CUSTOMER);
	f->customers_not = list_not(l, SET_CUSTOMER);
}

/* What holds when nothing is said. */
static void
begin(struct looking *l)
{
	struct part_ticket_fits *f = &l->q->fits;

	*f = (struct part_ticket_fits){ .created_to = INT64_MAX,
		.changed_to = INT64_MAX,
		.resolved_to = INT64_MAX,
		.rank_to = INT64_MAX };
	f->states = f->teams = f->teams_not = f->owners = f->owners_not =
	    STR_NONE;
	f->types = f->types_not = f->kinds = f->branches = STR_NONE;
	f->branches_not = f->segments = f->segments_not = STR_NONE;
	f->priorities = f->customers = f->customers_not = STR_NONE;
	f->piece = f->piece_any = f->piece_states = f->piece_types = STR_NONE;
	f->piece_owners = f->piece_teams = f->piece_lo = f->piece_hi = STR_NONE;
}

/* What is done has no place in an order by what is owed. */
static bool
all_undone(const struct looking *l)
{
	const struct set *s = &l->q->set[SET_STATE];

	for (size_t i = 0; i < s->in.n; i++)
		if (ticket_state_done(s->in.v[i]))
			return false;
	return s->given;
}

/* Do the words leave nothing of what is owed? Then they mean the rest. */
static bool
owed_left_out(struct looking *l)
{
	const struct names *out = &l->q->set[SET_STATE].out;
	struct str words = ticket_state_undone(l->a), word;
	bool left = false;

	while (str_next(l->a, &words, ',', &word)) {
		bool in = false;

		for (size_t i = 0; i < out->n; i++)
			in = in || str_eq(out->v[i], word);
		left = left || !in;
	}
	return !left;
}

/* An inbox asks for what is owed, unless the words name a state; one that is
 * kept out (-state:referred) names none. */
static void
begin_owed(struct looking *l, bool undone)
{
	struct filter_term plain = { .no = false };

	l->q->owed = undone && !l->q->set[SET_STATE].given &&
	    l->q->fits.resolved_from == 0 && !owed_left_out(l) &&
	    filter_get(&l->q->filter, "whose") == NULL;
	if (!l->q->owed)
		return;
	l->t = &plain;
	fits_states(l, ticket_state_undone(l->a));
}

/* What is due has its place in that order, whatever its state. */
static void
settle(struct looking *l, bool undone)
{
	const struct filter *f = &l->q->filter;
	bool due = l->q->fits.rank_to < CLOCK_RANK_PAUSED || all_undone(l);

	if (undone && due && filter_get(f, "order") == NULL)
		l->q->order = TICKET_DUE;
	/* An index leads by state: without a word, by each. */
	for (const struct filter_choice *c = ticket_words[0].choices;
	     !l->q->set[SET_STATE].given && c->code != NULL; c++)
		*vec_push(l->a, &l->q->set[SET_STATE].in) = str_of(c->code);
}

enum err
ticket_ask(struct core *c, struct arena *a, struct str words, bool undone,
    const struct ticket_asked **out)
{
	struct ticket_asked *q = NEW(a, struct ticket_asked);
	struct looking l = { .c = c,
		.a = a,
		.q = q,
		.now = clock_now(c->clock),
		.zone = zone_get(c->me.zone) };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, NULL)) != OK ||
	    (rc = filter_parse(a, ticket_words, list_given(words), &q->filter,
		 &c->fault)) != OK)
		return rc;
	begin(&l);
	for (size_t i = 0; i < q->filter.n; i++) {
		l.t = &q->filter.v[i];
		if ((rc = mean(&l)) != OK)
			return rc;
	}
	begin_owed(&l, undone);
	close_choices(&l);
	settle(&l, undone);
	hand_over(&l);
	if ((rc = ticket_sift(&l)) != OK)
		return rc;
	*out = q;
	return OK;
}

struct str
ticket_asked_words(struct arena *a, const struct ticket_asked *q, bool plain)
{
	struct buf b = { 0 };
	struct str out;

	filter_print(&q->filter, plain, &b);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

struct str
ticket_asked_whole(struct arena *a, const struct ticket_asked *q)
{
	bool urgent =
	    q->order == TICKET_DUE && filter_get(&q->filter, "order") == NULL;

	return str_printf(a, "%s%s%s", ticket_asked_words(a, q, true).s,
	    q->owed ? " undone" : "", urgent ? " order:due" : "");
}
