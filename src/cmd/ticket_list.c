/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_list.c - lists of tickets, by the words of a filter or by arguments.
 */
#include "cmd/ticket_list.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
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
	ANSWER_ROWS(cx->reply, "rows", TICKET_ROWS, rows);
	return OK;
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
