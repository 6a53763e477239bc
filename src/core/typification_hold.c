/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_hold.c - a node of the tree as its text says, into the table.
 */
#include "base/utf8.h"
#include "core/list.h"
#include "core/team.h"
#include "core/typification_body.h"
#include "core/typification_text.h"

static bool
has_name(const struct type_text *t, struct str lang)
{
	for (size_t i = 0; i < t->names.n; i++)
		if (str_eq(t->names.v[i].name, lang))
			return true;
	return false;
}

static enum err
hold_names(struct core *c, const struct type_text *t)
{
	struct str kind = STR("typification");
	struct rows_typification_names old;
	enum err rc = q_typification_names(c->db, &c->scratch, kind, &old);

	for (size_t i = 0; i < old.n && rc == OK; i++)
		if (str_eq(old.v[i].code, t->code) &&
		    !has_name(t, old.v[i].lang))
			rc = q_label_drop(c->db, kind, t->code, old.v[i].lang,
			    NULL);
	for (size_t i = 0; i < t->names.n && rc == OK; i++) {
		const struct pair *p = &t->names.v[i];

		if ((rc = lang_check(c, p->name)) == OK)
			rc = q_label_set(c->db, kind, t->code, p->name,
			    p->value, utf8_fold(&c->scratch, p->value), NULL);
	}
	return core_db(c, rc);
}

/* A leaf without a short code gets one of its names. */
static enum err
short_code(struct core *c, struct type_text *t)
{
	struct typification_new made = { .parent = t->parent,
		.names = t->names.v,
		.nnames = t->names.n,
		.leaf = true };

	if (!t->leaf || t->mnemonic.len > 0)
		return OK;
	return typification_short(c, &made, &t->mnemonic);
}

enum err
typification_hold(struct core *c, struct write *w, const struct setup_item *is)
{
	struct row_typification_get up = { .kind = STR_NONE };
	struct type_text t;
	enum err rc;

	rc = type_parse(&c->scratch, is->text, is->file.s, &t, &c->fault);
	if (rc == OK && t.parent.len > 0)
		rc = core_db(c,
		    q_typification_get(c->db, &c->scratch, t.parent,
			list_lang(c), &up));
	if (rc != OK || (rc = short_code(c, &t)) != OK)
		return rc;
	if (t.mnemonic.len > 0)
		rc = q_typification_mnemonic_free(c->db, t.mnemonic, t.code,
		    NULL);
	if (rc == OK)
		rc = q_typification_put(c->db, t.code, t.parent,
		    t.parent.len > 0 ? up.kind : t.kind, t.leaf, t.form,
		    t.required, t.closing, t.priority, t.team, t.policy,
		    t.script, t.mnemonic,
		    t.valid_from.at != 0 ? t.valid_from.at : w->at,
		    t.retired.at, NULL);
	return rc == OK ? hold_names(c, &t) : core_db(c, rc);
}
