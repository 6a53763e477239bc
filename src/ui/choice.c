/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choice.c - which choices fit what is typed, and the keys among them.
 */
#include "ui/choice.h"

#include <ctype.h>
#include <strings.h>

#include "base/utf8.h"

enum { USUAL = 5 }; /* choices shown below their field */

static bool
begins_word(const char *text, const char *at)
{
	return at == text ||
	    ((signed char)at[-1] > 0 && !isalnum((unsigned char)at[-1]));
}

/* Every typed word begins a word of the text. Both are folded. */
static bool
has_words(struct arena *a, struct str text, struct str typed)
{
	struct str word;

	while (str_next(a, &typed, ' ', &word)) {
		const char *at = strstr(text.s, word.s);

		while (at != NULL && !begins_word(text.s, at))
			at = strstr(at + 1, word.s);
		if (at == NULL)
			return false;
	}
	return true;
}

/* 0 when it is the code, 1 its beginning, 2 not. */
static unsigned char
rank_code(struct str code, struct str typed)
{
	if (typed.len == 0 || code.s == NULL || typed.len > code.len ||
	    strncasecmp(code.s, typed.s, typed.len) != 0)
		return 2;
	return typed.len < code.len;
}

/* How well a choice fits: 0 code, 1 beginning of the code, 2 words, 3 not. */
static unsigned char
rank(struct arena *a, const struct choice *c, struct str typed)
{
	unsigned char code = rank_code(c->code, typed);
	unsigned char key = rank_code(c->key, typed);

	if (key < code)
		code = key;
	if (code < 2)
		return code;
	return has_words(a, c->fold.len > 0 ? c->fold : utf8_fold(a, c->text),
		   typed)
	    ? 2
	    : 3;
}

/* The choices that fit from the n-th on, best first; how many. Beside the one
 * that is chosen all fit: its text was not typed. */
size_t
choice_fits(const struct field *d, size_t n, const struct choice *out[],
    size_t max)
{
	struct arena a = { 0 };
	struct str typed = d->value.len > 0
	    ? STR_NONE
	    : utf8_fold(&a, utf8_trim(&a, edit_text(&d->edit)));
	unsigned char *ranks = arena_take(&a, d->nchoices + 1);
	size_t found = 0;

	for (size_t i = 0; i < d->nchoices; i++)
		ranks[i] = rank(&a, &d->choices[i], typed);
	for (int r = 0; r < 3; r++)
		for (size_t i = 0; i < d->nchoices && found < max; i++) {
			if (ranks[i] != r)
				continue;
			if (n > 0)
				n--;
			else
				out[found++] = &d->choices[i];
		}
	arena_done(&a);
	return found;
}

size_t
choice_shown(const struct field *d, size_t *from,
    const struct choice *out[CHOICE_PAGE])
{
	size_t page = d->def->rows > 0 ? (size_t)d->def->rows : USUAL;

	page = page < CHOICE_PAGE ? page : CHOICE_PAGE;
	*from = d->picked / page * page;
	return choice_fits(d, *from, out, page);
}

const struct choice *
choice_nth(const struct field *d, size_t n)
{
	const struct choice *c = NULL;

	choice_fits(d, n, &c, 1);
	return c;
}

void
choice_forget(struct field *d)
{
	if (d->value.len > 0)
		free((void *)(uintptr_t)d->value.s); /* ours: strndup */
	d->value = STR_NONE;
}

void
choice_take(struct field *d, const struct choice *c)
{
	struct str value = STR_NONE;

	d->picked = 0;
	d->moved = false;
	if (c != NULL) { /* c may be made of the old value */
		value = (struct str){ strndup(c->code.s, c->code.len),
			c->code.len };
		if (value.s == NULL)
			die("out of memory");
		edit_set(&d->edit, c->text);
		d->edit.at = 0; /* it is read from its beginning */
	}
	choice_forget(d);
	d->value = value;
}

/* Nothing chosen, nothing typed. */
void
choice_clear(struct field *d)
{
	choice_take(d, NULL);
	edit_set(&d->edit, STR_NONE);
}

const struct choice *
choice_with_code(const struct field *d, struct str code)
{
	for (size_t i = 0; i < d->nchoices; i++)
		if (str_eq(d->choices[i].code, code))
			return &d->choices[i];
	return NULL;
}

/* A digit on an empty field picks what is shown with it. */
static bool
by_number(struct field *d, uint32_t code)
{
	const struct choice *list[CHOICE_PAGE];
	size_t from, n;

	if (edit_text(&d->edit).len > 0 || code < '1' || code > '9')
		return false;
	n = choice_shown(d, &from, list);
	for (size_t i = 0; i < n; i++)
		if (list[i]->number == (int)(code - '0')) {
			choice_take(d, list[i]);
			return true;
		}
	return false;
}

/* Is one of the choices marked, so that Enter takes it? */
bool
choice_is_open(const struct field *d)
{
	return d->value.len == 0 && (d->moved || edit_text(&d->edit).len > 0);
}

/* Down and Up among the choices; false when they lead out of the field. */
bool
choice_pick(struct field *d, uint32_t code)
{
	bool open = choice_is_open(d);
	size_t to = open ? d->picked + 1 : 0;

	if (d->value.len > 0)
		return false;
	if (code == KEY_UP) {
		if (!open || d->picked == 0)
			return false;
		d->picked--;
		return true;
	}
	if (choice_nth(d, to) == NULL)
		return open && choice_nth(d, 0) != NULL;
	d->picked = to;
	d->moved = true;
	return true;
}

/* A chosen thing is changed as a whole: typing begins anew. */
bool
choice_key(struct field *d, const struct key *k, int width)
{
	unsigned was;

	if (d->value.len > 0) {
		if (k->code == KEY_PASTE && k->text.len > d->edit.max) {
			edit_insert(&d->edit,
			    k->text); /* tells that it is full */
			return true;
		}
		if (k->code == KEY_LEFT || k->code == KEY_RIGHT ||
		    k->code == KEY_HOME || k->code == KEY_END)
			return true;
		if (k->code == KEY_BACKSPACE || k->code == KEY_DEL ||
		    k->code == KEY_PASTE || k->code == KEY_CTRL('U') ||
		    k->code == KEY_CTRL('W') || k->code == KEY_CTRL('K') ||
		    k->code == KEY_CTRL('Y') || k->code == KEY_CTRL('_') ||
		    (k->code >= ' ' && k->code < KEY_NONE))
			choice_clear(d);
	}
	if (by_number(d, k->code))
		return true;
	was = d->edit.changes;
	if (!edit_key(&d->edit, k, width))
		return false;
	if (d->edit.changes != was) {
		d->picked = 0;
		d->moved = false;
	}
	return true;
}
