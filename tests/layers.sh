#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# layers.sh - a layer may include only the layers on its line, and a library's
# header is included from its one home.
#
# usage: tests/layers.sh [--tap | TREE]
#
# Tells each line that breaks the rule. With --tap also tries itself: a copy of
# the tree with a deliberate breach must fail.
set -u
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)

# may DIR LAYERS: our own headers it may include, besides generated ones.
may() {
	[ -d "$1" ] || return 0
	if grep -rn '^#[ 	]*include[ 	]*"' --include='*.[ch]' "$1" |
	    grep -vE "include[ 	]*\"(($2)/[a-z0-9_]+\.h|queries\.h|[a-z]+\.def)\""
	then
		bad=1
	fi
}

# The rows of queries.h go everywhere as models; to run a query is core's and
# the store's alone.
no_query() {
	if grep -rnE '(^|[^a-z_])(q_[a-z_]+|db_(query|batch|read_[a-z]+|script|ask|tx))\(' \
	    --include='*.[ch]' "$@" 2>/dev/null | grep .; then
		bad=1
	fi
}

# home HEADERS FILES: who may include <HEADERS>; both are patterns.
home() {
	if grep -rnE "^#[ 	]*include[ 	]*[<\"]($1)[>\"]" --include='*.[ch]' \
	    src screens db tests 2>/dev/null | grep -vE "^($2):"; then
		bad=1
	fi
}

# No SQL text outside db/: a statement's first words in a string.
no_sql() {
	if grep -rnE '"[ (]*(SELECT [a-z*].* FROM|INSERT INTO|UPDATE [a-z_]+ SET|DELETE FROM) ' \
	    --include='*.[ch]' src screens 2>/dev/null | grep .; then
		bad=1
	fi
}

rules() {
	bad=0
	may src/base   'base'
	may src/store  'base|store'
	may src/core   'base|store|core'
	may src/script 'base|script'
	may src/cmd    'base|core|script|cmd'
	may src/ui     'base|ui'
	may screens    'base|core|script|ui|screens'

	no_query src/cmd src/ui src/script screens

	home '(curses|ncurses|term|panel)(w?/.*)?\.h' 'src/ui/term\.c|tests/.*'
	home 'readline/.*' 'src/ui/prompt\.c'
	home 'sqlite3(ext)?\.h' 'src/store/[a-z]+\.[ch]|db/check\.c|tests/.*'
	home '(libpq-fe|postgresql/.*)\.h' 'src/store/(pg\.h|postgres\.c)|db/check\.c|tests/bench/lists\.c'
	home 'uv\.h' 'src/app/[a-z_]+\.[ch]'
	home 'libical/.*' 'src/core/ics\.c'
	home 'sodium(/.*)?\.h|liboath/.*' 'src/base/secret\.c'
	home 'uuid/.*' 'src/base/id\.c'
	home 'jansson\.h' 'src/base/json\.c'
	home 'csv\.h' 'src/core/load[a-z_]*\.[ch]'
	home 'utf8proc\.h' 'src/base/utf8(_width)?\.c'
	home 'ini\.h' 'src/base/conf\.c'
	home 'cmocka\.h|vterm\.h' 'tests/.*'
	no_sql
	return $bad
}

# A copy with one line more, which the rules must refuse.
breach() {
	file=$1 line=$2
	n=$((n + 1))
	rm -rf "$copy"
	mkdir "$copy"
	cp -R "$top/src" "$top/screens" "$top/db" "$copy/"
	mkdir -p "$copy/$(dirname "$file")"
	printf '%s\n' "$line" >>"$copy/$file"
	if (cd "$copy" && rules) >/dev/null; then
		echo "not ok $n - $file: $line is seen"
		failed=1
	else
		echo "ok $n - $file: $line is seen"
	fi
}

tap() {
	failed=0 n=1
	echo 1..7
	if out=$(rules); then
		echo 'ok 1 - every layer looks only down'
		copy=$(mktemp -d)/tree
		trap 'rm -rf "${copy%/tree}"' EXIT
		breach src/base/str.c '#include "core/core.h"'
		breach src/ui/list.c '#include "core/ticket.h"'
		breach src/cmd/ticket.c 'int x = q_ticket_get(db);'
		breach screens/home.c '#include "store/db.h"'
		breach src/core/ticket.c '#include <sqlite3.h>'
		breach src/core/core.c 'static const char *x = "SELECT n FROM t ";'
	else
		failed=1
		echo "$out" | sed 's/^/# /'
		for one in 1 2 3 4 5 6 7; do
			echo "not ok $one - every layer looks only down"
		done
	fi
	return $failed
}

case ${1:-} in
--tap)
	cd "$top" && tap ;;
*)
	cd "${1:-$top}" && rules ;;
esac
