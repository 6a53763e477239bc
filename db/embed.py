#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""embed.py - checks db/ and turns it into queries.h and queries.c.

usage: embed.py OUT.h OUT.c FILE...   (db/scope.sql, migrate/*, query/*, dialect/*)

Each mistake is told as file:line: sentence; any mistake stops the build. What
only an engine can know (does it prepare, do the columns fit) is db/check.c's.
"""
import hashlib
import os
import re
import sys

ENGINES = ('sqlite', 'postgres')
MARK = {'sqlite': 'sl', 'postgres': 'pg'}
SCOPED = ('customer', 'interaction', 'ticket', 'referral', 'callback',
          'appointment')
MACRO = {
    'sqlite': {'uuid': 'TEXT', 'int': 'INTEGER', 'text': 'TEXT', 'strict': 'STRICT'},
    'postgres': {'uuid': 'TEXT COLLATE "C"', 'int': 'BIGINT',
                 'text': 'TEXT COLLATE "C"', 'strict': ''},
}
QUERY_MACRO = {e: dict(MACRO[e], uuid='TEXT', text='TEXT') for e in ENGINES}
CTYPE = {'text': 'struct str', 'json': 'struct str', 'uuid': 'struct id',
         'int': 'int64_t', 'bool': 'int64_t', 'at': 'msec', 'span': 'msec'}
CLASSES = ('open', 'personal', 'sensitive', 'secret')
KINDS = {'one': '1', 'many': 'm', 'each': 'e', 'exec': 'x', 'batch': 'x'}
FORBIDDEN_COMMENT = ('a comment in the text starts with --; an island with /*pg or /*sl '
                     'and a blank')
FORBIDDEN = (
    (r'::', 'use CAST, not ::'),
    (r'\bnow\s*\(', 'time is a parameter, not now()'),
    (r'\brandom\s*\(', 'ids are made in C, not by random()'),
    (r'\bCURRENT_(TIMESTAMP|TIME|DATE)\b', 'time is a parameter'),
    (r'\bILIKE\b', 'search a folded column, not with ILIKE'),
    (r'\bLIMIT\s+NULL\b', 'LIMIT NULL differs between the engines'),
    (r'"', 'names are plain words, without double quotes'),
    (r'/\*(?!(pg|sl)\s)', FORBIDDEN_COMMENT),
    (r'\bFROM\s+\w+(\([^()]*\))?(\s+(AS\s+)?\w+)?\s*,',
     'tables are joined with JOIN, not with a comma'),
)
NAMES_ONLY = ('%s is cut by the scope of %s: a customer is read there by customer_named, one '
              'id at a time')
SCOPE_ASKS = (('level', 'int', 'value_int(scope->level, false)'),
              ('agent', 'uuid', 'value_id(&scope->agent, false)'),
              ('tickets', 'int', 'value_int(scope->tickets, false)'))
WRITES = re.compile(r'\b(INSERT\s+INTO|(?<!FOR )UPDATE|DELETE\s+FROM)\b', re.I)
mistakes = []
parts = {}                      # -- part: NAME, by name


def wrong(path, line, text):
    mistakes.append('%s:%d: %s' % (path, line, text))


def dialect(text, engine, macros):
    """The text one engine gets: islands, blocks and macros resolved."""
    mine, other = MARK[engine], MARK[ENGINES[1 - ENGINES.index(engine)]]
    text = re.sub(r'/\*%s\s(.*?)\*/' % mine, r'\1', text, flags=re.S)
    text = re.sub(r'/\*%s\s.*?\*/' % other, '', text, flags=re.S)
    text = re.sub(r'^--@%s\n(.*?)^--@end\n' % mine, r'\1', text, flags=re.S | re.M)
    text = re.sub(r'^--@%s\n.*?^--@end\n' % other, '', text, flags=re.S | re.M)
    return re.sub(r'\{(\w+)\}', lambda m: macros[engine].get(m[1], m[0]), text)


def bare(text):
    """The text without what is quoted or commented, where words mean nothing."""
    return re.sub(r"'[^']*'|--(?!@).*", lambda m: "''" if m[0][0] == "'" else '', text)


def leftovers(path, line, text):
    """A misspelt macro or an open block would reach the engine as it is."""
    m = re.search(r'\{[a-z]\w*\}|^--@.*', bare(text), re.M)
    if m:
        wrong(path, line, '%s is no macro or block that is known here' % m[0])


def c_string(text):
    lines = text.split('\n')
    quoted = []
    for i, one in enumerate(lines):
        one = one.replace('\\', '\\\\').replace('"', '\\"').replace('\t', '\\t')
        one = one.replace('??', '?\\?')
        quoted.append('"%s%s"' % (one, '' if i == len(lines) - 1 else '\\n'))
    return '\n\t\t'.join(quoted)


class Query:
    def __init__(self, path, line, name, kind, engine, when=None, general=False):
        self.when = when        # ahead, later: src/store/db.h
        self.general = general  # the same
        self.path, self.line, self.name, self.kind = path, line, name, kind
        self.engine = engine
        self.params, self.cols, self.scope, self.body = [], [], None, []
        self.part, self.own, self.asks = None, 0, []

    def header(self):
        return self.kind, self.when, self.general, self.params, self.cols, self.scope, self.part

    def text(self):
        return '\n'.join(self.body).strip().rstrip(';')


def fields(path, line, text, classes):
    """`id uuid, phone text? personal` -> [(name, type, null, class)]"""
    out = []
    for part in text.split(','):
        m = re.fullmatch(r'([a-z_][a-z0-9_]*) (\w+)(\?)?(?: (\w+))?', part.strip())
        if not m or m[2] not in CTYPE or (m[4] and (not classes or m[4] not in CLASSES)):
            wrong(path, line, "cannot read '%s': NAME TYPE, type one of %s"
                  % (part.strip(), ' '.join(CTYPE)))
            continue
        out.append((m[1], m[2], bool(m[3]), m[4] or 'open'))
    return out


def read_queries(path, engine):
    found, q = [], None
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.rstrip('\n')
        m = re.fullmatch(r'-- name: ([a-z][a-z0-9_]*) :(\w+)(?: (ahead|later))?( general)?', line)
        if part := re.fullmatch(r'-- part: ([a-z][a-z0-9_]*)', line):
            q = parts[part[1]] = Query(path, number, part[1], 'part', engine)
        elif m:
            q = Query(path, number, m[1], m[2], engine, m[3], bool(m[4]))
            if m[2] not in KINDS:
                wrong(path, number, 'kind :%s is not one of %s' % (m[2], ' '.join(KINDS)))
                q.kind = 'exec'
            if m[3] and (m[2] in ('one', 'many'), m[2] == 'exec')[m[3] == 'later'] is False:
                wrong(path, number, 'ahead is for :one and :many, later for :exec')
            found.append(q)
        elif q and (m := re.fullmatch(r'-- (param|col|scope|with):\s*(.*)', line)):
            if m[1] == 'param':
                q.params += fields(path, number, m[2], False)
            elif m[1] == 'col':
                q.cols += fields(path, number, m[2], True)
            elif m[1] == 'with':
                q.part = m[2]
            else:
                q.scope = m[2]
        elif re.match(r'-- *((name|param|col|scope|with|part)\b|(names|params|cols|columns?|scopes)\s*:)', line):
            wrong(path, number, 'this header line is not understood')
        elif re.match(r'--(?!@(pg|sl|end)$)', line):
            pass
        elif q:
            q.body.append(line)
        elif line.strip():
            wrong(path, number, 'text before the first -- name: line')
    return found


class Image:
    """A row as one JSON text: read, put back as it was, dropped (db/query/image.sql)."""
    def __init__(self, path, line, name, table, keys):
        self.path, self.line, self.name, self.table = path, line, name, table
        self.keys = [k.split() for k in keys.split(', ')]
        self.columns, self.changes, self.version, self.whole = [], [], False, False

    def query(self, verb, kind, params, body):
        q = Query(self.path, self.line, 'image_%s_%s' % (self.name, verb), kind, None)
        q.params = [(p, 'text', False, 'open') for p in params]
        q.cols = [('image', 'json', False, 'open')] if kind == 'one' else []
        q.scope = 'none (a row that its own write took through its scope)'
        q.body = [body]
        return q

    def where(self):
        """Three keys always, so that all images are asked for alike."""
        say = {'int': 'CAST($%d AS BIGINT)'}
        out = ['%s = %s' % (k[0], say.get(k[1] if len(k) > 1 else '', '$%d') % (n + 1))
               for n, k in enumerate(self.keys)]
        return ' AND '.join(out + ["$%d = ''" % (n + 1) for n in range(len(self.keys), 3)])

    def queries(self):
        keys, t = ['key1', 'key2', 'key3'], self.table
        pairs = ', '.join("'%s', %s" % (c, c) for c in self.columns)
        record = 'json_populate_record(CAST(NULL AS %s), CAST($1 AS json)) AS r' % t
        took = ["json_extract($1, '$.%s')" % c for c in self.columns]
        into = ', '.join(self.columns + ['version'] * self.version)
        out = [self.query('get', 'one', keys,
                          'SELECT /*sl json_object(%s) *//*pg CAST(json_build_object(%s) AS TEXT) */'
                          ' AS image FROM %s WHERE %s' % (pairs, pairs, t, self.where()))]
        if self.whole:
            one = ['1'] * self.version
            out.append(self.query('add', 'exec', ['image'],
                                  'INSERT INTO %s (%s) SELECT /*sl %s WHERE true *//*pg %s FROM %s */' % (
                                      t, into, ', '.join(took + one),
                                      ', '.join(['r.' + c for c in self.columns] + one), record)))
            out.append(self.query('drop', 'exec', keys, 'DELETE FROM %s WHERE %s' % (t, self.where())))
        if self.changes:
            bump = [', version = version + 1', ', version = %s.version + 1' % t]
            at = ["json_extract($1, '$.%s')", 'r.%s']
            sets = [', '.join('%s = %s' % (c, a % c) for c in self.changes) + b * self.version
                    for a, b in zip(at, bump)]
            same = [' AND '.join('%s%s = %s' % (w, k[0], a % k[0]) for k in self.keys)
                    for a, w in zip(at, ('', t + '.'))]
            out.append(self.query('set', 'exec', ['image'],
                                  'UPDATE %s SET /*sl %s WHERE %s *//*pg %s FROM %s WHERE %s */' % (
                                      t, sets[0], same[0], sets[1], record, same[1])))
        return out


def read_images(path):
    found, image = [], None
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.rstrip('\n')
        if m := re.fullmatch(r'-- image: (\w+)(?: of (\w+))? \(([\w, ]+)\)', line):
            image = Image(path, number, m[1], m[2] or m[1], m[3])
            image.whole = m[2] is None
            found.append(image)
        elif image and (m := re.fullmatch(r'-- (columns|changes): ([\w ]+)', line)):
            getattr(image, m[1]).extend(m[2].split())
        elif image and line == '-- version':
            image.version = True
        elif re.match(r'-- *(image|columns?|changes?|versions?) *:', line) or (
                line.strip() and not line.startswith('--')):
            wrong(path, number, 'this line of an image is not understood')
    return found


def read_scopes(path):
    scopes, name = {}, None
    for line in open(path, encoding='utf-8'):
        m = re.match(r'-- scope-of: (\w+)', line)
        if m:
            name = m[1]
            scopes[name] = ''
        elif name and not line.startswith('--'):
            scopes[name] += line
    return {k: v.strip() for k, v in scopes.items()}


def take_part(q):
    """`-- with: PART` puts that text in place of {PART}, its parameters behind ours; a
    part that has none is taken by {PART} alone."""
    q.own = len(q.params)
    for name, part in parts.items():
        if not part.params and '{%s}' % name in q.text():
            q.body = q.text().replace('{%s}' % name, part.text()).split('\n')
    if q.part is None:
        return
    part, text = parts.get(q.part), q.text()
    if part is None or q.kind not in ('one', 'many', 'each'):
        wrong(q.path, q.line, '%s: -- with: %s names no part, or this kind takes none'
              % (q.name, q.part))
        return
    if '{%s}' % q.part not in text:
        wrong(q.path, q.line, '%s: -- with: %s without {%s}' % (q.name, q.part, q.part))
    shifted = re.sub(r'\$(\d+)', lambda m: '$%d' % (int(m[1]) + q.own), part.text())
    q.params = q.params + part.params
    q.body = text.replace('{%s}' % q.part, shifted).split('\n')


def check_scope(q, scopes):
    text = bare(q.text())
    needs = re.search(r'\b(FROM|JOIN|INTO|UPDATE)\s+(\w+\.)?(%s)\b' % '|'.join(SCOPED), text, re.I)
    if q.scope is None:
        if needs:
            wrong(q.path, q.line, '%s touches %s: it must say -- scope: agent TABLE ALIAS '
                  'or -- scope: none (why)' % (q.name, needs[3]))
        if '{scope}' in text:
            wrong(q.path, q.line, '%s uses {scope} without a -- scope: line' % q.name)
        return None
    m = re.fullmatch(r'agent (\w+) (\w+)', q.scope)
    if m and m[1] in scopes:
        if not all('{scope}' in dialect(text + '\n', e, QUERY_MACRO) for e in ENGINES):
            wrong(q.path, q.line, '%s: -- scope: agent without {scope} in the text' % q.name)
        if m[1] != 'customer' and re.search(r'\b(FROM|JOIN)\s+(\w+\.)?customer\b', text, re.I):
            wrong(q.path, q.line, NAMES_ONLY % (q.name, m[1]))
        at, limit = text.rfind('{scope}'), text.upper().rfind('LIMIT')
        if 0 <= limit < at:
            wrong(q.path, q.line, '%s: {scope} must come before LIMIT' % q.name)
        return m[1], m[2]
    if not re.fullmatch(r'none \(.{3,}\)', q.scope):
        wrong(q.path, q.line, '%s: -- scope: %s is neither agent TABLE ALIAS nor none (why)'
              % (q.name, q.scope))
    elif '{scope}' in text:
        wrong(q.path, q.line, '%s: {scope} with -- scope: none' % q.name)
    return None


def check_params(q):
    text = bare(q.text())
    used = {int(n) for n in re.findall(r'\$(\d+)', text)}
    for n, p in enumerate(q.params, 1):
        if n not in used:
            wrong(q.path, q.line, "%s: parameter %d '%s' is declared but not used" % (q.name, n, p[0]))
    for n in sorted(used):
        if n < 1 or n > len(q.params):
            wrong(q.path, q.line, '%s: $%d is used but not declared' % (q.name, n))
    for pattern, why in FORBIDDEN:
        if re.search(pattern, text, re.I):
            wrong(q.path, q.line, '%s: %s' % (q.name, why))
    if len(re.findall(r'\bLIKE\b', text)) != len(re.findall(r'\bESCAPE\b', text)):
        wrong(q.path, q.line, "%s: LIKE needs ESCAPE '!'" % q.name)
    if bool(q.cols) != (q.kind in ('one', 'many', 'each')):
        wrong(q.path, q.line, '%s: :%s %s -- col: line' % (
            q.name, q.kind, 'has a' if q.cols else 'needs a'))
    names = [p[0] for p in q.params]
    for one in {n for n in names if names.count(n) > 1}:
        wrong(q.path, q.line, "%s: parameter '%s' twice" % (q.name, one))
    names = [c[0] for c in q.cols]
    for one in {n for n in names if names.count(n) > 1}:
        wrong(q.path, q.line, "%s: column '%s' twice" % (q.name, one))


def with_scope(q, text, ticket):
    """The ticket's rule in what has another scope, and what a scope asks as parameters."""
    text = text.replace('{ticket_scope}', '({tickets} > 0 AND %s)' % (
        ticket.replace('{level}', '{tickets}').replace('{t}', 't')))
    for i, ask in enumerate(q.asks, len(q.params) + 1):
        text = text.replace('{%s}' % ask[0], '$%d' % i)
    return text


def finish(q, scopes):
    """The texts of a checked query, engine by engine."""
    take_part(q)
    scope = check_scope(q, scopes)
    check_params(q)
    text = q.text()
    q.scoped = scope is not None
    if q.scoped:
        text = text.replace('{scope}', scopes[scope[0]].replace('{t}', scope[1]))
        whole = text + scopes['ticket'] if '{ticket_scope}' in text else text
        q.asks = [a for a in SCOPE_ASKS if '{%s}' % a[0] in whole]
    out = {}
    for engine in ENGINES:
        one = dialect(text + '\n', engine, QUERY_MACRO).strip()
        if q.scoped:
            one = with_scope(q, one, dialect(scopes['ticket'], engine, QUERY_MACRO))
        leftovers(q.path, q.line, one)
        out[engine] = re.sub(r'\$(\d+)', r'?\1', one) if engine == 'sqlite' else one
    return out


def reads(q):
    """Does it read and do nothing else, on either engine? A lock is no change."""
    return q.kind in ('one', 'many', 'each') and not any(
        WRITES.search(bare(q.sql[e])) for e in ENGINES)


def arguments(q):
    args = ['struct db *db']
    if q.kind in ('one', 'many'):
        args.append('struct arena *a')
    if q.scoped:
        args.append('const struct scope *scope')
    args += ['%s%s%s' % (CTYPE[p[1]], ' ', p[0]) for p in q.params[:q.own]]
    if q.part:
        args.append('const struct part_%s *%s' % (q.part, q.part))
    args += {'one': ['struct row_%s *row' % q.name], 'many': ['struct rows_%s *rows' % q.name],
             'each': ['enum err (*fn)(void *u, void *row)', 'void *u']}.get(
                 q.kind, ['int64_t *changed'])
    return ', '.join(args)


def ahead_arguments(q):
    """The same, without what the answer goes to."""
    return ', '.join(a for a in arguments(q).split(', ')
                     if a != 'struct arena *a' and not re.match(r'struct rows?_\w+ \*rows?$', a))


def value(p, name):
    text = {'uuid': 'value_id(&%s' % name, 'text': 'value_str(%s' % name,
            'json': 'value_str(%s' % name}.get(p[1], 'value_int(%s' % name)
    return '%s, %s)' % (text, 'true' if p[2] else 'false')


def emit_header(queries):
    out = ['/* Made by db/embed.py; do not edit. */', '#ifndef QUERIES_H', '#define QUERIES_H', '',
           '#include "store/db.h"', '', 'enum query_id {']
    out += ['\tQ_%s,' % q.name.upper() for q in queries] + ['};', '']
    for part in (p for p in parts.values() if p.params):
        out += ['/* %s:%d */' % (part.path, part.line), 'struct part_%s {' % part.name] + [
            '\t%s %s;' % (CTYPE[p[1]], p[0]) for p in part.params] + ['};', '']
    for q in queries:
        if q.cols:
            out += ['struct row_%s {' % q.name] + [
                '\t%s %s;' % (CTYPE[c[1]], c[0]) for c in q.cols] + ['};']
        if q.kind == 'many':
            out += ['struct rows_%s {' % q.name, '\tstruct row_%s *v;' % q.name, '\tsize_t n;', '};']
        out += ['/* %s:%d */' % (q.path, q.line), 'MUST_CHECK enum err',
                'q_%s(%s);' % (q.name, arguments(q))]
        if q.when == 'ahead':
            out += ['void q_%s_ahead(%s);' % (q.name, ahead_arguments(q))]
        if q.kind == 'batch':
            out += ['struct par_%s {' % q.name] + [
                '\t%s %s;' % (CTYPE[p[1]], p[0]) for p in q.params] + [
                '};', 'MUST_CHECK enum err', 'q_%s_batch(struct db *db, struct arena *a, '
                'const struct par_%s *v, size_t n);' % (q.name, q.name)]
        out.append('')
    out += ['/* Rows as texts: db/query/image.sql. What a row has not is nqueries. */',
            'struct query_image {', '\tconst char *name, *table;',
            '\tsize_t get, add, set, drop;', '};',
            'extern const struct query_image query_images[];',
            'extern const size_t nquery_images;', '']
    return '\n'.join(out + ['#endif', ''])


def emit_call(q):
    n = len(q.params) + len(q.asks)
    query = '&queries[Q_%s]' % q.name.upper()
    values = [value(p, p[0] if i < q.own else '%s->%s' % (q.part, p[0]))
              for i, p in enumerate(q.params)]
    values += [a[2] for a in q.asks]
    bound = ['\tstruct value args[] = {'] + ['\t\t%s,' % v for v in values] + ['\t};', ''] if n else []
    args = ('args, %d' % n) if n else 'NULL, 0'
    out = []
    if q.when == 'ahead':
        out = ['void', 'q_%s_ahead(%s)' % (q.name, ahead_arguments(q)), '{', *bound,
               '\tdb_ahead(db, %s, %s);' % (query, args), '}', '']
    out += ['enum err', 'q_%s(%s)' % (q.name, arguments(q)), '{', *bound]
    if q.kind == 'one':
        out.append('\treturn db_read_one(db, a, %s, %s, row);' % (query, args))
    elif q.kind == 'many':
        out += ['\tvoid *v = NULL;', '\tsize_t n = 0;',
                '\tenum err rc = db_read_many(db, a, %s, %s, &v, &n);' % (query, args), '',
                '\tif (rc == OK)', '\t\t*rows = (struct rows_%s){ v, n };' % q.name, '\treturn rc;']
    elif q.kind == 'each':
        out.append('\treturn db_read_each(db, %s, %s, fn, u);' % (query, args))
    else:
        out.append('\treturn db_query(db, %s, %s, NULL, NULL, changed);' % (query, args))
    out += ['}', '']
    if q.kind == 'batch':
        n = len(q.params)
        out += ['enum err', 'q_%s_batch(struct db *db, struct arena *a, const struct par_%s *v, '
                'size_t n)' % (q.name, q.name), '{',
                '\tstruct arena_mark mark = arena_mark(a);',
                '\tstruct value *args = NEWN(a, struct value, n * %d);' % n,
                '\tenum err rc;', '', '\tfor (size_t i = 0; i < n; i++) {',
                '\t\tstruct value *at = args + i * %d;' % n, '']
        out += ['\t\tat[%d] = %s;' % (i, value(p, 'v[i].%s' % p[0])) for i, p in enumerate(q.params)]
        out += ['\t}', '\trc = db_batch(db, %s, args, %d, n, NULL);' % (query, n),
                '\tarena_back(a, mark);', '\treturn rc;', '}', '']
    return out


PRELUDE = '''/* Made by db/embed.py; do not edit. */
#include <stddef.h>

#include "queries.h"

#pragma GCC diagnostic ignored "-Woverlength-strings"

static inline struct value
value_int(int64_t i, bool null)
{
\treturn (struct value){ null && i == 0 ? VALUE_NULL : VALUE_INT, i, STR_NONE };
}

static inline struct value
value_str(struct str s, bool null)
{
\treturn (struct value){ null && s.len == 0 ? VALUE_NULL : VALUE_TEXT, 0, s };
}

static inline struct value
value_id(const struct id *id, bool null)
{
\treturn value_str((struct str){ id->s, strlen(id->s) }, null);
}
'''


def emit_images(queries, images):
    names = {q.name for q in queries}
    out = ['const struct query_image query_images[] = {']
    for i in images:
        ids = ['image_%s_%s' % (i.name, verb) for verb in ('get', 'add', 'set', 'drop')]
        out.append('\t{ "%s", "%s", %s },' % (i.name, i.table, ', '.join(
            'Q_' + n.upper() if n in names else '%d' % len(queries) for n in ids)))
    return out + ['};', 'const size_t nquery_images = countof(query_images);', '']


def emit_body(queries, migrations, images):
    out = [PRELUDE]
    for q in queries:
        params = [(p[0], p[1], p[2]) for p in q.params]
        params += [('scope_' + a[0], a[1], False) for a in q.asks]
        if params:
            out += ['static const struct query_param params_%s[] = {' % q.name] + [
                '\t{ "%s", COL_%s, %s },' % (p[0], p[1].upper(), str(p[2]).lower())
                for p in params] + ['};']
        if q.cols:
            out += ['static const struct query_col cols_%s[] = {' % q.name] + [
                '\t{ "%s", COL_%s, CLASS_%s, offsetof(struct row_%s, %s) },' % (
                    c[0], c[1].upper(), c[3].upper(), q.name, c[0]) for c in q.cols] + ['};']
        q.nparams = len(params)
        out += emit_call(q)
    out.append('const struct query queries[] = {')
    for q in queries:
        out += ['\t{ .name = "%s", .file = "%s", .line = %d, .kind = \'%s\', .scoped = %s,' % (
            q.name, q.path, q.line, KINDS[q.kind], str(q.scoped).lower()),
            '\t  .nparams = %d, .ncols = %d,' % (q.nparams, len(q.cols))]
        if q.when == 'later':
            out.append('\t  .later = true,')
        if q.general:
            out.append('\t  .general = true,')
        if reads(q):
            out.append('\t  .reads = true,')
        if q.nparams:
            out.append('\t  .params = params_%s,' % q.name)
        if q.cols:
            out.append('\t  .cols = cols_%s, .row_size = sizeof(struct row_%s),' % (q.name, q.name))
        out += ['\t  .sql = { %s,' % c_string(q.sql['sqlite']),
                '\t\t%s } },' % c_string(q.sql['postgres'])]
    out += ['};', 'const size_t nqueries = countof(queries);', '']
    out += emit_images(queries, images)
    out += ['const struct migration migrations[] = {']
    for m in migrations:
        out += ['\t{ .number = %d, .name = "%s", .checksum = "%s",' % m[:3],
                '\t  .sql = { %s,' % c_string(m[3]), '\t\t%s } },' % c_string(m[4])]
    return '\n'.join(out + ['};', 'const size_t nmigrations = countof(migrations);', ''])


def read_migration(path):
    text = open(path, encoding='utf-8').read()
    name = os.path.basename(path)[:-4]
    for engine in ENGINES:
        leftovers(path, 1, dialect(text, engine, MACRO))
    for m in re.finditer(r'/\*(?!(pg|sl)\s)', text):
        wrong(path, text.count('\n', 0, m.start()) + 1, FORBIDDEN_COMMENT)
    return (int(name[:4]), name, hashlib.sha256(text.encode()).hexdigest(),
            dialect(text, 'sqlite', MACRO), dialect(text, 'postgres', MACRO))


def merge(found):
    """One query a name; a dialect query has one text for each engine."""
    by_name = {}
    for q in found:
        by_name.setdefault(q.name, []).append(q)
    out = []
    for name, same in by_name.items():
        engines = sorted(q.engine or 'both' for q in same)
        if engines not in (['both'], sorted(ENGINES)):
            for q in same:
                wrong(q.path, q.line, 'query %s is defined %d times' % (name, len(same)))
        elif len(same) == 2 and same[0].header() != same[1].header():
            wrong(same[1].path, same[1].line, '%s: the two dialects differ in their header' % name)
        out.append(same)
    return out


def main(out_h, out_c, files):
    found, migrations, images, scopes = [], [], [], {}
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    files = [os.path.relpath(f, top) if f.startswith(top) else f for f in map(os.path.abspath, files)]
    os.chdir(top)
    for path in files:
        kind = os.path.basename(os.path.dirname(path))
        if os.path.basename(path) == 'scope.sql':
            scopes = read_scopes(path)
        elif kind == 'migrate':
            migrations.append(read_migration(path))
        elif os.path.basename(path) == 'image.sql':
            images += read_images(path)
            found += [q for i in images for q in i.queries()]
        else:
            m = re.search(r'\.(sqlite|postgres)\.sql$', path)
            found += read_queries(path, m[1] if m else None)
    numbers = [m[0] for m in migrations]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong(files[0], 1, 'migrations must be numbered 1, 2, 3 … without a gap: %s' % numbers)
    queries = []
    for same in merge(found):
        texts = [finish(q, scopes) for q in same]
        same[0].sql = texts[0]
        for q, t in zip(same, texts):
            if q.engine:
                same[0].sql[q.engine] = t[q.engine]
        queries.append(same[0])
    if mistakes:
        sys.exit('\n'.join(dict.fromkeys(mistakes)))
    with open(out_h, 'w', encoding='utf-8') as f:
        f.write(emit_header(queries))
    with open(out_c, 'w', encoding='utf-8') as f:
        f.write(emit_body(queries, migrations, images))


if __name__ == '__main__':
    main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:])
