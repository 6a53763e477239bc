/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coretest.h - a small centre for tests of customers, contacts and tickets:
 * two branches, two teams, three people, a tree of five leaves.
 *
 * ana (id ANA) is of team ventas, luis of repuestos, both of branch centro;
 * eva is of nobody's team, of branch norte. Tests act as ana with every right
 * until they say otherwise.
 */
#ifndef CORETEST_H
#define CORETEST_H

#include "test.h"

#include "core/core.h"
#include "dbtest.h"

#define ANA    "00000000-0000-7000-8000-00000000000a"
#define LUIS   "00000000-0000-7000-8000-00000000000b"
#define EVA    "00000000-0000-7000-8000-00000000000c"
#define NOBODY "00000000-0000-7000-8000-0000000000ff"

struct world {
	struct db *db;
	struct core c;
};

static const char centre[] =
    "INSERT INTO branch (code, name, city, zone, lang, version) VALUES"
    " ('centro', 'Centro', 'Santiago', 'America/Santiago', 'es', 1),"
    " ('norte', 'Norte', 'Arica', 'America/Santiago', 'es', 1);"
    "INSERT INTO branch (code, name, city, zone, lang, retired_at, version)"
    " VALUES ('vieja', 'Vieja', 'Lota', 'America/Santiago', 'es', 5, 2);"
    "INSERT INTO team (code, name, branch, version) VALUES"
    " ('ventas', 'Ventas', 'centro', 1),"
    " ('repuestos', 'Repuestos', 'centro', 1);"
    "INSERT INTO team (code, name, retired_at, version)"
    " VALUES ('antiguo', 'Antiguo', 5, 2);"
    "INSERT INTO agent (id, login, name, name_fold, name_sort, role, branch,"
    " lang, zone, active, created_at, version) VALUES"
    " ('" ANA "', 'ana', 'Ana Soto', 'ana soto', 'ana soto', 'agent',"
    " 'centro', 'es', 'America/Santiago', 1, 1, 1),"
    " ('" LUIS "', 'luis', 'Luis Peña', 'luis pena', 'luis pena', 'agent',"
    " 'centro', 'es', 'America/Santiago', 1, 1, 1),"
    " ('" EVA "', 'eva', 'Eva Ruiz', 'eva ruiz', 'eva ruiz', 'agent',"
    " 'norte', 'en', 'America/Santiago', 0, 1, 1);"
    "INSERT INTO team_member (team, agent, leads) VALUES"
    " ('ventas', '" ANA "', 0), ('repuestos', '" LUIS "', 0);"
    "INSERT INTO field_def (id, entity, type, class, choices) VALUES"
    " ('plate', 'ticket', 'text', 0, ''),"
    " ('amount', 'ticket', 'money', 2, ''),"
    " ('colour', 'ticket', 'choice', 0, '[\"rojo\",\"azul\"]'),"
    " ('hobby', 'customer', 'text', 0, '');"
    "INSERT INTO typification (code, parent, kind, leaf, required, priority,"
    " team, valid_from, retired_at, position, version) VALUES"
    " ('reclamo', NULL, 'complaint', 0, '[]', 2, NULL, 1, NULL, 1, 1),"
    " ('reclamo-taller', 'reclamo', 'complaint', 0, '[]', 2, NULL, 1, NULL,"
    " 2, 1),"
    " ('consulta', NULL, 'query', 0, '[]', 3, NULL, 1, NULL, 3, 1),"
    " ('taller-demora', 'reclamo-taller', 'complaint', 1, '[\"plate\"]', 1,"
    " 'repuestos', 1, NULL, 4, 1),"
    " ('taller-precio', 'reclamo-taller', 'complaint', 1,"
    " '[\"plate\",\"amount\"]', 2, 'repuestos', 1, NULL, 5, 1),"
    " ('consulta-general', 'consulta', 'query', 1, '[]', 3, 'ventas', 1,"
    " NULL, 6, 1),"
    " ('consulta-vieja', 'consulta', 'query', 1, '[]', 3, 'ventas', 1, 9,"
    " 7, 2);"
    "INSERT INTO label (kind, code, lang, text, fold) VALUES"
    " ('typification', 'reclamo', 'es', 'Reclamo', 'reclamo'),"
    " ('typification', 'reclamo-taller', 'es', 'Taller', 'taller'),"
    " ('typification', 'taller-demora', 'es', 'Demora en el taller',"
    " 'demora en el taller'),"
    " ('typification', 'taller-demora', 'en', 'Workshop late',"
    " 'workshop late'),"
    " ('typification', 'consulta', 'es', 'Consulta', 'consulta'),"
    " ('typification', 'consulta-general', 'es', 'Información',"
    " 'informacion'),"
    " ('typification', 'consulta-general', 'pt', 'Informação',"
    " 'informacao');";

static inline struct id
id_of(const char *z)
{
	struct id id;

	assert_true(id_parse(str_of(z), &id));
	return id;
}

/* The acting person, with every right over rows of `level`. */
static inline void
act(struct world *w, const char *id, const char *login, int level)
{
	w->c.me.id = w->c.real.id = id_of(id);
	w->c.me.login = w->c.me.name = str_of(login);
	w->c.me.branch = STR("centro");
	w->c.me.lang = w->c.lang = STR("es");
	memset(w->c.grants, level, sizeof(w->c.grants));
	w->c.clear = ~0u;
	db_veil(w->db, 0);
}

static inline void
allow(struct world *w, enum may may, int level)
{
	w->c.grants[may] = (unsigned char)level;
}

static inline void
veil(struct world *w)
{
	w->c.clear = 1u << CLASS_OPEN;
	db_veil(w->db, ~(1u << CLASS_OPEN));
}

static inline int
world_start(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->db = dbtest_open();
	dbtest_do(w->db, centre);
	core_init(&w->c, w->db, &dbtest_clock);
	act(w, ANA, "ana", SCOPE_ALL);
	*state = w;
	return 0;
}

static inline int
world_end(void **state)
{
	struct world *w = *state;

	core_done(&w->c);
	db_close(w->db);
	free(w);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_start, world_end)

static inline int64_t
ask_int(struct world *w, const char *sql)
{
	struct arena a = { 0 };
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(w->db, &a, sql), &n));
	arena_done(&a);
	return n;
}

static inline int64_t
events(struct world *w)
{
	return ask_int(w, "SELECT count(*) FROM event_log");
}

/* Everything that a write could have touched, as one text. */
static inline void
snapshot(struct world *w, struct buf *out)
{
	static const char *const sums[] = {
		"event_log",
		"applied_op",
		"event_value",
		"customer",
		"contact_point",
		"search_key",
		"asset",
		"interaction",
		"matter",
		"ticket",
		"message",
		"stay",
		"field_value",
		"consent",
		"alert",
		"alert_ack",
		"household_member",
		"offer",
		"verify_ask",
		"caller_not",
		"field_def",
		"typification",
		"label",
	};
	static const char *const versions[] = { "customer", "interaction",
		"ticket", "typification" };
	struct arena a = { 0 };

	buf_reset(out);
	for (size_t i = 0; i < countof(sums); i++)
		buf_printf(out, "%s %s\n", sums[i],
		    dbtest_ask(w->db, &a,
			str_printf(&a, "SELECT count(*) FROM %s", sums[i]).s)
			.s);
	for (size_t i = 0; i < countof(versions); i++)
		buf_printf(out, "%s v%s\n", versions[i],
		    dbtest_ask(w->db, &a,
			str_printf(&a,
			    "SELECT COALESCE(sum(version), 0) FROM %s",
			    versions[i])
			    .s)
			.s);
	buf_printf(out, "counters %s\n",
	    dbtest_ask(w->db, &a, "SELECT sum(next) FROM counter").s);
	arena_done(&a);
}

/* `rc` was returned with a sentence that says `what`. */
static inline void
refused(struct world *w, enum err rc, enum err want, const char *what)
{
	if (rc != want || w->c.fault.code != want ||
	    strstr(w->c.fault.text, what) == NULL)
		fail_msg("got %s: \"%s\", want %s: \"%s\"", err_name(rc),
		    w->c.fault.text, err_name(want), what);
	core_rest(&w->c);
}

static inline void
fine(struct world *w, enum err rc)
{
	if (rc != OK)
		fail_msg("%s: %s", err_name(rc), w->c.fault.text);
	core_rest(&w->c);
}

/*
 * What every writing function owes: one event; the same op again is the same
 * outcome and no change; without the right it is refused and no change.
 */
struct write_case {
	const char *name;
	enum may may;
	enum err (*run)(struct world *, struct id subject);
};

static inline void
prove_write(struct world *w, const struct write_case *t, struct id subject)
{
	struct id op = id_make(clock_now(&dbtest_clock)), first;
	struct buf before = { 0 }, after = { 0 };
	int64_t n = events(w);

	snapshot(w, &before);
	memset(w->c.grants, SCOPE_ALL, sizeof(w->c.grants));
	allow(w, t->may, SCOPE_NONE);
	refused(w, t->run(w, subject), ERR_DENIED, may_name(t->may));
	memset(w->c.grants, SCOPE_ALL, sizeof(w->c.grants));
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);

	w->c.op = op;
	fine(w, t->run(w, subject));
	if (events(w) != n + 1)
		fail_msg("%s: %lld events", t->name,
		    (long long)(events(w) - n));
	assert_false(w->c.done.replayed);
	assert_string_equal(w->c.done.op.s, op.s);
	first = w->c.done.id;

	snapshot(w, &before);
	w->c.op = op;
	fine(w, t->run(w, subject));
	assert_true(w->c.done.replayed);
	assert_string_equal(w->c.done.id.s, first.s);
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

/* The log is whole. */
static inline void
prove_chain(struct world *w)
{
	struct event_check check;

	assert_int_equal(event_verify(w->db, &check), OK);
	if (check.bad != 0)
		fail_msg("event %lld: %s", (long long)check.bad, check.why);
}

#endif
