#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# owed.sh STORM - sweepers that die at every place of what they do (on PostgreSQL
# at each third): before and after each statement, each commit and each file.
# Tickets that end and their letters, approvals, promised calls, reminders and
# appointments: each once, nothing lost. Prints TAP.
set -eu
storm=$1
owed=$(dirname "$storm")/owed
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
case ${CABINA_TEST_DB:-sqlite} in
sqlite) url=sqlite:$dir/owed.db step=1 ;;
*)	# a database of its own: others are at work on that server
	name=cabina_owed_$$
	psql -qX "$CABINA_TEST_DB" -c "CREATE DATABASE $name"
	trap 'rm -rf "$dir"; psql -qX "$CABINA_TEST_DB" -c \
	    "DROP DATABASE $name WITH (FORCE)"' EXIT
	url=${CABINA_TEST_DB%/*}/$name step=3 # a connection takes its time
	;;
esac

# dying MINUTE FIRST LAST FOLDER - one sweeper after the other, a minute apart,
# when the lease of the one before is over; the first dies at its place FIRST,
# the next $step places on. Before the 8th it has only begun.
dying() {
	point=$2
	while [ "$point" -le "$3" ]; do
		rc=0
		"$owed" sweep "$url" $(($1 + point - $2)) "$point" "$4" \
		    >>"$dir/died" 2>>"$dir/errors" &
		wait $! 2>/dev/null || rc=$?
		[ "$rc" -eq 0 ] || [ "$rc" -eq 137 ] ||
		    echo "at $1, place $point: $rc" >>"$dir/errors"
		point=$((point + step))
	done
}

# living MINUTE FOLDER - until all that is due then is done.
living() {
	"$owed" sweep "$url" "$1" 0 "$2" 2>>"$dir/errors" ||
	    echo "at $1" >>"$dir/errors"
}

echo 1..3
mkdir "$dir/spool"
"$storm" make "$url"
"$owed" make "$url"
living 1 - # the setup has come to all
dying 30 1 25 - # warned; the letters wait
living 58 -
dying 90 8 52 - # they end
for at in 150 220 290 360; do
	living $at -
done
dying 380 8 30 "$dir/spool"
dying 480 8 28 - # who decides hears again
living 510 -
dying 550 8 28 - # over
living 590 -
dying 600 8 28 - # time to call
living 629 -
dying 630 8 28 - # late
living 700 -
dying 720 8 28 -
living 800 -
dying 840 8 28 -
for at in 1000 1100 2600; do
	living $at "$dir/spool"
done

# Each of these was died before and after.
for what in closing_set closing_drop ticket_save stay_close letter_add \
    message_add letter_left rename approval_save approval_reminded \
    callback_told reminder_told appointment_reminded notice_put \
    event_value_insert event_head_set applied_op_add sweep_lease; do
	for side in before after; do
		grep -qx "$side $what" "$dir/died" || echo "$side $what"
	done
done >"$dir/never"
places=$(sort -u "$dir/died" | wc -l)
if [ "$step" -gt 1 ]; then
	[ "$places" -gt 12 ] || printf not\ 
elif [ -s "$dir/never" ]; then
	sed 's/^/# never died /' "$dir/never"
	printf not\ 
fi
echo 'ok 1 - sweepers died at every place'
echo "# $(wc -l <"$dir/died") died, at $places places"
[ -s "$dir/errors" ] && { sed 's/^/# /' "$dir/errors"; printf not\ ; }
echo "ok 2 - none failed by itself"
"$owed" check "$url" "$dir/spool" >"$dir/out" || printf not\ 
echo 'ok 3 - each thing once, nothing lost or torn'
sed 's/^/# /' "$dir/out"
