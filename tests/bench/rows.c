/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows.c - a list of 100,000 rows, drawn and moved by the program's own
 * widgets: what a key costs in the longest list. j and k move, a blank pages,
 * q ends.
 */
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "ui/key.h"
#include "ui/list.h"
#include "ui/term.h"

#define ROW_COUNT 100000

struct person {
	struct id id;
	char number[12], name[40], subject[64], team[24];
};

static struct person people[ROW_COUNT];

static void
draw_number(const struct pane *p, int row, int column, int width,
    enum look look, const void *item, msec now)
{
	const struct person *x = item;

	(void)now;
	pane_field(p, row, column, width, look, str_of(x->number));
}

static void
draw_name(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	const struct person *x = item;

	(void)now;
	pane_field(p, row, column, width, look, str_of(x->name));
}

static void
draw_subject(const struct pane *p, int row, int column, int width,
    enum look look, const void *item, msec now)
{
	const struct person *x = item;

	(void)now;
	pane_field(p, row, column, width, look, str_of(x->subject));
}

static void
draw_team(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	const struct person *x = item;

	(void)now;
	pane_field(p, row, column, width, look, str_of(x->team));
}

static const struct column columns[] = {
	{ "", 10, 0, draw_number },
	{ "", 30, 0, draw_name },
	{ "", 0, 0, draw_subject },
	{ "", 20, 0, draw_team },
	{ 0 },
};

static void
fill(void)
{
	for (int i = 0; i < ROW_COUNT; i++) {
		struct person *x = &people[i];

		snprintf(x->id.s, sizeof(x->id.s),
		    "018f0000-0000-7000-8000-%012d", i);
		snprintf(x->number, sizeof(x->number), "T-%d", 1000 + i);
		snprintf(x->name, sizeof(x->name), "Muñoz Rojas, Inés %d",
		    i * 7919 % 9973);
		snprintf(x->subject, sizeof(x->subject),
		    "Ruido al frenar, visita %d", i * 31 % 997);
		snprintf(x->team, sizeof(x->team), "Serv. Técnico %d", i % 17);
	}
}

static void
draw(struct list *l, struct rows rows)
{
	struct pane p = { 0 };

	term_size(&p.rows, &p.columns);
	term_erase();
	list_draw(l, &p, columns, rows, true, 0);
	term_flush();
}

static bool
press(struct list *l, struct rows rows, const struct key *k, int height)
{
	if (k->code == 'q')
		return false;
	if (k->code == 'j' || k->code == 'k')
		list_move(l, rows, k->code == 'j' ? 1 : -1);
	else if (k->code == ' ')
		list_move(l, rows, height);
	return true;
}

int
main(void)
{
	struct term_options o = {
		.theme = THEME_DARK, .symbols = -1, .colour = true
	};
	struct rows rows = ROWS(people, ROW_COUNT);
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	struct fault f = { .code = OK };
	struct keys keys = { 0 };
	struct list l = { 0 };
	bool on = true;
	char buf[256];
	long n;

	setlocale(LC_ALL, "");
	if (term_open(&o, &f) != OK) {
		fprintf(stderr, "rows: %s\n", f.text);
		return 1;
	}
	fill();
	while (on) {
		struct key k;
		msec wait;
		int r, c;

		term_size(&r, &c);
		list_settle(&l, rows, r);
		draw(&l, rows);
		if (poll(&in, 1, -1) < 0 ||
		    (n = term_read(buf, sizeof(buf))) < 0)
			break;
		keys_feed(&keys, buf, (size_t)n, clock_mono());
		while (on && keys_next(&keys, clock_mono(), &k, &wait))
			on = press(&l, rows, &k, r);
	}
	list_done(&l);
	term_close();
	return 0;
}
