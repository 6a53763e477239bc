#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# map.sh - what README.md, the Makefile and .ci name is there, and every room of
# the house is on the map.
#
# usage: tests/map.sh [--tap | TREE]
#
# Tells what is named and is not there, what is there and is not named, and
# which source no list of meson.build has. With --tap also tries itself: a copy
# of the tree with one thing wrong must be refused.
set -u
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
room=$(mktemp -d) || exit 1
list=$room/words
trap 'rm -rf "$room"' EXIT

tell() {
	echo "$*"
	bad=1
}

# A path in backquotes is one, when its first folder is ours; what stands for
# many (x.c, NNNN, WORD) names none.
named() {
	grep -o '`[A-Za-z.][A-Za-z0-9_./-]*`' README.md | tr -d '`' |
	    grep -E '^(src|screens|db|scripts|tests|po|dist)(/|$)' |
	    grep -vE '(^|/)x\.c$|test_x|noun\.c|NNNN|WORD' | sort -u
}

# The map's rooms: folders of the top, of src, and of tests.
rooms() {
	for at in src/*/ screens/ db/ scripts/ tests/ po/ dist/; do
		at=${at%/}
		grep -q "^|.*\`$at\`.*|.*|.*|" README.md ||
			tell "README.md: the map has no $at"
	done
	row=$(grep '^| `tests`' README.md)
	for at in tests/*/; do
		word=$(basename "$at")
		case $row in
		*"\`$word\`"*) ;;
		*) tell "README.md: the map's row of tests has no $word" ;;
		esac
	done
	for word in $(echo "$row" | grep -o '`[a-z]*`' | tr -d '`'); do
		[ -e "tests/$word" ] || [ "$word" = tests ] ||
			tell "README.md: there is no tests/$word"
	done
}

# What a recipe runs or reads; a target that is told of must be one.
recipes() {
	for path in $(grep -ohE '\b(tests|dist|po|scripts)/[a-z_/.]*[a-z_]' \
	    Makefile .ci/* | sort -u); do
		[ -e "$path" ] || tell "Makefile or .ci: there is no $path"
	done
	for word in $(grep -ohE '(`|^    )make [a-z]+' README.md .ci/* |
	    sed 's/.*make //' | sort -u); do
		grep -q "^$word:" Makefile ||
			tell "make $word is told of, and no target"
	done
	for word in $(sed -n 's/^\([a-z]*\):.*/\1/p' Makefile); do
		grep -q "^\.PHONY:.* $word\( \|\$\)" Makefile ||
			tell "Makefile: $word is not .PHONY"
	done
}

# A source that no list has is never built.
sources() {
	grep -o "'[a-z0-9_/.]*'" meson.build | tr -d "'" |
	    sed 's|.*/||; s|\.c$||' | sort -u >"$list"
	for path in $(ls src/*/*.c screens/*.c |
	    sed 's|.*/\(.*\)\.c$|\1 &|' | sort | join -v 1 - "$list" |
	    cut -d ' ' -f 2); do
		tell "meson.build: no list has $path"
	done
}

rules() {
	bad=0
	for path in $(named); do
		[ -e "$path" ] || tell "README.md: there is no $path"
	done
	rooms
	recipes
	sources
	return $bad
}

# In a copy one thing is made wrong, and right again.
breach() {
	n=$((n + 1))
	(cd "$copy" && eval "$2")
	if (cd "$copy" && rules) >/dev/null; then
		echo "not ok $n - $1"
		failed=1
	else
		echo "ok $n - $1"
	fi
	(cd "$copy" && eval "$3")
}

tap() {
	failed=0 n=1
	echo 1..6
	if out=$(rules); then
		echo 'ok 1 - the map names what is there, and all of it'
	else
		failed=1
		echo "$out" | sed 's/^/# /'
		echo 'not ok 1 - the map names what is there, and all of it'
	fi
	copy=$room/tree
	mkdir "$copy"
	cp -Rs "$top/src" "$top/screens" "$top/db" "$top/scripts" \
	    "$top/tests" "$top/po" "$top/dist" "$top/.ci" "$top/README.md" \
	    "$top/Makefile" "$top/meson.build" "$copy/"
	breach 'a room that is not on the map' 'mkdir src/attic' \
	    'rmdir src/attic'
	breach 'a file that has gone' 'mv src/base/zone.c .' \
	    'mv zone.c src/base'
	breach 'a folder of tests that is not told of' 'mkdir tests/odd' \
	    'rmdir tests/odd'
	breach 'a recipe of a script that has gone' 'mv tests/soak.sh .' \
	    'mv soak.sh tests'
	breach 'a source that is never built' ': >src/core/unbuilt.c' \
	    'rm src/core/unbuilt.c'
	return $failed
}

case ${1:-} in
--tap)
	cd "$top" && tap ;;
*)
	cd "${1:-$top}" && rules ;;
esac
