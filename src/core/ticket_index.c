/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_index.c - keeps the words by which tickets are found; ticket_lead.c
 * looks for them.
 */
#include "core/ticket_index.h"

#include "core/find.h"
#include "core/ticket_asked.h"

enum { FILL = 5000 };

static void
add_once(struct words *out, struct str word)
{
	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->v[i], word))
			return;
	if (out->n < WORDS_MAX)
		out->v[out->n++] = word;
}

struct str
ticket_words_json(struct arena *a, struct str subject)
{
	struct words w, out = { .n = 0 };

	for (int join = 0; join <= words_may_join(subject); join++) {
		words_of(a, subject, join, &w);
		for (size_t i = 0; i < w.n; i++)
			add_once(&out, w.v[i]);
	}
	return ticket_json(a, out.v, out.n);
}

enum err
ticket_words_save(struct core *c, struct id ticket, struct str was,
    struct str now)
{
	struct str old = ticket_words_json(&c->scratch, was);
	struct str new = ticket_words_json(&c->scratch, now);
	enum err rc = OK;

	if (str_eq(old, new))
		return OK;
	if (was.len > 0)
		rc = q_ticket_word_drop(c->db, ticket, old, NULL);
	if (rc == OK)
		rc = q_ticket_word_add(c->db, ticket, new, NULL);
	return core_db(c, rc);
}

/* ---- those of before --------------------------------------------------------- */

struct filling {
	struct core *c;
	bool done;
};

static enum err
fill_some(struct filling *f, struct arena *a)
{
	struct db *db = f->c->db;
	struct rows_ticket_word_owed r;
	struct par_ticket_word_load *words;
	struct row_fact_get fact;
	enum err rc;

	if ((rc = q_fact_get(db, a, STR(FACT_WORDS), &fact)) != OK ||
	    (rc = q_ticket_word_owed(db, a, fact.v, FILL, &r)) != OK)
		return rc;
	words = NEWN(a, struct par_ticket_word_load, r.n + 1);
	for (size_t i = 0; i < r.n; i++)
		words[i] = (struct par_ticket_word_load){ r.v[i].id,
			ticket_words_json(a, r.v[i].subject) };
	if (r.n > 0)
		rc = q_ticket_word_load_batch(db, a, words, r.n);
	f->done = r.n < FILL;
	if (rc != OK || f->done)
		return rc == OK ? q_fact_drop(db, STR(FACT_WORDS), NULL) : rc;
	return q_fact_set(db, STR(FACT_WORDS), id_str(&r.v[r.n - 1].id), NULL);
}

static enum err
fill_body(void *u)
{
	struct filling *f = u;
	struct arena a = { 0 };
	enum err rc = fill_some(f, &a);

	arena_done(&a);
	if (rc != ERR_NOT_FOUND)
		return rc;
	f->done = true; /* there is no such fact: none is owed */
	return OK;
}

enum err
ticket_words_fill(struct core *c)
{
	struct filling f = { .c = c };
	enum err rc = OK;

	while (rc == OK && !f.done)
		rc = db_tx(c->db, TX_WRITE, fill_body, &f);
	return core_db(c, rc);
}
