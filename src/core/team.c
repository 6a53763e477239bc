/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * team.c - branches, teams, skills and who belongs to them.
 */
#include "core/team.h"

#include <ctype.h>

#include "base/utf8.h"
#include "core/audit.h"
#include "core/field.h"
#include "core/image.h"

enum { MAX_CODE = 40, MAX_NAME = 100, MAX_ZONE = 60, LABEL_MAX = 120 };

/* ---- what may be written ------------------------------------------------ */

enum err
code_check(struct core *c, const char *what, struct str code)
{
	bool good = code.len > 0 && code.len <= MAX_CODE &&
	    isalnum((unsigned char)code.s[0]);

	for (size_t i = 0; i < code.len && good; i++)
		good = islower((unsigned char)code.s[i]) ||
		    isdigit((unsigned char)code.s[i]) || code.s[i] == '-';
	if (good)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("%s must be a code of 1 to %d letters a-z, digits and '-', such "
	      "as 'north-2'"),
	    what, MAX_CODE);
}

enum err
lang_check(struct core *c, struct str lang)
{
	const unsigned char *s = (const unsigned char *)lang.s;

	if (lang.len >= 2 && islower(s[0]) && islower(s[1]) &&
	    (lang.len == 2 ||
		(lang.len == 5 && s[2] == '-' && isupper(s[3]) &&
		    isupper(s[4]))))
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("'%.*s' is no language: write it as 'es' or 'es-CL'"),
	    STR_ARG(lang));
}

enum err
label_add(struct core *c, struct write *w, const char *kind, struct str code,
    const struct pair *names, size_t n)
{
	struct image row;
	struct str name;
	enum err rc = OK;

	for (size_t i = 0; i < n && rc == OK; i++) {
		struct str lang = names[i].name;

		if ((rc = lang_check(c, lang)) != OK ||
		    (rc = core_text(c, _("the name"), names[i].value, LABEL_MAX,
			 false, false, &name)) != OK)
			return rc;
		write_set_of(c, w, "label", lang.s, STR_NONE, name);
		if ((rc = image_take(c, "label", str_of(kind), code, lang,
			 &row)) != OK)
			return rc;
		rc = q_label_set(c->db, str_of(kind), code, lang, name,
		    utf8_fold(&c->scratch, name), NULL);
		if (rc == OK)
			rc = image_tell(c, w, &row);
	}
	return core_db(c, rc);
}

enum err
zone_check(struct core *c, struct str zone)
{
	bool good = zone.len > 0 && zone.len <= MAX_ZONE &&
	    isalpha((unsigned char)zone.s[0]);

	for (size_t i = 0; i < zone.len && good; i++)
		good = isalnum((unsigned char)zone.s[i]) ||
		    (strchr("_+-", zone.s[i]) != NULL) ||
		    (zone.s[i] == '/' && isalpha((unsigned char)zone.s[i + 1]));
	if (good)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("'%.*s' is no time zone: write it as "
	      "'America/Santiago'"),
	    STR_ARG(zone));
}

enum err
branch_check(struct core *c, struct str code, struct row_branch_get *out)
{
	enum err rc;

	rc = q_branch_get(c->db, &c->scratch, code, out);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no branch '%.*s'; see 'branch list'"),
		    STR_ARG(code));
	if (rc == OK && out->retired_at != 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the branch '%.*s' is retired; choose another"),
		    STR_ARG(code));
	return core_db(c, rc);
}

static enum err
find_team(struct core *c, struct str code, struct row_team_get *out)
{
	enum err rc;

	rc = q_team_get(c->db, &c->scratch, code, out);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no team '%.*s'; see 'team list'"),
		    STR_ARG(code));
	return core_db(c, rc);
}

static enum err
open_team(struct core *c, struct str code, struct row_team_get *out)
{
	enum err rc;

	if ((rc = find_team(c, code, out)) != OK || out->retired_at == 0)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("the team '%.*s' is retired; choose another"), STR_ARG(code));
}

enum err
team_open(struct core *c, struct str code)
{
	struct row_team_get row;

	return open_team(c, code, &row);
}

enum err
team_check(struct core *c, struct str code)
{
	struct row_team_get row;

	return find_team(c, code, &row);
}

static enum err
taken(struct core *c, struct str code)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("the code '%.*s' is taken; choose another"), STR_ARG(code));
}

static enum err
saved_first(struct core *c, struct str code)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("somebody saved '%.*s' first; look at it and try again"),
	    STR_ARG(code));
}

/* One event about a thing with a code. */
static enum err
write_setup(struct core *c, enum may may, const char *kind, const char *entity,
    struct str code, enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = { .may = may,
		.kind = kind,
		.entity = entity,
		.id = audit_id(entity, code),
		.body = body,
		.u = u };

	return core_write(c, &w);
}

/* ---- branches ----------------------------------------------------------- */

enum err
branch_list(struct core *c, struct arena *a, bool retired,
    struct rows_branch_list *out)
{
	return core_db(c, q_branch_list(c->db, a, retired, out));
}

static enum err
branch_body(struct core *c, struct write *w)
{
	const struct branch_new *b = w->u;
	int64_t added;
	enum err rc;

	rc = q_branch_add(c->db, b->code, b->name, b->city, b->zone, b->lang,
	    &added);
	if (rc != OK)
		return rc;
	if (added == 0)
		return taken(c, b->code);
	w->version = 1;
	write_set(c, w, "code", STR_NONE, b->code);
	write_set(c, w, "name", STR_NONE, b->name);
	write_set(c, w, "city", STR_NONE, b->city);
	write_set(c, w, "zone", STR_NONE, b->zone);
	write_set(c, w, "lang", STR_NONE, b->lang);
	return image_made(c, w, "branch", b->code, STR_NONE, STR_NONE);
}

enum err
branch_add(struct core *c, const struct branch_new *in)
{
	struct branch_new b = *in;
	enum err rc;

	if (b.zone.len == 0)
		b.zone = STR(HOME_ZONE);
	if (b.lang.len == 0)
		b.lang = STR(HOME_LANG);
	if ((rc = core_allow(c, MAY_SETUP_EDIT, NULL)) != OK)
		return rc;
	if ((rc = code_check(c, _("the branch"), b.code)) != OK)
		return rc;
	rc = core_text(c, _("the name"), b.name, MAX_NAME, false, false,
	    &b.name);
	if (rc == OK)
		rc = core_text(c, _("the city"), b.city, MAX_NAME, false, true,
		    &b.city);
	if (rc == OK)
		rc = zone_check(c, b.zone);
	if (rc == OK)
		rc = lang_check(c, b.lang);
	if (rc != OK)
		return rc;
	return write_setup(c, MAY_SETUP_EDIT, "branch.add", "branch", b.code,
	    branch_body, &b);
}

static enum err
branch_retire_body(struct core *c, struct write *w)
{
	const struct str *code = w->u;
	struct row_branch_get b;
	struct image row;
	int64_t saved;
	enum err rc;

	if ((rc = branch_check(c, *code, &b)) != OK ||
	    (rc = image_take(c, "branch", *code, STR_NONE, STR_NONE, &row)) !=
		OK)
		return rc;
	rc = q_branch_retire(c->db, *code, b.version, w->at, &saved);
	if (rc == OK && saved == 0)
		return saved_first(c, *code);
	w->version = b.version + 1;
	write_set_int(c, w, "retired_at", 0, w->at);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
branch_retire(struct core *c, struct str code)
{
	return write_setup(c, MAY_SETUP_EDIT, "branch.retire", "branch", code,
	    branch_retire_body, &code);
}

/* ---- teams -------------------------------------------------------------- */

struct team {
	struct str code, name, branch;
	int64_t version;
};

enum err
team_list(struct core *c, struct arena *a, bool retired,
    struct rows_team_list *out)
{
	return core_db(c, q_team_list(c->db, a, retired, out));
}

static enum err
team_body(struct core *c, struct write *w)
{
	const struct team *t = w->u;
	struct row_branch_get branch;
	int64_t added;
	enum err rc;

	if (t->branch.len > 0 &&
	    (rc = branch_check(c, t->branch, &branch)) != OK)
		return rc;
	rc = q_team_add(c->db, t->code, t->name, t->branch, &added);
	if (rc != OK)
		return rc;
	if (added == 0)
		return taken(c, t->code);
	w->version = 1;
	write_set(c, w, "code", STR_NONE, t->code);
	write_set(c, w, "name", STR_NONE, t->name);
	write_set(c, w, "branch", STR_NONE, t->branch);
	return image_made(c, w, "team", t->code, STR_NONE, STR_NONE);
}

enum err
team_add(struct core *c, struct str code, struct str name, struct str branch)
{
	struct team t = { .code = code, .branch = branch };
	enum err rc;

	if ((rc = core_allow(c, MAY_SETUP_EDIT, NULL)) != OK)
		return rc;
	if ((rc = code_check(c, _("the team"), code)) != OK)
		return rc;
	rc = core_text(c, _("the name"), name, MAX_NAME, false, false, &t.name);
	if (rc != OK)
		return rc;
	return write_setup(c, MAY_SETUP_EDIT, "team.add", "team", code,
	    team_body, &t);
}

/* What is empty stays; "-" is no branch. */
static enum err
team_edit_body(struct core *c, struct write *w)
{
	struct team t = *(const struct team *)w->u;
	struct row_branch_get branch;
	struct row_team_get was;
	struct image row;
	int64_t saved;
	enum err rc;

	if ((rc = open_team(c, t.code, &was)) != OK ||
	    (rc = image_take(c, "team", t.code, STR_NONE, STR_NONE, &row)) !=
		OK)
		return rc;
	if (t.version != 0 && t.version != was.version)
		return saved_first(c, t.code);
	if (t.name.len == 0)
		t.name = was.name;
	if (str_is(t.branch, "-"))
		t.branch = STR_NONE;
	else if (t.branch.len == 0)
		t.branch = was.branch;
	else if ((rc = branch_check(c, t.branch, &branch)) != OK)
		return rc;
	if (str_eq(t.name, was.name) && str_eq(t.branch, was.branch))
		return fail(&c->fault, ERR_INVALID,
		    _("nothing to change in the team '%s'"), t.code.s);
	rc =
	    q_team_set(c->db, t.code, was.version, t.name, t.branch, 0, &saved);
	if (rc == OK && saved == 0)
		return saved_first(c, t.code);
	w->version = was.version + 1;
	write_set(c, w, "name", was.name, t.name);
	write_set(c, w, "branch", was.branch, t.branch);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
team_edit(struct core *c, struct str code, struct str name, struct str branch,
    int64_t version)
{
	struct team t = { .code = code, .branch = branch, .version = version };
	enum err rc;

	if ((rc = core_allow(c, MAY_SETUP_EDIT, NULL)) != OK)
		return rc;
	rc = core_text(c, _("the name"), name, MAX_NAME, false, true, &t.name);
	if (rc != OK)
		return rc;
	return write_setup(c, MAY_SETUP_EDIT, "team.edit", "team", code,
	    team_edit_body, &t);
}

static enum err
team_retire_body(struct core *c, struct write *w)
{
	const struct str *code = w->u;
	struct row_team_get was;
	struct image row;
	int64_t saved;
	enum err rc;

	if ((rc = open_team(c, *code, &was)) != OK ||
	    (rc = image_take(c, "team", *code, STR_NONE, STR_NONE, &row)) != OK)
		return rc;
	rc = q_team_set(c->db, *code, was.version, was.name, was.branch, w->at,
	    &saved);
	if (rc == OK && saved == 0)
		return saved_first(c, *code);
	w->version = was.version + 1;
	write_set_int(c, w, "retired_at", 0, w->at);
	return rc == OK ? image_tell(c, w, &row) : rc;
}

enum err
team_retire(struct core *c, struct str code)
{
	return write_setup(c, MAY_SETUP_EDIT, "team.retire", "team", code,
	    team_retire_body, &code);
}
