/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * whose.c - whose ticket it is.
 */
#include "screens/whose.h"

#include "screens/customer.h"

enum { WIDEST = 200 };

bool
whose_more(struct peek *k, const struct screen *s, struct id customer,
    struct arena *a, struct str *text)
{
	if (s->arg.columns < WIDEST || id_none(customer) ||
	    !peek_wants(k, id_str(&customer)))
		return false;
	*text = str_copy(a, id_str(&customer));
	return true;
}

static enum err
read_one(struct core *c, const struct screen_arg *arg, struct arena *a,
    bool glance, void **part)
{
	struct customer_model *m = NEW(a, struct customer_model);
	struct id id;
	enum err rc;

	if (!id_parse(arg->text, &id))
		id = ID_NONE;
	if ((rc = customer_read(c, a, id, ID_NONE, glance, m)) == OK)
		*part = m;
	return rc;
}

enum err
whose_of_ticket(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **part)
{
	return read_one(c, arg, a, false, part);
}

enum err
whose_of_row(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **part)
{
	return read_one(c, arg, a, true, part);
}

void
whose_draw(const struct screen *s, const struct peek *k, struct id customer,
    const struct pane *p)
{
	const struct customer_model *m = peek_part(k, id_str(&customer));
	struct customer_state state = { .part = NUMBERED };
	struct screen still = *s;
	struct arena words = { 0 };
	struct customer_view v = { &still, m, &state, &words, s->scene.now,
		true };

	still.scene.focus = false;
	if (m != NULL)
		customer_aside(&v, p);
	arena_done(&words);
}
