/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_tx.c - how the parts of the demo write: in transactions of bounded size,
 * each row counted and in the digest.
 */
#include "core/demo_kit.h"

void
demo_count(struct demo *d, struct str id, struct str text)
{
	sha256_add(&d->digest, id.s, id.len + 1);
	sha256_add(&d->digest, text.s, text.len + 1);
	d->rows++;
}

struct unit {
	struct demo *d;
	enum err (*body)(struct demo *);
	struct sha256 digest;
	int64_t rows;
};

static enum err
attempt(void *u)
{
	struct unit *t = u;

	t->d->digest = t->digest;
	t->d->rows = t->rows;
	arena_reset(&t->d->batch);
	return t->body(t->d);
}

enum err
demo_tx(struct demo *d, enum err (*body)(struct demo *))
{
	struct unit t = { d, body, d->digest, d->rows };

	return core_db(d->c, db_tx(d->c->db, TX_WRITE, attempt, &t));
}

enum err
demo_each(struct demo *d, const char *what, int64_t n, int64_t step,
    enum err (*body)(struct demo *))
{
	enum err rc = OK;

	for (d->from = 0; d->from < n && rc == OK; d->from = d->to) {
		d->to = d->from + step < n ? d->from + step : n;
		rc = demo_tx(d, body);
		if (rc == OK && d->o.progress != NULL)
			d->o.progress(d->o.u, what, d->to, n);
	}
	return rc;
}
