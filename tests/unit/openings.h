/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * openings.h - what each screen could be opened with in walktest.h's centre:
 * nothing, each kind of thing, and the words of those screens that take some.
 */
#ifndef TESTS_UNIT_OPENINGS_H
#define TESTS_UNIT_OPENINGS_H

#include "papertest.h"

#define ANY(table) "SELECT id FROM " table " ORDER BY id LIMIT 1"

/* Things of tito's, then of nora's; each answers with one id. */
static const struct {
	const char *what, *sql;
	bool hers;
} things[] = {
	{ "her ticket", "SELECT id FROM ticket WHERE subject = 'Precio'",
	    true },
	{ "her customer", "SELECT id FROM customer WHERE name = 'Ana Rojas'",
	    true },
	{ "her contact",
	    "SELECT i.id FROM interaction i JOIN agent a ON a.id = i.owner"
	    " WHERE a.login = 'nora'",
	    true },
	{ "the lent ticket",
	    "SELECT id FROM ticket WHERE subject = '" MARK " no parte'",
	    false },
	{ "the complaint",
	    "SELECT id FROM ticket WHERE subject = 'Queja " MARK "'", false },
	{ "the customer",
	    "SELECT id FROM customer WHERE name = '" MARK " Pérez'", false },
	{ "the contact", ANY("interaction"), false },
	{ "the approval", ANY("approval"), false },
	{ "the bulletin", ANY("bulletin"), false },
	{ "the notice",
	    "SELECT id FROM notice WHERE text = '" MARK " al taller'", false },
	{ "the callback", ANY("callback"), false },
	{ "the appointment", ANY("appointment"), false },
	{ "tito", "SELECT id FROM agent WHERE login = 'tito'", false },
};
enum { LENT = 3, COMPLAINT };

struct opening {
	const char *what; /* for the complaint */
	struct screen_arg arg;
	bool hands;
};

struct openings {
	struct opening v[countof(things) + 8];
	size_t n;
};

static void
open_with(struct openings *o, const char *what, struct id id, struct str text,
    bool hands)
{
	assert_true(o->n < countof(o->v));
	o->v[o->n++] = (struct opening){ .what = what,
		.arg = { .id = id,
		    .text = text,
		    .columns = COLUMNS,
		    .rows = ROWS_DOWN },
		.hands = hands };
}

/* The words of those screens that are asked with some, on any screen. */
static void
words_for(struct world *w, struct openings *o, struct id lent, struct id mad)
{
	struct arena *a = &w->arena;

	open_with(o, "nothing", ID_NONE, STR_NONE, true);
	open_with(o, "what she looks for", ID_NONE, STR(PART), true);
	open_with(o, "a bulk change", ID_NONE,
	    str_printf(a, "%s %s\npriority:1", lent.s, mad.s), true);
	open_with(o, "the team behind a number", ID_NONE,
	    STR("team=taller\ntaller"), true);
	open_with(o, "the legs behind a number", ID_NONE, STR("0 waits \n"),
	    true);
	open_with(o, "one's own and another's", ID_NONE,
	    str_printf(a,
		"{\"entity\":\"ticket\",\"id\":\"%s\",\"version\":1,\"fields\":"
		"[[\"subject\",\"x\"]],\"command\":\"ticket edit\"}",
		lent.s),
	    true);
}

static void
all_openings(struct world *w, struct openings *o)
{
	struct id id[countof(things)];

	o->n = 0;
	for (size_t i = 0; i < countof(things); i++)
		if (!id_parse(dbtest_ask(w->db, &w->arena, things[i].sql),
			&id[i]))
			fail_msg("no id of %s", things[i].what);
	for (size_t i = 0; i < countof(things); i++)
		open_with(o, things[i].what, id[i], STR_NONE, things[i].hers);
	words_for(w, o, id[LENT], id[COMPLAINT]);
}

#endif
