#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""poison - hostile text in every text column that a screen may show.

usage: poison.py URL		poison.py --paste FOLDER

Reads naughty-strings, terminal-escapes and utf8-tests from CABINA_DATA and
writes them over a centre's names, subjects, messages and labels, past the
program, as a damaged or foreign database would hold them. With --paste it
writes them as files of one text each, for the word `paste`. SQLite is given
bytes that are not UTF-8 as well; a PostgreSQL server takes none.
"""
import json
import os
import re
import sqlite3
import subprocess
import sys

data = os.environ.get('CABINA_DATA', '../shared/data')

# What is shown, and what its column at most holds.
COLUMNS = [
    ('customer', 'name', 190), ('customer', 'segment', 60), ('contact_point', 'value', 290),
    ('contact_point', 'label', 60), ('asset', 'brand', 60), ('asset', 'model', 60),
    ('asset', 'plate', 20), ('asset', 'serial', 40), ('purchase', 'what', 100),
    ('interaction', 'subject', 190), ('interaction', 'caller', 190),
    ('interaction', 'queue', 50), ('interaction', 'outcome', 50),
    ('ticket', 'subject', 190), ('message', 'body', 4000), ('label', 'text', 90),
    ('agent', 'name', 190), ('team', 'name', 90), ('branch', 'name', 90),
    ('branch', 'city', 90), ('stay', 'reason', 190),
]
# Those of later migrations, taken when they are there.
LATER = [
    ('alert', 'text', 190), ('offer', 'name', 90), ('offer', 'title', 90),
    ('household', 'name', 90), ('callback', 'reason', 190), ('callback', 'number', 40),
    ('notice', 'text', 190), ('notice', 'body', 190),
]


def escapes():
    names = {'ESC': 27, 'BEL': 7, 'CR': 13, 'LF': 10, 'TAB': 9, 'BS': 8, 'NUL': 0, 'DEL': 127,
             'SP': 32, 'CAN': 24, 'SUB': 26, 'VT': 11, 'FF': 12, 'SO': 14, 'SI': 15}

    def byte(m):
        name = m[1].upper()
        if name in names:
            return chr(names[name])
        if re.fullmatch('[0-9A-F]{2}', name):
            return chr(int(name, 16))
        return m[0]

    with open(data + '/terminal-escapes/escapes.txt', encoding='utf-8', errors='replace') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                yield re.sub('<([A-Za-z0-9]{2,4})>', byte, line.rstrip('\n'))
    # What the set writes with names, and the eight-bit forms of the same.
    yield from ('\x1b]0;owned\x07', '\x9b31mred', '\x1bP1$r\x1b\\', 'a\u202eb\u2066c\u200bd', '\x1b[6n',
                '\x1b[?1000h', '\ufeff\u0301lone', '\x0e\x0f', '\x1b[2J\x1b[H')


def texts():
    with open(data + '/naughty-strings/blns.json', encoding='utf-8') as f:
        yield from (t for t in json.load(f) if t.strip())
    yield from escapes()


def raw():
    """Lines that are not all UTF-8."""
    with open(data + '/utf8-tests/utf8tests.bin', 'rb') as f:
        whole = f.read()
    return [whole[i:i + 40] for i in range(0, len(whole), 40) if whole[i:i + 40].strip()]


def cut(text, most):
    return text.encode('utf-8', 'replace')[:most].decode('utf-8', 'ignore') or '?'


def poison_sqlite(path):
    """Bytes as they are: the column is text, whatever they spell."""
    db = sqlite3.connect(path)
    db.text_factory = bytes
    hostile = [t.encode('utf-8', 'replace') for t in texts()] + raw()
    there = {(r[0].decode(), r[1].decode()) for r in db.execute(
        "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
        "WHERE m.type = 'table' AND p.type = 'TEXT'")}
    n = 0
    for table, column, most in COLUMNS + [c for c in LATER if c[:2] in there]:
        for (row,) in db.execute('SELECT rowid FROM %s WHERE %s IS NOT NULL LIMIT 4000'
                                 % (table, column)).fetchall():
            text = hostile[n % len(hostile)].replace(b'\0', b'')[:most] or b'?'
            n += 1
            db.execute('UPDATE %s SET %s = CAST(? AS TEXT) WHERE rowid = ?' % (table, column),
                       (text, row))
    db.commit()
    return n


def poison_server(url):
    def quote(t):
        return "'" + t.replace("'", "''") + "'"

    there = set(subprocess.run(
        ['psql', '-qXAt', '-F', '.', url, '-c', "SELECT table_name, column_name FROM "
         "information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'"],
        capture_output=True, text=True, check=True).stdout.split('\n'))
    hostile = [t.replace('\0', '').encode('utf-8', 'replace').decode() for t in texts()]
    sql = ['SET session_replication_role = replica;', 'SET standard_conforming_strings = on;',
           'CREATE TEMP TABLE bad (n int PRIMARY KEY, t text);']
    sql += ['INSERT INTO bad VALUES (%d, %s);' % (i, quote(t)) for i, t in enumerate(hostile) if t]
    for table, column, most in COLUMNS + LATER:
        if table + '.' + column in there:
            sql.append('UPDATE %s SET %s = left(b.t, %d) FROM bad b WHERE %s.%s IS NOT NULL AND '
                       'b.n = abs(hashtext(CAST(%s.ctid AS text) || %s)) %% %d;'
                       % (table, column, most // 4, table, column, table, quote(column),
                          len(hostile)))
    done = subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', url], input='\n'.join(sql),
                          text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    return len(hostile)


def paste_files(folder):
    """Ten texts a file, so that a form sees them all in a few pastes."""
    os.makedirs(folder, exist_ok=True)
    hostile = [t.encode('utf-8', 'replace') for t in texts()] + raw()
    for i in range(0, len(hostile), 60):
        with open('%s/%02d' % (folder, i // 60), 'wb') as f:
            f.write(b' '.join(hostile[i:i + 60]).replace(b'\0', b''))
    return len(hostile)


if len(sys.argv) > 2 and sys.argv[1] == '--paste':
    print(paste_files(sys.argv[2]), 'texts')
elif sys.argv[1].startswith('sqlite:'):
    print(poison_sqlite(sys.argv[1][7:]), 'texts')
else:
    print(poison_server(sys.argv[1]), 'texts')
