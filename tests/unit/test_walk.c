/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_walk.c - every row of the command table, said by people who may not
 * see what it is said about, on either engine.
 *
 * Everything of branch norte and its team taller carries one word. Nora works
 * in branch centro: whatever she types, with whatever reach of her rights, the
 * word is in no answer, no list, no offer of completion and no refusal, and
 * nothing that carries it changes. What a row's arguments could be is made of
 * their types, so that a new row is walked as it comes.
 */
#include "test.h"

#include "cmd/cmd.h"
#include "cmd/complete.h"
#include "core/agent.h"
#include "core/presence.h"
#include "core/role.h"
#include "core/ticket.h"
#include "dbtest.h"
#include "dumptest.h"

#define MARK "Zarzamora" /* in all that is not hers */
#define PART "zarzam"	 /* what she looks for */

/* How something is called here: by type and name of an argument. */
struct called {
	const char *type, *name; /* name NULL: any */
	struct str value;
};

struct world {
	struct db *db;
	struct core c;
	struct arena arena, each;
	struct reply reply;
	struct cmd_ctx cx;
	struct dump dump;
	VEC(struct called) known;
	int64_t shown; /* answers that had the word */
};

static enum err
say(struct world *w, struct str line)
{
	reply_init(&w->reply, &w->each);
	w->cx.arena = &w->each;
	return cmd_do(&w->cx, line);
}

static void
must(struct world *w, const char *line)
{
	enum err rc = say(w, str_of(line));

	if (rc != OK)
		fail_msg("%s: %s: %s", line, err_name(rc), w->c.fault.text);
}

static void
become(struct world *w, const char *login)
{
	if (agent_enter(&w->c, str_of(login)) != OK)
		fail_msg("%s: %s", login, w->c.fault.text);
}

/* A cell of the last answer is how something is called from now on. */
static struct str
call(struct world *w, const char *cell, const char *type, const char *name)
{
	const struct cells *t = &w->reply.thing;
	struct str value = STR_NONE;

	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->v[i].name, cell) == 0)
			value = t->v[i].s.len > 0 ? t->v[i].s
						  : str_printf(&w->each, "%lld",
							(long long)t->v[i].i);
	if (value.len == 0)
		fail_msg("the answer has no '%s'", cell);
	value = str_copy(&w->arena, value);
	*vec_push(&w->arena, &w->known) = (struct called){ type, name, value };
	return value;
}

static void
do_with(struct world *w, const char *fmt, struct str a)
{
	must(w, str_printf(&w->each, fmt, a.s).s);
}

/* ---- the centre ------------------------------------------------------------- */

static const char *const staff[] = {
	"branch add centro name=Centro city=Santiago",
	"branch add norte name=Norte city=Arica",
	"team add ventas name=Ventas branch=centro",
	"team add taller name=Taller branch=norte",
	"team add garantia name=Garantía branch=norte",
	"agent add nora name=Nora role=agent branch=centro",
	"agent add tito name=\"Tito " MARK "\" role=agent branch=norte",
	"agent add sara name=Sara role=supervisor branch=centro",
	"agent add bruno name=Bruno role=branch branch=centro",
	"agent add berta name=Berta role=back-office branch=centro",
	"agent add auro name=Auro role=auditor",
	"team join ventas nora",
	"team join taller tito",
	"role grant agent notice.send branch",
	"role grant agent customer.read branch",
	"role grant agent ticket.edit branch",
	"role grant agent ticket.refer branch",
	"role grant agent ticket.assign branch",
	"role grant agent ticket.resolve branch",
	"field add plate entity=ticket type=text",
	"typification add consulta kind=query name=es=Consulta",
	"typification add queja kind=complaint name=es=Queja",
};

/* What tito does; %s is the customer, then the ticket. */
static const char *const of_customer[] = {
	"customer contact-add %s email " MARK "@correo.example",
	"customer asset-add %s kind=car brand=" MARK " model=" MARK
	" plate=ZZRM12",
	"customer note %s \"" MARK " llama el lunes\"",
	"appointment book customer=%s branch=norte service=revision "
	"when=\"tomorrow 10:00\" vehicle=ZZRM12 note=\"" MARK "\"",
	"consent set %s phone sales no source=call",
	"alert add %s \"" MARK " en juicio\" kind=legal",
	"offer add %s \"Mantención " MARK "\" amount=10000",
	"interaction start channel=phone customer=%s",
};
static const char *const of_ticket[] = {
	"ticket note %s \"" MARK " en nota\"",
	"ticket reply %s channel=email \"" MARK " en respuesta\"",
	"ticket start %s",
	"ticket escalate %s reason=\"" MARK " espera\"",
	"referral send %s team=garantia reason=parts ask=\"" MARK "\"",
};
static const char *const for_others[] = {
	"notice add \"" MARK " al taller\" team=taller",
	"notice add \"" MARK " al norte\" branch=norte",
	"view save " MARK " state:open",
};

/* He is at a console with it open. */
static void
tito_looks(struct world *w, struct str number)
{
	struct presence_thing things[] = { { "ticket", ID_NONE,
	    PRESENCE_WRITES } };

	if (ticket_id(&w->c, number, &things[0].id) != OK ||
	    presence_say(&w->c, id_make(clock_now(&dbtest_clock)), things, 1) !=
		OK)
		fail_msg("%s", w->c.fault.text);
}

static void
tito_works(struct world *w)
{
	struct str customer, ticket;

	become(w, "tito");
	must(w,
	    "customer create \"" MARK " Pérez\" rut=12.345.678-5 "
	    "phone=912345678 branch=norte");
	customer = call(w, "id", "customer", NULL);
	for (size_t i = 0; i < countof(of_customer); i++)
		do_with(w, of_customer[i], customer);
	call(w, "number", "interaction", NULL);
	do_with(w, "interaction note %s \"" MARK " pide boleta\"",
	    w->known.v[w->known.n - 1].value);
	do_with(w,
	    "callback add %s when=+1h reason=\"" MARK "\" override=prueba",
	    customer);
	call(w, "number", "callback", NULL);
	do_with(w,
	    "ticket create customer=%s typification=consulta team=taller "
	    "subject=\"" MARK " no parte\" body=\"" MARK
	    "\" field=plate=ZZRM12",
	    customer);
	ticket = call(w, "number", "ticket", NULL);
	for (size_t i = 0; i < countof(of_ticket); i++)
		do_with(w, of_ticket[i], ticket);
	do_with(w,
	    "ticket create customer=%s typification=queja team=taller "
	    "subject=\"Queja " MARK "\"",
	    customer);
	do_with(w, "link add %s kind=related to=1001",
	    call(w, "number", "ticket", "to"));
	for (size_t i = 0; i < countof(for_others); i++)
		must(w, for_others[i]);
	tito_looks(w, ticket);
}

/* Something of her own, so that her lists are not empty. */
static void
nora_works(struct world *w)
{
	struct str customer;

	become(w, "nora");
	must(w, "customer create \"Ana Rojas\" phone=987654321 branch=centro");
	customer = str_copy(&w->arena, w->reply.thing.v[0].s);
	do_with(w,
	    "ticket create customer=%s typification=consulta team=ventas "
	    "subject=Precio",
	    customer);
	do_with(w, "interaction start channel=phone customer=%s", customer);
	must(w, "notice add \"a las nueve\" team=ventas");
}

static int
start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	struct agent_done first;

	w->db = dbtest_open();
	core_init(&w->c, w->db, &dbtest_clock);
	w->cx = (struct cmd_ctx){ .core = &w->c, .reply = &w->reply };
	if (agent_enter_setup(&w->c) != OK || role_setup(&w->c) != OK ||
	    agent_first(&w->c, &w->arena, STR("Jefa"), &first) != OK)
		fail_msg("%s", w->c.fault.text);
	for (size_t i = 0; i < countof(staff); i++)
		must(w, staff[i]);
	tito_works(w);
	nora_works(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	struct world *w = *state;

	core_done(&w->c);
	db_close(w->db);
	arena_done(&w->arena);
	arena_done(&w->each);
	free(w);
	return 0;
}

/* ---- what could be said ------------------------------------------------------ */

/* Of the types that name nothing of the database. */
static const struct {
	const char *type, *name, *value;
} usual[] = {
	{ "team", NULL, "taller" },
	{ "branch", NULL, "norte" },
	{ "agent", NULL, "tito" },
	{ "typification", NULL, "consulta" },
	{ "outcome", NULL, "resolved" },
	{ "role", NULL, "agent" },
	{ "verb", NULL, "ticket.read" },
	{ "kind", NULL, "customer" },
	{ "int", "limit", "500" },
	{ "int", NULL, "1" },
	{ "bool", NULL, "yes" },
	{ "at", NULL, "now" },
	{ "span", NULL, "1h" },
	{ "date", NULL, "2026-03-06" },
	{ "pair", NULL, "plate=" PART },
	{ "file", NULL, "/no/existe" },
	{ "appointment", NULL, "1" },
};

static struct str
value_of(struct world *w, const struct arg_def *d)
{
	const char *type = d->type->name;

	for (size_t i = w->known.n; i-- > 0;) {
		const struct called *k = &w->known.v[i];

		if (strcmp(k->type, type) == 0 &&
		    (k->name == NULL || str_is(d->name, k->name)))
			return k->value;
	}
	if (strcmp(type, "choice") == 0)
		return str_copyn(&w->each, d->choices.s,
		    strcspn(d->choices.s, "|"));
	if (strcmp(type, "id") == 0)
		return w->known.v[0].value;
	for (size_t i = 0; i < countof(usual); i++)
		if (strcmp(usual[i].type, type) == 0 &&
		    (usual[i].name == NULL || str_is(d->name, usual[i].name)))
			return str_of(usual[i].value);
	return STR(PART);
}

enum how { NEEDED, ALL, ONE_MORE }; /* … and the argument `at` */

static struct str
line_of(struct world *w, const struct cmd_def *d, enum how how, size_t at)
{
	struct args *a = NEW(&w->each, struct args);
	struct buf b = { 0 };
	struct fault f = { .code = OK };
	struct str out;

	if (args_spec(&w->each, d->args, false, a, &f) != OK)
		fail_msg("%s: %s", d->name, f.text);
	buf_z(&b, d->name);
	for (size_t i = 0; i < a->n; i++)
		if (!a->def[i].optional || how == ALL ||
		    (how == ONE_MORE && i == at))
			buf_printf(&b, " %s=\"%s\"", a->def[i].name.s,
			    value_of(w, &a->def[i]).s);
	out = how == ONE_MORE && (at >= a->n || !a->def[at].optional)
	    ? STR_NONE
	    : buf_copy(&w->each, &b);
	buf_done(&b);
	return out;
}

/* ---- what is said back -------------------------------------------------------- */

static bool
has_mark(struct str s)
{
	return strcasestr(s.s, MARK) != NULL;
}

static bool
cells_show(const struct cells *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].s.len > 0 && has_mark(c->v[i].s))
			return true;
	return false;
}

static bool
answer_shows(const struct world *w)
{
	const struct reply *r = &w->reply;

	if (cells_show(&r->thing) || (r->page.len > 0 && has_mark(r->page)))
		return true;
	for (size_t i = 0; i < r->tables.n; i++)
		for (size_t k = 0; k < r->tables.v[i].lines.n; k++)
			if (cells_show(&r->tables.v[i].lines.v[k]))
				return true;
	return false;
}

static void
walk_line(struct world *w, struct str line, const char *who)
{
	enum err rc;

	if (line.len == 0)
		return;
	rc = say(w, line);
	if (rc != OK && w->c.fault.text[0] == '\0')
		fail_msg("%s: %s without a sentence", line.s, err_name(rc));
	if (!answer_shows(w) &&
	    (rc == OK || !has_mark(str_of(w->c.fault.text))))
		return;
	w->shown++;
	if (who != NULL)
		print_error("%s reads it, %s: %s\n", who, line.s,
		    rc == OK ? "in the answer" : w->c.fault.text);
}

struct offered {
	struct world *w;
	const char *who, *row;
};

static void
offered(void *u, struct str candidate)
{
	struct offered *o = u;

	if (has_mark(candidate) && o->who != NULL)
		print_error("%s is offered '%s' for %s\n", o->who, candidate.s,
		    o->row);
	o->w->shown += has_mark(candidate);
}

/* What Tab offers for each argument. */
static void
walk_offers(struct world *w, const struct cmd_def *d, const char *who)
{
	struct offered o = { w, who, d->name };
	struct args *a = NEW(&w->each, struct args);
	struct words v = { 0 };
	struct fault f = { .code = OK };

	if (args_spec(&w->each, d->args, false, a, &f) != OK ||
	    cmd_split(&w->each, str_of(d->name), &v, &f) != OK)
		fail_msg("%s: %s", d->name, f.text);
	for (size_t i = 0; i < a->n; i++) {
		struct words one = { 0 };

		for (size_t k = 0; k < v.n; k++)
			*vec_push(&w->each, &one) = v.v[k];
		*vec_push(&w->each, &one) =
		    str_printf(&w->each, "%s=", a->def[i].name.s);
		complete_line(&w->c, &w->each, one.v, one.n, offered, &o);
	}
}

/* Those that end the session, look at the machine, or are no database's. */
static bool
walked(const struct cmd_def *d)
{
	static const char *const not [] = { "agent own-password",
		"agent totp-start", "agent totp-confirm" };

	for (size_t i = 0; i < countof(not ); i++)
		if (strcmp(d->name, not [i]) == 0)
			return false;
	return d->needs == NEED_DB && !d->moves;
}

static void
walk_row(struct world *w, const struct cmd_def *d, const char *who)
{
	walk_line(w, line_of(w, d, NEEDED, 0), who);
	walk_line(w, line_of(w, d, ALL, 0), who);
	for (size_t i = 0; i < ARGS_MAX && !d->writes; i++)
		walk_line(w, line_of(w, d, ONE_MORE, i), who);
	walk_offers(w, d, who);
	core_rest(&w->c);
	arena_reset(&w->each);
}

/* ---- the walks ------------------------------------------------------------------ */

/* Lines of the dump that have the word: what must stay as it is. */
static struct str
marked_rows(struct world *w)
{
	struct str all = dump_all(&w->dump, w->db, &w->arena), line;
	struct buf b = { 0 };
	struct str out;

	while (str_next(&w->arena, &all, '\n', &line))
		if (has_mark(line))
			buf_printf(&b, "%s\n", line.s);
	out = buf_copy(&w->arena, &b);
	buf_done(&b);
	return out;
}

/* As an agent of another branch, with every right of an agent that wide. */
static void
reach(struct world *w, int level)
{
	static const enum may whole[] = { MAY_SETUP_EDIT, MAY_AGENT_ADMIN,
		MAY_LOAD, MAY_AUDIT_READ, MAY_BACKDATE, MAY_SLA_KEEP };

	become(w, "nora");
	memset(w->c.grants, level, sizeof(w->c.grants));
	w->c.grants[MAY_TYPIFICATION_READ] = SCOPE_ALL;
	for (size_t i = 0; i < countof(whole); i++)
		w->c.grants[whole[i]] = SCOPE_NONE;
}

static void
what_is_out_of_reach_is_never_shown(void **state)
{
	static const struct {
		int level;
		const char *who;
	} reaches[] = { { SCOPE_OWN, "nora (own)" },
		{ SCOPE_TEAM, "nora (team)" },
		{ SCOPE_BRANCH, "nora (branch)" } };
	struct world *w = *state;
	struct str before = marked_rows(w);

	assert_true(before.len > 1000);
	for (size_t i = 0; i < countof(reaches); i++) {
		for (cmd_each(d)) {
			if (!walked(d))
				continue;
			reach(w, reaches[i].level);
			walk_row(w, d, reaches[i].who);
		}
		if (!str_eq(before, marked_rows(w)))
			dump_same(&w->arena, before, marked_rows(w),
			    reaches[i].who);
	}
	assert_int_equal(w->shown, 0);
}

/* The walk would see it: those whose it is are shown it in many answers. */
static void
whose_it_is_reads_it(void **state)
{
	struct world *w = *state;
	int64_t rows = 0;

	for (cmd_each(d)) {
		int64_t before = w->shown;

		if (!walked(d) || d->writes)
			continue;
		become(w, "tito");
		walk_row(w, d, NULL);
		rows += w->shown > before;
	}
	if (rows < 20)
		fail_msg("only %lld rows show it to whose it is",
		    (long long)rows);
}

/* A number tells no more than the list behind it. */
static void
counts_are_cut_as_lists_are(void **state)
{
	static const char *const words[] = { "", "undone", "state:new",
		"team:taller", "created<7d", PART };
	struct world *w = *state;

	for (int level = SCOPE_OWN; level <= SCOPE_BRANCH; level++)
		for (size_t i = 0; i < countof(words); i++) {
			int64_t n = -1;

			reach(w, level);
			if (say(w,
				str_printf(&w->each,
				    "ticket list filter=\"%s\" limit=500 "
				    "count=yes",
				    words[i])) != OK)
				continue; /* taller is nothing to her */
			for (size_t k = 0; k < w->reply.thing.n; k++)
				if (strcmp(w->reply.thing.v[k].name, "count") ==
				    0)
					n = w->reply.thing.v[k].i;
			assert_int_equal(n,
			    w->reply.tables.n > 0 ? w->reply.tables.v[0].lines.n
						  : 0);
			assert_true(n <= 1);
		}
}

/* Each role, each row that needs a right it has not: a sentence, no change. */
static void
without_the_right_a_row_says_so(void **state)
{
	static const char *const people[] = { "nora", "bruno", "berta", "sara",
		"auro" };
	struct world *w = *state;
	struct str before = dump_all(&w->dump, w->db, &w->arena);
	int64_t refused = 0, wrong = 0;

	for (size_t i = 0; i < countof(people); i++) {
		become(w, people[i]);
		for (cmd_each(d)) {
			enum err rc;

			if (!walked(d) || d->may == MAY_ANYONE ||
			    w->c.grants[d->may] != SCOPE_NONE)
				continue;
			rc = say(w, line_of(w, d, NEEDED, 0));
			if (rc == OK || (!d->writes && rc != ERR_DENIED)) {
				print_error("%s: %s: %s (%s)\n", people[i],
				    d->name, err_name(rc), w->c.fault.text);
				wrong++;
			}
			assert_true(rc == OK || w->c.fault.text[0] != '\0');
			refused++;
			core_rest(&w->c);
			arena_reset(&w->each);
		}
	}
	assert_int_equal(wrong, 0);
	assert_true(refused > 100);
	dump_same(&w->arena, before, dump_all(&w->dump, w->db, &w->arena),
	    "a refused row");
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, start, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(what_is_out_of_reach_is_never_shown),
		ONE(whose_it_is_reads_it),
		ONE(counts_are_cut_as_lists_are),
		ONE(without_the_right_a_row_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
