/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_export.c - the ledger of a clock as a file.
 */
#include "cmd/sla_clock.h"
#include "core/explain.h"

/* A line of the one table: what it is, and of which clock. */
static void
begin(struct reply *r, const struct ledger *l, const char *part)
{
	reply_line(r);
	reply_text(r, "part", str_of(part));
	reply_text(r, "ticket",
	    str_printf(r->arena, "T-%lld", (long long)l->number));
	reply_text(r, "clock", str_of(promise_kind_name(l->kind)));
}

static void
spans(struct reply *r, msec from, msec to, msec counted, msec sum)
{
	reply_at(r, "from_at", from);
	reply_at(r, "to_at", to);
	reply_int(r, "span_s",
	    from != 0 && to != 0 ? (to - from) / SECONDS(1) : 0);
	reply_int(r, "counted_s", counted / SECONDS(1));
	reply_int(r, "sum_s", sum / SECONDS(1));
}

static void
words(struct reply *r, const char *why, struct str holder, struct str reason,
    int64_t event)
{
	reply_text(r, "why", str_of(why));
	reply_text(r, "holder", holder);
	reply_text(r, "reason", reason);
	reply_int(r, "event", event);
}

static void
stretches(struct reply *r, const struct ledger *l)
{
	for (size_t i = 0; i < l->rows.n; i++) {
		const struct ledger_row *x = &l->rows.v[i];

		begin(r, l, x->foreseen ? "foreseen" : "past");
		spans(r, x->from, x->to, x->counted, x->sum);
		words(r, sla_why_text(x->why), x->holder, x->reason, x->event);
	}
}

static void
holders(struct reply *r, const struct ledger *l, const char *part,
    const struct ledger_shares *s)
{
	msec sum = 0;

	for (size_t i = 0; i < s->n; i++) {
		begin(r, l, part);
		sum += s->v[i].counted;
		spans(r, 0, 0, s->v[i].counted, sum);
		words(r, "", s->v[i].holder, STR_NONE, 0);
	}
}

/* What adds up: used is what the holders had, and what changed promises put in
 * or out of it. */
static void
sums(struct reply *r, const struct ledger *l)
{
	const struct {
		const char *part;
		msec to, ms;
	} all[] = {
		{ "adjusted", 0, l->adjusted },
		{ "used", 0, l->used_ms },
		{ "left", 0, l->left_ms },
		{ "target", l->due_at, l->target_ms },
	};

	for (size_t i = 0; i < countof(all); i++) {
		begin(r, l, all[i].part);
		spans(r, l->start_at, all[i].to, all[i].ms, 0);
		words(r, "", STR_NONE, STR_NONE, 0);
	}
}

static enum err
as_rows(struct cmd_ctx *cx, const struct args *a, struct str *about)
{
	struct ledger l;
	struct id id;
	enum err rc = sla_ledger(cx, a, &id, &l);

	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	stretches(cx->reply, &l);
	holders(cx->reply, &l, "holder", &l.shares);
	holders(cx->reply, &l, "team", &l.teams);
	sums(cx->reply, &l);
	*about = str_printf(cx->arena, "T-%lld %s", (long long)l.number,
	    promise_kind_name(l.kind));
	return OK;
}

enum err
sla_export(struct cmd_ctx *cx, const struct args *a)
{
	struct reply r, *answer = cx->reply;
	struct str about;
	enum err rc;

	reply_init(&r, cx->arena);
	cx->reply = &r;
	if ((rc = as_rows(cx, a, &about)) == OK && out_is_text(a)) {
		reply_init(&r, cx->arena);
		rc = sla_explain(cx, a);
	}
	cx->reply = answer;
	return rc == OK ? out_reply(cx, a, &r, "sla explain", about) : rc;
}
