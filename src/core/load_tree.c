/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_tree.c - rows that are nodes of the typification tree. A parent stands
 * before its children, in the file or already in the tree.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "core/list.h"
#include "core/load_rows.h"
#include "core/typification.h"

enum { CODE, NAME, KIND, PARENT, LEAF, PRIORITY, TEAM, LANG, REQUIRED };

enum { USUAL_PRIORITY = 3 };

static const struct load_field fields[] = {
	[CODE] = { "code", N_("its code: a-z, 0-9 and -"), LOAD_CODE, true, 60,
	    NULL },
	[NAME] = { "name", N_("its name"), LOAD_LINE, true, 200, NULL },
	[KIND] = { "kind", N_("else the parent's"), LOAD_CHOICE, false, 0,
	    "query|complaint|request|suggestion|sale" },
	[PARENT] = { "parent", N_("the code of the node above"), LOAD_CODE,
	    false, 60, NULL },
	[LEAF] = { "leaf",
	    N_("yes (also when empty): contacts and tickets "
	       "use it"),
	    LOAD_YESNO, false, 0, NULL },
	[PRIORITY] = { "priority", N_("1 (highest) to 4; else 3"), LOAD_INT,
	    false, 4, NULL },
	[TEAM] = { "team", N_("the code of the team that gets its tickets"),
	    LOAD_TEAM, false, 0, NULL },
	[LANG] = { "lang", N_("the language of the name"), LOAD_CHOICE, false,
	    0, "es|en|pt" },
	[REQUIRED] = { "required",
	    N_("ids of the fields it demands, with "
	       "blanks between"),
	    LOAD_LINE, false, 1000, NULL },
};

static void
check(struct load *x, struct load_line *l)
{
	const struct load_cell *v = l->cell;

	if (v[KIND].text.len == 0 && v[PARENT].text.len == 0)
		load_bad(x, l, KIND, _("a node without a parent needs a kind"));
	else if (v[PARENT].text.len > 0 && str_eq(v[PARENT].text, v[CODE].text))
		load_bad(x, l, PARENT, _("a node cannot be its own parent"));
}

/* ---- the tree as it is, and grows by the rows before -------------------- */

struct node {
	struct str parent, kind;
	bool leaf, retired;
};

struct tree {
	const struct rows_load_tree *old;
	struct load *x;
};

static bool
node_find(const struct tree *t, struct str code, const struct load_line *before,
    struct node *out)
{
	const struct rows_load_tree *old = t->old;
	const struct row_load_tree *r =
	    load_key_find(old->v, old->n, sizeof(*old->v), code);

	if (r != NULL) {
		*out = (struct node){ r->parent, r->kind, r->leaf,
			r->retired_at != 0 };
		return true;
	}
	for (struct load_line *l = load_first(t->x); l != NULL && l < before;
	     l = load_next(t->x, l)) {
		const struct load_cell *v = l->cell;

		if (!str_eq(v[CODE].text, code))
			continue;
		*out = (struct node){ v[PARENT].text, v[KIND].text,
			v[LEAF].text.len == 0 || v[LEAF].n, false };
		return true;
	}
	return false;
}

static void
check_parent(struct tree *t, struct load_line *l)
{
	struct str up = l->cell[PARENT].text, first = up;
	struct node n;
	int depth = 1;

	for (; up.len > 0 && depth <= TYPIFICATION_DEPTH; up = n.parent) {
		if (!node_find(t, up, l, &n)) {
			load_bad(t->x, l, PARENT,
			    _("there is no node '%s' yet; put parents before "
			      "their children"),
			    up.s);
			return;
		}
		if (n.retired || (depth == 1 && n.leaf)) {
			load_bad(t->x, l, PARENT,
			    n.retired ? _("the node '%s' is retired")
				      : _("the node '%s' is a leaf and has no "
					  "children"),
			    first.s);
			return;
		}
		if (l->cell[KIND].text.len == 0)
			l->cell[KIND].text = n.kind;
		depth++;
	}
	if (depth > TYPIFICATION_DEPTH)
		load_bad(t->x, l, PARENT,
		    _("the tree is at most %d levels deep"),
		    TYPIFICATION_DEPTH);
}

static bool
field_known(const struct rows_field_list *all, struct str id)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].id, id) && all->v[i].retired_at == 0)
			return true;
	return false;
}

/* "plate, model" as ["plate","model"]. */
static void
read_required(struct load *x, struct load_line *l,
    const struct rows_field_list *all)
{
	struct str words = list_words(&x->tx, l->cell[REQUIRED].text);
	struct json *list = NULL;

	l->required = words.len > 0 ? utf8_trim(&x->tx, words) : STR("[]");
	if (json_parse(l->required, &list, NULL) != OK)
		return;
	for (size_t i = 0; i < json_len(list); i++)
		if (!field_known(all, json_str(json_at(list, i))))
			load_bad(x, l, REQUIRED,
			    _("tickets have no field '%s'"),
			    json_str(json_at(list, i)).s);
	json_free(list);
}

static enum err
look(struct load *x)
{
	struct rows_load_tree old;
	struct rows_field_list all;
	struct tree t = { &old, x };
	enum err rc;

	rc = q_load_tree(x->c->db, &x->tx, 1, &old);
	if (rc == OK)
		rc = q_field_list(x->c->db, &x->tx, STR("ticket"), &all);
	if (rc != OK)
		return rc;
	load_there(x, old.v, old.n, sizeof(*old.v));
	load_same(x, CODE, NULL);
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		check_parent(&t, l);
		if (l->state == LINE_GOOD)
			read_required(x, l, &all);
	}
	x->position = 0;
	for (size_t i = 0; i < old.n; i++)
		if (old.v[i].position > x->position)
			x->position = old.v[i].position;
	return OK;
}

struct taken {
	struct rows_typification_mnemonics old;
	LOAD_BATCH(load_type_add) nodes;
};

static bool
is_taken(void *u, struct str code)
{
	const struct taken *t = u;

	for (size_t i = 0; i < t->old.n; i++)
		if (str_eq(t->old.v[i].mnemonic, code))
			return true;
	for (size_t i = 0; i < t->nodes.n; i++)
		if (str_eq(t->nodes.v[i].mnemonic, code))
			return true;
	return false;
}

/* Of kind, parent and name: the names above are not at hand here. */
static struct str
mnemonic(struct load *x, const struct load_cell *v, struct taken *t)
{
	const struct str names[] = { v[KIND].text,
		v[PARENT].text.len > 0 ? v[PARENT].text : v[KIND].text,
		v[NAME].text };

	if (v[LEAF].text.len > 0 && !v[LEAF].n)
		return STR_NONE;
	return typification_mnemonic_of(&x->tx, names, countof(names), is_taken,
	    t);
}

static enum err
write_rows(struct load *x)
{
	LOAD_BATCH(load_label_add) names = { 0 };
	struct taken t = { .old = { NULL, 0 } };
	enum err rc;

	rc = q_typification_mnemonics(x->c->db, &x->tx, &t.old);
	if (rc != OK)
		return rc;
	for (struct load_line *l = load_first(x); l; l = load_next(x, l)) {
		const struct load_cell *v = l->cell;

		*load_more(x, &t.nodes) = (struct par_load_type_add){
			.code = v[CODE].text,
			.parent = v[PARENT].text,
			.kind = v[KIND].text,
			.leaf = v[LEAF].text.len == 0 || v[LEAF].n,
			.required = l->required,
			.priority =
			    v[PRIORITY].n != 0 ? v[PRIORITY].n : USUAL_PRIORITY,
			.team = v[TEAM].text,
			.mnemonic = mnemonic(x, v, &t),
			.valid_from = x->now,
			.position = ++x->position,
		};
		*load_more(x, &names) = (struct par_load_label_add){
			.code = v[CODE].text,
			.lang = v[LANG].text.len > 0 ? v[LANG].text
						     : list_own_lang(x->c),
			.text = v[NAME].text,
			.fold = utf8_fold(&x->tx, v[NAME].text),
		};
	}
	rc = q_load_type_add_batch(x->c->db, &x->tx, t.nodes.v, t.nodes.n);
	if (rc == OK)
		rc = q_load_label_add_batch(x->c->db, &x->tx, names.v, names.n);
	return rc;
}

const struct load_kind load_typification = {
	.name = "typification",
	.may = MAY_SETUP_EDIT,
	.fields = fields,
	.nfields = countof(fields),
	.check = check,
	.look = look,
	.write = write_rows,
};
