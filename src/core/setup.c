/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup.c - compares a folder with the database, and applies and exports it.
 */
#include "base/secret.h"
#include "core/setup_own.h"
#include "queries.h"

/* ---- what is stored -------------------------------------------------------
 */

static enum err
take_row(struct core *c, struct arena *a, const struct row_setup_versions *row,
    struct setup_items *out)
{
	const struct setup_kind *kind = setup_kind_find(row->kind);
	struct setup_item *is;
	struct fault why;

	if (kind == NULL) /* approvals, and what other programs keep here */
		return OK;
	is = vec_push(a, out);
	*is = (struct setup_item){ .kind = kind,
		.name = row->name,
		.text = row->text,
		.file = STR_NONE,
		.id = row->id,
		.valid_from = row->valid_from };
	if (kind->from(row->text, &is->from, &why) != OK)
		return fail(&c->fault, ERR_INVALID,
		    _("the stored %s '%s' cannot be read (%s): apply a "
		      "corrected one"),
		    kind->name, row->name.s, why.text);
	return OK;
}

enum err
setup_stored(struct core *c, struct arena *a, const struct setup_kind *kind,
    struct str name, struct setup_items *out)
{
	struct rows_setup_versions rows;
	struct setup_items all = { 0 };
	enum err rc = q_setup_versions(c->db, a,
	    kind != NULL ? str_of(kind->name) : STR_NONE, name, &rows);

	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		rc = take_row(c, a, &rows.v[i], &all);
	if (rc == OK)
		*out = all;
	return rc;
}

enum err
setup_stamp(struct core *c, int64_t *out)
{
	struct row_setup_count row;
	enum err rc = q_setup_count(c->db, &c->scratch, &row);

	if (rc == OK)
		*out = row.n;
	return core_db(c, rc);
}

static bool
same_name(const struct setup_item *a, const struct setup_item *b)
{
	return a->kind == b->kind && str_eq(a->name, b->name);
}

/* In force at `now`, or later: no other of its name begins after it and not
 * after `now`, and none that begins with it came later. */
static bool
counts(const struct setup_items *all, size_t i, msec now)
{
	const struct setup_item *is = &all->v[i];
	const struct setup_item *next = is + 1;

	if (i + 1 == all->n || !same_name(is, next))
		return true;
	return next->valid_from > now && next->valid_from > is->valid_from;
}

/* What holds now: versions, and the objects of tables of their own. */
static enum err
stored_now(struct core *c, struct arena *a, struct setup_items *out)
{
	struct setup_items all = { 0 }, kept = { 0 };
	enum err rc = setup_stored(c, a, NULL, STR_NONE, &all);

	for (size_t i = 0; i < all.n && rc == OK; i++)
		if (all.v[i].kind->live == NULL)
			*vec_push(a, &kept) = all.v[i];
	for (size_t i = 0; i < nsetup_kinds && rc == OK; i++)
		if (setup_kinds[i]->live != NULL)
			rc = setup_kinds[i]->live(c, a, &kept);
	if (rc == OK)
		*out = kept;
	return rc;
}

/* ---- what differs -----------------------------------------------------------
 */

/* The last that was stored under this name and valid-from. */
static const struct setup_item *
stored_as(const struct setup_items *stored, const struct setup_item *is)
{
	const struct setup_item *found = NULL;

	for (size_t i = 0; i < stored->n; i++)
		if (same_name(&stored->v[i], is) &&
		    stored->v[i].from == is->from)
			found = &stored->v[i];
	return found;
}

static bool
in_folder(const struct setup_items *folder, const struct setup_item *was)
{
	for (size_t i = 0; i < folder->n; i++)
		if (same_name(&folder->v[i], was) &&
		    folder->v[i].from == was->from)
			return true;
	return false;
}

/* A folder that has none of a table's objects says nothing about it. */
static bool
speaks_of(const struct setup_items *folder, const struct setup_kind *kind)
{
	for (size_t i = 0; i < folder->n && kind->live != NULL; i++)
		if (folder->v[i].kind == kind)
			return true;
	return kind->live == NULL;
}

static void
compare(struct arena *a, const struct setup_items *folder,
    const struct setup_items *stored, msec now, struct setup_changes *out)
{
	for (size_t i = 0; i < folder->n; i++) {
		const struct setup_item *is = &folder->v[i];
		const struct setup_item *was = stored_as(stored, is);

		if (was == NULL || !str_eq(was->text, is->text))
			*vec_push(a, out) = (struct setup_change){
				was == NULL ? SETUP_NEW : SETUP_CHANGED, is, was
			};
	}
	for (size_t i = 0; i < stored->n; i++)
		if (counts(stored, i, now) &&
		    speaks_of(folder, stored->v[i].kind) &&
		    !in_folder(folder, &stored->v[i]))
			*vec_push(a, out) = (struct setup_change){ SETUP_GONE,
				NULL, &stored->v[i] };
}

/* What a folder says, and how it compares. */
struct plan {
	struct arena *a;
	struct setup_items folder;
	struct setup_changes changes;
};

static enum err
compare_now(struct core *c, struct plan *p, msec now)
{
	struct setup_items stored = { 0 };
	enum err rc = stored_now(c, p->a, &stored);

	p->changes = (struct setup_changes){ 0 };
	if (rc == OK)
		compare(p->a, &p->folder, &stored, now, &p->changes);
	return rc;
}

static enum err
prepare(struct core *c, struct arena *a, struct str dir, struct plan *p)
{
	enum err rc = core_allow(c, MAY_SETUP_EDIT, NULL);

	p->a = a;
	if (rc == OK)
		rc = setup_read(c, a, dir, &p->folder);
	if (rc == OK)
		rc = compare_now(c, p, clock_now(c->clock));
	return rc;
}

enum err
setup_diff(struct core *c, struct arena *a, struct str dir,
    struct setup_changes *out)
{
	struct plan p = { .a = a };
	enum err rc = prepare(c, a, dir, &p);

	if (rc == OK)
		*out = p.changes;
	return rc;
}

/* ---- applying ---------------------------------------------------------------
 */

enum err
setup_add(struct core *c, struct write *w, const char *kind, struct str name,
    struct str old, struct str text, msec valid_from)
{
	char was[SHA256_HEX] = "", hash[SHA256_HEX];
	struct str field = str_printf(&c->scratch, "%s %s", kind, name.s);
	int64_t n;
	enum err rc;

	sha256_hex(text.s, text.len, hash);
	if (old.len > 0)
		sha256_hex(old.s, old.len, was);
	rc = q_setup_add(c->db, id_make(w->now), str_of(kind), name, text,
	    str_of(hash), valid_from, c->me.id, &n);
	if (rc == OK)
		write_set(c, w, field.s, str_copy(&c->scratch, str_of(was)),
		    str_copy(&c->scratch, str_of(hash)));
	return rc;
}

static bool
name_is_new(const struct plan *p, const struct setup_items *stored, size_t at)
{
	const struct setup_item *is = p->changes.v[at].is;

	for (size_t i = 0; i < stored->n; i++)
		if (same_name(&stored->v[i], is))
			return false;
	return true;
}

/* The first one without a date always was; a later one is from now on. */
static msec
begins(const struct setup_item *is, bool first, msec at)
{
	if (is->from == INT64_MIN)
		return first ? 0 : at;
	return is->from > 0 ? is->from : 1;
}

static enum err
write_one(struct core *c, struct write *w, const struct plan *p,
    const struct setup_items *stored, size_t at)
{
	const struct setup_change *k = &p->changes.v[at];

	return setup_add(c, w, k->is->kind->name, k->is->name,
	    k->was != NULL ? k->was->text : STR_NONE, k->is->text,
	    begins(k->is, name_is_new(p, stored, at), w->at));
}

/* What lives in a table: those that others hang on first. */
static enum err
hold_all(struct core *c, struct write *w, const struct plan *p)
{
	enum err rc = OK;

	for (int depth = 0; depth < SETUP_DEPTH; depth++)
		for (size_t i = 0; rc == OK && i < p->changes.n; i++) {
			const struct setup_item *is = p->changes.v[i].is;

			if (is != NULL && is->kind->hold != NULL &&
			    is->kind->depth(c, is, &p->folder) == depth)
				rc = is->kind->hold(c, w, is);
		}
	return rc;
}

static enum err
apply_body(struct core *c, struct write *w)
{
	struct plan *p = w->u;
	struct setup_items stored = { 0 };
	int64_t n = 0;
	enum err rc = stored_now(c, p->a, &stored);

	if (rc != OK)
		return rc;
	p->changes = (struct setup_changes){ 0 };
	compare(p->a, &p->folder, &stored, w->now, &p->changes);
	for (size_t i = 0; rc == OK && i < p->changes.n; i++)
		if (p->changes.v[i].state != SETUP_GONE) {
			rc = write_one(c, w, p, &stored, i);
			n++;
		}
	if (rc == OK)
		rc = hold_all(c, w, p);
	w->version = 1;
	w->body_json =
	    str_printf(&c->scratch, "{\"versions\":%lld}", (long long)n);
	return rc;
}

static bool
anything_to_write(const struct setup_changes *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].state != SETUP_GONE)
			return true;
	return false;
}

enum err
setup_apply(struct core *c, struct arena *a, struct str dir,
    struct setup_changes *out)
{
	struct plan p = { .a = a };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "setup.apply",
		.entity = "setup",
		.id = id_make(clock_now(c->clock)),
		.body = apply_body,
		.u = &p };
	struct id id;
	enum err rc = prepare(c, a, dir, &p);

	if (rc == OK &&
	    (anything_to_write(&p.changes) || core_applied(c, "setup", &id)))
		rc = core_write(c, &w);
	if (rc == OK)
		*out = p.changes;
	return rc;
}

/* ---- exporting --------------------------------------------------------------
 */

enum err
setup_export(struct core *c, struct arena *a, struct str dir, size_t *n)
{
	struct setup_items stored = { 0 }, out = { 0 };
	msec now = clock_now(c->clock);
	enum err rc = core_allow(c, MAY_SETUP_EDIT, NULL);

	if (rc == OK)
		rc = stored_now(c, a, &stored);
	if (rc != OK)
		return rc;
	for (size_t i = 0; i < stored.n; i++)
		if (counts(&stored, i, now))
			*vec_push(a, &out) = stored.v[i];
	return setup_write(c, a, dir, &out, n);
}
