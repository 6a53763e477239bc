#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# events.sh - each kind of event that the domain can write has one sentence in
# screens/words.c (spanish.sh asks for its Spanish). Kinds are those that
# src/core names: where a write begins, and in the table of what is undone.
# Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 1
kinds=$({
	grep -ohE '\.kind = "[a-z-]+\.[a-z-]+"' src/core/*.c
	grep -ohE '^	\{ "[a-z-]+\.[a-z-]+"' src/core/undo_table.c \
	    src/core/history_past.c
	grep -ohE 'STR\("(message|ticket|interaction)\.[a-z-]+"\)' \
	    src/core/history_past.c
} | grep -oE '[a-z-]+\.[a-z-]+' | sort -u)
n=0 bad=0
for kind in $kinds; do
	n=$((n + 1))
	found=$(grep -cE "^	+\{ \"$kind\", NC?_\(" screens/words.c)
	[ "$found" -ne 1 ] || continue
	echo "# $kind has $found sentences in screens/words.c"
	bad=$((bad + 1))
done
echo 1..2
[ "$n" -gt 80 ] && echo "ok 1 - the kinds of events are found" ||
    echo "not ok 1 - the kinds of events are found ($n)"
[ "$bad" -eq 0 ] && echo "ok 2 - each kind of event has one sentence" ||
    echo "not ok 2 - each kind of event has one sentence"
[ "$bad" -eq 0 ] && [ "$n" -gt 80 ]
