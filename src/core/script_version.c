/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_version.c - published versions of service scripts and their shares.
 */
#include "core/script.h"

#include "core/list.h"

enum { VERSIONS_MOST = 1000 };

enum err
script_list(struct core *c, struct arena *a, struct str name, bool live,
    struct rows_script_list *out)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	return rc != OK ? rc
			: core_db(c,
			      q_script_list(c->db, a, &scope, name, live,
				  list_lang(c), out));
}

enum err
script_find(struct core *c, struct arena *a, struct str name, int64_t n,
    struct row_script_find *out)
{
	enum err rc = core_allow(c, MAY_INTERACTION_READ, NULL);

	if (rc != OK)
		return rc;
	rc = q_script_find(c->db, a, name, n, out);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    n > 0 ? _("there is no version %lld of a script '%s'; "
			      "'script list' has them")
			  : _("there is no script (%lld) '%s'; 'script list' "
			      "has them"),
		    (long long)n, name.s);
	return core_db(c, rc);
}

enum err
script_bundle_of(struct core *c, struct arena *a, struct id id,
    struct row_script_text *out)
{
	return core_db(c, q_script_text(c->db, a, id, out));
}

/* ---- shares ------------------------------------------------------------- */

static enum err
set_share(struct core *c, struct write *w, const struct row_script_list *v,
    int64_t share)
{
	int64_t saved;
	enum err rc;

	if (v->share == share)
		return OK;
	rc = q_script_share(c->db, v->id, v->version, share, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody changed the shares meanwhile; look again"));
	if (rc == OK)
		write_set(c, w,
		    str_printf(&c->scratch, "share-%lld", (long long)v->n).s,
		    str_printf(&c->scratch, "%lld", (long long)v->share),
		    str_printf(&c->scratch, "%lld", (long long)share));
	return core_db(c, rc);
}

/* `n` gets `share`; whoever of the others had most gets the rest. */
static enum err
divide(struct core *c, struct write *w, struct str name, int64_t n,
    int64_t share)
{
	struct rows_script_list all;
	size_t most = SIZE_MAX;
	enum err rc = core_db(c,
	    q_script_list(c->db, &c->scratch, &w->scope, name, 0, STR_NONE,
		&all));

	for (size_t i = 0; rc == OK && i < all.n; i++)
		if (all.v[i].n != n && all.v[i].share > 0 &&
		    (most == SIZE_MAX || all.v[i].share > all.v[most].share))
			most = i;
	for (size_t i = 0; rc == OK && i < all.n; i++)
		rc = set_share(c, w, &all.v[i],
		    all.v[i].n == n		 ? share
			: i == most && share > 0 ? 100 - share
			: share > 0		 ? 0
						 : all.v[i].share);
	return rc;
}

struct sharing {
	struct str name;
	int64_t n, share;
};

static enum err
share_body(struct core *c, struct write *w)
{
	struct sharing *s = w->u;

	return divide(c, w, s->name, s->n, s->share);
}

enum err
script_share(struct core *c, struct str name, int64_t n, int64_t share)
{
	struct sharing s = { name, n, share };
	struct row_script_find row;
	struct write w = { .may = MAY_SCRIPT_PUBLISH,
		.kind = "script.share",
		.entity = "script",
		.body = share_body,
		.u = &s };
	enum err rc;

	if (share < 0 || share > 100)
		return fail(&c->fault, ERR_INVALID,
		    _("a share is 0 to 100 of 100 contacts"));
	if ((rc = script_find(c, &c->scratch, name, n, &row)) != OK)
		return rc;
	s.n = row.n;
	w.id = row.id;
	return core_write(c, &w);
}

/* ---- publishing --------------------------------------------------------- */

struct publishing {
	const struct script_text *in;
	int64_t share, n;
	struct id id; /* the new version's */
};

static enum err
add_version(struct core *c, struct write *w, struct publishing *p)
{
	const struct script_text *t = p->in;
	struct row_script_last last;
	enum err rc = q_script_last(c->db, &c->scratch, t->name, &last);

	if (rc != OK)
		return core_db(c, rc);
	p->n = last.n + 1;
	rc = q_script_add(c->db, w->id, t->name, p->n, t->title, t->langs,
	    t->chosen, t->hash, t->bundle, 0, w->at, c->me.id, NULL);
	for (size_t i = 0; i < t->ntitles && rc == OK; i++)
		rc = q_script_title_add(c->db, w->id, t->titles[i].lang,
		    t->titles[i].title, NULL);
	if (rc != OK)
		return core_db(c, rc);
	write_set(c, w, "name", STR_NONE, t->name);
	write_set_int(c, w, "n", 0, p->n);
	write_set(c, w, "hash", STR_NONE, t->hash);
	return OK;
}

static enum err
publish_body(struct core *c, struct write *w)
{
	struct publishing *p = w->u;
	enum err rc = add_version(c, w, p);

	return rc == OK ? divide(c, w, p->in->name, p->n, p->share) : rc;
}

enum err
script_publish(struct core *c, const struct script_text *t, int64_t share,
    struct id *id, int64_t *n)
{
	struct publishing p = { .in = t, .share = share };
	struct row_script_list row;
	struct write w = { .may = MAY_SCRIPT_PUBLISH,
		.kind = "script.publish",
		.entity = "script",
		.id = id_make(clock_now(c->clock)),
		.body = publish_body,
		.u = &p };
	struct rows_script_list all;
	enum err rc;

	if (share < 1 || share > 100)
		return fail(&c->fault, ERR_INVALID,
		    _("a new version gets 1 to 100 of 100 contacts"));
	rc = core_write(c, &w);
	if (rc != OK)
		return rc;
	*id = w.id;
	rc = q_script_list(c->db, &c->scratch, &w.scope, t->name, 0, STR_NONE,
	    &all);
	for (size_t i = 0; rc == OK && i < all.n; i++) {
		row = all.v[i];
		if (strcmp(row.id.s, w.id.s) == 0)
			*n = row.n;
	}
	return core_db(c, rc);
}
