# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py - what the benchmarks share: promises, the folder that is kept, a
PostgreSQL server in it, and centres that are made once.

What is made is kept in CABINA_BENCH_DIR (else in BUILD/bench) and made anew
when a migration has changed.
"""
import hashlib
import importlib.machinery
import importlib.util
import os
import socket
import subprocess
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVER = ('-c shared_buffers=256MB -c max_connections=300 -c jit=off -c autovacuum=off '
          '-c max_wal_size=4GB -c checkpoint_timeout=30min')
promises = []


def tool(path, name):
    """A program of ours as a module."""
    loader = importlib.machinery.SourceFileLoader(name, os.path.join(TOP, path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def promise(text, value, most, why=''):
    """One row of the table; a missed promise says why it is missed."""
    good = value <= most
    promises.append(good)
    print('  %s %-56s %8.2f of %g%s' % ('ok    ' if good else 'MISSED', text, value, most,
          '' if good or not why else ': ' + why), flush=True)


def verdict():
    print('%d passed, %d failed' % (sum(promises), len(promises) - sum(promises)))
    return 0 if all(promises) else 1


def folder(build):
    path = os.path.abspath(os.environ.get('CABINA_BENCH_DIR', build + '/bench'))
    os.makedirs(path, exist_ok=True)
    return path


def schema():
    """A centre of another schema is of no use."""
    digest = hashlib.sha256()
    for name in sorted(os.listdir(TOP + '/db/migrate')):
        with open(TOP + '/db/migrate/' + name, 'rb') as f:
            digest.update(f.read())
    return digest.hexdigest()[:8]


def size_of(path):
    """Bytes of a file, or of all files below a folder."""
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(d, f)) for d, _, names in os.walk(path)
               for f in names if os.path.exists(os.path.join(d, f)))


class Server:
    """PostgreSQL in the kept folder, durable as a real one."""

    def __init__(self, keep):
        self.ours = tool('tests/run', 'run').Cluster()
        self.ours.dir = os.path.join(keep, 'server')
        self.data = os.path.join(self.ours.dir, 'data')
        self.bin = self.ours.bin
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        self.start()

    def start(self):
        run = lambda p: os.path.join(self.bin, p)
        if not os.path.exists(self.data):
            os.makedirs(self.ours.dir)
            if self.ours.user:
                os.chown(self.ours.dir, self.ours.user.pw_uid, self.ours.user.pw_gid)
            self.ours.do(run('initdb'), '-D', self.data, '-U', 'postgres', '-A', 'trust', '-E',
                         'UTF8', '--locale', 'C')
        self.ours.do(run('pg_ctl'), '-w', '-D', self.data, '-l', self.ours.dir + '/log', '-o',
                     '-p %d -k %s -c listen_addresses=127.0.0.1 %s' % (
                         self.port, self.ours.dir, SERVER), 'start')

    def url(self, name, who='postgres'):
        return 'postgresql://%s@127.0.0.1:%d/%s' % (who, self.port, name)

    def sql(self, name, text):
        done = subprocess.run([os.path.join(self.bin, 'psql'), '-qXAt', self.url(name), '-c', text],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def careless(self, on):
        for what in ('fsync', 'full_page_writes', 'synchronous_commit'):
            self.sql('postgres', 'ALTER SYSTEM %s %s%s' % (
                'SET' if on else 'RESET', what, ' = off' if on else ''))
        self.sql('postgres', 'CHECKPOINT')
        self.sql('postgres', 'SELECT pg_reload_conf()')

    def has(self, name):
        return self.sql('postgres', "SELECT 1 FROM pg_database WHERE datname = '%s'" % name) == '1'

    def stop(self):
        self.ours.do(os.path.join(self.bin, 'pg_ctl'), '-m', 'fast', '-D', self.data, 'stop')


def medium(build, keep, server):
    """The demo centre of 100,000 customers, of which others grow."""
    def fill(url):
        subprocess.run([build + '/cabina', '--db', url, 'init', '--demo', 'medium', '--seed', '7'],
                       check=True, stdout=subprocess.DEVNULL)
    return once('medium', keep, server, fill)


def once(name, keep, server, make, of=None):
    """The URL of the centre `name` on SQLite, or on the server when one is given;
    make(url) makes it the first time, in a copy of the centre `of` when there is
    one. Tells how long that took."""
    name = '%s_%s' % (name, schema())
    began = time.monotonic()
    if server is None:
        path = '%s/%s.db' % (keep, name)
        if not os.path.exists(path):
            subprocess.run(['rm', '-f'] + [path + '.new' + end for end in ('', '-wal', '-shm')])
            if of is not None:
                subprocess.run(['cp', of[len('sqlite:'):], path + '.new'], check=True)
            make('sqlite:' + path + '.new')
            os.rename(path + '.new', path)
            print('  %s: %.0f MB, made in %.0f s' % (path, size_of(path) / 1e6,
                  time.monotonic() - began), flush=True)
        return 'sqlite:' + path
    if not server.has(name):
        server.sql('postgres', 'DROP DATABASE IF EXISTS making')
        server.sql('postgres', 'CREATE DATABASE making' + (
            ' TEMPLATE ' + of.split('/')[-1] if of is not None else ''))
        server.careless(True)  # what is half made is thrown away
        make(server.url('making'))
        server.sql('making', 'ANALYZE')
        server.careless(False)
        server.sql('postgres', 'ALTER DATABASE making RENAME TO ' + name)
        print('  %s on PostgreSQL: %s, made in %.0f s' % (name, server.sql(name,
              "SELECT pg_size_pretty(pg_database_size('%s'))" % name),
              time.monotonic() - began), flush=True)
    return server.url(name)
