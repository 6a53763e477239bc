#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tour.sh - what `make demo` shows works on a new centre, and once more on the
# one that is there. CABINA_TEST_DB: on that server instead. Prints TAP.
set -u
dir=$(mktemp -d) || exit 1
name=cabina_tour_$$
end() {
	rm -rf "$dir"
	[ -z "${CABINA_TEST_DB:-}" ] || dropdb -f --maintenance-db \
	    "$CABINA_TEST_DB" --if-exists "$name" 2>/dev/null
}
trap end EXIT

# tour N SENTENCE: the whole tour, with the answers only when it failed.
tour() {
	if sh tests/demo.sh "$CABINA_BUILD" >"$dir/log" 2>&1; then
		echo "ok $1 - $2"
	else
		sed 's/^/# /' "$dir/log"
		echo "not ok $1 - $2"
	fi
}

echo 1..3
if [ -n "${CABINA_TEST_DB:-}" ]; then
	createdb --maintenance-db "$CABINA_TEST_DB" "$name" || exit 1
	CABINA_DB=${CABINA_TEST_DB%/*}/$name
else
	CABINA_DB=sqlite:$dir/tour.db
fi
export CABINA_DB
if out=$("$CABINA" init --demo small 2>&1); then
	echo 'ok 1 - a demo centre is made'
else
	echo "$out" | sed 's/^/# /'
	echo 'not ok 1 - a demo centre is made'
fi
tour 2 'the tour of a new centre'
tour 3 'the tour once more'
