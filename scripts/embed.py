#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""embed.py - puts the service scripts of this folder into the program, for a
demo centre.

usage: embed.py OUT.c FILE...   (NAME.call and NAME.LANG.po)
"""
import os
import sys


def literal(path):
    """The file as C string literals, a line each."""
    with open(path, encoding='utf-8') as f:
        for line in f:
            text = line.replace('\\', '\\\\').replace('"', '\\"')
            yield '\t"' + text.replace('\n', '\\n').replace('?', '\\?') + '"'


def main():
    out, files = sys.argv[1], sorted(sys.argv[2:])
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* made by scripts/embed.py */\n'
                '#include "cmd/guides.h"\n\n'
                'const struct guide guides[] = {\n')
        for path in files:
            name = os.path.basename(path)
            if name.endswith('.call'):
                kind = '"%s", ""' % name[:-5]
            else:
                kind = '"%s", "%s"' % tuple(name.split('.')[:2])
            f.write('{ %s,\n%s },\n' % (kind, '\n'.join(literal(path))))
        f.write('};\nconst size_t nguides = countof(guides);\n')


main()
