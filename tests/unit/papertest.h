/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * papertest.h - screens loaded and drawn in walktest.h's centre; what is drawn
 * is caught on its way to the terminal (term_put and term_run are wrapped by
 * the linker).
 */
#ifndef TESTS_UNIT_PAPERTEST_H
#define TESTS_UNIT_PAPERTEST_H

#include "walktest.h"

#include "screens/screen.h"

enum { ROWS_DOWN = 60, COLUMNS = 200 };

/* ---- what reaches the terminal ------------------------------------------------ */

static struct {
	struct buf text;
	int row, end; /* where the last of it stands, and stops */
} paper;

static void
on_paper(int row, int column, const char *s, size_t len, int width)
{
	if (row != paper.row || column != paper.end)
		buf_c(&paper.text, '\n');
	buf_add(&paper.text, s, len);
	paper.row = row;
	paper.end = column + width;
}

void __wrap_term_put(int, int, const struct cell *, enum look);
void __wrap_term_run(int, int, const char *, int, enum look);

void
__wrap_term_put(int row, int column, const struct cell *c, enum look look)
{
	(void)look;
	on_paper(row, column, c->s, c->len, c->width);
}

void
__wrap_term_run(int row, int column, const char *plain, int n, enum look look)
{
	(void)look;
	if (plain != NULL)
		on_paper(row, column, plain, (size_t)n, n);
}

/* ---- one screen -------------------------------------------------------------- */

struct open {
	struct screen s;
	struct screen_arg arg; /* it was opened with */
	struct arena arena;
	struct fault fault;
	struct me me;
};

/* What stands beside what the cursor is on. */
static void
load_further(struct world *w, struct open *o)
{
	const struct screen_further *how = o->s.def->further;
	struct arena own = { 0 };
	struct screen_arg arg = o->s.arg;

	for (int i = 0; how != NULL && o->s.model != NULL && i < 3; i++) {
		struct arena a = { 0 };
		void *part = NULL;

		if (!how->more(&o->s, &own, &arg.text))
			break;
		if (how->load(&w->c, &arg, &a, &part) == OK)
			how->add(&o->s, part, &a);
		arena_done(&a);
		core_rest(&w->c);
	}
	arena_done(&own);
}

static void
load(struct world *w, struct open *o)
{
	struct arena next = { 0 };
	void *model = NULL;
	enum err rc;

	if (o->s.def->load == NULL)
		return;
	rc = o->s.def->load(&w->c, &o->s.arg, &next, &model);
	o->s.fault = NULL;
	if (rc == OK) {
		arena_done(&o->arena);
		o->arena = next;
		o->s.model = model;
		if (o->s.def->loaded != NULL)
			o->s.def->loaded(&o->s);
	} else {
		arena_done(&next);
		o->fault = w->c.fault;
		o->s.fault = &o->fault;
	}
	core_rest(&w->c);
	load_further(w, o);
}

static void
draw(struct open *o)
{
	struct pane body = { 1, 0, ROWS_DOWN, COLUMNS };

	o->s.scene.now = clock_now(&dbtest_clock);
	o->s.scene.me = &o->me;
	o->s.scene.focus = true;
	o->s.def->draw(&o->s, &body);
	if (o->s.def->label != NULL && o->s.model != NULL) {
		struct str label = o->s.def->label(&o->s);

		on_paper(-1, 0, label.s, label.len, 0);
	}
	if (o->s.def->heading != NULL) {
		const char *head = o->s.def->heading(&o->s);

		if (head != NULL)
			on_paper(-1, 0, head, strlen(head), 0);
	}
}

static bool
ready(const struct open *o)
{
	return o->s.model != NULL || o->s.def->load == NULL;
}

#endif
