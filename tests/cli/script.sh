#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# script.sh - service scripts in a shell, without a database: the library is
# without errors and comes to an end, mistakes are told, a conversation goes as
# it went before. Prints TAP. CABINA is the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
unset CABINA_DB CABINA_CONFIG
XDG_DATA_HOME=$dir XDG_STATE_HOME=$dir XDG_CONFIG_HOME=$dir
LANGUAGE=en
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME LANGUAGE
cabina=${CABINA:-$top/build/cabina}
n=0
cd "$top" || exit 1

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

echo 1..9
"$cabina" script check codes=no scripts/*.call >"$dir/out" 2>&1
result 'the library has no error' $?

bad=0
for file in scripts/*.call; do
	"$cabina" script simulate "$file" paths=500 >"$dir/out" 2>&1 || bad=1
	[ "$bad" -eq 0 ] || break
done
result 'every conversation of the library comes to an end' $bad

sed 's/-> plazo-repetir$/-> plazo-repetri/; s/ask   ¿Sobre/aks   ¿Sobre/;
    s/{{customer.email|/{{customer.emial|/' scripts/reclamo.call \
    >"$dir/reclamo.call"
"$cabina" script check codes=no "$dir/reclamo.call" >"$dir/out" 2>/dev/null
[ $? -eq 1 ] && grep -q "reclamo.call:[0-9]*:[0-9]*: error: .*did you mean \
'plazo-repetir'" "$dir/out" && grep -q "did you mean 'ask'" "$dir/out" &&
    grep -q "did you mean 'customer.email'" "$dir/out"
result 'three mistakes are told with their lines' $?

# What is said is the same, but for the hour and the day.
printf '2\n1\n1\n1\no3\n\n1\n1\n1\n1\n' |
    "$cabina" script play scripts/reclamo.call 2>&1 |
    sed 's/^ *[(].*$//' >"$dir/out"
cmp -s "$dir/out" tests/cli/script.golden || {
	diff tests/cli/script.golden "$dir/out" >"$dir/diff"
	mv "$dir/diff" "$dir/out"
	false
}
result 'a conversation goes as it went before' $?

"$cabina" script graph scripts/reclamo.call >"$dir/out" 2>&1 &&
    grep -q 'plazo-repetir' "$dir/out" &&
    "$cabina" script graph scripts/reclamo.call out="$dir/x.svg" \
	>>"$dir/out" 2>&1 && grep -q '</svg>' "$dir/x.svg"
result 'the picture, as text and as SVG' $?

sed 's/Una explicación y disculpas/Disculpas/' scripts/reclamo.call \
    >"$dir/new.call"
"$cabina" script diff scripts/reclamo.call "$dir/new.call" >"$dir/out" 2>&1 &&
    [ "$(wc -l <"$dir/out")" -eq 1 ] &&
    grep -q 'other words.*reclamo/solucion/disculpa' "$dir/out"
result 'what changed, and nothing else' $?

cp scripts/reclamo.call scripts/reclamo.en.po "$dir/" &&
    sed -i 's/¿Le quedó claro cómo/¿Está claro cómo/' "$dir/reclamo.call" &&
    "$cabina" script translate "$dir/reclamo.call" en >"$dir/out" 2>&1 &&
    [ "$(grep -c '^#, fuzzy' "$dir/reclamo.en.po")" -eq 1 ] &&
    msgfmt -c -o /dev/null "$dir/reclamo.en.po" >>"$dir/out" 2>&1
result 'a translation keeps what still holds' $?

# The examples of the language's description: blocks that begin with a script.
mkdir "$dir/shown"
awk -v dir="$dir/shown" '!/^    / && NF { on = 0 }
    /^    script +[a-z]/ { on = 1; to = dir "/" $2 ".call" }
    on { print substr($0, 5) > to }' scripts/README.md
"$cabina" script check codes=no strict=yes "$dir"/shown/*.call \
    >"$dir/out" 2>&1 && [ "$(ls "$dir/shown" | wc -l)" -eq 2 ]
result 'the examples of the description have nothing wrong' $?

# Each verb, type, sign, action and name of the language is described, stands
# in the whole example, and is what the fuzzer begins with.
{
	sed -n 's/^\t{ .name = "\([^"]*\)", .read = .*/^ *\1( |$)/p' \
	    src/script/read_head.c src/script/read_step.c
	sed -n 's/^\t\[SCRIPT_[A-Z]*\] = "\([^"]*\)",$/^ *field +[a-z]+ +\1/p' \
	    src/script/field.c
	sed -n 's/.*keyword(r, "\([a-z]*\)").*/ \1 /p' src/script/expr.c
	sed -n 's/.*{ "\([!<>=]*\)", EXPR_[A-Z]* }.*/ \1 /p' src/script/expr.c
	sed -n '/allowed\[\] = {/,/};/s/"\([a-z]* [a-z-]*\)"/\n\1\n/gp' \
	    src/cmd/script_world.c | sed -n 's/^[a-z]* [a-z-]*$/^ *do +(now +)?&/p'
	printf '%s\n' '^ *do now ' '^ *- \[' ' past$' ' future$' '\.\.' ' like '
} >"$dir/words"
: >"$dir/out"
while IFS= read -r word; do
	for file in "$dir/shown/muestra.call" \
	    tests/fuzz/seeds/script/muestra.call; do
		grep -Eq -- "$word" "$file" || echo "$file: $word" >>"$dir/out"
	done
done <"$dir/words"
sed -n 's/^\t{ .name = "\([^"]*\)", .read = .*/\1/p' src/script/read_head.c \
    src/script/read_step.c | while IFS= read -r verb; do
	grep -Eq -- "^(\\| )?\`$verb[ \`]" scripts/README.md || echo "| $verb"
done >>"$dir/out"
sed -n 's/^\t*[A-Z]*[({] *"\([a-z]*\)\(\.[a-z]*\)",.*/\1 \2/p' \
    src/script/name.c | while read -r group name; do
	grep "^|.*\`$group\\." scripts/README.md |
	    grep -Eq -- "\`($group)?\\$name\`" || echo "name $group$name"
done >>"$dir/out"
[ ! -s "$dir/out" ] && [ "$(wc -l <"$dir/words")" -ge 50 ]
result 'every word is described, shown and fuzzed' $?
