#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# update.sh - brings po/es.po up to date with the strings of src and screens,
# and says how many still want words. Nothing fuzzy is kept: a sentence that
# changed is translated anew.
#
# usage: po/update.sh [POT]	POT: only extract the strings, into this file
set -eu
cd "$(dirname "$0")/.."
pot=${1:-$(mktemp)}

# _ and N_ translate a text; NP_ one that counts; NC_ one of its meanings, named before it.
find src screens -name '*.[ch]' | LC_ALL=C sort |
    xgettext --files-from=- --language=C --from-code=UTF-8 --output="$pot" \
	--keyword=_ --keyword=N_ --keyword=NC_:1c,2 --keyword=NP_:1,2 \
	--sort-by-file \
	--package-name=cabina
[ $# -eq 0 ] || exit 0

trap 'rm -f "$pot"' EXIT
msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-location \
    --no-wrap po/es.po "$pot"
# Without the day it was made: it would be the only change in many a commit.
msgattrib --no-obsolete --no-wrap po/es.po |
    grep -v '^"POT-Creation-Date:' >"$pot"
cat "$pot" >po/es.po
msgfmt --check --statistics -o /dev/null po/es.po
