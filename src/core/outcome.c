/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outcome.c - how a contact can end: the list, in the order of one's own use.
 */
#include "core/outcome.h"

#include <ctype.h>

#include "base/json.h"
#include "core/audit.h"
#include "core/day.h"
#include "core/image.h"
#include "core/list.h"
#include "core/team.h"

enum { KEY_MAX = 4, RECENT = 100 };
#define RECENT_FOR DAYS(14)

static const char *const demands[] = { "typification", "note", "callback",
	"ticket" };

static struct str
upper(struct arena *a, struct str s)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < s.len; i++)
		buf_c(&b, (char)toupper((unsigned char)s.s[i]));
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- reading ------------------------------------------------------------ */

static msec
last_use(const struct rows_outcome_recent *used, struct str code)
{
	for (size_t i = 0; i < used->n; i++)
		if (str_eq(used->v[i].code, code))
			return used->v[i].last_at;
	return 0;
}

enum err
outcome_list(struct core *c, struct arena *a, bool retired,
    struct outcome_rows *out)
{
	struct outcome_rows got = { NULL, 0 };
	struct rows_outcome_list rows;
	struct rows_outcome_recent used;
	msec before;
	enum err rc;

	if ((rc = core_allow(c, MAY_TYPIFICATION_READ, NULL)) != OK)
		return rc;
	before = day_began(c);
	rc = q_outcome_list(c->db, a, list_lang(c), retired, &rows);
	if (rc == OK)
		rc = q_outcome_recent(c->db, &c->scratch, c->me.id,
		    before - RECENT_FOR, before, RECENT, &used);
	if (rc != OK)
		return core_db(c, rc);
	got.v = NEWN(a, struct outcome_row, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct outcome_row row = { rows.v[i],
			last_use(&used, rows.v[i].code) };
		size_t at = got.n++;

		for (; at > 0 && got.v[at - 1].last_at < row.last_at; at--)
			got.v[at] = got.v[at - 1];
		got.v[at] = row;
	}
	*out = got;
	return OK;
}

static enum err
none_such(struct core *c, struct str text)
{
	struct rows_outcome_list rows;
	struct buf b = { 0 };
	struct str all;
	enum err rc;

	rc = q_outcome_list(c->db, &c->scratch, list_lang(c), 0, &rows);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", rows.v[i].code.s);
	all = buf_copy(&c->scratch, &b);
	buf_done(&b);
	return fail(&c->fault, ERR_INVALID,
	    _("there is no outcome '%s' in use; there are: %s"), text.s, all.s);
}

enum err
outcome_find(struct core *c, struct arena *a, struct str text,
    struct row_outcome_get *row)
{
	struct str code = list_given(text);
	enum err rc;

	if (code.len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say how the contact ended: outcome=CODE"));
	rc = q_outcome_get(c->db, a, code, upper(&c->scratch, code), row);
	if (rc == ERR_NOT_FOUND || (rc == OK && row->retired_at != 0))
		return none_such(c, code);
	return core_db(c, rc);
}

/* ---- changing ----------------------------------------------------------- */

static bool
demands_ok(struct str text)
{
	struct json *list;
	bool ok = true;

	if (json_parse(text, &list, NULL) != OK)
		return false;
	for (size_t i = 0; i < json_len(list) && ok; i++) {
		size_t k = 0;

		while (k < countof(demands) &&
		    !str_is(json_str(json_at(list, i)), demands[k]))
			k++;
		ok = k < countof(demands);
	}
	json_free(list);
	return ok && text.s[0] == '[';
}

static bool
key_ok(struct str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (!isalnum((unsigned char)key.s[i]))
			return false;
	return key.len > 0 && key.len <= KEY_MAX;
}

static enum err
check_new(struct core *c, const struct outcome_new *n)
{
	struct row_outcome_get was;
	enum err rc;

	if ((rc = code_check(c, _("the outcome"), n->code)) != OK)
		return rc;
	if (!key_ok(n->key))
		return fail(&c->fault, ERR_INVALID,
		    _("the key of an outcome is 1 to %d letters or digits"),
		    KEY_MAX);
	if (n->nobody && !str_is(n->demands, "[]"))
		return fail(&c->fault, ERR_INVALID,
		    _("a contact with nobody in it can demand nothing; leave "
		      "demands= out"));
	if (!demands_ok(n->demands))
		return fail(&c->fault, ERR_INVALID,
		    _("an outcome demands any of typification, note, callback "
		      "and ticket"));
	if (n->nnames == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("an outcome needs a name in one language at least"));
	rc = q_outcome_get(c->db, &c->scratch, n->code, n->key, &was);
	if (rc == OK)
		return fail(&c->fault, ERR_CONFLICT,
		    _("the outcome '%s' has that code or key already"),
		    was.code.s);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct outcome_new n = *(const struct outcome_new *)w->u;
	enum err rc;

	n.code = list_given(n.code);
	n.key = upper(&c->scratch, list_given(n.key));
	n.demands = list_given(n.demands);
	if (n.demands.len == 0)
		n.demands = STR("[]");
	if ((rc = check_new(c, &n)) != OK)
		return rc;
	w->version = 1;
	write_set(c, w, "code", STR_NONE, n.code);
	write_set(c, w, "key", STR_NONE, n.key);
	write_set(c, w, "demands", STR_NONE, n.demands);
	rc = q_outcome_add(c->db, n.code, n.key, n.demands, n.nobody, NULL);
	if (rc == OK)
		rc = image_made(c, w, "outcome", n.code, STR_NONE, STR_NONE);
	return rc == OK ? label_add(c, w, "outcome", n.code, n.names, n.nnames)
			: core_db(c, rc);
}

static enum err
write_to(struct core *c, const char *kind, struct str code,
    enum err (*body)(struct core *, struct write *), void *u)
{
	struct write w = {
		.may = MAY_SETUP_EDIT,
		.kind = kind,
		.entity = "outcome",
		.id = audit_id("outcome", list_given(code)),
		.body = body,
		.u = u,
	};

	return core_write(c, &w);
}

enum err
outcome_add(struct core *c, const struct outcome_new *n)
{
	return write_to(c, "outcome.add", n->code, add_body, (void *)n);
}

static enum err
retire_body(struct core *c, struct write *w)
{
	const struct str *code = w->u;
	struct row_outcome_get was;
	struct image row;
	enum err rc;

	rc = q_outcome_get(c->db, &c->scratch, *code, STR_NONE, &was);
	if (rc == ERR_NOT_FOUND)
		return none_such(c, *code);
	if (rc == OK && was.retired_at != 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is retired already"), code->s);
	if (rc == OK)
		rc = image_take(c, "outcome", *code, STR_NONE, STR_NONE, &row);
	if (rc != OK)
		return core_db(c, rc);
	w->version = was.version + 1;
	write_set_int(c, w, "retired_at", 0, w->at);
	rc = q_outcome_retire(c->db, *code, w->at, NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

enum err
outcome_retire(struct core *c, struct str code)
{
	return write_to(c, "outcome.retire", code, retire_body, &code);
}
