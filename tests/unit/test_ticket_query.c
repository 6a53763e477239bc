/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ticket_query.c - what fits a filter is what a person reading every row
 * would take, in any order, page by page, and nobody sees more than they may.
 */
#include "tickettest.h"

#include "base/utf8.h"
#include "core/ticket_index.h"
#include "core/ticket_asked.h"

enum { MANY = 60 };

static const struct ticket_asked *
ask(struct world *w, const char *words)
{
	const struct ticket_asked *q = NULL;

	if (ticket_ask(&w->c, &w->c.arena, str_of(words), false, &q) != OK)
		fail_msg("%s: %s", words, w->c.fault.text);
	return q;
}

static void
refuses(struct world *w, const char *words, const char *why)
{
	const struct ticket_asked *q;

	refused(w, ticket_ask(&w->c, &w->c.arena, str_of(words), false, &q),
	    ERR_INVALID, why);
}

/* All that fit, in pages of `size`. */
static struct rows_ticket_rows
all(struct world *w, const char *words, int64_t size)
{
	const struct ticket_asked *q = ask(w, words);
	struct rows_ticket_rows out = { NULL, 0 }, page;
	struct id after = ID_NONE;
	bool more = true;

	out.v = NEWN(&w->c.arena, struct row_ticket_rows, MANY + 1);
	while (more) {
		fine(w,
		    ticket_page(&w->c, &w->c.arena, q, after, size, &page,
			&more));
		assert_true((int64_t)page.n <= size);
		assert_true(out.n + page.n <= MANY);
		memcpy(out.v + out.n, page.v, page.n * sizeof(*page.v));
		out.n += page.n;
		if (page.n > 0)
			after = page.v[page.n - 1].id;
		core_rest(&w->c);
	}
	return out;
}

/* Tickets of two teams and two people, some parked, some resolved, an hour
 * apart. */
static void
fill(struct world *w)
{
	struct ticket_new in = question(w), other = question(w);
	struct ticket_assign to = { .team = STR_NONE };

	other.customer = customer(w, "Óscar Ñúñez");
	other.subject = STR("Frenos que suenan");
	for (int i = 0; i < MANY; i++) {
		struct id id = make(w, i % 3 == 0 ? other : in);
		struct ticket_edit e = { .priority = 1 + i % 4 };

		later(HOURS(1));
		if (i % 4 != 2)
			fine(w, ticket_edit(&w->c, id, &e, 0));
		to.team = i % 2 == 0 ? STR("repuestos") : STR("ventas");
		to.owner = i % 5 == 0 ? id_of(LUIS)
		    : i % 5 == 1      ? id_of(ANA)
				      : ID_NONE;
		if (i % 2 == 0 || i % 5 < 2)
			fine(w, ticket_assign(&w->c, id, &to, 0));
		if (i % 7 == 0)
			fine(w, ticket_resolve(&w->c, id, STR("listo"), 0));
		if (i % 7 == 1)
			fine(w, run_start(w, id));
		if (i % 7 == 1)
			fine(w, run_park(w, id));
	}
}

static bool
undone(const struct row_ticket_rows *t)
{
	return !ticket_state_done(t->state);
}

static bool
ventas(const struct row_ticket_rows *t)
{
	return str_is(t->team, "ventas");
}

static bool
anas(const struct row_ticket_rows *t)
{
	return id_eq(t->owner, id_of(ANA));
}

static bool
desk(const struct row_ticket_rows *t)
{
	return anas(t) || ventas(t);
}

static bool
anything(const struct row_ticket_rows *t)
{
	(void)t;
	return true;
}

static bool
nobody(const struct row_ticket_rows *t)
{
	return id_none(t->owner);
}

static bool
urgent_ventas(const struct row_ticket_rows *t)
{
	return ventas(t) && t->priority <= 2 && !str_is(t->state, "resolved");
}

static bool
brakes_not_luis(const struct row_ticket_rows *t)
{
	return strstr(t->subject.s, "Frenos") != NULL &&
	    !id_eq(t->owner, id_of(LUIS));
}

static bool
parked_or_resolved(const struct row_ticket_rows *t)
{
	return str_is(t->state, "pending-customer") ||
	    str_is(t->state, "resolved");
}

static bool
resolved(const struct row_ticket_rows *t)
{
	return str_is(t->state, "resolved");
}

static bool
of_oscar(const struct row_ticket_rows *t)
{
	return str_is(t->customer_name, "Óscar Ñúñez");
}

static bool
oscar_of_ventas(const struct row_ticket_rows *t)
{
	return of_oscar(t) && ventas(t);
}

static const struct {
	const char *words;
	bool (*fits)(const struct row_ticket_rows *);
} cases[] = {
	{ "", anything },
	{ "undone", undone },
	{ "-done", undone },
	{ "team:ventas", ventas },
	{ "team:VENTAS -team:repuestos", ventas },
	{ "mine", anas },
	{ "owner:ana", anas },
	{ "owner:me", anas },
	{ "desk", desk },
	{ "-mine -unassigned owner:luis,ana", NULL },
	{ "unassigned", nobody },
	{ "ours priority<=2 -state:resolved", urgent_ventas },
	{ "freno -owner:\"luis peña\"", brakes_not_luis },
	{ "suenan \"frenos que\" -owner:luis", brakes_not_luis },
	{ "state:pending-customer,resolved", parked_or_resolved },
	{ "kind:query type:consulta,reclamo", anything },
	{ "resolved<9999h", resolved },
	{ "type:consulta state:resolved", resolved },
	{ "resolved<9999h cuesta freno", NULL },
	{ "nune", of_oscar },
	{ "ventas oscar", oscar_of_ventas },
	{ "reno", NULL },
	{ "-resuelve -nune -cuesta", NULL },
	{ "informac", anything },
	{ "kind:complaint", NULL },
	{ "-kind:query", NULL },
	{ "created>2h created<1h", NULL },
	{ "created<9999h changed<9999h created>=2000-01-01", anything },
	{ "branch:centro,norte", anything },
	{ "-branch:centro -branch:norte", NULL },
	{ "type:taller-demora", NULL },
	{ "late", NULL },
	{ "due<9d", NULL },
};

static bool
luis_alone(const struct row_ticket_rows *t)
{
	return id_eq(t->owner, id_of(LUIS));
}

static size_t
expected(const struct rows_ticket_rows *every, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < every->n; k++)
		if (cases[i].fits != NULL)
			n += cases[i].fits(&every->v[k]);
		else if (strstr(cases[i].words, "owner:luis,ana") != NULL)
			n += luis_alone(&every->v[k]);
	return n;
}

static void
check_case(struct world *w, const struct rows_ticket_rows *every, size_t i,
    const char *order)
{
	struct arena a = { 0 };
	const char *words =
	    str_printf(&a, "%s order:%s", cases[i].words, order).s;
	bool due = strcmp(order, "due") == 0;
	struct rows_ticket_rows r = all(w, words, 7);
	int64_t n;

	for (size_t k = 0; k < r.n; k++) {
		if (cases[i].fits != NULL && !cases[i].fits(&r.v[k]))
			fail_msg("%s: T-%lld does not fit", words,
			    (long long)r.v[k].number);
		assert_true(!due || undone(&r.v[k]));
		if (k > 0 && strcmp(order, "new") == 0)
			assert_true(r.v[k].number < r.v[k - 1].number);
		if (k > 0 && strcmp(order, "old") == 0)
			assert_true(r.v[k].number > r.v[k - 1].number);
		if (k > 0 && due)
			assert_true(r.v[k].rank > r.v[k - 1].rank);
	}
	if (!due && r.n != expected(every, i))
		fail_msg("%s: %zu, not %zu", words, r.n, expected(every, i));
	fine(w, ticket_count(&w->c, ask(w, words), &n));
	assert_int_equal(n, r.n);
	arena_done(&a);
}

/* As if the words of what is there were still to be filled. */
static void
owe_words(struct world *w)
{
	dbtest_do(w->c.db,
	    "INSERT INTO cabina (k, v) VALUES ('" FACT_WORDS "', '')");
}

static void
check_all(struct world *w)
{
	static const char *const orders[] = { "new", "old", "due" };
	struct rows_ticket_rows every;

	every = all(w, "", 500);
	assert_int_equal(every.n, MANY);
	for (size_t i = 0; i < countof(cases); i++)
		for (size_t k = 0; k < countof(orders); k++)
			check_case(w, &every, i, orders[k]);
}

/* -1, 0, 1: which of the two comes first by a word of order: up. */
static int
apart(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

static int
named(struct str x, struct str y)
{
	if (x.len == 0 || y.len == 0)
		return 2 * ((x.len == 0) - (y.len == 0));
	return strcmp(x.s, y.s);
}

static int
life(struct str state)
{
	static const char *const states[] = { "new", "open", "referred",
		"pending-customer", "pending-third-party", "scheduled",
		"resolved", "closed", "merged", "cancelled" };
	int i = 0;

	while (!str_is(state, states[i]))
		i++;
	return i;
}

static int
in_order(const char *by, const struct row_ticket_rows *x,
    const struct row_ticket_rows *y)
{
	if (strcmp(by, "priority") == 0)
		return apart(x->priority, y->priority);
	if (strcmp(by, "changed") == 0)
		return apart(x->updated_at, y->updated_at);
	if (strcmp(by, "state") == 0)
		return apart(life(x->state), life(y->state));
	if (strcmp(by, "team") == 0)
		return named(x->team_name, y->team_name);
	if (strcmp(by, "holder") == 0)
		return named(x->owner_name, y->owner_name);
	if (strcmp(by, "customer") == 0)
		return named(x->customer_name, y->customer_name);
	return apart(x->number, y->number);
}

/* Each page begins behind the one before; nobody comes last, up and down. */
static void
check_pages(struct world *w, const char *words, const char *by, bool down,
    size_t n, int64_t size)
{
	struct arena a = { 0 };
	struct str text =
	    str_printf(&a, "%s order:%s%s", words, down ? "-" : "", by);
	struct rows_ticket_rows r = all(w, text.s, size);

	if (r.n != n)
		fail_msg("%s: %zu, not %zu", text.s, r.n, n);
	for (size_t k = 1; k < r.n; k++) {
		int c = in_order(by, &r.v[k - 1], &r.v[k]);

		c = down && c != -2 && c != 2 ? -c : c;
		if (c > 0 ||
		    (c == 0 && strcmp(by, "changed") != 0 &&
			r.v[k - 1].number < r.v[k].number))
			fail_msg("%s: T-%lld before T-%lld", text.s,
			    (long long)r.v[k - 1].number,
			    (long long)r.v[k].number);
	}
	arena_done(&a);
}

static void
check_order(struct world *w, const char *words, const char *by, bool down,
    size_t n)
{
	check_pages(w, words, by, down, n, 7);
}

static void
every_order_goes_over_the_whole_list(void **state)
{
	static const char *const orders[] = { "priority", "changed", "created",
		"customer", "team", "holder", "state" };
	static const char *const within[] = { "undone", "unassigned",
		"assigned", "priority<=2", "-priority:1", "state:new,resolved",
		"team:ventas", "-team:ventas", "owner:ana", "-owner:ana" };
	struct world *w = *state;

	fill(w);
	for (size_t i = 0; i < countof(orders); i++)
		for (int down = 0; down < 2; down++) {
			ticket_gather_most = MANY * 2;
			check_order(w, "", orders[i], down, MANY);
			check_order(w, "frenos", orders[i], down,
			    all(w, "frenos", 50).n);
			ticket_gather_most = 5; /* more than can be gathered */
			check_order(w, "", orders[i], down, MANY);
			/* What words lead to is never gathered. */
			check_order(w, "frenos", orders[i], down,
			    all(w, "frenos", 50).n);
			check_order(w, "frenos -state:new", orders[i], down,
			    all(w, "frenos -state:new", 50).n);
			for (size_t k = 0; k < countof(within); k++)
				check_order(w, within[k], orders[i], down,
				    all(w, within[k], 50).n);
			ticket_gather_most = TICKET_COUNT_MOST;
		}
	refuses(w, "order:-due", "cannot be");
}

/* However few are read at a time. */
static void
customers_of_one_name_are_one_place_of_an_order(void **state)
{
	static const char *const names[] = { "Ana Soto", "Oriana Soto",
		"Oriana Soto", "Oriana Soto", "Oriana Soto", "Oriana Soto",
		"Zoila Paz" };
	struct world *w = *state;
	struct ticket_new in = question(w);

	for (size_t i = 0; i < 2 * countof(names); i++) {
		if (i < countof(names))
			in.customer = customer(w, names[i]);
		make(w, in);
		later(HOURS(1));
	}
	ticket_gather_most = 1;
	for (int64_t size = 1; size < 8; size += 3) {
		check_pages(w, "", "customer", false, 2 * countof(names), size);
		check_pages(w, "", "customer", true, 2 * countof(names), size);
	}
	ticket_gather_most = TICKET_COUNT_MOST;
}

static void
what_fits_is_what_a_person_would_take(void **state)
{
	fill(*state);
	check_all(*state);
}

/* Nobody waits for words that are not filled: it is read without them. */
static void
without_words_the_same_is_found(void **state)
{
	struct world *w = *state;

	fill(w);
	dbtest_do(w->c.db, "DELETE FROM ticket_word");
	assert_int_equal(all(w, "freno", 50).n, 0);
	owe_words(w);
	check_all(w);
}

static struct str
words_now(struct world *w)
{
	return dbtest_ask(w->c.db, &w->c.arena,
	    /* one text of all rows, on either engine */
	    db_engine(w->c.db) == ENGINE_SQLITE
		? "SELECT group_concat(word || ticket) FROM"
		  " (SELECT * FROM ticket_word ORDER BY word, ticket) x"
		: "SELECT string_agg(word || ticket, ',' ORDER BY word, ticket)"
		  " FROM ticket_word");
}

static void
words_of_before_are_filled(void **state)
{
	struct world *w = *state;
	struct str were;

	fill(w);
	were = words_now(w);
	assert_true(were.len > 0);
	dbtest_do(w->c.db, "DELETE FROM ticket_word");
	owe_words(w);
	fine(w, ticket_words_fill(&w->c));
	assert_string_equal(words_now(w).s, were.s);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM cabina WHERE k = "
			     "'" FACT_WORDS "'"),
	    0);
	fine(w, ticket_words_fill(&w->c)); /* nothing is owed */
	assert_string_equal(words_now(w).s, were.s);
}

static void
words_follow_the_subject(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct ticket_edit e = { .subject = STR("Zumbido y O'Higgins 12") };
	struct id id = make(w, in);

	assert_int_equal(all(w, "cuesta", 5).n, 1);
	fine(w, ticket_edit(&w->c, id, &e, 0));
	assert_int_equal(all(w, "cuesta", 5).n, 0);
	assert_int_equal(all(w, "ohigg zumb", 5).n, 1);
	assert_int_equal(all(w, "higgins", 5).n, 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket_word WHERE word = "
			     "'cuesta'"),
	    0);
	owe_words(w);
	assert_int_equal(all(w, "ohigg zumb", 5).n, 1);
}

/* As far as it was typed, and of several the right one. */
static void
a_number_is_found_by_its_beginning(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->c.arena;
	struct row_ticket_get t;

	fill(w);
	t = get(w, all(w, "", 50).v[7].id);
	assert_int_equal(all(w, str_printf(a, "T-%lld", (long long)t.number).s,
			     5)
			     .n,
	    1);
	assert_int_equal(all(w, str_printf(a, "%lld", (long long)t.number).s, 5)
			     .v[0]
			     .number,
	    t.number);
	assert_int_equal(all(w,
			     str_printf(a, "%lld", (long long)t.number / 10).s,
			     50)
			     .n,
	    10);
}

/* A subject is kept composed, and not always typed so. */
static bool
same_text(struct world *w, struct str x, struct str y)
{
	return str_eq(utf8_fold(&w->c.arena, x), utf8_fold(&w->c.arena, y));
}

/* The database sifts by patterns before the text is compared: it must not
 * lose what only folding makes equal. */
static void
text_is_found_whatever_it_is_written_with(void **state)
{
	static const struct {
		const char *subject, *words;
	} each[] = {
		{ "AVERÍA ELÉCTRICA", "averia" },
		{ "El niño pidió la GARANTÍA", "garantia" },
		{ "Año de fabricación", "ANO" },
		{ "Straße 4 cortada", "strasse" },
		{ "Presupuesto \xef\xac\x81nal", "final" },
		{ "Ruido en la direccio\xcc\x81n", "direccion" },
		{ "Modelo \xef\xbc\xb1\xef\xbc\xb7", "qw" },
		{ "Co\xc2\xadpia de llaves", "copia" },
		{ "Pidió 100% de vuelta", "100%" },
		{ "clave_de_radio", "clave_de_r" },
		{ "\xd0\x97\xd0\xb0\xd0\xbf\xd1\x87\xd0\xb0"
		  "\xd1\x81\xd1\x82\xd1\x8c",
		    "\xd0\xb7\xd0\xb0\xd0\xbf\xd1\x87" },
		{ "Cañería! rota", "a!" },
		{ "Uno dos tres", "\"dos tres\"" },
		{ "Ultima palabra", "\"palabra ines\"" },
	};
	struct world *w = *state;
	struct ticket_new in = question(w);

	in.customer = customer(w, "Inés Araya");
	for (size_t i = 0; i < countof(each); i++) {
		in.subject = str_of(each[i].subject);
		make(w, in);
		later(HOURS(1));
	}
	for (size_t i = 0; i < 2 * countof(each); i++) {
		size_t n = i % countof(each);
		struct rows_ticket_rows r;
		bool there = false;

		if (i == countof(each))
			owe_words(w);
		r = all(w, each[n].words, 50);

		for (size_t k = 0; k < r.n; k++)
			there |= same_text(w, r.v[k].subject,
			    str_of(each[n].subject));
		if (!there)
			fail_msg("'%s' is not found by %s", each[n].subject,
			    each[n].words);
		core_rest(&w->c);
	}
	assert_int_equal(all(w, "garantia ines", 50).n, 1);
	assert_int_equal(all(w, "garantia luis", 50).n, 0);
	assert_int_equal(all(w, "zzz", 50).n, 0);
}

static void
nobody_sees_more_than_they_may(void **state)
{
	struct world *w = *state;
	struct rows_ticket_rows r;
	int64_t n;

	fill(w);
	act(w, LUIS, "luis", SCOPE_OWN);
	r = all(w, "", 500);
	assert_int_equal(r.n, MANY / 5);
	for (size_t i = 0; i < r.n; i++)
		assert_true(luis_alone(&r.v[i]));
	fine(w, ticket_count(&w->c, ask(w, "frenos"), &n));
	r = all(w, "frenos", 500);
	assert_int_equal(n, r.n);
	assert_true(n > 0);
	for (size_t i = 0; i < r.n; i++)
		assert_true(luis_alone(&r.v[i]));
	allow(w, MAY_AGENT_READ, SCOPE_ALL);
	assert_int_equal(all(w, "owner:ana", 500).n, 0);
	allow(w, MAY_AGENT_READ, SCOPE_OWN);
	refuses(w, "owner:ana", "there is no 'ana'");
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	refused(w,
	    ticket_ask(&w->c, &w->c.arena, STR_NONE, false,
		&(const struct ticket_asked *){ NULL }),
	    ERR_DENIED, "ticket.read");
}

static void
names_that_are_not_there_are_told(void **state)
{
	struct world *w = *state;

	refuses(w, "mine team:ventos",
	    "letter 6: 'team': there is no "
	    "'ventos'; did you mean 'ventas'?");
	refuses(w, "owner:zzz", "there is no 'zzz' that you may see");
	refuses(w, "owner:luix", "did you mean 'luis' (Luis Peña)?");
	refuses(w, "type:nada", "there is no 'nada'");
	refuses(w, "branch:centor", "did you mean");
	refuses(w, "-due:today", "write < or >");
	refuses(w, "-order:due", "one order");
	refuses(w, "-desk", "cannot be turned round");
	refuses(w, "-whose:any", "cannot be turned round");
}

/* An inbox is of what is owed, until its words name a state. */
static void
an_inbox_is_of_what_is_owed(void **state)
{
	struct world *w = *state;
	const struct ticket_asked *q;
	int64_t n;

	fill(w);
	fine(w, ticket_ask(&w->c, &w->c.arena, STR("desk"), true, &q));
	assert_true((q->order == TICKET_DUE));
	fine(w, ticket_count(&w->c, q, &n));
	assert_int_equal(n, all(w, "desk undone", 500).n);
	fine(w,
	    ticket_ask(&w->c, &w->c.arena, STR("desk state:resolved"), true,
		&q));
	assert_false((q->order == TICKET_DUE));
	fine(w, ticket_count(&w->c, q, &n));
	assert_int_equal(n, all(w, "desk state:resolved", 500).n);
	assert_true(n > 0);
	/* ... and unless they say whoever's, which is all, as a view counts. */
	fine(w, ticket_ask(&w->c, &w->c.arena, STR("whose:any"), true, &q));
	fine(w, ticket_count(&w->c, q, &n));
	assert_int_equal(n, all(w, "", 500).n);
}

/* What is kept out is kept out of that; what names the rest means the rest. */
static void
an_inbox_is_never_widened(void **state)
{
	static const struct {
		const char *typed, *is;
		bool urgent;
	} rows[] = {
		{ "-state:referred", "undone -state:referred", true },
		{ "-waiting due<9d", "undone -waiting due<9d", true },
		{ "-priority:1", "undone -priority:1", true },
		{ "state:resolved,open due<9d", "state:resolved,open due<9d",
		    true },
		{ "-undone", "done", false },
	};
	struct world *w = *state;

	fill(w);
	for (size_t i = 0; i < countof(rows); i++) {
		const struct ticket_asked *q;
		int64_t n;

		fine(w,
		    ticket_ask(&w->c, &w->c.arena, str_of(rows[i].typed), true,
			&q));
		assert_int_equal((q->order == TICKET_DUE), rows[i].urgent);
		fine(w, ticket_count(&w->c, q, &n));
		assert_int_equal(n, all(w, rows[i].is, 500).n);
		assert_int_equal(n,
		    all(w, ticket_asked_whole(&w->c.arena, q).s, 500).n);
	}
}

static void
keep(void *u, struct str candidate)
{
	buf_printf(u, "%s|", candidate.s);
}

static void
values_come_from_the_database(void **state)
{
	struct world *w = *state;
	struct buf b = { 0 };

	fine(w,
	    ticket_complete(&w->c, &w->c.arena, STR("mine team:rep"), keep,
		&b));
	assert_string_equal(buf_view(&b).s, "mine team:Repuestos|");
	buf_reset(&b);
	fine(w, ticket_complete(&w->c, &w->c.arena, STR("owner:lu"), keep, &b));
	assert_string_equal(buf_view(&b).s, "owner:\"Luis Peña\"|");
	buf_reset(&b);
	fine(w, ticket_complete(&w->c, &w->c.arena, STR("-ur x un"), keep, &b));
	assert_string_equal(buf_view(&b).s, "-ur x unassigned|-ur x undone|");
	buf_done(&b);
}

/* By any word of a name, without marks, in either case; what is written has
 * its marks and quotes, and finds them. */
static void
names_are_completed_without_marks(void **state)
{
	static const struct {
		const char *typed, *offered;
	} ends[] = {
		{ "owner:pena", "owner:\"Luis Peña\"|" },
		{ "owner:\"PEÑ", "owner:\"Luis Peña\"|" },
		{ "watched:soto", "watched:\"Ana Soto\"|" },
		{ "team:VEN", "team:Ventas|" },
		{ "type:informacion", "type:Información|" },
		{ "type:INFORMACIÓ", "type:Información|" },
		{ "branch:nor", "branch:Norte|" },
		{ "customer:nunez", "customer:\"José Núñez\"|" },
		{ "customer:JOSÉ", "customer:\"José Núñez\"|" },
		{ "customer:j", "" },
	};
	struct world *w = *state;
	const struct ticket_asked *q;
	struct buf b = { 0 };

	w->c.me.name = STR("Ana Soto");
	customer(w, "José Núñez");
	for (size_t i = 0; i < countof(ends); i++) {
		buf_reset(&b);
		fine(w,
		    ticket_complete(&w->c, &w->c.arena, str_of(ends[i].typed),
			keep, &b));
		buf_c(&b, '\0');
		assert_string_equal(b.s, ends[i].offered);
		if (b.s[0] == '\0')
			continue;
		*strchr(b.s, '|') = '\0';
		fine(w, ticket_ask(&w->c, &w->c.arena, str_of(b.s), false, &q));
	}
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_fits_is_what_a_person_would_take),
		TEST(every_order_goes_over_the_whole_list),
		TEST(customers_of_one_name_are_one_place_of_an_order),
		TEST(without_words_the_same_is_found),
		TEST(words_of_before_are_filled),
		TEST(words_follow_the_subject),
		TEST(a_number_is_found_by_its_beginning),
		TEST(text_is_found_whatever_it_is_written_with),
		TEST(nobody_sees_more_than_they_may),
		TEST(names_that_are_not_there_are_told),
		TEST(an_inbox_is_of_what_is_owed),
		TEST(an_inbox_is_never_widened),
		TEST(values_come_from_the_database),
		TEST(names_are_completed_without_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
