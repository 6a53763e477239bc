/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event.c - appends to the event log and walks its chain.
 *
 * The canonical form is in event.h; the trigger of migrate/0002_access.sql
 * writes the same on PostgreSQL, where nobody may write the chain himself.
 */
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"
#include "queries.h"
#include "store/event.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define PAGE  500 /* events read at a time */

/* ---- the canonical form ------------------------------------------------- */

static void
add_str(struct sha256 *h, struct str s)
{
	char head[24];

	sha256_add(h, head,
	    (size_t)snprintf(head, sizeof(head), "%zu:", s.len));
	sha256_add(h, s.s, s.len);
	sha256_add(h, ",", 1);
}

static void
add_null(struct sha256 *h, struct str s, bool null)
{
	if (null)
		sha256_add(h, "-,", 2);
	else
		add_str(h, s);
}

static void
add_int(struct sha256 *h, int64_t i)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)i);

	add_str(h, (struct str){ text, (size_t)n });
}

static void
add_id(struct sha256 *h, const struct id *id)
{
	add_str(h, id_str(id)); /* nobody is "" */
}

/* One link of the chain: what the hash is made of, before and values aside. */
static void
link_hash(struct str before, const struct row_event_walk *e, char out[65])
{
	struct sha256 h;

	sha256_start(&h);
	add_str(&h, before);
	add_int(&h, e->n);
	add_int(&h, e->recorded_at);
	add_int(&h, e->happened_at);
	add_id(&h, &e->real_actor);
	add_id(&h, &e->actor);
	add_str(&h, e->kind);
	add_str(&h, e->entity);
	add_id(&h, &e->entity_id);
	add_int(&h, e->version);
	add_id(&h, &e->op);
	add_str(&h, e->body);
	add_str(&h, e->digest);
	sha256_end(&h, out);
}

static void
value_hash(const struct event_value *v, struct str salt, char out[65])
{
	struct sha256 h;

	sha256_start(&h);
	add_str(&h, v->entity);
	add_str(&h, v->field);
	add_null(&h, v->old, v->old_null);
	add_null(&h, v->new, v->new_null);
	add_str(&h, salt);
	sha256_end(&h, out);
}

/* ---- appending ---------------------------------------------------------- */

static void
push_null(struct json *row, struct str s, bool null)
{
	if (null)
		json_push_null(row);
	else
		json_push_str(row, s);
}

/* Adds one value to the rows to be written, and its digest to the event's. */
static void
push_value(struct json *rows, const struct event_value *v, struct sha256 *all)
{
	struct json *row = json_array_new();
	unsigned char noise[16];
	char salt[2 * sizeof(noise) + 1], digest[65];

	secret_random(noise, sizeof(noise));
	for (size_t i = 0; i < sizeof(noise); i++)
		snprintf(salt + 2 * i, 3, "%02x", noise[i]);
	value_hash(v, str_of(salt), digest);
	sha256_add(all, digest, 64);
	json_push_str(row, v->entity);
	json_push_str(row, v->field);
	push_null(row, v->old, v->old_null);
	push_null(row, v->new, v->new_null);
	json_push_str(row, str_of(salt));
	json_push_str(row, str_of(digest));
	json_push(rows, row);
}

/* The values as one JSON text, which is "" without any. */
static struct str
pack_values(const struct event *e, struct arena *a, char digest[65])
{
	struct json *rows = json_array_new();
	struct buf text = { 0 };
	struct sha256 all;
	struct str out;

	digest[0] = '\0';
	sha256_start(&all);
	for (size_t i = 0; i < e->values.n; i++)
		push_value(rows, &e->values.v[i], &all);
	if (e->values.n > 0) {
		sha256_end(&all, digest);
		json_print(rows, &text, false);
	}
	out = buf_copy(a, &text);
	buf_done(&text);
	json_free(rows);
	return out;
}

/* The number and the hash: by the trigger on PostgreSQL, here on SQLite. */
static enum err
take_number(struct db *db, struct arena *a, struct row_event_walk *row,
    char hash[65])
{
	struct row_event_head_next head;
	enum err rc;

	hash[0] = '\0';
	if (db_engine(db) != ENGINE_SQLITE)
		return OK;
	if ((rc = q_event_head_next(db, a, row->recorded_at, &head)) != OK)
		return rc;
	row->n = head.n;
	row->recorded_at = head.recorded_at;
	link_hash(head.hash, row, hash);
	return q_event_head_set(db, str_of(hash), NULL);
}

enum err
event_append(struct db *db, struct arena *a, const struct event *e, int64_t *n)
{
	char digest[65], hash[65];
	struct str rows = pack_values(e, a, digest);
	struct row_event_insert made;
	struct row_event_walk row = { .recorded_at = e->recorded_at,
		.happened_at =
		    e->happened_at != 0 ? e->happened_at : e->recorded_at,
		.real_actor = e->real_actor,
		.actor = e->actor,
		.kind = e->kind,
		.entity = e->entity,
		.entity_id = e->entity_id,
		.version = e->version,
		.op = e->op,
		.digest = str_of(digest),
		.body = e->body.len > 0 ? e->body : STR("{}") };
	enum err rc;

	if (!db_in_tx(db))
		return fail(db_fault(db), ERR_INVALID,
		    _("an event needs the transaction of the change it tells "
		      "of"));
	if ((rc = take_number(db, a, &row, hash)) != OK)
		return rc;
	rc = q_event_insert(db, a, row.n, e->id, row.recorded_at,
	    row.happened_at, row.real_actor, row.actor, row.kind, row.entity,
	    row.entity_id, row.version, row.op, row.body, row.digest,
	    str_of(hash), &made);
	if (rc == OK && rows.len > 0)
		rc = q_event_value_insert(db, made.n, rows, NULL);
	if (rc == OK)
		*n = made.n;
	return rc;
}

enum err
event_head(struct db *db, int64_t *n, char hash[65])
{
	struct row_event_head_get head;
	struct arena a = { 0 };
	enum err rc;

	rc = q_event_head_get(db, &a, &head);
	if (rc == OK) {
		*n = head.n;
		snprintf(hash, 65, "%s", head.hash.s);
	}
	arena_done(&a);
	return rc;
}

/* ---- walking ------------------------------------------------------------ */

struct walk {
	struct event_check *out;
	char prev[65];	      /* hash of the event walked last */
	msec recorded_at;     /* and its instant */
	bool open;	      /* its values are still coming */
	bool any;	      /* it has some */
	char digest[65];      /* what it says of them */
	struct sha256 values; /* what they are */
	size_t page;	      /* events of this page */
	int64_t head;	      /* the head before the walk began */
	char head_hash[65];
	int64_t anchor; /* what was kept elsewhere; 0 for nothing */
	struct str anchor_hash;
};

#define STOP ERR_INVALID /* ends the walk: out->bad is set */

static enum err PRINTF(3, 4)
    bad(struct walk *w, int64_t n, const char *fmt, ...)
{
	va_list ap;

	w->out->bad = n;
	va_start(ap, fmt);
	vsnprintf(w->out->why, sizeof(w->out->why), fmt, ap);
	va_end(ap);
	return STOP;
}

/* Nothing more comes for the event walked last: its values must add up. */
static enum err
close_event(struct walk *w)
{
	char digest[65] = "";

	if (!w->open)
		return OK;
	w->open = false;
	if (w->any)
		sha256_end(&w->values, digest);
	if (strcmp(digest, w->digest) != 0)
		return bad(w, w->out->n,
		    _("its values are not those that were written: some were "
		      "added or taken away"));
	return OK;
}

/* A hash that somebody holds against ours. */
static enum err
same_hash(struct walk *w, int64_t n, struct str kept, const char *who)
{
	if (w->out->n == n && !str_is(kept, w->prev))
		return bad(w, n, _("its hash is not the one in %s"), who);
	return OK;
}

static enum err
open_event(struct walk *w, const struct row_event_walk *e)
{
	char hash[65];
	enum err rc;

	if ((rc = close_event(w)) != OK)
		return rc;
	if (e->n != w->out->n + 1)
		return bad(w, w->out->n + 1,
		    _("it is missing: the next is %lld"), (long long)e->n);
	if (e->recorded_at < w->recorded_at)
		return bad(w, e->n, _("it was recorded before the one before"));
	link_hash(str_of(w->prev), e, hash);
	if (!str_is(e->hash, hash))
		return bad(w, e->n, _("it was changed, or the one before was"));
	w->out->n = e->n;
	snprintf(w->prev, sizeof(w->prev), "%s", hash);
	snprintf(w->digest, sizeof(w->digest), "%s", e->digest.s);
	w->recorded_at = e->recorded_at;
	w->open = true;
	w->any = false;
	w->page++;
	sha256_start(&w->values);
	rc = same_hash(w, w->head, str_of(w->head_hash), _("the head"));
	if (rc == OK)
		rc = same_hash(w, w->anchor, w->anchor_hash, _("the anchor"));
	return rc;
}

/* An erased value has lost its salt; only its digest can be counted. */
static enum err
add_value(struct walk *w, const struct row_event_walk *e)
{
	struct event_value v = { .entity = e->v_entity,
		.field = e->v_field,
		.old = e->v_old,
		.old_null = e->v_old_null,
		.new = e->v_new,
		.new_null = e->v_new_null };
	char digest[65];

	w->any = true;
	sha256_add(&w->values, e->v_digest.s, e->v_digest.len);
	if (e->v_salt.len == 0 && v.old_null && v.new_null)
		return OK;
	value_hash(&v, e->v_salt, digest);
	if (!str_is(e->v_digest, digest))
		return bad(w, e->n, _("its value of %s.%s was changed"),
		    e->v_entity.s, e->v_field.s);
	return OK;
}

static enum err
walk_row(void *u, void *row)
{
	const struct row_event_walk *e = row;
	struct walk *w = u;
	enum err rc = OK;

	if (!w->open || e->n != w->out->n)
		rc = open_event(w, e);
	if (rc == OK && e->v_digest.len > 0)
		rc = add_value(w, e);
	return rc;
}

/* Page by page: one long read would keep SQLite's log from shrinking. */
static enum err
walk_all(struct db *db, struct walk *w)
{
	enum err rc;

	do {
		w->page = 0;
		rc = q_event_walk(db, w->out->n, PAGE, walk_row, w);
		if (rc == OK)
			rc = close_event(w);
	} while (rc == OK && w->page > 0);
	return rc;
}

/* What the walk cannot see: a tail that was cut off, or grew by itself. */
static enum err
check_end(struct db *db, struct walk *w)
{
	int64_t now;
	char hash[65];
	enum err rc;

	if (w->anchor > w->out->n)
		return bad(w, w->out->n + 1,
		    _("it is missing: the log ends before the anchor, event "
		      "%lld"),
		    (long long)w->anchor);
	if (w->head > w->out->n)
		return bad(w, w->out->n + 1,
		    _("it is missing: the head says that there are %lld"),
		    (long long)w->head);
	if ((rc = event_head(db, &now, hash)) != OK)
		return rc;
	if (now < w->out->n)
		return bad(w, now + 1, _("the head says that there are %lld"),
		    (long long)now);
	return OK;
}

static enum err
verify(struct db *db, struct walk *w)
{
	unsigned veil = db_veil(db, 0); /* values are hashed, not shown */
	enum err rc;

	snprintf(w->prev, sizeof(w->prev), "%s", ZEROS);
	rc = event_head(db, &w->head, w->head_hash);
	if (rc == OK)
		rc = walk_all(db, w);
	if (rc == OK)
		rc = check_end(db, w);
	db_veil(db, veil);
	snprintf(w->out->hash, sizeof(w->out->hash), "%s", w->prev);
	return rc == STOP && w->out->bad != 0 ? OK : rc;
}

enum err
event_verify_anchor(struct db *db, int64_t n, struct str hash,
    struct event_check *out)
{
	struct event_check check = { 0 };
	struct walk w = { .out = &check, .anchor = n, .anchor_hash = hash };
	enum err rc;

	if (n < 0 || (n > 0 && hash.len != 64))
		return fail(db_fault(db), ERR_INVALID,
		    _("an anchor is a number and a hash of 64 digits: copy "
		      "both as printed"));
	if ((rc = verify(db, &w)) == OK)
		*out = check;
	return rc;
}

enum err
event_verify(struct db *db, struct event_check *out)
{
	return event_verify_anchor(db, 0, STR_NONE, out);
}
