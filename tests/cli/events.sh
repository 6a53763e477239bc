#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# events.sh - each kind of event that the domain can write has one sentence in
# screens/words.c (spanish.sh asks for its Spanish). Kinds are all words of the
# form noun.verb that src/core says, but for those that name a setting. And
# each field that a history tells of has its word in screens/changed.c, each
# command that writes a sentence for when it is done in src/app/tell.c. Prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit 1
settings='attach\..*|password\.days|sign\.vain|verify\.(most|need)'
settings="$settings|referral\.next|(calendar|mail)\.so"
kinds=$(find src/core -name '*.c' |
    grep -vE '/(template_fill|template_text|script_known|load|demo)[a-z_]*\.c$' |
    xargs grep -hv '^#include' | grep -oE '"[a-z-]+\.[a-z-]+"' | tr -d '"' |
    grep -vxE "$settings" | sort -u)
# What the trail of another thing says of it is beside that.
words=$(sed '/ besides\[\] = /,/^};/d' screens/words.c)
n=0 bad=0
for kind in $kinds; do
	n=$((n + 1))
	found=$(echo "$words" | grep -cE "^	+\{ \"$kind\", NC?_\(")
	[ "$found" -ne 1 ] || continue
	echo "# $kind has $found sentences in screens/words.c"
	bad=$((bad + 1))
done

# What is told of the house itself is for those who set it up, and of load and
# bulk as it was typed; an entity whose field is a value of its own is no field.
house='agent|agent_edit|alert|audit|bulk|bulletin|demo|escalation|export|field'
house="$house|load|notice|outcome|pgrole|role|saved|script_run|script_version"
house="$house|setup|sign|sign_totp|slot_setup|state|substitute|team|template"
house="$house|typification|veil|survey|approval_desk|member"
fields=$(find src/core -name '*.c' | grep -vE "/($house)\.c\$" | xargs cat |
    tr '\n' ' ' |
    grep -oE 'write_set(_int|_of)?\(c, w,[^"(]*("[a-z_]+",[[:space:]]*)?"[a-z_-]+"' |
    sed -E 's/.*"([a-z_-]+)"$/\1/' | sort -u |
    grep -vxE 'consent|contact_point|verify')
m=0 worse=0
for field in $fields; do
	m=$((m + 1))
	grep -qE "\{ \"$field\", NC?_\(" screens/changed.c && continue
	sed -n '/inner\[\] = /,/};/p' screens/changed.c |
	    grep -q "\"$field\"" && continue
	echo "# the field $field has no word in screens/changed.c"
	worse=$((worse + 1))
done

writing=$(cat src/cmd/*.c | tr '\n' ' ' | sed 's/{ \.name = /\n/g' |
    grep -E '^"[a-z]+( [a-z-]+)?",[^}]*\.run = [^}]*\.writes = true' |
    cut -d '"' -f 2 | sort -u)
w=0 silent=0
for name in $(echo "$writing" | tr ' ' +); do
	w=$((w + 1))
	name=$(echo "$name" | tr + ' ')
	grep -qE "^	\{ \"$name\"," src/app/tell.c && continue
	echo "# '$name' has no sentence in src/app/tell.c"
	silent=$((silent + 1))
done
echo 1..6
[ "$n" -gt 80 ] && echo "ok 1 - the kinds of events are found" ||
    echo "not ok 1 - the kinds of events are found ($n)"
[ "$bad" -eq 0 ] && echo "ok 2 - each kind of event has one sentence" ||
    echo "not ok 2 - each kind of event has one sentence"
[ "$m" -gt 60 ] && echo "ok 3 - the fields of histories are found" ||
    echo "not ok 3 - the fields of histories are found ($m)"
[ "$worse" -eq 0 ] && echo "ok 4 - each field of a history has a word" ||
    echo "not ok 4 - each field of a history has a word"
[ "$w" -gt 120 ] && echo "ok 5 - the commands that write are found" ||
    echo "not ok 5 - the commands that write are found ($w)"
[ "$silent" -eq 0 ] && echo "ok 6 - each of them says what it did" ||
    echo "not ok 6 - each of them says what it did"
[ "$silent" -eq 0 ] && [ "$w" -gt 120 ] &&
    [ "$bad" -eq 0 ] && [ "$n" -gt 80 ] && [ "$m" -gt 60 ] && [ "$worse" -eq 0 ]
