/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ticket.c - the life of a ticket: made, changed, moved, read, within
 * what the person may see.
 */
#include "coretest.h"

#include "core/customer.h"
#include "core/history.h"
#include "core/message.h"
#include "core/ticket.h"

static struct id
customer(struct world *w, const char *name)
{
	struct customer_new in = { .name = str_of(name),
		.branch = STR("norte") };
	struct id id;

	fine(w, customer_create(&w->c, &in, &id));
	return id;
}

static struct ticket_new
question(struct world *w)
{
	return (struct ticket_new){ .customer = customer(w, "María Muñoz"),
		.typification = STR("consulta-general"),
		.subject = STR("¿Cuánto cuesta?"),
		.body = STR("Pregunta el precio\ndel modelo rojo") };
}

static struct id
make(struct world *w, struct ticket_new in)
{
	struct id id = ID_NONE;
	int64_t number = 0;

	fine(w, ticket_create(&w->c, &in, &id, &number));
	assert_true(number > 0);
	return id;
}

static struct row_ticket_get
get(struct world *w, struct id id)
{
	struct row_ticket_get row;

	fine(w, ticket_get(&w->c, &w->c.arena, id, &row));
	return row;
}

static void
later(msec span)
{
	dbtest_clock.fixed += span;
}

/* ---- every writing function ----------------------------------------------------- */

static enum err
run_create(struct world *w, struct id id)
{
	struct arena a = { 0 };
	struct ticket_new in = { .typification = STR("consulta-general"),
		.subject = STR("Asunto"), .body = STR("Texto") };
	int64_t number;
	enum err rc;

	in.customer = id_of(dbtest_ask(w->db, &a,
	    "SELECT id FROM customer").s);
	rc = ticket_create(&w->c, &in, &id, &number);
	if (rc == OK)	/* also when the op is repeated */
		assert_int_equal(number, 1001);
	arena_done(&a);
	return rc;
}

static enum err
run_note(struct world *w, struct id id)
{
	return ticket_note(&w->c, id, STR("Llamar mañana"));
}

static enum err
run_reply(struct world *w, struct id id)
{
	return ticket_reply(&w->c, id, STR("email"), STR("Cuesta poco"));
}

static enum err
run_assign(struct world *w, struct id id)
{
	struct ticket_assign to = { .team = STR("repuestos"),
		.owner = id_of(LUIS) };

	return ticket_assign(&w->c, id, &to, 0);
}

static enum err
run_edit(struct world *w, struct id id)
{
	struct ticket_edit e = { .subject = STR("Otro asunto"),
		.priority = 1 };

	return ticket_edit(&w->c, id, &e, 0);
}

static enum err
run_start(struct world *w, struct id id)
{
	return ticket_start(&w->c, id, 0);
}

static enum err
run_park(struct world *w, struct id id)
{
	return ticket_park(&w->c, id, STR("pending-customer"),
	    STR("faltan papeles"), 0);
}

static enum err
run_resume(struct world *w, struct id id)
{
	return ticket_resume(&w->c, id, 0);
}

static enum err
run_resolve(struct world *w, struct id id)
{
	return ticket_resolve(&w->c, id, STR("Se le dijo el precio"), 0);
}

static enum err
run_close(struct world *w, struct id id)
{
	return ticket_close(&w->c, id, 0);
}

static enum err
run_reopen(struct world *w, struct id id)
{
	return ticket_reopen(&w->c, id, STR("volvió a llamar"), 0);
}

static enum err
run_cancel(struct world *w, struct id id)
{
	return ticket_cancel(&w->c, id, STR("repetido"), 0);
}

static void
each_write_is_one_event_once_and_refused_without_the_right(void **state)
{
	static const struct write_case cases[] = {
		{ "create", MAY_TICKET_CREATE, run_create },
		{ "note", MAY_TICKET_EDIT, run_note },
		{ "reply", MAY_TICKET_EDIT, run_reply },
		{ "assign", MAY_TICKET_ASSIGN, run_assign },
		{ "edit", MAY_TICKET_EDIT, run_edit },
		{ "start", MAY_TICKET_EDIT, run_start },
		{ "park", MAY_TICKET_EDIT, run_park },
		{ "resume", MAY_TICKET_EDIT, run_resume },
		{ "resolve", MAY_TICKET_RESOLVE, run_resolve },
		{ "close", MAY_TICKET_RESOLVE, run_close },
		{ "reopen", MAY_TICKET_EDIT, run_reopen },
		{ "cancel", MAY_TICKET_EDIT, run_cancel },
	};
	struct world *w = *state;
	struct id id;

	customer(w, "María");
	prove_write(w, &cases[0], ID_NONE);
	id = id_of(dbtest_ask(w->db, &w->c.arena, "SELECT id FROM ticket").s);
	for (size_t i = 1; i < countof(cases); i++)
		prove_write(w, &cases[i], id);
	prove_chain(w);
}

/* ---- making --------------------------------------------------------------------------- */

static void
a_ticket_takes_from_its_leaf_what_was_not_said(void **state)
{
	struct world *w = *state;
	struct row_ticket_get row = get(w, make(w, question(w)));
	struct rows_message_of_ticket said;

	assert_int_equal(row.number, 1001);
	assert_string_equal(row.state.s, "new");
	assert_string_equal(row.team.s, "ventas");
	assert_string_equal(row.team_name.s, "Ventas");
	assert_string_equal(row.branch.s, "norte");
	assert_int_equal(row.priority, 3);
	assert_int_equal(row.cycle, 1);
	assert_int_equal(row.version, 1);
	assert_string_equal(row.customer_name.s, "María Muñoz");
	assert_string_equal(row.typification_name.s, "Información");
	assert_string_equal(row.created_by_name.s, "Ana Soto");
	assert_true(id_none(row.owner));
	fine(w, message_of_ticket(&w->c, &w->c.arena, row.id, &said));
	assert_int_equal(said.n, 1);
	assert_string_equal(said.v[0].body.s,
	    "Pregunta el precio\ndel modelo rojo");
	assert_string_equal(said.v[0].direction.s, "in");
	assert_int_equal(said.v[0].public, 1);
}

static void
what_was_said_wins_over_the_leaf(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct row_ticket_get row;

	in.team = STR("repuestos");
	in.priority = 1;
	in.body = STR_NONE;
	in.external = STR("OLD-7");
	in.requester = customer(w, "Su hermana");
	row = get(w, make(w, in));
	assert_string_equal(row.team.s, "repuestos");
	assert_int_equal(row.priority, 1);
	assert_string_equal(row.external.s, "OLD-7");
	assert_string_equal(row.requester_name.s, "Su hermana");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 0);
}

static void
what_does_not_fit_is_refused_and_takes_no_number(void **state)
{
	struct world *w = *state;
	struct ticket_new good = question(w), t;
	struct buf before = { 0 }, after = { 0 };
	struct id id = ID_NONE;
	int64_t n = 0;
	char longest[202];

	snapshot(w, &before);
	t = good;
	t.customer = id_of(NOBODY);
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NOT_FOUND,
	    "customer");
	t = good;
	t.interaction = id_of(NOBODY);
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NOT_FOUND,
	    "contact");
	t = good;
	t.typification = STR("consulta");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "leaves");
	t.typification = STR("nada");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "nada");
	t = good;
	t.subject = STR(" ");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "subject");
	memset(longest, 's', sizeof(longest));
	longest[201] = '\0';
	t.subject = (struct str){ longest, 201 };
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID,
	    "too long");
	t.subject = STR("\x1b]0;hola\x07");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID,
	    "control character");
	t = good;
	t.team = STR("antiguo");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "antiguo");
	t = good;
	t.priority = 5;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "1 to 4");
	assert_true(id_none(id) && n == 0);
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

static void
what_a_leaf_requires_must_be_given_and_fit(void **state)
{
	static const struct pair plate = { { "plate", 5 }, { "BBCL12", 6 } };
	struct world *w = *state;
	struct ticket_new t = question(w);
	struct pair p[] = { plate, { STR("amount"), STR("19990") },
		{ STR("colour"), STR("azul") } };
	struct rows_field_value_list rows;
	struct id id;
	int64_t n;

	t.typification = STR("taller-precio");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NEED_ARG,
	    "plate, amount");
	t.fields = p;
	t.nfields = 1;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_NEED_ARG,
	    "requires amount");
	t.nfields = 3;
	p[1].value = STR("mucho");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "amount");
	p[1].value = STR("19990");
	p[2].value = STR("verde");
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "colour");
	p[2] = plate;
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "twice");
	p[2] = (struct pair){ STR("hobby"), STR("x") };
	refused(w, ticket_create(&w->c, &t, &id, &n), ERR_INVALID, "hobby");
	p[2] = (struct pair){ STR("colour"), STR("azul") };
	id = make(w, t);
	fine(w, ticket_fields(&w->c, &w->c.arena, id, &rows));
	assert_int_equal(rows.n, 3);
	assert_string_equal(rows.v[0].field.s, "amount");
	assert_int_equal(rows.v[0].num, 19990);
	assert_string_equal(rows.v[1].text.s, "azul");
	assert_int_equal(rows.v[1].num, 1);
	veil(w);
	fine(w, ticket_fields(&w->c, &w->c.arena, id, &rows));
	assert_string_equal(rows.v[0].text.s, "•••");
	assert_int_equal(rows.v[0].num, 0);
	assert_string_equal(rows.v[2].text.s, "BBCL12");
}

/* ---- the table of moves -------------------------------------------------------------------- */

static const char *const states[] = { "new", "open", "pending-customer",
	"pending-third-party", "scheduled", "referred", "resolved", "closed",
	"merged", "cancelled" };

/* Which verb each state takes, written down apart from the table it tests:
 * start, park, resume, resolve, close, reopen, cancel. */
static void
a_state_takes_its_own_moves_and_no_others(void **state)
{
	static const char *const takes[] = { "+--+--+", "-+-+--+", "--++--+",
		"-+++--+", "-+++--+", "-------", "----+++", "-----+-",
		"-------", "-------" };
	static enum err (*const run[])(struct world *, struct id) = {
		run_start, run_park, run_resume, run_resolve, run_close,
		run_reopen, run_cancel };
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct buf sql = { 0 };

	for (size_t s = 0; s < countof(states); s++)
		for (size_t v = 0; v < countof(run); v++) {
			struct id id = make(w, in);
			int64_t n = events(w);
			bool want = takes[s][v] == '+';
			enum err rc;

			buf_reset(&sql);
			buf_printf(&sql, "UPDATE ticket SET state = '%s' WHERE"
			    " id = '%s'", states[s], id.s);
			dbtest_do(w->db, sql.s);
			rc = run[v](w, id);
			if ((rc == OK) != want)
				fail_msg("move %zu from %s: %s", v, states[s],
				    err_name(rc));
			assert_int_equal(events(w), n + want);
			if (!want)
				refused(w, rc, ERR_INVALID, states[s]);
			core_rest(&w->c);
		}
	buf_done(&sql);
}

static void
a_refused_move_says_what_is_possible(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	refused(w, ticket_resume(&w->c, id, 0), ERR_INVALID,
	    "T-1001 is new: 'resume' is not possible; possible now: "
	    "start, resolve, cancel");
	refused(w, ticket_park(&w->c, id, STR("closed"), STR("x"), 0),
	    ERR_INVALID, "'park' closed");
	refused(w, ticket_park(&w->c, id, STR_NONE, STR("x"), 0),
	    ERR_NEED_ARG, "waits for");
	fine(w, ticket_cancel(&w->c, id, STR("repetido"), 0));
	refused(w, ticket_start(&w->c, id, 0), ERR_INVALID, "stays so");
}

static void
a_whole_life_leaves_stays_without_a_gap(void **state)
{
	static const char *const want[][3] = {
		{ "new", "", "ventas" },
		{ "open", "", ANA },
		{ "pending-customer", "faltan papeles", "customer" },
		{ "open", "", ANA },
		{ "resolved", "", ANA },
		{ "closed", "", ANA },
		{ "open", "volvió a llamar", ANA },
		{ "open", "", "repuestos" },
		{ "pending-third-party", "espera a fábrica", "third-party" },
		{ "resolved", "", LUIS },
	};
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_assign away = { .team = STR("repuestos") };
	struct rows_stay_list stays;
	struct row_ticket_get row;

	later(MINUTES(1));
	fine(w, ticket_start(&w->c, id, 1));
	fine(w, run_park(w, id));
	later(HOURS(2));
	fine(w, ticket_resume(&w->c, id, 3));
	fine(w, run_resolve(w, id));
	row = get(w, id);
	assert_int_equal(row.resolved_at, dbtest_clock.fixed);
	fine(w, ticket_close(&w->c, id, 0));
	assert_int_equal(get(w, id).closed_at, dbtest_clock.fixed);
	later(DAYS(3));
	fine(w, run_reopen(w, id));
	row = get(w, id);
	assert_int_equal(row.cycle, 2);
	assert_int_equal(row.resolved_at, 0);
	assert_int_equal(row.closed_at, 0);
	assert_string_equal(row.owner_name.s, "Ana Soto");
	fine(w, ticket_assign(&w->c, id, &away, 0));
	assert_true(id_none(get(w, id).owner));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_park(&w->c, id, STR("pending-third-party"),
	    STR("  espera a fábrica "), 0));
	fine(w, run_resolve(w, id));
	assert_int_equal(q_stay_list(w->db, &w->c.arena, STR("ticket"), id,
	    &stays), OK);
	assert_int_equal(stays.n, countof(want));
	for (size_t i = 0; i < stays.n; i++) {
		assert_string_equal(stays.v[i].state.s, want[i][0]);
		assert_string_equal(stays.v[i].reason.s, want[i][1]);
		assert_string_equal(stays.v[i].holder.s, want[i][2]);
		if (i > 0)
			assert_int_equal(stays.v[i].from_at,
			    stays.v[i - 1].to_at);
	}
	assert_int_equal(stays.v[stays.n - 1].to_at, 0);
	prove_chain(w);
}

static void
a_reason_is_asked_for_where_one_is_owed(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	int64_t n;

	n = events(w);
	refused(w, ticket_cancel(&w->c, id, STR(" "), 0), ERR_INVALID,
	    "reason");
	refused(w, ticket_resolve(&w->c, id, STR(""), 0), ERR_INVALID,
	    "empty");
	assert_int_equal(events(w), n);
	assert_string_equal(get(w, id).state.s, "new");
}

/* ---- changing --------------------------------------------------------------------------- */

static void
who_saved_first_is_named_and_nothing_is_lost(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit a = { .priority = 1 }, b = { .priority = 2 };

	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, id, &a, 1));
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, ticket_edit(&w->c, id, &b, 1), ERR_CONFLICT,
	    "Luis Peña saved T-1001 first");
	refused(w, ticket_start(&w->c, id, 1), ERR_CONFLICT, "Luis Peña");
	assert_int_equal(get(w, id).priority, 1);
	fine(w, ticket_edit(&w->c, id, &b, 2));
	assert_int_equal(get(w, id).priority, 2);
	assert_int_equal(get(w, id).version, 3);
}

static void
an_assignment_goes_to_people_and_teams_at_work(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_assign to = { .owner = id_of(LUIS) };
	int64_t n;

	fine(w, ticket_assign(&w->c, id, &to, 0));
	assert_string_equal(get(w, id).owner_name.s, "Luis Peña");
	assert_string_equal(get(w, id).team.s, "ventas");
	n = events(w);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID,
	    "like that already");
	to.owner = id_of(EVA);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "eva");
	to.owner = id_of(NOBODY);
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "agent");
	to = (struct ticket_assign){ .team = STR("antiguo") };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID, "antiguo");
	to = (struct ticket_assign){ 0 };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_NEED_ARG, "team");
	assert_int_equal(events(w), n);
	fine(w, ticket_cancel(&w->c, id, STR("x"), 0));
	to = (struct ticket_assign){ .team = STR("repuestos") };
	refused(w, ticket_assign(&w->c, id, &to, 0), ERR_INVALID,
	    "cancelled");
}

static void
an_edit_to_another_leaf_asks_for_its_fields(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct pair plate = { STR("plate"), STR("BBCL12") };
	struct pair other = { STR("plate"), STR("XY1234") };
	struct ticket_edit e = { .typification = STR("taller-demora") };
	struct history_rows trail;

	refused(w, ticket_edit(&w->c, id, &e, 0), ERR_NEED_ARG, "plate");
	e.fields = &plate;
	e.nfields = 1;
	fine(w, ticket_edit(&w->c, id, &e, 0));
	assert_string_equal(get(w, id).typification.s, "taller-demora");
	assert_string_equal(get(w, id).team.s, "ventas");
	e = (struct ticket_edit){ .fields = &other, .nfields = 1 };
	fine(w, ticket_edit(&w->c, id, &e, 0));
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 1, &trail));
	assert_int_equal(trail.n, 1);
	assert_string_equal(trail.v[0].field.s, "plate");
	assert_string_equal(trail.v[0].old.s, "BBCL12");
	assert_string_equal(trail.v[0].new.s, "XY1234");
	e.nfields = 0;
	refused(w, ticket_edit(&w->c, id, &e, 0), ERR_INVALID, "already");
}

static void
notes_and_replies_are_kept_apart_from_each_other(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket said;
	struct buf longest = { 0 };

	later(1);
	fine(w, run_note(w, id));
	later(1);
	fine(w, run_reply(w, id));
	refused(w, ticket_reply(&w->c, id, STR("fax"), STR("x")), ERR_INVALID,
	    "fax");
	refused(w, ticket_note(&w->c, id, STR("\x1b[2J")), ERR_INVALID,
	    "control character");
	while (longest.len < MESSAGE_MAX)
		buf_c(&longest, 'n');
	fine(w, ticket_note(&w->c, id, buf_view(&longest)));
	buf_c(&longest, 'n');
	refused(w, ticket_note(&w->c, id, buf_view(&longest)), ERR_INVALID,
	    "too long");
	buf_done(&longest);
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &said));
	assert_int_equal(said.n, 4);
	assert_string_equal(said.v[1].direction.s, "internal");
	assert_int_equal(said.v[1].public, 0);
	assert_string_equal(said.v[2].direction.s, "out");
	assert_int_equal(said.v[2].public, 1);
	assert_string_equal(said.v[2].channel.s, "email");
	assert_int_equal(get(w, id).version, 1);
}

/* ---- reading ------------------------------------------------------------------------------- */

static void
a_ticket_is_called_by_number_or_id(void **state)
{
	static const char *const refs[] = { "T-1001", "t-1001", "1001" };
	static const char *const bad[] = { "", "T-", "T-x", "-5", "0", "T-0",
		"12345678901234567890", "T1001" };
	struct world *w = *state;
	struct id id = make(w, question(w)), got;

	for (size_t i = 0; i < countof(refs); i++) {
		fine(w, ticket_id(&w->c, str_of(refs[i]), &got));
		assert_string_equal(got.s, id.s);
	}
	fine(w, ticket_id(&w->c, id_str(&id), &got));
	for (size_t i = 0; i < countof(bad); i++)
		refused(w, ticket_id(&w->c, str_of(bad[i]), &got),
		    ERR_INVALID, "no ticket");
	refused(w, ticket_id(&w->c, STR("T-999"), &got), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, ticket_id(&w->c, STR(NOBODY), &got), ERR_NOT_FOUND,
	    "no such ticket");
}

static size_t
count(struct world *w, struct ticket_filter f)
{
	struct rows_ticket_rows rows;

	fine(w, ticket_list(&w->c, &w->c.scratch, &f, &rows));
	return rows.n;
}

static void
lists_are_filtered_by_each_of_their_words(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id first = make(w, in), id;
	struct id maria = in.customer;

	in.customer = customer(w, "Otro");
	in.team = STR("repuestos");
	id = make(w, in);
	fine(w, ticket_start(&w->c, id, 0));
	id = make(w, in);
	fine(w, run_resolve(w, id));
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 3);
	assert_int_equal(count(w, (struct ticket_filter){
	    .states = STR("new") }), 1);
	assert_int_equal(count(w, (struct ticket_filter){
	    .states = STR("new, open") }), 2);
	assert_int_equal(count(w, (struct ticket_filter){
	    .states = STR("undone") }), 2);
	assert_int_equal(count(w, (struct ticket_filter){
	    .team = STR("repuestos") }), 2);
	assert_int_equal(count(w, (struct ticket_filter){
	    .team = STR("repuestos"), .states = STR("open") }), 1);
	assert_int_equal(count(w, (struct ticket_filter){
	    .owner = id_of(ANA) }), 2);
	assert_int_equal(count(w, (struct ticket_filter){
	    .owner = id_of(ANA), .states = STR("undone"),
	    .team = STR("repuestos") }), 1);
	assert_int_equal(count(w, (struct ticket_filter){
	    .customer = maria }), 1);
	assert_int_equal(count(w, (struct ticket_filter){
	    .customer = maria, .owner = id_of(ANA) }), 0);
	assert_int_equal(count(w, (struct ticket_filter){
	    .typification = STR("consulta-general"),
	    .states = STR("resolved") }), 1);
	assert_int_equal(count(w, (struct ticket_filter){
	    .typification = STR("taller-demora") }), 0);
	refused(w, ticket_list(&w->c, &w->c.scratch,
	    &(struct ticket_filter){ .states = STR("new,flying") },
	    &(struct rows_ticket_rows){ NULL, 0 }), ERR_INVALID, "flying");
	assert_string_equal(get(w, first).state.s, "new");
}

/* Also those of one millisecond, and whichever index leads. */
static void
pages_meet_without_a_gap_or_a_repetition(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct ticket_filter ways[] = { { .limit = 3 },
		{ .limit = 3, .team = STR("ventas") },
		{ .limit = 3, .states = STR("new") },
		{ .limit = 3, .customer = in.customer } };
	struct rows_ticket_rows page;
	struct buf seen = { 0 };

	for (int i = 0; i < 10; i++) {
		make(w, in);
		later(i % 4 == 0 ? 1 : 0);
	}
	for (size_t k = 0; k < countof(ways); k++) {
		struct ticket_filter f = ways[k];
		size_t n = 0;

		buf_reset(&seen);
		do {
			fine(w, ticket_list(&w->c, &w->c.arena, &f, &page));
			for (size_t i = 0; i < page.n; i++, n++) {
				const char *id = page.v[i].id.s;

				assert_true(seen.len == 0 ||
				    strstr(seen.s, id) == NULL);
				buf_z(&seen, id);
				f.before_at = page.v[i].created_at;
				f.before = page.v[i].id;
			}
		} while (page.n == 3);
		assert_int_equal(n, 10);
	}
	buf_done(&seen);
}

static void
the_scope_decides_what_is_read_and_changed(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket said;
	struct row_ticket_get row;
	struct history_rows trail;
	int64_t n = events(w);
	struct id got;

	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, ticket_get(&w->c, &w->c.scratch, id, &row), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, ticket_id(&w->c, STR("T-1001"), &got), ERR_NOT_FOUND,
	    "no such ticket");
	refused(w, run_note(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w, run_edit(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w, run_resolve(w, id), ERR_NOT_FOUND, "no such ticket");
	refused(w, history_list(&w->c, &w->c.scratch, "ticket", id, 0, 0,
	    &trail), ERR_NOT_FOUND, "no such ticket");
	fine(w, message_of_ticket(&w->c, &w->c.scratch, id, &said));
	assert_int_equal(said.n, 0);
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	assert_int_equal(events(w), n);

	act(w, ANA, "ana", SCOPE_OWN);		/* she made it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	dbtest_do(w->db, "UPDATE ticket SET created_by = NULL");
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	act(w, ANA, "ana", SCOPE_TEAM);		/* her team has it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	act(w, EVA, "eva", SCOPE_TEAM);
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 0);
	act(w, EVA, "eva", SCOPE_BRANCH);	/* her branch has it */
	assert_int_equal(count(w, (struct ticket_filter){ 0 }), 1);
	allow(w, MAY_TICKET_EDIT, SCOPE_OWN);	/* to be read, not changed */
	refused(w, run_note(w, id), ERR_NOT_FOUND, "no such ticket");
}

static void
the_trail_names_people_and_veils_what_is_theirs(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct pair p[] = { { STR("plate"), STR("BBCL12") },
		{ STR("amount"), STR("19990") } };
	struct history_rows trail;
	bool customer_named = false, amount_veiled = false;
	struct id id;

	in.typification = STR("taller-precio");
	in.fields = p;
	in.nfields = 2;
	id = make(w, in);
	fine(w, run_assign(w, id));
	veil(w);
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &trail));
	assert_string_equal(trail.v[0].kind.s, "ticket.assign");
	assert_string_equal(trail.v[0].who.s, "Ana Soto");
	assert_string_equal(trail.v[0].field.s, "owner");
	assert_string_equal(trail.v[0].new.s, "Luis Peña");
	for (size_t i = 0; i < trail.n; i++) {
		customer_named |= strcmp(trail.v[i].field.s, "customer") == 0 &&
		    strcmp(trail.v[i].new.s, "María Muñoz") == 0;
		amount_veiled |= strcmp(trail.v[i].field.s, "amount") == 0 &&
		    strcmp(trail.v[i].new.s, "•••") == 0;
		assert_null(strstr(trail.v[i].new.s, "19990"));
	}
	assert_true(customer_named);
	assert_true(amount_veiled);
}

/* What was written down on paper and typed in later. */
static void
what_happened_earlier_is_dated_earlier(void **state)
{
	struct world *w = *state;
	struct ticket_new in = question(w);
	struct id id;
	int64_t n;

	w->c.at = dbtest_clock.fixed - HOURS(5);
	id = make(w, in);
	assert_int_equal(get(w, id).created_at,
	    dbtest_clock.fixed - HOURS(5));
	w->c.at = dbtest_clock.fixed + 1;
	refused(w, ticket_create(&w->c, &in, &id, &n), ERR_INVALID, "future");
	allow(w, MAY_BACKDATE, SCOPE_NONE);
	w->c.at = dbtest_clock.fixed - 1;
	refused(w, ticket_create(&w->c, &in, &id, &n), ERR_DENIED,
	    "event.backdate");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_write_is_one_event_once_and_refused_without_the_right),
		TEST(a_ticket_takes_from_its_leaf_what_was_not_said),
		TEST(what_was_said_wins_over_the_leaf),
		TEST(what_does_not_fit_is_refused_and_takes_no_number),
		TEST(what_a_leaf_requires_must_be_given_and_fit),
		TEST(a_state_takes_its_own_moves_and_no_others),
		TEST(a_refused_move_says_what_is_possible),
		TEST(a_whole_life_leaves_stays_without_a_gap),
		TEST(a_reason_is_asked_for_where_one_is_owed),
		TEST(who_saved_first_is_named_and_nothing_is_lost),
		TEST(an_assignment_goes_to_people_and_teams_at_work),
		TEST(an_edit_to_another_leaf_asks_for_its_fields),
		TEST(notes_and_replies_are_kept_apart_from_each_other),
		TEST(a_ticket_is_called_by_number_or_id),
		TEST(lists_are_filtered_by_each_of_their_words),
		TEST(pages_meet_without_a_gap_or_a_repetition),
		TEST(the_scope_decides_what_is_read_and_changed),
		TEST(the_trail_names_people_and_veils_what_is_theirs),
		TEST(what_happened_earlier_is_dated_earlier),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
