#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# guides.sh - the conversations of tests/guides go as they went before: of each
# script of the library the way through with an objection and back, and one to
# each of its outcomes. Prints TAP. CABINA is the program.
#
# usage: tests/cli/guides.sh [--renew]	--renew writes NAME.out anew
#
# A NAME.in is what is typed, line by line; -- begins another conversation.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset CABINA_DB CABINA_CONFIG
XDG_DATA_HOME=$dir XDG_STATE_HOME=$dir XDG_CONFIG_HOME=$dir
LANGUAGE=en
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LANGUAGE
cabina=${CABINA:-$top/build/cabina}
cd "$top" || exit 1

# What is said, but for hints with the day of today.
talk() {
	rm -f "$dir"/part.*
	awk -v to="$dir/part." 'BEGIN { f = to 100 }
	    $0 == "--" { close(f); f = to (100 + ++n); next }
	    { print > f }' "tests/guides/$1.in"
	for part in "$dir"/part.*; do
		"$cabina" script play "scripts/$1.call" <"$part" 2>&1 |
		    sed 's/^ *[(].*$//'
		echo '--'
	done
}

set -- "${1:-}" scripts/*.call
renew=$1
shift
echo "1..$(($# * 2))"
n=0
for file; do
	name=${file#scripts/} name=${name%.call}
	talk "$name" >"$dir/out"
	[ "$renew" != --renew ] || cp "$dir/out" "tests/guides/$name.out"
	n=$((n + 1))
	if cmp -s "$dir/out" "tests/guides/$name.out"; then
		echo "ok $n - $name goes as it went before"
	else
		echo "not ok $n - $name goes as it went before"
		diff "tests/guides/$name.out" "$dir/out" | sed 's/^/# /'
	fi
	# Every outcome of the script is the end of a conversation, and one of
	# them goes through an objection.
	sed -n 's/^ *end .*outcome=\([a-z-]*\).*/\1/p' "$file" | sort -u \
	    >"$dir/want"
	sed -n 's/^  end .*outcome=\([a-z-]*\).*/\1/p' "$dir/out" | sort -u \
	    >"$dir/have"
	n=$((n + 1))
	if cmp -s "$dir/want" "$dir/have" && grep -q '^> o1' "$dir/out"; then
		echo "ok $n - $name comes to each outcome, and back from an objection"
	else
		echo "not ok $n - $name comes to each outcome, and back from an objection"
		diff "$dir/want" "$dir/have" | sed 's/^/# /'
	fi
done
