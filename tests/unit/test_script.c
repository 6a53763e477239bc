/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_script.c - the `.call` language: what is read, and each mistake with
 * the line and column where it is told.
 */
#include "test.h"

#include "script/check.h"
#include "script/edge.h"
#include "script/load.h"
#include "script/po.h"

static struct arena a;

#define Z(lit)                                                                 \
	{                                                                      \
		lit, sizeof(lit) - 1                                           \
	}
static const struct script_action_arg note_args[] = {
	{ Z("text"), Z("text"), Z(""), true, false, false },
	{ Z("priority"), Z("int"), Z(""), false, false, false },
	{ Z("kind"), Z("choice"), Z("good|bad"), false, false, false },
};
static const struct script_action actions[] = {
	{ { "ticket create", 13 }, note_args, countof(note_args) },
	{ { "ticket note", 11 }, note_args, 1 },
};

static bool
known(void *u, const char *kind, struct str code, struct str *nearest)
{
	(void)u;
	if (strcmp(kind, "outcome") != 0 && strcmp(kind, "leaf") != 0)
		return true;
	*nearest = STR("done");
	return str_is(code, "done");
}

static struct script *
checked(const char *text, struct script_problems *p, bool with_codes)
{
	struct script_world w = { .actions = actions,
		.nactions = countof(actions),
		.known = with_codes ? known : NULL };
	struct script *s = script_new();

	*p = (struct script_problems){ .arena = &a };
	script_read(s, STR("t.call"), str_of(text), p);
	script_check(s, &w, p);
	return s;
}

static struct str
told(const struct script_problems *p)
{
	struct buf b = { 0 };
	struct str out;

	script_problems_print(p, &b);
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

#define HEAD                                                                   \
	"script t\n"                                                           \
	"title T\n"                                                            \
	"languages es\n"
/* Three lines, four with a field; what follows begins on the next. */

/* The script says nothing wrong. */
static void
is_clean(const char *text)
{
	struct script_problems p;
	struct script *s = checked(text, &p, false);

	if (p.n > 0)
		fail_msg("not clean:\n%s", told(&p).s);
	script_free(s);
}

static void
is_in(const char *all, const char *want)
{
	if (strstr(all, want) == NULL)
		fail_msg("wanted: %s\ntold:\n%s", want, all);
}

/* All that is told begins with these lines' places and holds these words. */
static void
is_told(const char *text, const char *want, bool codes)
{
	struct script_problems p;
	struct script *s = checked(text, &p, codes);
	struct str all = told(&p);

	if (strstr(all.s, want) == NULL)
		fail_msg("wanted: %s\ntold:\n%s", want, all.s);
	script_free(s);
}

static void
a_whole_script_is_clean(void **state)
{
	(void)state;
	is_clean(HEAD "field n number 1..5\n"
		      "field a one of x, y\n"
		      "objection no: \"No\" -> no\n"
		      "\n"
		      "# words for the reader\n"
		      "step one: the first\n"
		      "  when customer.open > 2 and customer.known -> three\n"
		      "  say Antes de nada: pare # ya, \"dijo\"\n"
		      "  ask How many?   into n\n"
		      "  - skip: None of it -> three\n"
		      "  -> two\n"
		      "step two\n"
		      "  ask {{n}}?   into a\n"
		      "  - x: Ex -> three\n"
		      "  - y: Why\n"
		      "  do ticket note text=\"{{a}} {{n}}\"\n"
		      "  -> three\n"
		      "step three\n"
		      "  say Bye {{n|customer.name|you}}\n"
		      "  end typification=c outcome=o\n"
		      "step no\n"
		      "  say I see\n"
		      "  return\n");
}

static void
speech_is_taken_as_typed(void **state)
{
	struct script_problems p;
	struct script *s =
	    checked(HEAD "step one\n"
			 "  say Antes de nada: pare # ya, \"dijo\" -> nada\n"
			 "  ask Into what?\n"
			 "  - a: x -> y -> one\n"
			 "  - b: fin -> two\n"
			 "step two\n"
			 "  end typification=c outcome=o\n",
		&p, false);

	(void)state;
	assert_int_equal(p.n, 0);
	assert_string_equal(s->steps.v[0].say.v[0].source.s,
	    "Antes de nada: pare # ya, \"dijo\" -> nada");
	assert_string_equal(s->steps.v[0].options.v[0].text.source.s, "x -> y");
	assert_int_equal(s->steps.v[0].options.v[0].to.step, 0);
	script_free(s);
}

#define END "step z\n end typification=done outcome=done\n"

/* What is typed, and what is told of it: place first. */
static const struct {
	const char *text, *want;
} mistakes[] = {
	{ "", "t.call:1:1: error: there is no script in it" },
	{ "step a\n", "t.call:1:1: error: a script begins with" },
	{ "script Ñandú\n", "t.call:1:8: error: 'Ñandú' cannot be" },
	{ HEAD "say x\n" END, "t.call:4:1: error: 'say' belongs into a step" },
	{ HEAD "stepp a\n" END,
	    "4:1: error: a line cannot begin with 'stepp'; "
	    "did you mean 'step'?" },
	{ HEAD END "title x\n", "6:1: error: 'title' belongs into the head" },
	{ HEAD "field x nomber\n" END, "4:7: error: 'nomber' is no type" },
	{ HEAD "field x nomber\n" END, "did you mean 'number'?" },
	{ HEAD "field x one of a\n" END, "4:7: error: a list needs two" },
	{ HEAD "field x text 17 like [a\n" END, "4:7: error: the pattern" },
	{ HEAD "field x text like (a{90}){90}\n" END,
	    "4:7: error: the pattern after 'like'" },
	{ HEAD "field x number 5..1\n" END, "4:7: error: the range" },
	{ HEAD "field x date\nfield x date\n" END,
	    "5:7: error: the field 'x' is declared twice; first on line 4" },
	{ HEAD "step a\n say x\n -> fim\nstep fin\n say y\n end outcome=o "
	       "typification=t\n",
	    "6:5: error: there is no step 'fim'; did you mean 'fin'?" },
	{ HEAD "step a\n say x\n" END,
	    "4:6: error: the step 'a' goes nowhere" },
	{ HEAD "step a\n say x\n -> a\n" END,
	    "4:6: error: from step 'a' the conversation can never end" },
	{ HEAD "step a\n say x\n -> z\nstep b\n say y\n -> z\n" END,
	    "7:6: warning: no path leads to step 'b'" },
	{ HEAD "step a\n say x\n -> z\nstep a\n say y\n -> z\n" END,
	    "7:6: error: there are two steps named 'a'; the first is on "
	    "line 4" },
	{ HEAD "step a\n ask x?\n ask y?\n - k: K -> z\n" END,
	    "6:2: error: a step asks one question" },
	{ HEAD "step a\n ask ¿x?\n -> z\n" END,
	    "5:2: error: nothing takes the answer" },
	{ HEAD "step a\n ask ¿x? into n\n -> z\n" END,
	    "5:15: error: 'n' is not declared" },
	{ HEAD "step a\n ask x?\n - k: K -> z\n - k: L -> z\n" END,
	    "7:2: error: the option 'k' is there twice" },
	{ HEAD "step a\n ask x?\n - Sí -> z\n" END,
	    "6:4: error: an option needs a key" },
	{ HEAD "step a\n ask x?\n - k: K\n" END,
	    "6:2: error: this option leads nowhere" },
	{ HEAD "field f one of uno, dos\nstep a\n ask x? into f\n - uno: U -> "
	       "z\n - dso: D -> z\n" END,
	    "8:2: error: 'dso' is not in the list of 'f'; did you mean "
	    "'dos'?" },
	{ HEAD "field f one of uno, dos\nstep a\n ask x? into f\n - uno: U -> "
	       "z\n - otra: D -> z\n" END,
	    "8:2: warning: 'otra' is not in the list of 'f'" },
	{ HEAD "field f one of uno, dos\nstep a\n ask x? into f\n - uno: U -> "
	       "z\n" END,
	    "6:14: warning: no option gives 'f' the value 'dos'" },
	{ HEAD "step a\n say {{customer.nam}}\n -> z\n" END,
	    "5:8: error: 'customer.nam' is not a field and not a known name; "
	    "did you mean 'customer.name'?" },
	{ HEAD "step a\n say Ñ {{customer.name\n -> z\n" END,
	    "5:8: error: '{{' is not closed" },
	{ HEAD "step a\n say {{agent.name|}}\n -> z\n" END,
	    "5:19: error: there is nothing after the '|'" },
	{ HEAD "field f text\nstep a\n ask x? into f\n - no: N -> z\n -> b\n"
	       "step b\n say {{f}}\n -> z\n" END,
	    NULL },
	{ HEAD "field f text\nstep a\n ask x? into f\n - no: N -> b\n -> b\n"
	       "step b\n say Ay {{f}}\n -> z\n" END,
	    "10:11: error: on some path 'f' is not known here yet" },
	{ HEAD "field f text\nstep a\n say {{f}}\n -> z\n" END,
	    "6:8: error: nothing ever asks for 'f'" },
	{ HEAD "field f text\nstep a\n say x\n -> z\n" END,
	    "4:7: warning: the field 'f' is declared and never asked for" },
	{ HEAD "field f text\nstep a\n secure\n ask x? into f\n -> b\nstep b\n "
	       "say {{f}}\n -> z\n" END,
	    "10:8: error: 'f' is asked in a secure step" },
	{ HEAD "step a\n when customer.open > 3 and customer.open < 3 -> z\n "
	       "say x\n -> z\n" END,
	    "5:2: error: this condition can never be true" },
	{ HEAD "step a\n when customer.known or not customer.known -> z\n "
	       "say x\n -> z\n" END,
	    "5:2: error: this condition is always true" },
	{ HEAD "step a\n when time.weekday = luns -> z\n say x\n -> z\n" END,
	    "5:22: error: 'time.weekday' is never 'luns'" },
	{ HEAD "step a\n when customer.name > 3 -> z\n say x\n -> z\n" END,
	    "5:21: error: only numbers" },
	{ HEAD "step a\n when customer.open -> z\n say x\n -> z\n" END,
	    "5:20: error: after a name comes" },
	{ HEAD "step a\n when (customer.known -> z\n say x\n -> z\n" END,
	    "5:7: error: '(' is not closed" },
	{ HEAD "step a\n when customer.known -> b\n -> z\nstep b\n when "
	       "agent.name is known -> a\n -> z\n" END,
	    "5:2: error: this goes round without asking" },
	{ HEAD "step a\n say x\n return\n" END,
	    "6:2: error: there is nothing to return to" },
	{ HEAD "step a\n say x\n do ticket creat text=x\n -> z\n" END,
	    "6:5: error: a script cannot do 'ticket creat'; did you mean "
	    "'ticket create'?" },
	{ HEAD "step a\n say x\n do ticket create texte=x\n -> z\n" END,
	    "6:19: error: 'ticket create' takes no texte=; did you mean "
	    "'text'?" },
	{ HEAD "step a\n say x\n do ticket create priority=2\n -> z\n" END,
	    "6:5: error: 'ticket create' needs text=" },
	{ HEAD
	    "step a\n say x\n do ticket create text=x priority=hi\n -> z\n" END,
	    "6:35: error: 'hi' is not a whole number" },
	{ HEAD
	    "step a\n say x\n do ticket create text=x kind=ugly\n -> z\n" END,
	    "6:31: error: 'ugly' is not one of good|bad" },
	{ HEAD "step a\n say x\n do ticket note text=\"x\n -> z\n" END,
	    "6:17: error: '\"' is not closed" },
	{ HEAD "step a\n say x\n call other\n -> z\n" END,
	    "6:7: error: there is no script 'other' here" },
	{ HEAD "step a\n say x\n -> z\n -> z\n" END,
	    "7:2: error: this step goes on already" },
	{ HEAD "step a\n say x\n -> z\nstep z\n end typificaton=c\n",
	    "8:6: error: after 'end' come typification=CODE and "
	    "outcome=CODE; did you mean 'typification'?" },
	{ HEAD "objection k: No\n" END, "4:11: error: the objection leads" },
	{ HEAD "for queu=x\n" END, "4:5: error: 'queu=x' is not understood" },
	{ HEAD "step a\n say a\xe2\x80\x8b"
	       "b\n -> z\n" END,
	    "5:7: error: a character that nobody sees (U+200B)" },
	{ HEAD "step a\n ask ¿x?\n - a: A -> z\n - b: A -> z\n - c: A -> z\n"
	       " - d: A -> z\n - e: A -> z\n - f: A -> z\n - g: A -> z\n"
	       " - h: A -> z\n - i: A -> z\n - j: A -> z\n" END,
	    "15:2: error: at most 9 options have a key" },
	{ HEAD "field f one of uno, dos\nstep a\n ask x? into f\n -> z\n" END,
	    "6:14: error: 'f' is chosen from a list" },
	{ HEAD "step a\n - a: A -> z\n" END,
	    "5:2: warning: there are options, and nothing is asked" },
	{ HEAD "step a\n secure\n say x\n -> z\n" END,
	    "4:6: warning: 'secure' veils an answer" },
	{ HEAD "step a\n ask x?\n - a: A -> z\n end outcome=o\n" END,
	    "7:2: error: a step that asks goes on with" },
	{ HEAD "step a\n ask x?\n - a: A -> z\n -> z\n" END,
	    "7:5: warning: this is never taken" },
	{ HEAD "step a\n ask x?\n - [customer.open > 3 and customer.open < 2] "
	       "a: A -> z\n - b: B -> z\n" END,
	    "6:2: error: this option is never offered" },
	{ HEAD "step a\n ask x?\n - [customer.known] a: A -> z\n" END,
	    "6:2: warning: every option has a condition" },
	{ HEAD
	    "field f number 1..5\nstep a\n set f = 9\n say {{f}}\n -> z\n" END,
	    "6:10: error: 'f' cannot be that" },
	{ HEAD "objection k: No -> z\nobjection k: Ya -> z\n" END,
	    "5:11: error: the objection 'k' is there twice" },
	{ HEAD "step a\n say x\n end typification=t\n",
	    "6:2: warning: the end has no outcome=CODE" },
	{ HEAD "step a\n say x\n end outcome=o\n",
	    "6:2: warning: the end has no typification=CODE" },
	{ HEAD, "1:8: error: the script 't' has no step" },
	{ "script t\nlanguages es\n" END, "1:8: error: the title is missing" },
	{ "script t\ntitle T\n" END, "1:8: error: the language is missing" },
	{ "sub-script t\ntitle T\nlanguages es\nfor queue=x\nstep a\n say x\n "
	  "return\n",
	    "4:5: error: a sub-script is called, not chosen" },
	{ HEAD "field f text\nstep a\n secure\n ask x? into f\n -> b\nstep b\n "
	       "when f is known -> z\n say x\n -> z\n" END,
	    "10:7: error: 'f' is asked in a secure step and not kept" },
	{ HEAD "field f text\nstep a\n when f = a -> z\n say x\n -> z\n" END,
	    "6:7: error: nothing ever asks for 'f'" },
	{ HEAD "step a\n say x\n do ticket create text=x otra\n -> z\n" END,
	    "6:26: error: 'otra' is a word too many" },
	{ HEAD "step a\n say x\n do ticket create text=x text=y\n -> z\n" END,
	    "6:26: error: text= is there twice" },
	{ HEAD "title U\n" END, "4:1: error: the script has a title already" },
	{ "script t\ntitle T\nlanguages español\n" END,
	    "3:11: error: a language is two letters" },
	{ HEAD "field f\n" END, "4:7: error: the field 'f' needs a type" },
	{ HEAD "objection No -> z\n" END,
	    "4:11: error: write it as: objection KEY" },
	{ HEAD "step a\n ask\n" END,
	    "5:2: error: something is missing after this" },
	{ HEAD "step a\n ask x?\n - [customer.known a: A -> z\n" END,
	    "6:4: error: '[' is not closed" },
	{ HEAD "step a\n ask x?\n - a: -> z\n" END,
	    "6:4: error: the text of the option is missing" },
	{ HEAD "step a\n when customer.known\n -> z\n" END,
	    "5:2: error: a 'when' leads somewhere" },
	{ HEAD "step a\n set x\n -> z\n" END,
	    "5:2: error: write it as: set FIELD" },
	{ HEAD "step a\n call x\n call y\n -> z\n" END,
	    "6:2: error: a step calls one script" },
	{ HEAD "step a\n secure now\n" END,
	    "5:9: error: 'secure' stands alone" },
	{ HEAD "step a\n say x\n return now\n" END,
	    "6:9: error: 'return' stands alone" },
	{ HEAD "step a\n when agent.name = \"x -> z\n -> z\n" END,
	    "is not closed" },
	{ HEAD "step a\n when customer.known = maybe -> z\n -> z\n" END,
	    "5:24: error: this is yes or no" },
	{ HEAD "step a\n when agent.name = -> z\n -> z\n" END,
	    "5:19: error: a value is missing here" },
	{ HEAD "step a\n when agent.name is knwn -> z\n -> z\n" END,
	    "5:21: error: after 'is' comes" },
	{ HEAD "step a\n when customer.known customer.open -> z\n -> z\n" END,
	    "5:22: error: this is too much" },
	{ HEAD "step a\n when customer.known and -> z\n -> z\n" END,
	    "5:25: error: a name is missing here" },
	{ HEAD "step a\n say {{}}\n -> z\n" END,
	    "5:8: error: there is no name" },
	{ HEAD "step a\n say a}} b\n -> z\n" END,
	    "5:7: error: '}}' without '{{'" },
	{ HEAD "step a\n when time.hour > 23 -> z\n say x\n -> z\n" END,
	    "5:2: error: this condition can never be true" },
	{ HEAD "step a\n when customer.open < 0 -> z\n say x\n -> z\n" END,
	    "5:2: error: this condition can never be true" },
	{ HEAD "field f number\nstep a\n ask x? into f\n -> b\nstep b\n when "
	       "f > 3 and f < 4 -> z\n say x\n -> z\n" END,
	    NULL }, /* 3.5 */
	{ HEAD "field f money\nstep a\n ask x? into f\n -> b\nstep b\n when "
	       "f > 3 and f < 4 -> z\n say x\n -> z\n" END,
	    "9:2: error: this condition can never be true" },
	{ HEAD "field f number 1..5\nstep a\n ask x? into f\n -> b\nstep b\n "
	       "when f >= 1 or f is unknown -> z\n say x\n -> z\n" END,
	    "9:2: error: this condition is always true: the rest" },
	{ HEAD "field f text 4 like [0-9]{4}\nstep a\n ask x? into f\n -> b\n"
	       "step b\n when f = abc -> z\n say x\n -> z\n" END,
	    "9:11: error: 'f' can never be that" },
	{ HEAD "step a\n when customer.open > 2 -> z\n when customer.open > 5 "
	       "-> z\n say x\n -> z\n" END,
	    "6:2: error: this is never reached: the conditions before it" },
	{ HEAD "step a\n ask x?\n - [customer.known or not customer.known] "
	       "a: A -> z\n - b: B -> z\n" END,
	    "6:2: error: this condition is always true: leave it out" },
	{ HEAD "field f text\nstep a\n when f = x -> z\n ask y? into f\n -> b\n"
	       "step b\n say {{f}}\n -> z\n" END,
	    "6:2: error: this condition is never true here" },
	{ HEAD "field f text\nstep a\n ask y? into f\n -> b\nstep b\n when f "
	       "is known -> z\n say x\n -> z\n" END,
	    "9:2: error: this condition is always true here" },
	{ HEAD "field f text\nstep a\n when f is known -> z\n ask y? into f\n "
	       "-> b\nstep b\n ask z?\n - no: N -> a\n - si: S -> z\n" END,
	    NULL }, /* comes round */
	{ HEAD "field n number 5..1\nstep a\n ask y? into n\n -> b\nstep b\n "
	       "when n is known or customer.known -> z\n say x\n -> z\n" END,
	    "4:7: error: the range" }, /* what lies in it is still tried */
	{ HEAD
	    "field f text\nstep a\n when f = x -> b\n ask y? into f\n -> z\n"
	    "step b\n when f = x or customer.known -> z\n say x\n -> z\n" END,
	    "6:2: error: this condition is never true here" },
	{ HEAD "field f text\nobjection o: O -> q\nstep a\n ask z?\n - [f is "
	       "known] x: X -> z\n - y: Y -> z\nstep q\n ask y? into f\n -> "
	       "r\nstep r\n return\n" END,
	    NULL }, /* asked on the side */
	{ HEAD
	    "field f text\nstep a\n ask y? into f\n -> b\nstep b\n ask {{f}}? "
	    "into f\n - no: N -> c\n -> z\nstep c\n say {{f}}\n -> z\n" END,
	    "13:8: error: on some path 'f' is not known" },
	{ HEAD "step a\n say \xff\n -> z\n" END,
	    "1:1: error: the file is not UTF-8" },
};

static void
each_mistake_is_told_where_it_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(mistakes); i++)
		if (mistakes[i].want == NULL)
			is_clean(mistakes[i].text);
		else
			is_told(mistakes[i].text, mistakes[i].want, false);
}

static void
codes_are_those_of_the_centre(void **state)
{
	(void)state;
	is_told(HEAD "step a\n say x\n end typification=don outcome=done\n",
	    "6:19: error: this centre has no final typification 'don'; did "
	    "you mean 'done'?",
	    true);
	is_told(HEAD "step a\n say x\n end typification=done outcome=dne\n",
	    "6:32: error: this centre has no outcome 'dne'", true);
}

static void
text_must_fit_the_pane(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_z(&b, HEAD "step a\n say ");
	for (int i = 0; i < 61; i++)
		buf_z(&b, "cinco ");
	buf_z(&b, "\n -> z\n" END);
	is_told(b.s, "5:6: error: too long for the pane (es)", false);
	buf_done(&b);
	is_told(HEAD
	    "step a\n ask x?\n - k: 12345678901234567890123456789012345"
	    "678901 -> z\n" END,
	    "6:7: error: too long for the pane (es): the option (columns) "
	    "takes "
	    "41, 40 fit",
	    false);
}

/* A sentence that fits in the first language and not in the second. */
static void
text_must_fit_in_every_language(void **state)
{
	static const char text[] =
	    "script t\ntitle T\nlanguages es, en\nobjection o: O -> r\n"
	    "step a\n say S\n ask A\n objection p: P -> r\n"
	    " - k: K -> z\n note N\n" END "step r\n return\n";
	static const struct {
		const char *where, *own, *want;
	} all[] = {
		{ "t/objection/o", "O", "the objection (columns)" },
		{ "t/a/objection-p", "P", "the objection (columns)" },
		{ "t/a/k", "K", "the option (columns)" },
		{ "t/a/ask", "A", "what is said (lines)" },
		{ "t/a/note", "N", "the note (lines)" },
	};

	(void)state;
	for (size_t i = 0; i < countof(all); i++) {
		struct script_problems p = { .arena = &a };
		struct script *s = script_new();
		struct buf po = { 0 };

		buf_printf(&po, "msgctxt \"%s\"\nmsgid \"%s\"\nmsgstr \"",
		    all[i].where, all[i].own);
		for (int n = 0; n < 60; n++)
			buf_z(&po, "word ");
		buf_z(&po, "\"\n");
		script_read(s, STR("t.call"), str_of(text), &p);
		script_po_read(s, STR("en"), STR("t.en.po"), buf_view(&po), &p);
		script_check(s, NULL, &p);
		is_in(told(&p).s,
		    "t.en.po:3:9: error: too long for the pane "
		    "(en)");
		is_in(told(&p).s, all[i].want);
		script_free(s);
		buf_done(&po);
	}
}

/* ---- what is called ------------------------------------------------------ */

static void
a_called_script_shares_fields_and_returns(void **state)
{
	struct script_problems p;
	struct script *s = checked("script t\ntitle T\nlanguages es\n"
				   "field f text\n"
				   "step a\n say x\n call who\n -> b\n"
				   "step b\n say {{f}}\n end typification=c "
				   "outcome=o\n"
				   "sub-script who\ntitle W\nlanguages es\n"
				   "field f text\n"
				   "step q\n ask Who? into f\n -> r\n"
				   "step r\n return\n",
	    &p, false);

	(void)state;
	if (p.n > 0)
		fail_msg("%s", told(&p).s);
	assert_int_equal(s->nparts, 2);
	assert_int_equal(s->nfields, 1);
	assert_int_equal(s->steps.v[0].callee, 1);
	assert_string_equal(script_step_path(&a, s, 2).s, "who/q");
	assert_int_equal(script_step_of(s, STR("who/r")), 3);
	script_free(s);
	is_told("script t\ntitle T\nlanguages es\n"
		"step a\n say x\n call t\n -> b\n"
		"step b\n end typification=c outcome=o\n",
	    "6:7: error: 't' is no sub-script", false);
	is_told("sub-script t\ntitle T\nlanguages es\n"
		"step a\n say x\n call t\n -> b\n"
		"step b\n return\n",
	    "6:7: error: 't' leads back to this script", false);
}

/* ---- other languages ----------------------------------------------------- */

#define TWO                                                                    \
	"script t\ntitle T\nlanguages es, en\n"                                \
	"step a\n say Hola {{agent.name}}\n -> z\n"                            \
	"step z\n end typification=c outcome=o\n"

static void
with_po(const char *po, const char *want)
{
	struct script_problems p = { .arena = &a };
	struct script *s = script_new();
	struct str all;

	script_read(s, STR("t.call"), str_of(TWO), &p);
	script_po_read(s, STR("en"), STR("t.en.po"), str_of(po), &p);
	script_check(s, NULL, &p);
	all = told(&p);
	if (want == NULL ? all.len > 0 : strstr(all.s, want) == NULL)
		fail_msg("wanted: %s\ntold:\n%s", want != NULL ? want : "-",
		    all.s);
	script_free(s);
}

#define T(ctx, id, str)                                                        \
	"msgctxt \"" ctx "\"\nmsgid \"" id "\"\nmsgstr \"" str "\"\n\n"

static void
translations_are_checked(void **state)
{
	(void)state;
	with_po(T("t/title", "T", "T2")
		    T("t/a/say", "Hola {{agent.name}}", "Hello {{agent.name}}"),
	    NULL);
	with_po(T("t/title", "T", "T2"),
	    "t.call:5:6: warning: not translated into 'en': t/a/say");
	with_po(T("t/title", "T", "T2") T("t/a/say", "Hola", "Hello"),
	    "t.en.po:7:9: warning: the translation into 'en' is doubtful or "
	    "old: t/a/say");
	with_po(T("t/title", "T", "T2") "#, fuzzy\n" T("t/a/say",
		    "Hola {{agent.name}}", "Hello {{agent.name}}"),
	    "doubtful or old: t/a/say");
	with_po(T("t/title", "T", "T2")
		    T("t/a/say", "Hola {{agent.name}}", "Hello {{agent.nam}}"),
	    "t.en.po:7:9: error: the translation says {{agent.nam}}, the text "
	    "{{agent.name}}");
	with_po(T("t/b/say", "x", "y"),
	    "t.en.po:3:9: warning: 't/b/say' is no text of the script any "
	    "more");
	with_po("msgctxt nothing\n",
	    "t.en.po:1:16: error: text in quotes is expected here");
}

static void
what_is_written_is_read_again(void **state)
{
	struct script_problems p = { .arena = &a };
	struct script *s = script_new(), *again = script_new();
	struct buf b = { 0 }, c = { 0 };

	(void)state;
	script_read(s, STR("t.call"), STR(TWO), &p);
	script_po_read(s, STR("en"), STR("t.en.po"),
	    STR(T("t/title", "T", "T \\\"2\\\"")), &p);
	script_check(s, NULL, &p);
	script_bundle(s, &b);
	script_bundle_read(again, buf_view(&b), &p);
	script_check(again, NULL, &p);
	script_bundle(again, &c);
	assert_string_equal(b.s, c.s);
	assert_int_equal(again->steps.n, 2);
	assert_true(script_po_has(again, 0, STR("en"), STR("title"),
	    &again->parts[0].title));
	assert_string_equal(script_po_words(again, 0, STR("en"), STR("title"),
				&again->parts[0].title)
				->source.s,
	    "T \"2\"");
	buf_done(&b);
	buf_done(&c);
	script_free(s);
	script_free(again);
}

/* ---- values -------------------------------------------------------------- */

static bool
rut(struct str s, char out[16])
{
	if (!str_is(s, "1-9"))
		return false;
	memcpy(out, "1-9", 4);
	return true;
}

static void
takes(const char *type, const char *typed, const char *want)
{
	struct script_problems p = { .arena = &a };
	struct script_field f = { .name = STR("f") };
	struct script_host host = { .rut = rut, .today = 20520 };
	struct str out = STR_NONE;
	struct fault why;
	enum err rc;

	script_field_read(&a, &f, str_of(type), &p);
	assert_int_equal(p.n, 0);
	rc = script_field_value(&a, &f, &host, str_of(typed), &out, &why);
	if ((rc == OK) != (want != NULL))
		fail_msg("%s: '%s' %s", type, typed,
		    rc == OK ? "was taken" : why.text);
	if (want != NULL)
		assert_string_equal(out.s, want);
	script_field_free(&f);
}

static void
values_are_read_by_their_type(void **state)
{
	(void)state;
	takes("text 3", " ñam ", "ñam");
	takes("text 3", "ñandú", NULL);
	takes("text like [A-Z]{2}", "AB", "AB");
	takes("text like [A-Z]{2}", "ABC", NULL);
	takes("text like [A-Z0-9-]{4,20}", "AB-12", "AB-12");
	takes("text like [A-Z0-9-]{4,20}", "ABC", NULL);
	takes("text", "a\nb", NULL);
	takes("text", "  ", NULL);
	takes("number 1..5", "3,5", "3.5");
	takes("number 1..5", "6", NULL);
	takes("number 1..5", "0", NULL);
	takes("number", "1e9", NULL);
	takes("money", "$ 12.500", "12500");
	takes("money ..100", "101", NULL);
	takes("date", "6/3/2026", "2026-03-06");
	takes("date", "6-3", "2026-03-06");
	takes("date", "30-02-2026", NULL);
	takes("date past", "01-01-2027", NULL);
	takes("date future", "01-01-2020", NULL);
	takes("yes/no", "yes", "yes");
	takes("yes/no", "si", NULL);
	takes("one of a, b", "b", "b");
	takes("one of a, b", "c", NULL);
	takes("plate", "kx rt-42", "KXRT42");
	takes("plate", "123456", NULL);
	takes("rut", "1-9", "1-9");
	takes("rut", "1-8", NULL);
}

static void
values_are_said_as_people_do(void **state)
{
	(void)state;
	assert_string_equal(script_value_say(&a, SCRIPT_MONEY, STR("1234567"),
				true)
				.s,
	    "$ 1.234.567");
	assert_string_equal(script_value_say(&a, SCRIPT_DATE, STR("2026-03-06"),
				true)
				.s,
	    "06-03-2026");
	assert_string_equal(script_value_say(&a, SCRIPT_PHONE,
				STR("56912345678"), true)
				.s,
	    "+56 9 1234 5678");
	assert_string_equal(script_value_say(&a, SCRIPT_RUT, STR("12345678-5"),
				true)
				.s,
	    "12.345.678-5");
	assert_string_equal(script_value_say(&a, SCRIPT_YESNO, STR("yes"), true)
				.s,
	    "sí");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_script_is_clean),
		cmocka_unit_test(speech_is_taken_as_typed),
		cmocka_unit_test(each_mistake_is_told_where_it_is),
		cmocka_unit_test(codes_are_those_of_the_centre),
		cmocka_unit_test(text_must_fit_the_pane),
		cmocka_unit_test(text_must_fit_in_every_language),
		cmocka_unit_test(a_called_script_shares_fields_and_returns),
		cmocka_unit_test(translations_are_checked),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(values_are_read_by_their_type),
		cmocka_unit_test(values_are_said_as_people_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
