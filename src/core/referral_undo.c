/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_undo.c - a leg's row told and saved, and set back to what it was.
 */
#include "core/image.h"
#include "core/list.h"
#include "core/referral_own.h"
#include "core/undo.h"

struct row_referral_take
referral_none(void)
{
	return (struct row_referral_take){ .id = ID_NONE,
		.ticket = ID_NONE,
		.previous = ID_NONE,
		.owner = ID_NONE,
		.sent_by = ID_NONE,
		.state = STR_NONE,
		.from_team = STR_NONE,
		.to_team = STR_NONE,
		.reason = STR_NONE,
		.ask = STR_NONE,
		.why = STR_NONE,
		.answer = STR_NONE,
		.policy = STR_NONE };
}

/* ---- a row as values, and back ------------------------------------------ */

/* Each field with its text or number; what is 0 or empty is not told. */
static const struct field {
	const char *name;
	enum { TEXT, ID, NUMBER } as;
	size_t at;
} fields[] = {
#define F(n, t, m)                                                             \
	{                                                                      \
		n, t, offsetof(struct row_referral_take, m)                    \
	}
	F("state", TEXT, state),
	F("from_team", TEXT, from_team),
	F("to_team", TEXT, to_team),
	F("owner", ID, owner),
	F("reason", TEXT, reason),
	F("ask", TEXT, ask),
	F("why", TEXT, why),
	F("answer", TEXT, answer),
	F("policy", TEXT, policy),
	F("sent_by", ID, sent_by),
	F("previous", ID, previous),
	F("number", NUMBER, leg),
	F("cycle", NUMBER, cycle),
	F("returns", NUMBER, returns),
	F("warned", NUMBER, warned),
	F("slack_ms", NUMBER, slack_ms),
	F("ping_pong", NUMBER, ping_pong),
	F("accepted", NUMBER, accepted_at),
#undef F
};

static struct str
text_of(struct core *c, const struct row_referral_take *r,
    const struct field *f)
{
	const char *p = (const char *)r + f->at;
	int64_t n;

	switch (f->as) {
	case TEXT:
		return *(const struct str *)(const void *)p;
	case ID:
		return id_str((const struct id *)(const void *)p);
	case NUMBER:
		break;
	}
	n = *(const int64_t *)(const void *)p;
	return n != 0 ? str_printf(&c->scratch, "%lld", (long long)n)
		      : STR_NONE;
}

static void
set_text(struct row_referral_take *r, const struct field *f, struct str text)
{
	char *p = (char *)r + f->at;
	int64_t n = 0;

	switch (f->as) {
	case TEXT:
		*(struct str *)(void *)p = text;
		break;
	case ID:
		if (!id_parse(text, (struct id *)(void *)p))
			*(struct id *)(void *)p = ID_NONE;
		break;
	case NUMBER:
		(void)str_int(text, &n);
		*(int64_t *)(void *)p = n;
	}
}

/* What differs between two rows of a leg, told as values of `entity`; a leg
 * that is not there is a row with no id. */
static void
tell(struct core *c, struct write *w, const char *entity,
    const struct row_referral_take *was, const struct row_referral_take *now)
{
	const struct row_referral_take *leg = id_none(now->id) ? was : now;

	write_set_of(c, w, entity, "leg", STR_NONE,
	    str_copy(&c->scratch, id_str(&leg->id)));
	for (size_t i = 0; i < countof(fields); i++)
		write_set_of(c, w, entity, fields[i].name,
		    str_copy(&c->scratch, text_of(c, was, &fields[i])),
		    str_copy(&c->scratch, text_of(c, now, &fields[i])));
}

/* ---- saving ------------------------------------------------------------- */

static enum err
add(struct core *c, const struct row_referral_take *r)
{
	return core_db(c,
	    q_referral_add(c->db, r->id, r->ticket, r->leg, r->cycle,
		r->previous, r->state, r->from_team, r->to_team, r->owner,
		r->reason, r->ask, r->why, r->answer, r->policy, r->sent_by,
		r->sent_at, r->accepted_at, r->ended_at, r->returns, r->warned,
		r->slack_ms, r->ping_pong, r->rank, r->version, NULL));
}

static enum err
save(struct core *c, const struct row_referral_take *was,
    const struct row_referral_take *now)
{
	int64_t saved;
	enum err rc = q_referral_save(c->db, was->id, was->version, now->state,
	    now->owner, now->why, now->answer, now->accepted_at, now->ended_at,
	    now->returns, now->ping_pong, &saved);

	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody answered this referral first; read it again"));
	return core_db(c, rc);
}

enum err
referral_put(struct core *c, struct write *w, const char *entity,
    const struct row_referral_take *was, const struct row_referral_take *now)
{
	enum err rc;

	tell(c, w, entity, was, now);
	if (id_none(now->id)) {
		rc = q_stay_close(c->db, STR("referral"), was->id, w->at, NULL);
		if (rc == OK)
			rc = q_referral_drop(c->db, was->id, NULL);
		return core_db(c, rc);
	}
	rc = id_none(was->id) ? add(c, now) : save(c, was, now);
	if (rc != OK ||
	    (str_eq(was->state, now->state) && id_eq(was->owner, now->owner)))
		return rc;
	return core_stay(c, "referral", now->id, now->state,
	    now->why.len > 0 ? now->why : now->reason,
	    id_none(now->owner) ? now->to_team : id_str(&now->owner), w->at);
}

/* ---- taken back --------------------------------------------------------- */

static const struct undo_value *
value(const struct undo_of *u, const char *entity, const char *field)
{
	return undo_get(u, entity, field);
}

/* The leg that the event told of under this name; none when it did not. */
static bool
leg_of(const struct undo_of *u, const char *entity, struct id *id)
{
	const struct undo_value *v = value(u, entity, "leg");

	return v != NULL && (id_parse(v->new, id) || id_parse(v->old, id));
}

/* Nobody is to hear of it any more; done again, they hear it as news. That it
 * goes to and fro stays said, once a supervisor has heard it. */
static enum err
unsay(struct core *c, struct write *w, const struct undo_of *u)
{
	struct undo_value *v = NEWN(&c->scratch, struct undo_value, u->nv);
	struct undo_of news = *u;
	struct row_ping_pong_told told;
	enum err rc = q_ping_pong_told(c->db, &c->scratch, w->id, &told);

	news.v = v;
	news.nv = 0;
	for (size_t i = 0; i < u->nv && rc == OK; i++) {
		bool notice = str_is(u->v[i].entity, "notice");

		if (!notice &&
		    (told.n > 0 ||
			(!str_is(u->v[i].entity, "escalation") &&
			    !str_is(u->v[i].entity, "delivery"))))
			continue;
		v[news.nv++] = u->v[i];
		if (notice && u->v[i].old.len == 0)
			rc = q_notice_unseen_again(c->db,
			    image_key(u->v[i].field), NULL);
	}
	return rc == OK ? image_rows_back(c, w, &news) : core_db(c, rc);
}

static void
fill(const struct undo_of *u, const char *entity, struct row_referral_take *now)
{
	for (size_t i = 0; i < countof(fields); i++) {
		const struct undo_value *v = value(u, entity, fields[i].name);

		if (v != NULL)
			set_text(now, &fields[i], v->old);
	}
}

static enum err
leg_back(struct core *c, struct write *w, const struct undo_of *u,
    const char *entity)
{
	struct row_referral_take was, now;
	struct id id;
	enum err rc;

	if (!leg_of(u, entity, &id))
		return OK;
	rc = q_referral_take(c->db, &c->scratch, id, &was);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	if (rc == ERR_NOT_FOUND)
		was = referral_none();
	now = was;
	fill(u, entity, &now);
	if (now.state.len == 0) {
		now = referral_none();
	} else if (id_none(was.id)) {
		now.id = id;
		now.ticket = w->id;
		now.sent_at = w->at;
		now.rank = INT64_C(8000000000000000) + w->at;
		now.version = 1;
	} else {
		now.ended_at = referral_over(now.state) ? w->at : 0;
	}
	return referral_put(c, w, entity, &was, &now);
}

enum err
referral_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	/* The one that goes away first: only one may be open. */
	const char *first = u->redo ? "referral" : "referral.next";
	const char *second = u->redo ? "referral.next" : "referral";
	enum err rc = leg_back(c, w, u, first);

	if (rc == OK)
		rc = leg_back(c, w, u, second);
	return rc == OK ? unsay(c, w, u) : rc;
}
