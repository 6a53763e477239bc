#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# shell.sh - the program as a newcomer meets it, without a server: help,
# options, files and whose they are, completion, the terminal. Prints TAP.
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
XDG_DATA_HOME=$dir/data XDG_STATE_HOME=$dir/state XDG_CONFIG_HOME=$dir/config
HOME=$dir
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME HOME
unset CABINA_DB CABINA_CONFIG CABINA_CLOCK CABINA_AS CABINA_LOG
umask 022
n=0

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

run() {
	"$CABINA" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	got=$?
}

# yes NAME PATTERN WORDS; no NAME STATUS PATTERN WORDS: as in road.sh.
yes() {
	what=$1 pattern=$2
	shift 2
	run "$@"
	[ $got -eq 0 ] && [ ! -s "$dir/err" ] && grep -q -- "$pattern" "$dir/out"
	result "$what" $?
}

no() {
	what=$1 status=$2 pattern=$3
	shift 3
	run "$@"
	[ $got -eq "$status" ] && [ ! -s "$dir/out" ] &&
	    grep -q -- "$pattern" "$dir/err"
	result "$what" $?
}

# In a terminal of 80 columns, as a person would see it.
terminal() {
	script -qec "stty cols 80; '$CABINA' $*" /dev/null </dev/null |
	    tr -d '\r' >"$dir/out"
	: >"$dir/err"
}

yes 'the version is one line' '^cabina [0-9.]*$' --version
yes 'help lists the commands' 'ticket create' help
yes 'help of a noun lists its verbs' 'ticket resolve' help ticket
yes 'help of a command says what it takes' 'subject=TEXT' help ticket create
yes 'so does --help' 'subject=TEXT' ticket create --help
yes 'help may be JSON too' '"text":"' help doctor --json
no 'help of nothing is misuse' 2 'mean' help tikcet

yes 'the database is made where XDG says' "$dir/data/cabina/cabina.db" init
[ "$(stat -c %a "$dir/data/cabina/cabina.db")" = 600 ] &&
    [ "$(stat -c %a "$dir/data/cabina")" = 700 ]
result 'for this account alone' $?
[ "$(stat -c %a "$dir/state/cabina/cabina.log")" = 600 ] &&
    grep -q 'init result=ok ms=' "$dir/state/cabina/cabina.log"
result 'each command leaves a line in the log' $?
run customer create 'Secreta Señora' phone='+56 9 8765 4321'
! grep -qi 'secreta\|8765' "$dir/state/cabina/cabina.log"
result 'which holds nobody' $?
yes 'the doctor finds nothing wrong' '^file permissions	ok' doctor
chmod 644 "$dir/data/cabina/cabina.db"
run doctor
[ $got -eq 1 ] && grep -q "^file permissions	wrong	.*chmod 600" "$dir/out" &&
    grep -q '1 check' "$dir/err"
result 'and says how to mend what is' $?
chmod 600 "$dir/data/cabina/cabina.db"
run doctor --db "sqlite:$dir/none.db"
[ $got -eq 1 ] && grep -q '^engine	wrong	' "$dir/out" &&
    [ ! -e "$dir/none.db" ]
result 'a missing database is wrong, and is not made by looking' $?
no 'nor by a command' 1 . --db "sqlite:$dir/none.db" ticket list
printf 'not a database at all, only text\n' >"$dir/text.db"
no 'a file of another kind is refused' 1 . --db "sqlite:$dir/text.db" init
grep -q 'only text' "$dir/text.db"
result 'and left as it was' $?

if [ "$(id -u)" -eq 0 ]; then
	chown 65534 "$dir/data/cabina/cabina.db"
	no 'the file of another account is refused' 1 'another account' ticket list
	chown 0 "$dir/data/cabina/cabina.db"
else
	n=$((n + 1))
	echo "ok $n - the file of another account # SKIP needs root"
fi

mkdir -p "$dir/config/cabina"
conf=$dir/config/cabina/cabina.conf
printf '# ours\nsync = normal\n' >"$conf"
yes 'the option file is read' "^sync	normal	.*cabina.conf:2" option list
yes 'a flag beats it' '^sync	full	--sync' option list --sync full
printf 'snyc = full\n' >"$conf"
no 'a mistake in it is told with its line' 2 \
    "cabina.conf:1: .*mean 'sync'" ticket list
printf 'sync = never\n' >"$conf"
no 'a value that does not fit too' 2 'full, normal' ticket list
rm "$conf"
no 'a file that was asked for must be there' 1 . --config "$dir/none" help
yes 'a password in it is not shown' '^db	postgresql://a:\*\*\*@h/x	--db' \
    option list --db postgresql://a:secret@h/x

echo '2030-01-02T03:04:05Z' >"$dir/clock"
CABINA_CLOCK=$dir/clock
export CABINA_CLOCK
no 'a clock file is not for the real database' 1 'training copy' ticket list
yes 'a twin is made with it' . init --db "sqlite:$dir/twin.db" twin=yes
yes 'and lives at that hour' '"recorded_at":"2030-01-02T03:04:05Z"' \
    --db "sqlite:$dir/twin.db" audit list --json
unset CABINA_CLOCK

run
[ $got -eq 2 ] && [ ! -s "$dir/out" ] && [ -s "$dir/err" ]
result 'without words and without a terminal it says what to do' $?
no 'a secret is not asked for where nobody is' 2 'password\|secret\|old' \
    agent own-password
printf 'una-frase-muy-larga\n' | "$CABINA" agent add eva name=Eva role=agent \
    password=- >"$dir/out" 2>"$dir/err"
result 'a secret may come from standard input' $?
yes 'a page of the manual is troff' '^\.TH CABINA' manual
run manual "$dir/man"
[ $got -eq 0 ] && [ -s "$dir/man/cabina.1" ] && [ -s "$dir/man/cabina-ticket.1" ]
result 'and all of them are written to a folder' $?
if man -l --warnings "$dir/man/cabina-ticket.1" >"$dir/out" 2>"$dir/err"; then
	[ ! -s "$dir/err" ] && grep -q 'ticket create' "$dir/out"
	result 'man reads them without a word' $?
else
	n=$((n + 1))
	echo "ok $n - man reads them # SKIP no man here"
fi

cat >"$dir/complete.bash" <<'BASH'
PATH=$1:$PATH
source <(cabina completion bash)
COMP_WORDS=(cabina "${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; }
_cabina cabina
printf '%s\n' "${COMPREPLY[@]}"
BASH
completes() {
	what=$1 want=$2
	shift 2
	bash "$dir/complete.bash" "${CABINA%/*}" "$@" >"$dir/out" 2>"$dir/err"
	grep -qx -- "$want" "$dir/out"
	result "$what" $?
}
completes 'bash completes a noun' ticket tick
completes 'a verb' resolve ticket reso
completes 'an argument' typification= ticket create typ
completes 'a choice behind the equals sign' scheduled ticket park 1 state = sch
completes 'what the database has' administrator role grants adm

terminal customer find secreta
grep -q '  Secreta Señora  ' "$dir/out" && ! grep -q '	' "$dir/out"
result 'a terminal gets a table' $?
grep -q "$(printf '\033\\[1mid ')" "$dir/out"
result 'with bold headings' $?
terminal customer find secreta --no-color
! grep -q "$(printf '\033')" "$dir/out"
result 'or none, where they are not wanted' $?
run customer create "$(printf 'Mala\033[31m')"
[ $got -eq 1 ] && ! grep -q "$(printf '\033')" "$dir/err"
result 'no control byte goes in, or comes back' $?
run ticket show "$(printf '1\033]0;x\007')"
[ $got -eq 2 ] && ! grep -q "$(printf '[\033\007]')" "$dir/err"
result 'not even in a complaint' $?
"$CABINA" role rights >/dev/full 2>"$dir/err"
[ $? -eq 1 ] && grep -q 'could not be written' "$dir/err"
result 'a full disk under the answer is told' $?
echo "1..$n"
