/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk.c - one change of many tickets, tried and done.
 */
#include "core/bulk_own.h"

#include "base/json.h"
#include "core/list.h"
#include "queries.h"

#define SLICE 250 /* tickets read in one go */

/* ---- before and after ----------------------------------------------------- */

struct work {
	struct core *c;
	struct arena *a;
	const struct bulk_do *d;
	struct id op; /* none: only a trial */
	bool until;   /* ... until one is found that would change */
	struct rows_field_named named;
	struct bulk_row *row;
};

/* What the person sees of it now; OK and no number when it is out of sight. */
static enum err
see(struct work *w, struct row_ticket_rows *t, struct promise *p)
{
	struct rows_ticket_rows r;
	struct scope scope;
	struct str ids =
	    list_ids(&w->c->scratch, &w->row->id, 1, sizeof(struct id));
	enum err rc;

	if ((rc = core_allow(w->c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(w->c,
	    q_ticket_rows(w->c->db, w->a, &scope, ids, list_lang(w->c), &r));
	if (rc != OK || r.n == 0)
		return rc;
	*t = r.v[0];
	return promise_of(w->c, w->a, &w->row->id, 1, p);
}

static struct str
value_of(const struct rows_field_value_list *v, struct str field)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->v[i].field, field))
			return v->v[i].text;
	return STR_NONE;
}

/* The fields that are to be changed: what they are now. */
static enum err
see_fields(struct work *w, bool after)
{
	struct bulk_row *row = w->row;
	struct rows_field_value_list v;
	enum err rc;

	if (w->d->nfields == 0)
		return OK;
	rc = field_values(w->c, w->a, "ticket", row->id, &v);
	for (size_t i = 0; rc == OK && i < row->nfields; i++)
		*(after ? &row->fields[i].now : &row->fields[i].was) =
		    value_of(&v, w->d->fields[i].name);
	for (size_t i = 0; rc == OK && !after && i < row->nfields; i++)
		row->fields[i].now = row->fields[i].was;
	return rc;
}

static enum err
apply(void *u)
{
	struct work *w = u;
	enum err rc =
	    bulk_steps(w->c, w->d, &w->row->was, w->op, &w->row->same);

	w->row->now = w->row->was;
	w->row->due_now = w->row->due_was;
	if (rc != OK || w->row->same ||
	    (rc = see(w, &w->row->now, &w->row->due_now)) != OK)
		return rc;
	return see_fields(w, true);
}

static enum err
all_steps(struct core *c, void *u)
{
	(void)c;
	return apply(u);
}

bool
bulk_is_own(enum err rc)
{
	return rc == ERR_NOT_FOUND || rc == ERR_INVALID || rc == ERR_DENIED ||
	    rc == ERR_CONFLICT || rc == ERR_NEED_ARG;
}

/* A file that may only be read refuses all of them alike. */
static bool
of_the_file(const struct core *c, enum err rc)
{
	const struct fault *f = db_fault(c->db);

	return rc == ERR_DENIED && db_engine(c->db) == ENGINE_SQLITE &&
	    f->code == rc && strcmp(f->text, c->fault.text) == 0;
}

static void
blank(struct bulk_row *row)
{
	row->was.subject = row->was.state = row->was.team = STR_NONE;
	row->was.team_name = row->was.owner_name = STR_NONE;
	row->was.customer_name = row->was.typification = STR_NONE;
	row->was.typification_name = row->why = STR_NONE;
	row->due_was.sign = row->due_now.sign = PROMISE_NONE;
}

/* A row's own, for each that is to be changed. */
static void
name_fields(struct work *w)
{
	struct bulk_row *row = w->row;
	const struct rows_field_named *all = &w->named;

	row->nfields = w->d->nfields;
	row->fields = NEWN(w->a, struct bulk_field, row->nfields + 1);
	for (size_t i = 0; i < row->nfields; i++) {
		struct str name = w->d->fields[i].name;

		for (size_t k = 0; k < all->n; k++)
			if (str_eq(all->v[k].id, w->d->fields[i].name))
				name = all->v[k].name;
		row->fields[i] =
		    (struct bulk_field){ name, STR_NONE, STR_NONE };
	}
}

static enum err
one_row(struct work *w)
{
	struct core *c = w->c;
	struct bulk_row *row = w->row;
	enum err rc;

	blank(row);
	row->looked = true;
	if ((rc = see(w, &row->was, &row->due_was)) != OK)
		return rc;
	row->now = row->was;
	name_fields(w);
	if (!id_none(row->was.id) && (rc = see_fields(w, false)) != OK)
		return rc;
	if (id_none(row->was.id))
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no such ticket that you may see"));
	else if (id_none(w->op))
		rc = core_try(c, all_steps, w);
	else
		rc = core_together(c, all_steps, w);
	row->rc = rc;
	if (rc == OK || !bulk_is_own(rc) || of_the_file(c, rc))
		return rc;
	row->why = str_copy(w->a, str_of(c->fault.text));
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static void
tally(struct bulk_rows *all, const struct bulk_row *row, msec now)
{
	msec was = row->due_was.due_at, would = row->due_now.due_at;

	if (row->rc != OK)
		all->bad++;
	else if (row->same)
		all->same++;
	else
		all->good++;
	if (row->rc != OK || row->same || was == 0 || would == 0)
		return;
	all->earlier += would < was;
	all->later += would > was;
	all->late_at_once += would <= now && was > now;
}

static enum err
each(struct work *w, const struct id *tickets, size_t n, struct bulk_rows *out)
{
	struct arena_mark mark;
	enum err rc = OK;

	if (w->d->nfields > 0)
		rc = field_named(w->c, w->a, STR("ticket"), &w->named);
	out->v = NEWN(w->a, struct bulk_row, n + 1);
	for (out->n = 0; rc == OK && out->n < n; out->n++) {
		if (w->until && out->good > 0)
			break;
		mark = arena_mark(&w->c->scratch);
		w->row = &out->v[out->n];
		w->row->id = tickets[out->n];
		if ((rc = one_row(w)) == OK)
			tally(out, w->row, clock_now(w->c->clock));
		arena_back(&w->c->scratch, mark);
	}
	w->c->op = ID_NONE;
	return rc;
}

static enum err
check_number(struct core *c, size_t n)
{
	if (n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("no ticket fits: nothing to change"));
	if (n <= BULK_MOST)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("at most %d tickets are changed at once; say more exactly "
	      "which"),
	    BULK_MOST);
}

enum err
bulk_preview(struct core *c, struct arena *a, const struct bulk_do *d,
    const struct id *tickets, size_t n, struct bulk_rows *out)
{
	struct work w = { .c = c, .a = a, .d = d };
	struct bulk_rows made = { .v = NULL };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = check_number(c, n)) != OK ||
	    (rc = each(&w, tickets, n, &made)) != OK)
		return rc;
	*out = made;
	return OK;
}

static enum err
before(struct core *c, struct arena *a, const struct scope *scope,
    const struct id *ids, size_t n, struct bulk_row *out)
{
	struct str list = list_ids(&c->scratch, ids, n, sizeof(*ids));
	struct promise *due = NEWN(&c->scratch, struct promise, n + 1);
	const struct row_ticket_rows *t;
	struct rows_ticket_rows rows;
	enum err rc;

	if ((rc = core_db(c,
		 q_ticket_rows(c->db, a, scope, list, list_lang(c), &rows))) !=
		OK ||
	    (rc = promise_of(c, a, ids, n, due)) != OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		out[i].id = ids[i];
		blank(&out[i]);
		if ((t = ticket_row_of(&rows, ids[i])) != NULL) {
			out[i].was = *t;
			out[i].due_was = due[i];
		}
		out[i].now = out[i].was;
		out[i].due_now = out[i].due_was;
	}
	return OK;
}

enum err
bulk_before(struct core *c, struct arena *a, const struct id *tickets, size_t n,
    struct bulk_rows *out)
{
	struct bulk_rows made = { .n = n };
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    (rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK ||
	    (rc = check_number(c, n)) != OK)
		return rc;
	made.v = NEWN(a, struct bulk_row, n + 1);
	for (size_t i = 0; rc == OK && i < n; i += SLICE) {
		struct arena_mark mark = arena_mark(&c->scratch);

		rc = before(c, a, &scope, tickets + i,
		    n - i < SLICE ? n - i : SLICE, made.v + i);
		arena_back(&c->scratch, mark);
	}
	if (rc == OK)
		*out = made;
	return rc;
}

/* ---- done ------------------------------------------------------------------- */

struct plan {
	struct str words;
	const struct id *tickets;
	size_t n;
};

static enum err
plan_body(struct core *c, struct write *w)
{
	const struct plan *p = w->u;
	struct json *body = json_object_new(), *ids = json_array_new();
	struct buf b = { 0 };

	for (size_t i = 0; i < p->n; i++)
		json_push_str(ids, id_str(&p->tickets[i]));
	json_set(body, "tickets", ids);
	json_print(body, &b, false);
	json_free(body);
	w->body_json = buf_copy(&c->scratch, &b);
	buf_done(&b);
	write_set(c, w, "do", STR_NONE, p->words);
	write_set_int(c, w, "tickets", 0, (int64_t)p->n);
	w->version = 1;
	return OK;
}

enum err
bulk_ids(struct core *c, struct str body, struct id **out, size_t *n)
{
	struct json *json;
	const struct json *list;
	enum err rc = json_parse(body, &json, &c->fault);

	if (rc != OK)
		return rc;
	list = json_get(json, "tickets");
	*n = 0;
	*out = NEWN(&c->scratch, struct id, json_len(list) + 1);
	for (size_t i = 0; i < json_len(list); i++)
		*n += id_parse(json_str(json_at(list, i)), &(*out)[*n]);
	json_free(json);
	return OK;
}

/* The tickets of the first time, from its event. */
static enum err
recall(struct core *c, struct id bulk, struct id **tickets, size_t *n)
{
	struct row_bulk_plan plan;
	enum err rc = core_db(c, q_bulk_plan(c->db, &c->scratch, bulk, &plan));

	return rc == OK ? bulk_ids(c, plan.body, tickets, n) : rc;
}

/* What changes nothing is no event, and nothing to take back: true, and each
 * row says why. Mostly the first one tells that it is not so. */
static enum err
is_idle(struct core *c, struct arena *a, const struct bulk_do *d,
    const struct id *tickets, size_t n, struct bulk_rows *out, bool *idle)
{
	struct work w = { .c = c, .a = a, .d = d, .until = true };
	struct bulk_rows made = { .v = NULL };
	struct id op = c->op;
	msec at = c->at;
	struct id was;
	enum err rc;

	*idle = false;
	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK ||
	    core_applied(c, "bulk", &was) || (rc = check_number(c, n)) != OK)
		return rc;
	rc = each(&w, tickets, n, &made);
	c->op = op;
	c->at = at;
	*idle = rc == OK && made.good == 0;
	if (*idle)
		*out = made;
	return rc;
}

enum err
bulk_part(struct core *c, struct arena *a, const struct bulk_do *d,
    struct str words, const struct id *tickets, size_t n, size_t from,
    size_t most, struct bulk_rows *out)
{
	struct plan plan = { words, tickets, n };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.bulk",
		.entity = "bulk",
		.id = id_make(clock_now(c->clock)),
		.body = plan_body,
		.u = &plan };
	struct work work = { .c = c, .a = a, .d = d };
	struct bulk_rows made = { .v = NULL };
	struct id *then = NULL;
	struct done done;
	msec at = c->at;
	bool idle;
	enum err rc;

	if ((rc = is_idle(c, a, d, tickets, n, out, &idle)) != OK || idle)
		return rc;
	if ((rc = core_write(c, &w)) != OK)
		return rc;
	done = c->done;
	work.op = done.op;
	made.bulk = w.id;
	if (w.replayed) {
		if ((rc = recall(c, w.id, &then, &n)) != OK)
			return rc;
		tickets = then;
	}
	from = from < n ? from : n;
	most = most < n - from ? most : n - from;
	made.left = n - from - most;
	c->at = at;
	c->bulk = w.id;
	rc = each(&work, tickets + from, most, &made);
	c->bulk = ID_NONE;
	c->done = done;
	if (rc == OK)
		*out = made;
	return rc;
}

enum err
bulk_run(struct core *c, struct arena *a, const struct bulk_do *d,
    struct str words, const struct id *tickets, size_t n, struct bulk_rows *out)
{
	return bulk_part(c, a, d, words, tickets, n, 0, BULK_MOST, out);
}
