/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification.c - the tree of what a contact was about.
 *
 * A tree has some hundred nodes: it is read whole and walked here.
 */
#include "core/typification_body.h"

#include <ctype.h>

#include "base/json.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/list.h"
#include "core/team.h"
#include "core/ticket_body.h"
#include "core/typification_text.h"

enum { REQUIRED_MAX = 2000, USUAL_PRIORITY = 3, MNEMONIC_MAX = 6 };

/* ---- the tree ----------------------------------------------------------- */

static const struct row_typification_list *
node(const struct rows_typification_list *all, struct str code)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].code, code))
			return &all->v[i];
	return NULL;
}

static void
walk(const struct rows_typification_list *all, struct str parent, int depth,
    struct rows_typification_list *out)
{
	if (depth > TYPIFICATION_DEPTH)
		return;
	for (size_t i = 0; i < all->n; i++) {
		if (!str_eq(all->v[i].parent, parent))
			continue;
		out->v[out->n++] = all->v[i];
		walk(all, all->v[i].code, depth + 1, out);
	}
}

static enum err
read_all(struct core *c, struct arena *a, bool retired,
    struct rows_typification_list *rows)
{
	enum err rc = core_allow(c, MAY_TYPIFICATION_READ, NULL);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_typification_list(c->db, a, list_lang(c), retired,
		clock_now(c->clock), rows));
}

enum err
typification_list(struct core *c, struct arena *a, bool retired,
    struct rows_typification_list *rows)
{
	struct rows_typification_list all, out = { NULL, 0 };
	enum err rc = read_all(c, a, retired, &all);

	if (rc != OK)
		return rc;
	out.v = NEWN(a, struct row_typification_list, all.n);
	walk(&all, STR_NONE, 1, &out);
	*rows = out;
	return OK;
}

struct str
typification_path_of(struct arena *a, const struct rows_typification_list *all,
    const struct row_typification_list *leaf)
{
	struct str path = leaf->name;

	for (int i = 1; i < TYPIFICATION_DEPTH && leaf->parent.len > 0; i++) {
		leaf = node(all, leaf->parent);
		if (leaf == NULL)
			break;
		path = str_printf(a, "%s › %s", leaf->name.s, path.s);
	}
	return path;
}

enum err
typification_missing(struct core *c, enum err code, struct str what)
{
	return fail(&c->fault, code,
	    _("there is no typification '%s'; 'typification list' has them"),
	    what.s);
}

enum err
typification_path(struct core *c, struct arena *a, struct str code,
    struct str *path)
{
	const struct row_typification_list *leaf;
	struct rows_typification_list all;
	enum err rc = read_all(c, &c->scratch, true, &all);

	if (rc != OK)
		return rc;
	if ((leaf = node(&all, code)) == NULL)
		return typification_missing(c, ERR_NOT_FOUND, code);
	*path = str_copy(a, typification_path_of(a, &all, leaf));
	return OK;
}

enum err
typification_get(struct core *c, struct arena *a, struct str code,
    struct row_typification_get *row)
{
	enum err rc = core_allow(c, MAY_TYPIFICATION_READ, NULL);

	if (rc != OK)
		return rc;
	rc = q_typification_get(c->db, a, code, list_lang(c), row);
	return rc == ERR_NOT_FOUND ? typification_missing(c, rc, code)
				   : core_db(c, rc);
}

/* ---- changing the tree -------------------------------------------------- */

static enum err
check_required(struct core *c, const struct typification_new *t)
{
	struct row_field_get def;
	struct json *list;
	enum err rc = OK;

	if (t->required.len == 0)
		return OK;
	if (!t->leaf || t->required.len > REQUIRED_MAX ||
	    json_parse(t->required, &list, NULL) != OK)
		return fail(&c->fault, ERR_INVALID,
		    _("what a leaf requires is a JSON list of fields, such as "
		      "[\"plate\"]; nothing was changed"));
	for (size_t i = 0; i < json_len(list) && rc == OK; i++) {
		struct str id = json_str(json_at(list, i));

		rc = q_field_get(c->db, &c->scratch, id, &def);
		if (rc == ERR_NOT_FOUND ||
		    (rc == OK && !str_is(def.entity, "ticket")))
			rc = fail(&c->fault, ERR_INVALID,
			    _("tickets have no field '%s'; add it first"),
			    id.s);
	}
	json_free(list);
	return core_db(c, rc);
}

/* The parent takes children, and is not too deep; an empty kind is its. */
static enum err
check_parent(struct core *c, struct typification_new *t)
{
	const struct row_typification_list *up;
	struct rows_typification_list all;
	int depth = 1;
	enum err rc;

	if (t->parent.len == 0)
		return OK;
	rc = q_typification_list(c->db, &c->scratch, list_lang(c), 0,
	    clock_now(c->clock), &all);
	if (rc != OK)
		return core_db(c, rc);
	if ((up = node(&all, t->parent)) == NULL)
		return typification_missing(c, ERR_INVALID, t->parent);
	if (up->leaf)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is a leaf and takes no children"), t->parent.s);
	if (t->kind.len == 0)
		t->kind = up->kind;
	for (; up != NULL; up = node(&all, up->parent))
		depth++;
	if (depth > TYPIFICATION_DEPTH)
		return fail(&c->fault, ERR_INVALID,
		    _("the tree has at most %d levels"), TYPIFICATION_DEPTH);
	return OK;
}

static enum err
check_new(struct core *c, struct typification_new *t)
{
	struct row_typification_get was;
	enum err rc;

	if ((rc = code_check(c, _("the typification"), t->code)) != OK)
		return rc;
	rc =
	    q_typification_get(c->db, &c->scratch, t->code, list_lang(c), &was);
	if (rc == OK)
		return fail(&c->fault, ERR_CONFLICT,
		    _("there is a typification '%s' already"), t->code.s);
	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if ((rc = check_parent(c, t)) != OK ||
	    (rc = check_required(c, t)) != OK ||
	    (t->team.len > 0 && (rc = ticket_check_team(c, t->team)) != OK))
		return rc;
	if (!type_kind_ok(t->kind))
		return fail(&c->fault, ERR_INVALID,
		    _("a typification is a query, complaint, request, "
		      "suggestion or sale, not '%s'"),
		    t->kind.s);
	if (t->priority < 1 || t->priority > 4)
		return fail(&c->fault, ERR_INVALID,
		    _("a priority is 1 to 4, 1 the most urgent"));
	if (t->nnames == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("a typification needs a name in one language at least"));
	return OK;
}

/* ---- short codes -------------------------------------------------------- */

struct taken {
	struct rows_typification_mnemonics all;
};

static bool
is_taken(void *u, struct str code)
{
	const struct taken *t = u;

	for (size_t i = 0; i < t->all.n; i++)
		if (str_eq(t->all.v[i].mnemonic, code))
			return true;
	return false;
}

static enum err
check_mnemonic(struct core *c, struct str in, struct str *out)
{
	struct row_typification_by_mnemonic was;
	enum err rc;

	*out = typification_capitals(&c->scratch, in);
	if (out->len != in.len || in.len < 2 || in.len > MNEMONIC_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("a short code is 2 to %d letters or digits, not '%s'"),
		    MNEMONIC_MAX, in.s);
	rc = q_typification_by_mnemonic(c->db, &c->scratch, *out, &was);
	if (rc == OK)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the short code %s belongs to '%s'; choose another"),
		    out->s, was.code.s);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* Out of the names from the root down to the new leaf. */
enum err
typification_short(struct core *c, const struct typification_new *t,
    struct str *out)
{
	struct str names[TYPIFICATION_DEPTH + 1];
	const struct row_typification_list *up;
	struct rows_typification_list all;
	struct taken taken;
	size_t n = TYPIFICATION_DEPTH;
	enum err rc;

	rc = q_typification_list(c->db, &c->scratch, list_lang(c), 0,
	    clock_now(c->clock), &all);
	if (rc == OK)
		rc = q_typification_mnemonics(c->db, &c->scratch, &taken.all);
	if (rc != OK)
		return core_db(c, rc);
	names[n] = t->names[0].value;
	for (up = node(&all, t->parent); up != NULL && n > 0;
	     up = node(&all, up->parent))
		names[--n] = up->name;
	*out = typification_mnemonic_of(&c->scratch, names + n,
	    TYPIFICATION_DEPTH + 1 - n, is_taken, &taken);
	return OK;
}

static enum err
add_mnemonic(struct core *c, struct typification_new *t)
{
	t->mnemonic = list_given(t->mnemonic);
	if (t->mnemonic.len > 0)
		return check_mnemonic(c, t->mnemonic, &t->mnemonic);
	return t->leaf ? typification_short(c, t, &t->mnemonic) : OK;
}

struct naming {
	struct str code, mnemonic;
};

static enum err
mnemonic_body(struct core *c, struct write *w)
{
	const struct naming *n = w->u;
	struct row_typification_get was;
	struct str mnemonic = STR_NONE;
	struct image row;
	enum err rc;

	rc =
	    q_typification_get(c->db, &c->scratch, n->code, list_lang(c), &was);
	if (rc == ERR_NOT_FOUND)
		return typification_missing(c, rc, n->code);
	if (rc != OK)
		return core_db(c, rc);
	if (!was.leaf)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is a branch of the typification tree; choose one "
		      "of its leaves"),
		    n->code.s);
	if (n->mnemonic.len > 0 &&
	    (rc = check_mnemonic(c, n->mnemonic, &mnemonic)) != OK)
		return rc;
	if (str_eq(mnemonic, was.mnemonic))
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' has no short code; nothing was changed"),
		    n->code.s);
	w->version = was.version + 1;
	write_set(c, w, "mnemonic", was.mnemonic, mnemonic);
	if ((rc = image_take(c, "typification", n->code, STR_NONE, STR_NONE,
		 &row)) != OK)
		return rc;
	rc = q_typification_mnemonic_set(c->db, n->code, mnemonic, NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

enum err
typification_mnemonic(struct core *c, struct str code, struct str mnemonic)
{
	struct naming n = { list_given(code), list_given(mnemonic) };
	struct write w = {
		.may = MAY_SETUP_EDIT,
		.kind = "typification.mnemonic",
		.entity = "typification",
		.id = audit_id("typification", n.code),
		.body = mnemonic_body,
		.u = &n,
	};

	return core_write(c, &w);
}

/* ---- adding ------------------------------------------------------------- */

static enum err
add_body(struct core *c, struct write *w)
{
	struct typification_new t = *(const struct typification_new *)w->u;
	enum err rc;

	t.code = list_given(t.code);
	t.parent = list_given(t.parent);
	t.kind = list_given(t.kind);
	t.required = list_given(t.required);
	t.team = list_given(t.team);
	if (t.priority == 0)
		t.priority = USUAL_PRIORITY;
	if ((rc = check_new(c, &t)) != OK || (rc = add_mnemonic(c, &t)) != OK)
		return rc;
	if (t.required.len == 0)
		t.required = STR("[]");
	w->version = 1;
	write_set(c, w, "code", STR_NONE, t.code);
	write_set(c, w, "parent", STR_NONE, t.parent);
	write_set(c, w, "kind", STR_NONE, t.kind);
	write_set_int(c, w, "leaf", 0, t.leaf);
	write_set(c, w, "required", STR_NONE, t.required);
	write_set_int(c, w, "priority", 0, t.priority);
	write_set(c, w, "team", STR_NONE, t.team);
	write_set(c, w, "mnemonic", STR_NONE, t.mnemonic);
	rc = q_typification_add(c->db, t.code, t.parent, t.kind, t.leaf,
	    t.required, t.priority, t.team, t.mnemonic, w->at, NULL);
	if (rc == OK)
		rc = image_made(c, w, "typification", t.code, STR_NONE,
		    STR_NONE);
	return rc == OK
	    ? label_add(c, w, "typification", t.code, t.names, t.nnames)
	    : core_db(c, rc);
}

enum err
typification_add(struct core *c, const struct typification_new *t)
{
	struct write w = {
		.may = MAY_SETUP_EDIT,
		.kind = "typification.add",
		.entity = "typification",
		.id = audit_id("typification", list_given(t->code)),
		.body = add_body,
		.u = (void *)t,
	};

	return core_write(c, &w);
}

static enum err
retire_body(struct core *c, struct write *w)
{
	const struct str *code = w->u;
	struct row_typification_children children;
	struct row_typification_get was;
	struct image row;
	enum err rc;

	rc = q_typification_get(c->db, &c->scratch, *code, list_lang(c), &was);
	if (rc == ERR_NOT_FOUND)
		return typification_missing(c, rc, *code);
	if (rc == OK && was.retired_at != 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is retired already"), code->s);
	if (rc == OK)
		rc = q_typification_children(c->db, &c->scratch, *code,
		    &children);
	if (rc == OK && children.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    ngettext("'%s' has %lld node in use below it; retire that "
			     "first",
			"'%s' has %lld nodes in use below it; retire those "
			"first",
			(unsigned long)children.n),
		    code->s, (long long)children.n);
	if (rc == OK)
		rc = image_take(c, "typification", *code, STR_NONE, STR_NONE,
		    &row);
	if (rc != OK)
		return core_db(c, rc);
	w->version = was.version + 1;
	write_set_int(c, w, "retired_at", 0, w->at);
	rc = q_typification_retire(c->db, *code, w->at, NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

enum err
typification_retire(struct core *c, struct str code)
{
	struct write w = {
		.may = MAY_SETUP_EDIT,
		.kind = "typification.retire",
		.entity = "typification",
		.id = audit_id("typification", code),
		.body = retire_body,
		.u = &code,
	};

	return core_write(c, &w);
}
