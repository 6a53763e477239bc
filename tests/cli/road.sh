#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# road.sh - what other people's scripts rely on, said in a shell on a demo
# centre: words, answers, exit status. Prints TAP.
#
# CABINA is the program; CABINA_TEST_DB is unset, sqlite, or the URL of a
# server on which a database can be made.
set -u
dir=$(mktemp -d)
case ${CABINA_TEST_DB:-sqlite} in
sqlite)
	CABINA_DB=sqlite:$dir/road.db
	trap 'cd /; rm -rf "$dir"' EXIT
	;;
*)
	name=cabina_road_$$
	psql -qX "$CABINA_TEST_DB" -c "CREATE DATABASE $name" || exit 1
	trap 'cd /; rm -rf "$dir"; psql -qX "$CABINA_TEST_DB" \
	    -c "DROP DATABASE $name WITH (FORCE)"' EXIT
	query=$(printf %s "$CABINA_TEST_DB" | sed -n 's/^[^?]*\(?.*\)/\1/p')
	CABINA_DB=${CABINA_TEST_DB%%\?*}
	CABINA_DB=${CABINA_DB%/*}/$name$query
	;;
esac
export CABINA_DB
n=0

# result NAME STATUS: the next line of TAP.
result() {
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# out: /' "$dir/out"
		sed 's/^/# err: /' "$dir/err"
	fi
}

# run WORDS: keeps out, err and the exit status in $got.
run() {
	"$CABINA" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	got=$?
}

# yes NAME PATTERN WORDS: done, nothing on stderr, a line that fits.
yes() {
	what=$1 pattern=$2
	shift 2
	run "$@"
	[ $got -eq 0 ] && [ ! -s "$dir/err" ] && grep -q -- "$pattern" "$dir/out"
	result "$what" $?
}

# no NAME STATUS PATTERN WORDS: that status, one sentence on stderr that fits,
# nothing on stdout.
no() {
	what=$1 status=$2 pattern=$3
	shift 3
	run "$@"
	[ $got -eq "$status" ] && [ ! -s "$dir/out" ] &&
	    [ "$(wc -l <"$dir/err")" -eq 1 ] && grep -q -- "$pattern" "$dir/err"
	result "$what" $?
}

# json EXPRESSION: of the last answer, `d` in Python.
json() {
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
print(eval(sys.argv[2]))' "$dir/out" "$1"
}

# is NAME EXPRESSION VALUE
is() {
	[ "$(json "$2" 2>>"$dir/err")" = "$3" ]
	result "$1" $?
}

no 'an empty database says what to do' 1 'cabina init' ticket list
yes 'a demo is made and its passwords shown' 'sign_ins.*agent' \
    init --demo small --seed 7
no 'a second init is refused' 1 'initialised already' init
yes 'a beginning of a name finds people' . customer find Gonz --json
is 'a list has rows with an id and a name' \
    'all(r["id"] and r["name"] for r in d["rows"]) and len(d["rows"]) > 3' True
customer=$(json 'd["rows"][0]["id"]')
yes 'a customer is shown with their name' . customer show "$customer" --json
is 'the customer is the one asked for' 'd["id"]' "$customer"
rut=$(json 'd["national_id"]')
yes 'a RUT names a customer too' "^id	$customer" customer show "$rut"
yes 'the tree is listed' . typification list --json
is 'a general query requires nothing' \
    '[r for r in d["rows"] if r["code"] == "consulta-general"
      and r["leaf"] is True and r["required"] == []] != []' True

op=0190a6e2-7c3b-4d10-8f00-000000000001
create() {
	run ticket create customer="$customer" typification=consulta-general \
	    subject='Ñandú «roto»' body='línea 1
línea 2' --priority 2 --json --op $op
}
create
is 'a ticket is made, new' '(d["state"], d["priority"], d["replayed"])' \
    "('new', 2, False)"
is 'it has the subject as typed' 'd["subject"]' 'Ñandú «roto»'
number=$(json 'd["number"]') id=$(json 'd["id"]')
create
is 'the same op is the same ticket' \
    '(d["number"], d["id"], d["op"], d["replayed"])' \
    "($number, '$id', '$op', True)"
yes 'and one ticket' . ticket list customer="$customer" limit=500 --json
is 'as the list says' "len([r for r in d['rows'] if r['number'] == $number])" 1
no 'the op of another change is refused' 1 'another change' \
    ticket note "$number" hola op=$op
yes 'T-N is the same number' "^id	$id" ticket show "T-$number"
yes 'a note is written' '^state	new' ticket note "$number" text='se llamó'
yes 'words may be shortened' '^state	new' tick no "$number" otra
yes 'a ticket is given to somebody' '^owner_name	.' \
    ticket assign "$number" agent=agent
yes 'it is worked on' '^state	open' ticket start "$number"
yes 'put aside' '^state	pending-customer' ticket park "$number" \
    --state pending-customer --reason 'manda la boleta'
no 'a move that is not possible names those that are' 1 'resume' \
    ticket close "$number"
yes 'taken up again' '^state	open' ticket resume "$number"
yes 'resolved' '^state	resolved' ticket resolve "$number" 'listo'
yes 'closed' '^state	closed' ticket close "$number"
yes 'all of it is in its history' 'ticket.resolve' ticket history "$number"
yes 'and the messages, lines and all' . ticket show "$number" --json
is 'the first is what was said' 'd["messages"][0]["body"]' 'línea 1
línea 2'
yes 'a pipe gets one line for a row' . ticket list limit=5
[ "$(wc -l <"$dir/out")" -eq 5 ]
result 'five rows are five lines' $?
yes 'limit and state are arguments of a list' . \
    --json ticket list --state=resolved --limit 2
is 'and are kept' '[r["state"] for r in d["rows"]]' "['resolved', 'resolved']"
is 'instants are ISO, in UTC' \
    'd["rows"][0]["created_at"][10] + d["rows"][0]["created_at"][-1]' TZ

no 'an unknown ticket is refused' 1 'no such ticket' ticket show 99999999
no 'a wrong word is misuse' 2 "mean 'ticket'" tikcet list
no 'a wrong argument is misuse' 2 "mean 'subject='" ticket create \
    subjet=x customer="$customer" typification=consulta-general
no 'a missing argument is misuse' 2 'missing' ticket create
no 'a wrong value is misuse' 2 'whole number' ticket list limit=many
no 'with --json a failure prints nothing either' 1 'no such ticket' \
    ticket show 99999999 --json
no 'an empty subject is refused' 1 'empty' ticket create subject=' ' \
    customer="$customer" typification=consulta-general

no 'an agent may not read the trail' 1 "'audit.read'" --as agent audit verify
no 'nor make agents' 1 "'agent.admin'" --as agent agent add x name=X role=agent
yes 'it is explained' '^may	false' agent why agent agent.admin
no 'there is no such person' 1 nadie --as nadie ticket list
yes 'somebody is hired' '^login	eva' agent add eva name='Eva Ñáñez' role=agent
yes 'and listed' 'eva	Eva Ñáñez' agent list eva
yes 'somebody else acts' '"created_by_name":"[^"]' --as agent ticket create \
    customer="$customer" typification=consulta-general subject=mio --json
yes 'and the trail says so' '"actor_login":"agent"' audit list limit=1 --json

yes 'the log is whole' '^ok	true' audit verify
yes 'it is anchored' '^anchor	' audit anchor
anchor=$(sed -n 's/^anchor	//p' "$dir/out")
yes 'and compared with the anchor' '^ok	true' audit verify anchor="$anchor"
run audit verify anchor="${anchor%?????}00000"
[ $got -eq 1 ] && grep -q '^ok	false' "$dir/out" && [ -s "$dir/err" ]
result 'another anchor is told, with what was found' $?

printf 'clave,nombre\nK-1,Ana Rojas\nK-2,\n' >"$dir/c.csv"
printf '[fields]\nexternal = {clave}\nname = {nombre}\n' >"$dir/c.map"
cd "$dir" || exit 1
yes 'a file is tried' '^made	1' load customer c.csv map=c.map --dry-run
yes 'without writing' . customer find K-1 --json
is 'nobody is there yet' 'd["rows"]' '[]'
yes 'then loaded' '^bad	1' load customer c.csv map=c.map
yes 'and found' 'Ana Rojas' customer find K-1
yes 'the schema fits' '^ok	true' store check
run doctor
grep -q '^engine	ok	' "$dir/out" && grep -q '^schema	ok	' "$dir/out"
result 'the doctor looks at engine and schema' $?
# A ticket that was handed to others is out of reach; the retry is not.
run --as backoffice agent show backoffice --json
team=$(sed -n 's/.*"teams":"\([^,"]*\).*/\1/p' "$dir/out")
run --as backoffice ticket list limit=1 team="$team"
number=$(cut -f2 "$dir/out")
op=$(cat /proc/sys/kernel/random/uuid)
yes 'a ticket is handed on' 'replayed	false' \
    --as backoffice ticket assign "$number" team=finanzas op="$op"
yes 'the same op answers the same, though it is out of reach' \
    'replayed	true' \
    --as backoffice ticket assign "$number" team=finanzas op="$op"
no 'and without the op there is nothing to be seen' 1 'none that you may see' \
    --as backoffice ticket assign "$number" team=finanzas
echo "1..$n"
