/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dumptest.h - all tables of state as one text, to be compared before and
 * after. What only goes on is left out: the log, counters, versions, who
 * looked. What was withdrawn counts as gone: a withdrawn message, a cancelled
 * promise of a call, a cancelled ticket. Of stays the open ones count.
 */
#ifndef TESTS_UNIT_DUMPTEST_H
#define TESTS_UNIT_DUMPTEST_H

#include "dbtest.h"
#include "test.h"

static const char *const dump_not[] = { "event_log", "event_value",
	"event_head", "event_anchor", "event_beside", "applied_op", "undone",
	"counter", "schema_migration", "customer_look", "draft" };

#define OF_CANCELLED(id)                                                       \
	"EXISTS (SELECT 1 FROM ticket x WHERE x.id = " id                      \
	" AND x.state = 'cancelled')"

/* Rows that count; the others are gone for everybody. */
static const struct {
	const char *table, *where;
} dump_where[] = {
	{ "message",
	    "withdrawn_at IS NULL AND NOT " OF_CANCELLED("message.ticket") },
	{ "complaint", "NOT " OF_CANCELLED("complaint.ticket") },
	{ "field_value", "NOT " OF_CANCELLED("field_value.id") },
	{ "clock", "NOT " OF_CANCELLED("clock.ticket") },
	{ "letter", "recalled_at IS NULL" },
	{ "letter_file",
	    "EXISTS (SELECT 1 FROM letter x WHERE x.message ="
	    " letter_file.message AND x.recalled_at IS NULL)" },
	{ "content",
	    "EXISTS (SELECT 1 FROM attachment x WHERE x.hash = content.hash)" },
	{ "content_part",
	    "EXISTS (SELECT 1 FROM attachment x"
	    " WHERE x.hash = content_part.hash)" },
	{ "notice", "until_at IS NULL OR until_at > at" },
	{ "bulletin", "retired_at IS NULL OR retired_at > at" },
	{ "callback", "state <> 'cancelled'" },
	{ "appointment", "state <> 'cancelled'" },
	{ "ticket", "state <> 'cancelled'" },
	{ "ticket_word", "NOT " OF_CANCELLED("ticket_word.ticket") },
	{ "stay", "to_at IS NULL AND state <> 'cancelled'" },
};

static bool
dump_column(struct str table, struct str column)
{
	static const char *const not [] = { "version", "updated_at",
		"passed_by" };
	static const char *const stay[] = { "kind", "entity", "state",
		"holder" };

	for (size_t i = 0; i < countof(not ); i++)
		if (str_is(column, not [i]))
			return false;
	if (!str_is(table, "stay"))
		return true;
	for (size_t i = 0; i < countof(stay); i++)
		if (str_is(column, stay[i]))
			return true;
	return false;
}

static bool
dump_table(struct str table)
{
	for (size_t i = 0; i < countof(dump_not); i++)
		if (str_is(table, dump_not[i]))
			return false;
	return table.len > 0 && !str_starts(table, STR("sqlite_"));
}

static struct str
dump_names(struct db *db, struct arena *a, const char *table)
{
	if (dbtest_postgres())
		return dbtest_ask(db, a,
		    str_printf(a,
			"SELECT string_agg(x, ',' ORDER BY x) FROM (SELECT %s "
			"AS x FROM information_schema.%s WHERE table_schema ="
			" 'public'%s%s%s) AS o",
			table != NULL ? "column_name" : "table_name",
			table != NULL ? "columns" : "tables",
			table != NULL ? " AND table_name = '"
				      : " AND table_type = 'BASE TABLE'",
			table != NULL ? table : "", table != NULL ? "'" : "")
			.s);
	if (table != NULL)
		return dbtest_ask(db, a,
		    str_printf(a,
			"SELECT group_concat(name) FROM (SELECT name FROM"
			" pragma_table_info('%s') ORDER BY name)",
			table)
			.s);
	return dbtest_ask(db, a,
	    "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master"
	    " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
	    " ORDER BY name)");
}

/* The tables and what is asked of each, found out once. */
struct dump {
	struct str table[200], sql[200];
	size_t n;
};

/* One row a line: "column=value " of each. */
static struct str
dump_sql(struct db *db, struct arena *a, struct str table)
{
	struct str names = dump_names(db, a, table.s), column;
	const char *where = "1 = 1";
	struct buf sql = { 0 };
	struct str out;

	for (size_t i = 0; i < countof(dump_where); i++)
		if (str_is(table, dump_where[i].table))
			where = dump_where[i].where;
	buf_z(&sql,
	    dbtest_postgres() ? "SELECT string_agg(r, chr(10) ORDER BY r) FROM "
				"(SELECT ''"
			      : "SELECT group_concat(r, char(10)) FROM "
				"(SELECT ''");
	while (str_next(a, &names, ',', &column))
		if (dump_column(table, column))
			buf_printf(&sql,
			    " || ' %s=' || COALESCE(CAST(%s AS TEXT), '~')",
			    column.s, column.s);
	buf_printf(&sql, " AS r FROM %s WHERE %s ORDER BY 1) AS o", table.s,
	    where);
	out = buf_copy(a, &sql);
	buf_done(&sql);
	return out;
}

static void
dump_ready(struct dump *d, struct db *db, struct arena *a)
{
	struct str names = dump_names(db, a, NULL), table;

	while (str_next(a, &names, ',', &table)) {
		if (!dump_table(table))
			continue;
		assert_true(d->n < countof(d->table));
		d->table[d->n] = table;
		d->sql[d->n++] = dump_sql(db, a, table);
	}
}

/* A server plans each of these for longer than it reads: as one function it does
 * so once in a session. */
static void
dump_function(const struct dump *d, struct db *db)
{
	struct buf b = { 0 };

	buf_z(&b,
	    "CREATE FUNCTION pg_temp.test_dump() RETURNS text LANGUAGE plpgsql "
	    "AS "
	    "$f$ DECLARE o text := ''; BEGIN\n");
	for (size_t i = 0; i < d->n; i++)
		buf_printf(&b,
		    "o := o || '== %s\n' || COALESCE((%s), '') || chr(10);\n",
		    d->table[i].s, d->sql[i].s);
	buf_z(&b, "RETURN o; END $f$");
	dbtest_do(db, b.s);
	buf_done(&b);
}

static struct str
dump_of_server(const struct dump *d, struct db *db, struct arena *a)
{
	if (dbtest_ask(db, a,
		"SELECT CAST(to_regproc('pg_temp.test_dump') AS text)")
		.len == 0)
		dump_function(d, db);
	return dbtest_ask(db, a, "SELECT pg_temp.test_dump()");
}

static inline struct str
dump_all(struct dump *d, struct db *db, struct arena *a)
{
	struct buf b = { 0 };
	struct str out;

	if (d->n == 0)
		dump_ready(d, db, a);
	if (dbtest_postgres())
		return dump_of_server(d, db, a);
	for (size_t i = 0; i < d->n; i++)
		buf_printf(&b, "== %s\n%s\n", d->table[i].s,
		    dbtest_ask(db, a, d->sql[i].s).s);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* The first line that differs, from both. */
static inline void
dump_same(struct arena *a, struct str was, struct str is, const char *what)
{
	struct str x, y, table = STR_NONE;

	while (str_next(a, &was, '\n', &x) && str_next(a, &is, '\n', &y)) {
		if (!str_eq(x, y))
			fail_msg("%s: in %s\nwas%s\nis %s", what, table.s, x.s,
			    y.s);
		if (x.len > 2 && x.s[0] == '=')
			table = x;
	}
}

#endif
