#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# canary.sh - a branch far away where everything carries one word, and roles that
# reach no further than their team or branch: for canary.play.
#
# usage: canary.sh	(CABINA: the program; CABINA_DB)
set -eu
word=Zarzamora
do_it() { "$CABINA" --as admin "$@" >/dev/null; }
# The cell $1 of what the rest answers.
cell() {
	name=$1
	shift
	"$CABINA" --as admin "$@" --json | grep -o "\"$name\": *\"\{0,1\}[^\",}]*" |
	    head -n 1 | sed 's/.*[: "]//'
}
for right in customer.read interaction.read ticket.read; do
	do_it role grant agent $right team
done
do_it role grant back-office customer.read team
do_it role grant back-office agent.read branch
for right in customer.read interaction.read ticket.read agent.read; do
	do_it role grant supervisor $right branch
done
do_it branch add lejos name=Lejos city=Arica
do_it team add lejano name=Lejano branch=lejos
do_it agent add tito name="Tito $word" role=agent branch=lejos teams=lejano
who=$(cell id customer create "$word Pérez" branch=lejos phone=955550001)
do_it customer note "$who" "$word llama el lunes"
do_it interaction start channel=phone customer="$who"
do_it callback add "$who" when=+1h reason="$word" agent=tito override=prueba
one=$(cell number ticket create customer="$who" typification=consulta-general \
    team=lejano subject="$word no parte")
do_it ticket start "$one"
do_it ticket assign "$one" agent=tito
do_it ticket escalate "$one" reason="$word espera"
do_it ticket note "$one" "$word en nota"
do_it notice add "$word al equipo" team=lejano
do_it notice add "$word a la sucursal" branch=lejos
