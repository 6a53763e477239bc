#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# named.sh - a branch's person, who is let read every ticket and contact, and the
# customer of another branch: named by every thing of theirs that is in sight, and
# never more than named. For named.play.
#
# usage: named.sh	(CABINA: the program; CABINA_DB: the demo centre)
set -eu
it() { "$CABINA" --as admin "$@"; }
as_branch() { "$CABINA" --as branch "$@"; }
cell() { grep -o "\"$1\": *\"\{0,1\}[^\",}]*" | head -n 1 | sed 's/.*[: "]//'; }
bad=0

# tells WHAT COMMAND...: has the name.
tells() {
	what=$1
	shift
	as_branch "$@" | grep -q "Zarzamora Pérez" ||
		{ echo "$what does not name her"; bad=1; }
}
# hides WHAT COMMAND...: has neither the name nor what is hers.
hides() {
	what=$1
	shift
	! as_branch "$@" 2>&1 | grep -q "Zarzamora Pérez\|955550001\|12345678" ||
		{ echo "$what shows her"; bad=1; }
}

it role grant branch ticket.read all >/dev/null
it role grant branch interaction.read all >/dev/null
it branch add lejos name=Lejos city=Arica >/dev/null
who=$(it customer create "Zarzamora Pérez" branch=lejos phone=955550001 \
    rut=12345678-5 segment=vip --json | cell id)
talk=$(it interaction start channel=phone customer="$who" --json | cell number)
it callback add "$who" when=+1h reason=Llamar override=prueba >/dev/null
one=$(it ticket create customer="$who" typification=consulta-general \
    team=servicio subject="No parte" --json | cell number)
two=$(it ticket create customer="$who" typification=consulta-general \
    team=servicio subject="Sin luz" requester="$who" --json | cell number)
it link add "$one" kind=related to="$two" >/dev/null
it referral send "$one" team=finanzas reason=parts ask="Falta algo" >/dev/null

tells "a ticket" ticket show "$two"
tells "a list of tickets" ticket list limit=5
tells "a word of her name" ticket list zarzamo limit=5
tells "her segment" ticket list segment:vip "zarzamo" limit=5
tells "a link" link list "$one"
tells "a leg" referral list to=finanzas --json
tells "a contact" interaction show "$talk"
tells "a list of contacts" interaction list limit=5
tells "a call" callback list
tells "a page of a board" board tickets nobody=yes limit=9
tells "an export" ticket list "zarzamo" --json
as_branch template fill sal ticket="$two" | grep -q Zarzamora ||
	{ echo "a text does not name her"; bad=1; }
hides "the customer" customer show "$who"
hides "a search by name" customer find zarzamora
hides "a search by phone" customer find 955550001
hides "a search by RUT" customer find 12345678-5
hides "a caller" customer caller 955550001
hides "her story" customer history "$who"
hides "what she owns" household list "$who"

# alike ROLE HIDDEN NONE COMMAND...: what is out of sight is told as what is not
# there, whichever of the two is said behind the command.
alike() {
	role=$1 hidden=$2 none=$3
	shift 3
	told=$("$CABINA" --as "$role" "$@" "$hidden" 2>&1 || echo "exit $?")
	absent=$("$CABINA" --as "$role" "$@" "$none" 2>&1 || echo "exit $?")
	[ "$told" = "$absent" ] ||
		{ echo "$role $* tells $hidden from $none: $told"; bad=1; }
}

far=$(it ticket create customer="$who" typification=consulta-general \
    team=ventas subject="De otros" --json | cell number)
none=999999 # no ticket at all
alike backoffice "$far" "$none" ticket show
alike backoffice "T-$far" "T-$none" customer find
alike branch 955550001 955550009 customer find
alike branch 955550001 955550009 customer caller
exit $bad
