#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# centre.sh - a centre to play in: made once a run, copied for each play.
#
# usage: centre.sh NAME	(CABINA: the program; CABINA_CLOCK; PLAY: a folder)
#
#	demo	2,000 customers, seed 7, as they are at the clock's instant
#	bank	the clients, complaints and calls of retail-bank-crm
#	empty	roles and people, nobody else
#
# Prints the copy's URL. With CABINA_TEST_DB the centre is a database of that
# server, else a file in PLAY.
set -eu
name=$1
keep=${TMPDIR:-/tmp}/cabina-centres-$(id -u)
mkdir -p "$keep"
# One maker of a file, and one for the server, whose roles are all databases'; what
# it makes is known by engine, name, program and the instant it was made at.
new=new_$name
[ -z "${CABINA_TEST_DB:-}" ] || new=new
exec 9>"$keep/$new.${CABINA_TEST_DB:+server.}lock"
flock 9

fill() {
	case $name in
	demo) "$CABINA" init --demo small --seed 7 --twin ;;
	empty) "$CABINA" init --twin ;;
	bank)
		"$CABINA" init --twin
		sh tests/play/bank.sh
		;;
	*) echo "centre.sh: there is no centre $name" >&2; exit 2 ;;
	esac
}

at=$(cat "${CABINA_CLOCK:-/dev/null}" 2>/dev/null | tr -cd 0-9)
stamp=$(stat -c '%Y-%s-%i' "$CABINA" | tr -d ' ')-${at:-now}
if [ -z "${CABINA_TEST_DB:-}" ]; then
	base=$keep/$name-$stamp.db
	if [ ! -e "$base" ]; then
		find "$keep" -name "$name-*" -mmin +60 -delete
		CABINA_DB=sqlite:$keep/$new.db
		export CABINA_DB
		rm -f "$keep/$new.db"*
		fill >"$PLAY/signs" 2>&1
		cp "$PLAY/signs" "$base.signs"
		mv "$keep/$new.db" "$base"
	fi
	rm -f "$PLAY/play.db"*
	cp "$base" "$PLAY/play.db"
	cp "$base.signs" "$PLAY/signs"
	chmod 600 "$PLAY/play.db"
	echo "sqlite:$PLAY/play.db"
	exit 0
fi

# On a server: a template, and a database made from it.
base=cabina_$(echo "$name-$stamp" | tr -c 'a-z0-9\n' _)
server=${CABINA_TEST_DB%/*}
if ! psql -qXAt "$CABINA_TEST_DB" -c \
    "SELECT 1 FROM pg_database WHERE datname = '$base'" | grep -q 1; then
	psql -qX "$CABINA_TEST_DB" -c "DROP DATABASE IF EXISTS cabina_$new" \
	    -c "CREATE DATABASE cabina_$new" >/dev/null
	CABINA_DB=$server/cabina_$new
	export CABINA_DB
	fill >"$keep/$base.signs" 2>&1
	psql -qX "$CABINA_TEST_DB" \
	    -c "ALTER DATABASE cabina_$new RENAME TO $base" >/dev/null
fi
copy=cabina_play_$$
psql -qX "$CABINA_TEST_DB" -c "CREATE DATABASE $copy TEMPLATE $base" >/dev/null
cp "$keep/$base.signs" "$PLAY/signs"
echo "$server/$copy"
