# SPDX-License-Identifier: GPL-3.0-or-later
"""grow.py - a demo centre many times over: each ticket with its clocks, stays
and messages again and again, on other days; each customer with keys and points.

A copy k has the ids of its originals with k where their version is said, and
numbers so many millions on. Columns are asked of the database, so that a new
one is copied, too.
"""
import sqlite3
import subprocess

STEP = 10000000  # between the numbers of two copies
DAY = 86400000


class Lite:
    HEX = "printf('%04x', k)"

    def __init__(self, url):
        self.db = sqlite3.connect(url[len('sqlite:'):], isolation_level=None)
        self.db.execute('PRAGMA journal_mode = OFF')  # what is half made is thrown away
        self.db.execute('PRAGMA synchronous = OFF')
        self.db.execute('PRAGMA cache_size = -2000000')
        self.laid = []

    def columns(self, table):
        return [row[1] for row in self.db.execute('PRAGMA table_info(%s)' % table)]

    def do(self, *texts):
        self.db.execute('BEGIN IMMEDIATE')
        for text in texts:
            self.db.execute(text)
        self.db.execute('COMMIT')

    def count(self, table):
        return self.db.execute('SELECT count(*) FROM ' + table).fetchone()[0]

    def bare(self, *tables):
        """Without their indexes, which are sorted anew at the end: many times faster."""
        for table in tables:
            laid = self.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' "
                                   "AND tbl_name = ? AND sql IS NOT NULL", (table,)).fetchall()
            for name, _ in laid:
                self.db.execute('DROP INDEX ' + name)
            self.laid += laid

    def close(self):
        for _, sql in self.laid:
            self.db.execute(sql)
        self.db.execute('PRAGMA journal_mode = WAL')
        self.db.close()


class Psql:
    HEX = "lpad(to_hex(k), 4, '0')"

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.laid = []

    def columns(self, table):
        return self.server.sql(self.name, "SELECT column_name FROM information_schema.columns "
                               "WHERE table_schema = current_schema() AND table_name = '%s' "
                               "ORDER BY ordinal_position" % table).split('\n')

    def do(self, *texts):
        self.server.sql(self.name, 'BEGIN; SET LOCAL session_replication_role = replica; ' +
                        '; '.join(texts) + '; COMMIT')

    def count(self, table):
        return int(self.server.sql(self.name, 'SELECT count(*) FROM ' + table))

    def bare(self, *tables):
        """As above; an index that keeps a rule stays."""
        laid = self.server.sql(
            self.name, "SELECT 'DROP INDEX ' || indexname || '|' || indexdef FROM pg_indexes i "
            "WHERE tablename IN ('%s') AND NOT EXISTS (SELECT 1 FROM pg_constraint c "
            "WHERE c.conname = i.indexname)" % "', '".join(tables)).split('\n')
        for drop, again in (line.split('|', 1) for line in laid if line):
            self.server.sql(self.name, drop)
            self.laid.append(again)

    def close(self):
        for text in self.laid:
            self.server.sql(self.name, "SET maintenance_work_mem = '1GB'; " + text)


def again(db, table, ids, **other):
    """One statement that copies the first rows of a table as many times as
    bench_k has rows; `ids` are its columns that are made new, `other` says what
    the rest become. All copies of a row before those of the next: near in the
    file as they are in their key, each page is written once."""
    def put(name):
        if name in ids:
            return 'substr(%s, 1, 14) || %s || substr(%s, 19)' % (name, db.HEX, name)
        return other.get(name, name)
    names = db.columns(table)
    return 'INSERT INTO %s (%s) SELECT %s FROM bench_%s CROSS JOIN bench_k' % (
        table, ', '.join(names), ', '.join(map(put, names)), table)


def before(*names):
    """Older by a few hours each time."""
    return {name: '%s - k * %d' % (name, DAY // 5) for name in names}


def tickets(db):
    return [again(db, 'ticket', ('id',), number='number + k * %d' % STEP,
                  external='NULL', interaction='NULL',
                  **before('rank', 'created_at', 'updated_at', 'resolved_at', 'closed_at')),
            again(db, 'clock', ('ticket',), next_level_at='NULL',
                  **before('start_at', 'since_at', 'due_at')),
            again(db, 'stay', ('id', 'entity'), **before('from_at', 'to_at')),
            again(db, 'message', ('id', 'ticket'), interaction='NULL', **before('at')),
            again(db, 'ticket_word', ('ticket',))]


def customers(db):
    return [again(db, 'customer', ('id',), external='NULL', national_id='NULL'),
            again(db, 'contact_point', ('id', 'customer')),
            again(db, 'search_key', ('customer', 'source'))]


# What belongs to a ticket, and to a customer, and by which column.
SETS = (('ticket', tickets, {'ticket': 'id', 'clock': 'ticket', 'stay': 'entity',
                             'message': 'ticket', 'ticket_word': 'ticket'}),
        ('customer', customers, {'customer': 'id', 'contact_point': 'customer',
                                 'search_key': 'customer'}))


def grow(db, ntickets, ncustomers):
    """At least so many of both."""
    for (table, what, parts), want in zip(SETS, (ntickets, ncustomers)):
        base = db.count(table)
        for part, column in parts.items():
            db.do('CREATE TABLE bench_%s AS SELECT * FROM %s WHERE %s IN (SELECT id FROM %s) '
                  'ORDER BY %s' % (part, part, column, table,
                                   ', '.join('123'[:len(db.columns(part))])))
        db.do('CREATE TABLE bench_k (k bigint)', 'INSERT INTO bench_k VALUES ' + ', '.join(
            '(%d)' % k for k in range(1, max(2, -(-want // base)))))
        db.bare(*parts)
        for statement in what(db) if base < want else []:
            db.do(statement)
        for part in (*(list(parts)), 'k'):
            db.do('DROP TABLE bench_' + part)
    db.close()
