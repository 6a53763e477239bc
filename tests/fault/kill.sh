#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kill.sh STORM [ROUNDS] - a creator killed with -9, again and again: no
# acknowledged ticket is lost and none is torn. Prints TAP.
set -eu
storm=$1 rounds=${2:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
case ${CABINA_TEST_DB:-sqlite} in
sqlite) url=sqlite:$dir/kill.db ;;
*)	# a database of its own: others are at work on that server
	name=cabina_kill_$$
	psql -qX "$CABINA_TEST_DB" -c "CREATE DATABASE $name"
	trap 'rm -rf "$dir"; psql -qX "$CABINA_TEST_DB" -c \
	    "DROP DATABASE $name WITH (FORCE)"' EXIT
	url=${CABINA_TEST_DB%/*}/$name
	;;
esac
echo 1..3
"$storm" make "$url"
round=0
while [ "$round" -lt "$rounds" ]; do
	"$storm" create "$url" "$dir/acked" 2>>"$dir/errors" &
	pid=$!
	# From a hundredth of a second to a fifth: in the start, between and
	# inside transactions.
	sleep "0.$(printf %03d $((10 + round * 37 % 190)))"
	kill -9 "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	round=$((round + 1))
done
[ -s "$dir/errors" ] && { sed 's/^/# /' "$dir/errors"; printf not\ ; }
echo "ok 1 - $rounds creators were killed, none failed by itself"
acked=$(sort -un "$dir/acked" | wc -l)
lines=$(wc -l <"$dir/acked")
if out=$("$storm" check "$url" -1); then
	echo "ok 2 - $out"
else
	echo "not ok 2 - $out"
fi
have=$(echo "$out" | sed 's/.*tickets=\([0-9]*\).*/\1/')
# Committed and killed before the acknowledgement: at most one a round.
if [ "$acked" -eq "$lines" ] && [ "$acked" -gt "$rounds" ] &&
    [ "$have" -ge "$acked" ] && [ "$have" -le $((acked + rounds)) ]; then
	echo "ok 3 - $acked acknowledged, $have there"
else
	echo "not ok 3 - $acked acknowledged, $have there, $lines lines"
fi
