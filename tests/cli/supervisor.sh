#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# supervisor.sh - a script is changed by somebody who writes no code: three
# mistakes are told with their lines and mended, the picture is seen, it is
# published, and the next contact has it while the running one does not. Prints
# TAP. CABINA is the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset CABINA_CONFIG CABINA_AS CABINA_CLOCK
XDG_DATA_HOME=$dir XDG_STATE_HOME=$dir XDG_CONFIG_HOME=$dir
LANGUAGE=en CABINA_DB=sqlite:$dir/x.db
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LANGUAGE CABINA_DB
cabina=${CABINA:-$top/build/cabina}
n=0

# result NAME STATUS
result() {
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/out"
	fi
}

# The id of what was answered last.
id() {
	sed -n 's/.*"id":"\([^"]*\)".*/\1/p' "$dir/out" | sed -n 1p
}

# contact: begins one, with the script that fits it.
contact() {
	"$cabina" interaction start channel=phone caller=987654321 \
	    --json >"$dir/out" 2>&1 || return 1
	contact=$(id)
	"$cabina" script start "$contact" >"$dir/out" 2>&1
}

# says PATTERN: so speaks the step that the contact is on.
says() {
	"$cabina" script step "$1" >"$dir/out" 2>&1 && grep -q "$2" "$dir/out"
}

echo 1..8
"$cabina" init >/dev/null 2>&1
cat >"$dir/horario.call" <<'CALL'
script    horario
title     Horario de una sucursal
languages es
for       channel=phone
field     comuna  text 40
objection apuro: "No tengo tiempo" -> apuro

step saludo: saludo
  say   Buenos días.
  ask   ¿De qué comuna nos llama?             into comuna
  - no-dice: Prefiere no decirlo              -> fin
  -> fin
step fin: despedida
  say   Abrimos de 9 a 18:30. Gracias por llamar.
  end   outcome=resolved
step apuro: «No tengo tiempo»
  say   Es una sola pregunta.
  return
CALL
"$cabina" script publish "$dir/horario.call" despite=yes >"$dir/out" 2>&1
result 'the first version is published' $?
contact
result 'a contact begins it' $?
running=$contact

# She changes a sentence, adds a step, and slips three times.
sed -i 's/Buenos días/Muy buenas/
    s/into comuna/into comuma/
    s/^step fin: despedida/step mas: algo más\n  aks   ¿Algo más?\n  - no: Nada más                              -> fni\n&/
    s/^  -> fin/  -> mas/' "$dir/horario.call"
"$cabina" script check "$dir/horario.call" >"$dir/out" 2>&1
[ $? -eq 1 ] &&
    grep -q "horario.call:10:[0-9]*: error: .*did you mean 'comuna'" "$dir/out" &&
    grep -q "horario.call:14:[0-9]*: error: .*did you mean 'ask'" "$dir/out" &&
    grep -q "horario.call:15:[0-9]*: error: .*did you mean 'fin'" "$dir/out"
result 'three mistakes are told with their lines' $?
"$cabina" script publish "$dir/horario.call" despite=yes >"$dir/out" 2>&1
[ $? -eq 1 ] && grep -q 'nothing was published' "$dir/out"
result 'what is broken is not published' $?

sed -i 's/comuma/comuna/; s/aks  /ask  /; s/-> fni/-> fin/' "$dir/horario.call"
"$cabina" script graph "$dir/horario.call" >"$dir/out" 2>&1 &&
    grep -q 'algo más\|mas' "$dir/out"
result 'mended, its picture is seen' $?
"$cabina" script publish "$dir/horario.call" despite=yes >"$dir/out" 2>&1
result 'the second version is published' $?
says "$running" 'Buenos días'
result 'the running contact keeps the version it has' $?
contact && says "$contact" 'Muy buenas'
result 'the next contact has the new one' $?
