/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup_kind.c - the kinds of setup there are, and the calendar's own.
 */
#include "core/approval.h"
#include "core/calendar_def.h"
#include "core/moves.h"
#include "core/setup.h"
#include "core/slot.h"
#include "core/template.h"

/* ---- calendars ------------------------------------------------------------
 */

static enum err
calendars_check(struct arena *a, struct str text, const char *of,
    struct fault *f)
{
	struct calendars all = { 0 };
	enum err rc = calendar_sections(a, text, of, &all, f);

	for (size_t i = 0; rc == OK && i < all.n; i++)
		calendar_free(all.v[i]);
	return rc;
}

static bool
has_ics(const struct setup_items *all, struct str file)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == &setup_ics &&
		    str_eq(all->v[i].name, file))
			return true;
	return false;
}

/* The holiday file it names is in the folder, or came earlier. */
static enum err
calendar_check(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct fault *f)
{
	struct calendar *cal;
	struct setup_items stored = { 0 };
	struct str file;
	enum err rc;

	rc = calendar_text(is->text, is->file.s, NULL, STR_NONE, &cal, f);
	if (rc != OK)
		return rc;
	file = str_copy(&c->scratch, cal->versions.v[0].holidays);
	calendar_free(cal);
	if (file.len == 0 || has_ics(all, file))
		return OK;
	if ((rc = setup_stored(c, &c->scratch, &setup_ics, file, &stored)) !=
		OK ||
	    stored.n > 0)
		return rc;
	return fail(f, ERR_INVALID,
	    _("%s:%d: there is no holiday file '%s': put it into the folder, "
	      "or take the line out"),
	    is->file.s, is->line, file.s);
}

static enum err
calendar_from(struct str text, msec *from, struct fault *f)
{
	struct calendar *cal;
	enum err rc = calendar_text(text, "setup", NULL, STR_NONE, &cal, f);

	if (rc == OK) {
		*from = calendar_begins(cal);
		calendar_free(cal);
	}
	return rc;
}

static const struct setup_kind calendar = { .name = "calendar",
	.check_file = calendars_check,
	.check_item = calendar_check,
	.from = calendar_from };

/* ---- all of them ----------------------------------------------------------
 */

static enum err
ics_from(struct str text, msec *from, struct fault *f)
{
	(void)text, (void)f;
	*from = INT64_MIN;
	return OK;
}

const struct setup_kind setup_ics = { .name = "holidays", .from = ics_from };

const struct setup_kind *const setup_kinds[] = { &calendar, &setup_policy,
	&setup_typification, &setup_approval, &setup_service, &setup_slots,
	&setup_template, &setup_moves };
const size_t nsetup_kinds = countof(setup_kinds);

const struct setup_kind *
setup_kind_find(struct str name)
{
	for (size_t i = 0; i < nsetup_kinds; i++)
		if (str_is(name, setup_kinds[i]->name))
			return setup_kinds[i];
	return str_is(name, setup_ics.name) ? &setup_ics : NULL;
}
