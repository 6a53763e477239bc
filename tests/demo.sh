#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# demo.sh - a demo centre in BUILD/demo, made if it is not there, and a tour of
# it: what a person would type in the shell and press in the console, what comes
# back, and whether that is right.
#
# usage: tests/demo.sh [BUILD]	CABINA_DB may name another centre
#
# Ends with `tour: N steps, N passed, N failed`.
set -u
build=${1:-build}
cabina=$build/cabina
LC_ALL=${LC_ALL:-C.UTF-8}
export LC_ALL
passed=0 failed=0 out=

# The first lines of an answer are enough to see what it is like.
show() {
	echo "$out" | cut -c 1-100 | sed -n '1,8s/^/    /p'
	more=$(($(echo "$out" | wc -l) - 8))
	[ "$more" -le 0 ] || echo "    … $more lines more"
}

# The words as they would be typed.
typed() {
	for word; do
		case $word in
		*[!A-Za-z0-9=_.:/-]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
}

# step SENTENCE STATUS PATTERN WORDS...: runs `cabina WORDS`, which must end
# with STATUS and print a line that fits PATTERN.
step() {
	what=$1 status=$2 pattern=$3
	shift 3
	printf '\n# %s\n$ cabina%s\n' "$what" "$(typed "$@")"
	out=$("$cabina" "$@" 2>&1)
	got=$?
	show
	if [ "$got" -eq "$status" ] && echo "$out" | grep -q -- "$pattern"; then
		passed=$((passed + 1))
		return
	fi
	failed=$((failed + 1))
	echo "    FAILED: exit status $got instead of $status," \
	    "or no line with '$pattern'"
}

# The first value of a field in the JSON of the last step.
field() {
	echo "$out" | sed 's/[{,]/\n/g' |
	    sed -n "s/^\"$1\":\"\{0,1\}\([^\"}]*\).*/\1/p" | sed -n 1p
}

if [ -z "${CABINA_DB:-}" ]; then
	file=$build/demo/cabina.db
	mkdir -p "${file%/*}"
	CABINA_DB=sqlite:$(cd "${file%/*}" && pwd)/cabina.db
	export CABINA_DB
	if [ ! -e "$file" ]; then
		echo "# A centre of 2,000 customers. Its passwords are told once:"
		echo '$ cabina init --demo small'
		if ! "$cabina" init --demo small; then
			rm -f "$file" "$file-wal" "$file-shm"
			echo 'tour: 1 steps, 0 passed, 1 failed'
			exit 1
		fi
	fi
fi
# A person at a terminal gets the console; everybody else the tour.
if [ -t 0 ] && [ -t 1 ]; then
	exec "$cabina" --as agent
fi
echo
echo "# The centre is $CABINA_DB"

step 'Is all as it should be?' 0 'schema' doctor
step 'Somebody calls: who is it?' 0 'Gonz' customer find Gonz --as agent
step 'The same for a program' 0 '^{"rows":\[{' \
    customer find Gonz --json --as agent
customer=$(field id)
step 'What do we know of them?' 0 'kind' customer show "$customer" --as agent
step 'What may it be about?' 0 'consulta-general' typification list
step 'It becomes a ticket' 0 '"number":' ticket create \
    customer="$customer" typification=consulta-general \
    subject='Pregunta por la garantía' --json --as agent
number=$(field number) op=$(field op) id=$(field id)
step 'The same again, by mistake: nothing happens twice' 0 '"replayed":true' \
    ticket create customer="$customer" typification=consulta-general \
    subject='Pregunta por la garantía' op="$op" --json --as agent
step 'Something to remember' 0 "$number" ticket note "$number" \
    text='Llamará el lunes: ¿sirve la boleta?' --as agent
step 'Somebody else shall do it' 0 "$number" ticket assign "$number" \
    agent=backoffice --as supervisor
step 'It is done' 0 'resolved' ticket resolve "$number" \
    text='La boleta sirve.' --as backoffice
step 'What became of it?' 0 'garantía' ticket show "$number" --as agent
step 'Who did what?' 0 'ticket.resolve' ticket history "$number" --as agent
step 'An auditor changes nothing' 1 'may not' ticket note "$number" \
    text='x' --as auditor
step 'And why not?' 0 'ticket.edit' agent why auditor ticket.edit
step 'A word mistyped' 2 'did you mean' ticket crate
step 'Is the trail whole?' 0 'true' audit verify --as auditor
step 'Its last number and hash, to keep elsewhere' 0 'hash' \
    audit anchor --as auditor
step 'The ticket has one id for ever' 0 "$id" ticket show "$number" --json

# And the console itself: real keys, real screens, in a terminal of our own.
if [ -x "$build/play" ]; then
	log=$(mktemp)
	CABINA=$cabina "$build/play" --tour --db "$CABINA_DB" \
	    "${0%/*}/play/tour.play" >"$log"
	sed '$d' "$log"
	counts=$(sed -n '$s/[^0-9 ]//gp' "$log")
	rm -f "$log"
	# shellcheck disable=SC2086
	set -- $counts
	passed=$((passed + ${2:-0})) failed=$((failed + ${3:-1}))
fi
printf '\ntour: %d steps, %d passed, %d failed\n' $((passed + failed)) \
    "$passed" "$failed"
[ "$failed" -eq 0 ]
