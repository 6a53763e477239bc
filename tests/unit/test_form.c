/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_form.c - filling in a form by keys alone, mistakes and all.
 */
#include <locale.h>

#include "base/utf8.h"
#include "test.h"
#include "ui/form.h"
#include "uitest.h"

#define WIDTH 40

static bool
five_digits(struct str s, struct fault *why)
{
	if (s.len == 5 && strspn(s.s, "0123456789") == 5)
		return true;
	fail(why, ERR_INVALID, "five digits, there are %zu", s.len);
	return false;
}

static const struct field_def defs[] = {
	{ .name = "type",
	    .label = "Type",
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "subject",
	    .label = "Subject",
	    .hint = "what it is about",
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 20 },
	{ .name = "detail",
	    .label = "Detail",
	    .kind = FIELD_LINES,
	    .max = 500,
	    .rows = 2 },
	{ .name = "team", .label = "Team", .kind = FIELD_CHOICE },
	{ .name = "bill",
	    .label = "Bill",
	    .kind = FIELD_LINE,
	    .check = five_digits },
	{ 0 },
};

enum { TYPE, SUBJECT, DETAIL, TEAM, BILL };

#define T(lit)                                                                 \
	{                                                                      \
		lit, sizeof(lit) - 1                                           \
	}

static const struct choice types[] = {
	{ T("fre"), T("FRE  Reclamo › Frenos"), T(""), T(""), 0 },
	{ T("rfr"), T("RFR  Reclamo › Servicio › Frenos › Ruido"), T(""), T(""),
	    1 },
	{ T("rfp"), T("RFP  Reclamo › Servicio › Frenos › Pedal"), T(""), T(""),
	    2 },
	{ T("rf"), T("RF  Reclamo › Fábrica"), T(""), T(""), 0 },
	{ T("cga"), T("CGA  Consulta › Garantía (España)"), T(""), T(""), 0 },
	{ T("frex"), T("FREX  Freno de mano"), T(""), T(""), 0 },
	{ T("sil"), T("Único"), T("un"), T("silencio callado"), 0 },
};

static const struct choice teams[] = {
	{ T("ventas"), T("Ventas"), T(""), T("ventas"), 0 },
	{ T("taller"), T("Taller"), T(""), T("taller"), 0 },
};

static struct form f;

static int
start(void **state)
{
	(void)state;
	return setlocale(LC_CTYPE, "C.UTF-8") != NULL ? 0 : -1;
}

static int
open_form(void **state)
{
	(void)state;
	form_init(&f, defs);
	form_choices(&f, "type", types, countof(types));
	form_choices(&f, "team", teams, countof(teams));
	return 0;
}

static int
close_form(void **state)
{
	(void)state;
	form_done(&f);
	return 0;
}

/* Keys by their names in <>, text as it is; what the last one came to. */
static enum form_key
type(const char *s)
{
	enum form_key last = FORM_IGNORED;

	while (*s != '\0') {
		const char *end = *s == '<' ? strchr(s, '>') : NULL;
		struct key k = { .text = STR_NONE };
		char name[16] = "";
		size_t n;

		if (end != NULL) {
			n = (size_t)(end - s) + 1;
			memcpy(name, s, n);
			k.code = key_parse(str_of(name));
		} else {
			k.code = utf8_next(s, strlen(s), &n);
		}
		assert_int_not_equal(k.code, KEY_NONE);
		last = form_key(&f, &k, WIDTH);
		s += n;
	}
	return last;
}

static void
go_to(size_t field)
{
	f.at = field;
}

static void
value_is(const char *name, const char *want)
{
	assert_string_equal(form_get(&f, name).s, want);
}

static const char *
wrong(size_t i)
{
	return f.v[i].wrong;
}

/* ---- moving and sending ------------------------------------------------- */

static void
a_form_is_filled_from_top_to_bottom(void **state)
{
	(void)state;
	assert_true(form_empty(&f));
	assert_int_equal(type("rfr<Enter>"), FORM_TAKEN);
	assert_int_equal(type("Ruido al frenar<Enter>"), FORM_TAKEN);
	assert_int_equal(type("uno<Enter>dos<Tab>"), FORM_TAKEN);
	assert_int_equal(type("<Enter>"), FORM_TAKEN);
	assert_int_equal(type("12345"), FORM_TAKEN);
	assert_int_equal(type("<Enter>"), FORM_SEND);
	value_is("type", "rfr");
	value_is("subject", "Ruido al frenar");
	value_is("detail", "uno\ndos");
	value_is("team", "");
	value_is("bill", "12345");
	assert_false(form_empty(&f));
}

static void
tab_and_arrows_walk_the_fields(void **state)
{
	(void)state;
	type("<Tab><Tab>");
	assert_int_equal(f.at, DETAIL);
	type("<S-Tab><S-Tab><S-Tab>");
	assert_int_equal(f.at, BILL);
	type("<Tab>");
	assert_int_equal(f.at, TYPE);
	type("<Up>");
	assert_int_equal(f.at, BILL);
	type("<Up><Up>");
	assert_int_equal(f.at, DETAIL);
	type("a<Enter>b<Up><Up>");
	assert_int_equal(f.at, SUBJECT);
	type("<Down><Down><Down>");
	assert_int_equal(f.at, TEAM);
}

static void
keys_that_mean_nothing_here_are_left_to_others(void **state)
{
	(void)state;
	go_to(SUBJECT);
	assert_int_equal(type("<F1>"), FORM_IGNORED);
	assert_int_equal(type("<Esc>"), FORM_IGNORED);
	assert_int_equal(type("<C-g>"), FORM_IGNORED);
	go_to(TYPE);
	assert_int_equal(type("<F4>"), FORM_IGNORED);
	go_to(DETAIL);
	assert_int_equal(type("<F2>"), FORM_IGNORED);
	assert_true(form_empty(&f));
}

static void
sending_with_mistakes_goes_to_the_first_and_shows_all(void **state)
{
	(void)state;
	go_to(BILL);
	type("12");
	assert_int_equal(type("<F10>"), FORM_WRONG);
	assert_int_equal(f.at, TYPE);
	assert_string_equal(wrong(TYPE), "needed");
	assert_string_equal(wrong(SUBJECT), "needed");
	assert_string_equal(wrong(DETAIL), "");
	assert_string_equal(wrong(BILL), "five digits, there are 2");
	value_is("bill", "12");
	type("1");
	assert_string_equal(wrong(TYPE), "");
	go_to(SUBJECT);
	type("x");
	assert_int_equal(type("<C-s>"), FORM_WRONG);
	assert_int_equal(f.at, BILL);
	type("345");
	assert_string_equal(wrong(BILL), "");
	assert_int_equal(type("<C-s>"), FORM_SEND);
}

static void
a_field_is_checked_when_it_is_left(void **state)
{
	(void)state;
	go_to(BILL);
	type("9912O");
	assert_string_equal(wrong(BILL), "");
	type("<S-Tab>");
	assert_string_equal(wrong(BILL), "five digits, there are 5");
	type("<Tab>");
	assert_string_equal(wrong(BILL), "five digits, there are 5");
	type("<BS>");
	assert_string_equal(wrong(BILL), "");
	type("0<Tab>");
	assert_string_equal(wrong(BILL), "");
	go_to(SUBJECT);
	type("<Tab>");
	assert_string_equal(wrong(SUBJECT), "needed");
}

static void
blanks_are_nothing(void **state)
{
	(void)state;
	go_to(SUBJECT);
	type("   <Tab>");
	assert_string_equal(wrong(SUBJECT), "needed");
	go_to(BILL);
	type("  <Tab>"); /* not required, and nothing to check */
	assert_string_equal(wrong(BILL), "");
	go_to(TEAM);
	type("  <Tab>");
	assert_string_equal(wrong(TEAM), "");
	value_is("team", "");
}

static void
what_does_not_fit_is_told(void **state)
{
	(void)state;
	go_to(SUBJECT);
	type("12345678901234567890");
	assert_string_equal(wrong(SUBJECT), "");
	type("x");
	assert_string_equal(wrong(SUBJECT), "21 of 20: shorten it");
	value_is("subject", "12345678901234567890x"); /* nothing is lost, */
	type("<F10>");
	assert_string_equal(wrong(SUBJECT), "21 of 20: shorten it");
	go_to(SUBJECT);
	type("<BS>"); /* and nothing cut is saved */
	assert_string_equal(wrong(SUBJECT), "");
}

static bool
grumble(struct str s, struct fault *why)
{
	struct buf b = { 0 };

	(void)s;
	for (int i = 0; i < 100; i++)
		buf_z(&b, "ñ€");
	fail(why, ERR_INVALID, "%s", b.s);
	buf_done(&b);
	return false;
}

static void
a_long_complaint_is_cut_between_letters(void **state)
{
	const struct field_def one[] = { { .name = "x",
					     .label = "X",
					     .kind = FIELD_LINE,
					     .check = grumble },
		{ 0 } };

	form_done(&f);
	form_init(&f, one);
	type("x<Tab>");
	assert_true(strlen(wrong(0)) > 200);
	assert_true(utf8_ok(str_of(wrong(0))));
	(void)state;
}

/* ---- choices ------------------------------------------------------------ */

static void
choose(const char *keys, const char *value)
{
	form_done(&f);
	open_form(NULL);
	type(keys);
	if (!str_is(form_get(&f, "type"), value))
		fail_msg("%s chooses \"%s\", not \"%s\"", keys,
		    form_get(&f, "type").s, value);
}

static void
a_digit_that_chooses_leaves_its_field(void **state)
{
	(void)state;
	choose("1no suena<S-Tab>", "rfr");
	choose("1<Enter>no suena", "rfr"); /* Enter from habit */
	value_is("subject", "no suena");
	choose("1<S-Tab>f", "");
	/* one that chooses nothing is typed */
	choose("9<S-Tab><Tab>", "");
}

static void
choices_are_made_by_code_word_or_number(void **state)
{
	(void)state;
	choose("1", "rfr");
	choose("2<Enter>", "rfp");
	choose("3<Enter>", "");
	choose("rfp<Enter>", "rfp");
	choose("RFP<Tab>", "rfp");
	/* a whole code before the beginning of others */
	choose("rf<Enter>", "rf");
	choose("fre<Enter>", "fre");
	choose("frex<Enter>", "frex");
	/* beginnings of words, any of them, in any order, without accents */
	choose("fre rui<Enter>", "rfr");
	choose("ped fren<Enter>", "rfp");
	choose("garantia<Enter>", "cga");
	choose("GARANTÍA<Enter>", "cga");
	choose("fabrica<Enter>", "rf");
	choose("fábrica<Enter>", "rf");
	choose("espana<Enter>", "cga");
	choose("  reclamo   pedal <Enter>", "rfp");
	/* the words that count may be others than those shown */
	choose("callado<Enter>", "sil");
	choose("unico<Enter>", "");
	/* a short code that is not shown */
	choose("un<Enter>", "sil");
	choose("uido<Enter>", "");
}

static void
what_fits_none_is_told(void **state)
{
	(void)state;
	type("zzz<Enter>");
	assert_string_equal(wrong(TYPE), "none fits");
	assert_int_equal(type("<F10>"), FORM_WRONG);
	assert_int_equal(f.at, TYPE);
	go_to(TEAM);
	type("zzz<Tab>");
	assert_string_equal(wrong(TEAM), "none fits");
	type("<S-Tab><C-u><Tab>"); /* it need not be any */
	assert_string_equal(wrong(TEAM), "");
}

static void
arrows_walk_the_choices_that_fit(void **state)
{
	(void)state;
	choose("<Down><Enter>", "fre");
	choose("<Down><Down><Enter>", "rfr");
	choose("<Down><Down><Up><Enter>", "fre");
	/* fre, frex by code; then rfr, rfp by word */
	choose("fre<Down><Enter>", "frex");
	choose("fre<Down><Down><Down><Enter>", "rfp");
	choose("fre<Down><Down><Down><Down><Down><Enter>", "rfp");
	choose("fre<Down><Down> rui<Enter>", "rfr");
	choose("<Enter>", "");
	choose("zzz<Down>", "");
	assert_int_equal(f.at, SUBJECT);
	choose("rfr<Up>", "rfr"); /* Up on the first leaves, and takes it */
	assert_int_equal(f.at, BILL);
}

static void
a_choice_is_changed_as_a_whole(void **state)
{
	(void)state;
	type("1<S-Tab><Left><Home>");
	value_is("type", "rfr");
	type("2<S-Tab>");
	value_is("type", "rfp");
	type("c");
	value_is("type", "");
	assert_string_equal(edit_text(&f.v[TYPE].edit).s, "c");
	type("ga<Tab><S-Tab>");
	value_is("type", "cga");
	type("<BS>");
	value_is("type", "");
	assert_string_equal(edit_text(&f.v[TYPE].edit).s, "");
	choose("1<S-Tab><C-u><Enter>", "");
	choose("1<S-Tab><C-w><Enter>", "");
	choose("1<S-Tab><Del><Enter>", "");
	choose("1<S-Tab><C-k>", "");
	choose("1<S-Tab><Down>", "rfr");
	assert_int_equal(f.at, SUBJECT);
}

static void
a_paste_over_a_choice_is_a_new_search(void **state)
{
	struct key k = { .code = KEY_PASTE, .text = STR("pedal\n") };

	(void)state;
	type("1<S-Tab>");
	form_key(&f, &k, WIDTH);
	value_is("type", "");
	type("<Enter>");
	value_is("type", "rfp");
}

/* A draft may come back before the choices do. */
static void
values_are_kept_until_their_choices_come(void **state)
{
	(void)state;
	form_set(&f, "type", STR("rfp"));
	value_is("type", "rfp");
	form_set(&f, "type", STR("nosuch"));
	value_is("type", "");
	form_choices(&f, "type", NULL, 0);
	form_set(&f, "type", STR("cga"));
	form_set(&f, "type", form_get(&f, "type"));
	value_is("type", "cga");
	form_choices(&f, "type", types, countof(types));
	value_is("type", "cga");
	assert_string_equal(edit_text(&f.v[TYPE].edit).s,
	    "CGA  Consulta › Garantía (España)");
	form_choices(&f, "type", teams, countof(teams));
	value_is("type", "");
	assert_string_equal(edit_text(&f.v[TYPE].edit).s, "");
	form_set(&f, "team", STR("taller"));
	form_set(&f, "team", STR_NONE);
	value_is("team", "");
}

static void
a_reload_moves_nothing_that_is_being_typed(void **state)
{
	unsigned was;

	(void)state;
	type("fre<Down><Down>");
	form_choices(&f, "type", types, countof(types));
	type("<Enter>");
	value_is("type", "rfr");
	was = f.v[TYPE].edit.changes;
	form_choices(&f, "type", types, countof(types));
	value_is("type", "rfr");
	assert_int_equal(f.v[TYPE].edit.changes, was);
	go_to(TEAM);
	type("<Down><Down>");
	form_choices(&f, "team", teams, 1); /* the marked one is gone */
	type("<Enter>");
	value_is("team", "");
}

static void
values_are_set_and_got_by_name(void **state)
{
	(void)state;
	form_set(&f, "subject", STR("uno"));
	value_is("subject", "uno");
	go_to(SUBJECT);
	type("!<C-u>");
	value_is("subject", "");
	assert_ptr_equal(form_field(&f, "bill"), &f.v[BILL]);
}

/* ---- drawn
 * ---------------------------------------------------------------------------
 */

static void
draw(const struct pane *p, void *u)
{
	(void)u;
	form_draw(&f, p, 12);
}

static void
key(const struct key *k, void *u)
{
	(void)u;
	form_key(&f, k, WIDTH);
}

static struct show shown = { draw, key, NULL, { THEME_MONO, -1, false } };

static void
fields_choices_and_mistakes_are_drawn(void **state)
{
	struct vt *v = show_open(&shown, 20, 60, "xterm");
	int row, column;

	(void)state;
	show_row_is(v, 0,
	    "►* Type     [                                              ]");
	show_row_is(v, 1, "                FRE  Reclamo › Frenos");
	show_row_is(v, 6,
	    " * Subject  [what it is about                              ]");
	show_row_is(v, 7,
	    "   Detail   [                                              ]");
	show_row_is(v, 8,
	    "            [                                              ]");
	show_row_is(v, 10,
	    "   Bill     [                                              ]");
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(row, 0);
	assert_int_equal(column, 13);
	show_step(v, 1, "fre");
	show_row_is(v, 0,
	    "►* Type     [fre                                           ]");
	assert_true(vt_cell(v, 1, 15).reverse);
	assert_false(vt_cell(v, 2, 15).reverse);
	show_row_is(v, 3,
	    "             1  RFR  Reclamo › Servicio › Frenos › Ruido");
	show_step(v, 2, "\t\t");
	show_row_is(v, 0,
	    " * Type     [FRE  Reclamo › Frenos                         ]");
	show_row_is(v, 1,
	    " * Subject  [what it is about                    ]  × needed");
	show_row_is(v, 2,
	    "►  Detail   [                                              ]");
	show_close(v);
}

static void
a_mistake_without_room_beside_stands_below(void **state)
{
	struct vt *v;

	(void)state;
	go_to(BILL);
	type("12<S-Tab>");
	v = show_open(&shown, 20, 50, "xterm");
	show_row_is(v, 4, "►  Team     [                                    ]");
	show_row_is(v, 7, "   Bill     [12                                  ]");
	show_row_is(v, 8, "             × five digits, there are 2");
	show_close(v);
	v = show_open(&shown, 20, 70, "xterm");
	show_row_is(v, 7,
	    "   Bill     [12                          ]  × five digits, there "
	    "are 2");
	show_close(v);
}

static void
the_field_with_the_focus_is_always_in_sight(void **state)
{
	struct vt *v = show_open(&shown, 5, 60, "xterm");

	(void)state;
	show_step(v, 1, "1");
	show_row_is(v, 0,
	    " * Type     [RFR  Reclamo › Servicio › Frenos › Ruido      ]");
	show_step(v, 2, "x\t\t\t");
	show_row_is(v, 3,
	    "►  Bill     [                                              ]");
	show_step(v, 3, "\t");
	show_row_is(v, 0,
	    "►* Type     [RFR  Reclamo › Servicio › Frenos › Ruido      ]");
	show_close(v);
}

static void
a_narrow_screen_does_no_harm(void **state)
{
	struct vt *v;

	(void)state;
	go_to(BILL);
	type("12<Tab>");
	for (int columns = 8; columns < 20; columns++) {
		v = show_open(&shown, 3, columns, "xterm");
		show_step(v, 1, "x\t\t\t\t\x13");
		show_close(v);
	}
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, open_form, close_form)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(a_form_is_filled_from_top_to_bottom),
		ONE(tab_and_arrows_walk_the_fields),
		ONE(keys_that_mean_nothing_here_are_left_to_others),
		ONE(sending_with_mistakes_goes_to_the_first_and_shows_all),
		ONE(a_field_is_checked_when_it_is_left),
		ONE(blanks_are_nothing),
		ONE(what_does_not_fit_is_told),
		ONE(a_long_complaint_is_cut_between_letters),
		ONE(choices_are_made_by_code_word_or_number),
		ONE(a_digit_that_chooses_leaves_its_field),
		ONE(what_fits_none_is_told),
		ONE(arrows_walk_the_choices_that_fit),
		ONE(a_choice_is_changed_as_a_whole),
		ONE(a_paste_over_a_choice_is_a_new_search),
		ONE(values_are_kept_until_their_choices_come),
		ONE(a_reload_moves_nothing_that_is_being_typed),
		ONE(values_are_set_and_got_by_name),
		ONE(fields_choices_and_mistakes_are_drawn),
		ONE(a_mistake_without_room_beside_stands_below),
		ONE(the_field_with_the_focus_is_always_in_sight),
		ONE(a_narrow_screen_does_no_harm),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
