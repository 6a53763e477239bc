#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# soak.sh BUILD - what takes longer than `make check` may: thousands of kills
# and failing disks, the storm for minutes, the demo centre of a hundred
# thousand customers. SOAK=N multiplies the rounds (default 1: about 100
# minutes, an hour of them promises at random). Ends with `N passed, N failed`.
set -u
build=$(cd "${1:-build}" && pwd)
times=${SOAK:-1}
top=$(cd "$(dirname "$0")/.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

try() {
	name=$1
	shift
	if "$@" >"$dir/log" 2>&1 && ! grep -q '^not ok' "$dir/log"; then
		passed=$((passed + 1))
		echo "ok      $name: $(tail -n 1 "$dir/log")"
	else
		failed=$((failed + 1))
		echo "FAILED  $name"
		tail -n 20 "$dir/log"
	fi
}

storm() {
	url=sqlite:$dir/storm.db
	"$build/storm" make "$url" &&
	    "$build/storm" run "$url" 200 $((120 * times)) &&
	    "$build/storm" check "$url" -1
}

medium() {
	CABINA_DB=sqlite:$dir/medium.db
	export CABINA_DB
	"$build/cabina" init --demo medium --seed 7 >"$dir/signs" &&
	    "$build/cabina" audit verify &&
	    [ "$("$build/cabina" customer find gonz | wc -l)" -gt 10 ]
}

ninja -C "$build" storm cabina replay test_sla test_rows >/dev/null || exit 1
try "$((2000 * times)) creators killed" \
    sh "$top/tests/fault/kill.sh" "$build/storm" $((2000 * times))
try "200 writers for $((2 * times)) minutes" storm
try "the demo centre, medium" medium
for engine in sqlite postgresql; do
	try "every writing command, its link cut, $engine" env CABINA_ALL=1 \
	    "$top/tests/run" --raw --engine=$engine test_rows
done
for engine in sqlite: postgresql; do
	try "three real logs, whole, $engine" env CABINA_FAST_SECRETS=1 \
	    "$top/tests/replay/run" "$build" "$engine"
done
try "promises at random for an hour" \
    env SLA_SECONDS=$((3600 * times)) "SLA_SEED=$(date +%s)" \
    "$build/test_sla"
try "long fuzzing" env FUZZ_SECONDS=$((60 * times)) "$top/tests/fuzz/run"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
