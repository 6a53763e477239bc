/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet.h - a screen that is a form: it says words when it is sent.
 *
 * The state of such a screen begins with a struct sheet. F10 checks every
 * field and says the words; with a mistake it moves to the field and says
 * nothing. What is typed is given to the journal and taken back with its edit
 * points, secrets apart.
 */
#ifndef SCREENS_SHEET_H
#define SCREENS_SHEET_H

#include "screens/screen.h"

struct sheet {
	struct form form;
	bool begun;
	bool wrong;   /* sent with a mistake: the foot says so until a key */
	int64_t base; /* the version that was read into it, or 0; it comes back
		       * with the draft */
};

/* ` name="value"`; nothing for an empty value. */
void say_arg(struct buf *say, const char *name, struct str value);
/* ` name="value"` of every field that has something, in their order. */
void say_fields(struct buf *say, const struct form *);

/* The form, made at first from `defs`, which end with a zero row. */
struct form *sheet_form(struct screen *, const struct field_def *defs);
/* The text of a field of a form that was made. */
struct str sheet_get(const struct screen *, const char *name);
/* A key; when the form is sent, `words` says what is to be done. */
enum screen_key sheet_key(struct screen *, const struct key *, struct buf *say,
    void (*words)(struct screen *, struct buf *));
/* The form from `row` on, over at most 100 columns; its last row but one is
 * kept for what is wrong. Returns the row after the fields. */
int sheet_draw(struct screen *, const struct pane *, int row);

/* For struct screen_def. */
bool sheet_typing(const struct screen *);
struct edit *sheet_edit(struct screen *);
void sheet_draft(const struct screen *, struct buf *);
void sheet_undraft(struct screen *, struct str);
void sheet_done(struct screen *);

#endif
