/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_filter.c - the words of a filter: what is read, what is refused and
 * where, what could stand next, and that what is printed reads back.
 */
#include "test.h"

#include "core/filter.h"
#include "core/ticket.h"
#include "core/ticket_words.h"

struct got {
	struct arena a;
	struct filter f;
	struct fault fault;
};

static enum err
read(struct got *g, const char *text)
{
	g->fault = (struct fault){ .code = OK };
	return filter_parse(&g->a, ticket_words, str_of(text), &g->f,
	    &g->fault);
}

static void
reads(struct got *g, const char *text, const char *plain)
{
	struct buf b = { 0 };

	if (read(g, text) != OK)
		fail_msg("%s: %s", text, g->fault.text);
	filter_print(&g->f, true, &b);
	assert_string_equal(buf_view(&b).s, plain);
	assert_int_equal(read(g, plain), OK);
	buf_reset(&b);
	filter_print(&g->f, true, &b);
	assert_string_equal(buf_view(&b).s, plain);
	buf_done(&b);
}

static void
refuses(struct got *g, const char *text, const char *why)
{
	assert_int_equal(read(g, text), ERR_INVALID);
	if (strstr(g->fault.text, why) == NULL)
		fail_msg("%s: '%s' does not say '%s'", text, g->fault.text,
		    why);
}

static void
words_stand_side_by_side(void **state)
{
	struct got g = { .f = { NULL, 0, 0 } };

	(void)state;
	reads(&g, "", "");
	reads(&g, "  state:open,new  mine ", "state:open,new mine");
	reads(&g, "team:\"Servicio Técnico\" due<2h",
	    "team:\"Servicio Técnico\" due<2h");
	reads(&g, "-priority<=2 freno", "-priority<=2 \"freno\"");
	reads(&g, "\"mine\" -\"dos palabras\"", "\"mine\" -\"dos palabras\"");
	reads(&g, "10:30 -12 a\"b", "\"10:30\" -\"12\" a\"b");
	reads(&g, "state=OPEN", "state:open");
	reads(&g, "created>=2026-03-06 due:today",
	    "created>=2026-03-06 due:today");
	assert_int_equal(g.f.n, 2);
	assert_int_equal(g.f.v[0].op, FILTER_MORE_IS);
	assert_int_equal(g.f.v[0].time, FILTER_DAY);
	assert_int_equal(g.f.v[1].time, FILTER_TODAY);
	arena_done(&g.a);
}

static void
what_is_wrong_is_told_with_its_column(void **state)
{
	struct got g = { .f = { NULL, 0, 0 } };

	(void)state;
	refuses(&g, "stat:open",
	    "letter 1: this list has no word 'stat'; did "
	    "you mean 'state'?");
	refuses(&g, "mine state:opne",
	    "letter 6: 'state' cannot be 'opne'; "
	    "did you mean 'open'?");
	refuses(&g, "señal ñandú:si", "letter 7: this list has no word");
	refuses(&g, "state:zzzzzz", "it may be new, open,");
	refuses(&g, "team:", "letter 1: after 'team' there is no value");
	refuses(&g, "team:a,", "there is no value");
	refuses(&g, "x team:\"abc", "letter 8: a quote is opened");
	refuses(&g, "priority:9", "one number, 1 to 4");
	refuses(&g, "state<open", "it takes ':'");
	refuses(&g, "due:2h", "a span needs < or >");
	refuses(&g, "due<soon", "takes a span like 2h");
	refuses(&g, "created<2026-02-30", "takes a span like 2h");
	refuses(&g, "mine:yes", "stands alone");
	refuses(&g, "team:\"a\"b", "letter 9: a blank is missing");
	refuses(&g, "-\"\"", "nothing between the quotes");
	arena_done(&g.a);
}

static void
too_much_is_refused(void **state)
{
	struct got g = { .f = { NULL, 0, 0 } };
	struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 40; i++)
		buf_z(&b, "a ");
	assert_int_equal(read(&g, buf_view(&b).s), OK);
	buf_z(&b, "a ");
	refuses(&g, buf_view(&b).s, "at most 40 words");
	while (b.len <= 2000)
		buf_c(&b, 'a');
	refuses(&g, buf_view(&b).s, "at most 2000 bytes");
	buf_done(&b);
	arena_done(&g.a);
}

/* ---- completion --------------------------------------------------------- */

static void
keep(void *u, struct str candidate)
{
	buf_printf(u, "%s|", candidate.s);
}

static void
offers(const char *text, const char *all, const char *value, size_t from)
{
	const struct filter_def *def;
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct str v;
	size_t at;

	filter_complete(&a, ticket_words, str_of(text), keep, &b, &def, &v,
	    &at);
	assert_string_equal(b.len > 0 ? buf_view(&b).s : "", all);
	assert_string_equal(v.s, value);
	assert_int_equal(at, from);
	assert_int_equal(def != NULL, *value != '\0');
	buf_done(&b);
	arena_done(&a);
}

static void
what_was_begun_is_gone_on_with(void **state)
{
	(void)state;
	offers("mine st", "state:|", "", 5);
	offers("-un", "-unassigned|-undone|", "", 0);
	offers("state:op", "state:open|", "", 0);
	offers("state:open,re", "state:open,referred|state:open,resolved|", "",
	    0);
	offers("mine team:\"Servicio T", "", "Servicio T", 10);
	offers("-team:ventas,rep", "", "rep", 13);
	offers("order:",
	    "order:new|order:old|order:due|order:created|order:-created|"
	    "order:priority|order:-priority|order:changed|order:-changed|"
	    "order:state|order:-state|order:team|order:-team|order:holder|"
	    "order:-holder|order:customer|order:-customer|",
	    "", 0);
	offers("due<", "", "", 0);
	offers("nothing:", "", "", 0);
}

/* A state that tickets have and the filter does not know could not be found. */
static void
every_state_of_a_ticket_is_a_word(void **state)
{
	struct got g = { .f = { NULL, 0, 0 } };
	const struct filter_def *d = &ticket_words[0];

	(void)state;
	for (size_t i = 0; i < nticket_moves; i++) {
		assert_int_equal(read(&g,
				     str_printf(&g.a, "state:%s",
					 ticket_moves[i].from)
					 .s),
		    OK);
		assert_int_equal(read(&g,
				     str_printf(&g.a, "state:%s",
					 ticket_moves[i].to)
					 .s),
		    OK);
	}
	for (const struct filter_choice *c = d->choices; c->code != NULL; c++)
		assert_true(ticket_state_ok(str_of(c->code)));
	arena_done(&g.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_stand_side_by_side),
		cmocka_unit_test(what_is_wrong_is_told_with_its_column),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(what_was_begun_is_gone_on_with),
		cmocka_unit_test(every_state_of_a_ticket_is_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
