/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template_setup.c - templates as a kind of setup: each against the others of
 * the folder, those stored, the teams and the tree.
 */
#include "core/template_own.h"

#include "base/conf.h"
#include "core/team.h"
#include "core/typification.h"

static enum err
check_file(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct templates all = { 0 };

	return template_read_all(a, text, of, &all, f);
}

static enum err
from(struct str text, msec *at, struct fault *f)
{
	(void)text, (void)f;
	*at = INT64_MIN;
	return OK;
}

/* Those of the folder and, where it does not speak of them, those stored. */
static enum err
known(struct core *c, const struct setup_items *folder, struct templates *out)
{
	struct templates stored = { 0 };
	struct arena *a = &c->scratch;
	enum err rc = OK;

	for (size_t i = 0; rc == OK && folder != NULL && i < folder->n; i++)
		if (folder->v[i].kind == &setup_template)
			rc = template_parse(a, folder->v[i].text,
			    folder->v[i].file.s, vec_push(a, out), &c->fault);
	if (rc == OK)
		rc = template_stored(c, a, &stored);
	for (size_t i = 0; rc == OK && i < stored.n; i++)
		if (template_named(out, stored.v[i].name) == NULL)
			*vec_push(a, out) = stored.v[i];
	return rc;
}

/* Does one lead back to itself, or further than it may? NULL or the name of
 * what is not there. */
static enum err
check_others(struct core *c, struct conf_at at, const struct templates *all,
    const struct template *t, int deep)
{
	const struct template *other;
	struct template_piece p;
	struct fault *f = &c->fault;
	enum err rc = OK;

	if (deep > TEMPLATE_DEEP)
		return conf_refuse(at, f,
		    _("template '%s' leads through more than %d others, or "
		      "back to itself"),
		    t->name.s, TEMPLATE_DEEP);
	for (size_t i = 0; i < t->texts.n; i++) {
		struct str rest = t->texts.v[i].value;

		while (rc == OK && template_next(&c->scratch, &rest, &p)) {
			if (p.kind != PIECE_OTHER)
				continue;
			other = template_named(all, p.name);
			rc = other != NULL
			    ? check_others(c, at, all, other, deep + 1)
			    : conf_refuse(at, f,
				  _("there is no template '%s' to put in"),
				  p.name.s);
		}
	}
	return rc;
}

static enum err
check_code(struct core *c, struct conf_at at, const struct templates *all,
    const struct template *t)
{
	for (size_t i = 0; t->code.len > 0 && i < all->n; i++)
		if (str_eq(all->v[i].code, t->code) && !all->v[i].retired &&
		    !t->retired && !str_eq(all->v[i].name, t->name))
			return conf_refuse(at, &c->fault,
			    _("the code '%s' is that of template '%s' "
			      "already"),
			    t->code.s, all->v[i].name.s);
	return OK;
}

static enum err
check_whose(struct core *c, struct conf_at at, const struct template *t)
{
	struct row_typification_get row;
	struct fault why;
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < t->teams.n; i++)
		rc = team_check(c, t->teams.v[i]);
	for (size_t i = 0; rc == OK && i < t->about.n; i++)
		rc = typification_get(c, &c->scratch, t->about.v[i], &row);
	if (rc != ERR_INVALID && rc != ERR_NOT_FOUND)
		return rc;
	why = c->fault;
	return conf_refuse(at, &c->fault, "%s", why.text);
}

static bool
in_folder(const struct setup_items *folder, struct str code)
{
	for (size_t i = 0; folder != NULL && i < folder->n; i++)
		if (folder->v[i].kind == &setup_typification &&
		    str_eq(folder->v[i].name, code))
			return true;
	return false;
}

/* A node that comes with the same folder is none to look for in the table. */
static void
leave_out_new(struct template *t, const struct setup_items *folder)
{
	size_t n = 0;

	for (size_t i = 0; i < t->about.n; i++)
		if (!in_folder(folder, t->about.v[i]))
			t->about.v[n++] = t->about.v[i];
	t->about.n = n;
}

enum err
template_check(struct core *c, struct str text, const char *of, int line,
    const struct setup_items *folder)
{
	struct templates all = { 0 };
	struct template t;
	struct conf_at at = { of, line };
	enum err rc;

	if ((rc = template_parse(&c->scratch, text, of, &t, &c->fault)) != OK)
		return rc;
	if (template_named(&all, t.name) == NULL)
		*vec_push(&c->scratch, &all) = t;
	if ((rc = known(c, folder, &all)) != OK ||
	    (rc = check_others(c, at, &all, &t, 0)) != OK ||
	    (rc = check_code(c, at, &all, &t)) != OK)
		return rc;
	leave_out_new(&t, folder);
	return check_whose(c, at, &t);
}

static enum err
check_item(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct fault *f)
{
	(void)f; /* the core's own */
	return template_check(c, is->text, is->file.s, is->line, all);
}

const struct setup_kind setup_template = { .name = "template",
	.check_file = check_file,
	.check_item = check_item,
	.from = from,
	.one_file = true };
