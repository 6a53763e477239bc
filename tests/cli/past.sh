#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# past.sh - a demo centre has gone through its guides: every report has
# something to tell, and it adds up. Prints TAP. CABINA is the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset CABINA_CONFIG CABINA_AS CABINA_CLOCK
XDG_DATA_HOME=$dir XDG_STATE_HOME=$dir XDG_CONFIG_HOME=$dir
LANGUAGE=en CABINA_DB=sqlite:$dir/x.db
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LANGUAGE CABINA_DB
cabina=${CABINA:-$top/build/cabina}
n=0

# result NAME STATUS
result() {
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/out"
	fi
}

# of NAME FIELD: from the report of a guide.
of() {
	"$cabina" script report "$1" version="${3:-0}" --json >"$dir/out" 2>&1
	sed -n "s/.*\"$2\": *\([0-9]*\).*/\1/p" "$dir/out" | sed -n 1p
}

echo 1..6
"$cabina" init --demo small >"$dir/out" 2>&1
result "a demo is made" $?

# Most of those that come in begin with it.
runs=$(of saludo runs) ended=$(of saludo ended)
[ "${runs:-0}" -gt 20 ] && [ "${ended:-0}" -gt 0 ] && [ "$ended" -le "$runs" ]
result "the greeting was gone through, and not all came to the end" $?

first=$(of saludo runs 1)
[ "${first:-0}" -gt 10 ]
result "so was its version of before" $?

"$cabina" script compare saludo --json >"$dir/out" 2>&1
[ "$(grep -o '"version"' "$dir/out" | wc -l)" -eq 2 ]
result "the two are set beside one another" $?

"$cabina" survey report atencion --json >"$dir/out" 2>&1
grep -q '"question": *"nps"' "$dir/out"
result "the survey has answers" $?

"$cabina" audit verify >"$dir/out" 2>&1
result "and the log is whole" $?
