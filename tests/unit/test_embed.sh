#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test_embed.sh - a mistake in db/ stops the build, with file and line, and a
# query without one becomes the text that each engine needs. Prints TAP.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${CABINA_BUILD:-$top/build}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -r "$top/db" "$work/db"
n=0

tell() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$work/said"
	fi
}

embed() {
	python3 "$work/db/embed.py" "$work/queries.h" "$work/queries.c" \
	    "$work/db/scope.sql" "$work"/db/migrate/*.sql \
	    "$work"/db/query/*.sql "$work"/db/dialect/*.sql >"$work/said" 2>&1
}

# refuse WHAT LINE WORDS <<text: as db/query/bad.sql it must be refused so.
refuse() {
	cat >"$work/db/query/bad.sql"
	if embed; then
		tell 1 "$1 is refused"
	else
		grep -q "^db/query/bad.sql:$2: .*$3" "$work/said"
		tell $? "$1 is refused"
	fi
	rm -f "$work/db/query/bad.sql"
}

embed
tell $? "the queries of the house are accepted"

refuse "a :: cast" 1 "use CAST" <<'SQL'
-- name: bad :one
-- param: n int
-- col: n int
SELECT $1::bigint AS n;
SQL
refuse "a parameter that is not declared" 1 '\$2 is used but not declared' <<'SQL'
-- name: bad :one
-- param: n int
-- col: n int
SELECT $1 + $2 AS n;
SQL
refuse "a parameter that is not used" 1 "parameter 2 'm' is declared but not used" <<'SQL'
-- name: bad :one
-- param: n int, m int
-- col: n int
SELECT $1 AS n; -- $2 in a comment is no use
SQL
refuse "a query on tickets without a scope" 2 "it must say -- scope" <<'SQL'
-- Tickets of everybody.
-- name: bad :many
-- col: id uuid
SELECT id FROM ticket;
SQL
refuse "a customer read by what a ticket's scope cuts" 1 "by customer_named" <<'SQL'
-- name: bad :many
-- scope: agent ticket t
-- param: limit int
-- col: name text
SELECT c.name
  FROM ticket t
  LEFT JOIN customer c ON c.id = t.customer
 WHERE {scope}
 LIMIT $1;
SQL
refuse "a query on customers behind a schema's name" 1 "touches customer" <<'SQL'
-- name: bad :many
-- col: id uuid
SELECT c.id FROM public.customer c;
SQL
refuse "a table behind a comma" 1 "with JOIN" <<'SQL'
-- name: bad :many
-- col: id uuid
SELECT c.id FROM team t, customer c;
SQL
refuse "a scope of none without a reason" 1 "neither agent TABLE ALIAS nor none" <<'SQL'
-- name: bad :many
-- scope: none ()
-- col: id uuid
SELECT id FROM ticket;
SQL
refuse "a scope that is declared but not applied" 1 "without {scope}" <<'SQL'
-- name: bad :many
-- scope: agent ticket t
-- col: id uuid
SELECT t.id FROM ticket t WHERE true -- {scope}
SQL
refuse "a scope for one engine only" 1 "without {scope}" <<'SQL'
-- name: bad :many
-- scope: agent ticket t
-- col: id uuid
SELECT t.id FROM ticket t WHERE /*sl {scope} *//*pg true */;
SQL
refuse "a scope after the LIMIT" 1 "before LIMIT" <<'SQL'
-- name: bad :many
-- scope: agent ticket t
-- col: id uuid
SELECT * FROM (SELECT t.* FROM ticket t LIMIT 9) AS t WHERE {scope};
SQL
refuse "an unknown kind" 1 ":some is not one of" <<'SQL'
-- name: bad :some
-- col: n int
SELECT 1 AS n;
SQL
refuse "an unknown type" 2 "cannot read 'n float'" <<'SQL'
-- name: bad :one
-- col: n float
SELECT 1 AS n;
SQL
refuse "rows without columns" 1 "needs a -- col: line" <<'SQL'
-- name: bad :many
SELECT 1 AS n;
SQL
refuse "columns without rows" 1 "has a -- col: line" <<'SQL'
-- name: bad :exec
-- col: n int
UPDATE counter SET next = next + 1;
SQL
refuse "a column twice" 1 "column 'n' twice" <<'SQL'
-- name: bad :one
-- col: n int, n int
SELECT 1 AS n, 2 AS n;
SQL
refuse "a name that is taken" 1 "is defined 2 times" <<'SQL'
-- name: schema_list :exec
UPDATE counter SET next = next + 1;
SQL
refuse "the time of the server" 1 "time is a parameter" <<'SQL'
-- name: bad :one
-- col: n int
SELECT now() AS n;
SQL
refuse "LIKE without ESCAPE" 1 "LIKE needs ESCAPE" <<'SQL'
-- name: bad :many
-- col: code text
SELECT code FROM skill WHERE code LIKE 'a%';
SQL
refuse "a header that is misspelt" 2 "not understood" <<'SQL'
-- name: bad :one
-- params: n int
-- col: n int
SELECT 1 AS n;
SQL
refuse "an island of no engine" 1 "island" <<'SQL'
-- name: bad :many
-- col: code text
SELECT code FROM skill /*pq FOR UPDATE */;
SQL
refuse "a macro of nobody" 1 "{integer} is no macro" <<'SQL'
-- name: bad :exec
CREATE TABLE bad (n {integer});
SQL
refuse "a block that does not end" 1 "is no macro or block" <<'SQL'
-- name: bad :many
-- col: code text
SELECT code FROM skill
--@pg
FOR UPDATE
SQL
refuse "text before the first name" 1 "before the first" <<'SQL'
SELECT 1;
SQL

cp "$work/db/dialect/store.sqlite.sql" "$work/db/dialect/more.sqlite.sql"
sed -i 's/schema_state/more_state/; s/event_head_get/more_head/' \
    "$work/db/dialect/more.sqlite.sql"
embed
grep -q '^db/dialect/more.sqlite.sql:4: query more_state is defined 1 times' \
    "$work/said"
tell $? "a dialect query for one engine only is refused"
rm "$work/db/dialect/more.sqlite.sql"

mv "$work/db/migrate/0002_access.sql" "$work/db/migrate/0099_access.sql"
embed
grep -q 'without a gap: \[1, 4\]\|without a gap: \[1, .*4' "$work/said"
tell $? "a gap in the migrations is refused"
mv "$work/db/migrate/0099_access.sql" "$work/db/migrate/0002_access.sql"

cat >"$work/db/query/good.sql" <<'SQL'
-- name: good :many
-- Parameters out of order, an island and a block for each engine.
-- param: a int, b text?
-- col: n int
SELECT $2 AS m, /*sl 'lite' *//*pg 'post' */ AS e, $1 AS n
--@pg
  FOR UPDATE
--@end
--@sl
  LIMIT 5
--@end
;
SQL
embed
sed -n '/^\t{ .name = "good"/,/^\t{ .name = "[^g]/p' "$work/queries.c" \
    >"$work/text"
lite=$(sed -n '/\.sql = {/,/",$/p' "$work/text")
post=$(sed -n '/\.sql = {/,$p' "$work/text" | sed '1,/",$/d')
case $lite in
*"SELECT ?2 AS m, 'lite'  AS e, ?1 AS n"*"LIMIT 5"*) r=0 ;;
*) r=1 ;;
esac
case $lite in *post* | *FOR\ UPDATE*) r=1 ;; esac
case $post in
*"SELECT \$2 AS m, 'post'  AS e, \$1 AS n"*"FOR UPDATE"*) ;;
*) r=1 ;;
esac
case $post in *lite* | *LIMIT*) r=1 ;; esac
cat "$work/text" >"$work/said"
tell "$r" "each engine gets its own text, with ?N for \$N on SQLite"
rm "$work/db/query/good.sql"

# What only an engine can know.
cat >"$work/db/query/bad.sql" <<'SQL'
-- name: bad_column :many
-- col: code text
SELECT kode AS code FROM skill;

-- name: bad_count :one
-- col: code text, name text
SELECT code FROM skill;

-- name: bad_name :one
-- col: kode text
SELECT code FROM skill;

-- name: bad_two :exec
UPDATE skill SET name = 'x'; UPDATE skill SET name = 'y';

-- name: fine :one
-- col: code text
SELECT code FROM skill;
SQL
embed
# shellcheck disable=SC2046
${CC:-cc} -std=c11 -D_GNU_SOURCE -w -O0 -I"$top/src" -I"$work" \
    $(pkg-config --cflags libpq) "$top/db/check.c" "$work/queries.c" \
    "$build/libcabina_core.a" -o "$work/sqlcheck" \
    $(pkg-config --libs sqlite3 libpq libsodium liboath jansson libutf8proc \
    uuid) -lcsv -lpthread -ldl >"$work/said" 2>&1
tell $? "the checker builds"
"$work/sqlcheck" >"$work/said" 2>&1
[ $? = 1 ] && grep -q '^db/query/bad.sql:1: bad_column (sqlite): no such column: kode' "$work/said"
tell $? "a misspelt column is told with file and line"
grep -q '^db/query/bad.sql:5: bad_count (sqlite): it gives 1 columns' "$work/said"
tell $? "a wrong count of columns is told"
grep -q '^db/query/bad.sql:9: bad_name (sqlite): column 1 is code' "$work/said"
tell $? "a wrong name of a column is told"
grep -q '^db/query/bad.sql:13: bad_two (sqlite): a query is one statement' "$work/said"
tell $? "two statements are told"
[ "$(grep -c '^db/query' "$work/said")" = 4 ]
tell $? "and nothing else is"
echo "1..$n"
