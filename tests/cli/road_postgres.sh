#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# road_postgres.sh - people at work behind the second wall: each connects with
# a database role of their own, so grants and row-level security are in force
# for every statement of the commands. Prints TAP.
set -u
name=cabina_road_$$
trap 'dropdb -f --maintenance-db "$CABINA_TEST_DB" --if-exists "$name"' EXIT
n=0 out=

# The server's URL for a person.
url_of() {
	echo "${CABINA_TEST_DB%/*}/$name" | sed "s#//[^@/]*@#//$1@#"
}

# as PERSON STATUS SENTENCE WORDS...
as() {
	who=$1 status=$2 what=$3
	shift 3
	n=$((n + 1))
	out=$(CABINA_DB=$(url_of "$who") "$CABINA" "$@" 2>&1)
	got=$?
	if [ "$got" -eq "$status" ]; then
		echo "ok $n - $who: $what"
	else
		echo "$out" | sed 's/^/# /'
		echo "# exit status $got instead of $status: $*"
		echo "not ok $n - $who: $what"
	fi
}

# One more test: the last answer has a line that fits.
says() {
	n=$((n + 1))
	if echo "$out" | grep -q -- "$1"; then
		echo "ok $n - …and says $1"
	else
		echo "$out" | sed 's/^/# /'
		echo "not ok $n - …and says $1"
	fi
}

field() {
	echo "$out" | sed 's/[{,]/\n/g' |
	    sed -n "s/^\"$1\":\"\{0,1\}\([^\"}]*\).*/\1/p" | sed -n 1p
}

echo 1..37
createdb --maintenance-db "$CABINA_TEST_DB" "$name" || exit 1
as postgres 0 'the installer makes a centre' init --demo small
as agent 0 'signs in as who the role is' doctor
says 'agent (agent)'
as agent 0 'finds customers' customer find Gonz --json
customer=$(field id)
as agent 0 'sees a customer' customer show "$customer"
as agent 0 'writes a note on a customer' customer note "$customer" text=hola
as agent 0 'opens a ticket' ticket create customer="$customer" \
    typification=consulta-general subject=Prueba --json
ticket=$(field number)
as agent 0 'writes a note' ticket note "$ticket" text=hola
as agent 0 'answers the customer' ticket reply "$ticket" text=hola \
    channel=email
as agent 0 'begins to work' ticket start "$ticket"
as agent 0 'passes it to another team' ticket assign "$ticket" team=ventas
as agent 0 'still sees what was passed on' ticket show "$ticket"
as agent 0 'begins a contact' interaction start customer="$customer" \
    channel=phone --json
contact=$(field number)
as agent 0 'says what it is about' interaction typify "$contact" \
    consulta-general
as agent 0 'ends it' interaction end "$contact"
as agent 0 'closes it' interaction close "$contact" outcome=resuelto
# The demo may have left the agent in a call: it depends on the hour.
for talk in $(CABINA_DB=$(url_of agent) "$CABINA" interaction list agent=me \
    state=talking,held --json | grep -o '"number":[0-9]*' | cut -d: -f2); do
	CABINA_DB=$(url_of agent) "$CABINA" interaction end "$talk" >/dev/null
	CABINA_DB=$(url_of agent) "$CABINA" interaction close "$talk" \
	    outcome=resuelto >/dev/null
done
as agent 0 'leaves for a break' state set paused reason=pausa
as agent 1 'reads no audit trail' audit verify
as agent 1 'makes no people' agent add x name=X role=agent
as agent 1 'makes no setup' team add x name=X
as agent 1 'is nobody else' ticket list --as supervisor
says 'may not act as supervisor'
as auditor 1 'changes nothing' ticket note "$ticket" text=x
as auditor 0 'verifies the trail' audit verify
says 'true'
as auditor 0 'keeps an anchor' audit anchor
as supervisor 0 'takes it back' ticket assign "$ticket" agent=agent
as supervisor 0 'sees the team' state list
as backoffice 0 'lists what is theirs' ticket list
as branch 0 'lists what is theirs' ticket list
as admin 0 'makes a team' team add road name=Road
as admin 0 'lists the staff' agent list
as agent 0 'resolves' ticket resolve "$ticket" text=hecho
# A console of somebody else's is lost: whoever sweeps gives back what it held.
as backoffice 0 'takes a contact' interaction start channel=phone \
    customer="$customer" --json
lost=$(field number)
psql -qX "$(url_of postgres)" -c "INSERT INTO presence SELECT c.id, c.owner, t.e,
    CASE t.e WHEN 'console' THEN c.id ELSE c.id END, t.m, 0, 0, 0
    FROM interaction c, (VALUES ('interaction', 3)) t(e, m)
    WHERE c.number = $lost" || echo '# no presence'
as supervisor 0 'sweeps what another held' sla sweep once=yes
as supervisor 0 'sees it wait' interaction show "$lost" --json
says '"state":"waiting"'
