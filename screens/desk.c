/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.c - notes being written, by contact.
 */
#include "screens/desk.h"

#include "base/json.h"
#include "screens/sheet.h"

#define NOTE_MAX 20000

static struct note {
	struct id contact;
	struct edit edit;
	struct note *next;
} * notes;

struct edit *
desk_note(struct id contact)
{
	struct note *n = notes;

	while (n != NULL && !id_eq(n->contact, contact))
		n = n->next;
	if (n != NULL)
		return &n->edit;
	n = calloc(1, sizeof(*n));
	if (n == NULL)
		die("out of memory");
	n->contact = contact;
	n->edit.max = NOTE_MAX;
	n->edit.over = true;
	n->edit.lines = true;
	n->next = notes;
	notes = n;
	return &n->edit;
}

void
desk_each(void (*fn)(void *, struct id, const struct edit *), void *u)
{
	for (const struct note *n = notes; n != NULL; n = n->next)
		if (edit_text(&n->edit).len > 0)
			fn(u, n->contact, &n->edit);
}

void
desk_draft(const struct edit *e, struct buf *out)
{
	struct json *o = json_object_new();

	box_draft(o, "note", e);
	json_print(o, out, false);
	json_free(o);
}

void
desk_undraft(struct id contact, struct str draft)
{
	struct edit *e = desk_note(contact);
	struct json *o;

	if (edit_text(e).len > 0 || json_parse(draft, &o, NULL) != OK)
		return;
	(void)box_undraft(o, "note", e);
	json_free(o);
}

void
desk_forget(struct id contact)
{
	for (struct note **at = &notes; *at != NULL; at = &(*at)->next) {
		struct note *n = *at;

		if (!id_eq(n->contact, contact))
			continue;
		*at = n->next;
		edit_done(&n->edit);
		free(n);
		return;
	}
}

enum err
desk_may(struct core *c, const struct screen_arg *arg)
{
	return interaction_may(c, arg->id);
}

enum screen_key
desk_word(const struct row_interaction_get *i, struct str words,
    struct buf *say)
{
	if (!str_is(words, "open newticket") || !id_none(i->customer))
		return SCREEN_IGNORED;
	if (str_is(i->state, "closed"))
		return screen_tell(say, _("This contact is closed."));
	buf_printf(say, "open who %s", i->id.s);
	return SCREEN_SAY;
}
