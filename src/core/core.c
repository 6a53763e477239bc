/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * core.c - who may do what, and the one road a change travels.
 */
#include "core/core.h"

#include "base/utf8.h"
#include "core/policy.h"
#include "core/calendar_store.h"
#include "core/late.h"
#include "core/seen.h"
#include "queries.h"

#define OP_KEPT DAYS(90)

static const struct {
	const char *name, *what;
} rights[] = { [MAY_ANYONE] = { "anyone", N_("do that") },
#define X(name, verb, what) [MAY_##name] = { verb, what },
	MAY_TABLE(X)
#undef X
};

void
core_init(struct core *c, struct db *db, struct clock *clock)
{
	*c = (struct core){ .db = db, .clock = clock };
	c->me.login = c->me.name = c->me.role = STR_NONE;
	c->me.branch = c->me.lang = c->me.zone = STR_NONE;
	c->real = c->me;
	c->via = c->terminal = c->lang = STR_NONE;
}

void
core_done(struct core *c)
{
	if (c->live != NULL && c->live != c->db)
		db_close(c->live);
	c->live = NULL;
	policies_free(c->policies);
	c->policies = NULL;
	calendar_store_done(c);
	arena_done(&c->arena);
	arena_done(&c->scratch);
}

void
core_rest(struct core *c)
{
	arena_reset(&c->scratch);
	c->op = ID_NONE;
	c->seen = 0;
	c->at = c->said = 0;
	c->fault = (struct fault){ .code = OK };
}

msec
core_now(const struct core *c)
{
	return c->read_at != 0 ? c->read_at : clock_now(c->clock);
}

enum err
core_db(struct core *c, enum err rc)
{
	if (rc != OK && c->fault.code == OK)
		c->fault = *db_fault(c->db);
	return rc;
}

const char *
may_name(enum may may)
{
	return rights[may].name;
}

const char *
may_what(enum may may)
{
	return _(rights[may].what);
}

enum may
may_find(struct str name)
{
	size_t i = 0;

	while (i < countof(rights) && !str_is(name, rights[i].name))
		i++;
	return (enum may)i;
}

/* What one worked on stays in sight; it is changed no more. */
static bool
reads(enum may may)
{
	return may == MAY_TICKET_READ || may == MAY_INTERACTION_READ;
}

enum err
core_allow(struct core *c, enum may may, struct scope *scope)
{
	int level = may == MAY_ANYONE ? SCOPE_ALL : c->grants[may];

	if (level == SCOPE_NONE && id_none(c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("nobody is signed in; sign in first"));
	if (level == SCOPE_NONE && c->held)
		return fail(&c->fault, ERR_DENIED,
		    _("signing in is not finished: set a new password or a "
		      "one-time code first"));
	if (level == SCOPE_NONE)
		return fail(&c->fault, ERR_DENIED,
		    _("%s may not %s; ask an administrator for the right '%s'"),
		    c->me.login.s, may_what(may), may_name(may));
	if (scope != NULL) {
		scope->level = level;
		scope->agent = c->me.id;
		scope->tickets =
		    reads(may) ? c->grants[MAY_TICKET_READ] : SCOPE_NONE;
	}
	return OK;
}

/* ---- writing ------------------------------------------------------------ */

struct attempt {
	struct core *c;
	struct write *w;
	struct id op;
};

/* The op was there: the first outcome, if it is the same write. */
static enum err
recall(struct attempt *t)
{
	struct core *c = t->c;
	struct row_applied_op_get was;
	enum err rc;

	rc = core_db(c, q_applied_op_get(c->db, &c->scratch, t->op, &was));
	if (rc != OK)
		return rc;
	if (!str_is(was.kind, t->w->kind) || !id_eq(was.actor, c->me.id))
		return fail(&c->fault, ERR_CONFLICT,
		    _("operation %s was already used for another change; "
		      "nothing was changed, use a new id"),
		    t->op.s);
	t->w->replayed = true;
	t->w->id = was.entity_id;
	return OK;
}

bool
core_applied(struct core *c, const char *entity, struct id *id)
{
	struct row_applied_op_get was;

	if (!id_none(c->op)) /* it may be asked twice */
		q_applied_op_get_ahead(c->db, c->op);
	if (id_none(c->op) ||
	    q_applied_op_get(c->db, &c->scratch, c->op, &was) != OK ||
	    !str_is(was.entity, entity) || !id_eq(was.actor, c->me.id))
		return false;
	*id = was.entity_id;
	return true;
}

static enum err
check_age(struct core *c, struct id op, msec now)
{
	msec made = id_at(op);

	if (made == 0 || now - made <= OP_KEPT)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("operation %s is older than 90 days: it cannot be known whether "
	      "it was applied; look, then use a new id"),
	    op.s);
}

/* The body, and before it from where this was done. */
static struct str
body_of(struct core *c, struct str body)
{
	const char *rest = body.len > 2 ? body.s + 1 : "}";

	if (c->via.len == 0)
		return body.len > 0 ? body : STR("{}");
	return str_printf(&c->scratch, "{\"via\":\"%s\"%s%s%s%s%s%s%s%s",
	    c->via.s, c->me.branch.len > 0 ? ",\"branch\":\"" : "",
	    c->me.branch.s, c->me.branch.len > 0 ? "\"" : "",
	    c->terminal.len > 0 ? ",\"terminal\":\"" : "", c->terminal.s,
	    c->terminal.len > 0 ? "\"" : "", body.len > 2 ? "," : "", rest);
}

static void
describe(struct attempt *t)
{
	struct event *e = &t->w->event;
	struct core *c = t->c;

	e->id = id_make(t->w->now);
	e->recorded_at = t->w->now;
	e->happened_at = t->w->at;
	e->actor = c->me.id;
	e->real_actor = c->real.id;
	e->kind = str_of(t->w->kind);
	e->entity = str_of(t->w->entity);
	e->entity_id = t->w->id;
	e->version = t->w->version;
	e->op = t->op;
	e->body = t->w->body_json.len > 0 ? t->w->body_json : STR("{}");
	if (!id_none(c->bulk))
		e->body = str_printf(&c->scratch, "{\"bulk\":\"%s\"%s%s",
		    c->bulk.s, e->body.len > 2 ? "," : "", e->body.s + 1);
	e->body = body_of(c, e->body);
}

static enum err
attempt(void *u)
{
	struct attempt *t = u;
	struct core *c = t->c;
	struct write *w = t->w;
	int64_t added;
	enum err rc;

	memset(&w->event, 0, sizeof(w->event));
	w->replayed = false;
	w->body_json = STR_NONE;
	w->beside = ID_NONE;
	w->beside_of = 0;
	w->version = 0;
	c->fault = (struct fault){ .code = OK };
	if (w->ahead != NULL)
		w->ahead(c, w);
	rc = core_db(c,
	    q_applied_op_add(c->db, t->op, str_of(w->kind), str_of(w->entity),
		w->id, c->me.id, w->now, &added));
	if (rc != OK)
		return rc;
	if (added == 0)
		return recall(t);
	if ((rc = check_age(c, t->op, w->now)) != OK ||
	    (rc = late_date(c, w)) != OK)
		return rc;
	if ((rc = core_db(c, w->body(c, w))) != OK ||
	    (rc = seen_check(c, w)) != OK)
		return rc;
	if (c->trying)
		return OK;
	describe(t);
	rc = event_append(c->db, &c->scratch, &w->event, &w->n);
	if (rc == OK && !id_none(w->beside))
		rc = q_event_beside_add(c->db, w->beside, w->n, NULL);
	if (rc == OK && w->beside_of != 0)
		rc = q_event_beside_again(c->db, w->beside_of, w->n, NULL);
	return core_db(c, rc);
}

static enum err
happened(struct core *c, struct write *w)
{
	enum err rc;

	w->now = clock_now(c->clock);
	w->at = c->at != 0 ? c->at : w->now;
	if (c->at == 0)
		return OK;
	if ((rc = core_allow(c, MAY_BACKDATE, NULL)) != OK)
		return rc;
	if (w->at > w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("'at' lies in the future; nothing was changed"));
	return OK;
}

enum err
core_write(struct core *c, struct write *w)
{
	struct attempt t = { c, w, c->op };
	enum err rc;

	if ((rc = core_allow(c, w->may, &w->scope)) != OK)
		return rc;
	if (!id_none(c->reached) && id_eq(c->reached, w->id))
		w->scope.level = SCOPE_ALL;
	if ((rc = happened(c, w)) != OK)
		return rc;
	if (id_none(t.op))
		t.op = id_make(w->now);
	w->op = t.op;
	rc = c->trying || c->together ? attempt(&t)
				      : db_tx(c->db, TX_WRITE, attempt, &t);
	if (rc != OK && (c->fault.code == OK || rc != c->fault.code))
		c->fault = *db_fault(c->db);
	c->op = rc == ERR_UNKNOWN ? t.op : ID_NONE;
	if (rc == OK && !c->trying)
		c->done = (struct done){ .op = t.op,
			.id = w->id,
			.n = w->replayed ? 0 : w->n,
			.kind = w->kind,
			.replayed = w->replayed };
	return rc;
}

struct trial {
	struct core *c;
	enum err (*body)(struct core *, void *);
	void *u;
	enum err rc;
	struct fault fault;
};

static enum err
trial(void *u)
{
	struct trial *t = u;

	t->c->fault = (struct fault){ .code = OK };
	t->c->trying = true;
	t->rc = t->body(t->c, t->u);
	t->c->trying = false;
	t->fault = t->c->fault;
	/* The transaction ends only so without a trace. */
	return t->rc == ERR_BUSY || t->rc == ERR_DB ? t->rc : ERR_CANCELLED;
}

enum err
core_try(struct core *c, enum err (*body)(struct core *, void *), void *u)
{
	struct trial t = { .c = c, .body = body, .u = u };
	enum err rc = db_tx(c->db, TX_WRITE, trial, &t);

	c->op = ID_NONE;
	if (rc != ERR_CANCELLED)
		return core_db(c, rc);
	c->fault = t.fault;
	return t.rc;
}

/* Bodies of one transaction, whether they read or write. */
struct together {
	struct core *c;
	enum err (*body)(struct core *, void *);
	void *u;
};

static enum err
all_of_it(void *u)
{
	struct together *t = u;

	return t->body(t->c, t->u);
}

static enum err
read_it(void *u)
{
	struct together *t = u;

	t->c->fault = (struct fault){ .code = OK };
	return t->body(t->c, t->u);
}

enum err
core_read(struct core *c, enum err (*body)(struct core *, void *), void *u)
{
	struct together t = { c, body, u };

	if (db_in_tx(c->db))
		return body(c, u);
	return core_db(c, db_tx(c->db, TX_READ, read_it, &t));
}

enum err
core_together(struct core *c, enum err (*body)(struct core *, void *), void *u)
{
	struct together t = { c, body, u };
	enum err rc;

	c->together = true;
	rc = db_tx(c->db, TX_WRITE, all_of_it, &t);
	c->together = false;
	if (rc != OK && (c->fault.code == OK || rc != c->fault.code))
		c->fault = *db_fault(c->db);
	return rc;
}

void
write_set_of(struct core *c, struct write *w, const char *entity,
    const char *field, struct str old, struct str new)
{
	struct event_value *v;

	if (str_eq(old, new))
		return;
	v = vec_push(&c->scratch, &w->event.values);
	v->entity = str_of(entity);
	v->field = str_of(field);
	v->old = str_copy(&c->scratch, old);
	v->new = str_copy(&c->scratch, new);
	v->old_null = old.len == 0;
	v->new_null = new.len == 0;
}

void
write_set(struct core *c, struct write *w, const char *field, struct str old,
    struct str new)
{
	write_set_of(c, w, w->entity, field, old, new);
}

void
write_set_int(struct core *c, struct write *w, const char *field, int64_t old,
    int64_t new)
{
	write_set(c, w, field,
	    old == 0 ? STR_NONE
		     : str_printf(&c->scratch, "%lld", (long long)old),
	    new == 0 ? STR_NONE
		     : str_printf(&c->scratch, "%lld", (long long)new));
}

/* ---- small services for bodies ------------------------------------------ */

enum err
core_numbers(struct core *c, const char *counter, int64_t n, int64_t *first)
{
	struct row_counter_lease row;
	enum err rc;

	rc = q_counter_lease(c->db, &c->scratch, str_of(counter), n, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_DB,
		    _("the counter '%s' is missing; run 'cabina doctor'"),
		    counter);
	if (rc == OK)
		*first = row.first;
	return core_db(c, rc);
}

enum err
core_stay(struct core *c, const char *kind, struct id entity, struct str state,
    struct str reason, struct str holder, msec at)
{
	enum err rc;

	rc = q_stay_close(c->db, str_of(kind), entity, at, NULL);
	if (rc == OK)
		rc = q_stay_open(c->db, id_make(clock_now(c->clock)),
		    str_of(kind), entity, state, reason, holder, at, NULL);
	return core_db(c, rc);
}

static bool
has_control(struct str s, bool lines)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (lines && (cp == '\n' || cp == '\t'))
			continue;
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return true;
	}
	return false;
}

enum err
core_override(struct core *c, const char *why)
{
	struct str text = str_copy(&c->scratch, str_of(why));
	enum err rc = fail(&c->fault, ERR_DENIED,
	    _("%s; if it must be all the same, say override=REASON"), text.s);

	c->fault.asks = "override";
	c->fault.said = strnlen(c->fault.text,
	    text.len < sizeof(c->fault.text) ? text.len : 0);
	return rc;
}

enum err
core_text(struct core *c, const char *what, struct str in, size_t max,
    bool lines, bool optional, struct str *out)
{
	struct str text = utf8_trim(&c->scratch, utf8_nfc(&c->scratch, in));

	if (has_control(text, lines))
		return fail(&c->fault, ERR_INVALID,
		    _("%s has a control character; nothing was changed, take "
		      "it out"),
		    what);
	if (text.len == 0 && !optional)
		return fail(&c->fault, ERR_INVALID,
		    _("%s is empty; nothing was changed"), what);
	if (text.len > max)
		return fail(&c->fault, ERR_INVALID,
		    _("%s is too long: %zu bytes, at most %zu; nothing was "
		      "changed"),
		    what, text.len, max);
	*out = text;
	return OK;
}
