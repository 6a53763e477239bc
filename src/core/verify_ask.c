/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify_ask.c - which questions fit a customer, and whether an answer that was
 * heard is the one we have.
 */
#include "core/verify_ask.h"

#include "core/contact.h"
#include "core/find.h"

struct known {
	struct row_verify_known who;
	struct rows_verify_things things;
	struct rows_verify_bought bought;
};

static void
add(struct verify_asks *q, const char *code, int class,
    enum verify_compare compare, struct str ask, struct str expect)
{
	if (expect.len > 0 && q->n < VERIFY_QUESTIONS)
		q->v[q->n++] =
		    (struct verify_ask){ code, class, compare, ask, expect };
}

/* The four digits before the check digit. */
static struct str
rut_tail(struct arena *a, struct str rut)
{
	const char *dash = strchr(rut.s, '-');
	size_t n = dash == NULL ? 0 : (size_t)(dash - rut.s);

	return n < 4 ? STR_NONE : str_copyn(a, rut.s + n - 4, 4);
}

/* Up to the first comma: street and number. */
static struct str
street(struct arena *a, struct str address)
{
	const char *comma = strchr(address.s, ',');

	return comma == NULL
	    ? address
	    : str_copyn(a, address.s, (size_t)(comma - address.s));
}

static void
ask_who(struct arena *a, const struct known *k, struct verify_asks *q)
{
	const struct row_verify_known *w = &k->who;

	add(q, "rut", CLASS_PERSONAL, VERIFY_EXACT,
	    str_of(_("the last four digits of the RUT, before the dash")),
	    rut_tail(a, w->national_id));
	add(q, "born", CLASS_PERSONAL, VERIFY_DAY,
	    str_of(_("the day of birth")), w->born);
	add(q, "email", CLASS_PERSONAL, VERIFY_EXACT,
	    str_of(_("the e-mail address that we have")), w->email);
	add(q, "address", CLASS_PERSONAL, VERIFY_WORDS,
	    str_of(_("street and number")), street(a, w->address));
	add(q, "phone", CLASS_PERSONAL, VERIFY_EXACT,
	    str_of(_("the last four digits of the telephone that we have")),
	    w->phone.len < 4 ? STR_NONE
			     : str_copyn(a, w->phone.s + w->phone.len - 4, 4));
}

/* The newest that has one. */
static struct str
plated(const struct rows_verify_things *things)
{
	size_t i = 0;

	while (i < things->n && things->v[i].plate.len == 0)
		i++;
	return i < things->n ? things->v[i].plate : STR_NONE;
}

static void
ask_things(struct arena *a, const struct known *k, struct verify_asks *q)
{
	const struct row_verify_things *t = k->things.v;
	const struct row_verify_bought *b = k->bought.v;

	if (k->things.n > 0) {
		/* It must not tell what the next question asks. */
		add(q, "plate", CLASS_OPEN, VERIFY_EXACT,
		    str_of(_("the plate of the vehicle they bought last")),
		    plated(&k->things));
		add(q, "product", CLASS_OPEN, VERIFY_WORDS,
		    str_of(_("make and model of a product of theirs")),
		    str_printf(a, "%s %s", t->brand.s, t->model.s));
	}
	if (k->bought.n > 0) {
		add(q, "branch", CLASS_OPEN, VERIFY_WORDS,
		    str_of(_("the branch of the last purchase")),
		    b->branch_name);
		add(q, "bought", CLASS_OPEN, VERIFY_WORDS,
		    str_of(_("what they bought last")), b->what);
	}
}

enum err
verify_know(struct core *c, struct arena *a, struct id customer,
    struct verify_asks *q)
{
	struct scope scope;
	struct known k;
	enum err rc = core_allow(c, MAY_CUSTOMER_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_verify_known(c->db, a, &scope, customer, &k.who);
	if (rc != OK)
		return customer_found(c, rc);
	rc = q_verify_things(c->db, a, customer, &k.things);
	if (rc == OK)
		rc = q_verify_bought(c->db, a, customer, &k.bought);
	if (rc != OK)
		return core_db(c, rc);
	ask_who(a, &k, q);
	ask_things(a, &k, q);
	return OK;
}

/* Which comes first changes from contact to contact, and never within one. */
void
verify_turn(struct verify_asks *q, struct id interaction)
{
	struct verify_asks was = *q;
	unsigned sum = 0;

	for (const char *p = interaction.s; *p != '\0'; p++)
		sum = sum * 31 + (unsigned char)*p;
	for (size_t i = 0; i < q->n; i++)
		q->v[i] = was.v[(i + sum) % q->n];
}

/* ---- comparing what was heard ------------------------------------------- */

/* 1984-05-03, 3/5/1984 and 03051984 are one day. */
static bool
same_day(struct arena *a, struct str expect, struct str answer)
{
	int64_t have[3], said[3];
	struct words x, y;
	char text[12];

	words_of(a, expect, true, &x);
	words_of(a, answer, true, &y);
	if (y.n == 1 && y.v[0].len == 8) {
		snprintf(text, sizeof(text), "%.2s %.2s %.4s", y.v[0].s,
		    y.v[0].s + 2, y.v[0].s + 4);
		words_of(a, str_of(text), true, &y);
	}
	if (x.n != 3 || y.n != 3)
		return false;
	for (int i = 0; i < 3; i++)
		if (!str_int(x.v[i], &have[i]) || !str_int(y.v[i], &said[i]))
			return false;
	return have[1] == said[1] &&
	    ((have[0] == said[0] && have[2] == said[2]) ||
		(have[0] == said[2] && have[2] == said[0]));
}

/* Each word that was said is one of ours, and one of them is no small word. */
static bool
same_words(struct arena *a, struct str expect, struct str answer)
{
	struct words have, said;
	bool big = false, is;

	words_of(a, expect, true, &have);
	words_of(a, answer, true, &said);
	for (size_t i = 0; i < said.n; i++) {
		is = false;
		for (size_t k = 0; k < have.n && !is; k++)
			is = str_eq(said.v[i], have.v[k]);
		if (!is)
			return false;
		big |= said.v[i].len > 3;
	}
	return big;
}

bool
verify_fits(struct arena *a, const struct verify_ask *q, struct str answer)
{
	struct str expect = squeeze_code(a, q->expect);
	struct str got = squeeze_code(a, answer);

	switch (q->compare) {
	case VERIFY_DAY:
		return same_day(a, q->expect, answer);
	case VERIFY_WORDS:
		return str_eq(expect, got) || same_words(a, q->expect, answer);
	default:
		return str_eq(expect, got);
	}
}
