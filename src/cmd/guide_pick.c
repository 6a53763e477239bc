/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guide_pick.c - which guide of the demo's centre a contact of the past went
 * along, in the version of its day.
 */
#include "cmd/guide_pick.h"

#include "core/script.h"
#include "script/shelf.h"

static bool
below(struct str code, struct str branch)
{
	return str_starts(code, branch) &&
	    (code.len == branch.len || code.s[branch.len] == '-');
}

static bool
holds(const struct row_demo_guided *c, const struct script_for *f)
{
	return str_is(f->name, "typification")
	    ? below(c->typification, f->value)
	    : str_is(f->name, "queue")
	    ? str_eq(c->queue, f->value)
	    : str_is(f->name, "segment") && str_eq(c->segment, f->value);
}

/* For whom a guide is, as far as the past knows: all words of one of its `for`
 * lines hold. */
static bool
is_for(const struct row_demo_guided *c, const struct script_part *p)
{
	bool all = false;

	for (size_t i = 0; i < p->fors.n; i++) {
		const struct script_for *f = &p->fors.v[i];

		if (i > 0 && f->group != f[-1].group && all)
			return true;
		all = holds(c, f) && (all || i == 0 || f->group != f[-1].group);
	}
	return all;
}

const char *
guide_campaign(const struct script_part *p)
{
	for (size_t i = 0; i < p->fors.n; i++)
		if (str_is(p->fors.v[i].name, "campaign"))
			return p->fors.v[i].value.s;
	return NULL;
}

/* Calls that come in begin with a greeting, and go on with their matter; each
 * of ours belongs to a campaign, half of them to the survey. */
static bool
suits(const struct row_demo_guided *c, const struct script *s, int64_t turn)
{
	const struct script_part *p = &s->parts[0];

	if (str_is(c->direction, "out"))
		return guide_campaign(p) != NULL &&
		    (turn % 2 != 0) == str_is(p->name, "encuesta");
	if (str_is(p->name, "saludo"))
		return turn % 3 == 0;
	return turn % 3 != 0 && guide_campaign(p) == NULL && is_for(c, p);
}

static enum err
read_version(struct cmd_ctx *cx, const struct row_script_list *v,
    const struct script **s)
{
	struct row_script_text text;
	struct core *c = cx->core;
	enum err rc;

	if ((*s = script_shelf_get(v->id.s)) != NULL)
		return OK;
	rc = script_bundle_of(c, cx->arena, v->id, &text);
	return rc == OK ? script_shelf_put(v->id.s, text.bundle, s, &c->fault)
			: rc;
}

enum err
guide_pick(struct cmd_ctx *cx, const struct rows_script_list *all,
    const struct row_demo_guided *c, int64_t turn, struct dice *dice,
    struct guide_picked *out)
{
	const struct script *s;
	int64_t fit = 0;
	enum err rc = OK;

	*out = (struct guide_picked){ 0 };
	for (size_t i = 0; i < all->n; i++) {
		const struct row_script_list *v = &all->v[i];

		if (v->at > c->from_at ||
		    (out->version != NULL &&
			str_eq(v->name, out->version->name)))
			continue;
		if ((rc = read_version(cx, v, &s)) != OK)
			return rc;
		if (suits(c, s, turn) && dice_below(dice, ++fit) == 0)
			*out = (struct guide_picked){ v, s };
	}
	return rc;
}
