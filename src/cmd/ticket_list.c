/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_list.c - lists of tickets, by the words of a filter or by arguments.
 */
#include "cmd/ticket_list.h"

#include "cmd/answer.h"
#include "cmd/out.h"
#include "cmd/refer.h"
#include "core/bulk.h"
#include "core/list.h"
#include "core/spent.h"
#include "core/ticket_query.h"

/* ---- a filter given as words ------------------------------------------------ */

static bool
is_flag(struct str word)
{
	for (const struct filter_def *d = ticket_words; d->name != NULL; d++)
		if (d->kind == FILTER_FLAG &&
		    (str_is(word, d->name) || str_eq(word, filter_word(d))))
			return true;
	return false;
}

/* Does another word of the language stand in it? */
static bool
is_whole(struct arena *a, struct str rest)
{
	struct str word;

	while (str_next(a, &rest, ' ', &word))
		if (word.len > 0 &&
		    (word.s[0] == '-' || is_flag(word) ||
			strpbrk(word.s, ":<>=") != NULL))
			return true;
	return false;
}

/* The shell took the quotes of team:"Servicio Técnico" away. */
static struct str
quoted_again(struct arena *a, struct str word)
{
	size_t op = strcspn(word.s, ":<>=");
	size_t blank = strcspn(word.s, " ");

	op += strspn(word.s + op, ":<>=");
	if (blank == word.len || op > blank || strchr(word.s, '"') != NULL ||
	    is_whole(a, str_of(word.s + blank)))
		return word;
	return str_printf(a, "%.*s\"%s\"", (int)op, word.s, word.s + op);
}

struct str
filter_words(struct arena *a, const struct args *args, const char *name)
{
	const struct arg *v = arg_get(args, name);
	struct str text = STR_NONE;

	for (size_t i = 0; i < v->all.n; i++)
		text = str_printf(a, "%s%s%s", text.s, i > 0 ? " " : "",
		    quoted_again(a, v->all.v[i]).s);
	return text;
}

/* ---- lists ---------------------------------------------------------------------- */

static enum err
after(struct cmd_ctx *cx, const struct args *a, struct ticket_filter *f)
{
	struct row_ticket_get row;
	enum err rc = refer_ticket(cx, a, "after", &f->before);

	if (rc != OK || id_none(f->before))
		return rc;
	if ((rc = ticket_get(cx->core, cx->arena, f->before, &row)) == OK)
		f->before_at = row.created_at;
	return rc;
}

static enum err
by_arguments(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_filter f = {
		.states = arg_str(a, "state"),
		.team = arg_str(a, "team"),
		.typification = arg_str(a, "typification"),
		.limit = arg_int(a, "limit", 0),
	};
	struct rows_ticket_rows rows;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &f.customer)) != OK)
		return rc;
	if ((rc = refer_agent(cx, a, "agent", &f.owner)) != OK)
		return rc;
	if ((rc = after(cx, a, &f)) != OK)
		return rc;
	if ((rc = ticket_list(cx->core, cx->arena, &f, &rows)) == OK)
		ANSWER_ROWS(cx->reply, "rows", TICKET_ROWS, rows);
	return rc;
}

/* The arguments that have a word of their own in a filter. */
static struct str
words_of(struct cmd_ctx *cx, const struct args *a)
{
	static const struct {
		const char *arg, *word;
	} same[] = { { "team", "team" }, { "agent", "owner" },
		{ "customer", "customer" }, { "typification", "type" } };
	struct str text = filter_words(cx->arena, a, "filter");
	struct str state = arg_str(a, "state");

	if (str_is(state, "undone"))
		text = str_printf(cx->arena, "%s undone", text.s);
	else if (state.len > 0)
		text = str_printf(cx->arena, "%s state:%s", text.s, state.s);
	for (size_t i = 0; i < countof(same); i++)
		if (arg_given(a, same[i].arg))
			text = str_printf(cx->arena, "%s %s:\"%s\"", text.s,
			    same[i].word, arg_str(a, same[i].arg).s);
	return text;
}

/* What show: asks for beside the usual columns. */
static const struct {
	unsigned bit;
	const char *column;
} shown[] = {
	{ TICKET_SHOWS_CREATED, "created_at" },
	{ TICKET_SHOWS_CHANGED, "updated_at" },
	{ TICKET_SHOWS_RESOLVED, "resolved_at" },
	{ TICKET_SHOWS_SPENT, "spent" },
};

static enum err
add_spent(struct cmd_ctx *cx, const struct rows_ticket_rows *rows)
{
	struct id *ids = NEWN(cx->arena, struct id, rows->n + 1);
	msec *ms = NEWN(cx->arena, msec, rows->n + 1);
	enum err rc;

	for (size_t i = 0; i < rows->n; i++)
		ids[i] = rows->v[i].id;
	rc = spent_each(cx->core, ids, rows->n, ms);
	for (size_t i = 0; i < rows->n && rc == OK; i++)
		reply_add_span(cx->reply, i, "spent", ms[i]);
	return rc;
}

/* The rows as the table, with the columns that were asked for. */
static enum err
answer_rows(struct cmd_ctx *cx, const struct ticket_asked *q,
    const struct rows_ticket_rows *rows)
{
	unsigned show = ticket_asked_show(q);
	struct str columns = STR("number subject state");

	ANSWER_ROWS(cx->reply, "rows", TICKET_ROWS, *rows);
	if (show == 0)
		return OK;
	for (size_t i = 0; i < countof(shown); i++)
		if (show & shown[i].bit)
			columns = str_printf(cx->arena, "%s %s", columns.s,
			    shown[i].column);
	cx->reply->columns =
	    str_printf(cx->arena, "%s priority customer_name", columns.s).s;
	return show & TICKET_SHOWS_SPENT ? add_spent(cx, rows) : OK;
}

enum err
ticket_list_answer(struct cmd_ctx *cx, const struct args *a)
{
	const struct ticket_asked *q;
	struct rows_ticket_rows rows;
	struct id from;
	int64_t n;
	bool more;
	enum err rc;

	if (!arg_given(a, "filter") && !arg_bool(a, "count"))
		return by_arguments(cx, a);
	if ((rc = refer_ticket(cx, a, "after", &from)) != OK ||
	    (rc = ticket_ask(cx->core, cx->arena, words_of(cx, a), false,
		 &q)) != OK ||
	    (rc = ticket_page(cx->core, cx->arena, q, from,
		 arg_int(a, "limit", 0), &rows, &more)) != OK)
		return rc;
	if (arg_bool(a, "count")) {
		if ((rc = ticket_count(cx->core, q, &n)) != OK)
			return rc;
		reply_int(cx->reply, "count", n);
	}
	if (more &&
	    rows.n < (size_t)list_limit(arg_int(a, "limit", 0), 50, 500))
		reply_text(cx->reply, "note",
		    str_of(_("not all were looked through; say more words")));
	return answer_rows(cx, q, &rows);
}

enum err
ticket_words_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct buf choices = { 0 };

	(void)a;
	reply_table(cx->reply, "rows");
	for (const struct filter_def *d = ticket_words; d->name != NULL; d++) {
		buf_reset(&choices);
		for (const struct filter_choice *x = d->choices;
		     x != NULL && x->code != NULL; x++)
			buf_printf(&choices, "%s%s", choices.len > 0 ? " " : "",
			    meant(x->word));
		reply_line(cx->reply);
		reply_text(cx->reply, "word", filter_word(d));
		reply_text(cx->reply, "help", str_of(_(d->help)));
		reply_text(cx->reply, "values", buf_copy(cx->arena, &choices));
	}
	buf_done(&choices);
	return OK;
}

/* ---- many at once ---------------------------------------------------------------- */

struct chosen {
	struct id *v;
	size_t n;
};

static enum err
by_number(struct cmd_ctx *cx, const struct arg *given, struct chosen *out)
{
	enum err rc = OK;

	out->v = NEWN(cx->arena, struct id, given->all.n + 1);
	for (size_t i = 0; rc == OK && i < given->all.n; i++)
		rc = ticket_id(cx->core, given->all.v[i], &out->v[i]);
	out->n = given->all.n;
	return rc;
}

/* "Plate: AB1234; Model: -" */
static struct str
fields_of(struct cmd_ctx *cx, const struct bulk_row *r, bool after)
{
	struct str text = STR_NONE;

	for (size_t i = 0; i < r->nfields; i++) {
		struct str v = after ? r->fields[i].now : r->fields[i].was;

		text = str_printf(cx->arena, "%s%s%s: %s", text.s,
		    i > 0 ? "; " : "", r->fields[i].name.s,
		    v.len > 0 ? v.s : "-");
	}
	return text;
}

static void
answer_row(struct cmd_ctx *cx, const struct bulk_row *r)
{
	const struct row_ticket_rows *was = &r->was, *now = &r->now;

	reply_line(cx->reply);
	reply_id(cx->reply, "id", r->id);
	reply_int(cx->reply, "number", was->number);
	reply_text(cx->reply, "team", was->team);
	reply_text(cx->reply, "team_after", now->team);
	reply_text(cx->reply, "owner_name", was->owner_name);
	reply_text(cx->reply, "owner_after", now->owner_name);
	reply_int(cx->reply, "priority", was->priority);
	reply_int(cx->reply, "priority_after", now->priority);
	reply_text(cx->reply, "state", was->state);
	reply_text(cx->reply, "state_after", now->state);
	if (r->nfields > 0) {
		reply_text(cx->reply, "fields", fields_of(cx, r, false));
		reply_text(cx->reply, "fields_after", fields_of(cx, r, true));
	}
	reply_at(cx->reply, "due_at", r->due_was.due_at);
	reply_at(cx->reply, "due_after", r->due_now.due_at);
	reply_bool(cx->reply, "ok", r->rc == OK);
	reply_text(cx->reply, "why",
	    r->rc != OK	  ? r->why
		: r->same ? str_of(_("it is like that already"))
			  : STR_NONE);
}

void
ticket_bulk_rows(struct cmd_ctx *cx, const struct bulk_rows *r, bool dry)
{
	if (!dry)
		reply_id(cx->reply, "id", r->bulk);
	reply_bool(cx->reply, "dry", dry);
	reply_int(cx->reply, "changed", (int64_t)r->good);
	reply_int(cx->reply, "same", (int64_t)r->same);
	reply_int(cx->reply, "refused", (int64_t)r->bad);
	reply_int(cx->reply, "due_earlier", (int64_t)r->earlier);
	reply_int(cx->reply, "due_later", (int64_t)r->later);
	reply_int(cx->reply, "late_at_once", (int64_t)r->late_at_once);
	if (r->left > 0)
		reply_int(cx->reply, "left", (int64_t)r->left);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < r->n; i++)
		answer_row(cx, &r->v[i]);
	reply_thing(cx->reply);
}

static enum err
choose(struct cmd_ctx *cx, const struct args *a, struct chosen *out)
{
	const struct arg *tickets = arg_get(a, "ticket");
	struct str words = filter_words(cx->arena, a, "filter");

	if ((words.len > 0) == (tickets->all.n > 0))
		return fail(&cx->core->fault, ERR_USAGE,
		    _("say which tickets: by the words of a filter, or by "
		      "ticket=NUMBER for each"));
	return words.len > 0
	    ? bulk_found(cx->core, cx->arena, words, &out->v, &out->n)
	    : by_number(cx, tickets, out);
}

static size_t
part(const struct args *a, const char *name, int64_t none)
{
	int64_t n = arg_int(a, name, none);

	return n > 0 ? (size_t)n : 0;
}

enum err
ticket_bulk_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct core *c = cx->core;
	struct chosen t = { NULL, 0 };
	struct bulk_do todo;
	struct bulk_rows rows;
	struct id op = c->op, done;
	bool dry = arg_bool(a, "dry");
	enum err rc;

	if ((rc = bulk_read(c, cx->arena, arg_str(a, "set"), &todo)) != OK)
		return rc;
	/* Repeated: it has its tickets. */
	if (!core_applied(c, "bulk", &done) && (rc = choose(cx, a, &t)) != OK)
		return rc;
	c->op = op;
	rc = dry ? bulk_preview(c, cx->arena, &todo, t.v, t.n, &rows)
		 : bulk_part(c, cx->arena, &todo, arg_str(a, "set"), t.v, t.n,
		       part(a, "from", 0), part(a, "most", BULK_MOST), &rows);
	if (rc == OK)
		ticket_bulk_rows(cx, &rows, dry);
	return rc;
}

enum err
ticket_list_words(struct cmd_ctx *cx, struct str words, int64_t limit)
{
	const struct ticket_asked *q;
	struct rows_ticket_rows rows;
	int64_t n;
	bool more;
	enum err rc;

	if ((rc = ticket_ask(cx->core, cx->arena, words, false, &q)) != OK ||
	    (rc = ticket_page(cx->core, cx->arena, q, ID_NONE, limit, &rows,
		 &more)) != OK ||
	    (rc = ticket_count(cx->core, q, &n)) != OK)
		return rc;
	reply_int(cx->reply, "count", n);
	return answer_rows(cx, q, &rows);
}

/* ---- taken out of the house ------------------------------------------------------- */

static enum err
asked_out(struct cmd_ctx *cx, const struct args *a, struct out *out)
{
	const struct ticket_asked *q;
	enum err rc = ticket_ask(cx->core, cx->arena,
	    filter_words(cx->arena, a, "filter"), false, &q);

	if (rc != OK)
		return rc;
	out->words = ticket_asked_words(cx->arena, q, true);
	return export_text(cx->core, q, out->form, &out->text, &out->n);
}

static enum err
numbered_out(struct cmd_ctx *cx, const struct args *a, struct out *out)
{
	struct chosen t;
	enum err rc;

	if (arg_given(a, "filter"))
		return fail(&cx->core->fault, ERR_USAGE,
		    _("say which tickets: by the words of a filter, or by "
		      "ticket=NUMBER for each"));
	if ((rc = by_number(cx, arg_get(a, "ticket"), &t)) != OK)
		return rc;
	return export_these(cx->core, cx->arena, t.v, t.n, out->form,
	    &out->text, &out->n, &out->words);
}

enum err
ticket_export_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct out out = { .form = str_is(arg_str(a, "format"), "json")
		    ? EXPORT_JSON
		    : EXPORT_CSV,
		.of = "tickets" };
	enum err rc = arg_given(a, "ticket") ? numbered_out(cx, a, &out)
					     : asked_out(cx, a, &out);

	if (rc == OK)
		rc = out_hand(cx, a, &out);
	buf_done(&out.text);
	return rc;
}
