#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# opens.sh - what opens each screen of the table in meson.build, a line each:
# for canary.play, so that a new screen is opened as it comes.
set -eu
sed -n "/^screens = \[/,/]/s/'\([a-z]*\)'/\nopen \1\n/gp" meson.build |
    grep '^open '
