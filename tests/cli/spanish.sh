#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# spanish.sh - every sentence has its Spanish, and the program speaks it where
# no locale but C.UTF-8 is installed. Prints TAP.
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
XDG_DATA_HOME=$dir/data XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config
HOME=$dir
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME HOME
unset CABINA_DB CABINA_CONFIG CABINA_CLOCK CABINA_AS CABINA_LOG CABINA_LANGUAGE
unset LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE LANG
n=0
: >"$dir/err"

# result NAME STATUS
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

# nothing NAME: neither output nor complaint, and what was run went well.
nothing() {
	[ $? -eq 0 ] && [ ! -s "$dir/out" ] && [ ! -s "$dir/err" ]
	result "$1" $?
}

# speaks NAME PATTERN STATUS ENV=VALUE... WORDS: what the program says.
speaks() {
	what=$1 pattern=$2 status=$3
	shift 3
	env "$@" >"$dir/out" 2>"$dir/err" </dev/null
	[ $? -eq "$status" ] && cat "$dir/out" "$dir/err" | grep -q -- "$pattern"
	result "$what" $?
}

# Each text of a .po that reads the same in both languages.
same() {
	LC_ALL=C.UTF-8 msgcat --no-wrap "$1" | awk '
	function end() { if (id != "" && id == str) print id; id = str = "" }
	function text() { match($0, /".*"/)
		return substr($0, RSTART + 1, RLENGTH - 2) }
	/^msgid /        { end(); into = 1; id = text() }
	/^msgid_plural / { into = 0 }
	/^msgstr/        { into = 2; str = text() }
	/^"/ && into == 1 { id = id text() }
	/^"/ && into == 2 { str = str text() }
	/^#|^msgctxt|^$/ { into = 0 }
	END              { end() }'
}

# ---- the words ----------------------------------------------------------------

po/update.sh "$dir/pot" >"$dir/out" 2>"$dir/err"
nothing 'every string can be extracted'
grep -c '^msgid' "$dir/pot" >"$dir/out"
[ "$(cat "$dir/out")" -gt 900 ]
result 'and they are many' $?
# xgettext ends a text at a macro: STR_FMT inside one would cut it short.
find src screens -name '*.[ch]' -exec cat {} + | tr '\n' ' ' |
    grep -oE '\b(N?_|NC_)\(\s*("([^"\\]|\\.)*"\s*)+[A-Za-z_][^)]*|\bN?_\(\s*[A-Z_]+\s*"[^"]*"' \
	>"$dir/out"
[ ! -s "$dir/out" ]
result 'no macro stands inside a text' $?
msgcmp po/es.po "$dir/pot" >"$dir/out" 2>"$dir/err"
nothing 'each has its Spanish'
msgattrib --only-fuzzy po/es.po >"$dir/out" 2>"$dir/err"
nothing 'none of it is a guess'
msgattrib --only-obsolete po/es.po >"$dir/out" 2>"$dir/err"
nothing 'and none is left of texts that are gone'
msgfmt --check -o /dev/null po/es.po >"$dir/out" 2>"$dir/err"
nothing 'what printf is told is the same in both'
same po/es.po | LC_ALL=C sort -u >"$dir/same"
grep -v '^#' po/same.txt | LC_ALL=C sort -u >"$dir/listed"
LC_ALL=C comm -23 "$dir/same" "$dir/listed" >"$dir/out" 2>"$dir/err"
nothing 'none is the same as its original unless listed in po/same.txt'
LC_ALL=C comm -13 "$dir/same" "$dir/listed" >"$dir/out" 2>"$dir/err"
nothing 'and what is listed there is so'

# ---- the program -----------------------------------------------------------------

spanish='^Abre un caso para un cliente' english='^Open a ticket for a customer'
speaks 'no locale at all is English' "$english" 0 \
    "$CABINA" help ticket create
speaks 'LANGUAGE is enough' "$spanish" 0 \
    LANGUAGE=es "$CABINA" help ticket create
speaks 'in the locale C.UTF-8 too' "$spanish" 0 \
    LC_ALL=C.UTF-8 LANGUAGE=es "$CABINA" help ticket create
speaks 'a locale that is not installed still names its language' "$spanish" 0 \
    LANG=es_CL.UTF-8 "$CABINA" help ticket create
speaks 'one without a catalogue is English' "$english" 0 \
    LANG=xx_XX.UTF-8 "$CABINA" help ticket create
speaks 'who says LC_ALL=C wants no translation' "$english" 0 \
    LC_ALL=C LANGUAGE=es "$CABINA" help ticket create
speaks 'the option is stronger than any of them' "$spanish" 0 \
    LC_ALL=C LANGUAGE=en "$CABINA" help ticket create --language es-CL
speaks 'also when it is for English' "$english" 0 \
    LANG=es_CL.UTF-8 LANGUAGE=es "$CABINA" help ticket create --language en
mkdir -p "$dir/config/cabina"
echo 'language = es' >"$dir/config/cabina/cabina.conf"
speaks 'and it may stand in the option file' '^language.es.*El idioma' 0 \
    "$CABINA" option list
speaks 'what nobody set says so in Spanish' '^sync.full.de fábrica' 0 \
    "$CABINA" option list
speaks 'misuse is explained in Spanish' '¿quiso decir .*ticket' 2 \
    "$CABINA" tikcet list
speaks 'a new centre says in Spanish what it lacks' 'no hay base de datos' 1 \
    "$CABINA" ticket list
"$CABINA" init --demo small >"$dir/made" 2>"$dir/err"
result 'a demo centre is made' $?
speaks 'a refusal is Spanish' 'cabina: no hay tal caso' 1 \
    "$CABINA" ticket show 999999
customer=$("$CABINA" customer list limit=1 | cut -f1)
complaint=$("$CABINA" ticket create customer="$customer" \
    typification=reclamo-atencion-no-llamaron subject='Nadie llamó' --json |
    grep -oE '"number": ?[0-9]+' | grep -oE '[0-9]+')
"$CABINA" ticket start "$complaint" >"$dir/out" 2>&1
speaks 'what is typed as it stands has its Spanish beside it' \
    'outcome=upheld (acogido), partly (en parte) o rejected (rechazado)' 1 \
    "$CABINA" ticket resolve "$complaint" text='Se devolvió el cobro'
LC_ALL=C.UTF-8 script -qec "stty cols 240; '$CABINA' ticket list limit=30" \
    /dev/null </dev/null | tr -d '\r' >"$dir/out"
grep -q 'número.*asunto.*estado.*prioridad.*cliente' "$dir/out" &&
    grep -qE '20[0-9]{2}-[01][0-9]-[0-3][0-9] [0-9:]{5} -0[34]' "$dir/out" &&
    grep -qE 'T-[0-9]+ .*(abierto|nuevo|agendado|espera|resuelto|cerrado)' "$dir/out"
result 'a table has Spanish headings and dates that nobody mistakes' $?
for board in honesty people referrals; do
	LC_ALL=C.UTF-8 script -qec "stty cols 240; '$CABINA' board $board" \
	    /dev/null </dev/null
done | tr -d '\r' >"$dir/out"
grep -q '^cumplidas solo por pausa ' "$dir/out" &&
    grep -q 'contactos hoy' "$dir/out" && grep -q ' devueltas ' "$dir/out"
result 'so have the boards' $?
LC_ALL=C.UTF-8 script -qec "'$CABINA' referral show $("$CABINA" --json referral \
    list past=yes limit=1 | grep -o 'T-[0-9]*\|"number": *[0-9]*' | head -1 |
    grep -o '[0-9]*')" /dev/null </dev/null | tr -d '\r' >"$dir/out"
grep -q '[0-9],[0-9] %' "$dir/out"
result 'and decimals their comma' $?
"$CABINA" ticket list limit=20 --json >"$dir/out" 2>"$dir/err" &&
    "$CABINA" ticket list limit=20 --json --language en | cmp -s - "$dir/out"
result 'JSON is the same in every language' $?

# ---- the console ---------------------------------------------------------------------

rm "$dir/config/cabina/cabina.conf"

# Waits for the first screen, at most 10 s, then leaves it.
leave() {
	for _ in $(seq 100); do
		grep -qE 'MY DAY|MI D' "$dir/out" && break
		sleep 0.1
	done
	printf ':quit\r'
}

# console ENV=VALUE...: its first screen, for the sign-in `agent`.
console() {
	: >"$dir/out"
	leave | env LC_ALL=C.UTF-8 TERM=xterm "$@" timeout 20 script -qfec \
	    "stty rows 24 cols 80; '$CABINA' --as agent" "$dir/out" >"$dir/err"
}

console A=B
grep -q 'LO PRÓXIMO QUE VENCE' "$dir/out"
result "the console speaks the agent's own language" $?
console LANGUAGE=en
grep -q 'DUE NEXT' "$dir/out"
result 'unless another was asked for' $?
echo "1..$n"
