/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_setup.c - the typification tree as a kind of setup: what a
 * folder says against what the table has. typification_hold.c puts it there.
 *
 * What a text leaves out of valid-from and short code stays as it is. A node
 * that a folder leaves out stays, too: it is retired by its line, and never
 * deleted. What a code means never changes once something goes by it.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "core/complaint.h"
#include "core/list.h"
#include "core/setup_own.h"
#include "core/team.h"
#include "core/typification_body.h"
#include "core/typification_text.h"

enum { USUAL_PRIORITY = 3, NAME_MAX_BYTES = 120 };

/* ---- out of the table --------------------------------------------------- */

struct tree {
	struct rows_typification_whole nodes;
	struct rows_typification_names names;
	struct arena *a;
	struct setup_items *out;
};

static struct type_text
text_of(const struct tree *t, const struct row_typification_whole *r)
{
	struct type_text out = { .code = r->code,
		.parent = r->parent,
		.kind = r->kind,
		.mnemonic = r->mnemonic,
		.team = r->team,
		.policy = r->policy,
		.script = r->script,
		.form = r->form,
		.required = r->required,
		.closing = r->closing,
		.leaf = r->leaf,
		.priority = r->priority,
		.valid_from = { r->valid_from, false },
		.retired = { r->retired_at, false } };

	for (size_t i = 0; i < t->names.n; i++)
		if (str_eq(t->names.v[i].code, r->code))
			*vec_push(t->a, &out.names) =
			    (struct pair){ t->names.v[i].lang,
				    t->names.v[i].text };
	return out;
}

static void
walk(struct tree *t, struct str parent, int depth)
{
	for (size_t i = 0; i < t->nodes.n && depth < SETUP_DEPTH; i++) {
		const struct row_typification_whole *r = &t->nodes.v[i];
		struct type_text text;

		if (!str_eq(r->parent, parent))
			continue;
		text = text_of(t, r);
		*vec_push(t->a, t->out) =
		    (struct setup_item){ .kind = &setup_typification,
			    .name = r->code,
			    .text = type_print(t->a, &text),
			    .file = STR_NONE,
			    .from = INT64_MIN,
			    .id = ID_NONE,
			    .valid_from = r->valid_from };
		walk(t, r->code, depth + 1);
	}
}

static enum err
live(struct core *c, struct arena *a, struct setup_items *out)
{
	struct tree t = { .a = a, .out = out };
	enum err rc = q_typification_whole(c->db, a, 1, &t.nodes);

	if (rc == OK)
		rc = q_typification_names(c->db, a, STR("typification"),
		    &t.names);
	if (rc == OK)
		walk(&t, STR_NONE, 0);
	return core_db(c, rc);
}

/* ---- out of a folder ---------------------------------------------------- */

static enum err
tidy(struct core *c, struct arena *a, struct setup_item *is)
{
	struct row_typification_get was = { .mnemonic = STR_NONE };
	const struct zone *zone;
	struct type_text t;
	enum err rc;

	if ((rc = type_parse(a, is->text, is->file.s, &t, &c->fault)) != OK ||
	    (rc = zone_load(a, c->me.zone.len > 0 ? c->me.zone : STR(HOME_ZONE),
		 &zone, &c->fault)) != OK)
		return rc;
	rc = q_typification_get(c->db, a, t.code, list_lang(c), &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	type_date_place(&t.valid_from, zone);
	type_date_place(&t.retired, zone);
	if (t.valid_from.at == 0)
		t.valid_from.at = was.valid_from;
	if (t.mnemonic.len == 0)
		t.mnemonic = was.mnemonic;
	if (t.priority == 0)
		t.priority = USUAL_PRIORITY;
	is->text = type_print(a, &t);
	return OK;
}

static enum err
from(struct str text, msec *from, struct fault *f)
{
	(void)text, (void)f;
	*from = INT64_MIN;
	return OK;
}

static const struct setup_item *
in_folder(const struct setup_items *all, const struct setup_kind *kind,
    struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == kind && str_eq(all->v[i].name, name))
			return &all->v[i];
	return NULL;
}

/* A node that the folder has, else one that the table has: its parent, kind
 * and whether it is a leaf. false: there is none. */
static bool
node_find(struct core *c, const struct setup_items *all, struct str code,
    struct type_text *out)
{
	const struct setup_item *is = in_folder(all, &setup_typification, code);
	struct row_typification_get row;
	struct fault none;

	if (is != NULL)
		return type_parse(&c->scratch, is->text, is->file.s, out,
			   &none) == OK;
	if (q_typification_get(c->db, &c->scratch, code, list_lang(c), &row) !=
	    OK)
		return false;
	*out = (struct type_text){ .code = row.code,
		.parent = row.parent,
		.kind = row.kind,
		.leaf = row.leaf,
		.retired = { row.retired_at, false } };
	return true;
}

/* How deep it hangs, from 0; the root's kind. -1: in a circle, or nowhere. */
static int
place(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct str *kind)
{
	struct type_text t = { .parent = STR_NONE, .kind = STR_NONE };
	struct str code = is->name;
	int depth = 0;

	while (depth < SETUP_DEPTH) {
		if (!node_find(c, all, code, &t))
			return -1;
		if (t.parent.len == 0) {
			*kind = t.kind;
			return depth;
		}
		code = t.parent;
		depth++;
	}
	return -1;
}

static int
depth(struct core *c, const struct setup_item *is,
    const struct setup_items *all)
{
	struct str kind;

	return place(c, is, all, &kind);
}

/* ---- checks ------------------------------------------------------------- */

struct checking {
	struct core *c;
	const struct setup_item *is;
	const struct setup_items *all;
	struct type_text t;
	struct fault *f;
	const char *key; /* of the section, that is looked at; NULL: all */
};

static enum err refuse(const struct checking *, const char *fmt, ...)
    PRINTF(2, 3);

/* The line that says what is looked at, else where the section begins. */
static int
line_of(const struct checking *k)
{
	size_t len = k->key != NULL ? strlen(k->key) : 0;
	const char *s = k->is->said.s;
	int line = k->is->line;

	for (; len > 0 && s != NULL && s < k->is->said.s + k->is->said.len;
	     line++) {
		const char *end = strchr(s, '\n');

		s += strspn(s, " \t");
		if (strncmp(s, k->key, len) == 0 &&
		    strchr(" \t=", s[len]) != NULL)
			return line;
		s = end != NULL ? end + 1 : NULL;
	}
	return k->is->line;
}

static enum err
refuse(const struct checking *k, const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return fail(k->f, ERR_INVALID, "%s:%d: %s", k->is->file.s, line_of(k),
	    text);
}

static enum err
check_parent(struct checking *k)
{
	struct type_text up;
	struct str kind;
	int deep;

	k->key = "parent";
	if (k->t.parent.len == 0)
		return OK;
	if (!node_find(k->c, k->all, k->t.parent, &up))
		return refuse(k,
		    _("there is no typification '%s' to hang '%s' on: put it "
		      "into the folder"),
		    k->t.parent.s, k->t.code.s);
	if (up.leaf)
		return refuse(k, _("'%s' is a leaf and takes no children"),
		    up.code.s);
	deep = place(k->c, k->is, k->all, &kind);
	if (deep < 0 || deep >= TYPIFICATION_DEPTH)
		return refuse(k, _("the tree has at most %d levels"),
		    TYPIFICATION_DEPTH);
	return OK;
}

static enum err
check_fields(struct checking *k, const char *key, struct str fields)
{
	struct row_field_get def;
	struct json *list;
	enum err rc = json_parse(fields, &list, k->f);

	k->key = key;
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < json_len(list) && rc == OK; i++) {
		struct str id = json_str(json_at(list, i));

		if (complaint_word(id))
			continue;
		rc = q_field_get(k->c->db, &k->c->scratch, id, &def);
		if (rc == ERR_NOT_FOUND ||
		    (rc == OK && !str_is(def.entity, "ticket")))
			rc = refuse(k,
			    _("tickets have no field '%s'; 'field add' makes "
			      "one"),
			    id.s);
	}
	json_free(list);
	return rc;
}

static enum err
check_policy(struct checking *k)
{
	struct setup_items stored = { 0 };
	enum err rc;

	k->key = "policy";
	if (k->t.policy.len == 0 ||
	    in_folder(k->all, &setup_policy, k->t.policy) != NULL)
		return OK;
	rc = setup_stored(k->c, &k->c->scratch, &setup_policy, k->t.policy,
	    &stored);
	if (rc == OK && stored.n == 0)
		return refuse(k,
		    _("there is no policy '%s': put it into the folder"),
		    k->t.policy.s);
	return rc;
}

static enum err
check_script(struct checking *k)
{
	struct row_script_find row;
	enum err rc = OK;

	k->key = "script";
	if (k->t.script.len > 0)
		rc = q_script_find(k->c->db, &k->c->scratch, k->t.script, 0,
		    &row);
	if (rc == ERR_NOT_FOUND)
		return refuse(k,
		    _("there is no service script '%s'; 'script list' has "
		      "them, 'script publish' brings one in"),
		    k->t.script.s);
	return rc;
}

static enum err
check_team(struct checking *k)
{
	struct row_team_get row;
	enum err rc = OK;

	k->key = "team";
	if (k->t.team.len > 0)
		rc = q_team_get(k->c->db, &k->c->scratch, k->t.team, &row);
	if (rc == ERR_NOT_FOUND ||
	    (rc == OK && k->t.team.len > 0 && row.retired_at != 0))
		return refuse(k,
		    _("there is no team '%s' in use; 'team list' has them"),
		    k->t.team.s);
	return rc;
}

static enum err
check_mnemonic(struct checking *k)
{
	struct row_typification_by_mnemonic other;
	struct str line =
	    str_printf(&k->c->scratch, "\nshort = %s\n", k->t.mnemonic.s);
	enum err rc;

	k->key = "short";
	if (k->t.mnemonic.len == 0)
		return OK;
	for (size_t i = 0; i < k->all->n; i++) {
		const struct setup_item *is = &k->all->v[i];

		if (is->kind == k->is->kind && !str_eq(is->name, k->is->name) &&
		    strstr(is->text.s, line.s) != NULL)
			return refuse(k,
			    _("the short code %s belongs to '%s'; choose "
			      "another"),
			    k->t.mnemonic.s, is->name.s);
	}
	rc = q_typification_by_mnemonic(k->c->db, &k->c->scratch, k->t.mnemonic,
	    &other);
	if (rc == OK && !str_eq(other.code, k->t.code) &&
	    in_folder(k->all, k->is->kind, other.code) == NULL)
		return refuse(k,
		    _("the short code %s belongs to '%s'; choose another"),
		    k->t.mnemonic.s, other.code.s);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* A new node without a name, or one whose names would go: they are held as they
 * are written. */
static enum err
would_lose(struct checking *k, bool *needs)
{
	struct rows_typification_names names;
	struct row_typification_get was;
	enum err rc = q_typification_get(k->c->db, &k->c->scratch, k->t.code,
	    list_lang(k->c), &was);

	*needs = rc == ERR_NOT_FOUND;
	if (rc != OK)
		return *needs ? OK : rc;
	rc = q_typification_names(k->c->db, &k->c->scratch, STR("typification"),
	    &names);
	for (size_t i = 0; rc == OK && i < names.n; i++)
		*needs |= str_eq(names.v[i].code, k->t.code);
	return rc;
}

static enum err
check_names(struct checking *k)
{
	struct core *c = k->c;
	bool needs = false;
	struct str text;
	enum err rc;

	if (k->t.names.n == 0 && (rc = would_lose(k, &needs)) != OK)
		return rc;
	if (needs)
		return refuse(k,
		    _("the typification %s has no name: add name.es = …"),
		    k->t.code.s);
	for (size_t i = 0; i < k->t.names.n; i++) {
		const struct pair *p = &k->t.names.v[i];

		if (lang_check(c, p->name) != OK ||
		    core_text(c, _("the name"), p->value, NAME_MAX_BYTES, false,
			false, &text) != OK)
			return refuse(k, "%s",
			    str_copy(&c->scratch, str_of(c->fault.text)).s);
	}
	return OK;
}

static enum err
check_dates(struct checking *k)
{
	if (k->t.retired.at == 0 || k->t.retired.at > k->t.valid_from.at)
		return OK;
	return refuse(k,
	    _("'%s' would be retired before it is used: retired comes after "
	      "valid-from"),
	    k->is->name.s);
}

/* Whoever typified so meant a complaint: it cannot become a sale. */
static enum err
check_meaning(struct checking *k)
{
	struct row_typification_used row;
	struct row_typification_get was;
	struct str kind = STR_NONE;
	enum err rc;

	rc = q_typification_get(k->c->db, &k->c->scratch, k->t.code,
	    list_lang(k->c), &was);
	if (rc != OK)
		return rc == ERR_NOT_FOUND ? OK : rc;
	(void)place(k->c, k->is, k->all, &kind);
	if (str_eq(kind, was.kind) && k->t.leaf == was.leaf)
		return OK;
	rc = q_typification_used(k->c->db, &k->c->scratch, k->t.code, &row);
	if (rc != OK || !row.used)
		return rc;
	return refuse(k,
	    _("'%s' is in use as %s, and what a code means stays: retire it "
	      "and add another"),
	    k->t.code.s,
	    str_eq(kind, was.kind) ? was.leaf ? _("a leaf") : _("a branch")
				   : was.kind.s);
}

static enum err
check(struct core *c, const struct setup_item *is,
    const struct setup_items *all, struct fault *f)
{
	struct checking k = { .c = c, .is = is, .all = all, .f = f };
	enum err rc;

	rc = type_parse(&c->scratch, is->text, is->file.s, &k.t, f);
	if (rc == OK && code_check(c, _("the typification"), k.t.code) != OK)
		return refuse(&k, "%s",
		    str_copy(&c->scratch, str_of(c->fault.text)).s);
	if (rc != OK || (rc = check_dates(&k)) != OK ||
	    (rc = check_names(&k)) != OK || (rc = check_parent(&k)) != OK ||
	    (rc = check_fields(&k, "form", k.t.form)) != OK ||
	    (rc = check_fields(&k, "required", k.t.required)) != OK ||
	    (rc = check_fields(&k, "closing", k.t.closing)) != OK ||
	    (rc = check_team(&k)) != OK || (rc = check_policy(&k)) != OK ||
	    (rc = check_script(&k)) != OK || (rc = check_mnemonic(&k)) != OK)
		return rc;
	k.key = NULL;
	return check_meaning(&k);
}

const struct setup_kind setup_typification = {
	.name = "typification",
	.check_file = types_check,
	.check_item = check,
	.from = from,
	.live = live,
	.tidy = tidy,
	.hold = typification_hold,
	.depth = depth,
	.one_file = true,
};
