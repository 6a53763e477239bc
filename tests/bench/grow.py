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
    def __init__(self, server, name):
        self.server, self.name = server, name

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
        pass

    def close(self):
        pass


def again(db, table, k, ids, **other):
    """One statement that copies the first rows of a table; `ids` are its columns
    that are made new, `other` says what the rest become."""
    def put(name):
        if name in ids:
            return "substr(%s, 1, 14) || '%04x' || substr(%s, 19)" % (name, k, name)
        return other.get(name, name)
    names = db.columns(table)
    return 'INSERT INTO %s (%s) SELECT %s FROM bench_%s' % (
        table, ', '.join(names), ', '.join(map(put, names)), table)


def tickets(db, k):
    """Older by a few hours each time."""
    back = k * DAY // 5
    shift = {at: '%s - %d' % (at, back) for at in
             ('created_at', 'updated_at', 'resolved_at', 'closed_at')}
    return [again(db, 'ticket', k, ('id',), number='number + %d' % (k * STEP),
                  external='NULL', interaction='NULL', rank='rank - %d' % back, **shift),
            again(db, 'clock', k, ('ticket',), next_level_at='NULL',
                  start_at='start_at - %d' % back, since_at='since_at - %d' % back,
                  due_at='due_at - %d' % back),
            again(db, 'stay', k, ('id', 'entity'),
                  from_at='from_at - %d' % back, to_at='to_at - %d' % back),
            again(db, 'message', k, ('id', 'ticket'),
                  interaction='NULL', at='at - %d' % back)]


def customers(db, k):
    return [again(db, 'customer', k, ('id',), external='NULL', national_id='NULL'),
            again(db, 'contact_point', k, ('id', 'customer')),
            again(db, 'search_key', k, ('customer', 'source'))]


# What belongs to a ticket, and to a customer, and by which column.
SETS = (('ticket', tickets, {'ticket': 'id', 'clock': 'ticket', 'stay': 'entity',
                             'message': 'ticket'}),
        ('customer', customers, {'customer': 'id', 'contact_point': 'customer',
                                 'search_key': 'customer'}))


def grow(db, ntickets, ncustomers):
    """At least so many of both."""
    for (table, what, parts), want in zip(SETS, (ntickets, ncustomers)):
        for part, column in parts.items():
            db.do('CREATE TABLE bench_%s AS SELECT * FROM %s WHERE %s IN (SELECT id FROM %s)'
                  % (part, part, column, table))
        db.bare(*parts)
        have = base = db.count(table)
        while have < want:
            db.do(*what(db, have // base))
            have += base
        for part in parts:
            db.do('DROP TABLE bench_' + part)
    db.close()
