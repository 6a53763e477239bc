/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * around.c - the head of a form about a ticket, and what was said.
 */
#include "screens/around.h"

#include "base/utf8.h"
#include "core/referral.h"
#include "screens/others.h"
#include "screens/say.h"
#include "screens/tickets.h"
#include "ui/layout.h"

void
around_head(const struct row_ticket_get *t, const struct pane *p, msec now)
{
	pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 0, 10, p->columns - 24, LOOK_TEXT, t->subject);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
	pane_field(p, 1, 10, p->columns - 11, LOOK_MUTED, t->customer_name);
	others_draw(p, 2, 10, t->id, now);
}

void
around_said(const struct rows_message_of_ticket *said, const struct pane *p,
    msec now)
{
	struct arena a = { 0 };
	int row = 1;

	draw_head(p, 0, false, _("WHAT WAS SAID"), (int64_t)said->n);
	if (said->n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("nothing yet"));
	for (size_t i = said->n; i-- > 0 && row < p->rows - 1;) {
		const struct row_message_of_ticket *x = &said->v[i];

		/* Who noted a customer's words did not say them. */
		pane_printf(p, row, 3, LOOK_MUTED, "%s  %s",
		    say_when(&a, x->at, now).s,
		    str_is(x->direction, "in") ? _("the customer")
					       : x->author_name.s);
		row += 2 +
		    pane_wrap(p, row + 1, 3, p->columns - 4, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
	arena_done(&a);
}

static bool
is_picked(struct str typed, int64_t number)
{
	struct arena a = { 0 };
	struct str plain = str_copy(&a, typed), word;
	bool found = false;
	int64_t n;

	for (char *z = (char *)(uintptr_t)plain.s; *z != '\0'; z++)
		if (*z == ',')
			*z = ' ';
	while (!found && str_next(&a, &plain, ' ', &word))
		found = str_int(word, &n) && n == number;
	arena_done(&a);
	return found;
}

int
around_files(const struct rows_attachment_list *files, struct str typed,
    const struct pane *p, int row)
{
	const int from = 17;
	struct arena a = { 0 };
	int at = from;

	if (files->n == 0)
		pane_field(p, row, from, p->columns - from - 1, LOOK_MUTED,
		    str_of(_("The ticket has no files; F on it attaches "
			     "one.")));
	for (size_t i = 0; i < files->n; i++) {
		const struct row_attachment_list *x = &files->v[i];
		bool on = is_picked(typed, x->position);
		struct str text = str_printf(&a, "%s%lld %s",
		    on ? theme_sign(term_symbols(), SIGN_MET).s : "",
		    (long long)x->position, x->name.s);

		if (at > from && at + cell_columns(text) > p->columns - 1) {
			row++;
			at = from;
		}
		pane_field(p, row, at, p->columns - at - 1,
		    on ? LOOK_GOOD : LOOK_MUTED, text);
		at += cell_columns(text) + 3;
	}
	arena_done(&a);
	return row + 1;
}

int
around_form(struct screen *s, const struct pane *p,
    const struct row_ticket_get *t, const struct rows_message_of_ticket *said,
    struct pane *in)
{
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_FORM, side);

	*in = side[0];
	around_head(t, in, s->scene.now);
	if (n > 1)
		around_said(said, &side[1], s->scene.now);
	return sheet_draw(s, in, 3);
}

int
around_will(struct screen *s, const struct pane *p,
    const struct row_ticket_get *t, const struct rows_message_of_ticket *said,
    struct pane *in)
{
	int row = 1 + around_form(s, p, t, said, in);
	struct arena a = { 0 };

	row += pane_wrap(in, row, 15, in->columns - 16, 0, 2, LOOK_MUTED,
	    sheet_will(&a, s));
	arena_done(&a);
	return row;
}

void
around_below(const struct pane *p, const struct pane *in, int row,
    const struct rows_message_of_ticket *said, msec now)
{
	struct pane under;

	if (in->columns != p->columns || row >= p->rows - 4)
		return;
	under = pane_part(p, row, 0, p->rows - row - 2, p->columns);
	around_said(said, &under, now);
}

struct str
around_label(const struct screen *s)
{
	const struct row_ticket_get *t = s->model;
	static char text[32];

	if (t == NULL)
		return str_of(_(s->def->title));
	snprintf(text, sizeof(text), "T-%lld", (long long)t->number);
	return str_of(text);
}

struct subject
around_subject(const struct screen *s)
{
	const struct row_ticket_get *t = s->model;

	return (struct subject){ .kind = "ticket",
		.id = t->id,
		.customer = t->customer,
		.interaction = t->interaction };
}

enum err
around_may_edit(struct core *c, const struct screen_arg *arg)
{
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	return rc == OK ? ticket_may_work(c, &t) : rc;
}

enum err
around_may_assign(struct core *c, const struct screen_arg *arg)
{
	struct row_ticket_get t;
	enum err rc = ticket_get(c, &c->scratch, arg->id, &t);

	return rc == OK ? ticket_may_assign(c, &t) : rc;
}

enum screen_key
around_word(struct screen *s, struct str words, struct buf *say)
{
	const struct row_ticket_get *t = s->model;
	struct ticket_facts f;

	if (t == NULL)
		return SCREEN_IGNORED;
	f = TICKET_FACTS(t);
	return ticket_word(&f, s->scene.me, words, say);
}

/* ---- choices ------------------------------------------------------------ */

struct choice
around_choice(struct arena *a, const char *code, struct str text, int number)
{
	return (struct choice){ .code = str_of(code),
		.text = text,
		.fold = utf8_fold(a, text),
		.number = number };
}

struct choice *
around_choices(struct arena *a, const struct around_row *rows, size_t n)
{
	struct choice *v = NEWN(a, struct choice, n);

	for (size_t i = 0; i < n; i++)
		v[i] = around_choice(a, rows[i].code, str_of(_(rows[i].text)),
		    (int)i + 1);
	return v;
}

struct choice *
around_priorities(struct arena *a)
{
	static const struct around_row rows[AROUND_PRIORITIES] = {
		{ "1", N_("1, urgent") },
		{ "2", N_("2, soon") },
		{ "3", N_("3, usual") },
		{ "4", N_("4, can wait") },
	};

	return around_choices(a, rows, countof(rows));
}

enum err
around_people(struct core *c, struct arena *a, const struct agent_filter *f,
    struct id but, struct choice **v, size_t *n)
{
	struct rows_agent_list rows = { NULL, 0 };
	enum err rc = agent_list(c, a, f, &rows);

	*n = 0;
	*v = NEWN(a, struct choice, rows.n);
	for (size_t i = 0; rc == OK && i < rows.n; i++) {
		const struct row_agent_list *x = &rows.v[i];

		if (!id_eq(x->id, but))
			(*v)[(*n)++] = around_choice(a, x->login.s,
			    str_printf(a, "%s  %s", x->name.s, x->login.s), 0);
	}
	return rc;
}

enum err
around_reasons(struct core *c, struct arena *a, const char *verb,
    struct choice **v, size_t *n)
{
	struct rows_referral_reasons rows = { NULL, 0 };
	enum err rc = referral_reasons(c, a, verb, &rows);

	*n = rc == OK ? rows.n : 0;
	*v = NEWN(a, struct choice, *n);
	for (size_t i = 0; i < *n; i++)
		(*v)[i] = around_choice(a, rows.v[i].code.s, rows.v[i].name,
		    (int)i + 1);
	return rc;
}
