/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * question.c - asking what nobody could foresee.
 */
#include "app/app.h"

#include "ui/cell.h"

static void
put_text(char *to, size_t size, const char *text)
{
	struct str s = str_of(text);

	if (s.len >= size) {
		s.len = size - 1;
		while (s.len > 0 && ((unsigned char)s.s[s.len] & 0xc0) == 0x80)
			s.len--;
	}
	memcpy(to, s.s, s.len);
	to[s.len] = '\0';
}

static void
forget(struct question *q)
{
	free((void *)(uintptr_t)q->about.s); /* ours: strndup */
	q->about = STR_NONE;
}

void
question_ask(struct app *app, const char *text, const char *const *choices,
    void (*answer)(struct app *, int choice, struct str about),
    struct str about)
{
	struct questions *all = &app->questions;
	struct question *q = &all->v[all->n];

	if (all->n == QUESTIONS) {
		answer(app, 0, about);
		return;
	}
	*q = (struct question){ .answer = answer };
	put_text(q->text, sizeof(q->text), text);
	while (q->n < QUESTION_CHOICES && choices[q->n] != NULL) {
		put_text(q->choices[q->n], sizeof(q->choices[0]),
		    choices[q->n]);
		q->n++;
	}
	q->about = (struct str){ strndup(about.s, about.len), about.len };
	if (q->about.s == NULL)
		die("out of memory");
	all->n++;
	app->draw = true;
}

bool
question_open(const struct app *app)
{
	return app->questions.n > 0;
}

static struct question
take_out(struct app *app, size_t i)
{
	struct questions *all = &app->questions;
	struct question q = all->v[i];

	all->n--;
	memmove(all->v + i, all->v + i + 1, (all->n - i) * sizeof(q));
	app->draw = true;
	return q;
}

bool
question_end(struct app *app,
    void (*answer)(struct app *, int choice, struct str about))
{
	for (size_t i = 0; i < app->questions.n; i++)
		if (app->questions.v[i].answer == answer) {
			struct question q = take_out(app, i);

			forget(&q);
			return true;
		}
	return false;
}

static void
answered(struct app *app, int choice)
{
	struct question q = take_out(app, 0);

	app->fresh = false;
	q.answer(app, choice, q.about);
	forget(&q);
}

bool
question_key(struct app *app, const struct key *k)
{
	const struct question *q = &app->questions.v[0];

	if (q->drawn == 0 || clock_mono() - q->drawn < QUESTION_READ)
		return false;
	if (k->code == KEY_ESC) {
		answered(app, 0);
		return true;
	}
	if (k->code < '1' || k->code >= '1' + q->n)
		return false;
	answered(app, (int)(k->code - '0'));
	return true;
}

static int
width(const struct question *q)
{
	int n = 0;

	for (size_t i = 0; i < q->n; i++)
		n += 4 + cell_columns(str_of(q->choices[i]));
	return n;
}

int
question_draw(struct app *app, const struct pane *p, int row)
{
	struct question *q = &app->questions.v[0];
	int at = 1, text = cell_columns(str_of(q->text));
	int rows = 1 + text + 2 + width(q) > p->columns ? 2 : 1;

	if (rows == 2)
		pane_fill(p, row - 1, 0, p->columns, LOOK_TEXT);
	pane_cursor(p, row - rows + 1, at);
	pane_field(p, row - rows + 1, at,
	    text < p->columns - 2 ? text : p->columns - 2, LOOK_HEAD,
	    str_of(q->text));
	at = rows == 2 ? 1 : at + text + 2;
	for (size_t i = 0; i < q->n && at < p->columns; i++) {
		at += pane_printf(p, row, at, LOOK_KEY, "%zu", i + 1) + 1;
		at += pane_z(p, row, at, LOOK_KEYS, q->choices[i]) + 2;
	}
	if (q->drawn == 0)
		q->drawn = clock_mono();
	return rows;
}

void
question_done(struct app *app)
{
	while (app->questions.n > 0)
		forget(&app->questions.v[--app->questions.n]);
}

/* ---- asked by a screen --------------------------------------------------- */

/* The words of the nth choice, from 1; they stand behind its name. */
static struct str
words_of(struct arena *a, struct str all, int nth)
{
	struct str one = STR_NONE;

	for (int i = 0; i < nth; i++) {
		str_next(a, &all, SAY_CHOICE, &one);
		if (!str_next(a, &all, SAY_CHOICE, &one))
			one = STR_NONE;
	}
	return one;
}

static void
chosen(struct app *app, int choice, struct str about)
{
	struct arena a = { 0 };
	struct str words = choice > 0 ? words_of(&a, about, choice) : STR_NONE;

	if (choice == 0)
		app_drop(app);
	if (words.len > 0)
		app_lines(app, words);
	arena_done(&a);
	app_play(app);
}

void
app_choose(struct app *app, struct str arg)
{
	const char *choices[QUESTION_CHOICES + 1] = { NULL };
	struct str rest = arg, text = STR_NONE, all, name, words;
	struct arena a = { 0 };

	str_next(&a, &rest, SAY_CHOICE, &text);
	all = rest;
	for (size_t i = 0;
	     i < QUESTION_CHOICES && str_next(&a, &rest, SAY_CHOICE, &name);
	     i++) {
		choices[i] = name.s;
		(void)str_next(&a, &rest, SAY_CHOICE, &words);
	}
	question_ask(app, text.s, choices, chosen, all);
	arena_done(&a);
}
