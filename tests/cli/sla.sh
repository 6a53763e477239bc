#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sla.sh - what other people's scripts rely on of promises: `sla due`, its
# batch, `sla elapsed` and `selftest`, said in a shell without a database.
# Prints TAP. CABINA is the program.
set -u
dir=$(mktemp -d)
trap 'cd /; rm -rf "$dir"' EXIT
CABINA_DB=sqlite:$dir/there/is/none.db
export CABINA_DB
cd "$dir" || exit 1
n=0
cat >office.ini <<'I'
[calendar santiago-office]
zone = America/Santiago
mon-fri = 09:00-13:00 14:00-18:00
sat = 10:00-14:00
2026-09-18 = closed
2026-12-24 = 09:00-13:00
I
printf '[calendar night]\nzone = UTC\nmon = 22:00-06:00\n' >night.ini

# is NAME STATUS OUT ERR WORDS: the status, all of the output, a pattern of
# what stands on stderr ("" for nothing).
is() {
	what=$1 status=$2 out=$3 err=$4
	shift 4
	got=$("$CABINA" "$@" 2>err <in)
	rc=$?
	n=$((n + 1))
	case $err in
	'') said=$(test ! -s err; echo $?) ;;
	*) said=$(grep -q "$err" err; echo $?) ;;
	esac
	if [ $rc -eq "$status" ] && [ "$got" = "$out" ] && [ "$said" -eq 0 ]
	then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		echo "# $rc: $got" && sed 's/^/# err: /' err
	fi
}

: >in
echo 1..9
is 'the due instant, alone on its line' 0 2026-03-06T20:30:00Z '' \
    sla due calendar=office.ini start=2026-03-06T15:30:00Z target=240m
is 'several pauses' 0 2026-03-09T14:30:00Z '' \
    sla due calendar=office.ini#santiago-office start=2026-03-06T15:30:00Z \
    target=4h pause=2026-03-06T17:00:00Z/2026-03-06T18:00:00Z \
    pause=2026-03-06T17:30:00Z/2026-03-06T20:00:00Z \
    pause=2026-03-07T00:00:00Z/2026-03-08T00:00:00Z
is 'open time between two instants' 0 12h '' sla elapsed \
    calendar=office.ini from=2026-03-06T15:30:00Z to=2026-03-09T15:30:00Z
is 'a mistake with file and line' 1 '' 'night.ini:3: .*22:00-24:00' \
    sla due calendar=night.ini start=2026-03-06T15:30:00Z target=240m
# Clocks went back one minute after midnight there: Saturday came once more.
cat >twice.ini <<'I'
[calendar twice]
zone = America/St_Johns
fri = 06:05-18:55
sat = 17:01-18:44 23:18-24:00
sun = 00:00-01:02
I
is 'a day that ends twice is over the second time' 0 2010-11-07T03:30:00Z '' \
    sla due calendar=twice.ini start=2010-11-05T12:00:00Z \
    target='1bd end_of_day'
is 'what is missing is misuse' 2 '' 'target=' \
    sla due calendar=office.ini start=2026-03-06T15:30:00Z
cat >in <<'I'
{"calendar":"office.ini","start":"2026-03-06T15:30:00Z","target":"240m"}
nonsense
{"calendar":"office.ini","start":"2026-03-06T15:30:00Z","target":"1bd same_time","pauses":[]}
{"calendar":"office.ini","start":"2026-03-06T15:30:00Z","target":"4h","pauses":["2026-03-06T17:00:00Z/"]}
I
is 'a batch answers each line in order' 1 '{"line":1,"due":"2026-03-06T20:30:00Z"}
{"line":2,"error":"the line is no JSON object, as {\"calendar\":\"FILE\",\"start\":…,\"target\":…}"}
{"line":3,"due":"2026-03-07T15:30:00Z"}
{"line":4,"due":null,"remaining":"210m","remaining_ms":12600000}' '1 line' \
    sla due --batch
sed -n 1p in >one && mv one in
is 'and a good one ends well' 0 '{"line":1,"due":"2026-03-06T20:30:00Z"}' '' \
    sla due --batch
"$CABINA" selftest >out 2>err
rc=$?
n=$((n + 1))
if [ $rc -eq 0 ] && [ "$(cut -f2 out | grep -c '^ok$')" -eq 52 ] &&
    ! cut -f2 out | grep -q '^wrong$'; then
	echo "ok $n - every published vector, on this machine"
else
	echo "not ok $n - every published vector, on this machine"
	sed 's/^/# /' out err
fi
