#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sweep.sh STORM [ROUNDS] - sweepers killed with -9 at any instant, several at
# once: each level is told once, no notice and no letter is lost, doubled or
# torn, and what was parked comes back once. Prints TAP.
set -eu
storm=$1 rounds=${2:-40}
sweeper=$(dirname "$storm")/sweeper
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
case ${CABINA_TEST_DB:-sqlite} in
sqlite) url=sqlite:$dir/sweep.db most=50 ;;
*)	# a database of its own: others are at work on that server
	name=cabina_sweep_$$
	psql -qX "$CABINA_TEST_DB" -c "CREATE DATABASE $name"
	trap 'rm -rf "$dir"; psql -qX "$CABINA_TEST_DB" -c \
	    "DROP DATABASE $name WITH (FORCE)"' EXIT
	url=${CABINA_TEST_DB%/*}/$name most=250 # a connection takes its time
	;;
esac
echo 1..3
mkdir "$dir/spool"
"$storm" make "$url"
"$sweeper" make "$url" 250 60
k=0 killed=0 ended=0
while [ "$k" -lt $((rounds * 3)) ]; do
	pids=
	for i in 1 2 3; do
		"$sweeper" sweep "$url" "$k" "$dir/spool" 2>>"$dir/errors" &
		pids="$pids $!"
		k=$((k + 1))
	done
	# From the start of the program to the midst of its work.
	sleep "0.$(printf %03d $((2 + k * 37 % most)))"
	for pid in $pids; do
		kill -9 "$pid" 2>/dev/null && killed=$((killed + 1)) ||
		    ended=$((ended + 1))
		wait "$pid" 2>/dev/null || true
	done
done
# Two of three find the lease taken, and are gone soon.
[ "$killed" -gt $((rounds / 2)) ] || printf not\ 
echo 'ok 1 - sweepers were killed at work'
echo "# $killed killed, $ended had ended before"
[ -s "$dir/errors" ] && { sed 's/^/# /' "$dir/errors"; printf not\ ; }
echo "ok 2 - none failed by itself"
for i in 1 2; do
	k=$((k + 1))
	"$sweeper" sweep "$url" "$k" "$dir/spool"
done
"$sweeper" check "$url" "$dir/spool" >"$dir/out" || printf not\ 
echo 'ok 3 - each told once, nothing lost or torn'
sed 's/^/# /' "$dir/out"
