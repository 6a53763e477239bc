#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mutants.sh - takes one defence away and requires that its test fails.
#
# usage: tests/mutants.sh [NAME...]	tests/mutants.sh --apply
#
# --apply takes nothing away: each patch still fits and the test it names is
# there, as TAP, in a second.
#
# Each tests/mutants/NAME.patch begins with
#	# kills: SUITE TEST [ENGINE]
#	# one sentence: which defence this takes away
# and is applied to a copy of the tree with a build of its own. TEST must pass
# before and fail after; a test that was never run counts for neither.
# SUITE is test_WORD or a name that tests/run knows. TEST has _ for blanks; it
# may be "build": then the build itself must refuse. ENGINE is sqlite (as when
# absent) or postgresql.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' INT TERM
passed=0 failed=0

sync_tree() {
	(cd "$top" && git ls-files -co --exclude-standard -z |
	    tar --null --ignore-failed-read -T - -cf - 2>/dev/null) |
	    tar -C "$copy" -xf -
}

# What one suite of C needs, or everything.
build() {
	if [ -e "$top/tests/unit/${1:-}.c" ]; then
		set -- cabina postgres.so calendar.so mail.so \
		    po/es/LC_MESSAGES/cabina.mo "$1"
	else
		set --
	fi
	if [ ! -e "$copy/build/build.ninja" ]; then
		(cd "$copy" && meson setup build -Dbuildtype=debug) \
		    >"$copy/log" 2>&1 || return 1
	fi
	ninja -C "$copy/build" "$@" >"$copy/log" 2>&1
}

# Runs a suite; what it says stays in $copy/tap.
play() {
	(cd "$copy" && tests/run --raw "--engine=$2" "$1") 2>&1 |
	    sed '/^\(not \)\{0,1\}ok /{s/ /_/g;s/_/ /;s/^not_ok/not ok/;}' \
	    >"$copy/tap"
}

# Exit status 0: test $1 passed; 1: it failed; 2: it was not run at all.
told() {
	name=$1
	grep -qE "^ok [0-9]+_-_$name\$" "$copy/tap" && return 0
	grep -qE "^not ok_[0-9]+_-_$name\$" "$copy/tap" && return 1
	# A crash, or a wait without end, comes before it can tell.
	grep -qE '^(exit status|no end after)' "$copy/tap" && return 1
	return 2
}

verdict() {
	if [ -z "$2" ]; then
		passed=$((passed + 1))
		echo "ok      $1"
	else
		failed=$((failed + 1))
		echo "FAILED  $1: $2"
		[ ! -s "$copy/log" ] || tail -n 15 "$copy/log"
	fi
}

one() {
	patch=$1 mutant=$(basename "$1" .patch)
	# shellcheck disable=SC2046
	set -- $(sed -n '1s/^# kills: *//p' "$patch")
	if [ $# -lt 2 ]; then
		verdict "$mutant" 'its first line is not "# kills: SUITE TEST"'
		return
	fi
	suite=$1 name=$2 engine=${3:-sqlite}
	if ! (cd "$copy" && patch -p1 -s -f --no-backup-if-mismatch <"$patch") \
	    >"$copy/log" 2>&1; then
		sync_tree
		verdict "$mutant" 'the patch does not apply any more'
		return
	fi
	why=$(judge)
	(cd "$copy" && patch -p1 -s -f -R --no-backup-if-mismatch <"$patch") \
	    >/dev/null 2>&1 || sync_tree
	verdict "$mutant ($suite $name)" "$why"
}

# With the defence gone: prints why the mutant lives, or nothing.
judge() {
	if ! build "$([ "$name" = build ] || echo "$suite")"; then
		[ "$name" = build ] || echo 'it does not build'
		return
	fi
	[ "$name" != build ] || { echo 'it builds all the same'; return; }
	: >"$copy/log"
	play "$suite" "$engine"
	told "$name"
	case $? in
	0) echo 'the test still passes: nobody would notice' ;;
	2) echo 'no such test was run' ;;
	esac
}

# Without any patch every named test must pass, or its failing proves nothing.
baseline() {
	last=
	for patch; do
		sed -n '1s/^# kills: *//p' "$patch"
	done | awk '{ print $1, $3 ? $3 : "sqlite", $2 }' | sort -u |
	    while read -r suite engine name; do
		[ "$name" != build ] || continue
		[ "$last" = "$suite $engine" ] || play "$suite" "$engine"
		last="$suite $engine"
		told "$name" || echo "$suite $name"
	done
}

# A test of C, or a step of a play as far as its name is plain; of others it is
# not known.
has() {
	play=tests/play/${1#play_}.play
	if [ -f "tests/unit/$1.c" ]; then
		grep -qw "$2" "tests/unit/$1.c"
	elif [ -f "$play" ]; then
		sed -n 's/^== //p' "$play" | tr ' ' _ | grep -q "^${2%%.\**}"
	fi
}

# What has gone from under each patch, a line for each.
unfit() {
	for patch in tests/mutants/*.patch; do
		(cd "$copy" && patch -p1 -s -f --dry-run) <"$patch" \
		    >/dev/null 2>&1 ||
			echo "$patch does not apply: make it anew"
		# shellcheck disable=SC2046
		set -- $(sed -n '1s/^# kills: *//p' "$patch")
		[ "$2" = build ] || has "$1" "$2" ||
			echo "$patch names $2, which $1 has not"
	done
}

apply() {
	sync_tree
	out=$(unfit)
	echo 1..1
	[ -n "$out" ] || { echo 'ok 1 - every mutant fits'; return; }
	echo "$out" | sed 's/^/# /'
	echo 'not ok 1 - every mutant fits'
	return 1
}

cd "$top" || exit 1
if [ "${1:-}" = --apply ]; then
	apply
	exit
fi
CABINA_TEST_LIMIT=${CABINA_TEST_LIMIT:-180}
export CABINA_TEST_LIMIT
if [ -z "${CABINA_DATA:-}" ] && [ -d ../shared/data ]; then
	CABINA_DATA=$(cd ../shared/data && pwd)
	export CABINA_DATA
fi
if [ $# -eq 0 ]; then
	set -- tests/mutants/*.patch
else
	for one; do
		shift
		set -- "$@" "tests/mutants/$one.patch"
	done
fi
if [ ! -e "$1" ]; then
	echo 'mutants: no patch in tests/mutants'
	echo '0 passed, 1 failed'
	exit 1
fi
sync_tree
if ! build; then
	tail -n 30 "$copy/log"
	echo '0 passed, 1 failed'
	exit 1
fi
: >"$copy/log"
for line in $(baseline "$@" | tr ' ' '/'); do
	verdict "$line" 'fails without any mutant'
done
for patch; do
	one "$top/$patch"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
