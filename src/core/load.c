/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load.c - a load from its map to its one event: what is asked first, what is
 * refused before anything is written, and what the log keeps.
 */
#include "core/load.h"

#include "base/utf8.h"
#include "base/json.h"
#include "base/log.h"
#include "core/load_rows.h"

enum { ERRORS_USUAL = 100, FILE_MAX = 255 };

static const struct load_kind *const kinds[] = { &load_customer,
	&load_interaction, &load_ticket, &load_typification };

const char *
load_kind(size_t i)
{
	return i < countof(kinds) ? kinds[i]->name : NULL;
}

static const char *
kind_name(const void *u, size_t i)
{
	(void)u;
	return load_kind(i);
}

static enum err
find_kind(struct load *x)
{
	const char *near;

	for (size_t i = 0; i < countof(kinds); i++)
		if (str_is(x->o->kind, kinds[i]->name))
			x->kind = kinds[i];
	if (x->kind != NULL)
		return core_allow(x->c, x->kind->may, NULL);
	near = load_near(x->o->kind, kind_name, NULL, countof(kinds));
	if (near != NULL)
		return fail(&x->c->fault, ERR_INVALID,
		    _("'%s' cannot be loaded; did you mean '%s'?"),
		    x->o->kind.s, near);
	return fail(&x->c->fault, ERR_INVALID,
	    _("'%s' cannot be loaded; customer, interaction, ticket and "
	      "typification can"),
	    x->o->kind.s);
}

static struct str
file_name(struct str path)
{
	const char *slash = strrchr(path.s, '/');

	return slash != NULL ? str_of(slash + 1) : path;
}

/* The map, the sheet, and that they fit. */
static enum err
prepare(struct load *x, struct arena *a)
{
	struct fault *f = &x->c->fault;
	int n;
	enum err rc;

	if ((rc = find_kind(x)) != OK)
		return rc;
	load_map_init(&x->map, a, x->kind->fields, x->kind->nfields,
	    x->kind->own);
	if ((rc = load_map_read(&x->map, x->o->map, f)) != OK)
		return rc;
	x->sheet = x->map.sheet;
	x->sheet.path = str_copy(a, x->o->file);
	n = snprintf(x->reject_path, sizeof(x->reject_path), "%s.rejects.csv",
	    file_name(x->sheet.path).s);
	if (n > FILE_MAX)
		return fail(f, ERR_INVALID,
		    _("the name of the file is too long; rename it"));
	if ((rc = load_csv_look(&x->sheet, a, f)) != OK) {
		struct fault why = *f;

		return why.code != ERR_INVALID
		    ? rc
		    : fail(f, rc, "%s: %s", file_name(x->sheet.path).s,
			  why.text);
	}
	if ((rc = load_map_bind(&x->map, &x->sheet, f)) != OK)
		return rc;
	if ((rc = load_own_find(x, a)) != OK)
		return rc;
	return load_read_refs(x, a);
}

/* ---- the batch ---------------------------------------------------------- */

static enum err
open_batch(void *u)
{
	struct load *x = u;
	struct core *c = x->c;
	struct row_load_batch_open old;
	struct row_load_made made;
	enum err rc;

	rc = q_load_batch_open(c->db, &c->scratch, str_of(x->kind->name),
	    str_of(x->sheet.digest), &old);
	x->r.resumed = rc == OK;
	if (rc == ERR_NOT_FOUND) {
		x->batch = id_make(x->now);
		return q_load_batch_add(c->db, x->batch, str_of(x->kind->name),
		    file_name(x->sheet.path), str_of(x->sheet.digest), x->now,
		    c->me.id, NULL);
	}
	if (rc == OK)
		rc = q_load_made(c->db, &c->scratch, old.id, &made);
	if (rc == OK) {
		x->batch = old.id;
		x->before = made.n;
	}
	return rc;
}

static struct str
describe(struct load *x)
{
	struct json *o = json_object_new();
	struct buf b = { 0 };
	struct str out;

	json_set_str(o, "kind", str_of(x->kind->name));
	json_set_str(o, "digest", str_of(x->sheet.digest));
	json_set_int(o, "rows", x->r.rows);
	json_set_int(o, "made", x->r.made);
	json_set_int(o, "there", x->r.there);
	json_set_int(o, "skipped", x->r.skipped);
	json_set_int(o, "bad", x->r.bad);
	json_print(o, &b, false);
	out = utf8_trim(&x->c->scratch, buf_copy(&x->c->scratch, &b));
	buf_done(&b);
	json_free(o);
	return out;
}

static enum err
end_body(struct core *c, struct write *w)
{
	struct load *x = w->u;

	w->version = 1;
	w->body_json = describe(x);
	return core_db(c,
	    q_load_batch_end(c->db, x->batch, x->r.rows, x->r.made, x->r.bad,
		NULL));
}

/* One event; also what makes the op known. */
static enum err
end_batch(struct load *x)
{
	struct write w = {
		.may = MAY_LOAD,
		.kind = "load.run",
		.entity = "load_batch",
		.id = x->batch,
		.body = end_body,
		.u = x,
	};
	enum err rc = core_write(x->c, &w);

	if (rc == OK) {
		x->r.batch = w.id;
		x->r.replayed = w.replayed;
	}
	return rc;
}

/* The op was used before: core_write says what came of it, or why it may not
 * be used again; the body never runs. */
static enum err
recall(struct load *x)
{
	struct row_load_batch_get was;
	enum err rc = end_batch(x);

	if (rc == OK)
		rc = core_db(x->c,
		    q_load_batch_get(x->c->db, &x->c->scratch, x->r.batch,
			&was));
	if (rc != OK)
		return rc;
	x->r.rows = was.read;
	x->r.made = was.made;
	x->r.bad = was.bad;
	return OK;
}

/* ---- the run ------------------------------------------------------------ */

/* A run over the file that writes nothing. */
static enum err
rehearse(struct load *x)
{
	enum err rc;

	x->dry = true;
	rc = load_rows(x);
	x->dry = false;
	if (rc != OK || x->o->max_bad < 0 || x->r.bad <= x->o->max_bad)
		return rc;
	return fail(&x->c->fault, ERR_INVALID,
	    ngettext("%lld bad row, more than %lld; nothing was loaded. The "
		     "first: line %lld: %s",
		"%lld bad rows, more than %lld; nothing was loaded. The "
		"first: line %lld: %s",
		(unsigned long)x->r.bad),
	    (long long)x->r.bad, (long long)x->o->max_bad,
	    (long long)x->r.errors[0].line, x->r.errors[0].why.s);
}

static enum err
run(struct load *x)
{
	enum err rc;

	if (x->o->dry_run || x->o->max_bad >= 0) {
		if ((rc = rehearse(x)) != OK || x->o->dry_run)
			return rc;
		x->r = (struct load_result){ .rejects = STR_NONE };
	}
	rc = db_tx(x->c->db, TX_WRITE, open_batch, x);
	if (rc != OK)
		return core_db(x->c, rc);
	if ((rc = load_rows(x)) != OK)
		return rc;
	x->r.made += x->before;
	x->r.there -= x->before;
	return end_batch(x);
}

static bool
known_op(struct load *x)
{
	struct row_applied_op_get was;

	return !id_none(x->c->op) &&
	    q_applied_op_get(x->c->db, &x->c->scratch, x->c->op, &was) == OK;
}

static void
report(struct load *x, msec began, struct load_result *out)
{
	x->r.encoding = str_of(load_encoding_name(x->sheet.encoding));
	x->r.separator = str_of(load_separator_name(x->sheet.separator));
	x->r.size = x->sheet.size;
	x->r.took = clock_mono() - began;
	*out = x->r;
	log_info("load.run kind=%s rows=%lld made=%lld there=%lld bad=%lld "
		 "dry=%d ms=%lld",
	    x->kind->name, (long long)x->r.rows, (long long)x->r.made,
	    (long long)x->r.there, (long long)x->r.bad, x->o->dry_run,
	    (long long)x->r.took);
}

enum err
load_run(struct core *c, struct arena *a, const struct load_options *o,
    struct load_result *out)
{
	struct load x = { .c = c, .o = o, .out = a, .batch = ID_NONE };
	msec began = clock_mono();
	enum err rc;

	x.now = clock_now(c->clock);
	x.max_errors = o->max_errors > 0 ? o->max_errors : ERRORS_USUAL;
	x.r.rejects = STR_NONE;
	if ((rc = core_allow(c, MAY_LOAD, NULL)) == OK)
		rc = prepare(&x, a);
	if (rc == OK)
		rc = !o->dry_run && known_op(&x) ? recall(&x) : run(&x);
	if (rc == OK)
		report(&x, began, out);
	arena_done(&x.block);
	arena_done(&x.tx);
	return rc;
}
