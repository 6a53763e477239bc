/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment.c - files of tickets: their limits, how they come, go and are
 * listed. What is in them comes and goes in attachment_content.c.
 */
#include "core/attachment.h"

#include "base/number.h"
#include "core/attachment_own.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/list.h"
#include "core/ticket.h"
#include "core/ticket_body.h"

#define MEGA INT64_C(1048576)

/* ---- limits ------------------------------------------------------------- */

static const struct {
	const char *key;
	size_t at;
	int64_t usual;
} limits[] = {
	{ "attach.file", offsetof(struct attachment_limits, file), 10 * MEGA },
	{ "attach.ticket", offsetof(struct attachment_limits, ticket),
	    50 * MEGA },
	{ "attach.all", offsetof(struct attachment_limits, all), 10240 * MEGA },
};

static int64_t *
limit_of(struct attachment_limits *l, size_t i)
{
	return (int64_t *)(void *)((char *)l + limits[i].at);
}

enum err
attachment_limits(struct core *c, struct attachment_limits *out)
{
	struct attachment_limits l;
	struct row_fact_get row;
	enum err rc;

	for (size_t i = 0; i < countof(limits); i++) {
		int64_t *to = limit_of(&l, i);

		*to = limits[i].usual;
		rc =
		    q_fact_get(c->db, &c->scratch, str_of(limits[i].key), &row);
		if (rc != OK && rc != ERR_NOT_FOUND)
			return core_db(c, rc);
		if (rc == OK)
			(void)str_int(row.v, to);
	}
	*out = l;
	return OK;
}

static enum err
set_limit(struct core *c, struct write *w, const char *key, int64_t was,
    int64_t is)
{
	struct image row;
	enum err rc;

	if (was == is)
		return OK;
	write_set_int(c, w, key, was, is);
	if ((rc = image_take(c, "cabina", str_of(key), STR_NONE, STR_NONE,
		 &row)) != OK)
		return rc;
	rc = q_fact_set(c->db, str_of(key),
	    str_printf(&c->scratch, "%lld", (long long)is), NULL);
	return rc == OK ? image_tell(c, w, &row) : core_db(c, rc);
}

static enum err
limit_body(struct core *c, struct write *w)
{
	struct attachment_limits was, is = *(struct attachment_limits *)w->u;
	bool any = false;
	enum err rc;

	if ((rc = attachment_limits(c, &was)) != OK)
		return rc;
	for (size_t i = 0; i < countof(limits); i++) {
		if (*limit_of(&is, i) <= 0)
			*limit_of(&is, i) = *limit_of(&was, i);
		any |= *limit_of(&is, i) != *limit_of(&was, i);
	}
	if (is.file > is.ticket || is.ticket > is.all || is.file > 100 * MEGA)
		return fail(&c->fault, ERR_INVALID,
		    _("a file has at most 100 MB and no more than its ticket, "
		      "and a ticket no more than all together"));
	if (!any)
		return fail(&c->fault, ERR_INVALID,
		    _("it is so already; nothing was changed"));
	w->version = 1;
	for (size_t i = 0; rc == OK && i < countof(limits); i++)
		rc = set_limit(c, w, limits[i].key, *limit_of(&was, i),
		    *limit_of(&is, i));
	return rc;
}

enum err
attachment_limit(struct core *c, const struct attachment_limits *to)
{
	struct attachment_limits in = *to;
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "attachment.limit",
		.entity = "setup",
		.id = audit_id("setup", STR("attachment")),
		.body = limit_body,
		.u = &in };

	return core_write(c, &w);
}

/* ---- coming ------------------------------------------------------------- */

struct adding {
	struct str bytes, name;
	const char *kind;
	char hash[SHA256_HEX];
	int64_t position;
};

static enum err
too_much(struct core *c, const char *what, int64_t most)
{
	return fail(&c->fault, ERR_INVALID, what,
	    number_tenths(&c->scratch, most * 10 / MEGA).s);
}

static enum err
check_room(struct core *c, const struct adding *in,
    const struct row_attachment_sizes *has)
{
	struct attachment_limits l;
	struct row_content_total all;
	int64_t size = (int64_t)in->bytes.len;
	enum err rc;

	if ((rc = attachment_limits(c, &l)) != OK)
		return rc;
	if (size > l.file)
		return too_much(c,
		    _("a file has at most %s MB here; make it smaller"),
		    l.file);
	if (has->bytes + size > l.ticket)
		return too_much(c,
		    _("the files of a ticket have at most %s MB together; "
		      "remove one"),
		    l.ticket);
	if ((rc = q_content_total(c->db, &c->scratch, &all)) != OK)
		return core_db(c, rc);
	return all.bytes + size <= l.all
	    ? OK
	    : too_much(c,
		  _("all files together have at most %s MB here; ask an "
		    "administrator for room"),
		  l.all);
}

static enum err
find_same(struct core *c, const struct write *w, const struct adding *in,
    struct row_attachment_same *same)
{
	enum err rc = q_attachment_same(c->db, &c->scratch, w->id,
	    str_of(in->hash), same);

	return rc == ERR_NOT_FOUND ? rc : core_db(c, rc);
}

/* After the files that the write's ticket has. */
static enum err
put(struct core *c, struct write *w, struct adding *in)
{
	struct row_attachment_sizes has;
	struct id id = id_make(w->now);
	enum err rc;

	rc = core_db(c, q_attachment_sizes(c->db, &c->scratch, w->id, &has));
	if (rc != OK || (rc = check_room(c, in, &has)) != OK)
		return rc;
	in->position = has.last + 1;
	write_set(c, w, "attachment", STR_NONE, in->name);
	rc = content_put(c, w, in->bytes, in->hash, in->kind, id, in->position,
	    in->name);
	return rc == OK
	    ? image_made(c, w, "attachment", id_str(&id), STR_NONE, STR_NONE)
	    : rc;
}

enum err
attachment_put(struct core *c, struct write *w, struct str bytes,
    struct str name, int64_t *position)
{
	struct adding in = { .bytes = bytes, .name = name };
	struct row_attachment_same same;
	const char *why = "";
	enum err rc;

	*position = 0;
	if ((in.kind = attachment_kind(bytes.s, bytes.len, &why)) == NULL)
		return fail(&c->fault, ERR_INVALID, "%s", why);
	sha256_hex(bytes.s, bytes.len, in.hash);
	if ((rc = find_same(c, w, &in, &same)) == ERR_NOT_FOUND &&
	    (rc = put(c, w, &in)) == OK)
		*position = in.position;
	return rc;
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct adding *in = w->u;
	struct row_attachment_same same;
	struct row_ticket_take t;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK)
		return rc;
	if ((rc = find_same(c, w, in, &same)) == OK)
		return fail(&c->fault, ERR_INVALID,
		    _("the ticket has the same file already: %lld, %s"),
		    (long long)same.position, same.name.s);
	if (rc != ERR_NOT_FOUND || (rc = put(c, w, in)) != OK)
		return rc;
	w->version = t.version;
	w->body_json = str_printf(&c->scratch, "{\"position\":%lld}",
	    (long long)in->position);
	return OK;
}

/* Of an op that was applied before: its number is in the log. */
static enum err
position_of(struct core *c, struct id ticket, struct str hash, int64_t *out)
{
	struct row_attachment_same same;
	enum err rc =
	    q_attachment_same(c->db, &c->scratch, ticket, hash, &same);

	if (rc == OK)
		*out = same.position;
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
attachment_add_bytes(struct core *c, struct id ticket, struct str bytes,
    struct str name, int64_t *position)
{
	struct adding in = { .bytes = bytes };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.attach",
		.entity = "ticket",
		.id = ticket,
		.body = add_body,
		.u = &in };
	const char *why = "";
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = core_text(c, _("the name"), name, ATTACHMENT_NAME, false,
		 false, &in.name)) != OK)
		return rc;
	if (bytes.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' is empty: there is nothing to attach"), in.name.s);
	if ((in.kind = attachment_kind(bytes.s, bytes.len, &why)) == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("'%s' cannot be attached: %s"), in.name.s, why);
	sha256_hex(bytes.s, bytes.len, in.hash);
	rc = core_write(c, &w);
	if (rc == OK && w.replayed)
		rc = position_of(c, ticket, str_of(in.hash), &in.position);
	if (rc == OK)
		*position = in.position;
	return rc;
}

static struct str
last_part(struct str path)
{
	const char *slash = strrchr(path.s, '/');

	return slash != NULL ? str_of(slash + 1) : path;
}

enum err
attachment_add(struct core *c, struct id ticket, struct str path,
    struct str name, int64_t *position)
{
	struct attachment_limits l;
	struct buf b = { 0 };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = attachment_limits(c, &l)) != OK)
		return rc;
	name = last_part(list_given(name).len > 0 ? name : path);
	if ((rc = content_file(c, path, l.file, &b)) == OK)
		rc = attachment_add_bytes(c, ticket, buf_view(&b), name,
		    position);
	buf_done(&b);
	return rc;
}

/* ---- going -------------------------------------------------------------- */

static enum err
remove_body(struct core *c, struct write *w)
{
	const int64_t *position = w->u;
	struct row_attachment_list row;
	struct row_ticket_take t;
	struct image image;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK ||
	    (rc = attachment_get(c, &c->scratch, w->id, *position, &row)) !=
		OK ||
	    (rc = image_take(c, "attachment", id_str(&row.id), STR_NONE,
		 STR_NONE, &image)) != OK)
		return rc;
	if (row.removed_at > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("%lld, %s, was removed already"), (long long)*position,
		    row.name.s);
	w->version = t.version;
	write_set(c, w, "attachment", row.name, STR_NONE);
	rc = q_attachment_remove(c->db, row.id, w->now, c->me.id, NULL);
	return rc == OK ? image_tell(c, w, &image) : core_db(c, rc);
}

enum err
attachment_remove(struct core *c, struct id ticket, int64_t position)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.detach",
		.entity = "ticket",
		.id = ticket,
		.body = remove_body,
		.u = &position };

	return core_write(c, &w);
}

/* ---- reading ------------------------------------------------------------ */

enum err
attachment_list(struct core *c, struct arena *a, struct id ticket, bool all,
    struct rows_attachment_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK
	    ? core_db(c, q_attachment_list(c->db, a, &scope, ticket, all, rows))
	    : rc;
}

enum err
attachment_get(struct core *c, struct arena *a, struct id ticket,
    int64_t position, struct row_attachment_list *out)
{
	struct rows_attachment_list rows;
	enum err rc = attachment_list(c, a, ticket, true, &rows);

	if (rc != OK)
		return rc;
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].position == position) {
			*out = rows.v[i];
			return OK;
		}
	return fail(&c->fault, ERR_NOT_FOUND,
	    _("the ticket has no file %lld; 'attachment list' shows them"),
	    (long long)position);
}
