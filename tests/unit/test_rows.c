/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rows.c - what every writing row of the command table owes, on either
 * engine: one event; the same op twice is one change; a refused role is no
 * change. Each row is said in words, as a person would, and a row without an
 * example in rows.h fails.
 */
#include "cmd/help.h"
#include "core/undo_table.h"
#include "losttest.h"
#include "rows.h"
#include "test.h"

static const char *const kept[] = { "event_log", "applied_op", "event_value",
	"customer", "ticket", "interaction", "message", "consent", "alert",
	"alert_ack", "household_member", "offer", "verify_ask", "caller_not",
	"agent", "role_grant", "team_member", "stay", "callback", "notice",
	"appointment", "slot_place", "survey_answer", "notice_seen", "matter",
	"ticket_link", "script_version", "script_run", "script_visit",
	"script_answer", "approval", "approval_vote", "referral", "attachment",
	"reminder", "closing", "content", "content_part", "incident",
	"bulletin", "bulletin_read", "shared_draft", "ticket_watch" };

struct counts {
	int64_t n[countof(kept)];
};

static struct counts
take_counts(struct world *w)
{
	struct counts all;

	for (size_t i = 0; i < countof(kept); i++)
		all.n[i] = count(w, kept[i]);
	return all;
}

static void
nothing_changed(struct world *w, const struct counts *was, const char *what)
{
	struct counts is = take_counts(w);

	for (size_t i = 0; i < countof(kept); i++)
		if (is.n[i] != was->n[i])
			fail_msg("%s: %s has %lld rows, not %lld", what,
			    kept[i], (long long)is.n[i], (long long)was->n[i]);
}

static void
refused(struct world *w, const struct cmd_def *d, struct str line,
    enum err want)
{
	struct counts was = take_counts(w);
	enum err rc = say(w, line);

	if (rc != want)
		fail_msg("%s: %s (%s), want %s", d->name, err_name(rc),
		    w->c.fault.text, err_name(want));
	nothing_changed(w, &was, d->name);
}

static void
again(struct world *w, const struct example *e, struct str line,
    struct str first, struct str op)
{
	struct counts was = take_counts(w);

	enum err rc = say(w, line);

	if (rc != OK)
		fail_msg("%s again: %s", e->name, w->c.fault.text);
	if (!answered(w, "replayed")->i)
		fail_msg("%s: not replayed", e->name);
	assert_string_equal(answered(w, "id")->s.s, first.s);
	assert_string_equal(answered(w, "op")->s.s, op.s);
	nothing_changed(w, &was, e->name);
}

static void
try_row(struct world *w, const struct cmd_def *d, const struct example *e)
{
	struct things t;
	struct str line, first;
	struct id op;
	int64_t events;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	op = id_make(clock_now(&dbtest_clock));
	line = str_printf(&w->arena, "%s %s op=%s", e->name,
	    fill_in(w, &t, e->words).s, op.s);
	if (e->sqlite && dbtest_postgres()) {
		refused(w, d, line, ERR_INVALID);
		return;
	}
	become_unfit(w, d);
	refused(w, d, line, ERR_DENIED);
	become(w, w->admin);
	events = count(w, "event_log");
	must(w, line);
	if (count(w, "event_log") != events + (e->events > 0 ? e->events : 1))
		fail_msg("%s: %lld events", d->name,
		    (long long)(count(w, "event_log") - events));
	assert_false(answered(w, "replayed")->i);
	assert_string_equal(answered(w, "op")->s.s, op.s);
	first = answered(w, "id")->s;
	again(w, e, line, first, id_str(&op));
}

static const struct example *
example_of(const struct cmd_def *d)
{
	for (size_t i = 0; i < countof(examples); i++)
		if (strcmp(examples[i].name, d->name) == 0)
			return &examples[i];
	return NULL;
}

static void
every_writing_row_is_one_event_once_and_only_by_right(void **state)
{
	struct world *w = *state;

	for (cmd_each(d)) {
		const struct example *e = example_of(d);

		if (d->writes && e == NULL)
			fail_msg("'%s' writes and has no example here",
			    d->name);
		if (!d->writes && e != NULL)
			fail_msg("'%s' has an example and does not write",
			    d->name);
	}
	for (size_t i = 0; i < countof(examples); i++) {
		const struct cmd_def *d = NULL;

		for (cmd_each(one))
			if (strcmp(one->name, examples[i].name) == 0)
				d = one;
		if (d == NULL)
			fail_msg("there is no '%s'", examples[i].name);
		dbtest_clock.fixed += SECONDS(1);
		try_row(w, d, &examples[i]);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* ---- taken back ---------------------------------------------------------- */

static int64_t
last_event(struct world *w)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(w->db, &w->arena,
				"SELECT max(n) FROM event_log"),
	    &n));
	return n;
}

static void
must_undo(struct world *w, const char *name, int64_t event)
{
	enum err rc =
	    say(w, str_printf(&w->arena, "undo event=%lld", (long long)event));

	if (rc != OK)
		fail_msg("%s: undo: %s: %s", name, err_name(rc),
		    w->c.fault.text);
}

/* Without what people were told of it: done again, it is not told again. */
static struct str
untold(struct arena *a, struct str dump)
{
	struct buf b = { 0 };
	struct str line, out;

	while (str_next(a, &dump, '\n', &line))
		if (strstr(line.s, " kind=watch ") == NULL)
			buf_printf(&b, "%s\n", line.s);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* Done, undone, done again, undone: twice the state of before, and in between
 * that of after. */
static void
back_and_forth(struct world *w, const struct example *e, struct str before)
{
	struct str after = dump_all(&w->dump, w->db, &w->arena);
	int64_t n = last_event(w);

	if (str_eq(before, after))
		fail_msg("%s changes nothing that the dump shows", e->name);
	must_undo(w, e->name, n);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	must_undo(w, e->name, last_event(w));
	dump_same(&w->arena, untold(&w->arena, after),
	    untold(&w->arena, dump_all(&w->dump, w->db, &w->arena)), e->name);
	must_undo(w, e->name, last_event(w));
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
}

/* The words of a text in one line, however it was wrapped. */
static struct str
unwrapped(struct arena *a, const struct buf *b)
{
	struct str text = buf_copy(a, b);

	for (char *z = (char *)(uintptr_t)text.s; *z != '\0'; z++)
		if (*z == '\n')
			*z = ' ';
	return text;
}

/* What cannot be undone says so in its help, before it is done. */
static void
told_before(struct world *w, const struct example *e, const char *why)
{
	struct buf b = { 0 };

	for (cmd_each(d))
		if (strcmp(d->name, e->name) == 0)
			assert_int_equal(help_row(&w->arena, d, &b,
					     &w->c.fault),
			    OK);
	if (strstr(unwrapped(&w->arena, &b).s, why) == NULL)
		fail_msg("%s: its help does not say that it cannot be undone",
		    e->name);
	buf_done(&b);
}

static void
answer_of(struct world *w, const struct example *e, struct str before)
{
	struct str kind = dbtest_ask(w->db, &w->arena,
	    "SELECT kind FROM event_log ORDER BY n DESC LIMIT 1");
	const char *why = undo_why_not(kind);

	if (str_is(kind, "undo"))
		return; /* the others undo it */
	if (undo_def_of(kind) != NULL) {
		back_and_forth(w, e, before);
		return;
	}
	if (why == NULL)
		fail_msg("%s: src/core/undo_table.c says neither how '%s' is "
			 "undone nor why not",
		    e->name, kind.s);
	assert_int_equal(say(w,
			     str_printf(&w->arena, "undo event=%lld",
				 (long long)last_event(w))),
	    ERR_INVALID);
	assert_non_null(strstr(w->c.fault.text, why));
	told_before(w, e, why);
}

static void
every_writing_row_is_taken_back_or_says_why_not(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		const struct example *e = &examples[i];
		struct things t;
		struct str before;

		if (e->sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		become(w, w->admin);
		make_things(w, &t);
		prepare(w, e, &t);
		before = dump_all(&w->dump, w->db, &w->arena);
		must(w,
		    str_printf(&w->arena, "%s %s", e->name,
			fill_in(w, &t, e->words).s));
		answer_of(w, e, before);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* ---- what else holds for them all --------------------------------------- */

/* The op of one change, given to another. */
static void
an_op_of_another_change_is_refused(void **state)
{
	struct world *w = *state;
	struct str op, line;
	int64_t events;

	must(w, STR("customer create Uno"));
	op = answered(w, "op")->s;
	events = count(w, "event_log");
	line = str_printf(&w->arena, "team add nuevo name=Nuevo op=%s", op.s);
	assert_int_equal(say(w, line), ERR_CONFLICT);
	become(w, STR("luz"));
	line = str_printf(&w->arena, "customer create Dos op=%s", op.s);
	assert_int_equal(say(w, line), ERR_CONFLICT);
	assert_int_equal(count(w, "event_log"), events);
	assert_int_equal(count(w, "customer"), 1);
}

/* at= is a right of its own. */
static void
the_past_takes_a_right(void **state)
{
	struct world *w = *state;

	must(w, STR("customer create Uno at=-2h"));
	become(w, STR("luz"));
	assert_int_equal(say(w, STR("customer create Dos at=-2h")), ERR_DENIED);
	become(w, w->admin);
	assert_int_equal(say(w,
			     STR("customer create Tres "
				 "at=2100-01-01T00:00:00Z")),
	    ERR_INVALID);
	assert_int_equal(count(w, "customer"), 1);
}

static const struct {
	const char *line;
	enum err rc;
} bad[] = {
	{ "ticket create customer=nadie typification=consulta subject=x",
	    ERR_NOT_FOUND },
	{ "ticket show 99999", ERR_NOT_FOUND },
	{ "ticket show I-1", ERR_USAGE },
	{ "ticket assign 1", ERR_USAGE },
	{ "agent add", ERR_NEED_ARG },
	{ "customer create x op=abc", ERR_USAGE },
	{ "customer create \"\"", ERR_INVALID },
	{ "doctr", ERR_USAGE },
	{ "ticket \"list", ERR_USAGE },
};

static void
a_wrong_line_changes_nothing(void **state)
{
	struct world *w = *state;
	struct counts was = take_counts(w);

	for (size_t i = 0; i < countof(bad); i++) {
		enum err rc = say(w, str_of(bad[i].line));

		if (rc != bad[i].rc)
			fail_msg("%s: %s (%s)", bad[i].line, err_name(rc),
			    w->c.fault.text);
		assert_int_equal(w->c.fault.code, rc);
		nothing_changed(w, &was, bad[i].line);
	}
}

/* ---- what is wrong is refused, and changes nothing ----------------------- */

enum { FAR_TOO_LONG = 60000 };

/* What cannot be right for an argument of a type; NULL type: of any other. */
static const struct {
	const char *type, *value;
} wrong[] = {
	{ "text", "a\001b" },
	{ "text", "a\033[31mb" },
	{ "line", "a\001b" },
	{ "line", "a\033]0;b\007" },
	{ "words", "a\001b" },
	{ "pair", "sin-nombre" },
	{ "pair", "no-existe=\001" },
	{ "int", "12x" },
	{ "int", "99999999999999999999" },
	{ "bool", "quizás" },
	{ "at", "antes de ayer" },
	{ "span", "cinco lunas" },
	{ "date", "2026-02-30" },
	{ "id", "abc" },
	{ "id", "' OR 1=1 --" },
	{ "choice", "ninguno-de-ellos" },
	{ "customer", "no-existe" },
	{ "customer", "00000000-0000-7000-8000-0000000000fe" },
	{ "ticket", "999999" },
	{ "ticket", "T-0" },
	{ "interaction", "999999" },
	{ "callback", "999999" },
	{ "team", "no-existe" },
	{ "branch", "no-existe" },
	{ "agent", "no-existe" },
	{ "role", "no-existe" },
	{ "verb", "no.existe" },
	{ "typification", "no-existe" },
	{ "outcome", "no-existe" },
	{ "file", "/no/existe" },
	{ "newfile", "/no/existe/x" },
	{ "kind", "no-existe" },
};

/* What may be empty although it has a place of its own; and what is never
 * wrong: an answer is compared and not kept, for a language that is not there
 * another one is taken. What leaves the house is told before it does. A load
 * that is stopped keeps what it has: said again it goes on from there. */
static const struct {
	const char *row, *arg;
	bool anything;
} lenient[] = {
	{ "customer asset-add", "model", false },
	{ "branch add", "city", false },
	{ "interaction verify", "answer", true },
	{ "script start", "lang", true },
	{ "ticket export", "file", true },
	{ "sla export", "file", true },
	{ "board export", "file", true },
	{ "load", "stopped", true },
};

static bool
is_lenient(const struct cmd_def *d, struct str arg, bool anything)
{
	for (size_t i = 0; i < countof(lenient); i++)
		if (strcmp(d->name, lenient[i].row) == 0 &&
		    str_is(arg, lenient[i].arg) &&
		    (lenient[i].anything || !anything))
			return true;
	return false;
}

static bool
is_words(const struct arg_def *def)
{
	static const char *const types[] = { "text", "line", "words" };

	for (size_t i = 0; i < countof(types); i++)
		if (strcmp(def->type->name, types[i]) == 0)
			return true;
	return false;
}

static void
put_word(struct buf *b, struct str name, struct str value)
{
	buf_printf(b, " %s=\"", name.s);
	for (size_t i = 0; i < value.len; i++) {
		if (value.s[i] == '"' || value.s[i] == '\\')
			buf_c(b, '\\');
		buf_c(b, value.s[i]);
	}
	buf_c(b, '"');
}

/* The example's line with another value for the argument `at`. */
static struct str
line_with(struct world *w, const struct cmd_def *d, const struct args *a,
    size_t at, struct str value)
{
	struct buf b = { 0 };
	struct str out;

	buf_z(&b, d->name);
	for (size_t i = 0; i < a->n; i++) {
		const struct arg *v = &a->v[i];

		if (i == at)
			put_word(&b, a->def[i].name, value);
		else if (v->given && !a->def[i].repeats)
			put_word(&b, a->def[i].name, v->text);
		else
			for (size_t k = 0; k < v->all.n; k++)
				put_word(&b, a->def[i].name, v->all.v[k]);
	}
	out = buf_copy(&w->arena, &b);
	buf_done(&b);
	return out;
}

/* Refused with a sentence that is fit to be shown; no event. */
static void
is_refused(struct world *w, struct str line, int64_t events)
{
	enum err rc = say(w, line);

	if (line.len > 400)
		line = str_copyn(&w->arena, line.s, 400);
	if (rc == OK)
		fail_msg("%s\nwas done", line.s);
	if (w->c.fault.code != rc || w->c.fault.text[0] == '\0')
		fail_msg("%s\n%s without a sentence", line.s, err_name(rc));
	for (const char *s = w->c.fault.text; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' && *s != '\n')
			fail_msg("%s\nsays a control character", line.s);
	if (count(w, "event_log") != events)
		fail_msg("%s\nwas refused, and there is an event", line.s);
}

static void
bad_values(struct world *w, const struct cmd_def *d, const struct args *a,
    size_t at, int64_t events)
{
	const struct arg_def *def = &a->def[at];
	char *much;

	if (is_lenient(d, def->name, true))
		return;
	for (size_t i = 0; i < countof(wrong); i++)
		if (strcmp(def->type->name, wrong[i].type) == 0)
			is_refused(w,
			    line_with(w, d, a, at, str_of(wrong[i].value)),
			    events);
	if (str_is(def->name, "version"))
		is_refused(w, line_with(w, d, a, at, STR("999")), events);
	if (!is_words(def))
		return;
	if (!def->optional && !is_lenient(d, def->name, false))
		is_refused(w, line_with(w, d, a, at, STR_NONE), events);
	much = arena_take(&w->arena, FAR_TOO_LONG + 1);
	memset(much, 'x', FAR_TOO_LONG);
	is_refused(w,
	    line_with(w, d, a, at, str_copyn(&w->arena, much, FAR_TOO_LONG)),
	    events);
}

static void
bind_example(struct world *w, const struct cmd_def *d, struct str words,
    struct args *a)
{
	struct words v = { 0 };
	struct fault f = { .code = OK };

	if (cmd_split(&w->arena, words, &v, &f) != OK ||
	    args_spec(&w->arena, d->args, true, a, &f) != OK ||
	    args_bind(&w->arena, a, v.v, v.n, clock_now(&dbtest_clock), &f) !=
		OK)
		fail_msg("%s: %s", d->name, f.text);
}

/* Nothing can be written any more; on a server what fails is the last step of
 * each change, so that all before it must go back. */
static void
dead(struct world *w, bool yes)
{
	if (!dbtest_postgres())
		dbtest_do(w->db,
		    yes ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0");
	else
		dbtest_do(w->db,
		    yes ? "ALTER TABLE event_head RENAME TO event_gone"
			: "ALTER TABLE event_gone RENAME TO event_head");
}

static const struct cmd_def *
row_of(const char *name)
{
	for (cmd_each(d))
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

static void
try_wrong(struct world *w, const struct example *e)
{
	const struct cmd_def *d = row_of(e->name);
	struct args *a = NEW(&w->arena, struct args);
	struct str before, line;
	struct things t;
	int64_t events;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	bind_example(w, d, fill_in(w, &t, e->words), a);
	line = line_with(w, d, a, a->n, STR_NONE);
	before = dump_all(&w->dump, w->db, &w->arena);
	events = count(w, "event_log");
	for (size_t i = 0; i < a->n; i++)
		bad_values(w, d, a, i, events);
	if (!is_lenient(d, STR("stopped"), true)) {
		dead(w, true);
		is_refused(w, line, events);
		dead(w, false);
	}
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	must(w, line); /* nothing of all that is in the way */
	events = count(w, "event_log");
	if (say(w, line) != OK && !is_lenient(d, STR("file"), true))
		assert_int_equal(count(w, "event_log"), events);
}

static void
every_writing_row_refuses_what_is_wrong(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		if (examples[i].sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		try_wrong(w, &examples[i]);
	}
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

/* Told before it leaves the house; but never that it left when it did not. */
static void
an_export_without_a_file_is_refused_each_time(void **state)
{
	struct world *w = *state;
	struct id op = id_make(clock_now(&dbtest_clock));
	struct str line = str_printf(&w->arena,
	    "ticket export undone file=%s/no/f.csv op=%s", w->dir, op.s);

	for (int i = 0; i < 3; i++) {
		assert_int_equal(say(w, line), ERR_IO);
		assert_non_null(strstr(w->c.fault.text, "cannot be written"));
	}
}

/* ---- a link that is cut --------------------------------------------------- */

/* Cut before its COMMIT a change is not there; cut behind one of its
 * statements it is made from its beginning; cut before the answer it is there,
 * and the same op says so: once, whatever happens. */
static void
try_cut(struct world *w, const struct example *e, int statement)
{
	struct str before, line, first;
	struct things t;
	int64_t events;
	struct id op;

	become(w, w->admin);
	make_things(w, &t);
	prepare(w, e, &t);
	op = id_make(clock_now(&dbtest_clock));
	line = str_printf(&w->arena, "%s %s op=%s", e->name,
	    fill_in(w, &t, e->words).s, op.s);
	before = dump_all(&w->dump, w->db, &w->arena);
	events = count(w, "event_log");
	lost.commit = LOST_BEFORE;
	if (say(w, line) != ERR_UNKNOWN)
		fail_msg("%s, cut before COMMIT: %s", e->name, w->c.fault.text);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    e->name);
	assert_int_equal(count(w, "event_log"), events);
	lost.commit = LOST_AFTER;
	lost.statement = statement;
	if (say(w, line) != ERR_UNKNOWN)
		fail_msg("%s, cut after COMMIT: %s", e->name, w->c.fault.text);
	lost.statement = 0;
	must(w, line);
	first = answered(w, "id")->s;
	if (count(w, "event_log") != events + (e->events > 0 ? e->events : 1))
		fail_msg("%s: %lld events", e->name,
		    (long long)(count(w, "event_log") - events));
	again(w, e, line, first, id_str(&op));
}

/* Some of them each time; all when CABINA_ALL is set, as in a soak. */
static void
every_writing_row_is_done_once_however_the_link_is_cut(void **state)
{
	struct world *w = *state;
	size_t step = getenv("CABINA_ALL") != NULL ? 1 : 16;

	lost_init(w->db, dbtest_more());
	for (size_t i = 0; i < countof(examples); i += step) {
		if (examples[i].sqlite && dbtest_postgres())
			continue;
		dbtest_clock.fixed += SECONDS(1);
		try_cut(w, &examples[i], 1 + (int)(i / step % 9));
	}
	assert_true(lost.cuts > (int)(countof(examples) / step / 2));
	lost_done(w->db);
	must(w, STR("audit verify"));
	assert_true(answered(w, "ok")->i);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(every_writing_row_is_one_event_once_and_only_by_right),
		ONE(every_writing_row_is_taken_back_or_says_why_not),
		ONE(an_op_of_another_change_is_refused),
		ONE(the_past_takes_a_right),
		ONE(a_wrong_line_changes_nothing),
		ONE(every_writing_row_refuses_what_is_wrong),
		ONE(an_export_without_a_file_is_refused_each_time),
		ONE(every_writing_row_is_done_once_however_the_link_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
