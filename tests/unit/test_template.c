/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_template.c - texts that are written again and again: read, found,
 * filled in, asked for, in whose language.
 */
#include "promisetest.h"

#include "core/template.h"

#define SIGN                                                                   \
	"[template firma]\n"                                                   \
	"text.es = Saludos,\n"                                                 \
	"text.es = {{agent.name}}\n"                                           \
	"text.en = Regards, {{agent.name}}\n"
#define SORRY                                                                  \
	"[template demora]\n"                                                  \
	"title.es = Disculpa por la demora\n"                                  \
	"title.en = Sorry for the delay\n"                                     \
	"code = dem\n"                                                         \
	"text.es = Hola {{customer.first|cliente}}:\n"                         \
	"text.es = .\n"                                                        \
	"text.es = {{ticket.number}} estará el {{?dia:¿Qué día?}}, "       \
	"el {{?dia:¿Qué día?}}.\n"                                          \
	"text.es = {{>firma}}\n"                                               \
	"text.en = Dear {{customer.first|customer}}, {{ticket.number}}\n"

static void
ready(struct world *w)
{
	apply(w, "template", "firma", SIGN);
	apply(w, "template", "demora", SORRY);
}

static struct template_filled
fill(struct world *w, struct id ticket, const char *name,
    const struct pair *answers, size_t n)
{
	struct template_for about = { .ticket = ticket, .lang = STR_NONE };
	struct template_filled out = { .text = STR_NONE };

	fine(w,
	    template_fill(&w->c, &w->c.arena, &about, str_of(name), answers, n,
		&out));
	return out;
}

static void
a_text_is_filled_in_and_asks_once(void **state)
{
	struct world *w = *state;
	struct pair day = { STR("dia"), STR(" lunes ") };
	struct template_filled out;
	struct id t;

	ready(w);
	t = make(w, question(w));
	out = fill(w, t, "dem", NULL, 0);
	assert_string_equal(out.text.s,
	    "Hola María:\n\nT-1001 estará el …, el ….\nSaludos,\nana");
	assert_int_equal(out.asks.n, 1);
	assert_int_equal(out.missing, 1);
	assert_string_equal(out.asks.v[0].question.s, "¿Qué día?");
	out = fill(w, t, "demora", &day, 1);
	assert_string_equal(out.text.s,
	    "Hola María:\n\nT-1001 estará el lunes, el lunes.\nSaludos,\nana");
	assert_int_equal(out.missing, 0);
}

/* The customer's, else mine, else what there is. */
static void
it_speaks_the_customers_language(void **state)
{
	struct world *w = *state;
	struct template_for about = { .lang = STR("pt") };
	struct template_filled out;

	ready(w);
	about.ticket = make(w, question(w));
	dbtest_do(w->db, "UPDATE customer SET lang = 'en'");
	out = fill(w, about.ticket, "demora", NULL, 0);
	assert_string_equal(out.text.s, "Dear María, T-1001");
	assert_string_equal(out.title.s, "Sorry for the delay");
	fine(w,
	    template_fill(&w->c, &w->c.arena, &about, STR("firma"), NULL, 0,
		&out));
	assert_string_equal(out.lang.s, "en");
	about.lang = STR("es");
	fine(w,
	    template_fill(&w->c, &w->c.arena, &about, STR("firma"), NULL, 0,
		&out));
	assert_string_equal(out.text.s, "Saludos,\nana");
	dbtest_do(w->db, "UPDATE customer SET lang = 'de'");
	w->c.me.lang = STR("en");
	assert_string_equal(fill(w, about.ticket, "firma", NULL, 0).lang.s,
	    "en");
}

/* What is veiled or not known is asked, never told and never left out. */
static void
what_one_may_not_see_is_asked(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct pair field = { STR("amount"), STR("123456") };
	struct template_filled out;
	struct id t;

	apply(w, "template", "monto",
	    "[template monto]\ntext.es = {{field.amount}} {{field.plate}}\n");
	in.fields = &field;
	in.nfields = 1;
	t = make(w, in);
	out = fill(w, t, "monto", NULL, 0);
	assert_string_equal(out.text.s, "123456 …");
	veil(w);
	out = fill(w, t, "monto", NULL, 0);
	assert_string_equal(out.text.s, "… …");
	assert_int_equal(out.missing, 2);
	assert_string_equal(out.asks.v[0].name.s, "field.amount");
	assert_string_equal(out.asks.v[0].question.s, "amount");
	/* A field that is known by what it is asks for that. */
	apply(w, "template", "numero",
	    "[template numero]\ntext.es = Su caso {{ticket.number}}\n");
	out = fill(w, ID_NONE, "numero", NULL, 0);
	assert_int_equal(out.missing, 1);
	assert_string_equal(out.asks.v[0].name.s, "ticket.number");
	assert_string_equal(out.asks.v[0].question.s,
	    _("the ticket's number, T-1042"));
}

static size_t
found(struct world *w, struct id ticket, const char *words, const char *first)
{
	struct template_for about = { .ticket = ticket, .lang = STR_NONE };
	struct templates all = { 0 };

	fine(w, template_list(&w->c, &w->c.arena, &about, str_of(words), &all));
	if (first != NULL)
		assert_string_equal(all.v[0].name.s, first);
	return all.n;
}

static void
those_that_fit_are_found_by_words(void **state)
{
	struct world *w = *state;
	struct id t;

	ready(w);
	apply(w, "template", "taller",
	    "[template taller]\ntypification = reclamo\ntext.es = Del "
	    "taller\n");
	apply(w, "template", "ajena",
	    "[template ajena]\nteam = repuestos\ntext.es = Otros\n");
	apply(w, "template", "vieja",
	    "[template vieja]\ntext.es = Ya no\nretired = yes\n");
	t = make(w, question(w));
	w->c.grants[MAY_SETUP_EDIT] = SCOPE_NONE;
	assert_int_equal(found(w, t, "", "demora"), 2);
	assert_int_equal(found(w, ID_NONE, "", NULL), 3);
	assert_int_equal(found(w, t, "DISCULPA dem", "demora"), 1);
	assert_int_equal(found(w, t, "emora", NULL), 0);
	w->c.grants[MAY_SETUP_EDIT] = SCOPE_ALL;
	assert_int_equal(found(w, ID_NONE, "", NULL), 4);
	allow(w, MAY_TICKET_READ, SCOPE_NONE);
	assert_int_equal(template_list(&w->c, &w->c.arena,
			     &(struct template_for){ .lang = STR_NONE },
			     STR_NONE, &(struct templates){ 0 }),
	    ERR_DENIED);
}

static void
wrong(struct world *w, const char *text, const char *why)
{
	refused(w, template_write(&w->c, STR("x"), str_of(text)), ERR_INVALID,
	    why);
}

static void
mistakes_are_told_with_their_line(void **state)
{
	struct world *w = *state;

	ready(w);
	wrong(w, "[template x]\ncode = q\n", "x:1: template 'x' has no text");
	wrong(w, "[template x]\ntext.es = {{customer.nombre}}\n",
	    "x:2: there is no {{customer.nombre}}");
	wrong(w, "[template x]\ntext.es = {{custmer.name}}\n",
	    "did you mean {{customer.name}}");
	wrong(w, "[template x]\ntext.es = a {{today\n", "not closed");
	wrong(w, "[template x]\ntext.es = {{ }}\n", "is empty");
	wrong(w, "[template x]\ntext.esp = a\n", "is no language");
	wrong(w, "[template x]\ntext.es = {{>nada}}\n",
	    "no template 'nada' to put in");
	wrong(w, "[template x]\ntext.es = {{>x}}\n", "back to itself");
	wrong(w, "[template x]\ncode = dem\ntext.es = a\n",
	    "that of template 'demora'");
	wrong(w, "[template x]\nteam = nadie\ntext.es = a\n", "nadie");
	wrong(w, "[template x]\ntypification = nada\ntext.es = a\n", "nada");
	assert_int_equal(events(w), 0);
}

static void
it_is_written_and_retired_by_command(void **state)
{
	struct world *w = *state;
	struct template t;
	struct str text;

	ready(w);
	later(SECONDS(1));
	fine(w,
	    template_write(&w->c, STR("firma"),
		STR("[template firma]\ntext.es = Atte., {{agent.name}}\n")));
	assert_string_equal(fill(w, ID_NONE, "firma", NULL, 0).text.s,
	    "Atte., ana");
	refused(w,
	    template_write(&w->c, STR("firma"),
		STR("[template firma]\ntext.es = Atte., {{agent.name}}\n")),
	    ERR_INVALID, "so already");
	later(SECONDS(1));
	fine(w, template_retire(&w->c, STR("demora")));
	assert_int_equal(found(w, ID_NONE, "", "firma"), 1);
	refused(w,
	    template_fill(&w->c, &w->c.arena,
		&(struct template_for){ .lang = STR_NONE }, STR("demoro"), NULL,
		0, &(struct template_filled){ .missing = 0 }),
	    ERR_NOT_FOUND, "did you mean 'demora'");
	fine(w, template_get(&w->c, &w->c.arena, STR("firma"), &t, &text));
	assert_string_equal(template_print(&w->c.arena, &t).s, text.s);
	allow(w, MAY_SETUP_EDIT, SCOPE_NONE);
	assert_int_equal(template_retire(&w->c, STR("firma")), ERR_DENIED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_is_filled_in_and_asks_once),
		TEST(it_speaks_the_customers_language),
		TEST(what_one_may_not_see_is_asked),
		TEST(those_that_fit_are_found_by_words),
		TEST(mistakes_are_told_with_their_line),
		TEST(it_is_written_and_retired_by_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
