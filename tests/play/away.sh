#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# away.sh - takes the database away from everybody and gives it back, or makes
# its schema one that the program does not know, or lets it be read alone, as a
# full disk does: for dead.play.
#
# usage: away.sh off|on|newer|fits|full|room	(CABINA_DB)
set -eu
file=${CABINA_DB#sqlite:}
sql() {
	case $CABINA_DB in
	sqlite:*) python3 -c '
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.executescript(sys.argv[2])
c.commit()' "$file" "$1" ;;
	*) psql -qX "$CABINA_DB" -c "$1" >/dev/null ;;
	esac
}
# A server that lets nobody in, and has ended whoever was there.
gate() {
	name=${CABINA_DB##*/}
	psql -qXAt "${CABINA_TEST_DB:-${CABINA_DB%/*}/postgres}" \
	    -c "ALTER DATABASE $name ALLOW_CONNECTIONS $1" \
	    -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
	         WHERE datname = '$name' AND NOT $1" >/dev/null
}
all="(SELECT max(number) FROM schema_migration)"
case $1 in
off)
	case $CABINA_DB in
	sqlite:*) mv "$file" "$file.gone" ;;
	*) gate false ;;
	esac ;;
on)
	case $CABINA_DB in
	sqlite:*) mv "$file.gone" "$file" ;;
	*) gate true ;;
	esac ;;
full)
	case $CABINA_DB in
	sqlite:*) # what it says when the last row has its number
		sql "CREATE TABLE full_disk (n INTEGER PRIMARY KEY
		AUTOINCREMENT);
		INSERT INTO full_disk VALUES (9223372036854775807);
		CREATE TRIGGER full_disk BEFORE INSERT ON event_log
		BEGIN INSERT INTO full_disk VALUES (NULL); END" ;;
	*) sql "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql
		AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END';
		CREATE TRIGGER full_disk BEFORE INSERT ON event_log
		FOR EACH ROW EXECUTE FUNCTION full_disk()" ;;
	esac ;;
room)
	case $CABINA_DB in
	sqlite:*) sql "DROP TRIGGER full_disk; DROP TABLE full_disk" ;;
	*) sql "DROP FUNCTION full_disk CASCADE" ;;
	esac ;;
newer) sql "INSERT INTO schema_migration SELECT number + 1, 'later', checksum,
	applied_at FROM schema_migration WHERE number = $all" ;;
fits) sql "DELETE FROM schema_migration WHERE name = 'later'" ;;
esac
